"""The posts on a blog's pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from embeddings.content.items import Aside, Skipped
from embeddings.content.main_text import page_post
from embeddings.posts import Post
from embeddings.web.addresses import address_key, same_site
from embeddings.web.archived import ArchivedPosts, Item, Unchanged
from embeddings.web.fetch import Fetcher
from embeddings.web.page import FetchError, Gone, OverBudget, Page, Refused

_FAILURES = 5
"""Pages in a row that cannot be fetched before a site counts as down."""


def page_at(page: Page, tree: LexborHTMLParser | None = None) -> Post | Skipped:
    """The post on a page, under the page's canonical address where that is on the same site.

    Args:
        page: the page.
        tree: see :func:`embeddings.content.main_text.page_post`.
    """
    found = page_post(page.text, page.url, page.url, tree=tree)
    if isinstance(found, Skipped):
        return found
    canonical = urljoin(page.url, found.url)
    url = canonical if same_site(canonical, page.url) else page.url
    return replace(found, id=url, url=url)


def read_pages(
    stamps: Mapping[str, str], web: Fetcher, archived: ArchivedPosts, feed: Iterable[Post | Skipped] = ()
) -> Iterator[Item]:
    """The posts at some addresses, and a :class:`Skipped` for each page that is gone or refused.

    Args:
        stamps: by address, when the site says that its page was last changed, or empty. A page of an archived post is
            not fetched where its stamp is that of the last crawl, and is fetched conditionally otherwise.
        web: what fetches.
        archived: the posts that the archive holds.
        feed: the site's feed: its title, date and author of a post are preferred to those on the post's page.

    Raises:
        OverBudget: the requests or bytes for this site are used up.
        FetchError: some pages failed in a way that may be over at the next crawl, or too many in a row did.
    """
    entries = {address_key(post.url): post for post in feed if isinstance(post, Post)}
    failed: list[FetchError] = []
    in_a_row = 0
    for url, stamp in stamps.items():
        identity = archived.at(url)
        if identity and stamp and web.memory.stamps.get(url) == stamp:
            yield Unchanged(identity)
            continue
        try:
            page = web.get(url, conditional=bool(identity))
            in_a_row = 0
        except OverBudget:
            raise
        except Gone as error:
            yield Skipped(url, f"the site lists it, but {error.reason}")
            continue
        except Refused as error:
            yield Skipped(url, error.reason)
            continue
        except FetchError as error:
            failed.append(error)
            in_a_row += 1
            if in_a_row == _FAILURES:
                break
            continue
        web.memory.stamps[url] = stamp
        if page.same and identity:
            yield Unchanged(identity)
        else:
            yield _dated(page_at(page), entries)
    if failed:
        first = failed[0]
        count = "1 page" if len(failed) == 1 else f"{len(failed)} pages"
        reason = f"{first.reason}; {count} could not be fetched and will be tried again"
        raise FetchError(first.url, reason, status=first.status)


def _dated(post: Post | Skipped, entries: Mapping[str, Post]) -> Item:
    if isinstance(post, Skipped):
        return post
    entry = entries.get(address_key(post.url))
    if entry:
        post = replace(
            post,
            title=entry.title or post.title,
            published=entry.published or post.published,
            author=entry.author or post.author,
            tags=entry.tags or post.tags,
            guid=entry.guid,
        )
    # Every platform dates its posts; a page without a date is the blog's "about", a list or a tag.
    return Aside("page", post) if post.published is None else post


def with_page(post: Post, web: Fetcher) -> Post:
    """A post that its feed cuts off, with the text of its page where that can be fetched.

    Raises:
        OverBudget: the requests or bytes for this site are used up.
    """
    try:
        found = page_at(web.get(post.url))
    except OverBudget:
        raise
    except FetchError:
        return post
    if isinstance(found, Skipped) or len(found.text) <= len(post.text):
        return post
    return replace(post, text=found.text, blocks=found.blocks, links=found.links, tags=post.tags or found.tags)
