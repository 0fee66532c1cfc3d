"""The pages of posts: one post on several, and what a page that is slow or odd costs."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from protego import Protego

from embeddings.archive import Archive, Fetching
from embeddings.content import bounds
from embeddings.web.crawl import crawl
from embeddings.web.crawl_state import CrawlState
from embeddings.web.fetch import Fetcher

from ...blogs import XML, Answer, Site, html_page, newest, rss, static
from ...toy import ToyEncoder

Serve = Callable[..., Any]
PLATFORMS = ("wordpress", "blogger", "ghost", "static")


def on_two_pages(site: Site, path: str, query: dict[str, list[str]]) -> Answer | None:
    """A site generator's, but that its first post goes on on another page, as WordPress's do."""
    if path != site.posts[0].path:
        return static(site, path, query)
    status, headers, page = site.page(site.posts[0])
    link = f"<a class=post-page-numbers href='{site.address}{path}/2'>2</a>"
    numbers = f"<p class=post-nav-links>Pages: <span class=post-page-numbers>1</span> {link}</p></article>"
    return status, headers, page.replace(b"</article>", numbers.encode())


def test_a_post_on_several_pages_is_read_linked_and_verified_whole(
    serve: Serve, local: Fetching, tmp_path: Path
) -> None:
    words = "The second page says that the loaf was cut at noon and that nobody left a crumb of it."
    site = serve(on_two_pages, 4)
    title, second = site.posts[0].title, f"{site.posts[0].path}/2"
    site.extra[second] = html_page("", f"<article><h1>{title}</h1><p>{words}</p></article>")
    with Archive(tmp_path, encoder=ToyEncoder(), reader=False, create=True) as archive:
        archive.sync([site.address], fetching=local)
        post = next(post for post in archive.posts() if post.title == title)
        assert post.text.endswith(f"\n\n{words}")
        assert "Pages" not in post.text
        assert [block.page for block in post.blocks] == [1, 1, 2]
        start = post.text.index(words)
        with archive.snapshot() as snapshot:
            quote = snapshot.quote(post.key, start, start + len(words))
        assert quote is not None
        assert quote.link.startswith(f"{post.url}/2#:~:text=The%20second%20page")
        assert archive.verify_quote(quote, local).state == "same"
        # An edit of the second page alone.
        site.extra[second] = html_page("", f"<article><h1>{title}</h1><p>{words.replace('noon', 'dusk')}</p></article>")
        site.posts[0].updated += timedelta(days=99)
        assert archive.verify_quote(quote, local).state == "changed"
        assert archive.sync([site.address], fetching=local).changed == 1
        assert "cut at dusk" in next(post for post in archive.posts() if post.title == title).text


def test_a_further_page_that_is_gone_or_refused_takes_no_post_away(
    serve: Serve, local: Fetching, tmp_path: Path
) -> None:
    site = serve(on_two_pages, 4)
    title, second = site.posts[0].title, f"{site.posts[0].path}/2"
    words = "<p>The second page says that the loaf was cut at noon.</p>"
    whole = html_page("", f"<article><h1>{title}</h1>{words}</article>")
    with Archive(tmp_path, encoder=ToyEncoder(), reader=False, create=True) as archive:

        def sync(answer: Answer) -> tuple[str, str]:
            site.extra[second] = answer
            site.posts[0].updated += timedelta(days=99)
            report = archive.sync([site.address], fetching=local)
            assert (report.removed, report.notes) == (0, [])
            told = " ".join(f"{item.name}: {item.reason}" for item in report.skipped if second in str(item))
            return next(post.text for post in archive.posts() if post.title == title), told

        first, told = sync((404, {}, b""))
        assert first.endswith("salted twice.")
        assert told == f"{site.address}{second}: there is nothing there any more (404); its post is read without it"
        assert sync(whole) == (f"{first}\n\nThe second page says that the loaf was cut at noon.", "")
        text, told = sync((403, {}, b""))
        assert "cut at noon" in text
        assert f"{second}: it answers 403 Forbidden; its post stays as it was read before" in told
        assert sync((410, {}, b""))[0] == first
        # It comes back, and nothing else changes but another post.
        site.extra[second] = whole
        site.posts[1].updated += timedelta(days=999)
        archive.sync([site.address], fetching=local)
        assert any("cut at noon" in post.text for post in archive.posts())


@pytest.mark.no_cover  # what ends a reading may come while coverage holds its lock, which is never free again then
def test_a_page_that_takes_too_long_to_be_verified_is_told(
    serve: Serve, local: Fetching, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = serve("static", 2)
    with Archive(tmp_path, encoder=ToyEncoder(), reader=False, create=True) as archive:
        archive.sync([site.address], fetching=local)
        post = archive.posts()[0]
        with archive.snapshot() as snapshot:
            quote = snapshot.quote(post.key, 0, 20)
        assert quote is not None
        monkeypatch.setattr(bounds, "SECONDS", 0.2)
        path = post.url.removeprefix(site.address)
        site.extra[path] = html_page("", f"<article>{'<p>Rye <b>rests</b>.</p>' * 100_000}</article>")
        found = archive.verify_quote(quote, local)
        assert found.state == "unreachable"
        assert found.reason == f"{post.url}: reading it takes longer than 0.2 seconds"


def test_what_nobody_foresaw_of_a_page_costs_that_page_alone(
    serve: Serve, local: Fetching, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = serve("static", 4)
    odd = site.address + site.posts[1].path
    asked = Protego.can_fetch

    def can_fetch(robots: Protego, url: str, agent: str) -> bool:
        if url == odd:
            raise AssertionError("a rule")
        return asked(robots, url, agent)

    with Archive(tmp_path, encoder=ToyEncoder(), reader=False, create=True) as archive:
        archive.sync([site.address], fetching=local)
        post = next(post for post in archive.posts() if post.url == odd)
        for one in site.posts:
            one.body, one.updated = one.body.replace("cold", "warm"), site.updated + timedelta(days=9)
        monkeypatch.setattr(Protego, "can_fetch", can_fetch)
        report = archive.sync([site.address], fetching=local)
        assert (report.changed, report.removed, len(report.failed)) == (3, 0, 0)
        assert any(odd in note and "a rule" in note for note in report.notes)
        with archive.snapshot() as snapshot:
            quote = snapshot.quote(post.key, 0, 20)
        assert quote is not None
        found = archive.verify_quote(quote, local)
        assert (found.state, found.reason.startswith(f"{odd}: something in it cannot be read")) == ("unreachable", True)


@pytest.mark.parametrize("mapped", [True, False])
def test_a_date_of_a_change_in_the_feed_is_not_that_of_publication(serve: Serve, local: Fetching, mapped: bool) -> None:
    """An Atom feed that has to name a change, with summaries; the pages' records name both dates, or none."""
    changed = "2024-05-06T08:00:00Z"
    record = {"@type": "BlogPosting", "datePublished": "2020-01-02T08:00:00Z", "dateModified": changed}
    dated = f"<script type=application/ld+json>{json.dumps(record)}</script>"

    def blog(site: Site, path: str, query: dict[str, list[str]]) -> Answer | None:
        if path == "/":
            return html_page("<link rel=alternate type=application/atom+xml href=/atom.xml>", "<h1>Blog</h1>")
        if path == "/atom.xml":
            entries = "".join(
                f"<entry><id>urn:{at}</id><title>Rye</title><link href='{site.address}{at}'/>"
                f"<updated>{changed}</updated><summary>Batch…</summary></entry>"
                for at in ("/named", "/unnamed")
            )
            complete = "<fh:complete xmlns:fh='http://purl.org/syndication/history/1.0'/>"
            feed = f"<feed xmlns='http://www.w3.org/2005/Atom'>{'' if mapped else complete}{entries}</feed>"
            return 200, XML, feed.encode()
        if path == "/sitemap.xml" and mapped:
            urls = "".join(f"<url><loc>{site.address}{at}</loc></url>" for at in ("/named", "/unnamed"))
            return 200, XML, f"<urlset>{urls}</urlset>".encode()
        if path in ("/named", "/unnamed"):
            head = dated if path == "/named" else ""
            return html_page(head, f"<article><h1>Rye</h1><p>{path}</p>{site.posts[0].body}</article>")
        return None

    site = serve(blog, 1)
    with Fetcher(local, CrawlState()) as web:
        reading = crawl(site.address, web)
        assert web.memory.platform == ("its sitemap" if mapped else "the pages of its feed")
    days = {post.url.removeprefix(site.address): str(post.day) for post in reading.posts}
    assert days == {"/named": "2020-01-02", "/unnamed": "2024-05-06"}


def test_a_page_that_only_javascript_fills_is_told_once(serve: Serve, local: Fetching) -> None:
    def scripted(site: Site, path: str, query: dict[str, list[str]]) -> Answer | None:
        if path == "/feed":
            return rss(site, newest(site, 3), whole=False)
        if path == "/sitemap.xml":
            urls = "".join(f"<url><loc>{site.address}{post.path}</loc></url>" for post in site.posts)
            return 200, XML, f"<urlset>{urls}</urlset>".encode()
        return html_page("<title>Notes</title>", "<div id=app></div><script src=/app.js></script>")

    site = serve(scripted, 3)
    with Fetcher(local, CrawlState()) as web:
        reading = crawl(site.address, web)
    assert len(reading.posts) == 3
    assert [item.name for item in reading.skipped] == [post.url for post in reading.posts]
    assert all("only what its feed says" in item.reason for item in reading.skipped)
