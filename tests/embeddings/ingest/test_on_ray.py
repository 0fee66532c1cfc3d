"""Passages encoded by the workers of a real Ray: the archive is the same, whatever happens to them."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from queue import Queue

import pytest

from embeddings.archive import Archive
from embeddings.errors import ClusterError, ModelError, OtherClusterError, UnreachableClusterError
from embeddings.ingest.report import Progress, SyncReport
from embeddings.models.encoder import TokenEmbeddings
from embeddings.models.ray_workers import RayWorkers
from tests.ray_cluster import ENVIRONMENT, RayCluster, processes
from tests.toy import ToyEncoder

pytestmark = pytest.mark.ray
PASSAGES, KILLS = 640, 20


class Mortal(ToyEncoder):
    """Its process is killed over each passage of which there is a file in a folder, which is gone then."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def encode_again(self, texts: Sequence[str]) -> list[TokenEmbeddings]:
        for text in texts:
            path = self.folder / text.split()[-1].rstrip(".")
            if path.exists():
                path.unlink()
                os.kill(os.getpid(), signal.SIGKILL)
        return super().encode_again(texts)


class Other(ToyEncoder):
    """It reads otherwise when it has been sent to another process."""

    def __init__(self, *, sent: bool = False) -> None:
        super().__init__()
        self.sent = sent

    def __reduce__(self) -> object:
        return _sent, ()

    def encode_again(self, texts: Sequence[str]) -> list[TokenEmbeddings]:
        return super().encode_again([text[::-1] if self.sent else text for text in texts])


def _sent() -> Other:
    return Other(sent=True)


class Poisoned(ToyEncoder):
    """No process outlives a passage; where it is ``missing``, none but the first can load it."""

    def __init__(self, *, missing: bool = False) -> None:
        super().__init__()
        self.missing, self.at = missing, os.getpid()

    def load(self) -> None:
        if self.missing and os.getpid() != self.at:
            raise ModelError("toy", "it could not be loaded")

    def encode_passages(self, texts: Sequence[str]) -> Iterator[object]:  # type: ignore[override]
        os.kill(os.getpid(), signal.SIGKILL)
        yield


@pytest.fixture(scope="module")
def cluster() -> Iterator[RayCluster]:
    pytest.importorskip("ray", reason="Ray is not installed: pip install 'pullquote[cluster]'")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in ENVIRONMENT.items():
            patch.setenv(name, value)
        started = RayCluster()
        yield started
        started.close()


@pytest.fixture
def direct(cluster: RayCluster, monkeypatch: pytest.MonkeyPatch) -> RayCluster:
    """Reached without the client server, which is quicker."""
    monkeypatch.setenv("RAY_ADDRESS", cluster.direct)
    return cluster


def write_corpus(path: Path) -> Path:
    """A blog of so many passages."""
    rows = ({"_id": str(n), "text": f"This loaf was baked in oven {n % 7}. It is loaf {n}."} for n in range(PASSAGES))
    path.write_text("\n".join(map(json.dumps, rows)))
    return path


def write_deaths(folder: Path) -> Path:
    """What :class:`Mortal` dies over: one passage of each batch, which may be lost with another's once more."""
    folder.mkdir()
    for number in range(PASSAGES // KILLS // 2, PASSAGES, PASSAGES // KILLS):
        (folder / str(number)).touch()
    return folder


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "corpus.jsonl")


def sync(
    folder: Path, corpus: Path, encoder: ToyEncoder | None = None, on: str = "ray", workers: int = 2
) -> SyncReport:
    with Archive(folder, encoder=encoder or ToyEncoder(), create=True) as archive:
        return archive.sync([str(corpus)], on=on, workers=workers)


