"""Rules of the house that no reader should have to enforce."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from bot.settings import Settings

ROOT = Path(__file__).parents[1]
DOORS = {"embeddings"}
"""The modules of ``embeddings`` that ``bot`` may import."""


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


@pytest.mark.parametrize("path", sorted((ROOT / "embeddings").rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT)))
def test_embeddings_knows_nothing_of_discord(path: Path) -> None:
    assert not [name for name in imports(path) if name.split(".")[0] in ("bot", "discord", "typer", "rich")]


@pytest.mark.parametrize("path", sorted((ROOT / "bot").rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT)))
def test_the_bot_goes_through_the_door(path: Path) -> None:
    assert {name for name in imports(path) if name.startswith("embeddings")} <= DOORS


def test_the_example_lists_every_setting_with_its_default() -> None:
    listed = dict(re.findall(r"^([A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert set(listed) == {name.upper() for name in Settings.model_fields}
    for name, value in listed.items():
        default = Settings.model_fields[name.lower()].default
        shown = default.get_secret_value() if hasattr(default, "get_secret_value") else default
        if value:
            assert getattr(Settings.model_validate({name.lower(): value}), name.lower()) == default
        else:
            assert shown in ("", ())
