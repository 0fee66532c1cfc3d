from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from .serving import Handler, Served


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """What stands in the folder ``output`` of the test."""
    (tmp_path / "output").mkdir()
    found = Served("")
    handler = partial(Handler, directory=str(tmp_path / "output"), served=found)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    found.address = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield found
    server.shutdown()
    server.server_close()
