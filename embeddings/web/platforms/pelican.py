"""Pelican's archive: one page that links to all articles but those that are hidden or drafts.

https://docs.getpelican.com/en/latest/settings.html#basic-settings, ``ARCHIVES_SAVE_AS``
"""

from __future__ import annotations

from collections.abc import Iterator

from embeddings.content.addresses import joined
from embeddings.content.html import parse_html
from embeddings.web.addresses import address_key, is_no_post, same_site
from embeddings.web.archived import ArchivedPosts, Item
from embeddings.web.edits import Edits
from embeddings.web.fetch import Fetcher
from embeddings.web.home_page import HomePage, base_of
from embeddings.web.page import FetchError, Page
from embeddings.web.post_pages import read_pages

NAME = "Pelican's archive"
LISTS_EVERY_POST = True
EDITS: Edits = "asked"
_USUAL = ("archives.html", "archives/")
_AROUND = "nav, header, footer, aside"


def find(home_page: HomePage) -> str:
    """The archive and the feed, where the one links to all that the other has."""
    if not home_page.generator.startswith("pelican") or home_page.feed_page is None:
        return ""
    for url in home_page.usual(_USUAL):
        try:
            page = home_page.web.get(url)
        except FetchError:
            continue
        if home_page.fed and home_page.fed <= {address_key(link) for link in _links(page, home_page)}:
            return f"{page.url} {home_page.feed_page.url}"
    return ""


def checks(start: str) -> list[str]:
    """The archive, and the feed, which has the newest posts as a whole."""
    return start.split()


def posts(start: str, home_page: HomePage, web: Fetcher, archived: ArchivedPosts) -> Iterator[Item]:
    """The posts on the pages that the archive links to."""
    listed = dict.fromkeys(_links(web.get(start.split(maxsplit=1)[0]), home_page), "")
    yield from read_pages(listed, web, archived, home_page.feed)


def _links(page: Page, home_page: HomePage) -> Iterator[str]:
    """Where the archive leads, in its order, but for what stands on every page."""
    tree = parse_html(page.text)
    base = base_of(tree, page.url)
    for node in tree.css(_AROUND):
        node.decompose()
    links = (joined(base, node.attributes.get("href") or "").partition("#")[0] for node in tree.css("a[href]"))
    for link in dict.fromkeys(links):
        if same_site(link, base) and (address_key(link) in home_page.fed or not is_no_post(link)):
            yield link
