"""The post on a page: its body without what stands around it, and what the page says about it."""

from __future__ import annotations

from datetime import date

import pytest

from embeddings.content.html import parse_html, read_html
from embeddings.content.items import Skipped
from embeddings.content.main_text import page_post, without_title
from embeddings.posts import Link, Post

PAGE = (
    "<title>Rye - A Blog</title><meta property=article:published_time content=2020-01-02>"
    "<nav><a href=/>Home</a></nav><article><h1>Rye</h1><p>Rye rests for a day before it is cut into <a href=/x>slices"
    "</a>.</p><aside>Read <a href=/y>this</a> too.</aside></article><footer>Contact</footer>"
)


def test_the_body_is_read_without_its_surroundings() -> None:
    post = page_post(PAGE, "1", "https://x.example/rye")
    assert isinstance(post, Post)
    assert (post.title, post.text) == ("Rye", "Rye rests for a day before it is cut into slices.")
    assert post.links == (Link("slices", "/x"),)
    assert (post.published, post.url) == (date(2020, 1, 2), "https://x.example/rye")


def test_a_page_that_is_parsed_already_gives_the_same_post() -> None:
    assert page_post(PAGE, "1", "", tree=parse_html(PAGE)) == page_post(PAGE, "1", "")


def test_a_page_that_says_how_its_words_are_read_loses_none_of_its_paragraphs() -> None:
    ruby = "".join(f"<ruby>{word}<rp>(</rp><rt>{'abcdefgh' * 3}</rt><rp>)</rp></ruby>" for word in "変化日本東京")
    body = "".join(f"<p>{ruby}{n}{ruby} is one paragraph of a few that are read.</p>" for n in range(9))
    post = page_post(f"<title>T</title><body><div><h1>T</h1>{body}</div>", "1", "")
    assert isinstance(post, Post)
    assert len(post.blocks) == 9
    assert post.text.startswith("変化日本東京0変化日本東京 is one")


def test_a_page_that_marks_no_body_keeps_the_blocks_of_its_main_text() -> None:
    body = "".join(f"<p>Paragraph {n} of <a href=/{n}>bread number {n}</a> and of time.</p>" for n in range(9))
    page = f"<title>T</title><body><ul class=menu><li><a href=/m>Menu</a></ul><div><h1>T</h1>{body}</div>"
    post = page_post(page, "1", "")
    assert isinstance(post, Post)
    assert [post.text[block.start : block.end] for block in post.blocks] == [
        f"Paragraph {n} of bread number {n} and of time." for n in range(9)
    ]
    assert post.links == tuple(Link(f"bread number {n}", f"/{n}") for n in range(9))


def test_what_stands_before_the_title_is_the_pages() -> None:
    banner = "<div><div>Loft</div><p>Notes about bread and birds, and whatever else comes up in the loft.</p></div>"
    page = f"<title>Oven</title><body>{banner}<div><h1>Oven</h1>{BODY}</div>"
    assert text_of(page) == "\n\n".join(LOAF)


@pytest.mark.parametrize(
    "line", ["4 May 2019", "Published at May 4, 2019 by Ada Fern", "written by anonymous on 2019-05-04"]
)
def test_the_line_with_the_date_is_no_part_of_the_text(line: str) -> None:
    page = f"<title>Oven</title><body><article><h1>Oven</h1><p>{line}</p>"
    assert text_of(f"{page}{BODY}") == "\n\n".join(LOAF)
    assert text_of(f"{page}<p>It came.</p>") == "It came."


@pytest.mark.parametrize(
    "heading",
    [
        "<h1 id=oven>Oven <a class=header-anchor href=#oven>\u200b</a></h1>",
        "<h1>Oven<a class=headerlink href=#oven>¶</a></h1>",
        "<div class=title><h1><a href=http://x.example/>Loft</a></h1></div><div class=title>Oven</div>"
        "<a href=http://x.example/tags/rye>rye</a>",
    ],
)
def test_the_title_is_no_part_of_the_text(heading: str) -> None:
    assert text_of(f"<title>Loft: Oven</title><body><div>{heading}<div>{BODY}</div></div>").startswith(LOAF[0])


