"""Many questions from a file, many answers to a file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import embeddings
from bot.cli.records import batch_record
from embeddings import PullquoteError, SettingError, SourceError

if TYPE_CHECKING:
    from embeddings import Archive, Progress, Query

TAG = "pullquote"
"""Name of the run in a TREC run file."""


def answer_file(archive: Archive, questions: Path, out: Path, limit: int, progress: Callable[[Progress], None]) -> int:
    """Answer the questions of a JSONL file into another, and return how many there were.

    Raises:
        SourceError: a line is no question; it is named.
        SettingError: ``out`` cannot be written.
    """
    asked = [_question(questions, number, line) for number, line in enumerate(embeddings.read_lines(questions), 1)]

    def lines() -> Iterator[str]:
        done = 0
        for batch in _parts(asked, embeddings.BATCH):
            answers = archive.ask_many([query for _, query in batch], limit=limit, also=False)
            for (identity, _), answer in zip(batch, answers, strict=True):
                yield json.dumps(batch_record(identity, answer), ensure_ascii=False)
            done += len(batch)
            progress(embeddings.Progress("answer", done, len(asked)))

    write_lines(out, lines())
    return len(asked)


def retrieve_file(archive: Archive, queries: Path, run: Path, depth: int, progress: Callable[[Progress], None]) -> int:
    """Rank posts for the queries of a JSONL file into a TREC run file, and return how many there were.

    Raises:
        SourceError: a line is no query; it is named.
        SettingError: ``run`` cannot be written.
    """
    asked = embeddings.read_queries(queries)

    def lines() -> Iterator[str]:
        done = 0
        for batch in _parts(asked, embeddings.BATCH):
            found = archive.search_many([query for _, query in batch], limit=depth)
            for (identity, _), hits in zip(batch, found, strict=True):
                for rank, hit in enumerate(hits, 1):
                    # The columns of a run file are parted by spaces.
                    yield f"{_column(identity)} Q0 {_column(hit.post.id)} {rank} {hit.score:.6f} {TAG}"
            done += len(batch)
            progress(embeddings.Progress("answer", done, len(asked)))

    write_lines(run, lines())
    return len(asked)


def _question(path: Path, number: int, line: dict[str, Any]) -> tuple[str, Query]:
    place = f"{path}, question {number}"
    identity, query = embeddings.read_query(line, place)
    try:
        return identity, replace(query, filters=embeddings.read_filters(line.get("after"), line.get("before")))
    except PullquoteError as error:
        raise SourceError(place, str(error)) from error


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Whole or not at all: the file appears under its name when its last line is written.

    Raises:
        SettingError: it cannot be written.
    """
    partial = path.with_name(f"{path.name}.partial")
    try:
        with partial.open("w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
        partial.replace(path)
    except OSError as error:
        raise SettingError(f"{path}: it cannot be written ({error.strerror}).") from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def _column(identity: str) -> str:
    return "%20".join(identity.split())


def _parts(items: Sequence[tuple[str, Query]], size: int) -> Iterator[Sequence[tuple[str, Query]]]:
    return (items[start : start + size] for start in range(0, len(items), size))
