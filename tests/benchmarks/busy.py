"""How long does a question take beside programs that keep the processors busy?

    python tests/benchmarks/busy.py ARCHIVE QUERIES [--rounds N]

QUERIES is the ``queries.jsonl`` of a set. Each setting of GNU's OpenMP is measured in a process of its own, in turn,
beside no busy program, one, and as many as there are processors; milliseconds.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from embeddings import Archive, Query
from tests.benchmarks.speed_parts import asked, clocked

QUESTIONS = 40
SETTINGS = {
    "as it comes": {"GOMP_SPINCOUNT": "300000"},  # its default
    "as Pullquote has it": {},
    "sleeping at once": {"OMP_WAIT_POLICY": "PASSIVE"},
}


@contextmanager
def busy(count: int) -> Iterator[None]:
    """Some programs that do nothing but take time."""
    programs = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(count)]
    try:
        yield
    finally:
        for program in programs:
            program.kill()
            program.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--here", action="store_true", help="measure in this process, as it is")
    args = parser.parse_args()
    if args.here:
        texts = asked(str(args.queries))[: QUESTIONS + 1]
        with Archive(args.archive) as archive:
            archive.ask(Query(texts.pop()))
            print({name: round(value) for name, value in clocked(lambda text: archive.ask(Query(text)), texts).items()})
        return
    for count in dict.fromkeys((0, 1, os.cpu_count() or 1)):
        with busy(count):
            for _ in range(args.rounds):
                for name, setting in SETTINGS.items():
                    print(f"beside {count}, {name}:", end=" ", flush=True)
                    subprocess.run([sys.executable, *sys.argv, "--here"], env=os.environ | setting, check=True)


if __name__ == "__main__":
    main()
