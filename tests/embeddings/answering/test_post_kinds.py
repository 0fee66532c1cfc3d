"""Posts of a kind, such as reviews, by the tag of that name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from embeddings.answering.catalog_answer import CatalogAnswer
from embeddings.archive import Archive
from embeddings.posts import Query

from ...toy import ToyEncoder


@pytest.fixture(scope="module")
def reviews(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("reviews")
    for title, day, author, tags in (
        ("A steel oven", "2021-01-02", "Ada Quill", "review, ovens"),
        ("A clay oven", "2022-01-02", "Bo Hart", "Review"),
        ("On reviews", "2023-01-02", "Bo Hart", "thoughts, news"),
        ("Roggenbrot", "2023-03-02", "Bo Hart", "rezept"),
    ):
        head = f"---\ntitle: {title}\ndate: {day}\nauthor: {author}\ntags: [{tags}]\n---\n"
        (folder / f"{title}.md").write_text(f"{head}Reviews of it are rare, and it has two handles.\n")
    with Archive(tmp_path_factory.mktemp("archive"), encoder=ToyEncoder(), create=True) as archive:
        archive.sync([str(folder)])
        yield archive


@pytest.mark.parametrize(
    ("question", "titles"),
    [
        ("how many reviews are there", ["A clay oven", "A steel oven"]),
        ("list all the reviews", ["A clay oven", "A steel oven"]),
        ("what's the latest review?", ["A clay oven"]),
        ("reviews by Ada Quill", ["A steel oven"]),
        ("list the steel reviews", ["A steel oven"]),
        ("Welche Rezepte gibt es?", ["Roggenbrot"]),
        ("¿Cuántas reseñas hay?", None),
        ("latest news", ["Roggenbrot", "On reviews", "A clay oven", "A steel oven"]),
        ("any news from 2022?", ["A clay oven"]),
        ("any news about ovens?", ["A clay oven", "A steel oven"]),
        ("¿Hay noticias?", ["Roggenbrot", "On reviews", "A clay oven", "A steel oven"]),
        ("any news about handles?", None),
        ("how many handles are there", None),
        ("how many recipes are there", None),
    ],
)
def test_posts_of_a_kind_are_those_with_a_tag_of_its_name(
    reviews: Archive, question: str, titles: list[str] | None
) -> None:
    answer = reviews.ask(Query(question))
    assert ([post.title for post in answer.posts] if isinstance(answer, CatalogAnswer) else None) == titles
