"""Where posts come from: one module a format.

A format is a module with two functions, listed in ``FORMATS``:

- ``detect(file, head)`` says whether the file is one of its own, from the name and the first ``HEAD_BYTES`` bytes;
- ``read(file, origin)`` yields a :class:`~embeddings.posts.Post` for each post in it, an :class:`Aside` for what an
  owner may ask for besides, and a :class:`Skipped` for each thing that it leaves out. It raises :class:`Unreadable`
  where the whole file is of no use.

A format that is spread over several files has a third, ``claims(file, names)``: which others of the source's files it
reads along with one of its own.
"""

from __future__ import annotations

import zipfile
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from types import ModuleType

from embeddings.content.items import Aside, Skipped, checked
from embeddings.errors import SourceError
from embeddings.posts import Post
from embeddings.sources import (
    beir,
    blogger,
    dump,
    feed,
    ghost,
    html,
    markdown,
    medium,
    movabletype,
    substack,
    tumblr,
    wordpress,
)
from embeddings.sources.files import SourceFile, Unreadable, disk_file, files_in_zip, files_under
from embeddings.sources.origin import Origin, read_site_settings

FORMATS: tuple[ModuleType, ...] = (
    beir,
    wordpress,
    blogger,
    feed,
    ghost,
    substack,
    medium,
    tumblr,
    movabletype,
    markdown,
    html,
    dump,
)
HEAD_BYTES = 8192
_UNKNOWN = "it is none of the formats that Pullquote reads"

__all__ = ["FORMATS", "detect", "read_source"]


def detect(file: SourceFile) -> ModuleType | None:
    """The format that reads the file, or ``None``.

    Raises:
        Unreadable: the file cannot be opened, is empty, or holds no text.
    """
    head = file.head(HEAD_BYTES)
    if not head:
        raise Unreadable("it is empty")
    for module in FORMATS:
        if module.detect(file, head):
            if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
                raise Unreadable("it is a binary file")
            return module
    return None


def read_source(location: str, base_url: str = "", include: Collection[str] = ()) -> Iterator[Post | Skipped]:
    """All posts of a file, a folder or a zip file, which may mix formats, in the order of the file names.

    Args:
        location: path of it.
        base_url: address that the posts' own addresses start with; a pattern such as
            ``https://example.org/:year/:month/:title/`` where the platform's is not the usual one. For a dump, the
            address of the page that the posts stand on.
        include: which of ``KINDS`` to take besides published posts.

    Raises:
        SourceError: there is nothing at the location, or no file in it is a post.
    """
    root = Path(location).expanduser()
    if not root.exists():
        raise SourceError(f"{location}: there is no such file or folder. Check the path.")
    site = read_site_settings((root if root.is_dir() else root.parent).resolve())
    origin = Origin(base_url, site)
    if root.is_dir():
        yield from checked(_read_files(root, files_under(root), origin), include)
        return
    try:
        if zipfile.is_zipfile(root):
            with zipfile.ZipFile(root) as archive:
                yield from checked(_read_files(root, files_in_zip(archive), origin), include)
            return
        file = disk_file(root, root.name)
        module = detect(file)
        if module is None:
            raise Unreadable(_UNKNOWN)
        yield from checked(module.read(file, origin), include)
    except (Unreadable, zipfile.BadZipFile) as error:
        raise SourceError(
            f"{location}: {error}. Give a folder of Markdown or HTML posts, a feed, a platform's export, a BEIR "
            "corpus.jsonl or a text dump."
        ) from error


def _read_files(root: Path, found: Iterable[SourceFile | Skipped], origin: Origin) -> Iterator[Post | Aside | Skipped]:
    files: list[SourceFile] = []
    for item in found:
        if isinstance(item, Skipped):
            yield item
        else:
            files.append(item)
    origin = Origin(origin.base_url, origin.site, {file.name: file for file in files})
    formats: dict[str, ModuleType | str] = {}
    for file in files:
        try:
            formats[file.name] = detect(file) or _UNKNOWN
        except Unreadable as error:
            formats[file.name] = str(error)
    claimed = {
        name
        for file in files
        for module in [formats[file.name]]
        if isinstance(module, ModuleType) and hasattr(module, "claims")
        for name in module.claims(file, formats)
    }
    posts = False
    for file in files:
        module = formats[file.name]
        if file.name in claimed:
            continue
        if isinstance(module, str):
            yield Skipped(file.name, module)
            continue
        try:
            for item in module.read(file, origin):
                posts = posts or isinstance(item, (Post, Aside))
                yield item
        except Unreadable as error:
            yield Skipped(file.name, str(error))
    if not posts:
        raise SourceError(f"{root}: no post was found in it. Point at the folder or the export that holds the posts.")
