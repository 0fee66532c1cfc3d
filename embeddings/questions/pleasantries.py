"""Pleasantries around a question: greetings, "could you please tell me", thanks, "lol" (phatic expressions).

They are taken off before the search. Left in, they cost more than half of all answers: their words count as terms that
an answer lacks.
"""

from __future__ import annotations

import re

from embeddings.languages import spaced, unspaced

_GREETING = (
    rf"(?:{spaced('greetings')}\b(?:\s+{spaced('addressees')}\b|\s+\w+(?=\s*[,!:]))?[\s,!.:–—-]*"
    rf"|{unspaced('greetings')}[\s,!.:，！。、]*)"
)
_NAME = r"(?:@?pullquote\b[\s,!:]*)"
_REQUEST = rf"(?:(?:{spaced('please')}[\s,]+)?¿?{spaced('requests')}\b[\s,:.–—-]*|{unspaced('requests')}[\s,:，：、]*)"
_INTERJECTION = (
    rf"(?:{spaced('interjections')}\b[\s,!.:…–—-]*|(?<!\w){unspaced('interjections')}(?![a-z])[\s,!.…，。！、]*)"
)
_OPENING = re.compile(rf"^\s*(?:{_GREETING}|{_NAME}|{_REQUEST}|{_INTERJECTION})+", re.IGNORECASE)
_END = r"[\s,.!:)。！？?〜～🙏😊🙂❤️]*$"
_CLOSING = re.compile(
    rf"(?<=[\s,.!?？。！，、])(?:{spaced('before_thanks')} )?"
    rf"(?:{spaced('thanks')}|{spaced('please')}|{spaced('interjections')}|{unspaced('thanks')})"
    rf"(?: {spaced('after_thanks')})*[\s,.!:)。！🙏😊🙂❤️]*$|,\s*{spaced('please')}\s*\?\s*$"
    # Without spaces a request may stand behind what it is for, as its verb: "塩の量を教えて".
    rf"|[\s、，。]*(?:{unspaced('requests')}|を?{unspaced('please')}|(?<![a-z]){unspaced('interjections')}){_END}",
    re.IGNORECASE,
)


def without_pleasantries(question: str) -> str:
    """The question alone; as it stands where nothing would be left of it."""
    bare = _OPENING.sub("", question)
    while (shorter := _CLOSING.sub("", bare)) != bare:
        bare = shorter
    bare = bare.strip()
    return bare if len(bare.split()) > 1 or (bare and not bare.isascii()) else question
