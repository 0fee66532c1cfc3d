"""What readers said of answers: votes, the questions that nothing answered, and a report of both.

Votes are kept under a keyed hash of the member.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bot.services.database import Database, clock, once
from bot.services.tables import REFUSED, VOTES
from embeddings import ArchiveError, insert, repeated


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
class FeedbackReport:
    """What readers did not find, or did not find helpful, the most frequent first."""

    quotes: list[DislikedQuote]
    disliked: list[AskedQuestion]
    """Questions whose answers were voted down."""
    refused: list[AskedQuestion]
    """Questions that nothing answered."""


class Feedback:
    """Votes and unanswered questions. Safe to share between threads; every change is one transaction."""

    def __init__(self, database: Database, hashed: Callable[[int], str], questions: int | None) -> None:
        """
        Args:
            database: where it is kept.
            hashed: what a member is kept under.
            questions: how many are kept at most, as for :class:`bot.services.store.Store`.
        """
        self._database, self._hashed, self._questions = database, hashed, questions
        if questions is not None:
            # Of a file that cannot be written nothing can be forgotten.
            with suppress(ArchiveError), database.writing() as connection:
                self._forget_oldest(connection, questions)

    @repeated
    def vote(
        self,
        member: int,
        quote: str,
        *,
        helpful: bool,
        digest: str = "",
        guild: int = 0,
        question: str = "",
        press: int | None = None,
    ) -> bool:
        """Keep a member's vote on a quote, in place of an earlier one; the same again takes it back.

        Args:
            member: whose id is kept as a keyed hash.
            quote: the quote's post and span.
            helpful: whether it is called so.
            digest: the quote's digest.
            guild: where it was voted on.
            question: what was asked; empty keeps none.
            press: the number of the interaction, which is kept once, however many processes it reaches.

        Returns:
            Whether the vote now stands.
        """
        who = self._hashed(member)
        mine = (VOTES.c.member == who) & (VOTES.c.quote == quote)
        kept = question if self._questions and not helpful else ""
        row = {"helpful": helpful, "digest": digest, "guild": guild, "question": kept, "last": clock()}
        with self._database.writing() as connection:
            before = connection.execute(sa.select(VOTES.c.helpful).where(mine)).scalar()
            if press is not None and not once(connection, f"vote:{press}"):
                return before is not None and bool(before) == helpful
            if before is not None and bool(before) == helpful:
                connection.execute(sa.delete(VOTES).where(mine))
                return False
            # Another process may have kept one meanwhile.
            statement = insert(connection, VOTES).values(member=who, quote=quote, **row)
            connection.execute(statement.on_conflict_do_update(index_elements=["member", "quote"], set_=row))
            if kept:
                self._forget_oldest(connection, self._questions or 0)
        return True

    @repeated
    def refuse(self, guild: int, question: str) -> None:
        """Keep a question that nothing answered, without who asked it."""
        if not self._questions:
            return
        row = {"guild": guild, "alike": _alike(question), "question": question, "times": 1, "last": clock()}
        once_more = {"times": REFUSED.c.times + 1, "last": clock()}
        with self._database.writing() as connection:
            statement = insert(connection, REFUSED).values(**row)
            connection.execute(statement.on_conflict_do_update(index_elements=["guild", "alike"], set_=once_more))
            self._forget_oldest(connection, self._questions)

    def report(self, guild: int | None = None) -> FeedbackReport:
        """The quotes that were voted down anywhere, and the questions of a guild; ``None`` for those of all."""
        times = sa.func.count().label("times")
        voted = sa.select(VOTES.c.quote, sa.func.max(VOTES.c.digest).label("digest"), times)
        voted = voted.where(~VOTES.c.helpful).group_by(VOTES.c.quote).order_by(times.desc(), VOTES.c.quote)
        disliked = sa.select(VOTES.c.question, sa.literal(1).label("times")).where(VOTES.c.question != "")
        refused = sa.select(REFUSED.c.question, REFUSED.c.times)
        if guild is not None:
            disliked = disliked.where(VOTES.c.guild == guild)
            refused = refused.where(REFUSED.c.guild == guild)
        with self._database.reading() as connection:
            spans = [(row.quote.split(":"), row.digest, row.times) for row in connection.execute(voted)]
            return FeedbackReport(
                [DislikedQuote(key, int(start), int(end), digest, times) for (key, start, end), digest, times in spans],
                _counted(connection.execute(disliked)),
                _counted(connection.execute(refused)),
            )

    def votes(self) -> tuple[int, int]:
        """How many votes there are for and against, over all quotes."""
        with self._database.reading() as connection:
            counted = {bool(row.helpful): row.n for row in connection.execute(
                sa.select(VOTES.c.helpful, sa.func.count().label("n")).group_by(VOTES.c.helpful)
            )}  # fmt: skip
        return counted.get(True, 0), counted.get(False, 0)

    @repeated
    def votes_on(self, quote: str) -> dict[int, int]:
        """How many called a quote helpful (1), and how many did not (0)."""
        query = sa.select(VOTES.c.helpful, sa.func.count()).where(VOTES.c.quote == quote).group_by(VOTES.c.helpful)
        with self._database.reading() as connection:
            return {0: 0, 1: 0} | {int(helpful): count for helpful, count in connection.execute(query)}

    def votes_of(self, member: int) -> int:
        """How many votes of a member are kept."""
        with self._database.reading() as connection:
            query = sa.select(sa.func.count()).select_from(VOTES).where(VOTES.c.member == self._hashed(member))
            return int(connection.execute(query).scalar_one())

    def _forget_oldest(self, connection: sa.Connection, most: int) -> None:
        """Forget the questions beyond so many."""
        asked = VOTES.c.question != ""
        voted = sa.select(VOTES.c.last).where(asked).order_by(VOTES.c.last.desc())
        newest = sa.select(REFUSED.c.last).order_by(REFUSED.c.last.desc())
        too_old, also = (query.offset(most).limit(1).scalar_subquery() for query in (voted, newest))
        connection.execute(sa.update(VOTES).where(asked, VOTES.c.last <= too_old).values(question=""))
        connection.execute(sa.delete(REFUSED).where(REFUSED.c.last <= also))


_MARKS = str.maketrans("’‘ʼ´`“”„", "'''''\"\"\"")
"""Apostrophes and quotation marks as some keyboards put them, by those that others have."""


def _alike(question: str) -> str:
    """What questions have in common that differ only in how they are typed."""
    return " ".join(question.casefold().split()).rstrip(" ?!.…")


def _counted(rows: Iterable[sa.Row[Any]]) -> list[AskedQuestion]:
    """Questions as they were typed most often, each with how often it was asked, the most frequent first."""
    counted: Counter[str] = Counter()
    typed: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        alike = _alike(row.question).translate(_MARKS)
        counted[alike] += row.times
        typed[alike][row.question] += row.times
    return [AskedQuestion(typed[alike].most_common(1)[0][0], times) for alike, times in counted.most_common()]
