"""What members browse: posts by title, author, tag and date. Every look-up runs off the event loop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from bot.i18n import say
from bot.services.feedback import DislikedQuote
from bot.services.threads import CATALOG
from embeddings import (
    Archive,
    CatalogAnswer,
    EmptyArchiveError,
    Filters,
    Lookup,
    Post,
    Query,
    QuestionError,
    Quote,
    Snapshot,
    Source,
    Status,
    repeated,
)

T = TypeVar("T")


def quote_again(snapshot: Snapshot, key: str, start: int, end: int, digest: str) -> Quote | None:
    """A quote shown earlier, where its post says so now; ``None`` where it does so no more."""
    found = snapshot.quote(key, start, end)
    if found is not None and found.digest == digest:
        return found
    # The post may say the same elsewhere: it was edited, or another source has it in its place.
    return snapshot.quote_again(key, end - start, digest)


def still_there(snapshot: Snapshot, quotes: Sequence[DislikedQuote]) -> list[tuple[Quote, int]]:
    """Of the quotes that were voted down those that still stand in their posts, each with how often.

    A vote of an earlier version does not say what the quote said; what stands there now is taken for it.
    """
    found = []
    for voted in quotes:
        if voted.digest:
            quote = quote_again(snapshot, voted.key, voted.start, voted.end, voted.digest)
        else:
            quote = snapshot.quote(voted.key, voted.start, voted.end, also=False)
        if quote is not None:
            found.append((quote, voted.times))
    return found


class Browsing:
    """The posts of one archive, for those who would rather look than ask.

    Each method raises :class:`~embeddings.errors.PullquoteError` as the archive does.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    async def _look(self, what: Callable[[Snapshot], T]) -> T:
        """What something finds in a snapshot, off the event loop."""

        @repeated
        def look() -> T:
            with self._archive.snapshot() as snapshot:
                return what(snapshot)

        return await CATALOG.run(look)

    async def _list(self, what: Callable[[Snapshot], list[T]]) -> list[T]:
        """The same of what is suggested while a member types: nothing in an empty archive."""
        try:
            return await self._look(what)
        except EmptyArchiveError:
            return []

    async def find_titles(self, typed: str) -> list[Post]:
        """Posts by what was typed of their titles so far."""
        return await self._list(lambda snapshot: snapshot.find_titles(typed))

    async def look_up(self, query: Query) -> list[Quote]:
        """The posts nearest to a query, each as the one sentence that matches best."""
        return await self._look(lambda snapshot: snapshot.find(query))

    async def authors(self) -> list[str]:
        """All authors, those of most posts first."""
        return await self._list(lambda snapshot: snapshot.authors())

    async def tags(self) -> list[str]:
        """All tags, those of most posts first."""
        return await self._list(lambda snapshot: snapshot.tags())

    async def post(self, reference: str) -> Post:
        """The post of a key, or where it is none, the post whose title was typed.

        Raises:
            QuestionError: no title is anything like it.
        """

        def find(snapshot: Snapshot) -> Post | None:
            return snapshot.post(reference) or next(iter(snapshot.find_titles(reference, limit=1)), None)

        found = await self._look(find)
        if found is None:
            raise QuestionError(say("No post has a title like that. Pick one from the list."))
        return found

    async def known(self, key: str) -> Post | None:
        """The post of a key, if it is there."""
        return await self._look(lambda snapshot: snapshot.post(key))

    async def opening(self, post: Post) -> Quote:
        """How a post begins."""
        return await self._look(lambda snapshot: snapshot.opening(post))

    async def quote(
        self, key: str, start: int, end: int, digest: str, *, emphasis: tuple[int, int] | None = None
    ) -> Quote:
        """A quote shown earlier.

        Raises:
            QuestionError: the post is gone, or no longer says so.
        """
        quote = await self._look(lambda snapshot: quote_again(snapshot, key, start, end, digest))
        if quote is None:
            raise QuestionError(say("The post has changed since it was quoted. Ask again to see what it says now."))
        return replace(quote, emphasis=emphasis) if (quote.start, quote.end) == (start, end) else quote

    async def disliked(self, quotes: Sequence[DislikedQuote]) -> list[tuple[Quote, int]]:
        """Of the quotes that were voted down those that still stand in their posts, each with how often."""
        return await self._look(lambda snapshot: still_there(snapshot, quotes))

    async def around(self, quote: Quote, sentences: int) -> Quote:
        """The quote with so many sentences before and after it."""

        def find(snapshot: Snapshot) -> Quote | None:
            return snapshot.quote(quote.post.key, quote.start, quote.end, sentences=sentences, also=False)

        return await self._look(find) or quote

    async def more(self, quote: Quote) -> list[Quote]:
        """What else the quote's post says about it."""
        return await self._look(lambda snapshot: snapshot.more(quote))

    async def related(self, post: Post) -> list[Post]:
        """The posts nearest to a post."""
        return await self._look(lambda snapshot: snapshot.related(post))

    async def representative_sentence(self, post: Post, about: str = "") -> Quote:
        """The sentence nearest to all that a post says, or of those that say most of some words the one that is."""
        return await self._look(lambda snapshot: snapshot.representative_sentence(post, about))

    async def latest(self, count: int) -> list[Post]:
        """The newest posts, newest first; those without a date are not among them."""
        return await self._look(lambda snapshot: snapshot.posts(newest_first=True, limit=count))

    async def looked_up(self, lookup: Lookup, start: int, count: int) -> CatalogAnswer:
        """Some of the posts that a look-up in the catalog comes to, the newest first."""
        return await self._look(lambda snapshot: snapshot.looked_up(lookup, start=start, limit=count))

    async def random(self, tag: str) -> Post:
        """Any post, or any with a tag.

        Raises:
            QuestionError: none has the tag.
        """
        found = await self._look(lambda snapshot: snapshot.any_post(Filters(tag=tag.strip())))
        if found is None:
            raise QuestionError(say("No post has that tag. Pick one from the list."))
        return found

    async def on_this_day(self, today: date) -> list[Post]:
        """The posts of this day in other years, newest first."""
        return await self._look(lambda snapshot: snapshot.on_day(today.month, today.day))

    async def sources(self) -> list[Source]:
        """The sources that posts came from, by name."""
        return await CATALOG.run(self._archive.sources)

    async def status(self) -> Status:
        """What the archive holds."""
        return await CATALOG.run(self._archive.status)
