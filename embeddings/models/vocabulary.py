"""How well the vocabulary of a model covers a language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

READABLE = 0.5
"""Coverage from which a model counts at all; below, it has no token for half of what it reads."""
_CHARACTERS_A_TOKEN = 3.2
"""From here on a language counts as covered; English has about 4, and a Chinese character counts as two."""

_ADDRESS = re.compile(r"https?://\S+|www\.\S+")
"""What is of no language: its letters and signs are spelled out in any."""


def coverage(tokenizer: Any, texts: Sequence[str]) -> float:
    """0 to 1: how well a tokenizer's vocabulary covers the language of some texts.

    A model that has to spell words out, or knows no token for them, gives vectors that say little. 1 is reached at 3.2
    characters a token; what it has no token for counts as unread.
    """
    if not texts or not hasattr(tokenizer, "unk_token_id"):
        return 1.0
    texts = [_ADDRESS.sub(" ", text) for text in texts]
    ids = [token for row in tokenizer(texts, add_special_tokens=False)["input_ids"] for token in row]
    characters = sum(2 if char >= "\u2e80" else 1 for text in texts for char in text if not char.isspace())
    tokens = max(len(ids), 1)
    unread: float = sum(token == tokenizer.unk_token_id for token in ids) / tokens
    return (1 - unread) * min(1.0, characters / tokens / _CHARACTERS_A_TOKEN)
