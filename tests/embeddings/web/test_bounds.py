"""Every wait has a clock that runs from its start, and every body a bound, whatever a server does."""

from __future__ import annotations

import gzip
import resource
import socket
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from embeddings.archive import Fetching, check_source
from embeddings.web.crawl import crawl
from embeddings.web.fetch import Fetcher
from embeddings.web.page import FetchError, OverBudget
from embeddings.web.websub import Hub, subscribe

Serve = Callable[..., Any]
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@contextmanager
def hostile(answer: Callable[[Callable[[bytes], None]], None]) -> Iterator[tuple[str, list[int]]]:
    """A server that gives every caller the same answer, in its own time, until they leave.

    Yields its address and a list with the number of bytes that it has sent, and of calls.
    """
    listener = socket.create_server(("127.0.0.1", 0))
    counts = [0, 0]

    def serve(connection: socket.socket) -> None:
        def send(data: bytes) -> None:
            connection.sendall(data)
            counts[0] += len(data)

        with connection:
            try:
                connection.recv(10_000)
                answer(send)
            except OSError:
                return

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            counts[1] += 1
            threading.Thread(target=serve, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    with listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", counts


def drip(send: Callable[[bytes], None], first: bytes, then: bytes = b"x") -> None:
    send(first)
    while True:
        # To be slow is what this server is for.
        time.sleep(0.02)
        send(then)


def flood(send: Callable[[bytes], None], first: bytes) -> None:
    send(first)
    while True:
        send(b"x" * 65536)


SLOW: dict[str, Callable[[Callable[[bytes], None]], None]] = {
    "status": lambda send: drip(send, b"HTTP/1.1 2"),
    "header": lambda send: drip(send, HEAD + b"X-Long: "),
    "interim": lambda send: drip(send, b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "body": lambda send: drip(send, HEAD + b"Content-Length: 1000000\r\n\r\n"),
    "chunk": lambda send: drip(send, HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    "trailer": lambda send: drip(send, HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\nX-Long: "),
    # Blocks that hold nothing; RFC 1951, section 3.2.4.
    "gzip": lambda send: drip(
        send, HEAD + b"Content-Encoding: gzip\r\n\r\n\x1f\x8b\x08\0\0\0\0\0\0\xff", b"\0\0\0\xff\xff"
    ),
}


@pytest.mark.parametrize("part", SLOW)
def test_an_answer_that_drips_is_left_after_its_time_and_not_asked_for_again(local: Fetching, part: str) -> None:
    with hostile(SLOW[part]) as (address, counts), Fetcher(replace(local, seconds=0.4)) as web:
        web.memory.robots[address] = "", time.time()
        started = time.monotonic()
        with pytest.raises(FetchError, match="takes longer than"):
            web.get(f"{address}/page")
        assert time.monotonic() - started < 2
        assert counts[1] == 1


def test_a_site_whose_robots_txt_drips_is_asked_for_nothing_else(local: Fetching) -> None:
    with hostile(SLOW["header"]) as (address, counts), Fetcher(replace(local, seconds=0.4)) as web:
        with pytest.raises(FetchError, match=r"robots\.txt: its answer takes longer than"):
            web.get(f"{address}/page")
        assert counts[1] == 1


def test_the_text_of_a_redirect_is_not_read(serve: Serve, local: Fetching) -> None:
    site = serve("static")
    site.extra["/page"] = (200, {}, b"<h1>Rye</h1>")
    head = f"HTTP/1.1 302 Found\r\nLocation: {site.address}/page\r\n\r\n".encode()
    with hostile(lambda send: flood(send, head)) as (address, counts), Fetcher(local) as web:
        web.memory.robots[address] = "", time.time()
        assert web.get(f"{address}/").body == b"<h1>Rye</h1>"
        # What the kernel keeps of a connection is sent at most.
        assert counts[0] < 16 * 2**20


def test_a_page_that_never_ends_is_left_at_the_bound(local: Fetching) -> None:
    with hostile(lambda send: flood(send, HEAD + b"\r\n")) as (address, counts), Fetcher(local) as web:
        web.memory.robots[address] = "", time.time()
        with pytest.raises(FetchError, match="larger than"):
            web.get(f"{address}/page")
        assert counts[0] < local.page_bytes + 16 * 2**20


def zeros(bits: int) -> bytes:
    """64 MB that are packed to 64 KB."""
    packer = zlib.compressobj(1, zlib.DEFLATED, bits)
    return b"".join([*(packer.compress(bytes(2**20)) for _ in range(64)), packer.flush()])


@pytest.mark.parametrize(
    ("encoding", "bits", "twice"),
    [
        ("gzip", 31, False),
        ("deflate", 15, False),
        ("deflate", -15, False),
        ("deflate, gzip", 15, True),
        ("GZIP , X-GZIP", 31, True),
    ],
)
def test_what_unpacks_to_far_more_costs_no_memory(
    serve: Serve, local: Fetching, encoding: str, bits: int, twice: bool
) -> None:
    site = serve("static")
    body = gzip.compress(zeros(bits)) if twice else zeros(bits)
    site.extra["/page"] = (200, {"Content-Encoding": encoding}, body)
    with Fetcher(replace(local, page_bytes=2**20)) as web:
        tracemalloc.start()
        try:
            with pytest.raises(FetchError, match=r"larger than|packed as"):
                web.get(f"{site.address}/page")
            assert tracemalloc.get_traced_memory()[1] < 12 * 2**20
        finally:
            tracemalloc.stop()


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda body: zlib.compress(body)[2:-4]),
        ("identity", bytes),
        ("utf-8", bytes),
        ("identity, gzip", gzip.compress),
    ],
)
def test_what_servers_pack_is_read(
    serve: Serve, local: Fetching, encoding: str, packed: Callable[[bytes], bytes]
) -> None:
    site = serve("static")
    body = b"<p>Rye bread must rest.</p>" * 50_000
    site.extra["/page"] = (200, {"Content-Encoding": encoding}, packed(body))
    with Fetcher(local) as web:
        assert web.get(f"{site.address}/page").body == body


def test_a_site_has_its_time(serve: Serve, local: Fetching, monkeypatch: pytest.MonkeyPatch) -> None:
    site = serve("static", 60)
    # The clock goes on by what the server takes, rather than by what this machine does besides.
    begun = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: begun + 10.0 * len(site.asked))
    with Fetcher(replace(local, total_seconds=305.0)) as web:
        found = crawl(site.address, web)
    # The one that the time runs out for is the last.
    assert len(site.asked) == 31
    assert 0 < len(found.posts) < 60
    assert "all it gets in a run" in found.notes[0]


