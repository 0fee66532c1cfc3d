"""A link opens the post at the quote: its fragment's words stand on the page, and lead to the quote first."""

from __future__ import annotations

import re
import urllib.parse

from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.posts import Block, Post
from embeddings.text.fragments import _MAX_WORDS, quote_link, text_fragment
from embeddings.text.sentences import blocks_of, sentence_spans


def folded(text: str) -> str:
    return " ".join(text.casefold().split())


def resolve(fragment: str, page: str) -> tuple[int, int] | None:
    """Where a browser would go, on the page with its white space folded; the algorithm of the specification."""
    parts = [urllib.parse.unquote(part) for part in fragment.split(",")]
    raw = fragment.split(",")
    prefix = parts.pop(0)[:-1] if raw[0].endswith("-") else ""
    suffix = parts.pop()[1:] if raw[-1].startswith("-") else ""
    start, end = folded(parts[0]), folded(parts[1]) if len(parts) > 1 else ""
    lead = f"{folded(prefix)} " if prefix else ""
    tail = f" {folded(suffix)}" if suffix else ""
    at = page.find(f"{lead}{start}{tail if not end else ''}")
    if at < 0:
        return None
    first = at + len(lead)
    if not end:
        return first, first + len(start)
    stop = page.find(end, first + len(start))
    return (first, stop + len(end)) if stop >= 0 else None


