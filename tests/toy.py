"""A stand-in for the model: hashes of words as vectors, which needs no torch and takes no time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from embeddings.archive import Archive
from embeddings.models.encoder import Spans, TokenEmbeddings, Vectors
from embeddings.posts import Post
from embeddings.stores import schema
from embeddings.stores.catalog import Catalog

WIDTH = 32
_TOKEN = re.compile(r"\w+|[^\w\s]")
_BATCH = 256


class ToyEncoder:
    """Reads a text as its words: the same words give the same vectors, and other words others that are far from them.

    It has what :class:`embeddings.models.protocols.Encoder` has, and ``read`` and ``asked``: how many texts and
    questions it was given.
    """

    def __init__(self, model: str = "toy") -> None:
        self.model = self.name = model
        self.dimension = WIDTH
        self.read = 0
        self.asked = 0

    def load(self) -> None:
        """There is nothing to load."""

    def vocabulary_coverage(self, texts: Sequence[str]) -> float:
        """It reads everything, whatever the language."""
        return 1.0

    def knows(self, word: str) -> bool:
        """It knows no word before it reads it."""
        return False

    def encode_queries(self, texts: Sequence[str]) -> list[TokenEmbeddings]:
        self.asked += len(texts)
        return [self._reading(text) for text in texts]

    def encode_passages(self, texts: Sequence[str]) -> Iterator[tuple[npt.NDArray[np.int64], list[TokenEmbeddings]]]:
        order = np.argsort([-len(text) for text in texts], kind="stable")
        for start in range(0, len(order), _BATCH):
            rows = order[start : start + _BATCH]
            yield rows, self.encode_again([texts[row] for row in rows])

    def encode_again(self, texts: Sequence[str]) -> list[TokenEmbeddings]:
        self.read += len(texts)
        return [self._reading(text) for text in texts]

    def token_spans(self, texts: Sequence[str]) -> list[Spans]:
        found = ([match.span() for match in _TOKEN.finditer(text)] for text in texts)
        return [np.array(spans, dtype=np.int32).reshape(-1, 2) for spans in found]

    def _reading(self, text: str) -> TokenEmbeddings:
        spans = self.token_spans([text])[0]
        rows = [_vector(text[start:end].casefold()) for start, end in spans] or [_vector("")]
        tokens = np.stack(rows)
        mean = tokens.mean(axis=0, dtype=np.float32)
        return TokenEmbeddings(mean / np.linalg.norm(mean), tokens[: len(spans)].astype(np.float16), spans)


@lru_cache(maxsize=100_000)
def _vector(token: str) -> Vectors:
    """The unit vector of a token, shape (WIDTH,): its hash as so many signs and sizes."""
    digest = blake2b(token.encode("utf-8", "replace"), digest_size=WIDTH).digest()
    numbers = np.frombuffer(digest, dtype=np.uint8).astype(np.float32) - 127.5
    vector: Vectors = numbers / np.linalg.norm(numbers)
    return vector


@contextmanager
def toy_archive(folder: Path, posts: Mapping[str, str]) -> Iterator[Archive]:
    """An archive of Markdown files by their names."""
    (folder / "posts").mkdir()
    for name, text in posts.items():
        (folder / "posts" / f"{name}.md").write_text(text, encoding="utf-8")
    with Archive(folder / "archive", encoder=ToyEncoder(), create=True) as archive:
        archive.sync([str(folder / "posts")])
        yield archive


def stored_posts(catalog: Catalog) -> dict[int, Post]:
    """All posts that a catalog holds, by their ids."""
    with catalog.current() as generation:
        return dict(generation.every_post())


def redirects_of(catalog: Catalog) -> dict[str, str]:
    """By the key of a post that another stands for, the key of that one."""
    with catalog.reading() as connection:
        return {row.old: row.new for row in connection.execute(sa.select(schema.redirects))}
