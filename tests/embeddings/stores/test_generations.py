"""What a generation of any catalog has to hold to, and a snapshot over one without SQL, FAISS or bm25s."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sa

from embeddings.archive import Archive
from embeddings.ingest.sync import Sync
from embeddings.posts import Filters, Query, counted_tags
from embeddings.questions.spelling import Spelling, words_in
from embeddings.retrieval.candidates import Stores
from embeddings.retrieval.indexes import Indexes
from embeddings.retrieval.segment import centroids, sentence_ids
from embeddings.snapshot import Models, Snapshot
from embeddings.stores import schema
from embeddings.stores.catalog import Catalog
from embeddings.stores.ids import Vectors
from embeddings.stores.protocols import Generation
from embeddings.stores.sources import SourceOptions
from embeddings.stores.sqlite import FILE
from embeddings.text.terms import terms

from ...conftest import At
from ...toy import WIDTH, ToyEncoder, stored_posts
from .memory import MemoryGeneration, MemoryTerms, MemoryVectors

POSTS = {
    "rye": "---\ntitle: Rye\ndate: 2020-01-02\nauthor: Ada\ntags: [rye, basics]\n---\n"
    "Rye bread must rest for a whole day before you cut it. Wheat can be cut when it is cold.",
    "salt": "---\ntitle: Salt\nauthor: Ada\ntags: [basics]\n---\nSalt is two per cent of the flour. Weigh it.",
    "steam": "---\ntitle: Steam\ndate: 2022-05-06 23:30:00\nauthor: Bob\n---\nSteam gives the crust its shine.",
    "stone": "---\ntitle: Stone\ndate: 2020-01-02\n---\nA stone in the oven keeps its heat.",
}
OLD_KEY = "00000000aa"


def whole(parts: Iterator[Vectors]) -> Vectors:
    return np.concatenate(list(parts))


@dataclass(frozen=True)
class Both:
    """The same posts in SQL and in memory."""

    place: Path | str
    sql: Generation
    memory: Generation


@pytest.fixture
def both(tmp_path: Path, place: At) -> Iterator[Both]:
    blog = tmp_path / "blog"
    blog.mkdir()
    for name, text in POSTS.items():
        (blog / f"{name}.md").write_text(text)
    catalog = Catalog(place("archive"), create=True)
    Sync(catalog, ToyEncoder()).run([str(blog)], options=SourceOptions("https://blog.example"))
    posts = stored_posts(catalog)
    rye = next(post for post in posts.values() if post.title == "Rye")
    with catalog.writing() as connection:
        connection.execute(sa.insert(schema.redirects).values(old=OLD_KEY, new=rye.key))
    with ExitStack() as stack:
        yield Both(
            place("archive"),
            stack.enter_context(catalog.current()),
            MemoryGeneration(posts, ToyEncoder(), redirects={OLD_KEY: rye.key}),
        )


@pytest.fixture(params=["sql", "memory"])
def generation(request: pytest.FixtureRequest, both: Both) -> Generation:
    found: Generation = getattr(both, request.param)
    return found


def titles(generation: Generation, ids: list[int]) -> list[str]:
    posts = generation.posts(ids)
    return [posts[identity].title for identity in ids]


def test_posts_come_by_their_ids_and_what_is_not_there_is_left_out(generation: Generation) -> None:
    everything = dict(generation.every_post())
    assert sorted(post.title for post in everything.values()) == ["Rye", "Salt", "Steam", "Stone"]
    assert generation.posts([*everything, 10**9]) == everything
    assert generation.posts([]) == {}


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(), {"Rye", "Salt", "Steam", "Stone"}),
        (Filters(after=date(2020, 1, 2), before=date(2020, 1, 2)), {"Rye", "Stone"}),
        (Filters(after=date(2022, 5, 6)), {"Steam"}),
        (Filters(author="ADA"), {"Rye", "Salt"}),
        (Filters(tag="Basics", author="ada"), {"Rye", "Salt"}),
        (Filters(tag="basic"), set()),
    ],
)
def test_filters_admit_the_same_posts_to_a_list_and_to_a_search(
    generation: Generation, filters: Filters, found: set[str]
) -> None:
    assert set(titles(generation, generation.find(filters))) == found
    admitted = generation.where(filters).posts
    assert (admitted is None) == (not filters)
    if admitted is not None:
        assert set(titles(generation, [int(post) for post in admitted])) == found
        assert list(admitted) == sorted(admitted)


def test_a_post_that_is_excluded_is_not_admitted(generation: Generation) -> None:
    admitted = generation.where(Filters(), exclude="rye.md").posts
    assert admitted is not None
    assert set(titles(generation, [int(post) for post in admitted])) == {"Salt", "Steam", "Stone"}


def test_the_newest_come_first_and_those_without_a_date_not_at_all(generation: Generation) -> None:
    assert titles(generation, generation.find(Filters(), newest_first=True)) == ["Steam", "Rye", "Stone"]
    assert titles(generation, generation.find(Filters(), newest_first=True, limit=1)) == ["Steam"]
    assert [name for _, name in generation.titles()] == ["Steam", "Rye", "Stone", "Salt"]
    assert set(generation.days().values()) == {date(2020, 1, 2), date(2022, 5, 6)}


def test_a_post_is_found_by_its_key_and_by_one_that_it_stands_for(generation: Generation) -> None:
    rye = next(identity for identity, post in generation.every_post() if post.title == "Rye")
    assert generation.post_id(generation.posts([rye])[rye].key) == rye
    assert generation.post_id(OLD_KEY) == rye
    assert generation.post_id("ffffffffff") is None


def test_authors_and_tags_come_by_how_many_posts_they_have(generation: Generation) -> None:
    assert list(generation.authors().items()) == [("Ada", 2), ("Bob", 1)]
    assert list(generation.tags().items()) == [("basics", 2), ("rye", 1)]


def test_spellings_of_a_tag_are_one() -> None:
    posts = [("Rye", "loaf"), ("rye", "crust"), ("rye", "Rye"), ("Pâté",), ("pate",), ()]
    assert list(counted_tags(posts).items()) == [("Rye", 3), ("Pâté", 2), ("loaf", 1), ("crust", 1)]


def test_what_stands_at_an_address_is_found(generation: Generation) -> None:
    ids = [identity for identity, _ in generation.every_post()]
    urls = {identity: generation.posts([identity])[identity].url for identity in ids}
    assert all(urls.values())
    assert all(generation.at(urls[identity]) == [identity] for identity in ids)
    assert generation.at("https://blog.example/none") == []


def test_the_outline_and_the_vectors_are_those_of_the_same_passages(both: Both) -> None:
    one, other = both.sql.outline(), both.memory.outline()
    assert list(one.posts) == list(other.posts)
    assert list(zip(one.starts, one.ends, one.sentences, strict=True)) == list(
        zip(other.starts, other.ends, other.sentences, strict=True)
    )
    assert whole(both.sql.vectors()) == pytest.approx(whole(both.memory.vectors()), abs=1e-6)
    assert whole(both.sql.sentence_vectors()) == pytest.approx(whole(both.memory.sentence_vectors()), abs=1e-3)
    post = both.sql.posts([int(one.posts[0])])[int(one.posts[0])]
    assert post.text[one.span(int(one.passages[0])).start :].startswith(post.text[:20])


def test_what_has_changed_since_a_generation_is_told_to_those_that_come_of_it(
    tmp_path: Path, both: Both, place: At
) -> None:
    blog, catalog = tmp_path / "blog", Catalog(place("archive"))
    sync = Sync(catalog, ToyEncoder())
    ids = {post.title: number for number, post in stored_posts(catalog).items()}

    def changed(since: Generation) -> list[int] | None:
        with catalog.current() as now:
            found = now.changed_since(since.number, since.key)
            return None if found is None else found.tolist()

    first = both.sql
    assert changed(first) == []
    (blog / "salt.md").write_text("---\ntitle: Salt\n---\nTwo per cent.")
    (blog / "oven.md").write_text("---\ntitle: Oven\n---\nAn oven is hot.")
    (blog / "steam.md").unlink()
    sync.run([str(blog)])
    (oven,) = {number for number, post in stored_posts(catalog).items() if post.title == "Oven"}
    assert changed(first) == sorted([ids["Salt"], ids["Steam"], oven])
    with catalog.current() as second:
        assert changed(second) == []
        (blog / "rye.md").write_text("---\ntitle: Rye\ndate: 2020-01-05\n---\nRye.")
        sync.run([str(blog)])
        assert changed(second) == [ids["Rye"]]
        assert second.changed_since(first.number, first.key) is not None
        # It came later.
        with catalog.current() as third:
            assert second.changed_since(third.number, third.key) is None
        assert second.changed_since(first.number, "another's") is None
    # Another model encodes all anew.
    Sync(catalog, ToyEncoder("other")).run([str(blog)])
    assert changed(first) is None
    catalog.close()


def test_what_comes_of_a_backup_does_not_go_on_from_what_came_after_it(tmp_path: Path, both: Both, place: At) -> None:
    blog = tmp_path / "blog"
    with Archive(place("archive"), encoder=ToyEncoder()) as archive:
        (tmp_path / "backup").mkdir()
        archive.back_up(tmp_path / "backup" / FILE)
        (blog / "salt.md").write_text("---\ntitle: Salt\n---\nTwo per cent.")
        archive.sync([str(blog)])
        with archive._catalog.current() as after:
            archive.restore(tmp_path / "backup")
            with archive._catalog.current() as restored:
                assert restored.changed_since(after.number, after.key) is None
                kept = restored.changed_since(both.sql.number, both.sql.key)
                assert kept is not None
                assert not len(kept)
        assert "Weigh it." in archive.ask(Query("How much salt?")).closest[0].text


def test_a_snapshot_over_stores_of_dictionaries_answers_as_the_archive_does(both: Both) -> None:
    generation = both.memory
    outline = generation.outline()
    passages, sentences, posts = (MemoryVectors(WIDTH) for _ in range(3))
    passages.upsert(outline.passages, whole(generation.vectors()), outline.posts)
    of_sentences = np.repeat(outline.posts, outline.sentences)
    sentences.upsert(sentence_ids(outline), whole(generation.sentence_vectors()), of_sentences)
    unique = np.unique(outline.posts)
    posts.upsert(unique, whole(centroids(generation.vectors(), outline.posts)), unique)
    words: Counter[str] = Counter()
    rows = []
    for number, post in generation.every_post():
        words.update(words_in(f"{post.title}\n{post.text}"))
        spans = {int(passage): outline.span(int(passage)) for passage in outline.passages_of(number)}
        parts = [(passage, terms(post.text[span.start : span.end])) for passage, span in spans.items()]
        rows.append((number, terms(post.title), parts))
    days = generation.days()
    indexes = Indexes(
        generation=1,
        stores=Stores(
            outline,
            passages,
            sentences,
            posts,
            MemoryTerms(rows),
            unrelated=float(generation.state["unrelated_cosine"]),
        ),
        spelling=Spelling(words),
        recency=dict.fromkeys(days, 0.5),
        vocabulary_coverage=1.0,
    )
    snapshot = Snapshot(generation, indexes, Models(ToyEncoder(), None, None, 0.5))
    with Archive(both.place, encoder=ToyEncoder()) as archive:
        for question in ("How long must rye bread rest?", "How much salt?", "What gives the crust its shine?"):
            (ours,), theirs = snapshot.ask_many([Query(question)]), archive.ask(Query(question))
            assert ours.quotes[0].text == theirs.quotes[0].text
            assert ours.confidence == pytest.approx(theirs.confidence, abs=0.01)
            assert [post.title for post in ours.closest] == [post.title for post in theirs.closest]
    assert [post.title for post in snapshot.posts(newest_first=True)] == ["Steam", "Rye", "Stone"]
