"""The posts on a blog's pages."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from embeddings.content.addresses import is_of_a_page, joined
from embeddings.content.bounds import item_of
from embeddings.content.dates import date_in_address, on_day, with_day_of
from embeddings.content.feeds import Feed
from embeddings.content.gates import kind_of_page
from embeddings.content.html import parse_html
from embeddings.content.items import Aside, Skipped
from embeddings.content.main_text import page_post
from embeddings.posts import Post
from embeddings.text.fragments import numbered_page
from embeddings.web.addresses import address_key, same_site
from embeddings.web.archived import ArchivedPosts, Item, Unchanged
from embeddings.web.edits import proves
from embeddings.web.fetch import Fetcher
from embeddings.web.home_page import parts_of_pages
from embeddings.web.page import FetchError, Gone, NoAddress, OverBudget, Page, Refused, json_of, reading

_GAP = "\n\n"
"""What parts the pages of a post."""
_NUMBERS = "a.post-page-numbers"
"""The links from one page of a post to the others."""
_MAX_PAGES = 100
_FAILURES = 5
"""Pages in a row that cannot be fetched before a site counts as down."""


def page_at(page: Page, tree: LexborHTMLParser | None = None) -> Post | Aside | Skipped:
    """The post on a page, under the page's canonical address where that is on the same site.

    It is an :class:`Aside` where its platform says that it is no post.

    Args:
        page: the page.
        tree: see :func:`embeddings.content.main_text.page_post`.
    """
    tree = tree or parse_html(page.text)
    # Looked up first: reading the main text removes parts of the tree.
    kind = kind_of_page(tree)
    found = page_post(page.text, page.url, page.url, tree=tree)
    if isinstance(found, Skipped):
        return found
    canonical = joined(page.url, found.url)
    # A site whose template names its home page on every page says nothing of any.
    url = canonical if same_site(canonical, page.url) and urlsplit(canonical).path.strip("/") else page.url
    post = replace(found, id=url, url=url)
    return Aside(kind, post) if kind else post


def whole_post_at(
    page: Page,
    web: Fetcher,
    tree: LexborHTMLParser | None = None,
    *,
    post: str = "",
    told: Callable[[Gone], None] = lambda _: None,
) -> Post | Aside | Skipped:
    """The post on a page, with what stands on its further pages.

    Args:
        page: the first page.
        web: what fetches the others.
        tree: see :func:`page_at`.
        post: see :func:`embeddings.content.bounds.bounded`.
        told: see :func:`further_pages`.

    Raises:
        FetchError: one of them cannot be fetched.
    """
    tree = tree or parse_html(page.text)
    further = list(further_pages(page, tree, web, told))
    return item_of(page.url, _whole, page, tree, further, post=post)


def _whole(page: Page, tree: LexborHTMLParser, further: Sequence[Page]) -> Post | Aside | Skipped:
    found = page_at(page, tree)
    if not isinstance(found, Post):
        return found
    for number, further_page in enumerate(further, 2):
        there = page_post(further_page.text, found.id, found.url)
        if isinstance(there, Post) and there.text:
            shift = len(found.text) + len(_GAP)
            moved = (replace(b, start=b.start + shift, end=b.end + shift, page=number) for b in there.blocks)
            text, blocks = f"{found.text}{_GAP}{there.text}", (*found.blocks, *moved)
            found = replace(found, text=text, blocks=blocks, links=(*found.links, *there.links))
    return found


def further_pages(
    page: Page, tree: LexborHTMLParser, web: Fetcher, told: Callable[[Gone], None] = lambda _: None
) -> Iterator[Page]:
    """The pages after the first of a post that WordPress shows on several, up to one that is gone.

    Args:
        page: the first.
        tree: the same, parsed.
        web: what fetches.
        told: called where one is gone.

    Raises:
        FetchError: one of them cannot be fetched.
    """
    for number in range(2, _MAX_PAGES + 1):
        following = numbered_page(page.url, number)
        links = (joined(page.url, node.attributes.get("href") or "") for node in tree.css(_NUMBERS))
        if address_key(following) not in map(address_key, links):
            return
        try:
            found = web.get(following)
        except Gone as error:
            told(error)
            return
        yield found
        tree = parse_html(found.text)


def record_at(address: str, url: str, web: Fetcher, archived: ArchivedPosts) -> dict[str, Any] | Item:
    """The record of a post in the interface of its platform, or what is to be said of the post without it.

    Args:
        address: of the record.
        url: of the post.
        web: what fetches.
        archived: the posts that the archive holds.

    Raises:
        FetchError: it cannot be fetched now.
    """
    identity = archived.at(url)
    try:
        page = web.get(address, conditional=bool(identity))
    except (Gone, Refused, NoAddress) as error:
        return _not_there(url, error)
    if identity and page.same:
        return Unchanged(identity)
    try:
        found = json_of(page)
    except FetchError as error:
        return Skipped(url, error.reason, fault=True, post=url)
    return found if isinstance(found, dict) else Skipped(url, "it is not a record of a post", fault=True, post=url)


def _not_there(url: str, error: FetchError) -> Skipped:
    """What is said of a post that the site lists and that cannot be had."""
    return Skipped(url, f"the site lists it, but {error.reason}" if isinstance(error, Gone) else error.reason)


def read_pages(
    stamps: Mapping[str, str],
    web: Fetcher,
    archived: ArchivedPosts,
    feed: Feed,
    days: Mapping[str, date] = MappingProxyType({}),
) -> Iterator[Item]:
    """The posts at some addresses, and a :class:`Skipped` for each page that is gone or refused.

    Entries of the feed that are parts of a page are posts as they stand in the feed, and stay so.

    Args:
        stamps: by address, when the site says that its page was last changed, or empty. A page of an archived post is
            not fetched where its stamp is that of the last crawl, and is fetched conditionally otherwise.
        web: what fetches.
        archived: the posts that the archive holds.
        feed: the site's feed: its title, date and author of a post are preferred to those on the post's page, but for a
            date that is only that of a change.
        days: by key of an address, the day of its post where a list says it: taken where nothing else does.

    Raises:
        OverBudget: the requests or bytes for this site are used up.
        FetchError: some pages failed in a way that may be over at the next crawl, or too many in a row did.
    """
    parts = parts_of_pages(feed)
    yield from (post for posts in parts.values() for post in posts)
    whole: dict[str, str] = {}
    for url, stamp in stamps.items():
        known = [] if address_key(url) in parts else archived.parts_of(url)
        if known and (parts or len(known) > 1):
            yield from (Unchanged(one, asked=False) for one in known)
        elif address_key(url) not in parts:
            whole[url] = stamp
    yield from _read_whole(whole, web, archived, feed, days)


def _read_whole(
    stamps: Mapping[str, str], web: Fetcher, archived: ArchivedPosts, feed: Feed, days: Mapping[str, date]
) -> Iterator[Item]:
    """The posts on pages that hold one each; see :func:`read_pages`."""
    entries = {address_key(post.url): post for post in feed.items if isinstance(post, Post)}
    listed = {address_key(url) for url in stamps}
    elsewhere: list[tuple[str, Post]] = []
    """The posts that name an address as theirs that is not listed, each with that of its page."""
    named: dict[str, str] = {}
    """By key of a listed address that a page names as its own, the text of the first one that does."""
    failed: list[FetchError] = []
    in_a_row = 0
    for url, stamp in stamps.items():
        identity = archived.at(url)
        gone: list[Gone] = []
        try:
            with reading(url):
                if identity and stamp and web.memory.stamps.get(url) == stamp:
                    post = archived.posts[identity]
                    if identity not in archived.due or proves(stamp, post.published, web.memory.checked.get(url, 0.0)):
                        yield Unchanged(identity, asked=False)
                        continue
                page, whole = _read_at(url, archived.posts.get(identity), web, gone.append)
        except OverBudget:
            raise
        except (Gone, Refused, NoAddress) as error:
            first = error.url == url
            yield _not_there(url, error) if first else Skipped(url, str(error), fault=True, post=url)
            continue
        except FetchError as error:
            failed.append(error)
            in_a_row += 1
            if in_a_row == _FAILURES:
                break
            continue
        in_a_row = 0
        yield from (Skipped(error.url, f"{error.reason}; its post is read without it") for error in gone)
        web.memory.stamps[url], web.memory.checked[url] = stamp, time.time()
        said = entries, feed.edited, days.get(address_key(url))
        found = Unchanged(identity) if whole is None else item_of(page.url, _dated, whole, *said, post=url)
        if gone or (isinstance(found, Skipped) and found.fault):
            del web.memory.stamps[url], web.memory.checked[url]
        if gone:
            # The page that is gone may come back without any change of the first.
            web.memory.validators.pop(url, None)
        if isinstance(found, Post) and address_key(found.url) not in {address_key(page.url), *listed}:
            elsewhere.append((page.url, found))
        else:
            yield _unless_another(found, page.url, named)
    yield from _with_own_addresses(elsewhere, archived)
    if failed:
        raise _together(failed)


def _together(failed: Sequence[FetchError]) -> FetchError:
    count = "1 page" if len(failed) == 1 else f"{len(failed)} pages"
    reason = f"{failed[0].reason}; {count} could not be fetched and will be tried again"
    return FetchError(failed[0].url, reason, status=failed[0].status)


def _read_at(
    url: str, known: Post | None, web: Fetcher, told: Callable[[Gone], None]
) -> tuple[Page, Post | Aside | Skipped | None]:
    """The page at an address and the post there, ``None`` where that has not changed.

    Args:
        url: the address.
        known: the post that the archive has from there.
        web: what fetches.
        told: see :func:`further_pages`.

    Raises:
        FetchError: it cannot be fetched, or a page that it goes on upon cannot.
    """
    # That its first page has not changed says nothing of the others.
    alone = known is not None and all(block.page == 1 for block in known.blocks)
    page = web.get(url, conditional=alone)
    return page, None if page.same and alone else whole_post_at(page, web, post=url, told=told)


def _unless_another(found: Item, address: str, named: dict[str, str]) -> Item:
    """A post under the address that its page names, or where another post has named that one, under its page's."""
    if not isinstance(found, Post) or address_key(found.url) == address_key(address):
        return found
    first = named.setdefault(address_key(found.url), found.text)
    return found if first == found.text else replace(found, id=address, url=address)


