"""What lies in a source and is none of its files: links out of it, pipes, paths that no disk has."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from embeddings.archive import Archive
from embeddings.content.items import Skipped
from embeddings.errors import ArchiveError, SourceError, UnknownFormatError
from embeddings.posts import Post
from embeddings.sources import read_source

from ...toy import ToyEncoder

SECRET = "TOKEN = abcdefghijklmnop is what nobody may read."
OPEN = "Rye bread must rest for a whole day."


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    folder = tmp_path / "blog"
    (folder / "deep").mkdir(parents=True)
    (folder / "rye.md").write_text(OPEN)
    (tmp_path / "secret.env").write_text(SECRET)
    (tmp_path / "blog-secret.md").write_text(SECRET)
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "post.md").write_text(SECRET)
    (folder / ".env").write_text(SECRET)
    (folder / ".git").mkdir()
    (folder / ".git" / "config.md").write_text(SECRET)
    return folder


def read(location: Path) -> tuple[list[Post], list[Skipped]]:
    found = list(read_source(str(location)))
    return [item for item in found if isinstance(item, Post)], [item for item in found if isinstance(item, Skipped)]


LINKS: dict[str, Callable[[Path], Path]] = {
    "relative": lambda blog: Path("../secret.env"),
    "absolute": lambda blog: blog.parent / "secret.env",
    "its name begins alike": lambda blog: blog.parent / "blog-secret.md",
    "through a folder": lambda blog: Path("deep/../../secret.env"),
    "through a linked folder": lambda blog: Path("link/post.md"),
    "to another link": lambda blog: Path("other"),
    "to a hidden file": lambda blog: Path(".env"),
    "into a hidden folder": lambda blog: blog / ".git" / "config.md",
}


@pytest.mark.parametrize("link", LINKS)
def test_a_link_out_of_a_folder_is_not_followed(blog: Path, link: str) -> None:
    (blog / "link").symlink_to(blog.parent / "outside")
    (blog / "other").symlink_to(blog.parent / "secret.env")
    (blog / "post.md").symlink_to(LINKS[link](blog))
    posts, skipped = read(blog)
    assert [post.text for post in posts] == [OPEN]
    assert "link" in {item.name: item.reason for item in skipped}["post.md"]


def test_a_link_within_a_folder_and_one_to_the_folder_are_followed(blog: Path, tmp_path: Path) -> None:
    (blog / "deep" / "again.md").symlink_to(blog / "rye.md")
    (tmp_path / "named").symlink_to(blog)
    posts, _ = read(tmp_path / "named")
    assert sorted(post.id for post in posts) == ["deep/again.md", "rye.md"]


@pytest.mark.parametrize("name", ["pipe", "pipe.md", "pipe.zip"])
def test_a_pipe_is_no_source_and_is_not_waited_for(blog: Path, name: str) -> None:
    os.mkfifo(blog / name)
    os.mkfifo(blog / "_config.yml")
    found: list[object] = []

    def try_it() -> None:
        try:
            read(blog / name)
        except UnknownFormatError as error:
            found.append(error)
        found.extend(read(blog)[0])

    thread = threading.Thread(target=try_it, daemon=True)
    thread.start()
    thread.join(10)
    assert "neither a file nor a folder" in str(found[0])
    assert [post.text for post in found[1:] if isinstance(post, Post)] == [OPEN]


def sync(archive: Archive, locations: Sequence[str]) -> list[str]:
    return [str(error) for error in archive.sync(locations).failed]


@pytest.mark.parametrize(
    "location", ["a" * 300, "b/" * 5000, "~nobody-of-this-name/posts", "nul\0byte", "/dev/zero", "/dev/null"]
)
def test_a_path_that_no_disk_has_is_the_sources_fault(blog: Path, tmp_path: Path, location: str) -> None:
    with Archive(tmp_path / "a", encoder=ToyEncoder(), create=True) as archive:
        with pytest.raises(SourceError) as caught:
            archive.sync([location])
        assert "\n" not in str(caught.value)
        assert not isinstance(caught.value, ArchiveError)
        (failed,) = sync(archive, [location, str(blog)])
        assert location[:20] in failed
        assert [post.text for post in archive.posts()] == [OPEN]
