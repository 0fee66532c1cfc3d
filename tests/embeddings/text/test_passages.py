"""Passages and sentences are spans that hold all of a post, whatever it is written in."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.posts import Block, Post
from embeddings.text.passages import _WORD, PASSAGE_WORDS, cut, sentences_in
from embeddings.text.sentences import blocks_of, sentence_spans
from tests.fuzz.targets import are_passages, are_sentences

prose = st.lists(
    st.sampled_from(
        [
            "Flour", "water", "Mr. Smith", "e.g.", "3.5", "面包", "很好。", "パン", "хлеб", "خبز؟", "रोटी।", "😀",
            "!", "?", ".", "…",
            " ", " ", " ", "\n", "\n\n", "  • ", "1. ", "“so”", "[1]", "\u00a0", "\u200b", "\ufeff", "a" * 3000,
        ]
    ),
    max_size=120,
).map("".join)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=800), prose))
def test_passages_are_nonempty_spans_that_hold_every_character(text: str) -> None:
    are_passages(Post(id="p", text=text))


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=400), prose))
def test_sentences_hold_every_character_of_their_block(text: str) -> None:
    are_sentences(Post(id="p", text=text))


@settings(max_examples=100, deadline=None)
@given(prose)
def test_no_passage_is_much_longer_than_the_model_reads(text: str) -> None:
    post = Post(id="p", text=text)
    assert all(len(_WORD.findall(text[p.start : p.end])) <= PASSAGE_WORDS for p in cut(post))


def sentences(text: str) -> list[str]:
    return [text[s:e] for b in blocks_of(Post(id="p", text=text)) for s, e in sentence_spans(text, b)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Smith bakes. He is good.", ["Mr. Smith bakes.", "He is good."]),
        ("It cost £3.50. Cheap!", ["It cost £3.50.", "Cheap!"]),
        ("Use flour, e.g. Rye. Then wait.", ["Use flour, e.g. Rye.", "Then wait."]),
        ("She said “Wait.” Then she left.", ["She said “Wait.”", "Then she left."]),
        ("J. K. Baker wrote it. I agree.", ["J. K. Baker wrote it.", "I agree."]),
        ("Good practice. [1] Then more.", ["Good practice.", "[1] Then more."]),
        ("Good practice.[1] Then more.", ["Good practice.[1]", "Then more."]),
        ("Yeast lives… and dies. Really?", ["Yeast lives… and dies.", "Really?"]),
        ("面包很好吃。我每天都吃！真的吗？", ["面包很好吃。", "我每天都吃！", "真的吗？"]),
        ("“你好。”他说。", ["“你好。”他说。"]),
        ("Das ist z.B. Roggen. Der ist gut.", ["Das ist z.B. Roggen.", "Der ist gut."]),
        ("¿Cuánto pan? ¡Mucho! Sí.", ["¿Cuánto pan?", "¡Mucho!", "Sí."]),
        ("यह रोटी है। वह भी।", ["यह रोटी है।", "वह भी।"]),
        ("1. Mix the dough. Wait.", ["Mix the dough.", "Wait."]),
        ("Was it me or I? It was I. Yes.", ["Was it me or I?", "It was I.", "Yes."]),
        ("Ask them: no. We did.", ["Ask them: no.", "We did."]),
    ],
)
def test_sentence_borders(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_hard_wrapped_lines_are_one_paragraph_and_long_lines_are_several() -> None:
    assert sentences("A line that\nis wrapped. And so\non it goes.") == [
        "A line that\nis wrapped.",
        "And so\non it goes.",
    ]
    long = "word " * 40
    assert len(sentences(f"{long}\nThere may be more {long}")) == 2


def test_list_items_are_apart_and_lose_their_bullets() -> None:
    assert sentences("The rules:\n  • Knead well\n  • Wait") == ["The rules:", "Knead well", "Wait"]


def test_a_passage_does_not_end_with_a_heading() -> None:
    body = "Bread is flour and water and time. " * 16
    text = f"{body.strip()}\n\nOvens\n\n{body.strip()}"
    at = text.index("Ovens")
    blocks = (
        Block(0, at - 2),
        Block(at, at + 5, "heading", 2),
        Block(at + 7, len(text)),
    )
    passages = cut(Post(id="p", text=text, blocks=blocks))
    assert len(passages) > 1
    assert any("Ovens\n\nBread" in text[p.start : p.end] for p in passages)
    assert not any(text[p.start : p.end].endswith("Ovens") for p in passages)


@pytest.mark.parametrize("denial", ["not", "no", "nicht", "the"])
def test_no_part_of_a_long_sentence_begins_behind_what_turns_it_round(denial: str) -> None:
    words = [f"loaf{number}" for number in range(3 * PASSAGE_WORDS)]
    for place in range(PASSAGE_WORDS - 8, PASSAGE_WORDS + 8):
        text = " ".join([*words[:place], denial, *words[place:]])
        post = Post("p", text)
        shown = [text[start:end] for passage in cut(post) for start, end in sentences_in(post, passage)]
        assert not any(text[: passage.start].split()[-1:] == [denial] for passage in cut(post))
        assert not any(part.split()[-1] == denial for part in shown)


def test_a_long_sentence_is_parted_at_a_clause() -> None:
    clause = " ".join(f"loaf{number}" for number in range(70))
    text = f"{clause}, {clause}, {clause} and so on"
    parts = [text[passage.start : passage.end] for passage in cut(Post("p", text))]
    assert parts == [f"{clause},", f"{clause},", f"{clause} and so on"]


@pytest.mark.parametrize("marks", ["中。", "1. ", "!", "…", "a. "])
def test_endless_sentences_take_time_in_proportion(marks: str) -> None:
    def seconds(size: int) -> float:
        return min(once(size, f"{attempt} ") for attempt in range(3))

    def once(size: int, before: str) -> float:
        # Another text each time, so that nothing is remembered.
        text = before + marks * (size // len(marks))
        post = Post(id="p", text=text, blocks=(Block(0, len(text)),))
        started = time.thread_time()
        for passage in cut(post):
            list(sentences_in(post, passage))
        return time.thread_time() - started

    # Four times the text takes four times as long; the square would take sixteen.
    assert seconds(24_000) < 9 * max(0.01, seconds(6_000))


def test_an_address_alone_is_no_sentence() -> None:
    post = Post("p", "https://b.example/rye\n\nSee https://b.example/rye for it.\n\n(http://b.example) – ")
    (passage,) = cut(post)
    assert [post.text[start:end] for start, end in sentences_in(post, passage)] == ["See https://b.example/rye for it."]
