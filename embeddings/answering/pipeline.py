"""Questions -> answers, over one generation of an archive: rank, choose, decide."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from embeddings.answering import confidence, context, newest, notes, quotes
from embeddings.answering.emphasis import emphasis
from embeddings.answering.lines import reports
from embeddings.answering.quotes import Choice, Chosen
from embeddings.answering.ranker import Ranker
from embeddings.answering.speakers import speaker_of
from embeddings.answering.thresholds import ANSWERING
from embeddings.posts import QUOTES, Answer, Explanation, Post, Query, Quote
from embeddings.questions.grammar import language_of, words_of
from embeddings.questions.wordings import Wording
from embeddings.retrieval.candidates import DEPTH
from embeddings.retrieval.ranking import Asked, Close, Reranked
from embeddings.text.terms import terms

_LABELLED = re.compile(r"[*_]*\w[\w’'-]*(?: [\w’'-]+){0,2}[*_]*:[*_]* \S")
_NEXT_TO_NOTHING = 1
"""Words of what says next to nothing alone, beside small ones."""
CLOSEST = 3
"""Posts named beside an answer, or in place of one."""


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

    ranker: Ranker
    link: Callable[[Post, int, int], str]
    """The address that opens a post at a span."""
    also: Callable[[int, int, int], tuple[Post, ...]]
    """Other posts that say what a span of a post says, by the post's id."""
    least: float
    """Probability from which the quotes are shown as an answer."""

    def choose(self, queries: Sequence[Query], limit: int) -> list[Quotable]:
        """The candidates of each query, and at most ``limit`` spans to quote, in the wording that answers best.

        All wordings of all queries are asked at once.
        """
        ways = [self.ranker.wordings(query) for query in queries]
        read = [wording for worded in ways for wording in worded]
        before = [wording.goes_on_from for wording in read if wording.goes_on_from]
        found = self.ranker.rank([*(wording.query for wording in read), *before], quoting=True)
        ranked, ranked_before = iter(found), iter(found[len(read) :])
        with self.ranker.stages.timed("quote"):
            return [
                self._best(
                    [
                        Quotable(one, self._choice(one, limit, self._shown(one, wording, ranked_before)), wording)
                        for one, wording in zip(islice(ranked, len(worded)), worded, strict=True)
                    ]
                )
                for worded in ways
            ]

    def _shown(self, found: Reranked, wording: Wording, before: Iterator[Reranked]) -> list[Chosen]:
        """What the answer to the question before showed, if a question goes on from it, and what tells nothing of what
        is new in it; ``before``: the candidates of such questions, in order."""
        if not wording.goes_on_from:
            return []
        earlier = next(before)
        choice = self._choice(earlier, QUOTES)
        answered = confidence.likely(earlier, self._signals(earlier, choice)) >= self.least
        new = found.asked.idf.keys() - earlier.asked.idf.keys()
        return [span for span in choice.spans if answered and not _tells(found.asked, new, span)]

    def _best(self, found: Sequence[Quotable]) -> Quotable:
        """The wording that answers best, of equals the first; one that has to say what the conversation is about goes
        before all others where it answers, what stands alone and surely answers before what may lean and has a name of
        its own, and of ways to say the same what authors say themselves before what they report. Where none does, the
        fullest, so that it is seen how the question was read, but for what it need not lean on. What says next to
        nothing alone would be answered with what is said of anything: "How much do they cost?".
        """
        bare = found[0].wording.query.text
        said = sum(word.content for word in words_of(bare, language_of(bare, self.ranker.indexes.spelling.languages)))
        if said <= _NEXT_TO_NOTHING and any(one.wording.sure for one in found):
            found = [one for one in found if one.wording.sure]
        likely = {id(one): self._likely(one) for one in found}
        answering = [one for one in found if likely[id(one)] >= self.least]
        sure = [one for one in answering if one.wording.sure]
        alone = [one for one in found if one.wording.sure or not one.wording.leans]
        apart = [[one for one in sure or answering if one.wording.leans == leans] for leans in (False, True)]
        best = [max(same, key=lambda one: (_is_own(one), likely[id(one)])) for same in apart if same]
        if any(one.wording.named for one in best) and likely[id(best[0])] >= ANSWERING["strict"]:
            return best[0]
        return max(best, key=lambda one: likely[id(one)], default=alone[-1])

    def _likely(self, chosen: Quotable) -> float:
        """How likely it is that the quotes answer."""
        return confidence.likely(chosen.found, self.signals(chosen))

    def _choice(self, found: Reranked, limit: int, shown: Sequence[Chosen] = ()) -> Choice:
        share, coverage = self.ranker.model_share, self.ranker.indexes.vocabulary_coverage
        if found.asked.newest:
            return newest.choose(found, limit, model_share=share, vocabulary_coverage=coverage, least=self.least)
        return quotes.choose(found, limit, model_share=share, shown=shown)

    def signals(self, chosen: Quotable) -> confidence.Signals | None:
        """What the confidence of an answer rests on; ``None`` where there is nothing to quote."""
        return self._signals(chosen.found, chosen.choice)

    def _signals(self, found: Reranked, choice: Choice) -> confidence.Signals | None:
        return confidence.signals(found, choice, self.ranker.indexes.vocabulary_coverage)

    def answer(self, query: Query, chosen: Quotable, *, also: bool) -> Answer:
        """The answer; ``also``: whether to name the other posts that say the same."""
        with self.ranker.stages.timed("quote"):
            return self._answer(query, chosen, also=also)

    def _answer(self, query: Query, chosen: Quotable, *, also: bool) -> Answer:
        found, choice, wording = chosen
        likely = self._likely(chosen)
        answered = likely >= self.least
        closest = [int(post) for post in found.best_posts[:CLOSEST]]
        posts = self.ranker.posts(closest)
        asked = found.asked
        return Answer(
            question=query.text,
            understood=wording.shown if wording.corrected or wording.leans else query.text,
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
        """The posts nearest to a query, best first, each as the one sentence that matches best; none where not even
        the first has to do with it."""
        (found,) = self.ranker.rank([query], depth=max(DEPTH, limit))
        if not confidence.is_near(found, self.ranker.indexes.vocabulary_coverage):
            return []
        best = [int(post) for post in found.best_posts[:limit]]
        posts = self.ranker.posts(best)
        quoted = []
        for post in (post for post in best if post in posts):
            passage = found.scored.best_passage(post)
            span = self.ranker.indexes.stores.outline.span(passage)
            close = Close(passage, post, posts[post], span, found.post_score(post), 0.0, 0.0)
            start, end = quotes.matching_line(found.asked, close)
            quoted.append(self._quote(found.asked, Chosen(close, start, end, close.score, (start, end))))
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
            emphasis=emphasis(asked, post, span.start, span.end, span.said),
            also=self.also(span.close.post, span.start, span.end) if also else (),
            reported=notes.is_reported(post, span.start, span.end),
            speaker=speaker_of(post, span.start, span.end),
            header=notes.far_header(post, span.start, span.end) or _telling_heading(asked, post, span),
            more_items=notes.more_items(post, span.start, span.end),
            cut=notes.cut_off(post, span.start, span.end),
        )


