"""HTML as a reader sees it: text, blocks over it, and links, from one parse."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.content.html import Content, content_of, parse_html, plain_title, read_html
from embeddings.content.nesting import within_bounds
from embeddings.content.selectors import HIDDEN_CLASSES, WIDGET_CLASSES
from embeddings.posts import HOLE, Link


def blocks(html: str) -> list[tuple[str, str, int]]:
    content = read_html(html)
    return [(content.text[block.start : block.end], block.kind, block.level) for block in content.blocks]


def test_text_blocks_and_links_come_from_one_reading() -> None:
    html = (
        "<h2>On  rye</h2><p>Rye <a href=' /rest '>rests\nlong</a>,<br>often.</p><ul><li>one<li>two</ul>"
        "<blockquote><p>Said Bo.</p></blockquote><pre>if x:\n    y()\n</pre>"
        "<table><tr><th>a<th>b<tr><td>1<td>2</table>"
    )
    content = read_html(html)
    assert content.text == ("On rye\n\nRye rests long,\noften.\n\none\ntwo\n\nSaid Bo.\n\nif x:\n    y()\n\na\tb\n1\t2")
    assert [(kind, level) for _, kind, level in blocks(html)] == [
        ("heading", 2),
        ("paragraph", 0),
        ("item", 0),
        ("item", 0),
        ("quotation", 0),
        ("code", 0),
        ("table", 1),
        ("table", 0),
    ]
    assert content.links == (Link("rests long", "/rest"),)


@pytest.mark.parametrize(
    ("caption", "kind"),
    [
        ("<figcaption>The oven</figcaption>", "caption"),
        ("<div class='post__caption'>The oven</div>", "caption"),
        ("<div class='image wp-caption-text'><p>The oven</p></div>", "caption"),
        ("<p class=caption>The oven</p>", "caption"),
        ("<p class=layout-caption-below>The oven</p>", "paragraph"),
        ("<p class=captioned>The oven</p>", "paragraph"),
        ("<div class='no-caption'>The oven</div>", "paragraph"),
    ],
)
def test_what_stands_below_a_picture_is_told_by_its_element_or_its_class(caption: str, kind: str) -> None:
    assert blocks(f"<img src=a.png>{caption}<p>It lies.</p>") == [("The oven", kind, 0), ("It lies.", "paragraph", 0)]


def test_lines_with_typed_bullets_are_a_list() -> None:
    html = "<p>What rye gives:<br>•\tIt rests.<br>• It keeps <b>long</b>.<br>Bake it.</p><p>• One alone is none.</p>"
    assert read_html(html).text == "What rye gives:\n• It rests.\n• It keeps long.\nBake it.\n\n• One alone is none."
    assert blocks(html) == [
        ("What rye gives:", "paragraph", 0),
        ("It rests.", "item", 0),
        ("It keeps long.", "item", 0),
        ("Bake it.", "paragraph", 0),
        ("• One alone is none.", "paragraph", 0),
    ]


@pytest.mark.parametrize(
    ("ruby", "shown"),
    [
        ("<ruby>変<rt>ka</rt></ruby>わる", "変わる"),
        ("<ruby>変<rp>(</rp><rt>ka</rt><rp>)</rp></ruby>わる", "変わる"),
        ("<RUBY>東<RT>tou<rb>京<rt>kyou</RUBY>へ", "東京へ"),
        ("<a href=/x><ruby>変<rt><b>ka</b></rt></ruby></a>わる", "変わる"),
    ],
)
def test_how_a_word_is_read_is_no_part_of_it(ruby: str, shown: str) -> None:
    content = read_html(f"<h2>{ruby}</h2><p>{ruby}")
    assert content.text == f"{shown}\n\n{shown}"
    assert plain_title(ruby) == shown
    assert all(link.text == "変" for link in content.links)


def test_what_looks_like_how_a_word_is_read_takes_no_text_along() -> None:
    assert read_html("<p>A List<rt> rises.</p><p>It rests.</p>").text == "A List rises.\n\nIt rests."


def test_links_without_words_or_address_are_left_out() -> None:
    html = "<a href=/x><img src=y></a><a name=z>words</a><a href=' '>blank</a><a href=/ok>ok</a>"
    assert read_html(html).links == (Link("ok", "/ok"),)


def test_one_element_of_a_page_is_read_alone() -> None:
    tree = parse_html("<p>before</p><article><p>A <a href=/b>loaf</a>.</p></article><a href=/c>after</a>")
    content = content_of(tree.css_first("article"))
    assert content.text == "A loaf."
    assert content.links == (Link("loaf", "/b"),)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>倒掉油，\n再冲干净，\n  锅就不粘了。</p>", "倒掉油，再冲干净，锅就不粘了。"),
        ("<p>パンを<b>長く</b>\n焼く。</p>", "パンを長く焼く。"),
        ("<p>用 React\n写的 網站</p>", "用 React 写的 網站"),
        ("<p>빵을\n굽는다</p>", "빵을 굽는다"),
        ("<p>bake\nit</p>", "bake it"),
        ("<p>一行<br>\n二行</p>", "一行\n二行"),
    ],
)
def test_a_line_that_is_wrapped_between_wide_characters_gets_no_space(html: str, text: str) -> None:
    assert read_html(html).text == text


def test_no_element_has_no_content() -> None:
    assert content_of(parse_html("<p>text</p>").css_first("article")) == Content()


@pytest.mark.parametrize(
    ("opening", "unit", "closing"),
    [
        ("<p>First.</p>", "<p>a</p>", "<p>Last.</p>"),
        ("First.", "<br>a", "Last."),
        ("<ul><li>First.", "<li>a", "<li>Last.</ul>"),
        ("First.", "<div>a", "Last."),
        ("First.", "<div></x>", "Last."),
        ("First.", "<span><div></span></div>", "Last."),
        ("First." + "<div>" * 3_000, "a", "Last." + "</div>" * 3_000),
        ("First." + "<section>" * 1_000, "a", "Last." + "</section>" * 1_000),
    ],
    ids=lambda text: text[:20],
)
def test_no_text_is_lost_however_much_there_is(opening: str, unit: str, closing: str) -> None:
    text = read_html(opening + unit * 60_000 + closing).text
    assert (text[:6], text[-5:]) == ("First.", "Last.")
    assert text.count("a") == 60_000 * unit.replace("span", "").count("a") + 1


@pytest.mark.no_cover  # which slows what is timed here
@pytest.mark.parametrize("tag", ["<b a={}>", "<b a={}></x>", "<i a='>{}'></x>", "<table><tr><u a={}><td></u></table>"])
def test_formatting_that_is_left_open_is_not_opened_again_without_end(tag: str) -> None:
    html = "<p>" + "".join(map(tag.format, range(3_000))) + "</p>" + "<p>Rye rests.</p>" * 3_000
    started = time.thread_time()
    assert read_html(html).text.count("Rye rests.") == 3_000
    assert time.thread_time() - started < 2


def test_what_is_within_bounds_is_read_as_it_stands() -> None:
    drawing = "<svg><g><path d='a' /><rect /></g><text>x</text></svg>"
    html = f"<table><tr><td>1<td><b>2</b></table>{drawing}<p><i>Rye <b>rests</i></b>.<br>" * 3_000
    assert within_bounds(html) == html


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>no</script>",
        "<p hidden>no</p>",
        "<p aria-hidden=true>no</p>",
        "<p style='Display: none'>no</p>",
        *(f"<p class='x {name}'>no</p>" for name in sorted(HIDDEN_CLASSES | WIDGET_CLASSES)),
    ],
)
def test_what_a_reader_does_not_see_is_not_text(hidden: str) -> None:
    assert read_html(f"<p>One.</p>{hidden}<p>Two.</p>").text == "One.\n\nTwo."


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Rye", "Rye"),
        ("Rye &amp; wheat", "Rye & wheat"),
        ("On <em>rye</em>\n bread", "On rye bread"),
        ("3 < 4", "3 < 4"),
        ("The <del>best</del> worst bread", "The worst bread"),
    ],
)
def test_titles_are_plain_text(title: str, shown: str) -> None:
    assert plain_title(title) == shown


PIECES = [
    *"<p> </p> <li> <ul> <td> <br> <pre> </pre> <b> <script> </script> <!-- --> <h2> </h2> <table> <tr> </div>".split(),
    *("word", " ", "\n", "&amp;", "&#0;", "<div hidden>", "<", "]]>"),
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | st.text(max_size=200))
def test_blocks_are_spans_in_order_over_the_text(html: str) -> None:
    content = read_html(html)
    text, blocks = content.text, content.blocks
    last = 0
    for block in blocks:
        assert last <= block.start < block.end <= len(text)
        assert not text[last : block.start].strip()
        assert text[block.start : block.end].strip()
        last = block.end
    assert last == len(text)


def test_endless_nesting_is_survived() -> None:
    assert "deep" in read_html("<div>" * 400 + "deep").text
    read_html("<div>" * 20_000 + "deep")


CODE_WITH_NUMBERS = {
    "Hexo": '<figure class="highlight go"><table><tr><td class="gutter"><pre><span class="line">1</span><br>'
    '<span class="line">2</span></pre></td><td class="code"><pre><span class="line">a</span><br>'
    '<span class="line">b</span></pre></td></tr></table></figure>',
    "Rouge": '<div class="highlight"><pre class="highlight"><code><table class="rouge-table"><tbody><tr>'
    '<td class="gutter gl"><pre class="lineno">1\n2\n</pre></td><td class="code"><pre>a\nb\n</pre></td></tr>'
    "</tbody></table></code></pre></div>",
    "Chroma": '<div class="highlight"><table class="lntable"><tr><td class="lntd"><pre class="chroma"><code>'
    '<span class="lnt">1\n</span><span class="lnt">2\n</span></code></pre></td><td class="lntd"><pre class="chroma">'
    '<code><span class="cl">a\n</span><span class="cl">b</span></code></pre></td></tr></table></div>',
    "Chroma, in line": '<pre class="chroma"><code><span class="ln">1</span>a\n<span class="ln">2</span>b</code></pre>',
    "Pygments": '<table class="highlighttable"><tr><td class="linenos"><div class="linenodiv"><pre>1\n2</pre></div>'
    '</td><td class="code"><div class="highlight"><pre>a\nb</pre></div></td></tr></table>',
    "Pygments, in line": '<div class="highlight"><pre><span class="linenos">1</span>a\n'
    '<span class="linenos">2</span>b\n</pre></div>',
}


@pytest.mark.parametrize("highlighter", CODE_WITH_NUMBERS)
def test_the_numbers_of_lines_are_no_code(highlighter: str) -> None:
    content = read_html(CODE_WITH_NUMBERS[highlighter])
    assert content.text == "a\nb"
    assert [block.kind for block in content.blocks] == ["code"]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<p>See <a href="/x">it<span class="sr-only"> (opens in a new tab)</span></a>.</p>', "See it."),
        ('<p class="ln">A class of other meaning.</p>', "A class of other meaning."),
        ('<p>End.</p><p>Pages: <a href="/2/">1</a> <a href="/3/">2</a></p>', "End."),
        ('<p>End.</p><div class="page-links">Seite 1 2</div>', "End."),
        ("<p>Pages: 12 in all.</p>", "Pages: 12 in all."),
        ("<p>Text.</p>]]>", "Text."),
        ("<![CDATA[<p>Text.</p>]]>", "Text."),
        ("<p>a[b[0]]&gt;c</p>", "a[b[0]]>c"),
        ("&lt;p&gt;A &lt;a href=&#34;x&#34;&gt;page&lt;/a&gt;.&lt;/p&gt;&lt;p&gt;B.&lt;/p&gt;", "A page.\n\nB."),
        ("Use &lt;p&gt; for text.", "Use <p> for text."),
        ("<p>Use &lt;p&gt;x&lt;/p&gt; so.</p>", "Use <p>x</p> so."),
    ],
)
def test_what_only_machines_read_is_no_text(html: str, text: str) -> None:
    assert read_html(html).text == text


@pytest.mark.parametrize("mark", ["<del>{}</del>", "<s>{}</s>", "<strike>{}</strike>"])
def test_what_is_struck_out_is_not_said(mark: str) -> None:
    struck = mark.format("must be at 300 degrees")
    assert read_html(f"<p>It {struck} rests.</p>").text == f"It {HOLE} rests."
    assert read_html(f"<p>One.</p>{mark.format('<p>Gone.</p><ul><li>Too.</ul>')}<p>Two.</p>").text == "One.\n\nTwo."
    assert read_html(f"<pre>{mark.format('- old')}\n+ new</pre>").text == "- old\n+ new"
    # The sentence behind is one of its own.
    assert read_html(f"<p>{mark.format('Gone <b>now</b>.')} It rests.</p>").text == f"{HOLE}. It rests."
    assert read_html(f"<p>It rests. {mark.format('Gone.')}</p>").text == f"It rests. {HOLE}"
    assert read_html(f"<p>{mark.format('Gone.')}</p><p>It rests.</p>").text == "It rests."


@pytest.mark.parametrize(
    "code",
    [
        "<div class=ec-line><div class=code>def bake():\n</div></div><div class=ec-line>    return hot</div>",
        "<div class=line>def bake():</div><div class=line>    return hot</div>",
        "<ol class=linenums><li>def bake():</li><li>    return hot</li></ol>",
    ],
)
def test_lines_of_code_stay_one_block_whatever_each_stands_in(code: str) -> None:
    assert blocks(f"<pre><code>{code}</code></pre><p>So.</p>") == [
        ("def bake():\n    return hot", "code", 0),
        ("So.", "paragraph", 0),
    ]


def test_an_address_that_cloudflare_hides_is_read() -> None:
    hidden = "".join(f"{byte:02x}" for byte in (0x5A, *(ord(char) ^ 0x5A for char in "git@rye.example")))
    link = f"<a class=__cf_email__ data-cfemail={hidden}>[email&#160;protected]</a>"
    assert read_html(f"<p>Write to {link}.</p><pre>git clone {link}:ann</pre>").text == (
        "Write to git@rye.example.\n\ngit clone git@rye.example:ann"
    )
    assert (
        read_html("<p>To <span class=__cf_email__ data-cfemail=zz>[email protected]</span>.</p>").text == f"To {HOLE}."
    )


def test_words_that_a_browser_puts_in_quotation_marks_have_them() -> None:
    assert read_html("<p>She said <q>rest <b>it</b></q>, and left.</p>").text == "She said “rest it”, and left."
    assert read_html("<p>She said <q>rest <del>or bake</del> it</q>.</p>").text == f"She said rest {HOLE} it."


@pytest.mark.parametrize("heading", ["Rye <a href=#rye>#</a>", "<a href='#rye'>¶</a> Rye", "Rye<a href=#rye>🔗</a>"])
def test_a_headings_link_to_itself_is_no_part_of_it(heading: str) -> None:
    assert read_html(f"<h2>{heading}</h2><p>See <a href=#n>#</a>.</p>").text == "Rye\n\nSee #."


def test_a_note_beside_a_sentence_is_not_in_it() -> None:
    note = "<label class=margin-toggle>⊕</label><input type=checkbox><span class=marginnote>Older than wheat.</span>"
    assert read_html(f"<p>Rye is old{note} and dark.</p>").text == "Rye is old and dark."
    assert read_html("<p>Rye is old.</p><aside class=sidenote>Older than wheat.</aside>").text.endswith("than wheat.")


@pytest.mark.parametrize("name", ["embedded-post-wrap", "install-substack-app-embed", "instagram-media", "ltag__link"])
def test_another_post_that_is_shown_in_a_post_is_not_its_authors(name: str) -> None:
    assert read_html(f"<p>Rye.</p><div class={name}><a>Why oats</a><div>Oats are soft.</div></div>").text == "Rye."


def test_a_short_item_of_a_list_is_one_block_with_all_its_paragraphs() -> None:
    html = "<ul><li><p>Rest it.</p><p>A day is right.</p></li><li><p>Bake it.</p></li></ul>"
    assert blocks(html) == [("Rest it.\nA day is right.", "item", 0), ("Bake it.", "item", 0)]
    html = f"<ol><li><p>Rest it.</p><p>{'A day is right. ' * 40}</p></li></ol>"
    assert [kind for _, kind, _ in blocks(html)] == ["item", "item"]
    html = "<ol><li><p>Rest it:</p><pre>rest()</pre><p>Then bake.</p></li></ol>"
    assert blocks(html) == [("Rest it:", "item", 0), ("rest()", "code", 0), ("Then bake.", "item", 0)]


def numbers(html: str) -> list[tuple[str, int]]:
    content = read_html(html)
    return [(content.text[block.start : block.end], block.number) for block in content.blocks]


def test_an_item_of_a_numbered_list_has_its_number() -> None:
    html = "<ol start=3><li>Mix<li>Rest<ul><li>a day</ul><li value=7>Bake<li></li><li>Eat</ol><ul><li>Rye</ul>"
    assert numbers(html) == [("Mix", 3), ("Rest", 4), ("a day", 0), ("Bake", 7), ("Eat", 9), ("Rye", 0)]
    html = f"<ol><li><p>Rest it.</p><p>{'A day is right. ' * 40}</p></li><li><p>Bake it.</p></li></ol>"
    assert [number for _, number in numbers(html)] == [1, 0, 2]
    assert numbers("<ol><li hidden>Mix<li><div><p>Rest</p></div></ol>") == [("Rest", 1)]
    for otherwise in ("reversed", "type=a", "style='list-style-type: none'", "start=-5", "start=0"):
        assert numbers(f"<ol {otherwise}><li>Mix<li>Rest</ol>") == [("Mix", 0), ("Rest", 0)]


def test_a_term_stands_in_one_block_with_what_it_means() -> None:
    html = "<dl><dt>Rye</dt> <dd><p>A grain.</p><p>It is dark.</p></dd><dt>Salt<dd>White.<dd>Or grey.</dl><p>Bake.</p>"
    assert blocks(html) == [
        ("Rye\nA grain.\nIt is dark.", "item", 0),
        ("Salt\nWhite.", "item", 0),
        ("Or grey.", "item", 0),
        ("Bake.", "paragraph", 0),
    ]
    html = "<dl><dt>Rye</dt><dt>Oats</dt><dd>Grains.</dd><dt>Ways</dt><dd><ul><li>Bake.</li></ul></dd><dt>End</dt></dl>"
    assert [text for text, _, _ in blocks(html)] == ["Rye", "Oats\nGrains.", "Ways", "Bake.", "End"]


def test_a_row_holds_its_cells_whatever_is_in_them() -> None:
    html = (
        "<table><tr><th><p>City</p><th><p>Rain</p><tr><td><p>Oslo</p><p>Norway</p><td><div><p>12</p></div></table>"
        f"<table><tr><td><p>{'A long column. ' * 40}</p><p>Its end.</p><td>Aside.</table>"
    )
    shown = blocks(html)
    assert shown[:2] == [("City\tRain", "table", 1), ("Oslo\nNorway\t12", "table", 0)]
    assert [text for text, _, _ in shown[3:]] == ["Its end.", "Aside."]


def test_a_list_in_a_list_is_of_the_item_before_it() -> None:
    html = "<ul><li>Rye<ul><ul><li>Dark</ul><ul><li>Darker</ul></ul><ul><li>Flour<ol><li>Fine</ol></ul><li>Salt</ul>"
    levels = [("Rye", 0), ("Dark", 1), ("Darker", 2), ("Flour", 1), ("Fine", 2), ("Salt", 0)]
    assert [(text, level) for text, _, level in blocks(html)] == levels


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ("<tr><th><th>Gas<th>Wood<tr><td>Price<td><td>40<tr><td><td>Big", "\tGas\tWood\nPrice\t\t40\n\tBig"),
        ("\n<tr>\n\t<th>&nbsp;</th>\n\t<th>Gas</th></tr>\n<tr>\n\t<td>Price</td><td>40", "\tGas\nPrice\t40"),
        (
            "<tr><th>Town<th colspan=2>Price<th>Year<tr><td rowspan=2>Ulm<td>4<td>5<td rowspan=3>1999"
            "<tr><td>6<td>7<tr><td>Rome<td>8<td>9<tr><td>Oslo<td>1<td>2<td>2000",
            "Town\tPrice\t\tYear\nUlm\t4\t5\t1999\n\t6\t7\nRome\t8\t9\nOslo\t1\t2\t2000",
        ),
        ("<tr><td rowspan=0>Ulm<td>4<tr><td>5<tr><td>6", "Ulm\t4\n\t5\n\t6"),
        ("<tr><td colspan=99999>All<tr><td rowspan=x colspan=-2>Ulm<td>4", "All\nUlm\t4"),
    ],
)
def test_a_cell_stays_in_its_column_beside_empty_wide_and_high_ones(rows: str, text: str) -> None:
    assert read_html(f"<table>{rows}</table>").text == text


def test_the_name_of_a_language_beside_code_is_no_paragraph() -> None:
    code = "<span class=lang>js</span><pre class=shiki><code><span class=line>let a</span></code></pre>"
    assert read_html(f'<div class="language-js vp-adaptive-theme"><button></button>{code}</div>').text == "let a"
    assert read_html(f"<div class=example>{code}</div>").text == "js\n\nlet a"
    named = "<div class=language-js><span>How it begins</span><pre>let a</pre></div>"
    assert read_html(named).text == "How it begins\n\nlet a"


def test_in_a_table_of_headings_alone_the_first_row_names_the_columns() -> None:
    rows = "".join(f"<tr><th>{town}<th>{rain}" for town, rain in (("City", "Rain"), ("Oslo", "12"), ("Rome", "9")))
    assert [block.level for block in read_html(f"<table>{rows}</table>").blocks] == [1, 0, 0]
    titled = "<tr><th colspan=2>Towns<tr><th>City<th>Rain<tr><td>Oslo<td>12"
    assert [block.level for block in read_html(f"<table>{titled}</table>").blocks][-2:] == [1, 0]


def test_a_line_break_in_a_cell_of_values_does_not_part_its_row() -> None:
    html = "<table><tr><th>Part</th><th>Old</th></tr><tr><td>CPU</td><td>Two<br>24 cores</td></tr></table>"
    assert [text for text, _, _ in blocks(html)] == ["Part\tOld", "CPU\tTwo 24 cores"]
