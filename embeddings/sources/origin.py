"""The addresses of a source's posts: by the base URL that the owner gave, else by the site's own settings."""

from __future__ import annotations

import os
import re
import urllib.parse
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache, partial
from hashlib import blake2b
from itertools import islice
from pathlib import Path, PurePosixPath

from embeddings.content.bounds import Unreadable, bounded
from embeddings.content.html import Content
from embeddings.content.items import Skipped
from embeddings.sources.authors import AuthorNames
from embeddings.sources.engines import Engine, Settings, hexo, jekyll, recognised
from embeddings.sources.engines.permalinks import is_short
from embeddings.sources.files import Folder, SourceFile, files_under
from embeddings.sources.rendering import Rendering, rendering_of
from embeddings.sources.yaml_toml import fault_in

_PLACEHOLDER = re.compile(r":(year|month|day|i_month|i_day|title|slug|name|filename|categories)\b")
_CONTENT_FOLDERS = ("content", "_posts", "src", "_content")
_BELOW_SRC = ("content", "pages", "data")
"""Of ``src``, as Astro and Gatsby have them."""
_BUILT_NAMES = frozenset({"_site", "dist", "public", "output"})
_SITE_NAMES = frozenset({"blog", "docs", "site", "src", "website"})
"""Folders of a project that hold its site, where the project is a folder of the source."""
_FOLDERS = 100
"""Folders of a source in which a site is looked for, at most."""
_LISTED = 1000
"""Files of a folder of the site that its settings are told of, at most."""
_ABOVE = 3
"""Folders above a source in which a site's settings are looked for."""
_MAX_BYTES = 1024 * 1024
"""Bytes of a file of settings, at most; those of large sites have some ten thousand."""
_KEPT = 100
"""Texts of files that say something of several posts, at most."""
_BUILT = {
    "Jekyll": "_site",
    "Eleventy": "_site",
    "Hugo": "public",
    "Zola": "public",
    "Hexo": "public",
    "Pelican": "output",
    "Nikola": "output",
    "MkDocs": "site",
    "Docusaurus": "build",
    "Astro": "dist",
    "VitePress": ".vitepress/dist",
    "VuePress": ".vuepress/dist",
    "Gatsby": "public",
    "Quarto": "_site",
    "distill": "_site",
}
"""Where each engine writes its pages, in the folder of its settings."""


Parsed = Callable[[str, Callable[[], Content]], Content]
"""See :attr:`Origin.parsed`."""


def parsed_anew(_: str, parse: Callable[[], Content]) -> Content:
    """What a text holds, by parsing it."""
    return parse()


@dataclass(frozen=True, slots=True)
class Site:
    """A static site that a source is, holds, or is a part of."""

    engine: Engine
    settings: Settings
    above: str = ""
    """The folders from the site's root to the source, where the source is a part of the site."""
    below: str = ""
    """The folders from the source to the site's root, where the source holds the site."""
    read: str = ""
    """A digest of what the settings were read from."""

    def holds(self, name: str) -> bool:
        """Whether a file of the source is one of the site."""
        return not self.below or name.startswith(f"{self.below}/")

    def inside(self, name: str) -> PurePosixPath:
        """The path of a file of the source from the site's root."""
        if self.below and name.startswith(f"{self.below}/"):
            return PurePosixPath(name[len(self.below) + 1 :])
        return PurePosixPath(self.above, name)

    @property
    def rendering(self) -> Rendering:
        """How the engine shows Markdown."""
        return rendering_of(self.engine.NAME, self.settings.values)

    @property
    def built(self) -> str:
        """The folder with what the engine has built, as the source's files are named."""
        return "" if self.above else str(PurePosixPath(self.below, _built_by(self.engine, self.settings)))


