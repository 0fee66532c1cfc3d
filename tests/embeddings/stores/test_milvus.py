"""What holds for a search on Milvus beyond what holds for any: its address, its generations, a server that fails."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from embeddings.archive import Archive
from embeddings.errors import BusyArchiveError, SearchError, SettingError, UnreachableSearchError
from embeddings.models.encoder import TokenEmbeddings
from embeddings.posts import Answer, Query
from embeddings.retrieval.publishing import _statistics
from embeddings.stores import milvus as connecting
from embeddings.stores import milvus_search
from embeddings.stores.milvus import PREFIX, Address, Milvus

from ...postgres import Postgres
from ...toy import ToyEncoder

pytestmark = pytest.mark.milvus

QUESTION = Query("Which oven was loaf 3 baked in?")
KINDS = ("passages", "sentences", "posts")


def write_blog(folder: Path, version: int, posts: int = 6) -> Path:
    """Posts of which all change with the version, one is new and one is gone."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for number in range(version, posts + version):
        text = f"Loaf {number} of week {version} was baked in oven {number * 7 + version}. It was hot there. " * 2
        (folder / f"{number}.md").write_text(f"---\ntitle: Loaf {number}\ndate: 2020-01-0{version}\n---\n{text}")
    return folder


def opened(place: Path | str, search: str, encoder: ToyEncoder | None = None) -> Archive:
    return Archive(place, search=search, encoder=encoder or ToyEncoder(), create=True)


def rows(search: str, archive: Archive, condition: str = "id >= 0") -> dict[str, int]:
    """How many rows of an archive there are, of whatever generation."""
    milvus, found = Milvus(search), {}
    assert archive._publisher is not None
    for kind in KINDS:
        meets = f'archive == "{archive._publisher._archive}" and {condition}'
        names = milvus.collections(kind)  # type: ignore[arg-type]
        found[kind] = sum(int(milvus.query(name, meets, ["count(*)"])[0]["count(*)"]) for name in names)
    return found


# ---- its address


@pytest.mark.parametrize(
    ("text", "uri", "token", "database"),
    [
        ("milvus://ada:p%40ss@search.example:19531/blogs", "http://search.example:19531", "ada:p@ss", "blogs"),
        ("milvus://search.example", "http://search.example:19530", "", ""),
        ("https://:key@in01.zilliz.example", "https://in01.zilliz.example:443", "key", ""),
        ("http://[::1]:19530", "http://[::1]:19530", "", ""),
    ],
)
def test_an_address_is_read(text: str, uri: str, token: str, database: str) -> None:
    assert Address.of(text) == Address(uri, token, database)


@pytest.mark.parametrize("text", ["milvus://a:se@cret@host", "ftp://host", "host:19530", "milvus://:1x", "search"])
def test_an_address_that_cannot_be_read_is_refused_without_its_password(text: str) -> None:
    with pytest.raises(SettingError, match="SEARCH: the address cannot be read") as error:
        Address.of(text)
    assert "cret" not in str(error.value)


# ---- its generations


def test_it_answers_as_files_do_through_every_sync(milvus: str, tmp_path: Path) -> None:
    with opened(tmp_path / "files", "") as files, opened(tmp_path / "a", milvus) as archive:
        for version in (1, 2, 1, 3):
            blog = write_blog(tmp_path / "blog", version)
            for one in (files, archive):
                one.sync([str(blog)])
            for text in (
                "Which oven was loaf 3 baked in?",
                "ovven of lof 4",
                "Who wrote it?",
                "How many posts are there?",
            ):
                expected, found = files.ask(Query(text)), archive.ask(Query(text))
                assert [quote.text for quote in found.quotes] == [quote.text for quote in expected.quotes]
                assert found.confidence == pytest.approx(expected.confidence, abs=1e-3)
        (tmp_path / "blog" / "4.md").unlink()
        assert archive.sync([str(tmp_path / "blog")]).removed == 1
        assert archive.check() == []
        # What is counted up and down comes to what is counted at once.
        publisher = archive._publisher
        assert publisher is not None
        with archive._catalog.current() as generation:
            known = publisher._engine.known(publisher._archive, generation.number)
            counted = _statistics(generation, None)
        assert known is not None
        counted.means = known.statistics.means
        assert known.statistics == counted


