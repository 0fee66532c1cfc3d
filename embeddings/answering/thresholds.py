"""How sure an answer has to be."""

from __future__ import annotations

from typing import Literal

Answering = Literal["eager", "balanced", "strict"]
ANSWERING: dict[Answering, float] = {"eager": 0.3, "balanced": 0.45, "strict": 0.7}
"""Probability from which the quotes are shown as an answer. What each costs: ``tests/benchmarks/fit_confidence.py``."""
SURE = ANSWERING["strict"]
"""Probability below which an answer is shown with a word that it may be none."""
