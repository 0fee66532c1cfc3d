"""One generation of an archive: everything that a call needs comes from it, whatever a sync does meanwhile."""

from __future__ import annotations

import random
import re
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice, takewhile
from typing import TYPE_CHECKING

import numpy as np

from embeddings.answering import context, notes
from embeddings.answering.catalog import Lookups
from embeddings.answering.catalog_answer import CatalogAnswer
from embeddings.answering.confidence import Signals
from embeddings.answering.lines import lines_of
from embeddings.answering.pipeline import CLOSEST, Pipeline, Quotable
from embeddings.answering.ranker import Ranker
from embeddings.answering.sentences import Sentences
from embeddings.answering.speakers import speaker_of
from embeddings.answering.stages import Stages
from embeddings.answering.thresholds import ANSWERING
from embeddings.errors import QuestionError
from embeddings.models.protocols import Encoder
from embeddings.models.reader import Reader
from embeddings.models.reranker import Reranker
from embeddings.normal_forms import half_width
from embeddings.posts import QUOTES, Answer, Explanation, Filters, Hit, Post, Query, Quote
from embeddings.questions.authors import asks_what_is_said, without_author
from embeddings.questions.followups import with_subject
from embeddings.questions.limits import check_question
from embeddings.questions.lookup_grammar import Lookup
from embeddings.questions.lookups import of_one_shown, of_that_post
from embeddings.questions.types import names_writer, question_type
from embeddings.retrieval.candidates import DEPTH
from embeddings.retrieval.fusion import FUSED, Weights
from embeddings.retrieval.indexes import Indexes
from embeddings.stores.protocols import Generation
from embeddings.text.fragments import quote_link
from embeddings.text.sentences import blocks_of, is_whole, sentence_spans
from embeddings.text.terms import query_terms, terms

if TYPE_CHECKING:
    # What reads pages is imported where pages are read: no question has a use for it.
    from embeddings.web.verify import Claims


@dataclass(frozen=True, slots=True)
class Models:
    """What reads questions and passages, and how sure an answer has to be."""

    encoder: Encoder
    reader: Reader | None
    reranker: Reranker | None
    least: float
    """Probability from which the quotes are shown as an answer."""


_EVERYWHERE, _LOOKED_AT = 2, 5
"""Other posts with a sentence from which on it says nothing of one of them, such as "This first appeared in ...", and
how many sentences are looked at for it."""
_SUBJECTS = 4
"""What "it" may stand for in a look-up, at most."""
_BARE = re.compile(r"\W*\w{1,6}\W*")
"""A question of one short word."""


