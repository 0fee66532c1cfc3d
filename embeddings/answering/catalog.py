"""Questions about the archive itself, answered from the catalog: who wrote a post, how many there are about something,
who writes the blog.

A post is counted for a subject if its title or one of its tags holds all the subject's words, or if it names the
subject: it has the words in a row, stop words apart. Where no post names it, those count that have the terms of several
words in one passage. Which of these it is is said, so that nobody takes a few words for more.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from itertools import chain
from typing import Literal

import numpy as np

from embeddings.answering import context
from embeddings.answering.bylines import names_in
from embeddings.answering.catalog_answer import CatalogAnswer
from embeddings.answering.versions import dotted, is_named, newest_asked
from embeddings.languages import UNSPACED_LETTER, pattern_for, words_in
from embeddings.normal_forms import folded
from embeddings.posts import Filters, Post, Query, Quote
from embeddings.questions.lookup_grammar import Lookup
from embeddings.questions.lookups import goes_on, lookups, lookups_after, lookups_in_vain, lookups_of_kinds
from embeddings.retrieval.indexes import Indexes
from embeddings.stores.protocols import Generation
from embeddings.text.mentions import Subject, alternatives
from embeddings.text.sentences import blocks_of, is_whole
from embeddings.text.terms import occurrences, query_terms, terms

_NAMING = 2
"""Words of a title that name it, at least, where none of it is asked for in so many words."""
LISTED = 5
"""Posts that an answer names at most."""
NAMESAKES = 3
"""Posts of one title at most that a question for it can mean."""
_HEADINGS = 8
"""Headings of a summary at most."""
_TAGGED = 0.5
"""Share of its posts that have tags, on average one each, at least where a blog is about these."""
_FIRST_AND_LAST = 2
"""Words of a name without an initial."""
_OPENING = 300
"""Characters of a summary's opening, about."""
_ANYTHING = "it this that these those them something anything everything what"
"""Words that are no subject."""
_VAGUE = re.compile(pattern_for("vague_tags"), re.IGNORECASE)
_WORD = re.compile(r"\w+")
_IN_BRACKETS = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class _Found:
    """The posts that a look-up comes to."""

    ids: list[int]
    """Newest first, those without a date last; in a list, and for who wrote about a subject, those with it in their
    title or a tag before the rest."""
    titled: frozenset[int] = frozenset()
    """Those with the subject in their title or a tag."""
    exact: bool = True
    """See :attr:`~embeddings.answering.catalog_answer.CatalogAnswer.exact`."""


