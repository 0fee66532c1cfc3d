"""Questions get verbatim answers, or are told that there is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bot.cli.opening import SAMPLE_URL
from embeddings.archive import Archive
from embeddings.errors import QuestionError
from embeddings.posts import Filters, Query
from embeddings.questions.pleasantries import without_pleasantries

from ...toy import ToyEncoder


@pytest.mark.parametrize("question", ["", "  \n", "x" * 2001])
def test_questions_that_cannot_be_asked(sample: Archive, question: str) -> None:
    with pytest.raises(QuestionError):
        sample.ask(Query(question))


def test_letters_of_full_width_are_letters(sample: Archive) -> None:
    typed = sample.ask(Query("Ｈｏｗ long should the ｄｏｕｇｈ rise?"))
    assert typed.answered
    assert typed.quotes == sample.ask(Query("How long should the dough rise?")).quotes


@pytest.mark.parametrize("question", ["🍞", "?", "面包怎么做？", "\ud800", "\0", "a" * 2000, "SELECT * FROM posts; --"])
def test_odd_questions_get_an_answer_object(sample: Archive, question: str) -> None:
    answer = sample.ask(Query(question))
    assert not answer.answered
    assert len(answer.closest) == 3


def test_what_gives_no_price_tells_against_an_answer_to_what_something_costs(tmp_path: Path) -> None:
    def explained(text: str, elsewhere: str = "") -> tuple[float, float]:
        """How sure the answer is, and what its lack of a price adds to that."""
        if elsewhere:
            (tmp_path / "mill.md").write_text(f"---\ntitle: The mill\ndate: 2024-01-02\n---\n{elsewhere}\n")
        (tmp_path / "oven.md").write_text(f"---\ntitle: The oven\ndate: 2024-01-02\n---\n{text}\n")
        with Archive(tmp_path / "archive", encoder=ToyEncoder(), create=True) as archive:
            archive.sync([str(path) for path in sorted(tmp_path.glob("*.md"))])
            explanation = archive.explain(Query("how much did the stone oven of the bakers cost"))
        adds = {reason.name: reason.adds for reason in explanation.confidence}
        return explanation.answer.confidence, adds["unpriced"]

    given, other, elsewhere = (
        explained("The stone oven of the bakers cost €40."),
        explained("The stone oven of the bakers cost time."),
        explained("The stone oven of the bakers cost time.", "The mill cost the bakers €40."),
    )
    assert given[0] > 0.9 > max(other[0], elsewhere[0])
    assert given[1] == 0.0 > max(other[1], elsewhere[1])


def test_what_tells_of_other_versions_alone_tells_against_an_answer_about_one(tmp_path: Path) -> None:
    (tmp_path / "loaf.md").write_text(
        "---\ntitle: Announcing Loaf 1.2\ndate: 2024-01-02\n---\nThe crust of the loaf is thinner now.\n\n"
        "## Since Loaf 1.1\n\nThe crumb of the loaf is softer than it was.\n"
    )
    with Archive(tmp_path / "archive", encoder=ToyEncoder(), create=True) as archive:
        archive.sync([str(tmp_path / "loaf.md")])

        def unversioned(question: str) -> float:
            return next(one.value for one in archive.explain(Query(question)).confidence if one.name == "unversioned")

        assert unversioned("what about the crust of loaf 1.3") == 1.0
        assert unversioned("what about the crust of loaf 1.2") == 0.0
        assert unversioned("what about the crumb of Loaf 1.1") == 0.0
        assert unversioned("what about the crumb of Loaf 1") == 0.0
        assert unversioned("what was the crust of loaf 2021 like") == 0.0


@pytest.mark.parametrize(
    ("question", "uncounted"),
    [
        ("How many registered members does the forum of the mill have?", 1.0),
        ("How many sacks of rye does the mill sell?", 0.0),
        ("How many kinds of flour does the mill sell?", 0.0),
        ("How many silos does the mill have?", 0.0),
        ("How many grams of sugar does the mill sell?", 0.0),  # no quote tells of any
        ("How many dogs does the mill have?", 0.0),  # "no dogs"
        ("How many of the two-wheel carts does the mill have?", 0.0),
        ("How many of the old stones does the mill use?", 0.0),
        ("What does the forum of the mill have?", 0.0),
    ],
)
def test_the_number_of_something_else_tells_against_an_answer(tmp_path: Path, question: str, uncounted: float) -> None:
    (tmp_path / "mill.md").write_text(
        "---\ntitle: The mill\ndate: 2024-01-02\n---\nThe mill, open since 1911, sells a sack for $5 a month.\n\n"
        "It sold 300 sacks of rye, of seven flours, and the forum of the mill has a lot of registered members. Three "
        "of its old stones still turn. The mill has no dogs, and a two-wheel cart.\n\n"
        "## Silos\n\nTwo, and a half one.\n"
    )
    with Archive(tmp_path / "archive", encoder=ToyEncoder(), create=True) as archive:
        archive.sync([str(tmp_path / "mill.md")])
        signals = {one.name: one.value for one in archive.explain(Query(question)).confidence}
    assert signals["uncounted"] == uncounted


def test_an_answer_is_as_sure_however_many_quotes_are_wanted(tmp_path: Path) -> None:
    (tmp_path / "mill.md").write_text(
        "---\ntitle: The mill\ndate: 2024-01-02\n---\nAt the mill the old stones turn, and the old stones of the mill "
        "are many.\n\nThe dogs sleep by the gate all day, and nobody wakes them before noon.\n\n## The yard\n\n"
        "Some 3 of the stones are new.\n"
    )
    with Archive(tmp_path / "archive", encoder=ToyEncoder(), create=True) as archive:
        archive.sync([str(tmp_path / "mill.md")])
        asked = Query("How many old stones does the mill have?")
        answers = [archive.ask(asked, limit=limit) for limit in (1, 3, 5)]
    assert "3" not in answers[0].quotes[0].text
    assert len({answer.confidence for answer in answers}) == 1
    assert [answer.quotes[0] for answer in answers] == [answers[0].quotes[0]] * 3


@pytest.mark.parametrize(("text", "uncounted"), [("5 work there", 0.0), ("a sack is $5", 1.0), ("as in 1911", 1.0)])
def test_any_number_may_be_one_of_people_but_a_price_or_a_year(tmp_path: Path, text: str, uncounted: float) -> None:
    (tmp_path / "mill.md").write_text(
        f"---\ntitle: The mill\ndate: 2024-01-02\n---\nOf the work at the mill: {text}.\n"
    )
    with Archive(tmp_path / "archive", encoder=ToyEncoder(), create=True) as archive:
        archive.sync([str(tmp_path / "mill.md")])
        explained = archive.explain(Query("How many people work at the mill?"))
    assert next(one.value for one in explained.confidence if one.name == "uncounted") == uncounted


@pytest.mark.parametrize(
    ("question", "priced"),
    [
        ("How much does the Haier cost?", True),
        ("How much does the Bosch cost?", False),
        ("海尔多少钱", True),
    ],
)
def test_a_number_in_a_column_of_prices_is_a_price(tmp_path: Path, question: str, priced: bool) -> None:
    table = "| brand 品牌 | size | price 价格 |\n|---|---|---|\n| Haier 海尔 | 545 | 4499 |\n| Midea | 300 | 2999 |"
    (tmp_path / "one.md").write_text(f"---\ntitle: Fridges\n---\n{table}\n")
    with Archive(tmp_path / "archive", encoder=ToyEncoder(), create=True) as archive:
        archive.sync([str(tmp_path / "one.md")])
        adds = {reason.name: reason.adds for reason in archive.explain(Query(question)).confidence}
    assert (adds["unpriced"] == 0) == priced


def test_filters(sample: Archive) -> None:
    from datetime import date

    def found(**filters: object) -> set[str]:
        return {hit.post.title for hit in sample.search_many([Query("bread", Filters(**filters))], limit=50)[0]}  # type: ignore[arg-type]

    everything = found()
    assert len(everything) == 15
    assert found(author="quill") == {post.title for post in sample.posts() if post.author == "Tomas Quill"}
    assert found(tag="RYE") == {"Rye is not wheat"}
    assert found(after=date(2025, 1, 1)) == {"Three years of Saturdays"}
    assert found(after=date(2022, 3, 5), before=date(2022, 3, 5)) == {"Why I bake on Saturdays"}
    assert found(before=date(2000, 1, 1)) == set()
    answer = sample.ask(Query("How long should the dough rise?", Filters(before=date(2000, 1, 1))))
    assert (answer.answered, answer.quotes, answer.closest) == (False, (), ())


def test_quotes_are_verbatim_apart_and_from_three_posts_at_most(sample: Archive) -> None:
    answer = sample.ask(Query("How long should I let the dough rise?"), limit=5)
    assert len(answer.quotes) == 5
    for quote in answer.quotes:
        assert quote.text == quote.post.text[quote.start : quote.end]
        assert quote.context[0] <= quote.start < quote.end <= quote.context[1]
    spans = sorted((quote.post.id, quote.start, quote.end) for quote in answer.quotes)
    assert all(a[0] != b[0] or a[2] <= b[1] for a, b in pairwise(spans))
    assert len({quote.post.id for quote in sample.ask(Query("What about flour?")).quotes}) <= 3


def test_a_follow_up_is_understood_by_what_came_before(sample: Archive) -> None:
    asked = sample.ask(Query("And for rye?", history=("How long must bread rest before I cut it?",)))
    assert asked.understood == "And for rye? (about how long bread must rest before I cut it)"
    assert asked.answered
    assert "must rest for a whole day" in asked.quotes[0].text
    assert sample.ask(Query("How much salt goes into a loaf?", history=("Who?",))).understood.startswith("How much")


RISE, STORE = "How long should I let the dough rise?", "How do I store bread?"


@pytest.mark.parametrize(
    ("before", "question", "told"),
    [
        # Told of the new: quoted though it was shown before.
        (STORE, "and in the freezer?", "The freezer is another matter."),
        (RISE, "And for rye?", "A rye loaf must rest for a whole day"),
        # Not told of: not the same again.
        (RISE, "and for pizza?", ""),
        (RISE, "and on windows?", ""),
        (RISE, "Und für Pizza?", ""),
    ],
)
def test_what_goes_on_from_a_question_is_not_answered_by_the_same_again(
    sample: Archive, before: str, question: str, told: str
) -> None:
    answer = sample.ask(Query(question, history=(before,)))
    assert answer.answered == bool(told)
    assert told in answer.quotes[0].text
    assert sample.ask(Query(question, history=(before, "Who wrote that?"))).quotes == answer.quotes
    shown = {quote.text for quote in sample.ask(Query(before)).quotes}
    assert told or not shown.intersection(quote.text for quote in answer.quotes)


SEED_QUESTIONS = [
    ("How many priorities may people choose in the Kent survey?", "eight priorities"),
    ("What should be done with the accreditation of social workers?", "abolish the scheme"),
    ("Who is working while sick?", "presenteeism"),
    ("What did Popper believe?", "falsify hypotheses"),
    ("Why was the Home Office fined?", "nearly £370,000"),
    ("What does doffing the cap mean?", "raising your hat"),
    ("How did West Berkshire keep its social workers?", "West Berkshire"),
]


@pytest.mark.parametrize(("question", "words"), SEED_QUESTIONS)
def test_the_seed_answers(seed: Archive, question: str, words: str) -> None:
    answer = seed.ask(Query(question))
    assert answer.answered
    assert words in answer.quotes[0].text
    assert all(
        quote.link.startswith("https://chrismillsblog.blogspot.com/2017/07/#:~:text=") for quote in answer.quotes
    )


@pytest.mark.parametrize("question", ["How do I install Linux?", "Who won Wimbledon?"])
def test_the_seed_says_no(seed: Archive, question: str) -> None:
    assert not seed.ask(Query(question)).answered


def test_the_words_that_answer_stand_out(sample: Archive) -> None:
    (quote, *_) = sample.ask(Query("How long should I let the dough rise?")).quotes
    assert quote.emphasis
    assert quote.post.text[slice(*quote.emphasis)] == "let the dough rise until it has doubled"


@pytest.fixture(scope="module")
def toy_sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive(tmp_path_factory.mktemp("toy"), encoder=ToyEncoder(), reader=False, create=True) as archive:
        archive.sync([str(files("bot") / "sample")], base_url=SAMPLE_URL)
        yield archive


@hypothesis_settings(max_examples=50, deadline=None)
@given(st.data())
def test_what_stands_out_lies_in_its_quote(toy_sample: Archive, data: st.DataObject) -> None:
    """Asked in words of the posts, to which there is mostly an answer."""
    words = sorted({word for post in toy_sample.posts() for word in post.text.split()})
    question = " ".join(data.draw(st.lists(st.sampled_from(words), min_size=1, max_size=8)))
    for quote in toy_sample.ask(Query(question)).quotes:
        if quote.emphasis:
            start, end = quote.emphasis
            assert quote.start <= start < end <= quote.end
            assert "\n" not in quote.post.text[start:end]


def test_more_of_a_post_holds_nothing_of_what_was_quoted(sample: Archive) -> None:
    (quote, *_) = sample.ask(Query("How long should I let the dough rise?")).quotes
    with sample.snapshot() as snapshot:
        more = snapshot.more(quote)
    assert more
    for other in more:
        assert other.post == quote.post
        assert other.end <= quote.start or other.start >= quote.end


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("How long does dough rise on FreeBSD?", 0.0),
        ("how long does dough rise on freebsd", 0.0),
        ("how long does dough rise in a kangaroo", 1.0),
    ],
)
def test_a_name_that_the_archive_lacks_counts_however_it_is_written(
    sample: Archive, question: str, held: float
) -> None:
    reasons = {reason.name: reason.value for reason in sample.explain(Query(question)).confidence}
    assert reasons["names"] == held


def test_a_misspelt_word_is_read_as_the_archive_spells_it(sample: Archive) -> None:
    corrected = sample.ask(Query("What is ciabbatta quinoa?"))
    assert (corrected.understood, corrected.corrected) == ("What is ciabatta quinoa?", True)
    typed = sample.ask(Query("What is ciabbatta quinoa?", as_typed=True))
    assert (typed.understood, typed.corrected) == ("What is ciabbatta quinoa?", False)


@pytest.mark.parametrize(
    "question",
    [
        "What is quinoa?",
        "How do I store bread?",
        "Which stove is best?",
        "Wie lange muss der Teig gehen?",
        "Who won the world cup?",
        "Why shouldn't I keep bread in the fridge?",
    ],
)
def test_a_word_that_the_archive_lacks_stays_a_word(sample: Archive, question: str) -> None:
    answer = sample.ask(Query(question))
    assert (answer.understood, answer.corrected) == (question, False)


def test_an_ordinary_word_that_the_archive_lacks_counts_less_than_an_odd_one(sample: Archive) -> None:
    def known(question: str) -> float:
        reasons = sample.explain(Query(question)).confidence
        return next(reason.value for reason in reasons if reason.name == "known")

    assert known("Is bread in the oven?") == 1.0
    assert 1.0 > known("Is bread in the umbrella?") > known("Is bread in the zorblat?") > 0.0


def test_so_it_is_with_a_word_of_another_language(tmp_path: Path) -> None:
    (tmp_path / "brot.md").write_text("---\ntitle: Brot\ndate: 2024-05-01\n---\nWir lagern Brot drei Tage.\n")
    with Archive(tmp_path / "archive", encoder=ToyEncoder(), create=True) as archive:
        archive.sync([str(tmp_path / "brot.md")])

        def known(question: str) -> float:
            reasons = archive.explain(Query(question)).confidence
            return next(reason.value for reason in reasons if reason.name == "known")

        assert known("Wie lange lagert ihr das Brot?") > known("Wo ist das Brot mit dem Zorblatt?") > 0.0
        assert known("Wo ist das Brot mit dem Regenschirm?") > known("Wo ist das Brot mit dem Zorblatt?")


def test_what_was_typed_and_what_was_meant_are_both_asked(sample: Archive) -> None:
    meant = sample.ask(Query("How long should the dough rise?"))
    mistyped = sample.ask(Query("Hwo long should teh dough rise?"))
    assert mistyped.understood == "How long should the dough rise?"
    assert mistyped.quotes == meant.quotes
    assert mistyped.confidence > sample.ask(Query("Hwo long should teh dough rise?", as_typed=True)).confidence


@pytest.mark.parametrize(
    "asked",
    [
        "Hi there, could you please tell me how long rye bread must rest? Thanks a lot!",
        "Pullquote, how long must rye bread rest?",
        "I was wondering, how long must rye bread rest",
        "Does anyone know how long rye bread must rest? Cheers",
    ],
)
def test_courtesy_costs_no_answer(sample: Archive, asked: str) -> None:
    plain = sample.ask(Query("How long must rye bread rest?"))
    polite = sample.ask(Query(asked))
    assert plain.answered and polite.answered
    assert polite.quotes[0].text == plain.quotes[0].text
    assert abs(polite.confidence - plain.confidence) < 0.1


@pytest.mark.parametrize(
    ("asked", "bare"),
    [
        ("Hallo zusammen, weiß jemand, wann der Teig ruht? Danke!", "wann der Teig ruht?"),
        ("Hola, ¿sabes cuánto reposa la masa? Gracias", "cuánto reposa la masa?"),
        ("Bonjour, pouvez-vous me dire quand la pâte lève ? Merci d'avance", "quand la pâte lève ?"),
        ("Olá, alguém sabe quando a massa cresce? Obrigada!", "quando a massa cresce?"),
        ("你好，请问面团要发多久？谢谢", "面团要发多久？"),
        ("Hello", "Hello"),
        ("Thanks!", "Thanks!"),
        ("What did Cheers say about thanks?", "What did Cheers say about thanks?"),
        ("How do I say please?", "How do I say please?"),
    ],
)
def test_a_question_without_its_courtesy(asked: str, bare: str) -> None:
    assert without_pleasantries(asked) == bare


def archive_of(folder: Path, posts: Mapping[str, str]) -> Archive:
    """An archive of posts by their titles, with the real model."""
    for title, text in posts.items():
        (folder / f"{title}.md").write_text(f"---\ntitle: {title}\ndate: 2024-01-02\n---\n{text}\n")
    archive = Archive(folder / "archive", create=True)
    archive.sync([str(folder)])
    return archive


def test_what_the_conversation_is_about_goes_before_an_authors_own_words_on_something_else(tmp_path: Path) -> None:
    posts = {
        "teams": "Many people say that a baker with a machine bakes better bread than a machine alone.",
        "the mill": "Who said that? Anna from the mill said that, on the day when the oven went out. I wrote it down.",
    }
    with archive_of(tmp_path, posts) as archive:
        history = ("Does a baker with a machine bake better than a machine alone?",)
        followed, alone = archive.ask(Query("who said that", history=history)), archive.ask(Query("who said that"))
    assert (followed.leans, alone.leans) == (True, False)
    assert [answer.quotes[0].post.title for answer in (followed, alone)] == ["teams", "the mill"]


def test_a_reply_with_a_name_of_its_own_is_not_of_what_was_spoken_of_before(tmp_path: Path) -> None:
    texts = {
        "mill": "Much flour did the Wheat Mill give to Ryehall, which was founded for the Wheat Mill.",
        "hall": "Ryehall was founded by Bo Hart in a year without rain.",
    }
    with archive_of(tmp_path, texts) as archive:
        asked = Query("Who founded Ryehall?", history=("How much flour did the Wheat Mill give?",))
        assert not archive.ask(asked).leans
        assert archive.ask(replace(asked, text="Who founded it?")).leans


def test_a_follow_up_is_not_answered_with_what_is_said_of_anything(tmp_path: Path) -> None:
    texts = {
        "hotspots": "Old buildings have thick walls, so that most offices need portable hotspots for their visitors.",
        "mail": "The service sends mail to all members. It costs 4,000 dollars a month for 29 million of them.",
    }
    with archive_of(tmp_path, texts) as archive:
        asked = Query("how much does it cost")
        alone, followed = archive.ask(asked), archive.ask(replace(asked, history=("Who needs a portable hotspot?",)))
    assert alone.answered
    assert not followed.answered
