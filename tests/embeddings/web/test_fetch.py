"""What servers do wrong, or do to harm: each gives one clear line, and no site waits for another."""

from __future__ import annotations

import gzip
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from http.server import HTTPServer, SimpleHTTPRequestHandler
from importlib.metadata import version
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.archive import Archive, Fetching
from embeddings.errors import SourceError
from embeddings.web.addresses import address_key
from embeddings.web.crawl import crawl
from embeddings.web.crawl_state import CrawlState
from embeddings.web.fetch import Fetcher
from embeddings.web.guard import GuardedTransport
from embeddings.web.page import FetchError, Gone, OverBudget, PrivateHost, Refused

from ...blogs import Site
from ...toy import ToyEncoder

Serve = Callable[..., Any]


def failing(site: Any, path: str, *answers: Any) -> None:
    """The path gives these answers one after the other, and then the last for ever."""
    left = list(answers)
    render = site.render

    def rendered(site: Any, asked: str, query: Any) -> Any:
        if asked != path:
            return render(site, asked, query)
        return left.pop(0) if len(left) > 1 else left[0]

    site.render = rendered


def get(site: Any, how: Fetching, path: str = "/page") -> Any:
    with Fetcher(how) as web:
        return web.get(site.address + path)


OK = (200, {"Content-Type": "text/html"}, b"<h1>Rye</h1>")


def test_a_busy_server_is_asked_again_when_it_says(serve: Serve, local: Fetching) -> None:
    site = serve("static")
    failing(site, "/page", (429, {"Retry-After": "0"}, b""), (503, {}, b""), OK)
    assert get(site, local).body == b"<h1>Rye</h1>"
    assert site.asked.count("/page") == 3


@pytest.mark.parametrize(
    ("answer", "error", "said"),
    [
        ((429, {}, b""), FetchError, "answers 429"),
        ((403, {}, b""), Refused, "answers 403"),
        ((404, {}, b""), Gone, "nothing there any more"),
        ((410, {}, b""), Gone, "nothing there any more"),
        ((500, {}, b"oops"), FetchError, "answers 500"),
        ((418, {}, b""), FetchError, "answers 418"),
        ((200, {"Content-Length": "1000"}, b"half"), FetchError, "longer than"),
        ((302, {"Location": "/page"}, b""), FetchError, "redirects without end"),
        ((302, {"Location": "http://169.254.169.254/latest/meta-data/"}, b""), FetchError, "private address"),
        ((302, {"Location": "http://[::1]:1/"}, b""), FetchError, "private address"),
        ((302, {"Location": "file:///etc/passwd"}, b""), FetchError, "not the address of a page"),
        ((200, {"Content-Encoding": "gzip"}, gzip.compress(b"\0" * 200_000)), FetchError, "larger than"),
        ((200, {"Content-Encoding": "gzip"}, b"no gzip"), FetchError, "cannot be unpacked"),
    ],
)
def test_an_answer_of_no_use_is_one_clear_line(
    serve: Serve, local: Fetching, answer: Any, error: type[FetchError], said: str
) -> None:
    site = serve("static")
    failing(site, "/page", answer)
    with pytest.raises(error, match=said) as caught:
        get(site, replace(local, page_bytes=100_000, seconds=1.0))
    assert "\n" not in str(caught.value)
    assert str(caught.value) == f"{caught.value.url}: {caught.value.reason}"
    assert caught.value.url == f"{site.address}/page"
    # A redirect or a body that fails is no matter of the status.
    assert caught.value.status == (answer[0] if answer[0] >= 400 else None)


def test_a_server_that_hangs_or_drips_is_left(local: Fetching) -> None:
    listener = socket.create_server(("127.0.0.1", 0))

    def drip() -> None:
        while True:
            try:
                connection, _ = listener.accept()
                connection.recv(1000)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
                for _ in range(100):
                    connection.sendall(b"x" * 10)
                    # To be slow is what this server is for.
                    time.sleep(0.05)
            except OSError:
                return

    threading.Thread(target=drip, daemon=True).start()
    with listener, Fetcher(replace(local, seconds=0.3)) as web, pytest.raises(FetchError, match=r"longer than|in time"):
        web.get(f"http://127.0.0.1:{listener.getsockname()[1]}/robots.txt")


