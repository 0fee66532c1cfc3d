"""Which blocks of a page are its post.

Three ways say something about it: two libraries that find the main text of any page, trafilatura and readability, and
the marks that blogging platforms put on a post's body. None is right on every page, and none of the libraries gives the
text as a reader sees it: they drop captions, rows of tables, invisible characters. So the page is read once, as it
stands, and each of its blocks is held against what each of them says.

``tests/benchmarks/pages.py`` measures the outcome beside each library alone, and chose the numbers below on one half of
its pages.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import compress

from selectolax.lexbor import LexborHTMLParser, LexborNode

from embeddings.content.bylines import title_at
from embeddings.content.edges import trim
from embeddings.content.html import Content, blocks_of, content_of
from embeddings.content.libraries import main_texts
from embeddings.content.selectors import ARTICLE, BODIES, BOILERPLATE, BOXES, NOTES, WHOLE_BODY
from embeddings.languages import UNSPACED_LETTER
from embeddings.posts import Block

_MAX_CHARS = 1_000_000
"""Characters of a page's text above which nothing is weighed: it takes seconds, and no such page is a usual one."""
_AGREED = 0.8
"""Share of the one library's text that the other must have, for its borders to count."""
_SHARED = 0.1
"""The same, for them to have the same post."""
_LINE = 150
"""Characters of a block below which only one library's word is not enough for it outside the other's borders."""
_LINKED = 0.2
"""Share of a block's letters that stand in links, above which it is no prose."""
_BOX_LINKED = 0.5
"""The same within a box."""
_PROSE = 80
"""Characters of a block of prose at least: shorter ones are captions, bylines, buttons."""
_MORE = 2
"""Letters that a character of these scripts says more than one does."""
_CLEAN = 0.7
"""Share of what stands in a body mark that must be known for the post's, for the rest to be believed."""
_HELD = 0.6
"""Share of the post that a body mark must hold to be the mark of this post's body."""
_CONTENT_TAGS = frozenset(
    """p ul ol li blockquote pre code table tbody thead tfoot tr td th caption figure h1 h2 h3 h4 h5 h6 dl dd dt
    details summary footer""".split()
)
"""What authors write with; what a theme puts between it is in a ``div``, a ``section`` or an ``aside``."""
_MADE = frozenset({"item", "table", "code", "quotation"})
"""Kinds of block that an author has to ask for; a theme puts paragraphs and headings of its own into an article."""
_CREDIT = re.compile(
    r"©|\b(?:fotos?|photos?|image|bild|credits?|crédit|quelle|source)\b ?[:/©]|\b(?:photo|image)s? by\b", re.IGNORECASE
)
_INVITATION = re.compile(r"newsletter|subscrib|sign up|abonnier|abonne[zr]|suscr[ií]b|inscrev", re.IGNORECASE)
_LEVELS = 6
"""Sections within each other at most, as there are headings."""
_WORDS_OF_CAPTION = 4
"""Words before the name of a photographer, at least, for a caption to say something."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A block of the page with what is known of it."""

    text: str
    kind: str
    element: LexborNode
    ancestors: frozenset[int]
    """The marks and the boilerplate that it stands in, by ``mem_id``."""
    main: bool
    """Whether trafilatura has it."""
    readable: bool
    """Whether readability has it."""

    @property
    def is_caption(self) -> bool:
        return _within(self.element, "figcaption")


