"""What every store has to hold to, whichever engine stands behind it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import astuple
from pathlib import Path
from uuid import uuid4

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.stores.bm25 import FIELDS, Bm25Store, Bm25Writer, Fields, open_fields
from embeddings.stores.faiss import FaissStore, VectorSegment, write
from embeddings.stores.ids import Ids, Vectors, passage_of, sentence_id
from embeddings.stores.milvus import Milvus
from embeddings.stores.milvus_rows import MilvusVectors, Rows, View
from embeddings.stores.milvus_search import MilvusSearch
from embeddings.stores.protocols import (
    EVERYTHING,
    Background,
    Field,
    LexicalStore,
    VectorStore,
    Where,
)
from embeddings.stores.search import EncodedPassage, Known, PostRows, Samples
from embeddings.stores.statistics import PostTerms, Statistics

from .memory import MemoryTerms, MemoryVectors

DIMENSION = 8
MakeVectors = Callable[[], VectorStore]
Row = tuple[int, Sequence[str], Sequence[tuple[int, Sequence[str]]]]
MakeTerms = Callable[[Sequence[Row]], LexicalStore]
POSTS: list[Row] = [
    (7, ["rye"], [(70, ["rye", "rest", "day"]), (71, ["oven", "hot", "hot"])]),
    (3, ["salt"], [(30, ["salt", "two", "cent"]), (31, ["rye", "salt"])]),
    (9, [], [(90, ["steam", "oven"])]),
]


def ids(*numbers: int) -> Ids:
    return np.array(numbers, dtype=np.int64)


def unit(rows: int, seed: int = 0) -> Vectors:
    vectors = np.random.default_rng(seed).standard_normal((rows, DIMENSION)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def _milvus_vectors(request: pytest.FixtureRequest) -> VectorStore:
    """Beside those of another archive in the same collection."""
    milvus = Milvus(request.getfixturevalue("milvus"))
    stores = []
    for _ in range(2):
        rows = Rows(View(milvus, uuid4().hex, 1, writing=True), milvus.collection("passages", DIMENSION))
        stores.append(MilvusVectors(rows, "passages", DIMENSION))
    stores[0].upsert(ids(10, 20, 99), unit(3), ids(1, 2, 9))
    return stores[1]


@pytest.fixture(
    params=[
        pytest.param(lambda _: FaissStore(dimension=DIMENSION), id="faiss"),
        pytest.param(lambda _: MemoryVectors(DIMENSION), id="memory"),
        pytest.param(_milvus_vectors, marks=pytest.mark.milvus, id="milvus"),
    ]
)
def empty(request: pytest.FixtureRequest) -> VectorStore:
    store: VectorStore = request.param(request)
    return store


@pytest.fixture
def vectors(empty: VectorStore) -> VectorStore:
    empty.upsert(ids(50, 20, 40, 10), unit(4), ids(5, 2, 4, 1))
    return empty


def segment(folder: Path, posts: Sequence[Row], before: Sequence[tuple[Fields, Ids]] = ()) -> Fields:
    """The terms of posts in files."""
    folder.mkdir()
    with closing(Bm25Writer(folder)) as writer:
        for post in posts:
            writer.add(*post)
        writer.finish(before)
    return open_fields(folder)


def _whole(folder: Path) -> Bm25Store:
    return Bm25Store([(segment(folder / "1", POSTS), ids())])


def _in_segments(folder: Path) -> Bm25Store:
    """The first of them holds other terms of a post, and one that is gone."""
    before = segment(folder / "1", [(3, ["rye"], [(30, ["rye", "oven"])]), POSTS[0], (4, ["salt"], [(40, ["oven"])])])
    return Bm25Store([(before, ids(3, 4)), (segment(folder / "2", POSTS[1:]), ids())])


def _joined(folder: Path) -> Bm25Store:
    before = segment(folder / "1", [(3, ["rye"], [(30, ["rye", "oven"])]), POSTS[0], (4, ["salt"], [(40, ["oven"])])])
    return Bm25Store([(segment(folder / "2", POSTS[1:], [(before, ids(3, 4))]), ids())])


def _milvus_terms(request: pytest.FixtureRequest) -> LexicalStore:
    engine, archive = MilvusSearch(request.getfixturevalue("milvus")), uuid4().hex
    statistics, rows = Statistics(), []
    for post, title, parts in POSTS:
        found = PostTerms(title, [words for _, words in parts], [], len(parts))
        passages = [EncodedPassage(number, unit(1)[0], unit(1)) for number, _ in parts]
        statistics.add(found)
        rows.append(PostRows(post, found, passages, unit(1)[0]))
    statistics.settle()
    writer = engine.writer(archive, 1, DIMENSION, DIMENSION)
    writer.put(rows, statistics)
    known = Known("", "", DIMENSION, DIMENSION, {"passages": 5, "sentences": 5, "posts": 3}, statistics)
    assert engine.is_whole(archive, 1, known)
    return engine.stores(archive, 1, known, Samples(ids(), ids(), ids()))[3]


@pytest.fixture(
    params=[
        pytest.param(lambda folder, _: _whole(folder), id="one segment"),
        pytest.param(lambda folder, _: _in_segments(folder), id="two segments"),
        pytest.param(lambda folder, _: _joined(folder), id="segments joined"),
        pytest.param(lambda *_: MemoryTerms(POSTS), id="memory"),
        pytest.param(lambda _, request: _milvus_terms(request), marks=pytest.mark.milvus, id="milvus"),
    ]
)
def lexical(request: pytest.FixtureRequest, tmp_path: Path) -> LexicalStore:
    store: LexicalStore = request.param(tmp_path, request)
    return store


def test_the_nearest_come_first_with_their_cosines(vectors: VectorStore) -> None:
    hits = vectors.search(unit(4)[2], 3)
    assert hits.ids[0] == 40
    assert hits.scores == pytest.approx(np.sort(unit(4) @ unit(4)[2])[::-1][:3], abs=1e-5)


@pytest.mark.parametrize(("k", "found"), [(0, 0), (2, 2), (99, 4)])
def test_there_are_never_more_than_were_asked_for(vectors: VectorStore, k: int, found: int) -> None:
    assert len(vectors.search(unit(1)[0], k)) == found


def test_only_what_is_admitted_is_found(vectors: VectorStore) -> None:
    assert set(vectors.search(unit(1)[0], 9, Where(ids(1, 5))).ids) == {10, 50}
    assert len(vectors.search(unit(1)[0], 9, Where(ids()))) == 0


def test_vectors_come_back_by_their_ids_and_zeros_for_what_is_not_there(vectors: VectorStore) -> None:
    found = vectors.fetch(ids(10, 99, 50))
    assert found == pytest.approx(np.stack([unit(4)[3], np.zeros(DIMENSION), unit(4)[0]]), abs=1e-6)
    assert vectors.fetch(ids()).shape == (0, DIMENSION)
    assert vectors.cosines(ids(10, 99, 50), unit(1)[0]) == pytest.approx(found @ unit(1)[0], abs=1e-6)
    assert vectors.cosines(ids(), unit(1)[0]).shape == (0,)


def test_what_is_written_again_takes_the_place_of_what_was(vectors: VectorStore) -> None:
    vectors.upsert(ids(20, 60), unit(2, seed=1), ids(2, 6))
    vectors.upsert(ids(20, 60), unit(2, seed=1), ids(2, 6))
    assert len(vectors) == 5
    assert vectors.search(unit(2, seed=1)[0], 1).ids[0] == 20


def test_what_is_deleted_is_not_found(vectors: VectorStore) -> None:
    vectors.delete(ids(40, 99))
    assert len(vectors) == 3
    assert 40 not in vectors.search(unit(4)[2], 9).ids


def test_an_empty_store_finds_nothing(empty: VectorStore) -> None:
    assert len(empty.search(unit(1)[0], 5)) == 0
    assert empty.background(unit(1)[0]) == Background()
    assert not empty.fetch(ids(1)).any()


def test_the_background_is_that_of_all_there_is(empty: VectorStore) -> None:
    # Of a model whose cosines are all high.
    crowded = unit(40) * 0.2 + np.ones(DIMENSION, dtype=np.float32) / np.sqrt(DIMENSION)
    crowded /= np.linalg.norm(crowded, axis=1, keepdims=True)
    found = []
    for store in (empty, MemoryVectors(DIMENSION)):
        store.upsert(np.arange(1, 41), crowded.astype(np.float32), np.arange(1, 41))
        found.append(store.background(crowded[0]))
    assert astuple(found[0]) == pytest.approx(astuple(found[1]), abs=1e-4)
    assert 0.5 < found[0].least < found[0].mean < 1


@pytest.mark.parametrize("field", ["passage", "post", "title"])
def test_bm25_finds_what_shares_a_term_and_nothing_else(lexical: LexicalStore, field: str) -> None:
    hits = lexical.search(["rye"], 9, field=field)  # type: ignore[arg-type]
    assert set(hits.ids) == {"passage": {70, 71, 31}, "post": {7, 3}, "title": {7}}[field]
    assert list(hits.scores) == sorted(hits.scores, reverse=True)
    assert len(lexical.search(["unheard"], 9, field=field)) == 0  # type: ignore[arg-type]


def test_bm25_of_ids_is_what_a_search_gives_and_nothing_for_others(lexical: LexicalStore) -> None:
    hits = lexical.search(["oven", "salt"], 9)
    assert lexical.score(["oven", "salt"], hits.ids) == pytest.approx(hits.scores)
    assert not lexical.score(["oven", "salt"], ids(1, 10**12)).any()


def test_bm25_finds_only_what_is_admitted(lexical: LexicalStore) -> None:
    assert set(lexical.search(["rye"], 9, Where(ids(3))).ids) == {31}
    assert len(lexical.search(["rye"], 1)) == 1


def test_a_term_is_counted_in_as_many_passages_as_hold_it(lexical: LexicalStore) -> None:
    assert dict(lexical.document_frequency(["oven", "rye", "unheard"])) == {"oven": 2, "rye": 3, "unheard": 0}
    assert lexical.passages == 5


@pytest.mark.parametrize(
    ("terms", "field", "found"),
    [
        (["rye", "rest"], "passage", [70]),
        (["rye"], "passage", [31, 70, 71]),
        (["rye", "rye"], "title", [7]),
        (["salt", "rye"], "post", [3]),
        (["rye", "unheard"], "passage", []),
        ([], "passage", []),
    ],
)
def test_what_holds_every_term_is_found(
    lexical: LexicalStore, terms: list[str], field: Field, found: list[int]
) -> None:
    assert list(lexical.holding(terms, field=field)) == found


@pytest.mark.parametrize("field", ["passage", "post", "title"])
def test_all_score_alike(lexical: LexicalStore, field: Field) -> None:
    question = ["rye", "oven", "hot", "rye"]
    everything = ids(70, 71, 30, 31, 90, 7, 3, 9)
    expected = MemoryTerms(POSTS).score(question, everything, field=field)
    assert lexical.score(question, everything, field=field) == pytest.approx(expected, rel=1e-5)


words = st.lists(st.sampled_from(["rye", "salt", "oven", "hot", "brød", "面包"]), max_size=6)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.dictionaries(st.integers(1, 9), st.lists(words, max_size=3), max_size=5), min_size=1, max_size=4),
    st.lists(st.booleans(), min_size=4, max_size=4),
)
def test_whatever_the_segments_the_hits_and_the_scores_are_the_same(
    syncs: Sequence[Mapping[int, Sequence[Sequence[str]]]], joins: Sequence[bool]
) -> None:
    """Each sync gives some posts other passages, in a segment of its own or joined with those before it."""
    held: list[tuple[Fields, Ids]] = []
    now: dict[int, Row] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, (sync, join) in enumerate(zip(syncs, joins, strict=False), 1):
            rows = [
                (
                    post,
                    ["rye"] * (post % 2),
                    [(100 * number + 10 * post + place, one) for place, one in enumerate(parts)],
                )
                for post, parts in sorted(sync.items())
            ]
            now |= {row[0]: row for row in rows}
            held = [(fields, np.union1d(gone, ids(*sync))) for fields, gone in held]
            fields = segment(folder / f"{number}", rows, held if join else ())
            held = [*([] if join else held), (fields, ids())]
        store = Bm25Store(held)
        once = Bm25Store([(segment(folder / "once", [now[post] for post in sorted(now)]), ids())])
        for field in FIELDS:
            for question in (["rye"], ["salt", "面包"], ["hot", "brød", "rye", "hot"]):
                for k in (1, 3, 99):
                    one, other = store.search(question, k, field=field), once.search(question, k, field=field)
                    assert one.ids.tolist() == other.ids.tolist()
                    assert (
                        one.scores.tolist()
                        == other.scores.tolist()
                        == store.score(question, one.ids, field=field).tolist()
                    )
                assert store.holding(question, field=field).tolist() == once.holding(question, field=field).tolist()
        assert store.document_frequency(["rye", "hot"]) == once.document_frequency(["rye", "hot"])


def test_more_terms_than_are_held_at_once_give_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = _whole(tmp_path).search(["rye", "salt"], 9)
    monkeypatch.setattr("embeddings.stores.postings._TOKENS", 2)
    monkeypatch.setattr("embeddings.stores.postings._IN_MEMORY", 0)
    (tmp_path / "small").mkdir()
    small = _joined(tmp_path / "small")
    found = small.search(["rye", "salt"], 9)
    assert (found.ids.tolist(), found.scores.tolist()) == (whole.ids.tolist(), whole.scores.tolist())
    assert [small.document_frequency(["oven"]), small.passages] == [{"oven": 2}, 5]


@given(st.integers(1, 2**40), st.integers(0, 2**16 - 1))
def test_a_sentence_belongs_to_its_passage(passage: int, number: int) -> None:
    assert passage_of(ids(sentence_id(passage, number)))[0] == passage


def opened(folder: Path, numbers: Ids, vectors: Vectors) -> FaissStore:
    write(folder / "vectors.faiss", len(numbers), lambda: iter(np.array_split(vectors, 3)))
    return FaissStore([(VectorSegment.open(folder / "vectors.faiss", numbers, numbers // 2), ids())])


def crowd(rows: int, seed: int = 0) -> Vectors:
    """Vectors in bunches, as those of texts are."""
    noise = np.random.default_rng(seed)
    middles = unit(40)[noise.integers(0, 40, rows)]
    found = middles + 0.4 * noise.standard_normal((rows, DIMENSION)).astype(np.float32)
    return (found / np.linalg.norm(found, axis=1, keepdims=True)).astype(np.float32)


def recall(store: FaissStore, vectors: Vectors, numbers: Ids, where: Where = EVERYTHING) -> float:
    """Share of the ten nearest to some vectors that a store finds too."""
    admitted = where.admits(numbers // 2)
    found = []
    for vector in crowd(50, seed=5):
        nearest = numbers[admitted][np.argsort(-(vectors[admitted] @ vector))[:10]]
        hits = store.search(vector, 10, where)
        assert hits.scores == pytest.approx(vectors[np.searchsorted(numbers, hits.ids)] @ vector, abs=1e-5)
        found.append(len(np.intersect1d(hits.ids, nearest)) / len(nearest))
    return float(np.mean(found))


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few thousand vectors are many."""
    monkeypatch.setattr("embeddings.stores.faiss.LISTS_FROM", 4000)
    monkeypatch.setattr("embeddings.stores.faiss._FEW", 100)


