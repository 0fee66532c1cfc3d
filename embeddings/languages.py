"""What a language is to Pullquote: one table, one entry a language, and the patterns that are read from it.

A question or a post does not say which language it is in, so a pattern joins what all languages have in a column.
Before a word goes in, look for what it means in the other languages: French "mais" (but) is Portuguese for more.

To add a language, add its entry: `Language` has no defaults, so that a column that was forgotten is an error, and one
that is empty says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Unit = Literal["year", "month", "week"]


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
    stemmer: str
    """Name of its Snowball stemmer; empty where it has none."""
    stop_words: tuple[str, ...]
    """Words that say nothing about the subject of a question."""
    filler_words: tuple[str, ...]
    """Words that questions in a conversation are full of, whatever it is about, stop words apart.

    In effect, like stop words, for `TERMS_LANGUAGE` alone.
    """

    anaphora: tuple[str, ...]
    """*re* Pronouns and the like anywhere in a question that refer to what was said before."""
    continuations: tuple[str, ...]
    """*re* Openings of a question that goes on from the one before."""
    back_references: tuple[str, ...]
    """*re* Openings of a sentence that cannot stand without the one before: pronouns and connectives.

    Empty without spaces between words: a word's beginning is not its end there ("这" opens "这里" too).
    """
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

    lead_ins: tuple[str, ...]
    """*re* What may stand before a question's opening."""
    question_openings: tuple[str, ...]
    """*re* First words of a question, by which it is known without a question mark."""
    newest: tuple[str, ...]
    """*re* What a question for the newest posts says."""
    quantity_questions: tuple[str, ...]
    """*re* Questions for a number. The weights of this column and the next six were measured on English alone."""
    quantity_cues: tuple[str, ...]
    """*re* Numbers in words."""
    time_questions: tuple[str, ...]
    """*re* Questions for a time."""
    time_cues: tuple[str, ...]
    """*re* Names of times."""
    entity_questions: tuple[str, ...]
    """*re* Questions for a person or a place."""
    advice_questions: tuple[str, ...]
    """*re* Questions for advice."""
    advice_cues: tuple[str, ...]
    """*re* How advice is worded."""

    months: tuple[str, ...]
    """January to December; empty where months are numbered."""
    seasons: Mapping[str, int]
    """Their names, and the first month of each in the north."""
    season_leads: tuple[str, ...]
    """*re* "last" and "this" before a season."""
    date_articles: tuple[str, ...]
    """*re* Articles before a season."""
    of_year: tuple[str, ...]
    """*re* "of" of "summer of 2018"."""
    recent: Mapping[str, tuple[int, Unit]]
    """Names of recent periods: how many units back, and the unit."""
    between: tuple[str, ...]
    """*re* "between" of "between 2015 and 2017"; so for the next five."""
    conjunctions: tuple[str, ...]
    """*re* "and" of it."""
    since: tuple[str, ...]
    after: tuple[str, ...]
    until: tuple[str, ...]
    before: tuple[str, ...]
    during: tuple[str, ...]
    """*re* "in" of "in 2017"."""
    year_marks: tuple[str, ...]
    """Characters after a number that make it a year."""

    abbreviations: tuple[str, ...]
    """Without the full stop at their end, in small letters; never the last word of a sentence."""
    number_abbreviations: tuple[str, ...]
    """Abbreviations only before a number: otherwise words of their own, or as often the last of a sentence."""
    ordinal_leads: tuple[str, ...]
    """Where a number with a full stop is an ordinal ("der 3. Tag"): words that stand before one. Otherwise empty."""
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

_ENGLISH_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip

ENGLISH = Language(
    code="en",
    name="English",
    scripts=(),
    stemmer="english",
    stop_words=tuple(
        """a an and are as at be been but by can could did do does doing for from had has have he her him his
        how i if in into is it its me my of on or our she should so some such than that the their them then
        there these they this those to was we were what when where which who whom whose why will with would
        you your about any am""".split()
    ),
    filler_words=tuple(
        """tell me about what some give other any anything else know happen happened ever make made get got go name
        many much long often explain describe interesting article first important ok okay thanks also like well really
        did use used must may might before after again just only more most very now then thing things""".split()
    ),
    anaphora=tuple(
        """it its he him his she her hers they them their theirs that this those these there one ones else
        same""".split()
    ),
    continuations=(
        "and", "but", "so", "or", "why", "how come", "what about", "how about", "what else", "who else",
    ),
    back_references=tuple(
        """this that these those it its he she his her they their such here there but and also however so
        thus""".split()
    ),
    denials=(
        "not", "never", "no", "none", "nor", "neither", "nobody", "nothing", "without", "except", "cannot", "least",
        "unable", "unlike", "fail(?:s|ed)?", r"\w+n['’]t",
    ),
    greetings=("hi", "hello", "hey", "good (?:morning|afternoon|evening)"),
    addressees=("there", "all", "everyone", "everybody", "folks", "guys", "bot"),
    please=("please", "pls"),
    requests=(
        "(?:could|can|would|will) (?:you|someone|anyone|anybody) (?:please |kindly |possibly )*"
        "(?:tell|explain to|remind|show) (?:me|us)",
        "(?:could|can|would) (?:you|someone) (?:please )?explain",
        "(?:please |pls )?(?:tell|remind) (?:me|us)",
        "please explain",
        "i(?:'d|’d| would) (?:like|love) to (?:know|ask)",
        "i (?:want|wanted) to (?:know|ask)",
        "i(?:'m|’m| am| was) (?:just )?(?:wondering|curious)",
        "do you (?:happen to )?know",
        "does any(?:one|body)(?: here)? (?:happen to )?know",
        "any(?:one|body) know",
        "(?:i have a |a |just a )?quick question",
        "i have a question",
    ),
    thanks=("thanks", "thank you", "thx", "ty", "cheers"),
    before_thanks=("many",),
    after_thanks=("in advance", "a lot", "a million", "so much", "very much", "all", "everyone"),
    lead_ins=("hi", "hello", "hey", "so", "ok", "okay", "and", "but", "please"),
    question_openings=(
        "who", "whom", "whose", "what", "when", "where", "why", "which", "how", "is there", "are there",
        "does anyone know", "do you know",
    ),
    newest=("latest", "newest", "most recent(?:ly)?"),
    quantity_questions=(
        "how (?:many|much|long|old|often|far|large|big|high)", "what (?:share|number|proportion)",
    ),
    quantity_cues=tuple(
        """one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand
        million billion half dozen once twice none""".split()
    ),
    time_questions=("when", "wh(?:at|ich) (?:year|date|day|month|century|decade)"),
    time_cues=(
        r"\d+(?:st|nd|rd|th)",
        *(f"{month}s?" for month in _ENGLISH_MONTHS),
        "(?:mon|tues|wednes|thurs|fri|satur|sun)days?",
        "(?:century|today|yesterday|year|month|week|day|hour|ago)s?",
    ),
    entity_questions=("who(?:m|se)?", "where"),
    advice_questions=("should", "ought", "advi[sc]e", r"recommend\w*"),
    advice_cues=(
        "should", "must", "ought", "need(?:s|ed)? to", "ha(?:ve|s) to", "had better", "recommend", "advi[sc]e",
        "better", "best", "wiser", "more sensible", "try", "never", "always", "let[’']s", "don[’']t", "instead",
    ),
    months=_ENGLISH_MONTHS,
    seasons={"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12},
    season_leads=("last", "this"),
    date_articles=("the",),
    of_year=("of",),
    recent={
        "last year": (1, "year"), "this year": (0, "year"), "last month": (1, "month"), "this month": (0, "month"),
        "last week": (1, "week"), "this week": (0, "week"),
    },
    between=("between",),
    conjunctions=("and",),
    since=("since", "from"),
    after=("after",),
    until=("until", "till", "up to"),
    before=("before",),
    during=("in", "during", "on"),
    year_marks=(),
    abbreviations=tuple(
        """mr mrs ms mx dr prof rev revd st sr jr hon gen col capt cmdr cpl lt maj pvt sgt supt gov sen rep pres messrs
        mt ft nos vol vols fig figs eq ch pp p eds trans approx ca cf e.g i.e viz vs v resp incl excl dept univ corp
        bros est jan feb apr jun jul aug sep sept oct nov""".split()
    ),
    number_abbreviations=("no", "mar", "dec", "sec", "art", "ed", "co", "inc", "ltd", "al"),
    ordinal_leads=(),
    opening_quotes="“‘\"'",
    closing_quotes="”’\"'",
)  # fmt: skip

GERMAN = Language(
    code="de",
    name="German",
    scripts=(),
    stemmer="german",
    stop_words=tuple(
        """aber alle allem allen aller alles als also am an auch auf aus bei beim bin bis bist da damit dann das dass
        dein deine dem den denn der des dessen dich die dies diese diesem diesen dieser dieses dir doch dort du durch
        ein eine einem einen einer eines er es etwas euch euer für gegen hab habe haben hat hatte hatten hier hinter ich
        ihm ihn ihnen ihr ihre ihrem ihren ihrer im in indem ins ist ja jede jedem jeden jeder jedes jene jetzt kann
        kein keine man mein meine mich mir mit nach nein nicht nichts noch nun nur ob oder ohne sehr sein seine seinem
        seinen seiner seit sich sie sind so solche soll sondern sonst über um und uns unser unsere unter viel vom von
        vor wann war waren warum was weil welche welchem welchen welcher welches wenn wer werden wie wieder wieso will
        wir wird wirst wo wurde wurden während zu zum zur zwar zwischen danach daher dabei deshalb heute""".split()
    ),
    filler_words=(),
    anaphora=("ihn", "ihm", "ihnen", "davon", "dazu"),
    continuations=("und", "aber", "warum", "wieso", "was ist mit"),
    back_references=("dies", "diese", "dieser", "dieses", "er", "sie", "es", "ihre?", "seine?"),
    denials=("nicht", r"kein\w*", "nie", "niemals", "ohne"),
    greetings=("hallo", "guten (?:tag|morgen|abend)", "moin", "servus"),
    addressees=("zusammen", "alle"),
    please=("bitte",),
    requests=(
        "(?:kannst du|können sie|könntest du|könnten sie)(?: mir| uns)?(?: bitte)? (?:sagen|erklären|verraten)",
        "(?:sag|sagt|sagen sie)(?: mir| uns)?(?: bitte)?",
        "ich (?:würde gerne|möchte|wüsste gern(?:e)?)(?: wissen)?",
        "(?:weißt du|wisst ihr|wissen sie|weiß jemand)",
    ),
    thanks=("danke", "dank"),
    before_thanks=("viele[nr]?",),
    after_thanks=("schön", "sehr", "im voraus"),
    lead_ins=("hallo",),
    question_openings=(
        "wer", "was", "wann", "wo", "warum", "wieso", "weshalb", "welche[rsmn]?", "wie",
    ),
    newest=(r"neue?st\w*", r"aktuellst\w*"),
    quantity_questions=(),
    quantity_cues=(),
    time_questions=(),
    time_cues=(),
    entity_questions=(),
    advice_questions=(),
    advice_cues=(),
    months=(
        "januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
        "dezember",
    ),
    seasons={"frühling": 3, "frühjahr": 3, "sommer": 6, "herbst": 9, "winter": 12},
    season_leads=("letzte[nrsm]", "vorige[nrsm]", "diese[nrsm]"),
    date_articles=("der", "dem", "den"),
    of_year=(),
    recent={
        "letztes jahr": (1, "year"), "letzten jahr": (1, "year"), "voriges jahr": (1, "year"),
        "dieses jahr": (0, "year"), "diesem jahr": (0, "year"),
        "letzten monat": (1, "month"), "vorigen monat": (1, "month"),
        "diesen monat": (0, "month"), "diesem monat": (0, "month"),
        "letzte woche": (1, "week"), "letzten woche": (1, "week"), "vorige woche": (1, "week"),
        "diese woche": (0, "week"), "dieser woche": (0, "week"),
    },
    between=("zwischen",),
    conjunctions=("und",),
    since=("seit", "ab"),
    after=("nach",),
    until=("bis",),
    before=("vor",),
    during=("im jahr", "im"),
    year_marks=(),
    abbreviations=tuple(
        """bzw z.b u.a d.h usw evtl nr str abs ggf ca vgl abb abzgl anm aufl bd bsp bspw bzgl dipl exkl hrsg inkl insb
        jh jhd kap mio mrd sog tel zzgl z.t i.d.r o.g m.e v.a""".split()
    ),
    number_abbreviations=("max", "mind", "tab"),
    ordinal_leads=("der", "die", "das", "dem", "den", "des", "am", "im", "beim", "vom", "zum", "zur", "ins"),
    opening_quotes="„‚»›",
    closing_quotes="“‘«‹",
)  # fmt: skip

FRENCH = Language(
    code="fr",
    name="French",
    scripts=(),
    stemmer="french",
    stop_words=tuple(
        """à ai aux au avec avez avons ce ceci cela ces cet cette c comme d dans de des donc du elle elles en es est et
        eu eux fait il ils j je l la le les leur leurs lui m ma mais me mes moi mon même n ne nos notre nous on ont ou
        où par pas plus pour pourquoi qu quand que quel quelle quelles quels qui quoi s sa sans se ses si son sont sur t
        ta te tes toi ton tu un une vos votre vous y été être""".split()
    ),
    filler_words=(),
    anaphora=("cela", "celui", "celle", "ceux", "celles", "celui-ci", "celle-ci", "lui"),
    continuations=("et", "mais", "pourquoi"),
    back_references=(
        "ce", "cet", "cette", "ces", "cela", "il", "elle", "ils", "elles", "leur", "leurs", "ses", "donc",
    ),
    denials=(r"n(?:e |['’])(?:\w+ ){0,2}pas", "jamais", "aucune?", "rien", "guère"),
    greetings=("bonjour", "bonsoir", "salut", "coucou"),
    addressees=("à tous", "tout le monde"),
    please=("s['’]il (?:te|vous) plaît",),
    requests=(
        "(?:peux-tu|pouvez-vous|pourrais-tu|pourriez-vous) (?:me|nous) (?:dire|expliquer)",
        "dis-moi", "dites-moi", "je (?:voudrais|aimerais) savoir", "sais-tu", "savez-vous", "quelqu['’]un sait",
    ),
    thanks=("merci",),
    before_thanks=("merci", "un grand"),
    after_thanks=("d['’]avance", "beaucoup"),
    lead_ins=(),
    question_openings=(
        "qui", "que", "quoi", "quand", "où", "pourquoi", "comment", "combien", "quel(?:le)?s?",
    ),
    newest=("plus récente?s?", "dernières nouvelles"),
    quantity_questions=(),
    quantity_cues=(),
    time_questions=(),
    time_cues=(),
    entity_questions=(),
    advice_questions=(),
    advice_cues=(),
    months=(
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
        "décembre",
    ),
    seasons={"printemps": 3, "été": 6, "automne": 9, "hiver": 12},
    season_leads=("cet",),
    date_articles=("le",),
    of_year=("de",),
    recent={
        "l'année dernière": (1, "year"), "l’année dernière": (1, "year"), "l'an dernier": (1, "year"),
        "l’an dernier": (1, "year"), "cette année": (0, "year"), "le mois dernier": (1, "month"),
        "ce mois-ci": (0, "month"), "la semaine dernière": (1, "week"), "cette semaine": (0, "week"),
    },
    between=("entre",),
    conjunctions=("et",),
    since=("depuis",),
    after=("après",),
    until=("jusqu['’]en",),
    before=("avant",),
    during=("en", "dans"),
    year_marks=(),
    abbreviations=tuple("mme mmes mlle mlles mgr bd env hab p.ex réf tél éd".split()),
    number_abbreviations=("art", "chap"),
    ordinal_leads=(),
    opening_quotes="«‹",
    closing_quotes="»›",
)  # fmt: skip

SPANISH = Language(
    code="es",
    name="Spanish",
    scripts=(),
    stemmer="spanish",
    stop_words=tuple(
        """a al algo ante antes aquel aquella así aún como con contra cual cuál cuando cuándo de del desde donde dónde
        dos el él ella ellas ellos en entre era eran es esa esas ese eso esos esta está están estas este esto estos fue
        fueron ha hasta hay la las le les lo los más me mi mis mucho muy nada ni no nos nosotros o os otra otro para
        pero poco por porque que qué quien quién se ser si sí sin sobre son su sus también tan te tiene tienen todo
        todos tu tú un una uno y ya yo""".split()
    ),
    filler_words=(),
    anaphora=("esto", "eso", "aquello", "él", "ella", "ellos", "ellas"),
    continuations=("y", "pero", "por qué", "qué hay de"),
    back_references=("este", "esta", "esto", "eso", "ese", "él", "ella", "su", "sus"),
    denials=("nunca", "jamás", "ningún", "ninguna", "nadie", "sin"),
    greetings=("hola", "buenos días", "buenas(?: tardes| noches)?"),
    addressees=("a todos", "gente"),
    please=("por favor",),
    requests=(
        "(?:puedes|podrías|puede|podría) decir(?:me|nos)", "dime", "me gustaría saber", "quisiera saber",
        "sabes", "alguien sabe",
    ),
    thanks=("gracias",),
    before_thanks=("muchas", "mil"),
    after_thanks=("de antemano",),
    lead_ins=("hola",),
    question_openings=(
        "qué", "quién", "cuándo", "dónde", "cuánto", "cómo", "por qué", "cuál",
    ),
    newest=("más recientes?", "novedades"),
    quantity_questions=(),
    quantity_cues=(),
    time_questions=(),
    time_cues=(),
    entity_questions=(),
    advice_questions=(),
    advice_cues=(),
    months=(
        "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
        "diciembre",
    ),
    seasons={"primavera": 3, "verano": 6, "otoño": 9, "invierno": 12},
    season_leads=("este", "esta"),
    date_articles=("el", "la"),
    of_year=("de", "del"),
    recent={
        "el año pasado": (1, "year"), "este año": (0, "year"), "el mes pasado": (1, "month"),
        "este mes": (0, "month"), "la semana pasada": (1, "week"), "esta semana": (0, "week"),
    },
    between=("entre",),
    conjunctions=("y", "e"),
    since=("desde",),
    after=("después de",),
    until=("hasta",),
    before=("antes de",),
    during=("en",),
    year_marks=(),
    abbreviations=tuple(
        """sr sra sres sras srta dr dra dña ud uds vd vds p.ej ej núm pág págs aprox avda depto dpto excmo gral ilmo
        prov sta sto ee""".split()
    ),
    number_abbreviations=("art", "cap"),
    ordinal_leads=(),
    opening_quotes="«“‘",
    closing_quotes="»”’",
)  # fmt: skip

PORTUGUESE = Language(
    code="pt",
    name="Portuguese",
    scripts=(),
    stemmer="portuguese",
    stop_words=tuple(
        """a à ao aos aquela aquele as às até com como da das de dela dele deles do dos e é ela elas ele eles em entre
        era essa esse esta está estas este estes eu foi foram há isso isto já lhe mais mas me mesmo meu minha muito na
        nas nem no nos nós não o onde os ou para pela pelo por porque qual quando que quem se sem ser seu seus sua suas
        só são também te tem ter tu um uma você vocês""".split()
    ),
    filler_words=(),
    anaphora=("isso", "isto", "aquilo", "ele", "eles", "elas", "dele", "dela", "deles", "delas", "nisso", "disso"),
    continuations=("e", "mas", "por que"),
    back_references=(
        "isso", "isto", "ele", "ela", "eles", "elas", "esse", "essa", "esses", "essas", "seus", "suas", "mas", "também",
    ),
    denials=("não", "jamais", "nenhuma?", "ninguém"),
    greetings=("olá", "oi", "bom dia", "boa tarde"),
    addressees=("a todos", "pessoal"),
    please=("por favor",),
    requests=(
        "(?:você pode|pode|poderia) me dizer", "me diga", "gostaria de saber", "(?:você|alguém) sabe",
    ),
    thanks=("obrigad[oa]",),
    before_thanks=("muito",),
    after_thanks=(),
    lead_ins=(),
    question_openings=("quem", "quando", "onde", "por que", "como", "qual"),
    newest=("mais recentes?", "novidades"),
    quantity_questions=(),
    quantity_cues=(),
    time_questions=(),
    time_cues=(),
    entity_questions=(),
    advice_questions=(),
    advice_cues=(),
    months=(
        "janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro",
        "dezembro",
    ),
    seasons={"primavera": 3, "verão": 6, "outono": 9, "inverno": 12},
    season_leads=("este", "esta", "neste", "nesta"),
    date_articles=("o", "a"),
    of_year=("de", "do"),
    recent={
        "o ano passado": (1, "year"), "no ano passado": (1, "year"), "este ano": (0, "year"),
        "o mês passado": (1, "month"), "no mês passado": (1, "month"), "este mês": (0, "month"),
        "a semana passada": (1, "week"), "na semana passada": (1, "week"), "esta semana": (0, "week"),
    },
    between=("entre",),
    conjunctions=("e",),
    since=("desde",),
    after=("depois de",),
    until=("até",),
    before=("antes de",),
    during=("em",),
    year_marks=(),
    abbreviations=tuple("sr sra srta dr dra profa exma exmo núm pág págs p.ex séc aprox tel sta sto".split()),
    number_abbreviations=("art", "cap"),
    ordinal_leads=(),
    opening_quotes="«“‘",
    closing_quotes="»”’",
)  # fmt: skip

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
    abbreviations=(),
    number_abbreviations=(),
    ordinal_leads=(),
    opening_quotes="「『",
    closing_quotes="」』",
)  # fmt: skip

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
    abbreviations=(),
    number_abbreviations=(),
    ordinal_leads=(),
    opening_quotes="“‘「『《〈",
    closing_quotes="”’」』》〉",
)  # fmt: skip

LANGUAGES = (ENGLISH, GERMAN, FRENCH, SPANISH, PORTUGUESE, JAPANESE, CHINESE)

TERMS_LANGUAGE = ENGLISH
"""Whose stop words and stemmer make terms, in every text: the weights of the ranking were fitted with these alone."""


def spaced(column: str) -> str:
    """A pattern for what the languages that put spaces between words have in a column, without word borders."""
    return _alternation(item for lang in LANGUAGES if not lang.scripts for item in getattr(lang, column))


def unspaced(column: str) -> str:
    """The same for the languages that put no spaces between words."""
    return _alternation(item for lang in LANGUAGES if lang.scripts for item in getattr(lang, column))


def pattern_for(column: str) -> str:
    """A pattern for what all languages have in a column: whole words, where the language has spaces between them."""
    return rf"(?:\b{spaced(column)}\b|{unspaced(column)})"


def words_in(column: str) -> frozenset[str]:
    """What all languages have in a column of words."""
    return frozenset(item for lang in LANGUAGES for item in getattr(lang, column))


def _alternation(items: Iterable[str]) -> str:
    """One of the items; never matches where there are none."""
    return f"(?:{'|'.join(dict.fromkeys(items)) or '(?!)'})"
