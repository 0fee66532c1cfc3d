"""Portuguese."""

from __future__ import annotations

from embeddings.languages.table import Language

PORTUGUESE = Language(
    code="pt",
    name="Portuguese",
    scripts=(),
    letters="àáâãçéêíóôõú",
    stemmer="portuguese",
    word_list="pt",
    irregular_words=(),
    form_changes={},
    stop_words=tuple(
        """a à ao aos aquela aquele as às até com como da das de dela dele deles do dos e é ela elas ele eles em entre
        era essa esse esta está estas este estes eu foi foram há isso isto já lhe mais mas me mesmo meu minha muito na
        nas nem no nos nós não o onde os ou para pela pelo por porque qual quando que quem se sem ser seu seus sua suas
        só são também te tem ter tu um uma você vocês""".split()
    ),
    filler_words=tuple(
        """diga dizer fale falar fala conte contar explique explicar mostre pode podem poderia posso sabe saber deve
        devo faz fazer faço acontece significa custa serve funciona existe artigo artigos post posts bom boa melhor
        ideia importante coisa coisas obrigado obrigada""".split()
    ),
    elisions=(),
    enclitics=(),
    anaphora=("isso", "isto", "aquilo", "ele", "eles", "elas", "dele", "dela", "deles", "delas", "nisso", "disso"),
    clitics=(),
    continuations=("e", "mas"),
    possessives=("dele", "dela", "deles", "delas"),
    demonstratives=(),
    expletives=(),
    persons=("ele", "dele", "dela"),
    replaceable=(),
    clause_openings=tuple(
        """quando se porque embora que quem onde como e ou mas""".split()
    ),
    auxiliaries=(),
    copulas=(),
    identifying=(),
    empty_auxiliaries=(),
    determiners=(),
    subjects=("eu", "tu", "você", "vocês", "nós"),
    verb_leads=("quem", "quando", "onde", "como", "quanto", "por que", "se", "me", "te", "nos", "lhe", "não"),
    perfect_auxiliaries=(),
    links=("de", "do", "da", "dos", "das", "a", "o", "ao", "em", "no", "na"),
    infinitive_mark="",
    whether="",
    about="",
    back_references=(
        "isso", "isto", "ele", "ela", "eles", "elas", "esse", "essa", "esses", "essas", "seus", "suas", "mas", "também",
        "aquilo", "porém", "contudo", "no entanto", "assim", "além disso", "por isso", "portanto", "de fato",
    ),
    reversals=(
        r"(?:mas |porém,? )?(?:isso |isto |eles |essa \w+ )?(?:é|são|era|eram|está|estão|revelou-se)(?: "
        r"\w+){0,3}? (?:fals[oa]s?|mentira|mito|um erro|errad[oa]s?|enganad[oa]s?|incorret[oa]s?)",
        "(?:(?:mas|infelizmente),? )?(?:isso |isto )?(?:já )?não (?:é|era) (?:mais )?(?:assim|verdade|bem assim|"
        "o caso)",
        "(?:ou )?(?:pelo menos,? )?(?:era|é) (?:isso )?o que (?:eu |nós )?(?:pensava|achava|pensávamos|achávamos)",
        r"(?:não|nem por isso|nem tanto|brincadeira)(?=\s*[.!])",
        "(?:mas )?(?:eles |elas )?enganam-se",
        r"(?:falso|mentira|pelo contrário|muito pelo contrário|longe disso)(?=\s*[.,:;!–—])",
    ),
    reports=(
        r"(?:alguns|algumas|muitos|muitas|outros|outras|os críticos|os especialistas|as pessoas)(?: \w+){0,3}? "
        "(?:dizem|afirmam|acreditam|pensam|acham|defendem)",
        "(?:ele|ela|eles|elas) (?:disse|disseram|diz|afirma|afirmou)",
        "(?:diz-se|dizem) que",
        "supostamente",
        "(?:antes|eu) (?:achava|pensava|acreditava)",
        "segundo (?:alguns|muitos|os críticos|a lenda)",
    ),
    table_references=(
        "tabela (?:abaixo|seguinte|a seguir)",
        "seguinte tabela",
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
    question_openings=(
        "quem", "quando", "onde", "por qu[eê]", "como", "qual", "quais", "(?:o )?que", "quant[oa]s?",
    ),
    newest=("mais recentes?", "novidades"),
    explanation_questions=(
        "por que", "por quê", "como (?:é que|faço|fazer|posso|funcionam?|se faz|devo)", "qual (?:é )?a diferença",
        "qual (?:é )?(?:o problema|a razão|a vantagem)", "o que acontece",
        "quais são as (?:razões|vantagens|desvantagens)",
        "deveria", "expli(?:que|car)",
    ),
    definition_questions=("o que (?:é|são|significa)",),
    quantity_questions=(),
    quantity_cues=(),
    time_questions=(),
    time_cues=(),
    entity_questions=(),
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
    through=("a", "ao", "até(?: o)?"),
    either=("ou",),
    both=("e",),
    since=("desde",),
    after=("depois de",),
    until=("até",),
    before=("antes de",),
    during=("em", "no(?: dia)?"),
    before_years=(),
    year_marks=(),
    month_marks=(),
    day_marks=(),
    eras={},
    lookups=None,
    post_questions={},
    leading_abbreviations=tuple("sr sra srta dr dra profa exma exmo núm pág p.ex aprox sta sto".split()),
    abbreviations=("págs", "séc", "tel"),
    number_abbreviations=("art", "cap", "p", "pp", "vol", "fig", "máx", "mín", "km"),
    ordinal_leads=(),
    ordinal_nouns=(),
    name_words=("da", "das", "do", "dos", "de", "a", "e", "o"),
    opening_quotes="«“‘",
    closing_quotes="»”’",
)  # fmt: skip