LOAF = [
    "The oven came on a Tuesday and it weighs more than I do, so four of us carried it in through the garden.",
    "We lit it on the Thursday, and the first loaf was black on the outside and wet on the inside, as foretold.",
    "The third loaf was bread. I have written down what we did, because nobody will believe me another time.",
    "Since then there is bread on Sundays, and the neighbours come by with butter of their own, and with salt.",
]
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in LOAF)


def text_of(page: str) -> str:
    post = page_post(page, "1", "")
    assert isinstance(post, Post), post
    return post.text


@pytest.mark.parametrize(
    "frame",
    [
        '<body><form id="aspnetForm" method="post"><input type="hidden"><div><h1>The oven</h1>{}</div></form>',
        '<body class="single sidebar"><div><h1>The oven</h1>{}</div>',
        '<body><div class="entry share"><div class="inner"><h1>The oven</h1>{}</div></div>',
        '<body><div class="widget-area"><h1>The oven</h1>{}</div>',
        "<body><aside><h1>The oven</h1>{}</aside>",
        "<body><article><p>A teaser.</p></article><div><h1>The oven</h1>{}</div>",
        '<body><div itemprop="articleBody"></div><div><h1>The oven</h1>{}</div>',
    ],
)
def test_what_holds_the_post_is_not_around_it(frame: str) -> None:
    text = text_of("<title>The oven</title>" + frame.format(BODY))
    assert text.endswith("\n\n".join(LOAF))


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Die Stuckat&shy;teure kamen im Juni und sahen den Schaden.</p>", "Die Stuckat\xadteure kamen"),
        ("<p>The zero\u200bwidth space is in a word of this sentence.</p>", "The zero\u200bwidth space"),
        ("<p>Die Mu\u0308ller kamen im Juni und sahen den Schaden.</p>", "Die Mu\u0308ller kamen"),
        ("<p>It began on <time datetime=2019-05-04>the fourth of May</time>, when the oven came.</p>", "fourth of May"),
        ("<table><tr><th>Town<th>Price<tr><td>Bamberg<td>four euro</table>", "Town\tPrice\nBamberg\tfour euro"),
        ("<figure><img src=a><figcaption>The oven on the day it came.</figcaption></figure>", "on the day it came."),
        ("<figure><img src=a><figcaption aria-hidden=true>The oven in May.</figcaption></figure>", "The oven in May."),
    ],
)
@pytest.mark.parametrize("frame", ["<div>{}</div>", "<article>{}</article>", "<div class=entry-content>{}</div>"])
def test_what_a_library_writes_otherwise_is_kept(html: str, text: str, frame: str) -> None:
    page = "<title>The oven</title><body>" + frame.format(f"<h1>The oven</h1>{BODY}{html}{BODY.replace('T', 'Th')}")
    assert text in text_of(page)


@pytest.mark.parametrize("frame", ["<div>{}</div>", "<article>{}</article>", "<div class=entry-content>{}</div>"])
def test_a_box_between_paragraphs_is_the_authors_and_one_beside_the_post_is_not(frame: str) -> None:
    boxes = (
        "<aside><p>A note: rye needs more water than wheat does.</p></aside>"
        "<div class=related><p>My aunt does it with a spoon.</p></div>"
        "<div class=related><ul><li><a href=/1>Another loaf</a><li><a href=/2>One more loaf</a></ul></div>"
    )
    page = (
        "<title>The oven</title><body><aside><p>Follow me on the radio, where I speak of bread each week.</p></aside>"
        + frame.format(f"<h1>The oven</h1>{BODY}{boxes}{BODY.replace('T', 'Th')}")
        + "<div class=related><p>You may like these other posts, which are about cake and its makers.</p></div>"
    )
    text = text_of(page)
    assert "rye needs more water" in text
    assert "with a spoon" in text
    assert not any(word in text for word in ("radio", "You may like", "Another loaf"))


