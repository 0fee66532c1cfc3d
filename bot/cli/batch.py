"""Many questions from a file, many answers to a file."""

from __future__ import annotations

import os
import re
import sys
import urllib.parse
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import embeddings
from bot.cli.records import as_line, batch_record
from embeddings import PullquoteError, SettingError, SourceError

if TYPE_CHECKING:
    from embeddings import Archive, Progress, Query

TAG = "pullquote"
"""Name of the run in a TREC run file."""
STANDARD_OUTPUT = Path("-")
"""The path by which lines are printed."""
WHERE_TO = "a file, which appears once it is whole, a pipe or a device; - for standard output"
"""What --help says of a path that lines are written to."""
_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f]")
"""What a terminal takes for an order."""


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
                yield as_line(batch_record(identity, answer))
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
    """Whole or not at all: a file appears under its name, or where a symlink leads, when its last line is written.

    What is there and no file, such as a pipe or a device, stays and takes the lines as they come, as does standard
    output.

    Raises:
        SettingError: it cannot be written.
    """
    ended = (f"{line}\n" for line in lines)
    if _is_standard_output(path):
        if sys.stdout is None:
            raise SettingError(f"{path}: standard output is closed. Name a file.")
        sys.stdout.flush()
        # By its number, since the locale does not decide how a record is encoded.
        with open(sys.stdout.fileno(), "w", encoding="utf-8", closefd=False) as file:
            file.writelines(ended)
        return
    try:
        if path.exists() and not path.is_file():
            with path.open("w", encoding="utf-8") as file:
                file.writelines(ended)
        else:
            _write_file(path.resolve(), ended)
    except (OSError, RuntimeError) as error:
        # A symlink that leads to itself is a RuntimeError.
        raise SettingError(f"{path}: it cannot be written ({getattr(error, 'strerror', None) or error}).") from error


def where_to(path: Path) -> str:
    """A path that lines are written to, as it is told."""
    return "standard output" if path == STANDARD_OUTPUT else str(path)


def _is_standard_output(path: Path) -> bool:
    """Whether that is what a path leads to, as ``/dev/stdout`` does, also where it is redirected into a file."""
    if path == STANDARD_OUTPUT or sys.stdout is None:
        return path == STANDARD_OUTPUT
    try:
        return os.path.samestat(path.stat(), os.fstat(sys.stdout.fileno()))
    except OSError:
        return False


def _write_file(path: Path, lines: Iterable[str]) -> None:
    partial = path.with_name(f"{path.name}.partial")
    try:
        with partial.open("w", encoding="utf-8") as file:
            file.writelines(lines)
        partial.replace(path)
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def _column(identity: str) -> str:
    return _UNFIT.sub(lambda found: urllib.parse.quote(found.group()), "%20".join(identity.split()))


def _parts(items: Sequence[tuple[str, Query]], size: int) -> Iterator[Sequence[tuple[str, Query]]]:
    return (items[start : start + size] for start in range(0, len(items), size))