@pytest.mark.usefixtures("large")
def test_a_large_store_is_searched_in_part_and_finds_the_same(tmp_path: Path) -> None:
    numbers, vectors = np.arange(1, 20_001), crowd(20_000)
    store = opened(tmp_path, numbers, vectors)
    assert recall(store, vectors, numbers) >= 0.99
    assert recall(store, vectors, numbers, Where(np.arange(0, 2000))) >= 0.99
    assert recall(store, vectors, numbers, Where(ids(3, 500, 9000, 9500, 9600, 9999))) == 1.0
    assert not len(store.search(vectors[0], 10, Where(ids())))
    assert np.array_equal(store.fetch(numbers[:9]), vectors[:9])


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("compact", [False, True])
def test_a_segment_beside_a_large_one_takes_the_place_of_what_is_gone_there(tmp_path: Path, compact: bool) -> None:
    numbers, vectors = np.arange(1, 20_001), crowd(20_000)
    new, changed = np.append(numbers[100:104], [30_001, 30_002]), crowd(6, seed=9)
    parts = []
    for number, (own, held) in enumerate(((numbers, vectors), (new, changed))):
        path = tmp_path / f"{number}.faiss"
        write(path, len(own), lambda held=held: iter(np.array_split(held, 4)), compact=compact)  # type: ignore[misc]
        parts.append((VectorSegment.open(path, own, own // 2), ids(50, 51, 52) if not number else ids()))
    store = FaissStore(parts)
    assert len(store) == 20_000
    for row in range(6):
        assert store.search(changed[row], 1).ids[0] == new[row]
        assert store.fetch(new[row : row + 1])[0] == pytest.approx(changed[row], abs=0.02)
    for segment, _ in parts:
        rows = np.arange(0, len(segment.ids), 5)
        assert segment.vectors(rows) == pytest.approx(segment.index.reconstruct_batch(rows), abs=1e-6)
    some = np.append(numbers[::7], [*new, 105, 99_999])
    assert store.cosines(some, vectors[3]) == pytest.approx(store.fetch(some) @ vectors[3], abs=1e-5)
    stays = np.isin(numbers // 2, [50, 51, 52], invert=True)
    now = np.append(numbers[stays], new)
    order = np.argsort(now)
    everything = np.concatenate([vectors[stays], changed])[order]
    if not compact:
        assert recall(store, everything, now[order]) >= 0.99
    assert not store.fetch(ids(105)).any()


def test_a_file_that_is_cut_off_is_not_opened(tmp_path: Path) -> None:
    numbers, vectors = np.arange(1, 501), crowd(500)
    opened(tmp_path, numbers, vectors)
    data = (tmp_path / "vectors.faiss").read_bytes()
    for left in (data[: len(data) // 2], data[:10], b""):
        (tmp_path / "vectors.faiss").write_bytes(left)
        with pytest.raises(OSError, match=r"vectors\.faiss"):
            VectorSegment.open(tmp_path / "vectors.faiss", numbers, numbers)
