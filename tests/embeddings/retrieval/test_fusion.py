"""Fusion and ranking as what they are: functions over candidate sets."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.models.encoder import TokenEmbeddings
from embeddings.retrieval import features
from embeddings.retrieval.candidates import Stores, gather
from embeddings.retrieval.features import features_of
from embeddings.retrieval.fusion import DENSE_ALONE, FUSED, LEXICAL_ALONE, best_of, fuse, model_share, normalised
from embeddings.retrieval.ranking import different
from embeddings.stores.ids import Ids, Vectors, numbered_sentences, passage_of, sentence_id
from embeddings.stores.outline import Outline
from embeddings.stores.protocols import Where

from ..stores.memory import MemoryTerms, MemoryVectors

DIMENSION = 16


def ids(*numbers: int) -> Ids:
    return np.array(numbers, dtype=np.int64)


def axis(*numbers: int) -> Vectors:
    """Unit vectors along some axes: what is on the same one is the same, what is not is unrelated."""
    return np.eye(DIMENSION, dtype=np.float32)[list(numbers)]


def question(number: int) -> TokenEmbeddings:
    vector = axis(number)[0]
    return TokenEmbeddings(vector, vector[None].astype(np.float16), np.array([[0, 1]], dtype=np.int32))


@pytest.fixture
def stores() -> Stores:
    """Three posts of two passages each, with a sentence a passage; their ids follow no order."""
    passages, posts = ids(12, 11, 32, 31, 22, 21), ids(1, 1, 2, 2, 3, 3)
    words = {12: ["rye"], 11: ["oven"], 32: ["salt"], 31: ["rye", "salt"], 22: ["steam"], 21: ["oven", "steam"]}
    titles = {1: ["rye"], 2: ["salt"], 3: ["steam"]}
    dense, sentences, centroids = (MemoryVectors(DIMENSION) for _ in range(3))
    dense.upsert(passages, axis(0, 1, 2, 3, 4, 5), posts)
    sentences.upsert(np.array([sentence_id(int(p), 0) for p in passages]), axis(0, 1, 2, 3, 4, 5), posts)
    centroids.upsert(ids(1, 2, 3), (axis(0, 2, 4) + axis(1, 3, 5)) / np.sqrt(2), ids(1, 2, 3))
    lexical = MemoryTerms(
        [(post, titles[post], [(int(p), words[int(p)]) for p in passages[posts == post]]) for post in titles]
    )
    counts = np.ones(6, dtype=np.int32)
    return Stores(Outline(passages, posts, counts * 0, counts * 9, counts), dense, sentences, centroids, lexical)


def best_post(
    stores: Stores, terms: list[str], number: int, weights: object = FUSED, where: Where | None = None
) -> int:
    candidates = gather(stores, terms, question(number), where or Where())
    features = features_of(stores, candidates, terms, question(number))
    _, posts = fuse(candidates, features, weights)  # type: ignore[arg-type]
    return int(candidates.posts[posts.argmax()])


def test_each_half_ranks_by_itself_and_both_agree_on_what_both_find(stores: Stores) -> None:
    assert best_post(stores, ["steam"], 3, LEXICAL_ALONE) == 3
    assert best_post(stores, ["steam"], 3, DENSE_ALONE) == 2
    assert best_post(stores, ["steam"], 5) == 3


def test_what_the_filter_shuts_out_is_no_candidate(stores: Stores) -> None:
    where = Where(ids(1, 2))
    assert best_post(stores, ["steam"], 5, where=where) != 3
    assert set(gather(stores, ["steam"], question(5), where).posts) <= {1, 2}
    assert not len(gather(stores, ["steam"], question(5), Where(ids())).passages)


def test_a_post_found_as_a_whole_is_looked_at_with_all_its_passages(stores: Stores) -> None:
    stores.posts.upsert(ids(3), axis(9), ids(3))
    candidates = gather(stores, [], question(9), Where(), depth=1)
    assert set(candidates.passages[candidates.posts_of == 3]) == {21, 22}


def test_features_are_exact_whichever_list_a_candidate_came_from(stores: Stores) -> None:
    for depth in (1, 2, 100):
        candidates = gather(stores, ["rye", "oven"], question(2), Where(), depth)
        features = features_of(stores, candidates, ["rye", "oven"], question(2))
        assert features.cosine == pytest.approx([float(passage == 32) for passage in candidates.passages])
        assert features.bm25 == pytest.approx(stores.lexical.score(["rye", "oven"], candidates.passages))
        assert features.bounds["cosine"][1] == pytest.approx(1.0)


def test_ids_that_the_catalog_no_longer_has_are_passed_over(stores: Stores) -> None:
    stores.passages.upsert(ids(99), axis(9), ids(9))
    stores.posts.upsert(ids(9), axis(9), ids(9))
    candidates = gather(stores, ["rye"], question(9), Where())
    assert 99 not in candidates.passages
    assert 9 not in candidates.posts
    assert candidates.post_of(99) == 0


def test_a_store_that_answers_less_or_nothing_leaves_the_others_to_answer(stores: Stores) -> None:
    silent = replace(stores, sentences=MemoryVectors(DIMENSION), posts=MemoryVectors(DIMENSION))
    assert best_post(silent, ["steam"], 5) == 3
    nothing = replace(silent, passages=MemoryVectors(DIMENSION))
    assert best_post(nothing, ["steam"], 5) == 3
    assert best_post(stores, ["unheard"], 5) == 3


@given(st.lists(st.floats(-1, 1, width=32), min_size=1), st.floats(-1, 0.5), st.floats(0.51, 1))
def test_normalising_keeps_the_order_and_puts_the_bounds_at_0_and_1(
    scores: list[float], least: float, most: float
) -> None:
    found = normalised(np.array(scores, dtype=np.float32), (least, most))
    assert (np.diff(found[np.argsort(scores, kind="stable")]) >= 0).all()
    edges = normalised(np.array([least, most], dtype=np.float32), (least, most))
    assert edges == pytest.approx([0, 1], abs=1e-4)


def test_a_post_has_the_score_of_its_best_passage() -> None:
    scores = np.array([0.1, 0.9, 0.4, 0.2], dtype=np.float32)
    assert best_of(ids(7, 3, 7, 3), scores, ids(3, 7)) == pytest.approx([0.9, 0.4])


def test_the_model_counts_by_what_it_can_read() -> None:
    assert [model_share(coverage) for coverage in (0.2, 0.6, 1.0)] == [0.0, 0.6, 1.0]
    assert FUSED.scaled_by(0.5).dense == FUSED.dense / 2
    assert FUSED.scaled_by(0).dense == 0
    assert DENSE_ALONE.scaled_by(0) == DENSE_ALONE


def test_of_passages_that_say_the_same_only_the_first_is_kept() -> None:
    texts = {1: "Rye bread must rest a whole day.", 2: "Rye bread must rest a whole day!", 3: "Salt comes last."}
    assert different([(1, 0.9), (2, 0.8), (3, 0.7)], texts.__getitem__) == [(1, 0.9), (3, 0.7)]
    assert different([(1, 0.9), (3, 0.7)], texts.__getitem__, limit=1) == [(1, 0.9)]


@given(seed=st.integers(0, 10_000))
def test_of_many_candidates_those_that_may_come_first_have_their_nearest_sentence(seed: int) -> None:
    chance = np.random.default_rng(seed)
    passages, counts = np.arange(1, 121), np.full(120, 2, dtype=np.int32)
    posts = (passages - 1) // 6 + 1

    def unit(rows: int) -> Vectors:
        vectors = chance.standard_normal((rows, DIMENSION)).astype(np.float32)
        found: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return found

    dense, sentences, centroids = (MemoryVectors(DIMENSION) for _ in range(3))
    dense.upsert(passages, unit(120), posts)
    sentences.upsert(numbered_sentences(passages, counts), unit(240), np.repeat(posts, 2))
    centroids.upsert(np.arange(1, 21), unit(20), np.arange(1, 21))
    lexical = MemoryTerms([(post, [], [(int(p), ["rye"]) for p in passages[posts == post]]) for post in range(1, 21)])
    stores = Stores(Outline(passages, posts, counts * 0, counts * 9, counts), dense, sentences, centroids, lexical)
    candidates = gather(stores, ["rye"], question(0), Where(), depth=10)
    every = features_of(stores, candidates, ["rye"], question(0)).sentence
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(features, "LOOKED_INTO", 20)
        some = features_of(stores, candidates, ["rye"], question(0)).sentence
    nearest = candidates.lists["sentences"]
    found = np.isin(candidates.passages, passage_of(nearest.ids))
    assert np.array_equal(some[found], every[found])
    unlike = some != every
    assert (some[unlike] <= nearest.scores[-1]).all()
    assert (every[unlike] <= nearest.scores[-1] + 1e-6).all()
    for post in np.unique(posts[np.isin(passages, candidates.passages)]):
        its = np.flatnonzero(candidates.posts_of == post)
        assert not unlike[its].all()
