"""The pages of a blog on a port of this machine."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

from .sites import Engine, Written


@dataclass
class Served:
    """A folder on a port of this machine, and what was asked of it."""

    address: str
    asked: list[str] = field(default_factory=list)
    moved: dict[str, str] = field(default_factory=dict)
    """Addresses that lead to others, by their paths."""


class Handler(SimpleHTTPRequestHandler):
    def __init__(self, *arguments: object, served: Served, **options: object) -> None:
        self._served = served
        super().__init__(*arguments, **options)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        self._served.asked.append(self.path)
        if self.path in self._served.moved:
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", self._served.moved[self.path])
            self.end_headers()
            return
        super().do_GET()

    def log_message(self, format: str, *arguments: object) -> None:
        """Not in the tests' output."""


def publish(engine: Engine, tmp_path: Path, served: Served, posts: list[Written], when: float) -> None:
    """Build the blog, and put its pages where they are served, written at a time in seconds since 1970."""
    built = engine.make(tmp_path / "blog", served.address, posts)
    output = tmp_path / "output"
    fresh = {path.relative_to(built) for path in built.rglob("*") if path.is_file()}
    for path in [path for path in output.rglob("*") if path.is_file() and path.relative_to(output) not in fresh]:
        path.unlink()
        if not any(path.parent.iterdir()):
            # The server would list what is in a folder without a page.
            path.parent.rmdir()
    for name in fresh:
        target = output / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((built / name).read_bytes())
        os.utime(target, (when, when))


def free_port() -> int:
    with closing(socket.socket()) as opened:
        opened.bind(("127.0.0.1", 0))
        return int(opened.getsockname()[1])


def answers(port: int) -> bool:
    with closing(socket.socket()) as opened:
        return opened.connect_ex(("127.0.0.1", port)) == 0


def until(ready: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until a program that was started is ready."""
    ends = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < ends
        time.sleep(0.05)
