"""What is known of every sentence of the closest passages: filled once a question, read by all that comes after."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
import numpy.typing as npt

from embeddings.questions.types import QuestionType, question_type
from embeddings.retrieval.ranking import Close, Reranked
from embeddings.stores.ids import Vectors
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
    answers: Values
    """How likely it answers by the reader; 0 without one."""
    means: Vectors
    """Unit vector of each as the mean of its tokens, shape (sentences, width)."""
    cosine: Values
    """Of that and the question's."""
    coverage: Values
    """Share of the question's terms in it, each weighted by how rare it is."""
    passage: Values
    """The fused score of its passage."""
    cue: Values
    """What it gains by the type of question: a number for "how many", a name for "who"."""
    recency: Values
    """Its post's place in time."""
    type: QuestionType | None
    """Of the question."""

    def only(self, rows: Sequence[int]) -> SentenceFeatures:
        """Those of some of the sentences."""
        columns = {
            field.name: getattr(self, field.name)[rows]
            for field in fields(self)
            if field.name not in ("sentences", "type")
        }
        return replace(self, sentences=tuple(self.sentences[row] for row in rows), **columns)


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
    means = _means(sentences, asked.embedding.mean.shape)
    return SentenceFeatures(
        sentences,
        maxsim=column(lambda s: s.close.interaction.maxsim(s.start, s.end) if s.close.interaction else 0.0),
        answers=np.array([value for close in found.closest for value in _answers(close)], dtype=np.float64),
        means=means,
        cosine=(means @ asked.embedding.mean).astype(np.float64),
        coverage=column(lambda s: asked.coverage(s.terms)),
        passage=column(lambda s: s.close.score),
        cue=np.array(list(_cues(found, sentences, kind)), dtype=np.float64),
        recency=column(lambda s: s.close.recency),
        type=kind,
    )


def _answers(close: Close) -> Iterator[float]:
    spans = sentences_in(close.source, close.span)
    return (0.0 for _ in spans) if close.answers is None else iter(close.answers.tolist())


def _means(sentences: Sequence[Sentence], width: tuple[int, ...]) -> Vectors:
    """Those of passages that were looked at closely; of others zeros."""
    rows: list[Vectors] = []
    number, last = 0, None
    for sentence in sentences:
        number = number + 1 if sentence.close is last else 0
        last = sentence.close
        rows.append(np.zeros(width, dtype=np.float32) if last.means is None else last.means[number])
    return np.stack(rows) if rows else np.empty((0, *width), dtype=np.float32)


def _cues(found: Reranked, sentences: tuple[Sentence, ...], kind: QuestionType | None) -> Iterator[float]:
    for row, sentence in enumerate(sentences):
        if kind is None or not kind.cue.search(sentence.text):
            yield 0.0
            continue
        before = sentences[row - 1] if row and sentences[row - 1].close is sentence.close else None
        held = sentence.terms | before.terms if before else sentence.terms
        yield kind.bonus + kind.near * found.asked.coverage(held)
