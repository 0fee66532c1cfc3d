"""How well a model's vocabulary covers a language."""

from __future__ import annotations

import pytest

from embeddings.models.vocabulary import READABLE, coverage


class CharacterTokenizer:
    """Has a token for every character of a text, or for none of them."""

    unk_token_id = 0

    def __init__(self, known: bool) -> None:
        self._token = int(known)

    def __call__(self, texts: list[str], add_special_tokens: bool) -> dict[str, list[list[int]]]:
        return {"input_ids": [[self._token] * len(text) for text in texts]}


@pytest.mark.parametrize(("known", "least", "most"), [(True, 0.9, 1.0), (False, 0.0, READABLE)])
def test_a_vocabulary_with_all_chinese_characters_covers_chinese(known: bool, least: float, most: float) -> None:
    assert least <= coverage(CharacterTokenizer(known), ["面包要在锡模里烤很久", "酸面團放在陰涼的地方"]) <= most