def post_content(page: str, tree: LexborHTMLParser, title: str = "", address: str = "", author: str = "") -> Content:
    """What the page's post says, as a reader sees it; all of the page that is not around a post where nobody knows.

    Args:
        page: the page.
        tree: the same page, parsed.
        title: of the post; what stands before the heading with it is the page's.
        address: of the page; lines of links within its blog are the page's too.
        author: of the post; a line beside it that only names them is the page's.
    """
    body = tree.body
    if body is None:
        return Content()
    made = tree.css(WHOLE_BODY)
    if len(made) == 1 and (content := content_of(made[0])).text:
        return content
    whole, elements = blocks_of(body)
    if len(whole.text) > _MAX_CHARS:
        return whole
    boilerplate = {node.mem_id for node in tree.css(BOILERPLATE)}
    notes = {node.mem_id: [*_holders(node)] for node in tree.css(NOTES) if node.parent}
    marks = {holders[-1].mem_id: NOTES for holders in notes.values()}
    bodies = {selector: tree.css(selector) for selector in reversed(BODIES)}
    marks |= {node.mem_id: selector for selector, nodes in bodies.items() for node in nodes}
    wrappers = {holder.mem_id for holders in notes.values() for holder in holders[:-1]}
    wrappers |= {inner for nodes in bodies.values() for node in nodes for inner in _wrappers(node)}
    said = main_texts(page)
    ancestors = _ancestors(elements, boilerplate | marks.keys() | notes.keys())
    places = [
        _Place(text, block.kind, element, inside, *(library.has(text) for library in said))
        for block, element, inside in zip(whole.blocks, elements, ancestors, strict=True)
        for text in [whole.text[block.start : block.end]]
    ]
    boxes = {node.mem_id for node in tree.css(BOXES)}
    choice = _Choice(places, boilerplate, boxes, marks, notes, wrappers)
    kept = choice.kept()
    kept = choice.titled(title, kept) or kept
    _cut_before(places, title_at(whole, title), kept)
    _cut_behind_notes(places, {note: holders[-1].mem_id for note, holders in notes.items()}, kept)
    trim(whole, elements, kept, title, address, author)
    content = only(whole, list(compress(whole.blocks, kept)))
    places_kept = {place.element.mem_id: place.element for place in compress(places, kept)}
    linked = {" ".join(link.text().split()) for element in places_kept.values() for link in element.css("a")}
    return replace(content, links=tuple(link for link in content.links if link.text in linked))


def only(content: Content, kept: Sequence[Block]) -> Content:
    """The content reduced to some of its blocks; it keeps all links."""
    parts: list[str] = []
    moved: list[Block] = []
    length = 0
    for before, block in zip([None, *kept], kept, strict=False):
        if before:
            gap = "\n" if before.kind == block.kind and block.kind in ("item", "table") else "\n\n"
            parts.append(gap)
            length += len(gap)
        body = content.text[block.start : block.end]
        parts.append(body)
        moved.append(replace(block, start=length, end=length + len(body)))
        length += len(body)
    return Content("".join(parts), tuple(moved), content.links)


def _holders(note: LexborNode) -> Iterator[LexborNode]:
    """What footnotes stand in: an element, and where it is a section of a text, those around it."""
    outer = note.parent
    for _ in range(_LEVELS):
        if outer is None:
            return
        yield outer
        outer = outer.parent if outer.tag == "section" and outer.parent and outer.parent.tag == "section" else None


def _wrappers(mark: LexborNode) -> Iterator[int]:
    """The elements that hold all of a mark, from the outermost, by ``mem_id``."""
    while True:
        inner = [node for node in mark.iter(include_text=True) if node.is_element_node or node.text().strip()]
        if len(inner) != 1 or inner[0].tag in _CONTENT_TAGS or not inner[0].is_element_node:
            return
        mark = inner[0]
        yield mark.mem_id


def _ancestors(elements: Iterable[LexborNode], wanted: set[int]) -> Iterator[frozenset[int]]:
    """For each element which of the wanted ones it is or stands in, by ``mem_id``."""
    known: dict[int, frozenset[int]] = {}
    for element in elements:
        path: list[int] = []
        node: LexborNode | None = element
        while node is not None and node.mem_id not in known:
            path.append(node.mem_id)
            node = node.parent
        found = known[node.mem_id] if node is not None else frozenset()
        for name in reversed(path):
            found = found | {name} if name in wanted else found
            known[name] = found
        yield known[element.mem_id]


