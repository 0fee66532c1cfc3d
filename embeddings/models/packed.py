"""Texts of different lengths read as one row of tokens, so that nothing is computed for padding.

Every layer but attention looks at one token at a time, and doesn't mind where a text ends; attention goes text by text.
What transformers has of the kind needs a graphics card's kernels, so that this one is registered with it:
https://huggingface.co/docs/transformers/attention_interface. Imported where torch is needed anyway.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import pad, scaled_dot_product_attention
from transformers import AttentionInterface, PreTrainedModel

_NAME = "pullquote_packed"
_STEP = 32
"""Tokens to a multiple of which a row is filled up, as if with one text more: for each new length the matrix library
(oneDNN) writes its code anew, which costs up to 20 ms."""


def _attention(
    _module: nn.Module,
    query: Tensor,
    key: Tensor,
    value: Tensor,
    _mask: None,
    *,
    scaling: float,
    lengths: list[int],
    **_: Any,
) -> tuple[Tensor, None]:
    """Attention within each of the texts that stand in one row.

    ``query``, ``key`` and ``value`` have the shape (1, heads, tokens, width of a head), what comes back (1, tokens,
    heads, width of a head).
    """
    out = torch.empty_like(query.transpose(1, 2))
    parts = [torch.split(part, lengths, dim=2) for part in (query, key, value)]
    texts = zip(*parts, torch.split(out, lengths, dim=1), strict=True)
    for asked, by, given, read in texts:
        read.copy_(scaled_dot_product_attention(asked, by, given, scale=scaling).transpose(1, 2))
    return out, None


AttentionInterface.register(_NAME, _attention)


class PackedEncoder(nn.Module):
    """An encoder of BERT's kind that takes and gives what it does, but for padding, whose states are zero."""

    def __init__(self, encoder: PreTrainedModel) -> None:
        """``encoder`` belongs to this one from now on."""
        super().__init__()
        encoder.set_attn_implementation(_NAME)
        self._encoder = encoder

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Any:
        """Each int64, shape (texts, tokens), padded at the end; ``last_hidden_state`` is (texts, tokens, width)."""
        own = attention_mask.bool()
        places = torch.arange(own.shape[1]).expand_as(own)
        lengths = own.sum(dim=1).tolist()
        tokens = sum(lengths)
        if filler := -tokens % _STEP:
            lengths.append(filler)
        ids, types, positions = (
            pad(part[own], (0, filler)).unsqueeze(0) for part in (input_ids, token_type_ids, places)
        )
        read = self._encoder(input_ids=ids, token_type_ids=types, position_ids=positions, lengths=lengths)
        states = read.last_hidden_state[0, :tokens]
        padded = states.new_zeros(*own.shape, states.shape[-1])
        padded[own] = states
        read.last_hidden_state = padded
        return read
