"""Which pages are to be asked for again, since no list tells whether they were edited."""

from __future__ import annotations

import time
import zlib
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from embeddings.content.dates import parse_date

Edits = Literal["seen", "asked", "stamped"]
"""How a platform's way finds edits: its probes tell of every change; a crawl asks for every post; a crawl asks for the
posts whose stamps say so."""

_ROUND = 250
"""Pages asked for again in one crawl, at most."""
_DAY = 24 * 3600.0


def pages_due(
    addresses: Mapping[str, str],
    edits: Literal["asked", "stamped"],
    checked: Mapping[str, float],
    days: float,
    *,
    everything: bool,
) -> set[str]:
    """Ids of the posts whose pages are to be asked for again, those first that were not asked for longest.

    Args:
        addresses: of the posts that the archive holds, by their ids.
        edits: how edits are found.
        checked: by address, when a page was asked for last, in seconds since 1970.
        days: within which every page is to be asked for.
        everything: whether all are, as after a change on the site; else each has a time of its own in the second half
            of those days, so that a sync asks for few.
    """
    now = time.time()
    since = {one: (now - checked.get(url, 0.0)) / _DAY for one, url in addresses.items() if url}
    # A crawl that asks for every post anyway is not to be begun for one of them.
    share = _share if edits == "stamped" else lambda _: 1.0
    due = (one for one, past in since.items() if everything or past >= days * (0.5 + share(one) / 2))
    return set(sorted(due, key=lambda one: -since[one])[:_ROUND])


def _share(identity: str) -> float:
    """A number from 0 to 1 that is always the same for an id."""
    return zlib.crc32(identity.encode("utf-8", "replace")) / 2**32


def proves(stamp: str, published: date | None, checked: float) -> bool:
    """Whether a page that bears the stamp of the last crawl is as it was then.

    It need not be where the stamp is the day of the post, which site generators write for want of a better one, or is
    coarser than the time that had passed since when the page was read.

    Args:
        stamp: when the page was last changed, as the site says it.
        published: when the post was published.
        checked: when the page was last read, in seconds since 1970.
    """
    changed = parse_date(stamp)
    if changed is None:
        return False
    day = changed.date() if isinstance(changed, datetime) else changed
    posted = published.date() if isinstance(published, datetime) else published
    if posted is not None and abs(day - posted) <= timedelta(days=1):
        return False
    return datetime.fromtimestamp(checked, UTC) >= _end(changed)


def _end(changed: date) -> datetime:
    """The first moment that is certainly later than a stamp: of a day anywhere, of a minute, or of a second."""
    if not isinstance(changed, datetime):
        return datetime(changed.year, changed.month, changed.day, tzinfo=UTC) + timedelta(days=2)
    exact = timedelta(seconds=1) if changed.second else timedelta(minutes=1)
    return (changed if changed.tzinfo else changed.replace(tzinfo=UTC) + timedelta(days=1)) + exact
