"""Look-ups of versions, which titles name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from embeddings.answering.catalog_answer import CatalogAnswer
from embeddings.archive import Archive
from embeddings.posts import Query

from ...toy import toy_archive

TITLES = {
    "2021-01-01": "Loaf 2.1.0 has arrived!",
    "2021-02-01": "Loaf 2.1.3 released",
    "2021-03-01": "2.2.2 released",
    "2021-04-01": "Loaf 2.10.1 is here",
    "2021-05-01": "Loaf 2.9.4 released",
    "2021-06-01": "Loaf 3.0 Beta 2",
    "2021-07-01": "Crumb 9.1 and its crust",
    "2021-07-02": "Loaf 2009 survey",
    "2021-07-03": "Loaf 10 years on",
    "2021-07-04": "Why we will not do Loaf 9.9",
    "2021-07-05": "Loaf supports Oven 4.1 and Oven 4.2",
    "2021-07-06": "Statutes as of 12.03.2024",
    "2021-08-01": "Baking with C",
}
TEXT = "Loaf 2.2.1, 2.2.2 and 2.1.2 are old, and R. Rye from the mill was written in C++."


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    posts = {day: f"---\ntitle: {title}\ndate: {day}\n---\n{TEXT}\n" for day, title in TITLES.items()}
    with toy_archive(tmp_path_factory.mktemp("versions"), posts) as archive:
        yield archive


@pytest.mark.parametrize(
    ("question", "days"),
    [
        ("what is the latest version of loaf?", ["2021-04-01"]),
        ("What's the current stable version right now?", ["2021-04-01"]),
        ("which version is the newest", ["2021-04-01"]),
        ("Welche Version ist die neueste?", ["2021-04-01"]),
        ("Quelle est la dernière version de Loaf ?", ["2021-04-01"]),
        ("¿Cuál es la versión más reciente de Loaf?", ["2021-04-01"]),
        ("Qual é a última versão do Loaf?", ["2021-04-01"]),
        ("Qual è l'ultima versione di Loaf?", ["2021-04-01"]),
        ("Loaf的最新版本是什么？", ["2021-04-01"]),
        ("Loafの最新バージョンは？", ["2021-04-01"]),
        # That one post names a version of it says nothing of others.
        ("what is the latest version of crumb?", None),
        ("what does the latest version cost?", None),
        *(
            (f"{asking} the latest version of loaf?", None)
            for asking in ("how do I get", "should I use", "why is there")
        ),
        ("when was 2.2.2 released", ["2021-03-01"]),
        ("when was loaf 2.1 released?", ["2021-01-01"]),
        ("when did 2.1.3 come out", ["2021-02-01"]),
        ("when was 2.2.1 released", None),
        ("posts about C", ["2021-08-01"]),
    ],
)
def test_a_version_is_told_by_the_title_that_names_it(archive: Archive, question: str, days: list[str] | None) -> None:
    answer = archive.ask(Query(question))
    found = [str(post.day) for post in answer.posts] if isinstance(answer, CatalogAnswer) else None
    assert found == days


@pytest.mark.parametrize(
    ("about", "count"), [("R", 13), ("A", 0), ("C", 1), ("C++", 13), ("2.2.1", 13), ("2.2", 13), ("3.2.1", 0)]
)
def test_a_subject_of_a_letter_or_a_version_is_no_part_of_another(archive: Archive, about: str, count: int) -> None:
    answer = archive.ask(Query(f"how many posts are there about {about}?"))
    assert isinstance(answer, CatalogAnswer)
    assert answer.count == count
