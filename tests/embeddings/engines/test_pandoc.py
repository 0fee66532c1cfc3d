"""Quarto's Markdown is read as Pandoc, which it runs, prints it: https://quarto.org/docs/authoring/markdown-basics.html."""

from __future__ import annotations

from pathlib import Path

import pytest

from embeddings.content.html import read_html
from embeddings.sources.rendering import PANDOC, rendered

from .programs import program, run

pytestmark = pytest.mark.engines


@pytest.mark.parametrize(
    "typed",
    [
        "# Rye {#rye .unnumbered}\n\n## With `code` {-}\n\nIt rests.",
        'It\'s "warm" --- 1--2 hours, \'so\' she said... "*Emph* word" and "`code`". "Say \'no\'", ("x").',
        "Words[^1] and more.^[A note, with *emph*.] H~2~O and 10^6^.\n\n[^1]: First note.",
        "- one\n- [x] done\n- [ ] open\n\n1) one\n2) two\n\nTerm\n:   Its definition.",
        "A [*small* oven]{.underline}, [a link](http://x.example 'title'){.btn}, ![](a.png){width=50%} and `f()`{.r}.",
        "Line one\\\nline two. Non\\ breaking. \\*escaped\\* and 5 \\$.",
        "| One\n| two\n\nThree.",
        "+-------+----+\n| Flour | ml |\n+=======+====+\n| rye   | 80 |\n| bran  | 5  |\n+-------+----+",
        "| A | B |\n|---|--:|\n| x | 1 |",
        "::: {.callout-note}\n## Title\n\nBody.\n:::\n\n:::: columns\n::: {.column width='50%'}\nLeft.\n:::\n::::",
        "`<b>bold</b>`{=html} and `\\LaTeX`{=latex}it.\n\n```{=html}\n<p>Raw.</p>\n```\n\n\\newpage\n\nEnd.",
        "~~gone~~ and **bold**, snake_case_word and 2*3*4, {braces}, {{ two }}, a@b.example.",
    ],
)
def test_marks_as_pandoc_prints_them(tmp_path: Path, typed: str) -> None:
    (tmp_path / "rye.md").write_text(typed)
    printed = run([program("pandoc"), "--from", "markdown", "--to", "html5", "rye.md"], tmp_path)
    assert read_html(rendered(typed, PANDOC)).text == read_html(printed).text
