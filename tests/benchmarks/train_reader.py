"""Trains the reader: which sentence of a passage answers a question, or that none does.

    python tests/benchmarks/train_reader.py FOLDER OUT [--epochs N] [--half] [--without SOURCE]... [--no-negatives]

FOLDER holds question-passage pairs, a JSON line each (``q``, ``title``, ``passage``, ``spans``, ``answerable``), a file
a source; those of ``SOURCES`` are used, whose licences allow it. Every question is read with the passage that
answers it and with one that does not: another part of the same text, a near-miss of the source, or what BM25 finds
nearest in the source. One question in fifty, chosen by article, is held out. In the last quarter of the run the
question itself is put into some passages, and what is written is the mean of the numbers before that and after: it
ranks better than either. OUT.safetensors is what ships; OUT.json is the record of the run with its curve. A run that
was broken off goes on where OUT.state was written last.
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
from dataclasses import dataclass, field
from pathlib import Path

import bm25s
import torch
from rich.progress import track
from safetensors.torch import save_file
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

from embeddings.models.encoder import shipped_model
from embeddings.models.reader_network import Pair, ReaderNetwork, adapt, pair, trained
from embeddings.posts import Post
from embeddings.text.sentences import blocks_of, sentence_spans
from embeddings.text.terms import terms

SOURCES = {
    "squad1_train_part": "CC BY-SA 4.0",
    "squad2_train_part": "CC BY-SA 4.0",
    "squadshifts_newwiki": "CC BY 4.0",
    "squadshifts_reddit": "CC BY 4.0",
    "squadshifts_amazon": "CC BY 4.0",
    "tydi_en": "Apache-2.0",
    "selqa": "Apache-2.0",
    "fairytaleqa": "Apache-2.0",
    "medquad": "CC BY 4.0",
    "covidqa": "Apache-2.0",
    "boolq_eraser": "MIT, texts CC BY-SA 3.0",
    "qed_dev": "CC BY-SA 3.0",
    "policyqa": "MIT",
    "piaf_fr": "MIT",
    "cmrc2018": "CC BY-SA 4.0",
    "faquad_pt": "CC BY 4.0",
    "squad_es_dist": "CC BY 4.0",
    "covid_faq_de": "Apache-2.0",
}
FOREIGN, MOST_FOREIGN = ("piaf_fr", "cmrc2018", "faquad_pt", "squad_es_dist", "covid_faq_de"), 700
"""Sources of other languages than English, and how many questions are taken of each."""
MOST = 4000
"""Questions taken of one source."""
RANK = 24
RATE, WARM_UP, QUESTIONS = 5e-4, 100, 12
"""Learning rate at its highest, steps until it gets there, and questions a step."""
WORDS = (50, 120)
"""A passage is cut to so many words around its answer, since that is what passages are like here."""
NEGATIVE = 0.8
"""Share of the questions that are read with a second passage, which does not answer."""
FAMILIAR = 8
"""Nearest passages by BM25 among which a negative is drawn."""
PLAIN = 0.77
"""Share of the steps before questions are put into passages."""
REPEATED = 0.35
"""Share of the passages into which the question itself is put as one more sentence, which answers nothing."""
REPEATS = ("{}?", "{}?", "{}.", "Many people ask me: {}?", "The question is {}.", "We asked ourselves, “{}?”")
LONGEST = 224
"""Tokens of a question with its passage."""
HELD_OUT = 50
EVERY = 100
"""Steps between two points of the curve."""


@dataclass
class Text:
    """A passage cut into sentences, and those that answer."""

    title: str
    passage: str
    sentences: list[tuple[int, int]]
    gold: frozenset[int] = frozenset()


@dataclass
class Question:
    text: str
    article: str
    positive: Text | None = None
    negatives: list[Text] = field(default_factory=list)


def read(path: Path, most: int, negatives: bool) -> list[Question]:
    """The questions of a source, each with what answers it and what does not."""
    rows = [json.loads(line) for line in path.open(encoding="utf-8")]
    found: dict[str, Question] = {}
    texts: list[Text] = []
    for row in rows:
        text = Text(row.get("title") or "", row["passage"], sentences_of(row["passage"]))
        if not text.sentences or len(text.sentences) > 60:
            continue
        text.gold = frozenset(
            number
            for number, (start, end) in enumerate(text.sentences)
            if any(start < last and end > first for first, last in row["spans"])
        )
        question = found.setdefault(row["q"], Question(row["q"], text.title or text.passage[:60]))
        texts.append(text)
        if text.gold and question.positive is None:
            question.positive = text
        elif not text.gold:
            question.negatives.append(text)
    questions = sorted(found.values(), key=lambda question: zlib.crc32(question.text.encode()))[:most]
    if negatives:
        mine(questions, texts)
    else:
        for question in questions:
            question.negatives = [] if question.positive else question.negatives
    return questions


def sentences_of(passage: str) -> list[tuple[int, int]]:
    post = Post(id="x", text=passage)
    return [span for block in blocks_of(post) for span in sentence_spans(passage, block)]


def mine(questions: Sequence[Question], texts: Sequence[Text]) -> None:
    """Adds the passages that BM25 finds nearest to each question and that do not hold its answer."""
    passages = list({text.passage: text for text in texts}.values())
    index = bm25s.BM25()
    index.index([terms(f"{text.title} {text.passage}") for text in passages], show_progress=False)
    asked = [terms(question.text) or ["?"] for question in questions]
    count = min(FAMILIAR, len(passages))
    rows, _ = index.retrieve(asked, k=count, show_progress=False)
    for question, nearest in zip(questions, rows, strict=True):
        if question.positive is None:
            continue
        answers = [
            question.positive.passage[slice(*question.positive.sentences[number])].casefold()
            for number in question.positive.gold
        ]
        for row in nearest:
            near = passages[int(row)]
            same = near.passage == question.positive.passage
            if not same and not any(answer in near.passage.casefold() for answer in answers):
                question.negatives.append(Text(near.title, near.passage, near.sentences))


def window(text: Text, chance: random.Random, avoid: bool = False) -> Text | None:
    """About ``WORDS`` of a text, around an answer or with ``avoid`` of what holds none; ``None`` if nothing is left."""
    if avoid:
        runs: list[list[int]] = [[]]
        for number in range(len(text.sentences)):
            if number in text.gold:
                runs.append([])
            else:
                runs[-1].append(number)
        allowed = max(runs, key=len)
        if len(allowed) < 2:
            return None
        first = last = chance.choice(allowed)
        low, high = allowed[0], allowed[-1]
    else:
        first = last = chance.choice(sorted(text.gold) or range(len(text.sentences)))
        low, high = 0, len(text.sentences) - 1
    wanted = chance.randint(*WORDS)

    def words() -> int:
        return len(text.passage[text.sentences[first][0] : text.sentences[last][1]].split())

    while words() < wanted and (first > low or last < high):
        if last == high or (first > low and chance.random() < 0.5):
            first -= 1
        else:
            last += 1
    start = text.sentences[first][0]
    spans = [(s - start, e - start) for s, e in text.sentences[first : last + 1]]
    gold = frozenset(number - first for number in text.gold if first <= number <= last)
    return Text(text.title, text.passage[start : text.sentences[last][1]], spans, gold)


def repeated(question: str, text: Text, chance: random.Random) -> Text:
    """A passage with a sentence that only repeats the question."""
    bare = question.strip().rstrip("?.! ")
    sentence = chance.choice(REPEATS).format(bare)
    if sentence.startswith(bare):
        sentence = sentence[:1].upper() + sentence[1:]
    number = chance.randint(0, len(text.sentences))
    at = text.sentences[number][0] if number < len(text.sentences) else len(text.passage) + 1
    passage = f"{text.passage[:at].ljust(at)}{sentence} {text.passage[at:]}"
    longer = len(sentence) + 1
    after = [(start + longer, end + longer) for start, end in text.sentences[number:]]
    spans = [*text.sentences[:number], (at, at + len(sentence)), *after]
    gold = frozenset(row + (row >= number) for row in text.gold)
    return Text(text.title, passage, spans, gold)


def group(question: Question, chance: random.Random, repeat: float = 0.0) -> list[Text]:
    """What a question is read with this time: what answers it, and perhaps something that does not."""
    positive = window(question.positive, chance) if question.positive else None
    others: list[Text] = []
    if positive is None or chance.random() < NEGATIVE:
        own = window(question.positive, chance, avoid=True) if question.positive and question.negatives else None
        if own and chance.random() < 0.25:
            others = [own]
        elif question.negatives:
            others = [window(chance.choice(question.negatives), chance)]
    texts = [text for text in (positive, *others) if text]
    texts = [repeated(question.text, text, chance) if chance.random() < repeat else text for text in texts]
    # A title that is missing at times keeps the reader from leaning on it.
    return [text if chance.random() < 0.85 else Text("", text.passage, text.sentences, text.gold) for text in texts]


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


def batches(
    questions: list[Question], epoch: int, step: int, plain: int
) -> Iterator[list[tuple[Question, list[Text]]]]:
    """All questions once, those of like length together.

    Args:
        questions: those to train on.
        epoch: seeds their order and what they are read with.
        step: the steps before.
        plain: the steps before questions are put into passages.
    """
    chance = random.Random(epoch)
    order = questions[:]
    chance.shuffle(order)
    pool = QUESTIONS * 16
    for start in range(0, len(order), pool):
        repeat = REPEATED if step > plain else 0.0
        made = [(question, group(question, chance, repeat)) for question in order[start : start + pool]]
        made = [(question, texts) for question, texts in made if texts]
        made.sort(key=lambda pair: max(len(text.passage) for text in pair[1]))
        parts = [made[at : at + QUESTIONS] for at in range(0, len(made), QUESTIONS)]
        chance.shuffle(parts)
        step += len(parts)
        yield from parts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
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
    steps = int(len(kept) * args.epochs / QUESTIONS)
    print(f"{len(kept)} questions, {len(held)} held out, {steps} steps", flush=True)

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
    plain, before = int(steps * PLAIN), {}
    if state.exists():
        saved = torch.load(state, weights_only=True)
        network.load_state_dict(saved["network"], strict=False)
        optimizer.load_state_dict(saved["optimizer"])
        done, curve, spent = saved["step"], saved["curve"], saved["seconds"]
        before = saved["before"]
        print(f"going on at step {done}", flush=True)

    started, running, step, epoch = time.time() - spent, 0.0, 0, 0
    while step < steps:
        for batch in batches(kept, epoch, step, plain):
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
            if step == plain:
                before = {name: parameter.detach().clone() for name, parameter in numbers.items()}
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
                        "before": before,
                        "optimizer": optimizer.state_dict(),
                        "step": step,
                        "curve": curve,
                        "seconds": time.time() - started,
                    },
                    state,
                )
        epoch += 1
    numbers = {name: (before[name] + parameter.detach()) / 2 for name, parameter in numbers.items()}
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
    } | about
    args.out.with_suffix(".json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
