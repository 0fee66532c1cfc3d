"""Blogs by their address, from a real server: nothing is lost, and what changes is seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from embeddings.archive import Archive, Fetching
from embeddings.errors import SourceError
from embeddings.web.fetch import Fetcher, Memory
from embeddings.web.site import read_site

Serve = Callable[..., Any]
PLATFORMS = ("wordpress", "blogger", "ghost", "static")


@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_post_of_five_hundred_is_found_with_its_own_title_date_and_address(
    serve: Serve, local: Fetching, platform: str
) -> None:
    site = serve(platform, 500)
    with Fetcher(local, Memory()) as web:
        reading = read_site(site.address, web)
    assert not reading.notes
    found = {post.url: (post.title, post.day, post.author) for post in reading.posts}
    assert found == {site.address + p.path: (p.title, p.published.date(), "Ann Baker") for p in site.posts}
    assert all("rested for" in post.text and "cookies" not in post.text for post in reading.posts)
    assert {item.kind for item in reading.skipped} <= {"page"}


@pytest.mark.parametrize("platform", PLATFORMS)
def test_what_changes_is_seen_in_one_sync_and_only_that_is_encoded(
    serve: Serve, local: Fetching, tmp_path: Path, platform: str
) -> None:
    site = serve(platform, 24)
    with Archive(tmp_path, create=True) as archive:
        first = archive.sync([site.address], fetching=local)
        assert (first.added, first.encoded) == (24, 24)

        site.asked.clear()
        again = archive.sync([site.address], fetching=local)
        assert (again.unchanged, again.encoded, again.added + again.changed + again.removed) == (24, 0, 0)
        asked = [path for path in site.asked if path != "/robots.txt"]
        assert len(asked) <= 3, asked

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
    site = serve(platform, 320)
    site.fails_after = {"wordpress": 5, "blogger": 5, "ghost": 5, "static": 100}[platform]
    with Archive(tmp_path, create=True) as archive:
        report = archive.sync([site.address], fetching=local)
        assert 0 < report.added < 320
        assert any("cannot be reached" in note for note in report.notes)
        half = archive.status().posts
        site.fails_after = 0
        with pytest.raises(SourceError, match="cannot be reached"):
            archive.sync([site.address], fetching=local)
        assert archive.status().posts == half
        site.fails_after = None
        archive.sync([site.address], fetching=local)
        assert {post.url for post in archive.posts()} == {site.address + post.path for post in site.posts}
