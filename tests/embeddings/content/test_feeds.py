"""Feeds: what they hold, whoever wrote them and however they are saved or sent."""

from __future__ import annotations

import gzip
import json
from datetime import date
from functools import partial
from urllib.parse import urljoin

import pytest

from embeddings.content.feeds import Feed, is_feed, parse_feed
from embeddings.posts import Post

ITEM = "<item><title>Loaf</title><link>https://loft.example/loaf</link><description>It rose.</description></item>"
HEAD = "<title>Loft</title><link>https://loft.example/</link>"
ATOM = 'xmlns="http://www.w3.org/2005/Atom"'


def rss(items: str = ITEM, head: str = HEAD) -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{items}</channel></rss>'


def atom(entries: str, head: str = "") -> str:
    return f"<feed {ATOM}><title>Loft</title><id>urn:1</id><link href='https://loft.example/'/>{head}{entries}</feed>"


def feed_of(data: str | bytes, content_type: str = "") -> Feed:
    encoded = data.encode() if isinstance(data, str) else data
    address = "https://feeds.example/loft/feed.xml"
    return parse_feed(encoded, "feed.xml", partial(urljoin, address), address=address, content_type=content_type)


def posts_of(data: str | bytes) -> list[Post]:
    return [item for item in feed_of(data).items if isinstance(item, Post)]


def test_an_entry_that_names_nobody_is_by_the_feeds_author() -> None:
    entry = "<entry><id>urn:{0}</id><title>{0}</title>{1}<content>It rose.</content></entry>"
    own = "<author><name>Bo</name></author>"
    found = posts_of(atom(entry.format("a", "") + entry.format("b", own), "<author><name>Jo</name></author>"))
    assert [post.author for post in found] == ["Jo", "Bo"]


def test_an_item_that_names_nobody_is_by_the_json_feeds_authors() -> None:
    items = [{"id": "1", "content_text": "a"}, {"id": "2", "content_text": "b", "author": {"name": "Bo"}}]
    feed = {"version": "https://jsonfeed.org/version/1.1", "authors": [{"name": "Jo"}, {"name": "Al"}], "items": items}
    assert [post.author for post in posts_of(json.dumps(feed))] == ["Jo, Al", "Bo"]


def test_an_item_of_a_json_feed_that_has_a_summary_alone_is_cut_off() -> None:
    bodies = [{"summary": "It rose."}, {"content_text": "It rose."}, {"content_html": "<p>It rose. [&hellip;]"}]
    feed = {"items": [{"id": str(number), **body} for number, body in enumerate(bodies)]}
    assert feed_of(json.dumps(feed)).stubs == {"0", "2"}


@pytest.mark.parametrize("field", ["tags", "authors", "author", "hubs", "id", "url"])
@pytest.mark.parametrize("value", [5, "x", None, {"a": 1}])
def test_a_json_feed_with_values_of_other_kinds_is_read(field: str, value: object) -> None:
    item = {"id": "1", "content_text": "It rose."}
    for feed in ({"items": [item | {field: value}]}, {"items": [item], field: value}):
        assert [post.text for post in posts_of(json.dumps(feed))] == ["It rose."]


def test_text_that_is_meant_literally_keeps_its_angle_brackets() -> None:
    entry = (
        "<entry><id>urn:a</id><title type='text'>The type &lt;T&gt; &amp;amp; more</title>"
        "<content type='text'>A &lt;b&gt; stays.\n\nSo does &lt;col&gt;.</content></entry>"
    )
    (post,) = posts_of(atom(entry))
    assert post.text == "A <b> stays.\n\nSo does <col>."
    assert post.title == "The type <T> &amp; more"