def test_a_body_mark_brings_what_libraries_leave_out_but_no_invitation() -> None:
    links = "".join(f"<li><a href=https://{n}.example/>Place {n}</a>" for n in range(3))
    invitation = "<p>Subscribe to <a href=/n>my newsletter</a>, it is free.</p>"
    page = f"<title>The oven</title><body><div class=entry-content>{BODY}<ul>{links}</ul>{invitation}</div>"
    assert text_of(page).endswith("Place 0\nPlace 1\nPlace 2")


@pytest.mark.parametrize(
    "page",
    [
        "<article><h1>The oven</h1><div class=e-content>{}<div role=doc-endnotes>{}</div></div></article>",
        "<article><h1>The oven</h1><div class=e-content>{}<div class=footnote><hr>{}</div></div></article>",
        "<main><h1>The oven</h1><div class=prose>{}<section data-footnotes class=footnotes>{}</section></div></main>",
    ],
)
def test_footnotes_below_a_post_are_a_part_of_it(page: str) -> None:
    note = "<ol><li><p>Without its door. <a href=#r1>↩</a></p></li></ol>"
    shop = "<p>Buy one <a href=/shop>here</a>.</p>"
    text = text_of(f"<title>The oven</title><body>{page.format(BODY, note)}{shop}")
    assert text.startswith(LOAF[0])
    assert "Without its door." in text
    assert "Buy one" not in text


@pytest.mark.parametrize("frame", ["{}", "<section><h2>How to hoist it</h2><p>Bend it on.</p>{}</section>"])
def test_footnotes_of_docutils_are_a_part_of_the_post(frame: str) -> None:
    note = (
        '<p class=rubric>Footnotes</p><aside class="footnote-list brackets"><aside class="footnote brackets" id=f1'
        " role=doc-footnote><span class=label><span class=fn-bracket>[</span><a role=doc-backlink href=#id1>1</a>"
        "<span class=fn-bracket>]</span></span><p>Seven knots is not slow.</p></aside></aside>"
    )
    page = f"<div class=body role=main><section id=oven><h1>Oven</h1>{BODY}{frame.format(note)}</section></div>"
    text = text_of(f"<title>Oven</title><body><div class=documentwrapper>{page}</div><aside><p>Follow me.</p></aside>")
    assert text.endswith("\n\nFootnotes\n\nSeven knots is not slow.")


def test_who_said_what_is_quoted_is_a_part_of_the_quotation() -> None:
    quotation = "<blockquote><p>Salt is what is left of the sea.</p><footer>Ada Quill</footer></blockquote>"
    page = (
        f"<title>Oven</title><body><article class=post-content>{BODY}{quotation}{BODY}</article><footer>Loft</footer>"
    )
    assert "Salt is what is left of the sea.\n\nAda Quill" in text_of(page)
    assert "Loft" not in text_of(page)


@pytest.mark.parametrize("words", ["It rained, and it rained again.", "昨天下了一整天的雨，今天放晴。"])
@pytest.mark.parametrize(
    ("body", "around"),
    [
        (
            "<article class=post><div class=post-content>{}</div></article>",
            "<div class=copyright><p>Copyright: all posts are under <a href=/by-nc-sa>the licence that this link leads "
            "to</a>.</p></div><a href=/next><h3>The next post</h3><p>What we baked on the day after that one, and how "
            "it came out of the oven at last.</p></a>",
        ),
        (
            "<article><p>May 6, 2023 · One min read</p><div id=__blog-post-container>{}</div></article>",
            "<a href=/older>Older post: The long loaf that nobody wanted to eat but me</a>",
        ),
        (
            "<article><div class=e-content itemprop='articleBody text'>{}</div></article>",
            "<a class=skip-link href=#main>Skip to content</a><p>Comments</p><p>Source</p>",
        ),
        (
            "<main><ul class=post-metadata><li>May 6, 2023</ul>{}</main>",
            "<ul class=links-nextprev><li>← Previous <a href=/older>The long loaf that nobody wanted to eat</a></ul>",
        ),
    ],
)
def test_a_short_post_brings_nothing_of_what_is_around_it(body: str, around: str, words: str) -> None:
    assert text_of(f"<title>Rain</title><body>{body.format(f'<p>{words}</p>')}{around}") == words


