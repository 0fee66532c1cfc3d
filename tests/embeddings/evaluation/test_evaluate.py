"""The metrics are those of trec_eval, and the fused ranking is worth having."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.errors import SourceError
from embeddings.evaluation.dataset import Gold, Places, read_queries
from embeddings.evaluation.evaluate import evaluate
from embeddings.evaluation.metrics import (
    Retrieval,
    Spans,
    abstention,
    calibration_error,
    score_run,
    significance,
    span_scores,
)
from embeddings.stores.milvus import Milvus

documents = st.sampled_from([f"d{n}" for n in range(20)])


@given(
    st.dictionaries(st.sampled_from("abc"), st.dictionaries(documents, st.integers(1, 4), min_size=1), min_size=1),
    st.dictionaries(st.sampled_from("abc"), st.lists(documents, unique=True, min_size=1)),
)
def test_what_a_run_lacks_was_not_found(qrels: dict[str, dict[str, int]], run: dict[str, list[str]]) -> None:
    scores = score_run(qrels, run)
    assert set(scores) == set(qrels)
    for query, grades in qrels.items():
        found = run.get(query, [])
        assert scores[query].recall_at_5 == pytest.approx(sum(d in grades for d in found[:5]) / len(grades))
        if not set(found) & set(grades):
            assert scores[query] == Retrieval(0.0, 0.0, 0.0, 0.0)


@pytest.mark.slow
def test_what_is_fused_is_ahead_of_either_half(shared: Path, tmp_path: Path) -> None:
    whole = shared / "beir" / "squad2-dev4"
    for name, every in (("corpus", 1), ("answers", 1), ("queries", 4), ("unanswerable", 10)):
        lines = (whole / f"{name}.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
        (tmp_path / f"{name}.jsonl").write_text("".join(lines[::every]), encoding="utf-8")
    (tmp_path / "qrels").mkdir()
    judged = (whole / "qrels" / "test.tsv").read_text(encoding="utf-8").splitlines(keepends=True)
    asked = {key for key, _ in read_queries(tmp_path / "queries.jsonl")}
    kept = [line for line in judged[1:] if line.split("\t")[0] in asked]
    (tmp_path / "qrels" / "test.tsv").write_text("".join([judged[0], *kept]), encoding="utf-8")
    scores = evaluate(tmp_path, compare=("bm25", "vectors"))
    assert scores.compared["vectors"].lead > 0.05
    assert scores.compared["vectors"].p < 0.001
    assert scores.compared["bm25"].lead > 0
    assert scores.quoting is not None
    assert scores.quoting.first > 0.83
    assert scores.quoting.characters < 200
    assert scores.abstention is not None
    assert scores.abstention.auroc > 0.68


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
    scores = evaluate(tmp_path, compare=("bm25",))
    assert (scores.queries, scores.retrieval.ndcg_at_10, scores.compared["bm25"].retrieval.mrr) == (1, 1.0, 1.0)
    assert (scores.compared["bm25"].lead, scores.compared["bm25"].p) == (0.0, 1.0)
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
    ("yes", "no", "expected"),
    [([0.9, 0.8], [0.1], 1.0), ([0.1], [0.9], 0.0), ([0.5], [0.5], 0.5), ([0.2, 0.8], [0.5, 0.2], 0.625)],
)
def test_auroc(yes: list[float], no: list[float], expected: float) -> None:
    assert abstention(yes, no, [False]).auroc == expected


def test_the_curve_tells_what_fewer_refusals_cost() -> None:
    yes = [number / 100 for number in range(1, 101)]
    found = abstention(yes, [0.015, 0.045, 0.2, 0.0], [True, False, False, False])
    assert found.curve == {0.01: 0.5, 0.02: 0.5, 0.05: 0.25, 0.1: 0.25}
    assert found.answered == 0.25


def test_calibration_is_perfect_where_shares_are_as_said() -> None:
    assert calibration_error([1, 0], [1.0, 0.0]) == 0
    assert calibration_error([1, 0], [0.0, 1.0]) == 1
    assert calibration_error([1, 0] * 50, [0.5] * 100) == 0
    assert calibration_error([1, 0] * 50, [0.8] * 100) == pytest.approx(0.3)


def test_a_difference_that_is_always_there_is_no_chance() -> None:
    ours = [0.5 + number / 100 for number in range(40)]
    assert significance(ours, [value - 0.1 for value in ours]) < 0.001
    assert significance([1.0, 0.0] * 20, [0.0, 1.0] * 20) > 0.9
    assert significance(ours, ours) == 1


@given(st.text(min_size=1), st.integers(0, 40), st.integers(1, 40))
def test_places_are_those_of_the_text(text: str, start: int, length: int) -> None:
    corpus = [{"_id": "book:0", "text": "It began.  "}, {"_id": "book:1", "text": text}, {"_id": "else", "text": text}]
    places = Places(corpus)
    quoted = places.of_quote("book:1", start, start + length)
    assert len(quoted) == len("".join(text[start : start + length].split()))
    whole = places.of_gold(Gold((f"It began. {text}",), "book", True))
    assert quoted <= whole
    assert not quoted & places.of_quote("else", 0, len(text))


def test_spans_are_counted_without_white_space_and_across_pieces() -> None:
    places = Places([{"_id": "a:0", "text": "One two\nthree."}, {"_id": "a:1", "text": "Four five."}])
    gold = places.of_gold(Gold(("three. Four",), "a", True))
    assert len(gold) == len("three.Four")
    quoted = places.of_quote("a:1", 0, len("Four five."))
    assert span_scores(quoted, gold) == Spans(4 / 9, 4 / 10, 4 / 15)
    assert span_scores(set(), gold) == Spans(0, 0, 0)


@pytest.mark.milvus
def test_a_set_is_measured_through_milvus_and_leaves_nothing_there(milvus: str, tmp_path: Path) -> None:
    texts = {"rye": "Rye bread must rest for a day.", "oven": "The oven was hot.", "salt": "Salt slows the yeast down."}
    corpus = [{"_id": name, "text": text} for name, text in texts.items()]
    (tmp_path / "corpus.jsonl").write_text("\n".join(map(json.dumps, corpus)))
    (tmp_path / "queries.jsonl").write_text(json.dumps({"_id": "1", "text": "How long does rye bread rest?"}))
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\n1\trye\t1\n")
    assert evaluate(tmp_path, search=milvus, reader=False).retrieval.ndcg_at_10 == 1.0
    server = Milvus(milvus)
    for name in ("pullquote_v1_passages_384", "pullquote_v1_posts_384"):
        assert server.query(name, "id >= 0", ["count(*)"])[0]["count(*)"] == 0
