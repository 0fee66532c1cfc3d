"""Folders of Jekyll."""

from __future__ import annotations

from pathlib import Path

import pytest

from embeddings.content.items import Skipped
from embeddings.posts import Post
from embeddings.sources import read_source
from tests.embeddings.sources.engines.folders import fill, read


def test_jekyll_by_its_defaults(tmp_path: Path) -> None:
    posts, out, _ = read(
        fill(
            tmp_path,
            {
                "_config.yml": "url: https://b.example\n",
                "_posts/2019-02-03-bread.md": "---\ntitle: Bread\ncategories: [Food, Home]\n---\nBread.",
                "_posts/2099-02-03-later.md": "---\ntitle: Later\n---\nNobody knows.",
                "_posts/notes.md": "---\ntitle: Notes\n---\nNo date.",
                "_drafts/idea.md": "---\ntitle: Idea\n---\nIdea.",
                "about.md": "---\nlayout: page\ntitle: About\n---\nI bake.",
                "_site/2019/02/03/bread.html": "<title>Bread</title><article><h1>Bread</h1><p>Bread.</p></article>",
                "_layouts/post.html": "<article>{{ content }}</article>",
            },
        )
    )
    assert posts == {"_posts/2019-02-03-bread.md": "https://b.example/food/home/2019/02/03/bread.html"}
    assert out["_posts/2099-02-03-later.md"] == "scheduled"
    assert out["_drafts/idea.md"] == "draft"
    assert out["about.md"] == "page"
    assert out["_site/"] == "other"
    assert "does not start with a date" in out["_posts/notes.md"]


@pytest.mark.parametrize(
    ("settings", "name", "fields", "path"),
    [
        ("", "_posts/2019-02-03-a.md", "category: own\ncategories: [one, two]", "one/two/own/2019/02/03/a.html"),
        ("", "_posts/2019-02-03-a.md", "category: [One, two]", "one/two/2019/02/03/a.html"),
        ("", "food/_posts/2019-02-03-a.md", "categories: one two", "food/one/two/2019/02/03/a.html"),
        ("", "_posts/2019-02-03-a.md", "permalink: pretty", "pretty"),
        (
            "defaults: [{scope: {path: '_posts/2019-*'}, values: {permalink: '/g/:title/'}}]",
            "_posts/2019-02-03-a.md",
            "",
            "g/a/",
        ),
        (
            "defaults: [{scope: {path: '{a,_posts}/*'}, values: {permalink: '/g/:title/'}}]",
            "_posts/2019-02-03-a.md",
            "",
            None,
        ),
        (
            "defaults: [{scope: {path: _posts, type: posts}, values: {permalink: '/p/:title/'}},"
            " {scope: {path: ''}, values: {permalink: '/g/:title/', category: all}}]",
            "_posts/2019-02-03-a.md",
            "",
            "p/a/",
        ),
        ("collections_dir: my", "my/_posts/2019-02-03-a.md", "", "2019/02/03/a.html"),
    ],
)
def test_jekylls_addresses(tmp_path: Path, settings: str, name: str, fields: str, path: str | None) -> None:
    """As Jekyll 4.3 has them."""
    files = {"_config.yml": f"url: https://b.example\n{settings}\n", name: f"---\ntitle: A\n{fields}\n---\nBread."}
    posts, _, _ = read(fill(tmp_path, files))
    assert list(posts.values()) == [f"https://b.example/{path}" if path else ""]


@pytest.mark.parametrize(
    ("settings", "fields", "author"),
    [
        ("ann: {name: Ann Baker}", "author: ann", "Ann Baker"),
        ("authors: {ann: {name: Ann Baker}}", "author: ann", "Ann Baker"),
        ("author: {name: Ann Baker}", "", "Ann Baker"),
        ("author: {name: your_author_name}", "", ""),
        ("author: Your Name", "", ""),
        ("author: {name: Ann Baker}", "author: bo", "bo"),
    ],
)
def test_jekylls_authors(tmp_path: Path, settings: str, fields: str, author: str) -> None:
    files = {
        "_config.yml": f"url: https://b.example\n{settings}\n",
        "_posts/2019-02-03-a.md": f"---\ntitle: A\n{fields}\n---\nBread.",
    }
    (post,) = (item for item in read_source(str(fill(tmp_path, files))) if isinstance(item, Post))
    assert post.author == author


