"""Ids and arrays of them. Ids are the catalog's own, 64-bit integers, and never the number of a row in some file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float32]
Vectors = npt.NDArray[np.float32]

T = TypeVar("T")

_SENTENCES = 1 << 16
"""Sentences that a passage may have: it has 120 words."""


def batched(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    """Rows, so many at once."""
    left = iter(rows)
    while part := list(islice(left, size)):
        yield part


def sentence_id(passage: int, number: int) -> int:
    """The id of a passage's sentence, counted from 0."""
    return passage * _SENTENCES + number


def ranges(starts: Ids, counts: npt.NDArray[np.integer[Any]]) -> Ids:
    """As many numbers from each start on as its count says, one range after the other."""
    found: Ids = np.repeat(starts - (np.cumsum(counts) - counts), counts) + np.arange(counts.sum())
    return found


def numbered_sentences(passages: Ids, counts: npt.NDArray[np.integer[Any]]) -> Ids:
    """The ids of the sentences of some passages, one after the other; ``counts``: how many each has."""
    return ranges(passages * _SENTENCES, counts)


def passage_of(sentences: Ids) -> Ids:
    """The ids of the passages that some sentences stand in."""
    return sentences // _SENTENCES
