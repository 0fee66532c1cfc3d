"""One call, one generation: whatever a sync does between two lines of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from embeddings.archive import Archive
from embeddings.posts import Filters, Query

RYE = "Rye bread must rest for a whole day before you cut it, or the crumb will be gummy."
SALT = "Salt is two per cent of the weight of the flour, in nearly every bread that I have baked."


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    folder = tmp_path / "posts"
    folder.mkdir()
    (folder / "rye.md").write_text(f"---\ntitle: Rye\ndate: 2020-01-02\nauthor: Ada\ntags: [rye]\n---\n{RYE}")
    (folder / "salt.md").write_text(f"---\ntitle: Salt\ndate: 2021-03-04\nauthor: Ada\ntags: [basics]\n---\n{SALT}")
    return folder


@pytest.fixture
def archive(posts: Path, tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "archive", create=True) as archive:
        archive.sync([str(posts)])
        yield archive


def test_a_post_that_a_sync_withdraws_stays_in_the_snapshot(archive: Archive, posts: Path) -> None:
    with archive.snapshot() as snapshot:
        rye = next(post for post in snapshot.posts() if post.title == "Rye")
        (posts / "rye.md").unlink()
        archive.sync([str(posts)])
        quote = snapshot.quote(rye.key, 0, len(RYE))
        assert quote is not None
        assert quote.text == RYE
        assert snapshot.representative_sentence(rye).text == RYE
        assert [answer.quotes[0].text for answer in snapshot.ask_many([Query("How long must rye bread rest?")])] == [
            RYE
        ]
        assert {post.title for post in snapshot.posts()} == {"Rye", "Salt"}
    with archive.snapshot() as snapshot:
        assert snapshot.post(rye.key) is None
        assert snapshot.quote(rye.key, 0, len(RYE)) is None
        assert [post.title for post in snapshot.posts()] == ["Salt"]


def test_a_post_that_a_sync_rewrites_is_quoted_in_the_words_of_the_snapshot(archive: Archive, posts: Path) -> None:
    with archive.snapshot() as snapshot:
        before = snapshot.number
        (posts / "rye.md").write_text("---\ntitle: Rye\n---\nNobody here bakes with rye any more, it is too much work.")
        archive.sync([str(posts)])
        assert snapshot.number == before
        assert snapshot.ask_many([Query("How long must rye bread rest?")])[0].quotes[0].text == RYE
    assert "Nobody here bakes" in archive.ask(Query("Who still bakes with rye?")).quotes[0].text


def test_a_stale_button_costs_a_handful_of_queries(archive: Archive) -> None:
    with archive.snapshot() as snapshot:
        rye = next(post for post in snapshot.posts() if post.title == "Rye")
    counted: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        counted.append(statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", count)
    try:
        with archive.snapshot() as snapshot:
            assert snapshot.quote_again(rye.key, len(RYE) - 1, "0000") is None
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", count)
    assert len(counted) <= 6, counted


def test_what_is_browsed(archive: Archive) -> None:
    with archive.snapshot() as snapshot:
        assert snapshot.authors() == ["Ada"]
        assert sorted(snapshot.tags()) == ["basics", "rye"]
        assert [post.title for post in snapshot.posts(newest_first=True)] == ["Salt", "Rye"]
        assert [post.title for post in snapshot.posts(newest_first=True, limit=1)] == ["Salt"]
        assert [post.title for post in snapshot.posts(Filters(tag="RYE"))] == ["Rye"]
        assert [post.title for post in snapshot.on_day(3, 4)] == ["Salt"]
        assert snapshot.any_post(Filters(author="nobody")) is None
        assert [post.title for post in snapshot.find_titles("ry")][:1] == ["Rye"]


ON_ONE_CORE = """
import json, os, sys
from concurrent.futures import ThreadPoolExecutor
from embeddings import Archive, Query
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
with Archive(sys.argv[1]) as archive, ThreadPoolExecutor(8) as threads:
    answers = threads.map(archive.ask, map(Query, json.loads(sys.argv[2])))
    print(json.dumps([[quote.text for quote in answer.quotes] for answer in answers]))
"""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this system has no such call")
def test_eight_threads_ask_on_one_core(archive: Archive, tmp_path: Path) -> None:
    asked = [
        f"How {how} must rye bread rest {when}?" for how in ("long", "many hours") for when in ("", "today", "then")
    ]
    asked += [f"How much salt is right for {loaf}?" for loaf in ("bread", "a loaf", "two loaves", "rye")]
    command = [sys.executable, "-c", ON_ONE_CORE, str(tmp_path / "archive"), json.dumps(asked)]
    found = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    alone = [[quote.text for quote in archive.ask(Query(question)).quotes] for question in asked]
    assert json.loads(found.stdout) == alone
    assert alone[0][0] == RYE