@dataclass(frozen=True, slots=True)
class Lookups:
    """Looks up what the catalog of one generation says."""

    generation: Generation
    indexes: Indexes
    posts: Callable[[Collection[int]], Mapping[int, Post]]
    """Posts of the generation by their ids."""
    quote: Callable[[Post, int, int], Quote]
    """A span of a post as a quote."""
    sentence: Callable[[Post, str, int], Quote]
    """The sentence from a place on that stands best for a post, or for some words in it."""
    in_the_archives_words: Callable[..., str]
    """See :meth:`embeddings.answering.ranker.Ranker.in_the_archives_words`."""

    def answer(self, query: Query, limit: int) -> CatalogAnswer | None:
        """The answer to a question about the archive; ``None`` where it is none, or names a post that is not there.

        Args:
            query: the question; its filters narrow what is looked up, and take the place of the time that it names.
            limit: quotes at most, apart from the headings of a summary.
        """
        authors, is_author = self._known_authors()
        alone = chain(lookups(query.text, is_author), lookups_of_kinds(query.text, is_author, self._tag_of))
        after = lookups_after(query.history, query.text, is_author)
        if query.history and goes_on(query.text):
            # Behind a post its author is asked for, not those of the blog.
            reads = chain(after, (read for read in alone if read.kind != "authors"))
        else:
            reads = chain(alone, after)
        return self._first_of(query, reads, authors, limit)

    def in_vain(self, query: Query, limit: int) -> CatalogAnswer | None:
        """The posts that a question may be for which no passage answers; ``None`` where there are none."""
        authors, is_author = self._known_authors()
        found = self._first_of(query, lookups_in_vain(query.text, is_author), authors, limit)
        return found if found and _is_meant(found) else None

    def _known_authors(self) -> tuple[Callable[[], dict[str, str]], Callable[[str], bool]]:
        """All authors, who are looked up at most once a question, and for most questions never; whether a name is one
        of theirs."""
        authors = cache(self.authors)
        return authors, lambda name: bool(_named(name, authors()))

    def _first_of(
        self, query: Query, reads: Iterable[Lookup], authors: Callable[[], Mapping[str, str]], limit: int
    ) -> CatalogAnswer | None:
        """The answer to the first way to read a question that the archive bears out."""
        for read in reads:
            if read.kind in ("authors", "tags"):
                names = self._names(read.kind)
                if read.kind == "tags" and read.tentative:
                    # What a blog is about, none of these says.
                    names = tuple(name for name in names if not _VAGUE.fullmatch(name[0].strip()))
                    if sum(posts for _, posts in names) < _TAGGED * len(self.generation.find(Filters())):
                        continue
                if names or not read.tentative:
                    return _answer(query, read, answered=bool(names), count=len(names), names=names)
                continue
            lookup = self._in_the_archives_words(read, query, authors())
            if lookup.beside and (lookup := self._beside(lookup)).beside:
                continue
            found = self.find(lookup)
            # That there is no such post is an answer to how many there are, and to nothing else.
            if found is None or not (found.ids or lookup.kind in ("count", "list")):
                continue
            answer = self._answer(query, lookup, found, limit)
            meant = (answer.titled or not lookup.titled) and (answer.count == 1 or not lookup.alone)
            # Who wrote a post that names nobody is an answer too.
            told = answer.answered or (lookup.kind == "who" and answer.titled)
            sure = told and answer.exact and meant
            if sure or not lookup.tentative:
                return answer
        return None

    def of_post(
        self, query: Query, kind: Literal["who", "when", "summary", "others"], post: Post, limit: int
    ) -> CatalogAnswer | None:
        """The answer to what is asked of a post that was shown; ``None`` where the archive no longer has it, or where
        others by its author are asked for, whom it does not name."""
        if kind == "others":
            author = next(iter(names_in(post.author)), "")
            return self.by_author(query, author, limit) if author else None
        identity = self.generation.post_id(post.key)
        found = _Found([] if identity is None else [identity])
        return self._answer(query, Lookup(kind, title=post.title), found, limit) if found.ids else None

    def announced(self, query: Query, limit: int) -> CatalogAnswer | None:
        """When something was announced, by the only post that does so in its title; ``None`` for other questions."""
        titles = self.indexes.titles(self.generation)
        for lookup in lookups(query.text, lambda _: False):
            ids = titles.announcing(lookup.title) if lookup.kind == "when" and lookup.title else []
            if len(ids) == 1:
                return self._answer(query, lookup, _Found(ids), limit)
        return None

    def newest_version(self, query: Query, limit: int) -> CatalogAnswer | None:
        """The newest version, by the post whose title names it, where that is what is asked for and titles tell."""
        said = newest_asked(query.text)
        about = "" if said is None else self.indexes.titles(self.generation).newest_version(said)
        if not about:
            return None
        lookup = Lookup("last", about=about, filters=query.filters, pick="newest")
        found = self.find(lookup)
        return self._answer(query, lookup, found, limit) if found and found.titled else None

    def by_author(self, query: Query, author: str, limit: int) -> CatalogAnswer:
        """The posts of an author, as the answer to a question."""
        lookup = Lookup("list", filters=replace(query.filters, author=author))
        return self._answer(query, lookup, self.find(lookup) or _Found([]), limit)

    def page(self, lookup: Lookup, start: int, count: int) -> CatalogAnswer:
        """Some of the posts of a look-up, without quotes."""
        return self._answer(Query(""), lookup, self.find(lookup) or _Found([]), 0, slice(start, start + count))

    def find(self, lookup: Lookup) -> _Found | None:
        """The posts of a lookup; ``None`` where it says nothing by which posts could be told apart."""
        if lookup.title:
            named = self.indexes.titles(self.generation).named(lookup.title)
            admitted = set(self.generation.find(lookup.filters)) if lookup.filters else set(named)
            return _Found([post for post in named if post in admitted][:NAMESAKES])
        if not lookup.about:
            return _Found(self._by_day(self.generation.find(lookup.filters)))
        titled, held, exact = set[int](), set[int](), True
        for about in alternatives(lookup.about):
            wanted = query_terms(about)
            if not set(wanted) - set(terms(_ANYTHING)):
                return None
            subject = Subject(about)
            titled |= self._titled(wanted, subject)
            owners, as_named = self._held(wanted, subject)
            held, exact = held | owners, exact and (as_named or not owners)
        every = np.array(sorted(titled | held), dtype=np.int64)
        ids = [int(post) for post in every[self.generation.where(lookup.filters).admits(every)]]
        if lookup.listed:
            dated = [post for post in self._by_day(ids) if post in self.generation.days()]
            ids = dated[-1:] if lookup.pick == "oldest" else dated[:1]
        elif lookup.pick != "all":
            # One that is about it by its title comes before one that mentions it.
            ids = [post for post in ids if post in titled] or ids
            if lookup.pick == "one" and (wanted := dotted(lookup.about)):
                # The post on 1.80.1 is none on 1.80.
                ids = [number for number, post in self.posts(ids).items() if is_named(wanted, post.title)]
            exact = exact or (bool(ids) and ids[0] in titled)
        ids = self._by_day(ids)
        if lookup.pick == "one" and not titled.intersection(ids):
            # The one that says most of it.
            texts = self.posts(ids)
            ids.sort(key=lambda post: -len(occurrences(texts[post].text, lookup.about)) if post in texts else 0)
        if lookup.kind in ("who", "list") and not lookup.newest_first:
            # A post about it comes before those that mention it, and one that is called so before those.
            called = self.indexes.titles(self.generation).named(lookup.about)
            ids.sort(key=lambda post: (post not in called, post not in titled))
        return _Found(ids, frozenset(titled.intersection(ids)), exact)

    def _beside(self, lookup: Lookup) -> Lookup:
        """A look-up of the post before or after one as that of the last before its day, or of the first after it; as it
        stands where no post of that name has a day."""
        days = self.generation.days()
        named = (post for post in self.indexes.titles(self.generation).named(lookup.title) if post in days)
        day = next((days[post] for post in named), None)
        if day is None:
            return lookup
        own = lookup.filters
        try:
            beside = day + timedelta(days=1 if lookup.beside == "after" else -1)
        except OverflowError:
            # The first day or the last that there is.
            return lookup
        own = replace(own, after=beside) if lookup.beside == "after" else replace(own, before=beside)
        return replace(lookup, title="", beside="", filters=own)

    def _titled(self, wanted: Sequence[str], subject: Subject) -> set[int]:
        """The posts with a title or a tag that holds all words of a subject; ``wanted``: its terms."""
        tags = (tag for tag in self.generation.tags() if subject.held_in(tag))
        tagged = {post for tag in tags for post in self.generation.find(Filters(tag=tag))}
        posts = self.posts({int(post) for post in self.indexes.stores.lexical.holding(wanted, field="title")})
        return tagged | {number for number, post in posts.items() if subject.held_in(post.title)}

    def _held(self, wanted: Sequence[str], subject: Subject) -> tuple[set[int], bool]:
        """The posts that name a subject, and that it is so; else those with all its terms in one passage."""
        outline = self.indexes.stores.outline
        passages = self.indexes.stores.lexical.holding(wanted)
        owners = outline.posts_of(passages).tolist()
        posts = self.posts(set(owners))
        naming = {number for number, post in posts.items() if subject.named_in(post.title)}
        for passage, owner in zip(passages.tolist(), owners, strict=True):
            if owner in posts and owner not in naming:
                span = outline.span(passage)
                text = posts[owner].text[span.start : span.end]
                if subject.named_in(text) or subject.both_named_in(text):
                    naming.add(owner)
        return (naming, True) if naming or len(wanted) == 1 else (set(owners), False)

    def _answer(
        self, query: Query, lookup: Lookup, found: _Found, limit: int, shown: slice = slice(LISTED)
    ) -> CatalogAnswer:
        ids, count = found.ids[shown], len(found.ids)
        if lookup.pick in ("oldest", "newest"):
            days = self.generation.days()
            dated = [post for post in found.ids if post in days]
            ids = dated[-1:] if lookup.pick == "oldest" else dated[:1]
            # Of the one that is asked about, not of how many it was picked.
            count = len(ids) if lookup.kind in ("who", "when") else count
        posts = self.posts(ids)
        named = tuple(posts[post] for post in ids if post in posts)
        known = {"who": any(post.author for post in named), "when": any(post.day for post in named)}
        answered = bool(named) and known.get(lookup.kind, True)
        return _answer(
            query,
            lookup,
            answered=answered,
            quotes=self._quotes(lookup, named, limit),
            posts=named,
            count=count,
            titled=len(found.titled),
            exact=found.exact,
        )

    def _names(self, kind: str) -> tuple[tuple[str, int], ...]:
        """All authors or all tags, with how many posts each has."""
        if kind == "tags":
            return tuple(self.generation.tags().items())
        counts = Counter[str]()
        for joined, posts in self.generation.authors().items():
            counts.update(dict.fromkeys(names_in(joined), posts))
        return tuple(counts.most_common())

    def _quotes(self, lookup: Lookup, posts: tuple[Post, ...], limit: int) -> tuple[Quote, ...]:
        if lookup.kind in ("first", "last") and not lookup.about:
            return tuple(self.quote(post, *context.opening(post, _OPENING)) for post in posts[:limit])
        if lookup.kind != "summary":
            return tuple(self.sentence(post, lookup.about, 0) for post in posts[:limit])
        quotes = [self.quote(post, *context.opening(post, _OPENING)) for post in posts[:1]]
        blocks = [block for block in blocks_of(posts[0]) if block.kind == "heading"] if posts else []
        headings = [block for block in blocks if is_whole(posts[0].text, block.start, block.end)]
        highest = min((block.level for block in headings), default=0)
        main = [block for block in headings if block.level == highest] if len(headings) > _HEADINGS else headings
        if posts and not main:
            central = self.sentence(posts[0], posts[0].title, quotes[0].end)
            quotes += [central] if central.start >= quotes[0].end else []
        return (*quotes, *(self.quote(posts[0], block.start, block.end) for block in main[:_HEADINGS]))

    def _in_the_archives_words(self, lookup: Lookup, query: Query, names: Mapping[str, str]) -> Lookup:
        """A lookup with the author and the tag as the archive writes them, its subject spelled so, and the filters that
        were given by hand in force; ``names``: all authors'."""
        own, given = lookup.filters, query.filters
        authors = _named(own.author, names)
        tags = {folded(tag): tag for tag in self.generation.tags()}
        filters = Filters(
            after=given.after or (None if given.before else own.after),
            before=given.before or (None if given.after else own.before),
            author=names[authors[0]] if len(authors) == 1 else own.author or given.author,
            tag=tags.get(folded(own.tag), own.tag) or given.tag,
        )
        about = lookup.about
        if about and not all(self.indexes.stores.lexical.document_frequency(query_terms(about)).values()):
            about = self.in_the_archives_words(about, spelt=not query.as_typed)
        return replace(lookup, about=about, filters=filters)

    def _tag_of(self, word: str) -> str:
        """The tag that is a word in any of its forms; empty where there is none."""
        wanted = terms(word)
        return next((tag for tag in self.generation.tags() if terms(tag) == wanted), "")

    def authors(self) -> dict[str, str]:
        """All names that stand in posts' authors, by what they are in small letters without accents."""
        return {folded(name): name for joined in self.generation.authors() for name in names_in(joined)}

    def _by_day(self, ids: Collection[int]) -> list[int]:
        days = self.generation.days()
        dated = sorted((post for post in ids if post in days), key=lambda post: (days[post], -post), reverse=True)
        return [*dated, *(post for post in ids if post not in days)]