class _Choice:
    """The blocks of a page, and the rules by which some are the post's."""

    def __init__(
        self,
        places: Sequence[_Place],
        boilerplate: set[int],
        boxes: set[int],
        marks: dict[int, str],
        notes: Container[int],
        wrappers: Container[int],
    ) -> None:
        self._places = places
        self._boxes = boxes
        self._marks = marks
        self._notes = notes
        self._wrappers = wrappers
        self._shares: dict[int, float] = {}
        found = [(place.main or place.readable) and self._linked(place.element) < _BOX_LINKED for place in self._places]
        main = self._held(found)
        total = sum(len(place.text) for place in compress(places, found))
        known = list(compress(self._places, found))
        holders = {node for place in known if self._is_prose(place) for node in place.ancestors}
        apart = any(place.kind != "heading" and place.ancestors.isdisjoint(boilerplate) for place in known)
        # An element that holds the post is not around it, whatever its class; a notice below a shorter post is.
        self._boilerplate = {
            node for node in boilerplate if 2 * main.get(node, 0) < max(total, 1) or (apart and node not in holders)
        }

    def kept(self) -> list[bool]:
        """For each block whether it is the post's."""
        places = self._places
        kept = [place.main and not self._is_around(place) for place in places]
        if not any(kept):
            kept = [place.readable and not self._is_around(place) for place in places]
        self._cut_at_borders(kept)
        body = self._body(kept)
        if body is not None:
            kept = [known and body in place.ancestors for known, place in zip(kept, places, strict=True)]
        if not any(kept):
            return self._marked(body) or [not self._is_around(place) for place in places]
        self._fill_gaps(kept)
        self._fill_marks(kept)
        # What a mark has moved the end behind is a gap now.
        self._fill_gaps(kept)
        while any(kept) and _invites(self._places[_borders(kept)[1]]):
            kept[_borders(kept)[1]] = False
        return kept

    def titled(self, title: str, kept: Sequence[bool]) -> list[bool]:
        """What is in the article with the title, where all else that is kept stands in other articles, and those have
        titles too, or most of this one is left out: that is another post, which follows; empty elsewhere."""
        articles = [{node for node in place.ancestors if self._marks.get(node) == ARTICLE} for place in self._places]
        found = list(zip(self._places, articles, kept, strict=True))
        own = next((nodes for place, nodes, _ in found if place.kind == "heading" and place.text == title), set())
        others = [nodes for _, nodes, known in found if known and own.isdisjoint(nodes)]
        if not own or not others or not all(others):
            return []
        inside = [not own.isdisjoint(nodes) and not self._is_around(place) for place, nodes, _ in found]
        prose = [known for place, _, known in compress(found, inside) if self._is_prose(place)]
        titled = {node for place, nodes, _ in found if place.element.tag == "h1" for node in nodes}
        named = not any(titled.isdisjoint(nodes) for nodes in others)
        return inside if len(prose) > 1 and (named or 2 * sum(prose) < len(prose)) else []

    def _is_around(self, place: _Place) -> bool:
        return not self._boilerplate.isdisjoint(place.ancestors)

    def _held(self, known: Iterable[bool]) -> dict[int, int]:
        """Characters of the known blocks in each mark and each boilerplate element."""
        held: dict[int, int] = {}
        for place, is_known in zip(self._places, known, strict=True):
            if is_known:
                for node in place.ancestors:
                    held[node] = held.get(node, 0) + len(place.text)
        return held

    def _cut_at_borders(self, kept: list[bool]) -> None:
        """Where the libraries agree, short lines before and after what the other has are the page's, not the post's."""
        length = sum(len(place.text) for place in compress(self._places, kept))
        agreed = sum(len(place.text) for place in compress(self._places, kept) if place.readable)
        readable = [number for number, place in enumerate(self._places) if place.readable]
        if readable and agreed >= _AGREED * length:
            for number, place in enumerate(self._places):
                if not readable[0] <= number <= readable[-1] and len(place.text) < _LINE:
                    kept[number] = False

    def _body(self, kept: Sequence[bool]) -> int | None:
        """The element that a platform marks as the body, where it is the only one and most prose is in it; where there
        is no prose, the smallest with any text."""
        known = list(compress(self._places, kept))
        prose = list(filter(self._is_prose, known))
        bodies = list(self._bodies())
        if not prose:
            sizes = {node: sum(node in place.ancestors for place in self._places) for node in bodies}
            return min(filter(sizes.get, sizes), key=lambda node: sizes[node], default=None)
        for node in bodies:
            inside = sum(len(place.text) for place in prose if node in place.ancestors)
            if 2 * inside > sum(len(place.text) for place in prose):
                return node
        return None

    def _bodies(self) -> Iterator[int]:
        """The elements that are marked as the body, each the only one with its mark, the most reliable mark first."""
        for selector in BODIES:
            marked = [node for node, by in self._marks.items() if by == selector]
            if selector != ARTICLE and len(marked) == 1:
                yield marked[0]

    def _marked(self, body: int | None) -> list[bool]:
        """What is in the one element that a platform marks as the body; empty where there is none."""
        articles = [node for node, by in self._marks.items() if by == ARTICLE]
        wanted = [*self._bodies(), *(articles if len(articles) == 1 else ())] if body is None else [body]
        for node in wanted:
            inside = [node in place.ancestors and not self._is_around(place) for place in self._places]
            if any(inside):
                return inside
        return []

    def _fill_gaps(self, kept: list[bool]) -> None:
        """Between the post's first and last block: captions, boxes, the prose that readability has, and what stands
        beside most of the prose; its lead."""
        first, last = _borders(kept)
        lead = self._places[first - 1] if first else None
        if lead and lead.readable and self._is_prose(lead) and not self._is_around(lead):
            kept[first - 1] = True
        length = sum(len(place.text) for place in compress(self._places, kept))
        agreed = sum(len(place.text) for place in compress(self._places, kept) if place.readable)
        if agreed < _SHARED * length and any(place.readable for place in self._places):
            # They hold two different posts of the page; what is between the ends of one is not all its own.
            return
        parents = {node.mem_id for place in compress(self._places, kept) for node in [place.element.parent] if node}
        column = self._column(kept)
        for number in range(first, last):
            place = self._places[number]
            if kept[number]:
                continue
            if self._is_around(place):
                kept[number] = self._is_box(place, parents)
            elif place.is_caption:
                kept[number] = _says_something(place)
            elif not _is_layout(place):
                linked = self._linked(place.element)
                written = linked < _BOX_LINKED and not _invites(place) and self._is_written(place, column)
                written &= any(map(str.isalnum, place.text))
                kept[number] = written or (place.readable and linked < _LINKED)

    def _column(self, kept: Sequence[bool]) -> int:
        """What most of the kept prose directly stands in, by ``mem_id``."""
        held: dict[int, int] = {}
        for place in compress(self._places, kept):
            if self._is_prose(place):
                node: LexborNode | None = place.element
                while node is not None and node.tag in _CONTENT_TAGS:
                    node = node.parent
                if node is not None:
                    held[node.mem_id] = held.get(node.mem_id, 0) + len(place.text)
        return max(held, key=lambda node: held[node], default=0)

    def _fill_marks(self, kept: list[bool]) -> None:
        """What else an author wrote in an element that is marked as the body and holds little else than the post."""
        known = self._held(kept)
        whole = self._held(not self._is_around(place) for place in self._places)
        length = sum(len(place.text) for place in compress(self._places, kept))
        good = {
            node: selector
            for node, selector in self._marks.items()
            if known.get(node, 0) >= max(_CLEAN * whole.get(node, 0), _HELD * length, 1)
        }
        first, last = _borders(kept)
        for number, place in enumerate(self._places):
            if kept[number] or place.is_caption or self._is_around(place) or _invites(place):
                continue
            kept[number] = any(
                (selector != ARTICLE or first < number < last or place.kind in _MADE) and self._is_written(place, node)
                for node, selector in good.items()
                if node in place.ancestors
            )

    def _is_written(self, place: _Place, mark: int) -> bool:
        """Whether nothing but what authors write with stands between a block and the mark that it is in."""
        node: LexborNode | None = place.element
        while node is not None and node.mem_id != mark:
            around = node.mem_id in self._notes or node.mem_id in self._wrappers
            if node.tag not in _CONTENT_TAGS and not around and place.kind != "code" and not _is_of_table(node):
                return False
            node = node.parent
        return node is not None

    def _is_prose(self, place: _Place) -> bool:
        length = len(place.text) + _MORE * len(UNSPACED_LETTER.findall(place.text))
        return length >= _PROSE and self._linked(place.element) < _LINKED

    def _linked(self, element: LexborNode) -> float:
        """The share of an element's letters that stand in links: all of them where it stands in one itself."""
        if element.mem_id not in self._shares and _within(element, "a"):
            self._shares[element.mem_id] = 1.0
        if element.mem_id not in self._shares:
            letters = len("".join(element.text().split()))
            linked = sum(len("".join(link.text().split())) for link in element.css("a"))
            self._shares[element.mem_id] = linked / max(letters, 1)
        return self._shares[element.mem_id]

    def _is_box(self, place: _Place, parents: Container[int]) -> bool:
        """Whether it is in a box that an author put between paragraphs of these parents: no list of links."""
        if not self._boilerplate & place.ancestors <= self._boxes or self._linked(place.element) >= _BOX_LINKED:
            return False
        node: LexborNode | None = place.element
        while node is not None and node.mem_id not in self._boilerplate:
            node = node.parent
        return node is not None and node.parent is not None and node.parent.mem_id in parents


