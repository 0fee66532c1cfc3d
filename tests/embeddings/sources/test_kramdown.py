"""What kramdown reads otherwise than CommonMark. What is expected is what kramdown 2.4 with its GFM parser printed."""

from __future__ import annotations

import pytest

from embeddings.content.html import read_html
from embeddings.sources.rendering import AS_TYPED, JEKYLL, rendered, rendering_of


@pytest.mark.parametrize(
    ("typed", "blocks"),
    [
        ("> One\n1. Two\n\nMine.", [("quotation", "One"), ("quotation", "Two"), ("paragraph", "Mine.")]),
        ("> One\n## Two\nThree\n\nMine.", ["One", "Two", "Three", ("paragraph", "Mine.")]),
        ("> | a | b |\n> |---|---|\n> | 1 | 2 |", [("table", "a\tb"), ("table", "1\t2")]),
        ("> One\n{: .x}\nMine.", [("quotation", "One"), "Mine."]),
        ("> One\n<p>Mine.</p>", [("quotation", "One"), ("paragraph", "Mine.")]),
        ("```\n> One\ntwo\n```", [("code", "> One\ntwo")]),
        ("1. TOC\n{:toc}\n\nMine.", [("paragraph", "Mine.")]),
        ("* Contents\n{: toc .x}\n\nMine.", [("paragraph", "Mine.")]),
        ("```\n1. TOC\n{:toc}\n```", [("code", "1. TOC\n{:toc}")]),
        ("Do so:\n\n1) *one*\n2) two\n\n- 1) three", ["Do so:", "1) one 2) two", ("item", "1) three")]),
        ("```\n1) one\n```", [("code", "1) one")]),
        ("One {::comment}two\n\nthree{:/comment}four.", ["One four."]),
        ("{::comment}\nOne.\n{:/}\n\nMine.", ["Mine."]),
        ("`{::comment}` is {:/comment} one.", ["{::comment} is one."]),
        ("One\\\\\nTwo", ["One\nTwo"]),
        ("1. TOC\n\nMine.", [("item", "TOC"), ("paragraph", "Mine.")]),
        ("<h2>One *a*</h2>\nTwo *b* [x](y).", [("heading", "One *a*"), ("paragraph", "Two b x.")]),
        ("<p>One</p><p>Two</p> Three *b*.\nFour.", ["One", "Two", "Three b. Four."]),
        ("Zero\n<div>One</div>\nTwo *b*.", ["Zero", "One", "Two b."]),
        ("<div>\n<div>One</div>\n*a*\n</div>\nTwo *b*.", ["One", "*a*", "Two b."]),
        ("<div\n class='x'>One</DIV>\n## Two", ["One", ("heading", "Two")]),
        ("<hr>\nTwo *b*.", ["Two b."]),
        ("<iframe src='x'></iframe>\nTwo *b*.", ["Two b."]),
        ("<script>\na = '<div>';\n\nb\n</script> Two *b*.", ["Two b."]),
        ("<div>\n    <p>One</p>\n\n    <p>*a*</p>\n</div>\nTwo *b*.", ["One", "*a*", "Two b."]),
        ("<div>\n<!-- a\n\n    b -->\n\n    One <br/>\n</div>\nTwo *b*.", ["One", "Two b."]),
        ("<pre>One\n\n*a*</pre>\nTwo *b*.", [("code", "One\n\n*a*"), ("paragraph", "Two b.")]),
        ("<ul>\n<li>One</li>\n</ul>\n- *two*", [("item", "One"), ("item", "two")]),
        ("- One\n  <div>*a*</div>\n  two *b*.", ["One", "*a*", "two b."]),
        ("<div markdown='1'>\n*a*\n</div>\nTwo *b*.", ["a", "Two b."]),
        ("<div>\n*a*\n\n<div markdown='1'>\n*b*\n\n*c*\n</div>\n*d*\n</div>\n*e*", ["*a*", "b", "c", "*d*", "e"]),
        ("<span>One</span>\ntwo *b*.", ["One two b."]),
        ("Zero.\n\n<br>\n<br />\nOne **two**.", ["Zero.", "One two."]),
        ('<a name="x"></a>\n*One*', ["One"]),
        ("<br>\n\n- One", [("item", "One")]),
        ("<br>\n<div>*One*</div>", ["*One*"]),
        ("```\n<br>\n*One*\n```", [("code", "<br>\n*One*")]),
        ("Of [one](mailto: x@y.org) and [two\nlines](https://a.org/\nb-c).", ["Of one and two lines."]),
        ('[One](https://a.org/x y "T"), [two]( https://a.org ) and [three](/see above).', ["One, two and three."]),
        (
            "Of\n\n    [](int a, int b)\n\nand (0, 1](that is all).",
            ["Of", ("code", "[](int a, int b)"), "and (0, 1](that is all)."],
        ),
        ("One\n===\nTwo.", [("heading", "One"), ("paragraph", "Two.")]),
        ("So far.\nOne\n===\nTwo.", ["So far. One === Two."]),
        ("<code>\nfoo *x*\n</code>", ["foo *x*"]),
        ("<b>\nOne\n</b>", ["One"]),
        ("`[One](see above)` is [two] (see above).", ["[One](see above) is [two] (see above)."]),
        ("Of `<div>` and\n\n```\n<div>a</div>\nb\n```\n*c*", ["Of <div> and", "<div>a</div>\nb", "c"]),
        ("{% quote %}\n*One*\n\n*two*\n{% endquote %}\nMine.", ["One", "two", "Mine."]),
    ],
)
def test_blocks_of_kramdown(typed: str, blocks: list[tuple[str, str] | str]) -> None:
    found = read_html(rendered(typed, JEKYLL))
    shown = [(block.kind, found.text[block.start : block.end]) for block in found.blocks]
    assert [
        text if isinstance(one, str) else (kind, text) for one, (kind, text) in zip(blocks, shown, strict=True)
    ] == blocks


