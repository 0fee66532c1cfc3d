"""What can be asked at all."""

from __future__ import annotations

from embeddings.errors import QuestionError

MAX_QUESTION = 2000
"""Characters of a question: as many as a Discord message holds."""


def check_question(text: str) -> None:
    """Refuse what cannot be asked.

    Raises:
        QuestionError: the question is empty or longer than ``MAX_QUESTION``.
    """
    if not text.strip():
        raise QuestionError("The question is empty. Ask something about the blog.")
    if len(text) > MAX_QUESTION:
        raise QuestionError(
            "The question is {length} characters long. Please keep it to {most}.",
            length=f"{len(text):,}",
            most=f"{MAX_QUESTION:,}",
        )
