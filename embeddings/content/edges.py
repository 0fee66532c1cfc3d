"""Lines above and below a post that are its page's: where they lead is elsewhere on the blog."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from embeddings.content.bylines import BY, byline_of, title_at
from embeddings.content.html import Content

_LINKS = 50
"""Links of a line that are looked at: one that has more is a list of them."""
_CHARS = 300
"""Characters of such a line at most."""
_LABEL = re.compile(r"(?:[^\W\d_]+\s){0,2}[^\W\d_]+\s?[:：]")
"""What may stand before the links of a line."""
_RIGHTS = re.compile(
    r"(?=.*\b(?:19|20)\d\d\b)(?:(?:©|copyright\b).{0,80}|[^©]{0,30}©.{0,60}[^.!?])"
    r"|(?:[^.]{1,60}\. )?all rights reserved\.?",
    re.IGNORECASE,
)
_LINES = 12
"""Lines at an end at most that are the page's."""
_FILES = re.compile(r"/(?:tags?|labels?|categor(?:y|ies)|authors?|topics?)/")
"""In the address of a list of posts."""
_SHARES = re.compile(
    r"mailto:|(?:twitter|x)\.com/(?:intent|share)|facebook\.com/share|linkedin\.com/share|reddit\.com/submit|wa\.me/"
    r"|whatsapp|t\.me/share|pinterest\.[a-z]+/pin/create|/submitlink"
)
"""In an address at which a reader passes a post on."""


def trim(
    content: Content, elements: Sequence[LexborNode], kept: list[bool], title: str, address: str, author: str = ""
) -> None:
    """Leaves out the line with the post's date and author, and the lines at both ends that only lead elsewhere.

    A post that would have nothing left has such lines of its own, and stays whole.

    Args:
        content: of the whole page.
        elements: in which its blocks stand.
        kept: for each block whether it is the post's.
        title: of the post.
        address: of the page.
        author: of the post, several joined by ``", "``.
    """
    whole = list(kept)
    if byline := byline_of(content, elements, title):
        kept[byline.number] = False
    host = urlsplit(address).netloc
    names = author.split(", ")
    heading = title_at(content, title)
    inside = [number for number, known in enumerate(kept) if known and number != heading]
    for is_end, numbers in ((False, inside[:_LINES]), (True, inside[: -_LINES - 1 : -1])):
        for number in numbers:
            block = content.blocks[number]
            text = " ".join(content.text[block.start : block.end].split())
            if block.kind == "item":
                if not _is_filed(elements[number]) and not (_LABEL.fullmatch(text) and _is_of_filed(elements[number])):
                    break
            elif block.kind != "paragraph" or not (
                text in names
                or _is_of_page(text, elements[number], title, host)
                # "Tags:" of a post that has none, and the like.
                or (is_end and (_LABEL.fullmatch(text) or _is_unrated(text, elements[number])))
            ):
                break
            kept[number] = False
    if not any(known and block.kind != "heading" for block, known in zip(content.blocks, kept, strict=True)):
        kept[:] = whole


def _is_of_page(text: str, element: LexborNode, title: str, host: str) -> bool:
    """Whether a line is the address of who runs the page, its rights, or nothing but links within the blog, to those
    who pass it on, and the title."""
    if len(text) > _CHARS:
        return False
    if element.tag == "address" or _RIGHTS.fullmatch(text):
        return True
    found = element.css("a[href]")
    outer = element.parent
    if outer is not None and outer.tag == "a":
        found = [outer]
    links = [(" ".join(link.text().split()), link.attributes.get("href") or "") for link in found[:_LINKS]]
    inside = [(words, target) for words, target in links if words and words in text]
    if not inside or not all(_leads_on(target, host) for _, target in inside):
        return False
    rest = text
    for words in sorted((words for words, _ in inside), key=len, reverse=True):
        rest = rest.replace(words, " ", 1)
    rest = rest.replace(title, " ", 1) if title else rest
    return not any(map(str.isalnum, _LABEL.sub("", rest.strip(), count=1)))


def _is_filed(item: LexborNode) -> bool:
    """Whether an item of a list is nothing but a tag of the post, or another list of posts that it is on."""
    links = item.css("a[href]")[:_LINKS]
    words = "".join("".join(link.text().split()) for link in links)
    whole = " ".join(item.text().split())
    shown = ("".join(text.split()).strip(",;|#") for text in (whole, BY.sub("", whole, count=1)))
    return (
        bool(links)
        and words.strip(",;|#") in shown
        and all(_FILES.search(link.attributes.get("href") or "") for link in links)
    )


def _is_of_filed(label: LexborNode) -> bool:
    """Whether the other items of a label's list are such, which need not be kept as the label is."""
    outer = label.parent
    others = [item for item in outer.iter() if item.mem_id != label.mem_id] if outer is not None else []
    return bool(others) and all(map(_is_filed, others))


def _is_unrated(text: str, element: LexborNode) -> bool:
    """Whether a line is a theme's place for votes, of which there are none; a rating that an author gives is a number,
    or a row of signs."""
    classes = f"{element.attributes.get('class') or ''} {_class_around(element)}".split()
    return "rating" in classes and text.replace(" ", "").isalpha()


def _class_around(element: LexborNode) -> str:
    return (element.parent.attributes.get("class") or "") if element.parent is not None else ""


def _leads_on(target: str, host: str) -> bool:
    """Whether an address is on the same blog, or one at which a post is passed on."""
    netloc = urlsplit(target).netloc
    return bool(_SHARES.search(target)) or not netloc or netloc == host
