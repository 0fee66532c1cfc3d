"""What authors type into WordPress's editor, as readers see it."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.content.editor_text import written_html
from embeddings.content.html import read_html


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("One.\n\nTwo\nthree.", "One.\n\nTwo\nthree."),
        ("<!-- wp:paragraph -->\n<p>One\ntwo.</p>\n<!-- /wp:paragraph -->", "One two."),
        ('[caption id="a" width="3"]<img src="x.jpg"> A loaf[/caption]\nText.', "A loaf\n\nText."),
        ('[caption caption="A loaf"]<img src="x.jpg">[/caption]Text.', "A loaf\n\nText."),
        ('Before [gallery ids="1,2"] after.', "Before after."),
        ("As she wrote [sic] in [1].", "As she wrote [sic] in [1]."),
        ("[[gallery]] is a shortcode.", "[gallery] is a shortcode."),
        ("[dropcap]O[/dropcap]nce.", "Once."),
        ("[code]a &lt; b &amp;&amp; c[/code]", "a < b && c"),
        ("[code]a < b &amp;&amp; c[/code]", "a < b &amp;&amp; c"),
        ("[bash]\n$ bake --all\n\n# [gallery] <b>\n[/bash]\nDone.", "$ bake --all\n\n# [gallery] <b>\n\nDone."),
        ('[python light="true"]bake("it")[/python]', 'bake("it")'),
        ("[c-sharp]a = b[0];[/c-sharp]", "a = b[0];"),
        ("Use [php] or [bash] for it.[/ruby]", "Use [php] or [bash] for it."),
        ("<pre>one\n\ntwo [gallery]</pre>", "one\n\ntwo [gallery]"),
        ("<ul>\n<li>One</li>\n\n<li>Two</li>\n</ul>", "One\nTwo"),
        ("One.\n<!--nextpage-->\nTwo.<!--nextpage-->Three.", "One.\n\nTwo.\n\nThree."),
        (
            "One.[vc_row][vc_column]Two.[/vc_column][/vc_row][et_pb_text x=1]Three.[/et_pb_text]",
            "One.\n\nTwo.\n\nThree.",
        ),
        ("[one_half]Left.[/one_half][one_half_last]Right.[/one_half_last]", "Left.\n\nRight."),
        ("One.\n\n[latest_posts]\n\nTwo [some_key] of x[some_key].", "One.\n\nTwo [some_key] of x[some_key]."),
        ('[button link="https://x.example" color=red]Buy flour[/button] Or mill it.', "Or mill it."),
        ("[youtube=https://youtu.be/x]\n\nWatch.", "Watch."),
    ],
)
def test_what_wordpress_shows_of_what_was_typed(typed: str, shown: str) -> None:
    assert read_html(written_html(typed)).text == shown


@pytest.mark.parametrize(
    "typed", ["One.\n<!--nextpage-->\nTwo.", "One.<!--nextpage-->Two.", "One.\n\n<!--nextpage-->\n\nTwo."]
)
@pytest.mark.parametrize("html_of", [written_html, str])
def test_a_blocks_page_is_that_on_which_it_is_shown(typed: str, html_of: Callable[[str], str]) -> None:
    content = read_html(html_of(typed))
    assert [(content.text[block.start : block.end], block.page) for block in content.blocks] == [
        ("One.", 1),
        ("Two.", 2),
    ]


@given(st.text(alphabet="ab[]/ \n<>p=\"'"))
def test_anything_typed_is_survived_and_no_word_is_made_up(typed: str) -> None:
    text = read_html(written_html(typed)).text
    assert text.count("a") <= typed.count("a")
    assert text.count("b") <= typed.count("b")


@pytest.mark.parametrize(
    "opening",
    [
        "[a]",
        "[code]",
        "[bash]",
        "<!--",
        "<pre>",
        "<",
        "[",
        "[caption]",
        "[embed ",
        '[a b="c" ',
        "[[a",
        "[audio]",
        "\n ",
        " ",
        "[a b=[a",
    ],
)
def test_brackets_made_to_hang_a_reader_take_time_in_proportion(opening: str) -> None:
    def seconds(size: int) -> float:
        text = opening * (size // len(opening))
        started = time.thread_time()
        written_html(text)
        return time.thread_time() - started

    # Side by side, so that another program's work tells in both.
    assert any(seconds(80_000) < 8 * max(0.005, seconds(20_000)) for _ in range(6))
