"""Words of a question that are no words at all, as the archive would spell them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from embeddings.languages import LANGUAGES, TERMS_LANGUAGE, UNSPACED_SCRIPTS, Language
from embeddings.normal_forms import unaccented
from embeddings.posts import Post
from embeddings.questions.grammar import language_of
from embeddings.questions.words import is_form, is_unaccented, listed, spellings, word_list
from embeddings.text.stems import stems
from embeddings.text.terms import terms

_LETTER = rf"[^\W\d_{''.join(UNSPACED_SCRIPTS.values())}]"
_WORD = re.compile(rf"{_LETTER}{{3,}}")
TYPED = re.compile(rf"(?<![\w@#&/.:\\'’])({_LETTER}{{3,}})(?![\w@/\\'’]|[.:][\w/])")
"""A word as it may be mistyped: no part of a contraction, an address, a name with digits or a piece of code."""
_LONG = 5
"""Letters from which a word is mended by more than swapping two: shorter ones differ by a letter too often."""
_NAMING = 3
"""Letters from which what is typed in chats may be a word of the archive's own."""
_CLOSE = 0.75
"""Share of a word's letters that a correction keeps."""
_DERIVED = re.compile(r"(\w{3,}?)(?:[eo]rs?|able|less|ness|ish|like)")
"""A word that English makes of another: "hosters" of "host"."""
_INFLECTED = re.compile(r"(?:re|un)?(\w{2,}(?:[^aeiou]{2}|[aeiou]{2}[^aeiou]))(?:l?ings?|ed)")
"""A form that English makes of another word as it stands, which its list may lack: "texting". What doubles a letter in
it, as "stop" does, was mistyped without."""
_DIGRAPHS = 4
"""Letters of a word at most that may have been typed as two."""
_ALPHABET = 40
"""Letters that may have been left out, the archive's commonest."""


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The words beside the archive's own."""

    language: Language
    """The question's."""
    knows: Callable[[str], bool]

    def listed(self, folded: list[str]) -> list[str]:
        """Those that stand in the list of the question's language."""
        return listed(folded, self.language.word_list or TERMS_LANGUAGE.word_list)

    def holds(self, folded: str) -> bool:
        """Whether a word is one in any form: of the question's language, or of the one whose words are everywhere."""
        return (
            folded in self.language.stop_words
            or folded in self.language.filler_words
            or bool(self.listed([folded]) or listed([folded], TERMS_LANGUAGE.word_list))
            or self.knows(folded)
            or is_form(folded, self.language)
            # English words need no accents, and the list of those that have some takes long to make.
            or (self.language is not TERMS_LANGUAGE and is_unaccented(folded, self.language.word_list))
        )


def words_of(post: Post) -> list[str]:
    """The words of a post that questions may have too: those of its text, its title, its author and its tags."""
    return words_in("\n".join((post.title, post.author, *post.tags, post.text)))


def words_in(text: str) -> list[str]:
    """The words of a text that spelling goes by, as they are written."""
    return _WORD.findall(text)


