"""The metrics are those of trec_eval, and the fused ranking is worth having."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import pytrec_eval
from hypothesis import given
from hypothesis import strategies as st

from embeddings.archive import Archive
from embeddings.errors import SourceError
from embeddings.evaluation import RANKINGS, auroc, evaluate, read_qrels, read_queries, score_run

MEASURES = {"ndcg_cut_10": "ndcg_at_10", "recall_1": "recall_at_1", "recall_5": "recall_at_5", "recip_rank": "mrr"}


def trec_eval(qrels: dict[str, dict[str, int]], run: dict[str, list[str]]) -> dict[str, float]:
    scored = {query: {document: -float(rank) for rank, document in enumerate(found)} for query, found in run.items()}
    evaluator = pytrec_eval.RelevanceEvaluator(qrels, {"ndcg_cut.10", "recall.1,5", "recip_rank"})
    rows = evaluator.evaluate(scored)
    return {
        ours: sum(rows.get(query, {}).get(theirs, 0.0) for query in qrels) / len(qrels)
        for theirs, ours in MEASURES.items()
    }


documents = st.sampled_from([f"d{n}" for n in range(20)])


@given(
    st.dictionaries(st.sampled_from("abc"), st.dictionaries(documents, st.integers(1, 4), min_size=1), min_size=1),
    st.dictionaries(st.sampled_from("abc"), st.lists(documents, unique=True, min_size=1)),
)
def test_metrics_are_those_of_trec_eval(qrels: dict[str, dict[str, int]], run: dict[str, list[str]]) -> None:
    found = score_run(qrels, run)
    for name, value in trec_eval(qrels, run).items():
        assert getattr(found, name) == pytest.approx(value, abs=1e-6)


def test_metrics_of_a_real_run_are_those_of_trec_eval(shared: Path, tmp_path: Path) -> None:
    folder = shared / "beir" / "squad2-dev4"
    qrels = read_qrels(folder / "qrels" / "test.tsv")
    queries = [(key, query) for key, query in read_queries(folder / "queries.jsonl") if key in qrels]
    with Archive(tmp_path / "a", create=True) as archive:
        archive.sync([str(folder / "corpus.jsonl")])
        runs = {}
        for ranking, weights in RANKINGS.items():
            hits = archive.search_many([query for _, query in queries], limit=100, weights=weights)
            runs[ranking] = {key: [h.post.id for h in found] for (key, _), found in zip(queries, hits, strict=True)}
    scores = {name: score_run(qrels, run) for name, run in runs.items()}
    for name, run in runs.items():
        for measure, value in trec_eval(qrels, run).items():
            assert getattr(scores[name], measure) == pytest.approx(value, abs=1e-6)
    assert scores["fused"].ndcg_at_10 >= max(scores["bm25"].ndcg_at_10, scores["vectors"].ndcg_at_10)


def test_a_set_with_answers_measures_quotes_and_abstention(tmp_path: Path) -> None:
    def write(name: str, *lines: dict[str, object]) -> None:
        (tmp_path / name).write_text("".join(json.dumps(line) + "\n" for line in lines))

    write(
        "corpus.jsonl",
        {"_id": "1", "title": "Rye", "text": "Rye bread must rest for a whole day before you cut it."},
        {"_id": "2", "title": "Salt", "text": "Two per cent of salt is right for almost every loaf."},
    )
    write("queries.jsonl", {"_id": "q", "text": "How long must rye bread rest?"})
    write("answers.jsonl", {"_id": "q", "corpus-id": "1", "answers": ["a whole day"], "starts": [24]})
    write("unanswerable.jsonl", {"_id": "u", "text": "Who won the tennis at Wimbledon?"})
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq\t1\t1\n")
    scores = evaluate(tmp_path, rankings=("fused", "bm25"))
    assert (scores.queries, scores.retrieval["fused"].ndcg_at_10, scores.retrieval["bm25"].mrr) == (1, 1.0, 1.0)
    assert scores.quoting is not None
    assert (scores.quoting.first, scores.quoting.three, scores.quoting.refused) == (1.0, 1.0, 0.0)
    assert scores.quoting.characters == len("Rye bread must rest for a whole day before you cut it.")
    assert scores.quoting.f1 == pytest.approx(2 * 3 / (12 + 3))
    assert scores.abstention is not None
    assert (scores.abstention.answered, scores.abstention.auroc) == (0.0, 1.0)


def test_a_broken_set_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"test\.tsv"):
        evaluate(tmp_path)
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq 1 1\n")
    with pytest.raises(SourceError, match="line 2"):
        evaluate(tmp_path)


@pytest.mark.parametrize(
    ("positives", "negatives", "expected"),
    [([0.9, 0.8], [0.1], 1.0), ([0.1], [0.9], 0.0), ([0.5], [0.5], 0.5), ([0.2, 0.8], [0.5, 0.2], 0.625)],
)
def test_auroc(positives: list[float], negatives: list[float], expected: float) -> None:
    assert auroc(positives, negatives) == expected
