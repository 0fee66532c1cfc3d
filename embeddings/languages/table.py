"""What a language is to Pullquote: the columns of the table, and the scripts without spaces between words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Unit = Literal["year", "month", "week", "day"]
OfAPost = Literal["who", "when", "summary", "others", "more"]
OfPosts = Literal["list", "count", "who", "first", "last"]


@dataclass(frozen=True, slots=True)
class LookupWords:
    """How a language asks about the archive itself: who wrote a post, how many there are about something.

    All are regular expressions without groups that capture. Whole questions hold places for what they ask about:
    ``{title}`` for a post, ``{posts}`` for a word of ``posts``, ``{extreme}`` for one of ``oldest`` or ``newest``,
    ``{side}`` for one of ``preceding`` or ``following``, ``{newest}`` for one of ``newest``, ``{tags}`` for one of
    ``tags``, ``{topics}`` for one of those or of ``subjects``, ``{author}`` for a name, and ``{rest}`` for what narrows
    the posts; what stands around a subject holds ``{value}`` for that. Accents are left out of them, as they are of the
    question.
    """

    posts: tuple[str, ...]
    """A post, and posts."""
    articles: tuple[str, ...]
    """"the" and "your" before a post."""
    called: tuple[str, ...]
    """"called" between "the post" and its title, or between its title and "post"."""
    who: tuple[str, ...]
    """Whole questions for a post's author; so for the next fifteen."""
    when: tuple[str, ...]
    summary: tuple[str, ...]
    beside: tuple[str, ...]
    """Those for the post before or after one: "what came before The loaf"."""
    count: tuple[str, ...]
    every: tuple[str, ...]
    """Those that ask for a list of posts."""
    bare: tuple[str, ...]
    """Those that name posts and ask nothing, as "posts by Ada"; they are read only where something narrows them."""
    there_is: tuple[str, ...]
    """What makes one of these of "anything about rye", which passages may answer; empty where nothing does."""
    subject_first: tuple[str, ...]
    """Those in which the subject, ``{rest}``, stands before the word for posts: "rye posts"; empty where none does."""
    subject_counted: tuple[str, ...]
    """The same that ask how many there are: "how many rye posts are there"."""
    subject_picked: tuple[str, ...]
    """The same that ask for the oldest or the newest: "the latest rye post"."""
    latest: tuple[str, ...]
    """Those that ask for the newest posts, or name them."""
    who_about: tuple[str, ...]
    """Those that ask who wrote about something."""
    whether: tuple[str, ...]
    """Those that ask whether an author wrote about something."""
    posted: tuple[str, ...]
    """Those that ask what was posted at a time or by somebody."""
    one: tuple[str, ...]
    """Those that ask for the oldest or the newest post."""
    begun: tuple[str, ...]
    """Those that ask how long there has been a blog, which its oldest post tells."""
    writers: tuple[str, ...]
    """Those that ask who writes the blog."""
    topics: tuple[str, ...]
    """Those that ask what the blog is about, or for its tags."""
    tags: tuple[str, ...]
    """Tags, and what else they are called."""
    subjects: tuple[str, ...]
    """What a blog has in any case, its tags telling which: topics."""
    oldest: tuple[str, ...]
    newest: tuple[str, ...]
    preceding: tuple[str, ...]
    """"before" and "after", as the post beside one is asked for; so for the next."""
    following: tuple[str, ...]
    recently: tuple[str, ...]
    """"Lately", where the newest posts are asked for without a word that means them."""
    about: tuple[str, ...]
    """What stands before a subject, or around it: "on", "{value}について"; so for authors and tags."""
    of: tuple[str, ...]
    """What stands before a subject behind a word for posts, and as often before that of no post: "artículos de ley"."""
    by: tuple[str, ...]
    tagged: tuple[str, ...]
    wrote: tuple[str, ...]
    """"did Ada write" of "which posts did Ada write"."""
    further: tuple[str, ...]
    """What may open a question that goes on from one for posts, beside `continuations`: "what about", "only"."""
    signed: tuple[str, ...]
    """What stands before the name of whoever wrote a post, in its text: "written by"."""
    fillers: tuple[str, ...]
    """What says nothing beside those: "are there", "so far"."""


