"""Questions in other words are one; with another number or about something else they are not."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from embeddings import Archive
from embeddings.questions.groups import ALIKE, grouped

from ...toy import ToyEncoder


def test_each_joins_the_nearest_that_leads() -> None:
    angles = np.array([0.0, 1.2, 0.3, 0.9, 0.6])
    vectors = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    assert np.cos(0.3) > ALIKE
    assert grouped([""] * 5, vectors, 0.0) == [[0, 2, 4], [1, 3]]
    # Where all cosines of a model are high, a high one says less.
    assert grouped([""] * 5, vectors, 0.9) == [[0], [1], [2], [3], [4]]


def test_other_numbers_are_other_questions(tmp_path: Path) -> None:
    with Archive(tmp_path, encoder=ToyEncoder(), create=True) as archive:
        asked = ["Who won in 1990?", "Who won in 1991?", "who won in 1990", "Is rye wheat?"]
        assert archive.grouped(asked) == [[0, 2], [1], [3]]
        assert archive.grouped([]) == []


def test_the_shipped_model_joins_wordings_and_keeps_subjects_apart(tmp_path: Path) -> None:
    asked = [
        "Can I freeze sourdough bread?",
        "Who maintains the compiler now?",
        "Is it okay to put a sourdough loaf in the freezer?",
        "Can I bake sourdough bread in a pan?",
        "Who are the current maintainers of the compiler?",
    ]
    with Archive(tmp_path, create=True) as archive:
        assert archive.grouped(asked) == [[0, 2], [1, 4], [3]]
