"""Questions about the archive itself, such as who wrote a post or how many there are, read into what to look up.

A question is one only if all of it reads so: "How many posts are there about rye?" is, "How many posts does a fence
need?" is not. Whether the archive has such a post, such an author, is for whoever looks it up to see.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, partial
from itertools import islice

from embeddings.languages import LANGUAGES, OfAPost, OfPosts, spaced
from embeddings.normal_forms import normalized, unaccented
from embeddings.posts import Filters
from embeddings.questions.interpret import dated, posted_when
from embeddings.questions.lookup_grammar import Grammar, Lookup, Pick, grammars_for, is_subject
from embeddings.questions.periods import has_bare_month, month_in, parse_period
from embeddings.questions.pleasantries import without_pleasantries

_LONGEST = 300
"""Characters of a question."""
_WAYS = 8
"""Ways to read what was said before that a question may go on from."""
_SAID = 4
"""Turns before a question that a month of it may have its year from."""
_YEARS = 20
"""Years that a month without one may be of."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTH = re.compile(rf"{spaced('months')}|{spaced('short_months')}", re.IGNORECASE)
_PLEASE = re.compile(rf"^{spaced('please')}\b|\b{spaced('please')}$", re.IGNORECASE)
_FURTHER = re.compile(rf"[\s,]+{spaced('both')}\s+(\S+(?:\s\S+){{0,2}})$", re.IGNORECASE)
_EDGES = " \t\n.,;:!?¿¡？！。，、；：…~～"


def lookups(question: str, is_author: Callable[[str], bool]) -> Iterator[Lookup]:
    """The ways to read a question as one about the archive, the likeliest first; none for most questions.

    Args:
        question: as it was asked.
        is_author: whether a name is that of an author of the archive.
    """
    found = _lookups(question, is_author)
    yield from _in_years(found) if has_bare_month(question) else found


def _lookups(question: str, is_author: Callable[[str], bool]) -> Iterator[Lookup]:
    """The same, with a month as the last that has begun."""
    for whole, read_by in _readings(question):
        yield from _lookups_by(read_by, whole, is_author)


def _lookups_by(read_by: Sequence[Grammar], whole: str, is_author: Callable[[str], bool]) -> Iterator[Lookup]:
    """The same of a question without pleasantries, by some languages."""
    times = _times(whole, is_author)
    last = list[Lookup]()
    for grammar in read_by:
        yield from grammar.of_the_blog(whole)
        yield from grammar.by_title(whole)
        yield from grammar.by_recency(whole, is_author)
        for named, rest in (*times, *(() if times[-1][0] else grammar.by_year(whole))):
            for found in grammar.by_description(rest, is_author):
                yield replace(found, filters=replace(found.filters, after=named.after, before=named.before))
            if named:
                yield from (replace(found, filters=named) for found in grammar.by_time(rest))
            for found in grammar.by_subject(rest):
                last.append(replace(found, filters=named))
                if is_author(found.about):
                    # "Ada Quill posts"
                    by = Filters(named.after, named.before, author=found.about)
                    last.append(Lookup(found.kind, filters=by, tentative=True))
    # Whatever stands before a word for posts could be a subject, so every language comes first.
    yield from last


def _in_years(lookups: Iterable[Lookup]) -> Iterator[Lookup]:
    """Each look-up of posts from a month in each of some years, the last one first, and then as it stands, where none
    of them has any."""
    for lookup in lookups:
        own = lookup.filters
        if own.after and _is_month(own):
            for back in range(_YEARS):
                earlier = date(own.after.year - back, 1, 1)
                month = month_in(own, Filters(earlier, earlier))
                yield replace(lookup, filters=replace(own, after=month.after, before=month.before), tentative=True)
        yield lookup


def _is_month(period: Filters) -> bool:
    """Whether a period is a whole month."""
    month = month_in(period, period)
    return bool(period.before and month) and (month.after, month.before) == (period.after, period.before)


def lookups_in_vain(question: str, is_author: Callable[[str], bool]) -> Iterator[Lookup]:
    """The ways to read a question that no passage answers as one for posts; see :func:`lookups`."""
    for whole, read_by in _readings(question):
        for grammar in read_by:
            yield from (replace(found, tentative=True) for found in grammar.in_vain(whole, is_author))


