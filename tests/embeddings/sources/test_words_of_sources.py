"""Titles, names, tags and texts of feeds and exports have the characters that a reader sees."""

from __future__ import annotations

from pathlib import Path

import pytest

from embeddings.content.html import read_html
from embeddings.content.main_text import page_post
from embeddings.posts import Post
from embeddings.sources import read_source
from embeddings.sources.rendering import AS_TYPED, JEKYLL, PYTHON, Rendering, rendered

WXR = """<?xml version="1.0"?><rss xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>
<link>https://b.example</link>{generator}<wp:author><wp:author_login>k</wp:author_login>
<wp:author_display_name><![CDATA[Kay &amp; Bo]]></wp:author_display_name></wp:author>
<item><title>It&amp;#8217;s &quot;so&quot;</title><link>https://b.example/a/</link><dc:creator>k</dc:creator>
<category domain="post_tag"><![CDATA[AT&amp;T]]></category>
<content:encoded><![CDATA[She said "yes" -- it's <code>"a" -- b</code>... [gallery ids="1"]]]></content:encoded>
<wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item></channel></rss>"""


def posts(path: Path) -> list[Post]:
    return [item for item in read_source(str(path)) if isinstance(item, Post)]


def test_a_wordpress_export_reads_as_its_page(tmp_path: Path) -> None:
    path = tmp_path / "wp.xml"
    path.write_text(WXR.format(generator="<generator>https://wordpress.org/?v=6.1</generator>"))
    (post,) = posts(path)
    assert post.title == "It’s “so”"
    assert post.author == "Kay & Bo"
    assert post.tags == ("AT&T",)
    assert post.text == 'She said “yes” — it’s "a" -- b…'


@pytest.mark.parametrize("count", [10, 3000, 12_000])
def test_tags_before_the_first_post_take_nothing_of_what_a_blog_says_of_itself(tmp_path: Path, count: int) -> None:
    tag = "<wp:tag><wp:term_id>1</wp:term_id><wp:tag_slug>rye</wp:tag_slug><wp:tag_name>Rye</wp:tag_name></wp:tag>"
    export = WXR.format(generator="<language>de</language>").replace("<link>https://b.example/a/", "<link>/a/")
    author = export[export.index("<wp:author>") : export.index("<item>")]
    path = tmp_path / "wp.xml"
    path.write_text(export.replace(author, tag * count))
    (post,) = posts(path)
    assert post.url == "https://b.example/a/"
    assert post.text.startswith("She said „yes“")


def test_squarespace_shows_what_was_typed(tmp_path: Path) -> None:
    path = tmp_path / "wp.xml"
    path.write_text(WXR.format(generator="<generator>Site-Server v6.0 (http://www.squarespace.com)</generator>"))
    (post,) = posts(path)
    assert post.text == 'She said "yes" -- it\'s "a" -- b...'


def test_atom_text_is_literal_and_html_is_not(tmp_path: Path) -> None:
    entry = "<entry><title{kind}>{title}</title><id>{id}</id><link href='https://b.example/{id}'/>{body}</entry>"
    path = tmp_path / "feed.atom"
    path.write_text(
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>B</title><id>b</id>"
        + entry.format(
            kind="", title="Vec&lt;T&gt; &amp;amp; co", id="1", body="<content type='text'>A &lt;b&gt; stays.</content>"
        )
        + entry.format(
            kind=" type='html'",
            title="Vec&amp;lt;T&amp;gt;",
            id="2",
            body="<content type='html'>A &lt;b&gt;c&lt;/b&gt;.</content>",
        )
        + entry.format(kind="", title="x", id="3", body="<content>&lt;p&gt;Declared as text.&lt;/p&gt;</content>")
        + "</feed>"
    )
    assert [(post.title, post.text) for post in posts(path)] == [
        ("Vec<T> &amp; co", "A <b> stays."),
        ("Vec<T>", "A c."),
        ("x", "Declared as text."),
    ]


def test_linked_data_is_read_without_its_entities() -> None:
    page = (
        '<html><head><script type="application/ld+json">{"@type": "BlogPosting", "headline": "It&#x27;s AT&amp;T",'
        ' "author": {"name": "Kay &amp; Bo"}, "keywords": ["R&amp;D"]}</script></head>'
        "<body><article><p>A text that is long enough to be the body of a post.</p></article></body></html>"
    )
    post = page_post(page, "p", "https://b.example/p")
    assert isinstance(post, Post)
    assert (post.title, post.author, post.tags) == ("It's AT&T", "Kay & Bo", ("R&D",))


@pytest.mark.parametrize(
    ("case", "held", "lacking"),
    [
        ("feeds/f02_double.xml", "A now page says what I do.\n\nI breed", "<"),
        ("feeds/f03_code.atom", "In plain text, a <b> stays a <b>.", "&"),
        ("exports/wp.xml", "[Editor’s note: they do] too.", "Editor's"),
        (
            "posts/01-sup.md",
            "about 10⁶ grains of corn a month. The loft measures 40 m² in all. A bag costs $5\u202f¹ at",
            "$51",
        ),
    ],
)
def test_the_cases_at_hand(shared: Path, case: str, held: str, lacking: str) -> None:
    path = shared.parent / "cases" / case
    if not path.exists():
        pytest.skip("the cases are not at hand")
    texts = "\n".join(post.text for post in posts(path))
    assert held in texts
    assert lacking not in texts


@pytest.mark.parametrize("how", [AS_TYPED, JEKYLL])
def test_a_character_by_its_number_in_windows_is_as_in_html(how: Rendering) -> None:
    typed = "Don&#146;t &#x93;ask&#148; &#151; `&#151;` &#0;"
    assert read_html(rendered(typed, how)).text == "Don’t “ask” — &#151; \N{REPLACEMENT CHARACTER}"


def test_python_markdown_takes_an_address_with_a_space_for_one() -> None:
    found = read_html(rendered("[Ada](https://x.org/Ada Quill 'Her page') and [f](int a, int b)", PYTHON))
    assert (found.text, [link.address for link in found.links]) == (
        "Ada and [f](int a, int b)",
        ["https://x.org/Ada%20Quill"],
    )
