"""Every error that Pullquote raises on purpose.

PullquoteError                 its text is one line: where, and what is wrong
├── StoppedError               it was told to stop before it was done
├── SettingError               a setting or an option holds a value that cannot be used
├── QuestionError              a question that cannot be asked: empty, too long, or with a date not understood
├── SourceError                a source cannot be read, or a file of questions
│   ├── MissingSourceError     there is no such file or folder
│   ├── UnknownFormatError     no format that is known reads the file
│   ├── DamagedSourceError     it is a zip file without a list of its members that can be read
│   ├── NoPostsError           no post was found in it
│   └── UnreachableError       a blog's address cannot be fetched
├── ModelError                 a model is missing or damaged
│   └── OtherModelError        it is not the one that the archive was made with
├── ClusterError               passages cannot be encoded on a cluster
│   ├── UnreachableClusterError  it does not answer, or went away
│   └── OtherClusterError      it runs other versions, or reads with another model
└── ArchiveError               the archive cannot be opened, read or written
    ├── MissingArchiveError    there is none
    ├── EmptyArchiveError      it holds no posts yet
    ├── BusyArchiveError       another process is writing to it
    ├── UnreachableArchiveError  its database does not answer, or went away
    ├── SearchError            the engine that it is searched in refuses what is asked of it
    │   ├── UnreachableSearchError  that does not answer, or went away
    │   └── OlderSearchError   that is of a version that lacks what is needed
    ├── DamagedArchiveError    SQLite calls it corrupt, or it holds what no archive does
    ├── OlderArchiveError      its tables are of an earlier Pullquote, and cannot be written
    └── NewerArchiveError      a later Pullquote made it

What an owner can do about it, by which command or setting, is worded by whoever shows it: ``bot/advice.py``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal


class PullquoteError(Exception):
    """Root of the tree; ``str(error)`` is one line."""


class StoppedError(PullquoteError):
    """A long piece of work was told to stop before it was done; what it had stored by then is kept."""

    def __init__(self) -> None:
        super().__init__("stopped before it was done; the next run goes on from there")


class SettingError(PullquoteError):
    """A setting or an option holds a value that cannot be used."""


class QuestionError(PullquoteError):
    """A question that cannot be asked: empty, too long, or with a date that is not understood.

    Members read it, so it is kept apart from its values: whoever shows it can translate ``message`` first.
    """

    def __init__(self, message: str, **values: object) -> None:
        """``message``: English, with a ``{name}`` for each of ``values``."""
        self.message = message
        self.values = values
        super().__init__(message.format(**values) if values else message)


class SourceError(PullquoteError):
    """A source cannot be read, or a file of questions."""

    def __init__(self, source: str, reason: str) -> None:
        """``source``: its path or address, or a place in it; ``reason``: the end of a sentence that begins with it."""
        self.source, self.reason = source, reason
        super().__init__(f"{source}: {reason}")


class MissingSourceError(SourceError):
    """There is no such file or folder."""

    def __init__(self, source: str, address: str = "") -> None:
        """``address``: that of a blog which may have been meant."""
        meant = f" (did you mean {address}?)" if address else ""
        super().__init__(source, f"there is no such file or folder{meant}")


class UnknownFormatError(SourceError):
    """The source is a file that no known format reads."""


class DamagedSourceError(SourceError):
    """The source is a zip file without a list of its members that can be read."""


class NoPostsError(SourceError):
    """No post was found in the source."""


class UnreachableError(SourceError):
    """A blog's address cannot be fetched; what is archived from there stays as it was."""

    def __init__(self, source: str, reason: str, *, status: int | None = None, private_host: str = "") -> None:
        """
        Args:
            source: the address that failed.
            reason: see :class:`SourceError`.
            status: the HTTP status of the answer; ``None`` where there was none.
            private_host: the host, where the reason is that its address is private.
        """
        self.status, self.private_host = status, private_host
        super().__init__(source, reason)


class ModelError(PullquoteError):
    """A model is missing or damaged."""

    def __init__(self, model: str, reason: str, *, role: Literal["encoder", "reranker", "reader"] = "encoder") -> None:
        """``model``: its name or path; ``role``: what it is for."""
        self.model, self.reason, self.role = model, reason, role
        super().__init__(f"{model}: {reason}")


class OtherModelError(ModelError):
    """The model is not the one that the archive was made with."""

    def __init__(self, folder: Path | str, made_with: str, model: str) -> None:
        self.folder, self.made_with = folder, made_with
        super().__init__(model, f"the archive in {folder} was made with {made_with}")


class ClusterError(PullquoteError):
    """Passages cannot be encoded on a cluster; what was encoded by then is kept."""

    def __init__(self, address: str, reason: str) -> None:
        """``address``: of the cluster, as it was given; ``reason``: the end of a sentence that begins with it."""
        self.address, self.reason = address, reason
        super().__init__(f"{address}: {reason}")


class UnreachableClusterError(ClusterError):
    """The cluster does not answer, or went away."""


class OtherClusterError(ClusterError):
    """The cluster runs another Ray, Python or Pullquote, or reads with another model."""


class ArchiveError(PullquoteError):
    """The archive cannot be opened, read or written."""

    def __init__(self, folder: Path | str, reason: str) -> None:
        """``folder``: where it is; of a database its address, without a password."""
        self.folder, self.reason = folder, reason
        super().__init__(f"{folder}: {reason}")


class MissingArchiveError(ArchiveError):
    """There is no archive in the folder."""

    def __init__(self, folder: Path | str) -> None:
        super().__init__(folder, "there is no archive here")


class EmptyArchiveError(ArchiveError):
    """The archive holds no posts yet."""

    def __init__(self, folder: Path | str) -> None:
        super().__init__(folder, "the archive is empty")


class BusyArchiveError(ArchiveError):
    """Another process is writing to the archive."""


class UnreachableArchiveError(ArchiveError):
    """The database that holds the archive does not answer, or went away; nothing is left of what it was doing."""


class SearchError(ArchiveError):
    """The engine that the archive is searched in refuses what is asked of it; ``folder`` is that engine's address."""


class UnreachableSearchError(SearchError):
    """The engine that the archive is searched in does not answer, or went away; it was waited for in vain."""


class OlderSearchError(SearchError):
    """The engine that the archive is searched in is of a version that lacks what is needed."""

    def __init__(self, address: str, version: str, oldest: str) -> None:
        """``version``: the engine's; ``oldest``: the first that serves."""
        self.version, self.oldest = version, oldest
        super().__init__(address, f"the server is Milvus {version}, and {oldest} is needed at least")


class DamagedArchiveError(ArchiveError):
    """SQLite calls the archive's file corrupt, or it does not hold what an archive does."""


class OlderArchiveError(ArchiveError):
    """The tables are of an earlier Pullquote, and the folder cannot be written to bring them up to date."""

    def __init__(self, folder: Path | str) -> None:
        super().__init__(folder, "an earlier Pullquote made this archive, and its tables have to be brought up to date")


class NewerArchiveError(ArchiveError):
    """A later Pullquote made the archive."""

    def __init__(self, folder: Path | str, layout: int, known: int) -> None:
        """``layout``: of its tables; ``known``: the latest that this Pullquote can read."""
        self.layout, self.known = layout, known
        super().__init__(folder, f"the archive was made by a newer Pullquote (layout {layout}, this one knows {known})")
