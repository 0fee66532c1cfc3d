"""``<sup>`` and ``<sub>`` as text: a power does not melt into its number, nor a footnote's mark into its word."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from embeddings.text.superscripts import ABOVE, BELOW, NOTE_GAP

_NOTE_CLASSES = frozenset(
    """footnote footnote-ref footnote-reference footnoteref footnote-link footnote-anchor footnote-number fn fnref
    noteref endnote sdfootnoteanc easy-footnote modern-footnotes-footnote mfn-toggle simple-footnote reference
    js-footnote-ref""".split()
)
_NOTE_TARGET = re.compile(
    r"#_?(?:user-content-)?(?:fn|foot|ftn|edn|end|note|cite|ref|sdfootnote|easy-footnote)", re.IGNORECASE
)
_NOTE_MARK = re.compile(r"[0-9a-zA-Z]{1,3}(?:\s?[,;–-]\s?[0-9a-zA-Z]{1,3}){0,9}")
_BARE_MARK = re.compile(r"\d{1,2}(?:,\s?\d{1,2}){0,9}")
_AFTER_WORD = re.compile(r"(?:[^\W\d_]{4}|[.!?;:…,”’\"»])$")
"""Where a bare number is a note's: behind a word too long for a unit or a variable, or behind a mark."""
_UNIT = re.compile(r"(?:miles?|met(?:er|re|ro)s?|feet|foot|inch(?:es)?|yards?|seconds?)$", re.IGNORECASE)
_ORDINALS = frozenset("st nd rd th er ère ere re ème eme de nde os as º ª".split())
"""Longer than a letter: "1990<sup>a</sup>" and "1<sup>a</sup>" look alike, and may name a note or a work."""
_SIGNS = {"TM": "™", "SM": "℠"}
_LONGEST = 40
"""Characters that are still taken for a power, an index or a mark, and not for small print."""
_MAX_DEPTH = 20


def raised(node: LexborNode, before: str) -> str | None:
    """What a ``<sup>`` or a ``<sub>`` adds to a text, or ``None`` where it is ordinary text in small letters.

    Args:
        node: the element.
        before: the end of the text that stands before it.
    """
    above = node.tag == "sup"
    text = _inner(node, 0).strip()
    if not text or len(text) > _LONGEST:
        return None
    if above and _is_note(node, text, before):
        return note_mark(text, before)
    if text.isspace() or (" " in text and not any(char.isdigit() for char in text)):
        return None
    return _shifted(text, before, above=above)


def note_mark(text: str, before: str) -> str:
    """The mark of a footnote, apart from the word before it.

    Args:
        text: the mark as the page has it; one that brackets set apart stays as it is.
        before: the end of the text that stands before it.
    """
    mark = "".join(ABOVE.get(char, char) for char in text)
    gap = NOTE_GAP if before[-1:].strip() and mark[0] in ABOVE.values() else ""
    return f"{gap}{mark}"


def is_note_link(node: LexborNode, text: str) -> bool:
    """Whether an ``<a>`` is the mark of a footnote that a style sheet sets above the line."""
    return bool(_NOTE_MARK.fullmatch(text)) and any(char.isdigit() for char in text) and _leads_to_note(node)


def _is_note(node: LexborNode, text: str, before: str) -> bool:
    if not _NOTE_MARK.fullmatch(text):
        return False
    parent = node.parent
    links = [*node.css("a"), *([parent] if parent is not None and parent.tag == "a" else [])]
    if any((link.attributes.get("href") or "").startswith("#") or _leads_to_note(link) for link in links):
        return True
    if _is_marked(node):
        return True
    return bool(_BARE_MARK.fullmatch(text) and _AFTER_WORD.search(before) and not _UNIT.search(before))


def _leads_to_note(link: LexborNode) -> bool:
    attributes = link.attributes
    if attributes.get("role") == "doc-noteref" or _is_marked(link):
        return True
    return bool(_NOTE_TARGET.search(attributes.get("href") or ""))


def _is_marked(node: LexborNode) -> bool:
    attributes = node.attributes
    classes = (attributes.get("class") or "").lower().split()
    return not _NOTE_CLASSES.isdisjoint(classes) or (attributes.get("id") or "").lower().startswith(
        ("fnref", "cite_ref")
    )


def _shifted(text: str, before: str, *, above: bool) -> str:
    base = before[-1:]
    if above and text in _SIGNS:
        return _SIGNS[text]
    if above and base.isdigit() and text.lower() in _ORDINALS:
        return text
    table = ABOVE if above else BELOW
    if all(char in table for char in text) and (base.strip() or not text.isalpha()):
        return "".join(table[char] for char in text)
    # Nothing melts into a space, a mark of its own such as "*", or a bracket.
    if not (base.isalnum() or base in ")]}") or not base or not (text[0].isalnum() or text[0] in "+-−"):
        return text
    return f"{'^' if above else '_'}{text if len(text) == 1 else f'({text})'}"


def _inner(node: LexborNode, depth: int) -> str:
    """The text of an element in which the powers of powers stand apart too."""
    parts: list[str] = []
    child = node.first_child
    while child is not None:
        if child.is_text_node:
            parts.append(" ".join((child.text_content or "").split("\n")))
        elif child.is_element_node and depth < _MAX_DEPTH:
            inner = _inner(child, depth + 1)
            before = "".join(parts)[-8:]
            parts.append(
                _shifted(inner, before, above=child.tag == "sup") if child.tag in ("sup", "sub") and inner else inner
            )
        child = child.next
    return " ".join("".join(parts).split())
