"""Whether a message speaks to the bot, and what it wants: the one place where that is decided."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from bot.messages.chat import (
    ENDINGS,
    FILLERS,
    GOING_ON,
    GREETINGS,
    HELP,
    KNOWS,
    POINTING,
    REQUESTS,
    SOCIAL,
    THANKS,
    VERBS,
)
from embeddings import pattern_for


class Intent(Enum):
    """What a message wants of the bot."""

    QUESTION = "an answer"
    """Its text is asked."""
    POINTING = "an answer to what it replies to"
    HELP = "to know how to ask"
    THANKS = "nothing but to be seen"
    NOTHING = "nothing of the bot"


class Place(Enum):
    """Where a message stands, by what it says to the bot there."""

    DIRECT = "a direct message"
    ANSWER = "a reply to an answer of the bot"
    NOTICE = "a reply to anything else that the bot wrote"
    THREAD = "a thread on an answer of the bot"
    QUESTIONS = "a question channel, or the opening of a forum's post"
    ELSEWHERE = "anywhere else"


@dataclass(frozen=True, slots=True)
class Said:
    """A message as far as it matters for what it wants."""

    text: str
    """Without the mention of the bot; of a forwarded message, what was forwarded."""
    place: Place
    mentioned: bool = False
    """Whether the bot is mentioned in the text, not in its code."""
    to_others: bool = False
    """Whether it mentions another member, or replies to one."""


def intent_of(said: Said) -> Intent:
    """What a message wants of the bot."""
    text = _ADDRESS.sub(" ", _CUSTOM_EMOJI.sub("🙂", said.text)).strip()
    called = said.mentioned or said.place is Place.DIRECT
    if called and (not text or _POINTING.fullmatch(_bare(text))):
        return Intent.POINTING
    if _is_chat(text, THANKS):
        return Intent.THANKS if called or said.place is Place.ANSWER else Intent.NOTHING
    if _is_chat(text, GREETINGS) or _HELP.fullmatch(_bare(text)):
        return (
            Intent.HELP if called or (said.place is Place.ANSWER and not _is_chat(text, GREETINGS)) else Intent.NOTHING
        )
    if called:
        return Intent.QUESTION
    if said.place is Place.ELSEWHERE or (said.to_others and said.place is not Place.ANSWER) or text.startswith("@"):
        return Intent.NOTHING
    if _is_social(text) and not (said.place is Place.ANSWER and _goes_on(text)):
        return Intent.NOTHING
    asks = _asks(text)
    if said.place is Place.ANSWER:
        asks = is_question(text) or _goes_on(text)
    elif said.place is Place.NOTICE:
        asks = is_question(text) and bool(_MARK.search(text))
    return Intent.QUESTION if asks else Intent.NOTHING


def is_question(text: str) -> bool:
    """Whether the text asks something, in the languages that most servers speak."""
    plain = _ADDRESS.sub(" ", _CUSTOM_EMOJI.sub(" ", text)).strip()
    if not any(char.isalpha() for char in plain):
        return False
    if _MARK.search(plain):
        return True
    words = plain.split()
    exclaims = plain.endswith("!") or re.match(r"(?:what an?|how \w+$)\b", plain, re.IGNORECASE)
    return len(words) > _FEWEST_WORDS and not exclaims and bool(_OPENING.match(plain))


def without_code(text: str) -> str:
    """The text without what Discord shows as code, in which a mention is none and nothing is asked."""
    for fence in ("```", "``", "`"):
        parts = text.split(fence)
        # An odd one out closes nothing.
        kept = parts[::2] if len(parts) % 2 else [*parts[:-1:2], fence + parts[-1]]
        text = " ".join(kept)
    return text


_MARK = re.compile(r"[?？؟]\s*[\"'”’»)*_]*\s*(?:$|\s)")
_LEADS = rf"(?:{pattern_for('lead_ins')}[\s,!.]*)*"
_FEWEST_WORDS = 3
"""A question without a question mark is at least this long: "what a day" and "how nice" are none."""
_OPENING = re.compile(
    rf"{_LEADS}(?:(?:and|und) )?(?:{pattern_for('question_openings')}|(?:{'|'.join(VERBS)})\b)",
    re.IGNORECASE,
)
_REQUEST = re.compile(
    rf"{_LEADS}(?:{pattern_for('please')}[\s,]*)?(?:{pattern_for('requests')}|(?:{'|'.join(REQUESTS)})\b)\s+\S+\s+\S+",
    re.IGNORECASE,
)
_ASKED = re.compile(r"(?:what|which|who|how|was|wie|wer|welche\w?) (?:is|are|was|were|ist|sind|war)\b", re.IGNORECASE)
_ENDING = re.compile(rf"[,.!;]\s*(?:{'|'.join(ENDINGS)})[\s.!…]*$", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+|<(?:[@#]|t:|/|id:)[^>]{0,200}>")
_CUSTOM_EMOJI = re.compile(r"<a?:\w{2,32}:\d+>")
_EMOJI = re.compile(r"[^\w\s\"'’“”„&/+<>=.,;:!?()*~#@-]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_GOING_ON = re.compile(rf"(?:{'|'.join(GOING_ON)})\b", re.IGNORECASE)
_OWN = re.compile(
    r"\b(?:i|i['’]m|i['’]ve|i['’]ll|me|my|mine|we|our|lol|lmao|haha\w*|ich|mein\w*|mir|mich|wir|unser\w*)\b",
    re.IGNORECASE,
)
_LAUGHTER = re.compile(r"(?:(?:a?ha(?:ha)*h?|lol|lmao|omg|wow|oh|ah)\b[\s,!.]*){1,3}", re.IGNORECASE)
_POINTING = re.compile("|".join(POINTING), re.IGNORECASE)
_HELP = re.compile(rf"(?:(?:{'|'.join(sorted(GREETINGS))})\W+)?(?:{'|'.join(HELP)})", re.IGNORECASE)
_SOCIAL = re.compile("|".join(SOCIAL), re.IGNORECASE)
_KNOWS = re.compile("|".join(KNOWS), re.IGNORECASE)
_MOST_CHAT = 9
"""Words of a message that only thanks or greets, at most."""


def _bare(text: str) -> str:
    """The text without emoji and what ends it."""
    return " ".join(_EMOJI.sub(" ", text).split()).rstrip(" .!?…:)").strip()


def _is_chat(text: str, core: frozenset[str]) -> bool:
    """Whether a text is nothing but a word of thanks or greeting, with what goes with it; so are emoji alone."""
    words = [word.casefold().replace("’", "'") for word in _WORD.findall(text)]
    if not words:
        # Emoji, or marks: "👍", ":)", "?!".
        return core is THANKS and bool(text) and not re.search(r"\d", text)
    if len(words) > _MOST_CHAT or any(char.isdigit() for char in text):
        return False
    if (_MARK.search(text) and len(words) > 1) or _ASKED.match(text):
        return False
    return any(_shortened(word) in core for word in words) and all(
        _shortened(word) in core or word in FILLERS for word in words
    )


def _shortened(word: str) -> str:
    """ "niiice" as "nice", "hmmmm" as "hm", unless the word is known as it stands."""
    if word in THANKS or word in GREETINGS:
        return word
    once = re.sub(r"(.)\1+", r"\1", word)
    return once if once in THANKS or once in GREETINGS else re.sub(r"(.)\1{2,}", r"\1\1", word)


def _is_social(text: str) -> bool:
    """Whether a question is for the people there: how they are, whether they saw something."""
    plain = _LAUGHTER.sub("", re.sub(rf"^{_LEADS}", "", text, flags=re.IGNORECASE).lstrip(" ,!.¿"))
    return bool(_SOCIAL.match(plain)) and not _KNOWS.match(plain)


def _asks(text: str) -> bool:
    return is_question(text) or bool(_REQUEST.match(text) or _ENDING.search(text))


def _goes_on(text: str) -> bool:
    """Whether a reply to an answer goes on from it without being a whole question: "and with rye", "in summer"."""
    if _REQUEST.match(text):
        return True
    return bool(_GOING_ON.match(text)) and len(text.split()) <= 8 and not _OWN.search(text) and not text.endswith("!")
