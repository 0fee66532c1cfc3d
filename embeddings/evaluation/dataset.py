"""A set in BEIR layout: ``corpus.jsonl``, ``queries.jsonl``, ``qrels/test.tsv``, and gold answers where it has them.

A query's ``metadata.source`` names a document that is left out of its ranking. One that goes on from a conversation
has its ``history``, and may have the ``rewrite`` that says what it means on its own. ``answers.jsonl`` gives gold
spans of SQuAD's kind (``corpus-id``, ``answers``) or of Chroma's (``document``, ``references``),
``unanswerable.jsonl`` questions that the corpus does not answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from embeddings.errors import SourceError
from embeddings.posts import Query

Qrels = Mapping[str, Mapping[str, int]]
"""Relevance grades by query id and document id."""


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The JSON objects of a file, one a line.

    Raises:
        SourceError: the file cannot be read, or a line is no JSON object; the line is named.
    """
    try:
        with path.open(encoding="utf-8-sig") as file:
            for number, line in enumerate(file, 1):
                if not line.strip():
                    continue
                try:
                    found = json.loads(line)
                except ValueError:
                    found = None
                if not isinstance(found, dict):
                    raise SourceError(f"{path}, line {number}", "it is not a JSON object, of which each line holds one")
                yield found
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(str(path), f"it cannot be read ({getattr(error, 'strerror', None) or error})") from error


def read_queries(path: Path) -> list[tuple[str, Query]]:
    """Ids and queries of a ``queries.jsonl``.

    Raises:
        SourceError: the file cannot be read, or a line lacks ``_id`` or ``text``.
    """
    return [read_query(line, f"{path}, query {number}") for number, line in enumerate(read_lines(path), 1)]


def read_query(line: Mapping[str, Any], place: str) -> tuple[str, Query]:
    """Id and query of a line: ``_id``, ``text``, and where it has them ``history``, the questions asked before it, and
    ``metadata``, whose ``source`` is the id of a document that must not be found.

    Raises:
        SourceError: it lacks ``_id`` or ``text``, or its history is no list; ``place`` is named.
    """
    text, history, about = line.get("text"), line.get("history") or [], line.get("metadata")
    if "_id" not in line or not isinstance(text, str) or not text.strip() or not isinstance(history, list):
        raise SourceError(place, "it lacks _id or text, or its history is not a list")
    exclude = str(about.get("source") or "") if isinstance(about, dict) else ""
    return str(line["_id"]), Query(text, exclude=exclude, history=tuple(str(earlier) for earlier in history))


def read_qrels(path: Path) -> dict[str, dict[str, int]]:
    """Relevance grades of a BEIR ``qrels/*.tsv``; grades of 0 are left out.

    Raises:
        SourceError: the file cannot be read, or a line has not three columns.
    """
    qrels: dict[str, dict[str, int]] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise SourceError(str(path), f"it cannot be read ({error.strerror}); a set in BEIR layout has one") from error
    for number, line in enumerate(lines[1:], 2):
        try:
            query, document, grade = line.split("\t")
            if int(grade) > 0:
                qrels.setdefault(query, {})[document] = int(grade)
        except ValueError as error:
            raise SourceError(f"{path}, line {number}", "it is not query, document, grade with tabs between") from error
    return qrels


@dataclass(frozen=True, slots=True)
class Gold:
    """What answers one question."""

    texts: tuple[str, ...]
    document: str
    """Id of the corpus's document that holds it, or of the larger document that several were cut from."""
    references: bool
    """Whether every text is part of the answer, rather than one way to give it."""


def read_gold(path: Path) -> dict[str, Gold]:
    """Gold answers by query id; empty where there is no such file.

    Raises:
        SourceError: a line cannot be read.
    """
    found = {}
    for line in read_lines(path) if path.exists() else ():
        references = tuple(str(reference["content"]) for reference in line.get("references") or ())
        answers = tuple(str(answer) for answer in line.get("answers") or ())
        document = str(line.get("corpus-id") or line.get("document") or "")
        found[str(line.get("_id", ""))] = Gold(answers or references, document, not answers)
    return found


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions to an archive, with what is known of their answers."""

    name: str
    queries: Sequence[tuple[str, Query]]
    """Those that are judged, with their ids."""
    qrels: Qrels
    gold: Mapping[str, Gold] = field(default_factory=dict)
    unanswerable: Sequence[tuple[str, Query]] = ()
    rewrites: Mapping[str, str] = field(default_factory=dict)
    """By query id, what a follow-up means on its own, as a person wrote it."""
    places: Places | None = None
    """Where the gold stands in the corpus."""


def read_set(folder: Path) -> QuestionSet:
    """A set in BEIR layout, without its corpus.

    Raises:
        SourceError: a file of it is missing or broken.
    """
    qrels = read_qrels(folder / "qrels" / "test.tsv")
    gold = read_gold(folder / "answers.jsonl")
    tricky = folder / "unanswerable.jsonl"
    queries = folder / "queries.jsonl"
    return QuestionSet(
        folder.name,
        [(key, query) for key, query in read_queries(queries) if key in qrels],
        qrels,
        gold,
        read_queries(tricky) if gold and tricky.exists() else [],
        {str(line["_id"]): str(line["rewrite"]) for line in read_lines(queries) if line.get("rewrite")},
        Places(list(read_lines(folder / "corpus.jsonl"))) if gold else None,
    )


class Places:
    """Where text stands in a corpus, counted in characters that are not white space.

    White space does not count, since a corpus and its gold spans seldom agree on it. Documents that were cut from a
    larger one (``name:0``, ``name:1``) are taken together, so that a span may cross from one into the next.
    """

    def __init__(self, corpus: Sequence[Mapping[str, Any]]) -> None:
        """``corpus``: the lines of ``corpus.jsonl``."""
        self._texts = {str(line["_id"]): str(line["text"]) for line in corpus}
        self._bases: dict[str, int] = {}
        self._wholes: dict[str, str] = {}
        for key, text in self._texts.items():
            name = whole_name(key)
            self._bases[key] = len(self._wholes.get(name, ""))
            self._wholes[name] = self._wholes.get(name, "") + _solid(text)

    def of_quote(self, document: str, start: int, end: int) -> set[tuple[str, int]]:
        """The places of a span of one of the corpus's documents."""
        text = self._texts.get(document, "")
        first = self._bases.get(document, 0) + len(_solid(text[:start]))
        return {(whole_name(document), first + i) for i in range(len(_solid(text[start:end])))}

    def of_gold(self, gold: Gold) -> set[tuple[str, int]]:
        """The places of gold texts; one that stands in the corpus nowhere has none."""
        name = whole_name(gold.document)
        whole = self._wholes.get(name, "")
        found: set[tuple[str, int]] = set()
        for text in gold.texts if gold.references else gold.texts[:1]:
            solid = _solid(text)
            start = whole.find(solid, self._bases.get(gold.document, 0))
            if solid and start >= 0:
                found.update((name, start + i) for i in range(len(solid)))
        return found


def whole_name(document: str) -> str:
    """The larger document that a document was cut from, which its id names before a colon and a number."""
    name, colon, number = document.rpartition(":")
    return name if colon and number.isdigit() else document


def _solid(text: str) -> str:
    return "".join(text.split())
