"""Starting the bot: what stops it is said in one line. Discord is a real server on this machine that refuses."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import discord
import pytest

from bot import connection
from bot.cli.doctor import examine
from bot.cli.run import run_bot
from bot.settings import Settings
from embeddings import Archive, SettingError

from .loopback import Loopback


def terminate() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def with_token(settings: Settings, token: str) -> Settings:
    return settings.model_copy(update={"discord_token": type(settings.discord_token)(token)})


def test_a_missing_token(sample: Archive, settings: Settings) -> None:
    with pytest.raises(SettingError, match="DISCORD_TOKEN is not set"):
        run_bot(sample, settings)


def test_a_bad_token(sample: Archive, settings: Settings, discord_server: Loopback) -> None:
    with pytest.raises(SettingError, match="DISCORD_TOKEN: Discord does not accept it"):
        run_bot(sample, with_token(settings, "wrong"))


@pytest.mark.parametrize(("code", "status", "said"), [(4004, 77, "does not accept it"), (4013, 78, "Update")])
def test_what_only_an_owner_can_mend_ends_it_with_a_status_of_its_own(
    sample: Archive, settings: Settings, discord_server: Loopback, code: int, status: int, said: str
) -> None:
    discord_server.closes = [code]
    with pytest.raises(connection.RefusedError, match=said) as refused:
        run_bot(sample, with_token(settings, "right"))
    assert refused.value.exit_status == status


def test_another_number_of_connections_is_asked_for_anew(
    sample: Archive, settings: Settings, discord_server: Loopback
) -> None:
    discord_server.closes, discord_server.on_ready = [4011], terminate
    run_bot(sample, with_token(settings, "right"))
    assert len(discord_server.sent("GET", "/gateway/bot")) == 2
    assert discord_server.ready.is_set()


def test_sigterm_closes_the_connection_and_ends_well(
    sample: Archive, settings: Settings, discord_server: Loopback
) -> None:
    closed = threading.Event()
    discord_server.on_ready, discord_server.closed = terminate, closed.set
    run_bot(sample, with_token(settings, "right"))
    assert closed.wait(10)


def test_several_archives_are_served_and_closed(
    sample: Archive, settings: Settings, discord_server: Loopback, tmp_path: Path
) -> None:
    discord_server.on_ready = terminate
    several = settings.model_copy(update={"archive_dir": tmp_path, "public_archives": ("bread",)})
    run_bot({"bread": sample}, with_token(several, "right"))
    assert discord_server.ready.is_set()
    # What is remembered of servers stays with the bot, what is of the archive with the archive.
    assert (tmp_path / "bot.sqlite3").exists()
    assert (sample.folder / "bot.sqlite3").exists()


def test_the_doctor_finds_what_keeps_the_bot_from_running(
    sample: Archive, settings: Settings, discord_server: Loopback
) -> None:
    def found(token: str) -> dict[str, tuple[bool, str]]:
        everything = list(examine(with_token(settings, token), sample.folder))
        permissions.extend((f.well, f.text) for f in everything if f.subject == "permissions")
        return {f.subject: (f.well, f.text) for f in everything}

    permissions: list[tuple[bool, str]] = []
    discord_server.message_content = False

    settings = settings.model_copy(update={"question_channels": (72,)})
    right = found("right")
    assert right["archive"] == (
        True,
        f"15 posts in {sample.folder}, last indexed {datetime.now(UTC).date().isoformat()}",
    )
    assert right["model"] == (True, "all-MiniLM-L6-v2")
    assert right["token"] == (True, "it belongs to pq")
    assert right["intents"][0] is False
    assert "Message Content Intent" in right["intents"][1]
    assert "client_id=1" in right["invite"][1]
    assert "permissions=274877975552" in right["invite"][1]
    assert right["disk"][0]
    assert permissions == [
        (True, "Server 7: nothing is missing"),
        (False, "Server 7, #bread: missing Read Message History. Grant this in the channel's permissions."),
        (False, "Server 8: missing send messages. Grant this to the bot's role in the server's settings."),
    ]
    permissions.clear()
    assert found("wrong")["token"] == (
        False,
        "Discord does not accept DISCORD_TOKEN. Reset it in the Developer Portal.",
    )
    assert "DISCORD_TOKEN is not set" in found("")["token"][1]


@pytest.mark.parametrize(
    ("installs", "well", "said"),
    [
        (["0", "1"], True, "User Install is on: members can use it in any server and conversation, and see"),
        (["0"], True, "User Install is off"),
        (["1"], False, "Guild Install is off, so no server can add it"),
    ],
)
def test_the_doctor_says_who_may_bring_the_bot_where_and_what_that_shows(
    sample: Archive, settings: Settings, discord_server: Loopback, installs: list[str], well: bool, said: str
) -> None:
    discord_server.installs = installs
    several = {"archives": (("bread", sample.folder), ("rust", sample.folder)), "public_archives": ("rust",)}
    settings = with_token(settings.model_copy(update=several | {"archive_guilds": (("bread", 7),)}), "right")
    found = list(examine(settings, sample.folder, archives=[sample.folder]))
    (installation,) = [f for f in found if f.subject == "installation"]
    assert installation.well is well
    assert installation.text.startswith(said)
    (public,) = [f.text for f in found if f.subject == "public bot"]
    assert "Public Bot is on: anyone can add it to a server, which then sees these of your archives: rust." in public
    bread, rust = [f.text for f in found if f.subject == "open to"]
    assert bread.startswith("bread is open to servers of ARCHIVE_GUILDS (1), to members of ARCHIVE_USERS (0)")
    assert rust == "rust is open to everyone"


def test_the_doctor_does_not_wait_for_a_discord_that_says_nothing(
    sample: Archive, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setattr(discord.http.Route, "BASE", f"http://127.0.0.1:{silent.getsockname()[1]}/api")
        monkeypatch.setattr("bot.cli.doctor._DISCORD_SECONDS", 0.5)
        findings = list(examine(with_token(settings, "right"), sample.folder))
    assert [finding.text for finding in findings if not finding.well] == [
        "Discord does not answer within 0 seconds. Try again."
    ]


def test_an_empty_archive_starts_and_says_how_to_fill_it(
    tmp_path: Path, settings: Settings, discord_server: Loopback, capsys: pytest.CaptureFixture[str]
) -> None:
    discord_server.on_ready = terminate
    with Archive(tmp_path / "empty", create=True) as archive:
        run_bot(archive, with_token(settings, "right"))
    assert discord_server.ready.is_set()
    assert "/archive add" in capsys.readouterr().err


RUN = """
import sys
import discord, yarl
from bot.__main__ import main
discord.http.Route.BASE = sys.argv.pop()
discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(sys.argv.pop())
main()
"""


@pytest.mark.slow
@pytest.mark.parametrize(("told", "status"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)], ids=["SIGTERM", "Ctrl-C"])
def test_a_process_that_is_told_to_end_does_so_while_a_sync_waits_for_a_page(
    sample: Archive, discord_server: Loopback, tmp_path: Path, told: signal.Signals, status: int
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(300)
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        own = {"DISCORD_TOKEN": "right", "ARCHIVE_DIR": str(sample.folder), "SOURCES": address}
        process = subprocess.Popen(
            [sys.executable, "-c", RUN, "run", discord_server.url, discord.http.Route.BASE],
            env=os.environ | own | {"SYNC_EVERY": "1s", "ALLOW_HOSTS": "127.0.0.1"},
            cwd=tmp_path,
            stderr=subprocess.PIPE,
            text=True,
        )
        asked, _ = listening.accept()
        with asked:
            # The page never comes.
            asked.recv(1)
            started = time.monotonic()
            process.send_signal(told)
            _, printed = process.communicate(timeout=30)
            took = time.monotonic() - started
    assert took < 8
    assert process.returncode == status
    assert printed.endswith("stopped\n")
    assert "Traceback" not in printed
