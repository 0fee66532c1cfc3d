"""What every store has to hold to, whichever engine stands behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import astuple
from pathlib import Path
from uuid import uuid4

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.posts import Passage
from embeddings.stores import inverted
from embeddings.stores.bm25 import Bm25Store
from embeddings.stores.faiss import FaissStore
from embeddings.stores.ids import Ids, Vectors, passage_of, sentence_id
from embeddings.stores.milvus import Milvus
from embeddings.stores.milvus_rows import MilvusVectors, Rows, View
from embeddings.stores.milvus_search import MilvusSearch
from embeddings.stores.protocols import (
    EVERYTHING,
    Background,
    EncodedPassage,
    Field,
    LexicalStore,
    VectorStore,
    Where,
)
from embeddings.stores.search import Known, PostRows, Samples
from embeddings.stores.statistics import PostTerms, Statistics

from .memory import MemoryTerms, MemoryVectors

DIMENSION = 8
MakeVectors = Callable[[], VectorStore]
MakeTerms = Callable[[Sequence[tuple[int, Sequence[str], Sequence[tuple[int, Sequence[str]]]]]], LexicalStore]
POSTS = [
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
        pytest.param(lambda _: FaissStore(DIMENSION), id="faiss"),
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


def _reopened(request: pytest.FixtureRequest) -> Bm25Store:
    folder = request.getfixturevalue("tmp_path")
    Bm25Store(POSTS).save(folder)
    return Bm25Store.load(folder)


def _milvus_terms(request: pytest.FixtureRequest) -> LexicalStore:
    engine, archive = MilvusSearch(request.getfixturevalue("milvus")), uuid4().hex
    statistics, rows = Statistics(), []
    for post, title, parts in POSTS:
        found = PostTerms(title, [words for _, words in parts], [], len(parts))
        passages = [EncodedPassage(number, post, Passage(0, 1), unit(1)[0], unit(1)) for number, _ in parts]
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
        pytest.param(lambda _: Bm25Store(POSTS), id="bm25s"),
        pytest.param(_reopened, id="bm25s from files"),
        pytest.param(lambda _: MemoryTerms(POSTS), id="memory"),
        pytest.param(_milvus_terms, marks=pytest.mark.milvus, id="milvus"),
    ]
)
def lexical(request: pytest.FixtureRequest) -> LexicalStore:
    store: LexicalStore = request.param(request)
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


def test_both_score_alike() -> None:
    question = ["rye", "oven", "hot", "rye"]
    one, other = Bm25Store(POSTS), MemoryTerms(POSTS)
    everything = ids(70, 71, 30, 31, 90)
    assert one.score(question, everything) == pytest.approx(other.score(question, everything), rel=1e-4)


@given(st.integers(1, 2**40), st.integers(0, 2**16 - 1))
def test_a_sentence_belongs_to_its_passage(passage: int, number: int) -> None:
    assert passage_of(ids(sentence_id(passage, number)))[0] == passage


def test_a_file_of_another_generation_catalog_or_other_ids_is_not_taken(tmp_path: Path) -> None:
    built = []

    def build() -> Vectors:
        built.append(1)
        return unit(3)

    def opened(generation: int, numbers: Ids, keys: str = "k") -> FaissStore:
        return FaissStore.open(tmp_path / "vectors.faiss", generation, keys, numbers, numbers, build)

    opened(1, ids(1, 2, 3))
    opened(1, ids(1, 2, 3))
    assert len(built) == 1
    opened(2, ids(1, 2, 3))
    opened(2, ids(1, 2, 4))
    assert len(built) == 3
    opened(2, ids(1, 2, 4), "of another catalog")
    opened(2, ids(1, 2, 4))
    assert len(built) == 5
    data = bytearray((tmp_path / "vectors.faiss").read_bytes())
    data[-1] ^= 1
    (tmp_path / "vectors.faiss").write_bytes(data)
    assert opened(2, ids(1, 2, 4)).search(unit(3)[1], 1, EVERYTHING).ids[0] == 2
    assert len(built) == 6


def opened(folder: Path, generation: int, numbers: Ids, vectors: Vectors) -> FaissStore:
    return FaissStore.open(
        folder / "vectors.faiss", generation, f"{generation}", numbers, numbers // 2, lambda: vectors
    )


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


def test_a_large_store_is_searched_in_part_and_finds_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("embeddings.stores.faiss.LISTS_FROM", 4000)
    monkeypatch.setattr("embeddings.stores.faiss._FEW", 100)
    numbers, vectors = np.arange(1, 20_001), crowd(20_000)
    for _ in ("made", "from its files"):
        store = opened(tmp_path, 1, numbers, vectors)
        assert recall(store, vectors, numbers) >= 0.99
        assert recall(store, vectors, numbers, Where(np.arange(0, 2000))) >= 0.99
        assert recall(store, vectors, numbers, Where(ids(3, 500, 9000, 9500, 9600, 9999))) == 1.0
        assert not len(store.search(vectors[0], 10, Where(ids())))
    assert np.array_equal(store.fetch(numbers[:9]), vectors[:9])


def test_a_large_store_takes_changes_in_without_being_divided_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("embeddings.stores.faiss.LISTS_FROM", 4000)
    numbers, vectors = np.arange(1, 20_001), crowd(20_000)
    opened(tmp_path, 1, numbers, vectors)
    divided: list[int] = []
    made = inverted._made
    monkeypatch.setattr(inverted, "_made", lambda vectors: divided.append(len(vectors)) or made(vectors))  # type: ignore[func-returns-value]
    # Some are gone, one has become another, and some are new.
    vectors[100] = crowd(1, seed=9)
    numbers, vectors = np.append(numbers[7:], [30_001, 30_002]), np.concatenate([vectors[7:], crowd(2, seed=8)])
    store = opened(tmp_path, 2, numbers, vectors)
    assert not divided
    assert recall(store, vectors, numbers) >= 0.99
    for row in (93, len(numbers) - 1):
        assert store.search(vectors[row], 1).ids[0] == numbers[row]
    # Of another archive.
    vectors = crowd(len(numbers), seed=3)
    assert recall(opened(tmp_path, 3, numbers, vectors), vectors, numbers) >= 0.99
    assert divided == [len(numbers)]


@pytest.mark.parametrize("name", ["vectors.faiss", "vectors.lists/lists.faiss", "vectors.lists/rows.npy"])
def test_a_damaged_file_of_a_large_store_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr("embeddings.stores.faiss.LISTS_FROM", 4000)
    numbers, vectors = np.arange(1, 5001), crowd(5000)
    opened(tmp_path, 1, numbers, vectors)
    data = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(data[: len(data) // 2])
    assert recall(opened(tmp_path, 1, numbers, vectors), vectors, numbers) >= 0.99
    assert (tmp_path / name).read_bytes() == data
