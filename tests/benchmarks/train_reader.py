"""Trains the reader: which sentence of a passage answers a question, or that none does.

    python tests/benchmarks/train_reader.py FOLDER OUT [--base MODEL] [--device cuda] [--workers N] [--start READER]
        [--epochs N] [--rank N] [--rate R] [--questions N] [--others N] [--longest N] [--words LEAST MOST]
        [--all-languages] [--full] [--teacher READER@MODEL]... [--most N] [--own N] [--half] [--without SOURCE]...
        [--no-negatives] [--steps N]

FOLDER holds question-passage pairs, a JSON line each (``q``, ``title``, ``passage``, ``spans``, ``answerable``), a file
a source; those of ``SOURCES`` are used, whose licences allow it. Every question is read with the passage that
answers it and with some that do not: another part of the same text, a near-miss of the source, or what BM25 finds
nearest in the source; at times it asks of another name than its passage does. Questions that want an explanation are
read twice an epoch. One question in fifty, chosen by article, is held out, of what --without, --half and --no-negatives
leave out too. OUT.safetensors is what ships; OUT.json is
the record of the run with its curve. A run that was broken off goes on where OUT.state was written last; with --start
it begins at what an earlier run gave.

With --full every number of the model is trained, which gives a teacher: --teacher names one and the model that it was
trained on, and the reader learns what it says of each passage as well as what is right.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import torch
from reader_pairs import (
    ALL_LANGUAGES,
    EXPLAINS,
    FOREIGN,
    MOST,
    MOST_FOREIGN,
    OWN_SOURCE,
    SOURCES,
    WORDS,
    Question,
    Text,
    asked,
    group,
    read,
)
from rich.progress import track
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.utils.data import DataLoader, Dataset
from transformers import AutoModel, AutoTokenizer

from embeddings.models.encoder import has_fast_bfloat16, shipped_model
from embeddings.models.reader_network import Batch, Pair, ReaderNetwork, adapt, batch_of, pairs, trained

WARM_UP = 0.06
"""Share of the steps until the learning rate is at its highest; from there it falls along a cosine."""
HELD_OUT = 50
POINTS = 20
"""Points of the curve; at every fifth what is held out is measured."""
POOL = 8
"""Steps whose questions are put in the order of their length together."""
AVERAGED = 0.998
"""What ships is the mean of the numbers over the steps, in which each step counts so much less than the one after."""
TAUGHT = 0.7
"""How much the teachers count beside what is right."""


class Made(NamedTuple):
    """Questions with what they are read with, as the models take them."""

    batches: list[Batch]
    """One for each tokenizer."""
    gold: Tensor
    """Which sentences answer: bool, shape (texts, most sentences)."""
    sizes: Tensor
    """Texts of each question."""


class Reading:
    """Turns questions and texts into what models take: the reader's first, then its teachers'."""

    def __init__(self, bases: Sequence[str], longest: int) -> None:
        self.tokenizers = [AutoTokenizer.from_pretrained(base) for base in bases]
        self._longest = longest

    def made(self, questions: Sequence[Question], groups: Sequence[Sequence[Text]]) -> Made:
        texts = [text for its in groups for text in its]
        asks = [question.text for question, its in zip(questions, groups, strict=True) for _ in its]
        most = max(1, *(len(text.sentences) for text in texts))
        gold = torch.zeros(len(texts), most, dtype=torch.bool)
        for row, text in enumerate(texts):
            gold[row, list(text.gold)] = True
        pairs = list(zip(asks, texts, strict=True))
        batches = [
            batch_of([tokenised(own, ask, text, self._longest) for ask, text in pairs], own.pad_token_id)
            for own in self.tokenizers
        ]
        return Made(batches, gold, torch.tensor([len(its) for its in groups]))


def tokenised(tokenizer: Any, question: str, text: Text, longest: int) -> Pair:
    before = f"{text.title}\n" if text.title else ""
    spans = [(start + len(before), end + len(before)) for start, end in text.sentences]
    return pairs(tokenizer, question, [(before + text.passage, spans)], longest)[0]


class Epoch(Dataset[list[Made]]):
    """All questions of an epoch, in an order that its number seeds; those of like length in a pool together."""

    def __init__(self, questions: Sequence[Question], reading: Reading, epoch: int, args: argparse.Namespace) -> None:
        self._questions, self._reading, self._epoch = questions, reading, epoch
        self._others, self._words, self._a_step = args.others, args.words, args.questions
        self._order = list(range(len(questions)))
        random.Random(epoch).shuffle(self._order)

    def __len__(self) -> int:
        return math.ceil(len(self._order) / (self._a_step * POOL))

    def __getitem__(self, number: int) -> list[Made]:
        size = self._a_step * POOL
        chance = random.Random(self._epoch * 1_000_003 + number)
        some = [self._questions[row] for row in self._order[number * size : (number + 1) * size]]
        made = [asked(question, chance, self._others, self._words) for question in some]
        made = [(question, texts) for question, texts in made if texts]
        made.sort(key=lambda pair: max(len(text.passage) for text in pair[1]))
        parts = [made[at : at + self._a_step] for at in range(0, len(made), self._a_step)]
        chance.shuffle(parts)
        return [self._reading.made([one for one, _ in part], [texts for _, texts in part]) for part in parts]


def lead_of(network: ReaderNetwork, batch: Batch, device: str) -> Tensor:
    """How far each sentence is ahead of "none of them", shape (texts, most sentences)."""
    moved = Batch(*(part.to(device) for part in batch[:4]), batch.most)
    with torch.autocast(device, dtype=torch.bfloat16, enabled=device != "cpu" or has_fast_bfloat16()):
        logits, none = network(moved)
    return (logits - none.unsqueeze(1)).clamp(min=-1e4)


def together(lead: Tensor, sizes: Tensor) -> Tensor:
    """The sentences of all texts of a question in one row; -10,000 where there is none."""
    question = torch.repeat_interleave(torch.arange(len(sizes), device=lead.device), sizes)
    place = torch.arange(len(lead), device=lead.device) - (torch.cumsum(sizes, 0) - sizes)[question]
    shape = len(sizes), int(sizes.max()), lead.shape[1]
    filled = torch.full(shape, -1e4, device=lead.device, dtype=lead.dtype)
    return filled.index_put((question, place), lead).flatten(1)


def choices(lead: Tensor) -> Tensor:
    """Log-probabilities of "none of them" and of each sentence."""
    return torch.log_softmax(torch.cat([torch.zeros_like(lead[:, :1]), lead], 1), 1)


def cross_entropy(lead: Tensor, gold: Tensor) -> Tensor:
    """Of one choice a row, in which "none of them" is right where no sentence is."""
    right = torch.cat([~gold.any(1, keepdim=True), gold], 1)
    return -torch.logsumexp(choices(lead).masked_fill(~right, -1e9), 1)


def loss_of(lead: Tensor, gold: Tensor, sizes: Tensor, taught: Sequence[Tensor] = ()) -> Tensor:
    """Cross entropy of the answer in each text, and in all texts of a question together; with ``taught``, what the
    teachers say, most of it is the cross entropy to their mean."""
    gold = gold & (lead > -5e3)

    def both(alone: Tensor, all_of_them: Tensor) -> Tensor:
        question = torch.repeat_interleave(torch.arange(len(sizes), device=lead.device), sizes)
        mean = torch.zeros(len(sizes), device=lead.device).index_add(0, question, alone) / sizes
        several = (sizes > 1).float()
        return (mean + all_of_them * several).sum() / (1 + several).sum()

    right = both(cross_entropy(lead, gold), cross_entropy(together(lead, sizes), together(gold.float(), sizes) > 0))
    if not taught:
        return right

    def to_teachers(own: Tensor, theirs: Sequence[Tensor]) -> Tensor:
        said = torch.stack([choices(one).exp() for one in theirs]).mean(0)
        return -(said * choices(own)).sum(1)

    own, theirs = together(lead, sizes), [together(one, sizes) for one in taught]
    return (1 - TAUGHT) * right + TAUGHT * both(to_teachers(lead, taught), to_teachers(own, theirs))


def measure(network: ReaderNetwork, held_out: Sequence[Made], device: str) -> dict[str, float]:
    """Over held-out questions: loss; first sentence right, among the sentences of all texts; AUROC of "answers"."""
    from sklearn.metrics import roc_auc_score

    network.eval()
    losses, right, count, leads, labels = [], 0, 0, [], []
    with torch.no_grad():
        for made in held_out:
            gold, sizes = made.gold.to(device), made.sizes.to(device)
            lead = lead_of(network, made.batches[0], device)
            losses.append(float(loss_of(lead, gold, sizes)))
            row, answers = together(lead, sizes), together(gold.float(), sizes) > 0
            right += int(answers.gather(1, row.argmax(1, keepdim=True)).sum())
            count += int(answers.any(1).sum())
            leads += lead.max(dim=1).values.tolist()
            labels += gold.any(1).tolist()
    network.train()
    auroc = float(roc_auc_score(labels, leads))
    return {"loss": sum(losses) / len(losses), "first": right / max(count, 1), "auroc": auroc}


def network_of(base: str, rank: int | None) -> ReaderNetwork:
    """A network to train: with adapters of a rank, or wholly without one."""
    encoder = AutoModel.from_pretrained(base, add_pooling_layer=False, dtype=torch.float32)
    if rank is not None:
        adapt(encoder, rank)
    return ReaderNetwork(encoder, encoder.config.hidden_size)


def questions_of(args: argparse.Namespace) -> tuple[list[Question], list[Question]]:
    """Those to train with, and those held out."""
    kept, held = [], []
    for name in track(names_of(args), "reading", disable=not sys.stderr.isatty()):
        most = MOST_FOREIGN if name in FOREIGN and not args.all_languages else MOST
        most = most if name == OWN_SOURCE else min(most, args.most)
        for question in read(args.folder / f"{name}.jsonl", most):
            out = zlib.crc32(question.article.encode()) % HELD_OUT == 0
            (held if out else kept).append(question)
    kept = [question for question in kept if question.source not in args.without]
    if args.half:
        kept = [question for question in kept if zlib.crc32(question.text.encode()) % 2]
    if args.no_negatives:
        kept = [replace(question, negatives=[]) if question.positive else question for question in kept]
    return kept, held


def names_of(args: argparse.Namespace) -> list[str]:
    return [*SOURCES, *(ALL_LANGUAGES if args.all_languages else {})]


def steps_of(
    order: Sequence[Question], reading: Reading, args: argparse.Namespace, done: int
) -> Iterator[tuple[int, Made]]:
    """Numbered from 1, without those that are done."""
    step = epoch = 0
    while True:
        parts = Epoch(order, reading, args.seed * 1000 + epoch, args)
        for pool in DataLoader(parts, batch_size=None, num_workers=args.workers):
            for made in pool:
                step += 1
                if step > done:
                    yield step, made
        epoch += 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--base", default="", help="folder of the model, by default the one that ships")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--workers", type=int, default=0, help="processes that make batches ahead")
    parser.add_argument("--start", type=Path, metavar="READER", help="a .safetensors of an earlier run")
    parser.add_argument("--epochs", type=float, default=2.0)
    parser.add_argument("--steps", type=int, help="in the place of epochs")
    parser.add_argument("--rank", type=int, default=24, help="of the adapters")
    parser.add_argument("--rate", type=float, default=8e-4, help="learning rate at its highest")
    parser.add_argument("--questions", type=int, default=32, help="questions a step")
    parser.add_argument("--others", type=int, default=3, help="at most so many texts that do not answer")
    parser.add_argument("--longest", type=int, default=224, help="tokens of a question with its passage")
    parser.add_argument("--words", type=int, nargs=2, default=WORDS, help="words that a passage is cut to")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--all-languages", action="store_true", help="all there is of other languages than English")
    parser.add_argument("--full", action="store_true", help="train every number, for a teacher")
    parser.add_argument("--teacher", action="append", default=[], metavar="READER@MODEL")
    parser.add_argument("--most", type=int, default=MOST, help="questions taken of each source but the project's own")
    parser.add_argument("--own", type=int, default=0, help="how often more the project's own questions are read")
    parser.add_argument("--half", action="store_true", help="half of the questions")
    parser.add_argument("--without", action="append", default=[], choices=[*SOURCES, *ALL_LANGUAGES], metavar="SOURCE")
    parser.add_argument("--no-negatives", action="store_true", help="answers alone, and the sources' own near-misses")
    args = parser.parse_args()

    torch.manual_seed(args.seed)
    kept, held = questions_of(args)
    order = kept + [question for question in kept if EXPLAINS.match(question.text)]
    order += [question for question in kept if question.source == OWN_SOURCE] * args.own
    steps = args.steps or int(len(order) * args.epochs / args.questions)
    print(f"{len(kept)} questions, {len(order)} an epoch, {len(held)} held out, {steps} steps", flush=True)

    base = args.base or str(shipped_model())
    teachers = [tuple(teacher.split("@", 1)) for teacher in args.teacher]
    bases = list(dict.fromkeys([base, *(model for _, model in teachers)]))
    reading = Reading(bases, args.longest)
    network = network_of(base, None if args.full else args.rank).to(args.device)
    taught = []
    for file, model in teachers:
        teacher = network_of(model, None).to(args.device).eval()
        teacher.load_state_dict(load_file(file))
        taught.append((teacher, bases.index(model)))
    numbers = trained(network)
    print(f"{sum(parameter.numel() for parameter in numbers.values())} numbers", flush=True)
    optimizer = torch.optim.AdamW(numbers.values(), lr=args.rate, weight_decay=0.01)
    state, done, curve, spent = args.out.with_suffix(".state"), 0, [], 0.0
    if args.start:
        network.load_state_dict(load_file(args.start), strict=False)
    mean = {name: parameter.detach().clone() for name, parameter in numbers.items()}
    if state.exists():
        saved = torch.load(state, weights_only=True)
        network.load_state_dict(saved["network"], strict=False)
        optimizer.load_state_dict(saved["optimizer"])
        mean = {name: number.to(args.device) for name, number in saved["mean"].items()}
        done, curve, spent = saved["step"], saved["curve"], saved["seconds"]
        print(f"going on at step {done}", flush=True)

    chance = random.Random(5)
    groups = [(question, group(question, chance, 0.0, 2, args.words)) for question in held]
    groups = [(question, texts) for question, texts in groups if texts]
    held_out = [
        reading.made(*zip(*groups[at : at + args.questions], strict=True))
        for at in range(0, len(groups), args.questions)
    ]
    started, running = time.time() - spent, 0.0
    warm_up, every = max(1, round(WARM_UP * steps)), max(1, steps // POINTS)
    for step, made in steps_of(order, reading, args, done):
        if step > steps:
            break
        for settings in optimizer.param_groups:
            settings["lr"] = args.rate * min(1.0, step / warm_up) * (1 + math.cos(math.pi * step / steps)) / 2
        with torch.no_grad():
            said = [lead_of(teacher, made.batches[number], args.device) for teacher, number in taught]
        lead = lead_of(network, made.batches[0], args.device)
        loss = loss_of(lead, made.gold.to(args.device), made.sizes.to(args.device), said)
        loss.backward()
        nn.utils.clip_grad_norm_(list(numbers.values()), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        kept_share = min(AVERAGED, step / (step + 20))
        for name, number in numbers.items():
            mean[name].lerp_(number.detach(), 1 - kept_share)
        if step % 10 == 0 or step == steps:
            running = loss.item() if not running else 0.9 * running + 0.1 * loss.item()
        if step % every == 0 or step == steps:
            point = {"step": step, "seconds": round(time.time() - started), "loss": round(running, 4)}
            if step % (5 * every) == 0 or step == steps:
                point |= {key: round(value, 4) for key, value in averaged(network, mean, held_out, args.device).items()}
            curve.append(point)
            print(json.dumps(point), flush=True)
            torch.save(
                {
                    "network": numbers,
                    "mean": mean,
                    "optimizer": optimizer.state_dict(),
                    "step": step,
                    "curve": curve,
                    "seconds": time.time() - started,
                },
                state,
            )
    write(args, mean, curve, len(kept))


def averaged(
    network: ReaderNetwork, mean: dict[str, Tensor], held_out: Sequence[Made], device: str
) -> dict[str, float]:
    """What the mean of the numbers is worth."""
    own = {name: number.detach().clone() for name, number in trained(network).items()}
    network.load_state_dict(mean, strict=False)
    found = {f"held_out_{key}": value for key, value in measure(network, held_out, device).items()}
    network.load_state_dict(own, strict=False)
    return found


def write(args: argparse.Namespace, numbers: dict[str, Tensor], curve: list[object], count: int) -> None:
    """What ships, and its record; a teacher is written whole."""
    names = [name for name in names_of(args) if name not in args.without]
    commit = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=False).stdout.strip()
    hashes = {name: hashlib.sha256((args.folder / f"{name}.jsonl").read_bytes()).hexdigest()[:16] for name in names}
    about = {
        "base": Path(args.base).name or "all-MiniLM-L6-v2",
        "rank": "full" if args.full else str(args.rank),
        "longest": str(args.longest),
        "sources": ", ".join(f"{name} ({(SOURCES | ALL_LANGUAGES)[name]})" for name in names),
    }
    dtype = torch.float32 if args.full else torch.float16
    written = {name: number.detach().cpu().to(dtype).contiguous() for name, number in numbers.items()}
    save_file(written, args.out.with_suffix(".safetensors"), metadata=about)
    start = json.loads(args.start.with_suffix(".json").read_text(encoding="utf-8")) if args.start else None
    record = {
        "commit": commit,
        "questions": count,
        "epochs": args.epochs,
        "questions_a_step": args.questions,
        "others": args.others,
        "rate": args.rate,
        "words": list(args.words),
        "most": args.most,
        "own": args.own,
        "seed": args.seed,
        "teachers": [Path(teacher.split("@")[0]).name for teacher in args.teacher],
        "negatives": not args.no_negatives,
        "half": args.half,
        "sha256": hashes,
        "curve": curve,
        "start": start,
    } | about
    args.out.with_suffix(".json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
