"""A blog by its address: all its posts, and which of those known before are gone or have moved."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from types import ModuleType
from urllib.parse import urljoin

from embeddings.content.items import Aside, Skipped, checked
from embeddings.errors import SourceError
from embeddings.posts import Post
from embeddings.web.addresses import address_key
from embeddings.web.archived import ArchivedPosts, Item, Unchanged
from embeddings.web.fetch import Fetcher
from embeddings.web.home_page import HomePage, read_home_page
from embeddings.web.page import FetchError, Gone, OverBudget, Refused
from embeddings.web.platforms import PLATFORMS
from embeddings.web.post_pages import page_at

_VERSION = 1
"""Changes whenever pages would be read in another way, so that archives know to read them again."""


@dataclass(slots=True)
class CrawlResult:
    """What a site holds now."""

    posts: list[Post] = field(default_factory=list)
    """Those that were read, new or known; each by the id under which it was known before."""
    confirmed: set[str] = field(default_factory=set)
    """Ids of posts that are known and of which the site says that they are as they were."""
    kept: set[str] = field(default_factory=set)
    """Ids of posts that are known and of which it says nothing."""
    removed: set[str] = field(default_factory=set)
    """Ids of posts that are known and are there no more."""
    skipped: list[Skipped] = field(default_factory=list)
    caught_up: bool = True
    """Whether all that the source had at the last reading is known, so that what is new to the archive is news."""
    notes: list[str] = field(default_factory=list)
    """What went wrong, a line each."""


def crawl(
    address: str,
    web: Fetcher,
    posts: Sequence[Post] = (),
    *,
    include: Collection[str] = (),
    progress: Callable[[int], None] = lambda _: None,
) -> CrawlResult:
    """Read a blog, or find that nothing on it has changed.

    Where the site fails half-way, what came before is there, nothing counts as removed, and the next reading starts
    over.

    Args:
        address: of the blog, or of its feed.
        web: what fetches; its memory is that of the last reading, and holds that of this one afterwards.
        posts: those that are known from this address.
        include: see :func:`embeddings.sources.read_source`.
        progress: called with the number of posts read so far.

    Raises:
        SourceError: the site cannot be reached, or no post was found.
    """
    memory = web.memory
    memory.agree(f"v{_VERSION} {' '.join(sorted(include))}")
    caught_up = bool(memory.checks)
    try:
        # Every one is asked, so that the next reading knows them all as they are now.
        same = [web.get(url, conditional=True).same for url in memory.checks] if posts else []
        if same and all(same):
            return CrawlResult(confirmed={post.id for post in posts})
        memory.checks = []
        home = read_home_page(address, web)
    except FetchError as error:
        raise SourceError(
            f"{error}. Open it in a browser to see; what is archived from there stays as it was."
        ) from error
    reading = _Crawl(home, web, ArchivedPosts(posts), include, progress).read()
    reading.caught_up = caught_up
    return reading


class _Crawl:
    """One reading."""

    def __init__(
        self,
        home: HomePage,
        web: Fetcher,
        known: ArchivedPosts,
        include: Collection[str],
        progress: Callable[[int], None],
    ) -> None:
        self._home = home
        self._web = web
        self._known = known
        self._include = include
        self._progress = progress
        self._posts: dict[str, Post] = {}
        self._ids: dict[tuple[str, str], str] = {}
        """By title and text, so that the same post under two addresses is seen to be one."""
        self._reading = CrawlResult()

    def read(self) -> CrawlResult:
        way, checks = self._walk()
        self._settle_missing(whole=way.WHOLE and not self._reading.notes)
        if not self._reading.notes:
            self._web.memory.checks = checks
            self._web.memory.hub = self._home.hub
        self._reading.posts = list(self._posts.values())
        self._reading.confirmed -= set(self._posts)
        self._reading.kept = set(self._known.posts) - set(self._posts) - self._reading.confirmed - self._reading.removed
        return self._reading

    def _walk(self) -> tuple[ModuleType, list[str]]:
        """Take the first way that leads to a post; and what to ask next time to learn whether anything has changed."""
        failure = ""
        for way in PLATFORMS:
            start = way.find(self._home)
            if not start:
                continue
            failure = ""
            try:
                checks = way.checks(start)
                # Asked before the posts are, so that what changes meanwhile is noticed by the next reading.
                for url in checks:
                    self._web.get(url, conditional=True)
                for item in checked(self._new(way.posts(start, self._home, self._web, self._known)), self._include):
                    self._take(item)
            except FetchError as error:
                failure = str(error)
            if self._posts or self._reading.confirmed:
                # A way that failed at once may have been the wrong one; one that led to posts was the right one.
                self._reading.notes += [failure] if failure else []
                return way, checks
        reason = f" ({failure})" if failure else ""
        raise SourceError(
            f"{self._home.url}: no feed, sitemap or archive page of it leads to a post{reason}. Give the blog's own "
            "address, or index its export."
        )

    def _new(self, items: Iterable[Item]) -> Iterator[Post | Aside | Skipped]:
        for item in items:
            if isinstance(item, Unchanged):
                self._reading.confirmed.add(item.id)
                self._progress(len(self._posts) + len(self._reading.confirmed))
            else:
                yield item

    def _take(self, item: Post | Skipped) -> None:
        if isinstance(item, Skipped):
            self._reading.skipped.append(item)
            return
        url = urljoin(self._home.url, item.url) if item.url else ""
        post = replace(item, id=self._known.identity(replace(item, url=url)), url=url)
        first = self._posts.get(post.id) or self._posts.get(self._ids.get((post.title, post.text), ""))
        if first is not None:
            if address_key(first.url) != address_key(url):
                self._reading.skipped.append(Skipped(url, f"it is the same post as {first.url}"))
            return
        self._ids[post.title, post.text] = post.id
        self._posts[post.id] = post
        self._progress(len(self._posts) + len(self._reading.confirmed))

    def _settle_missing(self, *, whole: bool) -> None:
        """What has become of the posts that were known and were not found: gone, moved, or only not listed.

        A feed lists the newest posts alone, so that its silence about one that is older than all it lists says nothing.
        """
        oldest = min((post.day for post in self._posts.values() if post.day), default=None)
        for identity, post in self._known.posts.items():
            newer = oldest is not None and post.day is not None and post.day > oldest
            listed = identity in self._posts or identity in self._reading.confirmed
            if listed or not post.url or not (whole or newer):
                continue
            try:
                self._settle(post)
            except Gone:
                self._reading.removed.add(identity)
            except Refused as error:
                # It may be asked for every day and will say the same: nothing to come back for.
                self._reading.skipped.append(Skipped(post.url, str(error).partition(": ")[2]))
            except FetchError as error:
                # Only a clear word that it is gone withdraws a post.
                self._reading.notes.append(f"{error}; the post from there stays as it was")
                if isinstance(error, OverBudget):
                    break

    def _settle(self, post: Post) -> None:
        """A known post by what stands at its address now. Raises as :meth:`Fetcher.get` does."""
        page = self._web.get(post.url)
        there = page_at(page)
        url = there.url if isinstance(there, Post) else page.url
        if address_key(url) == address_key(post.url):
            return
        same = next((found for found in self._posts.values() if address_key(found.url) == address_key(url)), None)
        if same is not None and same.id not in self._known.posts:
            # What was known by the old address is known by the new one, under the same id.
            del self._posts[same.id]
            self._posts[post.id] = replace(same, id=post.id)
        elif isinstance(there, Post) and there.title == post.title and there.text and same is None:
            self._posts[post.id] = replace(there, id=post.id)
        else:
            self._reading.removed.add(post.id)
            self._reading.skipped.append(Skipped(post.url, f"it leads to {page.url} now, which is another page"))
