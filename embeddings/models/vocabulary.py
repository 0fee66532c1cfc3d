"""How well the vocabulary of a model covers a language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from embeddings.languages import UNSPACED_SCRIPTS

READABLE = 0.5
"""Coverage from which a model counts at all; below, it has no token for half of what it reads."""
_CHARACTERS_A_TOKEN = 3.2
"""From here on a language counts as covered; English has about 4."""
_HAN, _KANA, _OTHER_WIDE = 3, 1.5, 2
"""Letters of English that a character says as much as: of the tokens of a multilingual model, posts in Chinese come to
3.7 such letters each then, and those in Japanese to 3.1."""
_WIDE = re.compile(f"[{UNSPACED_SCRIPTS['han']}]"), re.compile(f"[{UNSPACED_SCRIPTS['kana']}]")


def coverage(tokenizer: Any, texts: Sequence[str]) -> float:
    """0 to 1: how well a tokenizer's vocabulary covers the language of some texts.

    A model that has to spell words out, or knows no token for them, gives vectors that say little. 1 is reached at 3.2
    characters a token; what it has no token for counts as unread.
    """
    if not texts or not hasattr(tokenizer, "unk_token_id"):
        return 1.0
    ids = [token for row in tokenizer(list(texts), add_special_tokens=False)["input_ids"] for token in row]
    characters = sum(_letters(text) for text in texts)
    tokens = max(len(ids), 1)
    unread: float = sum(token == tokenizer.unk_token_id for token in ids) / tokens
    return (1 - unread) * min(1.0, characters / tokens / _CHARACTERS_A_TOKEN)


def _letters(text: str) -> float:
    """The letters of a text, a character of a script that says more in one counting as several."""
    han, kana = (len(pattern.findall(text)) for pattern in _WIDE)
    every = [char for char in text if not char.isspace()]
    wide = sum(char >= "\u2e80" for char in every)
    return len(every) - wide + han * _HAN + kana * _KANA + (wide - han - kana) * _OTHER_WIDE
