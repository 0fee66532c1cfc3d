"""Questions from the event loop to the archive: off the loop, and those that arrive together in one batch."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Sequence
from contextvars import Context

from bot.i18n import say
from bot.logs import note_question
from bot.metrics import ANSWERS, QUESTIONS, REFUSALS, STAGES
from bot.services.threads import ANSWERS as ANSWERING
from embeddings import Answer, Archive, CatalogAnswer, Query, QuestionError, check_question

log = logging.getLogger(__name__)

_MAX_BATCH = 32


class Batching:
    """Answers questions without keeping the event loop waiting.

    One batch is under way at a time; what is asked meanwhile makes up the next.
    """

    def __init__(self, archive: Archive, quotes: int) -> None:
        """``quotes``: how many an answer holds at most."""
        self._archive = archive
        archive.timed = lambda stage, seconds: STAGES.labels(stage).observe(seconds)
        self._quotes = quotes
        self._waiting: list[tuple[Query, asyncio.Future[Answer], float]] = []
        """Each with when it was asked."""
        self._worker: asyncio.Task[None] | None = None
        self._stopped = False

    @property
    def waiting(self) -> int:
        """How many questions wait."""
        return len(self._waiting)

    async def ask(self, query: Query) -> Answer:
        """The answer to one question.

        Raises:
            PullquoteError: as :meth:`embeddings.archive.Archive.ask_many` does, or the bot is going off.
        """
        if self._stopped:
            raise QuestionError(_going_off())
        check_question(query.text)
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((query, future, time.perf_counter()))
        if self._worker is None or self._worker.done():
            # Not in the context of whoever asks first: it is for all who ask.
            self._worker = asyncio.create_task(self._work(), context=Context())
        return await future

    async def ask_first(self, queries: Sequence[Query]) -> tuple[Query, Answer]:
        """The first interpretation of a question that has an answer, or else the last; all are asked at once."""
        QUESTIONS.inc()
        note_question(queries[0].text)
        started = time.perf_counter()
        answers = await asyncio.gather(*(self.ask(query) for query in queries))
        pairs = list(zip(queries, answers, strict=True))
        found = next((pair for pair in pairs if pair[1].answered), pairs[-1])
        _count(found[1], time.perf_counter() - started)
        return found

    def stop(self) -> None:
        """Take no more questions, and turn down those that still wait."""
        self._stopped = True
        waiting, self._waiting = self._waiting, []
        for _, future, _ in waiting:
            if not future.done():
                future.set_exception(QuestionError(_going_off()))

    async def _work(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:_MAX_BATCH], self._waiting[_MAX_BATCH:]
            started = time.perf_counter()
            for _, _, asked in batch:
                STAGES.labels("wait").observe(started - asked)
            try:
                answers = await ANSWERING.run(self._answer, [query for query, _, _ in batch])
            except asyncio.CancelledError:
                for _, future, _ in [*batch, *self._waiting]:
                    future.cancel()
                raise
            except Exception as error:  # every asker must hear of it, whatever it is
                for _, future, _ in batch:
                    if not future.done():
                        future.set_exception(error)
                continue
            STAGES.labels("answer").observe(time.perf_counter() - started)
            for (_, future, _), answer in zip(batch, answers, strict=True):
                if not future.done():
                    future.set_result(answer)

    def _answer(self, queries: Sequence[Query]) -> list[Answer]:
        return self._archive.ask_many(queries, limit=self._quotes)


def _count(answer: Answer, seconds: float) -> None:
    if not answer.shown:
        REFUSALS.inc()
        said = "nothing answers it"
    else:
        of = "catalog" if isinstance(answer, CatalogAnswer) else "quotes"
        ANSWERS.labels(of).inc()
        said = "answered from the catalog" if of == "catalog" else f"{len(answer.shown)} quotes"
    log.info("a question took %.2f s: %s, confidence %.2f", seconds, said, answer.confidence)


def _going_off() -> str:
    return say("I’m restarting and couldn’t get to your question. Please ask again in a minute.")
