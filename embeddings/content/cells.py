"""Which column of its table a cell stands in."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

_MOST = 1000
"""Columns or rows that a cell may span, as in browsers: https://html.spec.whatwg.org/multipage/tables.html."""
_MOST_COLUMNS = 24
"""Columns of a table that are told apart."""


class Columns:
    """The columns of the cells of tables, which are told of them in the order of the page."""

    def __init__(self) -> None:
        self._below: dict[int, list[int]] = {}
        """By the identity of a part of a table in how many rows to come each column has a cell from above."""
        self._last: dict[int, tuple[int, int, int]] = {}
        """The row of the last cell in each part, and its columns, the second of them behind it."""

    def tabs_before(self, cell: LexborNode) -> int:
        """Place the next cell, and say how many columns it is right of the one before it in its row, or of the start:
        one, or none, where no cell is wider or higher than others."""
        row = cell.parent
        part = row.parent if row is not None and row.tag == "tr" else None
        if row is None or part is None:
            return 0
        below = self._below.setdefault(part.mem_id, [])
        last, before, column = self._last.get(part.mem_id, (0, 0, 0))
        if last != row.mem_id:
            below[column:] = [max(rows - 1, 0) for rows in below[column:]]
            before = column = 0
        while column < len(below) and below[column]:
            below[column] -= 1
            column += 1
        end = min(column + _spanned(cell, "colspan"), _MOST_COLUMNS)
        if column >= end:
            return int(last == row.mem_id)
        below += [0] * (end - len(below))
        below[column:end] = [_spanned(cell, "rowspan") - 1] * (end - column)
        self._last[part.mem_id] = row.mem_id, column, end
        return column - before


def _spanned(cell: LexborNode, attribute: str) -> int:
    number = cell.attributes.get(attribute) or "1"
    if not (number.isascii() and number.isdigit()) or len(number) > 4:
        return 1
    # Nought rows are all that follow: https://html.spec.whatwg.org/multipage/tables.html#attr-tdth-rowspan.
    return min(int(number) or (_MOST if attribute == "rowspan" else 1), _MOST)
