"""What the bot itself has to remember: each guild's channels, votes, who follows what, the questions that nothing
answered, and what was said once.

One small SQLite file beside the archive's catalog. Votes are kept under a keyed hash of the member.
"""

from __future__ import annotations

import json
import logging
import secrets
import time
from collections import Counter
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from bot.services.tables import (
    FOLLOWS,
    REFUSED,
    REPLIES,
    VALUES,
    VOTES,
    copy_in_memory,
    keep_private,
    make_tables,
)
from embeddings import Post, holds

log = logging.getLogger(__name__)

_KEPT_REPLIES = 20_000


@dataclass(frozen=True, slots=True)
class Manner:
    """How a guild has its members answered, as set by ``/archive answers``."""

    private: bool = False
    """Whether the answer to a command is shown to its member alone where the member says nothing of it."""
    thread: bool = False
    """Whether a question that is asked in a channel is answered in a thread of its own."""
    language: str = ""
    """The language of what everybody reads, one of ``bot/languages``; empty for what Discord says."""


@dataclass(frozen=True, slots=True)
class Reply:
    """Where a reply of the bot stands, by its ids."""

    channel: int
    message: int


@dataclass(frozen=True, slots=True)
class Follower:
    """Who is to be told of a post."""

    member: int
    what: str
    """The words or the tag for which."""
    language: str
    """The member's, as Discord names it."""
    guild: int
    """Where the member began to follow that; 0 for a direct message."""


