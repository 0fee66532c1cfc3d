"""A blog that a program built is read from its pages: its posts and nothing else, and every edit of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from embeddings.archive import Archive, Fetching
from embeddings.posts import Post
from embeddings.sources import read_source

from ...toy import ToyEncoder
from .serving import Served, publish
from .sites import SITES, Engine, blog

pytestmark = pytest.mark.engines


def written(folder: Path, address: str) -> dict[str, Post]:
    """By their titles, the posts of the folder that a blog is made of."""
    return {item.title: item for item in read_source(str(folder), address) if isinstance(item, Post)}


@pytest.fixture
def fetching() -> Fetching:
    return Fetching(allowed=("127.0.0.1",), delay=0.0, patience=0.01)


_QUIET = 6
"""Requests at most where nothing has changed: robots.txt, sitemaps, feed."""


@pytest.mark.parametrize("engine", SITES.values(), ids=SITES)
def test_posts_are_found_edited_and_withdrawn(
    tmp_path: Path, served: Served, fetching: Fetching, engine: Engine
) -> None:
    posts = blog()
    publish(engine, tmp_path, served, posts, 1_700_000_000)
    expected = engine.published(posts)
    with Archive(tmp_path / "archive", encoder=ToyEncoder(), reader=False, create=True) as archive:
        first = archive.sync([served.address], fetching=fetching)
        found = {post.title: post for post in archive.posts()}
        assert {post.title for post in expected} <= found.keys(), first.skipped
        # What is no post of a list of them is seen elsewhere; here nothing unpublished is.
        assert {post.title for post in posts if post not in expected}.isdisjoint(found)
        assert all("Nobody is to read" not in post.text for post in found.values())
        for post in expected:
            assert "salted twice" in found[post.title].text
        first_requests = len(served.asked)
        served.asked.clear()
        quiet = archive.sync([served.address], fetching=fetching)
        assert (quiet.added, quiet.changed, quiet.removed) == (0, 0, 0)
        assert len(served.asked) <= _QUIET, served.asked
        print(f"{engine.name}: {first_requests} requests at first, {len(served.asked)} when quiet")

        # An old post is edited, one is deleted, one becomes a draft and one private, two get other names, one of them
        # with a redirect, and the blog is built anew the next day.
        edited = replace(posts[1], body=f"{posts[1].body}\n\nA word was added at last.")
        draft = replace(posts[4], state="draft")
        renamed, moved = (replace(post, name=f"{post.name}-anew", title=f"{post.title}, anew") for post in posts[5:7])
        private = replace(posts[7], state="private")
        blog_now = [posts[0], edited, posts[2], draft, renamed, moved, private, *posts[8:]]
        publish(engine, tmp_path, served, blog_now, 1_700_100_000)
        old, new = found[posts[6].title], written(tmp_path / "blog", served.address)[moved.title]
        served.moved[urlsplit(old.url).path] = urlsplit(new.url).path
        served.asked.clear()
        archive.sync([served.address], fetching=fetching)
        print(f"{engine.name}: {len(served.asked)} requests for seven edits")
        now = {post.title: post for post in archive.posts()}
        assert "A word was added at last." in now[edited.title].text
        assert now[moved.title].url == new.url
        assert now[moved.title].id == old.id
        assert now[renamed.title].url == written(tmp_path / "blog", served.address)[renamed.title].url
        gone = {posts[number].title for number in (3, 4, 5, 6, 7)}
        assert {post.title for post in expected if post.title not in now} == gone

        # An edit alone, which no list tells of but for the time at which it was written.
        again = replace(posts[2], body=f"{posts[2].body}\n\nAnother word was added.")
        publish(engine, tmp_path, served, [again if post is posts[2] else post for post in blog_now], 1_700_200_000)
        archive.sync([served.address], fetching=fetching)
        now = {post.title: post for post in archive.posts()}
        assert "Another word was added." in now[again.title].text