def test_what_jekyll_is_told_to_leave_out_and_what_it_says_of_posts_itself(tmp_path: Path) -> None:
    post = "---\nlayout: post\n---\nBread."
    files = {
        "_config.yml": "url: https://b.example\nexclude: [private, '*/old-*']\ninclude: [node_modules]\nauthor: ann\n"
        "collections:\n  tutorials: {output: true}\n  notes: {output: false}\n",
        "_data/authors.yml": "ann: {name: Ann Baker}\n",
        "_posts/2019-02-03-on-RYE-bread.md": post,
        "_posts/2019-02-04-named.md": "---\ntitle: Named\nauthor: Bo\n---\nSalt.",
        "_posts/old-notes/2019-02-03-a.md": post,
        "private/_posts/2019-02-03-b.md": post,
        "vendor/bundle/x/_posts/2019-02-03-c.md": post,
        "_tutorials/sub/Knife.md": post,
        "_notes/a.md": post,
    }
    items = list(read_source(str(fill(tmp_path, files)), include=["page"]))
    found = {item.id: (item.title, item.author, item.url) for item in items if isinstance(item, Post)}
    assert found == {
        "_notes/a.md": ("", "Ann Baker", ""),
        "_posts/2019-02-03-on-RYE-bread.md": (
            "On Rye Bread",
            "Ann Baker",
            "https://b.example/2019/02/03/on-RYE-bread.html",
        ),
        "_posts/2019-02-04-named.md": ("Named", "Bo", "https://b.example/2019/02/04/named.html"),
        "_tutorials/sub/Knife.md": ("Knife", "Ann Baker", "https://b.example/tutorials/sub/Knife.html"),
    }
    left = {item.name for item in items if isinstance(item, Skipped) and "told to leave it out" in item.reason}
    assert left == {
        "_posts/old-notes/2019-02-03-a.md",
        "private/_posts/2019-02-03-b.md",
        "vendor/bundle/x/_posts/2019-02-03-c.md",
    }


@pytest.mark.parametrize(
    ("zone", "path"), [("America/New_York", "2019/02/03"), ("Asia/Tokyo", "2019/02/04"), ("UTC", "2019/02/04")]
)
def test_the_sites_zone_decides_the_day(tmp_path: Path, zone: str, path: str) -> None:
    files = {
        "_config.yml": f"url: https://b.example\ntimezone: {zone}\n",
        "_posts/2019-02-04-late.md": "---\ndate: 2019-02-04 03:30:00 +0000\n---\nBread.",
    }
    posts, _, _ = read(fill(tmp_path, files))
    assert list(posts.values()) == [f"https://b.example/{path}/late.html"]


def test_a_folder_called_posts_is_jekylls(tmp_path: Path) -> None:
    files = {"_posts/2019-02-03-bread.md": "---\ntitle: Bread\n---\nBread."}
    posts, _, remarks = read(fill(tmp_path, files))
    assert list(posts.values()) == [""]
    assert "give --base-url" in remarks[0]
    posts, _, remarks = read(tmp_path, "https://b.example/blog")
    assert list(posts.values()) == ["https://b.example/blog/2019/02/03/bread.html"]
    assert not remarks


@pytest.mark.parametrize(
    ("fields", "authors", "tags"),
    [
        ("tags: rye salt\ncategories: bread", "", ("rye", "salt", "bread")),
        ("tags: rye bread, salt", "", ("rye bread", "salt")),
        ("category: rye bread", "", ("rye bread",)),
        ("authors:\n  name: Ann Baker\n  url: https://a.example", "Ann Baker", ()),
        ("authors:\n  - name: Ann\n  - name: Bo", "Ann, Bo", ()),
    ],
)
def test_names_in_jekylls_heads(tmp_path: Path, fields: str, authors: str, tags: tuple[str, ...]) -> None:
    fill(tmp_path, {"_config.yml": "title: x\n", "_posts/2019-02-03-a.md": f"---\n{fields}\n---\nBread."})
    (post,) = (item for item in read_source(str(tmp_path)) if isinstance(item, Post))
    assert (post.author, post.tags) == (authors, tags)


