"""Columns whose values have their type: SQLite keeps any value in any column, and one flipped bit makes a text another
type's (https://sqlite.org/datatype3.html)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa


class DamagedValueError(ValueError):
    """A stored value is not of its column's type."""


class _Checked(sa.types.TypeDecorator[Any]):
    """A type whose values are looked at when they are read from SQLite. PostgreSQL does so itself."""

    impl: Any = sa.String
    cache_ok = True
    kinds: tuple[type, ...] = (str,)
    stored: tuple[str, ...] = ("text",)
    """As SQLite's ``typeof`` calls them."""

    def result_processor(self, dialect: sa.Dialect, coltype: object) -> Callable[[Any], Any] | None:
        if dialect.name != "sqlite":
            return super().result_processor(dialect, coltype)
        kinds, damaged = (*self.kinds, type(None)), self.damaged
        return lambda value: value if type(value) in kinds else damaged(value)

    def damaged(self, value: object) -> Any:
        raise DamagedValueError(f"there is {type(value).__name__} in a column of type {self.stored[0]}")


class Text(_Checked):
    """A text."""

    cache_ok = True


class LongText(Text):
    """A text that SQL calls TEXT."""

    impl = sa.Text
    cache_ok = True


class PostText(_Checked):
    """A text of a post, which the post's hash tells to be damaged; nothing else is lost with it."""

    cache_ok = True

    def damaged(self, value: object) -> str:
        # No text that was stored, so that the hash is another also where the bytes are the same.
        return f"\ufffd{value!s}"


class LongPostText(PostText):
    """A text of a post that SQL calls TEXT."""

    impl = sa.Text
    cache_ok = True


class MemoryText(LongText):
    """What a sync remembers of a source, and can do without; where it is damaged it is read as what no sync wrote."""

    cache_ok = True

    def damaged(self, value: object) -> str:
        return f"\ufffd{value!s}"


class Number(_Checked):
    """A whole number of 64 bits."""

    impl = sa.BigInteger
    cache_ok = True
    kinds = (int,)
    stored = ("integer",)

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        # SQLite counts its rows in 64 bits too, but knows them by INTEGER alone.
        return dialect.type_descriptor(sa.Integer() if dialect.name == "sqlite" else sa.BigInteger())


class Seconds(_Checked):
    """A number that need not be whole."""

    impl = sa.Float
    cache_ok = True
    kinds = (float, int)
    stored = ("real", "integer")


class Bytes(_Checked):
    """A vector's bytes."""

    impl = sa.LargeBinary
    cache_ok = True
    kinds = (bytes,)
    stored = ("blob",)


def wrong_values(connection: sa.Connection, tables: Sequence[sa.Table]) -> Iterator[tuple[sa.Column[Any], int]]:
    """The columns of some tables that hold values of a wrong type, and how many; none outside of SQLite."""
    if connection.dialect.name != "sqlite":
        return
    for table in tables:
        columns, counted = _counted(table)
        if columns:
            counts = connection.execute(counted).one()
            yield from ((column, count) for column, count in zip(columns, counts, strict=True) if count)


@cache
def _counted(table: sa.Table) -> tuple[list[sa.Column[Any]], sa.Executable]:
    """The columns that have a type to look for, and the statement that counts the values of each that have another:
    to write it takes longer than to count a small table's."""
    columns = [column for column in table.columns if isinstance(column.type, _Checked)]
    wrong = (sa.func.count().filter(_is_wrong(column)) for column in columns)
    return columns, sa.select(*wrong).select_from(table)


def _is_wrong(column: sa.Column[Any]) -> sa.ColumnElement[bool]:
    assert isinstance(column.type, _Checked)
    stored = (*column.type.stored, "null") if column.nullable else column.type.stored
    return sa.func.typeof(column).not_in(stored)
