"""Posts from files: one module a format.

A module that follows :class:`Format` and is listed in ``FORMATS`` is all that a new one needs. A file is read by the
first format that detects it.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Protocol, runtime_checkable

from embeddings.content.addresses import likely_address
from embeddings.content.bounds import Unreadable, fault_of, unreadable
from embeddings.content.items import Aside, Remark, Skipped, checked
from embeddings.errors import (
    DamagedSourceError,
    MissingSourceError,
    NoPostsError,
    PullquoteError,
    SourceError,
    UnknownFormatError,
)
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
from embeddings.sources.engines import quarto
from embeddings.sources.files import SourceFile, disk_file, files_under, is_ignored
from embeddings.sources.origin import Origin, Parsed, Site, built_folders, parsed_anew, sites_in_zip, sites_on_disk
from embeddings.sources.wikilinks import is_of_notes
from embeddings.sources.zips import is_zip, unpacked_zip, zip_files, zips_within


class Format(Protocol):
    """What a module of this folder offers."""

    def detect(self, file: SourceFile, head: bytes) -> bool:
        """Whether the file is of this format.

        Args:
            file: the file; its name counts.
            head: its first bytes, at most ``HEAD_BYTES``.
        """

    def read(self, file: SourceFile, origin: Origin) -> Iterator[Post | Aside | Skipped]:
        """What the file holds: its posts, an :class:`Aside` for each thing that an owner may ask for besides, and a
        :class:`Skipped` for each thing that is left out.

        Args:
            file: the file.
            origin: its source, and the address of its site.

        Raises:
            Unreadable: the whole file is of no use.
        """


@runtime_checkable
class MultiFileFormat(Format, Protocol):
    """A format whose posts are spread over several files."""

    def claims(self, file: SourceFile, names: Collection[str]) -> Iterator[str]:
        """Which of the source's files are read along with this one, and are not posts of their own.

        Args:
            file: a file of this format.
            names: of all files of the source.
        """


FORMATS: tuple[Format, ...] = (
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
"""Bytes of a file by which its format is detected."""
_NEARLY_ALL = 0.75
"""Share of posts with a date from which one without it is a page, such as "about"."""
_EXAMPLE = "https://example.org/:year/:month/:title/"
_EMPTY = "it is empty"
_TAGS = ("tags.yml", "tags.yaml")
"""Docusaurus's names of tags, beside the posts."""
_UNKNOWN = "it is none of the formats that Pullquote reads"

__all__ = ["FORMATS", "Format", "MultiFileFormat", "detect", "read_source"]


def detect(file: SourceFile) -> Format | None:
    """The format that reads the file, or ``None``.

    Raises:
        Unreadable: the file cannot be opened, is empty, or is binary.
    """
    head = file.head(HEAD_BYTES)
    if not head:
        raise Unreadable(_EMPTY)
    for module in FORMATS:
        if module.detect(file, head):
            zipped = module is feed and head.startswith(b"\x1f\x8b")
            if b"\0" in head and not zipped and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
                raise Unreadable("it is a binary file")
            return module
    return None


def read_source(
    location: str, base_url: str = "", include: Collection[str] = (), parsed: Parsed | None = None
) -> Iterator[Post | Skipped | Remark]:
    """All posts of a file, a folder or a zip file, which may mix formats, in the order of the file names.

    Args:
        location: path of it.
        base_url: address that the posts' own addresses start with; a pattern such as
            ``https://example.org/:year/:month/:title/`` where the platform's is not the usual one. For a dump, the
            address of the page that the posts are on.
        include: which of ``KINDS`` to take besides published posts.
        parsed: what texts of a folder or a zip file came to before; see
            :attr:`embeddings.sources.origin.Origin.parsed`.

    Raises:
        MissingSourceError: there is nothing at the location.
        UnknownFormatError: it is one file, and of no known format.
        DamagedSourceError: it is a zip file whose members cannot be told.
        NoPostsError: no file of the folder is a post.
        SourceError: it cannot be read for another reason.
    """
    try:
        yield from checked(_read(location, base_url, parsed or parsed_anew), include)
    except zipfile.BadZipFile as error:
        raise DamagedSourceError(location, str(error)) from error
    except Unreadable as error:
        raise UnknownFormatError(location, str(error)) from error
    except PullquoteError:
        raise
    except OSError as error:
        raise SourceError(location, f"it cannot be read: {error.strerror or error}") from error
    except Exception as error:
        raise SourceError(location, fault_of(error)) from error


