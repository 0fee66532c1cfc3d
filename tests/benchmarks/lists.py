"""What searching a part of the vectors costs in quality: python tests/benchmarks/lists.py SET=ARCHIVE...

Ranks a set's first judged queries over an archive of its corpus, first looking at all vectors and at every candidate's
sentences, then by inverted lists whatever the archive's size, then at the sentences of promising candidates alone, and
prints nDCG@10 of each, by the stored ranking without its closer look.
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
from embeddings.retrieval import features
from embeddings.retrieval.fusion import FUSED
from embeddings.stores import faiss

QUERIES = 400


def ndcg(folder: Path, archive: Path, lists_from: int = sys.maxsize, looked_into: int = sys.maxsize) -> float:
    """nDCG@10 where stores from so many vectors on are searched by lists, and of more than so many candidates the
    sentences of some are looked at."""
    faiss.LISTS_FROM, features.LOOKED_INTO = lists_from, looked_into
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
    looked_into = features.LOOKED_INTO
    for given in sys.argv[1:]:
        folder, archive = map(Path, given.split("="))
        every, part = ndcg(folder, archive), ndcg(folder, archive, lists_from=1)
        some = ndcg(folder, archive, looked_into=looked_into)
        print(f"{folder.name:20}  all {every:.4f}  lists {part:.4f}  promising {some:.4f}", flush=True)


if __name__ == "__main__":
    main()
