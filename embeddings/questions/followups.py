"""Follow-up questions, said so that they can be searched for on their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from embeddings.languages import Language
from embeddings.posts import Query
from embeddings.questions.definitions import defined
from embeddings.questions.grammar import Word, asks, indirect, is_name, is_noun, language_of, words_of
from embeddings.questions.leaning import Leaning, asked_of, leaning
from embeddings.questions.lookups import lookups, of_one_shown
from embeddings.questions.periods import of_same_year
from embeddings.questions.topics import Phrase, topic
from embeddings.questions.types import asks_of_now
from embeddings.questions.unspaced_dates import DATE
from embeddings.text.terms import query_terms

_OF_ONE = ("it", "its", "this", "that")
"""Pronouns that stand for no plural."""
_OF_SEVERAL = ("they", "them", "their")
"""Pronouns that stand for no "a" or "an"."""
_LONGEST = 14
"""Words of an earlier question that is said again in whole."""
_THING = 2
"""Words of a thing at most that another takes the place of without an article."""
_NAMES = 3
"""Words of a person's name at most."""
_LATIN = "[A-Za-z][A-Za-z0-9.+'-]*(?: [A-Za-z0-9][A-Za-z0-9.+'-]*)*"
_NUMBER = re.compile(r"(?<![\w.])v?\d+(?:\.\d+)*(?!\w|\.\d)", re.IGNORECASE)
_NUMBERED = re.compile(rf"((?:[^\W\d_][\w’'-]*\s+)*)({_NUMBER.pattern})", re.IGNORECASE)
_COUNTED = re.compile(r"([0-9][0-9.,]*)(\D{0,3})")


def whole_question(query: Query, spoken: Sequence[Language] = ()) -> str:
    """The question as it is searched for: as it stands, or with what its conversation is about.

    A pronoun is replaced by what it stands for, where the language lets it. Otherwise what the conversation is about
    stands behind the question in brackets: the question before it where this one goes on from that, or its subject.

    Args:
        query: the question and its conversation.
        spoken: the languages of the archive, the one that most of it is in first.
    """
    text = query.text.strip()
    query = replace(query, history=about_subjects(query.history))
    leans = leaning(text, replies=query.replies, spoken=spoken) if query.history else None
    if leans is None:
        return query.text
    if leans.goes_on and (exchanged := _exchanged(text, query.history, leans.language, spoken)):
        return exchanged
    phrases = topic(query.history, set(query_terms(text)), leans.language, spoken)
    if leans.goes_on and (before := _question_before(query.history, leans.language)):
        said = set(query_terms(before))
        around = [phrase.text for phrase in phrases if phrase.name and not said.issuperset(query_terms(phrase.text))]
        return f"{text} ({leans.language.about.format(subject=before)}{''.join(f', {one}' for one in around)})"
    subject = (
        _defined_before(text, leans, query.history[-1])
        or _person_before(text, leans, query.history)
        or _subject(text, leans, phrases)
    )
    if subject is not None and leans.pronoun:
        start, end = leans.pronoun
        noun = _in_place_of(text[start:end], text[end:], subject.article + subject.text, leans.language)
        return f"{text[:start]}{noun}{text[end:]}"
    return f"{text} ({_about(phrases, leans.language)})" if phrases else text


def with_subject(query: Query, spoken: Sequence[Language] = ()) -> Iterator[str]:
    """A question that looks up posts about "it" with what its conversation is about in the pronoun's place, the
    weightiest first, and what else that may be: "rye" of "rye need". None of another question."""
    language = language_of(query.text, spoken)
    pronouns = (*language.replaceable, *language.demonstratives)
    pronoun = re.compile(rf"\b(?:{'|'.join(pronouns) or '(?!)'})\b", re.IGNORECASE)
    if not pronoun.search(query.text):
        return
    about = next((one.about for one in lookups(query.text, lambda _: False) if pronoun.fullmatch(one.about)), "")
    places = [*re.finditer(rf"\b{re.escape(about)}\b", query.text)] if about else []
    if not places:
        return
    before, behind = query.text[: places[-1].start()], query.text[places[-1].end() :]
    phrases = topic(about_subjects(query.history), set(), language, spoken)
    for phrase in sorted(phrases, key=lambda phrase: -phrase.weight):
        words = phrase.text.split()
        for count in range(len(words), 0, -1):
            yield f"{before}{' '.join(words[:count])}{behind}"


