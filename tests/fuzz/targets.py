"""What is given bytes, and what must hold of it; whatever else is raised is a fault."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import httpx

from bot.ids import QuoteButton, unpacked, unpacked_filters, unpacked_lookup
from bot.replies.markdown import block_quote, escaped
from embeddings import Filters, Post, Query, SourceError
from embeddings.content.dates import parse_date
from embeddings.content.items import Skipped
from embeddings.questions.interpret import interpretations
from embeddings.questions.wordings import wordings
from embeddings.sources import read_source
from embeddings.text.fragments import text_fragment
from embeddings.text.passages import cut
from embeddings.text.sentences import blocks_of, sentence_spans
from embeddings.web.page import Page
from embeddings.web.post_pages import page_at

Target = Callable[[bytes], object]
FILES = (
    "post.md",
    "post.html",
    "feed.xml",
    "export.json",
    "posts.jsonl",
    "posts.csv",
    "dump.txt",
    "blog.mt",
    "feed",
)
"""Names whose endings lead to different readers; what the bytes are does the rest."""

_LINKED = 6
"""Sentences of a text whose fragments are looked at."""


def is_sound(post: Post) -> None:
    """A post can be stored, cut, quoted and linked."""
    for field in (post.id, post.title, post.url, post.author, post.guid, *post.tags, post.text):
        field.encode()
    assert post.url == "" or post.url.startswith(("http://", "https://"))
    are_passages(post)
    are_sentences(post)


def reader(name: str) -> Target:
    """Reads a file of that name from a folder."""

    def read(data: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, name).write_bytes(data)
            with suppress(SourceError):
                for item in read_source(folder, "https://x.example"):
                    if isinstance(item, Post):
                        is_sound(item)
                    elif isinstance(item, Skipped):
                        assert item.name and item.reason

    return read


def page(data: bytes) -> None:
    found = page_at(Page("https://x.example/post", httpx.Headers({"content-type": "text/html"}), data))
    if isinstance(found, Post):
        is_sound(found)


def are_passages(post: Post) -> None:
    """Passages are spans, one after the other, that hold every character."""
    seen, last = bytearray(len(post.text)), 0
    for passage in cut(post):
        assert last <= passage.start < passage.end <= len(post.text)
        assert post.text[passage.start : passage.end].strip() == post.text[passage.start : passage.end] != ""
        seen[passage.start : passage.end] = b"\1" * (passage.end - passage.start)
        last = passage.end
    assert all(seen[at] or char.isspace() for at, char in enumerate(post.text))


def are_sentences(post: Post) -> None:
    """Sentences hold every character of their block, and each has a fragment that a link can carry."""
    sentences, last = [], 0
    for block in blocks_of(post):
        assert last <= block.start < block.end <= len(post.text)
        last = block.end
        spans = sentence_spans(post.text, block)
        held = "".join("".join(post.text[start:end].split()) for start, end in spans)
        assert held == "".join(post.text[block.start : block.end].split())
        sentences += spans
    for start, end in sentences[:_LINKED]:
        assert re.fullmatch(r"[\w.~%!'()*,-]*", text_fragment(post, start, end))


def text(data: bytes) -> None:
    """Passages, sentences and fragments of any text."""
    written = data.decode("utf-8", "replace")
    if written.strip():
        post = Post(id="p", text=written, url="https://x.example/p")
        are_passages(post)
        are_sentences(post)


def card(data: bytes) -> None:
    """What is quoted stands in the card, and none of it means anything to Discord."""
    written = data.decode("utf-8", "replace")
    shown = escaped(written)
    assert not re.search(r"(?<!\\)(?:\\\\)*(?:@(?:everyone|here)|<[@#:a])", shown)
    assert all(line.startswith("> ") for line in block_quote(written).split("\n"))


def day(data: bytes) -> None:
    found = parse_date(data.decode("utf-8", "replace"))
    assert found is None or isinstance(found, date)


def question(data: bytes) -> None:
    """A question is read in every way there is, and still is one."""
    written = data.decode("utf-8", "replace").strip()
    if written:
        query = Query(written, filters=Filters())
        assert interpretations(query)
        assert all(wording.query.text.strip() for wording in wordings(query, lambda word: ""))


def button(data: bytes) -> None:
    """An id that somebody made up is refused as one of none of ours."""
    code = data.decode("utf-8", "replace")
    for read in (unpacked, unpacked_lookup, lambda code: unpacked_filters(code, ["a"], ["b"])):
        with suppress(ValueError):
            read(code)
    QuoteButton.__discord_ui_compiled_template__.fullmatch(code)


TARGETS: dict[str, Target] = {
    **{name.replace(".", "-"): reader(name) for name in FILES},
    "page": page,
    "text": text,
    "card": card,
    "day": day,
    "question": question,
    "button": button,
}
