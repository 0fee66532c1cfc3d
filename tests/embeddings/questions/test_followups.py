"""Follow-up questions are asked with what their conversation is about, and questions that stand alone as they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.posts import Query
from embeddings.questions.followups import whole_question
from embeddings.questions.grammar import indirect, language_of
from embeddings.questions.wordings import wordings

HISTORY = ("How long must rye bread rest before Tomas Quill cuts it?",)
RESTS = "how long rye bread must rest before Tomas Quill cuts it"


def whole(text: str, *history: str, replies: bool = False) -> str:
    return whole_question(Query(text, history=history or HISTORY, replies=replies))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Why?", f"Why? (about {RESTS})"),
        ("Why not?", f"Why not? (about {RESTS})"),
        ("Why is that?", f"Why is that? (about {RESTS})"),
        ("What else?", f"What else? (about {RESTS})"),
        ("And what about ovens?", f"And what about ovens? (about {RESTS})"),
        ("And for wheat?", f"And for wheat? (about {RESTS})"),
        ("Is it better warm?", "Is rye bread better warm?"),
        ("How do I store it?", "How do I store rye bread?"),
        ("How long does that last?", "How long does rye bread last?"),
        ("And how do I store it?", "And how do I store rye bread?"),
        ("What are its benefits?", "What are rye bread’s benefits?"),
        ("What did he say about salt?", "What did Tomas Quill say about salt?"),
        ("Are his loaves good?", "Are Tomas Quill’s loaves good?"),
        ("Does steam hurt it?", "Does steam hurt rye bread?"),
    ],
)
def test_a_follow_up_is_said_as_a_person_would(text: str, said: str) -> None:
    assert whole(text) == said


@pytest.mark.parametrize(
    ("text", "history", "said"),
    [
        ("Why not?", ("Can I freeze sourdough bread?",), "Why not? (about whether I can freeze sourdough bread)"),
        ("Why?", ("When will the UHT ovens be turned off?",), "Why? (about when the UHT ovens will be turned off)"),
        ("Why?", ("When will UHT ovens be turned off?",), "Why? (about when UHT ovens will be turned off)"),
        ("And how do I fix it?", ("Why is my bread dense?",), "And how do I fix my bread?"),
        ("How do I feed it?", ("What is a levain?",), "How do I feed a levain?"),
        ("And in winter?", ("What is a levain?", "How do I feed it?"), "And in winter? (about how I feed a levain)"),
        ("Why?", ("What is a levain?",), "Why? (about what a levain is)"),
        ("And for teams?", ("What is a levain?",), "And for teams? (about what a levain is)"),
        ("And Go?", ("What is Rust?",), "What is Go?"),
        ("Why did they leave?", ("How did the team use sprints?",), "Why did the team leave?"),
        ("Is it contagious?", ("How do I treat a cold?",), "Is a cold contagious?"),
        ("why did she leave?", ("who is ada quill",), "why did ada quill leave?"),
        ("what is her job?", ("who's ada quill?", "why did she leave?"), "what is ada quill’s job?"),
        ("and bo rye?", ("who is ada quill", "where does she bake?"), "where does bo rye bake?"),
        ("Is it cheap?", ("Which oven is best?",), "Is the oven cheap?"),
        # Nouns of German have capitals, as have those who write one so.
        ("Ruht man ihn kalt?", ("Wie mischst du Teig?",), "Ruht man ihn kalt? (Teig)"),
        ("Und Weizenbrot?", ("Wie backen wir Roggenbrot?",), "Wie backen wir Weizenbrot?"),
        ("Gibt es ihn auch online?", ("Was kostet der Kurs?",), "Gibt es ihn auch online? (Kurs)"),
        ("Gibt es ihn auch online?", ("was kostet der kurs?",), "Gibt es ihn auch online? (kurs)"),
        # What is asked for by its degree is no thing.
        ("Who owns it?", ("How old is the bakery?",), "Who owns the bakery?"),
        ("How tall are they?", ("How fast do the delivery robots go?",), "How tall are the delivery robots?"),
        ("How long does it rise?", ("Where does the bread dough go?",), "How long does the bread dough rise?"),
        ("What does it cost?", ("can i sign up for a baking class?",), "What does a baking class cost?"),
        ("Who pays for it?", ("Can you get onto the roof in a wheelchair?",), "Who pays for the roof?"),
        ("And without salt?", ("What is a levain?",), "And without salt? (about what a levain is)"),
        ("Who founded it?", ("When can I visit the Eel Pie museum?",), "Who founded the Eel Pie museum?"),
        ("Why did she leave?", ("Where is the Ada Quill bakery?", "Does Bo Rye bake?"), "Why did Bo Rye leave?"),
        ("Is it growing?", ("How big is the archive?",), "Is the archive growing?"),
        ("What does it need?", ("How much cheaper is the rye loaf?",), "What does the rye loaf need?"),
        ("Does it burn?", ("How hot is a hot stone?",), "Does a hot stone burn?"),
        ("How long do they smoke?", ("Do I need a smoker for ribs?",), "How long do ribs smoke?"),
        ("How long does it keep?", ("Which is better, rye or wheat?",), "How long does rye keep?"),
        ("How long does it rest?", ("When was the sourdough post published?",), "How long does sourdough rest?"),
        ("And in winter?", ("How many posts are there about rye bread?",), "And in winter? (about rye bread)"),
        ("Why?", ("How old is the starter?",), "Why? (about how old is the starter)"),
        ("What did she say?", ("What does Ada Lovelace bake?",), "What did Ada Lovelace say?"),
        ("How did her career end?", ("What does Ada Lovelace bake?",), "How did Ada Lovelace’s career end?"),
        # What is asked for is done to it.
        ("How do I fix it?", ("who reported the oven bug",), "How do I fix the oven bug?"),
        ("How long did it last?", ("what caused the flood in 2017?",), "How long did the flood last?"),
        ("How old is it?", ("who founded rye hall",), "How old is rye hall?"),
        ("Did it fit in the van?", ("who gave you the shed?",), "Did the shed fit in the van?"),
        ("Was it expensive?", ("who sold them the oven",), "Was the oven expensive?"),
        ("How old is it?", ("what bread is best?",), "How old is the bread?"),
        ("Is it expensive?", ("What red wine is good?",), "Is the red wine expensive?"),
        ("And in May?", ("How did the bakery do in the 2008 crisis?",), "How did the bakery do in May?"),
        ("How do I clean them?", ("Which baking trays are best?",), "How do I clean the baking trays?"),
    ],
)
def test_what_a_pronoun_stands_for_is_found_in_the_conversation(text: str, history: tuple[str, ...], said: str) -> None:
    assert whole(text, *history) == said


@pytest.mark.parametrize(
    "text",
    [
        "Und der Ofen?",
        "Warum?",
        "Wie lange hält ihn der Kühlschrank frisch?",
        "Et le four ?",
        "Pourquoi ?",
        "¿Por qué?",
        "¿Cuánto dura eso?",
        "Quanto tempo dura isso?",
        "なぜ？",
        "それはなぜ硬い",
        "为什么？",
        "为啥？",
        "咋？",
        "那烤箱呢？",
    ],
)
def test_in_other_languages_the_subject_stands_behind_the_question(text: str) -> None:
    expanded = whole(text)
    assert expanded.startswith(f"{text} (")
    assert "rye bread" in expanded and "Tomas Quill" in expanded


@pytest.mark.parametrize(
    "text",
    [
        "How should bread be kept in summer?",
        "When a baker shapes dough, does it tear?",
        "What happens to bread when it is frozen?",
        "Why does bread go stale?",
        "Why is it wrong to knead too long?",
        "Is it ok to use cold water now?",
        "Is it safe to eat raw dough?",
        "When does it make sense to buy a scale?",
        "Is there a way to freeze dough?",
        "Why do people say that bread is bad?",
        "How did Ada Lovelace and her mother bake?",
        "What is the oven that Ada still uses?",
        "Would a Dutch oven solve its own problems?",
        "What should I do if I got one of those mails from the bakery?",
        "so what do you do with a dead starter",
        "And how long must wheat bread rest?",
        "Wie lange muss der Teig gehen?",
        "Warum wird Brot alt?",
        "Combien de temps la pâte lève ?",
        "Pourquoi la pâte lève ?",
        "¿Cuánto reposa la masa?",
        "¿Por qué reposa la masa?",
        "面团要发多久",
        "为什么面包硬",
        "なぜパンは硬い",
    ],
)
def test_a_question_that_stands_alone_stays(text: str) -> None:
    assert whole(text) == text


@pytest.mark.parametrize(
    ("text", "before", "said"),
    [
        ("¿y el negro?", "¿Qué es la técnica de los 6 sombreros?", "técnica de los 6 sombreros"),
        ("¿y con música?", "¿Es buena idea trabajar de noche?", "trabajar de noche"),
        ("¿Y eso por qué?", "¿Puedes hablarme de la masa madre?", "masa madre"),
        ("¿y quién se lo recomendó?", "¿Quién escribió el libro de los panes?", "libro de los panes"),
        ("¿Cuándo lo publicó?", "¿Quién escribió «El pan»?", "pan"),
        ("¿dónde la compraste?", "¿Cuánto cuesta la sartén?", "sartén"),
        ("¿por qué la recomienda?", "¿Cuánto cuesta la sartén?", "sartén"),
        ("¿y dónde puedo comprarla?", "¿Qué es la masa madre?", "masa madre"),
        ("¿cuáles son sus recetas?", "¿Dónde vive Marta?", "Marta"),
        ("¿y el de trigo?", "Hola, ¿me podés decir cuánto dura el pan de centeno?", "pan de centeno"),
        ("¿para qué sirve?", "¿Por qué usa sal gorda?", "sal gorda"),
        ("et en hiver ?", "Est-ce que c'est une bonne idée de faire du camping aux Lofoten ?", "camping aux Lofoten"),
        ("et ça coûte combien ?", "Qu’est-ce que le levain ?", "levain"),
        ("comment y va-t-on ?", "Parle-moi de Nordkapp", "Nordkapp"),
        ("tu en penses quoi ?", "Parle-moi de l'auto-stop", "auto-stop"),
        ("et ça leur a plu ?", "Ils ont campé aux Lofoten ?", "Lofoten"),
        ("Il l'a publié quand ?", "Qui a écrit « Merci ! » ?", "Merci"),
        ("où l’as-tu achetée ?", "Combien coûte la poêle ?", "poêle"),
        ("comment je le conserve ?", "C'est quoi le levain ?", "levain"),
        ("que fait-elle ?", "Où habite Marta ?", "Marta"),
        ("quel est son métier ?", "Où habite Marta ?", "Marta"),
        ("o que ela faz?", "Onde mora Marta?", "Marta"),
        ("onde é que a compraste?", "Quanto custa a panela de ferro?", "panela de ferro"),
        ("quem o abriu?", "O que aconteceu com o iPod?", "iPod"),
        ("como é que se evita isso?", "Quais são os erros com o fermento?", "erros, fermento"),
        ("quanto custa ele?", "Você pode me falar sobre o acarajé da Dinha?", "acarajé da Dinha"),
        ("dove l’hai comprata?", "Quanto costa la pentola di ferro?", "pentola di ferro"),
        ("come posso congelarlo?", "Come conservare il pane?", "pane"),
        ("qual è la sua ricetta?", "Dove abita Marta?", "Marta"),
        ("e perché?", "Cos'è il lievito madre?", "lievito madre"),
        ("Und im Winter?", "Kannst du mir etwas über Roggen sagen?", "Roggen"),
    ],
)
def test_the_subject_is_said_in_the_words_in_which_it_was_typed(text: str, before: str, said: str) -> None:
    assert whole(text, before) == f"{text} ({said})"


@pytest.mark.parametrize(
    ("text", "before", "said"),
    [
        (
            "¿y para un francés?",
            "¿Por qué es tan importante para un español saber inglés?",
            "¿Por qué es tan importante para un francés saber inglés?",
        ),
        ("¿y en Kioto?", "¿Qué se puede visitar en Osaka?", "¿Qué se puede visitar en Kioto?"),
        ("y el bus?", "cuanto cuesta el metro en paris", "cuanto cuesta el bus en paris"),
        ("¿Y la bici?", "¿Cuánto cuesta el metro?", "¿Cuánto cuesta la bici?"),
        ("et le couchsurfing ?", "C'est quoi le workaway ?", "C'est quoi le couchsurfing ?"),
        ("et la tente ?", "Combien a coûté le voyage ?", "Combien a coûté la tente ?"),
        ("And in the freezer?", "How do I store bread in the fridge?", "How do I store bread in the freezer?"),
        ("and 1.86?", "whats new in rust 1.85", "whats new in rust 1.86"),
        ("and in go 1.22?", "What changed in Go 1.21?", "What changed in Go 1.22?"),
        ("And at 250?", "How long does it bake at 200 degrees?", "How long does it bake at 250 degrees?"),
        ("and ward 8?", "how many trees are in ward 5", "how many trees are in ward 8"),
        ("And ward 8?", "How many trees are at 5 mills?", "And ward 8? (about how many trees are at 5 mills)"),
        ("and in rye?", "what is new in wheat", "what is new in rye"),
        ("und 2020?", "was kostet das Brot 2019", "was kostet das Brot 2020"),
        ("and wheat?", "What is rye?", "What is wheat?"),
        ("And Bo Hart?", "How old is she?", "How old is Bo Hart?"),
        ("and Bo?", "Where does he work?", "Where does Bo work?"),
        ("And Paris?", "What did she say about Berlin?", "What did she say about Paris?"),
        ("Und Stroh?", "Soll man ihm Heu geben?", "Soll man ihm Stroh geben?"),
        ("and 2020?", "what happened in 2019", "what happened in 2020"),
        ("et en voiture ?", "comment aller en andorre", "comment aller en voiture (andorre)"),
        ("e em puerto montt?", "quanto custou o airbnb em frutillar", "quanto custou o airbnb em puerto montt"),
        ("e distrobox?", "o que é ventoy", "o que é distrobox"),
        ("e in cucina?", "quanto dura la lievitazione in frigo?", "quanto dura la lievitazione in cucina?"),
        ("Und im Keller?", "Wie lange hält das Brot im Kühlschrank?", "Wie lange hält das Brot im Keller?"),
        ("und der Bus?", "was kostet die U-Bahn in Paris?", "was kostet der Bus in Paris?"),
    ],
)
def test_the_question_before_is_asked_of_something_else(text: str, before: str, said: str) -> None:
    assert whole(text, before) == said


@pytest.mark.parametrize(
    ("text", "history", "said"),
    [
        ("¿y en verano?", ("¿Qué es la masa madre?", "¿cómo la conservo?"), "masa madre"),
        ("et en été ?", ("C'est quoi le levain ?", "comment je le conserve ?"), "levain"),
    ],
)
def test_the_verbs_of_follow_ups_are_no_subject(text: str, history: tuple[str, ...], said: str) -> None:
    assert whole(text, *history) == f"{text} ({said})"


@pytest.mark.parametrize(
    "text",
    [
        "¿Qué es lo mejor de Madrid?",
        "¿Cuánto cuesta la harina?",
        "¿Por qué los perros comen pan?",
        "¿qué es lo que más pesa de la masa?",
        "¿Qué le pidió el cliente después del café?",
        "¿Quién escribe las recetas?",
        "Combien coûte la voiture ?",
        "Il faut un permis pour camper ?",
        "Faut-il un permis pour camper ?",
        "Y a-t-il des ours en Norvège ?",
        "Il y a des ours en Norvège ?",
        "Est-il possible de dormir dehors ?",
        "Est-ce qu'il pleut en Norvège ?",
        "Comment finance-t-on l'énergie ?",
        "Comment dit on le cercle en latin ?",
        "Le pain est-il bon ?",
        "Pourquoi Quentin aime-t-il sa voiture ?",
        "C'est quoi le workaway ?",
        "Comment aller en Norvège ?",
        "Como o fermento natural funciona?",
        "Quando a massa da Marta cresce?",
        "Por que o pão caseiro envelhece?",
        "Quanto costa la farina integrale?",
        "Quando la pasta madre cresce?",
        "Perché l’impasto non lievita?",
    ],
)
def test_an_article_stands_for_nothing(text: str) -> None:
    assert whole(text) == text


def test_without_a_conversation_nothing_is_added() -> None:
    assert whole_question(Query("Is it better warm?")) == "Is it better warm?"


def test_a_short_reply_is_elliptic() -> None:
    assert whole("Whole wheat") == "Whole wheat"
    assert whole("Whole wheat", replies=True) == "Whole wheat (about rye bread and Tomas Quill)"


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("どこで買ったの？", "鉄のフライパン"),
        ("いくらだった？", "鉄のフライパン"),
        ("费用呢？", "上海租房"),
        ("牠幾歲？", "貓叫什麼名字"),
        ("その値段は？", "鉄のフライパン"),
    ],
)
def test_what_a_language_without_spaces_leaves_out_is_said(text: str, before: str) -> None:
    assert whole(text, before, replies=True) == f"{text} ({before})"


@pytest.mark.parametrize(
    ("text", "before", "said"),
    [
        ("那2024年呢", "2025年社保税最多交多少", "2024年社保税最多交多少"),
        ("2024年的呢？", "2025年社保税最多交多少", "2024年社保税最多交多少"),
        ("去年呢", "今年面包卖了多少", "去年面包卖了多少"),
        ("20分呢", "烤10分會怎樣", "烤20分會怎樣"),
        ("New Balance呢？", "Nike在中国贵吗", "New Balance在中国贵吗"),
        ("2024年は？", "2025年の小麦の値段", "2024年の小麦の値段"),
        ("2024年呢", "2023年和2025年谁卖得多", "2024年呢 (2023年和2025年谁卖得多)"),
        ("医保呢", "2025年社保税最多交多少", "医保呢 (2025年社保税最多交多少)"),
        ("那混冷呢", "风冷和直冷有什么区别", "那混冷呢 (风冷和直冷有什么区别)"),
        ("那混冷呢", "什么是风冷", "什么是混冷"),
        ("砂糖は？", "今年の梅シロップ", "砂糖は？ (今年の梅シロップ)"),
        ("怎么做面包呢", "2025年社保税最多交多少", "怎么做面包呢"),
    ],
)
def test_without_spaces_what_is_of_a_kind_is_exchanged(text: str, before: str, said: str) -> None:
    assert whole(text, before) == said


@pytest.mark.parametrize(
    ("text", "before", "said"),
    [
        ("And wheat?", "How long does rye last?", "How long does wheat last?"),
        ("and yoga?", "what does he think of pilates", "what does he think of yoga"),
        ("and spelt?", "is rye healthy", "is spelt healthy"),
        ("and spelt?", "how much does rye cost", "how much does spelt cost"),
        ("And the batter?", "How long must the dough rest?", "How long must the batter rest?"),
        ("and the crumb?", "does the crust crack", "does the crumb crack"),
        ("Und Roggen?", "Wo kann ich Dinkel kaufen?", "Wo kann ich Roggen kaufen?"),
        ("Und der Sauerteig?", "Wie lange muss der Teig ruhen?", "Wie lange muss der Sauerteig ruhen?"),
        # Which of two things it takes the place of, or whether it is a verb, cannot be told.
        ("and wheat?", "does rye need salt", "and wheat? (about does rye need salt)"),
        ("and wheat?", "how do I store rye bread", "and wheat? (about how I store rye bread)"),
        ("And freeze?", "How do you bake bread?", "And freeze? (about how you bake bread)"),
        ("And eat?", "How do I train for a race?", "And eat? (about how I train for a race)"),
        ("Et congeler ?", "Comment conserver le pain ?", "Et congeler ? (pain)"),
        ("And delete?", "How do I reset my password?", "And delete? (about how I reset my password)"),
        ("And Apache?", "How do I install nginx on Ubuntu?", "And Apache? (about how I install nginx on Ubuntu)"),
        ("And Wheat?", "What does Nell think of rye?", "And Wheat? (about what does Nell think of rye)"),
    ],
)
def test_only_a_thing_takes_the_place_of_a_thing(text: str, before: str, said: str) -> None:
    assert whole(text, before) == said


@pytest.mark.parametrize(
    ("text", "before", "said"),
    [
        ("is it still supported?", "what is must staple", "is must staple still supported?"),
        ("Does it need salt?", "What is a poolish?", "Does a poolish need salt?"),
        ("is it healthy?", "what is bread made of", "is bread healthy?"),
    ],
)
def test_a_pronoun_stands_for_what_was_to_be_defined(text: str, before: str, said: str) -> None:
    assert whole(text, before) == said


@pytest.mark.parametrize(
    ("text", "before", "said"),
    [
        ("do they still?", "why does bread only last 3 days", "do they still? (about why does bread only last 3 days)"),
        ("Is that still the case?", "Is Rust slow?", "Is that still the case? (about whether Rust is slow)"),
        ("and today?", "do they ship to Canada", "and today? (about whether they ship to Canada)"),
        ("is it still used today?", "what is a poolish", "is a poolish still used today?"),
    ],
)
def test_how_it_is_by_now_is_asked_of_the_question_before(text: str, before: str, said: str) -> None:
    assert whole(text, before) == said


def test_few_words_are_added_in_the_order_of_the_conversation() -> None:
    said = "Alpha bravo Charlie delta Echo foxtrot Golf hotel India"
    expanded = whole(
        "What about it?", said, "Tell me about Golf and everything about the other letters of that alphabet"
    )
    added = expanded.removeprefix("What about it? (about ").removesuffix(")").replace(" and", ",").split(", ")
    assert 1 < len(added) <= 6
    assert sorted(added, key=said.find) == added


def test_filler_words_are_not_a_topic() -> None:
    assert whole("Why is it so?", "Tell me some interesting thing about rye") == "Why is it so? (about rye)"


@pytest.mark.parametrize(
    ("asked", "alone"),
    [
        ("<@123456789012345678> how long must rye rest?", "how long must rye rest?"),
        ("How long must rye rest <:bread:123456789012345678>?", "How long must rye rest?"),
        ("What does https://example.org/rye?x=1 say of rye?", "What does say of rye?"),
        ("What does [this post](https://example.org/rye) say?", "What does this post say?"),
        ("Is 123456789012345678 in <#123456789012345678> right about rye?", "Is in right about rye?"),
        ("<@123456789012345678>", "<@123456789012345678>"),
        ("What is a < b > c?", "What is a < b > c?"),
        ("why is rye sticky :D", "why is rye sticky"),
        (":) how long must rye rest <3 ?", "how long must rye rest?"),
        ("What is a = 3 * b?", "What is a = 3 * b?"),
    ],
)
def test_mentions_emoji_ids_and_addresses_are_not_asked(asked: str, alone: str) -> None:
    (wording,) = wordings(Query(asked), lambda _: "")
    assert wording.query.text == alone


def test_mentions_do_not_come_in_by_the_conversation() -> None:
    history = ("<@!123456789012345678> what does Ada bake? https://example.org/ada <a:wave:123456789012345678>",)
    asked = wordings(Query("And why?", history=history), lambda _: "")
    assert [one.query.text for one in asked] == ["And why?", "And why? (about what does Ada bake)"]


def test_a_follow_up_is_asked_as_it_stands_too() -> None:
    asked = wordings(Query("Is it better warm?", history=HISTORY), lambda _: "")
    assert [(one.query.text, one.leans) for one in asked] == [
        ("Is it better warm?", False),
        ("Is rye bread better warm?", True),
    ]


@pytest.mark.parametrize(
    ("question", "within"),
    [
        ("How long must bread rest?", "how long bread must rest"),
        ("Can I freeze it?", "whether I can freeze it"),
        ("Is Rust slow?", "whether Rust is slow"),
        ("How do you feed a starter?", "how you feed a starter"),
        ("What is a levain?", "what a levain is"),
        ("Who was Karl Popper?", "who Karl Popper was"),
        ("How has Netflix changed society?", "how Netflix has changed society"),
        ("Who won?", "who won"),
        ("How much is the cloud subscription?", "how much the cloud subscription is"),
        ("ABC is what?", "ABC is what"),
    ],
)
def test_a_question_within_a_sentence(question: str, within: str) -> None:
    assert indirect(question, language_of(question)) == within


texts = st.text(max_size=80)


@given(texts, st.lists(texts, max_size=3), st.booleans())
def test_any_conversation_is_understood_somehow(text: str, history: list[str], replies: bool) -> None:
    asked = wordings(Query(text, history=tuple(history), replies=replies), lambda _: "")
    assert [one.leans for one in asked] in ([False], [False, True])


@pytest.mark.parametrize("blog", ["seed", "rust-blog", "go-blog", "18f", "v8-blog"])
def test_what_members_ask_in_a_row_is_read_as_it_stands(shared: Path, blog: str) -> None:
    lines = (shared / "members" / f"{blog}.jsonl").read_text(encoding="utf-8").splitlines()
    asked = [json.loads(line)["text"] for line in lines]
    merged = [
        text
        for turn, text in enumerate(asked)
        if whole_question(Query(text, history=tuple(asked[max(0, turn - 3) : turn]), replies=False)) != text
    ]
    # "he" is the author, whom no question has named.
    assert merged in ([], ["Does he think child protection should copy the airlines?"])


@pytest.mark.parametrize(
    ("history", "question", "whole"),
    [
        # A plural is no "it".
        (
            ("How do I plant trees on a windy site?", "Do plants need digging in?"),
            "does it need digging?",
            "does a windy site need digging?",
        ),
        (("What do apples need?",), "do they like shade?", "do apples like shade?"),
        # Who wrote a post is not what the conversation is about.
        (("How do I store bread?", "who wrote that?"), "does it freeze?", "does bread freeze?"),
        (("who wrote that?",), "does it crack?", "does it crack?"),
    ],
)
def test_a_pronoun_stands_for_what_it_can(history: tuple[str, ...], question: str, whole: str) -> None:
    assert whole_question(Query(question, history=history)) == whole
