"""Which engine stands behind an address of ``SEARCH``."""

from __future__ import annotations

from embeddings.stores.search import SearchEngine


def search_at(address: str) -> SearchEngine:
    """The engine at the address that ``SEARCH`` gives.

    Raises:
        SettingError: the address cannot be used, or what speaks to such an engine is not installed.
    """
    from embeddings.stores.milvus_search import MilvusSearch  # noqa: PLC0415 - who searches in files has no Milvus

    return MilvusSearch(address)
