"""The reader: a small model that reads a question and a passage together, and says which sentence answers.

What retrieval cannot tell, since it looks at question and passage apart: the sentence that repeats a question's words
is rarely the one that answers it. It is all-MiniLM-L6-v2 with one million numbers on top, trained by
``tests/benchmarks/train_reader.py``, whose record is ``reader.json``.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from embeddings.errors import ModelError
from embeddings.models.encoder import DEFAULT_MODEL, has_fast_bfloat16, shipped_model
from embeddings.models.vocabulary import READABLE, coverage

if TYPE_CHECKING:
    from embeddings.models.reader_network import ReaderNetwork

log = logging.getLogger(__name__)
_LOADING = threading.Lock()

SHIPPED = Path(__file__).with_name("reader.safetensors")
LONGEST = 256
"""Tokens of a question with a passage; what is longer is cut off."""
CUT_OFF = -20.0
"""Lead of a sentence that was cut off: less than any that was read."""
SOFTNESS = 2.0
"""What log-odds are divided by: a reader is surer of itself than it should be."""
_BATCH = 16


@dataclass(frozen=True, slots=True)
class QuestionAndPassage:
    """A question and a passage to be read together."""

    question: str
    text: str
    """The title, the headings and the passage."""
    sentences: Sequence[tuple[int, int]]
    """Offsets in ``text``, in order."""


class Reader:
    """The shipped reader, or one of a file; loaded when it is first needed, once for all archives of the process. Safe
    to share between threads."""

    def __init__(self, path: Path = SHIPPED) -> None:
        self.path = path

    @cached_property
    def _loaded(self) -> tuple[ReaderNetwork, Any, threading.Lock]:
        """The network, its tokenizer, and the lock of whoever reads with them."""
        with _LOADING:
            return _loaded(self.path)

    @cached_property
    def usable(self) -> bool:
        """Whether it can be loaded, which is tried once; where it cannot, the log has the reason."""
        try:
            self.answers([QuestionAndPassage("warm up", "warm up", [(0, 7)])])
        except ModelError as error:
            log.warning("%s. Answers are chosen without it; install Pullquote again to have it back.", error)
            return False
        return True

    def reads(self, texts: Sequence[str]) -> bool:
        """Whether it knows the language of some texts well enough to say anything about them. Raises as
        :meth:`answers` does."""
        # The first nearly always tells; one of code alone does not.
        return any(coverage(self._loaded[1], texts[:some]) >= READABLE for some in (1, len(texts)))

    def answers(self, readings: Sequence[QuestionAndPassage]) -> list[npt.NDArray[np.float32]]:
        """How likely each sentence answers, 0 to 1: each float32, shape (sentences,).

        Raises:
            ModelError: its file is missing, damaged or made for another model.
        """
        return [1 / (1 + np.exp(-lead / SOFTNESS)) for lead in self.leads(readings)]

    def leads(self, readings: Sequence[QuestionAndPassage]) -> list[npt.NDArray[np.float32]]:
        """How far each sentence is ahead of "none of them", in log-odds: each float32, shape (sentences,).

        Raises as :meth:`answers` does.
        """
        import torch  # noqa: PLC0415

        from embeddings.models.reader_network import pair  # noqa: PLC0415

        found: list[npt.NDArray[np.float32]] = [np.empty(0, dtype=np.float32)] * len(readings)
        network, tokenizer, lock = self._loaded
        with lock, torch.inference_mode():
            pairs = [pair(tokenizer, one.question, one.text, one.sentences, LONGEST) for one in readings]
            order = sorted(range(len(pairs)), key=lambda row: len(pairs[row].ids))
            for start in range(0, len(order), _BATCH):
                rows = order[start : start + _BATCH]
                logits, none = network([pairs[row] for row in rows], tokenizer.pad_token_id)
                for row, lead in zip(rows, (logits - none.unsqueeze(1)).numpy(), strict=True):
                    found[row] = np.maximum(lead[: pairs[row].count], CUT_OFF)
        return found


@lru_cache(maxsize=1)
def _loaded(path: Path) -> tuple[ReaderNetwork, Any, threading.Lock]:
    """See :attr:`Reader._loaded`. Raises ``ModelError`` where it is missing, damaged or made for another model."""
    # Imported here since torch takes seconds.
    import torch  # noqa: PLC0415
    import transformers  # noqa: PLC0415
    from safetensors import SafetensorError, safe_open  # noqa: PLC0415

    from embeddings.models.reader_network import ReaderNetwork, merge  # noqa: PLC0415

    # It tells of the pooler of the default model, which is not used here.
    transformers.logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    transformers.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        with safe_open(path, framework="pt") as file:
            base = (file.metadata() or {}).get("base")
            numbers = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - it is no mapping
        if base != DEFAULT_MODEL:
            raise ModelError(str(path), f"it is made for {base}, not {DEFAULT_MODEL}", role="reader")
        encoder = transformers.AutoModel.from_pretrained(shipped_model(), add_pooling_layer=False)
        network = ReaderNetwork(encoder, encoder.config.hidden_size)
        merge(network, numbers)
    except (OSError, SafetensorError, KeyError, RuntimeError, ValueError) as error:
        reason = " ".join(str(error).split())[:200]
        raise ModelError(str(path), f"it could not be loaded ({reason})", role="reader") from error
    dtype = torch.bfloat16 if has_fast_bfloat16() else torch.float32
    return network.to(dtype).eval(), transformers.AutoTokenizer.from_pretrained(shipped_model()), threading.Lock()
