"""The pages on which a blog lists its posts: the home page, the pages that follow it, and the archive."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urldefrag, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from embeddings.content.addresses import joined
from embeddings.content.bylines import UPDATE
from embeddings.content.dates import WRITTEN_DATE, parse_date
from embeddings.content.html import parse_html
from embeddings.posts import Post
from embeddings.web.addresses import address_key, is_archive_list, is_no_post, same_site
from embeddings.web.archived import ArchivedPosts, Item
from embeddings.web.edits import Edits
from embeddings.web.fetch import Fetcher
from embeddings.web.home_page import HomePage, base_of
from embeddings.web.page import FetchError, OverBudget
from embeddings.web.post_pages import read_pages

NAME = "its archive pages"
LISTS_EVERY_POST = False
EDITS: Edits = "asked"
"""A list may leave posts out, so that only a post whose own page answers 404 is gone."""
_MAX_LISTS = 300
"""List pages followed at most: calendars never end."""
_FIRST_LISTS = 5
"""Lists at most in which posts are looked for, where the home page has none."""
_ARCHIVES = re.compile(
    r"^(?:archives?|(?:all )?posts|older(?: posts)?|previous(?: posts)?|next(?: page)?|more posts|blog)\W*$", re.I
)
_DATED = re.compile(r"/\d{4}/\d{1,2}/(?:\d{1,2}/)?[^/]+/?$|/\d{4}-\d{2}-\d{2}(?:-[^/]+/?|\.(?:[sx]?html?|php))$")
_LIST = re.compile(r"/(?:page/\d+|\d{4}(?:/\d{1,2})?|blog|posts)/?$|[?&](?:page|paged)=\d+$")
_NUMBERED = re.compile(r"[?&]p=\d+$")
"""A post of WordPress, or elsewhere a page of a list."""
_TITLES = (
    "h1 a[href], h2 a[href], h3 a[href], h4 a[href], article a[rel=bookmark], .post-title a[href], .h-entry a.u-url,"
    " a[href]:has(h2), a[href]:has(h3)"
)
_ELSEWHERE = "nav a[href], header a[href], footer a[href], aside a[href], a[rel~=tag], a[rel~=author], a[rel~=category]"
"""Links that are no titles in a list."""
_HEADINGS = "h1, h2, h3, h4, h5, h6"
_HEADED = ", ".join(f"{tag} a[href], a[href]:has({tag})" for tag in _HEADINGS.split(", "))
_LISTINGS = ("body", "main", "section", "ul", "ol", "dl", "table", "tbody")
_SMALL = ("a", "li", "p", "tr", "td", "dd")
"""Elements that are lines although they have several dates, of which the first is the post's."""
_LEVELS = 4
"""Elements among which a link's line is looked for, from the link outwards."""
_LINE_CHARS = 400
_LINE_LINKS = 4
_DATE_CHARS = 60
"""Characters of a line at most that has a date and little else."""
_WORDS_BESIDE = 8
"""Words of a paragraph beside a link at most, for the link to be a title rather than a part of a sentence."""


def find(home_page: HomePage) -> str:
    """The home page and the feed, where the one links to posts or the other has entries; else a list that it links to.

    Raises:
        OverBudget: the requests or bytes for this site are used up.
    """
    if home_page.is_feed:
        return ""
    leads = home_page.feed.items or _leads_to_posts(home_page.tree, home_page.url)
    start = home_page.url if leads else _first_list(home_page)
    return f"{start} {home_page.feed_page.url}" if start and home_page.feed_page else start


def _first_list(home_page: HomePage) -> str:
    """The first list with posts that a page without any leads to, such as "Blog"; empty where there is none."""
    for url in [*dict.fromkeys(_lists(home_page.tree, home_page.url))][:_FIRST_LISTS]:
        try:
            page = home_page.web.get(url)
        except OverBudget:
            raise
        except FetchError:
            continue
        if _leads_to_posts(parse_html(page.text), page.url):
            return page.url
    return ""


