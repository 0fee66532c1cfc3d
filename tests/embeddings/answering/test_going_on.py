"""Questions that go on from an answer: to another look-up, or to the post that was quoted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from embeddings.answering.catalog_answer import CatalogAnswer
from embeddings.archive import Archive
from embeddings.posts import Answer, Filters, Query

from ...toy import ToyEncoder

LONG = " ".join(f"On day {day} the stone oven was heated with a little more beech wood." for day in range(40))
POSTS = [
    (
        "Rye is not wheat",
        "2021-03-04",
        "Ada Quill",
        "rye",
        "Rye has hardly any gluten.\n\nIt wants a hot oven and a tin.",
    ),
    ("Rye again", "2022-05-06", "Bo Hartmann", "rye", "A rye loaf keeps for a week in linen.\n\nBake it on a stone."),
    ("Salt", "2022-07-08", "Bo Hartmann", "basics", "Salt tightens dough."),
    ("Spelt", "2023-01-02", "Ada Quill", "spelt", f"Spelt wants less water than wheat does.\n\n## Oven\n\n{LONG}"),
    ("Bo's mill", "2023-02-03", "Bo Hartmann", "mills", "The mill grinds rye on Fridays."),
]
COUNTED = "How many posts are there about rye?"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder: Path = tmp_path_factory.mktemp("posts")
    for number, (title, day, author, tag, text) in enumerate(POSTS):
        head = f"---\ntitle: {title}\ndate: {day}\nauthor: {author}\ntags: [{tag}]\n---\n"
        (folder / f"{number}.md").write_text(f"{head}{text}\n")
    with Archive(tmp_path_factory.mktemp("archive"), encoder=ToyEncoder(), create=True) as archive:
        archive.sync([str(folder)])
        yield archive


def said(archive: Archive, *turns: str) -> Answer:
    """The answer to the last of some turns."""
    return archive.ask(Query(turns[-1], history=turns[:-1]))


@pytest.mark.parametrize(
    ("turns", "kind", "titles"),
    [
        ((COUNTED, "which ones?"), "list", ["Rye again", "Rye is not wheat", "Bo's mill"]),
        ((COUNTED, "and in 2022?"), "count", ["Rye again"]),
        ((COUNTED, "which ones in 2022?"), "list", ["Rye again"]),
        ((COUNTED, "and which of those are by Bo Hartmann?"), "list", ["Rye again", "Bo's mill"]),
        ((COUNTED, "which were in 2022"), "list", ["Rye again"]),
        (("List the posts by Bo Hartmann", "how many in 2022?"), "count", ["Salt", "Rye again"]),
        ((COUNTED, "what about 2021"), "count", ["Rye is not wheat"]),
        ((COUNTED, "And about salt?"), "count", ["Salt"]),
        ((COUNTED, "no, salt"), "count", ["Salt"]),
        ((COUNTED, "sorry, i meant salt"), "count", ["Salt"]),
        ((COUNTED, "same for salt"), "count", ["Salt"]),
        ((COUNTED, "not those, salt"), "count", ["Salt"]),
        (
            ("Does rye need gluten?", "how many posts about it are there?"),
            "count",
            ["Bo's mill", "Rye again", "Rye is not wheat"],
        ),
        (("Does rye need gluten?", "any other posts on that"), "list", ["Rye again", "Rye is not wheat", "Bo's mill"]),
        (("Does rye need gluten?", "latest post about it"), "last", ["Rye again"]),
        (("Does rye need gluten?", "latest post about “it”"), "last", ["Rye again"]),
        (("Does rye need gluten?", "which post is that from?"), "when", ["Rye is not wheat"]),
        (("Does rye need gluten?", "link?"), "when", ["Rye is not wheat"]),
        (("Does rye need gluten?", "got a source for that"), "when", ["Rye is not wheat"]),
        (("Does rye need gluten?", "says who?"), "who", ["Rye is not wheat"]),
        (("Does rye need gluten?", "Quelle?"), "when", ["Rye is not wheat"]),
        (("Does rye need gluten?", "¿según quién?"), "who", ["Rye is not wheat"]),
        ((COUNTED, "what about salt?"), "count", ["Salt"]),
        ((COUNTED, "and how many about salt?"), "count", ["Salt"]),
        (("Wie viele Beiträge gibt es über rye?", "und wieviele über salt?"), "count", ["Salt"]),
        (("Combien d’articles y a-t-il sur rye ?", "et combien sur salt ?"), "count", ["Salt"]),
        (("¿Cuántas entradas hay sobre rye?", "y cuantas sobre salt?"), "count", ["Salt"]),
        (("Quantas postagens há sobre rye?", "e quantas sobre salt?"), "count", ["Salt"]),
        (("Quanti articoli ci sono su rye?", "e quanti su salt?"), "count", ["Salt"]),
        ((COUNTED, "by Ada Quill?"), "count", ["Rye is not wheat"]),
        ((COUNTED, "only the ones by Bo Hartmann please"), "count", ["Bo's mill", "Rye again"]),
        ((COUNTED, "only by Bo Hartmann", "in 2022", "who wrote them?"), "who", ["Rye again"]),
        ((COUNTED, "the oldest?"), "first", ["Rye is not wheat"]),
        (("List the posts by Bo Hartmann", "and Ada Quill?"), "list", ["Spelt", "Rye is not wheat"]),
        (("List the posts by Bo Hartmann", "how many are there?"), "count", ["Bo's mill", "Salt", "Rye again"]),
        (("What did you post in 2021?", "and in 2022?"), "list", ["Salt", "Rye again"]),
        (("Wie viele Beiträge gibt es über rye?", "Und 2022?"), "count", ["Rye again"]),
        (
            ("Wie viele Beiträge gibt es über rye?", "welche denn?"),
            "list",
            ["Rye again", "Rye is not wheat", "Bo's mill"],
        ),
        (("Combien d’articles y a-t-il sur rye ?", "et en 2021 ?"), "count", ["Rye is not wheat"]),
        (
            ("Combien d’articles y a-t-il sur rye ?", "lesquels ?"),
            "list",
            ["Rye again", "Rye is not wheat", "Bo's mill"],
        ),
        (("¿Cuántas entradas hay sobre rye?", "¿y en 2021?"), "count", ["Rye is not wheat"]),
        (("Quantos artigos há sobre rye?", "e em 2021?"), "count", ["Rye is not wheat"]),
        (("Quanti articoli ci sono su rye?", "e nel 2021?"), "count", ["Rye is not wheat"]),
        (("ryeについての記事は何件ありますか？", "2021年は？"), "count", ["Rye is not wheat"]),
        (("有多少篇关于rye的文章？", "2021年呢？"), "count", ["Rye is not wheat"]),
    ],
)
def test_a_look_up_goes_on(archive: Archive, turns: tuple[str, ...], kind: str, titles: list[str]) -> None:
    answer = said(archive, *turns)
    assert isinstance(answer, CatalogAnswer), turns
    assert (answer.lookup.kind, [post.title for post in answer.posts]) == (kind, titles)


@pytest.mark.parametrize(
    "turns",
    [
        ("Does rye need gluten?", "and salt?"),
        ("Does rye need gluten?", "which ones?"),
        (COUNTED, "Does rye need gluten?", "and in 2022?"),
        (COUNTED, "does it keep long?"),
        (COUNTED, "and why bake it on a stone?"),
        ("Who wrote Salt?", "and in 2022?"),
    ],
)
def test_what_does_not_go_on_from_a_look_up(archive: Archive, turns: tuple[str, ...]) -> None:
    assert not isinstance(said(archive, *turns), CatalogAnswer)


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ("who wrote that?", "who"),
        ("When was this written?", "when"),
        ("what is it about?", "summary"),
        ("Wer hat das geschrieben?", "who"),
        ("quem escreveu isso?", "who"),
        ("and who wrote that one?", "who"),
        ("when was this post published", "when"),
        ("Wer hat den Artikel geschrieben?", "who"),
        ("qui a écrit cet article ?", "who"),
        ("¿quién escribió ese artículo?", "who"),
        ("quem escreveu esse artigo?", "who"),
        ("chi ha scritto quest'articolo?", "who"),
    ],
)
def test_what_is_asked_of_the_post_that_was_quoted(archive: Archive, asked: str, kind: str) -> None:
    quoted = "How much water does spelt want?"
    assert said(archive, quoted).quotes[0].post.title == "Spelt"
    answer = said(archive, quoted, asked)
    assert isinstance(answer, CatalogAnswer)
    assert (answer.lookup.kind, [post.title for post in answer.posts]) == (kind, ["Spelt"])


@pytest.mark.parametrize(
    "asked",
    [
        "what else has that author written?",
        "what else did she write?",
        "other posts by the same author",
        "was hat sie noch geschrieben?",
    ],
)
def test_what_else_the_author_of_the_quoted_post_wrote(archive: Archive, asked: str) -> None:
    for turns in (("How much water does spelt want?",), ("How much water does spelt want?", "who wrote that?")):
        answer = said(archive, *turns, asked)
        assert isinstance(answer, CatalogAnswer)
        assert answer.lookup.filters == Filters(author="Ada Quill")


@pytest.mark.parametrize(
    ("turns", "kind", "titles"),
    [
        (("posts about rye", "summarise the second one"), "summary", ["Rye is not wheat"]),
        (("posts about rye", "who wrote the third one?", "and when was that published?"), "when", ["Bo's mill"]),
        (("posts about rye", "when was the 1st one written?"), "when", ["Rye again"]),
        (("posts about rye", "fasse den zweiten zusammen"), "summary", ["Rye is not wheat"]),
        (("posts about rye", "总结一下第二篇"), "summary", ["Rye is not wheat"]),
        (("posts about rye", "2番目の記事を要約して"), "summary", ["Rye is not wheat"]),
        (("posts about rye", "summarise the second one", "posts by Ada Quill", "who wrote it?"), "who", ["Spelt"]),
    ],
)
def test_one_of_the_posts_that_were_shown_is_called_by_its_place(
    archive: Archive, turns: tuple[str, ...], kind: str, titles: list[str]
) -> None:
    answer = said(archive, *turns)
    assert isinstance(answer, CatalogAnswer)
    assert (answer.lookup.kind, [post.title for post in answer.posts]) == (kind, titles)


@pytest.mark.parametrize("turns", [("posts about rye", "summarise the fifth one"), ("summarise the second one",)])
def test_a_place_where_nothing_was_shown_is_none(archive: Archive, turns: tuple[str, ...]) -> None:
    assert not isinstance(said(archive, *turns), CatalogAnswer)


@pytest.mark.parametrize("asked", ["more", "Tell me more please", "mehr dazu", "más"])
def test_more_of_the_quoted_post_is_what_was_not_shown(archive: Archive, asked: str) -> None:
    first = said(archive, "How much water does spelt want?").quotes[0]
    more = said(archive, "How much water does spelt want?", asked)
    assert {quote.post.title for quote in more.quotes} == {"Spelt"}
    assert first.text not in [quote.text for quote in more.quotes]


def test_an_author_is_asked_by_name(archive: Archive) -> None:
    answer = said(archive, "What did Bo Hartmann say about a rye loaf in linen?")
    assert answer.answered
    assert {quote.post.author for quote in answer.quotes} == {"Bo Hartmann"}
    assert not answer.corrected


def test_what_an_author_says_is_asked_of_their_own_posts_first(tmp_path: Path) -> None:
    posts = {
        "Bo Hart": "A stone oven wants birch wood. Birch wood keeps the stone oven hot until noon.",
        "Ada Quill": "Bo Hart says much about a stone oven, says Bo Hart, and about wood, and the wood is birch.",
    }
    for author, text in posts.items():
        head = f"---\ntitle: {author}'s oven\ndate: 2024-01-02\nauthor: {author}\n---\n"
        (tmp_path / f"{author[:2]}.md").write_text(f"{head}{text}\n")
    with Archive(tmp_path / "archive", encoder=ToyEncoder(), create=True) as archive:
        archive.sync([str(path) for path in sorted(tmp_path.glob("*.md"))])
        for asked in ("What did Bo Hart say about stone oven wood?", "What was written by Bo Hart on stone oven wood?"):
            for answer in (said(archive, asked), archive.explain(Query(asked)).answer):
                assert {quote.post.author for quote in answer.quotes} == {"Bo Hart"}, asked
        about = said(archive, "Who is told of by Ada Quill in stone oven wood?")
        assert {quote.post.author for quote in about.quotes} == {"Bo Hart", "Ada Quill"}


def test_an_author_of_whom_no_post_tells_is_known_by_posts(archive: Archive) -> None:
    answer = said(archive, "Who is Bo Hartmann?")
    assert isinstance(answer, CatalogAnswer)
    assert [post.title for post in answer.posts] == ["Bo's mill", "Salt", "Rye again"]


def test_a_look_up_is_read_as_it_was_meant_and_not_where_it_is_to_stay_as_typed(archive: Archive) -> None:
    asked = Query("posts by Bo Hartmnan")
    answer = archive.ask(asked)
    assert isinstance(answer, CatalogAnswer)
    assert (answer.question, answer.understood, answer.corrected) == (asked.text, "posts by Bo Hartmann", True)
    assert {post.author for post in answer.posts} == {"Bo Hartmann"}
    assert not isinstance(archive.ask(replace(asked, as_typed=True)), CatalogAnswer)