def _with_own_addresses(found: Sequence[tuple[str, Post]], archived: ArchivedPosts) -> Iterator[Post]:
    """Posts whose pages name another address, under that one, unless several different posts name it.

    Args:
        found: the posts, each with the address of its page.
        archived: the posts that the archive holds.
    """
    shared = Counter(address_key(url) for url in {post.text: post.url for _, post in found}.values())
    for address, post in found:
        key = address_key(post.url)
        known = archived.at(address)
        own = shared[key] > 1 or (known and known != archived.at(post.url))
        yield replace(post, id=address, url=address) if own else post


def _dated(
    post: Post | Aside | Skipped, entries: Mapping[str, Post], edited: Collection[str], listed: date | None
) -> Item:
    """The post on a page with what its entry in the feed says of it, or an :class:`Aside` where nothing has a date.

    Args:
        post: what is on the page.
        entries: the posts of the feed by the keys of their addresses.
        edited: ids of those whose date is only that of a change.
        listed: the day of the post by the list that led to it.
    """
    if not isinstance(post, Post):
        return post
    entry = entries.get(address_key(post.url))
    if entry:
        own = post.published or date_in_address(post.url)
        post = replace(
            post,
            title=entry.title or post.title,
            published=own or entry.published if entry.id in edited else _local(entry.published, post.published),
            # Of several authors some feeds name the first.
            author=post.author if entry.author in post.author.split(", ") else entry.author or post.author,
            tags=entry.tags or post.tags,
            guid=entry.guid,
        )
    post = replace(post, published=with_day_of(post.published, post.url))
    if post.published is None and (day := date_in_address(post.url) or listed):
        post = replace(post, published=day)
    # Every platform dates its posts, some other pages too; one without a date is the blog's "about", a list or a tag.
    is_page = post.published is None or (not entry and is_of_a_page(urlsplit(post.url).path))
    return Aside("page", post, guessed=True) if is_page else post


