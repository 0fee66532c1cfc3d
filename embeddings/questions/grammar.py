"""The little of a question's grammar that lists of words tell: its language, its clauses, what is a noun."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from embeddings.languages import LANGUAGES, TERMS_LANGUAGE, UNSPACED_SCRIPTS, Language, spaced
from embeddings.text.borders import QUESTION_MARKS

_WORD = re.compile(rf"(?:[^\W\d_]{{1,2}}|{spaced('elisions')})(?=['’])|[^\W\d_]+(?:['’][^\W\d_]+)*")
"""A word; what French and Italian join to the next is a word of its own, "don't" is one."""
_FIRST = re.compile(r"\W*([^\W_]+(?:['’][^\W_]+)*)")
_TOKEN = r"[^\W_]+(?:[.'’-][^\W_]+)*|[,;:.?!()]"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question, or a mark that parts its clauses."""

    text: str
    start: int
    end: int
    clause: int
    """How many clauses stand before its own."""
    content: bool
    """Whether it says something about a subject, as nouns, names and most verbs do."""

    @property
    def low(self) -> str:
        return self.text.casefold()


@dataclass(frozen=True, slots=True)
class _Lists:
    """A language's lists as they are looked up."""

    tokens: re.Pattern[str]
    stop_words: frozenset[str]
    empty: frozenset[str]
    particles: re.Pattern[str]
    questions: re.Pattern[str]
    clauses: frozenset[str]
    gradable: re.Pattern[str]
    articles: re.Pattern[str]
    subjects: re.Pattern[str]


_WORD_BEGINS = re.compile(r"\b(?=\w)")


@cache
def _lists(code: str) -> _Lists:
    language = next(language for language in LANGUAGES if language.code == code)
    particles = "|".join([*language.question_openings, *language.denials])
    empty = {
        *language.stop_words, *language.filler_words, *language.auxiliaries, *language.determiners, *language.subjects,
        *language.perfect_auxiliaries, *language.clause_openings,
    }  # fmt: skip
    elisions, enclitics = (f"(?:{'|'.join(joined) or '(?!)'})" for joined in (language.elisions, language.enclitics))
    cut = rf"{elisions}(?=['’]\w)|[^\W_]+(?=(?:-{enclitics})+(?![\w-]))"
    return _Lists(
        re.compile(rf"{cut}|{_TOKEN}", re.IGNORECASE),
        frozenset(language.stop_words),
        frozenset(empty),
        re.compile(f"(?:{particles})", re.IGNORECASE),
        re.compile(f"(?:{'|'.join(language.question_openings)})\\b", re.IGNORECASE),
        frozenset(language.clause_openings),
        re.compile(f"(?:{'|'.join(language.gradable) or '(?!)'})", re.IGNORECASE),
        re.compile(f"(?:{'|'.join(language.articles) or '(?!)'})", re.IGNORECASE),
        re.compile(f"(?:{'|'.join(language.subject_questions) or '(?!)'}) ", re.IGNORECASE),
    )


def question_words(text: str) -> frozenset[str]:
    """The words in a question by which it is known as one, such as "who", in small letters."""
    opens = _lists(language_of(text).code).questions.match
    found = (opens(text, word.start()) for word in _WORD_BEGINS.finditer(text))
    return frozenset(match.group().casefold() for match in found if match)


def language_of(text: str, spoken: Sequence[Language] = ()) -> Language:
    """The language that a text is in, by its script or by how many of its words are stop words of which language; of
    equals the one that has most of its letters and marks, or else the first that the archive is written in.

    Args:
        text: a question.
        spoken: the languages of the archive, the one that most of it is in first; empty where they are not known.
    """
    return _language_of(text, tuple(language.code for language in spoken))


@lru_cache(maxsize=256)
def _language_of(text: str, spoken: tuple[str, ...]) -> Language:
    """See :func:`language_of`; ``spoken``: the codes of the languages. A question is looked at ten times."""
    for language in LANGUAGES:
        # Kana is Japanese, whatever else stands beside it.
        if language.scripts and re.search(f"[{UNSPACED_SCRIPTS[language.scripts[0]]}]", text):
            return language
    low = unicodedata.normalize("NFC", text).lower()
    said = _WORD.findall(low.casefold())

    def words(language: Language) -> int:
        return sum(word in _lists(language.code).stop_words for word in said) + _opens_as_question(low, language)

    def letters(language: Language) -> int:
        return sum(character in language.letters for character in low)

    spaced = [language for language in LANGUAGES if not language.scripts]
    found = _most(_most(spaced, words), letters)
    if own := [language for code in spoken for language in found if language.code == code]:
        return own[0]
    return found[0] if words(found[0]) or len(found) == 1 else TERMS_LANGUAGE


