"""Reading texts of different lengths in one row."""

from __future__ import annotations

import copy

import pytest
import torch

from embeddings.models.encoder import SentenceEncoder
from embeddings.models.packed import PackedEncoder

TEXTS = ["It rests a day.", "The oven is hot. " * 20 + "It rests two days.", "Salt", "Salt is cheap. Rye rests a week."]


@pytest.mark.parametrize("texts", [TEXTS, ["salt " * 30], ["salt " * 31]], ids=["several", "32 tokens", "33"])
def test_texts_in_one_row_are_read_as_each_is_alone(texts: list[str]) -> None:
    model, _ = SentenceEncoder().shared
    encoder = copy.deepcopy(model[0].auto_model).float()
    batch = model.tokenizer(texts, padding=True, return_tensors="pt")
    with torch.inference_mode():
        packed = PackedEncoder(copy.deepcopy(encoder))(**batch).last_hidden_state
        for text, states, own in zip(texts, packed, batch["attention_mask"].bool(), strict=True):
            alone = encoder(**model.tokenizer([text], return_tensors="pt")).last_hidden_state[0]
            assert torch.allclose(states[own], alone, atol=1e-4)
            assert not states[~own].any()
