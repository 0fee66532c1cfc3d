"""What a page says about its post besides the text: title, date, authors, tags, address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from embeddings.content.addresses import parts_of
from embeddings.content.bylines import BY, BYLINE_CHARS, NAME, UPDATE, Byline, byline_of
from embeddings.content.dates import WRITTEN_DATE, on_day, parse_date
from embeddings.content.gates import records_of
from embeddings.content.html import blocks_of, content_of, plain_title
from embeddings.content.selectors import (
    AUTHORS,
    BANNER,
    CANONICAL,
    CLOUDS,
    DATES,
    ELSEWHERE,
    ENTRIES,
    LINKED_DATA,
    META_LINES,
    OWN,
    POST_TITLE,
    TAGS,
    WRITTEN_DATES,
)
from embeddings.posts import HOLE

_POST_TYPES = frozenset({"BlogPosting", "Article", "NewsArticle", "TechArticle", "Report", "SocialMediaPosting"})
_TITLE_PARTS = re.compile(r"\s[|–—·»«:-]{1,2}\s|:\s")
_TITLE_TAIL = re.compile(r"\s[|–—·»-]{1,2}\s[^|–—·»]*$")
_ROOT = re.compile(r"https?://[\w.:-]+")
_UNSEEN = "\u200b \ufeff"
"""What themes leave of the link to a heading."""
_TITLE_CHARS = 1000
"""Characters of a page's title that are looked at."""
_PLACES = 50
"""Elements in which each of date, authors and tags is looked for, at most: a list of all posts has thousands."""

_INLINE = ("span", "a", "small", "em", "b", "i", "strong", "abbr", "font")
_BESIDE = 8
"""Words beside the links of a line at most that names an author or tags."""
_AUTHOR_PATH = re.compile(r"/authors?/[^/]+/?$")
_TAG_PATH = re.compile(r"/tags?/[^/]+/?$")
"""Of the list of the posts that have a tag."""
_NAMED = re.compile(r"(?<!comment[_-])author(?:\s|$)")
"""In the class of an element with the name of the author."""


