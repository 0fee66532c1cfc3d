"""The ways to all posts of a blog, the surest first; one module a way.

A way is a module with three functions, listed in ``PLATFORMS``:

- ``find(home)`` gives the address where it starts, or an empty one where the blog does not offer it;
- ``checks(start)`` gives addresses of which one changes whenever a post does: they are all that the next sync asks for
  where nothing has changed;
- ``posts(start, home, web, known)`` yields an :data:`~embeddings.web.archived.Item` for each post, read or known to be
  as it was. It raises :class:`~embeddings.web.page.FetchError` where it cannot
  come to its end.

``WHOLE`` is true where a way that came to its end has seen every post, so that one that it did not see is gone.
"""

from __future__ import annotations

from types import ModuleType

from embeddings.web.platforms import (
    archive_pages,
    blogger,
    discourse,
    ghost,
    latest,
    paged_feed,
    sitemap,
    substack,
    wordpress,
)

PLATFORMS: tuple[ModuleType, ...] = (
    wordpress,
    blogger,
    ghost,
    substack,
    discourse,
    paged_feed,
    sitemap,
    archive_pages,
    latest,
)
