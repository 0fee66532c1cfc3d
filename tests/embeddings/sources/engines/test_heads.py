"""What stands above a post in its file, in whatever words its theme has for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from embeddings.posts import HOLE, Passage, Post
from embeddings.sources import read_source
from embeddings.text.passages import heading_path, sentences_in
from tests.embeddings.sources.engines.folders import fill


@pytest.mark.parametrize(
    "head",
    [
        "---\npubDate: 2019-02-03\n---",
        "---\npubDatetime: 2019-02-03T10:00:00Z\n---",
        "---\npublishedAt: 'Feb 3 2019'\n---",
        "+++\npublishDate = 2019-02-03\n+++",
        "---\npublished: true\ndate_published: 2019-02-03\n---",
        "---\nkind: article\ncreated_at: 2019-02-03\n---",
        "date: 2019-02-03 10:00:00\ntags:\n  - rye\n---",
    ],
)
def test_a_post_is_dated_by_whatever_its_theme_calls_the_date(tmp_path: Path, head: str) -> None:
    fill(
        tmp_path,
        {"a.md": f"{head}\n\nRye rests.", "b.md": "---\ntitle: About\n---\nI bake.", "c.md": f"{head}\n\nSalt."},
    )
    posts = [item for item in read_source(str(tmp_path)) if isinstance(item, Post)]
    assert {(str(post.day), post.text.split()[0]) for post in posts} >= {("2019-02-03", "Rye"), ("2019-02-03", "Salt.")}


def test_a_heading_with_a_colon_is_no_head(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text("Title: the story of rye\n---\n\nIt rests.")
    (post,) = read_source(str(path))
    assert isinstance(post, Post)
    assert post.text == "Title: the story of rye\n\nIt rests."


def test_a_heading_that_is_not_known_names_nothing_and_parts_what_stands_around_it(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text("# {{ page.title }}\n\nIt rests.\n\n## {{ page.next }}\n\nNo.\n")
    (post,) = read_source(str(path))
    assert isinstance(post, Post)
    assert (post.text, post.title) == (f"{HOLE}\n\nIt rests.\n\n{HOLE}\n\nNo.", "")
    assert [block.kind for block in post.blocks] == ["heading", "paragraph", "heading", "paragraph"]
    whole = Passage(0, len(post.text))
    assert [post.text[start:end] for start, end in sentences_in(post, whole)] == ["It rests.", "No."]
    assert heading_path(post, Passage(post.text.index("No."), len(post.text))) == ""


def test_a_text_that_opens_with_a_colon_has_no_head(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text("Note: rye rests for a day.\n\nIt is gummy at first.")
    (post,) = read_source(str(path))
    assert isinstance(post, Post)
    assert post.text.startswith("Note: rye rests for a day.")
