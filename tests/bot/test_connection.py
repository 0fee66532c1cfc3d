"""The bot on a Discord of real sockets that refuses, drops, delays and closes: it stays, and says so in a line."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from bot import commands, connection
from bot.client import PullquoteBot
from bot.services.cooldowns import Cooldowns
from bot.settings import Settings
from embeddings import Archive, Query

from ..toy import toy_archive
from .conftest import served
from .loopback import CHANNEL, CLOUDFLARE, DROP, GUILD, USER, Loopback

QUESTION = "<@1> How long must rye bread rest?"


@pytest.fixture
def archive(tmp_path: Path) -> Any:
    with toy_archive(tmp_path, {"rye": "---\ntitle: Rye\n---\nRye bread must rest for a whole day."}) as made:
        yield made


@pytest.fixture
async def loopback(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Loopback]:
    server = Loopback()
    runner = await server.start()
    server.answer_for(monkeypatch)
    monkeypatch.setattr(connection, "FIRST_PAUSE", 0.01)
    monkeypatch.setattr(connection, "PAUSES", (0.01, 0.01, 0.01))
    monkeypatch.setattr(commands, "FIRST_RETRY", 0.01)
    monkeypatch.setattr(PullquoteBot, "before_identify_hook", at_once)
    yield server
    await runner.cleanup()


async def at_once(*_: Any, **__: Any) -> None:
    """Discord asks for five seconds between two sessions."""


class Running:
    """The bot as it runs, on a Discord of this machine."""

    def __init__(self, bot: PullquoteBot, loopback: Loopback, logged: pytest.LogCaptureFixture) -> None:
        self.bot, self.loopback, self._logged = bot, loopback, logged

    def said(self) -> list[str]:
        """The lines of the log from INFO on that are not tracebacks; there must be none of these."""
        lines = [record for record in self._logged.records if record.levelno >= logging.WARNING]
        assert not [record for record in lines if record.exc_info], self._logged.text
        return [record.getMessage() for record in lines]

    async def until(self, happened: Callable[[], object], seconds: float = 20.0) -> None:
        """Wait until something has happened."""
        async with asyncio.timeout(seconds):
            while not happened():  # noqa: ASYNC110 - what is waited for happens on either side
                await asyncio.sleep(0.01)

    async def answered(self, count: int = 1) -> None:
        await self.until(lambda: len(self.loopback.messages) >= count)


@pytest.fixture
async def running(
    archive: Archive, settings: Settings, loopback: Loopback, caplog: pytest.LogCaptureFixture
) -> AsyncIterator[Running]:
    """The bot, started as soon as the test waits: faults set before that are met at start."""
    caplog.set_level(logging.INFO)
    logging.getLogger("discord").setLevel(logging.WARNING)
    async with PullquoteBot(archive, settings, shards=None) as bot:
        staying = asyncio.create_task(bot.stay("right"))
        yield Running(bot, loopback, caplog)
        await bot.close()
        staying.cancel()


async def asked_and_answered(running: Running) -> None:
    await running.until(lambda: running.bot.get_guild(int(GUILD)))
    before = len(running.loopback.messages)
    await running.loopback.say(QUESTION)
    await running.answered(before + 1)


@pytest.mark.parametrize(
    ("request_", "faults"),
    [
        (("GET", "@me"), [503, DROP, CLOUDFLARE, 403]),
        (("GET", "bot"), [503, DROP]),
        (("GET", "bot"), [CLOUDFLARE]),
    ],
)
async def test_what_fails_at_start_is_tried_again(
    running: Running, request_: tuple[str, str], faults: list[Any]
) -> None:
    running.loopback.faults[request_] = list(faults)
    await asked_and_answered(running)
    await running.until(lambda: "Discord is back." in running.said())
    assert len([line for line in running.said() if "out of reach" in line or "is back" in line]) == 2


@pytest.mark.parametrize("closes", [[DROP, DROP], [4000, 4000, DROP], [1000], [4009, 4007]])
async def test_a_gateway_that_does_not_let_in_is_tried_again(running: Running, closes: list[Any]) -> None:
    running.loopback.closes = list(closes)
    await asked_and_answered(running)
    running.said()


@pytest.mark.parametrize("faults", [[400], [403], [503], [CLOUDFLARE, 503]])
async def test_commands_that_discord_does_not_take_are_told_again(running: Running, faults: list[Any]) -> None:
    running.loopback.faults["PUT", "commands"] = list(faults)
    await asked_and_answered(running)
    await running.until(lambda: len(running.loopback.sent("PUT", "/commands")) == len(faults) + 1)
    assert len([line for line in running.said() if "does not take the commands" in line]) == len(faults)


async def test_without_the_message_content_intent_it_does_without(running: Running) -> None:
    running.loopback.message_content = False
    await asked_and_answered(running)
    first, second = (identity["intents"] for identity in running.loopback.identified)
    assert first & ~second == 1 << 15
    await running.until(lambda: "Message Content Intent is not switched on" in " ".join(running.said()))


async def test_an_event_that_cannot_be_read_is_one_line(running: Running) -> None:
    await running.until(lambda: running.bot.get_guild(int(GUILD)))
    await running.loopback.dispatch("MESSAGE_CREATE", {"id": "x"})
    await running.loopback.dispatch("GUILD_ROLE_UPDATE", None)
    await asked_and_answered(running)
    assert len([line for line in running.said() if "could not be read" in line]) == 2


async def test_what_is_asked_while_the_connection_is_cut_is_answered_after_it(running: Running) -> None:
    for number in range(1, 4):
        await asked_and_answered(running)
        running.loopback.cut()
        await running.loopback.say(QUESTION)
        await running.answered(2 * number)
        assert running.loopback.resumed == number
    assert len(running.loopback.identified) == 1
    running.said()


@pytest.mark.parametrize("faults", [[DROP], [DROP, DROP, 503]])
async def test_an_answer_that_the_network_drops_is_sent_again(running: Running, faults: list[Any]) -> None:
    running.loopback.faults["POST", "messages"] = list(faults)
    await asked_and_answered(running)
    sent = running.loopback.sent("POST", "/messages")
    assert len(sent) == len(faults) + 1
    assert len({body["nonce"] for body in sent}) == 1
    assert all(body["enforce_nonce"] for body in sent)


async def test_a_file_that_the_network_drops_is_sent_again_whole(running: Running) -> None:
    await running.until(lambda: running.loopback.let_in)
    loopback = running.loopback
    loopback.faults["PATCH", "@original"] = [DROP, DROP, (200, loopback.message("9", "", USER) | {"components": []})]
    export = [{"name": "export", "type": 5, "value": True}]
    await loopback.interact(2, {"id": "5", "name": "privacy", "type": 1, "options": export})
    await running.until(lambda: len(loopback.sent("PATCH", "@original")) == 3)
    assert all('"follows": []' in body for body in loopback.sent("PATCH", "@original"))
    assert running.said() == []


@pytest.mark.parametrize("fault", [403, 404, 503, DROP, CLOUDFLARE])
async def test_a_typing_sign_that_is_refused_costs_no_answer(running: Running, fault: Any) -> None:
    running.loopback.faults["POST", "typing"] = [fault] * 3
    await asked_and_answered(running)
    running.said()


async def test_an_answer_to_a_deleted_question_is_not_sent_twice(running: Running) -> None:
    unknown = {"_errors": [{"code": "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "message": "Unknown message"}]}
    form = {"code": 50035, "message": "Invalid Form Body", "errors": {"message_reference": unknown}}
    running.loopback.faults["POST", "messages"] = [(400, form)]
    await running.until(lambda: running.bot.get_guild(int(GUILD)))
    await running.loopback.say(QUESTION)
    await asked_and_answered(running)
    assert len(running.loopback.sent("POST", "/messages")) == 2


async def test_where_it_may_not_read_what_was_said_it_answers_without_a_reference(running: Running) -> None:
    lacking = {"code": 160002, "message": "Cannot reply without permission to read message history"}
    running.loopback.faults["POST", "messages"] = [(400, lacking)]
    await asked_and_answered(running)
    first, second = running.loopback.sent("POST", "/messages")
    assert "message_reference" in first
    assert "message_reference" not in second


async def test_chatter_in_a_thread_costs_no_request_and_a_question_one(running: Running) -> None:
    await running.until(lambda: running.bot.get_guild(int(GUILD)))
    thread = {"id": "90", "type": 11, "name": "t", "parent_id": CHANNEL, "guild_id": GUILD, "owner_id": "2"}
    meta = {"archived": False, "auto_archive_duration": 60, "archive_timestamp": "2026-01-01T00:00:00+00:00"}
    thread |= {
        "message_count": 1,
        "member_count": 1,
        "thread_metadata": meta | {"locked": False},
        "last_message_id": "1",
    }
    await running.loopback.dispatch("THREAD_CREATE", thread)
    started = len(running.loopback.asked)
    for text in (
        "I bake on Saturdays",
        "lol",
        "same",
        "nice loaf",
        "thanks",
        "see you",
        "mine sticks",
        "ok",
        "yum",
        "ha",
    ):
        await running.loopback.say(text, channel_id="90")
    for _ in range(3):
        await running.loopback.say("How long must it rest?", channel_id="90")
    await asked_and_answered(running)
    paths = [path for _, path, _ in running.loopback.asked[started:]]
    assert [path for path in paths if "/messages/90" in path] == [f"/api/channels/{CHANNEL}/messages/90"]
    assert len(paths) <= 3


async def test_an_edit_while_it_is_being_answered_wins(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    await running.until(lambda: running.bot.get_guild(int(GUILD)))
    batching, asked, first = served(running.bot).batching, [], asyncio.Event()
    ask, edited = batching.ask_first, asyncio.create_task(running.bot.wait_for("raw_message_edit"))

    async def slow(queries: Any) -> Any:
        asked.append(queries[0].text)
        if len(asked) == 1:
            first.set()
            await edited
        return await ask(queries)

    monkeypatch.setattr(batching, "ask_first", slow)
    number = await running.loopback.say("<@1> How long must wheat rest?")
    await first.wait()
    await running.loopback.say(
        QUESTION, event="MESSAGE_UPDATE", id=number, edited_timestamp="2026-01-01T00:00:01+00:00"
    )
    await running.answered()
    assert asked == ["How long must wheat rest?", "How long must rye bread rest?"]
    assert len(running.loopback.messages) == 1


async def test_edits_while_it_is_being_answered_count_as_questions(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    await running.until(lambda: running.bot.get_guild(int(GUILD)))
    monkeypatch.setattr("bot.services.cooldowns.PER", 1.0)
    cooldowns = Cooldowns(running.bot.services.store, per_member=2, per_channel=0)
    monkeypatch.setattr(running.bot.services, "cooldowns", cooldowns)
    batching, asked = served(running.bot).batching, []
    ask = batching.ask_first
    number = 0

    async def edited_meanwhile(queries: Any) -> Any:
        asked.append(time.monotonic())
        if len(asked) < 6:
            edit = {"id": str(number), "edited_timestamp": f"2026-01-01T00:00:0{len(asked)}+00:00"}
            before = running.bot.services.answered.newest(int(number))
            await running.loopback.say(f"<@1> How long must loaf {len(asked)} rest?", event="MESSAGE_UPDATE", **edit)
            await running.until(lambda: running.bot.services.answered.newest(int(number)) is not before)
        return await ask(queries)

    monkeypatch.setattr(batching, "ask_first", edited_meanwhile)
    number = await running.loopback.say("<@1> How long must wheat rest?")
    await running.until(lambda: len(asked) == 6)
    # Two a second: the last two had to wait for the third second.
    assert asked[4] - asked[0] > 1.5


async def test_edits_and_deletions_are_known_after_a_restart(
    archive: Archive, settings: Settings, loopback: Loopback, caplog: pytest.LogCaptureFixture
) -> None:
    numbers = []
    for _ in range(2):
        async with PullquoteBot(archive, settings, shards=None) as bot:
            staying = asyncio.create_task(bot.stay("right"))
            running = Running(bot, loopback, caplog)
            await running.until(lambda bot=bot: bot.get_guild(int(GUILD)))
            if not numbers:
                for count in range(1, 4):
                    numbers.append(await loopback.say(QUESTION))
                    await running.answered(count)
            else:
                changed = {"id": numbers[0], "edited_timestamp": "2026-01-01T00:00:01+00:00"}
                await loopback.say("<@1> How long must wheat rest?", event="MESSAGE_UPDATE", **changed)
                await running.until(lambda: len([how for how, *_ in loopback.asked if how == "PATCH"]) == 1)
                place = {"channel_id": CHANNEL, "guild_id": GUILD}
                await loopback.dispatch("MESSAGE_DELETE_BULK", {"ids": numbers[1:]} | place)
                await running.until(lambda: len([how for how, *_ in loopback.asked if how == "DELETE"]) == 2)
                await loopback.dispatch("MESSAGE_DELETE", {"id": numbers[0]} | place)
                await running.until(lambda: len([how for how, *_ in loopback.asked if how == "DELETE"]) == 3)
            await bot.close()
            staying.cancel()
    (patched,) = [body for how, _, body in loopback.asked if how == "PATCH"]
    assert patched["allowed_mentions"]["parse"] == []


async def test_it_stops_within_eight_seconds_while_a_page_is_slow_and_discord_says_nothing(
    archive: Archive, settings: Settings, loopback: Loopback, caplog: pytest.LogCaptureFixture
) -> None:
    listening, asked = await asyncio.start_server(lambda reader, writer: asked.set(), "127.0.0.1", 0), asyncio.Event()
    address = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/"
    own = settings.model_copy(update={"allow_hosts": ("127.0.0.1",)})
    async with PullquoteBot(archive, own, shards=None) as bot:
        staying = asyncio.create_task(bot.stay("right"))
        await Running(bot, loopback, caplog).until(lambda: bot.get_guild(int(GUILD)))
        syncing = asyncio.create_task(served(bot).syncing.sync([address]))
        await asked.wait()
        started = time.monotonic()
        await bot.close()
        assert time.monotonic() - started < 8
        staying.cancel()
        syncing.cancel()
    listening.close()


async def test_slow_pages_do_not_hold_up_autocomplete(archive: Archive, settings: Settings) -> None:
    release = threading.Event()
    bot = PullquoteBot(archive, settings)

    def slow(*_: Any) -> None:
        release.wait(20)

    quote = archive.ask(Query("How long must rye bread rest?")).quotes[0]
    served(bot).archive.verify_quote = slow  # type: ignore[method-assign]
    pages = [asyncio.create_task(served(bot).verifications.of(quote)) for _ in range(8)]
    await asyncio.sleep(0)
    started = time.monotonic()
    assert await served(bot).browsing.find_titles("ry")
    assert time.monotonic() - started < 3
    release.set()
    await asyncio.gather(*pages)
    bot.services.store.close()
