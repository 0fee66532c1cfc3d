"""What a page says about its post: in its head, in schema.org's words, and where themes write it."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from embeddings.content.html import parse_html
from embeddings.content.metadata import Metadata


def about(page: str) -> Metadata:
    return Metadata(parse_html(page))


def day_of(page: str) -> date | None:
    found = about(page).published
    return found.date() if isinstance(found, datetime) else found


POSTED = (
    "<span class=posted-on><time class='entry-date published updated' datetime=2019-05-04T10:00:00Z>May</time></span>"
)
MATERIAL = (
    "<main><div class='md-sidebar md-sidebar--post'><nav class=md-nav><ul class='md-post__meta md-nav__list'>"
    "<li class=md-nav__item><div class=md-nav__link><time datetime='2019-05-04 00:00:00'>4 May</time></div></li>"
    "<li class=md-nav__item><div class=md-nav__link>in <a href=../c>Bread</a></div></li></ul></nav></div>"
    "<article><h1>Oven</h1><p>It came.</p></article></main>"
)


@pytest.mark.parametrize(
    "page",
    [
        f"<article><h1>Oven</h1><footer class=entry-footer>{POSTED}</footer></article>",
        f"<nav><div class=entry-meta>{POSTED}</div></nav>",
        f"<aside>{POSTED}</aside>",
        MATERIAL,
        "<div class=wp-block-post-date><time datetime=2019-05-04T10:00:00+00:00>May 4</time></div>",
        "<div class=entry-meta>Posted on May 4, 2019 by Jo</div>",
        "<p class=date>4. Mai 2019</p>",
        "<p class=post-date>04.05.2019</p>",
        "<p class=post-date>le 4 mai 2019</p>",
        "<p class=post-date>2019년 5월 4일</p>",
        "<p class=post-date>2019. 5. 4.</p>",
        "<p class=post-date>2019. május 4.</p>",
        "<p class=post-date>2019/05/04</p>",
        "<p class=post-date>2019.05.04</p>",
        "<p class=post-date>4-May-2019</p>",
        '<script type="application/ld+json">{"@type": "WebPage", "mainEntity": {"@type": "BlogPosting",'
        ' "datePublished": "2019-05-04"}}</script>',
        "<abbr class=published title=2019-05-04T00:00:00+01:00>Published: Sat 04 May 2019</abbr>",
        "<span itemprop=datePublished content=2019-05-04>last week</span>",
        "<p>Updated <time datetime=2024-01-01>now</time></p><p>Posted <time datetime=2019-05-04>then</time></p>",
        "<p class=updated><time datetime=2024-01-01>now</time></p><p><time datetime=2019-05-04>then</time></p>",
    ],
)
def test_the_date_is_found_where_themes_put_it(page: str) -> None:
    assert day_of(f"<title>Oven</title><body>{page}") == date(2019, 5, 4)


@pytest.mark.parametrize(
    "page",
    [
        "<article><hgroup><h1>Oven</h1><p>Published at May 4, 2019 by Ada Fern</p></hgroup><p>It came.</p></article>",
        "<div class=post><h1>Oven</h1><aside>Posted at: May 4, 2019 by Ada Fern</aside><p>It came.</p></div>",
        "<h1>Oven</h1><div><p class=text-sm>May 4, 2019<!-- --> · by <!-- -->Ada Fern</p></div><p>It came.</p>",
        "<p>4 May 2019, by Ada Fern</p><h1>Oven</h1><p>It came.</p>",
        "<h1>Oven</h1><p><i>4. Mai 2019, von Ada Fern</i></p><p>Er kam.</p>",
        "<h1>Oven</h1><p>Publié le 4 mai 2019 par Ada Fern</p><p>Il est venu.</p>",
    ],
)
def test_a_line_beside_the_title_gives_date_and_author(page: str) -> None:
    whole = f"<title>Oven</title><body><p><a href=/>Home</a></p>{page}"
    assert (day_of(whole), about(whole).author) == (date(2019, 5, 4), "Ada Fern")


@pytest.mark.parametrize(
    "line",
    [
        "<p>On 4 May 2019 I opened the door for two people.</p>",
        "<p>Nobody has seen this oven since 4 May 2019</p>",
        "<p>Last updated on 4 May 2019</p>",
        "<ul><li>4 May 2019: <a href=/salt>Salt</a></ul>",
        "<h2><a href=/salt>Salt</a></h2><p>4 May 2019</p>",
        "<p>4 May 2019</p><p>Salt came.</p><p>3 May 2019</p><p>Rye came.</p>",
        "<p>One.</p><p>Two.</p><p>Three.</p><p>4 May 2019</p>",
    ],
)
def test_a_sentence_or_an_entry_below_the_title_gives_no_date(line: str) -> None:
    assert day_of(f"<title>Oven</title><body><h1>Oven</h1>{line}") is None


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("written by anonymous on 2021-05-06", ""),
        ("Leonardo di Caprio, 2021-05-06", ""),
        ("2021-05-06 by Max von Trapp in Bread", "Max von Trapp"),
        ("By Ada Fern Tuesday, Nov. 2, 2010", "Ada Fern"),
        ("Posted by Jan O'Neill on 2021-05-06", "Jan O'Neill"),
    ],
)
def test_an_author_is_who_is_named_behind_by(line: str, author: str) -> None:
    assert about(f"<title>Oven</title><body><h1>Oven</h1><p>{line}</p><p>It came.</p>").author == author


@pytest.mark.parametrize(
    "page",
    [
        "<p>On the morning of <time datetime=1969-07-20>20 July 1969</time> three men whom nobody knew then went up to"
        " see what was there, and came back in one piece, with stones in a box and a flag less than before.</p>",
        "<p>Last updated <time datetime=2024-01-01>now</time></p>",
        "<div class=widget><ul><li><a href=/a>A post</a> <time datetime=2024-01-01>now</time></ul></div>",
        "<ul><li><time datetime=2024-01-01>now</time> <a href=/a>A post of that day</a></ul>",
        "<div id=comments><p>Jo <time datetime=2024-01-01>now</time></p></div>",
        "<ol class=webmentions><li class='u-comment h-cite'><time datetime=2024-01-01>now</time></ol>",
        "<p class=post-date>Version 10.2024.3</p>",
    ],
)
def test_another_date_is_not_the_posts(page: str) -> None:
    assert day_of(f"<title>Oven</title><body><article><h1>Oven</h1></article>{page}") is None


@pytest.mark.parametrize(
    "data",
    [
        "//<![CDATA[\n{}\n//]]>",
        "/*<![CDATA[*/{}/*]]>*/",
        "{}",
        "[{}]",
    ],
)
def test_linked_data_is_read_in_cdata_and_with_its_entities(data: str) -> None:
    record = (
        '{"@type": "BlogPosting", "headline": "It&#x27;s AT&amp;T", "datePublished": "2019-05-04",'
        ' "author": [{"name": "Jo &amp; Bo"}], "keywords": "rye, R&amp;D"}'
    )
    page = about(f"<title>x</title><script type='application/ld+json'>{data.replace('{}', record)}</script>")
    assert (page.title, page.published, page.author) == ("It's AT&T", date(2019, 5, 4), "Jo & Bo")
    assert page.tags == ("rye", "R&D")


def test_of_several_records_the_one_of_this_page_counts() -> None:
    records = "".join(
        f'<script type="application/ld+json">{{"@type": "Article", "headline": "{name}", "url": "https://x.org/{name}"}}'
        "</script>"
        for name in ("other", "own")
    )
    assert about(f"<link rel=canonical href=https://x.org/own>{records}").title == "own"


@pytest.mark.parametrize("data", ['{"@type": [{"a": 1}], "headline": 5}', '{"@graph": 5}', "[[[", "5"])
def test_linked_data_of_no_use_is_left_aside(data: str) -> None:
    assert about(f"<title>Oven</title><script type='application/ld+json'>{data}</script>").title == "Oven"


@pytest.mark.parametrize(
    "page",
    [
        "<title>Oven - Loft</title><header><h1>Loft</h1></header><div><h2>Oven</h2></div>",
        "<title>Loft: Oven</title><header><h1>Loft</h1></header><div><h2>Oven</h2></div>",
        "<title>Oven</title><div class=top><h1><a href=/>Loft</a></h1></div><div><h2>Oven</h2></div>",
        "<title>Loft » Oven</title><h1 class=site-title>Loft</h1><main><h1>Oven</h1></main>",
        "<title>Oven | Loft</title><main><h1>Oven</h1></main><footer><h2>Loft</h2></footer>",
        "<title>Oven | Loft</title>",
        "<title>Oven - Loft</title><meta property=og:title content='Oven - Loft'><h1>Oven</h1>",
        "<title>x</title><div role=banner><h1>Loft</h1></div><h1 class=entry-title>Oven</h1>",
    ],
)
def test_the_blogs_name_is_not_the_title(page: str) -> None:
    assert about(page).title == "Oven"


@pytest.mark.parametrize(
    "page",
    [
        "<title>Oven | Loft</title><main class=vp-doc><h1 id=oven>Oven <a class=header-anchor href=#oven"
        " aria-label='Permalink to “Oven”'>\u200b</a></h1></main>",
        "<title>Oven &#8212; Loft</title><section id=oven><h1>Oven<a class=headerlink href=#oven>¶</a></h1></section>",
        "<title>Oven</title><article><h1>Oven <a href=#oven>#</a></h1></article>",
        "<title>Oven | Loft</title><article><h1><span class=sr-only>Oven</span></h1></article>",
    ],
)
def test_the_sign_that_links_to_a_heading_is_no_part_of_the_title(page: str) -> None:
    assert about(page).title == "Oven"


def test_a_heading_that_leads_to_the_blogs_root_names_the_blog() -> None:
    top = "<div class=title><h1><a href=http://x.example/>Loft</a></h1></div>"
    entry = (
        "<div class=entry><div class=title>Oven: a life</div><p>It came.</p><a href=http://x.example/tags/rye>rye</a>"
    )
    assert about(f"<title>Loft: Oven: a life</title>{top}{entry}").title == "Oven: a life"
    assert about(f"<title>Loft</title>{top}{entry}").title == ""
    # A post may be about a site, and lead to its root.
    link = "<h1><a href=https://bread.example/>Bread</a></h1><p>They bake. <a href=http://x.example/tags/rye>rye</a>"
    assert about(f"<title>Bread: links</title>{link}").title == "Bread"


@pytest.mark.parametrize(
    "page",
    [
        "<title>Loft</title><header><a href=/>Loft</a></header><article class=h-entry><p>It rained.</article>",
        "<title>Loft</title><link rel=canonical href=https://x.org/2024/rain><meta property=og:title content=Loft>"
        "<h1><a href=https://x.org/>Loft</a></h1><p>It rained.",
        "<title>Loft</title><meta property=og:site_name content=Loft><h1>Loft</h1><article><p>It rained.</article>",
    ],
)
def test_a_post_without_a_title_is_not_titled_as_its_blog(page: str) -> None:
    assert about(page).title == ""
    assert about(page.replace("<p>It", "<h1>Rain</h1><p>It")).title == "Rain"


@pytest.mark.parametrize(
    "page",
    [
        "<article><a rel=author href=/jo>Jo May</a></article>",
        "<p class=wp-block-post-author__name>Jo May</p>",
        "<div class=md-profile__description><strong>Jo May</strong><br>Baker</div>",
        "<span class=byline>by <span class=author>Jo May</span></span>",
        "<div class=post-author>By Jo May</div>",
        "<link rel=author href=/humans.txt><span itemprop=author><span itemprop=name>Jo May</span></span>",
    ],
)
def test_the_author_is_found_where_themes_put_it(page: str) -> None:
    assert about(f"<title>Oven</title>{page}<div id=comments><a rel=author>Somebody</a></div>").author == "Jo May"


def test_the_blogs_name_is_no_author() -> None:
    banner = "<header class=site-header><a class=site-title rel=author href=/>Loft</a></header>"
    assert about(f"<title>Oven</title>{banner}<article><h1>Oven</h1></article>").author == ""
    assert about(f"<title>Oven</title>{banner}<article><a rel=author>Jo May</a></article>").author == "Jo May"


def test_who_mentions_a_post_is_not_its_author() -> None:
    mention = "<section class=webmentions><li class='u-comment h-cite'><a class='p-author h-card'>Bob</a></section>"
    assert about(f"<title>Rye</title><article><h1>Rye</h1></article>{mention}").author == ""


@pytest.mark.parametrize(
    "page",
    [
        "<footer><a rel=tag href=/t/rye>rye</a>, <a rel='category tag' href=/t/oven>#oven</a></footer>",
        "<meta name=tags content='rye, oven'>",
        "<meta name=keywords content='rye,oven,rye'>",
        "<meta property=article:tag content=rye><meta property=article:tag content=oven>",
    ],
)
def test_tags_are_read(page: str) -> None:
    assert about(f"<title>Oven</title>{page}").tags == ("rye", "oven")


GHOST = """<meta name=generator content="Ghost 5.130"><script type="application/ld+json">{"@type": "Article",
"author": {"name": "Ann"}, "contributor": [{"name": "Bob"}], "datePublished": "2019-05-03T15:30:00.000Z"}</script>"""


@pytest.mark.parametrize(
    ("shown", "day"),
    [
        ("<article><header><h1>Oven</h1><time datetime=2019-05-04>4 May</time></header></article>", date(2019, 5, 4)),
        # A time of day, another post's day, and a day that is too far away say nothing of it.
        ("<article><h1>Oven</h1><time datetime=2019-05-04T00:30:00>4 May</time></article>", date(2019, 5, 3)),
        ("<h1>Oven</h1><article><h2>Salt</h2><time datetime=2019-05-04>4 May</time></article>", date(2019, 5, 3)),
        ("<article><h1>Oven</h1><time datetime=2019-05-09>9 May</time></article>", date(2019, 5, 3)),
    ],
)
def test_a_date_in_utc_is_of_the_day_that_the_page_shows(shown: str, day: date) -> None:
    assert day_of(f"{GHOST}{shown}") == day


def test_ghost_names_further_authors_as_contributors() -> None:
    assert about(GHOST).author == "Ann, Bob"
    assert about(GHOST.replace("Ghost", "Other")).author == "Ann"


def test_the_blogs_name_behind_a_title_with_a_colon_is_none_of_it() -> None:
    page = (
        "<title>Oven: a life - Loft</title><meta property=og:title content='Oven: a life - Loft'><h1>Oven: a life</h1>"
    )
    assert about(page).title == "Oven: a life"


def test_when_org_mode_made_a_page_is_not_when_it_was_published() -> None:
    made = "<p class=author>Author: Ada Fern</p><p class=date>Created: 2021-11-28 Sun 11:52</p>"
    page = "<title>Oven</title><h1>Oven</h1><p>It came.</p><div id=postamble>{}</div>"
    assert about(page.format(made)).published is None
    assert about(page.format(f"<p class=date>Date: 2019-05-04</p>{made}")).published == date(2019, 5, 4)


@pytest.mark.parametrize(
    "line",
    [
        "<p><span class=article-author>Iris Quayle</span> <span class=article-date>May 30, 2022</span></p>",
        "<div class=author><span>Posted by Iris Quayle</span></div>",
        "<ul><li><a href=/blog/author/iris/>Iris Quayle</a></li><li>May 30, 2022</li></ul>",
        "<h6 class=post-meta>Posted by: <a href=/blog/author/iris/>Iris Quayle</a> 5 years ago</h6>",
    ],
)
@pytest.mark.parametrize("around", ["{} {}", "<main><article>{} {}</article></main>"])
def test_an_author_is_known_by_a_class_or_by_the_list_of_their_posts(line: str, around: str) -> None:
    page = f"<title>Fire</title>{around.format('<h1>Fire</h1>', f'{line}<p>It burns.</p>')}"
    known = "<article>" in page or "post-meta" in line
    assert about(page).author == ("Iris Quayle" if known else "")


@pytest.mark.parametrize(
    "line",
    [
        "<div class=tags><span>Tags: <a href=/tags/bees.html>bees</a> <a href=/tags/clay.html>clay</a></span></div>",
        "<ul><li class=tag><a href=/blog/tag/bees/>bees</a></li><li class=tag><a href=../tag/clay/>#clay</a></li></ul>",
        "<ul class=tags><li>Tags:</li><li><a href=/tag/bees/>bees</a>, </li><li><a href=/tag/clay/>clay</a></li></ul>",
        "<a rel=tag href=/c/bees>bees</a> <a rel=tag href=/c/clay>clay</a>",
    ],
)
def test_tags_are_known_by_the_lists_of_their_posts(line: str) -> None:
    page = f"<title>Fire</title><main><article><h1>Fire</h1><p>It burns.</p>{line}</article></main>"
    assert about(page).tags == ("bees", "clay")


@pytest.mark.parametrize(
    "other",
    [
        "<p>More of this is in what I wrote <a href=/tags/bees/>about bees</a> with <a href=/author/jo/>Jo</a>.</p>",
        "<nav><a href=/tags/bees/>bees</a> <a href=/author/jo/>Jo</a></nav>",
        "<div class=tag-cloud><a href=/tags/bees/>bees</a></div><ul class=authors><li><a href=/author/jo/>Jo</a></ul>",
        "<article><h2><a href=/wasps>Wasps</a></h2><a href=/tags/bees/>bees</a><p class=author>Jo Rae</p></article>",
        "<div class=comments><div class=comment><span class=comment-author>Jo Rae</span></div></div>",
        "<a href=/tags/>all tags</a> <a href=/authors/>all authors</a>",
        "<div class=author><h4>About the author</h4><p>Jo keeps bees, and has written about them for years.</p></div>",
    ],
)
def test_names_and_tags_of_something_else_are_not_the_posts(other: str) -> None:
    found = about(f"<title>Fire</title><main><article><h1>Fire</h1><p>It burns.</p>{other}</article>{other}</main>")
    assert (found.author, found.tags) == ("", ())


@pytest.mark.parametrize(
    ("given", "tags"),
    [(["bees,clay"], ("bees", "clay")), (["bees, wasps and clay", "fire"], ("bees, wasps and clay", "fire"))],
)
def test_one_element_with_commas_is_a_list_of_tags(given: list[str], tags: tuple[str, ...]) -> None:
    head = "".join(f"<meta property=article:tag content='{one}'>" for one in given)
    assert about(f"<title>Fire</title>{head}<h1>Fire</h1>").tags == tags
