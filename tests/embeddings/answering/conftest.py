"""Archives of a few posts, to be asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from embeddings.archive import Archive
from embeddings.posts import Answer, Query

Ask = Callable[[str], Answer]


@pytest.fixture
def asking(tmp_path: Path) -> Iterator[Callable[..., Ask]]:
    """An archive of posts given by name, each with its day and its text."""
    opened: list[Archive] = []

    def make(**posts: tuple[str, str]) -> Ask:
        folder = tmp_path / "blog"
        folder.mkdir()
        for name, (day, text) in posts.items():
            front = json.dumps({"title": name.replace("_", " "), "date": day})
            (folder / f"{name}.md").write_text(f"---\n{front}\n---\n{text}\n")
        archive = Archive(tmp_path / "archive", create=True)
        opened.append(archive)
        archive.sync([str(folder)], base_url="https://blog.example/")
        return lambda question: archive.ask(Query(question))

    yield make
    for archive in opened:
        archive.close()
