"""What is stored of one server, given out and erased."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from bot.services.store import Store
from embeddings import Archive

from ...conftest import At
from ...toy import ToyEncoder
from .test_app import Run, run

__all__ = ["run"]


def test_a_servers_data_is_exported_and_erased(run: Run, place: At, tmp_path: Path) -> None:
    where = place("archive")
    with Archive(where, local=tmp_path / "local", encoder=ToyEncoder(), create=True):
        pass
    own = {"ARCHIVE_DIR": str(where)} if isinstance(where, Path) else {"ARCHIVE": where, "ARCHIVE_DIR": "local"}
    with closing(Store(where, questions=10)) as store:
        for guild in (7, 8):
            store.guilds.switch_channel(guild, 71)
            store.feedback.refuse(guild, "Who won the tennis?")
            store.feedback.vote(2**60, f"post:{guild}:2", helpful=False, guild=guild, question="Why?")
    exported = run("export", "--guild", "7", **own)
    assert (exported.returncode, exported.stderr) == (0, "")
    ((name, tables),) = json.loads(exported.stdout).items()
    assert "p%40ss" not in name
    assert tables["remembered"] == [{"name": "channels:7", "value": "[71]"}]
    assert [row["question"] for row in (*tables["refused"], *tables["votes"])] == ["Who won the tennis?", "Why?"]
    erased = run("erase", "--guild", "7", **own)
    assert (erased.returncode, erased.stdout) == (0, "3 rows of server 7 erased.\n")
    with closing(Store(where)) as store:
        assert not any(store.export(7).values())
        assert store.guilds.channels(8) == {71}
        assert store.feedback.votes() == (0, 1)


@pytest.mark.parametrize("guild", ["", "bakers", "-1"])
def test_what_is_no_server_is_refused(run: Run, guild: str) -> None:
    done = run("erase", "--guild", guild)
    assert done.returncode != 0
    assert "guild" in done.stderr
