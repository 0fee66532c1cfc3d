"""Where a sentence may end, and whether it does there: not after "Dr.", nor in "the U.S. Digital Service"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from embeddings.languages import LANGUAGES, UNSPACED_LETTER, UNSPACED_SCRIPTS, pattern_for, spaced, words_in
from embeddings.text.pairs import LONGEST
from embeddings.text.superscripts import MARKS, NOTE_GAP

# Unicode's Sentence_Terminal characters that blogs use; the second group ends a sentence without a space.
_SPACED = ".!?…؟۔।॥።։፧៕"
_UNSPACED = "。！？｡．"
QUESTION_MARKS = ("?", "？", "؟")
_OPENING_QUOTES = "".join(dict.fromkeys("".join(language.opening_quotes for language in LANGUAGES)))
_CLOSING_QUOTES = "".join(dict.fromkeys("".join(language.closing_quotes for language in LANGUAGES)))
# Marks that close in one language and open in another: "“" is German at the end and English at the start. With white
# space behind them they close; text without spaces does not show it, and there they open.
_EITHER = "".join(mark for mark in _CLOSING_QUOTES if mark in _OPENING_QUOTES and mark not in "\"'")
_ALWAYS = "".join(mark for mark in _CLOSING_QUOTES if mark not in _EITHER)
_CLOSERS = rf"[{_ALWAYS}»›)\]}}）】*_]*+"
_SPACED_CLOSERS = rf"[{_ALWAYS}{_EITHER})\]}}）】*_]*+"
_NOTE_MARKS = rf"(?:\[\d{{1,3}}\]|{NOTE_GAP}?[{MARKS}]|(?<=[{MARKS}]),\s?(?=[{MARKS}]))*+"
# French puts a space before the mark that closes.
_SPACE_AND_CLOSER = r"[ \u00a0\u202f][»›](?=\s|\Z)"
# A run of full stops is tried once, from its first, and nothing is given back: linear in the text.
_FACE = (
    r"(?:[\u2600-\u27bf\U0001f300-\U0001faff][\ufe0f\u200d\U0001f3fb-\U0001f3ff]*+|\^\^|[:;]-?[)D(]|xD"
    r"|[(（](?:笑|爆笑|苦笑|汗|泣|涙)[)）])"
)
"""An emoji, or one that is typed."""
_HAN = UNSPACED_SCRIPTS["han"]
_BORDER = re.compile(
    # What any of them begins with is looked for first: it takes a quarter of the time.
    rf"(?=[{_SPACED}{_UNSPACED}\u2600-\u27bf\U0001f300-\U0001faff^:;x(（])(?:"
    rf"(?:(?<![{_SPACED}])[{_SPACED}]++{_NOTE_MARKS}{_SPACED_CLOSERS}{_NOTE_MARKS}(?:{_SPACE_AND_CLOSER}|(?=\s)))"
    rf"|(?:[{_UNSPACED}]+{_CLOSERS})"
    rf"|(?<=[{_HAN}])[!?]++(?=[{_HAN}])"
    rf"|(?<=[\w{_ALWAYS}{_EITHER} ]){_FACE}++(?=\s))"
)
_ENDED = re.compile(rf"[{_SPACED}]{_SPACED_CLOSERS}\s*\Z")
_OPENERS = f"{_OPENING_QUOTES}([{{*_—–-¿¡ \u00a0\u202f"
_GUILLEMETS = {"«": "»", "‹": "›"}
"""German marks that close, and those that open; the other way round in French."""

_LEADING = words_in("leading_abbreviations")
_ABBREVIATIONS = words_in("abbreviations")
_NUMBER_ABBREVIATIONS = words_in("number_abbreviations")
_HAVE = {
    word: frozenset(
        language.code for language in LANGUAGES if word in (*language.abbreviations, *language.number_abbreviations)
    )
    for word in _ABBREVIATIONS | _NUMBER_ABBREVIATIONS
}
"""By the abbreviation, the languages that have it."""
_STOP_WORDS = {language.code: frozenset(language.stop_words) for language in LANGUAGES if not language.scripts}
_SENTENCE_OPENERS = {
    word for word in frozenset().union(*_STOP_WORDS.values()) - words_in("name_words") if len(word) > 1 or word in "ai"
}
_WORDS_BEFORE = 60
"""Characters before a mark in which words are looked for."""
_AROUND = 200
"""Characters before and behind a word by which its language is known."""

_ORDINAL = re.compile(
    rf"\b{spaced('ordinal_leads')}\s+(?:\d{{1,3}}\.?\s*(?:und|oder|bis|,|–|-)\s*)?\d{{1,3}}$", re.IGNORECASE
)
_DAY = re.compile(r"(?<![\d.,:])(?:0?[1-9]|[12]\d|3[01])$")
_ORDINAL_LANGUAGES = [language for language in LANGUAGES if language.ordinal_leads]
_ALL_ORDINAL_MONTHS = frozenset(month for language in _ORDINAL_LANGUAGES for month in language.months)
_YEAR_BEHIND = re.compile(r" (?:19|20)\d\d\b")
_ORDINAL_MONTHS = _ALL_ORDINAL_MONTHS - frozenset(
    month for language in LANGUAGES if not language.ordinal_leads for month in language.months
)
"""Months that no language has which writes "3" where German writes "3."."""
_ORDINAL_NOUNS = re.compile(pattern_for("ordinal_nouns"), re.IGNORECASE)
_NO_NOUNS = frozenset(word for language in _ORDINAL_LANGUAGES for word in language.stop_words)

_WIDTH = re.compile(r"[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]")
_QUOTE_ENDS = "」』”’"
_QUOTING = r"(?:…*と(?:か(?!く)|いう|[言思聞問叫呼書感考答返願笑驚伝話]|い(?:う|っ|わ))|…*って|…*なんて|みたい|などと)"
"""What a quotation is led on by in Japanese."""
_AFTER_QUOTE = re.compile(
    rf"{_QUOTING}|と(?!ころが|ても|にかく|りあえず|きどき|もあれ)|"
    r"(?:[のをへ]|な(?:ど|ん|の)|[がは](?=[^\sいっん])|に(?!ぎ)|で(?!も|は、|すが)|"
    r"(?:です|だ|だっ|か|から|まで)[^\s])|"
    r"[^\W\d_]{0,4}(?:(?<!小)[说說]|[问問](?![题題])|喊|叫|答(?!え|案)|嚷)(?:道|着|著|了)?"
)
"""How a sentence goes on behind a quotation: with a particle, or with who says it."""
_AFTER_CALL = re.compile(
    rf"(?!と(?:いう(?:わけ|こと)|いっても|いえば|言っても|言えば|思いきや)){_QUOTING}|を|の(?![んどびち])|"
    r"よう(?:な|に)|に(?=[\u4e00-\u9fff\u30a0-\u30ffはも])|[くぐ]らい|的[なに]|けど|けれど|とか|なの(?:で|だ|か)|なん(?:です|だ)"
)

_WORDS = re.compile(r"[^\W\d_]+")
_NEXT_WORD = re.compile(r"[^\W\d_]++(?!\.)")
_INITIAL = re.compile(r"(?:^|[\s(\[“‘„«\"'.-])\w$")
_NUMBERING = re.compile(r"(?:^|[.!?:;]\s+)\w$")
_DOUBLED = re.compile(r"([A-Z])\1\.\s?([A-Z])\2\b")
"""Abbreviated plurals of Spanish: "EE. UU.", "JJ. OO."."""
_AFTER_NUMBER = re.compile(r"\d[ \u00a0\u202f]?(?:[ap]\.[ \u00a0]?m|[ad]\.[ \u00a0]?C|[a-z])$")
"""A letter behind a number is a unit or a time of the day, and no initial: "2 h", "8 p. m.", "476 d. C."."""
_NEXT_INITIAL = re.compile(r"\w\.")
_CLOSES_BEHIND = re.compile(r"[ \u00a0\u202f][»›]")
_ACRONYM = re.compile(r"[^\W\d_]{1,2}(?:\.[^\W\d_]{1,2})+")
_LAST_WORD = re.compile(r"[\w.]+$")
_SMALL_NAME = re.compile(r"[a-z]{1,2}[A-Z][a-z]|[a-z][\w-]*\.[a-z]{2,4}\b")
"""A name that keeps its small letter at the head of a sentence: "iPhone", "crates.io"."""

_NUMBERED_LINE = re.compile(r"(?:\A|\n)[ \u00a0]*(?=(?:\d{1,2}[ \u00a0]?[-–.)°/]{1,2}(?!\d)|[–—•*-])[ \u00a0]?[^\W_])")
"""Where a line opens as an item of a list: "2- Knead it", "– 150 g of rye"."""


def borders(text: str, start: int, end: int) -> Iterator[int]:
    """Where sentences end in a span of one block, its own end left out. Lines that open as items of a list do, where
    there are two of them, are sentences."""
    opened = list(_NUMBERED_LINE.finditer(text[start:end])) if "\n" in text[start:end] else []
    lines = [start + match.end() for match in opened if match.start()] if len(opened) > 1 else []
    for first, last in pairwise([start, *lines, end]):
        yield from _borders(text, first, last)
        if last != end:
            yield last


def _borders(text: str, start: int, end: int) -> Iterator[int]:
    """The same for a span that no such line parts."""
    found = list(_BORDER.finditer(text, start, end))
    small = bool(found) and _is_small(text, found, start, end)
    last = start
    for match in found:
        goes_on_small = small and _ends_small(text, match, last)
        if _ends_here(text, match, start, end, small=goes_on_small):
            last = match.end()
            yield last


def _is_small(text: str, found: Sequence[re.Match[str]], start: int, end: int) -> bool:
    """Whether all sentences of a block open with a small letter: "i knead it. then it rests." They end with a mark, as
    "total no. of loaves" does not."""
    if not _ENDED.search(text, max(start, end - 10), end):
        return False
    letters = 0
    for place in (start, *(match.end() for match in found)):
        first = _head(text, place, end)[:1]
        if first.isalpha() and not first.islower():
            return False
        letters += first.isalpha()
    return letters > 1


def _ends_small(text: str, border: re.Match[str], last: int) -> bool:
    """Whether a sentence may end at this punctuation and the next open with a small letter: not at a name such as
    "assert_eq!", nor in brackets, nor where the dots are a pause.

    ``last``: where the sentence before it ends.
    """
    mark = border.group()
    if mark[0] == "…" or mark.startswith("..") or mark[-1] in ")]}":
        return False
    return len(text[max(last, border.start() - _WORDS_BEFORE) : border.start()].split()) > 1


def _head(text: str, place: int, end: int) -> str:
    """What comes behind a border, without the marks that open it."""
    return text[place : min(place + 40, end)].lstrip().lstrip(_OPENERS)


def _ends_here(text: str, border: re.Match[str], start: int, end: int, *, small: bool) -> bool:
    """Whether a sentence really ends at this punctuation.

    ``small``: whether the next sentence may open with a small letter.
    """
    mark = border.group()
    if mark[0] in _UNSPACED or UNSPACED_LETTER.match(text, border.end()):
        return not _goes_on_unspaced(text, border, end)
    rest = text[border.end() : min(border.end() + 40, end)].lstrip()
    opening = _head(text, border.end(), end)
    if mark[0] not in _SPACED:
        return _ends_at_face(text, border, opening)
    if opening[:1].islower() and not small and not _SMALL_NAME.match(opening):
        return False
    if _is_within_guillemets(text, border, start):
        return False
    if mark[0] != "." or mark.startswith(".."):
        return True
    before = text[max(start, border.start() - 40) : border.start()]
    word = _LAST_WORD.search(before[-24:])
    if word is None:
        return True
    last = word.group().strip(".")
    if len(mark) == 1:
        if _is_ordinal(before, rest) or _is_shortened_street(last, opening):
            return False
        ends = _ends_after_abbreviation(last, opening, text, border.start(), start, end)
        if ends is not None:
            return ends
    if _ACRONYM.fullmatch(last):
        return _opens_sentence(opening)
    if _AFTER_NUMBER.search(before) and not _NEXT_INITIAL.match(opening):
        return True
    if _INITIAL.search(before) and last.isalpha() and last != "I":
        return _opens_sentence(opening) and not _NUMBERING.search(before)
    # "1. First" at the head of a block numbers it.
    return not (last.isdigit() and border.start() - len(word.group()) == start)


def _ends_at_face(text: str, border: re.Match[str], opening: str) -> bool:
    """Whether a sentence ends at an emoji: in the middle of one stand many."""
    if UNSPACED_LETTER.match(text, border.start() - 1) and UNSPACED_LETTER.match(opening):
        # Text without spaces has one here for no other reason.
        return True
    breaks = text[border.end() : border.end() + 3].lstrip(" ").startswith("\n")
    return opening[:1].isupper() and (breaks or _opens_sentence(opening))


def _goes_on_unspaced(text: str, border: re.Match[str], end: int) -> bool:
    """Whether a sentence without spaces goes on behind a mark: 「本当？」と聞く, すごい！と叫ぶ, “来吗？”他问."""
    mark = border.group()
    behind = text[border.end() : min(border.end() + 12, end)]
    if behind[:1] and behind[0] in _UNSPACED:
        return True
    if mark[0] == "．":
        return bool(_WIDTH.match(behind)) or bool(_WIDTH.match(text, border.start() - 1))
    if mark[-1] in _QUOTE_ENDS:
        return bool(_AFTER_QUOTE.match(behind))
    return mark[0] in "！？" and bool(_AFTER_CALL.match(behind))


def _ends_after_abbreviation(word: str, opening: str, text: str, at: int, start: int, end: int) -> bool | None:
    """Whether a sentence ends at the full stop of an abbreviation; ``None`` of another word."""
    short = word.casefold()
    if doubled := _DOUBLED.search(text, max(start, at - 6), min(end, at + 4)):
        return doubled.end() == at and _opens_sentence(opening)
    if short in _LEADING and not word.isupper():
        return False
    if short in _ABBREVIATIONS or short in _LEADING:
        return _opens_sentence(opening) or _is_another_word(short, text, at, start, end)
    if short in _NUMBER_ABBREVIATIONS and opening[:1].isdigit():
        return not _is_abbreviation(word, text, at, start, end)
    return None


def _is_shortened_street(word: str, opening: str) -> bool:
    """Whether it is as in "Hauptstr. 12"."""
    return word.casefold().endswith("str") and opening[:1].isdigit()


def _opens_sentence(opening: str) -> bool:
    """Whether a word is one that has a capital letter for no other reason than that a sentence opens with it."""
    word = _NEXT_WORD.match(opening)
    return word is not None and word.group()[0].isupper() and word.group().casefold() in _SENTENCE_OPENERS


def _is_abbreviation(word: str, text: str, at: int, start: int, end: int) -> bool:
    """Whether a word before a number is shortened: "max. 20" in German, no "max." that ends a sentence in English.

    Decided by the stop words around it. Where they leave it open, English decides, and a capital letter.
    """
    languages = _HAVE[word.casefold()]
    own, others = _stop_words_around(languages, text, at, start, end)
    return own > others or (own == others and ("en" in languages or word[0].isupper()))


def _is_another_word(short: str, text: str, at: int, start: int, end: int) -> bool:
    """Whether the text is not in the language that has an abbreviation: a "gem" in English is none of German's."""
    languages = _HAVE.get(short, frozenset({"en"}))
    if "en" in languages:
        # Other languages write English ones in names.
        return False
    own, others = _stop_words_around(languages, text, at, start, end)
    return others > own