def about_subjects(history: Sequence[str]) -> tuple[str, ...]:
    """What was said before without what says nothing of a subject, such as "Who wrote that?"; of a look-up of
    posts their subject alone."""
    return tuple(_looked_up(said) for said in history if of_one_shown(said) is None)


@lru_cache(maxsize=256)
def _looked_up(said: str) -> str:
    """The subject of which a question looks up posts; the question itself where it does not. By what looks like a title
    alone nobody knows: "When was rye first baked?"."""
    return next((one.about for one in lookups(said, lambda _: False) if one.about), said)


def _question_before(history: Sequence[str], language: Language) -> str:
    """The last question that says something, as it stands within a sentence; empty where there is none that fits."""
    if not language.about:
        return ""
    for turn in range(len(history) - 1, -1, -1):
        said = history[turn]
        leans = leaning(said, replies=True)
        if leans is not None and leans.goes_on:
            continue
        whole = whole_question(Query(said, history=tuple(history[:turn])))
        bare = whole.partition(" (")[0]
        fits = language_of(bare) is language and asks(bare, language) and len(words_of(bare, language)) <= _LONGEST
        return indirect(bare, language) if fits else ""
    return ""


def _exchanged(text: str, history: Sequence[str], language: Language, spoken: Sequence[Language]) -> str:
    """The question before this one with what opens as this one does exchanged for it: "Do I store it in the freezer?"
    of "And in the freezer?" behind "Do I store it in the fridge?"; where this one has nothing but a name, the only
    thing that the other speaks of, or asks for a definition of. Empty where there is no such thing, or more than one.
    """
    *earlier, said = history
    before = whole_question(Query(said, history=tuple(earlier))).partition(" (")[0]
    if language.scripts:
        return _exchanged_in_kind(asked_of(text, language), before)
    opening = re.match(rf"\W*(?:{'|'.join(language.continuations)})\b[\s,]*", text, re.IGNORECASE)
    if not opening:
        return ""
    asked = text[opening.end() :].rstrip("?!. ")
    new, old = words_of(asked, language), words_of(before, language)
    is_article = _articles(language)
    named = next((word for word in new if not is_article(word.low)), None)
    asks_more = re.compile("|".join((*language.question_openings, *language.anaphora)), re.IGNORECASE).fullmatch
    if (
        named is None
        or asks_of_now(asked)
        or any(asks_more(word.low) for word in new)
        # "Und macht es das langsamer?" asks on its own.
        or (len(new) > 1 and any(word.low in language.subjects for word in new))
        or (language.capitalised_nouns and len(new) > _THING and not any(word.text[:1].isupper() for word in new))
        or language_of(before, spoken) is not language
    ):
        return ""
    if renumbered := _renumbered(asked, new, before):
        return renumbered
    person = _person_asked(history, language)
    if person and person in before and len(new) == len(person.split()) and all(word.content for word in new):
        return before.replace(person, asked)
    # What opens with a preposition is no other thing: "And for teams?"
    lead = new[0]
    own = is_article(lead.low) or lead.low in language.determiners or lead.content or lead.text[0].isupper()
    thing = defined(before) if own else None
    if thing and not any(word.low in language.stop_words for word in old if thing[0] <= word.start < thing[1]):
        start, end = thing
        article = next((word for word in old if word.end <= start and not before[word.end : start].strip()), None)
        if article and is_article(article.low) and is_article(new[0].low):
            start = article.start
        # "C'est quoi l'oseille ?" has an article that is none of the other's.
        return f"{before[:start]}{asked}{before[end:]}" if before[start - 1 : start].isspace() else ""
    if is_article(new[0].low) and not named.content:
        # "¿Y el de trigo?"
        return ""
    place = _place_of(new, named, old, language)
    if place is None:
        return _in_place_of_person(asked, new, before, old, language)
    start, first, end = place
    asked = of_same_year(asked, before[old[start].start : old[end - 1].end])
    exchanged = f"{before[: old[start].start]}{asked}{before[old[end - 1].end :]}"
    if not (
        old[start].content or is_article(old[start].low) or any(word.content for word in (*old[:start], *old[end:]))
    ):
        # "Comment aller en voiture" tells no longer where to.
        exchanged += f" ({before[old[first].start : old[end - 1].end]})"
    return exchanged


