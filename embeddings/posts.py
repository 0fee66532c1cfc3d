"""The records that flow through Pullquote: post, passage, quote, answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import blake2b
from typing import Literal

from embeddings.normal_forms import folded

QUOTES = 3
"""Quotes that an answer holds at most, where nobody says otherwise."""
WORTH_SHOWING = 0.6
"""Share of the best quote's score that another needs to be shown beside it."""
WORTH_NAMING = 0.01
"""Confidence from which the closest posts have to do with a question that nothing answers. Of ten such questions about
baking 8 reach it on the sample blog, of ten about other things 2."""
HOLE = "\ufffc"
"""Where a reader sees something that the source does not hold, such as what a template would put there. Unicode's
character for an embedded object; a sentence that holds one is never quoted."""

BlockKind = Literal["paragraph", "heading", "item", "code", "quotation", "table", "caption"]


def post_key(identity: str, attempt: int = 0) -> str:
    """Ten hexadecimal characters for a post's id; another ten at every further ``attempt``, where they are taken."""
    salt = attempt.to_bytes(4, "big") if attempt else b""
    return blake2b(identity.encode("utf-8", "replace"), digest_size=5, salt=salt).hexdigest()


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a post's text as a reader sees it: a paragraph, a heading, a list item, ..."""

    start: int
    """Offset of its first character in ``Post.text``."""
    end: int
    """Offset behind its last character."""
    kind: BlockKind = "paragraph"
    level: int = 0
    """1 to 6 for a heading, 1 for the header of a table, 1 and more for an item of a list within a list, else 0."""
    page: int = 1
    """Number of the page that it stands on, where WordPress shows a post on several."""
    number: int = 0
    """That of an item in a numbered list; 0 elsewhere."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link that stands in a post."""

    text: str
    """The words that the author made a link of."""
    address: str
    """Where it leads, as the post has it: it may be relative to the post's own address."""


@dataclass(frozen=True, slots=True)
class Post:
    """One post of a blog, as its source gives it."""

    id: str
    """The source's own id: a BEIR ``_id``, the path in the source, or the post's address."""
    text: str
    """What a reader sees, without markup; every quote is a span of it."""
    title: str = ""
    """Empty where the source has lost it."""
    url: str = ""
    """The post's address, or that of the page it certainly stands on; empty where none is known."""
    published: date | None = None
    """A ``datetime`` (with its zone where known) or, where the source names only the day, a ``date``."""
    author: str = ""
    """Names joined by ``", "``."""
    tags: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    """The blocks of ``text`` in order; none overlaps another. Empty: found from blank lines."""
    links: tuple[Link, ...] = ()
    guid: str = ""
    """The platform's own id for it, which stays when the address changes; empty where it gives none."""
    key: str = field(default="", compare=False)
    """Ten characters that stand for the post where its id may be too long, such as in a button. The catalog gives each
    of its posts a key of its own; until then it is :func:`post_key` of the id."""

    def __post_init__(self) -> None:
        if not self.key:
            object.__setattr__(self, "key", post_key(self.id))

    @property
    def day(self) -> date | None:
        """The day it was published, in the zone it was published in."""
        return self.published.date() if isinstance(self.published, datetime) else self.published

    def from_first_cell(self, start: int) -> int:
        """Where the row of a table begins whose first words are at an offset: the cells before them may be empty."""
        while self.text[max(start - 1, 0) : start] == "\t":
            start -= 1
        return start

    @property
    def name(self) -> str:
        """The title, or where it is lost the date and the first words."""
        if self.title.strip():
            return self.title
        words = self.text.split(maxsplit=8)
        opening = " ".join(words[:7])[:80] + ("…" if len(words) > 7 or len(self.text) > 80 else "")
        return f"{self.day.isoformat()}: {opening}" if self.day else opening


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of a post, the unit that is encoded and searched."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Filters:
    """Which posts may answer. An empty field does not filter."""

    after: date | None = None
    """First day that counts."""
    before: date | None = None
    """Last day that counts."""
    author: str = ""
    """Part of an author's name, in any case, with or without accents."""
    tag: str = ""
    """A tag, in the same way."""

    def __bool__(self) -> bool:
        return self != Filters()

    def admit(self, post: Post) -> bool:
        """Whether the post may answer; a post without a date never passes a date filter."""
        return self.admits(post.published, post.author, post.tags)

    def admits(self, published: date | None, author: str, tags: Sequence[str]) -> bool:
        """The same of what is known of a post."""
        day = published.date() if isinstance(published, datetime) else published
        if self.after or self.before:
            if day is None:
                return False
            if (self.after and day < self.after) or (self.before and day > self.before):
                return False
        if self.author and folded(self.author) not in folded(author):
            return False
        return not self.tag or folded(self.tag) in map(folded, tags)


