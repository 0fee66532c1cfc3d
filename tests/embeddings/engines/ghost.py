"""Ghost itself, from npm, with its database in a folder, driven by its Admin API.

https://ghost.org/docs/admin-api/
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from .programs import ghost_folder, program
from .serving import free_port, until

_PASSWORD = "Sourdough-rises-3h"


@dataclass
class Ghost:
    """A running site; its owner is Ann Baker, and Bob Miller writes for it too."""

    address: str
    admin: httpx.Client
    """Logged in as the owner."""
    key: str = ""
    """To its Content API."""

    def call(self, method: str, path: str, **given: Any) -> Any:
        """Ask its Admin API; what it answers."""
        answer = self.admin.request(method, path, **given)
        assert answer.is_success, answer.text[:1000]
        return answer.json() if answer.content.startswith(b"{") else answer.text

    def write(self, **fields: Any) -> None:
        """A post, or a page where ``kind`` says so."""
        kind = fields.pop("kind", "posts")
        self.call("POST", f"{kind}/", json={kind: [fields]})

    def read(self, title: str) -> dict[str, Any]:
        """The post of a title, as the site itself has it."""
        rows = self.call("GET", "posts/?limit=all&formats=html,lexical")["posts"]
        return next(row for row in rows if row["title"] == title)

    def edit(self, title: str, query: str = "", **fields: Any) -> None:
        """Change the post of a title."""
        row = self.read(title)
        fields = {"updated_at": row["updated_at"], **fields}
        self.call("PUT", f"posts/{row['id']}/{query}", json={"posts": [fields]})

    def delete(self, title: str) -> None:
        self.call("DELETE", f"posts/{self.read(title)['id']}/")

    def redirect(self, moves: dict[str, str]) -> None:
        """Lead paths to others for good."""
        rows = [{"from": f"^{old}$", "to": new, "permanent": True} for old, new in moves.items()]
        self.call("POST", "redirects/upload/", files=_file("redirects", rows))

    def export(self) -> str:
        """What its export of everything holds."""
        return json.dumps(self.call("GET", "db/"))


def document(*parts: str | dict[str, Any]) -> str:
    """What its editor stores: paragraphs, and cards by the names of their fields."""
    children = [_paragraph(part) if isinstance(part, str) else {"version": 1, **part} for part in parts]
    return json.dumps({"root": {**_node("root"), "children": children}})


def _paragraph(text: str) -> dict[str, Any]:
    run = {"type": "extended-text", "version": 1, "text": text, "format": 0, "mode": "normal", "style": "", "detail": 0}
    return {**_node("paragraph"), "children": [run]}


def _node(kind: str) -> dict[str, Any]:
    return {"type": kind, "version": 1, "direction": "ltr", "format": "", "indent": 0}


def _file(field: str, rows: object) -> dict[str, tuple[str, str, str]]:
    return {field: (f"{field}.json", json.dumps(rows), "application/json")}


@contextmanager
def ghost(folder: Path, path: str = "") -> Iterator[Ghost]:
    """A site without posts, in Tokyo; the test is skipped where its program is not here and cannot be had.

    Args:
        folder: for its content.
        path: of the folder that it is in on its host, with a slash before it.
    """
    programs, node = ghost_folder(), program("node")
    shutil.copytree(programs / "content", folder / "content")
    port = free_port()
    host = f"http://127.0.0.1:{port}"
    address = f"{host}{path}"
    settings = {
        "NODE_ENV": "development",
        "TZ": "UTC",
        "url": address,
        "server__host": "127.0.0.1",
        "server__port": str(port),
        "database__client": "sqlite3",
        "database__useNullAsDefault": "true",
        "database__connection__filename": str(folder / "ghost.db"),
        "paths__contentPath": str(folder / "content"),
        "mail__transport": "stub",
        "security__staffDeviceVerification": "false",
        "privacy__useUpdateCheck": "false",
        "privacy__useGravatar": "false",
    }
    with (folder / "ghost.log").open("wb") as log:
        process = subprocess.Popen(
            [node, "index.js"], cwd=programs, env={**os.environ, **settings}, stdout=log, stderr=subprocess.STDOUT
        )
    admin = httpx.Client(base_url=f"{address}/ghost/api/admin/", headers={"Origin": host}, timeout=60)
    try:
        until(lambda: _is_up(admin))
        found = Ghost(address, admin)
        owner = {"name": "Ann Baker", "email": "ann@crumbs.example", "password": _PASSWORD, "blogTitle": "Crumbs"}
        found.call("POST", "authentication/setup/", json={"setup": [owner]})
        found.call("POST", "session/", json={"username": owner["email"], "password": _PASSWORD})
        keys = found.call("POST", "integrations/?include=api_keys", json={"integrations": [{"name": "Quotes"}]})
        (found.key,) = (one["secret"] for one in keys["integrations"][0]["api_keys"] if one["type"] == "content")
        bob = {"id": "5951f5fca366002ebd5dbef7", "name": "Bob Miller", "slug": "bob", "email": "bob@crumbs.example"}
        users = {"db": [{"meta": {"exported_on": 1, "version": "5.0.0"}, "data": {"users": [bob]}}]}
        found.call("POST", "db/", files=_file("importfile", users))
        found.call("PUT", "settings/", json={"settings": [{"key": "timezone", "value": "Asia/Tokyo"}]})
        # It comes with a first post.
        for row in found.call("GET", "posts/")["posts"]:
            found.call("DELETE", f"posts/{row['id']}/")
        yield found
    finally:
        admin.close()
        process.terminate()
        process.wait()


def _is_up(admin: httpx.Client) -> bool:
    try:
        return admin.get("site/").is_success
    except httpx.TransportError:
        return False
