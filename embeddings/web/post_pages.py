"""Pages of a blog as posts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from urllib.parse import urljoin

from embeddings.content.items import Aside, Skipped
from embeddings.content.main_text import page_post
from embeddings.posts import Post
from embeddings.web.addresses import address_key, same_site
from embeddings.web.archived import ArchivedPosts, Item, Unchanged
from embeddings.web.fetch import Fetcher
from embeddings.web.page import FetchError, Gone, OverBudget, Page, Refused

_FAILURES = 5
"""Pages in a row that cannot be had before a site counts as down."""


def page_at(page: Page) -> Post | Skipped:
    """The post on a page, by the address that the page calls its own where that is on the same site."""
    found = page_post(page.text, page.url, page.url)
    if isinstance(found, Skipped):
        return found
    own = urljoin(page.url, found.url)
    url = own if same_site(own, page.url) else page.url
    return replace(found, id=url, url=url)


def read_pages(
    stamps: Mapping[str, str], web: Fetcher, known: ArchivedPosts, feed: Iterable[Post | Skipped] = ()
) -> Iterator[Item]:
    """The posts at some addresses, one that cannot be had named with the reason.

    Args:
        stamps: by address, what the site says of its last change, or empty. A page that is known and bears the stamp
            that it bore is not asked for; one without a stamp is asked for if it has changed.
        web: what fetches.
        known: the posts that are known.
        feed: the site's feed, which may date a post whose page does not.

    Raises:
        OverBudget: the site has had its share.
        FetchError: some pages could not be had that may well be had another time, or too many in a row.
    """
    entries = {address_key(post.url): post for post in feed if isinstance(post, Post)}
    failed: list[str] = []
    in_a_row = 0
    for url, stamp in stamps.items():
        identity = known.at(url)
        if identity and stamp and web.memory.stamps.get(url) == stamp:
            yield Unchanged(identity)
            continue
        try:
            page = web.get(url, conditional=bool(identity))
            in_a_row = 0
        except OverBudget:
            raise
        except Gone as error:
            yield Skipped(url, f"the site lists it, but {str(error).partition(': ')[2]}")
            continue
        except Refused as error:
            yield Skipped(url, str(error).partition(": ")[2])
            continue
        except FetchError as error:
            failed.append(str(error))
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
        raise FetchError(f"{failed[0]}; {len(failed)} pages could not be had and will be asked for again")


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
            guid=entry.guid,
        )
    # Every platform dates its posts; what has no date is the blog's "about", a list, a tag.
    return Aside("page", post) if post.published is None else post


def with_page(post: Post, web: Fetcher) -> Post:
    """A post of which the feed gives the beginning alone, with the text of its page where that can be had.

    Raises:
        OverBudget: the site has had its share.
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