YEAR = "".join(
    f"<li><time datetime=2014-0{n}-02>2014-0{n}-02 10:00</time> <a href=/p{n}>A loaf of the month {n}</a></li>"
    for n in range(1, 8)
)
ENTRIES = "".join(f"<article class=h-entry><h2><a href=/p{n}>Loaf {n}</a></h2>{BODY}</article>" for n in range(3))
TEASERS = "".join(f"<article><h3><a href=/p{n}>Loaf {n}</a></h3><p>About loaf {n}.</p></article>" for n in range(4))


LINKED = "".join(f"<article><a href=/p{n}><h2>Loaf {n}</h2></a>{BODY}</article>" for n in range(3))


@pytest.mark.parametrize(
    "others",
    [
        "<section class=webmentions><li class='u-comment h-cite'>{}</section>",
        "<section class=replies>{}</section>",
        "<div id=isso-thread>{}</div>",
        "<div itemprop=comment>{}</div>",
    ],
)
def test_what_others_say_below_it_is_no_part_of_it(others: str) -> None:
    said = others.format("<p>What a fine loaf that is, says Bob, and he bakes it every Sunday since he read of it.</p>")
    assert text_of(f"<title>Oven</title><body><main><h1>Oven</h1>{BODY}{said}</main>") == "\n\n".join(LOAF)


TIMES = "".join(f"<li><span>{n}/5</span><a href=/{n}>A day with bread {n}</a></li>" for n in range(1, 9))
HOPES = "".join(
    f"<article typeof=Article><a href=/{n}><header><span property=headline>Bread {n}</span></header></a>"
    f"<div><h2>How</h2>{BODY}</div></article>"
    for n in range(3)
)


@pytest.mark.parametrize(
    "page",
    [
        f"<title>Posts for year 2014</title><body><main><h1>Posts for year 2014</h1><ul>{YEAR}</ul></main>",
        f"<title>Loft</title><body><main>{ENTRIES}</main>",
        f"<title>Bread</title><body><main><h1>Bread</h1>{TEASERS}</main>",
        f"<title>Loft</title><body><div class=post>{ENTRIES}</div>",
        f"<title>Loft</title><body><main>{LINKED}</main>",
        f"<title>Blog</title><meta property=og:type content=article><body><main><h1>Blog</h1>{ENTRIES}</main>",
        f"<title>Timeline</title><body><main><h1>Timeline</h1><h3>2014</h3><ul>{TIMES}</ul><h3>2013</h3></main>",
        f"<title>Articles</title><body><main>{HOPES}</main>",
    ],
)
def test_a_list_of_posts_is_no_post(page: str) -> None:
    found = page_post(page, "1", "")
    assert isinstance(found, Skipped)
    assert "list of posts" in found.reason


@pytest.mark.parametrize(
    "page",
    [
        f"<title>The oven</title><body><main><article><h1>The oven</h1>{BODY}</article>{TEASERS}</main>",
        f"<title>My links</title><body><article><h1>My links</h1>{BODY}<ul>{YEAR}</ul></article>",
        f"<title>Links</title><meta property=og:type content=article><body><h1>Links</h1><ul>{YEAR}</ul>",
    ],
)
def test_a_post_with_lists_in_it_or_below_it_is_one(page: str) -> None:
    assert isinstance(page_post(page, "1", ""), Post)


def test_a_fragment_is_no_post() -> None:
    assert isinstance(page_post("<p>Only words.</p>", "1", ""), Skipped)


def test_a_heading_that_repeats_the_title_is_left_out() -> None:
    content = read_html("<p>Menu</p><h1>Rye</h1><p>One <a href=/a>a</a>.</p><p>Two.</p>")
    rest = without_title(content, "Rye")
    assert rest.text == "One a.\n\nTwo."
    assert [rest.text[block.start : block.end] for block in rest.blocks] == ["One a.", "Two."]
    assert rest.links == content.links
    assert without_title(content, "Wheat") == content


