"""Questions about the archive itself are answered from the catalog, and only those."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from embeddings.answering.catalog_answer import CatalogAnswer
from embeddings.archive import Archive
from embeddings.posts import Filters, Query
from embeddings.questions.lookups import lookups

from ...toy import ToyEncoder

LAST_WEEK = datetime.now(UTC).date() - timedelta(days=7)
RYE = """Rye has hardly any gluten.

## Stir

Do not knead.

## Bake

Bake it long in a tin."""
POSTS = [
    ("Rye is not wheat", "2021-03-04", "Ada Quill", "flour, rye", RYE),
    ("A second look at rye", "2022-05-06", "Bo Hart, Ada Quill", "rye", "The summer of code is over."),
    ("Salt", "2022-07-08", "Bo Hart", "basics", "Salt goes into rye bread too. Google it in summer, or write code."),
    ("Announcing Loaf 1.2", "2023-01-02", "", "", "The fence has five posts, and each post stands in concrete."),
    ("Announcing Loaf 1.3", "", "Cy", "", "It has no crust at all and nobody knows when it was baked."),
    ("The week", LAST_WEEK.isoformat(), "Cy", "news", "Google Summer of Code begins."),
]  # fmt: skip


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("posts")
    for number, (title, day, author, tags, text) in enumerate(POSTS):
        head = f"---\ntitle: {title}\n" + (f"date: {day}\n" if day else "") + (f"author: {author}\n" if author else "")
        (folder / f"{number}.md").write_text(f"{head}tags: [{tags}]\n---\n{text}\n")
    with Archive(tmp_path_factory.mktemp("archive"), encoder=ToyEncoder(), create=True) as archive:
        # Among posts with dates, what has none is taken for a page.
        archive.sync([str(folder)], include=["page"])
        yield archive


def looked_up(archive: Archive, question: str, filters: Filters | None = None) -> CatalogAnswer:
    answer = archive.ask(Query(question, filters or Filters()))
    assert isinstance(answer, CatalogAnswer), question
    for quote in answer.quotes:
        assert quote.text == quote.post.text[quote.start : quote.end]
        assert quote.post in answer.posts
    return answer


ASKED = [line.split("\t") for line in Path(__file__).with_name("catalog.tsv").read_text(encoding="utf-8").splitlines()]
"""Questions, and the titles that they are answered with."""


@pytest.mark.parametrize(("question", "titles"), ASKED)
def test_what_the_catalog_answers(archive: Archive, question: str, titles: str) -> None:
    answer = looked_up(archive, question)
    assert [post.title for post in answer.posts] == titles.split(" | ")
    assert answer.answered
    assert answer.confidence == 1.0


@pytest.mark.parametrize(
    "question",
    [
        "Who wrote Hamlet?",
        "What is rye about?",  # of several
        "How many posts does a fence need?",
        "How many posts are there in a fence?",
        "How many posts hold the gate about the yard?",
        "When was the treaty published?",
        "When was Announcing Loaf 1.4 published?",
        "What posts should I use for the fence?",
        "What did Ada say about rye in 2022?",
        "How many 1990 fence posts?",
        "fence posts",
        "anything by Hamlet",
        "Which flour changed most?",
        "What is new in Loaf 1.2?",
        "Who writes the treaty?",
        "Who are the authors of the treaty?",
        "How many authors does the treaty have?",
        "Which topics did the treaty cover?",
        "What is this about?",
        "What is the rye about?",
        "Who wrote it?",
        "Who wrote about it?",
        "Who wrote about this flour?",
        "Who wrote about rye bread and salt in summer?",
        "Who wrote about Hamlet?",
        "Who wrote on the fence?",
        "Who wrote about the fence?",
        "What did Ada say about rye?",
        "What did Zed Zedson write about?",
        "Did Ada write about Hamlet?",
        "Did Ada write it?",
        "Did Ada write on rye?",
        "Did Zed Zedson write about rye?",
        "Ada wrote about rye",
        "posts",
        "posts in a fence",
        "posts about Hamlet",
        "entries on the fence",
        "Post by the gate",
        "Post about rye",
        "Which posts hold the gate?",
        "What are the last posts of a fence?",
        "What is new in the first version?",
        "What was the first version about?",
        "Beiträge mit rye",
        "Wer hat das über Hamlet geschrieben?",
        "Which posts are about this?",
        "What is the latest on rye?",
        "What did you write about rye?",
        "Who wrote the first article of the constitution?",
        "Summarise Hamlet",
        "When was the post about Hamlet published?",
        "When was Announcing Loaf published?",
        "Combien d’articles de loi y a-t-il ?",
        "Combien d’articles compte la constitution ?",
        "Quel est le premier article de la constitution ?",
        "Qu’est-ce qui est sorti du four ?",
        "il y a quoi sur la table ?",
        "Qui écrit le pain ?",
        "quand est sorti le premier iPhone ?",
        "Qu’est-ce que tu as publié sur rye ?",
        "quel article de la loi parle de rye ?",
        "¿Qué hay sobre la mesa?",
        "¿Cuántos artículos tiene la constitución?",
        "¿Qué artículos tiene la ley?",
        "¿hay entradas para el concierto?",
        "¿Quién publicó la ley?",
        "¿De qué habla la ley?",
        "¿Qué salió mal en 2021?",
        "¿Quién habla de rye?",
        "¿hay algo sobre Hamlet?",
        "Quantos artigos tem a constituição?",
        "O que saiu do forno?",
        "Quem fez o pão?",
        "de quem é o carro?",
        "há algo sobre Hamlet?",
        "qual é o primeiro artigo da lei?",
        "Quanti articoli ha la costituzione?",
        "Cosa è uscito dal forno?",
        "Chi ha fatto il pane?",
        "di chi è la moto?",
        "c’è qualcosa su Hamlet?",
        "Was gibt es über dem Tisch?",
        "Wie viele Artikel hat das Grundgesetz?",
        "Wie alt ist das Universum?",
        "Hast du was gegessen?",
        "Is there anything on the fence?",
        "Have you got anything to eat?",
        "What categories of flour are there?",
        "In what year was the fence built?",
        "How old is the universe?",
    ],
)
def test_any_other_question_goes_on_to_the_posts(archive: Archive, question: str) -> None:
    assert not isinstance(archive.ask(Query(question)), CatalogAnswer)


@pytest.mark.parametrize(
    ("history", "question", "kind"),
    [
        (("Who wrote Salt?",), "When was it published?", "when"),
        (("Who wrote Salt?",), "and when?", "when"),
        (("Who wrote Salt?", "When did he publish it?"), "And what is it about?", "summary"),
        (("Wer hat Salt geschrieben?",), "Und wann ist er erschienen?", "when"),
        (("Qui a écrit « Salt » ?",), "Il l'a publié quand ?", "when"),
        (("Qui a écrit « Salt » ?",), "et de quoi ça parle ?", "summary"),
        (("Quand a été publié Salt ?",), "Qui l’a écrit ?", "who"),
        (("¿Quién escribió «Salt»?",), "¿Cuándo lo publicó?", "when"),
        (("¿Cuándo se publicó Salt?",), "¿y quién lo escribió?", "who"),
        (("¿De qué trata Salt?", "¿y quién lo escribió?"), "¿y cuándo?", "when"),
        (("quem escreveu Salt?",), "quando foi publicado?", "when"),
        (("quem escreveu Salt?",), "e é sobre o quê?", "summary"),
        (("quando saiu Salt?",), "e quem o escreveu?", "who"),
        (("chi ha scritto Salt?",), "e quando è uscito?", "when"),
        (("quando è uscito Salt?",), "chi l’ha scritto?", "who"),
    ],
)
def test_what_is_asked_of_a_post_after_it_was_named(
    archive: Archive, history: tuple[str, ...], question: str, kind: str
) -> None:
    answer = archive.ask(Query(question, history=history))
    assert isinstance(answer, CatalogAnswer)
    assert (answer.lookup.kind, [post.title for post in answer.posts]) == (kind, ["Salt"])


@pytest.mark.parametrize(
    ("history", "question"),
    [
        ((), "Who wrote the latest post?"),
        (("latest post",), "who wrote that?"),
        (("latest post",), "when was it written?"),
    ],
)
def test_what_is_asked_of_the_latest_post_is_asked_of_one(
    archive: Archive, history: tuple[str, ...], question: str
) -> None:
    answer = archive.ask(Query(question, history=history))
    assert isinstance(answer, CatalogAnswer)
    assert (len(answer.posts), answer.count) == (1, 1)


@pytest.mark.parametrize(
    ("history", "question"),
    [
        ((), "When was it published?"),
        (("How do whales sleep?",), "When was it published?"),
        (("Who wrote Nothing of the kind?",), "et quand ?"),
        (("Who wrote Salt?",), "When was gluten found in it?"),
    ],
)
def test_where_no_post_was_named_before_none_is_meant(
    archive: Archive, history: tuple[str, ...], question: str
) -> None:
    assert not isinstance(archive.ask(Query(question, history=history)), CatalogAnswer)


def test_a_subject_that_no_post_names_is_looked_up_as_it_may_have_been_meant_and_told_so(archive: Archive) -> None:
    answer = looked_up(archive, "How many posts are there about glutne?")
    assert (answer.count, answer.understood) == (1, "How many posts are there about gluten?")
    assert answer.corrected
    typed = archive.ask(Query("How many posts are there about glutne?", as_typed=True))
    assert isinstance(typed, CatalogAnswer)
    assert (typed.count, typed.understood) == (0, typed.question)


def test_how_many_have_it_in_their_title_or_a_tag_is_told_apart(archive: Archive) -> None:
    answer = looked_up(archive, "How many posts are there about rye?")
    assert (answer.count, answer.titled) == (3, 2)
    assert "rye" in answer.quotes[0].text


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("rye posts", ["rye"]),
        ("the last posts", []),
        ("tes posts", []),
        ("die 3 posts", []),
        ("all the rye posts", ["rye"]),
    ],
)
def test_what_stands_before_a_word_for_posts_is_a_subject_only_if_it_says_something(
    question: str, about: list[str]
) -> None:
    found = lookups(question, lambda name: False)
    assert [lookup.about for lookup in found if lookup.titled] == about


@pytest.mark.parametrize(
    "question",
    [
        "anything new?",
        "What’s new here?",
        "Was gibt es Neues?",
        "Quoi de neuf ?",
        "últimos posts",
        "los últimos posts",
        "derniers articles",
        "les 3 derniers articles",
    ],
)
def test_whoever_asks_what_is_new_sees_the_newest_posts(archive: Archive, question: str) -> None:
    assert looked_up(archive, question).posts[0].title == "The week"


def test_a_subject_that_no_post_names_is_looked_for_by_its_words(archive: Archive) -> None:
    answer = looked_up(archive, "How many posts are there about concrete fence posts?")
    assert ([post.title for post in answer.posts], answer.exact) == (["Announcing Loaf 1.2"], False)
    assert looked_up(archive, "How many posts are there about Google Summer of Code?").exact


def test_accents_are_left_out_of_patterns_and_kept_in_names() -> None:
    (title, *_) = lookups("Quien escribió «El árbol, ¿qué es?»?", lambda name: False)
    assert title.title == "El árbol, ¿qué es?"
    (count, *_) = lookups("cuantos articulos hay de José Muñoz sobre la piñata", "José Muñoz".__eq__)
    assert (count.kind, count.about, count.filters.author) == ("count", "piñata", "José Muñoz")
    (decomposed, *_) = lookups("qui a e\u0301crit E\u0301te\u0301", lambda name: False)
    assert decomposed.title == "Été"


@pytest.mark.parametrize(
    ("question", "author"),
    [("How many posts are there about Hamlet?", ""), ("List all posts by Zed Zedson", "Zed Zedson")],
)
def test_that_there_is_no_such_post_is_said(archive: Archive, question: str, author: str) -> None:
    answer = looked_up(archive, question)
    assert (answer.count, answer.posts, answer.quotes, answer.answered) == (0, (), (), False)
    assert answer.lookup.filters.author == author


def test_what_the_archive_does_not_know_is_no_answer(archive: Archive) -> None:
    assert not looked_up(archive, "Who wrote Announcing Loaf 1.2?").answered
    assert not looked_up(archive, "When was Announcing Loaf 1.3 published?").answered


def test_a_summary_is_the_opening_and_the_headings(archive: Archive) -> None:
    quotes = looked_up(archive, "Summarize Rye is not wheat").quotes
    assert [quote.text for quote in quotes][1:] == ["Stir", "Bake"]
    assert quotes[0].text.startswith("Rye has hardly any gluten.")


def test_a_summary_without_headings_has_the_sentence_that_stands_for_the_post(tmp_path: Path) -> None:
    opening = (
        "This is no advice of any kind, and it has nothing to do with what I did for a living in those years. " * 3
    )
    middle = "The scale of the mill weighs flour to the gram and costs less than a sack of rye.\n\n"
    end = "However, the scale of the mill weighs flour badly. Flour is what the scale weighs, isn’t it?"
    (tmp_path / "a.md").write_text(
        f"---\ntitle: The scale\ndate: 2024-01-02\n---\n(Photo: Bo)\n\n{opening}\n\n{middle}{end}\n"
    )
    with Archive(tmp_path / "archive", encoder=ToyEncoder(), create=True) as archive:
        archive.sync([str(tmp_path / "a.md")])
        first, second = looked_up(archive, "Summarize The scale").quotes
    assert first.text.startswith("This is no advice")
    assert second.text == middle.strip()


def test_what_stands_below_every_post_sums_up_none(tmp_path: Path) -> None:
    below = "This of the mill, the scale and the sieve and the stone, was in the paper of the village first."
    folder = tmp_path / "posts"
    folder.mkdir()
    for title, own in {
        "The scale": "A gram of flour tips it, and a grain of salt does so too.",
        "The sieve": "Bran falls through on wet days.",
        "The stone": "Masons cut one in the year of the flood.",
    }.items():
        opening = "It rained for a week, and nobody came, so that there was time to look around. " * 4
        (folder / f"{title}.md").write_text(f"---\ntitle: {title}\n---\n{opening}\n\n{own}\n\n{below}\n")
    with Archive(tmp_path / "archive", encoder=ToyEncoder(), create=True) as archive:
        archive.sync([str(folder)])
        quotes = looked_up(archive, "Summarize The scale").quotes
    assert quotes[1].text == "A gram of flour tips it, and a grain of salt does so too."


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("hi, who writes this blog?", {"Ada Quill": 2, "Bo Hart": 2, "Cy": 2}),
        ("Who are the authors?", {"Ada Quill": 2, "Bo Hart": 2, "Cy": 2}),
        ("How many authors are there?", {"Ada Quill": 2, "Bo Hart": 2, "Cy": 2}),
        ("who wrote the most posts", {"Ada Quill": 2, "Bo Hart": 2, "Cy": 2}),
        ("Wer schreibt diesen Blog?", {"Ada Quill": 2, "Bo Hart": 2, "Cy": 2}),
        ("Qui écrit sur ce blog ?", {"Ada Quill": 2, "Bo Hart": 2, "Cy": 2}),
        ("¿Quién escribe este blog?", {"Ada Quill": 2, "Bo Hart": 2, "Cy": 2}),
        ("What is this blog about?", {"rye": 2, "flour": 1, "basics": 1, "news": 1}),
        ("which topics do you cover", {"rye": 2, "flour": 1, "basics": 1, "news": 1}),
        ("Worum geht es in diesem Blog?", {"rye": 2, "flour": 1, "basics": 1, "news": 1}),
        ("who’s behind this blog?", {"Ada Quill": 2, "Bo Hart": 2, "Cy": 2}),
        ("wer schreibt eigentlich diesen Blog?", {"Ada Quill": 2, "Bo Hart": 2, "Cy": 2}),
        ("list of authors", {"Ada Quill": 2, "Bo Hart": 2, "Cy": 2}),
        ("who writes here", {"Ada Quill": 2, "Bo Hart": 2, "Cy": 2}),
        ("Liste der Autoren", {"Ada Quill": 2, "Bo Hart": 2, "Cy": 2}),
        ("wem gehört dieser Blog?", {"Ada Quill": 2, "Bo Hart": 2, "Cy": 2}),
        ("qui écrit ici ?", {"Ada Quill": 2, "Bo Hart": 2, "Cy": 2}),
        ("c’est qui l’auteur du blog ?", {"Ada Quill": 2, "Bo Hart": 2, "Cy": 2}),
        ("les auteurs", {"Ada Quill": 2, "Bo Hart": 2, "Cy": 2}),
        ("¿quién escribe acá?", {"Ada Quill": 2, "Bo Hart": 2, "Cy": 2}),
        ("lista de autores", {"Ada Quill": 2, "Bo Hart": 2, "Cy": 2}),
        ("¿Quiénes son los autores?", {"Ada Quill": 2, "Bo Hart": 2, "Cy": 2}),
        ("tags", {"rye": 2, "flour": 1, "basics": 1, "news": 1}),
        ("list of tags", {"rye": 2, "flour": 1, "basics": 1, "news": 1}),
        ("alle Schlagwörter", {"rye": 2, "flour": 1, "basics": 1, "news": 1}),
        ("les étiquettes", {"rye": 2, "flour": 1, "basics": 1, "news": 1}),
        ("liste des tags", {"rye": 2, "flour": 1, "basics": 1, "news": 1}),
        ("de quoi ça parle ce blog ?", {"rye": 2, "flour": 1, "basics": 1, "news": 1}),
        ("dime las etiquetas", {"rye": 2, "flour": 1, "basics": 1, "news": 1}),
        ("etiquetas", {"rye": 2, "flour": 1, "basics": 1, "news": 1}),
        ("¿qué categorías tiene el blog?", {"rye": 2, "flour": 1, "basics": 1, "news": 1}),
    ],
)
def test_who_writes_the_blog_and_what_about(archive: Archive, question: str, names: dict[str, int]) -> None:
    answer = looked_up(archive, question)
    assert dict(answer.names) == names
    assert (answer.count, answer.answered, answer.posts) == (len(names), True, ())


def test_that_an_archive_has_no_authors_and_no_tags_is_said(tmp_path: Path) -> None:
    (tmp_path / "rye.md").write_text("# Rye\n\nThis blog is about rye, which has hardly any gluten.\n")
    with Archive(tmp_path / "archive", encoder=ToyEncoder(), create=True) as archive:
        archive.sync([str(tmp_path / "rye.md")])
        asked = {
            "authors": ("¿Quién escribe este blog?", "Who are the authors?", "wer schreibt hier?", "liste des auteurs"),
            "tags": ("which tags are there?", "Welche Schlagwörter gibt es?", "les tags", "etiquetas"),
        }
        for kind, questions in asked.items():
            for question in questions:
                answer = looked_up(archive, question)
                assert (answer.lookup.kind, answer.count, answer.names, answer.answered) == (kind, 0, (), False)
        # What a blog is about, its posts may say.
        for question in ("What is this blog about?", "which topics do you cover?", "De quoi parle ce blog ?"):
            assert not isinstance(archive.ask(Query(question)), CatalogAnswer)


def test_tags_that_say_nothing_do_not_tell_what_a_blog_is_about(tmp_path: Path) -> None:
    folder = tmp_path / "posts"
    folder.mkdir()
    (folder / "rye.md").write_text("---\ntags: [Uncategorized, rye, Blog]\n---\nRye has hardly any gluten.\n")
    with Archive(tmp_path / "archive", encoder=ToyEncoder(), create=True) as archive:
        archive.sync([str(folder)])
        assert dict(looked_up(archive, "What is this blog about?").names) == {"rye": 1}
        assert dict(looked_up(archive, "which tags are there?").names) == {"rye": 1, "Blog": 1, "Uncategorized": 1}
        (folder / "rye.md").write_text("---\ntags: [Uncategorized]\n---\nRye has hardly any gluten.\n")
        archive.sync([str(folder)])
        assert not isinstance(archive.ask(Query("What is this blog about?")), CatalogAnswer)


def test_what_stands_behind_a_name_names_nobody(tmp_path: Path) -> None:
    (tmp_path / "posts").mkdir()
    for number, author in enumerate(("Ada Quill (Bakers)", "Bo Hart, on behalf of the mill")):
        (tmp_path / "posts" / f"{number}.md").write_text(f"---\nauthor: {author}\n---\nRye has hardly any gluten.\n")
    with Archive(tmp_path / "archive", encoder=ToyEncoder(), create=True) as archive:
        archive.sync([str(tmp_path / "posts")])
        assert not isinstance(archive.ask(Query("What did the Bakers write about?")), CatalogAnswer)
        assert not isinstance(archive.ask(Query("What did Bakers write about?")), CatalogAnswer)
        assert looked_up(archive, "What did Ada write about?").count == 1
        assert dict(looked_up(archive, "Who are the authors?").names) == {"Ada Quill (Bakers)": 1, "Bo Hart": 1}


@pytest.mark.parametrize(
    "question", ["How many posts are on the blog?", "How many articles are in this archive so far?"]
)
def test_the_blog_itself_is_no_subject(archive: Archive, question: str) -> None:
    assert looked_up(archive, question).count == len(POSTS)


def test_filters_that_were_given_are_in_force(archive: Archive) -> None:
    answer = looked_up(archive, "How many posts about rye in 2022?", Filters(before=date(2021, 12, 31)))
    assert (answer.count, answer.lookup.filters) == (1, Filters(before=date(2021, 12, 31)))
    assert looked_up(archive, "How many posts are there?", Filters(author="Cy")).count == 2


def test_questions_of_both_kinds_are_answered_together_in_their_order(archive: Archive) -> None:
    asked = [Query("Who wrote Salt?"), Query("Does rye need gluten?"), Query("How many posts are there?")]
    answers = archive.ask_many(asked)
    assert [answer.question for answer in answers] == [query.text for query in asked]
    assert [isinstance(answer, CatalogAnswer) for answer in answers] == [True, False, True]


def test_all_posts_of_a_lookup_are_turned_page_by_page(archive: Archive) -> None:
    lookup = looked_up(archive, "How many posts are there?").lookup
    with archive.snapshot() as snapshot:
        pages = [snapshot.looked_up(lookup, start=start, limit=4) for start in (0, 4)]
    assert [(len(page.posts), page.count) for page in pages] == [(4, 6), (2, 6)]
    assert pages[1].posts[-1].title == "Announcing Loaf 1.3"


def test_an_author_who_is_called_as_an_account_is_found_by_the_name(tmp_path: Path) -> None:
    blog = tmp_path / "blog"
    blog.mkdir()
    for name, author in (("rye", "adaquill"), ("salt", "bo-hart"), ("oats", "cyjcrumb")):
        (blog / f"{name}.md").write_text(f"---\ntitle: {name}\ndate: 2020-01-02\nauthor: {author}\n---\nBread.\n")
    with Archive(tmp_path / "archive", encoder=ToyEncoder(), create=True) as archive:
        archive.sync([str(blog)])
        asked = {
            "posts by Ada Quill": ["rye"],
            "what did bo hart write about?": ["salt"],
            "list posts by Cy Crumb": [],
            "posts by Cy J. Crumb": ["oats"],
        }
        assert {one: [post.title for post in looked_up(archive, one).posts] for one in asked} == asked
        assert not archive.ask(Query("posts by !!!")).answered
    # An initial tells no two authors apart.
    with Archive(tmp_path / "own", encoder=ToyEncoder(), create=True) as archive:
        archive.sync([str(blog / "oats.md")])
        for name in ("Cy Crumb", "cy j crumb"):
            assert [post.title for post in looked_up(archive, f"posts by {name}").posts] == ["oats"]


def test_when_something_was_announced_is_told_by_the_title_where_no_text_tells(tmp_path: Path) -> None:
    titles = ["Introducing the Rye Oven", "Introducing the Rye Oven Club", "Announcing Salt", "Say hello to Salt"]
    for number, title in enumerate(titles, 1):
        text = "Members of all ages bake together in the yard behind the mill, and nobody pays for the wood."
        (tmp_path / f"{number}.md").write_text(f"---\ntitle: {title}\ndate: 2024-05-0{number}\n---\n{text}\n")
    with Archive(tmp_path / "archive", encoder=ToyEncoder(), create=True) as archive:
        archive.sync([str(tmp_path)])
        announced = looked_up(archive, "when was the rye oven introduced?")
        assert (announced.lookup.kind, [post.title for post in announced.posts]) == ("when", titles[:1])
        assert archive.explain(Query("when was the rye oven introduced?")).answer == announced
        # Two announce it, or none.
        for thing in ("salt", "the oven"):
            assert not isinstance(archive.ask(Query(f"when was {thing} introduced?")), CatalogAnswer)
