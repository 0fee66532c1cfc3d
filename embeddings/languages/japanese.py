"""Japanese."""

from __future__ import annotations

from embeddings.languages.table import Language

JAPANESE = Language(
    code="ja",
    name="Japanese",
    scripts=("kana", "han"),
    stemmer="",
    stop_words=tuple(
        """の に は を た が で て と し れ さ ある いる も する から な こと として い や など なっ ない この ため その
        よう また もの という あり まで られ なる へ か だ これ によって により おり より による ず なり られる において
        なく しかし について だっ できる それ です ます""".split()
    ),
    filler_words=(),
    anaphora=("それ", "これ", "あれ", "その", "彼女", "彼ら"),
    continuations=("なぜ", "では"),
    back_references=(),
    denials=("ない", "ません", "[不没沒無无非]"),
    greetings=("こんにちは", "こんばんは"),
    addressees=(),
    please=(),
    requests=("教えてください",),
    thanks=(r"ありがとう\w*",),
    before_thanks=(),
    after_thanks=(),
    lead_ins=(),
    question_openings=("なぜ", "どう", "どこ", "どれ", "いつ", "誰", "何"),
    newest=("最新",),
    quantity_questions=(),
    quantity_cues=(),
    time_questions=(),
    time_cues=(),
    entity_questions=(),
    advice_questions=(),
    advice_cues=(),
    months=(),
    seasons={},
    season_leads=(),
    date_articles=(),
    of_year=(),
    recent={
        "去年": (1, "year"), "昨年": (1, "year"), "今年": (0, "year"), "先月": (1, "month"), "今月": (0, "month"),
        "先週": (1, "week"), "今週": (0, "week"),
    },
    between=(),
    conjunctions=(),
    since=(),
    after=(),
    until=(),
    before=(),
    during=(),
    year_marks=("年",),
    lookups=None,
    abbreviations=(),
    number_abbreviations=(),
    ordinal_leads=(),
    opening_quotes="「『",
    closing_quotes="」』",
)  # fmt: skip
