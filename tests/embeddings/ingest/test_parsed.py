"""What has not changed in a folder is not parsed again, and nobody can tell from the posts."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from embeddings.archive import Archive
from embeddings.posts import Post
from embeddings.sources import markdown
from embeddings.stores.parsed import FILE

from ...toy import ToyEncoder

TEXTS = {
    "rye.md": '---\ntitle: Rye\n---\nRye must rest for a *whole* "day", then [cut](/cut) it.\n\n- Salt\n- Water\n',
    "salt.md": "---\ntitle: Salt\n---\n# How much\n\nTwo per cent is right.\n\n| Flour | Salt |\n|-|-|\n| Rye | 2 |\n",
    "oven.html": "---\ntitle: Oven\n---\n<p>Heat the oven <b>before</b> you knead.</p>\n",
}


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    folder = tmp_path / "blog"
    (folder / "_posts").mkdir(parents=True)
    for name, text in TEXTS.items():
        (folder / "_posts" / f"2022-01-02-{name}").write_text(text)
    return folder


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The bodies that were parsed."""
    bodies: list[str] = []
    parse = markdown._content

    def watched(body: str, *rest: Any) -> Any:
        bodies.append(body)
        return parse(body, *rest)

    monkeypatch.setattr(markdown, "_content", watched)
    return bodies


def synced(archive: Path, blog: Path) -> list[Post]:
    with Archive(archive, encoder=ToyEncoder(), reader=False, create=True) as opened:
        opened.sync([str(blog)])
        return opened.posts()


def rows(archive: Path) -> list[Any]:
    with closing(sqlite3.connect(archive / FILE)) as connection:
        return connection.execute("SELECT * FROM parsed ORDER BY key").fetchall()


def test_one_file_that_has_changed_is_parsed_alone(tmp_path: Path, blog: Path, parsed: list[str]) -> None:
    first = synced(tmp_path / "archive", blog)
    assert len(parsed) == len(TEXTS)
    parsed.clear()
    assert synced(tmp_path / "archive", blog) == first
    assert parsed == []
    changed = blog / "_posts" / "2022-01-02-salt.md"
    changed.write_text(TEXTS["salt.md"].replace("Two", "Three"))
    (blog / "_posts" / "2022-01-02-rye.md").write_text(TEXTS["rye.md"].replace("title: Rye", "title: Rye bread"))
    posts = synced(tmp_path / "archive", blog)
    assert [body for body in parsed if "Three per cent" in body] == parsed != []
    assert {post.title for post in posts} == {"Rye bread", "Salt", "Oven"}
    assert [vars_of(post) for post in posts] == [vars_of(post) for post in synced(tmp_path / "anew", blog)]


def test_another_process_knows_what_was_parsed(tmp_path: Path, blog: Path) -> None:
    synced(tmp_path / "archive", blog)
    before = rows(tmp_path / "archive")
    sync = (
        "import sys; from embeddings.archive import Archive; from tests.toy import ToyEncoder\n"
        "with Archive(sys.argv[1], encoder=ToyEncoder(), reader=False) as archive: archive.sync([sys.argv[2]])"
    )
    root = Path(__file__).parents[3]
    subprocess.run([sys.executable, "-c", sync, str(tmp_path / "archive"), str(blog)], check=True, cwd=root)
    assert rows(tmp_path / "archive") == before


def test_what_the_settings_of_the_site_change_is_parsed_by_them(tmp_path: Path, blog: Path) -> None:
    marks: list[str] = []
    for settings in ("", "kramdown: {smart_quotes: 'apos,apos,quot,quot'}\n", "markdown: CommonMark\n"):
        (blog / "_config.yml").write_text(f"url: https://x.example\n{settings}")
        posts = synced(tmp_path / "archive", blog)
        assert [vars_of(post) for post in posts] == [
            vars_of(post) for post in synced(tmp_path / f"new {len(marks)}", blog)
        ]
        marks += [post.text[post.text.index("day") - 1] for post in posts if post.title == "Rye"]
    assert marks == ["“", '"', '"']


def test_another_version_of_the_package_parses_all_anew(tmp_path: Path, blog: Path, parsed: list[str]) -> None:
    synced(tmp_path / "archive", blog)
    with closing(sqlite3.connect(tmp_path / "archive" / FILE)) as connection:
        connection.execute("UPDATE made SET by = 'an earlier version'")
        connection.commit()
    parsed.clear()
    synced(tmp_path / "archive", blog)
    assert len(parsed) == len(TEXTS)


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def no_database(file: Path) -> None:
    file.write_bytes(b"This is no database at all. " * 200)


def cut_off(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def empty(file: Path) -> None:
    file.write_bytes(b"")


def of_another_shape(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE parsed (source INTEGER)")


@pytest.mark.parametrize("damage", [a_folder, no_database, cut_off, empty, of_another_shape])
def test_whatever_happens_to_its_file_the_posts_are_right(
    tmp_path: Path, blog: Path, damage: Callable[[Path], None]
) -> None:
    first = synced(tmp_path / "archive", blog)
    damage(tmp_path / "archive" / FILE)
    assert synced(tmp_path / "archive", blog) == first
    assert synced(tmp_path / "archive", blog) == first


def test_bits_that_flipped_in_it_are_never_quoted(tmp_path: Path, blog: Path) -> None:
    first = synced(tmp_path / "archive", blog)
    file = tmp_path / "archive" / FILE
    whole, chance = file.read_bytes(), random.Random(5)
    for _ in range(25):
        damaged = bytearray(whole)
        for place in chance.sample(range(len(damaged)), 3):
            damaged[place] ^= 1 << chance.randrange(8)
        file.write_bytes(damaged)
        assert synced(tmp_path / "archive", blog) == first


def test_a_source_without_a_text_to_parse_makes_no_file(tmp_path: Path) -> None:
    item = "<item><title>Rye</title><description>It rests.</description></item>"
    (tmp_path / "feed.xml").write_text(f"<rss version='2.0'><channel>{item}</channel></rss>")
    synced(tmp_path / "archive", tmp_path / "feed.xml")
    with Archive(tmp_path / "archive", encoder=ToyEncoder(), reader=False) as archive:
        archive.remove_source(str(tmp_path / "feed.xml"))
    assert not (tmp_path / "archive" / FILE).exists()


def test_what_is_gone_is_not_kept(tmp_path: Path, blog: Path) -> None:
    synced(tmp_path / "archive", blog)
    assert len(rows(tmp_path / "archive")) == len(TEXTS)
    (blog / "_posts" / "2022-01-02-rye.md").unlink()
    synced(tmp_path / "archive", blog)
    assert len(rows(tmp_path / "archive")) == len(TEXTS) - 1
    with Archive(tmp_path / "archive", encoder=ToyEncoder(), reader=False) as archive:
        (source,) = archive.sources()
        archive.remove_source(source.name)
    assert rows(tmp_path / "archive") == []


def vars_of(post: Post) -> tuple[Any, ...]:
    """A post without its key, which is another in each archive."""
    return post.id, post.text, post.title, post.url, post.blocks, post.links
