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
        "Er kam am 3. August 2017 an. | Es war warm.",
        "Sie ist in der 3. Klasse. | Er auch.",
        "Die 3. und 4. Klasse backt. | Gut so.",
        "Im 19. Jahrhundert aß man Roggen. | Heute nicht.",
        "Er kam am 3. | Dann ging er.",
        "Es waren nur 12. | Brot gab es keins.",
        "We had 3. | August was hot.",
        "He was born in 1971. | June came later.",
        # German: abbreviations and quotation marks
        "Das kostet bzgl. Mehl 3 Mio. Euro. | Viel.",
        "Siehe Tab. 3 und Kap. Brot. | Gut.",
        "Close the tab. | Then wait.",
        "„Warte.“ | Dann ging sie.",
        "„Gut!“, sagte er. | Sie ging.",
        "„Warum?“ fragte er. | Sie schwieg.",
        "»Warte.« | Dann ging sie. | »Gut.« | Ja.",
        "Er sagte: ‚Nein.‘ | Dann ging er.",
        # French
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
        # English
        "He left. | “Wait.” | Then she came.",
        "See No. 5 and Fig. 3. | I said no. | We left.",
        "Maj. Baker and Pvt. Rye ate. | Well.",
        "It grew at 3.5 per cent. | Cheap!",
    ],
)
def test_borders_in_text_with_spaces(text: str) -> None:
    expected = text.split(" | ")
    assert sentences(" ".join(expected)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "「はい。」|と言った。|そして帰った！|本当？",
        "『パン。』|彼は食べた。",
        "“你好。”|他说。|“再见。”",
        "她走了。|“等等！”|他说。",
        "《面包》很好。|我每天都吃！|真的吗？",
    ],
)
def test_borders_in_text_without_spaces(text: str) -> None:
    expected = text.split("|")
    assert sentences("".join(expected)) == expected


def test_a_danda_ends_a_sentence() -> None:
    assert sentences("यह रोटी है। वह भी॥ क्यों?") == ["यह रोटी है।", "वह भी॥", "क्यों?"]


prose = st.lists(
    st.sampled_from(
        [
            "Brot", "pain", "pan", "面包", "パン", "रोटी", "Dr.", "z.B.", "der", "am", "3.", "19.", "Juli", "Klasse",
            "„", "“", "”", "»", "«", "‹", "›", "‚", "‘", "’", "「", "」", '"', "'", ".", "!", "?", "…", "。", "।",
            "[1]", " ", " ", " ", "\u00a0", "\u202f", "\n", "\n\n", "—", "¿", "*",
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


@pytest.mark.parametrize("unit", [".", "[1]", ".[1]", ".“", ".« ", "3. ", "!?»", "der 3. und "])
def test_borders_are_found_in_linear_time(unit: str) -> None:
    text = unit * (100_000 // len(unit)) + "x"
    spans = sentence_spans(text, Block(0, len(text)))
    assert spans[-1][1] == len(text)
