"""How well the main text of pages is found, beside trafilatura alone: python tests/benchmarks/pages.py FOLDER

The F1 of words against a known main text. ``FOLDER`` holds pairs ``NAME.html`` and ``NAME.txt``, or has the layout of
https://github.com/scrapinghub/article-extraction-benchmark: ``ground-truth.json`` and ``html/ID.html.gz``.
"""

from __future__ import annotations

import gzip
import json
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

import trafilatura

from embeddings.content.charset import decoded
from embeddings.content.main_text import page_post
from embeddings.evaluation.metrics import word_f1
from embeddings.posts import Post

Case = tuple[str, bytes, str]
"""A page's name, the page, and its main text."""


def cases(folder: Path) -> Iterator[Case]:
    truth = folder / "ground-truth.json"
    if truth.exists():
        for name, known in json.loads(truth.read_text(encoding="utf-8")).items():
            page = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
            yield name, page, known["articleBody"]
    for page in sorted(folder.glob("*.html")):
        known = page.with_suffix(".txt")
        if known.exists():
            yield page.stem, page.read_bytes(), known.read_text(encoding="utf-8")


def main(folder: Path) -> None:
    scores: list[tuple[float, float, str]] = []
    for name, page, known in cases(folder):
        html = decoded(page)
        found = page_post(html, name, "")
        ours = word_f1(found.text if isinstance(found, Post) else "", known)
        theirs = word_f1(trafilatura.extract(html, include_comments=False, include_tables=True) or "", known)
        scores.append((ours, theirs, name))
    if not scores:
        sys.exit(f"{folder}: it holds no pages with a known text.")
    for ours, theirs, name in sorted(scores)[:10]:
        print(f"  {name:40} Pullquote {ours:.3f}  trafilatura {theirs:.3f}")
    means = [statistics.fmean(column) for column in ([s[0] for s in scores], [s[1] for s in scores])]
    print(f"{len(scores)} pages: F1 of words, Pullquote {means[0]:.3f}, trafilatura {means[1]:.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
