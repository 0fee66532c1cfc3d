"""Question types, and questions for the newest posts."""

from __future__ import annotations

import pytest

from embeddings.questions.types import NEWEST, price, question_type, telling, wants_explanation


@pytest.mark.parametrize(
    ("question", "answer", "other"),
    [
        ("How many loaves did he bake?", "He baked a dozen.", "He baked with care."),
        ("Wie viele Brote hat er gebacken?", "Er buk ein Dutzend.", "Er buk mit Sorgfalt."),
        ("Combien de pains ?", "Il en a cuit vingt.", "Il en a cuit avec soin."),
        ("¿Cuántos panes horneó?", "Horneó doce.", "Horneó con cuidado."),
        ("cuantos panes horneo", "Horneó doce.", "Horneó con cuidado."),
        ("quel age a le four", "Il a vingt ans.", "Il est vieux."),
        ("Since which version?", "Since 1.18.", "For a while."),
        ("Quantos pães?", "Assou três.", "Assou com cuidado."),
        ("Quanti pani?", "Ne ha cotti dodici.", "Li ha cotti con cura."),
        ("When was the oven built?", "They built it on the 3rd.", "They built it of brick."),
        ("What year was it?", "It opened in Mays.", "It opened late."),
        ("Who built the oven?", "It was built by Quill.", "It was built by hand."),
    ],
)
def test_a_sentence_that_answers_has_the_cue(question: str, answer: str, other: str) -> None:
    expected = question_type(question)
    assert expected is not None
    assert expected.cue.search(answer)
    assert not expected.cue.search(other)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("how much did the oven cost", "It was £40."),
        ("how much money do the winners get", "Each got a loaf and $1000."),
        ("wie viel Geld gibt es", "Es gibt 50 Euro."),
        ("cuanto dinero ganan", "Ganan 3 euros."),
        ("what does a loaf cost?", "Take one, it is free."),
        ("how expensive is rye", "A sack is 12 euros."),
        ("was hat der Ofen gekostet", "Er war für 3,90 Euro zu haben."),
        ("wie viel kostet ein Brot", "Es ist umsonst."),
        ("combien coute un pain", "Un plat à 14e50."),
        ("cuanto cuesta el pan", "Son 3 euros."),
        ("quanto custa o pão", "São 10 reais."),
        ("quanto costa il pane", "Sono 3 euro."),
        ("パンはいくら？", "500円です。"),
        ("面包多少钱", "一个三元。"),
        ("烤箱价格？", "花了 1,500 日圓。"),
        ("烤箱售价多少", "150 台幣一個月。"),
        ("面包几块钱", "五毛钱，或者三块五。"),
        ("門票是多少", "300港幣。"),
        ("烤箱卖多少", "两百多块，比 30 欧元贵。"),
        ("烤箱花了多少", "7.5刀。"),
        ("学费呢", "10 万。"),
        ("how much are tickets for the tour?", "They are £12."),
        ("how much is museum entry", "Entry is free."),
        ("how much did the mill give the bakers?", "It gave $4,000."),
        ("how much did the oven cost", "Get it for $299, 50 USD off."),
    ],
)
def test_a_sentence_that_gives_a_price_is_known(question: str, answer: str) -> None:
    priced = price(question)
    assert priced is not None
    assert priced.search(answer)
    assert not priced.search("It weighs 40 kilos and has been there for 3 years. Get 50 USD/EUR off, or $20 off.")
    assert not priced.search("三块面包切三刀，10万人，八折优惠，立減50元優惠，满100元减")


@pytest.mark.parametrize(
    "question",
    [
        "how much does it weigh",
        "how much time did you spend",
        "how much is left of the ticket",
        "いくらか",
        "wie viel Salz",
        "花了多少时间",
        "价格战的历史",
    ],
)
def test_other_questions_are_for_no_price(question: str) -> None:
    assert price(question) is None


@pytest.mark.parametrize("question", ["Why is bread dense?", "Wer ist das?", "whole wheat", ""])
def test_other_questions_have_no_type(question: str) -> None:
    assert question_type(question) is None


@pytest.mark.parametrize(
    "question",
    [
        "the latest post",
        "most recently",
        "Was gibt es Neuestes?",
        "lo más reciente",
        "le plus récent",
        "novidades",
        "最新記事",
    ],
)
def test_questions_for_the_newest(question: str) -> None:
    assert NEWEST.search(question)


def test_other_questions_are_not_for_the_newest() -> None:
    assert not NEWEST.search("the news of latent heat, recently")


@pytest.mark.parametrize(
    "question",
    [
        "Why is bread dense?",
        "How do I store bread?",
        "Should I knead longer?",
        "When is it better to wait?",
        "What is the difference between rye and wheat?",
        "What is a sourdough starter?",
        "What does 'crumb' mean?",
        "Warum geht der Teig nicht auf?",
        "Was ist Gluten?",
        "Pourquoi le pain est-il dense ?",
        "¿Cómo se guarda el pan?",
        "Por que o pão fica denso?",
        "なぜパンは膨らまないのですか",
        "为什么面包不发？",
        "为啥面包不发",
        "麵包咋不發",
        "老面是啥",
        "老面啥意思",
        "面包哪来的酸味",
    ],
)
def test_an_explanation_is_wanted(question: str) -> None:
    assert wants_explanation(question)


@pytest.mark.parametrize("question", ["Why is bread dense?", "为啥面包不发", "麵包咋這麼酸", "面包凭什么这么贵"])
def test_a_reason_is_wanted(question: str) -> None:
    cue = telling(question)
    assert cue
    assert cue.search("Because it rests, 因为它要醒发。")
    assert not cue.search("It rests. 它要醒发。")


@pytest.mark.parametrize(
    "question",
    [
        "How many loaves did he bake?",
        "Can I keep bread in the fridge?",
        "How long must rye rest?",
        "What is the name of the oven?",
        "Who built the oven in the yard behind the house?",
        "Wie viele Brote waren es?",
        "Wann war das?",
        "rye bread",
        "",
    ],
)
def test_a_fact_is_wanted(question: str) -> None:
    assert not wants_explanation(question)
