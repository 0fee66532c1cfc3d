"""Trains the reader: which sentence of a passage answers a question, or that none does.

    python tests/benchmarks/train_reader.py FOLDER OUT [--start READER] [--epochs N] [--half] [--without SOURCE]...
        [--no-negatives]

FOLDER holds question-passage pairs, a JSON line each (``q``, ``title``, ``passage``, ``spans``, ``answerable``), a file
a source; those of ``SOURCES`` are used, whose licences allow it. Every question is read with the passage that
answers it and with some that do not: another part of the same text, a near-miss of the source, or what BM25 finds
nearest in the source; at times it asks of another name than its passage does. Questions that want an explanation are
read twice an epoch. One question in fifty, chosen by article, is held out. OUT.safetensors is what ships; OUT.json is
the record of the run with its curve. A run that was broken off goes on where OUT.state was written last; with --start
it begins at what an earlier run gave.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from reader_pairs import EXPLAINS, FOREIGN, MOST, MOST_FOREIGN, SOURCES, Question, Text, asked, group, read
from rich.progress import track
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

from embeddings.models.encoder import shipped_model
from embeddings.models.reader_network import Pair, ReaderNetwork, adapt, pair, trained

RANK = 24
RATE, WARM_UP, QUESTIONS = 5e-4, 100, 12
"""Learning rate at its highest, steps until it gets there, and questions a step."""
LONGEST = 224
"""Tokens of a question with its passage."""
HELD_OUT = 50
EVERY = 100
"""Steps between two points of the curve."""


def tokenised(tokenizer: object, question: str, text: Text) -> Pair:
    before = f"{text.title}\n" if text.title else ""
    spans = [(start + len(before), end + len(before)) for start, end in text.sentences]
    return pair(tokenizer, question, before + text.passage, spans, LONGEST)


def loss_of(logits: Tensor, none: Tensor, groups: Sequence[Sequence[Text]]) -> Tensor:
    """Cross entropy of the answer in each passage, and in all passages of a question together."""
    lead = logits - none.unsqueeze(1)
    losses, at = [], 0
    for texts in groups:
        gold = torch.zeros(len(texts), lead.shape[1], dtype=torch.bool)
        for row, text in enumerate(texts):
            gold[row, list(text.gold)] = True
        own = lead[at : at + len(texts)]
        gold &= own > -5e3
        at += len(texts)
        alone = [cross_entropy(own[row], gold[row]) for row in range(len(texts))]
        losses.append(torch.stack(alone).mean())
        if len(texts) > 1:
            losses.append(cross_entropy(own.flatten(), gold.flatten()))
    return torch.stack(losses).mean()


def cross_entropy(lead: Tensor, gold: Tensor) -> Tensor:
    """Of one choice: ``lead`` of the sentences over "none of them", which is right where none is gold."""
    everything = torch.logsumexp(torch.cat([torch.zeros(1), lead]), 0)
    return everything - (torch.logsumexp(lead[gold], 0) if gold.any() else torch.zeros(()))


def measure(network: ReaderNetwork, tokenizer: object, questions: Sequence[Question]) -> dict[str, float]:
    """Over held-out questions: loss; first sentence right, among the sentences of all passages; AUROC of "answers"."""
    from sklearn.metrics import roc_auc_score

    chance = random.Random(5)
    network.eval()
    losses, right, count, leads, labels = [], 0, 0, [], []
    with torch.no_grad():
        for start in range(0, len(questions), QUESTIONS):
            some = questions[start : start + QUESTIONS]
            groups = [group(question, chance) for question in some]
            logits, none = run(network, tokenizer, some, groups)
            losses.append(float(loss_of(logits, none, groups)))
            at = 0
            for texts in groups:
                own = (logits - none.unsqueeze(1))[at : at + len(texts)]
                at += len(texts)
                leads += own.max(dim=1).values.tolist()
                labels += [bool(text.gold) for text in texts]
                if any(text.gold for text in texts):
                    count += 1
                    row, number = divmod(int(own.argmax()), own.shape[1])
                    right += number in texts[row].gold
    network.train()
    auroc = float(roc_auc_score(labels, leads))
    return {"loss": sum(losses) / len(losses), "first": right / max(count, 1), "auroc": auroc}


def run(
    network: ReaderNetwork, tokenizer: object, questions: Sequence[Question], groups: Sequence[Sequence[Text]]
) -> tuple[Tensor, Tensor]:
    pairs = [
        tokenised(tokenizer, question.text, text)
        for question, texts in zip(questions, groups, strict=True)
        for text in texts
    ]
    with torch.autocast("cpu", dtype=torch.bfloat16):
        found: tuple[Tensor, Tensor] = network(pairs, tokenizer.pad_token_id)  # type: ignore[attr-defined]
    return found


def batches(questions: Sequence[Question], epoch: int) -> Iterator[list[tuple[Question, list[Text]]]]:
    """All questions, in an order that ``epoch`` seeds, those of like length together."""
    chance = random.Random(epoch)
    order = list(questions)
    chance.shuffle(order)
    pool = QUESTIONS * 16
    for start in range(0, len(order), pool):
        made = [asked(question, chance) for question in order[start : start + pool]]
        made = [(question, texts) for question, texts in made if texts]
        made.sort(key=lambda pair: max(len(text.passage) for text in pair[1]))
        parts = [made[at : at + QUESTIONS] for at in range(0, len(made), QUESTIONS)]
        chance.shuffle(parts)
        yield from parts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--start", type=Path, metavar="READER", help="a .safetensors of an earlier run")
    parser.add_argument("--epochs", type=float, default=2.0)
    parser.add_argument("--half", action="store_true", help="half of the questions")
    parser.add_argument("--without", action="append", default=[], choices=SOURCES, metavar="SOURCE")
    parser.add_argument("--no-negatives", action="store_true", help="answers alone, and the sources' own near-misses")
    args = parser.parse_args()

    torch.manual_seed(0)
    kept, held = [], []
    names = [name for name in SOURCES if name not in args.without]
    for name in track(names, "reading", disable=not sys.stderr.isatty()):
        most = MOST_FOREIGN if name in FOREIGN else MOST
        for question in read(args.folder / f"{name}.jsonl", most, not args.no_negatives):
            out = zlib.crc32(question.article.encode()) % HELD_OUT == 0
            (held if out else kept).append(question)
    if args.half:
        kept = [question for question in kept if zlib.crc32(question.text.encode()) % 2]
    order = kept + [question for question in kept if EXPLAINS.match(question.text)]
    steps = int(len(order) * args.epochs / QUESTIONS)
    print(f"{len(kept)} questions, {len(order)} an epoch, {len(held)} held out, {steps} steps", flush=True)

    location = shipped_model()
    tokenizer = AutoTokenizer.from_pretrained(location)
    # Written out, attention is a third faster backwards than fused on a processor.
    encoder = AutoModel.from_pretrained(
        location, add_pooling_layer=False, attn_implementation="eager", dtype=torch.bfloat16
    )
    adapt(encoder, RANK)
    network = ReaderNetwork(encoder, encoder.config.hidden_size)
    numbers = trained(network)
    print(f"{sum(parameter.numel() for parameter in numbers.values())} numbers", flush=True)
    optimizer = torch.optim.AdamW(numbers.values(), lr=RATE, weight_decay=0.01)
    state, done, curve, spent = args.out.with_suffix(".state"), 0, [], 0.0
    if args.start:
        network.load_state_dict(load_file(args.start), strict=False)
    if state.exists():
        saved = torch.load(state, weights_only=True)
        network.load_state_dict(saved["network"], strict=False)
        optimizer.load_state_dict(saved["optimizer"])
        done, curve, spent = saved["step"], saved["curve"], saved["seconds"]
        print(f"going on at step {done}", flush=True)

    started, running, step, epoch = time.time() - spent, 0.0, 0, 0
    while step < steps:
        for batch in batches(order, epoch):
            step += 1
            if step > steps:
                break
            if step <= done:
                continue
            for settings in optimizer.param_groups:
                settings["lr"] = RATE * min(1.0, step / WARM_UP) * max(0.0, 1 - step / (steps + 1))
            questions, groups = [one for one, _ in batch], [texts for _, texts in batch]
            loss = loss_of(*run(network, tokenizer, questions, groups), groups)
            loss.backward()
            nn.utils.clip_grad_norm_(list(numbers.values()), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            running = loss.item() if not running else 0.98 * running + 0.02 * loss.item()
            if step % EVERY == 0 or step == steps:
                point = {"step": step, "seconds": round(time.time() - started), "loss": round(running, 4)}
                if step % (5 * EVERY) == 0 or step == steps:
                    held_out = measure(network, tokenizer, held)
                    point |= {f"held_out_{key}": round(value, 4) for key, value in held_out.items()}
                curve.append(point)
                print(json.dumps(point), flush=True)
                torch.save(
                    {
                        "network": numbers,
                        "optimizer": optimizer.state_dict(),
                        "step": step,
                        "curve": curve,
                        "seconds": time.time() - started,
                    },
                    state,
                )
        epoch += 1
    write(args, numbers, curve, names, len(kept))


def write(
    args: argparse.Namespace, numbers: dict[str, Tensor], curve: list[object], names: list[str], count: int
) -> None:
    """What ships, and its record."""
    commit = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=False).stdout.strip()
    hashes = {name: hashlib.sha256((args.folder / f"{name}.jsonl").read_bytes()).hexdigest()[:16] for name in names}
    about = {
        "base": "all-MiniLM-L6-v2",
        "rank": str(RANK),
        "longest": str(LONGEST),
        "sources": ", ".join(f"{name} ({SOURCES[name]})" for name in names),
    }
    half = {name: parameter.detach().to(torch.float16).contiguous() for name, parameter in numbers.items()}
    save_file(half, args.out.with_suffix(".safetensors"), metadata=about)
    start = json.loads(args.start.with_suffix(".json").read_text(encoding="utf-8")) if args.start else None
    record = {
        "commit": commit,
        "questions": count,
        "epochs": args.epochs,
        "questions_a_step": QUESTIONS,
        "rate": RATE,
        "negatives": not args.no_negatives,
        "half": args.half,
        "sha256": hashes,
        "curve": curve,
        "start": start,
    } | about
    args.out.with_suffix(".json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
