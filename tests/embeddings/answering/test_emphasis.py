"""Which words of a quote stand out."""

from __future__ import annotations

from embeddings.answering.emphasis import emphasis
from embeddings.posts import Block, Post
from embeddings.retrieval.ranking import Asked
from embeddings.text.terms import query_terms

from ...toy import ToyEncoder


def bold(text: str, question: str, said: str = "") -> str:
    """What stands out of a quote that is a whole post, chosen for one of its sentences."""
    words = dict.fromkeys(query_terms(question), 1.0)
    (embedding,) = ToyEncoder().encode_queries([question])
    asked = Asked(question, tuple(words), words, words, 1.0, False, True, embedding)
    start = text.index(said)
    post = Post(id="p", text=text, blocks=(Block(0, len(text)),))
    found = emphasis(asked, post, 0, len(text), (start, start + len(said or text)))
    return text[slice(*found)] if found else ""


def test_a_name_is_not_parted_by_its_title() -> None:
    text = "Roller birds were first described by Dr. Ravalier of St. Albans, in his letter to the U.S. Bureau of Birds."
    found = bold(text, "Who first described roller birds?")
    assert found == "Roller birds were first described by Dr. Ravalier of St. Albans"


def test_the_clause_with_the_price_stands_out_where_that_is_asked() -> None:
    text = (
        "The prizes were told of at the fair of 2018 in London, and each of the winners got a loaf and $1000 at once."
    )
    found = bold(text, "how much money do the winners of prizes get")
    assert found == "and each of the winners got a loaf and $1000 at once."


def test_a_dash_that_is_typed_as_two_parts_clauses() -> None:
    text = "There are many types of tests--unit tests and more--but every kind of test reduces to three steps in all."
    assert (
        bold(text, "Which steps does every kind of test reduce to?")
        == "but every kind of test reduces to three steps in all."
    )


def test_the_sentence_that_answers_stands_out_rather_than_the_one_that_repeats_the_question() -> None:
    said = "He held that it comes of trying to prove ideas wrong, and not of looking for what proves them right."
    text = f"Sir Karl Popper thought long about what makes for better science, as he says in his first book. {said}"
    assert bold(text, "Why does Karl Popper think that proof makes for better science?", said) == said
    fact = bold(text, "Who tries to prove what makes for better science wrong?", said)
    assert fact == "He held that it comes of trying to prove ideas wrong"


def test_a_clause_that_says_no_more_than_the_question_does_not_stand_out() -> None:
    text = "Sir Karl Popper, in his first book, held that better science comes of proving ideas wrong, and not right."
    found = bold(text, "What did Karl Popper think makes for better science?")
    assert found == "held that better science comes of proving ideas wrong"


def test_what_is_enumerated_stands_out_whole() -> None:
    shrubs = "My favourite species for a windbreak are Autumn Olive, Guelder Rose, Juneberry, Dogwood and Sea Buckthorn"
    text = f"{shrubs}, since all of them hold on to their leaves for long in autumn when most of the gales come."
    assert bold(text, "which species make the best windbreak") == shrubs


def test_neither_an_address_nor_a_single_word_stands_out() -> None:
    text = "The thermostat is sold at http://www.oven.example/detail/prod/200/black/uk.asp by those who know it best."
    assert "://" not in bold(text, "How much did the thermostat cost?")
    assert not bold("Birds go for these colours in turn, says who has watched them.\n\nPurple", "what colour", "Purple")


def test_what_stands_in_brackets_is_not_parted() -> None:
    clause = "Get yourself a good base in a loft of your own (larch, oak or tarred pine) before the birds come"
    found = bold(
        f"{clause}, or rent one for some years from whoever has given up, which costs less.", "A base for a loft?"
    )
    assert found == clause