def _read(location: str, base_url: str, parsed: Parsed) -> Iterator[Post | Aside | Skipped | Remark]:
    root = Path(location).expanduser()
    if not root.exists():
        raise MissingSourceError(location, likely_address(location))
    if not root.is_dir() and not root.is_file():
        # To read a pipe is to wait for whoever writes into it.
        raise UnknownFormatError(location, "it is neither a file nor a folder")
    if root.is_dir():
        found = list(files_under(root))
        sites, refused = sites_on_disk(root.resolve(), (entry.name for entry in found))
        yield from _read_sites(root, found, base_url, sites, refused, parsed)
        return
    file = disk_file(root, root.name)
    if is_zip(file):
        with zip_files(root) as found:
            parts = zips_within(found)
            yield from _read_parts(root, parts, base_url, parsed) if parts else _read_zip(root, found, base_url, parsed)
        return
    module = detect(file)
    if module is None:
        raise Unreadable(_UNKNOWN)
    sites, refused = sites_on_disk(root.parent.resolve())
    yield from refused
    yield from module.read(file, Origin(base_url, next(iter(sites), None), alone=True))


def _read_zip(
    root: Path, found: Sequence[SourceFile | Skipped], base_url: str, parsed: Parsed
) -> Iterator[Post | Aside | Skipped | Remark]:
    sites, refused = sites_in_zip({entry.name: entry for entry in found if isinstance(entry, SourceFile)})
    # Settings in a hidden folder are nothing else.
    seen = [entry for entry in found if isinstance(entry, Skipped) or not any(map(is_ignored, entry.path.parts))]
    yield from _read_sites(root, seen, base_url, sites, refused, parsed)


def _read_parts(
    root: Path, parts: Sequence[SourceFile], base_url: str, parsed: Parsed
) -> Iterator[Post | Aside | Skipped | Remark]:
    """The posts of a zip file that holds nothing but such files, as Notion's exports do."""
    posts = False
    for part in parts:
        with unpacked_zip(part) as path, zip_files(path) as found:
            try:
                yield from _read_zip(root, found, base_url, parsed)
                posts = True
            except NoPostsError:
                # One of several may have pictures alone.
                continue
    if not posts:
        raise NoPostsError(str(root), "no post was found in it")


def _read_sites(
    root: Path,
    found: Sequence[SourceFile | Skipped],
    base_url: str,
    sites: Sequence[Site],
    refused: Sequence[Skipped],
    parsed: Parsed,
) -> Iterator[Post | Aside | Skipped | Remark]:
    """The posts of a folder: of each of its sites by the settings of that, and of what is beside them by none."""
    beside = [entry for entry in found if not any(site.holds(entry.name) for site in sites)]
    parts = [(site, [entry for entry in found if site.holds(entry.name)]) for site in sites]
    empty: NoPostsError | None = None
    posts, dated = False, list[bool]()
    for site, its in [*parts, *([(None, beside)] if beside or not parts else [])]:
        try:
            yield from _read_files(root, its, base_url, site, refused, parsed, dated)
            posts = True
        except NoPostsError as error:
            empty = empty or error
        refused = ()
    if empty and not posts:
        raise empty