def _cut_before(places: Sequence[_Place], heading: int | None, kept: list[bool]) -> None:
    """Leaves out what stands before the heading with the post's title, where most of the post stands after it."""
    before = sum(len(place.text) for place in compress(places[:heading], kept)) if heading else 0
    if heading and 2 * before < sum(len(place.text) for place in compress(places, kept)):
        kept[:heading] = [False] * heading


def _cut_behind_notes(places: Sequence[_Place], notes: Mapping[int, int], kept: list[bool]) -> None:
    """Leaves out what stands behind the footnotes and what holds them, unless both libraries have prose there."""
    noted = [n for n, place in enumerate(places) if kept[n] and not place.ancestors.isdisjoint(notes)]
    around = {notes[note] for note in notes if noted and note in places[noted[-1]].ancestors}
    behind = [n for n in range(noted[-1] + 1, len(places)) if around.isdisjoint(places[n].ancestors)] if noted else []
    if not any(place.main and place.readable and len(place.text) >= _PROSE for place in (places[n] for n in behind)):
        for number in behind:
            kept[number] = False


def _borders(kept: Sequence[bool]) -> tuple[int, int]:
    """The first and the last block that is kept."""
    return kept.index(True), len(kept) - 1 - list(reversed(kept)).index(True)


def _says_something(caption: _Place) -> bool:
    """Whether a caption is more than the name of a photographer, and not the teaser of another page."""
    if _within(caption.element, "a"):
        return False
    credit = _CREDIT.search(caption.text)
    return not credit or len(caption.text[: credit.start()].split()) >= _WORDS_OF_CAPTION


def _is_of_table(node: LexborNode) -> bool:
    """Whether an element holds nothing but a table, which scrolls in it."""
    while node.tag != "table":
        inner = (child for child in node.iter(include_text=True) if child.is_element_node or child.text().strip())
        only_one = next(inner, None)
        if only_one is None or not only_one.is_element_node or next(inner, None) is not None:
            return False
        node = only_one
    return True


def _is_layout(place: _Place) -> bool:
    """Whether it is a row of one cell: old pages are laid out by such tables, none states facts in one."""
    return place.element.tag == "tr" and "\t" not in place.text


def _invites(place: _Place) -> bool:
    """Whether it is a site's invitation to its newsletter, with a link to it."""
    return bool(_INVITATION.search(place.text)) and place.element.css_first("a") is not None


def _within(element: LexborNode, tag: str) -> bool:
    node: LexborNode | None = element
    for _ in range(5):
        if node is None or node.tag == tag:
            return node is not None
        node = node.parent
    return False
