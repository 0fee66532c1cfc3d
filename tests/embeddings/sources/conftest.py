"""Files of the tests' own, and what is read of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from embeddings.content.items import Skipped
from embeddings.posts import Post
from embeddings.sources import read_source

Write = Callable[[str, str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_file(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write_file


def read(path: Path, base_url: str = "") -> tuple[list[Post], dict[str, str]]:
    items = list(read_source(str(path), base_url))
    skipped = {item.name: item.reason for item in items if isinstance(item, Skipped)}
    return [item for item in items if isinstance(item, Post)], skipped


def texts(post: Post, kind: str) -> list[str]:
    return [post.text[block.start : block.end] for block in post.blocks if block.kind == kind]
