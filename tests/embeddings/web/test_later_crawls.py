"""A blog by its address, crawled again: what changes is seen, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from embeddings.archive import Archive, Fetching
from embeddings.errors import SourceError

from ...blogs import Answer, Site, ghost, static, wordpress
from ...toy import ToyEncoder

Serve = Callable[..., Any]
PLATFORMS = ("wordpress", "blogger", "ghost", "static")


@pytest.mark.parametrize("platform", PLATFORMS)
def test_what_changes_is_seen_in_one_sync_and_only_that_is_encoded(
    serve: Serve, local: Fetching, tmp_path: Path, platform: str
) -> None:
    site = serve(platform, 24)
    with Archive(tmp_path, encoder=ToyEncoder(), reader=False, create=True) as archive:
        first = archive.sync([site.address], fetching=local)
        assert (first.added, first.encoded) == (24, 24)

        site.asked.clear()
        again = archive.sync([site.address], fetching=local)
        assert (again.unchanged, again.encoded, again.added + again.changed + again.removed) == (24, 0, 0)
        assert len(site.asked) == (3 if platform == "static" else 1), site.asked

        edited, removed, moved = site.posts[3], site.posts[5], site.posts[7]
        later = site.updated + timedelta(days=1)
        edited.body, edited.updated = "<p>Batch four burned to a crisp.</p>", later
        site.posts.remove(removed)
        moved.moved_from, old = moved.path, site.address + moved.path
        moved.slug, moved.updated = "a-better-name", later
        report = archive.sync([site.address], fetching=local)
        assert (report.added, report.changed, report.removed, report.unchanged) == (0, 2, 1, 21), report
        assert report.encoded == 1
        posts = {post.title: post for post in archive.posts()}
        assert posts[edited.title].text == "Batch four burned to a crisp."
        assert removed.title not in posts
        assert posts[moved.title].url == site.address + moved.path
        assert posts[moved.title].id == old


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_server_that_dies_half_way_costs_nothing(
    serve: Serve, local: Fetching, tmp_path: Path, platform: str
) -> None:
    count = 60 if platform == "static" else 320
    site = serve(platform, count)
    site.fails_after = 30 if platform == "static" else 5
    with Archive(tmp_path, encoder=ToyEncoder(), reader=False, create=True) as archive:
        report = archive.sync([site.address], fetching=local)
        assert 0 < report.added < count
        assert any("cannot be reached" in note for note in report.notes)
        half = archive.status().posts
        site.fails_after = 0
        with pytest.raises(SourceError, match="cannot be reached"):
            archive.sync([site.address], fetching=local)
        assert archive.status().posts == half
        site.fails_after = None
        archive.sync([site.address], fetching=local)
        assert {post.url for post in archive.posts()} == {site.address + post.path for post in site.posts}


def test_what_a_crawl_that_was_broken_off_still_lacked_is_no_news(
    serve: Serve, local: Fetching, tmp_path: Path
) -> None:
    site = serve("wordpress", 250)
    site.fails_after = 5
    with Archive(tmp_path, encoder=ToyEncoder(), reader=False, create=True) as archive:
        archive.sync([site.address], fetching=local)
        site.fails_after = None
        resumed = archive.sync([site.address], fetching=local)
        assert resumed.added > 0
        assert not resumed.news
        new = replace(site.posts[-1], number=999, slug="new", title="New", updated=site.updated + timedelta(days=1))
        site.posts.append(new)
        assert [post.title for post in archive.sync([site.address], fetching=local).news] == ["New"]


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_removal_alone_is_noticed(serve: Serve, local: Fetching, tmp_path: Path, platform: str) -> None:
    site = serve(platform, 8)
    with Archive(tmp_path, encoder=ToyEncoder(), reader=False, create=True) as archive:
        archive.sync([site.address], fetching=local)
        del site.posts[2]
        assert archive.sync([site.address], fetching=local).removed == 1


@pytest.mark.parametrize(("before", "after"), [("wordpress", static), ("ghost", wordpress), ("blogger", ghost)])
def test_a_blog_that_moves_to_another_platform_is_followed(
    serve: Serve, local: Fetching, tmp_path: Path, before: str, after: Any
) -> None:
    site = serve(before, 8)
    with Archive(tmp_path, encoder=ToyEncoder(), reader=False, create=True) as archive:
        archive.sync([site.address], fetching=local)
        site.render = after
        moved = archive.sync([site.address], fetching=local)
        assert (moved.added, moved.removed, moved.news) == (0, 0, [])
        new = replace(site.posts[-1], number=999, slug="new", title="New", updated=site.updated + timedelta(days=1))
        site.posts.append(new)
        assert [post.title for post in archive.sync([site.address], fetching=local).news] == ["New"]


@pytest.mark.parametrize(("left_out", "withdrawn"), [([2], 1), ([2, 3, 4, 5], 0)])
def test_a_post_that_only_leaves_the_list_is_withdrawn_and_many_at_once_are_not(
    serve: Serve, local: Fetching, tmp_path: Path, left_out: list[int], withdrawn: int
) -> None:
    site = serve("static", 8)
    with Archive(tmp_path, encoder=ToyEncoder(), reader=False, create=True) as archive:
        archive.sync([site.address], fetching=local)
        hidden = [site.posts[number] for number in left_out]
        for post in hidden:
            site.posts.remove(post)
            site.extra[post.path] = site.page(post)
        report = archive.sync([site.address], fetching=local)
        assert report.removed == withdrawn
        told = [item.name for item in report.skipped if "lists it no more" in item.reason]
        assert told == [site.address + post.path for post in hidden[:withdrawn]]


def test_a_post_whose_original_is_elsewhere_need_not_be_listed(serve: Serve, local: Fetching, tmp_path: Path) -> None:
    """Ghost and many others leave such a post out of their sitemap."""
    site = serve("static", 8)
    with Archive(tmp_path, encoder=ToyEncoder(), reader=False, create=True) as archive:
        archive.sync([site.address], fetching=local)
        post = site.posts.pop(2)
        status, headers, page = site.page(post)
        here, elsewhere = (f"{address}{post.path}".encode() for address in (site.address, "https://elsewhere.example"))
        site.extra[post.path] = (status, headers, page.replace(here, elsewhere))
        site.posts[-1].updated += timedelta(days=99)
        assert archive.sync([site.address], fetching=local).removed == 0


def test_a_post_whose_page_fails_is_looked_at_again(serve: Serve, local: Fetching, tmp_path: Path) -> None:
    """It left the list while its page failed; it is gone only once the page says so."""
    site = serve("wordpress", 6)
    with Archive(tmp_path, encoder=ToyEncoder(), reader=False, create=True) as archive:
        archive.sync([site.address], fetching=local)
        gone = site.posts.pop(2)
        site.extra[gone.path] = (500, {}, b"oops")
        report = archive.sync([site.address], fetching=local)
        assert (report.removed, report.unchanged) == (0, 6)
        assert any("answers 500" in note for note in report.notes)
        del site.extra[gone.path]
        assert archive.sync([site.address], fetching=local).removed == 1


def test_what_is_asked_for_besides_posts_is_taken_at_the_next_sync(
    serve: Serve, local: Fetching, tmp_path: Path
) -> None:
    site = serve("static", 3)
    with Archive(tmp_path, encoder=ToyEncoder(), reader=False, create=True) as archive:
        assert archive.sync([site.address], fetching=local).left_out == {"page": 1}
        report = archive.sync([site.address], fetching=local, include=["page"])
        assert (report.added, report.unchanged, report.left_out) == (1, 3, {})
        assert "About" in [post.title for post in archive.posts()]


@pytest.mark.parametrize("odd", ["\xe9", "\xe2\x82\xac", "a" * 70_000])
@pytest.mark.parametrize("name", ["ETag", "Last-Modified"])
def test_a_validator_that_cannot_be_sent_back_is_kept_to_ourselves(
    serve: Serve, local: Fetching, tmp_path: Path, name: str, odd: str
) -> None:
    def odd_validator(site: Site, path: str, query: dict[str, list[str]]) -> Answer | None:
        answer = ghost(site, path, query)
        return (answer[0], {**answer[1], name: f'"{odd}"'}, answer[2]) if answer else None

    site = serve(odd_validator, 3)
    with Archive(tmp_path, encoder=ToyEncoder(), reader=False, create=True) as archive:
        archive.sync([site.address], fetching=local)
        again = archive.sync([site.address], fetching=local)
        assert (again.unchanged, again.failed, again.notes) == (3, [], [])
        site.posts[1].body, site.posts[1].updated = "<p>New words.</p>", site.updated + timedelta(days=9)
        assert archive.sync([site.address], fetching=local).changed == 1