def test_a_certificate_that_expired_is_named(local: Fetching, tmp_path: Path) -> None:
    pem = tmp_path / "expired.pem"
    pem.write_text(EXPIRED)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    server = HTTPServer(("127.0.0.1", 0), SimpleHTTPRequestHandler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    with Fetcher(local) as web, pytest.raises(FetchError, match="certificate is not valid"):
        web.get(f"https://127.0.0.1:{server.server_address[1]}/")
    server.shutdown()
    server.server_close()


def test_a_server_without_https_is_named(serve: Callable[..., Site], local: Fetching) -> None:
    address = serve("static", 1).address
    with Fetcher(local) as web, pytest.raises(FetchError, match=f"does not speak https; try {address}/rye"):
        web.get(address.replace("http:", "https:") + "/rye")


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/",
        "http://[::1]/",
        "http://[fe80::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://0.0.0.0/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://224.0.0.1/",
        "http://[64:ff9b::7f00:1]/",
        "http://[64:ff9b:1::7f00:1]/",
        "http://[::7f00:1]/",
        "http://[::8.8.8.8]/",
        "http://[::ffff:0:7f00:1]/",
        "http://[2002:7f00:1::1]/",
        "http://[2001:0:7f00:1::1]/",
        "http://[2620:fe::5efe:10.0.0.1]/",
        "http://[2620:fe::200:5efe:10.0.0.1]/",
        "http://[fec0::1]/",
        "http://[5f00::1]/",
        "http://[3fff::1]/",
        "http://[100:0:0:1::1]/",
        "http://[4000::1]/",
        "http://[2001:db8::1]/",
        "http://192.0.0.8/",
        "http://192.88.99.1/",
        "http://100.64.0.1/",
        "http://240.0.0.1/",
    ],
)
def test_private_hosts_are_not_asked(address: str) -> None:
    with Fetcher(Fetching(delay=0)) as web, pytest.raises(FetchError, match="private address"):
        web.get(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "192.31.196.1", "2620:fe::fe", "2a00:1450::1", "64:ff9b::808:808", "2002:808:808::1"]
)
def test_public_hosts_may_be_asked(address: str) -> None:
    url = httpx.URL(f"http://[{address}]/" if ":" in address else f"http://{address}/")
    assert ipaddress.ip_address(GuardedTransport()._resolved(url, url.host)) == ipaddress.ip_address(address)


def test_a_name_that_resolves_to_a_private_address_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.1.2.3", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with Fetcher(Fetching()) as web, pytest.raises(PrivateHost, match=r"10\.1\.2\.3") as refused:
        web.get("https://blog.example/")
    assert refused.value.host == "blog.example"


