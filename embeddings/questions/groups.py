"""Questions that ask the same in other words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

ALIKE = 0.75
"""Share of the way from the cosine of unrelated questions to 1 from which two are one. ``tests/benchmarks/wordings.py``
chose it: of 48 pairs in other words it joins 0.83 in development and 0.79 in test, of 48 about the same thing that ask
something else 0.08 and 0.17; at 0.7 those are 0.88, 0.83, 0.29, 0.25, at 0.8 they are 0.58, 0.62, 0.08, 0.08."""
_NUMBER = re.compile(r"\d+")

Cosines = TypeVar("Cosines", float, npt.NDArray[np.float32])


def above_unrelated(cosine: Cosines, unrelated: float) -> Cosines:
    """How far a cosine lies above that of unrelated questions, as a share of the way from there to 1."""
    return (cosine - unrelated) / (1 - unrelated)


def grouped(questions: Sequence[str], vectors: npt.NDArray[np.float32], unrelated: float) -> list[list[int]]:
    """Which questions ask the same, by their places.

    Each joins the group whose first question is nearest, so that no chain of small steps leads from one question to
    another; what comes first leads. Questions with other numbers, such as two years, are never one.

    Args:
        questions: their texts.
        vectors: of the questions, a row each, of length 1.
        unrelated: see :func:`embeddings.models.unrelated.unrelated_cosine`.
    """
    groups: dict[frozenset[str], list[list[int]]] = {}
    for place, vector in enumerate(vectors):
        near = groups.setdefault(frozenset(_NUMBER.findall(questions[place])), [])
        cosines = above_unrelated(vectors[[group[0] for group in near]] @ vector, unrelated)
        if near and cosines.max() >= ALIKE:
            near[int(cosines.argmax())].append(place)
        else:
            near.append([place])
    return sorted((group for near in groups.values() for group in near), key=lambda group: group[0])
