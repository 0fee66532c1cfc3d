"""Folders of MkDocs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.embeddings.sources.engines.folders import fill, read

SLUGIFY = "post_slugify: !!python/object/apply:pymdownx.slugs.slugify\n        kwds:\n          case: "


@pytest.mark.parametrize(
    ("options", "name", "body", "path"),
    [
        ("", "a", "# Nested _one_ :tada: {#own}", "2019/02/03/nested-_one_-tada-own"),
        (
            "",
            "a",
            "# With [a link](https://x.example) & html <em>x</em>",
            "2019/02/03/with-a-linkhttpsxexample--html-x",
        ),
        ("", "a", "# Two  spaces &", "2019/02/03/two--spaces-"),
        ("", "on_rye-bread", "No heading.", "2019/02/03/on-rye-bread"),
        ("post_slugify_separator: _", "a", "# On Rye - bread", "2019/02/03/on_rye_-_bread"),
        (SLUGIFY + "lower", "a", "# On Rye", "2019/02/03/on-rye"),
        (SLUGIFY + "lower-ascii", "a", "# On Rye", None),
        ("post_url_format: '{categories}/{slug}'\n      post_url_max_categories: 2", "a", "# X", "web-dev/c/x"),
        ("post_url_format: '{categories}/{slug}'\n      categories_slugify: !!python/name:x.y", "a", "# X", None),
        ("post_url_date_format: MMMM", "drafts/a", "# X", "February/x"),
    ],
)
def test_the_addresses_of_mkdocs_blog(tmp_path: Path, options: str, name: str, body: str, path: str | None) -> None:
    """As MkDocs-Material 9 has them, of headings as they are typed."""
    files = {
        "mkdocs.yml": f"site_url: https://b.example\nplugins:\n  - blog:\n      enabled: true\n      {options}\n",
        f"docs/blog/posts/{name}.md": f"---\ndate: 2019-02-03\ncategories: [Web Dev, C++, D]\n---\n\n{body}\n\nBread.",
    }
    posts, _, _ = read(fill(tmp_path, files))
    assert list(posts.values()) == [f"https://b.example/blog/{path}/" if path else ""]