class Metadata:
    """What a page says about its post."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        """``tree``: the whole page; nothing may have been taken out of it."""
        self._tree = tree

    @cached_property
    def record(self) -> dict[str, Any]:
        """The page's schema.org record of an article, or an empty one (https://schema.org/BlogPosting)."""
        found: list[dict[str, Any]] = []
        for node in self._tree.css(LINKED_DATA):
            try:
                found += [record for record in records_of(node.text()) if _is_post(record)]
            except (ValueError, RecursionError):
                continue
        own = [record for record in found if self.address and self.address in _addresses(record)]
        return next(iter(own or found), {})

    @cached_property
    def address(self) -> str:
        """The canonical address, or empty."""
        link = self._tree.css_first(CANONICAL)
        address = (link.attributes.get("href") or "") if link else ""
        candidates = [address, *self.meta("og:url")]
        return next((url for url in candidates if url.startswith(("http://", "https://"))), "")

    @cached_property
    def _banner(self) -> frozenset[int]:
        return frozenset(node.mem_id for node in self._tree.css(BANNER))

    @cached_property
    def _elsewhere(self) -> frozenset[int]:
        return frozenset(node.mem_id for node in self._tree.css(ELSEWHERE) if node.tag not in ("html", "body"))

    @property
    def is_post(self) -> bool:
        """Whether the page says itself that it is a post."""
        return self.is_dated_post or self.meta("og:type") == ["article"]

    @property
    def is_dated_post(self) -> bool:
        """Whether it says so as of no other page: some themes call each of their pages an article."""
        return bool(self.record or self.meta("article:published_time"))

    def meta(self, *names: str) -> list[str]:
        """The contents of the page's ``meta`` elements of the first name that has any."""
        for name in names:
            nodes = self._tree.css(f'meta[property="{name}"], meta[name="{name}"], meta[itemprop="{name}"]')
            values = [(node.attributes.get("content") or "").strip() for node in nodes]
            if any(values):
                return [value for value in values if value]
        return []

    @cached_property
    def title(self) -> str:
        """The post's title in one line; empty where there is none."""
        page_title = self._tree.css_first("title")
        whole = " ".join(page_title.text().split())[:_TITLE_CHARS] if page_title else ""
        own = next((_words(node) for node in self._tree.css(POST_TITLE) if not _is_in(node, self._banner)), "")
        heading = self._heading(whole)
        candidates = (
            plain_title(str(self.record.get("headline") or "")),
            own,
            # og:title may be reworded for social networks; a bare heading may be the blog's name.
            *(
                title
                for title in self.meta("og:title")[:1]
                if title != whole or not (heading and _TITLE_TAIL.fullmatch(whole.removeprefix(heading)))
            ),
            heading,
            self._without_blog(whole),
        )
        # A page that is titled as the blog is holds a post without a title, unless it has another.
        titles = (title for title in (" ".join(c.split()).strip(_UNSEEN) for c in candidates) if title)
        return next((title for title in titles if title != whole or not self._names_blog(whole)), "")

    def _names_blog(self, words: str) -> bool:
        """Whether the page says so of the words, or a link to the blog's home page or a folder above it has them."""
        if words in self.meta("og:site_name", "application-name"):
            return True
        links = (node for node in self._tree.css("a[href]")[:_PLACES] if " ".join(node.text().split()) == words)
        return any(self._is_above((node.attributes.get("href") or "").removesuffix("/")) for node in links)

    def _is_above(self, address: str) -> bool:
        if self.address or not address:
            return not address or (self.address.startswith(f"{address}/") and self.address != f"{address}/")
        # A page that does not name its own address links to others of its blog.
        below = self._tree.css(f'a[href^="{address}/"]')[:_PLACES] if _ROOT.fullmatch(address) else ()
        return any((node.attributes.get("href") or "").removesuffix("/") != address for node in below)

    def _without_blog(self, page_title: str) -> str:
        """The page's title without the part that names the blog."""
        first, *others = _TITLE_PARTS.split(page_title, maxsplit=1)
        return others[0] if others and self._names_blog(first) else _TITLE_TAIL.sub("", page_title)

    def _heading(self, page_title: str) -> str:
        """The heading that is the post's: one that the page's title begins with, else the first of the highest level
        outside the blog's banner."""
        headings = [
            (node, text)
            for node in self._tree.css("h1, h2, h3")
            if (text := _words(node)) and not _is_in(node, self._banner)
        ]
        parts = [page_title, *(part.strip() for part in _TITLE_PARTS.split(page_title) if part.strip())]
        named = [(node, text) for node, text in headings if text in parts]
        own = [text for node, text in named if not _is_top(node)]
        for candidates in (own, [text for node, text in headings if node.tag == "h1"]):
            if found := [text for text in candidates if not self._names_blog(text)]:
                return next((text for text in found if page_title.startswith(text)), found[0])
        return ""

    @cached_property
    def published(self) -> date | None:
        """When the post was published; never a time of update, nor a date that the text is about."""
        stamps = (
            self.record.get("datePublished"),
            *self.meta("article:published_time", "datePublished", "date", "dc.date", "DC.date.issued", "pubdate"),
        )
        stamped = next((day for day in map(parse_date, stamps) if day), None)
        if isinstance(stamped, datetime) and stamped.utcoffset() == timedelta(0):
            return on_day(stamped, self._shown_day)
        found = (parse_date(value) for value in (*self._times(), *self._written_dates()))
        return stamped or next((day for day in found if day), None)

    @property
    def _shown_day(self) -> date | None:
        """The day beside the post's heading, which is the blog's own; ``None`` where there is none, or a time is."""
        for node in self._tree.css("time[datetime]")[:_PLACES]:
            place = node.parent
            while place is not None and place.tag not in ("article", "header"):
                place = place.parent
            if place is not None and place.css_first("h1") is not None and not _is_update(node):
                day = parse_date(node.attributes.get("datetime"))
                return None if isinstance(day, datetime) else day
        return None

    def _times(self) -> Iterator[str]:
        """The stamps of the page's ``time`` elements, the surest first."""
        for selector in DATES:
            for node in self._tree.css(selector)[:_PLACES]:
                if not _is_update(node) and not _is_in(node, self._elsewhere) and _is_byline(node):
                    yield node.attributes.get("datetime") or node.attributes.get("content") or node.text(strip=True)

    def _written_dates(self) -> Iterator[str]:
        """The dates in the lines that a theme puts above or below a post."""
        for selector in WRITTEN_DATES:
            for node in self._tree.css(selector)[:_PLACES]:
                text = " ".join(node.text().split())
                if len(text) > BYLINE_CHARS or _is_update(node) or _is_in(node, self._elsewhere):
                    continue
                for value in (node.attributes.get("title") or node.attributes.get("content") or "", text):
                    if match := WRITTEN_DATE.search(value):
                        yield match.group()
        if self._byline:
            yield self._byline.date

    @cached_property
    def _byline(self) -> Byline | None:
        """The line beside the title that nothing marks."""
        body = self._tree.body
        return byline_of(*blocks_of(body), self.title) if body else None

    @property
    def author(self) -> str:
        """Names joined by ``", "``."""
        given = self.record.get("author")
        people = given if isinstance(given, list) else [given]
        if any(program.startswith("Ghost") for program in self.meta("generator")):
            # It names one author, and the others of a post as contributors.
            others = self.record.get("contributor")
            people = [*people, *(others if isinstance(others, list) else ())]
        names = [plain_title(str(a.get("name") or "") if isinstance(a, dict) else str(a or "")) for a in people]
        marks = [name for name in self.meta("author", "article:author") if not name.startswith("http")]
        named = [name for name in names if name] or marks or self._bylines()
        return ", ".join(dict.fromkeys(named))

    def _bylines(self) -> list[str]:
        for selector in AUTHORS:
            names = [
                BY.sub("", " ".join(node.text().split()))
                for node in self._tree.css(selector)[:_PLACES]
                if not _is_in(node, self._elsewhere)
            ]
            if found := [name for name in names if 0 < len(name) <= BYLINE_CHARS]:
                return found
        if found := next(iter(self._own_links(_AUTHOR_PATH)), []):
            return found
        for node in self._own_nodes("[class*=author]"):
            name = BY.sub("", " ".join(node.text(separator=" ").split())).strip()
            if _NAMED.search(node.attributes.get("class") or "") and NAME.fullmatch(name):
                return [name]
        return [self._byline.author] if self._byline and self._byline.author else []

    @cached_property
    def _own(self) -> LexborNode | None:
        """The innermost element that is put around the post with its title."""
        around = frozenset(node.mem_id for node in self._tree.css(OWN) if node.tag not in ("html", "body"))
        heading = next((node for node in self._tree.css("h1, h2, h3") if _words(node) == self.title), None)
        place = heading.parent if heading is not None and not _is_in(heading, self._banner) else None
        while place is not None and place.mem_id not in around:
            place = place.parent
        return place

    def _own_nodes(self, selector: str) -> Iterator[LexborNode]:
        """What a selector finds of the post's own: not in the card of another post, nor in a list of what the blog has
        of its kind."""
        own = self._own
        places = [own] if own is not None else self._tree.css(META_LINES)[:_PLACES]
        cards = frozenset(node.mem_id for node in own.css(ENTRIES) if node.mem_id != own.mem_id) if own else frozenset()
        outside = self._elsewhere | cards | frozenset(node.mem_id for node in self._tree.css(CLOUDS))
        for place in places:
            yield from (node for node in place.css(selector)[:_PLACES] if not _is_in(node, outside))

    def _own_links(self, path: re.Pattern[str]) -> list[list[str]]:
        """The words of the links to lists of some kind in lines of little else, those of each line together."""
        host = urlsplit(self.address).netloc
        found: dict[int, list[str]] = {}
        for node in self._own_nodes("a[href]"):
            parts = parts_of(node.attributes.get("href") or "")
            words = " ".join(node.text().split())
            line = _line_of(node)
            if parts and words and path.search(parts.path) and parts.netloc in ("", host or parts.netloc) and line:
                found.setdefault(line.mem_id, []).append(words)
        return [*found.values()]

    @property
    def tags(self) -> tuple[str, ...]:
        """Each once, in the page's order."""
        words = self.record.get("keywords")
        marks = [str(word) for word in words] if isinstance(words, list) else self.meta("article:tag")
        if len(marks) == 1 and not isinstance(words, list):
            # One that stands alone is a list; of several, each is a tag, and may have a comma in it.
            marks = marks[0].split(",")
        marks = marks or [node.text() for node in self._tree.css(TAGS)[:_PLACES] if not _is_in(node, self._elsewhere)]
        marks = marks or [word for line in self._own_links(_TAG_PATH) for word in line]
        marks = marks or [
            part
            for value in [str(words or ""), *self.meta("keywords", "tags", "news_keywords")]
            for part in value.split(",")
        ]
        plain = (plain_title(mark).removeprefix("#").strip() for mark in marks)
        return tuple(dict.fromkeys(mark for mark in plain if mark))


