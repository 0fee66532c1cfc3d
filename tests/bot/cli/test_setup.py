"""From an empty folder to a bot that may run: ``pullquote setup``. Discord is a real server on this machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import Settings, read_settings
from embeddings import SettingError

from ..loopback import Loopback
from .test_app import Run, fails, run

__all__ = ["run"]


def test_the_blog_and_the_token_are_kept_indexed_and_the_invite_link_is_printed(
    run: Run, tmp_path: Path, posts: Path, discord_server: Loopback
) -> None:
    discord_server.message_content = False
    (tmp_path / ".env").write_text("# my own\nQUOTES=2\nSOURCES=\nexport CONTACT='ada, of course'\n")
    (tmp_path / ".env").chmod(0o644)
    result = run("setup", "--blog", "posts", "--token", "-", stdin="right\n")
    assert result.returncode == 0
    env = tmp_path / ".env"
    assert env.read_text() == (
        "# my own\nQUOTES=2\nSOURCES=posts\nexport CONTACT='ada, of course'\nDISCORD_TOKEN=right\n"
    )
    assert env.stat().st_mode & 0o777 == 0o600
    assert "right" not in result.stdout
    for said in (
        "SOURCES, DISCORD_TOKEN: kept in .env",
        "1 added",
        "client_id=1",
        "Message Content Intent",
        "pullquote run",
    ):
        assert said in result.stdout
    assert "Rye bread must rest" in run("ask", "How long must rye bread rest?").stdout
    again = run("setup", "--blog", "posts")
    assert "kept in" not in again.stdout
    assert "1 unchanged" in again.stdout


def test_a_new_env_file_is_for_its_owner_alone_and_odd_values_come_back_as_they_were(
    run: Run, tmp_path: Path, posts: Path
) -> None:
    odd = tmp_path / "my 'posts' # 1"
    posts.rename(odd)
    assert run("setup", "--blog", odd.name).returncode == 0
    assert (tmp_path / ".env").stat().st_mode & 0o777 == 0o600
    assert read_settings().sources == (odd.name,)
    assert run("index").returncode == 0


@pytest.mark.parametrize("name", [name for name, field in Settings.model_fields.items() if field.annotation is bool])
def test_a_switch_is_on_or_off(settings: Settings, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name.upper(), "maybe")
    with pytest.raises(SettingError, match=f"^{name.upper()}=maybe: it must be true or false.$"):
        read_settings()


def test_what_cannot_be_used_is_refused_before_anything_is_kept(
    run: Run, tmp_path: Path, posts: Path, discord_server: Loopback
) -> None:
    fails(run("setup"), "--blog", "--token")
    fails(run("setup", "--blog", "missing"), "missing", "no such file or folder")
    fails(run("setup", "--blog", "www.example.org"), "did you mean https://www.example.org?")
    fails(run("setup", "--blog", "posts", "--token", "wrong"), "Discord does not accept that token")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["posts"]


def test_a_token_that_cannot_be_checked_now_is_kept(run: Run, tmp_path: Path, discord_server: Loopback) -> None:
    discord_server.faults["GET", "@me"] = [503] * 20
    result = run("setup", "--token", "right")
    assert result.returncode == 0
    assert "DISCORD_TOKEN=right" in (tmp_path / ".env").read_text()
    assert "Discord cannot be reached" in result.stdout
    assert "/archive add" in result.stdout
