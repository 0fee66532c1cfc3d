"""Whose words a quote from an interview holds."""

from __future__ import annotations

import pytest

from embeddings.answering.speakers import speaker_of
from embeddings.posts import Block, Post

INTERVIEW = (
    "We sat down with a baker in May.",
    "Nell Hartley: How long does your rye rest?",
    "Dr. Bo Rye: A night at least.",
    "I learned it from my aunt, who kept a mill.",
    "NH: Do you knead it?",
    "BR: Never. Rye has hardly any gluten.",
    "Nell: And the oven?",
    "BR: Hot, then less so.",
    "The bakery is open on Saturdays.",
)
"""An interview with its opening and its end."""


def post_of(*paragraphs: str, author: str = "Nell Hartley") -> Post:
    text, blocks = "", []
    for paragraph in paragraphs:
        blocks.append(Block(len(text), len(text) + len(paragraph), "paragraph"))
        text += f"{paragraph}\n\n"
    return Post(id="p", text=text.rstrip(), blocks=tuple(blocks), author=author)


def speaker(post: Post, words: str) -> str:
    start = post.text.index(words)
    return speaker_of(post, start, start + len(words))


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("I learned it from my aunt, who kept a mill.", "Bo Rye"),
        ("A night at least.", "Bo Rye"),
        ("BR: Never.", "Bo Rye"),
        ("Hot, then less so.", "Bo Rye"),
        ("Do you knead it?", ""),
        ("We sat down with a baker in May.", ""),
        ("The bakery is open on Saturdays.", ""),
        ("NH: Do you knead it?\n\nBR: Never.", ""),
    ],
)
def test_who_speaks_in_an_interview(words: str, name: str) -> None:
    assert speaker(post_of(*INTERVIEW), words) == name


def test_who_is_named_in_the_quote_itself_is_not_named_again() -> None:
    post = post_of(*(line.removeprefix("Dr. ") for line in INTERVIEW))
    assert speaker(post, "Bo Rye: A night at least.") == ""
    assert speaker(post, "A night at least.") == "Bo Rye"


def test_whoever_asks_is_named_where_another_posts_it() -> None:
    assert speaker(post_of(*INTERVIEW, author="The bakers"), "Do you knead it?") == "Nell Hartley"


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("Prep Time: 5 minutes", "Cook Time: 20 minutes", "Prep Time: 8 minutes", "Cook Time: 1 hour"),
        ("Myth: Rye needs kneading?", "Fact: It does not.", "Myth: Salt kills yeast?", "Fact: Not a little of it."),
        ("What Worked: We baked.", "What Failed: Why the salt?", "What Worked: Rye.", "What Failed: Who forgot it?"),
        ("Update: It is open.", "Bo Rye: Really?", "Update: It is closed.", "Note: Who knows?"),
        ("Q: How long?", "A: A night.", "Q: Do you knead?", "A: Never."),
    ],
)  # fmt: skip
def test_no_one_speaks_where_labels_are_no_names(paragraphs: tuple[str, ...]) -> None:
    post = post_of(*paragraphs)
    assert {speaker(post, paragraph) for paragraph in paragraphs} == {""}
