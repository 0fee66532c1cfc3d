"""A folder of files, and what is read of it."""

from __future__ import annotations

from pathlib import Path

from embeddings.content.items import Remark, Skipped
from embeddings.posts import Post
from embeddings.sources import read_source


def fill(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def read(folder: Path, base_url: str = "") -> tuple[dict[str, str], dict[str, str], list[str]]:
    """Addresses of the posts by id, kinds or reasons of what was left out by name, remarks."""
    items = list(read_source(str(folder), base_url))
    return (
        {item.id: item.url for item in items if isinstance(item, Post)},
        {item.name: item.kind or item.reason for item in items if isinstance(item, Skipped)},
        [item.text for item in items if isinstance(item, Remark)],
    )