def lookups_of_kinds(question: str, is_author: Callable[[str], bool], tag_of: Callable[[str], str]) -> Iterator[Lookup]:
    """The ways to read a question as one for posts of a kind, which have a tag of its name: "how many reviews are
    there"; or for one post by its title, which needs none: "who wrote the rye recipe"; or for news, which any posts
    are.

    Args:
        question: as it was asked.
        is_author: whether a name is that of an author of the archive.
        tag_of: the tag that a word names, empty where there is none.
    """
    for _, text in _as_posts(question, "news"):
        for found in lookups(text, is_author):
            if found.kind == "list":
                # What is new about something may stand in a post that does not name it in its title.
                yield replace(found, tentative=True, titled=bool(found.about), newest_first=True)
    for kind, text in _as_posts(question, "post_kinds"):
        tag = tag_of(kind)
        for found in lookups(text, is_author):
            if found.title:
                yield replace(found, tentative=True)
            elif tag and found.kind in ("count", "list", "first", "last") and not found.filters.tag:
                yield replace(found, filters=replace(found.filters, tag=tag), tentative=True)


def _as_posts(question: str, column: str) -> Iterator[tuple[str, str]]:
    """Each word of a column that names posts, with the question as it is with a word for any posts in its place."""
    bare = unaccented(question)
    for pattern, posts in _kinds(column).items():
        for match in pattern.finditer(bare):
            start, end = match.span()
            yield question[start:end], question[:start] + posts + question[end:]


@cache
def _kinds(column: str) -> dict[re.Pattern[str], str]:
    return {
        re.compile(rf"(?<!\w){unaccented(pattern)}(?!\w)", re.IGNORECASE): posts
        for language in LANGUAGES
        for pattern, posts in getattr(language, column).items()
    }


def goes_on(question: str) -> bool:
    """Whether a question may be all about the post or the posts before it, whatever it asks alone: "最新那篇" is the
    latest of those that were listed, and of all posts where none were."""
    whole = _whole(question)
    return any(grammar.of_that_post(whole) or grammar.of_those_posts(whole) for grammar in grammars_for(whole))


def lookups_after(history: Sequence[str], question: str, is_author: Callable[[str], bool]) -> Iterator[Lookup]:
    """The ways to read a question as one about the post or the posts that the questions before it are about; none for
    most.

    Args:
        history: what was said before, oldest first.
        question: as it was asked.
        is_author: whether a name is that of an author of the archive.
    """
    kind = of_that_post(question)
    if kind in ("who", "when", "summary"):
        # "Who wrote The loaf?", "When was it published?" and "What is it about?" are all about one post.
        said = next((said for said in reversed(history) if of_that_post(said) is None), "")
        for found in lookups(said, is_author):
            if found.title or found.pick in ("oldest", "newest"):
                yield replace(found, kind=kind)
            elif found.about:
                yield replace(found, kind=kind, pick="one", tentative=False)
    before = islice(_of_posts(history, is_author), _WAYS)
    after = filter(None, (change.of(found) for found in before for change in _changes(question, is_author)))
    yield from _in_years(after) if has_bare_month(" ".join((*history[-_SAID:], question))) else after


@dataclass(frozen=True, slots=True)
class _Change:
    """What a question makes of the look-up before it: another kind, or another time, author, tag or subject."""

    kind: OfPosts | None = None
    filters: Filters = field(default_factory=Filters)
    about: str = ""
    bare: bool = False
    """Whether the subject stands alone, so that it may be one of something else."""
    monthly: bool = False
    """Whether the time is a month without its year."""

    def of(self, lookup: Lookup) -> Lookup | None:
        """The look-up that comes of another; ``None`` where that has no subject that one alone could replace."""
        if self.kind:
            pick: Pick = "oldest" if self.kind == "first" else "newest" if self.kind == "last" else "all"
            lookup = replace(lookup, kind=self.kind, pick=pick, listed=pick != "all")
        if self.bare and not lookup.about:
            return None
        old, new = lookup.filters, self.filters
        timed = new if new.after or new.before else old
        if self.monthly and timed is new and _is_month(new):
            timed = month_in(new, old)
        filters = Filters(timed.after, timed.before, new.author or old.author, new.tag or old.tag)
        tentative = lookup.tentative or self.bare
        listed = lookup.listed and not self.about
        return replace(lookup, filters=filters, about=self.about or lookup.about, tentative=tentative, listed=listed)


def _of_posts(history: Sequence[str], is_author: Callable[[str], bool]) -> Iterator[Lookup]:
    """The ways to read what was said last as a look-up of posts, with what it made of those before it."""
    *before, said = history or ("",)
    found = [one for one in _lookups(said, is_author) if not one.title and one.kind not in ("authors", "tags")]
    if found:
        yield from found
    elif before and (changes := _changes(said, is_author)):
        for earlier in islice(_of_posts(before, is_author), _WAYS):
            yield from filter(None, (change.of(earlier) for change in changes))


