"""How many sentences end where none does: at an acronym, or inside a quotation or a bracket that closes later.

    python tests/benchmarks/borders.py ../shared/data/blogs/18f ../shared/data/blogs/rust-blog

Where ``pysbd`` is installed, its borders of the same blocks are counted beside ours.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from itertools import pairwise
from pathlib import Path

from embeddings.posts import Block, Post
from embeddings.sources import read_source
from embeddings.text.sentences import MAX_SENTENCE, blocks_of, sentence_spans

Spans = Sequence[tuple[int, int]]
Splitter = Callable[[str, Block], Spans]
_ACRONYM = re.compile(r"\b[^\W\d_]{1,2}\.(?:[^\W\d_]{1,2}\.)+$")
_PAIRS = {"“": "”", "„": "“", "«": "»", "(": ")", "[": "]", "「": "」"}


def open_marks(text: str) -> Iterator[str]:
    """The marks that a sentence opens and never closes."""
    if text.count('"') % 2:
        yield '"'
    for opens, closes in _PAIRS.items():
        if closes != "“" and text.count(opens) > text.count(closes):
            yield opens


def faults(text: str, spans: Spans) -> Iterator[str]:
    """What is wrong with the sentences of a block, the last left out, since nothing follows it."""
    for (start, end), (_, last) in pairwise([*spans, (0, 0)]):
        if not last:
            continue
        if _ACRONYM.search(text[max(start, end - 12) : end]):
            yield "at an acronym"
        for mark in open_marks(text[start:end]):
            closes = text.find(_PAIRS.get(mark, mark), end, start + MAX_SENTENCE)
            if closes > 0 and closes < spans[-1][1]:
                yield "in a bracket" if mark in "([" else "in a quotation"
                break


def pysbd_splitter() -> Splitter | None:
    """The borders of pysbd as spans, where it is installed."""
    try:
        segmenter = import_module("pysbd").Segmenter(language="en", clean=False, char_span=True)
    except ImportError:
        return None

    def split(text: str, block: Block) -> Spans:
        body = text[block.start : block.end]
        return [(block.start + span.start, block.start + span.end) for span in segmenter.segment(body)]

    return split


def measured(posts: Sequence[Post], split: Splitter) -> str:
    """One line of what a splitter does to the posts."""
    counts: Counter[str] = Counter()
    began = time.process_time()
    for post in posts:
        for block in blocks_of(post):
            if block.kind in ("code", "heading"):
                continue
            spans = [(s, s + len(post.text[s:e].rstrip())) for s, e in split(post.text, block)]
            counts["sentences"] += len(spans)
            counts["over the longest"] += sum(e - s > MAX_SENTENCE for s, e in spans)
            covered = sum(len("".join(post.text[s:e].split())) for s, e in spans)
            counts["blocks not covered"] += covered != len("".join(post.text[block.start : block.end].split()))
            counts.update(faults(post.text, spans))
    found = ", ".join(f"{count} {name}" for name, count in counts.items())
    return f"{found} ({time.process_time() - began:.1f} s)"


def main(folders: Sequence[str]) -> None:
    splitters: dict[str, Splitter] = {"ours": sentence_spans}
    if other := pysbd_splitter():
        splitters["pysbd"] = other
    for folder in folders:
        posts = [post for post in read_source(folder, base_url="https://blog.example/") if isinstance(post, Post)]
        for name, split in splitters.items():
            print(f"{Path(folder).name}, {name}: {measured(posts, split)}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
