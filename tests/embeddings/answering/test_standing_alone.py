"""A quote stands alone, and does not betray its author."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from embeddings.answering.context import around, opening_of
from embeddings.answering.lines import lines_of, reports
from embeddings.answering.notes import is_reported, more_items
from embeddings.answering.widening import stands_alone, widened
from embeddings.posts import HOLE, Answer, Block, BlockKind, Post

from .quoting import FILLER, made, paragraph, quoted

Ask = Callable[[str], Answer]


def test_no_neighbour_comes_along_that_leans_on_what_does_not_fit() -> None:
    long = f"The loft has a door of oak, {'which is heavy, as every door of oak is, ' * 9}and a latch."
    post = made(("paragraph", f"{long} This keeps the cats out. Shut it at dusk."))
    lines = lines_of(post)
    row = len(lines) - 1
    shares = {"This": 0.4, "Shut": 1.0}
    first, last = widened(
        lines, row, lambda _: True, lambda _: 1.0, lambda line: shares.get(line.text.split()[0], 0.0), 300
    )
    assert [line.text for line in lines[first : last + 1]] == ["Shut it at dusk."]


@pytest.mark.parametrize("opening", ["For instance,", "It is written so –"])
def test_words_that_break_off_before_code_take_it_along(opening: str) -> None:
    post = made(("paragraph", f"A weak reference lets go of a bird. {opening}"), ("code", "ref = Weak(bird)"))
    assert quoted(post, "A weak").endswith(("of a bird.", "Weak(bird)"))
    assert quoted(post, opening).endswith("Weak(bird)")
    listed = made(("item", "flour, salt,"), ("item", "water"), ("paragraph", FILLER))
    assert not any(line.announces for line in lines_of(listed))


def test_a_quote_and_its_context_stop_before_a_hole() -> None:
    post = paragraph(f"It rose. Said {HOLE}, a baker. Bread. Then it fell. It was eaten.")
    assert quoted(post, "Bread") == "Bread. Then it fell."
    assert (
        post.text[slice(*around(post, post.text.index("Bread"), len(post.text)))]
        == "Bread. Then it fell. It was eaten."
    )
    assert opening_of(post, 0, len(post.text)) == (0, len("It rose."))


@pytest.mark.parametrize("bare", ["Yes.", "No!", "Both.", "Yes. Yes.", "Privacy."])
def test_a_quote_goes_on_from_the_word_before_it(bare: str) -> None:
    post = paragraph(f"{bare} You can keep the cash in the panniers.")
    assert quoted(post, "You can") == post.text
    apart = made(("paragraph", bare), ("paragraph", f"Keep the cash in the panniers of your bicycle, {FILLER}"))
    assert not quoted(apart, "Keep").startswith(bare)


def test_what_others_say_and_what_the_author_says_do_not_run_together() -> None:
    post = made(
        ("paragraph", "I live in Geneva, where the lake is."),
        ("quotation", "I live in Detroit."),
        ("quotation", "— Bo Hart (@bo) June 4, 2016"),
        ("paragraph", "He lives near the river, I think."),
    )
    assert quoted(post, "Detroit") == "I live in Detroit.\n\n— Bo Hart (@bo) June 4, 2016"
    assert "Detroit" not in quoted(post, "Geneva")
    assert "Detroit" not in quoted(post, "river")


def test_a_quote_begins_with_the_end_of_a_list_only_where_that_answers() -> None:
    post = made(
        ("item", "You cannot pair new bulbs."),
        ("item", "You are out of luck with a reset."),
        ("paragraph", "Do not update the hub."),
    )
    lines = lines_of(post)
    first, last = widened(lines, 2, lambda _: True, lambda _: 1.0, lambda _: 0.4, 400)
    assert post.text[lines[first].start : lines[last].end] == "Do not update the hub."
    first, last = widened(lines, 2, lambda _: True, lambda _: 1.0, lambda _: 0.6, 400)
    assert post.text[lines[first].start : lines[last].end] == post.text


def test_a_signature_is_of_who_speaks_above_it() -> None:
    post = made(
        ("paragraph", "Keep a card in each pannier of the bicycle, and another one in the tent."),
        ("paragraph", "— Eric St. Mary"),
        ("paragraph", "Eric has good ideas."),
        ("paragraph", "— Bonjour, dit le boulanger du village."),
        ("paragraph", "Rye."),
    )
    assert [line.signs for line in lines_of(post)] == [False, True, False, False, False]
    assert quoted(post, "Keep a card").endswith("— Eric St. Mary")
    assert "St. Mary" not in quoted(post, "good ideas")
    shown = made(("paragraph", "The bakers of the mill beside their stone oven"), ("paragraph", "— Eric St. Mary"))
    assert quoted(shown, "The bakers") == "The bakers of the mill beside their stone oven"


def test_no_item_of_a_list_is_taken_along_in_part() -> None:
    item = "Privacy. " + "All that you bake is stored in your own cellar, " * 10 + "which is cool."
    post = made(("paragraph", "We want three things:"), ("item", "Local control."), ("item", "Bread."), ("item", item))
    assert quoted(post, "We want") == "We want three things:\n\nLocal control.\n\nBread."


KEPT = "We keep the oven shut for as long as the loaves are pale, however good the street smells by then."
STEAM = "The steam has to stay in."
CRUST = "A crust sets slowly then."


@pytest.mark.parametrize(
    ("most", "whole"),
    [(0, KEPT), (130, f"{KEPT} {STEAM}"), (400, f"Bakers ask why. {KEPT} {STEAM} {CRUST}")],
)
def test_neighbours_that_answer_too_come_along_as_far_as_they_fit(most: int, whole: str) -> None:
    post = made(
        ("heading", "Why we keep it shut"),
        ("paragraph", f"Bakers ask why. {KEPT} {STEAM}"),
        ("paragraph", f"{CRUST} Nell paints the door each spring."),
    )
    likely = {"Bakers": 0.2, "We keep": 1.0, "The steam": 0.5, "A crust": 0.6, "Nell": 0.1, "Why we": 0.9}
    lines = lines_of(post)
    row = next(row for row, line in enumerate(lines) if line.text.startswith("We keep"))
    first, last = widened(
        lines,
        row,
        lambda _: True,
        worth=lambda _: 0.0,
        answers=lambda line: next(value for words, value in likely.items() if line.text.startswith(words)),
        most=most,
    )
    assert " ".join(line.text for line in lines[first : last + 1]) == whole


CLIP = "Some people say that you should clip the wings of every new bird that comes into the loft."


@pytest.mark.parametrize(
    "reversal",
    [
        "They are wrong.",
        "Lo cierto es que esto es mentira.",
        "But this is ultimately a false assumption.",
        "Not so.",
        "This is a myth.",
        "That turned out to be false.",
        "However, that advice was completely mistaken.",
        "It isn't true.",
        "It is not: a clipped bird falls.",
        "Nothing could be further from the truth.",
        "I no longer believe it.",
        "That's not true.",
        "They’re not.",
        "Unfortunately, that is not true.",
        "That’s simply not the case.",
        "This is no longer true.",
        "This is now outdated.",
        "Or so I thought.",
        "At least, that's what I thought.",
        "No, you shouldn't.",
        "You don't.",
        "Nope.",
        "Just kidding.",
        "I’ve since changed my mind.",
        "Das stimmt leider nicht.",
        "Doch das ist ein Irrtum.",
        "Leider stimmt das nicht.",
        "Das ist nicht mehr so.",
        "Dachte ich jedenfalls.",
        "Mais c’est faux.",
        "Ce n’est plus le cas.",
        "C’est du moins ce que je croyais.",
        "Pero eso es un mito.",
        "Ya no es así.",
        "O eso pensaba.",
        "Mas isso não é verdade.",
        "Já não é assim.",
        "Era o que eu pensava.",
        "Instead, we see the opposite.",
        "しかし、それは誤解です。",
        "但这是错的。",
    ],
)
def test_what_takes_a_sentence_back_comes_along(reversal: str) -> None:
    assert quoted(paragraph(f"{CLIP} {reversal} {FILLER}"), "clip the wings") == f"{CLIP} {reversal}"
    assert quoted(made(("paragraph", CLIP), ("paragraph", reversal)), "clip the wings").endswith(reversal)


def test_what_takes_a_sentence_back_may_lack_a_full_stop() -> None:
    post = made(("paragraph", CLIP), ("paragraph", "But this is not the case"))
    assert quoted(post, "clip the wings").endswith("But this is not the case")


@pytest.mark.parametrize(
    "sequel",
    [
        "They are strong birds and fly home.",
        "This is a barn that we built.",
        "It was raining on that day.",
        "I am not a vet, though.",
        "There is a net above the loft.",
        "This was caused by an incorrect path in the file.",
        "It's a mistake to leave the hatch open.",
        "We no longer need a second loft.",
        "It will not, however, be the last one.",
        "That's not all.",
        "It's not a bad idea to rest it.",
        "It's not wrong.",
        "They're not made of tin.",
        "No one likes it.",
        "No problem at all.",
        "Except for the crust, it's fine.",
        "Unfortunately, we ran out of flour.",
        "It is no longer made of tin.",
        "At least, rest it for an hour.",
        "That’s what I think.",
        "Nein, das Brot war gut.",
        "Ce n’est plus très loin.",
        "Das ist ein Stall aus Holz.",
    ],
)
def test_what_does_not_take_a_sentence_back_stays_behind(sequel: str) -> None:
    assert quoted(paragraph(f"{CLIP} {sequel} {FILLER}"), "clip the wings") == CLIP


def test_no_quote_ends_just_before_what_takes_it_back() -> None:
    lines = lines_of(paragraph(f"{CLIP} They are wrong. {FILLER}"))
    assert not stands_alone(lines, 0, 0)
    assert stands_alone(lines, 0, 1)


@pytest.mark.parametrize(
    ("sentence", "alone"),
    [
        ("But rye keeps.", True),
        ("Also, rye keeps.", True),
        ("También el centeno dura.", True),
        ("Así que el centeno dura.", True),
        ("Así dura el centeno.", False),
        ("They keep.", False),
        ("He bakes.", False),
        ("These needs differ.", False),
        ("Second, rye keeps.", False),
        ("No, rye keeps.", False),
        ("There must be a reason.", True),
        ("There’d be no reason.", True),
    ],
)
def test_whether_a_sentence_stands_alone(sentence: str, alone: bool) -> None:
    lines = lines_of(paragraph(f"It rained. {sentence} Good."))
    assert stands_alone(lines, 1, 1) == alone


@pytest.mark.parametrize(
    "sentence",
    [
        "There’s been quite a lot of posts suggesting that limits are best left out.",
        "Several blogs advise against it.",
        "The common belief is that rye keeps.",
        "The assumption was that rye keeps.",
        "A common misconception is that rye needs no salt.",
        "I have read articles that claim it rests too long.",
        "You may have heard that rye is hard to bake.",
        CLIP,
        "He said that rye keeps for a week.",
        "There is the assumption that rye keeps.",
        "Critics of the plan claim that it costs too much.",
        "It is often said that rye keeps.",
        "I used to think that clipping was harmless.",
        "“Rye keeps for a week,” said the miller.",
        "Manche Bäcker behaupten, dass Roggen hält.",
        "Certains disent que le seigle se garde.",
        "Algunos panaderos dicen que dura.",
        "Alguns padeiros dizem que dura.",
        "パンは体に悪いと言われている。",
        "有人说面包不好。",
        "You might think that rye needs no salt.",
        "You’d be forgiven for thinking that rye keeps.",
        "You might imagine (as I once did) that rye needs no salt.",
        "One might propose a longer rest.",
        "It’s tempting to bake it hotter.",
        "Man könnte meinen, Roggen brauche kein Salz.",
        "Se cree que el centeno no necesita sal.",
        "He visto a muchos panaderos afirmar que dura.",
        "On pourrait croire que le seigle se garde.",
        "Some say that it helps, but others say that it does not.",
        "Many people think that bread is nothing but flour.",
        "Il est tentant d’ajouter du sel.",
        "Uno podría pensar que dura.",
        "Você pode achar que dura.",
        "Si potrebbe pensare che basti.",
        "塩はいらないと思うかもしれません。",
        "你可能会认为不需要盐。",
    ],
)
def test_what_is_only_reported_is_known(sentence: str) -> None:
    assert reports(sentence)
    assert is_reported(paragraph(sentence), 0, len(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "I wrote many posts suggesting a longer rest.",
        "Some posts of ours suggest a longer rest.",
        "The main claim is that a rest helps.",
        "The view was good.",
        "We recommend several books.",
        "Rye keeps for a week.",
        "We think that rye keeps.",
        "I said no.",
        "People of all ages bake.",
        "What do people think of rye?",
        "There are people who maintain that site.",
        "Putting some thought into the process helps.",
        "It’s easier said than done.",
        "A cold loft, which in some cases is believed to be safe, is not.",
        "You can think of a starter as a pet.",
        "You might think about a longer rest.",
        "As you might expect, rye keeps.",
        "You might expect a reply within a week.",
        "You could propose a new recipe.",
        "It is easy to bake rye.",
        "Du könntest Salz nehmen.",
        "On pourrait penser à ajouter du sel.",
    ],
)
def test_what_an_author_says_is_no_report(sentence: str) -> None:
    assert not reports(sentence)


def test_a_report_that_is_taken_back_needs_no_note() -> None:
    text = f"{CLIP} They are wrong."
    assert is_reported(paragraph(text), 0, len(CLIP))
    assert not is_reported(paragraph(text), 0, len(text))


def test_what_is_set_out_of_the_text_is_the_authors_own() -> None:
    own = "A loft wants light from the east."
    post = made(("paragraph", f"Build it low. {own} It stays dry."), ("quotation", f"“{own}”"), ("quotation", CLIP))
    start = post.text.index("“")
    assert not is_reported(post, start, start + len(own) + 2)
    assert is_reported(post, post.text.index(CLIP), len(post.text))


def test_the_authors_own_view_goes_before_what_others_say(asking: Callable[..., Ask]) -> None:
    ask = asking(
        Clipping=(
            "2022-01-02",
            f"Many keepers say that clipping the wings of a new bird is harmless to the bird.\n\n{FILLER}\n\n"
            "In my loft clipping the wings of a new bird has done harm to the bird, and I have kept birds since 1994.",
        ),
    )
    assert ask("Is clipping the wings of a new bird harmless?").quotes[0].text.startswith("In my loft")
    (first, *_) = ask("Do many keepers say that clipping the wings of a new bird is harmless?").quotes
    assert first.text.startswith("Many keepers say")
    assert first.reported


def test_a_sentence_that_stands_alone_goes_before_one_that_cannot(asking: Callable[..., Ask]) -> None:
    long = " and ".join(["the old lofts by the river have stood empty for a decade"] * 6)
    ask = asking(
        Lofts=(
            "2022-01-02",
            f"We know that {long}. They need fresh tar on their roofs before winter comes.\n\n{FILLER}\n\n"
            "Our lofts need fresh tar on their roofs before winter comes, and so do those of others.",
        ),
    )
    assert ask("What do lofts need on their roofs before winter comes?").quotes[0].text.startswith("Our lofts")


ITEMS = [
    f"Keep the bird number {number} in its own part of the loft until it knows the whistle." for number in range(9)
]


def test_a_list_that_is_cut_says_so_and_its_rest_stands_around_it() -> None:
    post = made(("paragraph", "Do this:"), *(("item", item) for item in ITEMS), ("paragraph", "That is all of it."))
    text = quoted(post, "Do this")
    assert text.startswith("Do this:\n\nKeep")
    assert len(text) < 520
    shown = text.count("Keep the bird")
    assert more_items(post, 0, len(text)) == len(ITEMS) - shown
    assert post.text[slice(*around(post, 0, len(text), 1, whole_list=True))].count("Keep the bird") == len(ITEMS)
    assert more_items(post, 0, post.text.index("\n\nThat is all")) == 0
    alone = post.text.index(ITEMS[2])
    assert more_items(post, alone, alone + len(ITEMS[2])) == 0


def test_the_answers_quotes_say_that_a_list_is_cut(asking: Callable[..., Ask]) -> None:
    listed = "\n".join(f"- {item}" for item in ITEMS)
    ask = asking(
        Settling=("2022-01-02", f"To settle a new bird in the loft, follow these steps:\n\n{listed}\n\n{FILLER}")
    )
    quote = ask("How do I settle a new bird in the loft?").quotes[0]
    assert quote.text.startswith("To settle")
    assert quote.more_items == len(ITEMS) - quote.text.count("Keep the bird") > 0


def test_what_is_announced_may_announce_more() -> None:
    post = made(
        ("paragraph", "He wrote from the loft:"), ("paragraph", "These I need:"), ("item", "Corn."), ("item", "Tar.")
    )
    assert quoted(post, "He wrote").endswith("Corn.\n\nTar.")


def test_a_question_comes_with_what_follows_it() -> None:
    post = made(("paragraph", FILLER), ("paragraph", "Can pigeons eat bread?"), ("paragraph", "No, it swells."))
    assert quoted(post, "eat bread") == "Can pigeons eat bread?\n\nNo, it swells."


def test_what_is_announced_comes_along_however_long_it_is() -> None:
    code = "\n".join(f"hatch.open({number})" for number in range(30))
    post = made(("paragraph", "Put this into the file:"), ("code", code), ("paragraph", FILLER))
    assert quoted(post, "Put this") == f"Put this into the file:\n\n{code}"


TABLE: list[tuple[BlockKind, str]] = [
    ("table", "Size\tPrice\tWeight"),
    ("table", "Small\t2 €\t1 g"),
    ("table", "Medium\t3 €\t2 g"),
    ("table", "Large\t5 €\t4 g"),
]


def test_a_row_comes_with_its_header_and_without_what_follows() -> None:
    post = made(("paragraph", FILLER), *TABLE, ("paragraph", "Aluminium is cheapest."))
    rows = [row for _, row in TABLE]
    assert quoted(post, "Medium") == "\n\n".join(rows[:3])
    assert quoted(post, "Size") == "\n\n".join(rows)


def test_what_announces_a_table_comes_with_rows_below_the_header() -> None:
    post = made(("paragraph", FILLER), ("paragraph", "These are the sizes:"), *TABLE)
    post = replace(
        post, blocks=tuple(replace(b, level=int(post.text[b.start :].startswith("Size"))) for b in post.blocks)
    )
    assert quoted(post, "Size").startswith("These are the sizes:")
    assert quoted(post, "Size").endswith("Large\t5 €\t4 g")


def test_of_two_tables_a_row_takes_the_header_of_its_own() -> None:
    second: list[tuple[BlockKind, str]] = [("table", "Ring\tColour"), ("table", "Alu\tgrey"), ("table", "Iron\tblack")]
    post = made(("paragraph", FILLER), *TABLE, *second)
    blocks = [replace(block, level=int(post.text[block.start :].startswith(("Size", "Ring")))) for block in post.blocks]
    post = replace(post, blocks=tuple(blocks))
    assert quoted(post, "Alu\tgrey") == "Ring\tColour\n\nAlu\tgrey"
    assert quoted(post, "Size").endswith("Large\t5 €\t4 g")


@pytest.mark.parametrize(
    "pointer",
    [
        "The table below shows what rings cost in our shop by the harbour, postage and packing not counted in them.",
        "What rings cost is in the following table.",
        "Die folgende Tabelle zeigt die Preise.",
        "Voir le tableau ci-dessous.",
        "Los precios están en la siguiente tabla.",
        "Os preços estão na tabela abaixo.",
        "価格は以下の表にあります。",
        "价格见下表。",
    ],
)
def test_who_speaks_of_a_table_brings_it(pointer: str) -> None:
    post = made(("paragraph", FILLER), ("paragraph", pointer), *TABLE, ("paragraph", "Aluminium is cheapest."))
    assert quoted(post, pointer).endswith("Large\t5 €\t4 g")
    assert quoted(post, pointer).startswith(pointer)


def test_a_quote_takes_along_a_long_sentence_that_it_leans_on() -> None:
    before = f"Ada Quill came in May, {'with flour of rye and of wheat from the mill by the river, ' * 4}and with salt."
    post = paragraph(f"{FILLER}{before} She baked the loaf, and the neighbours say that nobody has eaten a better one.")
    assert quoted(post, "She baked").startswith("Ada Quill")


def test_a_quote_that_opens_with_a_heading_takes_nothing_of_the_section_above_along() -> None:
    section = "These are baked in May alone, and the mill by the river is open then."
    text = f"{FILLER}Rye loaves keep for a week.\n\nWheat loaves\n\n{section}"
    start = text.index("Wheat loaves")
    blocks = (
        Block(0, start - 2),
        Block(start, start + len("Wheat loaves"), "heading", 2),
        Block(text.index(section), len(text)),
    )
    lines = lines_of(Post("loaves", text, blocks=blocks))
    row = len(lines) - 1
    first, last = widened(lines, row, lambda _: True, lambda _: 1.0, lambda _: 1.0, 400)
    assert (first, last) == (row - 1, row)


def test_a_list_that_is_announced_comes_along_with_the_heading_between() -> None:
    parts = ["These loaves are no longer baked:", "Rye", "Black loaf", "Sour loaf", "Others keep for a week."]
    kinds: tuple[BlockKind, ...] = ("paragraph", "heading", "item", "item", "paragraph")
    text = "\n\n".join(parts)
    starts = [text.index(part) for part in parts]
    blocks = tuple(Block(at, at + len(part), kind) for at, part, kind in zip(starts, parts, kinds, strict=True))
    assert quoted(Post("loaves", text, blocks=blocks), "These loaves") == "\n\n".join(parts[:4])
