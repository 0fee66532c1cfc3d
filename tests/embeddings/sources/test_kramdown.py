"""What kramdown reads otherwise than CommonMark. What is expected is what kramdown 2.4 with its GFM parser printed."""

from __future__ import annotations

import pytest

from embeddings.content.html import read_html
from embeddings.sources.rendering import AS_TYPED, JEKYLL, rendered


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
        ("One {::comment}two\n\nthree{:/comment}four.", ["One four."]),
        ("{::comment}\nOne.\n{:/}\n\nMine.", ["Mine."]),
        ("`{::comment}` is {:/comment} one.", ["{::comment} is one."]),
        ("One\\\\\nTwo", ["One\nTwo"]),
        ("1. TOC\n\nMine.", [("item", "TOC"), ("paragraph", "Mine.")]),
    ],
)
def test_blocks_of_kramdown(typed: str, blocks: list[tuple[str, str] | str]) -> None:
    found = read_html(rendered(typed, JEKYLL))
    shown = [(block.kind, found.text[block.start : block.end]) for block in found.blocks]
    assert [
        text if isinstance(one, str) else (kind, text) for one, (kind, text) in zip(blocks, shown, strict=True)
    ] == blocks


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
