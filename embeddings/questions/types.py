"""Kinds of question, and what a sentence that answers each has in it. Weights measured on SQuAD 2.0 and XQuAD."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QuestionType:
    """A kind of question, and what a sentence that answers it has in it."""

    asked: re.Pattern[str]
    cue: re.Pattern[str]
    bonus: float
    """For a sentence with the cue."""
    near: float
    """On top, weight of the question's terms in it and the sentence before: the answer often follows its subject."""


_TYPES = (
    QuestionType(
        re.compile(
            r"\bhow (?:many|much|long|old|often|far|large|big|high)\b|\bwhat (?:share|number|proportion)\b",
            re.I,
        ),
        re.compile(
            r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|"
            r"thousand|million|billion|half|dozen|once|twice|none)\b",
            re.I,
        ),
        0.12,
        0.15,
    ),
    QuestionType(
        re.compile(r"\bwhen\b|\bwh(?:at|ich) (?:year|date|day|month|century|decade)\b", re.I),
        re.compile(
            r"\b1\d{3}\b|\b20\d\d\b|\b\d+(?:st|nd|rd|th)\b|\b(?:january|february|march|april|may|june|july|august|"
            r"september|october|november|december|(?:mon|tues|wednes|thurs|fri|satur|sun)day|century|today|yesterday|"
            r"year|month|week|day|hour|ago)s?\b",
            re.I,
        ),
        0.1,
        0.1,
    ),
    QuestionType(
        re.compile(r"\bwho(?:m|se)?\b|\bwhere\b", re.I),
        re.compile(r"(?<!^)(?<![.!?]\s)\b[A-Z][\w’'.-]+"),
        0.0,
        0.15,
    ),
    QuestionType(
        re.compile(r"\bshould\b|\bought\b|\badvi[sc]e\b|\brecommend", re.I),
        re.compile(
            r"\b(?:should|must|ought|need(?:s|ed)? to|ha(?:ve|s) to|had better|recommend|advi[sc]e|better|best|wiser|"
            r"more sensible|try|never|always|let[’']s|don[’']t|instead)\b",
            re.I,
        ),
        0.0,
        2.0,
    ),
)


NEWEST = re.compile(
    r"\b(?:latest|newest|most recent(?:ly)?|neue?st\w*|aktuellst\w*|más recientes?|novedades|plus récente?s?|"
    r"dernières nouvelles|mais recentes?|novidades)\b|最新",
    re.IGNORECASE,
)
"""What a question for the newest says, in the languages that the bot speaks."""


def question_type(question: str) -> QuestionType | None:
    """The first kind that the question is of, if any."""
    return next((kind for kind in _TYPES if kind.asked.search(question)), None)
