"""Folders of VuePress."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from embeddings.posts import Post
from embeddings.sources import read_source
from tests.embeddings.sources.engines.folders import fill, read

VUEPRESS = """import { defineUserConfig } from "vuepress";
export default defineUserConfig({
  base: "/clay/",
  OPTIONS
  theme: hopeTheme({ hostname: "https://h.example" }),
});
"""


@pytest.mark.parametrize("zipped", [False, True])
@pytest.mark.parametrize(
    ("options", "name", "head", "path"),
    [
        ("", "posts/rye.md", "", "posts/rye.html"),
        ("", "posts/rye/README.md", "", "posts/rye/"),
        ("", "posts/rye.md", "permalink: /bread/rye.html", "bread/rye.html"),
        ('permalinkPattern: ":year/:month/:slug.html",', "posts/2022-11-19-rye.md", "", "2022/11/rye.html"),
        ('permalinkPattern: ":year/:slug/",', "posts/Rye & Salt.md", "", None),
        ("permalinkPattern: pattern(),", "posts/rye.md", "", None),
        ('plugins: ["@vuepress/blog"],', "_posts/2022-11-19-rye.md", "", "2022/11/19/rye"),
    ],
)
def test_vuepress_folders(tmp_path: Path, options: str, name: str, head: str, path: str | None, zipped: bool) -> None:
    """As VuePress 2 with Theme Hope, and VuePress 1 with its blog, publish them."""
    project = tmp_path / "kiln"
    files = {
        "docs/.vuepress/config.ts": VUEPRESS.replace("OPTIONS", options),
        "docs/.vuepress/dist/posts/rye.html": "<title>Rye</title><article><h1>Rye</h1><p>Built.</p></article>",
        "docs/README.md": "---\nhome: true\n---\nHello.",
        "docs/about.md": "---\ntitle: About\n---\nI bake.",
        "docs/intro.md": "---\ndate: 2022-01-02\narticle: false\n---\nHow to read this.",
        f"docs/{name}": f"---\ntitle: Rye\ndate: 2022-11-19\n{head}\n---\nRye rests :tada:",
    }
    fill(project, files)
    source = tmp_path / "kiln.zip" if zipped else project
    if zipped:
        with zipfile.ZipFile(source, "w") as archive:
            for each in files:
                archive.write(project / each, f"kiln/{each}")
    posts, out, remarks = read(source)
    below = "kiln/docs" if zipped else "docs"
    assert posts == {f"{below}/{name}": f"https://h.example/clay/{path}" if path is not None else ""}
    assert out[f"{below}/about.md"] == out[f"{below}/intro.md"] == "page"
    assert bool(remarks) is (path is None)


def test_tags_by_the_name_that_themes_of_vuepress_have_for_them(tmp_path: Path) -> None:
    fill(tmp_path, {"a.md": "---\ntitle: Rye\ndate: 2022-11-19\ncategory: Bread\ntag:\n  - rye\n---\nRye rests."})
    (post,) = (item for item in read_source(str(tmp_path)) if isinstance(item, Post))
    assert post.tags == ("rye", "Bread")
