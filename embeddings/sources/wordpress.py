"""WordPress exports (WXR), which Squarespace writes too. https://wordpress.org/documentation/article/tools-export-screen/

Their addresses are WordPress's own. Their text is what the editor holds: shortcodes, and blank lines for paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property, partial

from lxml import etree

from embeddings.content.addresses import joined
from embeddings.content.bounds import items_of, told
from embeddings.content.dates import parse_date
from embeddings.content.editor_text import written_html
from embeddings.content.html import plain_title, read_html
from embeddings.content.items import Aside, Skipped
from embeddings.content.kinds import KINDS, Kind
from embeddings.content.wordpress_marks import texturized
from embeddings.posts import Post
from embeddings.sources.files import SourceFile
from embeddings.sources.origin import Origin
from embeddings.sources.xml import Elements, inner, local, text_of

_STATUSES: dict[str, Kind] = {
    "draft": "draft",
    "pending": "draft",
    "auto-draft": "draft",
    "future": "scheduled",
    "private": "private",
    "trash": "trashed",
}
Shown = Callable[[str], str]
"""What the blog makes of what was typed."""
_NO_DATE = "0000-00-00"
_GALLERY = re.compile(r"(?<!\[)\[gallery(?=[\s\]])([^\[\]]*)\]")
_IDS = re.compile(r"\b(?:ids|include)=[\"'](\d[\d, ]*)")


def detect(file: SourceFile, head: bytes) -> bool:
    return b"wordpress.org/export/" in head and b"<rss" in head


def read(file: SourceFile, origin: Origin) -> Iterator[Post | Aside | Skipped]:
    """One post per item, and its comments."""
    authors: dict[str, str] = {}
    site = ""
    shown: Shown = _as_typed
    captions = _Captions(file)
    elements = Elements(file, "item", "author")
    for element in elements:
        channel = element.getparent()
        site = site or (told(text_of, channel, "link") if channel is not None else "")
        if channel is not None and shown is _as_typed:
            shown = _shown(channel)
        if local(element) == "author":
            login = told(text_of, element, "author_login")
            authors[login] = plain_title(told(text_of, element, "author_display_name")) or login
        else:
            name = told(text_of, element, "link") or f"{file.name}#{told(text_of, element, 'post_id')}"
            given = (element, file, origin, authors, site, shown, captions)
            yield from items_of(name, _item, *given, post=told(_id, element, file, origin, site))
    yield from elements.fault()


class _Captions:
    """The captions of an export's pictures, which are items of their own, wherever they stand."""

    def __init__(self, file: SourceFile) -> None:
        self._file = file

    @cached_property
    def _pictures(self) -> dict[str, tuple[str, str]]:
        """By its number, the number of the post that a picture belongs to, and its caption."""
        return {
            told(text_of, item, "post_id"): (told(text_of, item, "post_parent"), told(_encoded, item, "excerpt"))
            for item in Elements(self._file, "item")
            if told(text_of, item, "post_type") == "attachment"
        }

    @cached_property
    def _by_post(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for number, (post, _) in self._pictures.items():
            found.setdefault(post, []).append(number)
        return found

    def shown_in(self, text: str, number: str) -> str:
        """The text of a post, by its number, with the captions of its galleries: those of the pictures that one names,
        or of all that belong to the post. Each picture counts once."""
        seen: set[str] = set()

        def captions(gallery: re.Match[str]) -> str:
            named = _IDS.search(gallery[1])
            if not named and number in seen:
                return ""
            numbers = map(str.strip, named[1].split(",")) if named else self._by_post.get(number, [])
            fresh = [one for one in dict.fromkeys(numbers) if one not in seen]
            seen.update(fresh, () if named else (number,))
            shown = (self._pictures.get(one, ("", ""))[1] for one in fresh)
            return "".join(f"\n\n<figcaption>{caption}</figcaption>\n\n" for caption in shown if caption)

        return _GALLERY.sub(captions, text)


def _as_typed(text: str) -> str:
    return text


def _shown(channel: etree._Element) -> Shown:
    """WordPress sets quotation marks and dashes as its language has them; Squarespace shows what was typed."""
    if "Site-Server" in told(text_of, channel, "generator"):
        return str
    return partial(texturized, language=told(text_of, channel, "language"))


def _item(
    item: etree._Element,
    file: SourceFile,
    origin: Origin,
    authors: dict[str, str],
    site: str,
    shown: Shown,
    captions: _Captions,
) -> Iterator[Post | Aside | Skipped]:
    number = text_of(item, "post_id")
    url = _address(item, origin, site)
    kind = _kind(item)
    html = written_html(captions.shown_in(_encoded(item, "content"), number), shown)
    content = read_html(html)
    post = Post(
        id=_id(item, file, origin, site),
        text=content.text,
        title=plain_title(shown(text_of(item, "title"))),
        url="" if kind in ("draft", "scheduled", "trashed") else url,
        published=_published(item),
        author=", ".join(_authors(item, authors)),
        tags=_tags(item),
        blocks=content.blocks,
        links=content.links,
    )
    if not kind:
        yield post
    elif kind in ("attachment", "other"):
        yield Skipped(post.id, KINDS[kind], kind)
    else:
        yield Aside(kind, post)
    for comment in item.iterfind("{*}comment"):
        yield _comment(comment, post, shown)


def _address(item: etree._Element, origin: Origin, site: str) -> str:
    link = text_of(item, "link")
    return joined(origin.base or site, link) if link else ""


def _id(item: etree._Element, file: SourceFile, origin: Origin, site: str) -> str:
    url = "" if _kind(item) else _address(item, origin, site)
    return url or f"{file.name}#{text_of(item, 'post_id') or text_of(item, 'link')}"


def _kind(item: etree._Element) -> Kind | None:
    """What the item is where it is no published post."""
    kind, status = text_of(item, "post_type"), text_of(item, "status")
    if kind == "attachment":
        return "attachment"
    if kind not in ("post", "page"):
        return "other"
    if status in _STATUSES:
        return _STATUSES[status]
    if text_of(item, "post_password"):
        return "protected"
    return "page" if kind == "page" else None


def _encoded(item: etree._Element, what: str) -> str:
    """The text of an item, its ``"content"`` or its ``"excerpt"``, as it is typed."""
    for element in item.iterfind("{*}encoded"):
        if what in (etree.QName(element).namespace or "").removesuffix("/").rpartition("/")[2]:
            return inner(element)
    return ""


def _published(item: etree._Element) -> date | None:
    for name in ("post_date", "pubDate"):
        stamp = text_of(item, name)
        if stamp and not stamp.startswith(_NO_DATE) and (found := parse_date(stamp)):
            return found
    return None


def _authors(item: etree._Element, names: dict[str, str]) -> list[str]:
    # Co-Authors Plus, and wordpress.com, keep several authors as categories.
    several = [plain_title(inner(c)) for c in item.iterfind("category") if c.get("domain") == "author"]
    creator = text_of(item, "creator")
    return list(dict.fromkeys(filter(None, several))) or [names.get(creator, creator)]


def _tags(item: etree._Element) -> tuple[str, ...]:
    found = (c for c in item.iterfind("category") if c.get("domain") in ("category", "post_tag", None))
    return tuple(dict.fromkeys(name for c in found if (name := plain_title(inner(c)).strip())))


def _comment(comment: etree._Element, post: Post, shown: Shown) -> Aside | Skipped:
    identity = f"{post.id}-comment-{text_of(comment, 'comment_id')}"
    if text_of(comment, "comment_approved") != "1" or text_of(comment, "comment_type") not in ("", "comment"):
        return Skipped(identity, "it is a comment that was not let through", "comment")
    content = read_html(written_html(text_of(comment, "comment_content"), shown))
    return Aside(
        "comment",
        Post(
            id=identity,
            text=content.text,
            title=post.title,
            url=f"{post.url}#comment-{text_of(comment, 'comment_id')}" if post.url else "",
            published=parse_date(text_of(comment, "comment_date")),
            author=plain_title(text_of(comment, "comment_author")),
            blocks=content.blocks,
        ),
    )
