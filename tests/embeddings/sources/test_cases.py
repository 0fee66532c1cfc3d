"""The small inputs beside the project that once were read wrongly, each with what is right."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from embeddings.content.items import Skipped
from embeddings.posts import Post
from embeddings.sources import read_source


@pytest.fixture
def cases(shared: Path) -> Path:
    folder = shared.parent / "cases"
    if not folder.is_dir():
        pytest.skip("the shared cases are not beside the project")
    return folder


def posts(path: Path, base_url: str = "") -> list[Post]:
    """The posts of a source of which nothing is said to be wrong."""
    items = list(read_source(str(path), base_url))
    assert not [item for item in items if isinstance(item, Skipped) and "broken" in item.reason]
    return [item for item in items if isinstance(item, Post)]


@pytest.mark.parametrize("name", ["aspnet-form", "hueman-entry-share", "soft-hyphen"])
def test_pages_whose_paragraphs_were_lost(cases: Path, name: str) -> None:
    (post,) = posts(cases / "html" / f"{name}.html")
    assert len(post.blocks) == (4 if name == "soft-hyphen" else 3)
    assert post.title in ("The oven", "Der Stuck")


def test_a_page_whose_table_was_lost(cases: Path) -> None:
    (post,) = posts(cases / "html" / "table.html")
    assert "both in euro.\n\nTown\tPrice\nBamberg\tfour euro\n\nThe stall" in post.text
    assert [block.level for block in post.blocks if block.kind == "table"] == [1, 0]


def test_folders_with_other_front_matter(cases: Path) -> None:
    (post,) = posts(cases / "folders" / "html-front-matter", "https://x.example")
    assert (post.title, post.tags) == ("The oven at last", ("oven", "bread"))
    assert post.day == date(2019, 5, 4)
    assert post.url == "https://x.example/2019/05/04/the-oven.html"
    assert post.text.startswith("The oven came")
    (post,) = posts(cases / "folders" / "json-front-matter")
    assert (post.title, post.published, post.text) == ("The oven", date(2019, 5, 4), "The oven came on a Tuesday.")


def test_feeds(cases: Path) -> None:
    feeds = cases / "feeds"
    assert posts(feeds / "f02_double.xml")[0].text == "A now page says what I do.\n\nI breed tumblers these days."
    code, plain = posts(feeds / "f03_code.atom")
    assert (code.author, plain.author) == ("Kay", "Kay")
    assert code.text == "The value std::unique_ptr<S> myvar; is moved."
    assert plain.text.startswith("In plain text, a <b> stays a <b>.")
    assert [post.title for post in posts(feeds / "f04_guid.xml")] == ["First", "Second", "Third", "Fourth"]
    assert posts(feeds / "f07_relative.xml")[0].url == "https://loft.example/writing/relative"
    authors = [post.author for post in posts(feeds / "f10_feed.json")]
    assert authors == ["Item Author", "Feed Author", "Feed Author", "Old Style"]
    assert len(posts(feeds / "f12_bom.xml")) == 1
    controlled = posts(feeds / "f15_ctrl.xml")
    assert len(controlled) == 2
    assert not any(ord(char) < 32 and char != "\n" for post in controlled for char in post.text)
    for name in ("f16_feed.txt", "f18_index.html"):
        assert [post.title for post in posts(feeds / name)] == ["Order A", "Order B"]
    assert len(posts(feeds / "feed-version-last.json")) == 6


def test_dates_of_feeds(cases: Path) -> None:
    found = {post.title: post.published for post in posts(cases / "feeds" / "f09_dates.xml")}
    assert [name for name in ("D9", "D11", "D14", "D15", "D23", "D24") if found[name]] == []
    offsets = [day.utcoffset() for name in ("D1", "D2", "D3") if isinstance(day := found[name], datetime)]
    assert offsets == [timedelta(hours=-7), timedelta(hours=7), timedelta(hours=2)]


def test_an_export_of_wordpress(cases: Path) -> None:
    classic, blocks, built = posts(cases / "exports" / "wp.xml")
    assert "A tumbler in the loft" in classic.text
    assert "She said [sic] that array[i] and [1] stay, and [Editor’s note: they do] too." in classic.text
    assert [words for words in ("latest_posts", "Buy grit", "video.example") if words in classic.text] == []
    assert classic.text.endswith('if a < b and c > d:\n    print("x")')
    assert blocks.text.endswith("Dr. Ravel wrote it.\n\npeas\ncorn")
    assert built.text == "Visual composer holds this text.\n\nDivi holds this."