@pytest.mark.parametrize(
    ("typed", "blocks"),
    [
        # kramdown carries these on to the end of the post: whoever sees that page mends it.
        ("<p>One.\n\nTwo *b*.", ["One.", "Two b."]),
        ("<div>\n<p>One\n</div>\n\nTwo *b*.", ["One", "Two b."]),
    ],
)
def test_an_element_without_an_end_is_left_as_it_is(typed: str, blocks: list[str]) -> None:
    found = read_html(rendered(typed, JEKYLL))
    assert [found.text[block.start : block.end] for block in found.blocks] == blocks


def test_where_kramdown_is_told_to_read_what_is_in_elements_it_is_read() -> None:
    how = rendering_of("Jekyll", {"kramdown": {"parse_block_html": True}})
    assert read_html(rendered("<div>\n\n*One*\n\n</div>\nTwo *b*.", how)).text == "One\n\nTwo b."


def test_a_quotation_ends_with_its_paragraph_elsewhere() -> None:
    found = read_html(rendered("> One\n1. Mine", AS_TYPED))
    assert [block.kind for block in found.blocks] == ["quotation", "item"]


@pytest.mark.parametrize("how", [JEKYLL, AS_TYPED])
@pytest.mark.parametrize(
    "typed",
    [
        '<div class="a" markdown="1">\n**Bold** words.\n</div>',
        "<div markdown=1>\n**Bold** words.\n</div>",
        '<div markdown="block">**Bold** words.\n\n</div>',
        "<section markdown='span'>\n**Bold** words.\n</section>",
    ],
)
def test_an_element_that_is_to_be_read_as_markdown_is(typed: str, how: object) -> None:
    assert read_html(rendered(typed, how)).text.startswith("Bold words.")


def test_an_element_that_is_not_is_shown_as_typed() -> None:
    assert read_html(rendered("<div>\n**raw**\n</div>", JEKYLL)).text == "**raw**"
    assert "markdown" in read_html(rendered('```\n<div markdown="1">\nx\n```', JEKYLL)).text
