"""WordPress itself: its interface, its pages' text, its export, and edits that take posts away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from embeddings.archive import Archive, Fetching
from embeddings.posts import Post
from embeddings.sources import read_source

from ...toy import ToyEncoder
from .sites import blog, typed_marks
from .wordpress import WordPress, wordpress

pytestmark = pytest.mark.engines
_STATUSES = {"published": "publish", "draft": "draft", "scheduled": "future", "private": "private", "page": "publish"}
PAGE = "\n<!--nextpage-->\n"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[WordPress]:
    with wordpress(tmp_path) as found:
        yield found


def write(site: WordPress) -> None:
    site.insert(
        *(
            {
                "post_title": post.title,
                "post_name": post.name,
                "post_content": post.body,
                "post_date": f"{post.day} 10:00:00",
                "post_status": _STATUSES[post.state],
                "post_type": "page" if post.state == "page" else "post",
                "post_author": "1",
            }
            for post in [*blog(), *typed_marks()]
        ),
        {
            "post_title": "Two pages",
            "post_content": f"The first page is here.{PAGE}And the second one is here.",
            "post_date": "2021-02-03 10:00:00",
            "post_status": "publish",
        },
        {
            "post_title": "Locked",
            "post_content": "Nobody is to read this.",
            "post_status": "publish",
            "post_password": "x",
        },
    )


def test_posts_are_found_edited_and_withdrawn(tmp_path: Path, site: WordPress) -> None:
    write(site)
    fetching = Fetching(allowed=("127.0.0.1",), delay=0.0, patience=0.01)
    posts = [post for post in blog() if post.state == "published"]
    with Archive(tmp_path / "archive", encoder=ToyEncoder(), reader=False, create=True) as archive:
        archive.sync([site.address], fetching=fetching)
        found = {post.title: post for post in archive.posts()}
        days = {post.title: post.day for post in [*posts, *typed_marks()]} | {"Two pages": "2021-02-03"}
        assert {title: str(post.day) for title, post in found.items()} == days
        assert found["Two pages"].text == "The first page is here.\n\nAnd the second one is here."
        # The export holds what was typed; it is read as the interface shows it.
        (tmp_path / "export.xml").write_text(site.export())
        exported = [item for item in read_source(str(tmp_path / "export.xml")) if isinstance(item, Post)]
        assert {post.url: post.text for post in exported} == {post.url: post.text for post in found.values()}

        site.update(posts[0].name, post_content=f"{posts[0].body}\n\nA word was added.")
        site.update(posts[1].name, post_password="x")
        site.update(posts[2].name, post_status="private")
        site.update(posts[3].name, post_status="draft")
        site.update(posts[4].name, post_status="trash")
        site.update(posts[5].name, post_name="another-name")
        site.update(posts[6].name, post_type="page")
        archive.sync([site.address], fetching=fetching)
        now = {post.title: post for post in archive.posts()}
        assert found.keys() - now.keys() == {posts[number].title for number in (1, 2, 3, 4, 6)}
        assert "A word was added." in now[posts[0].title].text
        assert now[posts[5].title].url.endswith("/another-name/")
        assert now[posts[5].title].id == found[posts[5].title].id


def test_pages_serve_where_there_is_no_interface(tmp_path: Path, site: WordPress) -> None:
    plugins = site.folder / "wp-content" / "mu-plugins"
    plugins.mkdir()
    (plugins / "closed.php").write_text(
        "<?php add_filter('rest_authentication_errors', fn() => new WP_Error('no', 'no', ['status' => 401]));"
    )
    write(site)
    fetching = Fetching(allowed=("127.0.0.1",), delay=0.0, patience=0.01)
    posts = [post for post in blog() if post.state == "published"]
    with Archive(tmp_path / "archive", encoder=ToyEncoder(), reader=False, create=True) as archive:
        report = archive.sync([site.address], fetching=fetching)
        print([(reading.method, reading.requests) for reading in report.readings])
        found = {post.title: post for post in archive.posts()}
        assert found.keys() >= {post.title for post in posts}
        assert found.keys().isdisjoint({"Locked", *(post.title for post in blog() if post not in posts)})
        assert {post.title: str(found[post.title].day) for post in posts} == {post.title: post.day for post in posts}
        for post in posts:
            assert found[post.title].text.startswith(post.body.partition("\n")[0])
            assert found[post.title].text.endswith("salted twice by mistake.")
        site.update(posts[1].name, post_password="x")
        site.update(posts[2].name, post_status="private")
        archive.sync([site.address], fetching=fetching)
        now = {post.title for post in archive.posts()}
        assert found.keys() - now == {posts[1].title, posts[2].title}
