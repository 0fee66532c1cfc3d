"""An optional second opinion: a cross-encoder that reads the question and a passage together.

Slower than all else and not shipped, so an owner has to name one (``RERANKER_MODEL``). Nogueira and Cho, Passage
Re-ranking with BERT (https://arxiv.org/abs/1901.04085).
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from embeddings.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder


class Reranker:
    """A sentence-transformers CrossEncoder, loaded when it is first needed. Safe to share between threads."""

    def __init__(self, model: str) -> None:
        """``model``: a name or path."""
        self.model = model
        self._lock = threading.Lock()

    @cached_property
    def _encoder(self) -> CrossEncoder:
        from sentence_transformers import CrossEncoder  # noqa: PLC0415 - torch takes seconds to import

        try:
            encoder: CrossEncoder = CrossEncoder(self.model, num_labels=1, device="cpu")
        except (OSError, ValueError, RuntimeError, ImportError) as error:
            reason = " ".join(str(error).split())[:200]
            raise ModelError(self.model, f"it could not be loaded ({reason})", role="reranker") from error
        return encoder

    def load(self) -> None:
        """Load the model now rather than at the first question.

        Raises:
            ModelError: it is missing or damaged.
        """
        self.scores("warm up", ["warm up"])

    def scores(self, question: str, passages: Sequence[str]) -> npt.NDArray[np.float32]:
        """How well each passage answers, 0 to 1: float32, shape (passages,).

        Raises:
            ModelError: the model is missing or damaged.
        """
        from torch.nn import Sigmoid  # noqa: PLC0415

        with self._lock:
            found = self._encoder.predict(
                [(question, passage) for passage in passages], activation_fn=Sigmoid(), show_progress_bar=False
            )
        return np.asarray(found, dtype=np.float32).reshape(len(passages))