@dataclass(frozen=True, slots=True)
class DislikedQuote:
    """A quote that members voted down."""

    key: str
    """Its post's."""
    start: int
    end: int
    digest: str
    """The quote's digest, by which a post that has changed is noticed; empty for votes of earlier versions."""
    times: int


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question that was asked so many times."""

    question: str
    times: int
    also: tuple[str, ...] = ()
    """The same in other words, where questions are grouped; ``times`` counts those too."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """What readers did not find, or did not find helpful, the most frequent first."""

    quotes: list[DislikedQuote]
    disliked: list[AskedQuestion]
    """Questions whose answers were voted down."""
    refused: list[AskedQuestion]
    """Questions that nothing answered."""


class Store:
    """Safe to share between threads. Every change is one transaction."""

    def __init__(self, folder: Path, *, questions: int | None = None) -> None:
        """Open ``folder/bot.sqlite3``; where it cannot be written, remember for as long as the bot runs.

        ``questions``: how many are kept at most that nothing answered, and as many whose answers were voted down; those
        beyond are forgotten. ``None`` keeps no more and forgets none.
        """
        self._questions = questions
        self._engine = sa.create_engine(f"sqlite:///{folder / 'bot.sqlite3'}")
        try:
            keep_private(folder / "bot.sqlite3")
            make_tables(self._engine)
            self._secret = bytes.fromhex(self._kept("secret", secrets.token_hex(32)))
        except (OSError, sa.exc.SQLAlchemyError) as error:
            log.warning(
                "%s: bot.sqlite3 cannot be used (%s); votes and settings last until the bot stops", folder, error
            )
            self._engine = copy_in_memory(self._engine)
            make_tables(self._engine)
            self._secret = bytes.fromhex(self._kept("secret", secrets.token_hex(32)))
        self._channels: dict[int, frozenset[int]] = {}
        self._manners: dict[int, Manner] = {}
        if questions is not None:
            # Of a file that cannot be written nothing can be forgotten.
            with suppress(sa.exc.SQLAlchemyError), self._engine.begin() as connection:
                self._forget_oldest(connection, questions)

    def close(self) -> None:
        self._engine.dispose()

    def channels(self, guild: int) -> frozenset[int]:
        """The guild's question channels, as set by ``/archive channels``; none while the file cannot be used."""
        if guild not in self._channels:
            try:
                self._channels[guild] = frozenset(json.loads(self.get(f"channels:{guild}") or "[]"))
            except (OSError, sa.exc.SQLAlchemyError) as error:
                log.warning("bot.sqlite3 cannot be used (%s)", error)
                return frozenset()
        return self._channels[guild]

    def set_channels(self, guild: int, channels: frozenset[int]) -> None:
        self.set(f"channels:{guild}", json.dumps(sorted(channels)))
        self._channels[guild] = channels

    def manner(self, guild: int) -> Manner:
        """How a guild has its members answered; the default while the file cannot be used."""
        if guild not in self._manners:
            try:
                self._manners[guild] = Manner(**json.loads(self.get(f"manner:{guild}") or "{}"))
            except (OSError, sa.exc.SQLAlchemyError) as error:
                log.warning("bot.sqlite3 cannot be used (%s)", error)
                return Manner()
        return self._manners[guild]

    def language(self, guild: int) -> str:
        """The language of what everybody in a guild reads, where one was set: Discord has a setting for community
        servers alone."""
        return self.manner(guild).language if guild else ""

    def set_manner(self, guild: int, manner: Manner) -> None:
        self.set(f"manner:{guild}", json.dumps(asdict(manner)))
        self._manners[guild] = manner

    def vote(
        self, member: int, quote: str, *, helpful: bool, digest: str = "", guild: int = 0, question: str = ""
    ) -> bool:
        """Keep a member's vote on a quote, in place of an earlier one; the same again takes it back.

        Args:
            member: whose id is kept as a keyed hash.
            quote: the quote's post and span.
            helpful: whether it is called so.
            digest: the quote's digest.
            guild: where it was voted on.
            question: what was asked; empty keeps none.

        Returns:
            Whether the vote now stands.
        """
        who = self._hashed(member)
        mine = (VOTES.c.member == who) & (VOTES.c.quote == quote)
        kept = question if self._questions and not helpful else ""
        row = {"helpful": helpful, "digest": digest, "guild": guild, "question": kept}
        with self._engine.begin() as connection:
            before = connection.execute(sa.select(VOTES.c.helpful).where(mine)).scalar()
            connection.execute(sa.delete(VOTES).where(mine))
            if before is not None and bool(before) == helpful:
                return False
            connection.execute(sa.insert(VOTES).values(member=who, quote=quote, **row))
            if kept:
                self._forget_oldest(connection, self._questions or 0)
        return True

    def refuse(self, guild: int, question: str) -> None:
        """Keep a question that nothing answered, without who asked it."""
        if not self._questions:
            return
        row = {"guild": guild, "alike": _alike(question), "question": question, "times": 1, "last": time.time()}
        once_more = {"times": REFUSED.c.times + 1, "last": row["last"]}
        with self._engine.begin() as connection:
            statement = insert(REFUSED).values(**row)
            connection.execute(statement.on_conflict_do_update(index_elements=["guild", "alike"], set_=once_more))
            self._forget_oldest(connection, self._questions)

    def feedback(self, guild: int | None = None) -> Feedback:
        """The quotes that were voted down anywhere, and the questions of a guild; ``None`` for those of all."""
        times = sa.func.count().label("times")
        voted = sa.select(VOTES.c.quote, sa.func.max(VOTES.c.digest).label("digest"), times)
        voted = voted.where(~VOTES.c.helpful).group_by(VOTES.c.quote).order_by(times.desc(), VOTES.c.quote)
        disliked = sa.select(VOTES.c.question, sa.literal(1).label("times")).where(VOTES.c.question != "")
        refused = sa.select(REFUSED.c.question, REFUSED.c.times)
        if guild is not None:
            disliked = disliked.where(VOTES.c.guild == guild)
            refused = refused.where(REFUSED.c.guild == guild)
        with self._engine.connect() as connection:
            spans = [(row.quote.split(":"), row.digest, row.times) for row in connection.execute(voted)]
            return Feedback(
                [DislikedQuote(key, int(start), int(end), digest, times) for (key, start, end), digest, times in spans],
                _counted(connection.execute(disliked)),
                _counted(connection.execute(refused)),
            )

    def votes(self) -> tuple[int, int]:
        """How many votes there are for and against, over all quotes."""
        with self._engine.connect() as connection:
            counted = {bool(row.helpful): row.n for row in connection.execute(
                sa.select(VOTES.c.helpful, sa.func.count().label("n")).group_by(VOTES.c.helpful)
            )}  # fmt: skip
        return counted.get(True, 0), counted.get(False, 0)

    def votes_on(self, quote: str) -> dict[int, int]:
        """How many called a quote helpful (1), and how many did not (0)."""
        query = sa.select(VOTES.c.helpful, sa.func.count()).where(VOTES.c.quote == quote).group_by(VOTES.c.helpful)
        with self._engine.connect() as connection:
            return {0: 0, 1: 0} | {int(helpful): count for helpful, count in connection.execute(query)}

    def derived(self, name: str) -> str:
        """A secret for one purpose, the same after a restart."""
        return blake2b(name.encode(), key=self._secret, digest_size=24).hexdigest()

    def sources(self) -> list[str]:
        """Addresses that ``/archive add`` added."""
        return list(json.loads(self.get("sources") or "[]"))

    def add_source(self, address: str) -> None:
        self.set("sources", json.dumps(list(dict.fromkeys([*self.sources(), address]))))

    def remove_source(self, address: str) -> None:
        self.set("sources", json.dumps([source for source in self.sources() if source != address]))

    def choice(self, guild: int) -> tuple[str, str]:
        """The archive that a guild chose, and the one that it was given with that; empty for none."""
        chosen, given = json.loads(self.get(f"archive:{guild}") or '["", ""]')
        return chosen, given

    def choose(self, guild: int, chosen: str, given: str) -> None:
        self.set(f"archive:{guild}", json.dumps([chosen, given]))

    def announced_in(self, guild: int) -> int:
        """The channel in which a guild is told of new posts; 0 for none."""
        return int(self.get(f"announce:{guild}") or 0)

    def announce_in(self, guild: int, channel: int) -> None:
        self.set(f"announce:{guild}", str(channel))

    def follow(self, member: int, kind: str, what: str, language: str, guild: int) -> bool:
        """Have a member told of posts with words or a tag, or no longer. Returns whether it is followed now."""
        mine = {"member": member, "kind": kind, "what": what.casefold()}
        with self._engine.begin() as connection:
            gone = connection.execute(sa.delete(FOLLOWS).where(*(FOLLOWS.c[name] == mine[name] for name in mine)))
            if gone.rowcount:
                return False
            connection.execute(sa.insert(FOLLOWS).values(**mine, language=language, guild=guild))
        return True

    def followed(self, member: int) -> list[str]:
        """What a member follows."""
        with self._engine.connect() as connection:
            query = sa.select(FOLLOWS.c.what).where(FOLLOWS.c.member == member).order_by(FOLLOWS.c.what)
            return list(connection.execute(query).scalars())

    def followers(self, post: Post) -> list[Follower]:
        """Who is to be told of a post, each once."""
        text = f"{post.title}\n{post.text}"
        tags = {tag.casefold() for tag in post.tags}
        found: dict[int, Follower] = {}
        with self._engine.connect() as connection:
            for row in connection.execute(sa.select(FOLLOWS)):
                if row.what in tags if row.kind == "tag" else holds(text, row.what):
                    found.setdefault(row.member, Follower(row.member, row.what, row.language, row.guild))
        return list(found.values())

    def votes_of(self, member: int) -> int:
        """How many votes of a member are kept."""
        with self._engine.connect() as connection:
            query = sa.select(sa.func.count()).select_from(VOTES).where(VOTES.c.member == self._hashed(member))
            return int(connection.execute(query).scalar_one())

    def forget_member(self, member: int) -> None:
        """Forget a member's votes, with what was asked for them, and what the member follows."""
        with self._engine.begin() as connection:
            connection.execute(sa.delete(VOTES).where(VOTES.c.member == self._hashed(member)))
            connection.execute(sa.delete(FOLLOWS).where(FOLLOWS.c.member == member))

    def keep_reply(self, message: int, guild: int, reply: Reply) -> None:
        """Remember the reply to a message; those to the oldest are forgotten."""
        row = {"message": message, "guild": guild, "channel": reply.channel, "reply": reply.message}
        oldest = sa.select(REPLIES.c.message).order_by(REPLIES.c.message.desc()).offset(_KEPT_REPLIES).limit(1)
        with self._engine.begin() as connection:
            connection.execute(insert(REPLIES).values(**row).on_conflict_do_nothing())
            connection.execute(sa.delete(REPLIES).where(REPLIES.c.message <= oldest.scalar_subquery()))

    def reply_to(self, message: int) -> Reply | None:
        """The reply to a message, if it is remembered."""
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(REPLIES).where(REPLIES.c.message == message)).one_or_none()
        return Reply(row.channel, row.reply) if row else None

    def forget_reply(self, message: int) -> Reply | None:
        """Forget the reply to a message, and return it."""
        found = self.reply_to(message)
        if found:
            with self._engine.begin() as connection:
                connection.execute(sa.delete(REPLIES).where(REPLIES.c.message == message))
        return found

    def first_time(self, event: str) -> bool:
        """Whether this is the first time, over restarts too."""
        with self._engine.begin() as connection:
            done = connection.execute(insert(VALUES).values(name=event, value="1").on_conflict_do_nothing())
            return bool(done.rowcount)

    def forget_guild(self, guild: int) -> None:
        """Forget all about a guild that the bot has left, with the votes and the questions of its members there."""
        self._channels.pop(guild, None)
        self._manners.pop(guild, None)
        names = [f"{what}:{guild}" for what in ("channels", "greeted", "told", "announce", "archive", "manner")]
        with self._engine.begin() as connection:
            connection.execute(sa.delete(VALUES).where(VALUES.c.name.in_(names)))
            for table in (REPLIES, REFUSED, VOTES):
                connection.execute(sa.delete(table).where(table.c.guild == guild))
            # What a member follows is the member's.
            connection.execute(sa.update(FOLLOWS).where(FOLLOWS.c.guild == guild).values(guild=0))

    def guilds(self, application: int) -> set[int]:
        """The guilds that an application was in when it ran last; the preview is another one, in the same file."""
        return set(json.loads(self.get(f"guilds:{application}") or "[]"))

    def set_guilds(self, application: int, guilds: Collection[int]) -> None:
        self.set(f"guilds:{application}", json.dumps(sorted(guilds)))

    def get(self, name: str) -> str:
        """The value of a name; empty where there is none."""
        with self._engine.connect() as connection:
            return str(connection.execute(sa.select(VALUES.c.value).where(VALUES.c.name == name)).scalar() or "")

    def set(self, name: str, value: str) -> None:
        statement = insert(VALUES).values(name=name, value=value)
        with self._engine.begin() as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": value}))

    def _hashed(self, member: int) -> str:
        return blake2b(str(member).encode(), key=self._secret, digest_size=16).hexdigest()

    def _forget_oldest(self, connection: sa.Connection, most: int) -> None:
        """Forget the questions beyond so many."""
        number = sa.literal_column("rowid", sa.Integer)
        voted = sa.select(number).select_from(VOTES).where(VOTES.c.question != "").order_by(number.desc())
        newest = sa.select(REFUSED.c.last).order_by(REFUSED.c.last.desc())
        too_old = voted.offset(most).limit(1).scalar_subquery()
        connection.execute(sa.update(VOTES).where(VOTES.c.question != "", number <= too_old).values(question=""))
        connection.execute(sa.delete(REFUSED).where(REFUSED.c.last <= newest.offset(most).limit(1).scalar_subquery()))

    def _kept(self, name: str, value: str) -> str:
        """The value of a name, which is ``value`` from now on where it had none."""
        if not self.get(name):
            self.set(name, value)
        return self.get(name)


def _alike(question: str) -> str:
    """What questions have in common that differ only in how they are typed."""
    return " ".join(question.casefold().split()).rstrip(" ?!.…")


def _counted(rows: Iterable[sa.Row[Any]]) -> list[AskedQuestion]:
    """Questions as they were first typed, each with how often it was asked, the most frequent first."""
    counted: Counter[str] = Counter()
    typed: dict[str, str] = {}
    for row in rows:
        counted[_alike(row.question)] += row.times
        typed.setdefault(_alike(row.question), row.question)
    return [AskedQuestion(typed[alike], times) for alike, times in counted.most_common()]