def _stop_words_around(languages: Collection[str], text: str, at: int, start: int, end: int) -> tuple[int, int]:
    """How many stop words of one of these languages stand around a place, at most, and how many of another's."""
    around = [w.casefold() for w in _WORDS.findall(text, max(start, at - _AROUND), min(end, at + _AROUND))]
    counts = {code: sum(w in words for w in around) for code, words in _STOP_WORDS.items()}
    own = max(counts[code] for code in languages)
    return own, max((count for code, count in counts.items() if code not in languages), default=0)


def _closes(text: str, at: int, start: int) -> bool:
    """Whether a guillemet closes a quotation as in German, rather than opening one as in French."""
    opening = _GUILLEMETS[text[at]]
    start = max(start, at - LONGEST)
    return text.rfind(opening, start, at) > text.rfind(text[at], start, at)


def _is_within_guillemets(text: str, border: re.Match[str], start: int) -> bool:
    """Whether a mark stands in a quotation that goes on: before one that opens as in French rather than closes as in
    German, or before the one that closes: "« Où vas-tu ? », dit-il."."""
    if border.group()[-1] in _GUILLEMETS:
        return not _closes(text, border.end() - 1, start)
    return bool(_CLOSES_BEHIND.match(text, border.end())) and _closes_as_in_french(text, border.end() + 1, start)


def _closes_as_in_french(text: str, at: int, start: int) -> bool:
    closing = text[at]
    opening = next(mark for mark, other in _GUILLEMETS.items() if other == closing)
    start = max(start, at - LONGEST)
    first = next((char for char in text[start:at] if char in (opening, closing)), "")
    return first == opening and text.rfind(opening, start, at) > text.rfind(closing, start, at)


def _is_ordinal(before: str, rest: str) -> bool:
    """Whether the number before a full stop is a German ordinal: "am 3. Juli", "in der 3. Klasse".

    Decided by a month that only German has, by a noun that German counts off, or by an article before it and a noun
    behind it.
    """
    word = _WORDS.match(rest)
    if word is None:
        return False
    following = word.group().casefold()
    of_a_year = following in _ALL_ORDINAL_MONTHS and _YEAR_BEHIND.match(rest, word.end())
    if (of_a_year or following in _ORDINAL_MONTHS or _ORDINAL_NOUNS.fullmatch(following)) and _DAY.search(before):
        return True
    return len(following) > 2 and following not in _NO_NOUNS and bool(_ORDINAL.search(before))