def test_no_pause_is_longer_than_what_is_left(serve: Serve, local: Fetching) -> None:
    site = serve("static")
    site.extra["/page"] = (503, {"Retry-After": "50"}, b"")
    with Fetcher(replace(local, total_seconds=0.5)) as web:
        started = time.monotonic()
        with pytest.raises(OverBudget):
            web.get(f"{site.address}/page")
        assert time.monotonic() - started < 3


@pytest.mark.parametrize(
    "after", ["nan", "-1", "1e999", "Mon, 01 Jan 99999 00:00:00 GMT", "Mon, 01 Jan 0001 00:00:00", "²"]
)
def test_an_odd_retry_after_is_no_wait(serve: Serve, local: Fetching, after: str) -> None:
    site = serve("static")
    site.extra["/page"] = (503, {"Retry-After": after.encode().decode("latin-1")}, b"")
    with Fetcher(replace(local, total_seconds=0.5)) as web, pytest.raises(FetchError):
        web.get(f"{site.address}/page")


ODD = {
    "bracket": "http://[",
    "port": "http://a:b/",
    "punycode": "http://xn--/",
    "high port": "http://127.0.0.1:99999/",
    "surrogate": "http://\ud800.example/",
    "no host": "http:///x",
    "empty label": "http://a..b/",
    "long name": f"http://{'a' * 300}.example/",
    "long path": f"http://127.0.0.1/{'a' * 100_000}",
    "line break": "http://a\n.example/",
    "scheme": "mailto:a@b.example",
}


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_address_is_one_clear_line(serve: Serve, local: Fetching, odd: str) -> None:
    site = serve("static")
    address = ODD[odd]
    location = address.encode("utf-8", "replace").decode("latin-1").replace("\n", "")
    site.extra["/moved"] = (302, {"Location": location}, b"")
    for asked in (address, f"{site.address}/moved"):
        with Fetcher(local) as web, pytest.raises(FetchError) as caught:
            web.get(asked)
        assert "\n" not in caught.value.reason


