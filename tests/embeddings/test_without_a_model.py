"""The whole path with the toy encoder: sync, rank, quote, decide. No torch, and seconds."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from embeddings.archive import Archive
from embeddings.posts import Filters, Query

from ..toy import ToyEncoder, toy_archive

POSTS = {
    "rye": ("2020-01-02", "Rye bread must rest for a whole day before you cut it. Wheat can be cut when it is cold."),
    "salt": ("2021-03-04", "Salt is two per cent of the flour. Weigh it, since spoons lie about salt."),
    "steam": (
        "2022-05-06",
        "Steam in the first ten minutes gives the crust its shine. Then the door stays open.",
    ),
}


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    posts = {name: f"---\ntitle: About {name}\ndate: {day}\n---\n{text}" for name, (day, text) in POSTS.items()}
    with toy_archive(tmp_path, posts) as archive:
        yield archive


def test_the_sentence_that_holds_the_words_comes_first(archive: Archive) -> None:
    answer = archive.ask(Query("How long must rye bread rest before you cut it?"))
    assert answer.answered
    assert answer.quotes[0].text.startswith("Rye bread must rest for a whole day")
    assert answer.closest[0].title == "About rye"


def test_every_quote_is_a_span_of_its_post(archive: Archive) -> None:
    for question in (
        "steam crust",
        "salt",
        "door",
        "what?",
        "flour and rye",
        "What is the latest?",
        "the newest on rye",
    ):
        for quote in archive.ask(Query(question)).quotes:
            assert quote.text == quote.post.text[quote.start : quote.end]
            assert quote.text in POSTS[quote.post.title.removeprefix("About ")][1]


def test_a_question_about_something_else_is_not_answered(archive: Archive) -> None:
    assert not archive.ask(Query("Which spacecraft landed on the comet?")).answered


def test_a_filter_narrows_what_may_answer(archive: Archive) -> None:
    asked = Query("How long must rye bread rest?", Filters(tag="none"))
    assert archive.ask(asked).quotes == ()
    assert [hit.post.title for hit in archive.search_many([Query("bread", exclude="rye.md")])[0]][:1] != ["About rye"]


def test_an_archive_of_one_sentence_answers(tmp_path: Path) -> None:
    (tmp_path / "only.md").write_text("---\ntitle: Rye\n---\nRye bread must rest for a whole day. Then eat it.")
    with Archive(tmp_path / "archive", encoder=ToyEncoder(), create=True) as archive:
        archive.sync([str(tmp_path / "only.md")])
        answer = archive.ask(Query("How long must rye bread rest?"))
    assert answer.quotes[0].text.startswith("Rye bread must rest for a whole day.")
    assert 0 < answer.quotes[0].score < 10


def test_it_says_why(archive: Archive) -> None:
    explained = archive.explain(Query("How much salt?"))
    assert {reason.name for reason in explained.quote} >= {"nearness of its words", "question's terms in it"}
    assert explained.terms


def test_none_of_it_needs_torch(tmp_path: Path) -> None:
    script = """
import sys
from pathlib import Path
from embeddings.archive import Archive
from embeddings.posts import Query
from tests.toy import ToyEncoder
folder = Path(sys.argv[1])
(folder / "a.md").write_text("---\\ntitle: Salt\\n---\\nSalt is two per cent of the flour.")
with Archive(folder / "archive", encoder=ToyEncoder(), create=True) as archive:
    archive.sync([str(folder / "a.md")])
    assert archive.ask(Query("How much salt?")).quotes
assert "torch" not in sys.modules
"""
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=True, cwd=root)
