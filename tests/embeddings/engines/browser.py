"""Chromium without a window, spoken to by its own protocol: https://chromedevtools.github.io/devtools-protocol/."""

from __future__ import annotations

import asyncio
import base64
import io
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp
from PIL import Image

from .programs import program

_SECONDS = 30
_MARKED = (255, 0, 255)
_STYLE = """addEventListener("DOMContentLoaded", () => {
  const style = document.createElement("style");
  style.textContent = "::target-text { background-color: #f0f !important; color: #f0f !important }" +
    "* { opacity: 1 !important }";
  document.head.append(style);
});"""
"""So that what a link leads to is told from everything else by its colour."""
_TEXT_AT = """(([left, top], [right, bottom]) => {
  const found = [document.elementFromPoint(left, top), document.elementFromPoint(right, bottom)];
  return found.map((node) => (node?.closest("p,li,tr,pre,dd") ?? node)?.innerText).join("\\n");
})(%s, %s)"""


class Browser:
    """One tab."""

    def __init__(self, tab: aiohttp.ClientWebSocketResponse) -> None:
        self._tab = tab
        self._numbers = count(1)

    async def highlighted(self, url: str) -> str:
        """The text of the blocks in which what the address leads to begins and ends; empty where nothing is marked."""
        # A page that is open already is not loaded again for another fragment.
        for address in ("about:blank", url):
            await self._call("Page.navigate", {"url": address})
            await self._event("Page.loadEventFired")
        image = (await self._call("Page.captureScreenshot", {"format": "png"}))["data"]
        marked = _marked(base64.b64decode(image))
        if not marked:
            return ""
        script = _TEXT_AT % (list(marked[0]), list(marked[-1]))
        found = await self._call("Runtime.evaluate", {"expression": script, "returnByValue": True})
        return str(found["result"]["value"])

    async def _call(self, method: str, parameters: Mapping[str, object] | None = None) -> Any:
        number = next(self._numbers)
        await self._tab.send_json({"id": number, "method": method, "params": parameters or {}})
        while (message := await self._tab.receive_json(timeout=_SECONDS)).get("id") != number:
            self._seen.append(message.get("method"))
        assert "error" not in message, message
        return message["result"]

    _seen: list[str | None]

    async def _event(self, name: str) -> None:
        while name not in self._seen:
            self._seen.append((await self._tab.receive_json(timeout=_SECONDS)).get("method"))
        self._seen.clear()

    async def start(self) -> None:
        self._seen = []
        await self._call("Page.enable")
        await self._call("Page.addScriptToEvaluateOnNewDocument", {"source": _STYLE})


def _marked(image: bytes) -> list[tuple[int, int]]:
    """The first and the last of the marked pixels, by lines."""
    with Image.open(io.BytesIO(image)) as opened:
        pixels = opened.convert("RGB")
        width = pixels.width
        found = [place for place, pixel in enumerate(pixels.getdata()) if pixel == _MARKED]
    return [(place % width, place // width) for place in (found[0], found[-1])] if found else []


@asynccontextmanager
async def browser(folder: Path) -> AsyncIterator[Browser]:
    """A browser that keeps what it keeps in a folder, for as long as it is needed."""
    arguments = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--remote-debugging-port=0",
        "--window-size=1000,900",
    ]
    process = await asyncio.create_subprocess_exec(
        program("chromium"),
        *arguments,
        f"--user-data-dir={folder}",
        "about:blank",
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        port = await asyncio.wait_for(_port(process), _SECONDS)
        async with aiohttp.ClientSession() as session:
            async with session.get(f"http://127.0.0.1:{port}/json/list") as answer:
                tabs = [tab["webSocketDebuggerUrl"] for tab in await answer.json() if tab["type"] == "page"]
            async with session.ws_connect(tabs[0], max_msg_size=0) as tab:
                opened = Browser(tab)
                await opened.start()
                yield opened
    finally:
        process.terminate()
        await process.wait()


async def _port(process: asyncio.subprocess.Process) -> str:
    assert process.stderr is not None
    async for line in process.stderr:
        if found := re.search(rb"DevTools listening on ws://[^:]+:(\d+)/", line):
            return found[1].decode()
    raise AssertionError("the browser did not start")
