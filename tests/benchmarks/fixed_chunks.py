"""Quotes beside chunks of a fixed size, on gold spans: python tests/benchmarks/fixed_chunks.py SET [TOKENS]

SET is a folder in BEIR layout whose answers.jsonl has references, such as Chroma's chunking evaluation. Its documents
are cut into chunks of 200 tokens, encoded by the same model and ranked by cosine, as most bots do; precision, recall
and intersection over union with the gold spans are printed for one, three and five of them, and for as many quotes.
"""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path

import numpy as np

from embeddings.evaluation.dataset import Places, read_gold, read_lines, read_queries, whole_name
from embeddings.evaluation.evaluate import QUOTES, evaluate
from embeddings.evaluation.metrics import Spans, mean_spans, span_scores
from embeddings.models.encoder import SentenceEncoder


def chunks_of(encoder: SentenceEncoder, texts: dict[str, str], tokens: int) -> list[tuple[str, int, int]]:
    """Document, start and end of each chunk."""
    found = []
    for name, text in texts.items():
        spans = encoder.token_spans([text])[0]
        starts = [*(int(start) for start in spans[::tokens, 0]), len(text)]
        found += [(name, start, end) for start, end in pairwise(starts)]
    return found


def fixed(folder: Path, tokens: int) -> dict[int, Spans]:
    corpus = list(read_lines(folder / "corpus.jsonl"))
    gold = read_gold(folder / "answers.jsonl")
    queries = [(key, query.text) for key, query in read_queries(folder / "queries.jsonl") if key in gold]
    texts: dict[str, str] = {}
    for line in corpus:
        name = whole_name(line["_id"])
        texts[name] = f"{texts[name]}\n\n{line['text']}" if name in texts else line["text"]
    places = Places([{"_id": name, "text": text} for name, text in texts.items()])
    encoder = SentenceEncoder()
    chunks = chunks_of(encoder, texts, tokens)
    vectors = np.zeros((len(chunks), 384), dtype=np.float32)
    for rows, readings in encoder.encode_passages([texts[name][start:end] for name, start, end in chunks]):
        vectors[rows] = [reading.vector for reading in readings]
    questions = np.stack([reading.vector for reading in encoder.encode_queries([text for _, text in queries])])
    ranked = np.argsort(-(questions @ vectors.T), axis=1)
    found: dict[int, list[Spans]] = {number: [] for number in QUOTES}
    for (key, _), order in zip(queries, ranked, strict=True):
        wanted = places.of_gold(gold[key])
        for number in QUOTES if wanted else ():
            quoted = set().union(*(places.of_quote(*chunks[row]) for row in order[:number]))
            found[number].append(span_scores(quoted, wanted))
    return {number: mean_spans(scores) for number, scores in found.items()}


def main() -> None:
    folder, tokens = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 200
    quoting = evaluate(folder).quoting
    if quoting is None or not quoting.spans:
        sys.exit(f"{folder}: its answers.jsonl has no references.")
    for what, spans in ((f"chunks of {tokens} tokens", fixed(folder, tokens)), ("quotes", quoting.spans)):
        for number, score in spans.items():
            print(
                f"{number} {what:22} precision {score.precision:.3f}  recall {score.recall:.3f}  IoU {score.iou:.3f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