def _in_place_of_person(asked: str, new: Sequence[Word], before: str, old: Sequence[Word], language: Language) -> str:
    """A question with a name in the place of its pronoun: "How old is Bo Hart?" of "And Bo Hart?" behind "How old is
    she?"; empty where there is none, or it is no name that is asked of."""
    persons = {*language.persons} - {*language.possessives}
    pronoun = next((word for word in old if word.low in persons), None)
    if pronoun is None or len(new) > _NAMES or not all(word.content and word.text[0].isupper() for word in new):
        return ""
    # "And Paris?" behind "What did she say about Berlin?"
    says = [word for word in old if word.content and word.start > pronoun.start]
    if len(says) > 1 or any(word.text[0].isupper() for word in says):
        return ""
    return f"{before[: pronoun.start]}{asked}{before[pronoun.end :]}"


def _place_of(new: Sequence[Word], named: Word, old: Sequence[Word], language: Language) -> tuple[int, int, int] | None:
    """Where the words of a question begin that others open as, where the thing in them begins, and where that ends;
    ``None`` where there is no such place, or more than one."""
    is_article = _articles(language)
    things = _things(old, named, language)
    if new[0].content:
        leads = [at for at in things if at - 1 not in things]
    else:
        leads = [
            at
            for at, word in enumerate(old)
            if at and (word.low == new[0].low or (is_article(word.low) and is_article(new[0].low)))
        ]
    if len(leads) != 1:
        return None
    (start,) = leads
    first = next((at for at in range(start, len(old)) if old[at].content), len(old))
    if first == len(old) or any(not is_article(word.low) for word in old[start + 1 : first]):
        return None
    end = first + 1
    while end in things and (is_name(old, end) or not is_name(old, first)):
        end += 1
    if new[0].content:
        behind = old[start - 1 : start] if start else ()
        if end - start > _THING or any(
            word.content
            or word.low in language.determiners
            or (word.low in language.possessives and word.low in language.persons)
            or is_article(word.low)
            for word in behind
        ):
            # It may be a verb as well: "And freeze?" behind "How do you bake bread?".
            return None
    return start, first, end


def _things(words: Sequence[Word], named: Word, language: Language) -> list[int]:
    """The places of the words of a question that something else may take the place of: what is no verb, and nothing
    where that cannot be told; for what is written as a name what is too, if there is no other thing."""
    verbs = {*language.auxiliaries} - {*language.copulas}
    for at, word in enumerate(words[:-3]):
        if word.low in verbs and all(other.content for other in words[at + 1 : at + 4]):
            # Which of "rye need salt" is the verb?
            return []
    nouns = [at for at in range(len(words)) if is_noun(words, at, language)]
    names = [at for at, word in enumerate(words) if word.content and is_name(words, at)]
    if not (names and named.text[:1].isupper()):
        return nouns
    others = (at for at in nouns if at not in names)
    return sorted({*nouns, *names}) if any(not _are_in_a_row(words, at, names) for at in others) else names


def _are_in_a_row(words: Sequence[Word], place: int, others: Sequence[int]) -> bool:
    """Whether nothing but words that say something stands between a word and one of some others."""
    return any(all(word.content for word in words[min(place, at) : max(place, at) + 1]) for at in others)


def _articles(language: Language) -> Callable[[str], object]:
    """Whether a word is an article."""
    return re.compile("|".join(language.articles), re.IGNORECASE).fullmatch


def _renumbered(asked: str, words: Sequence[Word], before: str) -> str:
    """A question with another number in the place of the only one that it has: "What changed in Go 1.22?" of "And Go
    1.22?" behind "What changed in Go 1.21?"; empty where something else is asked of."""
    number = _NUMBERED.fullmatch(asked)
    found = [*_NUMBER.finditer(before)]
    if number is None or len(found) != 1:
        return ""
    lead, (start, end) = number[1].strip(), found[0].span()
    says = any(word.content for word in words if word.end <= number.start(2))
    if says and not re.search(rf"(?<!\w){re.escape(lead)}\s+$", before[:start], re.IGNORECASE):
        return ""
    return before[:start] + number[2] + before[end:]


