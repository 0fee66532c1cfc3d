"""How a language asks about the archive itself, as patterns made of its :class:`LookupWords`."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal

from embeddings.errors import QuestionError
from embeddings.languages import LANGUAGES, UNSPACED_LETTER, Language, LookupWords, OfAPost, OfPosts, words_in
from embeddings.normal_forms import unaccented
from embeddings.posts import Filters
from embeddings.questions.periods import parse_period

Kind = Literal["who", "when", "summary", "count", "list", "first", "last", "authors", "tags"]
Pick = Literal["all", "one", "oldest", "newest"]

_MOST_WORDS = 20
"""Words of what narrows the posts that are asked for: reading takes time in the cube of them."""
_QUOTE_MARKS = " \t\"'“”„‘’«»‹›「」『』《》〈〉【】"
_YEAR = r"((?:19|20)\d\d)"
_VERSION = re.compile(r"\d\.\d")


@dataclass(frozen=True, slots=True)
class Lookup:
    """What to look up in the catalog."""

    kind: Kind
    """Who wrote a post, when it was published, what it says in short; how many posts there are, which, the first or
    the last of them; who writes the blog, and what its posts are tagged with."""
    title: str = ""
    """How a post is named; empty where posts are described by what follows."""
    about: str = ""
    """Words that the posts hold; empty for any."""
    filters: Filters = field(default_factory=Filters)
    pick: Pick = "all"
    """Which of the posts is meant; ``one``: the one that is about it rather than those that mention it."""
    tentative: bool = False
    """Whether the question may after all be one about what posts say: then it is one about the archive only where the
    archive has the answer: tags, or posts that name the subject."""
    titled: bool = False
    """Whether it is one about the archive only where the title or a tag of a post holds the subject."""
    alone: bool = False
    """Whether it is one about the archive only where no other post is meant."""
    beside: Literal["", "before", "after"] = ""
    """Whether the post before or after the one of that title is meant."""
    listed: bool = False
    """Whether the oldest or the newest is meant of those that were listed, rather than of those about it."""
    newest_first: bool = False
    """Whether a list is asked for by time, rather than with those first whose title or tag holds the subject."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What narrows the posts that are asked for."""

    about: str = ""
    of: str = ""
    """The same, where "articles of law" may be no posts about it."""
    by: str = ""
    tagged: str = ""

    def lookup(self, kind: Kind, pick: Pick = "all") -> Lookup:
        filters, unsure = Filters(author=self.by, tag=self.tagged), bool(self.of)
        return Lookup(kind, about=self.about or self.of, filters=filters, pick=pick, tentative=unsure, titled=unsure)


@dataclass(frozen=True, slots=True)
class _Match:
    """How a pattern matches a text without its accents, and what was typed in its places."""

    text: str
    bare: re.Match[str]

    def __getitem__(self, place: str | int) -> str:
        """Empty where the pattern has no such place, or has nothing in it."""
        if isinstance(place, str) and place not in self.bare.re.groupindex:
            return ""
        start, end = self.bare.span(place)
        return self.text[start:end]


