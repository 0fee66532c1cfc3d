"""Every error that Pullquote raises on purpose.

PullquoteError               its text is one line: what is wrong and what to do next
├── SettingError             a setting or an option holds a value that cannot be used
├── QuestionError            a question that cannot be asked: empty, too long, or with a date not understood
├── SourceError              a source cannot be read, or no post was found in it
├── ModelError               the embedding model is missing, damaged or not the archive's
└── ArchiveError             the archive cannot be opened, read or written
    ├── EmptyArchiveError    it holds no posts yet
    └── BusyArchiveError     another process is indexing into it
"""


class PullquoteError(Exception):
    """Root of the tree; ``str(error)`` is one line that can be shown to an owner as it is."""


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
    """A source cannot be read, or no post was found in it."""


class ModelError(PullquoteError):
    """The embedding model is missing, damaged or not the one that the archive was made with."""


class ArchiveError(PullquoteError):
    """The archive cannot be opened, read or written."""


class EmptyArchiveError(ArchiveError):
    """The archive holds no posts yet."""


class BusyArchiveError(ArchiveError):
    """Another process is indexing into the archive."""
