"""The programs that make blogs, installed where they are missing: from PyPI, npm and Debian, by their own clients."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

KEPT = Path(os.environ.get("PULLQUOTE_ENGINES") or Path.home() / ".cache" / "pullquote-engines")
"""Where what is installed is kept for the next run."""
_PYTHON = ("pelican", "markdown", "typogrify", "nikola", "ruamel.yaml", "mkdocs-material")
_NODE = (
    "hexo",
    "hexo-cli",
    "hexo-generator-index",
    "hexo-generator-feed",
    "hexo-generator-sitemap",
    "hexo-renderer-marked",
    "hexo-renderer-ejs",
    "@11ty/eleventy",
)
_DEBIAN = ("jekyll", "hugo", "pandoc", "ruby-jekyll-sitemap", "ruby-jekyll-feed", "chromium")
_WORDPRESS = ("wordpress", "wordpress-theme-twentytwentythree", "php-cli", "php-mysql", "php-xml", "mariadb-server")
_GHOST = "5.130.6"
_SECONDS = 900


def run(command: list[str | Path], folder: Path, **environment: str) -> str:
    """Run a program in a folder to its end and return what it printed; the test fails where the program does."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env={**os.environ, "TZ": "UTC", **environment},
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )
    assert done.returncode == 0, f"{command}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
    return done.stdout


@cache
def program(name: str) -> Path:
    """The program, or the test is skipped where it is not here and cannot be had."""
    for place in (KEPT / "v" / "bin" / name, KEPT / "hexo" / "node_modules" / ".bin" / name):
        if place.exists():
            return place
    if found := shutil.which(name):
        return Path(found)
    return _installed(name)


def _installed(name: str) -> Path:
    try:
        if name in ("pelican", "nikola", "mkdocs"):
            KEPT.mkdir(parents=True, exist_ok=True)
            _quietly([sys.executable, "-m", "venv", KEPT / "v"])
            _quietly([KEPT / "v" / "bin" / "pip", "install", "-q", *_PYTHON])
            return KEPT / "v" / "bin" / name
        if name in ("hexo", "eleventy"):
            (KEPT / "hexo").mkdir(parents=True, exist_ok=True)
            _quietly(["npm", "install", "--prefix", KEPT / "hexo", "--no-audit", "--no-fund", *_NODE])
            return KEPT / "hexo" / "node_modules" / ".bin" / name
        packages = _WORDPRESS if name in ("php", "mariadb", "mariadbd", "mariadb-install-db") else _DEBIAN
        _quietly(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages])
    except (OSError, subprocess.SubprocessError) as error:
        pytest.skip(f"{name} is not here and cannot be installed: {error}")
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not here, though its package is")
    return Path(found)


@cache
def ghost_folder() -> Path:
    """Ghost's programs, or the test is skipped where they are not here and cannot be had."""
    folder = KEPT / "ghost" / "package"
    try:
        if not (folder / "node_modules" / "sqlite3").exists():
            folder.parent.mkdir(parents=True, exist_ok=True)
            _quietly(["npm", "pack", f"ghost@{_GHOST}", "--pack-destination", folder.parent])
            _quietly(["tar", "xzf", folder.parent / f"ghost-{_GHOST}.tgz", "-C", folder.parent])
            # What it is developed with is not all on npm, and npm looks at it too.
            about = json.loads((folder / "package.json").read_text())
            about.pop("devDependencies", None)
            about["optionalDependencies"].pop("@tryghost/html-to-mobiledoc")
            pinned = about.pop("resolutions")
            about["overrides"] = {name: pin for name, pin in pinned.items() if name not in about["dependencies"]}
            (folder / "package.json").write_text(json.dumps(about))
            install = ["npm", "install", "--prefix", folder, "--omit=dev", "--legacy-peer-deps"]
            _quietly([*install, "--no-audit", "--no-fund"])
    except (OSError, subprocess.SubprocessError) as error:
        pytest.skip(f"Ghost is not here and cannot be installed: {error}")
    return folder


def _quietly(command: list[str | Path]) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([str(part) for part in command], check=True, capture_output=True, timeout=_SECONDS, env=environment)