def _words(heading: LexborNode) -> str:
    """A heading in one line as a reader sees it; all that stands in it where it is hidden or has a formula."""
    text = content_of(heading).text
    return " ".join((text if text and HOLE not in text else heading.text()).split()).strip(_UNSEEN)


def _is_post(record: dict[str, Any]) -> bool:
    kinds = record.get("@type")
    return not _POST_TYPES.isdisjoint(map(str, kinds if isinstance(kinds, list) else [kinds]))


def _addresses(record: dict[str, Any]) -> list[str]:
    page = record.get("mainEntityOfPage")
    named = (record.get("url"), record.get("@id"), page.get("@id") if isinstance(page, dict) else page)
    return [str(url) for url in named if url]


def _is_in(node: LexborNode, places: frozenset[int]) -> bool:
    """Whether an element is, or stands in, one of those with these ``mem_id``."""
    place: LexborNode | None = node
    while place is not None:
        if place.mem_id in places:
            return True
        place = place.parent
    return False


def _is_top(heading: LexborNode) -> bool:
    """Whether a heading stands in the page's own header, or leads to the home page: it is the blog's name."""
    if any((link.attributes.get("href") or "") in ("/", "./", "../", "../..", "") for link in heading.css("a")):
        return True
    place = heading.parent
    while place is not None and place.tag != "header":
        if place.tag in ("article", "main"):
            return False
        place = place.parent
    return place is not None and place.parent is not None and place.parent.tag not in ("article", "main")


