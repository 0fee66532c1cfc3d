"""Archives of tests in a PostgreSQL and a Milvus, in the place of the folders that the tests name."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from embeddings import Archive
from embeddings.retrieval.indexes import FOLDER
from embeddings.stores import catalog, parsed, sqlite
from embeddings.stores.database import Database, Place, folder_of, is_database

from .postgres import Postgres
from .toy import toy_archive

CLUSTER = "PULLQUOTE_TEST_CLUSTER"
"""The setting."""
ABOUT_FILES = "it is about an archive's files"
_LOOKS = set(
    "open os.listdir os.scandir os.remove os.rename os.chmod os.truncate os.symlink shutil.copyfile shutil.copytree"
    " shutil.rmtree sqlite3.connect subprocess.Popen".split()
)
"""What Python tells of that may go to an archive's files: https://docs.python.org/3/library/audit_events.html"""
_OWN = (sqlite.FILE, sqlite.LOCK, parsed.FILE, FOLDER)


def may_make_an_archive(item: pytest.Item) -> bool:
    """Whether a test's module names what makes one, or the test takes one."""
    names = vars(getattr(item, "module", None) or item).values()
    takes = {"sample", "seed", "place"} & set(getattr(item, "fixturenames", ()))
    return bool(takes) or any(name is one for name in names for one in (Archive, catalog.Catalog, toy_archive))


class OnCluster:
    """Gives each folder in which an archive is made a schema, and all of them one Milvus."""

    def __init__(self, postgres: Postgres, search: str, local: Path) -> None:
        self._postgres, self._search, self._local = postgres, search, local
        self._places: dict[Path, str] = {}
        self._open = catalog._database_at

    def stand_in(self, patch: pytest.MonkeyPatch) -> None:
        """Do so from here on, and skip the tests that are about an archive's files, of which there are none."""
        patch.setattr(catalog, "_database_at", self._database)
        patch.setitem(Archive.__init__.__kwdefaults__, "search", self._search)
        sys.addaudithook(self._look)

    def _database(self, place: Place, *, create: bool, local: Path) -> Database:
        if is_database(place):
            return self._open(place, create=create, local=local)
        folder = folder_of(place).resolve()
        if folder not in self._places:
            if not create or (folder / sqlite.FILE).exists():
                return self._open(place, create=create, local=local)
            self._places[folder] = self._postgres.place()
        return self._open(self._places[folder], create=True, local=self._local)

    def _look(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event not in _LOOKS or not self._places:
            return
        # Behind a path that is opened stands how.
        paths = arguments[1] if event == "subprocess.Popen" else arguments[: 1 if event == "open" else 2]
        for named in paths:
            if isinstance(named, str | bytes | os.PathLike) and self._is_file_of_one(Path(os.fsdecode(named))):
                pytest.skip(ABOUT_FILES)

    def _is_file_of_one(self, path: Path) -> bool:
        path = path.absolute()
        return path in self._places or any(
            folder in self._places and path.relative_to(folder).parts[0].startswith(_OWN) for folder in path.parents
        )