def test_a_snapshot_stays_as_it_was_and_the_next_sees_the_sync(milvus: str, tmp_path: Path) -> None:
    with opened(tmp_path / "a", milvus) as writer, opened(tmp_path / "a", milvus) as reader:
        writer.sync([str(write_blog(tmp_path / "blog", 1))])
        before = reader.ask(QUESTION)
        with reader.snapshot() as snapshot:
            writer.sync([str(write_blog(tmp_path / "blog", 2))])
            assert snapshot.ask_many([QUESTION]) == [before]
        assert "week 2" in reader.ask(QUESTION).quotes[0].text


def test_a_sync_that_finds_all_as_it_was_writes_nothing(milvus: str, tmp_path: Path) -> None:
    with opened(tmp_path / "a", milvus) as archive:
        archive.sync([str(write_blog(tmp_path / "blog", 1))])
        archive.sync([str(tmp_path / "blog")])
        assert rows(milvus, archive, "since > 1") == dict.fromkeys(KINDS, 0)


def test_what_nobody_can_see_any_more_is_deleted(milvus: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(tmp_path / "a", milvus) as archive:
        for version in (1, 2):
            archive.sync([str(write_blog(tmp_path / "blog", version))])
        assert rows(milvus, archive)["posts"] == 12
        monkeypatch.setattr(milvus_search, "_KEPT", -1)
        archive.sync([str(write_blog(tmp_path / "blog", 3))])
        assert rows(milvus, archive)["posts"] == 6
        assert "week 3" in archive.ask(QUESTION).quotes[0].text


def test_a_few_changes_of_many_posts_write_these_alone(milvus: str, tmp_path: Path) -> None:
    with opened(tmp_path / "a", milvus) as archive:
        blog = write_blog(tmp_path / "blog", 1, posts=30)
        archive.sync([str(blog)])
        (blog / "3.md").write_text((blog / "3.md").read_text().replace("hot", "cold"))
        archive.sync([str(blog)])
        assert rows(milvus, archive, "since > 1")["posts"] == 1
        assert "cold" in archive.ask(Query("Where was it cold?")).quotes[0].text
        # Texts of another length: the weights of all are made anew.
        (blog / "4.md").write_text(f"---\ntitle: Long\ndate: 2020-01-01\n---\n{'Rye rose again today. ' * 300}")
        archive.sync([str(blog)])
        assert rows(milvus, archive, "since > 2")["posts"] == 30


class Narrow(ToyEncoder):
    """Another model, of fewer dimensions."""

    def __init__(self, dimension: int) -> None:
        super().__init__("narrow")
        self.dimension = dimension

    def _reading(self, text: str) -> TokenEmbeddings:
        read = super()._reading(text)
        vector = read.vector[: self.dimension]
        return TokenEmbeddings(vector / np.linalg.norm(vector), read.tokens[:, : self.dimension], read.spans)


def test_another_model_has_a_collection_of_its_own(milvus: str, tmp_path: Path) -> None:
    with opened(tmp_path / "a", milvus) as archive, opened(tmp_path / "b", milvus) as other:
        for one in (archive, other):
            one.sync([str(write_blog(tmp_path / "blog", 1))])
        expected = other.ask(QUESTION)
    with opened(tmp_path / "a", milvus, Narrow(12)) as archive, opened(tmp_path / "b", milvus) as other:
        assert archive.sync([str(tmp_path / "blog")]).encoded == 6
        assert "oven 22" in archive.ask(QUESTION).quotes[0].text
        assert archive.check() == []
        assert other.ask(QUESTION) == expected


def test_a_collection_whose_maker_was_killed_gets_its_indexes(milvus: str, tmp_path: Path) -> None:
    maker, name = Milvus(milvus), f"{PREFIX}passages_7"
    maker.call("create_collection", name, schema=maker._schema("passages", 7), consistency_level="Strong")
    with opened(tmp_path / "a", milvus, Narrow(7)) as archive:
        archive.sync([str(write_blog(tmp_path / "blog", 1))])
        assert "oven 22" in archive.ask(QUESTION).quotes[0].text
    made = opened(tmp_path / "b", milvus, Narrow(8))
    made.sync([str(tmp_path / "blog")])
    made.close()
    known = [len(maker.call("list_indexes", f"{PREFIX}passages_{dimension}")) for dimension in (7, 8)]
    assert known[0] == known[1] > 1


def test_a_question_fetches_scores_rather_than_vectors(milvus: str, tmp_path: Path) -> None:
    with opened(tmp_path / "a", milvus) as archive:
        archive.sync([str(write_blog(tmp_path / "blog", 1, posts=30))])
        archive.ask(QUESTION)
        client, fetched = failing(archive), 0
        query = client._client.query

        def counted(*arguments: Any, **named: Any) -> Any:
            nonlocal fetched
            rows = query(*arguments, **named)
            fetched += sum("vector" in row for row in rows)
            return rows

        client.query = counted  # type: ignore[attr-defined]
        assert archive.ask(Query("Which oven was loaf 17 baked in?")).quotes
    assert fetched < 10  # the candidates are more than sixty passages and sentences


def test_a_collection_of_others_is_refused(milvus: str, tmp_path: Path) -> None:
    client = Milvus(milvus)._connected()
    client.create_collection(f"{PREFIX}passages_6", dimension=16)
    try:
        with opened(tmp_path / "a", milvus, Narrow(6)) as archive:
            with pytest.raises(SearchError, match=r"pullquote_v1_passages_6 has others than the 6 dimensions.*Drop it"):
                archive.sync([str(write_blog(tmp_path / "blog", 1))])
            assert archive.status().posts == 0
            client.drop_collection(f"{PREFIX}passages_6")
            assert archive.sync([str(tmp_path / "blog")]).added == 6
    finally:
        client.drop_collection(f"{PREFIX}passages_6")


# ---- what it does not hold


def test_rows_that_are_gone_are_made_again_of_the_catalog(milvus: str, tmp_path: Path) -> None:
    with opened(tmp_path / "a", milvus) as archive:
        archive.sync([str(write_blog(tmp_path / "blog", 1))])
        expected = archive.ask(QUESTION)
        server = Milvus(milvus)
        for name in server.collections("sentences"):
            assert archive._publisher is not None
            server.delete(name, f'archive == "{archive._publisher._archive}"')
    encoder = ToyEncoder()
    with opened(tmp_path / "a", milvus, encoder) as archive:
        archive.load()
        assert encoder.read == 0
        assert archive.ask(QUESTION) == expected
    with opened(tmp_path / "a", milvus) as archive:
        assert archive._publisher is not None
        archive._publisher.remove()
        with opened(tmp_path / "a", milvus) as reader:
            with (
                archive._catalog.database.alone(),
                pytest.raises(BusyArchiveError, match="another run is writing them"),
            ):
                reader.ask(QUESTION)
            assert reader.ask(QUESTION) == expected


def test_a_copied_folder_has_rows_of_its_own(milvus: str, tmp_path: Path) -> None:
    with opened(tmp_path / "a", milvus) as archive:
        archive.sync([str(write_blog(tmp_path / "blog", 1))])
        expected = archive.ask(QUESTION)
        shutil.copytree(tmp_path / "a", tmp_path / "b")
        with opened(tmp_path / "b", milvus) as copy:
            copy.sync([str(write_blog(tmp_path / "blog", 2))])
        with opened(tmp_path / "a", milvus) as again:
            assert again.ask(QUESTION) == expected


def test_an_archive_moves_into_the_cluster_and_back(
    milvus: str, postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    place = postgres.place()
    with opened(tmp_path / "a", "") as archive:
        archive.sync([str(write_blog(tmp_path / "blog", 1))])
        expected = archive.ask(QUESTION)
        archive.move(place)
    with opened(place, milvus) as there:
        assert [quote.text for quote in there.ask(QUESTION).quotes] == [quote.text for quote in expected.quotes]
        there.move(tmp_path / "back")
    with opened(tmp_path / "back", "") as back:
        assert back.ask(QUESTION) == expected


# ---- a server that fails


class Failing:
    """A client of Milvus, one of whose calls fails."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self.failed = False
        self._left, self._error, self._arrives = -1, Exception(), False

    def fail_at(self, call: int, error: Exception, *, arrives: bool) -> None:
        """``call``: which of those that come from here on, from 0; ``arrives``: whether the server still does it."""
        self.failed, self._left, self._error, self._arrives = False, call, error, arrives

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = getattr(self._client, name)

        def called(*arguments: Any, **named: Any) -> Any:
            self._left -= 1
            if self._left != -1:
                return method(*arguments, **named)
            self.failed = True
            if self._arrives:
                method(*arguments, **named)
            raise self._error

        return called


def failing(archive: Archive) -> Failing:
    """Put it between an archive and its Milvus."""
    assert archive._publisher is not None
    milvus = archive._publisher._engine._milvus  # type: ignore[attr-defined]
    client = Failing(milvus._connected())
    milvus._client = client
    return client


def errors() -> dict[str, Exception]:
    """One that passes, and one that stays."""
    exception = pytest.importorskip("pymilvus").MilvusException
    return {"away": exception(2, "service unavailable"), "full": exception(7, "disk quota exceeded")}


@pytest.mark.parametrize(
    ("kind", "first", "arrives"),
    [
        ("away", 1, True),
        ("full", 2, False),
        # The other calls of each.
        *(pytest.param("away", first, first % 2 == 1, marks=pytest.mark.crash) for first in (0, *range(2, 8))),
        *(pytest.param("full", first, first % 2 == 1, marks=pytest.mark.crash) for first in (0, 1, *range(3, 8))),
    ],
)
def test_a_sync_whose_calls_fail_is_seen_wholly_or_not_at_all(
    milvus: str, tmp_path: Path, kind: str, first: int, arrives: bool
) -> None:
    versions: dict[int, Answer] = {}
    blog, lost, half, gave_up, calls = tmp_path / "blog", 0, 0, 0, 0
    with opened(tmp_path / "a", milvus) as archive, opened(tmp_path / "a", milvus) as reader:
        for version in (1, 2):
            archive.sync([str(write_blog(blog, version))])
            versions[version] = archive.ask(QUESTION)
        client, now, failed = failing(archive), 2, True
        while failed:
            before, now = now, 3 - now
            # Every eighth, from another on in each test.
            client.fail_at(8 * calls + first, errors()[kind], arrives=arrives)
            try:
                archive.sync([str(write_blog(blog, now))])
                seen = now
            except SearchError:
                gave_up, seen = gave_up + 1, before
            failed = client.failed
            calls += failed
            client.fail_at(-1, Exception(), arrives=True)
            # Whoever asks meanwhile sees one of the two.
            half += reader.ask(QUESTION) != versions[seen]
            archive.sync([str(blog)])
            lost += reader.ask(QUESTION) != versions[now] or reader.status().posts != 6
        assert reader.check() == []
    print(f"\n{kind}, from {first} on: {calls} of the calls failed, {gave_up} gave up, half {half}, lost {lost}")
    assert (half, lost) == (0, 0)
    assert gave_up == (0 if kind == "away" else calls)
    assert calls > 3


def test_a_question_whose_calls_fail_is_answered_wholly_or_not_at_all(milvus: str, tmp_path: Path) -> None:
    with opened(tmp_path / "a", milvus) as archive:
        archive.sync([str(write_blog(tmp_path / "blog", 1))])
        expected = archive.ask(QUESTION)
    calls, half, gave_up, failed = 0, 0, 0, True
    while failed:
        kind = ("away", "full")[calls % 2]
        with opened(tmp_path / "a", milvus) as archive:
            client = failing(archive)
            client.fail_at(calls, errors()[kind], arrives=False)
            try:
                half += archive.ask(QUESTION) != expected
            except SearchError:
                gave_up += 1
                assert kind == "full"
            failed = client.failed
            client.fail_at(-1, Exception(), arrives=True)
        calls += failed
    print(f"\n{calls} of the calls failed, {gave_up} questions got an error, half answers {half}")
    assert half == 0
    assert gave_up == calls // 2
    assert calls > 20


@pytest.mark.parametrize("how", ["away", "slow"])
def test_a_server_that_does_not_answer_is_given_up(
    milvus: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setattr(connecting, "PATIENCE", 0.5)
    monkeypatch.setattr(connecting, "_CONNECT", 0.5)
    with opened(tmp_path / "a", "") as archive:
        archive.sync([str(write_blog(tmp_path / "blog", 1))])
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        if how == "away":
            silent.close()
        with opened(tmp_path / "a", f"milvus://ada:secret@127.0.0.1:{port}") as archive:
            with pytest.raises(UnreachableSearchError, match=rf"127.0.0.1:{port}: Milvus is away") as error:
                archive.ask(QUESTION)
            assert "secret" not in str(error.value)
            with pytest.raises(UnreachableSearchError):
                archive.sync([str(write_blog(tmp_path / "blog", 2))])
            # The catalog needs no search.
            assert archive.status().posts == 6
    with opened(tmp_path / "a", milvus) as archive:
        assert "week 1" in archive.ask(QUESTION).quotes[0].text


@pytest.mark.parametrize(
    ("scheme", "status", "said"),
    [
        ("http", "UNIMPLEMENTED", "not found"),
        ("http", "UNAUTHENTICATED", "check username and password"),
        ("https", "UNIMPLEMENTED", "Tls handshake failed"),
    ],
)
def test_what_waiting_does_not_mend_is_told_at_once(tmp_path: Path, scheme: str, status: str, said: str) -> None:
    grpc = pytest.importorskip("grpc")

    class Refusing(grpc.GenericRpcHandler):  # type: ignore[misc, name-defined]
        def service(self, _call: Any) -> Any:
            return grpc.unary_unary_rpc_method_handler(
                lambda _, context: context.abort(grpc.StatusCode[status], f"{said}, by a service of another kind")
            )

    server = grpc.server(ThreadPoolExecutor(1), handlers=[Refusing()])
    port, encoder = server.add_insecure_port("127.0.0.1:0"), ToyEncoder()
    server.start()
    with opened(tmp_path / "a", f"{scheme}://127.0.0.1:{port}", encoder) as archive:
        with pytest.raises(SearchError, match=said) as error:
            archive.sync([str(write_blog(tmp_path / "blog", 1))])
        assert not isinstance(error.value, UnreachableSearchError)
        assert encoder.read == 0
    server.stop(None)


def test_an_older_server_is_refused(milvus: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "_OLDEST", (99, 1))
    with opened(tmp_path / "a", milvus) as archive, pytest.raises(SearchError, match=r"and 99\.1 is needed at least"):
        archive.sync([str(write_blog(tmp_path / "blog", 1))])


OPEN = """
import sys
from embeddings.stores.milvus import Milvus
Milvus(sys.argv[1]).collections("posts")
"""


def run(code: str, *arguments: str, path: Path | None = None) -> str:
    """The last line that a process writes on its standard error."""
    paths = os.pathsep.join(filter(None, [str(path or ""), os.environ.get("PYTHONPATH", ""), str(Path.cwd())]))
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, env=os.environ | {"PYTHONPATH": paths}, capture_output=True, text=True, check=False)
    return (done.stderr.splitlines() or [""])[-1]


def test_a_file_that_another_process_has_open_is_told(milvus: str) -> None:
    if "://" in milvus:
        pytest.skip("a server is for several processes")
    Milvus(milvus).collections("posts")
    assert "another process may have it open" in run(OPEN, milvus)


ASK = """
import sys
from pathlib import Path
from embeddings.archive import Archive
from embeddings.posts import Query
from tests.toy import ToyEncoder
with Archive(Path(sys.argv[1]), encoder=ToyEncoder(), create=True) as archive:
    archive.sync([sys.argv[2]])
    archive.ask(Query("Which oven was loaf 3 baked in?"))
print([name for name in sys.modules if name.startswith(("pymilvus", "milvus_lite", "grpc"))], file=sys.stderr)
"""


def test_a_file_whose_engine_cannot_start_is_told(tmp_path: Path) -> None:
    (tmp_path / "milvus_lite.py").write_text("raise ModuleNotFoundError('No module named pkg_resources')")
    assert "milvus-lite lacks something: No module named pkg_resources" in run(OPEN, "search.db", path=tmp_path)


def test_who_does_not_name_it_has_nothing_of_it_in_memory(tmp_path: Path) -> None:
    assert run(ASK, str(tmp_path / "a"), str(write_blog(tmp_path / "blog", 1))) == "[]"


def test_without_its_client_it_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "pymilvus.py").write_text("raise ModuleNotFoundError('No module named pymilvus', name='pymilvus')")
    assert "pip install 'pullquote[cluster]'" in run(OPEN, "milvus://a:secret@b", path=tmp_path)
