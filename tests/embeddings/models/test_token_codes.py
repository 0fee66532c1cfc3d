"""A passage's tokens as they are kept say what they said when the model read them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.models.encoder import SentenceEncoder, TokenEmbeddings
from embeddings.models.late_interaction import Interaction, ReadQuestion
from embeddings.models.token_codes import TokenCodes
from embeddings.text.terms import query_terms

TEXT = "Rye must stand for two days before it is cut. White bread is ready sooner. Salt keeps the dough slow."


def unit(rows: np.ndarray) -> np.ndarray:
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def reading(tokens: np.ndarray) -> TokenEmbeddings:
    spans = np.array([[number, number + 1] for number in range(len(tokens))], dtype=np.int32).reshape(-1, 2)
    return TokenEmbeddings(np.zeros(tokens.shape[1], np.float32), tokens.astype(np.float16), spans)


@given(st.integers(0, 2**32 - 1), st.sampled_from([384, 512, 768, 1000]), st.integers(0, 20))
def test_cosines_are_right_on_the_mean_and_never_far_off(seed: int, width: int, alike: int) -> None:
    chance = np.random.default_rng(seed)
    tokens = unit(chance.standard_normal((40, width)))
    # As a model's vectors are: a few numbers are far larger than the others, and some texts are near the question.
    tokens[:, :3] *= 8
    questions = unit(chance.standard_normal((5, width)) + alike * tokens[:5] / 10)
    tokens = unit(tokens)
    off = TokenCodes.of(reading(tokens)).cosines(questions) - questions @ tokens.T
    assert np.abs(off).max() < 6 / np.sqrt(width)
    assert abs(off.mean()) < 1.5 / np.sqrt(width)


def test_a_text_of_the_model_is_kept_in_a_bit_a_number() -> None:
    encoder = SentenceEncoder()
    (read,) = encoder.encode_again([TEXT])
    codes = TokenCodes.of(read)
    assert codes.signs.nbytes == len(read.tokens) * 48
    assert codes.signs.nbytes * 16 == read.tokens.nbytes


@pytest.mark.parametrize(
    ("question", "place"),
    [("How long does rye have to stand?", 0), ("When is white bread ready?", 1), ("What does salt do?", 2)],
)
def test_the_sentence_that_answers_is_nearest(question: str, place: int) -> None:
    encoder = SentenceEncoder()
    (read,) = encoder.encode_again([TEXT])
    asked = ReadQuestion.of(question, encoder.encode_queries([question])[0], dict.fromkeys(query_terms(question), 1.0))
    ends = [0, *(place + 1 for place, char in enumerate(TEXT) if char == ".")]
    for passage in (read, TokenCodes.of(read)):
        near = Interaction.of(asked, passage, 0)
        closeness = [near.maxsim(start, end) for start, end in pairwise(ends)]
        assert closeness.index(max(closeness)) == place


@given(st.binary(max_size=200))
def test_what_is_damaged_is_not_taken_for_tokens(stored: bytes) -> None:
    codes = TokenCodes.unpacked(stored)
    assert codes is None or codes.packed() == stored


@given(st.integers(0, 30), st.sampled_from([1, 7, 384]))
def test_what_was_packed_comes_back(tokens: int, width: int) -> None:
    codes = TokenCodes.of(reading(np.random.default_rng(tokens).standard_normal((tokens, width))))
    again = TokenCodes.unpacked(codes.packed())
    assert again is not None
    assert np.array_equal(again.spans, codes.spans)
    assert np.array_equal(again.signs, codes.signs) or not tokens


def test_a_model_that_tells_no_tokens_keeps_none() -> None:
    codes = TokenCodes.of(TokenEmbeddings(np.ones(4, np.float32) / 2, np.empty((0, 1)), np.empty((0, 2), np.int32)))
    question = ReadQuestion(np.ones((2, 4), np.float32) / 2, np.ones(2, np.float32) / 2)
    near = Interaction.of(question, codes, 0)
    assert (near.whole, near.maxsim(0, 10)) == (0.0, 0.0)