@dataclass(frozen=True, slots=True)
class Language:
    """One language.

    Columns of words are matched as whole words, without regard to case. Those marked *re* are regular expressions
    without groups that capture; in a language without spaces they match anywhere.
    """

    code: str
    """ISO 639-1."""
    name: str
    """In English."""
    scripts: tuple[str, ...]
    """Scripts of `UNSPACED_SCRIPTS` that it is written in; empty where it puts spaces between words."""
    letters: str
    """Letters and marks beyond a to z that a question in it is written with; empty where there are none."""
    stemmer: str
    """Whose rules tell its stems, by the name that :func:`embeddings.text.stems.stems` takes; empty where none do."""
    word_list: str
    """Name of its list of words in pyspellchecker; empty where that has none."""
    irregular_words: tuple[str, ...]
    """Words with stems that no word of `word_list` has, one for each: "hubo" of "haber"; empty where that has all forms
    of a word, so that its stem need not tell one."""
    form_changes: Mapping[str, str]
    """*re* What forms have where a word of `word_list` has something else, and that: "ue" of "puedo", "o" of "poder".
    Of a language without `irregular_words`, what two right spellings differ by: "our" and "or" of "colour"."""
    stop_words: tuple[str, ...]
    """Words that say nothing about the subject of a question."""
    light_verbs: tuple[str, ...]
    """Verbs among those words that may end a question behind its subject: "go"; empty where verbs stand elsewhere."""
    filler_words: tuple[str, ...]
    """Words that questions in a conversation are full of, whatever it is about, stop words apart."""
    elisions: tuple[str, ...]
    """*re* What an apostrophe joins to the next word, of which it is no part: "l" of "l'huile"."""
    compound_links: tuple[str, ...]
    """What may stand between two words that it writes as one: "s" of "Zeitungskopf"; empty where it makes no word of
    any two."""
    enclitics: tuple[str, ...]
    """*re* What a hyphen joins to a verb, of which it is no part: "il" of "est-il"."""

    anaphora: tuple[str, ...]
    """*re* Pronouns and the like anywhere in a question that refer to what was said before."""
    clitics: tuple[str, ...]
    """Pronouns before a verb that refer to what was said before, and are articles or the like elsewhere: "la", "en"."""
    continuations: tuple[str, ...]
    """*re* Openings of a question that goes on from the one before."""
    continuing_ends: tuple[str, ...]
    """*re* What ends one that is nothing but what else is asked for: "呢"; empty with spaces between words."""
    possessives: tuple[str, ...]
    """Pronouns of `anaphora` that may stand for a noun of their own clause. This column and those up to `about` tell
    whether a question leans on others, and say it so that it does not."""
    demonstratives: tuple[str, ...]
    """Words of `anaphora` that may also stand before a noun or open a clause."""
    expletives: tuple[str, ...]
    """*re* Phrases in which a word of `anaphora` stands for nothing: "is there", "is it wrong to"."""
    persons: tuple[str, ...]
    """Words of `anaphora` that stand for a person."""
    replaceable: tuple[str, ...]
    """Words of `anaphora` in whose place a noun can be put as it is, with a genitive for `possessives`; empty where
    case or gender would change it."""
    clause_openings: tuple[str, ...]
    """Words that open a clause."""
    auxiliaries: tuple[str, ...]
    """Verbs that stand before the subject of a question; empty where any verb does."""
    copulas: tuple[str, ...]
    """Those that no verb need follow: "is"."""
    person_questions: tuple[str, ...]
    """*re* What asks who somebody is, before the name; empty without `replaceable`."""
    subject_questions: tuple[str, ...]
    """*re* Question words behind which the verb stands at once, since they are its subject: "who" of "who baked it"."""
    particles: tuple[str, ...]
    """*re* Words that say nothing of what is looked up: "denn" of "wer hat denn das geschrieben"."""
    identifying: tuple[str, ...]
    """Question words for what something is, so that all behind a copula names it."""
    empty_auxiliaries: tuple[str, ...]
    """Those that only make a question, first the one that can be left out as it is: "do"."""
    determiners: tuple[str, ...]
    """Articles and the like; empty with `auxiliaries`."""
    subjects: tuple[str, ...]
    """Pronouns that a verb follows: what comes after them is no noun."""
    gradable: tuple[str, ...]
    """*re* Adjectives and adverbs that are asked for by their degree, or compared: "how *old* is", "how much *smaller*
    is". None is what a later pronoun stands for, unless a noun follows; empty where words cannot be told apart."""
    capitalised_nouns: bool
    """Whether nouns are written with a capital, so that by whoever writes one so all others are no nouns."""
    verb_leads: tuple[str, ...]
    """Other pronouns and question words that a verb follows, or a name: "se", "por qué"; empty with `auxiliaries`."""
    perfect_auxiliaries: tuple[str, ...]
    """"has" of "has written"; empty with `verb_leads`."""
    links: tuple[str, ...]
    """Words between a noun and what tells more of it: "de", "la"; empty where such nouns are not shown as one."""
    infinitive_mark: str
    """"to" of "to bake"; empty where an infinitive has none."""
    whether: str
    """What opens a question without a question word within a sentence; empty with `auxiliaries`."""
    about: str
    """What stands before the subject of a conversation, in brackets behind a question; empty where nothing does."""
    back_references: tuple[str, ...]
    """*re* Openings of a sentence that cannot stand without the one before: pronouns and connectives.

    Empty without spaces between words: a word's beginning is not its end there ("这" opens "这里" too).
    """
    additions: tuple[str, ...]
    """*re* Those of `back_references` that add something to what was said, and need nothing of it: "also"."""
    states: tuple[str, ...]
    """*re* What asks how things are by now: "still"."""
    updates: tuple[str, ...]
    """*re* What a later word in a post is headed by: "Update", "Edit"."""
    reversals: tuple[str, ...]
    """*re* Openings of a sentence that takes back what the one before it says: "They are wrong."."""
    contrasts: tuple[str, ...]
    """*re* Openings of a sentence that holds something against the one before it: "But"."""
    sayings: tuple[str, ...]
    """*re* What a question for what somebody says has beside the name: "say", "recommend"; empty where a name is one
    word."""
    reports: tuple[str, ...]
    """*re* What an author says who only reports what others say or what was thought once: "some people say"."""
    myths: tuple[str, ...]
    """*re* What labels, before a colon, what some say and is not so: "Myth"."""
    facts: tuple[str, ...]
    """*re* What labels what is so instead: "Fact"."""
    announcements: tuple[str, ...]
    """*re* What a sentence has that announces the list below it, also with a full stop at its end: "the following"."""
    table_references: tuple[str, ...]
    """*re* How a text points to a table that follows: "the table below"."""
    pictures: tuple[str, ...]
    """*re* What a post shows beside its text, which has no words: "a photo of it:" announces no paragraph."""
    denials: tuple[str, ...]
    """*re* Negation."""

    greetings: tuple[str, ...]
    """*re*"""
    addressees: tuple[str, ...]
    """*re* Whom a greeting is for, other than a name."""
    please: tuple[str, ...]
    """*re*"""
    requests: tuple[str, ...]
    """*re* What makes a statement of a question or asks for an answer: "could you tell me"."""
    thanks: tuple[str, ...]
    """*re*"""
    before_thanks: tuple[str, ...]
    """*re* "many" in "many thanks"."""
    after_thanks: tuple[str, ...]
    """*re* "a lot" in "thanks a lot"."""
    interjections: tuple[str, ...]
    """*re* What is typed in chats around a question and says nothing: "lol"."""

    lead_ins: tuple[str, ...]
    """*re* What may stand before a question's opening."""
    question_openings: tuple[str, ...]
    """*re* First words of a question, by which it is known without a question mark."""
    question_frames: tuple[str, ...]
    """*re* What makes a question of a sentence, anywhere in it, and says nothing of its subject: "多少"; empty with
    spaces between words, and in Japanese, where leaving it out answered no question more and one falsely."""
    digraphs: Mapping[str, str]
    """What is typed in the place of letters that a keyboard lacks, and those: "ue" for "ü"."""
    chat_spellings: Mapping[str, str]
    """*re* What is typed in chats for words of questions, and those words: "pk" for "pourquoi"."""
    post_kinds: Mapping[str, str]
    """*re* What posts of a kind are called, where the blog has a tag of that name, and the word for any posts that may
    stand in its place: "reviews", "posts"."""
    news: Mapping[str, str]
    """*re* What the newest posts are called, and the word for any posts that may stand in its place."""
    vague_tags: tuple[str, ...]
    """*re* Tags and categories that say nothing of what a blog is about: "Uncategorized"."""
    newest: tuple[str, ...]
    """*re* What a question for the newest posts says."""
    version_frames: tuple[str, ...]
    """Words around that, in a question for nothing else: "what is the"."""
    newest_versions: tuple[str, ...]
    """*re* What a question for the newest of several versions says: "latest version"."""
    explanation_questions: tuple[str, ...]
    """*re* What questions say that want more than a fact: "why", "should I"."""
    namings: tuple[str, ...]
    """*re* What stands before the name of what a sentence tells of: "called"."""
    asides: tuple[str, ...]
    """*re* What a question for what something is may have beside that: "exactly"."""
    definition_questions: tuple[str, ...]
    """*re* Openings of a question for what something is; without spaces between words whole questions, with ``{thing}``
    for it."""
    reason_questions: tuple[str, ...]
    """*re* What questions for a reason say: "why"."""
    reasons: tuple[str, ...]
    """*re* What sentences say that give one: "because", "so that"."""
    announcing: tuple[str, ...]
    """*re* What the title of a post that announces something opens with: "Introducing the"."""
    articles: tuple[str, ...]
    """*re* "a" and "the", with an apostrophe where no space follows."""
    definitions: tuple[str, ...]
    """*re* What stands between a thing and what it is: "is a", "means"."""
    quantity_questions: tuple[str, ...]
    """*re* Questions for a number. The weights of this column and the next six were measured on English alone."""
    quantity_cues: tuple[str, ...]
    """*re* Numbers in words."""
    count_questions: tuple[str, ...]
    """*re* What stands before what a question asks the number of: "how many"."""
    people: tuple[str, ...]
    """*re* People, whatever they are."""
    amounts: tuple[str, ...]
    """*re* What tells how many there are besides `quantity_cues`: "several", "no"."""
    noun_links: tuple[str, ...]
    """Words within what is counted: "of" of "kinds of bread"."""
    price_questions: tuple[str, ...]
    """*re* Questions for what something costs."""
    prices: tuple[str, ...]
    """*re* How a sentence gives a price, beside the signs of currencies: "{number} euros", "free"."""
    price_columns: tuple[str, ...]
    """*re* Headings of a table's column of prices, whose numbers need no sign of a currency: "price"."""
    discounts: tuple[str, ...]
    """*re* What stands behind an amount of money that is no price: "off"."""
    time_questions: tuple[str, ...]
    """*re* Questions for a time."""
    time_cues: tuple[str, ...]
    """*re* Names of times."""
    entity_questions: tuple[str, ...]
    """*re* Questions for a person or a place."""

    months: tuple[str, ...]
    """*re* January to December; empty where months are numbered."""
    short_months: tuple[str, ...]
    """*re* The same as they are shortened, without the full stop at their end."""
    seasons: Mapping[str, int]
    """Their names, and the first month of each in the north."""
    season_leads: tuple[str, ...]
    """*re* "last" and "this" before a season."""
    date_articles: tuple[str, ...]
    """*re* Articles before a season; in a language without spaces, prepositions before any date."""
    of_year: tuple[str, ...]
    """*re* "of" of "summer of 2018", wherever it stands."""
    recent: Mapping[str, tuple[int, Unit]]
    """Names of recent periods: how many units back, and the unit."""
    year_parts: Mapping[str, tuple[int, int]]
    """*re* What stands before a year for a part of it, "early", and its first and last month; empty without spaces
    between words."""
    decades: tuple[str, ...]
    """*re* A decade with ``{decade}`` for its first year: "the 2010s"."""
    numbers: Mapping[str, int]
    """*re* Numbers in words that a unit of time may follow, "a few" being four; numerals need not be named."""
    units: Mapping[str, Unit]
    """*re* Units of time."""
    ago: tuple[str, ...]
    """*re* A time that lies so far back, with ``{number}`` and ``{unit}``: "two years ago"."""
    lately: tuple[str, ...]
    """*re* A time up to today, with the same, where there is no number with one: "in the last six months"."""
    days_ago: Mapping[str, int]
    """*re* Names of days, and how far back they lie: "yesterday"."""
    between: tuple[str, ...]
    """*re* "between" of "between 2015 and 2017". This column and those up to `during` stand before a time; in a
    language without spaces, behind it."""
    conjunctions: tuple[str, ...]
    """*re* "and" of it."""
    through: tuple[str, ...]
    """*re* "to" of "from 2015 to 2017"."""
    either: tuple[str, ...]
    """"or" between two subjects, where the word is no other word's too; so for the next."""
    both: tuple[str, ...]
    since: tuple[str, ...]
    after: tuple[str, ...]
    until: tuple[str, ...]
    before: tuple[str, ...]
    during: tuple[str, ...]
    """*re* "in" of "in 2017"."""
    before_years: tuple[str, ...]
    """*re* Words behind which a year stands without a preposition: "hast du 2019"; empty where there are none."""
    year_marks: tuple[str, ...]
    """*re* Characters after a number that make it a year; so for a month and a day."""
    month_marks: tuple[str, ...]
    day_marks: tuple[str, ...]
    eras: Mapping[str, int]
    """Eras in which years are counted, and their first years."""

    lookups: LookupWords | None
    """Questions about the archive itself; ``None`` where they are not known."""

    ordinals: Mapping[str, str]
    """*re* What somebody calls the first of several posts that were shown, the second and so on, in this order, and how
    one alone is called: "the second one", "that"; empty where that depends on the verb."""
    post_questions: Mapping[str, OfAPost]
    """*re* Whole questions about a post that was named or quoted before, and what they ask for: "when was it
    published", others by its author, more of it."""

    list_questions: Mapping[str, OfPosts]
    """*re* The same about posts that were counted or listed before: "which ones"."""

    leading_abbreviations: tuple[str, ...]
    """Without the full stop at their end, in small letters; never the last word of a sentence: "Mr.", "e.g."."""
    abbreviations: tuple[str, ...]
    """Those that are the last word only before a word that opens a sentence: "Warner Bros. Pictures"."""
    number_abbreviations: tuple[str, ...]
    """Abbreviations only before a number, and only where the text is in the language: otherwise words of their own, or
    as often the last of a sentence."""
    ordinal_leads: tuple[str, ...]
    """Where a number with a full stop is an ordinal ("der 3. Tag"): words that stand before one. Otherwise empty."""
    ordinal_nouns: tuple[str, ...]
    """*re* Nouns before which a number with a full stop is an ordinal, whatever stands before it: "3. Klasse"."""
    name_words: tuple[str, ...]
    """Stop words that a name may have behind an initial, so that they open no sentence there: "W.E.B. Du Bois"."""
    opening_quotes: str
    """Marks that open a quotation, outer ones first, each beside its partner in `closing_quotes`."""
    closing_quotes: str


UNSPACED_SCRIPTS = {
    "kana": r"\u3040-\u30ff",
    "han": r"\u3400-\u9fff\uf900-\ufaff",
    "thai": r"\u0e00-\u0e7f",
    "burmese": r"\u1000-\u109f",
    "khmer": r"\u1780-\u17ff",
}
"""Scripts without spaces between words, as ranges of a character class. Posts come in more than the table's."""
UNSPACED_LETTER = re.compile(f"[{''.join(UNSPACED_SCRIPTS.values())}]")
"""A character of one of these."""
