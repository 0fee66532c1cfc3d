"""A real Milvus server of a version that lacks what is needed: PyPI's ``milvus`` 2.3.5, whose ``milvus-server`` is
looked for in the path, since it needs an environment of its own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from embeddings.archive import Archive
from embeddings.errors import OlderSearchError, PullquoteError, SearchError, UnreachableSearchError
from embeddings.posts import Query

from ...postgres import free_port
from ...toy import ToyEncoder

pytestmark = pytest.mark.milvus

QUESTION = Query("How many hours must rye bread rest?")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The host and port of one that wants its user's password."""
    program = shutil.which("milvus-server")
    if not program:
        pytest.skip("no older Milvus is at hand: install PyPI's milvus 2.3.5 and put milvus-server in the path")
    folder, port = tmp_path_factory.mktemp("older"), free_port()
    given = ["--data", str(folder), "--proxy-port", str(port), "--authorization-enabled", "true"]
    process = subprocess.Popen(
        [program, *given],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        start_new_session=True,
    )
    assert process.stdout is not None
    said = next((line for line in process.stdout if "Ctrl+C" in line), None)
    yield f"127.0.0.1:{port}"
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    shutil.rmtree(folder)
    assert said, "it did not start"


@pytest.fixture
def blog(tmp_path: Path) -> str:
    (tmp_path / "blog").mkdir()
    (tmp_path / "blog" / "rye.md").write_text("---\ntitle: Rye\ndate: 2020-01-01\n---\nRye bread rests for 24 hours.")
    return str(tmp_path / "blog")


def refused(folder: Path, search: str, blog: str) -> PullquoteError:
    """What an index says, of which nothing is left, and a question to an archive that was indexed in files."""
    encoder = ToyEncoder()
    with Archive(folder / "new", search=search, encoder=encoder, create=True) as archive:
        with pytest.raises(SearchError) as at_once:
            archive.sync([blog])
        assert archive.status().posts == 0
        # It was told before anything was done.
        assert encoder.read == 0
    with Archive(folder / "files", encoder=ToyEncoder(), create=True) as archive:
        archive.sync([blog])
    with Archive(folder / "files", search=search, encoder=ToyEncoder()) as archive:
        with pytest.raises(SearchError) as asked:
            archive.ask(QUESTION)
        assert str(asked.value) == str(at_once.value)
    with Archive(folder / "files", encoder=ToyEncoder()) as archive:
        assert archive.ask(QUESTION).quotes
    return asked.value


def test_it_is_refused_before_anything_is_written(server: str, tmp_path: Path, blog: str) -> None:
    error = refused(tmp_path, f"milvus://root:Milvus@{server}", blog)
    assert isinstance(error, OlderSearchError)
    assert error.version.startswith("v2.3.5")
    assert "the server is Milvus v2.3.5" in str(error)
    assert "and 2.5 is needed" in str(error)
    client = pytest.importorskip("pymilvus").MilvusClient
    assert client(f"http://{server}", token="root:Milvus").list_collections() == []


@pytest.mark.parametrize(
    ("user", "said"), [("root:secret@", "check username and password"), ("", "missing authorization")]
)
def test_a_wrong_password_is_told_at_once(server: str, tmp_path: Path, blog: str, user: str, said: str) -> None:
    error = refused(tmp_path, f"milvus://{user}{server}", blog)
    assert not isinstance(error, UnreachableSearchError)
    assert said in str(error)
    assert "secret" not in str(error)