words = st.sampled_from(
    ["rye", "wheat", "salt", "and", "the", "well-fed", "starter", "50%", "a & b", "ok", "дрожжи", "面包"]
)
sentences = st.lists(words, min_size=1, max_size=30).map(lambda ws: " ".join(ws).capitalize() + ".")
paragraphs = st.lists(st.lists(sentences, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=5)


def test_a_quote_whose_last_words_stand_twice_is_opened_at_its_first() -> None:
    end = f"rye rye a & b{' rye' * 9}."
    quote = f"Rye{' rye' * 10} a & b {end} {end.capitalize()}"
    assert fragment_of(f"Before. {quote}", quote) == "%20".join(["Rye", *["rye"] * 10, "a", "%26", "b"])


@settings(max_examples=300, deadline=None)
@given(paragraphs, st.data())
def test_a_fragments_words_stand_in_the_post(text: list[str], data: st.DataObject) -> None:
    post = Post(id="p", text="\n\n".join(text), title="Bread", url="https://x.org/p")
    spans = [span for block in blocks_of(post) for span in sentence_spans(post.text, block)]
    first = data.draw(st.integers(0, len(spans) - 1))
    last = data.draw(st.integers(first, min(len(spans) - 1, first + 2)))
    start, end = spans[first][0], spans[last][1]
    fragment = text_fragment(post, start, end)
    if not fragment:
        return
    assert re.fullmatch(r"[\w.~%!'()*,-]+", fragment)
    page = folded(f"{post.title}\n{post.text}")
    found = resolve(fragment, page)
    assert found is not None
    quote = folded(post.text[start:end])
    shown = page[found[0] : found[1]]
    head = folded(urllib.parse.unquote(next(p for p in fragment.split(",") if not p.endswith("-"))))
    # Words that stand several times in the same surroundings lead to the first place: one is as good as the other.
    # Where the last ones do, the quote is opened at its first.
    last = " ".join(quote.split()[-_MAX_WORDS:])
    opened = quote.startswith(shown) and page.find(last) != page.rfind(last)
    assert shown == quote or opened or page.find(head) != page.rfind(head)


def fragment_of(text: str, quote: str, **post: str) -> str:
    start = text.index(quote)
    return text_fragment(Post(id="p", text=text, **post), start, start + len(quote))


def test_a_short_quote_is_there_whole_and_encoded() -> None:
    assert fragment_of("Salt. A well-fed, happy & warm one.", "A well-fed, happy & warm one.") == (
        "A%20well%2Dfed%2C%20happy%20%26%20warm%20one."
    )


def test_a_long_quote_is_a_range() -> None:
    quote = "Let the dough rise until it has doubled, which takes an hour and a half in June, or three in a cold one."
    assert fragment_of(f"Before. {quote} After.", quote) == "Let%20the%20dough%20rise,in%20a%20cold%20one."


def test_words_that_stand_twice_get_what_stands_before_or_after() -> None:
    text = "Once. Then wait a day. Twice. Then wait a day."
    start = text.rindex("Then wait")
    fragment = text_fragment(Post(id="p", text=text), start, len(text))
    assert fragment == "day.%20Twice.-,Then%20wait%20a%20day."
    assert fragment_of("Wait. Knead. Wait. Bake.", "Wait.") == "Wait.,-Knead.%20Wait."


def test_a_long_word_is_never_cut() -> None:
    words = "The functionality is opt-in, so that whoever runs the nodes of a cluster has to set it for each of them: "
    name = "device_ownership_from_security_context"
    # Its last words are those of the range's end: no part of the name is one.
    assert fragment_of(f"{words}{name} = true.", f"{words}{name} = true.").endswith(",%3D%20true.")


def test_words_that_overlap_themselves_stand_twice() -> None:
    text = "Wheat. Wheat. Wheat.\n\nRye."
    assert text_fragment(Post(id="p", text=text), 7, len(text)) == "Wheat.-,Wheat.%20Wheat.,Rye."


def test_an_emoji_may_be_a_picture_on_the_page() -> None:
    assert fragment_of("It rose 🎉 well at last.", "It rose 🎉 well at last.") == "It%20rose,well%20at%20last."
    assert fragment_of("It rose well ☀️", "It rose well ☀️") == "It%20rose%20well"


def test_words_of_other_posts_on_the_page_count() -> None:
    post = Post(id="a", text="Some rye. Then wait.", url="https://x.org/2017/07/")
    other = Post(id="b", text="Then wait.", url="https://x.org/2017/07/")
    assert quote_link(post, 10, 20, [other, post]) == "https://x.org/2017/07/#:~:text=Some%20rye.-,Then%20wait."


def test_a_quote_over_two_blocks_is_a_range() -> None:
    text = "Rules:\n\nKnead well\nWait long"
    blocks = (Block(0, 6), Block(8, 18, "item"), Block(19, 28, "item"))
    post = Post(id="p", text=text, blocks=blocks)
    assert text_fragment(post, 8, 28) == "Knead%20well,Wait%20long"


def test_a_post_without_an_address_has_no_link() -> None:
    assert quote_link(Post(id="p", text="Rye."), 0, 4, []) == ""


def test_an_addresss_own_fragment_stays() -> None:
    post = Post(id="p", text="Rye is good.", url="https://x.org/#rye")
    assert quote_link(post, 0, 12, [post]) == "https://x.org/#rye:~:text=Rye%20is%20good."


def test_a_quote_opens_the_page_of_its_post_on_which_it_begins() -> None:
    text = "The first page.\n\nThe second page.\n\nThe third page."
    blocks = tuple(
        Block(text.index(f"The {word}"), text.index(f"{word} page.") + len(word) + 6, page=number)
        for number, word in enumerate(("first", "second", "third"), 1)
    )

    def link(url: str, start: str, end: str) -> str:
        post = Post(id="p", text=text, url=url, blocks=blocks)
        return quote_link(post, text.index(start), text.index(end) + len(end), [post])

    url = "https://x.org/p/"
    assert link(url, "The first", "first page.") == f"{url}#:~:text=The%20first%20page."
    assert link(url, "The second", "second page.") == f"{url}2/#:~:text=The%20second%20page."
    # What is on the next page is not on this one.
    assert link(url, "The second", "third page.") == f"{url}2/#:~:text=The%20second%20page."
    assert link("https://x.org/p", "The third", "third page.").startswith("https://x.org/p/3#")
    assert link("https://x.org/?p=7", "The third", "third page.").startswith("https://x.org/?p=7&page=3#")