class Spelling:
    """The words of an archive and how often each stands in it."""

    def __init__(self, counted: Mapping[str, int], stems: Mapping[str, Sequence[str]] | None = None) -> None:
        """
        Args:
            counted: how often each word stands in the archive, as :func:`words_in` finds them.
            stems: the terms of each word in small letters, where they are at hand.
        """
        self._shown: dict[str, str] = {}
        self._counts: Counter[str] = Counter()
        self._stems: Counter[str] = Counter()
        self._lists: dict[str, dict[str, str]] = {}
        """By first letter, the long words as they are typed without accents, which a typing error rarely has."""
        self._forms: dict[str, dict[str, list[str]]] = {}
        """By language, the archive's words with each stem, the commonest first; made when a question needs them."""
        # The commonest first, and of equals the one in small letters, in whatever order the posts were read.
        for word, count in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0].swapcase())):
            folded = word.casefold()
            self._shown.setdefault(folded, word)
            self._counts[folded] += count
        self._accented: dict[str, str] = {}
        """The archive's words that have accents, by what they are without."""
        letters: Counter[str] = Counter()
        for folded, count in self._counts.items():
            for stem in terms(folded) if stems is None else stems[folded]:
                self._stems[stem] += count
            letters.update(folded)
            if not folded.isascii():
                self._accented.setdefault(unaccented(folded), folded)
            if len(folded) >= _LONG:
                plain = unaccented(folded)
                self._lists.setdefault(plain[:1], {}).setdefault(plain, folded)
        self._alphabet = "".join(letter for letter, _ in letters.most_common(_ALPHABET))
        said = [(sum(self._counts[word] for word in lang.stop_words), lang) for lang in LANGUAGES if not lang.scripts]
        self.languages = tuple(lang for count, lang in sorted(said, key=lambda pair: -pair[0]) if count)
        """Those that the archive may be written in, the one that most of it is in first."""

    def load(self) -> None:
        """Read now what most questions need of the list of words of the archive's language, and of English."""
        for name in {TERMS_LANGUAGE.word_list, *(language.word_list for language in self.languages[:1])} - {""}:
            word_list(name)

    def corrected(self, question: str, knows: Callable[[str], bool]) -> str:
        """The question with what is typed so in chats alone spelt out, and with every word that is none replaced by the
        nearest that the archive has, the commonest of equals, or else by a common word a letter away; empty where
        nothing was.

        A word is one that the archive has in any form, that stands in the list of the question's language, or that
        ``knows`` knows, such as a model's vocabulary. Two letters that are swapped count as one error. A typing error
        rarely changes the first letter otherwise, so that a correction shares it (Pollock and Zamora, Automatic
        spelling correction in scientific and scholarly text, 1984).

        Args:
            question: as it was typed.
            knows: whether a word, in small letters, is one after all.
        """
        vocabulary = _Vocabulary(language_of(question, self.languages), knows)
        spelt_out = self._spelt_out(question, vocabulary.language)
        corrected = TYPED.sub(lambda match: self._mended(match.group(), vocabulary), spelt_out)
        return corrected if corrected != question else ""

    def accented(self, text: str) -> str:
        """A text with the accents of every word that is none without them, as the archive writes it: of "gout" there is
        but "goût"; and with the letters of a language for what is typed in their place: "für" for "fuer"."""
        language = language_of(text, self.languages)
        if language is TERMS_LANGUAGE or not language.word_list:
            return text

        def written(match: re.Match[str]) -> str:
            word = match.group()
            folded = word.casefold()
            others = list(_with_letters(folded, language.digraphs))
            found = self._accented.get(folded) or next(filter(self._counts.__contains__, others), "")
            if not (found or others) or folded in self._counts or listed([folded], language.word_list):
                return word
            if not found and not listed([folded], TERMS_LANGUAGE.word_list):
                found = next(iter(listed(others, language.word_list)), "")
            return (found.capitalize() if word[0].isupper() else found) or word

        return TYPED.sub(written, text)

    def in_its_forms(self, text: str) -> str:
        """A text with every word that the archive has in another form alone in the commonest of those, where terms do
        not tell that they are one: what to search for, since it reads badly."""
        language = language_of(text, self.languages)

        def form(match: re.Match[str]) -> str:
            word = match.group()
            found = [] if word.isupper() or self._has(word.casefold()) else self._forms_of(word.casefold(), language)
            return self._shown.get(found[0], found[0]) if found else word

        return TYPED.sub(form, text)

    def other_forms(self, text: str) -> dict[str, str]:
        """The terms of the archive's other forms of a text's words, each with the term that it stands for, where terms
        do not tell that they are one."""
        language = language_of(text, self.languages)
        found: dict[str, str] = {}
        for word in TYPED.findall(text):
            folded = word.casefold()
            its = terms(folded)
            for form in self._forms_of(folded, language):
                other = terms(form)
                if len(its) == len(other) == 1 and its != other:
                    found.setdefault(other[0], its[0])
        return found

    def _spelt_out(self, text: str, language: Language) -> str:
        """A text with the words that are typed in chats for others as these, but for names and the archive's own."""

        def meant(match: re.Match[str], words: str) -> str:
            typed = match.group()
            own = len(typed) >= _NAMING and typed.casefold() in self._counts
            return typed if own or typed.isupper() else words

        for pattern, words in language.chat_spellings.items():
            typed = re.compile(rf"(?<![\w'’./-])(?:{pattern})(?![\w'’/-]|\.\w)", re.IGNORECASE)
            text = typed.sub(partial(meant, words=words), text)
        return text

    def _mended(self, word: str, vocabulary: _Vocabulary) -> str:
        folded = word.casefold()
        if word.isupper() or self._has(folded) or self._forms_of(folded, vocabulary.language):
            return word
        if vocabulary.holds(folded) or self._has_base(folded) or _is_inflected(folded):
            return word
        swapped = [folded[:i] + folded[i + 1] + folded[i] + folded[i + 2 :] for i in range(len(folded) - 1)]
        found = self._known(swapped, vocabulary)
        if len(folded) >= _LONG:
            near = self._near(folded, vocabulary) if not found else self._doubled(folded, vocabulary)
            found = near or found
        # What is no word to the lists may still be a form of one.
        stem = _stem(folded, vocabulary.language)
        found = [one for one in found if _stem(one, vocabulary.language) != stem]
        if not found:
            return word
        best = max(found, key=lambda one: (round(_likeness(folded, one), 2), self._frequency(one), one))
        shown = self._shown.get(best, best)
        return shown.capitalize() if word[0].isupper() and shown.islower() else shown

    def _forms_of(self, folded: str, language: Language) -> Sequence[str]:
        """The words of the archive that are forms of a word, the commonest first, in a language whose forms are not
        told by their terms; in the one whose are, those that are spelt otherwise: "color" of "colour"."""
        # "wer" of a German question is no form of "were".
        if not language.stemmer or folded in language.stop_words:
            return []
        if language is TERMS_LANGUAGE:
            return [other for other in spellings(folded, language) if self._has(other)]
        forms = self._forms.get(language.code)
        if forms is None:
            words = [word for word, _ in self._counts.most_common()]
            forms = self._forms[language.code] = {}
            for word, stem in zip(words, stems(words, language.stemmer), strict=True):
                forms.setdefault(stem, []).append(word)
        return forms.get(_stem(folded, language), [])

    def count(self, word: str) -> int:
        """How often the archive has a word, with or without an "s": stems have more in common than words do."""
        folded = word.casefold()
        return sum(self._counts[form] for form in {folded, f"{folded}s", folded.removesuffix("s")})

    def _has(self, folded: str) -> bool:
        """Whether the archive has a word in any of its forms."""
        return all(stem in self._stems for stem in terms(folded))

    def _has_base(self, folded: str) -> bool:
        """Whether a word is made of one that the archive has."""
        made = _DERIVED.fullmatch(folded)
        if made is None:
            return False
        base = made.group(1)
        return any(self._has(one) for one in (base, f"{base}e", base[:-1] if base[-1] == base[-2] else base))

    def _frequency(self, folded: str) -> tuple[int, int]:
        """How often the archive has a word in any of its forms, and in this one."""
        return min((self._stems[stem] for stem in terms(folded)), default=0), self._counts[folded]

    def _known(self, folded: list[str], vocabulary: _Vocabulary) -> list[str]:
        """Those that the archive has, or that are words of which it has another form, or else common ones."""
        own = [word for word in folded if word in self._counts]
        other = vocabulary.listed([word for word in folded if word not in self._counts])
        return own + [word for word in other if self._has(word) or vocabulary.knows(word)]

    def _near(self, folded: str, vocabulary: _Vocabulary) -> list[str]:
        plain = unaccented(folded)
        words = self._lists.get(plain[:1], {})
        near = process.extract(
            plain,
            words.keys(),
            scorer=DamerauLevenshtein.normalized_similarity,
            score_cutoff=_CLOSE,
            limit=5,
        )
        return [words[word] for word, _, _ in near] + self._known(
            list(dict.fromkeys(self._one_letter_off(folded))), vocabulary
        )

    def _doubled(self, folded: str, vocabulary: _Vocabulary) -> list[str]:
        """What a word may be if one of its letters is to stand there twice, which is forgotten more often than two are
        swapped: "realy"."""
        return self._known([folded[:i] + folded[i - 1 :] for i in range(2, len(folded) + 1)], vocabulary)

    def _one_letter_off(self, folded: str) -> Iterator[str]:
        """With one letter left out, put in or exchanged behind the first."""
        for i in range(1, len(folded) + 1):
            before, after = folded[:i], folded[i:]
            if after:
                yield before + after[1:]
            for letter in self._alphabet:
                yield before + letter + after
                if after:
                    yield before + letter + after[1:]


def _with_letters(word: str, digraphs: Mapping[str, str]) -> Iterator[str]:
    """A word with letters in the place of some digraphs, those with most of them first."""
    places = [match.span() for match in re.finditer("|".join(digraphs) or "(?!)", word)][:_DIGRAPHS]
    for chosen in sorted(product((True, False), repeat=len(places)), key=sum, reverse=True):
        made, end = "", 0
        for (first, last), exchanged in zip(places, chosen, strict=True):
            made += word[end:first] + (digraphs[word[first:last]] if exchanged else word[first:last])
            end = last
        if any(chosen):
            yield made + word[end:]


def _is_inflected(folded: str) -> bool:
    made = _INFLECTED.fullmatch(folded)
    return made is not None and bool(listed([made.group(1)], TERMS_LANGUAGE.word_list))


def _stem(folded: str, language: Language) -> str:
    """The stem of a word in a language."""
    return stems([folded], language.stemmer or TERMS_LANGUAGE.stemmer)[0]


def _likeness(word: str, other: str) -> float:
    return DamerauLevenshtein.normalized_similarity(unaccented(word), unaccented(other))
