"""The names of authors whom posts call by what a program calls them, such as "lgodfrey"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from embeddings.content.bounds import Unreadable
from embeddings.sources.engines.entry import head_of, table_of
from embeddings.sources.files import SourceFile

_TABLES = ("_data/authors", "data/authors", "authors", "blog/authors", "_data/people", "data/people")
"""Files that name all authors, each under what posts call it: of Jekyll, Hugo, and Docusaurus."""
_FILES = ("_data/authors/{}", "data/authors/{}", "data/people/{}")
_PAGES = ("content/authors/{}/_index.md", "content/authors/{}.md", "_authors/{}.md", "authors/{}/_index.md")
"""Pages of one author each."""
_KINDS = (".yml", ".yaml", ".toml", ".json")
_NAMES = ("display_name", "display-name", "displayname", "name", "full_name", "title")
"""Under which of its fields an author's name stands, the first that there is."""
_CALLED = re.compile(r"[\w.@-]{1,60}")
_MOST_BYTES = 1024 * 1024


class AuthorNames:
    """Looks authors up in the files of their site."""

    def __init__(self, files: Mapping[str, SourceFile], source: str = "") -> None:
        """
        Args:
            files: by their paths from the site's root.
            source: the folder of it with the posts, in which such files may be too; empty for the root.
        """
        self._source = f"{source.strip('./')}/"
        self._files = {name.removeprefix(self._source): file for name, file in files.items()}
        self._known: dict[str, str] = {}
        self._tables: list[Mapping[str, Any]] | None = None

    def holds(self, name: str) -> bool:
        """Whether a file, by its path from the site's root, is one in which authors are looked up and nothing else."""
        name = name.removeprefix(self._source)
        path = PurePosixPath(name)
        table = str(path.with_suffix(""))
        return path.suffix in _KINDS and (table in _TABLES or f"{path.parent}/{{}}" in _FILES)

    def name(self, called: str) -> str:
        """The name of an author; what it is called where no file has it."""
        if called not in self._known:
            found = _CALLED.fullmatch(called) and next(filter(None, map(_name_of, self._records(called))), "")
            self._known[called] = found or called
        return self._known[called]

    def _records(self, called: str) -> Iterator[Any]:
        if self._tables is None:
            named = (f"{table}{kind}" for table in _TABLES for kind in _KINDS)
            self._tables = [self._read(name) for name in named if name in self._files]
        yield from (table.get(called) for table in self._tables)
        pages = [page.format(called) for page in _PAGES]
        files = [f"{file.format(called)}{kind}" for file in _FILES for kind in _KINDS]
        yield from (self._read(name) for name in (*pages, *files) if name in self._files)

    def _read(self, name: str) -> Mapping[str, Any]:
        """The fields of a file, or of its head; empty where it has none that can be read."""
        try:
            text = self._files[name].text(_MOST_BYTES)
        except Unreadable:
            return {}
        return head_of(text) if name.endswith(".md") else table_of(name, text)


def _name_of(record: object) -> str:
    fields = record if isinstance(record, dict) else {}
    values = (fields.get(field) for field in _NAMES)
    return next((" ".join(value.split()) for value in values if isinstance(value, str) and value.strip()), "")
