"""The structure of a checkout: its rooms, the arrows between them, and what is long or goes round in circles.

    python tests/house.py [ROOT]

A room is a folder of ``embeddings/`` or ``bot/``, or a single module beside the folders; the two packages'
``__init__`` are rooms of their own, the doors. An arrow is an import from one room to another, wherever it stands: at
the top of a module, inside a function, under ``TYPE_CHECKING`` or in a stub.
"""

from __future__ import annotations

import argparse
import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PACKAGES = ("embeddings", "bot")
Graph = Mapping[str, set[str]]
"""Who imports whom, by name. Whoever is imported has an entry too."""


@dataclass(frozen=True)
class House:
    """One checkout, read from its files; nothing of it is imported."""

    root: Path
    files: Mapping[str, list[Path]]
    """The files of each module by its dotted name: its source, and its stub where it has one."""

    @classmethod
    def read(cls, root: Path) -> House:
        """Raises ``FileNotFoundError`` where ``root`` holds neither package."""
        files: dict[str, list[Path]] = {}
        for package in PACKAGES:
            for path in sorted((root / package).rglob("*.py*")):
                if path.suffix in (".py", ".pyi"):
                    parts = path.relative_to(root).with_suffix("").parts
                    files.setdefault(".".join(parts).removesuffix(".__init__"), []).append(path)
        if not files:
            raise FileNotFoundError(f"{root} holds no {' and no '.join(PACKAGES)}")
        return cls(root, files)

    def imports(self, module: str) -> set[str]:
        """The dotted names that a module imports, its own packages' and others'.

        ``from a import b`` is ``a.b`` where that is a module of this house, otherwise ``a``.
        """
        return {name for path in self.files[module] for name in self._imports_of(module, path)}

    def _imports_of(self, module: str, path: Path) -> Iterator[str]:
        package = module if path.stem == "__init__" else module.rpartition(".")[0]
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                base = node.module or ""
                if node.level:
                    above = package.split(".")
                    base = ".".join([*above[: len(above) - node.level + 1], *([base] if base else [])])
                for alias in node.names:
                    name = f"{base}.{alias.name}"
                    yield name if name in self.files else base

    def modules(self) -> dict[str, set[str]]:
        """Who imports whom among this house's modules."""
        return {module: (self.imports(module) & self.files.keys()) - {module} for module in self.files}

    def rooms(self) -> dict[str, set[str]]:
        """Who imports whom among this house's rooms."""
        rooms: dict[str, set[str]] = {room(module): set() for module in self.files}
        for module, imported in self.modules().items():
            rooms[room(module)] |= {room(other) for other in imported} - {room(module)}
        return rooms

    def reasons(self, importer: str, imported: str) -> list[str]:
        """The imports that make up an arrow between two rooms, as ``module -> module``."""
        return [
            f"{module} -> {other}"
            for module, others in self.modules().items()
            for other in sorted(others)
            if (room(module), room(other)) == (importer, imported)
        ]

    def longest_file(self) -> tuple[int, str]:
        """Its lines and its path from the root."""
        return max(
            (len(path.read_text(encoding="utf-8").splitlines()), str(path.relative_to(self.root)))
            for paths in self.files.values()
            for path in paths
        )

    def longest_function(self) -> tuple[int, str]:
        """Its lines, from ``def`` to its end, and ``path:line name``."""
        return max(
            (node.end_lineno - node.lineno + 1, f"{path.relative_to(self.root)}:{node.lineno} {node.name}")
            for paths in self.files.values()
            for path in paths
            for node in ast.walk(parsed(path))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None
        )


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def room(module: str) -> str:
    """The room that a module is in: ``embeddings.web.platforms.ghost`` is in ``embeddings.web``."""
    return ".".join(module.split(".")[:2])


def circles(graph: Graph) -> list[list[str]]:
    """The names that can be reached from each other, in groups of two or more; the largest group first."""
    reached = {name: reachable(graph, name) for name in graph}
    groups = {
        tuple(sorted(other for other in reached[name] if name in reached[other])) for name in graph if graph[name]
    }
    return sorted((list(group) for group in groups if len(group) > 1), key=lambda group: (-len(group), group))


def reachable(graph: Graph, start: str) -> set[str]:
    """What ``start`` imports, and what that imports in turn; ``start`` is among it only where a circle leads back."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        for name in graph[waiting.pop()] - seen:
            seen.add(name)
            waiting.append(name)
    return seen


def floors(graph: Graph) -> dict[str, int]:
    """How many floors each name stands above the ground; the names of one circle share a floor."""
    reached = {name: reachable(graph, name) for name in graph}
    heights: dict[str, int] = {}
    # Whoever reaches fewer names stands lower, so everything below a name is counted before it.
    for name in sorted(graph, key=lambda name: (len(reached[name] - {name}), name)):
        below = [other for other in reached[name] if name not in reached[other]]
        heights[name] = max((heights[other] + 1 for other in below), default=0)
    return heights


def report(house: House) -> str:
    modules, rooms = house.modules(), house.rooms()
    lines = []
    for package in PACKAGES:
        inside = {name: others for name, others in rooms.items() if name.split(".")[0] == package}
        heights = floors({name: {other for other in others if other in inside} for name, others in inside.items()})
        lines.append(f"{package}/, {len(inside)} rooms on {max(heights.values(), default=-1) + 1} floors")
        for name in sorted(inside, key=lambda name: (-heights[name], name)):
            count = sum(room(module) == name for module in modules)
            arrows = ", ".join(shown(other, package) for other in sorted(inside[name]))
            row = f"  {heights[name]:2}  {shown(name, package):12} {count:3} module{'s' if count > 1 else ' '}"
            lines.append(f"{row} -> {arrows}" if arrows else row.rstrip())
        lines.append("")
    lines += [
        f"modules:              {len(modules)}",
        f"arrows among modules: {sum(map(len, modules.values()))}",
        f"rooms:                {len(rooms)}",
        f"arrows among rooms:   {sum(map(len, rooms.values()))}",
        *listed("circles of modules", circles(modules)),
        *listed("circles of rooms", circles(rooms)),
        "longest file:         {} lines, {}".format(*house.longest_file()),
        "longest function:     {} lines, {}".format(*house.longest_function()),
    ]
    return "\n".join(lines)


def shown(name: str, package: str) -> str:
    """A room's name inside its package; the door is called by the package's own."""
    return name.removeprefix(f"{package}.")


def listed(title: str, groups: list[list[str]]) -> list[str]:
    return [f"{title + ':':21} {len(groups) or 'none'}", *(f"  {' <-> '.join(group)}" for group in groups)]


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description="Print the structure of a checkout.")
    arguments.add_argument("root", nargs="?", type=Path, default=Path(__file__).parents[1], help="default: this one")
    print(report(House.read(arguments.parse_args().root)))
