"""Rules of the house that no reader should have to enforce."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.settings import Settings

from .house import House, circles, report

ROOT = Path(__file__).parents[1]
HOUSE = House.read(ROOT)

FLOORS = {
    "embeddings": [
        "embeddings",
        "evaluation",
        "archive",
        "snapshot",
        "ingest",
        "answering",
        "retrieval",
        "questions",
        "stores models",
        "sources web",
        "content",
        "text",
        "languages",
        "posts errors",
        "normal_forms",
        "han",
    ],
    "bot": [
        "__main__",
        "cli",
        "client",
        "commands",
        "messages",
        "buttons",
        "services",
        "replies",
        "bot advice connection i18n ids logs metrics settings access",
    ],
}
"""The rooms of each package from the top floor down. A room imports rooms of lower floors, none of its own floor."""

HEIGHTS = {
    package if name == package else f"{package}.{name}": len(floors) - floor
    for package, floors in FLOORS.items()
    for floor, names in enumerate(floors)
    for name in names.split()
}


def wrong_arrows(house: House) -> set[tuple[str, str]]:
    """The arrows between two rooms of one package that do not lead down."""
    return {
        (importer, imported)
        for importer, others in house.rooms().items()
        for imported in others
        if importer.split(".")[0] == imported.split(".")[0] and HEIGHTS[importer] <= HEIGHTS[imported]
    }


def house_of(root: Path, files: dict[str, str]) -> House:
    """A house of these files of ``embeddings``."""
    for name, source in files.items():
        path = root / "embeddings" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
    return House.read(root)


def test_every_room_has_a_floor() -> None:
    assert HOUSE.rooms().keys() <= HEIGHTS.keys()


def test_each_room_imports_only_rooms_below_it() -> None:
    assert not [reason for arrow in sorted(wrong_arrows(HOUSE)) for reason in HOUSE.reasons(*arrow)]


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert circles(HOUSE.modules()) == []


@pytest.mark.parametrize("module", sorted(name for name in HOUSE.files if name.split(".")[0] == "embeddings"))
def test_embeddings_knows_nothing_of_discord(module: str) -> None:
    assert not {name.split(".")[0] for name in HOUSE.imports(module)} & {"bot", "discord", "typer", "rich"}


@pytest.mark.parametrize("module", sorted(name for name in HOUSE.files if name.split(".")[0] == "bot"))
def test_the_bot_goes_through_the_door(module: str) -> None:
    assert {name for name in HOUSE.imports(module) if name.split(".")[0] == "embeddings"} <= {"embeddings"}


def test_an_arrow_upward_is_found_wherever_it_stands(tmp_path: Path) -> None:
    files = {
        "posts.py": "def late():\n    from embeddings.archive import Archive\n",
        "archive.py": "from .posts import Post\n",
        "web/__init__.py": "from ..sources import feed\n",
        "web/fetch.py": "import embeddings.errors\n",
        "sources/feed.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import embeddings.web.fetch\n",
        "errors.py": "",
    }
    house = house_of(tmp_path, files)
    assert wrong_arrows(house) == {
        ("embeddings.posts", "embeddings.archive"),
        ("embeddings.web", "embeddings.sources"),
        ("embeddings.sources", "embeddings.web"),
    }
    assert house.reasons("embeddings.web", "embeddings.sources") == ["embeddings.web -> embeddings.sources.feed"]
    assert circles(house.modules()) == [["embeddings.archive", "embeddings.posts"]]
    assert circles(house.rooms()) == [
        ["embeddings.archive", "embeddings.posts"],
        ["embeddings.sources", "embeddings.web"],
    ]


def test_a_stub_counts_as_its_module(tmp_path: Path) -> None:
    house = house_of(tmp_path, {"__init__.py": "", "__init__.pyi": "from .posts import Post\n", "posts.py": ""})
    assert house.modules() == {"embeddings": {"embeddings.posts"}, "embeddings.posts": set()}


def test_the_structure_is_printed(tmp_path: Path) -> None:
    term = "from embeddings import posts\n\n\ndef term():\n    pass\n"
    lines = report(house_of(tmp_path, {"posts.py": "", "text/terms.py": term}))
    assert re.search(r"1 +text +1 module +-> posts\n", lines)
    assert re.search(r"circles of modules: +none\n", lines)
    assert re.search(r"longest file: +5 lines, embeddings/text/terms.py\n", lines)
    assert re.search(r"longest function: +2 lines, embeddings/text/terms.py:4 term$", lines)


def test_a_folder_without_the_packages_is_no_house(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="holds no embeddings and no bot"):
        House.read(tmp_path)


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
