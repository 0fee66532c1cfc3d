"""What is an address of a page, and what of it may stand in a link."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.content.addresses import is_of_a_page, likely_address, page_address


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ("https://a.example/rye", "https://a.example/rye"),
        (" https://a.example/rye\n", "https://a.example/rye"),
        ("https://a.exam\r\nple/r\tye", "https://a.example/rye"),
        ("https://a.example/two words", "https://a.example/two%20words"),
        ('https://a.example/"a"?<b>', "https://a.example/%22a%22?%3Cb%3E"),
        ('https://a"b.example/', ""),
        ("https://a b.example/", ""),
        ("https://a.example/\x1b[31m", ""),
        ("https://a.example/ü?q=ö", "https://a.example/ü?q=ö"),
        ("https://a.example/a(b)", "https://a.example/a(b)"),
        ("HTTPS://A.example/", "HTTPS://A.example/"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("mailto:a@b.example", ""),
        ("/rye", ""),
        ("//a.example/rye", ""),
        ("http://", ""),
        ("http://[", ""),
        ("http://a:b/", ""),
        ("http://a:99999/", ""),
        ("", ""),
    ],
)
def test_an_address_is_one_of_a_page_or_none(given_: str, expected: str) -> None:
    assert page_address(given_) == expected


@given(st.text() | st.text().map("https://a.example/{}".format))
def test_no_address_has_what_ends_a_line_or_a_link(text: str) -> None:
    found = page_address(text)
    assert not any(char.isspace() or char in '<>"' or (not char.isprintable() and ord(char) < 0xA0) for char in found)
    assert page_address(found) == found
    assert not found or found.lower().startswith(("http://", "https://"))


@pytest.mark.parametrize(
    ("path", "is_page"),
    [
        ("/about/", True),
        ("/blog/about.html", True),
        ("/2019/about/", False),
        ("/contact", True),
        ("/pt-br/privacy-policy/", True),
        ("/blog/privacy/", False),
        ("/posts/contact/", False),
    ],
)
def test_what_a_post_may_be_called_too_is_a_page_at_the_root_alone(path: str, is_page: bool) -> None:
    assert is_of_a_page(path) is is_page


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("www.example.org", "https://www.example.org"),
        ("example.org/blog", "https://example.org/blog"),
        ("example.dev", "https://example.dev"),
        ("127.0.0.1:8101/blog/", "http://127.0.0.1:8101/blog/"),
        ("localhost:4000", "http://localhost:4000"),
        ("posts", ""),
        ("posts.xml", ""),
        ("content/posts", ""),
        ("./example.org", ""),
        ("../blog.example/export.zip", ""),
        ("notes 2.de", ""),
    ],
)
def test_an_address_without_its_scheme_is_told_from_a_path(said: str, meant: str) -> None:
    assert likely_address(said) == meant
