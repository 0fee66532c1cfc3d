"""A folder is read as the program that makes the blog publishes it: the same posts, at the addresses of its pages."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest

from embeddings.archive import Archive
from embeddings.content.html import Content, content_of, parse_html
from embeddings.content.items import Skipped
from embeddings.posts import Post
from embeddings.sources import read_source

from ...toy import ToyEncoder
from .sites import BOXES, ENGINES, Engine, State, blog, boxed, typed_marks, typogrified

pytestmark = pytest.mark.engines
ADDRESS = "https://crumbs.example"


def page(output: Path, url: str) -> Path:
    """The file that a web server gives for an address."""
    path = output / unquote(url.removeprefix(ADDRESS)).lstrip("/")
    return path / "index.html" if url.endswith("/") else path


def day(post: Post) -> str:
    assert post.day is not None
    return post.day.isoformat()


def body_of(file: Path, name: str) -> Content:
    """The body of a page, without the title at its top."""
    tree = parse_html(file.read_text())
    # Above the post Pelican's theme names its author.
    for node in tree.css("footer.post-info, h1"):
        node.decompose()
    return content_of(tree.css_first(_BODIES.get(name, "div.post-content")))


@pytest.mark.parametrize("engine", ENGINES.values(), ids=ENGINES)
def test_posts_dates_and_addresses_are_those_of_the_built_site(tmp_path: Path, engine: Engine) -> None:
    posts = blog()
    output = engine.make(tmp_path / "blog", ADDRESS, posts)
    # Eleventy's settings have no address.
    base_url = ADDRESS if engine.name == "eleventy" else ""
    items = list(read_source(str(tmp_path / "blog"), base_url))
    found = [item for item in items if isinstance(item, Post)]
    published = engine.published(posts)
    assert sorted(post.title for post in found) == sorted(post.title for post in published)
    assert {post.title: day(post) for post in found} == {post.title: post.day for post in published}
    dead = [post.url for post in found if not post.url or not page(output, post.url).is_file()]
    assert not dead
    for post in found:
        built = page(output, post.url).read_text(encoding="utf-8")
        assert post.text.rpartition("\n\n")[2] in built
    # What is not published is counted by what it is, and so is what was built.
    kinds = [item.kind for item in items if isinstance(item, Skipped)]
    assert kinds.count("draft") >= sum(post.state == "draft" and engine.write(post) is not None for post in posts)
    assert "page" in kinds
    assert any(item.name == f"{engine.output}/" for item in items if isinstance(item, Skipped))


_BODIES = {"pelican": "div.entry-content", "nikola": "div.e-content", "mkdocs": "article.md-content__inner"}
"""Where the page's own theme has the post, where that is not the tests'."""


@pytest.mark.parametrize("name", ["jekyll", "hugo", "hexo", "pelican", "typogrify", "nikola", "mkdocs"])
def test_typed_marks_are_read_as_the_program_shows_them(tmp_path: Path, name: str) -> None:
    engine = typogrified(ENGINES["pelican"]) if name == "typogrify" else ENGINES[name]
    # SmartyPants sees hyphens and dots again after Markdown has taken their backslashes, which is not read.
    written = [post for post in typed_marks() if name != "typogrify" or "\\-" not in post.body]
    output = engine.make(tmp_path / "blog", ADDRESS, written)
    read = {item.title: item for item in read_source(str(tmp_path / "blog")) if isinstance(item, Post)}
    assert read.keys() == {post.title for post in written}
    shown = {title: body_of(page(output, post.url), engine.name).text for title, post in read.items()}
    # MkDocs shows emoji as pictures.
    typed = {title: post.text.replace("🎉 ", "") if name == "mkdocs" else post.text for title, post in read.items()}
    # It binds a last word to the one before.
    assert typed == {title: text.replace("\xa0", " ") for title, text in shown.items()}
    assert ("🎉" in read["Marks 2"].text) == (name in ("hugo", "mkdocs"))


@pytest.mark.parametrize("name", BOXES)
def test_boxes_are_read_as_the_program_shows_them(tmp_path: Path, name: str) -> None:
    engine = ENGINES[name]
    output = engine.make(tmp_path / "blog", ADDRESS, boxed(name))
    (post,) = (item for item in read_source(str(tmp_path / "blog")) if isinstance(item, Post))
    shown = body_of(page(output, post.url), name)
    assert post.text == shown.text.replace("\xa0", " ")
    assert [block.kind for block in post.blocks] == [block.kind for block in shown.blocks]


@pytest.mark.parametrize("engine", ENGINES.values(), ids=ENGINES)
def test_the_folder_of_the_posts_alone_gives_the_same_addresses(tmp_path: Path, engine: Engine) -> None:
    posts = blog()
    engine.make(tmp_path / "blog", ADDRESS, posts)
    base_url = ADDRESS if engine.name == "eleventy" else ""
    written = [engine.write(post) for post in engine.published(posts)]
    (folder,) = {Path(file[0]).parent for file in written if file}
    whole, part = (
        {item.title: item.url for item in read_source(str(place), base_url) if isinstance(item, Post)}
        for place in (tmp_path / "blog", tmp_path / "blog" / folder)
    )
    assert whole == part


@pytest.mark.parametrize("engine", ENGINES.values(), ids=ENGINES)
def test_a_zip_file_of_the_folder_gives_the_same_posts(tmp_path: Path, engine: Engine) -> None:
    engine.make(tmp_path / "blog", ADDRESS, blog())
    (tmp_path / "blog" / "node_modules").unlink(missing_ok=True)
    packed = shutil.make_archive(str(tmp_path / "packed"), "zip", tmp_path, "blog")
    base_url = ADDRESS if engine.name == "eleventy" else ""
    whole, zipped = (
        {item.title: (item.url, item.published) for item in read_source(str(place), base_url) if isinstance(item, Post)}
        for place in (tmp_path / "blog", packed)
    )
    assert whole == zipped


@pytest.mark.parametrize("engine", ENGINES.values(), ids=ENGINES)
def test_a_post_that_is_published_no_more_is_withdrawn_at_the_next_sync(tmp_path: Path, engine: Engine) -> None:
    posts = [post for post in blog() if post.state == "published"]
    base_url = ADDRESS if engine.name == "eleventy" else ""
    engine.make(tmp_path / "blog", ADDRESS, posts)
    states: tuple[State, ...] = ("draft", "private", "page")
    changed = [replace(post, state=state) for post, state in zip(posts, states, strict=False)]
    # Where a program knows no such state, the file is gone.
    with Archive(tmp_path / "archive", encoder=ToyEncoder(), reader=False, create=True) as archive:
        archive.sync([str(tmp_path / "blog")], base_url=base_url)
        engine.make(tmp_path / "blog", ADDRESS, [*changed, *posts[len(changed) :]])
        report = archive.sync([str(tmp_path / "blog")])
        assert report.removed == len(changed)
        assert sorted(post.title for post in archive.posts()) == sorted(post.title for post in posts[len(changed) :])
