"""Over real blogs, every quote is verbatim and every link's words stand in its post."""

from __future__ import annotations

import shutil
import urllib.parse
from pathlib import Path

import pytest

from embeddings.archive import Archive
from embeddings.posts import Query
from embeddings.text.sentences import blocks_of
from embeddings.text.superscripts import plain_characters

ANSWERS = 250


def folded(text: str) -> str:
    return " ".join(text.casefold().split())


@pytest.mark.parametrize(
    ("blog", "base_url", "every"),
    [
        pytest.param("v8-blog", "https://v8.dev/blog/", 8, marks=pytest.mark.slow),
        # A quarter of an hour together: with the benchmarks, by hand.
        pytest.param("v8-blog", "https://v8.dev/blog/", 1, marks=pytest.mark.benchmark),
        pytest.param("go-blog", "https://go.dev/blog/", 1, marks=pytest.mark.benchmark),
        pytest.param("18f", "https://18f.gsa.gov/", 1, marks=pytest.mark.benchmark),
        pytest.param("rust-blog", "https://blog.rust-lang.org/", 1, marks=pytest.mark.benchmark),
    ],
)
def test_quotes_and_links_of_many_answers(shared: Path, tmp_path: Path, blog: str, base_url: str, every: int) -> None:
    some = shutil.copytree(shared / "blogs" / blog, tmp_path / "blog")
    for number, file in enumerate(sorted(some.rglob("*.md"))):
        if number % every:
            file.unlink()
    with Archive(tmp_path / "archive", create=True) as archive:
        archive.sync([str(some)], base_url=base_url)
        assert archive.sync([str(some)], base_url=base_url).encoded == 0
        headings = [
            post.text[block.start : block.end]
            for post in archive.posts()
            for block in blocks_of(post)
            if block.kind == "heading"
        ]
        asked = [f"What about {heading}?"[:2000] for heading in headings[:: max(1, len(headings) * every // ANSWERS)]]
        quotes = [
            quote
            for start in range(0, len(asked), 64)
            for answer in archive.ask_many([Query(question) for question in asked[start : start + 64]])
            for quote in answer.quotes
        ]
        posts = {post.id: post for post in archive.posts()}
    assert len(asked) >= ANSWERS // every
    assert len(quotes) > len(asked)
    for quote in quotes:
        text = posts[quote.post.id].text
        assert quote.text.encode() == text[quote.start : quote.end].encode()
        url, _, fragment = quote.link.partition("#:~:text=")
        assert url == quote.post.url
        # What stands above the line in the text is an ordinary character to a browser.
        page = folded(plain_characters(text))
        for words in fragment.split(",") if fragment else ():
            assert folded(urllib.parse.unquote(words.removesuffix("-").removeprefix("-"))) in page