@given(st.ip_addresses())
def test_only_public_addresses_pass(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    host = f"[{address}]" if address.version == 6 else str(address)
    url = httpx.URL(f"http://{host}/")
    refused = False
    try:
        GuardedTransport()._resolved(url, url.host)
    except httpx.TransportError:
        refused = True
    if address.is_private or address.is_loopback or address.is_link_local or address.is_multicast:
        assert refused


def test_two_hosts_of_one_address_share_no_connection(serve: Serve, local: Fetching) -> None:
    """What is sent to the one would go to the other, whose certificate nobody looked at."""
    site = serve("static")
    other = site.address.replace("127.0.0.1", "localhost")
    with Fetcher(replace(local, allowed=("127.0.0.1", "localhost"))) as web:
        for address in (site.address, other, site.address, other):
            web.get(f"{address}/about")
    assert len(set(site.callers)) == 2


def test_robots_txt_is_heeded(serve: Serve, local: Fetching) -> None:
    site = serve("static")
    with pytest.raises(Refused, match=r"robots\.txt"):
        get(site, local, "/private/x")
    assert "/private/x" not in site.asked


def test_robots_txt_is_heeded_where_a_redirect_leads(serve: Serve, local: Fetching) -> None:
    site, other = serve("static", 4), serve("static")
    within, outside, allowed = (post.path for post in site.posts[:3])
    for path, target in ((within, "/private/a"), (outside, f"{other.address}/private/b"), (allowed, "/open")):
        site.extra[path] = (301, {"Location": target}, b"")
    for host, path in ((site, "/private/a"), (other, "/private/b"), (site, "/open")):
        host.extra[path] = site.page(site.posts[0])
    with Fetcher(local, CrawlState()) as web:
        reading = crawl(site.address, web)
    refused = {item.name: item.reason for item in reading.skipped if not item.kind}
    assert refused == {site.address + path: "the site's robots.txt asks not to read it" for path in (within, outside)}
    assert (len(reading.posts), reading.notes) == (2, [])
    assert not any("/private/" in path for path in (*site.asked, *other.asked))
    assert other.asked == ["/robots.txt"]


def test_a_robots_txt_that_leads_elsewhere_is_followed_there(serve: Serve, local: Fetching) -> None:
    one, other = serve("static"), serve("static")
    one.extra["/robots.txt"] = (301, {"Location": f"{other.address}/private/rules"}, b"")
    other.extra["/robots.txt"] = (301, {"Location": f"{one.address}/robots.txt"}, b"")
    other.extra["/private/rules"] = (200, {}, b"User-agent: *\nDisallow: /page\n")
    with pytest.raises(Refused, match=r"robots\.txt"):
        get(one, local)
    assert (one.asked, other.asked) == (["/robots.txt"], ["/private/rules"])


def test_a_redirect_to_a_host_that_gives_no_robots_txt_is_not_followed(serve: Serve, local: Fetching) -> None:
    site, other = serve("static"), serve("static")
    site.extra["/page"] = (301, {"Location": f"{other.address}/page"}, b"")
    other.extra |= {"/robots.txt": (503, {}, b""), "/page": OK}
    with pytest.raises(FetchError, match=r"robots\.txt: it answers 503"):
        get(site, local)
    assert other.asked == ["/robots.txt"] * 3


def test_the_delay_between_requests_is_kept(serve: Serve, local: Fetching) -> None:
    site = serve("static")
    site.extra["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 0.2\n")
    site.extra["/page"] = OK
    with Fetcher(local) as web:
        started = time.monotonic()
        # After robots.txt, which gives the delay.
        web.get(site.address + "/page")
        web.get(site.address + "/page")
        assert time.monotonic() - started >= 0.4


def test_the_user_agent_names_the_installed_version_and_the_contact(local: Fetching) -> None:
    agent = replace(local, contact="ann@blog.example").agent
    assert agent.startswith(f"Pullquote/{version('pullquote')} (")
    assert agent.endswith("; ann@blog.example)")


def test_a_site_has_a_budget(serve: Serve, local: Fetching) -> None:
    site = serve("static", 60)
    with Fetcher(replace(local, pages=20)) as web:
        reading = crawl(site.address, web)
    assert 0 < len(reading.posts) < 20
    assert "all it gets in a run" in reading.notes[0]
    assert len(site.asked) <= 20
    with Fetcher(replace(local, total_bytes=100)) as web, pytest.raises(OverBudget):
        web.get(site.address + "/index.xml")


# ---- sites


def test_an_error_page_with_status_200_leaves_the_archive_as_it_was(
    serve: Serve, local: Fetching, tmp_path: Path
) -> None:
    site = serve("wordpress")
    with Archive(tmp_path, encoder=ToyEncoder(), reader=False, create=True) as archive:
        archive.sync([site.address], fetching=local)
        failing(site, "/wp-json/wp/v2/posts", (200, {}, b"<h1>Database error</h1>"))
        with pytest.raises(SourceError, match=r"stays as it was|leads to a post"):
            archive.sync([site.address], fetching=local)
        assert archive.status().posts == 12


def test_one_site_that_is_down_does_not_stop_another(serve: Serve, local: Fetching, tmp_path: Path) -> None:
    down, up = serve("ghost"), serve("blogger")
    down.fails_after = 0
    with Archive(tmp_path, encoder=ToyEncoder(), reader=False, create=True) as archive:
        report = archive.sync([down.address, up.address], fetching=local)
        assert report.added == 12
        assert len(report.failed) == 1
        assert down.address in report.failed[0].source


def test_a_short_feed_removes_nothing(serve: Serve, local: Fetching, tmp_path: Path) -> None:
    """An old post leaves the feed, which is all there is, and stays; a young one that is not in it is looked up."""

    def feed_alone(site: Any, path: str, query: Any) -> Any:
        if path != "/feed":
            return None
        items = "".join(
            f"<item><title>{p.title.replace('&', '&amp;')}</title><link>{site.address}{p.path}</link>"
            f"<pubDate>{p.published:%a, %d %b %Y %H:%M:%S} +0000</pubDate>"
            f"<description><![CDATA[{p.body * 8}]]></description></item>"
            for p in sorted(site.posts, key=lambda p: p.number, reverse=True)[:5]
        )
        return 200, {}, f"<?xml version='1.0'?><rss version='2.0'><channel>{items}</channel></rss>".encode()

    site = serve(feed_alone, 8)
    everything, site.posts = site.posts, site.posts[:5]
    with Archive(tmp_path, encoder=ToyEncoder(), reader=False, create=True) as archive:
        assert archive.sync([f"{site.address}/feed"], fetching=local).added == 5
        site.posts = everything
        report = archive.sync([f"{site.address}/feed"], fetching=local)
        assert (report.added, report.removed, archive.status().posts) == (3, 0, 8)
        site.posts = [post for post in everything if post.number != 7]
        assert archive.sync([f"{site.address}/feed"], fetching=local).removed == 1
        assert archive.status().posts == 7


@pytest.mark.slow
def test_a_sitemap_of_fifty_thousand_addresses_and_an_endless_calendar_come_to_an_end(
    serve: Serve, local: Fetching
) -> None:
    def endless(site: Any, path: str, query: Any) -> Any:
        if path == "/sitemap.xml":
            urls = "".join(f"<url><loc>{site.address}/tag/{n}</loc></url>" for n in range(50_000))
            return 200, {}, f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{urls}</urlset>".encode()
        if path.startswith("/archive") or path == "/":
            number = int(path.rpartition("/")[2] or 0) if path != "/" else 0
            return (
                200,
                {"Content-Type": "text/html"},
                f"<html><body><h1>Calendar</h1><a href='/archive/{number + 1}'>Next page</a></body></html>".encode(),
            )
        return None

    site = serve(endless, 3)
    with Fetcher(local, CrawlState()) as web, pytest.raises(SourceError, match="leads to a post"):
        crawl(site.address, web)
    assert len(site.asked) < 400


def test_pages_that_are_gone_or_refused_are_named_with_the_reason(serve: Serve, local: Fetching) -> None:
    site = serve("static", 6)
    gone, refused, failed = site.posts[1:4]
    site.extra[gone.path] = (404, {}, b"")
    site.extra[refused.path] = (403, {}, b"")
    with Fetcher(local, CrawlState()) as web:
        result = crawl(site.address, web)
    reasons = {item.name: item.reason for item in result.skipped if not item.kind}
    assert reasons == {
        site.address + gone.path: "the site lists it, but there is nothing there any more (404)",
        site.address + refused.path: "it answers 403 Forbidden",
    }
    assert not result.notes
    site.extra[failed.path] = (500, {}, b"")
    with Fetcher(local, CrawlState()) as web:
        result = crawl(site.address, web)
    assert result.notes == [
        f"{site.address}{failed.path}: it answers 500 Internal Server Error; 1 page could not be fetched and will be "
        "tried again"
    ]
    assert len(result.posts) == 3


def test_a_blog_whose_new_host_gives_no_robots_txt_fails_in_one_line(serve: Serve, local: Fetching) -> None:
    """It redirects to a host that has pages but, for the moment, no answer about which of them may be read."""
    old, new = serve("static"), serve("static")
    new.extra["/robots.txt"] = (503, {}, b"")
    new.extra["/"] = (200, {"Content-Type": "text/html"}, b"<title>Blog</title>")
    old.extra["/"] = (301, {"Location": new.address + "/"}, b"")
    with Fetcher(local, CrawlState()) as web, pytest.raises(SourceError, match="answers 503"):
        crawl(old.address, web)


def test_a_blog_without_feed_or_sitemap_is_read_by_its_archive(serve: Serve, local: Fetching) -> None:
    def plain(site: Any, path: str, query: Any) -> Any:
        number = 1 if path == "/" else int(path.removeprefix("/page/")) if path.startswith("/page/") else 0
        if not number:
            return None
        here = site.posts[(number - 1) * 10 : number * 10]
        titles = "".join(f"<h2><a href='{p.path}'>{p.title.replace('&', '&amp;')}</a></h2>" for p in here)
        older = f"<a href='/page/{number + 1}'>Older posts</a>" if number * 10 < len(site.posts) else ""
        body = f"<html><head><title>Blog</title></head><body>{titles}{older}</body></html>"
        return 200, {"Content-Type": "text/html"}, body.encode()

    site = serve(plain, 45)
    with Fetcher(local, CrawlState()) as web:
        reading = crawl(site.address, web)
    assert {post.url for post in reading.posts} == {site.address + post.path for post in site.posts}
    assert {post.title for post in reading.posts} == {post.title for post in site.posts}


def test_a_paged_feed_is_followed_to_its_end(serve: Serve, local: Fetching) -> None:
    def paged(site: Any, path: str, query: Any) -> Any:
        if path == "/":
            return 200, {}, b"<html><head><link rel=alternate type=application/atom+xml href=/atom></head></html>"
        if path != "/atom":
            return None
        number = int(query.get("page", ["1"])[0])
        here = site.posts[(number - 1) * 10 : number * 10]
        entries = "".join(
            f"<entry><id>{p.number}</id><title>{p.title.replace('&', '&amp;')}</title>"
            f"<link href='{site.address}{p.path}'/><published>{p.published.isoformat()}</published>"
            f"<content type='html'><![CDATA[{p.body}]]></content></entry>"
            for p in here
        )
        following = f"<link rel='next' href='/atom?page={number + 1}'/>" if number * 10 < len(site.posts) else ""
        return 200, {}, f"<feed xmlns='http://www.w3.org/2005/Atom'>{following}{entries}</feed>".encode()

    site = serve(paged, 35)
    with Fetcher(local, CrawlState()) as web:
        reading = crawl(site.address, web)
    assert [post.title for post in reading.posts] == [post.title for post in site.posts]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://www.blog.example/rye/", "https://blog.example/rye"),
        ("https://blog.example/rye?utm_source=x&utm_medium=y", "https://blog.example/rye#comments"),
        ("https://blog.example/rye/index.html", "https://blog.example/rye/"),
        ("https://blog.example/2017/07/rye.html?m=1", "http://blog.example/2017/07/rye.html"),
    ],
)
def test_two_spellings_of_an_address_are_one(one: str, other: str) -> None:
    assert address_key(one) == address_key(other)