def _answer(
    query: Query,
    lookup: Lookup,
    *,
    count: int,
    answered: bool = True,
    quotes: tuple[Quote, ...] = (),
    posts: tuple[Post, ...] = (),
    names: tuple[tuple[str, int], ...] = (),
    titled: int = 0,
    exact: bool = True,
) -> CatalogAnswer:
    return CatalogAnswer(
        question=query.text,
        understood=query.text,
        answered=answered,
        confidence=float(answered),
        quotes=quotes,
        closest=posts[:NAMESAKES],
        lookup=lookup,
        posts=posts,
        count=count,
        titled=titled,
        names=names,
        exact=exact,
    )


def _is_meant(found: CatalogAnswer) -> bool:
    """Whether a question that asks for no posts in so many words may well be for those that were found."""
    lookup = found.lookup
    if lookup.kind == "list":
        # One mention may be in passing.
        return found.count > 1 or bool(found.titled or lookup.filters.author)
    wanted = query_terms(lookup.about)
    return len(wanted) >= _NAMING and len(wanted) * 2 >= len(query_terms(found.posts[0].title))


def _named(name: str, names: Collection[str]) -> list[str]:
    """The names, folded, that have all words of one; that itself alone where it is among them."""
    wanted = " ".join(folded(name).split())
    if not wanted or wanted in names:
        return [wanted] if wanted in names else []
    spoken = _WORD.findall(wanted)
    words = set(spoken)
    having = (other for other in names if words <= set(_WORD.findall(other)))
    # "Ada Quill (Bakers)" is no name of all bakers.
    whole = [other for other in having if not words.isdisjoint(_WORD.findall(_IN_BRACKETS.sub(" ", other)))]
    # "adaquill" and "ada-quill" are how accounts are called; "adajquill" too, but "annalee" may be no Ann.
    initial = r"\w?" if len(spoken) == _FIRST_AND_LAST and len(names) == 1 else ""
    called = re.compile(initial.join(spoken))
    is_name = words_in("stop_words").isdisjoint(word for word in words if len(word) > 1)
    accounts = [
        other for other in names if is_name and " " not in other and called.fullmatch("".join(_WORD.findall(other)))
    ]
    # "佐藤" is the family name of "佐藤花子".
    return (
        whole
        or accounts
        or [other for other in names if len(wanted) > 1 and UNSPACED_LETTER.match(wanted) and other.startswith(wanted)]
    )