def test_html_that_was_escaped_twice_is_read_once_more_and_code_is_not() -> None:
    twice = "&amp;lt;p&amp;gt;A &amp;lt;a href=&amp;quot;/x&amp;quot;&amp;gt;page&amp;lt;/a&amp;gt;.&amp;lt;/p&amp;gt;"
    code = "&lt;p&gt;Write &amp;lt;p&amp;gt; first.&lt;/p&gt;"
    found = posts_of(
        rss(
            "".join(
                f"<item><title>{n}</title><description>{d}</description></item>" for n, d in enumerate((twice, code))
            )
        )
    )
    assert [post.text for post in found] == ["A page.", "Write <p> first."]


def test_a_relative_link_is_one_of_the_channels_site() -> None:
    (post,) = posts_of(rss("<item><title>a</title><link>/a/b</link><description>It rose.</description></item>"))
    assert post.url == "https://loft.example/a/b"


@pytest.mark.parametrize(
    "entry",
    [
        "<link href='https://else.example/x'/><link rel='related' href='https://loft.example/linked/a'/><id>urn:a</id>",
        "<link href='https://else.example/x'/><id>https://loft.example/linked/a</id>",
        "<link rel='related' href='https://else.example/x'/><link href='https://loft.example/linked/a'/><id>urn:a</id>",
    ],
)
def test_an_entry_of_a_link_blog_has_its_own_address(entry: str) -> None:
    (post,) = posts_of(atom(f"<entry><title>a</title>{entry}<content>It rose.</content></entry>"))
    assert post.url == "https://loft.example/linked/a"


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf\n" + rss().encode(),
        b"\n\n" + rss().encode(),
        rss(ITEM.replace("rose", "ro\x0bse &nbsp; AT&T &bogus;")).encode(),
        rss().encode("utf-16"),
        rss().replace('"1.0"', '"1.0" encoding="utf-16"').encode("utf-16"),
        gzip.compress(rss().encode()),
    ],
)
def test_a_fault_that_loses_no_entry_is_no_news(data: bytes) -> None:
    feed = feed_of(data)
    assert not feed.fault
    (post,) = feed.items
    assert isinstance(post, Post)
    assert "\x0b" not in post.text
    assert "ro" in post.text


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "utf-16", "iso-2022-jp"])
@pytest.mark.parametrize("title", ["AT&T \x08and R&D", "<![CDATA[AT&T and R&amp;D]]>", "AT&amp;T and\x1f R&D;"])
def test_an_ampersand_is_itself_where_a_feed_is_no_xml(title: str, encoding: str) -> None:
    data = rss(ITEM.replace("Loaf", title)).replace("?>", f' encoding="{encoding}"?>', 1)
    (post,) = posts_of(data.encode(encoding))
    assert post.title.removesuffix(";") == "AT&T and R&D"


@pytest.mark.parametrize("day", ["2021", "2021-034", "202105", "2021-02-30", "12:30"])
def test_a_date_without_a_day_gives_none(day: str) -> None:
    assert posts_of(rss(ITEM.replace("</item>", f"<pubDate>{day}</pubDate></item>")))[0].published is None


ENDING = (
    "<entry><id>urn:1</id><title>Rye</title><content type='html'><![CDATA[<p>It rose.</p><p>{}</p>]]></content></entry>"
)


@pytest.mark.parametrize(
    "credit",
    [
        "The post <a>Rye</a> appeared first on <a>Loft</a>.",
        "Der Beitrag <a>Rye</a> erschien zuerst auf <a>Loft</a>.",
        "L’article <a>Rye</a> est apparu en premier sur <a>Loft</a>.",
        "<a>Rye</a> was originally published in <a>Loft</a> on Medium, where people are continuing the conversation by"
        " highlighting and responding to this story.",
    ],
)
def test_what_a_program_says_below_a_text_is_no_part_of_it(credit: str) -> None:
    assert [post.text for post in posts_of(atom(ENDING.format(credit)))] == ["It rose."]
    # What an author says of such a sentence stays.
    assert [post.text for post in posts_of(atom(ENDING.format("The post office appeared.")))] == [
        "It rose.\n\nThe post office appeared."
    ]