def _exchanged_in_kind(asked: str, before: str) -> str:
    """A question without spaces with another thing to define, or another date, number or name in Latin letters, in the
    place of the only one that it has: "2024年最多交多少" of "2024年" behind "2025年最多交多少". Of what kind other
    words are cannot be told."""
    if asked and (thing := defined(before)):
        return f"{before[: thing[0]]}{asked}{before[thing[1] :]}"
    counted = _COUNTED.fullmatch(asked)
    kinds = (DATE, rf"(?<![0-9.])[0-9][0-9.,]*{re.escape(counted[2])}(?![0-9])" if counted else "(?!)", _LATIN)
    kind = next((kind for kind in kinds if re.fullmatch(kind, asked)), "(?!)")
    found = [*re.finditer(kind, before)]
    return f"{before[: found[0].start()]}{asked}{before[found[0].end() :]}" if len(found) == 1 else ""


def _defined_before(text: str, leans: Leaning, before: str) -> Phrase | None:
    """What the question before this one asks for a definition of, whatever its words are, where the pronoun of this one
    stands for that: "must staple" of "What is must staple?"."""
    language, thing = leans.language, defined(before)
    if leans.pronoun is None or thing is None or not language.replaceable:
        return None
    said = before[slice(*thing)]
    if text[slice(*leans.pronoun)].casefold() not in _OF_ONE or any(
        word.low in language.stop_words for word in words_of(said, language)
    ):
        return None
    *_, lead = ("", *before[: thing[0]].split())
    return Phrase(said, f"{lead} " if _articles(language)(lead.casefold()) else "", 0, name=False)


def _person_before(text: str, leans: Leaning, history: Sequence[str]) -> Phrase | None:
    """Whom the pronoun of a question stands for, where who that is was asked before."""
    language = leans.language
    if leans.pronoun is None or text[slice(*leans.pronoun)].casefold() not in language.persons:
        return None
    person = _person_asked(history, language)
    return Phrase(person, "", 0, name=True) if person else None


def _person_asked(history: Sequence[str], language: Language) -> str:
    """Whom the last question for a person asks for, whether the name has capitals or not: "erin becker" of "who is erin
    becker"; empty where none does."""
    who = re.compile(rf"\W*(?:{'|'.join(language.person_questions) or '(?!)'})\s+(\w[^?!,]*?)\W*", re.IGNORECASE)
    asked = next(filter(None, (who.fullmatch(said) for said in reversed(history))), None)
    words = words_of(asked[1], language) if asked else []
    return asked[1] if asked and len(words) <= _NAMES and all(word.content for word in words) else ""


def _subject(text: str, leans: Leaning, phrases: Sequence[Phrase]) -> Phrase | None:
    """What a pronoun stands for, if a noun can be put in its place: the weightiest phrase, for a person a name."""
    if leans.pronoun is None:
        return None
    pronoun = text[slice(*leans.pronoun)].casefold()
    if pronoun not in leans.language.replaceable:
        return None
    fitting = [
        phrase
        for phrase in phrases
        # "The Ada Quill" is a bakery.
        if (phrase.name and not (phrase.article and pronoun in leans.language.persons))
        or not (pronoun in leans.language.persons or (pronoun in _OF_ONE and _is_several(phrase.text)))
    ]
    if pronoun in _OF_SEVERAL:
        # "A smoker" of "Do I need a smoker for ribs?"
        fitting = [phrase for phrase in fitting if phrase.article not in ("a ", "an ")] or fitting
    # What made a name weightier says nothing of what is no person.
    person = pronoun in leans.language.persons
    return max(fitting, key=lambda phrase: phrase.weight - (phrase.name and not person), default=None)


def _is_several(noun: str) -> bool:
    """Whether a noun of English is a plural, by its ending."""
    return noun.endswith("s") and not noun.endswith(("ss", "us", "is"))


def _in_place_of(pronoun: str, after: str, noun: str, language: Language) -> str:
    """A noun in the form in which it takes a pronoun's place."""
    possessive = pronoun.casefold() in language.possessives
    if possessive and pronoun.casefold() == "her":
        words = words_of(after, language)
        possessive = bool(words) and words[0].content
    if not possessive:
        return noun
    return f"{noun}’" if noun.endswith("s") and noun.islower() else f"{noun}’s"


def _about(phrases: Sequence[Phrase], language: Language) -> str:
    """What a conversation is about, in words."""
    texts = list(dict.fromkeys((phrase.article if language.about else "") + phrase.text for phrase in phrases))
    if not language.about:
        return ", ".join(texts)
    listed = " and ".join(filter(None, [", ".join(texts[:-1]), texts[-1]]))
    return language.about.format(subject=listed)
