"""What the bot itself has to remember: each guild's channels, votes, who follows what, and what was said once.

One small SQLite file beside the archive's catalog. Votes are kept under a keyed hash of the member.
"""

from __future__ import annotations

import json
import logging
import secrets
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from embeddings import Post, holds

log = logging.getLogger(__name__)

_tables = sa.MetaData()
_values = sa.Table(
    "remembered",
    _tables,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("value", sa.String, nullable=False),
)
_votes = sa.Table(
    "votes",
    _tables,
    sa.Column("member", sa.String, primary_key=True),
    sa.Column("quote", sa.String, primary_key=True),
    sa.Column("helpful", sa.Boolean, nullable=False),
)
_follows = sa.Table(
    "follows",
    _tables,
    # By the member's own id, without which no note could be sent; gone as soon as nothing is followed.
    sa.Column("member", sa.Integer, primary_key=True),
    sa.Column("kind", sa.String, primary_key=True),
    sa.Column("what", sa.String, primary_key=True),
    sa.Column("language", sa.String, nullable=False),
)


_replies = sa.Table(
    "replies",
    _tables,
    # Ids alone, so that an answer can be mended or taken back when its question is.
    sa.Column("message", sa.Integer, primary_key=True),
    sa.Column("guild", sa.Integer, nullable=False),
    sa.Column("channel", sa.Integer, nullable=False),
    sa.Column("reply", sa.Integer, nullable=False),
)
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