@dataclass(frozen=True)
class Origin:
    """The source that a file belongs to, and the address of its site."""

    base_url: str = ""
    """As the owner gave it; may hold placeholders such as ``:year``."""
    site: Site | None = None
    files: Mapping[str, SourceFile] = field(default_factory=dict)
    """The source's files by name, for a post or an export that is spread over several."""
    alone: bool = False
    """Whether the source is one file, which its owner takes for a post."""
    dated: bool = False
    """Whether nearly all posts of the source have a date, so that what has none is a page."""
    any_dated: bool = False
    """Whether any post of the source has a date."""
    notes: bool = False
    """Whether it is a folder of notes; see :func:`embeddings.sources.wikilinks.is_of_notes`."""
    pages: Mapping[str, str] = field(default_factory=dict)
    """The HTML files that are no posts, each with what it is; see :func:`embeddings.sources.html.pages_among`."""
    parsed: Parsed = field(default=parsed_anew)
    """What a text holds: called with all that this depends on, and what parses it if it was not parsed before."""

    @cached_property
    def inside(self) -> dict[str, SourceFile]:
        """The source's files by their paths from the site's root."""
        inside = self.site.inside if self.site else PurePosixPath
        return {inside(name).as_posix(): file for name, file in self.files.items()}

    @cached_property
    def read(self) -> Callable[[str], str]:
        """The text of a file by its path from the site's root; empty where there is none, or it cannot be read."""

        @lru_cache(_KEPT)
        def text(path: str) -> str:
            try:
                return self.inside[path].text(_MAX_BYTES) if path in self.inside else ""
            except Unreadable:
                return ""

        return text

    @cached_property
    def authors(self) -> AuthorNames:
        """The names of authors, as the site's files have them."""
        source = self.site.settings.values.get("source") if self.site else ""
        return AuthorNames(self.inside, str(source or ""))

    @cached_property
    def pattern(self) -> str:
        """The owner's own permalink pattern, or empty."""
        return self.base_url if _PLACEHOLDER.search(self.base_url) else ""

    @cached_property
    def base(self) -> str:
        """The address that paths are appended to, without a slash at its end; empty where none is given."""
        given = "" if self.pattern else self.base_url
        return (given or (self.site.settings.base_url if self.site else "")).rstrip("/")

    def url(self, path: str) -> str:
        """The address of a path on the site, or empty where the site's address is unknown."""
        if path.startswith(("http://", "https://")):
            return path
        return f"{self.base}/{_quoted(path.lstrip('/'))}" if self.base else ""

    def fill(self, pattern: str, published: date | None, slug: str, categories: tuple[str, ...]) -> str:
        """A permalink pattern with its placeholders filled, or empty where one cannot be, or is too long."""
        if not is_short(pattern, slug, *categories):
            return ""
        values = {
            "title": slug,
            "slug": slug,
            "name": slug,
            "filename": slug,
            "categories": "/".join(categories),
        }
        if published:
            values |= {
                "year": f"{published.year:04}",
                "month": f"{published:%m}",
                "day": f"{published:%d}",
                "i_month": str(published.month),
                "i_day": str(published.day),
            }
        elif any(name in pattern for name in (":year", ":month", ":day", ":i_month", ":i_day")):
            return ""
        filled = _PLACEHOLDER.sub(lambda m: _quoted(values[m.group(1)]), pattern)
        return re.sub(r"(?<!:)//+", "/", filled)

    def content_path(self, name: str) -> str:
        """The path in the source without the folder in which the platform keeps its posts."""
        first, slash, rest = name.partition("/")
        if not slash or first not in _CONTENT_FOLDERS:
            return name
        second, slash, below = rest.partition("/")
        return below if slash and first == "src" and second in _BELOW_SRC else rest


def _quoted(path: str) -> str:
    return urllib.parse.quote(path, safe="/:@!$&'()*+,;=~%")


def _built_by(engine: Engine, settings: Settings) -> str:
    return settings.built or _BUILT[engine.NAME]


def built_folders(names: Collection[str], site: Site | None) -> list[str]:
    """The folders of a source with what an engine has built: by its settings, or by what such folders are called."""
    if site and site.built:
        return [site.built]
    folders = {str(PurePosixPath(name).parent) for name in names if name.endswith("/index.html")}
    return sorted(folder for folder in folders if PurePosixPath(folder).name in _BUILT_NAMES)


def sites_on_disk(folder: Path, names: Iterable[str] = ()) -> tuple[list[Site], list[Skipped]]:
    """The site that a folder is or is a part of, or those that it holds, each in a folder of its own.

    Args:
        folder: the source, absolute.
        names: of its files.

    Returns:
        The sites, and the files of settings that are not read, each with the reason.
    """
    names = list(names)
    own = _Settings(_finder(folder), partial(_below, names))
    if found := _sites_among(names, own):
        return found, own.refused
    refused = own.refused
    for up, place in enumerate(list(folder.parents)[:_ABOVE], 1):
        above = _Settings(_finder(place), partial(_on_disk, place), "../" * up)
        engine = above.engine()
        refused += above.refused
        if engine:
            inside = PurePosixPath(*folder.parts[-up:])
            if inside.is_relative_to(_built_by(*engine)) or inside.parts[0] in _BUILT_NAMES:
                # What the engine has made is published as it stands.
                return [], refused
            return [Site(*engine, above=str(inside), read=above.digest())], refused
    return _by_folders(names, "_posts" if folder.name == "_posts" else ""), refused


