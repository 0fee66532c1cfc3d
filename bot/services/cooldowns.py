"""How often may be asked: so many questions a minute of a member, and in a channel; and how often buttons pressed."""

from __future__ import annotations

import time
from collections import OrderedDict
from typing import Literal

from discord.app_commands import Cooldown

Kind = Literal["question", "press"]
PER = 60.0
"""Seconds."""
PRESSES = 2
"""Buttons that a member may press for each question that may be asked."""


class Cooldowns:
    """Token buckets, discord.py's own, of the members and channels last heard of."""

    def __init__(self, per_member: int, per_channel: int, *, limit: int = 2000) -> None:
        """Questions a minute; 0 sets no bound. ``limit``: how many members and channels are remembered."""
        self._rates = {"member": per_member, "channel": per_channel, "presses": PRESSES * per_member}
        self._limit = limit
        self._buckets: OrderedDict[tuple[str, int], Cooldown] = OrderedDict()
        self._told: OrderedDict[int, float] = OrderedDict()

    def wait(self, member: int, channel: int, kind: Kind = "question") -> float:
        """Seconds to wait; 0 where the question may be asked, or the button pressed, which then counts."""
        buckets = [self._bucket("presses", member)]
        if kind == "question":
            buckets = [self._bucket("member", member), self._bucket("channel", channel)]
        now = time.time()
        longest = max((bucket.get_retry_after(now) for bucket in buckets if bucket), default=0.0)
        if not longest:
            for bucket in buckets:
                if bucket:
                    bucket.update_rate_limit(now)
        return longest

    def tell(self, member: int) -> bool:
        """Whether the member has not been told within the last minute."""
        now = time.monotonic()
        if now - self._told.get(member, -PER) < PER:
            return False
        self._told[member] = now
        self._told.move_to_end(member)
        if len(self._told) > self._limit:
            self._told.popitem(last=False)
        return True

    def _bucket(self, kind: str, number: int) -> Cooldown | None:
        rate = self._rates[kind]
        if not rate:
            return None
        bucket = self._buckets.setdefault((kind, number), Cooldown(rate, PER))
        self._buckets.move_to_end((kind, number))
        if len(self._buckets) > self._limit:
            self._buckets.popitem(last=False)
        return bucket
