"""What the bot remembers, as two processes see it that share it: in one file, or in one PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.services import cooldowns
from bot.services.claims import Claims
from bot.services.cooldowns import Cooldowns
from bot.services.guilds import Manner
from bot.services.leases import Leases
from bot.services.memory import Recent, Shared
from bot.services.news import News, nonce
from bot.services.store import Reply, Store

from ...conftest import At

Two = tuple[Store, Store]
MEMBER = 2**60
"""Discord's ids have up to 64 bits."""


@pytest.fixture
def two(place: At) -> Iterator[Two]:
    one, other = Store(place("bot"), questions=3), Store(place("bot"), questions=3)
    yield one, other
    one.close()
    other.close()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> None:
    (tmp_path / "bot").mkdir(exist_ok=True)


def test_what_one_keeps_the_other_knows(two: Two) -> None:
    one, other = two
    assert other.derived("x") == one.derived("x")
    assert one.feedback.vote(MEMBER, "post:1:2", helpful=False, digest="ab", guild=7, question="Why?")
    assert other.feedback.votes_on("post:1:2") == {0: 1, 1: 0}
    assert other.feedback.vote(MEMBER, "post:1:2", helpful=True)
    assert one.feedback.votes() == (1, 0)
    assert not other.feedback.vote(MEMBER, "post:1:2", helpful=True)
    assert one.following.follow(MEMBER, "words", "Rye", "de", 7)
    assert other.following.followed(MEMBER) == ["rye"]
    one.keep_reply(MEMBER, 7, Reply(71, MEMBER + 1))
    assert other.reply_to(MEMBER) == Reply(71, MEMBER + 1)
    assert [other.forget_reply(MEMBER), one.forget_reply(MEMBER)] == [Reply(71, MEMBER + 1), None]
    assert [one.first_time("greeted:7"), other.first_time("greeted:7")] == [True, False]
    one.add_source("https://a.example/")
    other.add_source("https://b.example/")
    one.remove_source("https://a.example/")
    assert other.sources() == ["https://b.example/"]


def test_only_so_many_questions_are_kept_the_newest(two: Two) -> None:
    one, other = two
    for number in range(5):
        (one, other)[number % 2].feedback.refuse(7, f"Who baked loaf {number}?")
        one.feedback.vote(MEMBER + number, "post:1:2", helpful=False, guild=7, question=f"What is loaf {number}?")
    feedback = other.feedback.report(7)
    assert {asked.question for asked in feedback.refused} == {f"Who baked loaf {number}?" for number in (2, 3, 4)}
    assert {asked.question for asked in feedback.disliked} == {f"What is loaf {number}?" for number in (2, 3, 4)}
    assert feedback.quotes[0].times == 5


def test_what_a_server_sets_is_seen_by_the_other_with_its_next_look(two: Two) -> None:
    one, other = (store.guilds for store in two)
    assert other.channels(7) == frozenset()
    one.switch_channel(7, MEMBER)
    other.set_manner(8, Manner(private=True))
    one.choose(7, "bread", "bread")
    for guilds in (one, other):
        guilds.refresh()
        assert (guilds.channels(7), guilds.manner(8).private, guilds.choice(7)) == ({MEMBER}, True, ("bread", "bread"))
    two[0].forget_guild(7)
    other.refresh()
    assert (other.channels(7), other.choice(7), other.manner(8).private) == (frozenset(), ("", ""), True)


def test_a_press_that_reaches_both_counts_once(two: Two) -> None:
    one, other = two
    for store in two:
        assert store.feedback.vote(MEMBER, "post:1:2", helpful=True, press=99)
        assert store.following.follow(MEMBER, "tag", "rye", "en", 7, press=99)
        assert store.guilds.switch_channel(7, 71, press=99) == {71}
        assert store.guilds.switch_announcing(7, 71, press=99) == 71
    assert one.feedback.votes() == (1, 0)
    assert not other.feedback.vote(MEMBER, "post:1:2", helpful=True, press=100)
    assert other.guilds.switch_channel(7, 72, press=100) == {71, 72}
    assert one.guilds.switch_channel(7, 71, press=101) == {72}
    assert one.guilds.switch_announcing(7, 71, press=100) == 0


