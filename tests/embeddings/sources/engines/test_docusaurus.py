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


@pytest.mark.parametrize(
    ("settings", "name", "path"),
    [
        (
            "docs: {path: 'd', routeBasePath: '/'}, blog: {blogTitle: `What's new`}, theme: {}",
            "blog/rye.md",
            "blog/rye",
        ),
        ("blog: {path: './news', routeBasePath: '/'}", "news/rye.md", "rye"),
        ("blog: { /* path: 'x' */ routeBasePath: 'a/b', feedOptions: {path: 'f'} // '\n }", "blog/rye.md", "a/b/rye"),
        ("blog: {path: 'news'}}], {blog: {sidebar: {path: 's'}}", "news/rye.md", "blog/rye"),
        ("blog: {routeBasePath: `${NEWS}`}", "blog/rye.md", None),
        ("blog: {...ITS, path: 'blog'}", "blog/rye.md", None),
        ("blog: ITS, docs: {path: 'd'}", "blog/rye.md", None),
        ("blog: false", "blog/rye.md", None),
        ("blog: false}]], plugins: [['@docusaurus/plugin-content-blog', {blogTitle: 'x'}", "blog/rye.md", "blog/rye"),
        ("blog: {}, x: {blog: {path: 'https://b.example'}}", "blog/rye.md", None),
        ("blog: {f: u => u.replace(/^https:\\/\\//, ''), routeBasePath: 'news'}", "blog/rye.md", None),
        ("x: /\\/*.md$/, blog: {routeBasePath: 'news'}", "blog/rye.md", None),
        ("docs: {path: 'd'}, blog", "blog/rye.md", None),
        ("docs: {path: 'd'}, ...SHARED", "blog/rye.md", None),
        ("blog: {routeBasePath, x: 1}", "blog/rye.md", None),
        ("blog: {path: 'blog', {{{{{", "blog/rye.md", None),
    ],
)
def test_docusaurus_publishes_where_the_options_of_its_blog_say(
    tmp_path: Path, settings: str, name: str, path: str | None
) -> None:
    """As Docusaurus 3.10 builds them; what only a program says is not guessed."""
    options = f"i18n: {{path: 'i18n'}},\n  presets: [['classic', {{{settings}}}]],"
    files = {
        "docusaurus.config.ts": f"export default {{\n  url: 'https://d.example',\n  baseUrl: '/',\n  {options}\n}};\n",
        name: "---\ndate: 2019-02-03\n---\nBread.",
    }
    (post,) = (item for item in read_source(str(fill(tmp_path, files))) if isinstance(item, Post))
    assert post.url == (f"https://d.example/{path}" if path else "")


@pytest.mark.parametrize(
    ("preset", "route"), [("blog: {routeBasePath: 'journal'}", "journal"), ("docs: false", "blog")]
)
def test_docusaurus_with_two_blogs(tmp_path: Path, preset: str, route: str) -> None:
    """As Docusaurus 3.10 builds them."""
    second = "['@docusaurus/plugin-content-blog', {id: 'r', path: 'releases', routeBasePath: 'changes/all'}]"
    files = {
        "docusaurus.config.js": "module.exports = {\n  url: 'https://d.example',\n  baseUrl: '/b/',\n"
        f"  presets: [['classic', {{{preset}}}]],\n  plugins: [{second}],\n}};\n",
        "blog/2019-02-03-rye.md": "Rye.",
        "releases/one/2019-02-03-oat.md": "Oat.",
        "releases/tags.yml": "oat:\n  label: Oat\n",
    }
    found = list(read_source(str(fill(tmp_path, files))))
    assert [item.url for item in found if isinstance(item, Post)] == [
        f"https://d.example/b/{route}/2019/02/03/rye",
        "https://d.example/b/changes/all/2019/02/03/one/oat",
    ]
    assert len(found) == 2


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