class Store:
    """Safe to share between threads. Every change is one transaction."""

    def __init__(self, folder: Path) -> None:
        """Open ``folder/bot.sqlite3``; where it cannot be written, remember for as long as the bot runs."""
        self._engine = sa.create_engine(f"sqlite:///{folder / 'bot.sqlite3'}")
        try:
            _tables.create_all(self._engine)
            self._secret = bytes.fromhex(self._kept("secret", secrets.token_hex(32)))
        except sa.exc.SQLAlchemyError as error:
            log.warning(
                "%s: bot.sqlite3 cannot be used (%s); votes and settings last until the bot stops", folder, error
            )
            self._engine.dispose()
            self._engine = sa.create_engine("sqlite://", poolclass=sa.StaticPool)
            _tables.create_all(self._engine)
            self._secret = bytes.fromhex(self._kept("secret", secrets.token_hex(32)))
        self._channels: dict[int, frozenset[int]] = {}
        self._manners: dict[int, Manner] = {}

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

    def vote(self, member: int, quote: str, *, helpful: bool) -> bool:
        """Keep a member's vote on a quote, in place of an earlier one; the same again takes it back.

        Returns whether the vote now stands.
        """
        who = blake2b(str(member).encode(), key=self._secret, digest_size=16).hexdigest()
        mine = (_votes.c.member == who) & (_votes.c.quote == quote)
        with self._engine.begin() as connection:
            before = connection.execute(sa.select(_votes.c.helpful).where(mine)).scalar()
            connection.execute(sa.delete(_votes).where(mine))
            if before is not None and bool(before) == helpful:
                return False
            connection.execute(sa.insert(_votes).values(member=who, quote=quote, helpful=helpful))
        return True

    def votes(self) -> tuple[int, int]:
        """How many votes there are for and against, over all quotes."""
        with self._engine.connect() as connection:
            counted = {bool(row.helpful): row.n for row in connection.execute(
                sa.select(_votes.c.helpful, sa.func.count().label("n")).group_by(_votes.c.helpful)
            )}  # fmt: skip
        return counted.get(True, 0), counted.get(False, 0)

    def votes_on(self, quote: str) -> dict[int, int]:
        """How many called a quote helpful (1), and how many did not (0)."""
        query = sa.select(_votes.c.helpful, sa.func.count()).where(_votes.c.quote == quote).group_by(_votes.c.helpful)
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

    def announced_in(self, guild: int) -> int:
        """The channel in which a guild is told of new posts; 0 for none."""
        return int(self.get(f"announce:{guild}") or 0)

    def announce_in(self, guild: int, channel: int) -> None:
        self.set(f"announce:{guild}", str(channel))

    def follow(self, member: int, kind: str, what: str, language: str) -> bool:
        """Have a member told of posts with words or a tag, or no longer. Returns whether it is followed now."""
        mine = {"member": member, "kind": kind, "what": what.casefold()}
        with self._engine.begin() as connection:
            gone = connection.execute(sa.delete(_follows).where(*(_follows.c[name] == mine[name] for name in mine)))
            if gone.rowcount:
                return False
            connection.execute(sa.insert(_follows).values(**mine, language=language))
        return True

    def followed(self, member: int) -> list[str]:
        """What a member follows."""
        with self._engine.connect() as connection:
            query = sa.select(_follows.c.what).where(_follows.c.member == member).order_by(_follows.c.what)
            return list(connection.execute(query).scalars())

    def followers(self, post: Post) -> list[Follower]:
        """Who is to be told of a post, each once."""
        text = f"{post.title}\n{post.text}"
        tags = {tag.casefold() for tag in post.tags}
        found: dict[int, Follower] = {}
        with self._engine.connect() as connection:
            for row in connection.execute(sa.select(_follows)):
                if row.what in tags if row.kind == "tag" else holds(text, row.what):
                    found.setdefault(row.member, Follower(row.member, row.what, row.language))
        return list(found.values())

    def forget_member(self, member: int) -> None:
        """Follow nothing more for a member who is no longer there."""
        with self._engine.begin() as connection:
            connection.execute(sa.delete(_follows).where(_follows.c.member == member))

    def keep_reply(self, message: int, guild: int, reply: Reply) -> None:
        """Remember the reply to a message; those to the oldest are forgotten."""
        row = {"message": message, "guild": guild, "channel": reply.channel, "reply": reply.message}
        oldest = sa.select(_replies.c.message).order_by(_replies.c.message.desc()).offset(_KEPT_REPLIES).limit(1)
        with self._engine.begin() as connection:
            connection.execute(insert(_replies).values(**row).on_conflict_do_nothing())
            connection.execute(sa.delete(_replies).where(_replies.c.message <= oldest.scalar_subquery()))

    def reply_to(self, message: int) -> Reply | None:
        """The reply to a message, if it is remembered."""
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(_replies).where(_replies.c.message == message)).one_or_none()
        return Reply(row.channel, row.reply) if row else None

    def forget_reply(self, message: int) -> Reply | None:
        """Forget the reply to a message, and return it."""
        found = self.reply_to(message)
        if found:
            with self._engine.begin() as connection:
                connection.execute(sa.delete(_replies).where(_replies.c.message == message))
        return found

    def first_time(self, event: str) -> bool:
        """Whether this is the first time, over restarts too."""
        with self._engine.begin() as connection:
            done = connection.execute(insert(_values).values(name=event, value="1").on_conflict_do_nothing())
            return bool(done.rowcount)

    def forget_guild(self, guild: int) -> None:
        """Forget all about a guild that the bot has left."""
        self._channels.pop(guild, None)
        self._manners.pop(guild, None)
        names = [f"{what}:{guild}" for what in ("channels", "greeted", "told", "announce", "manner")]
        with self._engine.begin() as connection:
            connection.execute(sa.delete(_values).where(_values.c.name.in_(names)))
            connection.execute(sa.delete(_replies).where(_replies.c.guild == guild))

    def get(self, name: str) -> str:
        """The value of a name; empty where there is none."""
        with self._engine.connect() as connection:
            return str(connection.execute(sa.select(_values.c.value).where(_values.c.name == name)).scalar() or "")

    def set(self, name: str, value: str) -> None:
        statement = insert(_values).values(name=name, value=value)
        with self._engine.begin() as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": value}))

    def _kept(self, name: str, value: str) -> str:
        """The value of a name, which is ``value`` from now on where it had none."""
        if not self.get(name):
            self.set(name, value)
        return self.get(name)
