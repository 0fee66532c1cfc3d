"""The network of the reader: a sentence model with low-rank adapters that reads a question and a passage together.

Hu and others, LoRA (https://arxiv.org/abs/2106.09685), on every linear layer of the encoder; a head scores each token,
and one more says of the whole that nothing answers. Imported where torch is needed anyway.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn

LENGTH_DISCOUNT = 0.5
"""How far a sentence's score falls with the logarithm of its length: 0 takes the sum of its tokens, 1 their mean."""
_HIDDEN = 128
_NOWHERE = -1
_NEVER = -1e4
_STEP = 16
"""Tokens to a multiple of which a batch is padded."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and a passage as token ids, with the sentence that each token stands in."""

    ids: Sequence[int]
    types: Sequence[int]
    """0 for the question, 1 for the passage; 0 throughout for a model that does not tell them apart."""
    sentences: Sequence[int]
    """Number of the sentence, -1 for a token of none."""
    count: int
    """Sentences of the passage, those that were cut off included."""


def pairs(
    tokenizer: Any, question: str, passages: Sequence[tuple[str, Sequence[tuple[int, int]]]], longest: int
) -> list[Pair]:
    """Tokenise a question with each of some passages.

    Args:
        tokenizer: a fast one.
        question: what is asked; its first half of ``longest`` at most.
        passages: of each, what stands before it and the passage as one text, and the offsets in that of its sentences,
            in order.
        longest: tokens that are read at most.
    """
    asked = tokenizer(question, add_special_tokens=False, truncation=True, max_length=longest // 2)["input_ids"]
    texts = tokenizer(
        [text for text, _ in passages],
        add_special_tokens=False,
        truncation=True,
        max_length=longest - len(asked) - 3,
        return_offsets_mapping=True,
    )
    head = [tokenizer.cls_token_id, *asked, tokenizer.sep_token_id]
    second = int("token_type_ids" in tokenizer.model_input_names)
    found = []
    for read, offsets, (_, sentences) in zip(texts["input_ids"], texts["offset_mapping"], passages, strict=True):
        ids = [*head, *read, tokenizer.sep_token_id]
        types = [0] * len(head) + [second] * (len(read) + 1)
        numbers = [_NOWHERE] * len(head) + _sentences_of(offsets, sentences) + [_NOWHERE]
        found.append(Pair(ids, types, numbers, len(sentences)))
    return found


def _sentences_of(offsets: Sequence[tuple[int, int]], sentences: Sequence[tuple[int, int]]) -> list[int]:
    """The number of the sentence that each token stands in."""
    numbers, at = [], 0
    for start, _ in offsets:
        while at < len(sentences) and start >= sentences[at][1]:
            at += 1
        numbers.append(at if at < len(sentences) and start >= sentences[at][0] else _NOWHERE)
    return numbers


class Batch(NamedTuple):
    """Pairs side by side; each int64, shape (pairs, tokens)."""

    ids: Tensor
    mask: Tensor
    """0 for padding."""
    types: Tensor
    sentences: Tensor
    most: int
    """Sentences of the pair that has most."""


def batch_of(pairs: Sequence[Pair], padding: int) -> Batch:
    """Pairs in one batch, filled up with the token ``padding``."""
    # Few different shapes: for each, the matrix library prepares its work anew.
    longest = -(-max(len(one.ids) for one in pairs) // _STEP) * _STEP

    def padded(rows: Sequence[Sequence[int]], value: int) -> Tensor:
        return torch.tensor([[*row, *[value] * (longest - len(row))] for row in rows])

    return Batch(
        padded([one.ids for one in pairs], padding),
        padded([[1] * len(one.ids) for one in pairs], 0),
        padded([one.types for one in pairs], 0),
        padded([one.sentences for one in pairs], _NOWHERE),
        max(1, *(one.count for one in pairs)),
    )


class Adapter(nn.Module):
    """A linear layer that stays as it is, and what a low-rank matrix adds to it."""

    def __init__(self, linear: nn.Linear, rank: int) -> None:
        super().__init__()
        self.linear = linear
        self.down = nn.Parameter(torch.randn(rank, linear.in_features) / linear.in_features**0.5)
        self.up = nn.Parameter(torch.zeros(linear.out_features, rank))

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.linear(x) + (x @ self.down.T) @ self.up.T
        return out


class ReaderNetwork(nn.Module):
    """Encoder -> a logit for each sentence of a passage, and one for none of them."""

    def __init__(self, encoder: nn.Module, width: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.token = nn.Sequential(nn.Linear(width, _HIDDEN), nn.GELU(), nn.Linear(_HIDDEN, 1))
        self.none = nn.Linear(width, 1)

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Read a batch.

        Returns:
            the logits of the sentences, float32, shape (pairs, most sentences), -10,000 where there is no such
            sentence or none of its tokens was read; and those of "none of them", shape (pairs,).
        """
        ids, mask, types = batch.ids, batch.mask, batch.types
        states = self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state
        tokens = self.token(states).squeeze(-1).float()
        none = self.none(states[:, 0]).squeeze(-1).float()
        own = batch.sentences.unsqueeze(-1) == torch.arange(batch.most, device=ids.device)
        never = torch.tensor(_NEVER, device=ids.device)
        length = own.sum(dim=1).clamp(min=1).float()
        logits = torch.logsumexp(torch.where(own, tokens.unsqueeze(-1), never), dim=1)
        logits = logits - LENGTH_DISCOUNT * torch.log(length)
        return torch.where(own.any(dim=1), logits, never), none


def _linears(encoder: nn.Module) -> list[tuple[str, nn.Linear]]:
    """The linear layers of the encoder's blocks, with their names."""
    found = encoder.named_modules()
    return [(name, part) for name, part in found if isinstance(part, nn.Linear) and ".layer." in f".{name}"]


def adapt(encoder: nn.Module, rank: int) -> None:
    """Freeze an encoder, and put an adapter on each linear layer of its blocks."""
    for parameter in encoder.parameters():
        parameter.requires_grad = False
    for name, linear in _linears(encoder):
        parent, _, last = name.rpartition(".")
        setattr(encoder.get_submodule(parent), last, Adapter(linear, rank))


def trained(network: nn.Module) -> dict[str, Tensor]:
    """What was trained: the adapters and the heads."""
    return {name: parameter for name, parameter in network.named_parameters() if parameter.requires_grad}


def merge(network: ReaderNetwork, numbers: Mapping[str, Tensor]) -> None:
    """Add what was trained to a network without adapters.

    Raises:
        KeyError: the numbers are of another network.
        RuntimeError: their shapes are.
    """
    with torch.no_grad():
        for name, linear in _linears(network.encoder):
            down, up = (numbers[f"encoder.{name}.{part}"].float() for part in ("down", "up"))
            linear.weight += (up @ down).to(linear.weight.dtype)
        for name, parameter in network.named_parameters():
            if not name.startswith("encoder."):
                parameter.copy_(numbers[name])
