"""Ghost's editors' documents as HTML: Lexical and Mobiledoc, for a post whose HTML is not given.

https://github.com/TryGhost/Koenig and https://github.com/bustle/mobiledoc-kit/blob/main/MOBILEDOC.md
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from typing import Any

from markdown_it import MarkdownIt

_MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_LEXICAL_BLOCKS = {
    "paragraph": "p",
    "quote": "blockquote",
    "extended-quote": "blockquote",
    "aside": "blockquote",
    "listitem": "li",
}
_MAX_DEPTH = 60


def lexical_html(document: str) -> str:
    """The HTML of a Lexical document; empty where it is none."""
    found = _loaded(document).get("root")
    return "".join(_lexical(found, 0)) if isinstance(found, dict) else ""


def mobiledoc_html(document: str) -> str:
    """The HTML of a Mobiledoc document; empty where it is none."""
    found = _loaded(document)
    sections = found.get("sections")
    return "".join(_section(found, section) for section in (sections if isinstance(sections, list) else ()))


def _loaded(document: str) -> dict[str, Any]:
    try:
        found = json.loads(document)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _lexical(node: dict[str, Any], depth: int) -> Iterator[str]:
    if depth > _MAX_DEPTH or not _is_for_anyone(node.get("visibility")):
        return
    kind = str(node.get("type") or "")
    children = node.get("children")
    inner = "".join(
        part
        for child in (children if isinstance(children, list) else ())
        if isinstance(child, dict)
        for part in _lexical(child, depth + 1)
    )
    if kind in ("text", "extended-text"):
        text = escape(str(node.get("text") or ""))
        marks = int(node.get("format") or 0)
        # By the bits of its format: code, and what is struck out.
        text = f"<code>{text}</code>" if marks & 16 else text
        yield f"<s>{text}</s>" if marks & 4 else text
    elif kind == "linebreak":
        yield "<br>"
    elif kind in ("heading", "extended-heading"):
        tag = str(node.get("tag") or "h2")
        yield f"<{tag}>{inner}</{tag}>" if tag in ("h1", "h2", "h3", "h4", "h5", "h6") else f"<h2>{inner}</h2>"
    elif kind == "list":
        tag = "ol" if node.get("listType") == "number" else "ul"
        yield f"<{tag}>{inner}</{tag}>"
    elif kind == "link":
        yield f'<a href="{escape(str(node.get("url") or ""))}">{inner}</a>'
    elif kind in _LEXICAL_BLOCKS:
        yield f"<{_LEXICAL_BLOCKS[kind]}>{inner}</{_LEXICAL_BLOCKS[kind]}>"
    else:
        yield _card(kind, node) or inner


def _is_for_anyone(visibility: object) -> bool:
    """Whether whoever comes sees a card on the page; Ghost 5 has had two ways of saying it."""
    if not isinstance(visibility, dict):
        return True
    web = visibility.get("web")
    return visibility.get("showOnWeb") is not False and not (isinstance(web, dict) and web.get("nonMember") is False)


def _card(name: str, payload: dict[str, Any]) -> str:
    """The HTML of a card that both editors have; empty for one without words of the author's."""

    def word(*names: str) -> str:
        return next((str(payload[one]) for one in names if isinstance(payload.get(one), str)), "")

    match name:
        case "html":
            return word("html")
        case "markdown" | "card-markdown":
            return str(_MARKDOWN.render(word("markdown")))
        case "code" | "codeblock":
            return f"<pre><code>{escape(word('code'))}</code></pre>"
        case "callout":
            return f"<p>{word('calloutText')}</p>"
        case "toggle":
            return f"<h4>{word('heading')}</h4>{word('content')}"
        case "header":
            return f"<h2>{word('header')}</h2><p>{word('subheader')}</p>"
        case "image" | "video" | "gallery":
            return f"<figure><figcaption>{word('caption')}</figcaption></figure>" if word("caption") else ""
    return ""


def _section(document: dict[str, Any], section: object) -> str:
    if not isinstance(section, list) or len(section) < 2:
        return ""
    match section:
        case [1, str(tag), list(markers)]:
            tag = {"pull-quote": "blockquote"}.get(tag, tag)
            return f"<{tag}>{_marked(document, markers)}</{tag}>"
        case [3, str(tag), list(items)]:
            inner = "".join(f"<li>{_marked(document, item)}</li>" for item in items if isinstance(item, list))
            return f"<{tag}>{inner}</{tag}>"
        case [10, int(place)]:
            cards = document.get("cards")
            card = cards[place] if isinstance(cards, list) and 0 <= place < len(cards) else None
            if isinstance(card, list) and len(card) > 1 and isinstance(card[1], dict):
                return _card(str(card[0]), card[1])
    return ""


def _marked(document: dict[str, Any], markers: list[Any]) -> str:
    """Text with its links and code. Each marker is: a kind, the marks that it opens, how many it closes, the text."""
    marks = document.get("markups")
    marks = marks if isinstance(marks, list) else []
    parts: list[str] = []
    opened: list[str] = []
    for marker in markers:
        if not isinstance(marker, list) or len(marker) < 4 or not isinstance(marker[1], list):
            continue
        kind, opens, closes, value = marker[:4]
        for place in opens:
            mark = marks[place] if isinstance(place, int) and 0 <= place < len(marks) else None
            tag = str(mark[0]) if isinstance(mark, list) and mark else ""
            tag = tag if tag in ("a", "code", "em", "strong", "s") else "span"
            given = mark[1] if isinstance(mark, list) and len(mark) > 1 and isinstance(mark[1], list) else []
            address = str(given[given.index("href") + 1]) if "href" in given[:-1] else ""
            parts.append(f'<a href="{escape(address)}">' if tag == "a" else f"<{tag}>")
            opened.append(tag)
        parts.append(escape(str(value)) if kind == 0 else "<br>")
        count = min(closes, len(opened)) if isinstance(closes, int) else 0
        parts += [f"</{opened.pop()}>" for _ in range(count)]
    return "".join(parts)
