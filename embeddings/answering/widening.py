"""A sentence with what it cannot stand without: what it leans on, what it announces, and what takes it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from embeddings.answering.lines import LISTED, Line, depth_of, header_of
from embeddings.posts import HOLE

SHORT, LONG = 80, 260
"""Characters: a shorter quote takes in a neighbour, as long as it does not get longer than this."""
LEANING = 440
"""Characters that a quote may have with the sentences that it leans on."""
LIST = 500
"""Characters that a quote may have with the list that it announces, or with the rows of a table above its own."""
ANNOUNCED = 900
"""The same with one thing that it announces, such as code."""
TURNED = 600
"""Characters that a quote may have with the sentence that takes it back."""
CONTRASTED = 300
"""The same with a sentence that holds something against it."""
ALSO_ANSWERS, ELSEWHERE = 0.15, 0.3
"""What a neighbour needs to answer too: share of how likely the likeliest line of all answers, in the same block and in
another."""
ANSWERS = 0.5
"""What it needs to be taken along though it leans on what does not fit, is the end of a list, or another paragraph."""
_STEPS = 3
"""Sentences that a quote takes along on one side at most."""

Place = tuple[int, int]


@dataclass
class _Span:
    """Rows of the lines, first and last."""

    lines: Sequence[Line]
    is_free: Callable[[Line], bool]
    """Whether no other quote holds a line."""
    first: int
    last: int

    def length(self, first: int, last: int) -> int:
        return self.lines[last].end - self.lines[first].start

    def free(self, row: int) -> bool:
        return 0 <= row < len(self.lines) and HOLE not in self.lines[row].text and self.is_free(self.lines[row])

    def takes(self, row: int, most: int) -> bool:
        """Takes the row before or behind it along, if it is free, no heading, and the whole not too long."""
        if not self.free(row):
            return False
        first, last = min(self.first, row), max(self.last, row)
        near, own = self.lines[row], self.lines[self.first]
        # What stands below a picture is no part of the text around it.
        apart = "caption" in (near.kind, own.kind) and near.block != own.block
        if near.kind == "heading" or apart or self.length(first, last) > most:
            return False
        if row < self.first and (near.signs or own.kind == "heading"):
            # It is of who speaks above it, or of another section.
            return False
        self.first, self.last = first, last
        return True

    def takes_alone(self, row: int, most: int) -> bool:
        """The same, but for a row that leans on what does not fit, where the quote stood alone without it."""
        first, last = self.first, self.last
        if not self.takes(row, most):
            return False
        self.lean_back()
        if self.first and self.lines[self.first].dangles and not self.lines[first].dangles:
            self.first, self.last = first, last
            return False
        return True

    def lean_back(self) -> None:
        """Takes along what the first line leans on, or the heading above it, who announces it, and the "Yes." or "No."
        that it goes on from."""
        for _ in range(_STEPS):
            line, before = self.lines[self.first], self.first - 1
            if not self.free(before):
                return
            if self.lines[before].kind == "heading":
                if line.leans_back and self.length(before, self.last) <= LEANING:
                    self.first = before
                return
            within = self.lines[before].block == line.block
            # "And" at the head of a paragraph needs nothing of the one before it.
            leans = line.dangles or (within and (line.leans_back or self.lines[before].is_bare))
            if not (leans or self.lines[before].announces) or self._is_part_of_code(before):
                return
            if self.lines[before].kind == "item" and line.kind != "item":
                # Of a list that it points back to the last item says little.
                if not self._takes_list(before):
                    return
            elif not self.takes(before, LEANING if leans else LIST if line.kind == "item" else LONG):
                return

    def _takes_list(self, last: int) -> bool:
        """Takes the list that ends above along whole, if it fits."""
        top = last
        while top and self._is_item(top - 1, 0):
            top -= 1
        fits = self._is_item(top, 0) and self.length(top, self.last) <= LEANING
        if fits:
            self.first = top
        return fits

    def _is_part_of_code(self, row: int) -> bool:
        """Whether a line is some of the code in its block, which says nothing without the rest."""
        line, near = self.lines[row], self.lines[max(0, row - 1) : row + 2]
        return line.kind == "code" and any(other is not line and other.block == line.block for other in near)

    def go_on(self) -> None:
        """Takes along what the last line announces, and what that announces in turn."""
        for _ in range(_STEPS):
            last = self.last
            self._take_announced()
            if self.last == last:
                return

    def _take_announced(self) -> None:
        """A list as far as it fits, or one sentence."""
        announcing = self.last
        to_table = self.lines[announcing].points_to_table
        if not (self.lines[announcing].announces or to_table):
            return
        if not to_table:
            self._take_heading_of_list()
        while self.last + 1 < len(self.lines):
            follows = self.lines[self.last + 1]
            listed = follows.kind == "table" if to_table else follows.kind in LISTED
            if self.lines[announcing].kind == follows.kind == "item" and follows.level <= self.lines[announcing].level:
                break
            if not listed and (to_table or self.last > announcing):
                break
            # What is announced comes along even if it is long; of a list, that is its first item.
            most = LIST if self.last > announcing else ANNOUNCED
            if not self.takes(self.last + 1, most) or not listed:
                break
        while self.last > announcing and self.lines[self.last].announces and self.last - announcing > 1:
            self.last -= 1

    def _take_heading_of_list(self) -> None:
        """The heading that stands between a list and what announces it."""
        heading, item = self.last + 1, self.last + 2
        if item >= len(self.lines) or (self.lines[heading].kind, self.lines[item].kind) != ("heading", "item"):
            return
        if self.free(heading) and self.free(item) and self.length(self.first, item) <= LIST:
            self.last = item

    def head_of_table(self) -> None:
        """Takes along the rows from the header on, and of a header the rows below it."""
        row = self.last
        if self.lines[row].kind != "table":
            return
        block = self.lines[row].block
        while self.last + 1 < len(self.lines) and self.lines[self.last + 1].block == block:
            if not self.takes(self.last + 1, LIST):
                break
        header = header_of(self.lines, row)
        if header == row:
            while self.last + 1 < len(self.lines) and self.lines[self.last + 1].kind == "table":
                if self.lines[self.last + 1].is_header or not self.takes(self.last + 1, LIST):
                    break
        elif (
            header < self.first
            and self.length(header, self.last) <= LIST
            and all(self.free(row) for row in range(header, self.first))
        ):
            self.first = header
        if self.first and (self.lines[self.first - 1].announces or self.lines[self.first - 1].points_to_table):
            self.takes(self.first - 1, LIST)

    def take_neighbour(self, worth: Callable[[Line], float]) -> None:
        """Takes along what follows a question, or the better neighbour of a line that is very short, one of its own
        paragraph before any other."""
        held = self.lines[self.first : self.last + 1]
        if held[-1].asks and self.takes(self.last + 1, LONG):
            return
        if self.length(self.first, self.last) >= SHORT or any(line.kind == "table" or line.announces for line in held):
            return
        near = [
            row
            for row in (self.first - 1, self.last + 1)
            if self.free(row)
            and self.lines[row].kind not in ("heading", "table")
            and self._goes_with(row)
            and not self._ends_list(row)
            and not self._is_part_of_code(row)
            and not self.lines[row].is_label
            and not (row > self.last and (self._leads_away(row) or self.lines[row].speaks))
        ]
        if held[0].is_label and len(held) == 1:
            # It names what stands below it.
            near = [row for row in near if row > self.last]
        block = held[0].block
        for row in sorted(near, key=lambda row: (self.lines[row].block == block, worth(self.lines[row])), reverse=True):
            if self.takes_alone(row, LONG):
                return

    def take_answers(self, answers: Callable[[Line], float], most: int) -> None:
        """Takes along the neighbours that answer too, the likelier first."""
        for _ in range(_STEPS):
            near = [row for row in (self.first - 1, self.last + 1) if self._also_answers(row, answers)]
            near.sort(key=lambda row: answers(self.lines[row]), reverse=True)
            if not any(self._takes_answer(row, answers(self.lines[row]), most) for row in near):
                return

    def _takes_answer(self, row: int, share: float, most: int) -> bool:
        """Takes a neighbour that answers along: one below that nearly is the answer, also where it leans on what is
        far."""
        return self.takes(row, most) if share >= ANSWERS and row > self.last else self.takes_alone(row, most)

    def _also_answers(self, row: int, answers: Callable[[Line], float]) -> bool:
        if not self.free(row):
            return False
        line, edge = self.lines[row], self.lines[self.first if row < self.first else self.last]
        if row > self.last and line.is_label and line.block != edge.block:
            # It names what stands below it.
            return False
        sure = (
            self._ends_list(row)
            or line.is_label
            or (row > self.last and line.speaks)
            or line.kind == edge.kind == "paragraph"
        )
        share = ALSO_ANSWERS if line.block == edge.block else ANSWERS if sure else ELSEWHERE
        return (
            line.kind in ("paragraph", "item", "quotation")
            and self._goes_with(row)
            and answers(line) >= share
            and not (row > self.last and self._leads_away(row))
        )

    def _leads_away(self, row: int) -> bool:
        """Whether a line is about what follows it: it announces that, or asks in a paragraph of its own."""
        line = self.lines[row]
        return line.announces or (line.asks and line.block != self.lines[row - 1].block)

    def _goes_with(self, row: int) -> bool:
        """Whether a neighbour says its own as the quote does, or what others say as that does."""
        edge = self.lines[self.first if row < self.first else self.last]
        return (self.lines[row].kind == "quotation") == (edge.kind == "quotation")

    def _ends_list(self, row: int) -> bool:
        """Whether a neighbour is the end of a list above a quote that is none of it."""
        return row < self.first and self.lines[row].kind == "item" and self.lines[self.first].kind != "item"

    def signature(self) -> None:
        """Takes along who said it, where that stands below; what a picture shows nobody said."""
        behind = self.last + 1
        signed = behind < len(self.lines) and self.lines[behind].signs and not self.lines[self.last].is_label
        if signed and self._goes_with(behind):
            self.takes(behind, TURNED)

    def whole_item(self, row: int) -> None:
        """Takes along the rest of the last item, or leaves that item out, if it is not the one of the line that
        answers."""
        while self.last + 1 < len(self.lines) and self.lines[self.last].kind == "item":
            block = self.lines[self.last].block
            if self.lines[self.last + 1].block != block or self.last == row:
                return
            if not self.takes(self.last + 1, LIST):
                begins = next(number for number in range(self.last + 1) if self.lines[number].block == block)
                if begins - 1 >= max(row, self.first) and not self.lines[begins - 1].announces:
                    self.last = begins - 1
                return

    def end_of_list(self) -> None:
        """Takes along the rest of a list of which two items are there: what stands above them if all of that fits, and
        what follows as far as it does."""
        last = self.last
        items = {line.block for line in self.lines[self.first : last + 1] if line.kind == "item"}
        if len(items) == 1 or any(self.lines[row].kind != "item" for row in (last - 1, last)):
            return
        depth = depth_of(self.lines[self.first : last + 1])
        top = self.first
        if self.lines[top].kind == "item" and self.lines[top].level >= depth:
            while top and self._is_item(top - 1, depth):
                top -= 1
        if self.length(top, last) <= LIST:
            self.first = top
        while last + 1 < len(self.lines):
            follows = self.lines[last + 1]
            if follows.kind != "item" or follows.level < depth or not self.takes(last + 1, LIST):
                return
            last = self.last

    def _is_item(self, row: int, depth: int) -> bool:
        return self.free(row) and self.lines[row].kind == "item" and self.lines[row].level >= depth

    def turn(self) -> None:
        """Takes along the sentences that take back what was said, and of its block one that holds something against it,
        if that is short."""
        for _ in range(_STEPS):
            most = TURNED if is_taken_back(self.lines, self.last) else CONTRASTED if self._is_contrasted() else 0
            if not most or not self.takes(self.last + 1, most):
                return

    def _is_contrasted(self) -> bool:
        behind = self.lines[self.last + 1 : self.last + 2]
        return any(line.contrasts and line.block == self.lines[self.last].block for line in behind)


def widened(
    lines: Sequence[Line],
    row: int,
    free: Callable[[Line], bool],
    worth: Callable[[Line], float],
    answers: Callable[[Line], float],
    most: int,
) -> Place:
    """The first and the last row of a quote of one line.

    Args:
        lines: of the post.
        row: of the line that answers.
        free: whether no other quote holds a line.
        worth: how well a line answers, beside its neighbours.
        answers: how likely a line answers by the reader, as a share of the likeliest of all, 0 to 1.
        most: characters up to which the quote takes along neighbours that answer too.
    """
    span = _Span(lines, free, row, row)
    span.lean_back()
    span.go_on()
    span.head_of_table()
    span.turn()
    span.take_neighbour(worth)
    span.take_answers(answers, most)
    span.end_of_list()
    span.lean_back()
    span.turn()
    span.go_on()
    span.whole_item(row)
    span.signature()
    return span.first, span.last


def stands_alone(lines: Sequence[Line], first: int, last: int) -> bool:
    """Whether a quote opens with no word that points outside it, announces nothing that is missing, and is not taken
    back by what follows it."""
    dangles = first > 0 and lines[first].dangles
    cut = last + 1 < len(lines) and lines[last].announces
    return not (dangles or cut or is_taken_back(lines, last))


def is_taken_back(lines: Sequence[Line], last: int) -> bool:
    """Whether the line behind a quote takes back what it says."""
    return last + 1 < len(lines) and lines[last].kind not in ("code", "table") and lines[last + 1].reverses
