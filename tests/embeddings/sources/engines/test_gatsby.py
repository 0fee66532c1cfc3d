"""Folders of Gatsby."""

from __future__ import annotations

from pathlib import Path

import pytest

from embeddings.posts import Post
from embeddings.sources import read_source
from tests.embeddings.sources.engines.folders import fill, read

GATSBY = """module.exports = {
  siteMetadata: { title: `Kiln`,
    siteUrl: `https://h.example/` },
  plugins: [
    { resolve: `gatsby-source-filesystem`, options: { path: `${__dirname}/content/blog`, name: `blog` } },
  ],
}
"""


@pytest.mark.parametrize(
    ("program", "name", "head", "path"),
    [
        ("createFilePath({ node, getNode }) path: post.fields.slug,", "rye/index.md", "", "rye/"),
        ("createFilePath({ node, getNode }) path: node.fields.slug,", "2022/rye.md", "", "2022/rye/"),
        ("createFilePath({ node, getNode }) path: `/blog${post.fields.slug}`,", "rye/index.md", "", None),
        ("path: node.frontmatter.path,", "rye.md", "path: /bread/rye", "bread/rye/"),
        ("path: `${node.frontmatter.path}`,", "rye.md", "path: /bread/rye", "bread/rye/"),
        ("path: node.frontmatter.slug,", "rye.md", "", None),
        ("path: slugify(node),", "rye.md", "", None),
    ],
)
def test_gatsby_folders(tmp_path: Path, program: str, name: str, head: str, path: str | None) -> None:
    """As Gatsby 5 publishes what its starter for blogs has, and what its program changes."""
    files = {
        "gatsby-config.js": GATSBY,
        "gatsby-node.js": program,
        f"content/blog/{name}": f"---\ntitle: Rye\ndate: 2022-11-19\n{head}\n---\nRye rests.",
        "content/blog/letter.md": "---\ntitle: A letter\n---\nIt has no date.",
    }
    posts, out, remarks = read(fill(tmp_path, files))
    assert posts == {f"content/blog/{name}": f"https://h.example/{path}" if path else ""}
    assert out["content/blog/letter.md"] == "page"
    assert bool(remarks) is (path is None)


@pytest.mark.parametrize(
    ("plugin", "shown"),
    [
        ("", 'It\'s "done" -- now...'),
        ("`gatsby-remark-smartypants`,", "It’s “done” — now…"),
        ("{ resolve: 'gatsby-remark-smartypants', options: { dashes: 'oldschool' } },", "It’s “done” – now…"),
    ],
)
def test_gatsby_sets_marks_where_it_is_told_to(tmp_path: Path, plugin: str, shown: str) -> None:
    config = GATSBY.replace("plugins: [", f"plugins: [\n    {plugin}")
    files = {"gatsby-config.js": config, "content/blog/rye.md": '---\ndate: 2022-11-19\n---\nIt\'s "done" -- now...'}
    (post,) = (item for item in read_source(str(fill(tmp_path, files))) if isinstance(item, Post))
    assert post.text == shown
