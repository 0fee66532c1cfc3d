"""Questions -> ranked passages, over one generation of an archive: worded, scored, the closest looked at closely."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log1p, log10

import numpy as np

from embeddings.answering.stages import Stages
from embeddings.han import in_other_script, tradition
from embeddings.languages import TERMS_LANGUAGE, Language
from embeddings.models.encoder import TokenEmbeddings
from embeddings.models.late_interaction import Interaction, ReadQuestion
from embeddings.models.protocols import Encoder
from embeddings.models.reader import QuestionAndPassage, Reader
from embeddings.models.reranker import Reranker
from embeddings.models.token_codes import TokenCodes
from embeddings.posts import Post, Query
from embeddings.questions.compounds import as_written
from embeddings.questions.definitions import definition
from embeddings.questions.grammar import asks, language_of
from embeddings.questions.interpret import is_dated, without_dates
from embeddings.questions.pleasantries import without_pleasantries
from embeddings.questions.spelling import words_in
from embeddings.questions.types import NEWEST
from embeddings.questions.wordings import Wording, wordings
from embeddings.questions.words import listed
from embeddings.retrieval.candidates import DEPTH, gather
from embeddings.retrieval.features import features_of
from embeddings.retrieval.fusion import FUSED, Weights, fuse, model_share, worth_reading
from embeddings.retrieval.indexes import Indexes
from embeddings.retrieval.ranking import CLOSEST, Asked, Close, Reranked, Scored, different, reranked
from embeddings.stores.ids import Ids, Scores, Vectors
from embeddings.stores.protocols import Where
from embeddings.text.passages import encoded, encoded_text
from embeddings.text.terms import query_terms, terms

CLOSEST_READ = 6
"""Closest passages that the reader reads."""
ORDINARY = 0.25
"""What an ordinary word that an archive of up to 100 passages lacks weighs, beside the rarest; as much more with every
ten times as many: the more an archive holds, the more it says that a word is not there."""
DEFINING = 3
"""Passages that say what something is, read before any other where that is asked for."""
_LOOKED_AT = 20
"""Passages whose posts are searched for two words in a row, or looked at for their script, at most."""
SOME, ALL = 0.1, 0.9
"""Shares of the characters that tell the script of an archive from which a question is also read in that script, and
from which in no other. Those of one script are never all: what is a word of both counts for one."""
_KANA = re.compile("[\u3040-\u30ff]")
RECENT = 0.3
"""What the newest post gains, and others by their place in time, on the way to being looked at closely where the
question asks for the newest."""


@dataclass(frozen=True, slots=True)
class Ranker:
    """Ranks the passages of one generation."""

    indexes: Indexes
    posts: Callable[[Collection[int]], Mapping[int, Post]]
    """Posts of the generation by their ids."""
    tokens: Callable[[Collection[int]], Mapping[int, tuple[bytes, Vectors]]]
    """Tokens of the generation's passages by the ids of these, packed, with their sentences' vectors, where they are
    kept."""
    where: Callable[[Query], Where]
    """Which posts a query's filters admit."""
    encoder: Encoder
    reader: Reader | None
    """Chooses among the sentences, in the place of late interaction; ``None`` to do without."""
    reranker: Reranker | None
    stages: Stages

    @property
    def model_share(self) -> float:
        """How much the model counts, 0 to 1."""
        return model_share(self.indexes.vocabulary_coverage)

    def score(self, queries: Sequence[Query], weights: Weights = FUSED, depth: int = DEPTH) -> list[Scored]:
        """The candidates of each query, in its fullest wording, with their fused scores; the model reads all questions
        in one batch.

        Args:
            queries: the questions.
            weights: how much each feature counts.
            depth: hits taken of each list.
        """
        texts = [self._understood(query) for query in queries]
        reading = weights.for_reading.scaled_by(self.model_share)
        weights = weights.scaled_by(self.model_share)
        stores = self.indexes.stores
        found = []
        with self.stages.timed("encode"):
            embeddings = self.encoder.encode_queries(texts)
        with self.stages.timed("search"):
            for query, text, embedding in zip(queries, texts, embeddings, strict=True):
                asked = self._asked(text, embedding)
                candidates = gather(stores, asked.terms, embedding, self.where(query), depth)
                features = features_of(stores, candidates, asked.terms, embedding)
                passages, posts = fuse(candidates, features, weights)
                promising = worth_reading(candidates, *fuse(candidates, features, reading))
                if asked.newest:
                    posts = posts + RECENT * self._recency(candidates.posts)
                    promising = promising + RECENT * self._recency(candidates.posts_of)
                found.append(Scored(asked, weights, candidates, features, passages, posts, promising))
        return found

    def rank(
        self, queries: Sequence[Query], weights: Weights = FUSED, depth: int = DEPTH, *, quoting: bool = False
    ) -> list[Reranked]:
        """The same with the closest passages looked at closely, all in one batch, where the weights ask for it.

        Args:
            queries: the questions.
            weights: how much each feature counts.
            depth: hits taken of each list.
            quoting: whether sentences are chosen of the closest passages; else the reader reads for questions alone,
                since it has no say in the order of anything else, and words to be found are held beside the passages
                token by token.
        """
        scored = self.score(queries, weights, depth)
        with self.stages.timed("read"):
            return self._read(scored, quoting=quoting)

    def _read(self, scored: Sequence[Scored], *, quoting: bool) -> list[Reranked]:
        reader = self.reader if self.reader and any(one.weights.reader for one in scored) else None
        reader = reader if reader and reader.usable else None
        closest = [self._closest(one, CLOSEST_READ if reader else CLOSEST) for one in scored]
        read = [
            reader is not None
            and (quoting or one.asked.asks)
            and reader.reads([encoded_text(close.source, close.span) for close in group])
            for one, group in zip(scored, closest, strict=True)
        ]
        if reader:
            closest = self._answering(reader, scored, closest, read)
        interact = [one.weights.maxsim > 0 and not its for one, its in zip(scored, read, strict=True)]
        closest = self._interacting(scored, closest, interact)
        return [
            reranked(one, close, None if one.weights.fixed else self._cross_encoder(one.asked))
            for one, close in zip(scored, closest, strict=True)
        ]

    def wordings(self, query: Query) -> list[Wording]:
        """The ways to read a question, the fullest last."""
        query = self.accented(_undated(query))
        return wordings(query, self.corrected, self._as_written, self.indexes.spelling.languages)

    def accented(self, query: Query) -> Query:
        """A question and its conversation with accents and letters as the archive writes them."""
        history = tuple(map(self._in_its_letters, query.history))
        return replace(query, text=self._in_its_letters(query.text), history=history)

    def _in_its_letters(self, text: str) -> str:
        text = self.indexes.spelling.accented(text)
        return in_other_script(text) if self._in_the_other_script(text) >= ALL else text

    def _in_the_other_script(self, text: str) -> float:
        """How much of what the archive has about a Chinese text is in the script that the text is not in, 0 to 1."""
        its = tradition(text)
        if its is None or _KANA.search(text):
            return 0.0
        found = self.indexes.stores.lexical.search(query_terms(text), _LOOKED_AT)
        owners = self.indexes.stores.outline.posts_of(found.ids)
        theirs = tradition("\n".join(post.text for post in self.posts(set(owners.tolist())).values()))
        return 0.0 if theirs is None else 1 - theirs if its > 0.5 else theirs

    def in_the_archives_words(self, text: str, *, spelt: bool) -> str:
        """What to search for where a text says something: its words put together and in the forms that the archive
        has, and ``spelt`` as it has them."""
        text = (self.corrected(text) if spelt else "") or text
        return self.indexes.spelling.in_its_forms(self._as_written(text) or text)

    def corrected(self, text: str) -> str:
        """A text with its misspelt words corrected; empty where it has none."""
        return self.indexes.spelling.corrected(text, self.encoder.knows)

    def _as_written(self, text: str) -> str:
        """A text with such words in one or in two as the archive has in the other way, and in the other script of
        Chinese where the archive is in both; empty where nothing is another."""
        spelling = self.indexes.spelling
        links = language_of(text, spelling.languages).compound_links
        written = as_written(text, spelling.count, self._in_a_row, self._beside, links)
        if self._in_the_other_script(written) >= SOME:
            written = in_other_script(written)
        return written if written != text else ""

    def _beside(self, first: str, second: str) -> int:
        """How many passages hold two words."""
        return len(self._holding(first, second))

    def _in_a_row(self, first: str, second: str) -> int:
        """In how many of some posts with two words in a passage they stand in a row."""
        row = re.compile(rf"\b{first}[\s-]+{second}", re.IGNORECASE)
        owners = self.indexes.stores.outline.posts_of(self._holding(first, second)[:_LOOKED_AT])
        return sum(row.search(post.text) is not None for post in self.posts(set(owners.tolist())).values())

    def _holding(self, first: str, second: str) -> Ids:
        return self.indexes.stores.lexical.holding([*terms(first), *terms(second)])

    def _understood(self, query: Query) -> str:
        """What a question asks in its fullest wording: a follow-up as what it means on its own, without misspelt words
        and pleasantries."""
        return without_pleasantries(self.wordings(query)[-1].query.text)

    def _asked(self, text: str, embedding: TokenEmbeddings) -> Asked:
        asks_for_newest = NEWEST.search(text) is not None
        spelling = self.indexes.spelling
        searched = spelling.in_its_forms(text)
        terms = tuple(query_terms(NEWEST.sub(" ", searched)))
        lexical = self.indexes.stores.lexical
        spoken = query_terms(searched)
        frequency = lexical.document_frequency(list(dict.fromkeys([*terms, *spoken])))
        # A term that the archive lacks counts as the rarest.
        weights = {term: log1p((lexical.passages - count + 0.5) / (count + 0.5)) for term, count in frequency.items()}
        lacking = [term for term, count in frequency.items() if not count]
        language = language_of(text, spelling.languages)
        ordinary = _ordinary(text, lacking, language)
        unlisted = frozenset(lacking) - ordinary if language is TERMS_LANGUAGE else frozenset()
        for term in ordinary:
            weights[term] *= min(1.0, max(ORDINARY, ORDINARY * (log10(lexical.passages or 1) - 1)))
        idf, rarity = ({term: weights[term] for term in counted} for counted in (terms, spoken))
        known = sum(weight for term, weight in idf.items() if frequency[term]) / (sum(idf.values()) or 1.0)
        forms = {form: term for form, term in spelling.other_forms(searched).items() if form not in idf}
        return Asked(text, terms, idf, rarity, known, asks_for_newest, asks(text, language), embedding, forms, unlisted)

    def _recency(self, posts: Collection[int]) -> Scores:
        return np.array([self.indexes.recency.get(int(post), 0.0) for post in posts], dtype=np.float32)

    def _closest(self, scored: Scored, limit: int) -> list[Close]:
        """The best passages of a question that do not say the same as one before them, with their posts."""
        outline = self.indexes.stores.outline
        candidates = scored.candidates
        post_of = {passage: candidates.post_of(passage) for passage, _ in scored.leading}
        posts = self.posts(set(post_of.values()))
        span = {passage: outline.span(passage) for passage in post_of}

        def text_of(passage: int) -> str:
            return posts[post_of[passage]].text[span[passage].start : span[passage].end]

        def recency(passage: int) -> float:
            return self.indexes.recency.get(post_of[passage], 0.0)

        rows = {int(passage): row for row, passage in enumerate(candidates.passages)}
        leading = [pair for pair in scored.leading if post_of[pair[0]] in posts]
        if defining := definition(scored.asked.text):
            saying = [pair for pair in leading if defining.search(text_of(pair[0]))][:DEFINING]
            leading = list(dict.fromkeys([*saying, *leading]))
        chosen = different(leading, text_of, limit)
        if scored.asked.newest:
            # Those that lead by their date are held against those that would without it.
            undated = {passage: score - RECENT * recency(passage) for passage, score in leading}
            without = different(sorted(undated.items(), key=lambda pair: -pair[1]), text_of, limit)
            chosen = [(passage, undated[passage]) for passage, _ in dict([*without, *chosen]).items()]
        return [
            Close(
                passage,
                post_of[passage],
                posts[post_of[passage]],
                span[passage],
                score,
                float(scored.features.cosine[rows[passage]]),
                recency(passage),
            )
            for passage, score in chosen
        ]

    def _answering(
        self, reader: Reader, scored: Sequence[Scored], closest: Sequence[list[Close]], read: Sequence[bool]
    ) -> list[list[Close]]:
        """The closest passages of each question, with how likely each sentence answers where they are to be read."""
        pairs, sentences = [], []
        for one, group, wanted in zip(scored, closest, read, strict=True):
            for close in group if wanted else ():
                text, spans = encoded(close.source, close.span)
                pairs.append(QuestionAndPassage(one.asked.text, text, spans))
                sentences.append(self.indexes.stores.outline.sentence_ids(close.passage, len(spans)))
        answers, means = iter(reader.answers(pairs)), iter(self._means(sentences))
        return [
            [replace(close, answers=next(answers), means=next(means)) for close in group] if wanted else group
            for group, wanted in zip(closest, read, strict=True)
        ]

    def _means(self, sentences: Sequence[Ids]) -> list[Vectors]:
        """The stored vectors of the sentences of each passage, shape (sentences, width), by their ids."""
        if not sentences:
            return []
        vectors = self.indexes.stores.sentences.fetch(np.concatenate(sentences))
        return np.split(vectors, np.cumsum([len(ids) for ids in sentences])[:-1])

    def _interacting(
        self, scored: Sequence[Scored], closest: Sequence[list[Close]], wanted: Sequence[bool]
    ) -> list[list[Close]]:
        """The closest passages of each question, beside it token by token where that is wanted."""
        looked_at = [close for group, its in zip(closest, wanted, strict=True) if its for close in group[:CLOSEST]]
        if not looked_at:
            return list(closest)
        as_encoded = {close.passage: encoded(close.source, close.span) for close in looked_at}
        tokens: dict[int, TokenCodes | TokenEmbeddings] = {}
        means: dict[int, Vectors] = {}
        for passage, (packed, sentences) in self.tokens(set(as_encoded)).items():
            if (codes := TokenCodes.unpacked(packed)) and len(sentences) >= len(as_encoded[passage][1]):
                tokens[passage], means[passage] = codes, sentences
        missing = [passage for passage in as_encoded if passage not in tokens]
        again = self.encoder.encode_again([as_encoded[passage][0] for passage in missing])
        for passage, reading in zip(missing, again, strict=True):
            tokens[passage], means[passage] = reading, _means_of(reading, as_encoded[passage][1])

        def beside(question: ReadQuestion, close: Close) -> Close:
            # The model reads the title and the headings before the passage.
            shift = close.span.end - len(as_encoded[close.passage][0])
            interaction = Interaction.of(question, tokens[close.passage], shift)
            return replace(close, interaction=interaction, means=means[close.passage])

        found = []
        for one, group, its in zip(scored, closest, wanted, strict=True):
            if its:
                question = ReadQuestion.of(one.asked.text, one.asked.embedding, one.asked.rarity)
                found.append([beside(question, close) for close in group[:CLOSEST]])
            else:
                found.append(group)
        return found

    def _cross_encoder(self, asked: Asked) -> Callable[[Sequence[Close]], Scores] | None:
        reranker = self.reranker
        if reranker is None:
            return None
        return lambda closest: reranker.scores(asked.text, [encoded_text(c.source, c.span) for c in closest])


def _means_of(reading: TokenEmbeddings, spans: Sequence[tuple[int, int]]) -> Vectors:
    """A vector of each part of a text, also of one that holds no token, shape (parts, width)."""
    return np.concatenate([np.empty((0, len(reading.mean)), np.float32), *(reading.means([span]) for span in spans)])


def _ordinary(text: str, lacking: Collection[str], language: Language) -> set[str]:
    """Those terms of a question that are of words in the list of its language, if that has all forms of a word."""
    if not lacking or not language.word_list or language.irregular_words:
        return set()
    words = list(dict.fromkeys(word.casefold() for word in words_in(text)))
    return {term for word in listed(words, language.word_list) for term in terms(word)}.intersection(lacking)


def _undated(query: Query) -> Query:
    """A question without the words for the time that it is narrowed to: the posts' dates hold that, not their text."""
    return replace(query, text=without_dates(query.text)) if query.undated or is_dated(query) else query
