"""Questions from the event loop to the archive: off the loop, and those that arrive together in one batch."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.i18n import say
from bot.services.threads import ANSWERS
from embeddings import Answer, Archive, Query, QuestionError, check_question

_MAX_BATCH = 32


class Batching:
    """Answers questions without keeping the event loop waiting.

    One batch is under way at a time; what is asked meanwhile makes up the next.
    """

    def __init__(self, archive: Archive, quotes: int) -> None:
        """``quotes``: how many an answer holds at most."""
        self._archive = archive
        self._quotes = quotes
        self._waiting: list[tuple[Query, asyncio.Future[Answer]]] = []
        self._worker: asyncio.Task[None] | None = None
        self._stopped = False

    async def ask(self, query: Query) -> Answer:
        """The answer to one question.

        Raises:
            PullquoteError: as :meth:`embeddings.archive.Archive.ask_many` does, or the bot is going off.
        """
        if self._stopped:
            raise QuestionError(_going_off())
        check_question(query.text)
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((query, future))
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._work())
        return await future

    async def ask_first(self, queries: Sequence[Query]) -> tuple[Query, Answer]:
        """The first interpretation of a question that has an answer, or else the last; all are asked at once."""
        answers = await asyncio.gather(*(self.ask(query) for query in queries))
        pairs = list(zip(queries, answers, strict=True))
        return next((pair for pair in pairs if pair[1].answered), pairs[-1])

    def stop(self) -> None:
        """Take no more questions, and turn down those that still wait."""
        self._stopped = True
        waiting, self._waiting = self._waiting, []
        for _, future in waiting:
            if not future.done():
                future.set_exception(QuestionError(_going_off()))

    async def _work(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:_MAX_BATCH], self._waiting[_MAX_BATCH:]
            try:
                answers = await ANSWERS.run(self._answer, [query for query, _ in batch])
            except asyncio.CancelledError:
                for _, future in [*batch, *self._waiting]:
                    future.cancel()
                raise
            except Exception as error:  # every asker must hear of it, whatever it is
                for _, future in batch:
                    if not future.done():
                        future.set_exception(error)
                continue
            for (_, future), answer in zip(batch, answers, strict=True):
                if not future.done():
                    future.set_result(answer)

    def _answer(self, queries: Sequence[Query]) -> list[Answer]:
        return self._archive.ask_many(queries, limit=self._quotes)


def _going_off() -> str:
    return say("I’m restarting and couldn’t get to your question. Please ask again in a minute.")
