"""Chinese."""

from __future__ import annotations

from embeddings.languages.table import Language

CHINESE = Language(
    code="zh",
    name="Chinese",
    scripts=("han",),
    stemmer="",
    stop_words=tuple(
        """的 了 在 是 我 有 和 就 都 而 及 与 着 或 一个 没有 我们 你 你们 他 她 它 他们 是否 吗 呢 吧 啊 这 那 也 把
        被 从 到 对 为 什么 怎么 哪 谁 會 與 對 從 嗎""".split()
    ),
    filler_words=(),
    anaphora=("它", "他", "她", "这个", "那个", "這個", "那個"),
    continuations=("那", "为什么", "為什麼"),
    back_references=(),
    denials=("[不没沒無无非]",),
    greetings=("你好", "您好", "大家好"),
    addressees=(),
    please=(),
    requests=("请问", "请告诉我"),
    thanks=("谢谢",),
    before_thanks=(),
    after_thanks=(),
    lead_ins=(),
    question_openings=("什么", "为什么", "怎么", "谁", "哪", "多少", "什麼", "為什麼", "怎麼", "誰"),
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
        "去年": (1, "year"), "今年": (0, "year"), "上个月": (1, "month"), "上個月": (1, "month"),
        "这个月": (0, "month"), "這個月": (0, "month"), "上周": (1, "week"), "上週": (1, "week"),
        "本周": (0, "week"), "本週": (0, "week"),
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
    opening_quotes="“‘「『《〈",
    closing_quotes="”’」』》〉",
)  # fmt: skip