def dump(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that a catalog holds but times, and what it remembers of files, which is by theirs."""
    found = {}
    with closing(sqlite3.connect(folder / "catalog.sqlite3")) as connection:
        for table in ("state", "posts", "passages", "vectors", "sources"):
            rows = connection.execute(f"SELECT * FROM {table}")
            kept = [place for place, column in enumerate(rows.description) if column[0] not in ("seen", "seconds")]
            found[table] = sorted(tuple(row[place] for place in kept) for row in rows if row[0] != "synced")
    return found


def test_a_worker_killed_in_the_middle_costs_a_batch_and_loses_nothing(
    direct: RayCluster, tmp_path: Path, corpus: Path
) -> None:
    deaths = write_deaths(tmp_path / "deaths")
    report = sync(tmp_path / "there", corpus, Mortal(deaths), workers=4)
    assert not any(deaths.iterdir())
    assert report.encoded == PASSAGES
    assert [note for note in report.notes if "lost" in note] == [
        f"workers that were lost on ray and replaced: {KILLS}; others encoded their passages"
    ]
    sync(tmp_path / "here", corpus, on="")
    assert dump(tmp_path / "there") == dump(tmp_path / "here")


def test_what_is_read_otherwise_there_is_refused(direct: RayCluster, tmp_path: Path, corpus: Path) -> None:
    with pytest.raises(OtherClusterError, match="has another model by the name of toy"):
        sync(tmp_path / "archive", corpus, Other())
    with pytest.raises(ModelError, match="could not be loaded, by the worker of ray"):
        sync(tmp_path / "archive", corpus, Poisoned(missing=True))


def test_another_version_there_is_refused(
    direct: RayCluster, tmp_path: Path, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch, pytest.raises(OtherClusterError, match=r"has Pullquote .*, and this is 99\.9"):
        patch.setattr("embeddings.models.ray_workers.version", lambda _: "99.9")
        sync(tmp_path / "archive", corpus)
    with monkeypatch.context() as patch, pytest.raises(OtherClusterError, match=r"runs another version.* Ray: 1\.0"):
        patch.setattr("ray.__version__", "1.0")
        sync(tmp_path / "archive", corpus)


def test_a_client_that_was_not_served_at_first_is_served(
    cluster: RayCluster, tmp_path: Path, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import ray

    asked = []

    def init(*given: object, start: Callable[..., object] = ray.init, **options: object) -> object:
        asked.append(given)
        if len(asked) == 1:
            raise RuntimeError("Starting Ray client server failed. See ray_client_server_23000.err for detailed logs.")
        return start(*given, **options)

    monkeypatch.setattr("ray.init", init)
    assert sync(tmp_path / "archive", corpus, on=cluster.address).encoded == PASSAGES
    assert len(asked) == 2


def test_passages_that_no_worker_outlives_end_it(cluster: RayCluster, tmp_path: Path, corpus: Path) -> None:
    with pytest.raises(ClusterError, match="3 workers were lost over the same passages"):
        sync(tmp_path / "archive", corpus, Poisoned(), cluster.address, workers=1)


def test_a_connection_whose_logs_come_back_as_it_closes_ends(cluster: RayCluster) -> None:
    """Ray's client then tells its thread to end in a queue that nobody reads any more, and waited for it for ever."""
    with RayWorkers(ToyEncoder(), cluster.address):
        from ray.util.client import ray as connected

        connected.get_context().client_worker.log_client.request_queue = Queue()
    assert not connected.is_connected()


def test_a_cluster_that_goes_away_ends_it_and_the_next_run_goes_on(
    cluster: RayCluster, tmp_path: Path, corpus: Path
) -> None:
    def kill(progress: Progress) -> None:
        if progress.stage == "encode" and progress.done:
            cluster.kill()

    with (
        Archive(tmp_path / "archive", encoder=ToyEncoder(), create=True) as archive,
        pytest.raises(UnreachableClusterError, match="went away"),
    ):
        archive.sync([str(corpus)], on=cluster.address, workers=2, progress=kill)
    report = sync(tmp_path / "archive", corpus, on="")
    assert 0 < report.encoded < PASSAGES
    sync(tmp_path / "here", corpus, on="")
    assert dump(tmp_path / "archive") == dump(tmp_path / "here")
    with pytest.raises(UnreachableClusterError, match="cannot be reached"):
        sync(tmp_path / "archive", corpus, on=cluster.address)


def test_ctrl_c_leaves_no_ray_behind(tmp_path: Path, corpus: Path) -> None:
    pytest.importorskip("ray")
    code = """
import os, signal, sys
from pathlib import Path
from embeddings.archive import Archive
from tests.toy import ToyEncoder

def stop(progress):
    if progress.stage == "encode" and progress.done:
        os.killpg(0, signal.SIGINT)

# A shell has what it runs in the background ignore it.
signal.signal(signal.SIGINT, signal.default_int_handler)
with Archive(Path(sys.argv[1]), encoder=ToyEncoder(), create=True) as archive:
    try:
        archive.sync([sys.argv[2]], on="ray", workers=1, progress=stop)
    except KeyboardInterrupt:
        os._exit(130)
"""
    folders = set(Path("/tmp").glob("pullquote-ray-*"))
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "archive"), str(corpus)],
        # There Ray keeps the token by which its processes know each other.
        env=os.environ | {"PYTHONPATH": ENVIRONMENT["PYTHONPATH"], "HOME": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert process.communicate() == ("", None)
    assert process.returncode == 130
    ended = time.monotonic()
    while left := processes(process.pid):
        assert time.monotonic() - ended < 120, left
    assert set(Path("/tmp").glob("pullquote-ray-*")) <= folders
    assert 0 < sync(tmp_path / "archive", corpus, on="").encoded < PASSAGES
