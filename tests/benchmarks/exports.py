"""What is taken from exports and what is left out: python tests/benchmarks/exports.py EXPORT..."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.table import Table

from embeddings.content.items import Skipped
from embeddings.content.kinds import KINDS
from embeddings.errors import SourceError
from embeddings.posts import Post
from embeddings.sources import read_source


def main() -> None:
    table = Table("export", "posts", *KINDS, "skipped, and why")
    for name in sys.argv[1:]:
        try:
            items = list(read_source(name, "https://blog.example"))
        except SourceError as error:
            table.add_row(Path(name).name, "-", *[""] * len(KINDS), str(error))
            continue
        skipped = [item for item in items if isinstance(item, Skipped)]
        kinds = Counter(item.kind for item in skipped)
        reasons = Counter(item.reason for item in skipped if not item.kind)
        table.add_row(
            Path(name).name,
            str(sum(isinstance(item, Post) for item in items)),
            *(str(kinds[kind] or "") for kind in KINDS),
            ", ".join(f"{count} × {reason}" for reason, count in reasons.items()),
        )
    Console(width=200).print(table)


if __name__ == "__main__":
    main()
