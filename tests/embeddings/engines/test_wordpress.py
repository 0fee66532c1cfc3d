"""WordPress itself: its interface, its pages' text, its export, and edits that take posts away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from embeddings.archive import Archive, Fetching
from embeddings.posts import Post
from embeddings.sources import read_source

from ...toy import ToyEncoder
from .sites import blog, typed_marks
from .wordpress import PRETTY, WordPress, wordpress

pytestmark = pytest.mark.engines
_STATUSES = {"published": "publish", "draft": "draft", "scheduled": "future", "private": "private", "page": "publish"}
PAGE = "\n<!--nextpage-->\n"
_PAGED = {"Two pages": "2021-02-03", "Three pages": "2021-02-04"}
_PARAGRAPH = "<!-- wp:paragraph -->\n<p>{}</p>\n<!-- /wp:paragraph -->"
_BLOCK_PAGE = f"\n\n<!-- wp:nextpage -->{PAGE}<!-- /wp:nextpage -->\n\n"
_THREE = ("It starts on the first page.", "It goes on on the second one.", "It comes to its end on the third.")


_DOORS = {
    "interface": "add_filter('rest_authentication_errors', fn() => new WP_Error('no', 'no', ['status' => 401]));",
    "feed": "foreach (['rdf', 'rss', 'rss2', 'atom'] as $kind)"
    " add_action(\"do_feed_$kind\", fn() => wp_die('no', '', ['response' => 404]), 1);"
    "remove_action('wp_head', 'feed_links', 2); remove_action('wp_head', 'feed_links_extra', 3);",
}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[WordPress]:
    with wordpress(tmp_path) as found:
        yield found


def close(site: WordPress, *doors: str) -> None:
    """Close its interface, or its feed too, as plugins do."""
    plugins = site.folder / "wp-content" / "mu-plugins"
    plugins.mkdir()
    (plugins / "closed.php").write_text("<?php " + "".join(_DOORS[door] for door in doors))


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
            "post_title": "Three pages",
            "post_content": _BLOCK_PAGE.join(map(_PARAGRAPH.format, _THREE)),
            "post_date": "2021-02-04 10:00:00",
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
        days = {post.title: post.day for post in [*posts, *typed_marks()]} | _PAGED
        assert {title: str(post.day) for title, post in found.items()} == days
        assert found["Two pages"].text == "The first page is here.\n\nAnd the second one is here."
        assert found["Three pages"].text == "\n\n".join(_THREE)
        # The export holds what was typed; it is read as the interface shows it.
        (tmp_path / "export.xml").write_text(site.export())
        exported = [item for item in read_source(str(tmp_path / "export.xml")) if isinstance(item, Post)]
        assert {post.url: (post.text, post.blocks) for post in exported} == {
            post.url: (post.text, post.blocks) for post in found.values()
        }

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
    close(site, "interface")
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


@pytest.mark.parametrize("closed", [(), ("interface",), ("interface", "feed")], ids=["interface", "feed", "pages"])
@pytest.mark.parametrize(("permalinks", "path"), [("", ""), (PRETTY, "/blog"), ("", "/blog")])
def test_plain_permalinks_and_a_folder(tmp_path: Path, permalinks: str, path: str, closed: tuple[str, ...]) -> None:
    fetching = Fetching(allowed=("127.0.0.1",), delay=0.0, patience=0.01)
    posts = [post for post in [*blog(), *typed_marks()] if post.state == "published"]
    with (
        wordpress(tmp_path, permalinks, path) as site,
        Archive(tmp_path / "archive", encoder=ToyEncoder(), reader=False, create=True) as archive,
    ):
        write(site)
        close(site, *closed)
        report = archive.sync([site.address], fetching=fetching)
        print(permalinks, path, [(reading.method, reading.requests) for reading in report.readings])
        found = {post.title: post for post in archive.posts()}
        assert {title: str(post.day) for title, post in found.items()} == {
            post.title: post.day for post in posts
        } | _PAGED
        assert all(post.url.startswith(f"{site.address}/") for post in found.values())
        assert all(("/?p=" in post.url) != bool(permalinks) for post in found.values())
        assert not [title for title, post in found.items() if "Nobody is to read" in post.text]
        if closed != ("interface",):
            # A feed has the first page alone, and does not say that there are others.
            assert found["Three pages"].text == "\n\n".join(_THREE)
            assert [block.page for block in found["Three pages"].blocks] == [1, 2, 3]

        site.update(posts[0].name, post_content=f"{posts[0].body}\n\nA word was added.")
        site.update(posts[1].name, post_password="x")
        site.update(posts[2].name, post_status="private")
        site.update(posts[3].name, post_status="trash")
        if len(closed) == 2 and not permalinks:
            # There is no sitemap of plain permalinks: no list tells of an old post, only the round of all pages does.
            fetching = replace(fetching, recheck_days=0.0)
        again = archive.sync([site.address], fetching=fetching)
        assert (again.added, again.changed, again.removed) == (0, 1, 3)
        now = {post.title: post for post in archive.posts()}
        assert found.keys() - now.keys() == {posts[number].title for number in (1, 2, 3)}
        assert "A word was added." in now[posts[0].title].text
