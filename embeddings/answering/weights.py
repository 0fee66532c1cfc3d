"""How much each feature of a sentence counts."""

from __future__ import annotations

from dataclasses import dataclass

from embeddings.answering.features import SentenceFeatures, Values
from embeddings.posts import Reason


@dataclass(frozen=True, slots=True)
class SentenceWeights:
    """How much each feature of a sentence counts; see :class:`~embeddings.answering.features.SentenceFeatures`."""

    answers: float
    cosine: float
    maxsim: float
    coverage: float
    passage: float
    cue: float

    def reasons(self, features: SentenceFeatures, row: int) -> tuple[Reason, ...]:
        """What the score of a sentence is made of."""
        return (
            Reason("answers, by the reader", float(features.answers[row]), self.answers),
            Reason("nearness as a whole", float(features.cosine[row]), self.cosine),
            Reason("nearness of its words", float(features.maxsim[row]), self.maxsim),
            Reason("question's terms in it", float(features.coverage[row]), self.coverage),
            Reason("passage and post", float(features.passage[row]), self.passage),
            Reason("type of question", float(features.cue[row]), self.cue),
        )

    def scores(self, features: SentenceFeatures) -> Values:
        """Of all sentences, shape (sentences,)."""
        return (
            self.answers * features.answers
            + self.cosine * features.cosine
            + self.maxsim * features.maxsim
            + self.coverage * features.coverage
            + self.passage * features.passage
            + self.cue * features.cue
        )


WITH_READER = SentenceWeights(answers=2.0, cosine=0.2, maxsim=0.0, coverage=0.75, passage=1.3, cue=0.0)
"""Where the reader has read them: rows ``quotes.read.*`` of ``tests/benchmarks/results.json``."""
WITHOUT_READER = SentenceWeights(answers=0.0, cosine=0.0, maxsim=1.6, coverage=0.3, passage=0.5, cue=1.0)
"""Where late interaction has to do: rows ``quotes.unread.*``."""