@pytest.mark.parametrize(
    ("end", "stub"),
    [
        ("Continue reading Rye →", True),
        ("Continue reading on Medium »", True),
        ("Read the full post", True),
        ("Read more about rye", True),
        ("Read more about rye. It is worth it.", False),
        ("I could read on.", True),
        ("We continue reading this in June", False),
    ],
)
def test_what_says_that_it_goes_on_elsewhere_is_cut_off(end: str, stub: bool) -> None:
    assert bool(feed_of(atom(ENDING.format(end))).stubs) is stub


def test_a_date_still_to_come_is_not_that_of_the_change_before_it() -> None:
    stamps = "<published>2098-01-01T00:00:00Z</published><updated>2021-03-04T00:00:00Z</updated>"
    entry = f"<entry><id>urn:a</id><title>Later</title>{stamps}<content>It will rise.</content></entry>"
    assert [post.published for post in posts_of(atom(entry))] == [None]


@pytest.mark.parametrize(
    ("data", "edited"),
    [
        (atom("<entry><id>urn:a</id>{}<content>It rose.</content></entry>"), True),
        (rss("<item><guid>urn:a</guid>{}<description>It rose.</description></item>"), False),
    ],
)
def test_a_date_of_a_change_is_told_from_one_of_publication(data: str, edited: bool) -> None:
    dc = "xmlns:dc='http://purl.org/dc/elements/1.1/'"
    changed = "<updated>2024-05-06T00:00:00Z</updated>" if edited else f"<dc:date {dc}>2024-05-06T00:00:00Z</dc:date>"
    only, both = (feed_of(data.format(dates)) for dates in (changed, f"<published>2020-01-02</published>{changed}"))
    assert only.edited == ({"urn:a"} if edited else set())
    assert not both.edited
    assert [post.day for post in posts_of(data.format(changed))] == [date(2024, 5, 6)]


def test_a_feed_that_is_cut_off_says_so() -> None:
    whole = rss(ITEM + ITEM.replace("loaf", "bun"))
    feed = feed_of(whole[: whole.rindex("<description>") + 15])
    assert feed.fault
    assert len(feed.items) >= 1


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (rss().encode(), True),
        (b"\xef\xbb\xbf<?xml version='1.0'?><!-- by <rss> --><?xml-stylesheet href='x'?>\n<rss version='2.0'>", True),
        (f"<feed {ATOM}>".encode(), True),
        (rss().encode("utf-16"), True),
        (b'{"version": "https://jsonfeed.org/version/1", "items": []}', True),
        (b'{"items": []}', False),
        (b"<!doctype html><html><title>Feeds</title><p>&lt;rss&gt; <rss>", False),
        (b"Some words about <rss> and <feed>", False),
        (b"", False),
    ],
)
def test_a_feed_is_known_by_its_content(head: bytes, expected: bool) -> None:
    assert is_feed(head) is expected


def test_the_version_of_a_json_feed_may_come_last() -> None:
    assert is_feed(b'{"items": [', b'], "version": "https://jsonfeed.org/version/1"}')


def test_many_comments_take_no_time() -> None:
    assert not is_feed(b"<!---->" * 1000)
    assert not posts_of(b"<rss>" + b"<!---->" * 500 + b"</rss>" + b"<!---->" * 500 + b"<")


NOWHERE = '<pos xmlns="http://www.opengis.net/gml">1 2</pos>'
LICENCE = "http://backend.userland.com/creativeCommonsRssModule"
ODD = {
    "half of a character": ("<title>a&#xD800;b</title>", "a\ufffdb"),
    "no character": ("<title>a&#1114112;b</title>", "a\ufffdb"),
    "a character of many digits": ("<title>a&#99999999999999999999;b</title>", "a\ufffdb"),
    "of very many": (f"<title>a&#{'9' * 5000};b</title>", "a\ufffdb"),
    "of very many in HTML": (f"<content:encoded>&lt;p&gt;a&amp;#{'9' * 5000};b</content:encoded>", "a\ufffdb"),
    "a place that is nowhere": (f"<title>x</title>{NOWHERE}", "It browned."),
    "a licence that breaks off": (f"<c:license xmlns:c='{LICENCE}'><b‹/></c:license><title>x</title>", "It browned."),
    "a form outside its channel": ("<textInput><name>q</name></textInput>", "something in it cannot be read"),
    "a base that is none": ("<title xml:base='http://['>x</title>", "It browned."),
}
"""What stands in an entry, and what is read of that."""