def test_what_a_collection_publishes_with_a_date_or_in_pages_is_a_post(tmp_path: Path) -> None:
    files = {
        "_config.yml": "url: https://b.example\npermalink: pretty\ncollections_dir: all\n"
        "collections:\n  article: {output: true}\n  recipes: {output: true, permalink: /eat/:title}\n"
        "  events: {output: false}\npagination: {collection: recipes}\n",
        "all/_article/rye.md": "---\ntitle: Rye\ndate: 2019-02-03 10:00:00\n---\nBread.",
        "all/_article/2019-02-04-late.md": "---\ntitle: Late\n---\nBread.",
        "all/_article/about.md": "---\ntitle: About\n---\nI bake.",
        "all/_article/ahead.md": "---\ntitle: Ahead\ndate: 2099-02-03\n---\nBread.",
        "all/_recipes/soup.md": "---\ntitle: Soup\n---\nBoil it.",
        "all/_events/fair.md": "---\ntitle: Fair\ndate: 2019-02-05\n---\nCome.",
    }
    posts, out, _ = read(fill(tmp_path, files))
    assert posts == {
        "all/_article/rye.md": "https://b.example/article/rye/",
        "all/_article/2019-02-04-late.md": "https://b.example/article/2019-02-04-late/",
        "all/_recipes/soup.md": "https://b.example/eat/soup",
    }
    assert out == {
        "all/_article/about.md": "page",
        "all/_article/ahead.md": "scheduled",
        "all/_events/fair.md": "page",
    }


@pytest.mark.parametrize("source", ["/srv/jekyll", "../site", "."])
def test_a_source_of_jekylls_that_leads_out_of_the_folder_leads_nowhere(tmp_path: Path, source: str) -> None:
    files = {
        "_config.yml": f"url: https://b.example\nsource: {source}\n",
        "_posts/2019-02-03-a.md": "---\ntitle: A\n---\nBread.",
    }
    posts, _, _ = read(fill(tmp_path, files))
    assert posts == {"_posts/2019-02-03-a.md": "https://b.example/2019/02/03/a.html"}


def test_jekylls_source_is_where_all_its_paths_start(tmp_path: Path) -> None:
    """As Jekyll 4.3 has it."""
    post = "---\ntitle: A\nauthor: ann\n---\nBread."
    files = {
        "_config.yml": "url: https://b.example\nsource: ./src\nexclude: [private]\n"
        "collections: {notes: {output: true}}\ndefaults:\n"
        "  - {scope: {path: food}, values: {permalink: '/f/:title/'}}\n"
        "  - {scope: {path: src/_posts}, values: {permalink: '/wrong/:title/'}}\n",
        "src/_data/authors.yml": "ann: {name: Ann Baker}\n",
        "src/_posts/2019-02-03-a.md": post,
        "src/food/_posts/2019-02-03-b.md": post,
        "src/_notes/2019-02-03-n.md": post,
        "src/private/_posts/2019-02-03-p.md": post,
        "_posts/2019-02-03-outside.md": post,
    }
    posts, out, _ = read(fill(tmp_path, files))
    assert posts == {
        "src/_notes/2019-02-03-n.md": "https://b.example/notes/2019-02-03-n.html",
        "src/_posts/2019-02-03-a.md": "https://b.example/2019/02/03/a.html",
        "src/food/_posts/2019-02-03-b.md": "https://b.example/f/b/",
    }
    assert out["src/private/_posts/2019-02-03-p.md"] == "Jekyll is told to leave it out"
    assert out["_posts/2019-02-03-outside.md"] == "it is not in the folder of Jekyll's source"
    names = {item.author for item in read_source(str(tmp_path)) if isinstance(item, Post)}
    assert names == {"Ann Baker"}
    part, _, _ = read(tmp_path / "src" / "_posts")
    assert part == {"2019-02-03-a.md": "https://b.example/2019/02/03/a.html"}
