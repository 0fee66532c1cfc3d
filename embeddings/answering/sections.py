"""What stands below a heading, or below a question that a post asks itself, in interviews and lists of questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from embeddings.answering.lines import lines_of
from embeddings.posts import Post
from embeddings.questions.grammar import question_words
from embeddings.questions.types import asks_why, question_type, wants_explanation
from embeddings.retrieval.ranking import Asked
from embeddings.text.terms import query_terms, terms

_ITS, _OWN, _WITH_TITLE = 0.6, 0.5, 0.8
"""Share of its terms that the question has, and of the question's that it has, alone and with the title of its post, of
what asks the same; one has all of the other's."""


@dataclass(frozen=True, slots=True)
class Section:
    """What stands below a heading or a question."""

    text: str
    """Of these."""
    terms: frozenset[str]
    """What that is about."""
    asks: bool
    head: int
    """Where the heading or the question starts."""
    start: int
    end: int


@lru_cache(maxsize=256)
def sections(post: Post) -> tuple[Section, ...]:
    """The sections of a post, each up to the next one."""
    return tuple(_sections(post))


def _sections(post: Post) -> Iterator[Section]:
    lines = lines_of(post)
    alone = [
        row
        for row, line in enumerate(lines)
        if line.asks and all(other is line or other.block != line.block for other in lines[max(0, row - 1) : row + 2])
    ]
    # One question alone may be for the readers: "How do you bake?"
    asking = {*alone} if len(alone) > 1 else set()
    heads = [row for row, line in enumerate(lines) if line.kind == "heading" or row in asking]
    for row, after in pairwise([*heads, len(lines)]):
        head, about = lines[row], frozenset(query_terms(lines[row].text))
        if about and after > row + 1 and lines[row + 1].kind != "code":
            asks = head.asks or _asks(head.text)
            yield Section(head.text, about, asks, head.start, lines[row + 1].start, lines[after - 1].end)


def _asks(heading: str) -> bool:
    """Whether it asks without a mark."""
    return question_type(heading) is not None or asks_why(heading) or wants_explanation(heading)


def replies(asked: Asked, post: Post) -> Iterator[Section]:
    """What stands below the questions of a post that ask the same."""
    wanted, title = set(asked.terms), terms(post.title)
    for section in sections(post):
        its = asked.meant(section.terms)
        common = its & wanted
        if (
            section.asks
            # "Does it fit a Zeiss?" and "Does it fit a Leica?"
            and (its <= wanted or wanted <= its | asked.meant(title))
            and len(common) >= _ITS * len(section.terms)
            and asked.coverage(section.terms) >= _OWN
            and asked.coverage([*section.terms, *title]) >= _WITH_TITLE
            and _alike(asked.text, section.text)
        ):
            yield section


def _alike(question: str, other: str) -> bool:
    """Whether two questions are for the same kind of answer."""
    return question_type(question) is question_type(other) and all(
        of(question) == of(other) for of in (asks_why, wants_explanation, question_words)
    )


def named(asked: Asked, post: Post, start: int) -> list[Section]:
    """What stands below the headings of a post that the question names, and that say more than its title does; nothing
    where a line that starts at some place stands below one of them."""
    wanted, title, found = set(asked.terms), asked.meant(terms(post.title)), []
    for section in sections(post):
        its = asked.meant(section.terms)
        if its <= wanted and not its <= title:
            if section.head <= start < section.end:
                return []
            found.append(section)
    return found
