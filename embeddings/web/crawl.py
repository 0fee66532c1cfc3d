"""Crawling a blog by its address: its posts, and which posts of the archive are gone or have moved."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

from embeddings.content.addresses import joined
from embeddings.content.gates import is_unlisted
from embeddings.content.html import parse_html
from embeddings.content.items import Aside, Skipped, as_before, checked, same_post
from embeddings.content.metadata import Metadata
from embeddings.errors import NoPostsError, UnreachableError
from embeddings.posts import Post
from embeddings.web.addresses import address_key, same_site
from embeddings.web.archived import NOTHING, ArchivedPosts, Item, Stored, Unchanged
from embeddings.web.edits import Edits, pages_due
from embeddings.web.entry_page import blog_of
from embeddings.web.fetch import Fetcher
from embeddings.web.home_page import HomePage, read_home_page
from embeddings.web.page import FetchError, Gone, NoAddress, OverBudget, Page, PrivateHost, Refused, reading
from embeddings.web.platforms import PLATFORMS, Platform
from embeddings.web.post_pages import whole_post_at

_VERSION = 6
"""Raised whenever pages are read differently, so that the next sync reads every page again."""
_FALSE_ALARMS = 3
"""Crawls in a row that found nothing after which a list that looks new means nothing."""
_FEW = 4
"""How many times as many posts are listed as are hidden by leaving them out of the list, which is how Nikola keeps a
post private."""
_WITHDRAWN: frozenset[str] = frozenset({"private", "protected", "draft", "scheduled", "trashed", "page"})
"""Kinds that a post may become; an archived one is withdrawn then."""


@dataclass(slots=True)
class CrawlResult:
    """What a crawl found."""

    quiet: bool = False
    """Whether the site says that nothing has changed; all else is empty then."""
    posts: list[Post] = field(default_factory=list)
    """The posts that were read; one that the archive has already bears its id there."""
    confirmed: set[str] = field(default_factory=set)
    """Ids of posts of the archive that the site says have not changed."""
    kept: set[str] = field(default_factory=set)
    """Ids of posts of the archive that the crawl learnt nothing about."""
    removed: set[str] = field(default_factory=set)
    """Ids of posts of the archive that are gone."""
    skipped: list[Skipped] = field(default_factory=list)
    caught_up: bool = True
    """Whether the last crawl was complete, so that what is new to the archive is new on the site."""
    notes: list[str] = field(default_factory=list)
    """What went wrong, a line each."""


def crawl(
    address: str,
    web: Fetcher,
    stored: Stored = NOTHING,
    *,
    include: Collection[str] = (),
    progress: Callable[[int], None] = lambda _: None,
) -> CrawlResult:
    """Read a blog, or find that nothing on it has changed.

    Where the site fails half-way, the result holds what came before, nothing counts as removed, and the next crawl
    starts over.

    Args:
        address: of the blog, or of its feed.
        web: what fetches; its ``memory`` is that of the last crawl, and afterwards that of this one.
        stored: what the archive holds from this address.
        include: which of :data:`~embeddings.content.kinds.KINDS` to take besides published posts.
        progress: called with the number of posts read or confirmed so far.

    Raises:
        UnreachableError: the site cannot be reached.
        NoPostsError: no post was found.
    """
    memory = web.memory
    memory.agree(f"v{_VERSION} {' '.join(sorted(include))}")
    caught_up = bool(memory.checks)
    try:
        with reading(address):
            # Every one is fetched, so that the next crawl compares with all of them as they are now.
            checks = _probes(web) if stored.count else []
            quiet = bool(checks) and all(check.same for check in checks)
            # A site that was built anew may have edits of which no list tells; one whose lists always look new has
            # none.
            rebuilt = quiet and any(check.rewritten for check in checks) and memory.false_alarms < _FALSE_ALARMS
            edits: Edits = next((platform.EDITS for platform in PLATFORMS if memory.platform == platform.NAME), "seen")
            due: set[str] = set()
            if edits != "seen":
                everything, days = rebuilt or not quiet, web.fetching.recheck_days
                due = pages_due(stored.addresses(), edits, memory.checked, days, everything=everything)
            if quiet and not due:
                return CrawlResult(quiet=True)
            memory.checks = []
            home_page = blog_of(read_home_page(address, web), web)
    except FetchError as error:
        private_host = error.host if isinstance(error, PrivateHost) else ""
        raise UnreachableError(error.url, error.reason, status=error.status, private_host=private_host) from error
    result = _Crawl(home_page, web, ArchivedPosts(stored.posts(), due), include, progress).run()
    result.caught_up = caught_up
    if rebuilt or result.posts or result.removed:
        memory.false_alarms = 0 if result.posts or result.removed else memory.false_alarms + 1
    now = time.time()
    for url in stored.addresses().values():
        # What could not be asked for is not overdue for ever.
        memory.checked.setdefault(url, now)
    memory.checked |= dict.fromkeys((post.url for post in result.posts), now)
    return result


def _probes(web: Fetcher) -> list[Page]:
    """What tells whether anything has changed; nothing where an address of it is no more: the blog has another platform
    now, say, to which its home page leads."""
    try:
        return [web.get(url, conditional=True) for url in web.memory.checks]
    except (Gone, NoAddress, Refused):
        return []


class _Crawl:
    """One crawl of a site."""

    def __init__(
        self,
        home_page: HomePage,
        web: Fetcher,
        archived: ArchivedPosts,
        include: Collection[str],
        progress: Callable[[int], None],
    ) -> None:
        self._home_page = home_page
        self._web = web
        self._archived = archived
        self._include = include
        self._progress = progress
        self._posts: dict[str, Post] = {}
        self._ids: dict[tuple[str, str], str] = {}
        """By title and text, to find the same post under two addresses."""
        self._result = CrawlResult()
        self._unread: set[str] = set()
        """Ids of posts of the archive that the site lists and that could not be read."""
        self._any_unread = False
        """Whether an entry could not be read of which it is not known which post it is."""
        self._undated: set[str] = set()
        """Addresses of the pages that would be posts if anything gave them a date."""

    def run(self) -> CrawlResult:
        platform, checks = self._read_posts()
        self._check_missing(complete=platform.LISTS_EVERY_POST and not self._result.notes)
        if not self._result.notes:
            self._web.memory.checks = checks
            self._web.memory.hub = self._home_page.hub
        self._result.posts = list(self._posts.values())
        self._result.confirmed -= set(self._posts)
        self._result.kept = set(self._archived.posts) - set(self._posts) - self._result.confirmed - self._result.removed
        return self._result

    def _read_posts(self) -> tuple[Platform, list[str]]:
        """Read the posts by the first platform that leads to one; return it, and the addresses to probe next time.

        Raises:
            NoPostsError: none leads to a post.
        """
        failure = ""
        for platform in PLATFORMS:
            checks: list[str] = []
            before = len(self._result.skipped)
            try:
                with reading(self._home_page.url):
                    start = platform.find(self._home_page)
                    if not start:
                        continue
                    failure = ""
                    checks = platform.checks(start)
                    # Fetched before the posts, so that the next crawl notices what changes in between.
                    for url in checks:
                        self._web.get(url, conditional=True)
                    found = platform.posts(start, self._home_page, self._web, self._archived)
                    for item in checked(self._read(found), self._include):
                        self._take(item)
            except FetchError as error:
                failure = str(error)
            if self._posts or self._result.confirmed:
                self._web.memory.platform = platform.NAME
                # What was said of a page that another platform led to holds no more where its post is read after all.
                posts = {address_key(post.url) for post in self._posts.values()}
                skipped = self._result.skipped
                skipped[:before] = [item for item in skipped[:before] if address_key(item.name) not in posts]
                # After a failure before the first post another platform is tried; after that, this is the right one.
                self._result.notes += [failure] if failure else []
                return platform, checks
        raise NoPostsError(self._home_page.url, f"{self._nothing()}{f' ({failure})' if failure else ''}")

    def _nothing(self) -> str:
        """Why no post was found."""
        if not self._undated:
            return "no feed, sitemap or archive page of it leads to a post"
        count = len(self._undated)
        pages = "1 page of it was" if count == 1 else f"{count:,} pages of it were"
        return f"{pages} read, and none shows a date, by which posts are told from other pages"

    def _read(self, items: Iterable[Item]) -> Iterator[Post | Aside | Skipped]:
        """The items that were read; those that are unchanged are noted."""
        for item in items:
            if isinstance(item, Unchanged):
                self._result.confirmed.add(item.id)
                if item.asked:
                    self._web.memory.checked[self._archived.posts[item.id].url] = time.time()
                self._progress(len(self._posts) + len(self._result.confirmed))
                continue
            if isinstance(item, Aside) and item.guessed:
                self._undated.add(address_key(item.post.url))
            self._withdraw(item)
            yield item

    def _withdraw(self, item: Post | Aside | Skipped) -> None:
        """Take an archived post that has become something else for gone, on its platform's word."""
        if not self._is_withdrawn(item):
            return
        if isinstance(item, Aside):
            identity = self._archived.identity(item.post)
        elif isinstance(item, Skipped):
            identity = self._archived_as(item)
        else:
            return
        if identity in self._archived.posts:
            self._result.removed.add(identity)

    def _archived_as(self, item: Skipped) -> str:
        """The id of the archived post that something left out is; empty where it is none."""
        name = item.post or item.name
        return name if name in self._archived.posts else self._archived.at(name)

    def _is_withdrawn(self, item: Post | Aside | Skipped) -> bool:
        """Whether a platform says of what may be an archived post that it is no post for everyone any more."""
        if isinstance(item, Aside) and item.guessed:
            return False
        return not isinstance(item, Post) and item.kind in _WITHDRAWN and item.kind not in self._include

    def _take(self, item: Post | Skipped) -> None:
        if isinstance(item, Skipped):
            identity = self._archived_as(item) if item.fault else ""
            if identity:
                self._unread.add(identity)
            self._any_unread |= item.fault and not (item.post or identity)
            self._result.skipped.append(as_before(item) if identity else item)
            return
        url = joined(self._home_page.url, item.url) if item.url else ""
        post = replace(item, id=self._archived.identity(replace(item, url=url)), url=url)
        same = self._posts.get(self._ids.get((post.title, post.text), ""))
        if same is not None:
            if address_key(same.url) != address_key(url):
                self._result.skipped.append(same_post(url, same.url or same.id))
            return
        if post.id in self._posts:
            if self._posts[post.id].text != post.text:
                self._result.skipped.append(
                    Skipped(url or post.id, "another post with the same address came before it")
                )
            return
        self._ids[post.title, post.text] = post.id
        self._posts[post.id] = post
        self._progress(len(self._posts) + len(self._result.confirmed))

    def _check_missing(self, *, complete: bool) -> None:
        """Find out whether the posts of the archive that the crawl did not find are gone, have moved, or are unlisted.

        Args:
            complete: whether the site listed every post; else an archived post older than all that were found may be
                unlisted, and is not looked up.
        """
        oldest = min((post.day for post in self._posts.values() if post.day), default=None)
        unlisted: list[Post] = []
        for identity, post in self._archived.posts.items():
            newer = oldest is not None and post.day is not None and post.day > oldest
            listed = identity in self._posts or identity in self._unread | self._result.confirmed | self._result.removed
            if listed or not post.url or not (complete or newer):
                continue
            try:
                with reading(post.url):
                    if self._look_up(post) and complete and newer and not self._any_unread:
                        unlisted.append(post)
            except Gone:
                self._result.removed.add(identity)
            except Refused as error:
                # The next crawl would be refused again: this one still counts as complete.
                self._result.skipped.append(Skipped(post.url, error.reason))
            except FetchError as error:
                # A post is withdrawn only when the site says that it is gone.
                self._result.notes.append(f"{error}; the post from there stays as it was")
                if isinstance(error, OverBudget):
                    break
        # A site that all at once lists far less has another list, rather than much to hide.
        if len(unlisted) * _FEW <= len(self._posts) + len(self._result.confirmed):
            self._result.removed.update(post.id for post in unlisted)
            self._result.skipped += [
                Skipped(post.url, "its site lists it no more among its posts") for post in unlisted
            ]

    def _look_up(self, post: Post) -> bool:
        """Note what is at the address of an archived post now; whether it is that post still, which lists would name.

        Raises as :meth:`Fetcher.get` does.
        """
        page = self._web.get(post.url)
        tree = parse_html(page.text)
        hidden, original = is_unlisted(tree), Metadata(tree).address
        there = whole_post_at(page, self._web, tree, post=post.id)
        if isinstance(there, Skipped) and there.fault:
            self._result.skipped.append(as_before(there))
            return False
        url = there.url if isinstance(there, Post) else page.url
        if hidden or self._is_withdrawn(there):
            self._result.removed.add(post.id)
            self._result.skipped.append(Skipped(post.url, "its site lists it no more and hides its page"))
            return False
        if address_key(url) == address_key(post.url):
            # Sitemaps leave out what stood elsewhere first.
            return not original or same_site(original, page.url)
        same = next((found for found in self._posts.values() if address_key(found.url) == address_key(url)), None)
        if same is not None and same.id not in self._archived.posts:
            # It has moved to an address that was taken for a new post: that keeps the archived post's id.
            del self._posts[same.id]
            self._posts[post.id] = replace(same, id=post.id)
        elif isinstance(there, Post) and there.title == post.title and there.text and same is None:
            self._posts[post.id] = replace(there, id=post.id)
        else:
            self._result.removed.add(post.id)
            self._result.skipped.append(
                Skipped(
                    post.url,
                    f"it leads to {page.url} now, which is another page",
                    general="it leads to another page now",
                )
            )
        return False
