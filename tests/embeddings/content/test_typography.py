"""Marks as engines set them. What is expected here is what kramdown 2.4, Hugo 0.111 and WordPress 6.1 printed."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from embeddings.content.html import read_html
from embeddings.content.wordpress_marks import texturized
from embeddings.posts import Post
from embeddings.sources import read_source
from embeddings.sources.rendering import JEKYLL, Rendering, rendered, rendering_of

HUGO = rendering_of("Hugo", {})
ZOLA = rendering_of("Zola", {"markdown": {"smart_punctuation": True, "render_emoji": True}})
HEXO = rendering_of("Hexo", {})


def shown(typed: str, how: Rendering) -> str:
    return read_html(rendered(typed, how)).text


@pytest.mark.parametrize("how", [JEKYLL, HUGO, ZOLA, HEXO])
@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ('She said -- well, "yes" --- it\'s fine...', "She said – well, “yes” — it’s fine…"),
        ('A *"word"* and **it\'s** ("so").', "A “word” and it’s (“so”)."),
        ('`a -- "b"...` stays', 'a -- "b"... stays'),
        ("    it's -- code", "it's -- code"),
        ("```\nit's -- code\n```", "it's -- code"),
        ('<a title="it\'s">[x](http://x.org/"a"--b)</a>', "x"),
    ],
)
def test_marks_that_every_engine_sets(how: Rendering, typed: str, text: str) -> None:
    if "[x]" in typed:
        assert shown('[x](http://x.org/a--b) <b title="it\'s">y</b>', how) == "x y"
    else:
        assert shown(typed, how) == text


def test_kramdown() -> None:
    assert shown("in the '80s, <<guillemets>>, 6' 2\" tall, \\\"kept\\\" and it\\'s", JEKYLL) == (
        'in the ’80s, «guillemets», 6’ 2” tall, "kept" and it\'s'
    )
    assert shown("\"'Quoted' words in a larger quote.\" The Smiths' house.", JEKYLL) == (
        "“‘Quoted’ words in a larger quote.” The Smiths’ house."
    )


def test_goldmark() -> None:
    assert shown("rock 'n' roll, 'twas, I've, '90s, <<so>>, 21\" wide", HUGO) == (
        'rock ’n’ roll, ’twas, I’ve, ’90s, «so», 21" wide'
    )
    # It counts the quotations that are open from one paragraph to the next.
    assert shown('An "open one.\n\nCalled “so" here.', HUGO) == "An “open one.\n\nCalled “so” here."


def test_settings_decide() -> None:
    typed = "it's -- :tada: :nothing:"
    assert shown(typed, rendering_of("Jekyll", {"plugins": ["jemoji"]})) == "it’s – 🎉 :nothing:"
    assert shown(typed, rendering_of("Jekyll", {"kramdown": {"smart_quotes": "apos,apos,quot,quot"}})) == (
        "it's – :tada: :nothing:"
    )
    assert shown(typed, rendering_of("Jekyll", {"markdown": "CommonMark"})) == typed
    assert shown(typed, rendering_of("Hugo", {"enableEmoji": True})) == "it’s – 🎉 :nothing:"
    off = {"markup": {"goldmark": {"extensions": {"typographer": False}}}}
    assert shown(typed, rendering_of("Hugo", off)) == typed
    assert shown(typed, rendering_of("Zola", {})) == typed
    assert shown(typed, rendering_of("Jekyll", {"new_post_name": ":title.md"})) == "it’s – :tada: :nothing:"
    assert shown(typed, rendering_of("", {})) == typed


def test_marks_for_above_and_below_the_line_are_read_where_the_engine_knows_them() -> None:
    extras = {"superscript": {"enable": True}, "subscript": {"enable": True}}
    hugo = rendering_of("Hugo", {"markup": {"goldmark": {"extensions": {"extras": extras}}}})
    assert shown("10^6^ and H~2~O", hugo) == "10⁶ and H₂O"
    assert shown("10^6^ and H~2~O", HUGO) == "10^6^ and H~2~O"
    mkdocs = rendering_of("MkDocs", {"markdown_extensions": ["smarty", {"pymdownx.caret": {}}, "pymdownx.emoji"]})
    assert shown("it's 10^6^ :tada:", mkdocs) == "it’s 10⁶ 🎉"
    assert shown("A note[^1].\n\n[^1]: It is.", JEKYLL) == "A note\u202f¹.\n\nIt is."


def test_the_settings_of_the_site_are_found(tmp_path: Path) -> None:
    (tmp_path / "_posts").mkdir()
    (tmp_path / "_posts" / "2020-01-02-a.md").write_text('---\ntitle: A\n---\nIt\'s "so" -- and :tada:.')
    text = "It’s “so” – and "
    assert [post.text for post in read_source(str(tmp_path)) if isinstance(post, Post)] == [f"{text}:tada:."]
    (tmp_path / "_config.yml").write_text("url: https://b.example\nplugins: [jemoji]\n")
    assert [post.text for post in read_source(str(tmp_path)) if isinstance(post, Post)] == [f"{text}🎉."]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ('She said "yes" -- it\'s 6\' 2" ... (tm)', "She said “yes” — it’s 6′ 2″ … ™"),
        ("a - b, c--d, e---f, xn--g", "a – b, c–d, e—f, xn--g"),
        ("rock 'n' roll, 'twas '99, '0.42' and 9x9", "rock ‘n’ roll, ’twas ’99, ‘0.42’ and 9×9"),
        (
            '<code>"a"</code> "b" <pre>"c"</pre><a href="x">"d"</a>',
            '<code>"a"</code> “b” <pre>"c"</pre><a href="x">“d”</a>',
        ),
        ("so :) and :-( but a:) not", "so 🙂 and 🙁 but a:) not"),
        ("Wordpress is not <b>Wordpress</b>", "Wordpress is not <b>WordPress</b>"),
    ],
)
def test_wordpress(typed: str, text: str) -> None:
    assert texturized(typed) == text


def test_wordpress_in_german() -> None:
    assert texturized("Sie sagte \"ja\" und 'nein'.", "de-DE") == "Sie sagte „ja“ und ‚nein‘."


@given(st.text(alphabet="ab1 .-'\"*_<>`\n:"), st.sampled_from([JEKYLL, HUGO, ZOLA, HEXO]))
def test_no_word_is_made_up_or_lost(typed: str, how: Rendering) -> None:
    assume(not re.search(":(?:a|b|ab):", typed))  # which are emoji
    as_typed = read_html(rendered(typed)).text
    text = shown(typed, how)
    assert [char for char in text if char in "ab1"] == [char for char in as_typed if char in "ab1"]


@pytest.mark.slow
@pytest.mark.parametrize("mark", ["'", '"', "--", "...", "<<", "'a\"", ' "', "*'*", "1' "])
@pytest.mark.parametrize("how", [JEKYLL, HUGO, ZOLA, HEXO, None])
def test_many_marks_take_time_in_proportion(mark: str, how: Rendering | None) -> None:
    def seconds(size: int) -> float:
        text = mark * (size // len(mark))
        started = time.thread_time()
        rendered(text, how) if how else texturized(text)
        return time.thread_time() - started

    # By turns, so that a machine that is slow for a while is so for both.
    few, many = zip(*((seconds(2_000), seconds(8_000)) for _ in range(5)), strict=True)
    assert min(many) < 8 * max(0.005, min(few))
