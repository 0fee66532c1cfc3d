"""Pleasantries around a question are taken off, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.questions.pleasantries import without_pleasantries


@pytest.mark.parametrize(
    ("asked", "bare"),
    [
        ("Hi there, could you please tell me how long rye rests? Thanks a lot!", "how long rye rests?"),
        ("@Pullquote, hello Anna, do you happen to know when rye rests? Cheers", "when rye rests?"),
        ("Guten Tag, können Sie mir bitte sagen, wann der Teig ruht? Vielen Dank im voraus!", "wann der Teig ruht?"),
        ("Salut tout le monde, quelqu’un sait quand la pâte lève ? Merci beaucoup", "quand la pâte lève ?"),
        ("Dis-moi quand la pâte lève, s'il te plaît", "quand la pâte lève,"),
        ("s'il vous plait c'est quand ? merci d'avance", "s'il vous plait c'est quand ?"),
        ("c'est quand que la pâte lève s'il vous plait", "c'est quand que la pâte lève"),
        ("quelqu'un peut me dire quand la pate leve", "quand la pate leve"),
        ("j'aimerais savoir quand la pâte lève", "quand la pâte lève"),
        ("slt a tous, petite question : quand la pâte lève", "quand la pâte lève"),
        ("buenos dias, alguien me puede decir cuanto reposa la masa", "cuanto reposa la masa"),
        ("thanks! and how long does rye rest? thanks for the help", "and how long does rye rest?"),
        ("Thanks to whom was the mill saved?", "Thanks to whom was the mill saved?"),
        ("¿Puedes decirme cuánto reposa la masa? Muchas gracias", "cuánto reposa la masa?"),
        ("Bom dia pessoal, gostaria de saber quando a massa cresce? Muito obrigado", "quando a massa cresce?"),
        ("Oi gente, alguém sabe me dizer quando a massa cresce? vlw!", "quando a massa cresce?"),
        ("Olá, podes dizer-me quando a massa cresce, por favor?", "quando a massa cresce"),
        ("Ciao a tutti, qualcuno sa quando lievita l'impasto? Grazie mille!", "quando lievita l'impasto?"),
        ("Mi sapresti dire quando lievita l'impasto, per favore?", "quando lievita l'impasto"),
        ("scusate, sapreste dirmi quando lievita l'impasto? grz", "quando lievita l'impasto?"),
        ("raga ma quando lievita l'impasto?", "quando lievita l'impasto?"),
        ("Buon pomeriggio, vorrei chiedervi quando lievita l'impasto", "quando lievita l'impasto"),
        ("hey, avete idea di quando lievita l'impasto", "quando lievita l'impasto"),
        ("le ragazze come fanno il pane?", "le ragazze come fanno il pane?"),
        ("Raga Yaman: when is it sung?", "Raga Yaman: when is it sung?"),
        ("Where do I eat well in Graz", "Where do I eat well in Graz"),
        ("こんにちは、パンはいつ膨らみますか？ありがとうございます", "パンはいつ膨らみますか？"),
        ("すみません、塩の量を教えていただけますか？よろしくお願いします。", "塩の量"),
        ("您好，请问面团要发多久？谢谢！", "面团要发多久？"),
        ("想請問麵團要發多久？感恩", "麵團要發多久？"),
        ("lol does anyone even read about pages lmao", "does anyone even read about pages"),
        ("omg, why is rye so sticky haha!!", "why is rye so sticky"),
        ("is it worth the wait tho", "is it worth the wait"),
        ("ähm, wann ruht der Teig haha", "wann ruht der Teig"),
        ("jajaja cuánto reposa la masa xd", "cuánto reposa la masa"),
        ("パンはいつ膨らみますかwww", "パンはいつ膨らみますか"),
        ("哈哈哈 面团要发多久", "面团要发多久"),
        ("what is the meaning of lol", "what is the meaning of lol"),
        ("What does lol mean?", "What does lol mean?"),
        ("what is idk", "what is idk"),
        ("um wie viel Uhr ruht der Teig", "um wie viel Uhr ruht der Teig"),
        ("lol", "lol"),
        ("Hello", "Hello"),
        ("Danke!", "Danke!"),
        ("History of rye", "History of rye"),
        ("What did Cheers say about thanks?", "What did Cheers say about thanks?"),
        ("How do I say please?", "How do I say please?"),
    ],
)
def test_the_question_alone(asked: str, bare: str) -> None:
    assert without_pleasantries(asked) == bare


@given(st.text(max_size=120))
def test_what_is_left_is_a_part_of_what_was_asked(text: str) -> None:
    assert without_pleasantries(text) in text
