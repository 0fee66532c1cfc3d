"""What members browse: posts by title, author, tag and date. Every look-up runs off the event loop."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.i18n import say
from embeddings import Archive, Post, Query, QuestionError, Quote, Status


class Browsing:
    """The posts of one archive, for those who would rather look than ask.

    Each method raises :class:`~embeddings.errors.PullquoteError` as the archive does.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    async def find_titles(self, typed: str) -> list[Post]:
        """Posts by what was typed of their titles so far."""
        return await asyncio.to_thread(self._archive.find_titles, typed)

    async def look_up(self, query: Query) -> list[Quote]:
        """The posts nearest to a query, each as the one sentence that matches best."""
        return await asyncio.to_thread(self._archive.look_up, query)

    async def authors(self) -> list[str]:
        """All authors, those of most posts first."""
        posts = await self._posts()
        return [name for name, _ in Counter(post.author for post in posts if post.author).most_common()]

    async def tags(self) -> list[str]:
        """All tags, those of most posts first."""
        posts = await self._posts()
        return [tag for tag, _ in Counter(tag for post in posts for tag in post.tags).most_common()]

    async def post(self, reference: str) -> Post:
        """The post of a key, or where it is none, the post whose title was typed.

        Raises:
            QuestionError: no title is anything like it.
        """
        post = await asyncio.to_thread(self._archive.post, reference)
        found = [post] if post else await self.find_titles(reference)
        if not found:
            raise QuestionError(say("No post has a title like that. Choose from the list."))
        return found[0]

    async def opening(self, post: Post) -> Quote:
        """How a post begins."""
        return await asyncio.to_thread(self._archive.opening, post)

    async def quote(
        self, key: str, start: int, end: int, digest: str, *, emphasis: tuple[int, int] | None = None
    ) -> Quote:
        """A quote shown earlier.

        Raises:
            QuestionError: the post is gone, or no longer says so.
        """
        found = await asyncio.to_thread(self._archive.quote, key, start, end, sentences=0)
        if found is not None and found.digest == digest:
            return replace(found, emphasis=emphasis)
        # The post may say the same elsewhere: it was edited, or another source has it in its place.
        again = await asyncio.to_thread(self._archive.quote_again, key, end - start, digest)
        if again is None:
            raise QuestionError(say("That post has changed since it was quoted. Ask again to see what it says now."))
        return again

    async def around(self, quote: Quote, sentences: int) -> Quote:
        """The quote with so many sentences before and after it."""
        key = quote.post.key
        found = await asyncio.to_thread(self._archive.quote, key, quote.start, quote.end, sentences=sentences)
        return found or quote

    async def more(self, quote: Quote) -> list[Quote]:
        """What else the quote's post says about it."""
        return await asyncio.to_thread(self._archive.more, quote)

    async def related(self, post: Post) -> list[Post]:
        """The posts nearest to a post."""
        return await asyncio.to_thread(self._archive.related, post)

    async def latest(self, count: int) -> list[Post]:
        """The newest posts, newest first; those without a date are not among them."""
        dated = [(post.day, post) for post in await self._posts() if post.day]
        return [post for _, post in sorted(dated, key=lambda pair: pair[0], reverse=True)[:count]]

    async def random(self, tag: str) -> Post:
        """Any post, or any with a tag.

        Raises:
            QuestionError: none has the tag.
        """
        wanted = tag.strip().casefold()
        posts = [p for p in await self._posts() if not wanted or wanted in (t.casefold() for t in p.tags)]
        if not posts:
            raise QuestionError(say("No post has that tag. Choose from the list."))
        return random.choice(posts)

    async def on_this_day(self, today: date) -> list[Post]:
        """The posts of this day in other years, newest first."""
        same = [
            (post.day, post)
            for post in await self._posts()
            if post.day and (post.day.month, post.day.day) == (today.month, today.day)
        ]
        return [post for _, post in sorted(same, key=lambda pair: pair[0], reverse=True)]

    async def status(self) -> Status:
        """What the archive holds."""
        return await asyncio.to_thread(self._archive.status)

    async def _posts(self) -> Sequence[Post]:
        return await asyncio.to_thread(self._archive.posts)
