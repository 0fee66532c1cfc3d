"""What is measured, by the libraries that define it: pytrec_eval, scikit-learn and SciPy."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from embeddings.evaluation.dataset import Qrels

Run = Mapping[str, Sequence[str]]
"""Document ids by query id, best first."""

_MEASURES = {"ndcg_cut_10": "ndcg_at_10", "recall_1": "recall_at_1", "recall_5": "recall_at_5", "recip_rank": "mrr"}
_REFUSALS = (0.01, 0.02, 0.05, 0.1)
_BINS = 10


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Of one query, or the means over the judged queries."""

    ndcg_at_10: float
    recall_at_1: float
    recall_at_5: float
    mrr: float


@dataclass(frozen=True, slots=True)
class Spans:
    """How well quotes cover the gold spans, as Chroma's chunking evaluation counts it, but in characters.

    https://research.trychroma.com/evaluating-chunking
    """

    precision: float
    recall: float
    iou: float


@dataclass(frozen=True, slots=True)
class Abstention:
    """How well the confidence tells the questions that the corpus answers from others."""

    answered: float
    """Share of the others that was answered all the same."""
    auroc: float
    """0.5 is chance."""
    curve: dict[float, float]
    """False answers by false refusals: the share of the others that would be answered at that price."""
    calibration: float
    """Expected calibration error (Naeini and others, 2015) in ten bins, both kinds of question counting the same."""


def score_run(qrels: Qrels, run: Run) -> dict[str, Retrieval]:
    """trec_eval's figures for every judged query; one that the run lacks counts as found nothing."""
    import pytrec_eval  # noqa: PLC0415 - only who measures waits for it

    judged = {query: dict(grades) for query, grades in qrels.items() if grades}
    ranked = {query: {document: -float(rank) for rank, document in enumerate(found)} for query, found in run.items()}
    evaluator = pytrec_eval.RelevanceEvaluator(judged, {"ndcg_cut.10", "recall.1,5", "recip_rank"})
    rows = evaluator.evaluate({query: found for query, found in ranked.items() if query in judged})
    return {
        query: Retrieval(**{ours: rows.get(query, {}).get(theirs, 0.0) for theirs, ours in _MEASURES.items()})
        for query in judged
    }


def mean_retrieval(scores: Mapping[str, Retrieval]) -> Retrieval:
    """The means over the queries."""
    return Retrieval(**{name: mean([getattr(score, name) for score in scores.values()]) for name in _MEASURES.values()})


def significance(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Two-sided p of the difference of two paired means by Fisher's randomization test.

    Smucker, Allan and Carterette, A Comparison of Statistical Significance Tests for Information Retrieval (2007).
    """
    from scipy.stats import permutation_test  # noqa: PLC0415 - slow to import

    if not len(ours) or np.allclose(ours, theirs):
        return 1.0
    test = permutation_test(
        (np.asarray(ours), np.asarray(theirs)),
        lambda a, b, axis: np.mean(a - b, axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=9999,
        rng=np.random.default_rng(7),
    )
    return float(test.pvalue)


def abstention(yes: Sequence[float], no: Sequence[float], answered: Sequence[bool]) -> Abstention:
    """How well a confidence tells questions apart.

    Args:
        yes: of the questions that the corpus answers.
        no: of those that it does not; neither may be empty.
        answered: which of the latter were answered all the same.
    """
    from sklearn.metrics import roc_auc_score, roc_curve  # noqa: PLC0415 - slow to import

    labels = np.array([1] * len(yes) + [0] * len(no))
    scores = np.array([*yes, *no])
    false_answers, kept, _ = roc_curve(labels, scores, drop_intermediate=False)
    return Abstention(
        answered=mean([float(one) for one in answered]),
        auroc=float(roc_auc_score(labels, scores)),
        curve={price: float(false_answers[np.argmax(kept >= 1 - price - 1e-9)]) for price in _REFUSALS},
        calibration=calibration_error(labels, scores),
    )


def calibration_error(labels: Sequence[int] | np.ndarray, scores: Sequence[float] | np.ndarray) -> float:
    """Expected calibration error in ten bins of equal width; positives and negatives count the same in sum."""
    labels, scores = np.asarray(labels), np.asarray(scores, dtype=np.float64)
    weights = np.where(labels == 1, 0.5 / max((labels == 1).sum(), 1), 0.5 / max((labels == 0).sum(), 1))
    bins = np.minimum((scores * _BINS).astype(int), _BINS - 1)
    gaps = [abs(float((weights * (labels - scores))[bins == number].sum())) for number in range(_BINS)]
    return sum(gaps)


def span_scores(quoted: set[tuple[str, int]], gold: set[tuple[str, int]]) -> Spans:
    """Precision, recall and intersection over union of two sets of places; see :class:`~.dataset.Places`."""
    shared = len(quoted & gold)
    return Spans(
        shared / len(quoted) if quoted else 0.0, shared / len(gold) if gold else 0.0, shared / (len(quoted | gold) or 1)
    )


def mean_spans(scores: Sequence[Spans]) -> Spans:
    """The means over the questions."""
    return Spans(*(mean([getattr(score, name) for score in scores]) for name in ("precision", "recall", "iou")))


def word_f1(quote: str, answer: str) -> float:
    """F1 of the words of a quote and of an answer, as SQuAD counts it."""
    ours, theirs = (Counter(re.findall(r"\w+", text.casefold())) for text in (quote, answer))
    shared = (ours & theirs).total()
    return 2 * shared / (ours.total() + theirs.total()) if shared else 0.0


def mean(values: Sequence[float]) -> float:
    """The mean; 0 of nothing."""
    return sum(values) / len(values) if values else 0.0
