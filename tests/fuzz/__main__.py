"""Looks for bytes that break a target: python -m tests.fuzz TARGET [SECONDS], with ``pip install atheris``.

What libFuzzer finds worth keeping goes into a folder of the target in ``.fuzz/``, beside what is kept in the corpus;
bytes that break it are written to ``.fuzz/TARGET/crash-*``. Each such fault is mended, and its bytes go into the
corpus, which ``test_corpus.py`` gives to its target whenever the tests run.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

HERE = Path(__file__).parent


def main() -> None:
    name, seconds = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "60"
    with atheris.instrument_imports(include=["bot", "embeddings"], enable_loader_override=False):
        from tests.fuzz.targets import TARGETS
    found = Path(".fuzz", name)
    found.mkdir(parents=True, exist_ok=True)
    kept = HERE / "corpus" / name
    options = [f"-max_total_time={seconds}", "-max_len=4096", "-timeout=30", f"-artifact_prefix={found}/"]
    atheris.Setup([sys.argv[0], *options, str(found), *([str(kept)] if kept.exists() else [])], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