def counted_tags(posts: Iterable[Sequence[str]]) -> dict[str, int]:
    """How many of some posts, each given by its tags, have each tag, those of most first; spelt as most have it, since
    filters take "Rye" and "rye" for one."""
    having, spelt = Counter[str](), dict[str, Counter[str]]()
    for tags in posts:
        having.update(dict.fromkeys(map(folded, tags), 1))
        for tag in tags:
            spelt.setdefault(folded(tag), Counter())[tag] += 1
    return {spelt[tag].most_common(1)[0][0]: count for tag, count in having.most_common()}


@dataclass(frozen=True, slots=True)
class Query:
    """A question, with what narrows it."""

    text: str
    filters: Filters = field(default_factory=Filters)
    exclude: str = ""
    """Id of a post that must not answer, such as the one a query was taken from."""
    history: tuple[str, ...] = ()
    """Questions asked before it in the same conversation, oldest first."""
    replies: bool = True
    """Whether it is known to go on from its history, as a reply does; else only one that clearly leans on it does."""
    as_typed: bool = False
    """Whether its words are read as they are typed, none of them corrected."""
    undated: bool = False
    """Whether the words for the time that it names do not count, as when its filters say it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A post with its best passage for a query."""

    post: Post
    passage: Passage
    score: float
    """Fused and normalised within the query: 1 is the best that both rankings could give."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A span of a post that answers: ``text`` is ``post.text[start:end]``, always."""

    post: Post
    start: int
    end: int
    score: float
    link: str
    """The post's address with a text fragment that opens it at the quote; empty without an address."""
    context: tuple[int, int]
    """Offsets of the quote with the sentences around it."""
    emphasis: tuple[int, int] | None = None
    """Offsets of the words in it that answer, where they are not the whole of it."""
    also: tuple[Post, ...] = ()
    """Other posts that say the same."""
    reported: bool = False
    """Whether its author only reports it: what others say, or what was thought once."""
    speaker: str = ""
    """Who says it in an interview, where that is not its post's author and does not stand in it."""
    header: tuple[int, int] | None = None
    """Offsets of its table's header, or of what announces its list, where that is too far above to be a part of it;
    else of its heading, where that alone has words of the question."""
    more_items: int = 0
    """Items of its list, or rows of its table, that it leaves out at its end."""
    cut: tuple[bool, bool] = (False, False)
    """Whether the sentence that it starts with begins before it, and the one that it ends with goes on behind it."""

    @property
    def text(self) -> str:
        return self.post.text[self.start : self.end]

    @property
    def before(self) -> str:
        """The sentences just before the quote, and the white space between."""
        return self.post.text[self.context[0] : self.start]

    @property
    def after(self) -> str:
        """The white space behind the quote, and the sentences just after it."""
        return self.post.text[self.end : self.context[1]]

    @property
    def digest(self) -> str:
        """Four characters that change when the quoted words do."""
        return blake2b(self.text.encode("utf-8", "replace"), digest_size=2).hexdigest()


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence for a quote, or for its being an answer."""

    name: str
    value: float
    weight: float

    @property
    def adds(self) -> float:
        """What it adds to the sum that decides."""
        return self.value * self.weight


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an answer is what it is."""

    answer: Answer
    filters: Filters
    """What narrowed the search."""
    terms: tuple[str, ...]
    """The question's terms that the search looked for."""
    quote: tuple[Reason, ...]
    """Why the first quote came first."""
    confidence: tuple[Reason, ...]
    """Why it was taken for an answer or not: their sum, with a constant, are the log-odds."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the archive has to say to a question."""

    question: str
    understood: str
    """What was searched for: the question as the archive spells it, with what its conversation is about where it leans
    on that."""
    answered: bool
    """Whether the quotes may be shown as an answer."""
    confidence: float
    """0 to 1, from absolute signals: comparable between questions."""
    quotes: tuple[Quote, ...]
    """Best first. They stand here even when not answered, so that quoting can be measured apart."""
    closest: tuple[Post, ...]
    """The posts nearest to the question, best first."""
    corrected: bool = False
    """Whether a word in ``understood`` was typed otherwise."""
    leans: bool = False
    """Whether ``understood`` says what the conversation before it is about."""
    newer: Quote | None = None
    """What a later post than the first quote's says about the same thing, where it is not among the quotes."""

    @property
    def near(self) -> tuple[Post, ...]:
        """The closest posts that are named where nothing answers: none where not even they have to do with it."""
        return self.closest if self.confidence >= WORTH_NAMING else ()

    @property
    def shown(self) -> tuple[Quote, ...]:
        """The quotes that a reader is shown: none unless answered, and none that is far behind the best."""
        if not self.answered:
            return ()
        return tuple(quote for quote in self.quotes if quote.score >= WORTH_SHOWING * self.quotes[0].score)
