"""Where posts come from: one module a format.

A format is a module with two functions, listed in ``FORMATS``:

- ``detect(path, head)`` says whether the file is one of its own, from the name and the first ``HEAD_BYTES`` bytes;
- ``read(file, origin)`` yields a :class:`~embeddings.posts.Post` for each post in it and a :class:`Skipped` for each
  thing that it leaves out. It raises :class:`Unreadable` where the whole file is of no use.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from embeddings.errors import SourceError
from embeddings.posts import Post
from embeddings.sources import beir, dump, feed, html, markdown
from embeddings.sources.origin import Origin, Skipped, Unreadable, read_site

FORMATS: tuple[ModuleType, ...] = (beir, feed, markdown, html, dump)
HEAD_BYTES = 8192
MAX_POST_CHARS = 4_000_000
"""A longer post is left out: 200,000 words are about 1,200,000 characters."""
_IGNORED_FOLDERS = frozenset({"node_modules", "__pycache__", "__MACOSX", "venv"})

__all__ = ["FORMATS", "Skipped", "detect", "read_source"]


def detect(path: Path) -> ModuleType | None:
    """The format that reads the file, or ``None``.

    Raises:
        Unreadable: the file cannot be opened, is empty, or holds no text.
    """
    try:
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except OSError as error:
        raise Unreadable(f"it cannot be read: {error.strerror}") from error
    if not head:
        raise Unreadable("it is empty")
    for module in FORMATS:
        if module.detect(path, head):
            if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
                raise Unreadable("it is a binary file")
            return module
    return None


def read_source(location: str, base_url: str = "") -> Iterator[Post | Skipped]:
    """All posts of a file or of a folder, which may mix formats, in the order of the file names.

    Args:
        location: path of a file or a folder.
        base_url: address that the posts' own addresses start with; a pattern such as
            ``https://example.org/:year/:month/:title/`` where the platform's is not the usual one. For a dump, the
            address of the page that the posts stand on.

    Raises:
        SourceError: there is nothing at the location, or no file in it is a post.
    """
    if location.startswith(("http://", "https://")):
        raise SourceError(
            f"{location}: addresses cannot be indexed yet. Save the blog's feed or export as a file and index that."
        )
    root = Path(location).expanduser()
    if not root.exists():
        raise SourceError(f"{location}: there is no such file or folder. Check the path.")
    folder = root if root.is_dir() else root.parent
    origin = Origin(folder.resolve(), base_url, read_site(folder.resolve()))
    if root.is_dir():
        yield from _read_folder(root, origin)
        return
    try:
        module = detect(root)
        if module is None:
            raise Unreadable("it is none of the formats that Pullquote reads")
        yield from _checked(module.read(root, origin))
    except Unreadable as error:
        raise SourceError(
            f"{location}: {error}. Give a folder of Markdown or HTML posts, a feed, a BEIR corpus.jsonl or a text dump."
        ) from error


def _read_folder(root: Path, origin: Origin) -> Iterator[Post | Skipped]:
    found = False
    for path in _files(root):
        name = path.relative_to(root).as_posix()
        try:
            module = detect(path)
            if module is None:
                yield Skipped(name, "it is none of the formats that Pullquote reads")
                continue
            for item in _checked(module.read(path, origin)):
                found = found or isinstance(item, Post)
                yield item
        except Unreadable as error:
            yield Skipped(name, str(error))
    if not found:
        raise SourceError(f"{root}: no post was found in this folder. Point at the folder that holds the blog's posts.")


def _files(root: Path) -> Iterator[Path]:
    for path in sorted(root.iterdir()):
        if path.name.startswith(".") or path.name in _IGNORED_FOLDERS:
            continue
        if path.is_dir():
            # A link to a folder can lead back up and never end.
            if not path.is_symlink():
                yield from _files(path)
        elif path.is_file():
            yield path


def _checked(items: Iterator[Post | Skipped]) -> Iterator[Post | Skipped]:
    """What every format must hold to: text that is there, valid, and of a length that can be worked with."""
    for item in items:
        if isinstance(item, Skipped):
            yield item
        elif not any(char.isalnum() for char in item.text):
            yield Skipped(item.id, "it has no text")
        elif len(item.text) > MAX_POST_CHARS:
            yield Skipped(item.id, f"it is longer than {MAX_POST_CHARS:,} characters")
        elif any("\ud800" <= char <= "\udfff" for char in item.text + item.title):
            yield Skipped(item.id, "its text is not valid Unicode")
        else:
            yield item
