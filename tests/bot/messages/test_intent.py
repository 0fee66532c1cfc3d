"""Two hundred messages, each labelled with what it wants of the bot. ``pytest -n 0 -s`` prints the rates."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bot.messages.intent import Intent, Place, Said, intent_of, is_question, without_code

Row = tuple[Intent, Said, str]


def table() -> list[Row]:
    """Of each line: what is wanted, where, ``m`` mentioned and ``o`` to others, the language, the text."""
    rows = []
    for line in Path(__file__).with_name("intents.tsv").read_text(encoding="utf-8").splitlines():
        wanted, place, flags, language, text = line.split("\t")
        said = Said(text, Place[place.upper()], mentioned="m" in flags, to_others="o" in flags)
        rows.append((Intent[wanted.upper()], said, language))
    return rows


def test_what_a_message_wants_is_known() -> None:
    rows = table()
    assert len(rows) >= 200
    found = [(wanted, intent_of(said), said, language) for wanted, said, language in rows]
    for wanted, got, said, _ in found:
        if wanted is not got:
            print(f"{said.place.name.lower()}: {said.text!r} wants {wanted.name.lower()}, taken for {got.name.lower()}")
    rates = {}
    for language in ("en", "de"):
        for intent in Intent:
            labelled = [got is intent for wanted, got, _, spoken in found if wanted is intent and spoken == language]
            taken = [wanted is intent for wanted, got, _, spoken in found if got is intent and spoken == language]
            if labelled and taken:
                rates[language, intent] = sum(labelled) / len(labelled), sum(taken) / len(taken)
                recall, precision = rates[language, intent]
                print(
                    f"{language} {intent.name.lower():9} {len(labelled):3}  found {recall:.2f}  right {precision:.2f}"
                )
    print(Counter(wanted is got for wanted, got, *_ in found))
    assert all(recall >= 0.9 and precision >= 0.9 for recall, precision in rates.values())


@pytest.mark.parametrize(
    "text",
    [
        "How long should the dough rise?",
        "so what do you do with a dead starter",
        "Wie lange muss der Teig gehen?",
        "¿Cuánta sal?",
        "面包怎么做？",
        "I forgot the salt. Can I still save it? Asking for a friend.",
        "(is rye better?)",
        "hey, how do I store bread in summer",
    ],
)
def test_questions(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize(
    "text",
    ["Good morning!", "what a loaf", "How nice", "lol", "🍞?", "??", "", "https://example.org/?q=bread", "I like rye.",
     "What a wonderful loaf that is!", "<@123>"],
)  # fmt: skip
def test_small_talk(text: str) -> None:
    assert not is_question(text)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("`<@1>` is how it is written", "is how it is written"),
        ("```\n<@1>\n``` <@1> how?", "<@1> how?"),
        ("a ` alone <@1>", "a ` alone <@1>"),
        ("``<@1> ` `` x", "x"),
        ("plain", "plain"),
    ],
)
def test_code_is_not_said(text: str, left: str) -> None:
    assert without_code(text).split() == left.split()


@pytest.mark.parametrize(
    "text",
    [
        "¿qué puedes hacer?", "q puedes hacer", "quien eres?", "qué sos", "ayuda", "que peux-tu faire ?", "qui es-tu ?",
        "t'es qui", "comment ça fonctionne ?", "o que você pode fazer?", "quem é você?", "como vc funciona",
        "cosa sai fare?", "chi sei?",
    ],
)  # fmt: skip
def test_questions_about_the_bot_are_known_in_further_languages(text: str) -> None:
    assert intent_of(Said(text, Place.DIRECT)) is Intent.HELP
    assert intent_of(Said(f"{text.rstrip('? ')} con centeno?", Place.DIRECT)) is Intent.QUESTION
