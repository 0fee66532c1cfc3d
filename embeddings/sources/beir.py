"""BEIR's ``corpus.jsonl``: a JSON object with ``_id``, ``title`` and ``text`` on each line.

Layout: https://github.com/beir-cellar/beir/wiki/Load-your-custom-dataset
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from embeddings.content.bounds import NoPosts, item_of
from embeddings.content.dates import parse_date
from embeddings.content.items import Skipped
from embeddings.posts import Post
from embeddings.sources.files import SourceFile
from embeddings.sources.origin import Origin

_MAX_LINE = 32 * 1024 * 1024
_ID = re.compile(rb'"_id"[ \t]*:[ \t]*("[^"]*"|-?\d+)')


def detect(file: SourceFile, head: bytes) -> bool:
    return file.suffix in (".jsonl", ".ndjson") and head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def read(file: SourceFile, origin: Origin) -> Iterator[Post | Skipped]:
    """One post per line; its text is the line's ``text``, character for character."""
    found = False
    with file.open() as lines:
        number = 0
        while line := lines.readline(_MAX_LINE):
            number += 1
            name = f"{file.name}, line {number}"
            if not line.endswith(b"\n") and len(line) == _MAX_LINE:
                while line and not line.endswith(b"\n"):
                    line = lines.readline(_MAX_LINE)
                yield Skipped(name, f"it is longer than {_MAX_LINE // 2**20} MB", fault=True)
            elif line.strip():
                item = item_of(name, _post, line, name, origin, post=_id_in(line))
                found = found or isinstance(item, Post)
                yield item
    if not found:
        raise NoPosts("no line of it is a JSON object with _id and text")


def _id_in(line: bytes) -> str:
    """The id in a line that is broken; empty where it holds none."""
    found = _ID.search(line)
    try:
        return str(json.loads(found[1])) if found else ""
    except ValueError:
        return ""


def _post(line: bytes, name: str, origin: Origin) -> Post | Skipped:
    try:
        document = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        # Words alone are no post that broke.
        return Skipped(name, "it is not JSON", fault=b"{" in line or b"\0" in line or b'"' in line, post=_id_in(line))
    if not isinstance(document, dict) or "_id" not in document:
        return Skipped(name, "it lacks _id or text")
    if not isinstance(document.get("text"), str):
        return Skipped(name, "it lacks _id or text", fault=True, post=str(document["_id"]))
    about = document.get("metadata")
    about = about if isinstance(about, dict) else {}
    tags = about.get("tags")
    return Post(
        id=str(document["_id"]),
        text=document["text"],
        title=str(document.get("title") or "").strip(),
        url=origin.url(str(about.get("url") or "")) if about.get("url") else "",
        published=parse_date(about.get("date") or about.get("published")),
        author=str(about.get("author") or ""),
        tags=tuple(str(tag) for tag in tags) if isinstance(tags, list) else (),
    )