def _local(in_feed: date | None, on_page: date | None) -> date | None:
    """The date of a post by its feed, as its page writes it where that is the same moment: feeds write it in UTC."""
    if not isinstance(on_page, datetime):
        return on_day(in_feed, on_page)
    if isinstance(in_feed, datetime) and in_feed.tzinfo and on_page.tzinfo:
        return on_page if in_feed == on_page else in_feed
    return in_feed or on_page


def with_page(post: Post, web: Fetcher, edited: Collection[str]) -> Iterator[Post | Aside | Skipped]:
    """A post that its feed cuts off, with the text of its page where that can be fetched and is for everyone to read;
    beside it a :class:`Skipped` where the page has no text, so that the post stays cut off.

    Args:
        post: the post.
        web: what fetches.
        edited: ids of the posts whose date in the feed is only that of a change; a date on the page is preferred to it.

    Raises:
        OverBudget: the requests or bytes for this site are used up.
    """
    try:
        with reading(post.url):
            found = whole_post_at(web.get(post.url), web, post=post.url)
    except OverBudget:
        raise
    except FetchError:
        yield post
        return
    if isinstance(found, Aside) or (isinstance(found, Skipped) and (found.kind or found.fault)):
        yield found
        return
    if isinstance(found, Skipped):
        yield post
        return
    if not found.text:
        yield Skipped(post.url, "its page has no text without JavaScript; only what its feed says of it is read")
    if post.id in edited:
        post = replace(post, published=found.published or post.published)
    if len(found.text) > len(post.text):
        post = replace(post, text=found.text, blocks=found.blocks, links=found.links, tags=post.tags or found.tags)
    yield post