def test_only_what_a_press_begins_can_be_refused(two: Two) -> None:
    def refuse() -> None:
        raise PermissionError

    for switch in ("switch_channel", "switch_announcing"):
        one, other = (getattr(store.guilds, switch) for store in two)
        with pytest.raises(PermissionError):
            one(7, 71, 1, refuse)
        # It counts for nothing, so that the same press may come again.
        assert one(7, 71, 1) in (71, {71})
        assert other(7, 71, 1, refuse) in (71, {71})
        with pytest.raises(PermissionError):
            other(7, 72, 2, refuse)
        for repeated in (one, other, one):
            assert not repeated(7, 71, 3, refuse)


def test_many_at_once_lose_nothing(two: Two) -> None:
    def work(number: int) -> None:
        store = two[number % 2]
        store.feedback.vote(number // 2, "post:1:2", helpful=True, press=number // 2)
        store.add_source(f"https://{number}.example/")
        store.guilds.switch_channel(7, number)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(work, range(40)))
    assert two[0].feedback.votes() == (20, 0)
    assert len(two[1].sources()) == 40
    two[1].guilds.refresh()
    assert two[1].guilds.channels(7) == set(range(40))


async def test_questions_are_counted_over_both(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = (Cooldowns(store, per_member=2, per_channel=3) for store in two)
    assert [await one.wait(MEMBER, 71), await other.wait(MEMBER, 71)] == [0.0, 0.0]
    assert 50 < await one.wait(MEMBER, 71) <= 60
    # What may not be asked counts for nobody.
    assert await other.wait(1, 71) == 0.0
    assert await one.wait(3, 71) > 50
    assert [await one.wait(MEMBER, 0, "press") for _ in range(4)] == [0.0] * 4
    assert await other.wait(MEMBER, 0, "press") > 50
    assert [await one.tell(MEMBER), await other.tell(MEMBER)] == [True, False]
    monkeypatch.setattr(cooldowns, "PER", 0.0)
    assert await other.wait(MEMBER, 71) == 0.0


async def test_questions_are_remembered_for_a_while_and_never_mixed(two: Two) -> None:
    one, other = (Recent(store, each=2) for store in two)
    assert await one.next(MEMBER, 71, 7, MEMBER + 1, "a") == ()
    assert await other.next(MEMBER, 71, 7, MEMBER + 2, "b") == ("a",)
    assert await one.next(MEMBER, 71, 7, MEMBER + 2, "edited") == ("a",)
    assert await one.next(MEMBER, 71, 7, MEMBER + 3, "c") == ("a", "edited")
    assert await other.next(MEMBER, 71, 7, MEMBER + 4, "d") == ("edited", "c")
    assert await other.next(MEMBER, 72, 7, MEMBER + 5, "e") == ()
    assert await other.next(1, 71, 7, MEMBER + 6, "f") == ()
    assert await Recent(two[0], lifetime=0).next(MEMBER, 71, 7, MEMBER + 7, "g") == ()
    with two[0].database.reading() as connection:
        rows = str(connection.execute(sa.text("SELECT * FROM recent")).all())
    assert str(MEMBER) + "," not in rows
    two[0].forget_member(MEMBER)
    assert await one.next(MEMBER, 71, 7, MEMBER + 8, "h") == ()


def test_what_is_shown_to_everybody_is_shown_once(two: Two) -> None:
    one, other = (Shared(store) for store in two)
    assert one.begin(71, "send:1", 7) is None
    assert other.begin(71, "send:1", 7) == ""
    one.keep(71, "send:1", "https://discord.example/1")
    assert other.begin(71, "send:1", 7) == "https://discord.example/1"
    assert other.begin(72, "send:1", 7) is None
    other.forget(72, "send:1")
    assert one.link(72, "send:1") is None


async def test_a_message_is_answered_by_one_of_them(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.services.claims._SECONDS", 0.5)
    processes = [Claims(store) for store in two]
    answered = []

    async def answer(claims: Claims, number: int) -> None:
        async with claims.answering(f"message:{number}") as ours:
            if ours:
                answered.append(number)
                await asyncio.sleep(0.01)

    await asyncio.gather(*(answer(claims, number) for number in range(20) for claims in processes))
    assert sorted(answered) == list(range(20))


async def test_what_one_dies_over_the_other_takes_up(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.services.claims._SECONDS", 0.5)
    monkeypatch.setattr("bot.services.claims._RENEWED", 0.1)
    dying, other = (Claims(store) for store in two)
    begun = asyncio.Event()

    async def never_ends() -> None:
        async with dying.answering("message:1") as ours:
            assert ours
            begun.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(never_ends())
    await begun.wait()
    waiting = asyncio.create_task(_ours(other, "message:1"))
    done, _ = await asyncio.wait({waiting}, timeout=1.0)
    assert not done, "it was taken from one that is at it"
    task.cancel()
    assert await asyncio.wait_for(waiting, 5)
    assert not await _ours(other, "message:1")


async def _ours(claims: Claims, name: str) -> bool:
    async with claims.answering(name) as ours:
        return ours


def test_one_of_them_leads_until_another_takes_over(two: Two) -> None:
    one, other = Leases(two[0], "one", ""), Leases(two[1], "other", "")
    assert [one.renew(), other.renew(), one.leads] == [True, False, False]
    one.turn()
    assert [one.renew(), other.renew(), one.leads] == [False, False, True]
    one.give_up()
    assert [other.renew(), one.renew()] == [True, True]
    assert [one.leave(), other.leave()] == [True, False]


def test_processes_of_other_shards_are_no_others(two: Two) -> None:
    one, other = Leases(two[0], "one", "0-1/4"), Leases(two[1], "other", "2-3/4")
    one.renew()
    other.renew()
    assert [one.leave(), other.leave()] == [False, False]


def test_one_that_led_and_slept_tells_nobody(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    leading, next_ = Leases(two[0], "one", ""), Leases(two[1], "other", "")
    assert leading.renew()
    leading.turn()
    slept, news = News(two[0], leading), News(two[1], next_)
    slept.add("", ["aa", "bb"])
    slept.add("", ["aa"])
    (first, _), (second, _) = news.waiting("")
    assert slept.turn(first, "guild:7") == "tell"
    slept.told(first, "guild:7")
    assert slept.turn(first, "guild:8") == "tell"
    # It sleeps, and its lease ends.
    monkeypatch.setattr("bot.services.leases.SECONDS", -1.0)
    leading.renew()
    assert news.turn(first, "guild:7") == "lost"
    monkeypatch.undo()
    assert next_.renew()
    assert [news.turn(first, whom) for whom in ("guild:7", "guild:8", "guild:9")] == ["told", "tell", "tell"]
    assert [slept.turn(first, "guild:8"), slept.turn(second, "guild:7")] == ["lost", "lost"]
    slept.finish(second)
    assert [number for number, _ in news.waiting("")] == [first, second]
    # It finds that out when it renews its lease.
    assert leading.renew()
    news.finish(first)
    news.finish(second)
    news.add("", ["cc"])
    ((third, _),) = news.waiting("")
    assert third not in (first, second)
    assert len({nonce(number, whom) for number in (first, second, third) for whom in ("guild:7", "guild:8")}) == 6


def test_a_copy_holds_what_lasts(two: Two, tmp_path: Path) -> None:
    two[0].guilds.switch_channel(7, 71)
    two[0].feedback.vote(MEMBER, "post:1:2", helpful=False, guild=7, question="Why?")
    two[0].following.follow(MEMBER, "words", "Rye", "de", 7)
    two[0].guilds.join(1, [7])
    (tmp_path / "copy").mkdir()
    with closing(Store(tmp_path / "copy")) as copy:
        assert copy.is_empty
        copy.take_over(two[1])
        assert copy.guilds.channels(7) == {71}
    two[0].forget_guild(7)
    two[0].forget_member(MEMBER)
    with closing(Store(tmp_path / "copy")) as copy:
        two[1].take_over(copy)
        two[0].guilds.refresh()
        assert two[0].guilds.channels(7) == {71}
        assert two[0].guilds.joined(1) == {7}
        assert two[0].feedback.votes_of(MEMBER) == 1
        assert two[0].following.followed(MEMBER) == ["rye"]
