"""XML files that may be larger than memory, broken or malicious, through lxml."""

from __future__ import annotations

import html
from collections.abc import Iterator

from lxml import etree

from embeddings.content.bounds import NoPosts, Unreadable
from embeddings.content.items import Skipped
from embeddings.sources.files import SourceFile

_PASSED, _KEPT = 10_000, 200
"""Elements around the wanted ones that are freed together, and the first of each level that stay until there is a
wanted one: they tell of the whole blog, and thousands of tags may follow."""
_INSIDE = 500_000
"""Elements of a wanted one, at most: a post with 30,000 comments."""


class Elements:
    """The elements of some names in a file, one after the other; each is forgotten when the next is asked for.

    Entities that the file declares are not followed, no other file and no network is read (see
    https://docs.python.org/3/library/xml.html#xml-security), and libxml2's own limits on depth and length apply.
    """

    def __init__(self, file: SourceFile, *names: str) -> None:
        """``names``: local names, whatever their namespace."""
        self._file = file
        self._names = names
        self._fault = ""

    def __iter__(self) -> Iterator[etree._Element]:
        """
        Raises:
            Unreadable: the file cannot be read, or breaks off before the first of the elements.
        """
        count = 0
        with self._file.open() as file:
            context = etree.iterparse(
                file,
                events=("start", "end"),
                recover=True,
                resolve_entities=False,
                no_network=True,
                remove_comments=True,
                remove_pis=True,
            )
            try:
                for element in self._wanted(context):
                    count += 1
                    yield element
            except etree.XMLSyntaxError as error:
                self._fault = str(error)
            except (OSError, EOFError, ValueError) as error:
                self._fault = str(error)
            log = [entry for entry in context.error_log if entry.level >= etree.ErrorLevels.ERROR]
            self._fault = self._fault or (log[0].message if log else "")
        if not count:
            if self._fault:
                raise Unreadable(f"it holds no entries ({self._said})")
            raise NoPosts("it holds no entries")

    def _wanted(self, context: Iterator[tuple[str, etree._Element]]) -> Iterator[etree._Element]:
        inside = passed = 0
        # An item may have an <author> of its own; it goes with the item.
        outer: etree._Element | None = None
        for event, element in context:
            if event == "start":
                if outer is None and local(element) in self._names:
                    outer, inside = element, 0
            elif outer is None:
                passed += 1
                if len(element):
                    element.clear(keep_tail=True)
                if passed % _PASSED == 0:
                    _forget_before(element, but=_KEPT)
            elif element is not outer:
                inside += 1
                if inside % _INSIDE == 0:
                    _forget_before(element)
            else:
                outer = None
                if inside < _INSIDE:
                    yield element
                else:
                    self._fault = f"an entry of it has more than {_INSIDE:,} elements"
                element.clear()
                _forget_before(element)

    @property
    def _said(self) -> str:
        return " ".join(self._fault.split())[:120]

    def fault(self) -> Iterator[Skipped]:
        """What was wrong with the file, once it was read."""
        if self._fault:
            yield Skipped(self._file.name, f"it is broken and may hold more: {self._said}", fault=True)


def _forget_before(element: etree._Element, but: int = 0) -> None:
    """Frees what stands before an element, and before those around it, but for the first on each level."""
    for node in (element, *element.iterancestors()):
        if (parent := node.getparent()) is not None:
            del parent[but : parent.index(node)]


def local(element: etree._Element) -> str:
    """The element's name without its namespace, and with a prefix that the file does not declare."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child(element: etree._Element, name: str) -> etree._Element | None:
    """The first child of this local name; also one with a prefix that the file does not declare."""
    found = element.find(f"{{*}}{name}")
    if found is None:
        found = next((other for other in element if local(other).endswith(f":{name}")), None)
    return found


def text_of(element: etree._Element, name: str) -> str:
    """The text of the first child of this local name, or empty."""
    found = child(element, name)
    return inner(found).strip() if found is not None else ""


def inner(element: etree._Element) -> str:
    """Everything in an element: its text, and the elements in it as HTML.

    ``&nbsp;`` and the like are HTML's, not XML's, but occur in exports; entities that a file declares itself are
    left out.
    """
    parts = [element.text or ""]
    for child in element:
        if isinstance(child, etree._Entity):
            meant = html.unescape(f"&{child.name};")
            parts.append("" if meant.endswith(";") and meant != ";" else meant)
        elif isinstance(child.tag, str):
            parts.append(etree.tostring(child, encoding="unicode", method="html", with_tail=False))
        parts.append(child.tail or "")
    return "".join(parts)