def _most(languages: Sequence[Language], count: Callable[[Language], int]) -> list[Language]:
    """The languages of which a text has most."""
    counts = list(map(count, languages))
    return [language for language, its in zip(languages, counts, strict=True) if its == max(counts)]


def words_of(text: str, language: Language) -> list[Word]:
    """The words of a text and the marks between them."""
    lists = _lists(language.code)
    found: list[Word] = []
    clause = 0
    for match in lists.tokens.finditer(text):
        said = match.group()
        low = said.casefold().replace("’", "'")
        mark = not said[0].isalnum()
        # The first word opens the first clause.
        clause += (mark or low in lists.clauses) and bool(found)
        content = not mark and low.removesuffix("'s") not in lists.empty and not lists.particles.fullmatch(low)
        found.append(Word(said, match.start(), match.end(), clause, content))
    return found


def is_noun(words: Sequence[Word], place: int, language: Language) -> bool:
    """Whether a word may be what a later pronoun stands for.

    It says something, and is no degree ("how *old* is it") and no verb: one that follows "I", "you" or "to", where
    verbs can be told by the word before them one that does, or the last of several words behind the auxiliary of a
    question ("must rye bread *rest*"). Where nouns have capitals, these tell.
    """
    word = words[place]
    if not word.content:
        return False
    before = words[place - 1].low if place else ""
    if language.capitalised_nouns and any(is_name(words, at) for at in range(len(words))):
        if word.text[:1].islower():
            return False
        if is_name(words, place):
            return True
    if before in language.subjects or _is_degree(words, place, language) or _is_asked_for(words, place, language):
        return False
    leads = before in language.perfect_auxiliaries or _leads_to_verb(words, place, language)
    leads = leads or (before in language.clitics and is_before_verb(words, place - 1, language))
    if leads and not is_name(words, place):
        return False
    after = words[place + 1] if place + 1 < len(words) else None
    if place and words[place - 1].content and after is not None and after.low in _objects(language):
        # "before Tomas Quill cuts it"
        return False
    if before == language.infinitive_mark and before and after is not None:
        return not (after.content or after.low in language.determiners)
    return not _is_main_verb(words, place, language)


def _is_asked_for(words: Sequence[Word], place: int, language: Language) -> bool:
    """Whether a word is the verb of "who founded the bakery", "who gave you the shed" or "what caused the outage"."""
    if place != 1 or place + 1 == len(words) or is_name(words, place):
        return False
    after, lists = words[place + 1], _lists(language.code)
    small = after.low in (*language.subjects, *language.replaceable, *language.determiners)
    led = after.content or small or lists.articles.fullmatch(after.low) is not None
    return led and lists.subjects.match(f"{words[0].low} {words[1].low} {after.low}") is not None


def _is_degree(words: Sequence[Word], place: int, language: Language) -> bool:
    """Whether a word says how much of something there is, and does not stand before what it says that of."""
    followed = place + 1 < len(words) and words[place + 1].content
    lists, before = _lists(language.code), words[place - 1].low if place else ""
    # "A cold", "my safe", "the poor"
    led = lists.articles.fullmatch(before) or before in language.determiners or before in language.possessives
    return not (followed or led or is_name(words, place)) and lists.gradable.fullmatch(words[place].low) is not None


def is_before_verb(words: Sequence[Word], place: int, language: Language) -> bool:
    """Whether "la" and the like stand before a verb: behind its subject, or where nothing but a verb can follow."""
    if place and words[place - 1].low in language.subjects:
        # The subject of "dit-on la" stands behind its verb.
        first = words[place - 2] if place > 1 else None
        return first is None or not first.text[0].isalnum() or first.low in language.clause_openings
    leads = _leads_to_verb(words, place, language)
    after = words[place + 1].low if place + 1 < len(words) else ""
    said = sum(word.content for word in words)
    return said <= 1 and (leads or after in language.perfect_auxiliaries)


