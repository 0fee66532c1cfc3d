"""What Pandoc reads otherwise than CommonMark, and Quarto makes of code that it runs. What is expected of marks is what
Pandoc 2.17 printed; ``tests/embeddings/engines`` asks it again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.content.html import read_html
from embeddings.posts import HOLE
from embeddings.sources.pandoc import with_pandocs_marks
from embeddings.sources.rendering import PANDOC, rendered

H = HOLE
TABLE = """+-------+---------+
| Flour | Water   |
+=======+=========+
| rye   | 80      |
|       | percent |
+-------+---------+
"""


def shown(text: str) -> str:
    return read_html(rendered(text, PANDOC)).text


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("## Rye {#sec-rye .unnumbered}\n\nIt rests.", "Rye\n\nIt rests."),
        ("A [*small* oven]{.underline} and [one [inner](x)]{#a}.", "A small oven and one inner."),
        ("[the mill](x){target='_blank'}, `f()`{.r}, ![](y){width=50%}end", "the mill, f(), end"),
        ("`<b>bold</b>`{=html} and `\\LaTeX`{=latex}it.", "bold and it."),
        ('"Warm" --- it\'s 1--2 hours at 10^6^ of H~2~O...', "“Warm” — it’s 1–2 hours at 10⁶ of H₂O…"),
        ("One\\ two, three\\\nfour.", "One\xa0two, three\nfour."),
        ("| One\n| two\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n: Flours {#tbl-a}", "One\ntwo\n\nA\tB\n1\t2\n\nFlours"),
        (TABLE, "Flour\tWater\nrye\t80 percent"),
        (TABLE.replace("=", "-"), "Flour\tWater\nrye\t80 percent"),
        ("Name    Age\n-----  ----\nAda      33\nBo Hart  44\n\nEnd.", "Name\tAge\nAda\t33\nBo Hart\t44\n\nEnd."),
        (f"```\n{TABLE}```", TABLE),
        ("\\newpage\n\nOne \\*two\\*.", "One *two*."),
        ("It rests.[A note that\nis wrapped.]{.aside} More.", "It rests.A note that is wrapped. More."),
        ("![An oven [a](x).](a.png){#fig-a width=50%}\n\nSee ![this](b.png) too.", "An oven a.\n\nSee too."),
        ('## H {data-x="1" .b}\n\n## I {-}\n\n#. one\n#. two', "H\n\nI\n\none\ntwo"),
        ("::: {.callout-note title=\"Beware\" collapse=true}\nIt's hot.\n:::", "Beware\n\nIt’s hot."),
        (":::: columns\n::: {.column width='50%'}\nLeft.\n:::\n::::", "Left."),
        ("```{=html}\n<p>Raw.</p>\n```\n\n```{=latex}\n\\x\n```\n\nEnd.", "Raw.\n\nEnd."),
    ],
)  # fmt: skip
def test_pandocs_marks(typed: str, text: str) -> None:
    assert shown(typed).strip("\n") == text.strip("\n")


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("It has `r nrow(x)` rows, `{python} len(y)` columns.", f"It has {H} rows, {H} columns."),
        ("As @fig-oven and [@tbl-a; @tbl-b] show.", f"As {H} and {H} show."),
        ("```{r, echo=FALSE}\nplot(1)\n```\n\nEnd.", "End."),
        ("```{python}\n#| label: a\n#| include: false\nx\n```\n\nEnd.", "End."),
        ("```{mermaid}\ngraph TD\n```\n\nEnd.", "End."),
        ("```{r mean-of-x}\n#| fig-cap: A\nmean(x)\n```", "mean(x)"),
        ("> ```{r}\n> mean(x)\n> ```", "mean(x)"),
        ("```{r}\nknitr::opts_chunk$set(echo = FALSE)\n```\n\n```{r}\nmean(x)\n```\n\nEnd.", "End."),
        ("```{.r filename='a'}\n`r x` @fig-a [a]{.b}\n```", "`r x` @fig-a [a]{.b}"),
        ("````markdown\n```{r}\n#| echo: false\n```\n````", "```{r}\n#| echo: false\n```"),
        ("```{r}\nnever closed", "never closed"),
        ("```\nx\n\n#. one\n\n| a\n```", "x\n\n#. one\n\n| a"),
        ("A.\n\n::: {.hidden}\nShown, since it is never closed.", "A.\n\nShown, since it is never closed."),
        ("A.\n\n    ::: {.hidden}\n    x\n    :::\n\nEnd.", "A.\n\nx\n\nEnd."),
        ("::: {.hidden-xs title='The .hidden class'}\nShown.\n:::", "Shown."),
        ("::: {.content-hidden when-profile='pro'}\nShown.\n:::", "Shown."),
        ("Thanks to Ada\n(@ada) for it, and\n#. no.", "Thanks to Ada (@ada) for it, and #. no."),
        ("```{r}\n# opts_chunk$set(echo = FALSE)\nx\n```", "# opts_chunk$set(echo = FALSE)\nx"),
        ("```{r}``` is a header.\n\nIt rests [x]{.y}.", "{r} is a header.\n\nIt rests x."),
        ("@Sec-Team bakes, npm i @def-con/foo.", "@Sec-Team bakes, npm i @def-con/foo."),
        ("So\n\n$$\n\\hat{y}\n$$\n\nEnd.", "So\n\nEnd."),
        ('```{r, fig.cap="$\\beta_{1}$", echo=FALSE}\nplot(x)\n```\n\nIt has `r nrow(x)` rows.', f"It has {H} rows."),
        ("Mean `r format(mean(x),\nnsmall=2)` here.", f"Mean {H} here."),
        ("Set `opts_chunk$set(echo = F)`.\n\n```{r}\nx\n```", "Set opts_chunk$set(echo = F).\n\nx"),
        ("[Follow @fig-a](http://x), [see @fig-a, p. 3], @Fig-a shows.", f"Follow {H}, {H}, {H} shows."),
        ("::: {.content-visible when-format='pdf'}\nNo.\n\n```{r}\nx\n```\n:::\n\nEnd.", "End."),
        ("::: {.content-hidden when-format=html}\n::: {.a}\nNo.\n:::\nNor this.\n:::\n\nEnd.", "End."),
        ("::: {.content-visible when-format='html'}\nSeen.\n:::", "Seen."),
        ("[No.]{.hidden}[Seen.]{.content-hidden when-format='pdf'}", "Seen."),
        ("{{< fa star >}} One {{< meta title >}} two.\n\n{{< video x >}}\n\n{{ x }}", f"One {H} two.\n\n{{{{ x }}}}"),
        ("Ask @ada [or @bo], a@b.example, \\@cy.", "Ask @ada [or @bo], a@b.example, @cy."),
    ],
)  # fmt: skip
def test_what_quarto_makes(typed: str, text: str) -> None:
    assert shown(typed) == text


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("As @quill2020 [p. 3] says, it rises [see @rye-2021, pp. 3--4; -@oat].", f"As {H} says, it rises {H}."),
        ("Mail a@b.example, \\@cy, `@dy`, [me](x@y.example).", "Mail a@b.example, \\@cy, `@dy`, [me](x@y.example)."),
    ],
)
def test_a_citation_is_known_to_the_page_alone(typed: str, text: str) -> None:
    assert with_pandocs_marks(typed, cites=True) == text


@given(
    st.lists(st.sampled_from(["```", "{r}", "`", "\n", "[a]", "{.b}", "@c", "| ", "+--", ":::", "Rye ", "\\"])).map(
        "".join
    )
)
def test_anything_typed_is_survived(typed: str) -> None:
    assert shown(typed).count("Rye") <= typed.count("Rye")
