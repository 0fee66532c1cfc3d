"""Questions -> answers, over one generation of an archive: read, rank, choose, decide."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from math import log1p
from typing import NamedTuple

import numpy as np

from embeddings.answering import confidence, context, notes, quotes
from embeddings.answering.quotes import Choice, Chosen
from embeddings.models.encoder import TokenEmbeddings
from embeddings.models.late_interaction import Interaction, ReadQuestion
from embeddings.models.protocols import Encoder
from embeddings.models.reader import QuestionAndPassage, Reader
from embeddings.models.reranker import Reranker
from embeddings.posts import Answer, Explanation, Post, Query, Quote
from embeddings.questions.pleasantries import without_pleasantries
from embeddings.questions.types import NEWEST
from embeddings.questions.wordings import Wording, wordings
from embeddings.retrieval.candidates import DEPTH, gather
from embeddings.retrieval.features import features_of
from embeddings.retrieval.fusion import FUSED, Weights, fuse, model_share
from embeddings.retrieval.indexes import Indexes
from embeddings.retrieval.ranking import CLOSEST as CLOSEST_PASSAGES
from embeddings.retrieval.ranking import Asked, Close, Reranked, Scored, different, reranked
from embeddings.stores.ids import Scores, Vectors, sentence_id
from embeddings.stores.protocols import Where
from embeddings.text.passages import encoded_text, sentences_in
from embeddings.text.terms import query_terms

CLOSEST = 3
"""Posts named beside an answer, or in place of one."""
READ = 8
"""Closest passages that the reader reads."""
RECENT = 0.3
"""What the newest post gains, and others by their place in time, where the question asks for the newest."""


class Quotable(NamedTuple):
    """What may be quoted to a question."""

    found: Reranked
    """Its candidates."""
    choice: Choice
    """What was chosen of them."""
    wording: Wording
    """How the question was worded."""


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
    reader: Reader | None
    """Chooses among the sentences, in the place of late interaction; ``None`` to do without."""
    reranker: Reranker | None
    least: float
    """Probability from which the quotes are shown as an answer."""

    @property
    def _model_share(self) -> float:
        return model_share(self.indexes.vocabulary_coverage)

    def score(self, queries: Sequence[Query], weights: Weights = FUSED, depth: int = DEPTH) -> list[Scored]:
        """The candidates of each query, in its fullest wording, with their fused scores; the model reads all questions
        in one batch.

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
        """The same with the closest passages looked at closely, all in one batch, where the weights ask for it."""
        scored = self.score(queries, weights, depth)
        reads = self.reader is not None and self.reader.usable and any(one.weights.reader for one in scored)
        closest = [self._closest(one, READ if reads else CLOSEST_PASSAGES) for one in scored]
        if reads:
            closest = self._answering(scored, closest)
        elif any(one.weights.maxsim for one in scored):
            closest = self._interacting(scored, closest)
        else:
            return [Reranked(one, tuple(close), {}) for one, close in zip(scored, closest, strict=True)]
        return [
            reranked(one, close, self._cross_encoder(one.asked)) for one, close in zip(scored, closest, strict=True)
        ]

    def _wordings(self, query: Query) -> list[Wording]:
        """The ways to read a question, the fullest last."""
        return wordings(query, lambda text: self.indexes.spelling.corrected(text, self.encoder.knows))

    def _understood(self, query: Query) -> str:
        """What a question asks in its fullest wording: a follow-up as what it means on its own, without misspelt words
        and pleasantries."""
        return without_pleasantries(self._wordings(query)[-1].query.text)

    def _asked(self, text: str, embedding: TokenEmbeddings) -> Asked:
        newest = NEWEST.search(text) is not None
        terms = tuple(query_terms(NEWEST.sub(" ", text)))
        lexical = self.indexes.stores.lexical
        spoken = query_terms(text)
        frequency = lexical.document_frequency(list(dict.fromkeys([*terms, *spoken])))
        # A term that the archive lacks counts as the rarest.
        weights = {term: log1p((lexical.passages - count + 0.5) / (count + 0.5)) for term, count in frequency.items()}
        idf, rarity = ({term: weights[term] for term in counted} for counted in (terms, spoken))
        known = sum(weight for term, weight in idf.items() if frequency[term]) / (sum(idf.values()) or 1.0)
        return Asked(text, terms, idf, rarity, known, newest, embedding)

    def _recency(self, posts: Collection[int]) -> Scores:
        return np.array([self.indexes.recency.get(int(post), 0.0) for post in posts], dtype=np.float32)

    def _closest(self, scored: Scored, limit: int) -> list[Close]:
        """The best passages of a question that do not say the same as one before them, with their posts."""
        outline = self.indexes.stores.outline
        candidates = scored.candidates
        post_of = {passage: candidates.post_of(passage) for passage, _ in scored.leading}
        posts = self.posts(set(post_of.values()))
        span = {passage: outline.span(passage) for passage in post_of}

        def text_of(passage: int) -> str:
            return posts[post_of[passage]].text[span[passage].start : span[passage].end]

        rows = {int(passage): row for row, passage in enumerate(candidates.passages)}
        return [
            Close(
                passage,
                post_of[passage],
                posts[post_of[passage]],
                span[passage],
                score,
                float(scored.features.cosine[rows[passage]]),
                self.indexes.recency.get(post_of[passage], 0.0),
            )
            for passage, score in different(
                [pair for pair in scored.leading if post_of[pair[0]] in posts], text_of, limit
            )
        ]

    def _answering(self, scored: Sequence[Scored], closest: Sequence[Sequence[Close]]) -> list[list[Close]]:
        """The closest passages of each question, with how likely each sentence answers."""
        if self.reader is None:
            return [list(group) for group in closest]
        pairs = []
        for one, group in zip(scored, closest, strict=True):
            for close in group:
                text = encoded_text(close.source, close.span)
                shift = close.span.end - len(text)
                spans = [(start - shift, end - shift) for start, end in sentences_in(close.source, close.span)]
                pairs.append(QuestionAndPassage(one.asked.text, text, spans))
        answers = iter(self.reader.answers(pairs))
        return [
            [replace(close, answers=next(answers), means=self._means(close)) for close in group] for group in closest
        ]

    def _means(self, close: Close) -> Vectors:
        """The stored vectors of a passage's sentences, shape (sentences, width); the last one's where some lack one."""
        stores = self.indexes.stores
        (stored,) = stores.outline.sentences[stores.outline.rows(np.array([close.passage], dtype=np.int64))]
        count = sum(1 for _ in sentences_in(close.source, close.span))
        numbers = np.minimum(np.arange(count), int(stored) - 1)
        return stores.sentences.fetch(sentence_id(close.passage, 0) + numbers)

    def _interacting(self, scored: Sequence[Scored], closest: Sequence[Sequence[Close]]) -> list[list[Close]]:
        """The closest passages of each question, beside it token by token."""
        texts = [encoded_text(close.source, close.span) for group in closest for close in group]
        readings = iter(self.encoder.encode_again(texts))
        found = []
        for one, group in zip(scored, closest, strict=True):
            question = ReadQuestion.of(one.asked.text, one.asked.embedding, one.asked.rarity)
            # The model reads the title and the headings before the passage.
            shifts = [close.span.end - len(encoded_text(close.source, close.span)) for close in group]
            found.append(
                [
                    replace(close, interaction=Interaction(question, next(readings), shift))
                    for close, shift in zip(group, shifts, strict=True)
                ]
            )
        return found

    def _cross_encoder(self, asked: Asked) -> Callable[[Sequence[Close]], Scores] | None:
        reranker = self.reranker
        if reranker is None:
            return None
        return lambda closest: reranker.scores(asked.text, [encoded_text(c.source, c.span) for c in closest])

    def choose(self, queries: Sequence[Query], limit: int) -> list[Quotable]:
        """The candidates of each query, and at most ``limit`` spans to quote, in the wording that answers best.

        All wordings of all queries are asked at once.
        """
        share = self._model_share
        ways = [self._wordings(query) for query in queries]
        ranked = iter(self.rank([wording.query for worded in ways for wording in worded]))
        chosen = []
        for worded in ways:
            found = [
                Quotable(one, quotes.choose(one, limit, model_share=share), wording)
                for one, wording in zip(islice(ranked, len(worded)), worded, strict=True)
            ]
            chosen.append(self._best(found))
        return chosen

    def _best(self, found: Sequence[Quotable]) -> Quotable:
        """The wording that answers best, of equals the first; one that has to say what the conversation is about goes
        before all others where it answers."""
        if len(found) == 1:
            return found[0]
        likely = {id(one): self._likely(one) for one in found}
        sure = [one for one in found if one.wording.sure and likely[id(one)] >= self.least]
        return max(sure or found, key=lambda one: likely[id(one)])

    def _likely(self, chosen: Quotable) -> float:
        """How likely it is that the quotes answer."""
        return confidence.probability(self.signals(chosen), read=chosen.found.read)

    def signals(self, chosen: Quotable) -> confidence.Signals | None:
        """What the confidence of an answer rests on; ``None`` where there is nothing to quote."""
        return confidence.signals(chosen.found, chosen.choice, self.indexes.vocabulary_coverage)

    def answer(self, query: Query, chosen: Quotable, *, also: bool) -> Answer:
        """The answer; ``also``: whether to name the other posts that say the same."""
        found, choice, wording = chosen
        likely = self._likely(chosen)
        answered = likely >= self.least
        closest = [int(post) for post in found.best_posts[:CLOSEST]]
        posts = self.posts(closest)
        asked = found.asked
        return Answer(
            question=query.text,
            understood=asked.text if wording.corrected or wording.leans else query.text,
            answered=answered,
            confidence=round(likely, 4),
            quotes=tuple(self._quote(asked, span, also=also and answered) for span in choice.spans),
            closest=tuple(posts[post] for post in closest if post in posts),
            corrected=wording.corrected,
            leans=wording.leans,
            newer=self._quote(asked, choice.newer) if answered and choice.newer else None,
        )

    def explain(self, query: Query, limit: int) -> Explanation:
        """The answer with why it is what it is."""
        (chosen,) = self.choose([query], limit)
        signals = self.signals(chosen)
        return Explanation(
            answer=self.answer(query, chosen, also=True),
            filters=query.filters,
            terms=chosen.found.asked.terms,
            quote=chosen.choice.reasons,
            confidence=tuple(confidence.reasons(signals, read=chosen.found.read)) if signals else (),
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
            reported=notes.is_reported(post, span.start, span.end),
            more_items=notes.more_items(post, span.start, span.end),
        )