def _read_files(
    root: Path,
    found: Sequence[SourceFile | Skipped],
    base_url: str,
    site: Site | None,
    refused: Sequence[Skipped],
    parsed: Parsed,
    dated: list[bool],
) -> Iterator[Post | Aside | Skipped | Remark]:
    """The posts of a site, or of what is of none; ``dated``: which of the posts read before have a date, to which these
    are added."""
    # A link that is settings is told of once.
    told = {entry.name: entry for entry in (*found, *refused) if isinstance(entry, Skipped)}
    yield from told.values()
    files = [entry for entry in found if isinstance(entry, SourceFile)]
    built = built_folders([file.name for file in files], site)
    counted = Counter(folder for file in files if (folder := _folder_of(file.name, built)))
    for folder, count in sorted(counted.items()):
        yield Skipped(f"{folder}/", f"it is what was made of the posts, {count:,} files", "other")
    files = [file for file in files if not _folder_of(file.name, built)]
    formats = {file.name: _format_of(file, site) for file in files}
    dated += [_is_dated(file) for file in files if formats[file.name] is markdown]
    claimed = {
        name
        for file in files
        for format_ in [formats[file.name]]
        if isinstance(format_, MultiFileFormat)
        for name in format_.claims(file, formats)
    }
    pages = [file for file in files if formats[file.name] is html]
    origin = Origin(
        base_url,
        site,
        {file.name: file for file in files},
        dated=sum(dated) > _NEARLY_ALL * len(dated),
        any_dated=any(dated),
        notes=is_of_notes(root.resolve() if root.is_dir() else None, (file.name for file in files)),
        pages=html.pages_among(pages, claimed),
        parsed=parsed,
    )
    posts = False
    fault = ""
    unaddressed = 0
    fed: set[tuple[str, str]] = set()
    for file in files:
        format_ = formats[file.name]
        if file.name in claimed:
            continue
        if isinstance(format_, Skipped):
            if file.name not in told and not _is_about_posts(file, origin):
                yield format_
            continue
        try:
            for item in format_.read(file, origin):
                if format_ is feed and isinstance(item, Post):
                    if (item.id, item.title) in fed:
                        # The feeds of a site's tags have what its own has.
                        continue
                    fed.add((item.id, item.title))
                posts = posts or isinstance(item, (Post, Aside))
                unaddressed += isinstance(item, Post) and bool(item.text) and not item.url
                yield item
        except Unreadable as error:
            fault = fault or f"; {file.name}: {error.reason}"
            yield unreadable(file.name, error)
        except Exception as error:
            yield unreadable(file.name, Unreadable(fault_of(error)))
    if not posts:
        supposed = f", read as a folder of {site.engine.NAME}'s" if site else ""
        raise NoPostsError(str(root), f"no post was found in it{supposed}{fault}")
    if unaddressed and site:
        yield Remark(
            f"{root}: {site.engine.NAME}'s settings do not tell the addresses of {unaddressed:,} of its posts, so that"
            f" quotes of them have no link; give --base-url, with a pattern such as {_EXAMPLE}"
        )


def _is_about_posts(file: SourceFile, origin: Origin) -> bool:
    """Whether a file that is none itself says something of the posts: the site's settings, what stands beside them in a
    folder of their own, or the names of authors."""
    inside = str(origin.site.inside(file.name)) if origin.site else file.name
    settings = origin.site.engine.FILES if origin.site else ()
    folders = {str(PurePosixPath(name).parent) for name in settings} - {"."}
    path = PurePosixPath(inside)
    told = inside in settings or str(path.parent) in folders or path.name in (*_TAGS, *quarto.METADATA)
    return told or origin.authors.holds(inside)


def _format_of(file: SourceFile, site: Site | None) -> Format | Skipped:
    """The format of a file, or why it has none."""
    if not file.size:
        return Skipped(file.name, _EMPTY)
    try:
        found = detect(file)
        if found is not markdown and site and site.holds(file.name):
            # What is no Markdown and has no front matter is a template or a part of a page.
            return Skipped(file.name, _UNKNOWN)
        return found or Skipped(file.name, _UNKNOWN)
    except Unreadable as error:
        return unreadable(file.name, error)
    except Exception as error:
        return unreadable(file.name, Unreadable(fault_of(error)))


def _is_dated(file: SourceFile) -> bool:
    try:
        return markdown.is_dated(file, file.head(HEAD_BYTES))
    except Unreadable:
        # It was taken away meanwhile.
        return False


def _folder_of(name: str, folders: Collection[str]) -> str:
    """Which of some folders a file is in; empty where it is in none."""
    return next((folder for folder in folders if name.startswith(f"{folder}/")), "")
