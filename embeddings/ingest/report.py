"""What a sync says: how far it has come, and in the end what it did."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from embeddings.content.items import Skipped
from embeddings.errors import SourceError
from embeddings.posts import Post
from embeddings.stores.sources import Reading


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long piece of work has come."""

    stage: str
    """``"read"``, ``"encode"``, ``"answer"``, ``"verify"`` or ``"move"``."""
    done: int
    total: int | None
    """``None`` while it is not known."""


@dataclass(slots=True)
class SyncReport:
    """What a sync did."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    news: list[Post] = field(default_factory=list)
    """Posts that were added to a source that had been read to its end before."""
    encoded: int = 0
    """Passages that had to be encoded."""
    unquotable: int = 0
    """Sentences of the posts that were read of which the source lacks a part, such as what a template puts there."""
    unlinked: int = 0
    """Posts that were read of which no address is known, so that their quotes have no links."""
    skipped: list[Skipped] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    """How each source was read that could be."""
    failed: list[SourceError] = field(default_factory=list)
    """Sources that could not be read at all, while others could; their posts stay as they were."""

    @property
    def left_out(self) -> dict[str, int]:
        """How many of each kind stayed out that an owner may ask for."""
        return dict(Counter(item.kind for item in self.skipped if item.kind))
