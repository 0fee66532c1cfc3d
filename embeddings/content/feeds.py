"""RSS and Atom, through feedparser, and JSON Feed (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from embeddings.content import lenient
from embeddings.content.addresses import joined, parts_of
from embeddings.content.bounds import Unreadable, fault_of, item_of, whole_number
from embeddings.content.charset import is_charset, unzipped
from embeddings.content.dates import parse_date
from embeddings.content.editor_text import paragraphs
from embeddings.content.gates import PASSWORD_FORM
from embeddings.content.html import Content, plain_title, read_html, without_controls
from embeddings.content.items import Skipped
from embeddings.content.kinds import KINDS
from embeddings.posts import Post

_DECLARED_AS_TEXT = re.compile(r"\s*<(?:p|div|h[1-6]|ul|ol|blockquote|figure|section|article)\b[^<>]*>")
_PUBLISHED = ("published", "created")
"""What feedparser calls the dates of an entry's publication."""
_SUMMARY_CHARS = 1000
"""A shorter description is taken for a summary, where the entry has no content besides."""
_NAME_CHARS = 60
"""Characters of an entry's text that stand for it, where it has neither an id of its own nor a title."""
_PLUSES = 100
"""Entries that share a name and are told apart by so many marks; further ones are by their number."""
_ROOT = re.compile(
    r"\s*(?:<\?[^>]*>\s*|<!--(?:(?!-->).)*-->\s*|<!doctype[^>]*>\s*)*<(?:\w+:)?(?:rss|feed|RDF)[\s>]", re.S | re.I
)
_PROLOG = re.compile(rb"(?:\s*<\?[^>]*>)+")
_ENCODING = re.compile(rb"\s*<\?xml\s[^>]{0,200}?\bencoding\s*=\s*[\"']\s*([^\"'>]{1,40})")
_CHARSET = re.compile(r"\bcharset\s*=\s*[\"']?\s*([^\"';,\s]{1,40})", re.IGNORECASE)
_BARE = re.compile(
    r"<!\[CDATA\[(?:(?!\]\]>).)*+(?:\]\]>)?|<!--(?:(?!-->).)*+|&(?!#\d{1,7};|#x[\da-f]{1,6};|[a-z]\w{0,31};)",
    re.S | re.I,
)
"""An "&" that begins no entity; what stands in a section of its own, or a comment, is passed over."""
_END = re.compile(rb"</(?:\w+:)?(?:rss|feed|RDF)\s*>\s*(?:<!--(?:(?!-->).)*-->\s*)*\Z", re.S | re.I)
_ENTRY_TAG = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]")
_JSON_FEED = b"jsonfeed.org/version"
_TAGS = re.compile(r"<(?:p|div|br|a|img|h\d|ul|ol|blockquote|em|strong|table|pre|figure)\b[^<>]*>", re.IGNORECASE)
_UTF8 = "application/xml; charset=utf-8"
_READ_ON = re.compile(
    r"(?:\[?(?:…|\.\.\.)\]?|read (?:more|on)|continue reading|keep reading|weiterlesen|mehr lesen|leer más|"
    r"seguir leyendo|lire la suite|leia mais|继续阅读|続きを読む)[\s→»>.…]*$",
    re.IGNORECASE,
)
"""The words with which platforms end a text that they cut off."""
_READ_ON_AT = re.compile(
    r"(?:^|\n)(?:(?:continue|keep) reading|read (?:more|on)|read the full (?:post|article|story)|weiterlesen|"
    r"lire la suite|seguir leyendo|leer más)\b[^\n.]{0,120}[\s→»>.…]*$",
    re.IGNORECASE,
)
"""The same with what is to be read, or where, in a line of its own."""
_CREDIT = re.compile(
    r"(?:The post|Der Beitrag|L[’']article|La entrada|O post|L[’']articolo|Het bericht) [^\n]{1,300} "
    r"(?:appeared first on|erschien zuerst auf|est apparu en premier sur|(?:se publicó|apareció) primero en|"
    r"apareceu primeiro em|proviene da|verscheen eerst op) [^\n]{1,120}"
    r"|[^\n]{1,300} was originally published in [^\n]{1,120} on Medium, where people are continuing the conversation"
    r"[^\n]{0,120}"
)
"""What WordPress's Yoast and Medium put below the text in a feed."""
_ENDING = 200
"""Characters at the end of a text among which they stand."""


