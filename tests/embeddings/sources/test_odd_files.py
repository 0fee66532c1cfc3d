"""What lies in a source and is none of its files: links out of it, pipes, paths that no disk has."""

from __future__ import annotations

import os
import re
import subprocess
import threading
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from embeddings.archive import Archive, Fetching, check_source
from embeddings.content.items import Skipped
from embeddings.errors import ArchiveError, NoPostsError, SourceError, UnknownFormatError
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


POST = "---\ntitle: Rye\ndate: 2020-01-01\nauthors: [ann]\n---\nRye bread must rest for a whole day."
SETTINGS = {
    "_config.yml": "url: https://secret.example",
    "hugo.toml": 'baseURL = "https://secret.example"',
    "config/_default/hugo.yaml": "baseURL: https://secret.example",
    "zola.toml": 'base_url = "https://secret.example"',
    "pelicanconf.py": 'SITEURL = "https://secret.example"\nPATH = ""',
    "conf.py": 'SITE_URL = "https://secret.example"\nPOSTS = [("*.md", "", "post.tmpl")]',
    "mkdocs.yml": "site_url: https://secret.example\ndocs_dir: .",
    "docusaurus.config.js": "url: 'https://secret.example',",
    ".eleventy.js": "input: 'secret'",
}
"""Of each engine, by the name of its file."""
PLACES = ("content/2020-01-01-rye.md", "_posts/2020-01-01-rye.md", "blog/2020-01-01-rye.md", "2020-01-01-rye.md")


@pytest.mark.parametrize("below", ["", "site/"])
@pytest.mark.parametrize("target", ["outside", "a hidden file", "a folder outside"])
@pytest.mark.parametrize("name", SETTINGS)
def test_settings_are_not_read_through_a_link_out_of_a_folder(blog: Path, name: str, target: str, below: str) -> None:
    for place in PLACES:
        (blog / below / place).parent.mkdir(parents=True, exist_ok=True)
        (blog / below / place).write_text(POST)
    secret = blog / ".secret" if target == "a hidden file" else blog.parent / "outside" / "settings" / name
    secret.parent.mkdir(parents=True, exist_ok=True)
    secret.write_text(SETTINGS[name])
    path = blog / below / name
    if target == "a folder outside" and path.parent != blog / below:
        (blog / below / "config").symlink_to(blog.parent / "outside" / "settings" / "config")
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(secret)
    posts, skipped = read(blog)
    assert posts
    assert not any("secret" in post.url for post in posts)
    assert "out of the folder" in {item.name: item.reason for item in skipped}[f"{below}{name}"]
    # Nor from above, where the source is a part of the site.
    posts, skipped = read(blog / below / "content")
    assert [post.url for post in posts] == [""]
    assert "out of the folder" in {item.name: item.reason for item in skipped}[f"../{name}"]


@pytest.mark.parametrize(
    "settings",
    [
        "authors_file: ../../outside/authors.yml",
        "authors_file: ../../../../../../../../../../../../../../../../..{outside}/authors.yml",
        "authors_file: linked/authors.yml",
        "authors_file: linked.yml",
    ],
)
def test_names_of_authors_are_not_read_from_outside(blog: Path, settings: str) -> None:
    outside = blog.parent / "outside"
    (outside / "authors.yml").write_text("authors: {ann: {name: Secret}}")
    (blog / "docs/blog/posts").mkdir(parents=True)
    (blog / "docs/linked").symlink_to(outside)
    (blog / "docs/linked.yml").symlink_to(outside / "authors.yml")
    (blog / "docs/blog/posts/rye.md").write_text(POST)
    (blog / "mkdocs.yml").write_text(f"plugins: [blog: {{{settings.format(outside=outside)}}}]")
    posts, skipped = read(blog)
    assert [post.author for post in posts if post.author] == ["ann"]
    assert [item.name for item in skipped if "out of the folder" in item.reason][-1].endswith(".yml")


def test_a_folder_of_pages_outside_is_not_read(blog: Path) -> None:
    (blog.parent / "outside/blog").mkdir()
    (blog.parent / "outside/blog/.authors.yml").write_text("authors: {ann: {name: Secret}}")
    (blog / "mkdocs.yml").write_text("docs_dir: ../outside\nplugins: [blog]")
    told = ""
    with pytest.raises(NoPostsError):
        for item in read_source(str(blog)):
            told += str(item)
    assert "../outside/blog/.authors.yml" in told
    assert "Secret" not in told


def test_names_of_authors_are_read_within_the_folder(blog: Path) -> None:
    (blog / "docs/blog/posts").mkdir(parents=True)
    (blog / "docs/blog/posts/rye.md").write_text(POST)
    (blog / "mkdocs.yml").write_text("plugins: [blog: {authors_file: ../people.yml}]")
    (blog / "people.yml").symlink_to("deep/people.yml")
    (blog / "deep/people.yml").write_text("authors: {ann: {name: Ann Baker}}")
    posts, _ = read(blog)
    assert [post.author for post in posts if post.author] == ["Ann Baker"]


def test_a_link_within_a_folder_and_one_to_the_folder_are_followed(blog: Path, tmp_path: Path) -> None:
    (blog / "deep" / "again.md").symlink_to(blog / "rye.md")
    (tmp_path / "named").symlink_to(blog)
    posts, _ = read(tmp_path / "named")
    assert sorted(post.id for post in posts) == ["deep/again.md", "rye.md"]


