"""Folders of VitePress."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.embeddings.sources.engines.folders import fill, read

VITEPRESS = """import { defineConfig } from 'vitepress'
export default defineConfig({
  title: 'Harbour Notes',
  OPTIONS
  sitemap: { hostname: 'https://h.example' },
  themeConfig: { nav: [{ text: 'Home', link: '/' }] }
})
"""


@pytest.mark.parametrize(
    ("options", "folder", "path"),
    [
        ("", "", "posts/rye.html"),
        ("cleanUrls: true,", "", "posts/rye"),
        ("cleanUrls: false,\n  srcDir: './src',", "src/", "posts/rye.html"),
        ("cleanUrls: !!process.env.CLEAN,", "", None),
        ("rewrites: { 'posts/rye.md': 'bread/rye.md' },", "", "bread/rye.html"),
        ("rewrites: { 'pages/:name.md': ':name.md' },", "", None),
        ("rewrites(id) { return id },", "", None),
    ],
)
def test_vitepress_folders(tmp_path: Path, options: str, folder: str, path: str | None) -> None:
    """As VitePress 1 builds them."""
    files = {
        ".vitepress/config.mts": VITEPRESS.replace(
            "OPTIONS", f"srcExclude: ['**/README.md', 'notes/**'],\n  {options}"
        ),
        f"{folder}index.md": "---\nlayout: home\n---\nHello.",
        f"{folder}about.md": "# About\n\nI bake.",
        f"{folder}posts/rye.md": "---\ntitle: Rye\ndate: 2022-11-19\n---\nRye rests :tada:",
        f"{folder}posts/letter.md": "---\ntitle: A letter\n---\nIt has no date.",
        f"{folder}notes/idea.md": "---\ndate: 2022-11-19\n---\nAn idea.",
        f"{folder}posts/[name].md": "---\ndate: 2022-11-19\n---\nA template.",
    }
    posts, out, remarks = read(fill(tmp_path, files))
    assert posts == {f"{folder}posts/rye.md": f"https://h.example/{path}" if path else ""}
    assert out[f"{folder}about.md"] == out[f"{folder}posts/letter.md"] == "page"
    assert "told to leave it out" in out[f"{folder}notes/idea.md"]
    assert bool(remarks) is (path is None)


def test_pages_of_vitepress_without_any_date_are_posts(tmp_path: Path) -> None:
    files = {".vitepress/config.js": VITEPRESS.replace("OPTIONS", ""), "guide/index.md": "# Rye\n\nIt rests."}
    posts, _, _ = read(fill(tmp_path, files))
    assert posts == {"guide/index.md": "https://h.example/guide/"}
