"""What each part of the reader's training is worth: the same steps without it, held against the same questions.

    python tests/benchmarks/ablations.py FOLDER OUT [--steps N] [--most N]

FOLDER is as for ``train_reader.py``, which runs once for each row of ``ABLATIONS``; a row whose record lies in the
folder OUT is not run again. OUT/table.md gets the loss, the first sentence and the AUROC on the held-out questions of
all sources, and how far the first is from that of all sources together: how far the rows of two seeds are apart is
chance.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

TRAIN = Path(__file__).with_name("train_reader.py")
LEFT_OUT = {
    "an encyclopaedia, asked as SQuAD is": (
        "squad1_train_part",
        "squad2_train_part",
        "squadshifts_newwiki",
    ),
    "the project's own questions": ("members",),
    "other languages": ("piaf_fr", "cmrc2018", "faquad_pt", "squad_es_dist", "covid_faq_de"),
    "an encyclopaedia, asked otherwise": ("tydi_en", "selqa", "boolq_eraser", "qed_dev"),
    "forums and reviews": ("squadshifts_reddit", "squadshifts_amazon"),
    "stories": ("fairytaleqa",),
    "health and policies": ("medquad", "covidqa", "policyqa"),
}
"""Sources of a kind go together: what one of them is worth alone is less than chance."""
FULL = "all"
ABLATIONS: dict[str, list[str]] = {
    FULL: [],
    "all, another seed": ["--seed", "1"],
    "without passages that do not answer": ["--no-negatives"],
    "half of the questions": ["--half"],
} | {
    f"without {name}": [word for source in sources for word in ("--without", source)]
    for name, sources in LEFT_OUT.items()
}
COLUMNS = ("loss", "first", "auroc")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--steps", type=int, default=150)
    parser.add_argument("--most", type=int, default=150, help="questions taken of each source but the project's own")
    args = parser.parse_args()

    args.out.mkdir(exist_ok=True)
    found: dict[str, dict[str, float]] = {}
    for number, (name, options) in enumerate(ABLATIONS.items()):
        out = args.out / f"{number:02}"
        if not out.with_suffix(".json").exists():
            print(name, flush=True)
            command = [sys.executable, TRAIN, args.folder, out, "--steps", args.steps, "--most", args.most]
            command += ["--questions", 16, "--others", 1, "--longest", 128, "--words", 30, 60, *options]
            subprocess.run([str(word) for word in command], check=True)
        found[name] = json.loads(out.with_suffix(".json").read_text(encoding="utf-8"))["curve"][-1]
        lines = ["| | loss | first | AUROC | first, beside all |", "|---|---|---|---|---|"]
        for row, point in found.items():
            cells = [f"{point[f'held_out_{column}']:.3f}" for column in COLUMNS]
            ahead = point["held_out_first"] - found[FULL]["held_out_first"]
            lines.append(f"| {row} | {' | '.join(cells)} | {ahead:+.3f} |")
        (args.out / "table.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
