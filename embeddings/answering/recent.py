"""Answers given lately, so that what many ask at once, or again, is worked out once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import date, datetime

from embeddings.posts import Answer, Query

KEPT = 512
"""Answers that are kept, those asked for last: each holds its posts, which the archive has at hand anyway."""

Key = tuple[date, Query, int, bool]


class RecentAnswers:
    """The answers of one generation, in memory alone. Safe to share between threads."""

    def __init__(self) -> None:
        self._generation = -1
        self._answers: OrderedDict[Key, Answer] = OrderedDict()
        self._lock = threading.Lock()

    def of(
        self,
        generation: int,
        queries: Sequence[Query],
        ask: Callable[[Sequence[Query]], Sequence[Answer]],
        *,
        limit: int,
        also: bool,
    ) -> list[Answer]:
        """The answers to some questions, in their order.

        Args:
            generation: of the archive; a newer one empties what is kept.
            queries: the questions.
            ask: answers those that were not asked before, each once, all together.
            limit: quotes an answer at most.
            also: whether other posts are named that say the same.
        """
        # "Last week" is another one tomorrow.
        today = datetime.now().astimezone().date()
        keys = [(today, query, limit, also) for query in queries]
        with self._lock:
            known = {key: self._answers[key] for key in keys if key in self._answers} if self._is(generation) else {}
        new = [key for key in dict.fromkeys(keys) if key not in known]
        if new:
            known |= dict(zip(new, ask([query for _, query, _, _ in new]), strict=True))
        with self._lock:
            if generation > self._generation:
                self._generation = generation
                self._answers.clear()
            if self._is(generation):
                for key in keys:
                    self._answers[key] = known[key]
                    self._answers.move_to_end(key)
                while len(self._answers) > KEPT:
                    self._answers.popitem(last=False)
        return [known[key] for key in keys]

    def _is(self, generation: int) -> bool:
        return generation == self._generation
