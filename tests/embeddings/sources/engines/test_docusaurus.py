"""Folders of Docusaurus."""

from __future__ import annotations

from pathlib import Path

import pytest

from embeddings.posts import HOLE, Post
from embeddings.sources import read_source
from tests.embeddings.sources.engines.folders import fill


@pytest.mark.parametrize(
    ("name", "path", "day"),
    [
        ("2019-02-03-rye.md", "2019/02/03/rye", "2019-02-03"),
        ("2019-2-3-rye.md", "2019/2/3/rye", "2019-02-03"),
        ("2019/2019-02-03-rye.md", "2019/02/03/2019/rye", "2019-02-03"),
        ("2019/02/2019-02-13-rye.md", "2019/02/13/2019/02/rye", "2019-02-13"),
        ("breads/2019-02-03-rye/index.mdx", "2019/02/03/breads/rye", "2019-02-03"),
        ("2019/02-03-rye/index.md", "2019/02/03/rye", "2019-02-03"),
        ("breads/rye.md", "breads/rye", "None"),
    ],
)
def test_docusaurus_folders(tmp_path: Path, name: str, path: str, day: str) -> None:
    """As Docusaurus 3 builds them."""
    files = {
        "docusaurus.config.js": "export default {\n  url: 'https://d.example',\n  baseUrl: '/',\n};\n",
        f"blog/{name}": "---\ntags:\n  - label: Baking\n    permalink: /b\n  - rye\n---\nBread.",
        "blog/_parts/_note.mdx": "Mind the heat.",
    }
    (post,) = (item for item in read_source(str(fill(tmp_path, files))) if isinstance(item, Post))
    assert (post.url, str(post.day)) == (f"https://d.example/blog/{path}", day)
    assert post.tags == ("Baking", "rye")


IMPORTED = "import Loaf from './loaf';\n\n# Rye\n\n{/* truncate */}\n\nRye <Loaf /> rests."
AS_MDX = ("Rye", f"Rye {HOLE} rests.")
AS_MARKDOWN = ("", "import Loaf from './loaf';\n\nRye\n\n{/* truncate */}\n\nRye rests.")


@pytest.mark.parametrize(
    ("settings", "head", "name", "shown"),
    [
        ("", "", "rye.md", AS_MDX),
        ("", "mdx: {format: md}", "rye.md", AS_MARKDOWN),
        ("markdown: { format: 'md' },", "", "rye.md", AS_MARKDOWN),
        ("markdown: {\n mermaid: true,\n format: 'detect' },", "", "rye.md", AS_MARKDOWN),
        ("markdown: { format: 'detect' },", "", "rye.mdx", AS_MDX),
        ("markdown: { format: 'md' },", "mdx:\n  format: mdx", "rye.md", AS_MDX),
        ("", "mdx: [1]", "rye.md", AS_MDX),
    ],
)
def test_docusaurus_reads_markdown_as_mdx_unless_it_is_told_not_to(
    tmp_path: Path, settings: str, head: str, name: str, shown: tuple[str, str]
) -> None:
    files = {
        "docusaurus.config.js": f"export default {{\n  url: 'https://d.example',\n  {settings}\n}};\n",
        f"blog/{name}": f"---\ndate: 2019-02-03\n{head}\n---\n{IMPORTED}",
    }
    (post,) = (item for item in read_source(str(fill(tmp_path, files))) if isinstance(item, Post))
    assert (post.title, post.text) == shown
