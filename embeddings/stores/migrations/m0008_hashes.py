"""Every post has the hash of what is stored of it: earlier versions took it of fewer columns."""

from __future__ import annotations

import json
from hashlib import blake2b

import sqlalchemy as sa

LAYOUT = 4
_BATCH = 1000
_COLUMNS = "id, url, title, published, author, tags, text, blocks, links, guid"


def apply(connection: sa.Connection) -> None:
    above = sa.text(f"SELECT {_COLUMNS}, number FROM posts WHERE number > :last ORDER BY number LIMIT :batch")
    update = sa.text("UPDATE posts SET hash = :hash WHERE number = :number")
    last = -1
    while rows := connection.execute(above, {"last": last, "batch": _BATCH}).all():
        connection.execute(update, [{"number": row.number, "hash": _hash(row[:-1])} for row in rows])
        last = rows[-1].number


def _hash(columns: tuple[str | None, ...]) -> str:
    return blake2b(json.dumps(columns, ensure_ascii=False).encode(), digest_size=16).hexdigest()