@dataclass(frozen=True, slots=True)
class _About:
    """What holds for every entry of a feed."""

    address_of: Callable[[str], str]
    site: str
    """An address on the blog."""
    authors: Sequence[str | None] = ()
    """Who wrote the entries that name nobody (RFC 4287, section 4.2.1)."""
    atom: bool = False


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its entries as posts, and what it declares about itself."""

    items: Sequence[Post | Skipped]
    fault: str = ""
    """What is wrong with it, where entries may be missing; empty where nothing is."""
    stubs: frozenset[str] = frozenset()
    """Ids of the posts that it cuts off."""
    edited: frozenset[str] = frozenset()
    """Ids of the posts of which it tells only when they were changed, not when they were published."""
    following: str = ""
    """The address of the page of older entries (RFC 5005, sections 3 and 4), or empty."""
    hub: str = ""
    """The address of its WebSub hub, or empty."""
    topic: str = ""
    """Its address at the hub."""
    site: str = ""
    """The address of its blog, or empty."""
    complete: bool = False
    """Whether it declares that it has every post (RFC 5005, section 2)."""


def parse_feed(
    data: bytes, name: str, address_of: Callable[[str], str], *, address: str = "", content_type: str = ""
) -> Feed:
    """Parse a feed, however broken.

    Args:
        data: the feed.
        name: of the feed, for the id of an entry that has neither an id nor an address.
        address_of: makes an absolute address of one that may be relative.
        address: of the feed, where it comes from the web.
        content_type: the header of that name, where it comes from the web.
    """
    try:
        data = unzipped(data)
    except ValueError as error:
        return Feed((), str(error))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data, content_type = data.decode("utf-16", "replace").encode(), _UTF8
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    try:
        if data[:1] == b"{":
            return _parse_json(data, name, address_of)
        return _parse_xml(*_in_utf8(data, content_type), name, address_of, address)
    except Exception as error:
        return Feed((), fault_of(error))


def _in_utf8(data: bytes, content_type: str) -> tuple[bytes, str]:
    """An XML feed in UTF-8 with a header that says so, where it or its server says in which encoding it is.

    Without its declaration: feedparser takes the cube of the length of that to find an encoding in it.
    """
    header, prolog = _CHARSET.search(content_type), _ENCODING.match(data)
    named = (header[1] if header else "", prolog[1].decode("latin-1").strip() if prolog else "")
    start = found.end() if (found := _PROLOG.match(data)) else 0
    data = data[start:].lstrip()
    for name in filter(is_charset, named):
        try:
            # Feeds that say the one are in the other, which has all of it.
            text = data.decode("gb18030" if name.lower() == "gb2312" else name)
        except (LookupError, ValueError):
            continue
        # One that has two bytes a letter was not what its declaration was read in.
        if text[:1] == data[:1].decode("latin-1"):
            return text.encode("utf-8", "replace"), _UTF8
    return data, _UTF8 if any(named) else content_type


def _parse_xml(data: bytes, content_type: str, name: str, address_of: Callable[[str], str], address: str) -> Feed:
    # An RSS item's address is relative to its channel's, an Atom entry's to its feed's.
    atom = b"http://www.w3.org/2005/Atom" in data[:4096] and b"<rss" not in data[:4096]
    given = {"content-location": address if atom else "", "content-type": content_type}
    headers = {key: value for key, value in given.items() if value}
    parsed = lenient.parse(data, response_headers=headers)
    if parsed.bozo and (mended := _mended(data, parsed.encoding)) != data:
        data = mended
        parsed = lenient.parse(data, response_headers={**headers, "content-type": _UTF8})
    if not parsed.entries:
        return Feed((), f"the feed has no entries ({_fault(parsed)})" if parsed.bozo else "")
    site = str(parsed.feed.get("link") or "")
    base = site if _is_absolute(site) and not atom else ""
    about = _About(
        lambda link: address_of(joined(base, link)),
        site or address,
        [author.get("name") for author in parsed.feed.get("authors", [])] if atom else [],
        atom,
    )
    names = (f"{name}, entry {number}" for number in range(1, len(parsed.entries) + 1))
    found = [item_of(one, _entry, entry, one, about) for one, entry in zip(names, parsed.entries, strict=True)]
    entries = list(zip(parsed.entries, told_apart(found, name), strict=True))
    posts = [(entry, item) for entry, item in entries if isinstance(item, Post)]
    links = {link.get("rel"): link.get("href", "") for link in parsed.feed.get("links", [])}
    # Dublin Core's date, the only one of many an RSS feed, is one of publication; feedparser calls it "updated" too.
    has_edits = atom or "dc" not in parsed.namespaces
    return Feed(
        [item for _, item in entries],
        f"the feed is broken and may hold more posts: {_fault(parsed)}" if _is_cut(parsed, data) else "",
        frozenset(post.id for entry, post in posts if _is_stub(post.text, bool(entry.get("content")))),
        frozenset(post.id for entry, post in posts if has_edits and _is_edit(entry)),
        str(links.get("prev-archive") or links.get("next") or ""),
        str(links.get("hub") or ""),
        str(links.get("self") or address),
        site,
        "fh_complete" in parsed.feed,
    )


def _mended(data: bytes, encoding: str) -> bytes:
    """A feed without what is in no XML: control characters, and "&" for itself, of which feedparser makes "AT&T;"."""
    try:
        text = data.decode(encoding or "utf-8", "replace")
    except LookupError:
        return data
    text = _BARE.sub(lambda match: match.group() if len(match.group()) > 1 else "&amp;", without_controls(text))
    return text.encode()


def is_feed(head: bytes, tail: bytes = b"") -> bool:
    """Whether something is a feed, by its first bytes: names and types lie.

    Args:
        head: some thousand bytes, unpacked.
        tail: its end, where that is apart: the version of a JSON Feed may stand there.
    """
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head[: len(head) // 2 * 2].decode("utf-16", "replace")
    else:
        text = head.decode("utf-8-sig", "replace")
    if text.lstrip()[:1] == "{":
        return _JSON_FEED in head or _JSON_FEED in tail
    return bool(_ROOT.match(text.lstrip("\ufeff")))


def _is_absolute(url: str) -> bool:
    return url.startswith(("http://", "https://"))


def _is_cut(parsed: Any, data: bytes) -> bool:
    """Whether entries may be missing: much of what feedparser objects to loses none."""
    if not parsed.bozo or "SAXParse" not in type(parsed.bozo_exception).__name__:
        return False
    return not _END.search(data[-4096:]) or len(_ENTRY_TAG.findall(data)) > len(parsed.entries)


def _is_stub(text: str, whole: bool) -> bool:
    """Whether an entry is cut off: a reader has to follow its link to read on.

    Args:
        text: the text.
        whole: whether the feed gives it as the post's, not as its summary.
    """
    end = text[-_ENDING:]
    return bool(_READ_ON.search(end) or _READ_ON_AT.search(end)) or (not whole and len(text) < _SUMMARY_CHARS)


def _fault(parsed: Any) -> str:
    return " ".join(str(parsed.bozo_exception).split())[:120]


def _entry(entry: Any, name: str, about: _About) -> Post | Skipped:
    bodies = [part for part in entry.get("content", []) if part.get("value")]
    body = max(bodies, key=lambda part: len(part.value), default=None) or entry.get("summary_detail") or {}
    content = _without_credit(_content(str(body.get("value") or entry.get("summary", "")), body, about))
    # feedparser gives the entry's id as its link where it has none.
    url = about.address_of(link) if (link := _link(entry, body, about)) else ""
    identity = url or str(entry.get("id") or "") or name
    if lenient.UNREAD in entry:
        raise Unreadable(fault_of(entry[lenient.UNREAD]), url or str(entry.get("id") or ""))
    if PASSWORD_FORM in str(body.get("value") or ""):
        return Skipped(identity, KINDS["protected"], "protected")
    if not content.text.strip():
        return Skipped(identity, "it has no text")
    authors = [author.get("name") for author in entry.get("authors", [])] or [entry.get("author")]
    if not any(authors):
        authors = list(about.authors)
    title = str(entry.get("title") or "")
    return Post(
        id=identity,
        text=content.text,
        title=" ".join(title.split()) if _is_plain(entry.get("title_detail"), about) else plain_title(title),
        url=url,
        published=published(entry),
        author=", ".join(dict.fromkeys(plain_title(str(author)) for author in authors if author)),
        tags=tuple(dict.fromkeys(plain_title(str(tag.term)) for tag in entry.get("tags", []) if tag.get("term"))),
        blocks=content.blocks,
        links=content.links,
        guid=str(entry.get("id") or ""),
    )


def told_apart(items: Sequence[Post | Skipped], name: str) -> list[Post | Skipped]:
    """The entries of a feed with an id each, where several share an address or an id of the feed's.

    Args:
        items: the entries.
        name: of the feed.
    """
    posts = [item for item in items if isinstance(item, Post)]
    guids = Counter(post.guid for post in posts)
    shared = Counter(url for url in {(post.url, post.title, post.text): post.url for post in posts}.values())
    seen: set[str] = set()
    again: Counter[str] = Counter()
    found: list[Post | Skipped] = []
    for item in items:
        if not isinstance(item, Post):
            found.append(item)
            continue
        guid = item.guid if guids[item.guid] == 1 else ""
        alone = bool(item.url) and shared[item.url] == 1
        own = item.id if alone or (not item.url and guids[item.guid] < 2) else ""
        # The words of an entry stay with it when others come before it; its number does not.
        identity = shared_by = own or guid or f"{name}, {item.title or item.text[:_NAME_CHARS]}"
        while not alone and identity in seen:
            again[shared_by] += 1
            number = again[shared_by]
            identity = f"{shared_by}{'+' * number if number < _PLUSES else f'+{number}'}"
        seen.add(identity)
        # An address that is the whole blog's, as where every entry links to the home page, is no entry's own.
        url = item.url if alone or _path(item.url) else ""
        post = replace(item, id=identity, guid=guid, url=url)
        found.append(post)
    return found


def _content(value: str, detail: Any, about: _About) -> Content:
    """What an entry says: HTML, text that is meant literally (RFC 4287, section 3.1.1.1), or HTML escaped twice."""
    if not value:
        return Content("")
    if _is_plain(detail, about):
        return read_html(paragraphs(html.escape(value, quote=False)))
    if "<" not in value and _TAGS.search(unescaped := html.unescape(value)):
        value = unescaped
    return read_html(value)


def _without_credit(content: Content) -> Content:
    """The same without what a program says of the entry below its text."""
    if len(content.blocks) < 2 or not _CREDIT.fullmatch(content.text, content.blocks[-1].start):
        return content
    blocks = content.blocks[:-1]
    return Content(content.text[: blocks[-1].end], blocks, content.links)


def _is_plain(detail: Any, about: _About) -> bool:
    if not about.atom or not detail or detail.get("type") != "text/plain":
        return False
    # HTML that is declared as text shows itself by its paragraphs.
    return not _DECLARED_AS_TEXT.match(str(detail.get("value") or ""))


def _link(entry: Any, body: Any, about: _About) -> str:
    """The entry's own address: a link blog's entries lead to somebody else's page, and name their own besides."""
    link = str(entry.get("link") or "")
    host = _host(about.site)
    if not host or not _is_absolute(link) or _host(link) == host:
        return link
    related = [str(other.get("href") or "") for other in entry.get("links", []) if other.get("rel") == "related"]
    others = (*related, str(body.get("base") or ""), str(entry.get("id") or ""))
    own = (url for url in others if _is_absolute(url) and _host(url) == host and _path(url))
    return next((url for url in own if url != about.site), link)


