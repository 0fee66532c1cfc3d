"""The pairs that the reader is trained on: questions, each with a passage that answers it and some that do not."""

from __future__ import annotations

import json
import random
import re
import zlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import bm25s

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
    "members": "MIT; texts public domain, CC BY 4.0, MIT",
}
ALL_LANGUAGES = {
    "drcd": "CC BY-SA 3.0",
    "jaquad": "CC BY-SA 3.0",
    "squad_pt_part": "MIT, texts CC BY-SA 4.0",
    "tydi_fi": "Apache-2.0",
    "tydi_id": "Apache-2.0",
    "tydi_ko": "Apache-2.0",
    "tydi_ru": "Apache-2.0",
}
"""More sources, for a model that reads their languages."""
OWN_SOURCE = "members"
"""The questions that were written for this project; see ``member_pairs.py``."""
FOREIGN, MOST_FOREIGN = ("piaf_fr", "cmrc2018", "faquad_pt", "squad_es_dist", "covid_faq_de"), 700
"""Sources of other languages than English, and how many questions are taken of each unless all are."""
MOST = 6000
"""Questions taken of one source."""
WORDS = (50, 120)
"""A passage is cut to so many words around its answer, unless told otherwise: that is what passages are like here."""
NEGATIVE = 0.9
"""Share of the questions that are read with passages besides that do not answer."""
FAMILIAR = 8
"""Nearest passages by BM25 among which a negative is drawn."""
OWN = 0.35
"""Share of them read with another part of the text that answers, beside the passage that BM25 finds near."""
REPEATED = 0.12
"""Share of the passages into which the question itself is put as one more sentence, which answers nothing."""
SWAPPED = 0.25
"""Share of the questions with a name or a year that are asked with another of the same article, which their passage
does not answer: what it says of one is not said of the other."""
EXPLAINS = re.compile(
    r"(?:why|how(?! (?:many|much|old|long|far|often|tall|big|large))|should|is|are|do|does|did|can|could|will|was|were"
    r"|what (?:is|are|does)|what['’]s|when (?:is|should))\b",
    re.IGNORECASE,
)
"""How questions open that a sentence of explanation answers: members ask them, and the sources have few."""
NAME = re.compile(r"(?<=[\w,] )[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*|\b\d{4}\b")
"""A name or a year inside a question."""
REPEATS = ("{}?", "{}?", "{}.", "Many people ask me: {}?", "The question is {}.", "We asked ourselves, “{}?”")


@dataclass
class Text:
    """A passage cut into sentences, and those that answer."""

    title: str
    passage: str
    sentences: list[tuple[int, int]]
    gold: frozenset[int] = frozenset()
    near: frozenset[int] = frozenset()
    """Those that look like an answer and are none."""


@dataclass
class Question:
    text: str
    article: str
    source: str
    positive: Text | None = None
    negatives: list[Text] = field(default_factory=list)
    swaps: list[str] = field(default_factory=list)
    """The question with another name or year."""


def read(path: Path, most: int) -> list[Question]:
    """The questions of a source, each with what answers it and what does not."""
    rows = [json.loads(line) for line in path.open(encoding="utf-8")]
    found: dict[str, Question] = {}
    texts: list[Text] = []
    for row in rows:
        text = Text(row.get("title") or "", row["passage"], sentences_of(row["passage"]))
        if not text.sentences or len(text.sentences) > 60:
            continue
        text.gold = held(text, row["spans"])
        text.near = held(text, row.get("near", ())) - text.gold
        question = found.setdefault(row["q"], Question(row["q"], text.title or text.passage[:60], path.stem))
        texts.append(text)
        if text.gold and question.positive is None:
            question.positive = text
        elif not text.gold:
            question.negatives.append(text)
    questions = sorted(found.values(), key=lambda question: zlib.crc32(question.text.encode()))[:most]
    swap(questions)
    mine(questions, texts)
    return questions


def held(text: Text, spans: Sequence[Sequence[int]]) -> frozenset[int]:
    """The sentences that have a part of the spans in them."""
    return frozenset(
        number
        for number, (start, end) in enumerate(text.sentences)
        if any(start < last and end > first for first, last in spans)
    )


def sentences_of(passage: str) -> list[tuple[int, int]]:
    post = Post(id="x", text=passage)
    return [span for block in blocks_of(post) for span in sentence_spans(passage, block)]


def swap(questions: Sequence[Question]) -> None:
    """Gives each question with a name or a year its like with another that is asked of the same article."""
    names: dict[tuple[str, bool], set[str]] = defaultdict(set)
    for question in questions:
        for name in NAME.findall(question.text):
            names[question.article, name.isdigit()].add(name)
    for question in questions:
        if question.positive is None:
            continue
        for name in NAME.findall(question.text):
            others = sorted(names[question.article, name.isdigit()])
            strange = [other for other in others if other not in question.text and name not in other]
            question.swaps += [question.text.replace(name, other) for other in strange[:FAMILIAR]]


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


def window(text: Text, chance: random.Random, words: Sequence[int], avoid: bool = False) -> Text | None:
    """From so many to so many words of a text, around an answer or with ``avoid`` of what holds none; where nothing
    answers, around what looks like an answer. ``None`` if nothing is left."""
    if avoid:
        runs: list[list[int]] = [[]]
        for number in range(len(text.sentences)):
            if number in text.gold:
                runs.append([])
            else:
                runs[-1].append(number)
        allowed = max(runs, key=lambda run: (len(text.near.intersection(run)), len(run)))
        if len(allowed) < 2:
            return None
        first = last = chance.choice(sorted(text.near.intersection(allowed)) or allowed)
        low, high = allowed[0], allowed[-1]
    else:
        first = last = chance.choice(sorted(text.gold or text.near) or range(len(text.sentences)))
        low, high = 0, len(text.sentences) - 1
    wanted = chance.randint(*words)

    def size() -> int:
        return len(text.passage[text.sentences[first][0] : text.sentences[last][1]].split())

    while size() < wanted and (first > low or last < high):
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


def asked(question: Question, chance: random.Random, others: int, words: Sequence[int]) -> tuple[Question, list[Text]]:
    """A question as it is asked this time, perhaps with another name, and what it is read with; see :func:`group`."""
    if question.swaps and question.positive and chance.random() < SWAPPED:
        positive = window(question.positive, chance, words)
        if positive:
            return replace(question, text=chance.choice(question.swaps)), [replace(positive, gold=frozenset())]
    return question, group(question, chance, REPEATED, others, words)


def group(question: Question, chance: random.Random, repeat: float, others: int, words: Sequence[int]) -> list[Text]:
    """What a question is read with: what answers it, and perhaps some texts, at most ``others`` and one more, that do
    not."""
    positive = window(question.positive, chance, words) if question.positive else None
    found = [positive]
    if positive is None or chance.random() < NEGATIVE:
        count = min(chance.randint(1, others), len(question.negatives))
        found += [window(text, chance, words) for text in chance.sample(question.negatives, count)]
        if question.positive and question.negatives and chance.random() < OWN:
            found.append(window(question.positive, chance, words, avoid=True))
    texts = [text for text in found if text]
    texts = [repeated(question.text, text, chance) if chance.random() < repeat else text for text in texts]
    # A title that is missing at times keeps the reader from leaning on it.
    return [text if chance.random() < 0.85 else replace(text, title="") for text in texts]