@pytest.mark.parametrize("answer", [*SLOW.values(), lambda send: flood(send, HEAD + b"\r\n")], ids=[*SLOW, "endless"])
def test_a_hub_has_its_time_and_its_text_is_not_read(local: Fetching, answer: Callable[..., None]) -> None:
    with hostile(answer) as (address, counts):
        started = time.monotonic()
        subscribe(Hub("https://blog.example", address, "t"), "https://us.example", "s", replace(local, seconds=0.5))
        assert time.monotonic() - started < 3
        assert counts[0] < 16 * 2**20


def test_a_first_look_at_a_source_has_its_time(local: Fetching, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("embeddings.archive._FIRST_SIGHT", 1.0)
    with hostile(SLOW["header"]) as (address, _):
        started = time.monotonic()
        assert check_source(address, local)
        assert time.monotonic() - started < 4


@pytest.mark.parametrize("platform", ["static", "wordpress", "blogger", "ghost"])
def test_odd_addresses_on_a_site_cost_no_other_post(serve: Serve, local: Fetching, platform: str) -> None:
    site = serve(platform, 6)
    render = site.render
    odd = [address for address in ODD.values() if address.isprintable() and len(address) < 1000]

    def with_odd(site: Any, path: str, query: Any) -> Any:
        found = render(site, path, query)
        if found is None or b"<" not in found[2]:
            return found
        status, headers, body = found
        links = "".join(f"<a href='{address}'>Rye</a><h2><a href='{address}'>x</a></h2>" for address in odd)
        locations = "".join(f"<url><loc>{address}</loc></url>" for address in odd)
        head = "".join(f"<link rel='{rel}' href='http://['>" for rel in ("hub", "next", "alternate", "sitemap"))
        for tag, more in (("</body>", links), ("</urlset>", locations), ("</head>", head)):
            body = body.replace(tag.encode(), more.encode() + tag.encode())
        return status, headers, body

    site.render = with_odd
    site.extra["/robots.txt"] = (200, {}, b"User-agent: *\nSitemap: http://[\nSitemap: http://a:b/\nCrawl-delay: nan\n")
    with Fetcher(local) as web:
        found = crawl(site.address, web)
    assert {post.url for post in found.posts} >= {site.address + post.path for post in site.posts}


def test_a_sitemap_of_millions_of_other_elements_takes_no_memory(serve: Serve, local: Fetching) -> None:
    site = serve("static", 3)
    status, headers, body = site.render(site, "/sitemap-posts-1.xml", {})
    many = body.replace(b"</urlset>", b"<x/>" * 4_000_000 + b"</urlset>")
    site.extra["/sitemap-posts-1.xml"] = status, headers, gzip.compress(many)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with Fetcher(local) as web:
        found = crawl(site.address, web)
    assert (len(found.posts), found.notes) == (3, [])
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000  # kilobytes


def test_a_sitemap_reads_no_other_file_and_repeats_nothing_without_end(
    serve: Serve, local: Fetching, tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    site = serve("static", 3)
    status, headers, body = site.render(site, "/sitemap-posts-1.xml", {})
    again = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    entities = f'<!DOCTYPE x [<!ENTITY s SYSTEM "{(tmp_path / "secret.txt").as_uri()}"><!ENTITY e0 "rye">{again}]>'
    odd = b"<url><loc>/&s;</loc></url><url><loc>/&e11;</loc></url></urlset>"
    site.extra["/sitemap-posts-1.xml"] = status, headers, entities.encode() + body.replace(b"</urlset>", odd)
    with Fetcher(local) as web:
        found = crawl(site.address, web)
    assert len(found.posts) == 3
    assert not any("secret" in path for path in site.asked)