@pytest.mark.parametrize(("odd", "expected"), ODD.values(), ids=ODD)
@pytest.mark.parametrize("broken", [False, True])
def test_what_feedparser_falls_over_costs_no_other_entry(odd: str, expected: str, broken: bool) -> None:
    """Also where the feed is no XML, which another of its parsers reads."""
    other = ITEM.replace("loaf", "bun").replace("It rose.", "It fell &bogus; flat." if broken else "It fell.")
    first, found, last = feed_of(rss(ITEM + f"<item>{odd}<description>It browned.</description></item>" + other)).items
    assert (isinstance(first, Post) and first.text, isinstance(last, Post) and last.text[:7]) == ("It rose.", "It fell")
    assert any(expected in part for part in ([found.title, found.text] if isinstance(found, Post) else [found.reason]))


@pytest.mark.parametrize(
    "name", ["undefined", "punycode", "punycode-", "idna", "utf-7", "unicode escape", "raw_unicode_escape", "hex", "\0"]
)
@pytest.mark.parametrize("by_server", [False, True])
def test_an_encoding_that_is_none_of_feeds_is_passed_over(name: str, by_server: bool) -> None:
    data = rss(ITEM.replace("It rose.", "Größe & +2AA- \\ud800 naïve"))
    data = data if by_server else data.replace("?>", f' encoding="{name}"?>', 1)
    (post,) = feed_of(data, f"application/rss+xml; charset={name}" if by_server else "application/rss+xml").items
    assert isinstance(post, Post)
    assert post.text == "Größe & +2AA- \\ud800 naïve"


@pytest.mark.parametrize(
    ("header", "prolog"), [("", "koi8-r"), ("koi8-r", ""), ("utf-8", "koi8-r"), ("koi8-r", "idna")]
)
def test_the_encoding_that_a_feeds_bytes_fit_is_taken(header: str, prolog: str) -> None:
    data = rss(ITEM.replace("Loaf", "Хлеб")).replace("?>", f' encoding="{prolog}"?>' if prolog else "?>", 1)
    (post,) = feed_of(data.encode("koi8-r"), f"text/xml; charset={header}" if header else "text/xml").items
    assert isinstance(post, Post)
    assert post.title == "Хлеб"


def test_a_json_feed_is_in_utf_8_whatever_its_server_says() -> None:
    (post,) = feed_of('{"items": [{"id": "1", "content_text": "Größe"}]}', "application/json; charset=latin-1").items
    assert isinstance(post, Post)
    assert post.text == "Größe"


def test_a_number_that_is_too_long_costs_one_item_at_most() -> None:
    data = f'{{"items": [{{"id": 1, "content_text": "It rose.", "x": {"9" * 5000}}}, {{"content_text": "It fell."}}]}}'
    assert [post.text for post in posts_of(data)] == ["It rose.", "It fell."]


def test_entries_that_share_a_name_are_told_apart_however_many() -> None:
    posts = posts_of(json.dumps({"items": [{"content_text": "It rose."}] * 3000 + [{"id": "feed.xml, It rose.+"}] * 2}))
    ids = [post.id for post in posts]
    assert ids[:3] == ["feed.xml, It rose.", "feed.xml, It rose.+", "feed.xml, It rose.++"]
    assert len(set(ids)) == 3002
    assert max(map(len, ids)) < 150
