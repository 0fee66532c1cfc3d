"""The reader: a small model that reads a question and a passage together, and says which sentence answers.

What retrieval cannot tell, since it looks at question and passage apart: the sentence that repeats a question's words
is rarely the one that answers it. It is the embedding model with one million numbers on top, trained by
``tests/benchmarks/train_reader.py``: one for all-MiniLM-L6-v2, which serves beside every other model too, and one for
multilingual-e5-small. Their records are the ``.json`` beside them.
"""

from __future__ import annotations

import copy
import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from embeddings.errors import ModelError
from embeddings.models.encoder import DEFAULT_MODEL, MULTILINGUAL_MODEL, SentenceEncoder
from embeddings.models.vocabulary import READABLE, coverage

if TYPE_CHECKING:
    from embeddings.models.reader_network import ReaderNetwork

log = logging.getLogger(__name__)
_LOADING = threading.Lock()

SHIPPED = {
    DEFAULT_MODEL: Path(__file__).with_name("reader.safetensors"),
    MULTILINGUAL_MODEL: Path(__file__).with_name("reader-multilingual.safetensors"),
}
"""What ships, by the model that it was trained on."""
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

    def __init__(self, model: str = DEFAULT_MODEL, path: Path | None = None) -> None:
        """``model``: the embedding model, as :class:`SentenceEncoder` has it, which is read with where a reader was
        trained on it; ``path``: a file instead of the shipped one."""
        trained = Path(model).name in SHIPPED
        self._base, self._model = (Path(model).name, model) if trained else (DEFAULT_MODEL, DEFAULT_MODEL)
        self.path = path or SHIPPED[self._base]

    @cached_property
    def _loaded(self) -> tuple[ReaderNetwork, Any, threading.Lock]:
        """The network, its tokenizer, and the lock of whoever reads with them."""
        with _LOADING:
            return _loaded(self.path, self._base, self._model)

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

        from embeddings.models.reader_network import batch_of, pairs  # noqa: PLC0415

        found: list[npt.NDArray[np.float32]] = [np.empty(0, dtype=np.float32)] * len(readings)
        network, tokenizer, lock = self._loaded
        with lock, torch.inference_mode():
            read = [
                one
                for question, group in groupby(readings, key=lambda one: one.question)
                for one in pairs(tokenizer, question, [(one.text, one.sentences) for one in group], LONGEST)
            ]
            order = sorted(range(len(read)), key=lambda row: len(read[row].ids))
            for start in range(0, len(order), _BATCH):
                rows = order[start : start + _BATCH]
                logits, none = network(batch_of([read[row] for row in rows], tokenizer.pad_token_id))
                for row, lead in zip(rows, (logits - none.unsqueeze(1)).numpy(), strict=True):
                    found[row] = np.maximum(lead[: read[row].count], CUT_OFF)
        return found


@lru_cache(maxsize=1)
def _loaded(path: Path, base: str, model: str) -> tuple[ReaderNetwork, Any, threading.Lock]:
    """See :attr:`Reader._loaded`. Raises ``ModelError`` where it is missing, damaged or made for another model."""
    # Imported here since torch takes seconds.
    from safetensors import SafetensorError, safe_open  # noqa: PLC0415

    from embeddings.models.packed import PackedEncoder  # noqa: PLC0415
    from embeddings.models.prepacked import prepack, unpack  # noqa: PLC0415
    from embeddings.models.reader_network import ReaderNetwork, merge  # noqa: PLC0415

    try:
        with safe_open(path, framework="pt") as file:
            made_for = (file.metadata() or {}).get("base")
            numbers = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - it is no mapping
        if made_for != base:
            raise ModelError(str(path), f"it is made for {made_for}, not {base}", role="reader")
        sentence_model, _ = SentenceEncoder(model).shared
        its: Any = sentence_model[0]
        # The vocabulary, most of a model, is not copied.
        encoder = copy.deepcopy(its.auto_model, {id(its.auto_model.embeddings): its.auto_model.embeddings})
        encoder.pooler = None
        unpack(encoder)
        network = ReaderNetwork(encoder, encoder.config.hidden_size).to(encoder.dtype)
        merge(network, numbers)
        prepack(encoder)
        network.encoder = PackedEncoder(encoder)
    except (OSError, SafetensorError, KeyError, RuntimeError, ValueError, AttributeError) as error:
        reason = " ".join(str(error).split())[:200]
        raise ModelError(str(path), f"it could not be loaded ({reason})", role="reader") from error
    return network.eval(), sentence_model.tokenizer, threading.Lock()