def checks(start: str) -> list[str]:
    """The home page, or the list, and the feed."""
    return start.split()


def posts(start: str, home_page: HomePage, web: Fetcher, archived: ArchivedPosts) -> Iterator[Item]:
    """The posts on the pages that the lists link to."""
    found = {post.url: "" for post in home_page.feed.items if isinstance(post, Post) and post.url}
    days: dict[str, date] = {}
    lists, seen = [(home_page.url, home_page.tree)], {address_key(home_page.url)}
    while lists and len(seen) <= _MAX_LISTS:
        url, tree = lists.pop(0)
        dated = dated_links(tree, url)
        found |= dict.fromkeys([*linked_posts(tree, url), *dated], "")
        days |= {address_key(address): day for address, day in dated.items()}
        for following in _lists(tree, url):
            if address_key(following) not in seen and len(seen) <= _MAX_LISTS:
                seen.add(address_key(following))
                try:
                    page = web.get(following)
                except OverBudget:
                    raise
                except FetchError:
                    continue
                lists.append((page.url, parse_html(page.text)))
    unique = {address_key(url): url for url in reversed(found) if address_key(url) not in seen}
    if home_page.entry:
        unique[address_key(home_page.entry)] = home_page.entry
    yield from read_pages(dict.fromkeys(reversed(unique.values()), ""), web, archived, home_page.feed, days)


def _leads_to_posts(tree: LexborHTMLParser, url: str) -> bool:
    return any(True for _ in linked_posts(tree, url)) or bool(dated_links(tree, url))


def linked_posts(tree: LexborHTMLParser, url: str) -> Iterator[str]:
    """Addresses that may be posts: linked from a title, or with a date in their path."""
    base = base_of(tree, url)
    titles = _titles(tree, base)
    for address in _links(tree, base):
        path = urlsplit(address).path
        is_named = bool(path.strip("/")) and not is_list_address(address) and bool(_DATED.search(path))
        if is_named or address in titles:
            yield address


def dated_links(tree: LexborHTMLParser, url: str) -> dict[str, date]:
    """Addresses that may be posts, since each is linked from a line with a date, with that date.

    Of several links in a line the first is its title; one in lines of several dates is what they share, as an author.
    """
    base, here = base_of(tree, url), f"{address_key(url)}/"
    elsewhere = {node.mem_id for node in tree.css(_ELSEWHERE)}
    read: dict[int, _Line] = {}
    lines: dict[int, dict[str, date]] = {}
    for node in tree.css("a[href]"):
        address = urldefrag(joined(base, node.attributes.get("href") or ""))[0]
        if node.mem_id in elsewhere or not same_site(address, base) or is_list_address(address) or is_no_post(address):
            continue
        # What is above a list is no post of it.
        if not here.startswith(f"{address_key(address)}/") and (line := _line_around(node, read)):
            place, day = line
            lines.setdefault(place, {}).setdefault(address, day)
    beside: dict[str, set[date]] = {}
    for address, day in (pair for found in lines.values() for pair in found.items()):
        beside.setdefault(address, set()).add(day)
    titles = ([pair for pair in found.items() if len(beside[pair[0]]) == 1] for found in lines.values())
    return dict(found[0] for found in titles if found)


@dataclass(frozen=True, slots=True)
class _Line:
    """An element that may be a line of a list."""

    words: int
    day: date | None = None
    """Its date; ``None`` where it has none, or is no line."""
    titles: Collection[int] = ()
    """The links, by ``mem_id``, of which the first may be its title."""