def _changes(question: str, is_author: Callable[[str], bool]) -> list[_Change]:
    """The ways to read a question as one that changes the look-up before it: "which ones?", "and in 2019?"."""
    whole = _whole(question)
    return [*dict.fromkeys(_read_changes(whole, is_author))] if whole and len(whole) <= _LONGEST else []


def _read_changes(whole: str, is_author: Callable[[str], bool]) -> Iterator[_Change]:
    times = cache(partial(_times, is_author=is_author))
    for grammar in grammars_for(whole):
        if kind := grammar.of_those_posts(whole):
            yield _Change(kind)
        behind = grammar.behind_opening(whole)
        # "Which of those are" from 2019 lists what was counted.
        listed = grammar.of_those_posts(whole.removesuffix(behind).strip(_EDGES))
        text = behind.strip(_EDGES)
        monthly = has_bare_month(text)
        for named, rest in times(text):
            if named and (kind := grammar.of_those_posts(rest)):
                yield _Change(kind, Filters(named.after, named.before), monthly=monthly)
            # Where a time is all there is, it is not taken out.
            for found in grammar.by_narrowing("" if named and rest == text else rest, is_author):
                filters = Filters(named.after, named.before, found.by, found.tagged)
                if filters or found.about or found.of:
                    yield _Change(listed, filters, found.about or found.of, monthly=monthly)
        if _YEAR.fullmatch(text):
            yield _Change(listed, Filters(*parse_period(text)))
        elif text != whole and is_author(text):
            yield _Change(filters=Filters(author=text))
        elif text != whole and is_subject(text):
            yield _Change(about=text, bare=True)


def _readings(question: str) -> Iterator[tuple[str, Sequence[Grammar]]]:
    """A question without pleasantries for all languages, and then for each of those that have words in it which say
    nothing without these: "wer hat denn eigentlich das Brot gebacken"; none where it is too long to be a look-up."""
    whole = _whole(question)
    if not whole or len(whole) > _LONGEST:
        return
    yield whole, grammars_for(whole)
    for grammar in grammars_for(whole):
        plain = grammar.without_particles(whole).strip(_EDGES)
        if plain and plain != whole:
            yield plain, [grammar]


def _whole(question: str) -> str:
    """A question without pleasantries and what stands at its edges."""
    bare = " ".join(normalized("NFC", without_pleasantries(question)).split()).strip(_EDGES)
    return _without_further(_PLEASE.sub("", bare).strip(_EDGES)) or bare


def _without_further(question: str) -> str:
    """A question for posts without "and which ones" at its end."""
    further = _FURTHER.search(question[:_LONGEST])
    if further and any(grammar.of_those_posts(further[1]) == "list" for grammar in grammars_for(question)):
        return question[: further.start()].strip(_EDGES)
    return question


def _times(question: str, is_author: Callable[[str], bool]) -> list[tuple[Filters, str]]:
    """The times that a question for posts may name, the likelier first, each with the question without it; the last as
    any question names one, if it does."""
    named, rest = dated(question)
    times = [(named, rest.strip(_EDGES))]
    posted, rest = posted_when(question)
    # "Posts from April" may be April's.
    months = filter(_MONTH.fullmatch, set(question.split()).difference(rest.split()))
    if posted and not any(map(is_author, months)):
        times.insert(0, (posted, rest.strip(_EDGES)))
    return times


def of_that_post(question: str) -> OfAPost | None:
    """What a question asks of a post that was named or quoted before it, such as "who wrote that?"; ``None`` for any
    other."""
    whole = _whole(question)
    return next(filter(None, (grammar.of_that_post(whole) for grammar in grammars_for(whole))), None)


def of_one_shown(question: str) -> tuple[OfAPost, int] | None:
    """What a question asks of one of the posts that were shown before it, and of which, the first being nought: "who
    wrote that?", "summarise the second one"; ``None`` for any other."""
    if kind := of_that_post(question):
        return kind, 0
    for place, ordinal, alone in _ordinals():
        said, count = ordinal.subn(alone, question, count=1)
        if count and (kind := of_that_post(said)):
            return kind, place
    return None


@cache
def _ordinals() -> list[tuple[int, re.Pattern[str], str]]:
    """Places, what somebody calls the post at each, and one that is alone."""
    return [
        (place, re.compile(ordinal if language.scripts else rf"\b(?:{ordinal})\b", re.IGNORECASE), alone)
        for language in LANGUAGES
        for place, (ordinal, alone) in enumerate(language.ordinals.items())
    ]
