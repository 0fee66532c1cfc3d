"""Questions -> answers, over one generation of an archive: read, rank, choose, decide."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from math import log1p

import numpy as np

from embeddings.answering import confidence, context, newest, quotes
from embeddings.answering.quotes import Choice, Chosen
from embeddings.models.encoder import TokenEmbeddings
from embeddings.models.late_interaction import Interaction, ReadQuestion
from embeddings.models.protocols import Encoder
from embeddings.models.reranker import Reranker
from embeddings.posts import Answer, Explanation, Post, Query, Quote
from embeddings.questions.followups import whole_question
from embeddings.questions.interpret import is_dated, without_dates
from embeddings.questions.pleasantries import without_pleasantries
from embeddings.questions.types import NEWEST
from embeddings.retrieval.candidates import DEPTH, gather
from embeddings.retrieval.features import features_of
from embeddings.retrieval.fusion import FUSED, Weights, fuse, model_share
from embeddings.retrieval.indexes import Indexes
from embeddings.retrieval.ranking import Asked, Close, Reranked, Scored, different, reranked
from embeddings.stores.ids import Scores
from embeddings.stores.protocols import Where
from embeddings.text.passages import encoded_text
from embeddings.text.terms import query_terms

CLOSEST = 3
"""Posts named beside an answer, or in place of one."""
RECENT = 0.3
"""What the newest post gains, and others by their place in time, on the way to being looked at closely where the
question asks for the newest."""

Quotable = tuple[Reranked, Choice]
"""The candidates of a question, and what was chosen of them to be quoted."""


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Answers questions over one generation."""

    indexes: Indexes
    posts: Callable[[Collection[int]], Mapping[int, Post]]
    """Posts of the generation by their ids."""
    where: Callable[[Query], Where]
    """Which posts a query's filters admit."""
    link: Callable[[Post, int, int], str]
    """The address that opens a post at a span."""
    also: Callable[[int, int, int], tuple[Post, ...]]
    """Other posts that say what a span of a post says, by the post's id."""
    encoder: Encoder
    reranker: Reranker | None
    least: float
    """Probability from which the quotes are shown as an answer."""

    @property
    def _model_share(self) -> float:
        return model_share(self.indexes.vocabulary_coverage)

    def score(self, queries: Sequence[Query], weights: Weights = FUSED, depth: int = DEPTH) -> list[Scored]:
        """The candidates of each query with their fused scores; the model reads all questions in one batch.

        Args:
            queries: the questions.
            weights: how much each feature counts.
            depth: hits taken of each list.
        """
        texts = [self._understood(query) for query in queries]
        weights = weights.scaled_by(self._model_share)
        stores = self.indexes.stores
        found = []
        for query, text, embedding in zip(queries, texts, self.encoder.encode_queries(texts), strict=True):
            asked = self._asked(text, embedding)
            candidates = gather(stores, asked.terms, embedding, self.where(query), depth)
            features = features_of(stores, candidates, asked.terms, embedding)
            passages, posts = fuse(candidates, features, weights)
            if asked.newest:
                posts = posts + RECENT * self._recency(candidates.posts)
            found.append(Scored(asked, weights, candidates, features, passages, posts))
        return found

    def rank(self, queries: Sequence[Query], weights: Weights = FUSED, depth: int = DEPTH) -> list[Reranked]:
        """The same with the closest passages read word by word, all in one batch, where the weights ask for it."""
        scored = self.score(queries, weights, depth)
        closest = [self._closest(one) for one in scored]
        if not any(one.weights.maxsim for one in scored):
            return [Reranked(one, tuple(close), {}) for one, close in zip(scored, closest, strict=True)]
        texts = [encoded_text(close.source, close.span) for group in closest for close in group]
        readings = iter(self.encoder.encode_again(texts))
        return [
            reranked(
                one, self._read(one.asked, close, list(islice(readings, len(close)))), self._cross_encoder(one.asked)
            )
            for one, close in zip(scored, closest, strict=True)
        ]

    def _understood(self, query: Query) -> str:
        """What a question asks: a follow-up as what it means on its own, spelled as the archive spells, and without
        pleasantries."""
        whole = _valid(whole_question(_undated(query)))
        return without_pleasantries(self.indexes.spelling.corrected(whole) or whole)

    def _asked(self, text: str, embedding: TokenEmbeddings) -> Asked:
        asks_for_newest = NEWEST.search(text) is not None
        terms = tuple(query_terms(NEWEST.sub(" ", text)))
        lexical = self.indexes.stores.lexical
        spoken = query_terms(text)
        frequency = lexical.document_frequency(list(dict.fromkeys([*terms, *spoken])))
        # A term that the archive lacks counts as the rarest.
        weights = {term: log1p((lexical.passages - count + 0.5) / (count + 0.5)) for term, count in frequency.items()}
        idf, rarity = ({term: weights[term] for term in counted} for counted in (terms, spoken))
        known = sum(weight for term, weight in idf.items() if frequency[term]) / (sum(idf.values()) or 1.0)
        return Asked(text, terms, idf, rarity, known, asks_for_newest, embedding)

    def _recency(self, posts: Collection[int]) -> Scores:
        return np.array([self.indexes.recency.get(int(post), 0.0) for post in posts], dtype=np.float32)

    def _closest(self, scored: Scored) -> list[Close]:
        """The best passages of a question that do not say the same as one before them, with their posts."""
        outline = self.indexes.stores.outline
        candidates = scored.candidates
        post_of = {passage: candidates.post_of(passage) for passage, _ in scored.leading}
        posts = self.posts(set(post_of.values()))
        span = {passage: outline.span(passage) for passage in post_of}

        def text_of(passage: int) -> str:
            return posts[post_of[passage]].text[span[passage].start : span[passage].end]

        def recency(passage: int) -> float:
            return self.indexes.recency.get(post_of[passage], 0.0)

        rows = {int(passage): row for row, passage in enumerate(candidates.passages)}
        leading = [pair for pair in scored.leading if post_of[pair[0]] in posts]
        chosen = different(leading, text_of)
        if scored.asked.newest:
            # Those that lead by their date are held against those that would without it.
            undated = {passage: score - RECENT * recency(passage) for passage, score in leading}
            without = different(sorted(undated.items(), key=lambda pair: -pair[1]), text_of)
            chosen = [(passage, undated[passage]) for passage, _ in dict([*without, *chosen]).items()]
        return [
            Close(
                passage,
                post_of[passage],
                posts[post_of[passage]],
                span[passage],
                score,
                float(scored.features.cosine[rows[passage]]),
                recency(passage),
            )
            for passage, score in chosen
        ]

    def _read(self, asked: Asked, closest: Sequence[Close], readings: Sequence[TokenEmbeddings]) -> list[Close]:
        """The closest passages, each beside the question token by token."""
        question = ReadQuestion.of(asked.text, asked.embedding, asked.rarity)
        return [
            replace(
                close,
                # The model reads the title and the headings before the passage.
                interaction=Interaction(
                    question, reading, close.span.end - len(encoded_text(close.source, close.span))
                ),
            )
            for close, reading in zip(closest, readings, strict=True)
        ]

    def _cross_encoder(self, asked: Asked) -> Callable[[Sequence[Close]], Scores] | None:
        reranker = self.reranker
        if reranker is None:
            return None
        return lambda closest: reranker.scores(asked.text, [encoded_text(c.source, c.span) for c in closest])

    def choose(self, queries: Sequence[Query], limit: int) -> list[Quotable]:
        """The candidates of each query, and at most ``limit`` spans to quote."""
        return [(found, self._choice(found, limit)) for found in self.rank(queries)]

    def _choice(self, found: Reranked, limit: int) -> Choice:
        share, coverage = self._model_share, self.indexes.vocabulary_coverage
        if found.asked.newest:
            return newest.choose(found, limit, model_share=share, vocabulary_coverage=coverage, least=self.least)
        return quotes.choose(found, limit, model_share=share)

    def signals(self, chosen: Quotable) -> confidence.Signals | None:
        """What the confidence of an answer rests on; ``None`` where there is nothing to quote."""
        return confidence.signals(*chosen, self.indexes.vocabulary_coverage)

    def answer(self, query: Query, chosen: Quotable, *, also: bool) -> Answer:
        """The answer; ``also``: whether to name the other posts that say the same."""
        found, choice = chosen
        likely = confidence.probability(self.signals(chosen))
        answered = likely >= self.least
        closest = [int(post) for post in found.best_posts[:CLOSEST]]
        posts = self.posts(closest)
        asked = found.asked
        return Answer(
            question=query.text,
            understood=asked.text if asked.text != without_pleasantries(_undated(query).text) else query.text,
            answered=answered,
            confidence=round(likely, 4),
            quotes=tuple(self._quote(asked, span, also=also and answered) for span in choice.spans),
            closest=tuple(posts[post] for post in closest if post in posts),
            newer=self._quote(asked, choice.newer) if answered and choice.newer else None,
        )

    def explain(self, query: Query, limit: int) -> Explanation:
        """The answer with why it is what it is."""
        ((found, choice),) = self.choose([query], limit)
        signals = self.signals((found, choice))
        return Explanation(
            answer=self.answer(query, (found, choice), also=True),
            filters=query.filters,
            terms=found.asked.terms,
            quote=choice.reasons,
            confidence=tuple(confidence.reasons(signals)) if signals else (),
        )

    def find(self, query: Query, limit: int) -> list[Quote]:
        """The posts nearest to a query, best first, each as the one sentence that matches best."""
        (found,) = self.rank([query], depth=max(DEPTH, limit))
        best = [int(post) for post in found.best_posts[:limit]]
        posts = self.posts(best)
        quoted = []
        for post in (post for post in best if post in posts):
            passage = found.scored.best_passage(post)
            span = self.indexes.stores.outline.span(passage)
            close = Close(passage, post, posts[post], span, found.post_score(post), 0.0, 0.0)
            start, end = quotes.matching_line(found.asked, close)
            quoted.append(self._quote(found.asked, Chosen(close, start, end, close.score)))
        return quoted

    def _quote(self, asked: Asked, span: Chosen, *, also: bool = False) -> Quote:
        post = span.close.source
        return Quote(
            post=post,
            start=span.start,
            end=span.end,
            score=round(span.score, 4),
            link=self.link(post, span.start, span.end),
            context=context.around(post, span.start, span.end),
            emphasis=quotes.emphasis(asked, post, span.start, span.end),
            also=self.also(span.close.post, span.start, span.end) if also else (),
        )


def _undated(query: Query) -> Query:
    """A question without the words for the time that it is narrowed to: the posts' dates hold that, not their text."""
    return replace(query, text=without_dates(query.text)) if query.undated or is_dated(query) else query


def _valid(text: str) -> str:
    """The text without lone surrogates, which a terminal can hand over and no tokenizer takes."""
    return text.encode("utf-8", "replace").decode("utf-8")
