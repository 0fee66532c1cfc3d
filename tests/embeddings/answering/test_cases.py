"""The small posts beside the project that once were quoted wrongly, each question with what its answer has to say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from embeddings.answering.catalog_answer import CatalogAnswer
from embeddings.archive import Archive
from embeddings.posts import Query


@pytest.fixture(scope="module")
def loft(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = shared.parent / "cases" / "posts"
    if not folder.is_dir():
        pytest.skip("the shared cases are not beside the project")
    with Archive(tmp_path_factory.mktemp("loft"), create=True) as archive:
        archive.sync([str(folder)])
        yield archive


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How much does a bag cost?", ["A bag costs $5\u202f¹ at the mill"]),
        ("How large is the loft?", ["10⁶ grains", "40 m²"]),
        ("Who first described roller birds?", ["Dr. Ravalier", "U.S. Department of Birds."]),
        ("What does a large ring cost?", ["Size\tPrice\tWeight\n", "\nLarge\t5 €\t4 g"]),
        ("What is the weight of a medium ring?", ["Size\tPrice\tWeight\n", "\nMedium\t3 €\t2 g"]),
        ("How do I settle a new bird?", ["do this:\n\nKeep it in the loft", "\nWhistle."]),
        ("What should I never do with a new bird?", ["Do not chase it.\nDo not clip its wings."]),
        ("Should I clip the wings of a new bird?", ["They are wrong."]),
        ("Is clipping wings harmless?", ["It is not: a clipped bird falls off its perch"]),
        ("Can pigeons eat bread?", ["Q: Can pigeons eat bread?\n\nA: No, bread swells"]),
        ("How do I open the hatch at dawn?", ['[hatch]\nopen = "dawn"\n--delay = 30']),
        ("What is the difference between peas and corn?", ["23 percent against 9", "for old birds, corn."]),
        ("How many birds did the hawk take in 2018?", ["eleven birds from us in 2018"]),
        ("How many birds did the hawk take in 2019?", ["In 2019 it took none"]),
        ("Who built the net?", ["Kay built the net in a single weekend."]),
    ],
)
def test_the_first_quote_says_it(loft: Archive, question: str, said: list[str]) -> None:
    answer = loft.ask(Query(question))
    assert answer.answered
    assert [words for words in said if words not in answer.shown[0].text] == []


@pytest.mark.parametrize("question", ["What is the capital of France?", "Was Bo wearing a mask?"])
def test_what_no_post_says_is_not_answered(loft: Archive, question: str) -> None:
    assert not loft.ask(Query(question)).answered


@pytest.mark.parametrize(
    ("question", "titles"),
    [
        ("Who wrote the post about the hawk?", ["The year of the hawk"]),
        ("When was the post about ring prices published?", ["What rings cost"]),
        ("How many posts are about rings?", ["What rings cost"]),
        ("Summarise the post about clipping wings", ["Should you clip wings"]),
    ],
)
def test_what_is_asked_of_the_archive_comes_from_its_catalog(loft: Archive, question: str, titles: list[str]) -> None:
    answer = loft.ask(Query(question))
    assert isinstance(answer, CatalogAnswer)
    assert [post.title for post in answer.posts] == titles


def test_all_posts_of_an_author_are_listed(loft: Archive) -> None:
    answer = loft.ask(Query("List all posts by Bo Lind"))
    assert isinstance(answer, CatalogAnswer)
    assert answer.count == 3
    assert {post.author for post in answer.posts} == {"Bo Lind"}
