"""Template expressions: a lone string gives its words, anything else a hole that no quote has in it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.content.html import read_html
from embeddings.posts import HOLE, Block, Post
from embeddings.sources import read_source
from embeddings.sources.admonitions import without_admonitions
from embeddings.sources.code import html_code, markdown_code
from embeddings.sources.engines.entry import UNKNOWN
from embeddings.sources.jsx import has_components, without_jsx
from embeddings.sources.kramdown import with_whole_html
from embeddings.sources.rendering import AS_TYPED, NOTES, rendered, rendering_of
from embeddings.sources.templates import without_templates
from embeddings.text.passages import cut, sentences_in
from embeddings.text.sentences import broken_sentences
from tests.embeddings.sources.engines.folders import fill

H = HOLE


def shown(text: str, *, jsx: bool = False) -> str:
    return read_html(rendered(text, AS_TYPED, jsx=jsx)).text


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ('“…,” said {{ "mb" | team_link }}, a designer.', f"“…,” said {H}, a designer."),
        ('It is {{ "a lone string" }} here.', "It is a lone string here."),
        ("It is {{ 'one' }}, {{ \"two\" }} and <%= 'three' %>.", "It is one, two and three."),
        ("We use <%= name %> and {% include name.txt %} here.", f"We use {H} and {H} here."),
        ("We use\n{% include name.txt %}\nfor this.", f"We use {H} for this."),
        ('See [the guide]({{ "/guide/" | url }}) now.', "See the guide now."),
        ("<img src='{{ site.baseurl }}/a.png' alt='{{ x }}'>Words.", "Words."),
        ("One.\n\n{% image x.png %}\n\nTwo.", "One.\n\nTwo."),
        ("One.\n{{< figure src='x' >}}\nTwo.", "One.\n\nTwo."),
        ("{{< note >}}\nWords.\n{{< /note >}}", "Words."),
        ("{{< note >}}Words.{{< / note >}}", "Words."),
        (
            "{{< columns >}}\nOne.\n<--->\n{{% a %}}\nTwo. <---> Three.\n{{% / a %}}\n{{< / columns >}}\nA <---> B",
            "One.\n\nTwo.\n\nThree.\n\nA <---> B",
        ),
        ("{{< columns >}} and <--->", f"{H} and <--->"),
        ("Write {{</* youtube id */>}} for it.", "Write {{< youtube id >}} for it."),
        ("{% quote(author='x') %}\nTo be.\n{% end %}", "To be."),
        ("#### {% linkable_title Can I bake hass.io rye? %}\n\nYes.", "Can I bake hass.io rye?\n\nYes."),
        ("## {% linkable_title FAQ %}\n\nYes.", "FAQ\n\nYes."),
        ("## {% anchor rye %}\n\nYes.", f"{H}\n\nYes."),
        ("## {% include head.html title='My rye' %}\n\nYes.", f"{H}\n\nYes."),
        ("## {% link _posts/on my rye.md %}\n\nYes.", f"{H}\n\nYes."),
        ("## On {% linkable_title my rye %}\n\nYes.", f"On {H}\n\nYes."),
        ("{% linkable_title My rye %} is here.", f"{H} is here."),
        (
            "On {% post_link rye 'My <b>rye</b>' %}, {% post_link rye My <b>rye</b> false %}.",
            "On My <b>rye</b>, My rye.",
        ),
        ("On {% post_link rye %} or {% post_link rye true %} of {% asset_link rye.pdf %}.", f"On {H} or {H} of {H}."),
        ('On {% asset_link rye.pdf "My rye" true %}, {% link My rye https://x.example true %}.', "On My rye, My rye."),
        ("On {% link https://x.example %} and {% link _posts/rye.md %}.", f"On {H} and {H}."),
        ("On {% label primary@my rye %}, {% label @b %} and {% label rye %}.", f"On my rye, b and {H}."),
        ("A{% if x %} B{% if y %} C{% endif %}{% endif %} D.", f"A{H} D."),
        ("A{% comment %} {{ no }} {% endcomment %}{# no #}{% assign a = 1 %} B.", "A B."),
        ("{% raw %}Write {{ page.title }} here.{% endraw %}", "Write {{ page.title }} here."),
        ("`{{ x }}` and ``a ` {{ y }}`` stay.", "{{ x }} and a ` {{ y }} stay."),
        ("```\nA={% raw %}{{ x }}{% endraw %}\n{{ y }}\n```", "A={{ x }}\n{{ y }}"),
        ("{% highlight go %}\nif a < b {{ x }}\n{% endhighlight %}", "if a < b {{ x }}"),
        (
            'Two:\n\n{{raw `\n\tx := []T{{1}}\n\n\ty()\n`}}\n\nIf n {{raw "<"}}= 1.',
            "Two:\n\nx := []T{{1}}\n\ny()\n\nIf n <= 1.",
        ),
        ("A sentence{:.lead} with a class.\n{: #id .x}", "A sentence with a class."),
        ("## Water {#water}\n\n{{", "Water\n\n{{"),
        ("{{< highlight go >}}\nif a < b {{ x }}\n{{< /highlight >}}", "if a < b {{ x }}"),
        ("Bake {{< highlight >}}a <em>whole</em> day{{< /highlight >}}, or two.", "Bake a whole day, or two."),
        ("One.\n\n{{< mermaid >}}\ngraph LR; a-->b\n{{< /mermaid >}}\n\nTwo.", "One.\n\nTwo."),
        ("One.\n\n{% mermaid %}\ngraph LR; a-->b\n{% endmermaid %}\n\nTwo.", "One.\n\nTwo."),
        ("One.\n\n{% mermaiddiagram() %}\na-->b\n{% end %}\n\nTwo.", "One.\n\nTwo."),
        (
            "One.\n\n{{< bar-graph x=1 >}}\na: 1\n{{< /bar-graph >}}\n\n{{% paragraph %}}Two.{{% /paragraph %}}",
            "One.\n\nTwo.",
        ),
        (
            '!!! note "Mind it"\n    Body\n    of it.\n\n    !!! tip\n        Deeper.\n\nAfter.',
            "Mind it\n\nBody of it.\n\nDeeper.\n\nAfter.",
        ),
        ('???+ tip\n    Shown.\n\n=== "Linux"\n    ```\n    !!! a\n    ```', "Shown.\n\nLinux\n\n!!! a"),
        ("- One\n\n    !!! note\n        In it.\n\n- Two", "One\nIn it.\nTwo"),
        (
            ":::note\n\nBody.\n\n:::\n::: tip My way\nSo.\n:::\n:::tip[Or *so*]\nThus.\n:::",
            "Body.\n\nMy way\n\nSo.\n\nOr so\n\nThus.",
        ),
        ("::: {.callout-note}\nQuarto.\n:::\n\nA:::b, and ::: c", "Quarto.\n\nA:::b, and ::: c"),
        ("> [!NOTE]\n> Body.\n\n> [!tip]- Or so\n> Thus.", "Body.\n\nOr so\n\nThus."),
        ('::card{title="So"}\nBody.\n::\n::images-block{caption="Two, of {us}"}\n::', "Body."),
        ("The type is\n:: Int -> Int", "The type is :: Int -> Int"),
        ("```\n:::note\n!!! a\n> [!NOTE]\n```", ":::note\n!!! a\n> [!NOTE]"),
    ],
)
def test_what_a_template_shows(typed: str, text: str) -> None:
    assert shown(typed) == text


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        (r"A \{x\} and \<y> it is.", "A {x} and <y> it is."),
        (r"`a` is \$\{PATH\} here.", "a is ${PATH} here."),
        (
            'import A from "a"\nexport const b = {c: 1}\n\nThe {"lone"}{" "}string, said {author.name}.',
            f"The lone string, said {H}.",
        ),
        ('<Note type="a" wide={1 > 2}>\n\nInside {x} it.\n\n</Note>', f"Inside {H} it."),
        ("It costs <Price id={3} /> a day.{/* no */}", f"It costs {H} a day."),
        ("One.\n\n<Chart data={[1, 2]} />\n\nTwo.", "One.\n\nTwo."),
        ('<div className="x" style={{color: "red"}}>Words</div>', "Words"),
        ("`{x}` stays, as 1 < 2 does.", "{x} stays, as 1 < 2 does."),
        ("<Note>\n\n    Set in, {'and'} said.\n\n</Note>", "Set in, and said."),
        ("```mdx-code-block\nimport A from 'a'\n\n<A>\n```\nIn *it*.\n```mdx-code-block\n</A>\n```", "In it."),
        ("````mdx-code-block\n<A>\n```js\n{x}\n```\n</A>\n````\n\n```mdx\n<A>\n```", "{x}\n\n<A>"),
        ("```mdx-code-block\n<A>{x}", "<A>{x}"),
    ],
)
def test_what_jsx_shows(typed: str, text: str) -> None:
    assert shown(typed, jsx=True) == text


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("<div>\n    {% include figure.html path='a.png' %}\n    </div>\n\nTwo.", "Two."),
        ("One.\n<div>\n    <div>\n    {% include\n  figure.html %}\n    </div>\n    </div>\n\nTwo.", "One.\n\nTwo."),
        ("<figure>\n    {% assign a = 1 %}{{< b >}}\n    <p>One.</p>\n</figure>\n\nTwo.", "One.\n\nTwo."),
        ("<div>\n    {{< note >}}\n    <p>One.</p>\n    {{< /note >}}\n    </div>", "One."),
        ("<td>\n{% highlight go %}\na\n\n\nb\n{% endhighlight %}\n    </td>\n\nTwo.", "a\n\n\nb\n\nTwo."),
        ("<div>\n{% quote %}\n*One.*\n{% endquote %}\n    </div>\n\nTwo.", "One.\n\nTwo."),
        ("```\n<div>\n{% raw %}\n</div>\n{% endraw %}\n```", "<div>\n\n</div>"),
        ("<div>One.</div>\n\n{% include a.html %}\n\n    two", "One.\n\ntwo"),
    ],
)
def test_html_does_not_end_at_what_a_template_leaves_blank(typed: str, text: str) -> None:
    assert shown(typed) == text


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        ("{% blockquote Bo, On bread %}\nSaid *she*.\n{% endblockquote %}\nMine.", ["quotation", "paragraph"]),
        ("{% quote(author='Bo') %}\nSaid *she*.\n{% end %}\nMine.", ["quotation", "paragraph"]),
        (
            "{% note() %}\n{% quote() %}\nSaid.\n{% end %}\nMine.\n{% end %}\nToo.",
            ["quotation", "paragraph", "paragraph"],
        ),
        ("{% quote %}\nOpen, as it has no end.", ["paragraph"]),
        ("{{< quote >}}Hers.{{< /quote >}}\n\nMine.", ["quotation", "paragraph"]),
        ("> [!NOTE]\n> Mine.\n\n> Hers.", ["paragraph", "quotation"]),
    ],
)
def test_the_words_of_others_are_a_quotation(typed: str, kinds: list[str]) -> None:
    assert [block.kind for block in read_html(rendered(typed)).blocks] == kinds


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ('{{< figure src="a.png" caption="A *loaf*  of \\"rye\\"" >}}', [("caption", 'A loaf of "rye"')]),
        ("{{< figure src=a.png title=`Rye` caption='A loaf' />}}", [("caption", "Rye"), ("caption", "A loaf")]),
        ("{{< figure src=a.png alt='A loaf' caption='' >}}", []),
        ("On {{< figure src=a.png caption='A loaf' >}} it.", [("paragraph", f"On {H} it.")]),
        ("{{< image src=a.png caption='A loaf' >}}", []),
    ],
)
def test_what_stands_below_an_image_of_hugos_is_a_caption(typed: str, shown: list[tuple[str, str]]) -> None:
    content = read_html(rendered(f"Rye rests.\n\n{typed}\n\nDone.", rendering_of("Hugo", {})))
    blocks = [(block.kind, content.text[block.start : block.end]) for block in content.blocks]
    assert [block for block in blocks if block[1] not in ("Rye rests.", "Done.")] == [
        (kind, text.replace('"rye"', "“rye”")) for kind, text in shown
    ]


@given(st.lists(st.sampled_from([*"!!! note|???+ a|:::|:::x[y]|> [!a]|> b|    c|```|d| ".split("|")])).map("\n".join))
def test_boxes_lose_no_line_of_a_post(text: str) -> None:
    kept = without_admonitions(text)
    assert all(kept.count(word) == text.count(word) for word in ("b", "c", "d", "```"))


@pytest.mark.parametrize(
    ("text", "has"),
    [
        ("One.\n\n<Image alt={`A loaf`} src={loaf} />\n\nTwo.", True),
        ('<Gallery title="Rye"\n  images={[{a: 1}]} />', True),
        ("<Gallery name='rye' />", False),
        ("A set {a, b} of <Foo> it, and <T extends={1}.", True),
        ("`<Image alt={loaf} />` and\n\n```jsx\n<Image alt={loaf} />\n```", False),
        ('<div style={{color: "red"}}>', False),
    ],
)
def test_what_only_mdx_has(text: str, has: bool) -> None:
    assert has_components(text) == has


def test_braces_are_text_in_markdown_that_is_no_mdx() -> None:
    assert shown("A set {a, b} of <Foo> it.") == "A set {a, b} of it."


def test_hugo_knows_no_expressions_but_shortcodes() -> None:
    how = rendering_of("Hugo", {})
    assert (
        read_html(rendered("Write {{ x }}, {% y %} and {{< z >}}.", how)).text
        == f"Write {{{{ x }}}}, {{% y %}} and {H}."
    )


@pytest.mark.parametrize(
    ("engine", "typed", "text"),
    [
        (
            "",
            "So:\n\n    a {{ x }} {: .b}\n    {.c}\n\n    d {% y %}\n\nDone.",
            "So:\n\na {{ x }} {: .b}\n{.c}\n\nd {% y %}\n\nDone.",
        ),
        ("", "So:\n\n\ta {{ x }}", "So:\n\na {{ x }}"),
        ("Jekyll", "So:\n\n    a {{ x }} {.b}", f"So:\n\na {H} {{.b}}"),
        ("Hexo", "So:\n\n    a {{ x }} {% y %}", "So:\n\na {{ x }} {% y %}"),
        ("Hugo", "So:\n\n    a {{< x >}} `b` {.c}", f"So:\n\na {H} `b` {{.c}}"),
        ("MkDocs", "So:\n\n    $ a $HOME b$ {.c}", "So:\n\n$ a $HOME b$ {.c}"),
        ("", "- So\n\n    it {{ x }} rests {.b}\n\n        a {{ y }}", f"So\nit {H} rests\n\n  a {{{{ y }}}}"),
        ("", "So\n    it {{ x }} rests {.b}", f"So it {H} rests"),
        ("", "!!! note\n\n    It {{ x }} rests {.b}\n\n    And so.\n\nDone.", f"It {H} rests\n\nAnd so.\n\nDone."),
        ("", "It[^1] rests.\n\n[^1]: So\n\n    it {{ x }} rests {.b}", f"It\u202f¹ rests.\n\nSo\nit {H} rests"),
        ("", "<div>\n    {{ x }} it\n</div>", f"{H} it"),
    ],
)
def test_code_that_is_set_in_is_shown_as_it_is_typed(engine: str, typed: str, text: str) -> None:
    assert shown_by(engine, typed) == text


EXPRESSIONS = "a {{ x }} b {% y %} c {{< z >}} d {{% w %}} e <%= v %> f"


@pytest.mark.parametrize(
    ("engine", "settings", "text"),
    [
        ("Jekyll", {}, f"a {H} b {H} c {H} d {H} e {H} f"),
        ("Hexo", {}, f"a {H} b {H} c {H} d {H} e {H} f"),
        ("Eleventy", {}, f"a {H} b {H} c {H} d {H} e {H} f"),
        ("Zola", {}, f"a {H} b {H} c {H} d {H} e {H} f"),
        ("", {}, f"a {H} b {H} c {H} d {H} e {H} f"),
        ("VitePress", {}, f"a {H} b {{% y %}} c {H} d {H} e <%= v %> f"),
        ("Nikola", {}, f"a {{{{ x }}}} b {{% y %}} c {{{{< z >}}}} d {H} e <%= v %> f"),
        ("Pelican", {}, f"a {H} b {H} c {H} d {H} e {H} f"),  # all that are installed
        ("Pelican", {"PLUGINS": []}, EXPRESSIONS),
        ("Pelican", {"PLUGINS": ["sitemap"]}, EXPRESSIONS),
        ("Pelican", {"PLUGINS": ["liquid_tags.img"]}, f"a {H} b {H} c {H} d {H} e {H} f"),
        ("Pelican", {"PLUGINS": UNKNOWN}, f"a {H} b {H} c {H} d {H} e {H} f"),
        ("MkDocs", {}, EXPRESSIONS),
        ("MkDocs", {"plugins": ["search", {"blog": {}}]}, EXPRESSIONS),
        ("MkDocs", {"plugins": [{"macros": {}}]}, f"a {H} b {H} c {H} d {H} e {H} f"),
        ("MkDocs", {"plugins": None}, EXPRESSIONS),
        ("Astro", {"smartypants": False}, EXPRESSIONS),
        ("Gatsby", {}, EXPRESSIONS),
        ("Docusaurus", {"format": "md"}, EXPRESSIONS),
    ],
)
def test_what_no_engine_runs_is_text(engine: str, settings: dict[str, Any], text: str) -> None:
    assert shown_by(engine, EXPRESSIONS, **settings) == text


@pytest.mark.parametrize("engine", ["Hugo", "MkDocs", "Docusaurus"])
def test_a_line_that_is_a_tag_of_the_engine_before_is_not_shown(engine: str) -> None:
    typed = "It rose.\n\n{% img left /loaf.png 30 A loaf %}\n\nUse {% img %} there.\n\n```\n{% img a.png %}\n```"
    assert shown_by(engine, typed) == "It rose.\n\nUse {% img %} there.\n\n{% img a.png %}"


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ('{{< callout type="info" >}}Mind it.{{< /callout >}} See more.', "Mind it. See more."),
        ("{{< quote >}}\nMind it.\n{{< /quote >}} -- Bob", "Mind it.\n\n– Bob"),
        (
            'It is via {{< note "S3" >}} Mind the *costs*. {{< /note >}}, which is slow.',
            f"It is via {H}, which is slow.",
        ),
        ("It rose\n{{% note x=1 %}} Mind\nit.{{% /note %}} by noon.", f"It rose {H} by noon."),
        ("It rose{{< sidenote >}}Not much.{{< /sidenote >}} by noon.", "It rose by noon."),
        ("It rose {{< sidenote >}}Not much.{{< /sidenote >}} by noon.", f"It rose {H} by noon."),
        ("Press {{< kbd >}}Ctrl{{< /kbd >}} and {{< a >}}now{{< /a >}}.", f"Press Ctrl and {H}."),
        ("- {{< a >}}Words.{{< /a >}}\n1. {{< a >}}More.{{< /a >}}", "Words.\nMore."),
        ("## {{< a >}}Words{{< /a >}}\n\n> {{< a >}}More.{{< /a >}}", "Words\n\nMore."),
        ("{{< row >}}{{< col >}}Left.{{< /col >}} {{< col >}}Right.{{< /col >}}{{< /row >}}", "Left. Right."),
        ("On tabs: {{< tab >}}\n\nOne.\n\n{{< /tab >}} Two.", "On tabs:\n\nOne.\n\nTwo."),
        ("{{< lead >}}Words.{{< /lead >}}", "Words."),
        ("<p>{{< lead >}}Words.{{< /lead >}}</p>", "Words."),
        ("Write {{</* b */>}}x{{</* /b */>}} or {{< b >}}.", f"Write {{{{< b >}}}}x{{{{< /b >}}}} or {H}."),
        ("Write `{{</* b x=1 */>}}` now.", "Write {{< b x=1 >}} now."),
        ("```\n{{%/* b */%}}\n\n{{</*c*/>}}\n```", "{{% b %}}\n\n{{<c>}}"),
        ("On {{< icon />}} or {{< icon >}}it{{< /icon >}}.", f"On {H} or {H}."),
    ],
)
def test_what_hugos_shortcodes_show(typed: str, text: str) -> None:
    assert read_html(rendered(typed, rendering_of("Hugo", {}))).text == text


def test_html_keeps_the_expressions_in_its_code() -> None:
    html = "<p>Said {{ x }}.</p><pre>{{ y }}</pre><p><code>{% z %}</code></p>"
    assert without_templates(html, html_code(html)) == html.replace("{{ x }}", H)


def test_a_sentence_with_a_hole_is_not_quoted_but_counted() -> None:
    text = f"It rose. Said {H}, a baker. It fell."
    post = Post(id="p", text=text, blocks=(Block(0, len(text)),))
    quotable = [text[start:end] for passage in cut(post) for start, end in sentences_in(post, passage)]
    assert quotable == ["It rose.", "It fell."]
    assert broken_sentences(post) == 1


@given(st.text(alphabet="ab{}%<>/='\"`#:- \n|"), st.booleans())
def test_anything_typed_is_survived_and_no_word_is_made_up(typed: str, jsx: bool) -> None:
    code = markdown_code(typed)
    text = without_jsx(typed, code) if jsx else without_templates(typed, code)
    assert text.count("a") <= typed.count("a")
    assert text.count("b") <= typed.count("b")


@given(st.text(alphabet="ab \n.,'\"-!?", max_size=200))
def test_text_without_expressions_stays_as_it_is(typed: str) -> None:
    assert without_templates(typed, markdown_code(typed)) == typed
    assert without_jsx(typed, markdown_code(typed)) == typed


OPENINGS = [
    "{{",
    "{%",
    "{#",
    "{:",
    "<%",
    "{{<",
    "{{}}",
    "{% if %}",
    "{% raw %}",
    "{% highlight %}",
    "](x{{y}} ",
    "{",
    "{x}\n",
    "<A ",
    '<A "',
    "<a b={",
    "{{raw `",
    "{{< highlight >}}",
    "a {{< b >}}",
    "a {{< b >}} c {{< /b >}} d",
    "{% quote %}",
    "!!! a\n",
    "!!! a ",
    ":::a[",
    "> [!a]\n",
    "<A b='",
    "<A b={",
    "<p>\n\n",
    "<p></p> ",
    "<p>\n<!-- ",
]


@pytest.mark.parametrize("opening", [*OPENINGS, "code marks"])
@pytest.mark.parametrize("jsx", [False, True])
def test_marks_made_to_hang_a_reader_take_time_in_proportion(opening: str, jsx: bool) -> None:
    def seconds(size: int) -> float:
        marks = " ".join("`" * count for count in range(1, int((2 * size) ** 0.5)))
        text = marks if opening == "code marks" else opening * (size // len(opening))
        started = time.thread_time()
        code = markdown_code(text)
        has_components(text)
        with_whole_html(without_admonitions(without_jsx(text, code) if jsx else without_templates(text, code)))
        return time.thread_time() - started

    # Four times the text takes four times as long; the square would take sixteen. Each pair is measured side by side,
    # so that another program's work tells in both.
    assert any(seconds(20_000) < 8 * max(0.005, seconds(5_000)) for _ in range(6))


@pytest.mark.parametrize(
    ("engine", "settings", "shown"),
    [
        ("Hugo", {}, "<p>&quot;a&quot; * ^b |</p>"),
        ("Pelican", {}, "<p>\\&quot;a\\&quot; * \\^b |</p>"),
        ("Nikola", {}, "<p>\\&quot;a\\&quot; * \\^b |</p>"),
        ("MkDocs", {}, "<p>\\&quot;a\\&quot; * \\^b |</p>"),
        ("MkDocs", {"markdown_extensions": ["pymdownx.caret"]}, "<p>\\&quot;a\\&quot; * ^b |</p>"),
    ],
)
def test_a_backslash_is_shown_where_the_engine_shows_it(engine: str, settings: dict[str, Any], shown: str) -> None:
    assert rendered('\\"a\\" \\* \\^b \\|', rendering_of(engine, settings)).strip() == shown


def shown_by(engine: str, typed: str, **settings: Any) -> str:
    return read_html(rendered(typed, rendering_of(engine, settings))).text


@pytest.mark.parametrize("engine", ["Hexo", "Hugo", "Jekyll", "Docusaurus", "Astro", ""])
def test_a_box_before_an_item_is_not_text_where_the_engine_draws_it(engine: str) -> None:
    assert shown_by(engine, "- [ ] buy hoses\n- [x] sell [ ] them") == "buy hoses\nsell [ ] them"


@pytest.mark.parametrize("engine", ["Eleventy", "Pelican", "Nikola", "MkDocs"])
def test_it_is_text_elsewhere(engine: str) -> None:
    assert shown_by(engine, "- [ ] buy hoses") == "[ ] buy hoses"
    assert shown_by("MkDocs", "- [ ] buy hoses", markdown_extensions=["pymdownx.tasklist"]) == "buy hoses"


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("## Rye {#rye .big}\n\nIt rests.", "Rye\n\nIt rests."),
        ("{.lead #top}\nIt rests.", "It rests."),
        ("[Get it](x){ .md-button } now, ![a](b){ width=\"300\" }and **rest**{.a b='c'}.", "Get it now, and rest."),
        ("It rests.\n{ .annotate }", "It rests."),
        ("*[HTML]: Hyper Text\n\nIt is HTML.", "It is HTML."),
        ("[TOC]\n\nIt rests.\n\n[[toc]]", "It rests."),
        ("A set {a=b} and {.5} of it, {#a} b.", "A set {a=b} and {.5} of it, {#a} b."),
        ("```css\na {.b}\n[TOC]\n```", "a {.b}\n[TOC]"),
        ("<<< @/a.js{2}\n\nIt rests.\n\n<<< ./b.ts#c{1,3-5 ts} [b]\n\nSo.", "It rests.\n\nSo."),
        (
            "It rests.\n<<< @/a.js\n\n<<< here\n\n```\n\n<<< @/a.js\n```",
            "It rests. <<< @/a.js\n\n<<< here\n\n<<< @/a.js",
        ),
    ],
)
def test_what_markdown_holds_that_no_page_shows(typed: str, text: str) -> None:
    assert read_html(rendered(typed, AS_TYPED)).text == text


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("See [[Rye]], [[Rye#Rest|how it rests]] and [[a/Rye| so ]].", "See Rye, how it rests and so."),
        ("See [[Rye#Rest]], [[a/Rye]] and [[#Rest]].", f"See {H}, {H} and {H}."),
        ("One.\n\n![[rye.png|300]]\n\nTwo ![[Rye]].", f"One.\n\nTwo {H}."),
        ("| a | b |\n|---|---|\n| [[Rye\\|it]] | 1 |", "a\tb\nit\t1"),
        ("`[[Rye]]`, [[ -f x ], [[1, 2], [3]] and [[]].", "[[Rye]], [[ -f x ], [[1, 2], [3]] and [[]]."),
        ("[[toc]]\n\n```\n[[Rye|it]]\n```", "[[Rye|it]]"),
    ],
)
def test_what_links_between_notes_show(typed: str, text: str) -> None:
    assert read_html(rendered(typed, NOTES)).text == text


@pytest.mark.parametrize(
    ("settings", "text"),
    [
        ({}, "[[Rye|It]] rests."),
        ({"plugins": ["search", {"ezlinks": {}}]}, "It rests."),
        ({"markdown_extensions": ["mdx_wikilink_plus"]}, "It rests."),
    ],
)
def test_mkdocs_reads_links_between_notes_where_it_is_told_to(settings: dict[str, Any], text: str) -> None:
    assert shown_by("MkDocs", "[[Rye|It]] rests.", **settings) == text


@pytest.mark.parametrize(
    ("files", "text"),
    [
        ({}, "[[Rye|It]] rests."),
        ({".obsidian/app.json": "{}"}, "It rests."),
        ({"quartz.config.ts": "export default {}"}, "It rests."),
        ({"hugo.toml": 'baseURL = "https://x.example"', ".obsidian/app.json": "{}"}, "[[Rye|It]] rests."),
    ],
)
def test_a_folder_of_notes_is_told_by_its_settings(tmp_path: Path, files: dict[str, str], text: str) -> None:
    fill(tmp_path, {**files, "content/one.md": "---\ntitle: One\ndate: 2020-01-02\n---\n[[Rye|It]] rests."})
    for folder in (tmp_path, tmp_path / "content"):
        (post,) = (item for item in read_source(str(folder)) if isinstance(item, Post))
        assert post.text == text


def test_the_id_of_a_heading_in_mdx_is_no_expression() -> None:
    assert read_html(rendered("## Rye {#rye}\n\nIt rests.", AS_TYPED, jsx=True)).text == "Rye\n\nIt rests."


@pytest.mark.parametrize(
    ("extension", "typed", "text"),
    [
        ("mark", "It is ==quite== a loaf.", "It is quite a loaf."),
        ("caret", "It is ^^quite^^ a loaf.", "It is quite a loaf."),
        ("emoji", ":material-account: Ada, :tada:", "Ada, 🎉"),
        ("emoji", ":material-clock-fast:{ .lg .middle } __Quick__ :simple-a:{ title='b c' }", "Quick"),
        ("keys", "Press ++ctrl+alt+del++ now.", f"Press {HOLE} now."),
        ("snippets", 'One.\n\n--8<-- "rye.md"\n\nTwo.', "One.\n\nTwo."),
        ("inlinehilite", "Call `#!python bake()` then.", "Call bake() then."),
    ],
)
def test_what_the_extensions_of_mkdocs_show(extension: str, typed: str, text: str) -> None:
    assert shown_by("MkDocs", typed, markdown_extensions=[f"pymdownx.{extension}"]) == text
    assert shown_by("MkDocs", f"`` {typed.split()[1]} ``", markdown_extensions=[]) == typed.split()[1]


def test_engines_that_set_emoji_and_marks_by_themselves() -> None:
    assert shown_by("Docusaurus", "It's done :tada:") == "It's done 🎉"
    assert shown_by("Astro", 'It\'s "done" -- now.') == "It’s “done” — now."
    assert shown_by("Astro", "It's done.", smartypants=False) == "It's done."


def test_pelican_sets_marks_as_smartypants_does_where_it_is_told_to() -> None:
    typed = """He said "it rose -- at last" --- 'so' we ate 3--4... 5'10 of it, and \\"no\\" more."""
    shown = "<p>He said “it rose — at last” —- ‘so’ we ate 3—4… 5‘10 of it, and &quot;no&quot; more.</p>"
    assert rendered(typed, rendering_of("Pelican", {"TYPOGRIFY": True})).strip() == shown
