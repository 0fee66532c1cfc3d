"""The project's own questions with the texts that they are asked of, as ``train_reader.py`` reads them.

    python tests/benchmarks/member_pairs.py BLOGS FOLDER OUT.jsonl [--fold train|test] [--archive SOURCE=ARCHIVE]...

``questions/`` holds questions in the words of members, each written after a post was read: the post, its kind, the
sentences that answer (``gold``), and those that only look like it (``near``), by the CRC-32 of their text. No kind
``none`` is answered by its post, however near it comes. BLOGS has the blogs as folders of their posts, FOLDER the
question-passage pairs of other sources, of which some passages were asked about too. A text is cut into parts of
``PART`` sentences. One post in five, by the CRC-32 of its id, is left out of the fold ``train``.

ARCHIVE holds the posts of a blog: each question comes with the passages of it that would be read, but do not answer.
Those of other posts that the reader finds likely to answer are left out, since they may.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from embeddings.answering.features import sentence_features
from embeddings.archive import Archive
from embeddings.posts import Post, Query
from embeddings.snapshot import Snapshot
from embeddings.sources import read_source
from embeddings.text.sentences import blocks_of, sentence_spans

QUESTIONS = Path(__file__).with_name("questions")
PART = 40
FOLDS = 5
LIKELY = 0.8
"""How likely a passage of another post answers by the reader that is left out."""


@dataclass(frozen=True)
class Written:
    """A question that was written of a post."""

    text: str
    kind: str
    """``fact``, ``how``, ``opinion``, ``yesno``, ``list`` or ``none``."""
    post: Post
    gold: frozenset[int]
    """Numbers of the sentences that answer."""
    near: frozenset[int]
    sentences: list[tuple[int, int]] = field(repr=False)

    @property
    def left_out(self) -> bool:
        """Whether it is in the fold ``test``."""
        return is_left_out(self.post)


def is_left_out(post: Post) -> bool:
    """Whether what is asked of a post is in the fold ``test``."""
    return zlib.crc32(post.id.encode()) % FOLDS == 0


def crc(text: str) -> str:
    return f"{zlib.crc32(text.encode()):08x}"


def posts_of(source: str, blogs: Path, folder: Path) -> dict[str, Post]:
    """The texts of a source by their names in ``questions/``."""
    if (blogs / source).is_dir():
        read = read_source(str(blogs / source), f"https://{source}.example/")
        return {post.id: post for post in read if isinstance(post, Post)}
    rows = (json.loads(line) for line in (folder / f"{source}.jsonl").open(encoding="utf-8"))
    titled = not source.startswith("squadshifts")  # there it is the name of the collection
    return {
        name: Post(id=name, text=row["passage"], title=(row.get("title") or "") if titled else "")
        for row in rows
        for name in [crc(row["passage"])]
    }


def written(file: Path, blogs: Path, folder: Path) -> Iterator[Written]:
    """The questions of a file; a post or sentence that is no longer there raises ``KeyError``."""
    sources: dict[str, dict[str, Post]] = {}
    for line in file.open(encoding="utf-8"):
        row = json.loads(line)
        source = row["source"]
        if source not in sources:
            sources[source] = posts_of(source, blogs, folder)
        post = sources[source][row["post"]]
        sentences = [span for block in blocks_of(post) for span in sentence_spans(post.text, block)]
        number = {crc(post.text[start:end]): number for number, (start, end) in reversed([*enumerate(sentences)])}
        gold, near = (frozenset(number[name] for name in row.get(key, ())) for key in ("gold", "near"))
        yield Written(row["text"], row["kind"], post, gold, near, sentences)


def pairs(question: Written) -> list[dict[str, Any]]:
    """A question beside each part of its text, those that answer first."""
    found = []
    for first in range(0, len(question.sentences), PART):
        part = range(first, min(first + PART, len(question.sentences)))
        start, end = question.sentences[part[0]][0], question.sentences[part[-1]][1]

        def spans(numbers: frozenset[int], part: range = part, start: int = start) -> list[tuple[int, int]]:
            its = [question.sentences[number] for number in sorted(numbers) if number in part]
            return [(first - start, last - start) for first, last in its]

        found.append(
            {
                "q": question.text,
                "title": question.post.title,
                "passage": question.post.text[start:end],
                "spans": spans(question.gold),
                "near": spans(question.near),
            }
        )
    return sorted(found, key=lambda pair: -len(pair["spans"]))


def misleading(question: Written, snapshot: Snapshot) -> list[dict[str, Any]]:
    """A question beside each passage that would be read and does not answer, marked where it is nearest."""
    (found,) = snapshot._pipeline.ranker.rank([Query(question.text)], quoting=True)
    features = sentence_features(found)
    gold = [question.sentences[number] for number in question.gold]
    pairs = []
    for close in found.closest:
        rows = [row for row, sentence in enumerate(features.sentences) if sentence.close is close]
        start, end = close.span.start, close.span.end
        own = close.source.id == question.post.id
        if own and any(start < last and end > first for first, last in gold):
            continue
        if not rows or is_left_out(close.source) or (not own and max(features.answers[row] for row in rows) > LIKELY):
            continue
        nearest = features.sentences[max(rows, key=lambda row: features.cosine[row])]
        near = [(nearest.start - start, nearest.end - start)]
        passage = close.source.text[start:end]
        pairs.append({"q": question.text, "title": close.source.title, "passage": passage, "spans": [], "near": near})
    return pairs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("blogs", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--fold", choices=["train", "test"], help="by default all")
    parser.add_argument("--archive", action="append", default=[], metavar="SOURCE=ARCHIVE")
    args = parser.parse_args()
    with args.out.open("w", encoding="utf-8") as out:
        for file in sorted(QUESTIONS.glob("*.jsonl")):
            for question in written(file, args.blogs, args.folder):
                if args.fold is None or question.left_out == (args.fold == "test"):
                    out.writelines(json.dumps(pair) + "\n" for pair in pairs(question))
        for source, archive in (name.split("=", 1) for name in args.archive):
            with Archive(Path(archive)) as opened, opened.snapshot() as snapshot:
                for question in written(QUESTIONS / f"{source}.jsonl", args.blogs, args.folder):
                    if args.fold is None or question.left_out == (args.fold == "test"):
                        out.writelines(json.dumps(pair) + "\n" for pair in misleading(question, snapshot))


if __name__ == "__main__":
    main()