def test_what_ghosts_editor_made_is_the_post_also_where_other_posts_are_longer() -> None:
    other = "The post after this one is about salt and water, and it has far more words than this one has. " * 4
    cards = (
        "<p>It came.</p><div class=kg-callout-card><div class=kg-callout-text>Mind the <b>oven</b>.</div></div>"
        "<div class=kg-audio-card><div class=kg-audio-title>Its sound</div><div class=kg-audio-player>0:00</div></div>"
    )
    page = f"""<!doctype html><title>Oven</title><article><h1>Oven</h1><p>3 min read</p>
        <section class="gh-content gh-canvas">{cards}</section></article>
        <section><article class="post"><a href="/salt/"><h3>Salt</h3><p>{other}</p></a></article></section>"""
    assert text_of(page) == "It came.\n\nMind the oven.\n\nIts sound"


def test_a_form_around_the_page_is_no_form_also_without_paragraphs() -> None:
    prose = "The oven came on a lorry, and nobody was at home to open the door for the two people who had brought it."
    inside = f"<h1>The oven</h1><div class=entry-content><span>{prose}<br><br>It stood outside until noon.</span></div>"
    form = f"<form id=aspnetForm><input type=hidden name=__VIEWSTATE>{inside}</form>"
    asks = "<form><p>Write to us</p><label>Your name <input></label></form>"
    assert text_of(f"<title>The oven</title><body>{form}{asks}").startswith(prose)
    assert "Write to us" not in text_of(f"<title>The oven</title><body>{form}{asks}")


_LOAF = "The {} loaf waited until noon beside a warm stove, while two bakers argued over flour, salt, and other people."
_SHIP = "Nobody knew that the {} harbour would freeze, so every captain signed a paper, and went to bed, as was wise."


@pytest.mark.parametrize("length", [2, 9, 20])
def test_another_post_below_a_post_is_not_a_part_of_it(length: int) -> None:
    def article(title: str, words: str, count: int) -> str:
        prose = "".join(f"<p>{words.format(f'{number}-{number}-{number}')}</p>" for number in range(count))
        return f"<article><h1>{title}</h1>{prose}<p>Whoever wants to help us may send us flour or money.</p></article>"

    text = text_of(f"<title>Loaf</title><body>{article('Loaf', _LOAF, length)}{article('Ship', _SHIP, 20)}")
    assert text.count("bakers") == length
    assert "harbour" not in text


LAMP = (
    "<p>The fog came in at four, and I lit the lamp by hand. It burned eleven litres before the morning.</p>"
    "<p>The horn sounds twice a minute.</p><h4>What I wrote in the book</h4><ul><li>Wind nil.</li><li>Sea smooth.</li>"
    "</ul><ol><li>First.</li></ol><pre><code>lamp 11.0</code></pre><p>That was the whole of it, and I slept until "
    "noon.</p>"
)


@pytest.mark.parametrize(
    "frame",
    [
        "<div class=page><div class=blog-post><h2 class=blog-post-title>Fog</h2>{}</div>",
        "<article><h1>Fog</h1><section class=prose>{}</section></article>",
        "<div id=Content><!--[--><main class=vp-doc><div><div class=inner><h1>Fog</h1>{}</div></div></main></div>",
    ],
)
def test_what_stands_beside_the_prose_is_kept(frame: str) -> None:
    text = text_of(f"<title>Fog</title><body><header><h1>Letters</h1></header>{frame.format(LAMP)}<footer>©</footer>")
    assert text.endswith(
        "the book\n\nWind nil.\nSea smooth.\nFirst.\n\nlamp 11.0\n\nThat was the whole of it, and I slept until noon."
    )


def test_a_line_of_signs_between_paragraphs_says_nothing() -> None:
    page = f"<title>Oven</title><body><div><h1>Oven</h1>{BODY}<p>* * *</p>{BODY.replace('T', 'Th')}</div>"
    assert "*" not in text_of(page)


def test_what_a_wrapper_parts_from_its_mark_is_kept() -> None:
    prose = "<p>It was the fuel filter, as it always is. I had changed the starter and the battery before I looked.</p>"
    contents = "<nav class=table-of-contents><ul><li><a href=#tools>Tools</a></ul></nav>"
    body = f"<h1>The engine</h1>{prose}{contents}<h2>Tools</h2><p>A spanner of ten millimetres. A rag.</p><p>Oil.</p>"
    page = f"<title>The engine</title><body><header>Loft</header><main class=vp-doc><!--[--><div>{body}</div></main>"
    assert text_of(page).endswith("\n\nTools\n\nA spanner of ten millimetres. A rag.\n\nOil.")


