"""Powers, indices and the marks of footnotes: none melts into what stands before it, and links still find the words."""

from __future__ import annotations

import urllib.parse

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.content.html import read_html
from embeddings.posts import HOLE, Post
from embeddings.text.fragments import text_fragment
from embeddings.text.sentences import blocks_of, sentence_spans
from embeddings.text.superscripts import ABOVE, BELOW, plain_characters
from embeddings.text.terms import terms


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("about 10<sup>6</sup> grains", "about 10⁶ grains"),
        ("40 m<sup>2</sup> in all", "40 m² in all"),
        ("10<sup>-6</sup> and 10<sup>−6</sup>", "10⁻⁶ and 10⁻⁶"),
        ("length 2<sup>n+1</sup>-1", "length 2ⁿ⁺¹-1"),
        ("H<sub>2</sub>O, U<sub>31</sub>", "H₂O, U₃₁"),
        ("x<sup>2q</sup>, x<sup>q</sup>, x<sub>A</sub>", "x^(2q), x^q, x_A"),
        ("e<sup>-x<sup>2</sup></sup>", "e^(-x²)"),
        ("<code>2<sup>64</sup></code>", "2⁶⁴"),
        ("<code>Statement<sub>[Yield, Await]</sub></code>", "Statement[Yield, Await]"),
        ("Smith 1990<sup>a</sup>, 5<sup>e</sup>, M<sup>lle</sup>", "Smith 1990ᵃ, 5ᵉ, Mˡˡᵉ"),
        ("the 31<sup>st</sup> of May", "the 31st of May"),
        ("Brand<sup>TM</sup>, X<sup>®</sup>, word<sup>*</sup>", "Brand™, X®, word*"),
        ("<sub>Photo by Jane</sub>", "Photo by Jane"),
        ('costs $5<sup><a href="#fn1">1</a></sup> at the mill', "costs $5\u202f¹ at the mill"),
        ('sold 20<sup class="footnote-ref"><a href="/p#fn2">2</a></sup> of', "sold 20\u202f² of"),
        ('sold 20<a href="#n3"><sup>3</sup></a> of', "sold 20\u202f³ of"),
        ('she said<a class="footnote-anchor" href="#footnote-1">1</a> so', "she said\u202f¹ so"),
        ("a number of reasons<sup>1</sup>.", "a number of reasons\u202f¹."),
        ("ten miles<sup>2</sup> of it", "ten miles² of it"),
        ('as shown<sup class="reference"><a href="#cite-1">[1]</a></sup>, we', "as shown[1], we"),
        ('<p><sup>1</sup> Before tax. <a href="#r1">↩︎</a></p>', "¹ Before tax."),
    ],
)
def test_what_stands_above_or_below_the_line_stays_apart(html: str, shown: str) -> None:
    assert read_html(html).text == shown


def test_a_formula_is_a_hole() -> None:
    assert read_html("<p>So <math><mi>x</mi></math> is.</p><math><mi>y</mi></math>").text == f"So {HOLE} is."


@given(st.sampled_from([("sup", ABOVE), ("sub", BELOW)]), st.data())
def test_every_character_that_unicode_has_is_used_and_found_again(
    kind: tuple[str, dict[str, str]], data: st.DataObject
) -> None:
    tag, table = kind
    raised = data.draw(st.text(st.sampled_from("0123456789+=()"), min_size=1, max_size=5))
    text = read_html(f"<p>so x<{tag}>{raised}</{tag}> is</p>").text
    assert text == f"so x{''.join(table[char] for char in raised)} is"
    assert plain_characters(text) == f"so x{raised} is"


def test_a_footnotes_mark_is_no_part_of_its_words_term() -> None:
    text = read_html(
        '<p>the unwinding<sup><a href="#n">1</a></sup> of it cost $5<sup><a href="#m">2</a></sup></p>'
    ).text
    assert {*terms("unwinding"), "5"} <= set(terms(text))


def test_a_sentence_ends_behind_its_footnote() -> None:
    post = Post(id="p", text=read_html('<p>It rose.<sup><a href="#n">1</a></sup> Then it fell.</p>').text)
    (block,) = blocks_of(post)
    assert [post.text[s:e] for s, e in sentence_spans(post.text, block)] == ["It rose.\u202f¹", "Then it fell."]


def fragment_of(html: str, start: int, end: int) -> str:
    post = Post(id="p", text=read_html(html).text, url="https://b.example/p")
    return urllib.parse.unquote(text_fragment(post, start, end if end >= 0 else len(post.text)))


def test_a_link_has_the_characters_of_the_page() -> None:
    html = '<p>A bag of 10<sup>6</sup> costs $5<sup><a href="#f">1</a></sup> at the mill.</p>'
    assert fragment_of(html, 0, -1) == "A bag of 106 costs $51 at the mill."


def test_a_link_goes_around_words_that_the_page_may_have_otherwise() -> None:
    html = "<p>We take the root of x<sup>2q</sup> and then we bake it.</p>"
    assert fragment_of(html, 0, -1) == "We take the root,then we bake it."
    html = "<p>x<sup>2q</sup> is what we need here.</p>"
    assert fragment_of(html, 0, -1) == "is what we need here."
