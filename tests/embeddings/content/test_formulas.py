"""Formulas are not quoted as they are typed, and what only looks like one is."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.content.formulas import without_formulas
from embeddings.content.html import read_html
from embeddings.posts import HOLE
from embeddings.sources.rendering import rendered


@pytest.mark.parametrize(
    "formula",
    [
        r"\(p\)", r"\\(f(x)\\)", r"\[x^2 = 3\]", "$$p$$", "$$x = 2$$", "$p$", "$x_1$", r"$\alpha$", "$latex p$",
        r"\[\sum_i a_i\]",
    ],
)  # fmt: skip
def test_a_formula_is_a_hole(formula: str) -> None:
    assert without_formulas(f"Let {formula} be.") == f"Let {HOLE} be."


@pytest.mark.parametrize(
    "words",
    [
        r"\[..\]", r"\[1\]", r"\[x\]", r"\[sic\]", r"\(see below\)", "$5 and $10", "$200 (US$)", "US$5/A$6",
        "cheap ($$) or not ($$$)", "$FOO/$BAR", "A$AP, Bada$$", "$HOME and $PATH",
    ],
)  # fmt: skip
def test_prices_notes_and_variables_are_words(words: str) -> None:
    assert without_formulas(f"Let {words} be.") == f"Let {words} be."


@pytest.mark.parametrize(
    "shown",
    [
        "<img class='latex' src='https://s0.wp.com/latex.php?latex=p' alt='p'>",
        "<img src='https://latex.codecogs.com/svg?p' alt='p'>",
        "<mjx-container class='MathJax'><svg></svg></mjx-container>",
        "<span class='MathJax_Preview'></span><script type='math/tex'>p</script>",
        r"\(p\)",
        "<math><mi>p</mi></math>",
    ],
)
def test_a_sentence_that_misses_its_formula_has_a_hole(shown: str) -> None:
    text = read_html(f"<p>Let {shown} be a prime. It costs $5.</p>").text
    assert text == f"Let {HOLE} be a prime. It costs $5."


def test_code_is_shown_as_it_stands() -> None:
    html = "<p>Type <code>$a^2$</code>.</p><pre>\\(p\\) $x^2$</pre>"
    assert read_html(html).text == "Type $a^2$.\n\n\\(p\\) $x^2$"
    assert read_html(rendered("Type `$a^2$`.\n\n```\n$$x$$\n```\n")).text == "Type $a^2$.\n\n$$x$$"


def test_marks_in_a_formula_are_not_markdown() -> None:
    assert read_html(rendered(r"Let $$a*b*c$$ and \\(p*q*r\\) be.")).text == f"Let {HOLE} and {HOLE} be."


@pytest.mark.parametrize("opening", ["\\(", "\\\\(", "\\[", "\\[ a", "$$", "$a", "$$ a\n"])
def test_formulas_that_never_end_are_passed_over_in_no_time(opening: str) -> None:
    started = time.process_time()
    without_formulas(opening * 200_000)
    assert time.process_time() - started < 2


@given(st.text(st.sampled_from("$\\()[] aab1^_=.\n"), max_size=60))
def test_nothing_but_formulas_is_taken_out(text: str) -> None:
    rest = iter(text)
    assert all(letter in rest for letter in without_formulas(text) if letter != HOLE)