def _host(url: str) -> str:
    parts = parts_of(url)
    return (parts.hostname or "").removeprefix("www.") if parts else ""


def _path(url: str) -> str:
    parts = parts_of(url)
    return parts.path.strip("/") if parts else ""


def _is_edit(entry: Any) -> bool:
    """Whether the date of an entry of feedparser's can only be that of a change."""
    return published(entry, _PUBLISHED) is None


def published(entry: Any, names: Sequence[str] = (*_PUBLISHED, "updated")) -> date | None:
    """The date of an entry of feedparser's, or ``None``: feedparser itself makes a day of a bare year.

    Args:
        entry: the entry.
        names: what feedparser calls the dates that count, the surest first.
    """
    if any(parse_date(value, ahead=True) and not parse_date(value) for value in map(entry.get, _PUBLISHED)):
        # One that is still to come has been changed before it.
        return None
    dates = (parse_date(entry.get(name)) for name in names)
    return next(filter(None, dates), None)


def _parse_json(data: bytes, name: str, address_of: Callable[[str], str]) -> Feed:
    try:
        feed = json.loads(data, parse_int=whole_number)
    except (ValueError, RecursionError):
        return Feed((), "it is not JSON, or it is cut off")
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or not items:
        return Feed(())
    home = str(feed.get("home_page_url") or "")
    about = _About(lambda link: address_of(joined(home, link)), home, _people(feed))
    names = (f"{name}, item {number}" for number in range(1, len(items) + 1))
    found = told_apart([item_of(one, _item, item, one, about) for one, item in zip(names, items, strict=True)], name)
    posts = [(item, post) for item, post in zip(items, found, strict=True) if isinstance(post, Post)]
    bodies = ("content_html", "content_text")
    stubs = frozenset(post.id for item, post in posts if _is_stub(post.text, any(map(item.get, bodies))))
    following = str(feed.get("next_url") or "")
    hubs = [str(hub.get("url") or "") for hub in _listed(feed.get("hubs")) if isinstance(hub, dict)]
    site, topic = (str(feed.get(name) or "") for name in ("home_page_url", "feed_url"))
    return Feed(found, stubs=stubs, following=following, hub=next(iter(hubs), ""), topic=topic, site=site)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _people(record: dict[str, Any]) -> list[str]:
    """The names of a feed's or an item's authors: a list in version 1.1, one in version 1."""
    people = [*_listed(record.get("authors")), record.get("author")]
    names = (str(person.get("name") or "") for person in people if isinstance(person, dict))
    return list(dict.fromkeys(filter(None, names)))


def _item(item: Any, name: str, about: _About) -> Post | Skipped:
    if not isinstance(item, dict):
        return Skipped(name, "it is not a JSON Feed item", fault=True)
    written = item.get("content_html")
    plain = without_controls(str(item.get("content_text") or item.get("summary") or ""))
    content = read_html(str(written)) if written else Content(plain)
    url = about.address_of(str(item.get("url") or "")) if item.get("url") else ""
    return Post(
        id=url or str(item.get("id") or name),
        text=content.text,
        title=plain_title(str(item.get("title") or "")),
        url=url,
        published=parse_date(item.get("date_published")),
        author=", ".join(_people(item) or filter(None, about.authors)),
        tags=tuple(str(tag) for tag in _listed(item.get("tags"))),
        blocks=content.blocks,
        links=content.links,
        guid=str(item.get("id") or ""),
    )
