"""What is known of every sentence of the closest passages: filled once a question, read by all that comes after."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from embeddings.answering.lines import reports
from embeddings.questions.types import QuestionType, question_type
from embeddings.retrieval.ranking import Close, Reranked
from embeddings.text.passages import sentences_in
from embeddings.text.terms import terms

Values = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that may be quoted."""

    close: Close
    """The passage that it stands in."""
    start: int
    end: int
    """Offsets in its post."""
    terms: frozenset[str]

    @property
    def text(self) -> str:
        return self.close.source.text[self.start : self.end]


@dataclass(frozen=True)
class SentenceFeatures:
    """The sentences of the closest passages, in the order of the passages and of the text; each shape (sentences,)."""

    sentences: tuple[Sentence, ...]
    maxsim: Values
    """How near its words come to the question's, 0 to 1."""
    cosine: Values
    """Of the sentence and the question, each as the mean of its tokens."""
    coverage: Values
    """Share of the question's terms in it, each weighted by how rare it is."""
    passage: Values
    """The fused score of its passage."""
    cue: Values
    """What it gains by the type of question: a number for "how many", advice for "should"."""
    recency: Values
    """Its post's place in time."""
    reported: npt.NDArray[np.bool_]
    """Whether its author only reports it."""
    type: QuestionType | None
    """Of the question."""


def sentence_features(found: Reranked) -> SentenceFeatures:
    """The features of all sentences of the closest passages."""
    asked = found.asked
    sentences = tuple(
        Sentence(close, start, end, frozenset(terms(close.source.text[start:end])))
        for close in found.closest
        for start, end in sentences_in(close.source, close.span)
    )

    def column(value: Callable[[Sentence], float]) -> Values:
        return np.array([value(sentence) for sentence in sentences], dtype=np.float64)

    kind = question_type(asked.text)
    return SentenceFeatures(
        sentences,
        maxsim=column(lambda s: s.close.interaction.maxsim(s.start, s.end) if s.close.interaction else 0.0),
        cosine=column(lambda s: s.close.interaction.cosine(s.start, s.end) if s.close.interaction else 0.0),
        coverage=column(lambda s: asked.coverage(s.terms)),
        passage=column(lambda s: s.close.score),
        cue=np.array(list(_cues(found, sentences, kind)), dtype=np.float64),
        recency=column(lambda s: s.close.recency),
        reported=np.array([reports(sentence.text) for sentence in sentences], dtype=np.bool_),
        type=kind,
    )


def _cues(found: Reranked, sentences: tuple[Sentence, ...], kind: QuestionType | None) -> Iterator[float]:
    for row, sentence in enumerate(sentences):
        if kind is None or not kind.cue.search(sentence.text):
            yield 0.0
            continue
        before = sentences[row - 1] if row and sentences[row - 1].close is sentence.close else None
        held = sentence.terms | before.terms if before else sentence.terms
        yield kind.bonus + kind.near * found.asked.coverage(held)