class Snapshot:
    """One generation, for the length of a call, on one thread. Made by :meth:`embeddings.archive.Archive.snapshot`."""

    def __init__(self, generation: Generation, indexes: Indexes, models: Models) -> None:
        self.stages = Stages()
        """How long what was asked of it took."""
        self._generation = generation
        self._indexes = indexes
        self._sentences = Sentences(indexes, self._posts)
        self._ranker = Ranker(
            indexes=indexes,
            posts=self._posts,
            tokens=generation.tokens,
            where=lambda query: generation.where(query.filters, query.exclude),
            encoder=models.encoder,
            reader=models.reader,
            reranker=models.reranker,
            stages=self.stages,
        )
        self._pipeline = Pipeline(
            self._ranker, link=self._link, also=self._sentences.saying_the_same, least=models.least
        )
        self._lookups = Lookups(
            generation,
            indexes,
            self._posts,
            self._alone,
            self.representative_sentence,
            self._ranker.in_the_archives_words,
        )

    @property
    def number(self) -> int:
        """The generation's number, which grows by one with every sync that changes something."""
        return self._generation.number

    def load_words(self) -> None:
        """See :meth:`embeddings.questions.spelling.Spelling.load`."""
        self._indexes.spelling.load()

    # ---- questions

    def ask_many(self, queries: Sequence[Query], *, limit: int = QUOTES, also: bool = True) -> list[Answer]:
        """Answer questions together: the model reads them, and then the passages, in one batch each.

        A question about the archive itself is answered from the catalog, with a
        :class:`~embeddings.answering.catalog_answer.CatalogAnswer`.

        Args:
            queries: the questions.
            limit: quotes an answer at most.
            also: whether to look for other posts that say the same as a quote.

        Raises:
            QuestionError: a question is empty or longer than ``MAX_QUESTION``.
        """
        for query in queries:
            check_question(query.text)
        queries = [_in_half_width(query) for query in queries]
        known = [self._known(query, limit) for query in queries]
        read = [query for query, answer in zip(queries, known, strict=True) if answer is None]
        chosen = iter(self._pipeline.choose(read, limit) if read else ())
        return [
            answer or self._answer(query, next(chosen), limit, also=also)
            for query, answer in zip(queries, known, strict=True)
        ]

    def _known(self, query: Query, limit: int) -> Answer | None:
        """The answer to a question for which not all posts have to be read; ``None`` for the rest."""
        if looked_up := self._looked_up(query, limit):
            return looked_up
        own = self._said_by_its_author(query, limit)
        return own.answer if own else None

    def _answer(self, query: Query, chosen: Quotable, limit: int, *, also: bool) -> Answer:
        answer = self._pipeline.answer(query, chosen, also=also)
        if announced := self._announced(query, answer, limit):
            return announced
        other = None if answer.answered else self._otherwise(query, limit)
        return other.answer if other else answer

    def _otherwise(self, query: Query, limit: int) -> Explanation | None:
        """The answer to a question that has none, read as one for the post shown before or for an author."""
        if _is_bare(query.text) and (shown := self._of_the_post_shown(query, limit)):
            return _explained(query, shown)
        if own := self._of_its_author(query, limit):
            return own
        posts = self._lookups.in_vain(query, limit)
        return _explained(query, posts) if posts else None

    def _said_by_its_author(self, query: Query, limit: int) -> Explanation | None:
        """The answer to a question for what an author says, from that author's own posts; ``None`` for any other."""
        if query.filters.author or not asks_what_is_said(query.text, self._lookups.authors):
            return None
        return self._of_its_author(query, limit)

    def _of_its_author(self, query: Query, limit: int) -> Explanation | None:
        """The answer from the posts of the author that a question names; ``None`` where it names none, or they have
        none."""
        named = None if query.filters.author else without_author(query.text, self._lookups.authors())
        if named is None:
            return None
        text, author = named
        if not text:
            return _explained(query, self._lookups.by_author(query, author, limit))
        asked = replace(query, text=text, filters=replace(query.filters, author=author))
        found = self._pipeline.explain(asked, limit)
        own = replace(found.answer, question=query.text, understood=query.text)
        # It is a second guess, which has to be surer than the first.
        return replace(found, answer=own) if own.answered and own.confidence >= ANSWERING["strict"] else None

    def _announced(self, query: Query, answer: Answer, limit: int) -> CatalogAnswer | None:
        """When something was announced, by the post that does so in its title, where that is asked for and no quote
        tells a time."""
        kind = question_type(query.text)
        told = kind is not None and any(kind.cue.search(quote.text) for quote in answer.quotes if answer.answered)
        return None if kind is None or told else self._lookups.announced(query, limit)

    def _looked_up(self, query: Query, limit: int) -> Answer | None:
        """What the catalog answers, or the post that was shown before; ``None`` where a search has to."""
        found = self._lookups.answer(query, limit)
        if found is None and (accented := self._ranker.accented(query)).text != query.text:
            other = self._lookups.answer(accented, limit)
            found = other and replace(other, question=query.text, understood=query.text)
        spelt = found is None or found.lookup.about
        if spelt and not query.as_typed and (meant := self._ranker.corrected(query.text)):
            # A subject is looked up as it was meant; the rest of a question has to be read so.
            other = found or self._lookups.answer(replace(query, text=meant), limit)
            found = other and replace(other, question=query.text, understood=meant, corrected=True)
        if found is None and query.history:
            found = self._looked_up_of_it(query, limit)
        if found is None:
            found = self._lookups.newest_version(query, limit)
        if found is not None and found.lookup.kind == "who" and not found.answered and found.posts:
            return self._signed(query, found, limit) or found
        return found or (None if _is_bare(query.text) else self._of_the_post_shown(query, limit))

    def _signed(self, query: Query, found: CatalogAnswer, limit: int) -> Answer | None:
        """Who wrote posts of which no author is known, where one of them says so itself, or tells of who wrote of what
        is asked for, in words of the question."""
        told = self._pipeline.explain(query, limit).answer
        if not told.answered or told.confidence < ANSWERING["strict"]:
            return None
        first = told.quotes[0]
        verbs = (
            set(query_terms(query.text)).difference(query_terms(found.lookup.about)) if found.lookup.about else set()
        )
        says = names_writer(first.text) and first.post in found.posts
        return told if says or verbs.intersection(terms(first.text)) else None

    def _looked_up_of_it(self, query: Query, limit: int) -> CatalogAnswer | None:
        """The posts about what the conversation is about, where a question looks up those about "it"."""
        for said in islice(with_subject(query, self._indexes.spelling.languages), _SUBJECTS):
            found = self._lookups.answer(replace(query, text=said, history=()), limit)
            if found is not None and found.posts:
                return replace(found, question=query.text, understood=said, leans=True)
        return None

    def _of_the_post_shown(self, query: Query, limit: int) -> Answer | None:
        """The answer to what is asked of a post that the answer before it showed, as in "who wrote that?", or more of
        it; ``None`` where nothing is."""
        asked = of_one_shown(query.text)
        if asked is None:
            return None
        after = [*takewhile(lambda said: of_one_shown(said) is not None, reversed(query.history))]
        *earlier, said = ("", *(one for one in query.history if of_one_shown(one) is None))
        if not said:
            return None
        # Behind "summarise the second one" that is "it".
        places = [one[1] for one in map(of_one_shown, (query.text, *after)) if one]
        kind, place = asked[0], next(filter(None, places), 0)
        shown: Answer | None = None
        with suppress(QuestionError):
            (shown,) = self.ask_many(
                [replace(query, text=said, history=tuple(earlier[1:]))], limit=place + 1, also=False
            )
        if shown is None or not shown.answered:
            return None
        if kind == "more":
            quotes = () if isinstance(shown, CatalogAnswer) else tuple(self.more(shown.quotes[0], limit=limit))
            return replace(shown, question=query.text, understood=query.text, quotes=quotes) if quotes else None
        quoted = [quote.post for quote in shown.quotes]
        posts = shown.posts or quoted if isinstance(shown, CatalogAnswer) else quoted
        return self._lookups.of_post(query, kind, posts[place], limit) if place < len(posts) else None

    def explain(self, query: Query, *, limit: int = QUOTES) -> Explanation:
        """An answer with why it is what it is. Raises as :meth:`ask_many` does."""
        check_question(query.text)
        query = _in_half_width(query)
        if looked_up := self._looked_up(query, limit):
            return _explained(query, looked_up)
        if own := self._said_by_its_author(query, limit):
            return own
        found = self._pipeline.explain(query, limit)
        if announced := self._announced(query, found.answer, limit):
            return _explained(query, announced)
        return found if found.answer.answered else self._otherwise(query, limit) or found

    def signals(self, queries: Sequence[Query]) -> list[Signals | None]:
        """What the confidence of each answer rests on; ``None`` where there is nothing to quote."""
        return [self._pipeline.signals(one) for one in self._pipeline.choose(queries, 1)]

    def search_many(
        self, queries: Sequence[Query], *, limit: int = 10, weights: Weights = FUSED, depth: int = DEPTH
    ) -> list[list[Hit]]:
        """The posts nearest to each query, of any length, best first, each with its best passage.

        Args:
            queries: the queries.
            limit: posts a query at most.
            weights: how much each feature counts.
            depth: hits taken of each list, ``limit`` at least.
        """
        ranked = self._ranker.rank(queries, weights, max(depth, limit))
        best = [[int(post) for post in found.best_posts[:limit]] for found in ranked]
        posts = self._posts({post for group in best for post in group})
        span = self._indexes.stores.outline.span
        return [
            [
                Hit(posts[post], span(found.scored.best_passage(post)), found.post_score(post))
                for post in group
                if post in posts
            ]
            for found, group in zip(ranked, best, strict=True)
        ]

    def find(self, query: Query, *, limit: int = 25) -> list[Quote]:
        """The posts nearest to a query, best first, each as the one sentence that matches best; none where nothing has
        to do with it."""
        return self._pipeline.find(query, limit)

    # ---- posts

    def post(self, key: str) -> Post | None:
        """The post of a key, or of one that it stands for; ``None`` where there is none."""
        identity = self._generation.post_id(key)
        return self._posts([identity]).get(identity) if identity is not None else None

    def posts(
        self, filters: Filters | None = None, *, newest_first: bool = False, limit: int | None = None
    ) -> list[Post]:
        """The posts that filters admit; see :meth:`embeddings.stores.protocols.Generation.find`."""
        ids = self._generation.find(filters or Filters(), newest_first=newest_first, limit=limit)
        found = self._posts(ids)
        return [found[identity] for identity in ids if identity in found]

    def looked_up(self, lookup: Lookup, *, start: int = 0, limit: int = 10) -> CatalogAnswer:
        """Some of the posts that a look-up in the catalog comes to, the newest first, without quotes."""
        return self._lookups.page(lookup, start, limit)

    def any_post(self, filters: Filters) -> Post | None:
        """Any of the posts that filters admit, each as likely; ``None`` where they admit none."""
        ids = self._generation.find(filters)
        chosen = random.choice(ids) if ids else 0
        return self._posts([chosen]).get(chosen)

    def on_day(self, month: int, day: int) -> list[Post]:
        """The posts of a day of any year, newest first."""
        days = self._generation.days()
        ids = [post for post, when in days.items() if (when.month, when.day) == (month, day)]
        posts = self._posts(ids)
        return [posts[post] for post in sorted(ids, key=lambda post: days[post], reverse=True) if post in posts]

    def find_titles(self, typed: str, *, limit: int = 25) -> list[Post]:
        """Posts by what was typed of their titles so far, typing errors allowed."""
        ids = self._indexes.titles(self._generation).find(typed, limit)
        posts = self._posts(ids)
        return [posts[identity] for identity in ids if identity in posts]

    def authors(self) -> list[str]:
        """All authors, those of most posts first."""
        return list(self._generation.authors())

    def tags(self) -> list[str]:
        """All tags, those of most posts first."""
        return list(self._generation.tags())

    def related(self, post: Post, *, limit: int = CLOSEST) -> list[Post]:
        """The posts with the passages nearest to what this post is about as a whole, best first."""
        identity = self._generation.post_id(post.key)
        if identity is None:
            return []
        stores = self._indexes.stores
        centroid = stores.posts.fetch(np.array([identity], dtype=np.int64))[0]
        own = len(stores.outline.passages_of(identity))
        # Those of the post itself stand first, and several may be of one post.
        hits = stores.passages.search(centroid, own + DEPTH)
        ids = [int(other) for other in dict.fromkeys(stores.outline.posts_of(hits.ids)) if other != identity][:limit]
        posts = self._posts(ids)
        return [posts[other] for other in ids if other in posts]

    # ---- quotes

    def quote(self, key: str, start: int, end: int, *, sentences: int = 0, also: bool = True) -> Quote | None:
        """A span of a post as a quote, with so many sentences around it; ``None`` where the post has no such span.

        Args:
            key: of the post, or of one that it stands for.
            start: offset of the span.
            end: offset behind it.
            sentences: before and after it, for its context.
            also: whether to look for other posts that say the same.
        """
        identity = self._generation.post_id(key)
        post = self._posts([identity]).get(identity) if identity is not None else None
        if post is None or identity is None or not 0 <= start < end <= len(post.text):
            return None
        if not is_whole(post.text, start, end):
            return None
        around = context.around(post, start, end, sentences, whole_list=sentences > 0)
        others = self._sentences.saying_the_same(identity, start, end) if also else ()
        return Quote(
            post,
            start,
            end,
            1.0,
            self._link(post, start, end),
            around,
            also=others,
            reported=notes.is_reported(post, start, end),
            speaker=speaker_of(post, start, end),
            header=notes.far_header(post, start, end),
            more_items=notes.more_items(post, start, end),
            cut=notes.cut_off(post, start, end),
        )

    def quote_again(self, key: str, length: int, digest: str) -> Quote | None:
        """A quote of before in what its post says now, wherever it stands there; ``None`` where it does so no more.

        Args:
            key: of the post, or of one that it stands for.
            length: of the quote, in characters.
            digest: see :attr:`embeddings.posts.Quote.digest`.
        """
        post = self.post(key)
        if post is None:
            return None
        starts = (start for block in blocks_of(post) for start, _ in sentence_spans(post.text, block))
        spans = ((start, start + length) for start in starts if start + length <= len(post.text))
        same_words = (span for span in spans if Quote(post, *span, 1.0, "", span).digest == digest)
        span = next(same_words, None)
        return self.quote(key, *span) if span else None

    def opening(self, post: Post, *, length: int = 300) -> Quote:
        """How a post begins, in about ``length`` characters."""
        return self._alone(post, *context.opening(post, length))

    def representative_sentence(self, post: Post, about: str = "", start: int = 0) -> Quote:
        """The sentence nearest to all that a post says, or of those that say most of some words the one that is; one
        that can be read without the one before it, and that does not stand below all posts, where there is one.
        ``start``: where it begins at the earliest."""
        identity = self._generation.post_id(post.key)
        found = self._sentences.of(identity, post) if identity is not None else []
        found = [(span, cosine) for span, cosine in found if span[0] >= start]
        if identity is None or not found:
            return self.opening(post, length=context.MORE)
        wanted = set(terms(about))
        held = [len(wanted & set(terms(post.text[start:end]))) for (start, end), _ in found]
        lines = {line.start: line for line in lines_of(post)}
        alone = [start in lines and lines[start].stands_alone for (start, _), _ in found]
        worth = [(*its, cosine) for *its, (_, cosine) in zip(held, alone, found, strict=True)]
        best = [found[row][0] for row in sorted(range(len(found)), key=worth.__getitem__, reverse=True)]
        own = (
            span for span in best[:_LOOKED_AT] if len(self._sentences.saying_the_same(identity, *span)) < _EVERYWHERE
        )
        return self._alone(post, *next(own, best[0]))

    def more(self, quote: Quote, *, limit: int = QUOTES) -> list[Quote]:
        """What else the quote's post says about it, in the post's order: how the passages begin that are nearest to the
        quote's own and hold nothing of it."""
        key = quote.post.key
        identity = self._generation.post_id(key)
        post = self._posts([identity]).get(identity) if identity is not None else None
        if post is None or identity is None:
            return []
        outline, store = self._indexes.stores.outline, self._indexes.stores.passages
        passages = outline.passages_of(identity)
        spans = [outline.span(int(passage)) for passage in passages]
        here = [row for row, span in enumerate(spans) if span.start < quote.end and span.end > quote.start]
        others = [row for row in range(len(spans)) if row not in here]
        if not here or not others:
            return []
        vectors = store.fetch(passages)
        near = vectors @ vectors[here[0]]
        nearest = sorted(sorted(others, key=lambda row: -near[row])[:limit])
        found = (context.opening_of(post, spans[row].start, spans[row].end) for row in nearest)
        quotes = (self.quote(key, *span) for span in found if span)
        return [more for more in quotes if more]

    def claims(self, post: Post) -> Claims:
        """What a post's page has to say: every sentence that could be quoted, with the link of its quote."""
        spans = [
            span
            for block in blocks_of(post)
            if block.kind in ("paragraph", "quotation", "item", "caption")
            for span in sentence_spans(post.text, block)
            if is_whole(post.text, *span)
        ]
        return self._claims(post, spans)

    def claim(self, quote: Quote) -> Claims:
        """The same of one quote."""
        return self._claims(quote.post, [(quote.start, quote.end)])

    def _claims(self, post: Post, spans: Sequence[tuple[int, int]]) -> Claims:
        from embeddings.web.verify import Claims  # noqa: PLC0415 - it reads pages, which no question does

        texts = [post.text[start:end] for start, end in spans]
        links = [self._link(post, start, end) for start, end in spans]
        return Claims(post, texts, links, *self._generation.provenance(post.id))

    def _alone(self, post: Post, start: int, end: int) -> Quote:
        """A span of a post as a quote without context."""
        link, cut = self._link(post, start, end), notes.cut_off(post, start, end)
        return Quote(post, start, end, 1.0, link, (start, end), cut=cut)

    def _posts(self, ids: Collection[int]) -> Mapping[int, Post]:
        return self._indexes.posts(self._generation, ids)

    def _link(self, post: Post, start: int, end: int) -> str:
        page = self._posts(self._generation.at(post.url)).values() if post.url else ()
        return quote_link(post, start, end, list(page))


def _is_bare(question: str) -> bool:
    """Whether a question is "when?" alone, which more likely asks for what the posts tell than for their dates."""
    return of_that_post(question) == "when" and _BARE.fullmatch(question) is not None


def _in_half_width(query: Query) -> Query:
    """A question and its conversation with plain digits and letters, as posts mostly have them."""
    return replace(query, text=half_width(query.text), history=tuple(map(half_width, query.history)))


def _explained(query: Query, answer: Answer) -> Explanation:
    """An answer for which nothing was searched."""
    filters = answer.lookup.filters if isinstance(answer, CatalogAnswer) else query.filters
    return Explanation(answer, filters, (), (), ())