def _leads_to_verb(words: Sequence[Word], place: int, language: Language) -> bool:
    """Whether what stands before a word leads to a verb."""
    before = " ".join(word.low for word in words[max(place - 2, 0) : place])
    return any(f" {before}".endswith(f" {lead}") for lead in language.verb_leads)


def _objects(language: Language) -> tuple[str, ...]:
    """What an object may begin with, other than a noun."""
    return (*language.subjects, *language.determiners)


def _is_main_verb(words: Sequence[Word], place: int, language: Language) -> bool:
    """Whether a word is what an auxiliary and its subject lead to, such as "dense" in "is my bread dense"."""
    first = place
    while first and words[first - 1].content:
        first -= 1
    after = words[place + 1] if place + 1 < len(words) else None
    # Of "how fast do the delivery robots go" the verb is the one that says nothing.
    last = after is None or not (after.content or after.low in language.light_verbs)
    if first == place or not last or is_name(words, place):
        return False
    if words[first - 1].low in language.determiners:
        first -= 1
    return first > 0 and words[first - 1].low in language.auxiliaries and not _identifies(words, first - 1, language)


def _identifies(words: Sequence[Word], verb: int, language: Language) -> bool:
    """Whether all behind an auxiliary names something, as in "What is rye bread" and "How old is rye bread"."""
    if not verb or words[verb].low not in language.copulas:
        return False
    return words[verb - 1].low in language.identifying or _is_degree(words, verb - 1, language)


def indirect(question: str, language: Language) -> str:
    """A question as it stands within a sentence: "how long bread must rest" of "How long must bread rest?".

    It stays in the order in which it was asked where its subject cannot be told, or its verb would change ("does").
    """
    bare = question.strip().rstrip("?!. ")
    words = words_of(bare, language)
    lowered = bare[:1].lower() + bare[1:] if bare[1:2].islower() or bare[1:2] == " " else bare
    verb = next((place for place, word in enumerate(words) if word.low in language.auxiliaries), None)
    if verb is None or "'" in words[verb].low or any(word.content for word in words[:verb]):
        return lowered
    end = _end_of_subject(words, verb + 1, language)
    whole = end == len(words)
    if end == verb + 1 or (whole and not _identifies(words, verb, language)):
        return lowered
    opening = lowered[: words[verb].start].strip() or language.whether
    subject, rest = bare[words[verb + 1].start : words[end - 1].end], bare[words[end - 1].end :].strip()
    if words[verb].low in language.empty_auxiliaries:
        plain = words[verb].low == language.empty_auxiliaries[0] and words[verb + 1].low in language.subjects
        return f"{opening} {subject} {rest}" if plain else lowered
    return " ".join(filter(None, [opening, subject, words[verb].low, rest]))


def _end_of_subject(words: Sequence[Word], start: int, language: Language) -> int:
    """Where the subject ends that starts behind an auxiliary; where it starts, if that cannot be told."""
    end = start
    if end < len(words) and words[end].low in language.subjects:
        return end + 1
    while end < len(words) and words[end].low in language.determiners:
        end += 1
    first = end
    while end < len(words) and words[end].content:
        plural = end > first and _is_plural(words[end].low)
        if not (plural or is_noun(words, end, language)):
            break
        if end > first == start and is_name(words, first) and not (plural or is_name(words, end)):
            return end
        end += 1
    # Of three words in a row, which is the verb?
    return start if end - first > 2 and not is_name(words, first) else end


def _is_plural(word: str) -> bool:
    """Whether a word behind an auxiliary ends as no verb there does in the languages that put it before the subject."""
    return word.endswith("s") and not word.endswith("ss")


def asks(text: str, language: Language) -> bool:
    """Whether a text opens as a question does, or ends as one."""
    return _opens_as_question(text, language) or text.rstrip().endswith(QUESTION_MARKS)


def _opens_as_question(text: str, language: Language) -> bool:
    """Whether the first word of a text opens a question."""
    first = _FIRST.match(text)
    if first is None:
        return False
    return bool(_lists(language.code).questions.match(text, first.start(1))) or (
        first.group(1).casefold().replace("’", "'") in language.auxiliaries
    )


def is_name(words: Sequence[Word], place: int) -> bool:
    """Whether a word is written as a name: with a capital that no beginning of a sentence asks for."""
    before = words[place - 1].text if place else "."
    return words[place].text[:1].isupper() and before not in ".?!"