def _is_own(chosen: Quotable) -> bool:
    """Whether the first quote is what its author says, or what others say is asked for."""
    first = chosen.choice.spans[0]
    return reports(chosen.found.asked.text) or not notes.is_reported(first.close.source, first.start, first.end)


def _telling_heading(asked: Asked, post: Post, span: Chosen) -> tuple[int, int] | None:
    """The heading that a quote stands below, where it has words of the question that neither the quote nor the post's
    title has, or the quote opens with a label, which says nothing of what it is of: "Pros: ..."."""
    heading = notes.heading_above(post, span.start, span.end)
    if heading is None or _LABELLED.match(post.text, span.start, span.end):
        return heading
    known = asked.meant([*terms(post.text[span.start : span.end]), *terms(post.title)])
    return heading if asked.meant(terms(post.text[slice(*heading)])) & (asked.idf.keys() - known) else None


def _tells(asked: Asked, new: Set[str], span: Chosen) -> bool:
    """Whether a quote, or the title of its post, tells of at least half of some terms of a question, weighted by how
    rare they are."""
    post = span.close.source
    held = asked.meant([*terms(post.text[span.start : span.end]), *terms(post.title)])
    return sum(asked.idf[term] for term in held & new) >= sum(asked.idf[term] for term in new) / 2
