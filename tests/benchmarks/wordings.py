"""From which cosine on two questions count as one in other words: python tests/benchmarks/wordings.py [MODEL...]

``wordings.tsv`` holds questions as members ask them, each with the same in other words and with another about the same
thing. Every second pair is for development, where the threshold is chosen; the others report on it. The cosine is what
lies above that of unrelated questions, so that one threshold holds for any model.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt

from embeddings.models.encoder import DEFAULT_MODEL, SentenceEncoder
from embeddings.models.unrelated import unrelated_cosine
from embeddings.questions.groups import ALIKE, above_unrelated

PAIRS = Path(__file__).with_name("wordings.tsv")


def main() -> None:
    rows = [line.split("\t") for line in PAIRS.read_text(encoding="utf-8").splitlines()]
    same = np.array([row[0] == "same" for row in rows])
    development = np.arange(len(rows)) % 2 == 0
    for model in sys.argv[1:] or [DEFAULT_MODEL]:
        encoder = SentenceEncoder(model)
        first, second = (
            np.stack([read.vector for read in encoder.encode_queries([row[place] for row in rows])]) for place in (1, 2)
        )
        cosines = above_unrelated((first * second).sum(axis=1), unrelated_cosine(encoder))
        print(f"{model}: of {same.sum()} in other words and {(~same).sum()} others, joined (development, test)")
        for threshold in (*np.arange(0.4, 0.95, 0.05), ALIKE):
            joined = cosines >= threshold
            print(f"  {threshold:.2f}  {_shares(joined, same, development)}  {_shares(joined, ~same, development)}")


def _shares(joined: npt.NDArray[np.bool_], of: npt.NDArray[np.bool_], development: npt.NDArray[np.bool_]) -> str:
    return "  ".join(f"{joined[of & part].mean():.2f}" for part in (development, ~development))


if __name__ == "__main__":
    main()
