"""Questions -> answers, over one generation of an archive: read, rank, choose, decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from embeddings.answering import confidence, context, quotes
from embeddings.answering.quotes import Choice, Chosen
from embeddings.models.encoder import Encoder
from embeddings.models.reranker import Reranker
from embeddings.posts import Answer, Explanation, Query, Quote
from embeddings.questions.followups import whole_question
from embeddings.questions.pleasantries import without_pleasantries
from embeddings.retrieval.ranking import FUSED, Ranking, Weights
from embeddings.retrieval.search import SearchIndex
from embeddings.text.fragments import quote_link

CLOSEST = 3
"""Posts named beside an answer, or in place of one."""
ALSO = 3
"""Other posts named that say the same as a quote."""

Scored = tuple[Ranking, Choice]
"""What was found for a question, and what was chosen of it."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Who answers."""

    index: SearchIndex
    encoder: Encoder
    reranker: Reranker | None
    least: float
    """Probability from which the quotes are shown as an answer."""

    def rank(self, queries: Sequence[Query], weights: Weights = FUSED) -> list[Ranking]:
        """The ranking of each query; the model reads all questions in one batch, and then what is closest to them."""
        queries = [replace(query, text=self._understood(query), history=()) for query in queries]
        questions = self.encoder.questions([query.text for query in queries])
        rankings = [self.index.rank(query, read, weights) for query, read in zip(queries, questions, strict=True)]
        if not weights.maxsim:
            return rankings
        texts = [[self.index.text_of(row) for row in ranking.closest] for ranking in rankings]
        readings = iter(self.encoder.readings([text for closest in texts for text in closest]))
        read = [
            ranking.read(question, list(islice(readings, len(ranking.closest))))
            for ranking, question in zip(rankings, questions, strict=True)
        ]
        if self.reranker is None:
            return read
        scores = (self.reranker.scores(r.question, closest) for r, closest in zip(read, texts, strict=True))
        return [ranking.reranked(found) for ranking, found in zip(read, scores, strict=True)]

    def _understood(self, query: Query) -> str:
        """What a question asks: a follow-up as what it means on its own, spelled as the archive spells, and without
        courtesy."""
        whole = _valid(whole_question(query))
        return without_pleasantries(self.index.words.corrected(whole) or whole)

    def score(self, queries: Sequence[Query], limit: int) -> list[Scored]:
        """The ranking and at most ``limit`` spans to quote for each query."""
        return [(ranking, quotes.choose(ranking, limit)) for ranking in self.rank(queries)]

    def answer(self, query: Query, scored: Scored, *, also: bool) -> Answer:
        """The answer; ``also``: whether to name the other posts that say the same."""
        ranking, choice = scored
        likely = confidence.probability(confidence.signals(ranking, choice))
        answered = likely >= self.least
        return Answer(
            question=query.text,
            understood=ranking.question if ranking.question != without_pleasantries(query.text) else query.text,
            answered=answered,
            confidence=round(likely, 4),
            quotes=tuple(self.quote(ranking, span, also=also and answered) for span in choice.spans),
            closest=tuple(self.index.posts[row] for row in ranking.best_posts[:CLOSEST]),
            newer=self.quote(ranking, choice.newer) if answered and choice.newer else None,
        )

    def explain(self, query: Query, limit: int) -> Explanation:
        """The answer with why it is what it is."""
        ((ranking, choice),) = self.score([query], limit)
        found = confidence.signals(ranking, choice)
        return Explanation(
            answer=self.answer(query, (ranking, choice), also=True),
            filters=query.filters,
            terms=tuple(ranking.terms),
            quote=choice.reasons,
            confidence=tuple(confidence.reasons(found)) if found else (),
        )

    def look_up(self, query: Query, limit: int) -> list[Quote]:
        """The posts nearest to a query, best first, each as the one sentence that matches best."""
        (ranking,) = self.rank([query])
        found = []
        for row in ranking.best_posts[:limit]:
            passage = int(ranking.passages_of(int(row))[0])
            start, end = quotes.matching_line(ranking, passage)
            found.append(self.quote(ranking, Chosen(int(row), passage, start, end, float(ranking.posts[row]))))
        return found

    def quote(self, ranking: Ranking, span: Chosen, *, also: bool = False) -> Quote:
        """A span as a quote."""
        post = self.index.posts[span.post]
        return Quote(
            post=post,
            start=span.start,
            end=span.end,
            score=round(span.score, 4),
            link=quote_link(post, span.start, span.end, self.index.page(post.url)),
            context=context.around(post, span.start, span.end),
            emphasis=quotes.emphasis(ranking, span),
            also=tuple(self.index.saying_the_same(span.post, span.start, span.end, ALSO)) if also else (),
        )


def _valid(text: str) -> str:
    """The text without lone surrogates, which a terminal can hand over and no tokenizer takes."""
    return text.encode("utf-8", "replace").decode("utf-8")
