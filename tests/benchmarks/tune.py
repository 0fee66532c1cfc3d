"""How the numbers of the ranking were chosen: ``python tests/benchmarks/tune.py SET...`` prints nDCG@10 by depth.

Each set is a folder in BEIR layout. The depth is how many hits of each list become candidates; what lies deeper costs
time alone. Late interaction is left out, since it orders the same five passages at any depth.
"""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from embeddings.archive import Archive
from embeddings.evaluation.dataset import read_set
from embeddings.evaluation.metrics import mean_retrieval, score_run
from embeddings.retrieval.fusion import FUSED

DEPTHS = (10, 20, 30, 50, 100, 200, 400)
QUERIES = 400


def main() -> None:
    print("| set | " + " | ".join(str(depth) for depth in DEPTHS) + " |")
    for name in sys.argv[1:]:
        questions = read_set(Path(name))
        queries = questions.queries[:QUERIES]
        with tempfile.TemporaryDirectory() as folder, Archive(folder, create=True) as archive:
            archive.sync([str(Path(name) / "corpus.jsonl")])
            cells = []
            for depth in DEPTHS:
                start = time.perf_counter()
                with archive.snapshot() as snapshot:
                    weights = replace(FUSED, maxsim=0.0)
                    hits = snapshot.search_many([query for _, query in queries], weights=weights, depth=depth)
                run = {key: [hit.post.id for hit in found] for (key, _), found in zip(queries, hits, strict=True)}
                took = (time.perf_counter() - start) / len(queries) * 1000
                found = mean_retrieval(score_run({key: questions.qrels[key] for key in run}, run))
                cells.append(f"{found.ndcg_at_10:.4f} ({took:.0f} ms)")
        print(f"| {Path(name).name} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