@pytest.fixture
def deep(blog: Path) -> Iterator[Path]:
    """A folder a thousand deep, and so many more that its path is longer than any that can be opened."""
    at = os.open(blog, os.O_RDONLY)
    for _ in range(3_000):
        os.mkdir("d", dir_fd=at)
        below = os.open("d", os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = below
    os.close(at)
    yield blog
    # Whatever clears away afterwards may be recursive.
    subprocess.run(["rm", "-rf", str(blog / "d")], check=True)


def test_folders_as_deep_as_a_disk_has_them(deep: Path) -> None:
    (deep / "d/d").joinpath("salt.md").write_text("Salt goes in last.")
    (deep / "/".join("d" * 900) / "bread.md").write_text(OPEN)
    posts, skipped = read(deep)
    assert [post.id for post in posts] == [f"{'d/' * 900}bread.md", "d/d/salt.md", "rye.md"]
    (closed,) = skipped
    assert set(closed.name) == {"d", "/"}
    assert closed.reason == "it cannot be read: File name too long"
    assert closed.fault


HUGE = 400 * 1024 * 1024
"""Bytes, of which the disk holds the first alone."""
MEMORY = 100 * 1024 * 1024


def read_in_bounds(blog: Path, name: str, head: str) -> tuple[list[Post], list[Skipped]]:
    """What is read beside a huge file; at most ``MEMORY`` bytes are taken for it."""
    path = blog / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(head + " " * 10_000)
    os.truncate(path, HUGE)
    tracemalloc.start()
    try:
        found = read(blog)
        assert tracemalloc.get_traced_memory()[1] < MEMORY
    finally:
        tracemalloc.stop()
    return found


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("_config.yml", "title: Rye\nauthor: @rye\n", " in line 2: found character that cannot start any token"),
        ("config/_default/languages.de.toml", "title = Rye\n", ": Invalid value (at line 1, column 9)"),
    ],
)
def test_settings_that_are_broken_are_named(blog: Path, name: str, text: str, fault: str) -> None:
    (blog / "hugo.toml").write_text('baseURL = "https://b.example"') if name.startswith("config") else None
    for place in (name, "_posts/2020-01-02-rye.md", "content/posts/rye.md"):
        (blog / place).parent.mkdir(parents=True, exist_ok=True)
        (blog / place).write_text(text if place == name else POST)
    skipped = {item.name: item.reason for item in read_source(str(blog)) if isinstance(item, Skipped)}
    assert skipped[name] == f"it is broken{fault}, so that nothing is taken from it"


@pytest.mark.parametrize(
    "name", [*SETTINGS, "package.json", "config/_default/permalinks.yaml", "docs/blog/.authors.yml"]
)
def test_settings_are_read_within_bounds(blog: Path, name: str) -> None:
    beside = {
        "package.json": ("_config.yml", "url: https://b.example"),
        "config/_default/permalinks.yaml": ("hugo.toml", 'baseURL = "https://b.example"'),
        "docs/blog/.authors.yml": ("mkdocs.yml", "docs_dir: docs"),
    }
    if name in beside:
        settings, text = beside[name]
        (blog / settings).write_text(text)
    for place in (*PLACES, "docs/blog/posts/rye.md"):
        (blog / place).parent.mkdir(parents=True, exist_ok=True)
        (blog / place).write_text(POST)
    posts, skipped = read_in_bounds(blog, name, SETTINGS.get(name, ""))
    assert posts
    assert {item.name: item.reason for item in skipped}[
        name
    ] == "it is larger than 1 MB, so that nothing is taken from it"


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("huge.md", "---\ntitle: x\n---\nRye."),
        ("huge.html", "<!doctype html><title>x</title><p>Rye."),
        ("huge.txt", "January 1, 2020\n\nRye rests.\n"),
        ("export.txt", "TITLE: x\n-----\nBODY:\nRye.\n-----\n--------\nTITLE: y\n-----\nBODY:\n"),
        ("feed.json", '{"version": "https://jsonfeed.org/version/1.1", "items": ['),
        ("items.json", '{"items": ['),
        ("feed.xml", "<rss><channel><item><title>x</title>"),
        ("posts.csv", "post_id,title\n1.a,x\n"),
        ("rye.meta", ".. title: x"),
        ("posts.jsonl", '{"_id": "1", "text": "'),
    ],
)
def test_a_file_that_is_read_whole_is_read_within_bounds(blog: Path, name: str, head: str) -> None:
    (blog / "rye.md").write_text("Rye rests.")
    (blog / "salt.md").write_text(OPEN)
    posts, skipped = read_in_bounds(blog, name, head)
    assert OPEN in [post.text for post in posts]
    assert any(re.search("(larger|longer) than", item.reason) for item in skipped)


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


@pytest.mark.parametrize("location", ["a" * 300, "~nobody-of-this-name/posts", "nul\0byte", "/dev/zero", "none"])
def test_a_first_look_says_what_is_wrong_with_a_path(location: str, local: Fetching, tmp_path: Path) -> None:
    assert check_source(location, local).startswith(f"{location}: ")
    assert not check_source(str(tmp_path), local)
