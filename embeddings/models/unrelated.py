"""What a model's cosines come to where two texts have nothing to do with each other.

Some models' all lie above 0.7, others' around 0: only what lies above that says something.
"""

from __future__ import annotations

import numpy as np

from embeddings.models.protocols import Encoder

_QUESTIONS = (
    "How do I change a flat bicycle tyre?",
    "Which river is the longest in Africa?",
    "What goes into a good lentil soup?",
    "How does a jet engine work?",
    "When did the last ice age end?",
    "Who painted the ceiling of the chapel?",
    "How can I sleep better at night?",
    "What are the rules of chess?",
    "How do I train a puppy?",
    "What does a notary do?",
    "Where can penguins be seen in the wild?",
    "How is a guitar tuned?",
    "What causes inflation?",
    "When should tomatoes be planted?",
    "Why do cats purr?",
    "How tall is the highest tower?",
)
"""Each of another subject."""


def unrelated_cosine(encoder: Encoder) -> float:
    """The mean cosine of questions of different subjects.

    Raises:
        ModelError: the model cannot be loaded.
    """
    vectors = np.stack([read.vector for read in encoder.encode_queries(_QUESTIONS)])
    cosines = vectors @ vectors.T
    return float(cosines[~np.eye(len(cosines), dtype=bool)].mean())