def sites_in_zip(files: Mapping[str, SourceFile]) -> tuple[list[Site], list[Skipped]]:
    """Those that a zip file holds, at its root or in folders; returns as :func:`sites_on_disk`."""
    own = _Settings(files.get, partial(_below, files))
    return _sites_among(files, own) or _by_folders(files, ""), own.refused


def _finder(place: Path) -> Callable[[str], SourceFile | None]:
    """Opens the files of a folder by their names. Of the hundred names that settings may have most are not there, and
    what the folder lists says so at once."""
    folder = Folder(place)
    try:
        with os.scandir(place) as entries:
            listed = {entry.name.casefold() for entry in entries}
    except OSError:
        return folder.find

    def find(name: str) -> SourceFile | None:
        first = name.partition("/")[0]
        # Another spelling of its name may be the same to a disk.
        plain = first.isascii() and first and not ("\\" in name or ".." in name)
        return None if plain and first.casefold() not in listed else folder.find(name)

    return find


def _below(names: Iterable[str], folder: str) -> Iterator[str]:
    return (name[len(folder) :] for name in names if name.startswith(folder))


def _on_disk(place: Path, folder: str) -> Iterator[str]:
    try:
        yield from (file.name for file in files_under(place / folder))
    except OSError:
        return


class _Settings:
    """The files of a site's settings, and those that they name."""

    def __init__(
        self,
        find: Callable[[str], SourceFile | None],
        below: Callable[[str], Iterable[str]],
        above: str = "",
    ) -> None:
        """
        Args:
            find: opens a file by its name, or raises ``Unreadable``.
            below: the files of a folder, which ends with a slash, by their paths in it.
            above: what leads from the source to where the names start.
        """
        self._find = find
        self._below = below
        self._above = above
        self._last = ""
        self._texts = blake2b()
        self.refused: list[Skipped] = []

    def engine(self, folder: str = "") -> tuple[Engine, Settings] | None:
        """The engine of the site in a folder; ``None`` where none is known."""
        try:
            with bounded():
                return recognised(partial(self._text, folder))
        except Unreadable as error:
            self._refuse(self._last, error)
            return None

    def _text(self, folder: str, name: str) -> str:
        listed = name.endswith("/")
        name = str(PurePosixPath(folder, name))
        if listed:
            text = "\n".join(islice(self._below(f"{name}/"), _LISTED))
            self._texts.update(f"{name}\0{text}\0".encode("utf-8", "replace"))
            return text
        try:
            file = self._find(name)
            text = file.text(_MAX_BYTES) if file else ""
        except Unreadable as error:
            self._refuse(name, error)
            return ""
        if fault := fault_in(name, text):
            self._refuse(name, Unreadable(fault))
        self._last = name if text else self._last
        self._texts.update(f"{name}\0{text}\0".encode("utf-8", "replace"))
        return text

    def digest(self) -> str:
        """Of the names and the texts of all that was read, or looked for."""
        return self._texts.hexdigest()

    def _refuse(self, name: str, error: Unreadable) -> None:
        refused = Skipped(f"{self._above}{name}", f"{error.reason}, so that nothing is taken from it")
        if refused not in self.refused:
            self.refused.append(refused)


def _sites_among(names: Iterable[str], settings: _Settings) -> list[Site]:
    """The site at the root, or else those in folders."""
    parts = [name.split("/", 2)[:-1] for name in names if "/" in name]
    inner = {"/".join(found) for found in parts if found[1:] and found[1] in _SITE_NAMES}
    sites = list[Site]()
    for folder in ["", *[*sorted({found[0] for found in parts}), *sorted(inner)][:_FOLDERS]]:
        if any(site.holds(f"{folder}/") for site in sites):
            continue
        if engine := settings.engine(folder):
            sites.append(Site(*engine, below=folder, read=settings.digest()))
    return sites


def _by_folders(names: Iterable[str], above: str) -> list[Site]:
    """Jekyll and Hexo are known by the names of their folders too."""
    if any(name.startswith("source/_posts/") for name in names):
        return [Site(hexo, Settings())]
    if above or any("_posts" in name.split("/")[:-1] for name in names):
        return [Site(jekyll, Settings(), above=above)]
    return []
