"""A hub tells of news, and only the hub does."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import socket
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.client import PullquoteBot
from bot.services.websub import WebSub
from bot.settings import Settings
from embeddings import Archive, Fetching, granted_lease, is_signed

from ...blogs import html_page, newest, rss
from ..conftest import Server, served

Serve = Callable[..., Any]


def with_hub(hub: str) -> Callable[..., Any]:
    def blog(site: Any, path: str, query: Any) -> Any:
        if path == "/":
            return html_page("<link rel=alternate type=application/rss+xml href=/feed>", "<h1>Blog</h1>")
        if path != "/feed":
            return None
        status, headers, body = rss(site, newest(site, 50))
        links = f"<link rel='hub' href='{hub}' xmlns='http://www.w3.org/2005/Atom'/>"
        links += f"<link rel='self' href='{site.address}/feed' xmlns='http://www.w3.org/2005/Atom'/>"
        return status, headers, body.replace(b"<channel>", b"<channel>" + links.encode())

    return blog


async def test_a_hub_is_subscribed_to_and_its_word_is_a_sync(
    bakers: Server,
    serve: Serve,
    local: Fetching,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.services.websub._PAUSE", 0.0)
    hub = serve("static", 1)
    site = serve(with_hub(f"{hub.address}/hub"), 3)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with Archive(tmp_path / "archive", create=True) as archive:
        archive.sync([site.address], fetching=local)
        own = settings.model_copy(
            update={
                "allow_hosts": ("127.0.0.1",),
                "websub_url": f"http://127.0.0.1:{port}/",
                "websub_port": port,
                "crawl_delay": 0.0,
            }
        )
        await bakers.env.restart_bot(PullquoteBot(archive, own))
        await bakers.env.settle()
        bot = bakers.env.bot
        assert isinstance(bot, PullquoteBot)
        (websub,) = [task for task in bot.background if isinstance(task, WebSub)]
        ((path, form),) = hub.posted
        assert path == "/hub"
        assert form["hub.mode"] == ["subscribe"]
        assert form["hub.topic"] == [f"{site.address}/feed"]
        (callback,), (secret,) = form["hub.callback"], form["hub.secret"]
        assert callback.startswith(f"http://127.0.0.1:{port}/websub/")

        async with aiohttp.ClientSession() as session:
            asked = {"hub.mode": "subscribe", "hub.challenge": "abc", "hub.lease_seconds": "864000"}
            async with session.get(callback, params={**asked, "hub.topic": "https://else.example"}) as answer:
                assert answer.status == 404
            async with session.get(f"{callback}x", params={**asked, "hub.topic": f"{site.address}/feed"}) as answer:
                assert answer.status == 404
            async with session.get(callback, params={**asked, "hub.topic": f"{site.address}/feed"}) as answer:
                assert (answer.status, await answer.text()) == (200, "abc")

            news = site.posts[-1]
            site.posts[-1] = type(news)(**{**vars(news), "title": "News", "updated": news.updated + timedelta(days=1)})
            body = b"<rss>whatever</rss>"
            async with session.post(callback, data=body, headers={"X-Hub-Signature": "sha256=00"}) as answer:
                assert answer.status == 202
            assert not websub._syncing
            signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
            async with session.post(callback, data=body, headers={"X-Hub-Signature": f"sha256={signature}"}) as answer:
                assert answer.status == 202
        async with aiohttp.ClientSession() as session:
            for _ in range(200):
                async with session.post(
                    callback, data=body, headers={"X-Hub-Signature": f"sha256={signature}"}
                ) as answer:
                    assert answer.status == 202
        # The sync under way and one after it, whatever is sent.
        assert len(websub._syncing) <= 2
        await asyncio.wait(websub._syncing, timeout=60)
        assert "News" in [post.title for post in archive.posts()]
        await websub.subscribe(served(bot))
        assert len(hub.posted) == 1


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("3600", 3600),
        ("864000", 864_000),
        ("99999999999", 864_000),
        ("9" * 5000, 86_400),
        ("", 86_400),
        ("0", 86_400),
        ("-5", 86_400),
        ("1e9", 86_400),
        ("nan", 86_400),
        ("²", 86_400),
        ("٣", 86_400),
    ],
)
def test_a_lease_is_a_number_of_seconds_within_what_was_asked_for(said: str, seconds: float) -> None:
    assert granted_lease(said) == seconds


@pytest.mark.parametrize("signature", ["", "sha256=", "sha256=00", "md5=00", "sha256", "sha1=é"])
def test_what_is_not_signed_is_not_the_hub(signature: str) -> None:
    assert not is_signed(b"body", signature, "secret")


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha512"])
def test_what_is_signed_is(method: str) -> None:
    signature = hmac.new(b"secret", b"body", method).hexdigest()
    assert is_signed(b"body", f"{method}={signature}", "secret")
