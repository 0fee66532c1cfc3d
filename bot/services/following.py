"""Which members follow what, and so are told of which posts."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from bot.services.database import Database, once
from bot.services.tables import FOLLOWS
from embeddings import Post, holds, repeated


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


class Following:
    """What members follow. Safe to share between threads; every change is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @repeated
    def follow(self, member: int, kind: str, what: str, language: str, guild: int, press: int | None = None) -> bool:
        """Have a member told of posts with words or a tag, or no longer.

        Args:
            member: whose id is kept, without which no note could be sent.
            kind: ``words`` or ``tag``.
            what: the words, which must all be in a post, or the tag.
            language: the member's, as Discord names it.
            guild: where it was asked for; 0 for a direct message.
            press: as for :meth:`bot.services.feedback.Feedback.vote`.

        Returns:
            Whether it is followed now.
        """
        mine = {"member": member, "kind": kind, "what": what.casefold()}
        same = sa.and_(*(FOLLOWS.c[name] == mine[name] for name in mine))
        with self._database.writing() as connection:
            if press is not None and not once(connection, f"follow:{kind}:{press}"):
                return connection.execute(sa.select(FOLLOWS.c.member).where(same)).scalar() is not None
            if connection.execute(sa.delete(FOLLOWS).where(same)).rowcount:
                return False
            connection.execute(sa.insert(FOLLOWS).values(**mine, language=language, guild=guild))
        return True

    def followed(self, member: int) -> list[str]:
        """What a member follows."""
        with self._database.reading() as connection:
            query = sa.select(FOLLOWS.c.what).where(FOLLOWS.c.member == member).order_by(FOLLOWS.c.what)
            return list(connection.execute(query).scalars())

    def followers(self, post: Post) -> list[Follower]:
        """Who is to be told of a post, each once."""
        text = f"{post.title}\n{post.text}"
        tags = {tag.casefold() for tag in post.tags}
        found: dict[int, Follower] = {}
        with self._database.reading() as connection:
            for row in connection.execute(sa.select(FOLLOWS)):
                if row.what in tags if row.kind == "tag" else holds(text, row.what):
                    found.setdefault(row.member, Follower(row.member, row.what, row.language, row.guild))
        return list(found.values())