class Grammar:
    """How one language asks about the archive, by patterns for what is typed without accents."""

    def __init__(self, language: Language, words: LookupWords) -> None:
        spaced = not language.scripts
        border, end, space, lazy = (r"\b", r"(?!\w)", r"\s+", "") if spaced else ("", "", r"\s*", "?")
        self._places = {
            "{posts}": rf"{border}{_any(words.posts)}{border}",
            "{title}": f"(?P<title>.+{lazy})",
            "{author}": r"(?P<author>\S.*?)",
            "{rest}": f"(?P<rest>.*{lazy})",
            "{extreme}": rf"{border}(?:(?P<oldest>{_any(words.oldest)})|(?P<newest>{_any(words.newest)})){border}",
            "{side}": rf"{border}(?:(?P<preceding>{_any(words.preceding)})|{_any(words.following)}){border}",
            "{newest}": rf"{border}{_any(words.newest)}{border}",
            "{tags}": rf"{border}(?P<tags>{_any(words.tags)}){border}",
            "{topics}": rf"{border}(?:(?P<tags>{_any(words.tags)})|{_any(words.subjects)}){border}",
        }
        of_a_post: dict[Kind, tuple[str, ...]] = {"who": words.who, "when": words.when, "summary": words.summary}
        self._of_a_post = {kind: self._compiled(patterns) for kind, patterns in of_a_post.items()}
        self._beside = self._compiled(words.beside)
        of_posts: dict[Kind, tuple[str, ...]] = {"count": words.count, "list": words.every}
        self._of_posts = {kind: self._compiled(patterns) for kind, patterns in of_posts.items()}
        self._begun = self._compiled(words.begun)
        self._writers = self._compiled(words.writers)
        self._topics = self._compiled(words.topics)
        self._bare = self._compiled(words.bare)
        by_subject: dict[Kind, tuple[str, ...]] = {
            "count": words.subject_counted,
            "list": words.subject_first,
            "last": words.subject_picked,
        }
        self._by_subject = {kind: self._compiled(patterns) for kind, patterns in by_subject.items()}
        years = [rf"(.*)(?<!\S){_YEAR}(\s+{{posts}}.*)", rf"(.*{{posts}})\s+{_YEAR}()"]
        unspaced_years = [rf"(.*)(?<!\d){_YEAR}{_any(language.of_year)}?({{posts}}.*)"]
        self._year = self._compiled(years if spaced else unspaced_years)
        self._latest = self._compiled(words.latest)
        self._recently = self._pattern(rf"(?<!\w){_any(words.recently)}(?!\w)" if spaced else _any(words.recently))
        self._who_about = self._compiled(words.who_about)
        self._whether = self._compiled(words.whether)
        self._there_is = words.there_is
        self._posted = self._compiled(words.posted)
        self._one = self._compiled(words.one)
        article = rf"(?:{_any(words.articles)}(?:{space}|(?<=['’])))?"
        self._article = self._pattern(rf"{article}(?=\w)")
        self._described = self._compiled([rf"{article}{{posts}}{{rest}}" if spaced else "{rest}{posts}"])
        called = rf"(?:{_any(words.called)}{space})?"
        self._subject_first = self._compiled([rf"{article}(.+?)(?:{space}|-){'' if spaced else called}{{posts}}"])
        self._named = [*self._compiled([rf"{article}(?:{{posts}}{space})?{called}(.+)"]), *self._subject_first]
        leads = {"tagged": words.tagged, "by": words.by, "about": words.about, "of": words.of}
        self._leads = [
            (name, *self._around(pattern, space))
            for name, patterns in leads.items()
            for pattern in (_one_ahead(patterns) if spaced else patterns)
        ]
        self._wrote = self._compiled([rf"{pattern}\b(?P<rest>.*)" for pattern in words.wrote])
        self._no_subject = self._pattern(
            "(?!)" if spaced else _any((*words.articles, *words.oldest, *words.newest, *language.newest))
        )
        self._pointing = self._pattern(rf"\b{_any(language.anaphora)}\b")
        """Words of a subject that was named before: of "this topic" nothing could be looked up but "topic"."""
        pronouns = {*language.replaceable}.difference(language.possessives, language.demonstratives)
        self._pronoun = self._pattern(rf"(?:{'|'.join(sorted(pronouns)) or '(?!)'})\s+\S")
        self._of_that_post = {self._pattern(pattern): kind for pattern, kind in language.post_questions.items()}
        self._of_posts_before = {self._pattern(pattern): kind for pattern, kind in language.list_questions.items()}
        opening = _any((*language.continuations, *words.further))
        self._opening = self._pattern(rf"(?:{opening}{end}[\s,、，]*)+")
        self._particles = self._pattern(rf"\s+(?-i:{'|'.join(language.particles) or '(?!)'})(?!\w)")
        self._fillers = self._pattern(rf"(?:(?:{_any(words.fillers)}{end}|[,、，])\s*)+")

    def _around(self, pattern: str, space: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """What a subject stands behind, and what ends it."""
        before, _, behind = pattern.partition("{value}")
        if "{value}" in pattern:
            return self._pattern(rf"(?:{before}){space}"), self._pattern(rf"{space}(?:{behind})(?:{space}|$)")
        return self._pattern(rf"(?:{before})(?:{space}|(?<=['’]))"), re.compile(r"(?<=\S)(?!\S)")

    def _compiled(self, patterns: Iterable[str]) -> list[re.Pattern[str]]:
        return [self._pattern(pattern) for pattern in patterns]

    def _pattern(self, pattern: str) -> re.Pattern[str]:
        """A pattern with its places filled in and without accents."""
        places = re.compile("|".join(map(re.escape, self._places)))
        filled = places.sub(lambda place: self._places[place.group()], pattern)
        return re.compile(unaccented(filled), re.IGNORECASE)

    def of_the_blog(self, question: str) -> Iterator[Lookup]:
        """The question as one for all authors, for all tags, or for how long there has been a blog."""
        yield from (Lookup("first", pick="oldest") for _ in _matches(self._begun, question))
        yield from (Lookup("authors") for _ in _matches(self._writers, question))
        # A blog without tags is about something all the same.
        yield from (Lookup("tags", tentative=not match["tags"]) for match in _matches(self._topics, question))

    def without_particles(self, question: str) -> str:
        """A question without the words of the language that say nothing of what is looked up."""
        bare = unaccented(question)
        # Each character without its accent is one.
        for found in reversed([*self._particles.finditer(bare)] if len(bare) == len(question) else []):
            question = question[: found.start()] + question[found.end() :]
        return question

    def of_that_post(self, question: str) -> OfAPost | None:
        """What the question asks of a post that was named before it."""
        bare = unaccented(question)
        return next((kind for pattern, kind in self._of_that_post.items() if pattern.fullmatch(bare)), None)

    def of_those_posts(self, question: str) -> OfPosts | None:
        """What the question asks of posts that were counted or listed before it."""
        bare = unaccented(question)
        return next((kind for pattern, kind in self._of_posts_before.items() if pattern.fullmatch(bare)), None)

    def behind_opening(self, question: str) -> str:
        """A question that goes on from another, without the words that say so."""
        return _behind(self._opening, question)

    def by_narrowing(self, text: str, is_author: Callable[[str], bool]) -> Iterator[Narrowing]:
        """A text as nothing but what narrows posts, such as "by Ada"."""
        if len(text.split()) <= _MOST_WORDS:
            yield from self._parsed(text, is_author)

    def by_title(self, question: str) -> Iterator[Lookup]:
        """The question as one for a post that it names, or for the one before or after that."""
        for match in _matches(self._beside, question):
            # "Posts after October 2024" are of a time.
            for name in (name for name in self._names(match["title"]) if not _is_time(name)):
                if match["preceding"]:
                    yield Lookup("last", name, pick="newest", beside="before")
                else:
                    yield Lookup("first", name, pick="oldest", beside="after")
        for kind, title in self._asked_of_a_post(question):
            yield from (Lookup(kind, name) for name in self._names(title))

    def _names(self, title: str) -> Iterable[str]:
        """What a post may be called where it is named so."""
        names = [title, *(match[1] for match in _matches(self._named, title))]
        return dict.fromkeys(name.strip(_QUOTE_MARKS) for name in names)

    def by_description(self, question: str, is_author: Callable[[str], bool]) -> Iterator[Lookup]:
        """The question as one for posts that it describes, or for one of those."""
        for kind, title in self._asked_of_a_post(question):
            for narrowing, pick in self._picked(title, is_author):
                yield narrowing.lookup(kind, pick)
            for narrowing in self._narrowed_by(self._described, title, is_author):
                if narrowing != Narrowing():
                    yield narrowing.lookup(kind, "one")
            for match in _matches(self._subject_first, title):
                yield Lookup(kind, about=match[1].strip(_QUOTE_MARKS), pick="one", tentative=True, titled=True)
            if (kind == "summary" or _VERSION.search(title)) and is_subject(title):
                # Some words of a title: "tldr of the second look", "when did Loaf 1.2 come out".
                yield Lookup(kind, about=title, pick="one", tentative=True, titled=True, alone=True)
        for kind, patterns in self._of_posts.items():
            yield from (found.lookup(kind) for found in self._narrowed_by(patterns, question, is_author))
        for narrowing in self._narrowed_by(self._latest, question, is_author):
            yield replace(narrowing.lookup("list"), tentative=True, newest_first=True)
        for narrowing, pick in self._picked(question, is_author):
            yield narrowing.lookup("first" if pick == "oldest" else "last", pick)
        for match in _matches(self._posted, question):
            if match["author"] and is_author(match["author"]) and not match["rest"].strip():
                yield Narrowing(by=match["author"]).lookup("list")
        for found in self._perhaps(question, is_author):
            yield replace(found, tentative=True)

    def by_year(self, question: str) -> Iterator[tuple[Filters, str]]:
        """The years that stand beside a word for posts, as in "2019 posts", each with the rest of the question."""
        for match in _matches(self._year, question):
            yield Filters(*parse_period(match[2])), f"{match[1].rstrip()}{match[3]}".strip()

    def by_recency(self, question: str, is_author: Callable[[str], bool]) -> Iterator[Lookup]:
        """A question that says "lately", which is taken out of it, as one for the newest posts."""
        said = self._recently.search(unaccented(question))
        if said is None:
            return
        rest = f"{question[: said.start()].rstrip()} {question[said.end() :].lstrip()}".strip()
        matches = _matches((*self._posted, *self._bare, *self._latest), rest)
        unnamed = (match["rest"] for match in matches if not match["author"])
        every = (narrowing for text in unnamed for narrowing in self._narrowings(text, is_author))
        for found in (*self.by_description(rest, is_author), *(narrowing.lookup("list") for narrowing in every)):
            if found.kind == "list":
                yield replace(found, tentative=True, newest_first=True)

    def by_time(self, question: str) -> Iterator[Lookup]:
        """A question that names a time, which is taken out of it, as one for what was posted then."""
        for match in _matches((*self._posted, *self._bare), question):
            if not match["author"] and not _behind(self._fillers, match["rest"]):
                yield Lookup("list")

    def by_subject(self, question: str) -> Iterator[Lookup]:
        """The question as nothing but a subject and a word for posts."""
        for kind, patterns in self._by_subject.items():
            for match in _matches(patterns, question):
                about = match["rest"].strip(_QUOTE_MARKS)
                if any(not _no_subject().fullmatch(word) for word in unaccented(about).split()):
                    found = Lookup("first" if match["oldest"] else kind, about=about, tentative=True, titled=True)
                    yield replace(found, pick="oldest" if match["oldest"] else "newest" if match["newest"] else "all")

    def in_vain(self, question: str, is_author: Callable[[str], bool]) -> Iterator[Lookup]:
        """A question that no passage answers as one that names posts: "anything about rye", "what did Bo write about
        rye"; or some words of a title: "who wrote the second look"."""
        # Of what a blog without tags is about its posts tell.
        yield from (Lookup("list", newest_first=True) for _ in _matches(self._topics, question))
        _, _, whether = question.partition(" ")
        for text in (*(f"{lead} {question}" for lead in self._there_is), whether):
            yield from self._perhaps(text, is_author)
        for kind, title in self._asked_of_a_post(question):
            for name in (title, _behind(self._article, title)):
                if kind != "summary" and is_subject(name):
                    yield Lookup(kind, about=name, pick="one", titled=True, alone=True)

    def _perhaps(self, question: str, is_author: Callable[[str], bool]) -> Iterator[Lookup]:
        """The question as one that names posts without asking for them, or asks for them without naming them."""
        for narrowing in self._narrowed_by(self._bare, question, is_author):
            if narrowing != Narrowing():
                yield narrowing.lookup("list")
        for match in _matches(self._posted, question):
            # What "anything about rye" asks for, a passage may answer.
            for narrowing in self._parsed(match["rest"], is_author, frozenset(("tagged",))):
                if narrowing.tagged and not match["author"]:
                    yield narrowing.lookup("list")
        for match in _matches((*self._who_about, *self._whether), question):
            author, rest = match["author"], match["rest"]
            if self._pointing.search(unaccented(rest)) or (author and not is_author(author)):
                continue
            for narrowing in self._parsed(rest, is_author, frozenset(("tagged", "about"))):
                if author or narrowing.about:
                    yield replace(narrowing, by=author).lookup("list" if author else "who")

    def _asked_of_a_post(self, question: str) -> Iterator[tuple[Kind, str]]:
        for kind, patterns in self._of_a_post.items():
            for match in _matches(patterns, question):
                yield kind, match["title"].strip()

    def _picked(self, text: str, is_author: Callable[[str], bool]) -> Iterator[tuple[Narrowing, Pick]]:
        """What narrows the posts of which the oldest or the newest is meant, and which of the two."""
        for match in _matches(self._one, text):
            for narrowing in self._narrowings(match["rest"], is_author):
                yield narrowing, "oldest" if match["oldest"] else "newest"

    def _narrowed_by(
        self, patterns: Iterable[re.Pattern[str]], text: str, is_author: Callable[[str], bool]
    ) -> Iterator[Narrowing]:
        for match in _matches(patterns, text):
            yield from self._narrowings(match["rest"], is_author)

    def _narrowings(self, rest: str, is_author: Callable[[str], bool]) -> Iterator[Narrowing]:
        """What the rest of a question narrows the posts to; at last to a name that no author has."""
        if len(rest.split()) > _MOST_WORDS:
            return
        yield from self._parsed(rest, is_author)
        yield from (
            found for found in self._parsed(rest, _looks_like_a_name) if found.by and not found.about and not found.of
        )

    def _parsed(
        self,
        rest: str,
        is_author: Callable[[str], bool],
        free: frozenset[str] = frozenset(("tagged", "by", "about", "of")),
    ) -> Iterator[Narrowing]:
        """Ways to read all of the rest, each with at most one of every kind of narrowing that is still ``free``."""
        rest = _behind(self._fillers, rest)
        if not rest:
            yield Narrowing()
        for wrote in _matches(self._wrote, rest) if "by" in free else ():
            if is_author(wrote["author"]):
                for more in self._parsed(wrote["rest"], is_author, free - {"by"}):
                    yield replace(more, by=wrote["author"])
        for name, lead, behind in self._leads:
            if name not in free or lead.match(unaccented(rest)) is None:
                continue
            words = _behind(lead, rest)
            # Of "佐藤花子" the family name alone is a name too.
            for ends in sorted(behind.finditer(unaccented(words)), key=re.Match.start, reverse=name == "by"):
                value = words[: ends.start()].strip(_QUOTE_MARKS)
                is_about = name in ("about", "of")
                if not value or (is_about and self._no_subject.fullmatch(unaccented(value))):
                    continue
                if is_about and self._pronoun.match(value):
                    # "Posts about it are there" names no subject.
                    continue
                if name != "by" or is_author(value):
                    shown = _behind(self._article, value) if is_about else value
                    taken = {"about", "of"} if is_about else {name}
                    for more in self._parsed(words[ends.end() :], is_author, free - taken):
                        yield replace(more, **{name: shown})


def _is_time(text: str) -> bool:
    try:
        parse_period(text)
    except QuestionError:
        return False
    return True


def grammars_for(question: str) -> Sequence[Grammar]:
    """The ways to ask that a question may be in: those of scripts without spaces where it has a character of one."""
    spaced, every = _grammars()
    return every if UNSPACED_LETTER.search(question) else spaced


@cache
def _grammars() -> tuple[Sequence[Grammar], Sequence[Grammar]]:
    """Those of languages with spaces between their words, and all."""
    made = [(Grammar(language, language.lookups), language) for language in LANGUAGES if language.lookups]
    return [grammar for grammar, language in made if not language.scripts], [grammar for grammar, _ in made]


def is_subject(text: str) -> bool:
    """Whether a text is nothing but words that could be a subject, at most four."""
    words = unaccented(text).split()
    return 0 < len(words) <= 4 and not any(_no_subject().fullmatch(word) for word in words)


@cache
def _no_subject() -> re.Pattern[str]:
    """Words that are no subject by themselves in any language: "los", "últimos"."""
    every = [language.lookups for language in LANGUAGES if language.lookups]
    words = {word for words in every for word in (*words.articles, *words.oldest, *words.newest)}
    every_word = _any([*words, *map(re.escape, words_in("stop_words"))])
    return re.compile(rf"(?:{unaccented(every_word)}s?|\d+)", re.IGNORECASE)


def _any(patterns: Iterable[str]) -> str:
    return f"(?:{'|'.join(patterns)})"


def _one_ahead(patterns: Collection[str]) -> list[str]:
    """Patterns of which those that stand before a subject are one; the others stand around it."""
    around = [pattern for pattern in patterns if "{value}" in pattern]
    return [_any(pattern for pattern in patterns if pattern not in around), *around]


def _matches(patterns: Iterable[re.Pattern[str]], text: str) -> Iterator[_Match]:
    bare = unaccented(text)
    return (_Match(text, match) for pattern in patterns if (match := pattern.fullmatch(bare)))


def _behind(pattern: re.Pattern[str], text: str) -> str:
    """A text without what a pattern matches at its beginning."""
    text = text.strip()
    match = pattern.match(unaccented(text))
    return text[match.end() :] if match else text


def _looks_like_a_name(text: str) -> bool:
    return all(word[:1].isupper() for word in text.split())
