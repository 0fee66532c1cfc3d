"""What searching a part of the vectors costs in quality: python tests/benchmarks/lists.py SET=ARCHIVE...

Ranks a set's first judged queries over an archive of its corpus, first looking at all vectors, then by inverted lists
whatever the archive's size, and prints nDCG@10 of both, by the stored ranking without its closer look.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from embeddings.archive import Archive
from embeddings.evaluation.dataset import read_qrels, read_queries
from embeddings.evaluation.metrics import mean_retrieval, score_run
from embeddings.retrieval.fusion import FUSED
from embeddings.stores import faiss

QUERIES = 400


def ndcg(folder: Path, archive: Path, lists_from: int) -> float:
    """nDCG@10 where stores from so many vectors on are searched by lists."""
    faiss.LISTS_FROM = lists_from
    qrels = read_qrels(folder / "qrels" / "test.tsv")
    queries = [(key, query) for key, query in read_queries(folder / "queries.jsonl") if key in qrels][:QUERIES]
    # Neither late interaction nor the reader, which would only hide what the search has missed.
    weights = replace(FUSED, maxsim=0.0, reader=0.0)
    with tempfile.TemporaryDirectory() as place:
        copy = Path(shutil.copytree(archive, place, dirs_exist_ok=True))
        with Archive(copy) as opened:
            found = opened.search_many([query for _, query in queries], limit=10, weights=weights)
    run = {key: [hit.post.id for hit in hits] for (key, _), hits in zip(queries, found, strict=True)}
    return mean_retrieval(score_run({key: qrels[key] for key, _ in queries}, run)).ndcg_at_10


def main() -> None:
    for given in sys.argv[1:]:
        folder, archive = map(Path, given.split("="))
        every, part = ndcg(folder, archive, sys.maxsize), ndcg(folder, archive, 1)
        print(f"{folder.name:20}  all {every:.4f}  lists {part:.4f}  {part - every:+.4f}", flush=True)


if __name__ == "__main__":
    main()
