"""Which column of its table a cell stands in."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

_MOST = 1000
"""Columns or rows that a cell may span, as in browsers: https://html.spec.whatwg.org/multipage/tables.html."""
_MOST_COLUMNS = 60
"""Columns of a table that is laid out: none that states facts has more."""


class Columns:
    """The columns of the cells of tables, which are told of them in the order of the page."""

    def __init__(self) -> None:
        self._below: dict[int, list[int]] = {}
        """By the identity of a part of a table in how many rows to come each column has a cell from above."""
        self._last: dict[int, tuple[int, int]] = {}
        """The columns of the last cell in each part, the second of them behind it."""

    def tabs_before(self, cell: LexborNode) -> int:
        """How many columns a cell is right of the one before it in its row, or of the start: one, or none, where no
        cell is wider or higher than others."""
        row = cell.parent
        part = row.parent if row is not None and row.tag == "tr" else None
        if part is None:
            return 0
        below, first = self._below.setdefault(part.mem_id, []), _is_first(cell)
        before, column = self._last.get(part.mem_id, (0, 0))
        if first:
            below[column:] = [max(rows - 1, 0) for rows in below[column:]]
            before = column = 0
        while column < len(below) and below[column]:
            below[column] -= 1
            column += 1
        end = column + min(_spanned(cell, "colspan"), max(_MOST_COLUMNS - column, 1))
        below += [0] * (end - len(below))
        below[column:end] = [_spanned(cell, "rowspan") - 1] * (end - column)
        self._last[part.mem_id] = column, end
        return column - before


def _is_first(cell: LexborNode) -> bool:
    before = cell.prev
    while before is not None and before.tag not in ("td", "th"):
        before = before.prev
    return before is None


def _spanned(cell: LexborNode, attribute: str) -> int:
    number = cell.attributes.get(attribute) or "1"
    if not (number.isascii() and number.isdigit()) or len(number) > 4:
        return 1
    # Nought rows are all that follow: https://html.spec.whatwg.org/multipage/tables.html#attr-tdth-rowspan.
    return min(int(number) or (_MOST if attribute == "rowspan" else 1), _MOST)
