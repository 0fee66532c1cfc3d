"""Which passages there are, of which posts: what must be at hand for every search."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
import numpy.typing as npt

from embeddings.posts import Passage
from embeddings.stores.ids import Ids, ranges, sentence_id


@dataclass(frozen=True)
class Outline:
    """All passages of one generation. Shapes are (passages,)."""

    passages: Ids
    """Ids, those of a post together and in the order of its text."""
    posts: Ids
    """The post of each."""
    starts: npt.NDArray[np.int32]
    """Offset of each in its post's text."""
    ends: npt.NDArray[np.int32]
    sentences: npt.NDArray[np.int32]
    """How many vectors of sentences each has: one at least."""

    @classmethod
    def of(cls, table: Ids) -> Self:
        """That of all columns in one table, shape (passages, 5)."""
        starts, ends, sentences = (table[:, column].astype(np.int32) for column in (2, 3, 4))
        return cls(table[:, 0].copy(), table[:, 1].copy(), starts, ends, sentences)

    @property
    def table(self) -> Ids:
        """All columns in one table, shape (passages, 5)."""
        found: Ids = np.stack([self.passages, self.posts, self.starts, self.ends, self.sentences], axis=1)
        return found.astype(np.int64)

    def __len__(self) -> int:
        return len(self.passages)

    @cached_property
    def _order(self) -> Ids:
        return np.argsort(self.passages, kind="stable")

    def rows(self, passages: Ids) -> Ids:
        """Where passages stand in these arrays."""
        rows: Ids = self._order[np.searchsorted(self.passages, passages, sorter=self._order)]
        return rows

    def known(self, ids: Ids) -> Ids:
        """Those of some ids that are a passage's, ascending, each once."""
        wanted: Ids = np.unique(ids)
        if not len(self):
            return wanted[:0]
        places = np.searchsorted(self.passages, wanted, sorter=self._order)
        found: Ids = wanted[self.passages[self._order[np.minimum(places, len(self) - 1)]] == wanted]
        return found

    def posts_of(self, passages: Ids) -> Ids:
        """The post of each of some passages."""
        posts: Ids = self.posts[self.rows(passages)]
        return posts

    def passages_of(self, *posts: int) -> Ids:
        """The passages of some posts, one post after the other, those of each in the order of its text."""
        starts, ends = (np.searchsorted(self.posts, posts, side=side) for side in ("left", "right"))
        passages: Ids = self.passages[ranges(starts, ends - starts)]
        return passages

    def span(self, passage: int) -> Passage:
        """Where a passage stands in its post's text."""
        row = int(self.rows(np.array([passage], dtype=np.int64))[0])
        return Passage(int(self.starts[row]), int(self.ends[row]))

    def sentence_ids(self, passage: int, count: int) -> Ids:
        """The ids of a passage's first sentences, shape (count,); that of the last that has a vector for those behind
        it."""
        stored = int(self.sentences[self.rows(np.array([passage], dtype=np.int64))][0])
        ids: Ids = sentence_id(passage, 0) + np.minimum(np.arange(count, dtype=np.int64), stored - 1)
        return ids