def test_other_addresses_are_others() -> None:
    assert len({address_key(f"https://blog.example/{path}") for path in ("a", "b", "a?p=1", "a?p=2", "A")}) == 5


EXPIRED = """\
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg4Ts82tw/elmwRpgd
dB/A1FpOeypKBHpzKMoMDsIHuN+hRANCAARhUNcfsofacy7HDAC5xR6iK/1IWHhu
P77dAEz/GJslSSQUDEbyiCXIRdk6AiXgkDLhwSS0TiWjjIsr804Dr70v
-----END PRIVATE KEY-----
-----BEGIN CERTIFICATE-----
MIIBKjCB0KADAgECAgEBMAoGCCqGSM49BAMCMBQxEjAQBgNVBAMMCWxvY2FsaG9z
dDAeFw0yMDAxMDEwMDAwMDBaFw0yMDAyMDEwMDAwMDBaMBQxEjAQBgNVBAMMCWxv
Y2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABGFQ1x+yh9pzLscMALnF
HqIr/UhYeG4/vt0ATP8YmyVJJBQMRvKIJchF2ToCJeCQMuHBJLROJaOMiyvzTgOv
vS+jEzARMA8GA1UdEQQIMAaHBH8AAAEwCgYIKoZIzj0EAwIDSQAwRgIhANVprIum
8Ye9+AVLd/iVucCsOX7+sx5eRr7lkxT+EW3eAiEAuNj91MmQOsJqBWX86NlAetEa
GqTr9bQRFb+B7LqVJSk=
-----END CERTIFICATE-----
"""
