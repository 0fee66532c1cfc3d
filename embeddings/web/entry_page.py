"""The blog of a post, where the address that was given is that of the post."""

from __future__ import annotations

from collections.abc import Iterator

from embeddings.content.addresses import joined
from embeddings.content.dates import date_in_address
from embeddings.content.html import parse_html
from embeddings.content.selectors import POST_TITLE
from embeddings.posts import Post
from embeddings.web.addresses import address_key, is_no_post, same_site
from embeddings.web.fetch import Fetcher
from embeddings.web.home_page import HomePage, is_feed
from embeddings.web.page import FetchError
from embeddings.web.platforms.archive_pages import dated_links, is_list_address, linked_posts
from embeddings.web.post_pages import page_at


def blog_of(found: HomePage, web: Fetcher) -> HomePage:
    """The home page of the blog that a post is of, with the address of the post; the same page where it is no post.

    Args:
        found: what stands at the address that was given.
        web: what fetches.
    """
    if not _is_post(found):
        return found
    for address in dict.fromkeys(_above(found)):
        try:
            page = web.get(address)
        except FetchError:
            continue
        if same_site(page.url, found.url) and not is_feed(page):
            return HomePage(page, web, found.feed_page, entry=found.url)
    return HomePage(found.page, web, found.feed_page, entry=found.url)


def _is_post(found: HomePage) -> bool:
    """Whether a page is a post, and neither a home page nor a list: those lead to what is below them, and their titles
    to posts."""
    key = address_key(found.url)
    if found.is_feed or key == address_key(found.root) or is_list_address(found.url) or is_no_post(found.url):
        return False
    listed = (*linked_posts(found.tree, found.url), *dated_links(found.tree, found.url))
    if any(address_key(url).startswith(f"{key}/") for url in listed) or _leads_away(found):
        return False
    # Reading a page takes out parts of its tree.
    post = page_at(found.page, parse_html(found.page.text))
    return isinstance(post, Post) and bool(post.published or date_in_address(post.url))


def _leads_away(found: HomePage) -> bool:
    """Whether the title of what is on a page is a link to another page."""
    for heading in found.tree.css(POST_TITLE):
        outer = heading.parent
        links = [outer] if outer is not None and outer.tag == "a" else heading.css("a[href]")
        targets = (joined(found.base, link.attributes.get("href") or "") for link in links)
        if any(address_key(url) != address_key(found.url) for url in targets):
            return True
    return False


def _above(found: HomePage) -> Iterator[str]:
    """Where the home page of a post's blog may be: where its feed says, at the nearest page above that the post links
    to, at the root."""
    below = f"{address_key(found.url)}/"
    site = joined(found.feed_page.url, found.feed.site) if found.feed_page and found.feed.site else ""
    linked = [joined(found.base, node.attributes.get("href") or "") for node in found.tree.css("a[href]")]
    linked.sort(key=lambda url: len(address_key(url)), reverse=True)
    for url in (site, *linked, found.root):
        key = address_key(url)
        is_above = below.startswith(f"{key}/") and f"{key}/" != below and same_site(url, found.url)
        if is_above and (url == site or not (is_no_post(url) or "#" in url)):
            yield url