def _line_around(link: LexborNode, read: dict[int, _Line]) -> tuple[int, date] | None:
    """The nearest element around a link that has a date, by its ``mem_id``, with the date; ``None`` where that is no
    line, or the link is not its title.

    Args:
        link: the link.
        read: what :func:`_read_line` gives, by ``mem_id``; what it gives now is added.
    """
    found: tuple[int, date] | None = None
    node: LexborNode | None = link
    for _ in range(_LEVELS):
        if node is None or node.tag in _LISTINGS:
            break
        if node.tag in _HEADINGS.split(", ") and (day := _day_below(node)):
            return node.mem_id, day
        line = read.get(node.mem_id) or read.setdefault(node.mem_id, _read_line(node))
        # What is around the line may have the title that the link stands below.
        is_below = bool(line.titles) and link.mem_id not in line.titles
        if is_below or (node.tag == "p" and line.words - len(link.text(separator=" ").split()) > _WORDS_BESIDE):
            return None
        if line.day and not found:
            if link.mem_id not in line.titles:
                return None
            found = node.mem_id, line.day
        node = node.parent
    return found


def _read_line(node: LexborNode) -> _Line:
    text = " ".join(node.text(separator=" ").split())
    words = len(text.split())
    parts = list(node.iter())
    dates = [(place, day) for place, part in enumerate(parts) if (day := _day_alone(part))]
    if len(dates) == 1:
        # A whole post may be around its title and its date, where each has a line of its own.
        place, day = dates[0]
        for part in parts[max(0, place - 1) : place + 2]:
            if part.css_first(f"a[href], {_HEADINGS}") is not None:
                return _Line(words, day, _titles_in(part))
    if len(text) > _LINE_CHARS or len(node.css("a[href]")) > _LINE_LINKS:
        return _Line(words)
    days = list(_days_in(text))
    if len(set(days)) > 1 and node.tag not in _SMALL:
        # A short list.
        return _Line(words)
    return _Line(words, days[0] if days else None, _titles_in(node))


def _titles_in(node: LexborNode) -> set[int]:
    """The links in the headings of an element, or all in it where it has none."""
    selector = "a[href]" if node.css_first(_HEADINGS) is None else _HEADED
    return {link.mem_id for link in node.css(selector)}


def _day_below(heading: LexborNode) -> date | None:
    """The date that stands alone below a title, where both stand in the list itself."""
    below = heading.next
    while below is not None and not below.is_element_node:
        below = below.next
    return _day_alone(below) if below is not None else None


def _day_alone(node: LexborNode) -> date | None:
    """The date of a short line without a link."""
    if node.css_first("a[href]") is not None:
        return None
    text = " ".join(node.text(separator=" ").split())
    return next(_days_in(text), None) if len(text) <= _DATE_CHARS else None


def _days_in(text: str) -> Iterator[date]:
    """The dates in a text that are not those of a change."""
    for match in WRITTEN_DATE.finditer(text):
        day = parse_date(match.group())
        if day and not UPDATE.search(" ".join(text[: match.start()].split()[-2:])):
            yield day.date() if isinstance(day, datetime) else day


def _titles(tree: LexborHTMLParser, base: str) -> set[str]:
    """Where titles lead that may be those of posts."""
    links = (joined(base, node.attributes.get("href") or "") for node in tree.css(_TITLES))
    return {
        link
        for link in links
        if (urlsplit(link).path.strip("/") and not is_list_address(link)) or _NUMBERED.search(link)
    }


def is_list_address(url: str) -> bool:
    """Whether an address is by its path that of a list of posts."""
    return bool(_LIST.search(url)) or is_archive_list(url)


def _lists(tree: LexborHTMLParser, url: str) -> Iterator[str]:
    base = base_of(tree, url)
    numbered = not any(map(_NUMBERED.search, _titles(tree, base)))
    for node in tree.css("a[href], link[rel=next]"):
        words = " ".join(node.text().split())
        rel = node.attributes.get("rel") or ""
        address = urldefrag(joined(base, node.attributes.get("href") or ""))[0]
        is_list = is_list_address(address) or (numbered and _NUMBERED.search(address))
        if same_site(address, base) and ("next" in rel.split() or _ARCHIVES.match(words) or is_list):
            yield address


def _links(tree: LexborHTMLParser, base: str) -> Iterator[str]:
    for node in tree.css("a[href]"):
        address = urldefrag(joined(base, node.attributes.get("href") or ""))[0]
        if address.startswith(("http://", "https://")) and same_site(address, base):
            yield address
