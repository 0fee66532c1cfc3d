"""What is written above an answer is read back from its card as it was written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import discord
import pytest
from discord.components import _component_factory
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ids import unpacked_filters
from bot.replies.answer import answer_card, quotes_card
from bot.replies.head import Head, head_of, read_head
from embeddings import Answer, Filters, Post, Query, Quote, own_dates

POST = Post(id="p", text="Salt is weighed. Never guess it.", url="https://breadwinners.example/salt")
QUOTES = [Quote(POST, 0, 16, 1.0, POST.url, (0, 16)), Quote(POST, 17, 32, 0.9, POST.url, (17, 32))]
texts = st.text(max_size=300)
filters = st.builds(
    Filters,
    st.none() | st.dates(date(1970, 1, 1)),
    st.none() | st.dates(date(1970, 1, 1)),
    st.text(max_size=90),
    st.text(max_size=90),
)


def received(card: discord.ui.LayoutView) -> Sequence[discord.Component]:
    """A card's components as Discord sends them back with a message."""
    found = [_component_factory(part) for part in card.to_components()]
    return [part for part in found if part is not None]


@settings(max_examples=200, deadline=None)
@given(
    texts,
    filters,
    texts,
    st.booleans(),
    st.text(min_size=1, max_size=32),
    st.integers(0, 1),
    st.booleans(),
    st.booleans(),
)
def test_a_head_is_read_back_as_it_was_written(
    text: str, narrowing: Filters, understood: str, asked: bool, name: str, page: int, leans: bool, corrected: bool
) -> None:
    written = head_of(Query(text, narrowing), understood, asked=asked, leans=leans, corrected=corrected)
    assert read_head(received(quotes_card(written, QUOTES, page, private=True))) == written
    shared = written.shared_by(name)
    assert read_head(received(quotes_card(shared, QUOTES, page, private=False))) == shared


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=150).filter(lambda text: "://" not in text), st.text(max_size=150))
def test_the_question_is_read_back_without_the_dates_that_it_named(text: str, understood: str) -> None:
    question = f"{text} in 2017"
    dates = own_dates(question)
    for answered in (True, False):
        answer = Answer(question, understood, answered, 0.9, tuple(QUOTES), (POST,))
        head = read_head(received(answer_card(answer, Query(question, dates or Filters(date(2017, 1, 1))))))
        assert head.dated == bool(dates)
        assert head.question == (" ".join(question.split()) if dates else "")


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=150).filter(lambda text: "://" not in text), filters)
def test_the_question_is_read_back_whatever_narrows_it(text: str, narrowing: Filters) -> None:
    head = head_of(Query(text, narrowing), "as it was meant", asked=False, corrected=True)
    written = read_head(received(quotes_card(head, QUOTES, 0, private=True)))
    assert written.question == " ".join(text.split())
    (offer,) = written.offers
    names = (["Else", narrowing.author], ["else", narrowing.tag])
    assert (unpacked_filters(offer.code, *names) if offer.code else Filters()) == narrowing


@pytest.mark.parametrize(("confidence", "unsure"), [(0.46, True), (0.69, True), (0.7, False), (1.0, False)])
@pytest.mark.parametrize("asked", [True, False])
def test_an_answer_that_may_be_none_says_so_on_every_page(confidence: float, unsure: bool, asked: bool) -> None:
    answer = Answer("How much salt?", "How much salt?", True, confidence, tuple(QUOTES), (POST,))
    card = answer_card(answer, Query(answer.question), asked=asked)
    head = read_head(received(card))
    assert ("**I’m not sure this answers it:**" in head.lines) == unsure
    assert read_head(received(quotes_card(head, QUOTES, 1, private=True))) == head
    # What asks the question again never takes the doubt for it.
    assert head.first == ("How much salt?" if asked else "")


def test_a_question_that_is_cut_on_the_card_is_not_offered_again() -> None:
    assert head_of(Query("word " * 60), "", asked=True, leans=True, corrected=True).offers == ()


def test_a_message_without_a_card_has_no_head() -> None:
    assert read_head([]) == Head()
    assert not Head().question