def test_what_stands_between_the_end_and_the_footnotes_is_kept() -> None:
    sum_up = "<p>That was <del>five</del> four pounds.</p>"
    notes = "<section data-footnotes class=footnotes><ol><li><p>Skim it. <a href=#r1>↩</a></p></li></ol></section>"
    page = f"<article class=prose>{BODY}<ul><li>buy barley</li></ul>{sum_up}{notes}</article>"
    text = text_of(f"<title>Soup</title><body><section><h1>Soup</h1>{page}</section>")
    assert text.endswith("buy barley\n\nThat was \ufffc four pounds.\n\nSkim it.")


def test_a_post_that_links_to_itself_is_no_list() -> None:
    page = f"<title>Oven</title><body><article class='post hentry'><h2><a href=/oven>Oven</a></h2>{BODY}</article>"
    assert text_of(page) == "\n\n".join(LOAF)


@pytest.mark.parametrize(
    "page",
    [
        # VuePress Theme Hope
        "<main><h1>Short</h1><div class=page-info><span>Ada Fern</span><span>5/4/19</span><span>Less than 1 minute"
        "</span></div>{}</main>",
        # Starlight Blog
        "<main><h1>Short</h1><time>May 4, 2019</time><div class=author><div class=name>Ada Fern</div></div>{}</main>",
        # Org mode
        "<div id=content><h1 class=title>Short</h1>{}</div><div id=postamble><p class=date>Date: 2019-05-04</p>"
        "<p class=author>Author: Ada Fern</p><p class=date>Created: 2021-11-28 Sun 11:52</p><p>Validate</p></div>",
        # Fluid of Hexo
        "<header><div class=banner><div class=mt-3><span class=post-meta><time pubdate>May 4, 2019 pm</time></span>"
        "</div></div></header><main><article class=post-content><h1>Short</h1><div class=markdown-body>{}</div><div>"
        "<div class=license-box><div class=license-title><div>Short</div><div>https://crumbs.example/2019/05/04/short/"
        "</div></div><div class=license-meta><div>Author</div><div>Ada Fern</div><div>Posted on</div><div>May 4, 2019"
        "</div><div>Licensed under</div></div></div><div class=post-prevnext><article class=post-prev><a href=/fair/>"
        "At the fair</a></article><article class=post-next><a href=/night/>A night</a></article></div></div></article>"
        "</main>",
    ],
    ids=["Hope", "Starlight", "Org", "Fluid"],
)
def test_a_very_short_post_is_not_what_stands_around_it(page: str) -> None:
    assert text_of(f"<title>Short</title><body>{page.format('<p>Cold hands.</p>')}</body>") == "Cold hands."


def test_a_title_that_stands_twice_is_no_part_of_the_text() -> None:
    """As where a post's Markdown begins with the title that VuePress Theme Hope shows too."""
    page = f"<title>Oven</title><body><main><h1>Oven</h1><div><h1>Oven</h1>{BODY}</div></main>"
    assert text_of(page) == "\n\n".join(LOAF)
    assert text_of(page.replace(BODY, "<p>It came.</p>")) == "It came."


def test_headings_whose_words_are_links_to_them_are_read() -> None:
    heading = "<h2 id=dough><a class=header-anchor href=#dough><span>The dough</span></a></h2>"
    page = f"<title>Oven</title><body><article><h1>Oven</h1>{BODY}{heading}{BODY}</article>"
    assert "\n\nThe dough\n\n" in text_of(page)


def test_a_table_that_scrolls_in_an_element_of_its_own_is_read() -> None:
    rows = "".join(f"<tr><td>Day {day}</td><td>{day}00 degrees</td></tr>" for day in range(1, 5))
    table = f"<div class=scroll><div><table>{rows}</table></div></div>"
    page = f"<title>Oven</title><body><div class=vp-doc><h1>Oven</h1>{BODY}{table}</div></body>"
    assert "Day 4\t400 degrees" in text_of(page)
