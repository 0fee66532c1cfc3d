"""Pages as text: by the encoding they declare where that fits their bytes, else by the one that fits."""

from __future__ import annotations

import pytest

from embeddings.content.charset import decoded

WORDS = "“cold” café – naïve"


@pytest.mark.parametrize(
    ("encoding", "declared", "head"),
    [
        ("utf-8", "utf-8", ""),
        ("utf-8", "", ""),
        ("utf-8-sig", "", ""),
        ("cp1252", "windows-1252", ""),
        ("cp1252", "", "<meta charset=windows-1252>"),
        # Declared by the server and by the page, wrongly.
        ("cp1252", "utf-8", ""),
        ("cp1252", "", "<meta charset='utf-8'>"),
        ("utf-8", "no-such-encoding", ""),
    ],
)
def test_a_page_is_read_whatever_it_declares(encoding: str, declared: str, head: str) -> None:
    page = f"{head}<p>{WORDS}</p>"
    assert decoded(page.encode(encoding), declared) == page


def test_the_server_is_believed_before_the_page() -> None:
    data = "<meta charset=iso-8859-1><p>Привет</p>".encode("koi8-r")
    assert "Привет" in decoded(data, "koi8-r")


def test_bytes_of_no_encoding_are_survived() -> None:
    assert "rye" in decoded(b"\x81\xfe rye \xff\x8d", "utf-8")


@pytest.mark.parametrize("name", ["punycode-", "PUNYCODE", "unicode--escape", "raw unicode escape", "U7", "undefined."])
def test_what_is_no_encoding_of_pages_is_none_by_any_name(name: str) -> None:
    page = "<p>naïve \\u0041 +2AA- " + "a" * 300_000
    assert decoded(page.encode(), name) == page
