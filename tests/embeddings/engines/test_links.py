"""The link of a quote opens the page that a program built at the quote, in a browser."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from embeddings.posts import HOLE, Post
from embeddings.sources import read_source
from embeddings.text.fragments import quote_link
from embeddings.text.sentences import blocks_of, sentence_spans
from embeddings.text.superscripts import plain_characters

from .browser import browser
from .ghost import ghost
from .serving import Served, publish
from .sites import SITES, Engine, blog, typed_marks
from .test_ghost import write as write_ghost
from .test_wordpress import write
from .wordpress import wordpress

pytestmark = pytest.mark.engines
_LINKS = 30
"""Links opened of a blog."""


def plain(text: str) -> str:
    """Without emoji, which may be pictures on the page."""
    return " ".join(plain_characters(text).replace("🎉", "").split())


@pytest.mark.parametrize("engine", SITES.values(), ids=SITES)
def test_links_lead_to_their_quotes(tmp_path: Path, served: Served, engine: Engine) -> None:
    publish(engine, tmp_path, served, [*typed_marks(), *blog()], 1_700_000_000)
    found = [item for item in read_source(str(tmp_path / "blog"), served.address) if isinstance(item, Post)]
    check(engine.name, found, tmp_path)


def test_links_lead_to_their_quotes_in_wordpress(tmp_path: Path) -> None:
    with wordpress(tmp_path) as site:
        write(site)
        (tmp_path / "export.xml").write_text(site.export())
        found = [item for item in read_source(str(tmp_path / "export.xml")) if isinstance(item, Post)]
        check("WordPress", found, tmp_path)


def test_links_lead_to_their_quotes_in_ghost(tmp_path: Path) -> None:
    with ghost(tmp_path) as site:
        write_ghost(site)
        (tmp_path / "export.json").write_text(site.export())
        found = [item for item in read_source(str(tmp_path / "export.json"), site.address) if isinstance(item, Post)]
        # What is folded is shown once its reader unfolds it.
        check("Ghost", [post for post in found if post.url], tmp_path, folded="Because of yeast.")


def check(name: str, posts: list[Post], folder: Path, folded: str = "") -> None:
    """Open the links of quotes of some posts but the folded one, with a folder for the browser."""
    quotes = [
        (post, *span)
        for post in posts
        for block in blocks_of(post)
        if block.kind != "heading"
        for span in sentence_spans(post.text, block)
        if HOLE not in post.text[slice(*span)] and any(map(str.isalnum, post.text[slice(*span)]))
        if post.text[slice(*span)] != folded
    ][-_LINKS:]
    assert len(quotes) == _LINKS

    async def opened() -> list[str]:
        async with browser(folder / "browser") as tab:
            return [await tab.highlighted(quote_link(post, start, end, [post])) for post, start, end in quotes]

    missed = []
    for (post, start, end), shown in zip(quotes, asyncio.run(opened()), strict=True):
        # Style sheets show headings of tables in capitals.
        quote, block = (plain(text).casefold() for text in (post.text[start:end], shown))
        if quote not in block:
            missed.append((quote_link(post, start, end, [post]), quote, block))
    print(f"{name}: {len(quotes) - len(missed)} of {len(quotes)} links found and highlighted")
    assert not missed, "\n".join(map(str, missed))
