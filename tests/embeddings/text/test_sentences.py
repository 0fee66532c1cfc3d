"""Sentence borders in the languages of the table."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.posts import Block, Post
from embeddings.text.sentences import blocks_of, sentence_spans


def sentences(text: str) -> list[str]:
    return [text[s:e] for block in blocks_of(Post(id="p", text=text)) for s, e in sentence_spans(text, block)]


@pytest.mark.parametrize(
    "text",
    [
        # German: ordinals
        "Am 3. Juli backte sie. | Danach nicht.",
        "Weitere Termine: 13. November 2032, 07. Mai 2049. | Mehr nicht.",
        "Offen vom 01. April bis 09. Oktober. | Danach zu.",
        "Er kam am 3. August 2017 an. | Es war warm.",
        "Sie ist in der 3. Klasse. | Er auch.",
        "Die 3. und 4. Klasse backt. | Gut so.",
        "Im 19. Jahrhundert aß man Roggen. | Heute nicht.",
        "Er kam am 3. | Dann ging er.",
        "Im 19. Jh. aß man Roggen, und er wurde 3. Platz. | Heute nicht.",
        "Lass ihn 2 Std. Ruhe haben, mit 1 Pck. Hefe und 2 gestr. TL Salz. | Gut so.",
        "Mehl, Wasser usw. | Der Teig ruht. | Es gilt gem. Anlage 3 der Satzung. | Gut.",
        "Fr. Müller kam mit Hr. Meier. | Er blieb 30 Min. Ober- und Unterhitze. | Nun 5 Min. | Dann ruht er.",
        "Bake it for 30 min. | Remove it and let it rest for 20 sek. | Serve.",
        "Er wohnt in der Hauptstr. 12 in Bonn. | Gut so.",
        # Words of their own in English, or a sentence's last
        "We wrote this as a Ruby gem. | Bundler knows of it. | All of it is in std. | Led by Aaron, it grew.",
        "It fell from 40 ms to 2 ms. | On a phone it is more. | Ask Ms. Harper. | She was Ann Simpson Jr. | It is so.",
        "On Feb. 7, 1961, it began, until Feb. 7th. | He made Mario Bros. | His is new.",
        "The lab studies CF. | It waits for the value v. | These lines are new. | We met Dr. An in Roe v. Wade.",
        "Am 5. Dez. 2019 und im Okt. 2020 war er da. | Gut so.",
        # Emoji end a sentence where a line does, or where the next word opens one.
        "Das macht Sinn 😉 | Also los. | Typisches Essen 😀👍 | Weil alles gut ist.",
        "Es war schön^^ | Dann gingen wir. | I like it :) | Then we left.",
        "Es war schön 😛\n| Amsterdam war es auch.",
        "Ich liebe 😍 Pizza und Bier. | We saw the 🦆 Ducks play.",
        "Es waren nur 12. | Brot gab es keins.",
        "We had 3. | August was hot.",
        "He was born in 1971. | June came later.",
        "Das war nach dem 2. Weltkrieg. | Lange her.",
        "Sein 50. Geburtstag war schön. | Alle kamen.",
        "Anfang 19. Jahrhundert aß man Roggen. | Heute nicht.",
        "Zwischen 3. und 5. Klasse backen alle. | Gut so.",
        "Wir öffnen ab 3. Oktober. | Bis dann.",
        "We had 12. | Stock was low.",
        "There were 30 in 2. | Klaus had none.",
        # German: abbreviations and quotation marks
        "Das kostet bzgl. Mehl 3 Mio. Euro. | Viel.",
        "Siehe Tab. 3 und Kap. Brot. | Gut.",
        "Close the tab. | Then wait.",
        "„Warte.“ | Dann ging sie.",
        "„Gut!“, sagte er. | Sie ging.",
        "„Warum?“ fragte er. | Sie schwieg.",
        "»Warte.« | Dann ging sie. | »Gut.« | Ja.",
        "Er sagte: ‚Nein.‘ | Dann ging er.",
        # Spanish
        "Vea la p. 34, la fig. 3 y el vol. 2 en casa. | Allí está.",
        "Ganó en los JJ. OO. de París. | Los EE. UU. | Ella fue a RR. HH. en Bs. As. con la Lic. Gómez. | Ya no.",
        "Déjala reposar 2 h. | Después hornea 500 g. | Come a las 8 p. m. | El viaje empieza. | Fue en 476 d. C. | Sí.",
        "El 3 ene. 2019 y en dic. 2020 llovió. | Costó máx. 5 euros en la Av. Corrientes. | Caro.",
        "He lives at 1824 E. Elliot Road. | It took 4.13 s. | Then it fell.",
        # French
        "« Où vas-tu ? », dit-il. | Puis il partit.",
        "Voir p. 34 et vol. 2, av. J.-C. à Rome, av. Foch. | Les MM. Dupont viennent en janv. 2019. | Bien.",
        "Laissez reposer min. 2 h. | Ajoutez 500 g. | Coupez. | « Quoi ? » | Rien.",
        "« Attends ! » | Puis elle partit.",
        "«\u00a0Attends\u202f!\u00a0» | Puis elle partit.",
        "« Quoi ? » dit-elle. | Rien.",
        "Elle lut « Du pain. »",
        "Il vint. | « Oui. » | Bien.",
        "Mme. Curie et Mgr. Dupont vinrent. | Ils mangèrent.",
        # Spanish and Portuguese
        "«Espera.» | Luego salió.",
        "“¿Pan?” | Dijo que sí.",
        "¿Cuánto pan? | ¡Mucho! | Sí.",
        "—¿Qué? —dijo ella. | —Nada.",
        "La Dña. Ana y el Sr. Paz, p. ej. Juan. | Bien.",
        "No séc. XX havia pão. | Hoje também.",
        "A Eng. Costa e o Pe. Lima vieram em jan. 2019, no ap. 12. | A tab. 3 diz isso. | Bom.",
        # Italian
        "Il sig. Rossi e la dott.ssa Verdi vennero il 5 feb. 2020. | Cfr. la tab. 2 a pag. 34. | Bene.",
        "Cadde nel 476 d.C. | Poi venne l’ing. Neri. | È della Telecom S.p.A. | Ora no. | Pane, ecc. | Fine.",
        # English
        "He left. | “Wait.” | Then she came.",
        "See No. 5 and Fig. 3. | I said no. | We left.",
        "Maj. Baker and Pvt. Rye ate. | Well.",
        "It grew at 3.5 per cent. | Cheap!",
        "All is in one place. | crates.io is part of it. | iPhones are not.",
        "We use several, e.g. login.gov and so on. | Good.",
        # Small letters at the head of every sentence
        "i knead it for ten minutes. | then it rests. | did it rise? | yes, and it doubled! | it was good.",
        "we use e.g. rye. | see fig. 3 for more. | 5 g of salt, i.e. a pinch, is enough.",
        "mkdir makes a folder. | mkdir stands for make directory.",
        "assert_eq! takes a message too. | the rest is known.",
        "i waited... and waited. | it (slowly! surely.) rose.",
        "The price was 3 dollars. then he left. | We stayed.",
        "the total no. of loaves",
        "the oven takes approx. 3 loaves",
        # Acronyms with full stops
        "She joined the U.S. Digital Service in 2014. | He did not.",
        "Our D.C. office is small. | We like it.",
        "They moved to the U.S. | The work went on. | We left D.C. | In May it rained.",
        "They moved (to the U.S.) | It was hot there.",
        "He has a Ph.D. | But she bakes. | His Ph.D. Thesis was on rye.",
        "It was W.E.B. Du Bois who ate. | J. R. R. Marlow and Alfred P. Rye paid.",
        "Bring oats, e.g. Scottish ones. | It was rye vs. Wheat again.",
        "She lives in St. Albans, i.e. near us. | Dr. Rye and Prof. Dr. Anna Hale agree.",
        "We open at 5 p.m. | The door is red.",
        "They chose plan B. | The rest is known.",
        # Abbreviations that are words in English
        "Close the tab. | 3 more are open.",
        "You will never use the max. | 20 people came to it.",
        "He was a nice chap. | 12 years later he was not.",
        "Put it out of your mind. | 5 people have asked.",
        "I ate a fig. | Then I slept. | See fig. 3 and vol. 2.",
        "Es passen max. 20 Personen und mind. 5 Hunde hinein. | Mehr nicht.",
        "Voir le chap. 3 et la suite. | Bien.",
        "楽しい♪ | また来ます☆ | ではまた(笑) | それじゃ。",
        # Quotations and brackets
        '"Coo! Coo!" he said. | Then he left.',
        "“Coo! Coo! Coo!” | Nobody came.",
        '"Stop!" he cried, and "Go!" she said. | They went.',
        "'Stop! Now!' he cried. | They went.",
        '"Stop! Do not eat that. It is hot." | He ate it.',
        "He told me (it was late. I was tired.) that rye is best. | I agreed.",
        "Rye (see below.) | It is dark.",
        "„Halt! Nicht essen. Das ist heiß.“ | Er aß es.",
        "« Attends ! Ne mange pas. » | Il mangea.",
        'He said 6" is enough. | The "long" loaf needs 9" or more. | Fine.',
        "The dogs' bowl is full. | It's the cats' turn. | Good.",
        "He wrote: “This never closes. | And it goes on. | And on.",
    ],
)
def test_borders_in_text_with_spaces(text: str) -> None:
    expected = text.split(" | ")
    assert sentences(" ".join(expected)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "「はい。」と言った。|そして帰った！|本当？",
        "彼は「待って。まだだ。」と言った。|そして帰った。",
        "『パン。』|彼は食べた。",
        "すごい！と叫んだ。|なに？って聞かれた。|大丈夫！…と言われている。",
        "ちょっと焦げた？ような色です。|すごい！けど高い。|幸い？にも晴れた。|大丈夫？的な顔。|本当？|にんじんです。",
        "おいしい！|ところで塩は？|というわけで終わり！|といっても少し。",
        "今日は晴れだ．|明日は３．５度だ．|バージョン1．2を使う。",
        "“你好。”他说。|“再见。”",
        "她走了。|“等等！”他说。|「來嗎？」她問。|“好。”。|问题很多。",
        "《面包》很好。|我每天都吃！|真的吗？",
        "真的很厲害!|你呢?|我覺得還好。",
    ],
)
def test_borders_in_text_without_spaces(text: str) -> None:
    expected = text.split("|")
    assert sentences("".join(expected)) == expected


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Do this:\n1- Knead\n2- Let it rest 10-12 minutes\n3) Bake", ["Do this:", "1- Knead", "2- Let", "3) Bake"]),
        ("– 150g de farine\n–30 g de sel", ["– 150g", "–30 g"]),
        ("1. Salt it. Stir\n2. Boil it\n1.5 hours", ["1. Salt it.", "Stir", "2. Boil it\n1.5"]),
        ("– Bonjour !\n– Salut", ["– Bonjour !", "– Salut"]),
        ("We bake rye\n- and wheat", ["We bake rye\n- and"]),
        ("It was 10\n-5 degrees", ["It was 10\n-5"]),
        ("2-3 eggs and\n10-12 plums", ["2-3 eggs and\n10-12"]),
    ],
)
def test_lines_that_open_as_items_do_are_sentences_where_there_are_two(text: str, lines: list[str]) -> None:
    found = [text[start:end] for start, end in sentence_spans(text, Block(0, len(text)))]
    assert [one[: len(line)] for one, line in zip(found, lines, strict=True)] == lines


def test_a_danda_ends_a_sentence() -> None:
    assert sentences("यह रोटी है। वह भी॥ क्यों?") == ["यह रोटी है।", "वह भी॥", "क्यों?"]


prose = st.lists(
    st.sampled_from(
        [
            "Brot", "pain", "pan", "面包", "パン", "रोटी", "Dr.", "z.B.", "der", "am", "3.", "19.", "Juli", "Klasse",
            "„", "“", "”", "»", "«", "‹", "›", "‚", "‘", "’", "「", "」", '"', "'", ".", "!", "?", "…", "。", "।",
            "[1]", "(", ")", "[", "U.S.", "max.", " ", " ", " ", "\u00a0", "\u202f", "\n", "\n\n", "—", "¿", "*",
        ]
    ),
    max_size=60,
).map("".join)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=300), prose), st.sampled_from(["paragraph", "code"]))
def test_spans_are_in_order_do_not_overlap_and_hold_all_that_is_not_white_space(text: str, kind: str) -> None:
    block = Block(min(2, len(text)), len(text), kind)  # type: ignore[arg-type]
    held = bytearray(len(text))
    last = block.start
    for start, end in sentence_spans(text, block):
        assert last <= start < end <= block.end
        held[start:end] = b"\1" * (end - start)
        last = end
    assert all(held[i] or text[i].isspace() for i in range(block.start, block.end))


def test_a_quotation_too_long_for_one_sentence_has_borders() -> None:
    text = f"He wrote: “{'This is one sentence of a long speech. ' * 30}” Then he left."
    assert len(sentences(text)) > 20


@pytest.mark.parametrize(
    "unit",
    [
        ".",
        "[1]",
        ".[1]",
        ".“",
        ".« ",
        "3. ",
        "!?»",
        "der 3. und ",
        "(",
        ")",
        '"',
        "“",
        "”",
        "(a. ",
        "“A! ",
        "« A. ",
        '"A. B." ',
        "U.S. ",
        "max. 3 ",
        "'A! ",
    ],
)
def test_borders_are_found_in_linear_time(unit: str) -> None:
    text = unit * (100_000 // len(unit)) + "x"
    spans = sentence_spans(text, Block(0, len(text)))
    assert spans[-1][1] == len(text)