def _line_of(link: LexborNode) -> LexborNode | None:
    """The line that a link stands in, where that is links, a label, a date: no sentence."""
    place: LexborNode | None = link.parent
    while place is not None and place.tag in _INLINE:
        place = place.parent
    if place is None:
        return None
    rest = place.text(separator=" ")
    for other in place.css("a[href]")[:_PLACES]:
        rest = rest.replace(other.text(separator=" "), " ", 1)
    words = rest.split()
    return place if len(words) <= _BESIDE and not rest.strip().endswith((".", "!", "?", "。")) else None


def _is_update(node: LexborNode) -> bool:
    """Whether it says when the post was changed, and not when it was published."""
    attributes = node.attributes
    marks = f"{attributes.get('class') or ''} {attributes.get('itemprop') or ''}".lower()
    if "publish" in marks:
        return False
    parent = node.parent
    around = f"{(parent.attributes.get('class') or '') if parent is not None else ''}"
    before = node.prev
    words = (before.text() or "") if before is not None else ""
    return bool(UPDATE.search(f"{marks} {around} {words[-40:]}"))


def _is_byline(node: LexborNode) -> bool:
    """Whether a date is a line of its own, not part of a sentence or of a list of posts."""
    place: LexborNode | None = node.parent
    while place is not None and place.tag in _INLINE:
        place = place.parent
    if place is None:
        return True
    if place.tag in ("li", "tr", "td", "dd", "dt") and any(
        len(link.text(strip=True)) > len(node.text(strip=True)) for link in place.css("a[href]")
    ):
        return False
    return place.tag not in ("p", "li", "td", "dd", "blockquote") or len(place.text(strip=True)) <= BYLINE_CHARS
