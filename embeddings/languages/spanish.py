"""Spanish."""

from __future__ import annotations

from embeddings.languages.table import Language, LookupWords

_HOW_MANY = r"(?:\d{1,2}|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez)"
_PLURAL = "(?:(?<=s)|(?<=s del blog))"
_SHOW = "(?:(?:cuáles|qué) son |(?:lista|muestra|muéstrame|enséñame|enumera|dame) )?"
_BLOG = "(?:el|este|vuestro|su) (?:blog|sitio)"
_LOOKUPS = LookupWords(
    posts=("(?:artículos?|entradas?|posts?|publicaci(?:ón|ones))(?: del blog)?",),
    articles=("el", "la", "los", "las", "este", "esta", "su", "vuestro"),
    called=("titulad[oa]", "llamad[oa]"),
    who=(
        "quién (?:escribió|publicó|redactó|ha escrito) {title}",
        "quién es el autor (?:de |del )?{title}",
        "por quién fue escrit[oa] {title}",
    ),
    when=(
        "cuándo (?:se (?:publicó|escribió)|fue (?:publicad|escrit)[oa]|(?:salió|apareció)) {title}",
        "de cuándo es {title}",
        "cuál es la fecha (?:de |del ){title}",
    ),
    summary=(
        "(?:puedes |podrías )?resum(?:e|ir|ime|irme) {title}",
        "(?:dame |hazme )?(?:un |el )?resumen (?:de |del )?{title}",
        "(?:de|sobre) qué (?:habla|hablaba|trata|trataba|va|iba|es|era) {title}",
    ),
    count=("cuánt[oa]s {posts}{rest}", "(?:cuál es )?el número de {posts}{rest}"),
    every=(
        "(?:lista|muestra|muéstrame|enumera|dame)(?:me)?(?: tod[oa]s)?(?: l[oa]s)? {posts}{rest}",
        "tod[oa]s l[oa]s {posts}{rest}",
        "qué {posts}{rest}",
        "(?:hay|tenéis|tienen) (?:algun[oa]s? |algún |un |una )?{posts}{rest}",
    ),
    bare=(f"(?:(?:tod[oa]s|algun[oa]s|l[oa]s|sus|vuestr[oa]s) )*{{posts}}{_PLURAL}{{rest}}",),
    subject_first=(),
    latest=(
        f"(?:qué hay de nuevo|hay algo nuevo|alguna novedad)(?: (?:aquí|en {_BLOG}))?{{rest}}",
        f"{_SHOW}(?:l[oa]s |sus |vuestr[oa]s )?(?:{_HOW_MANY} )?últim[oa]s (?:{_HOW_MANY} )?{{posts}}{_PLURAL}{{rest}}",
        f"{_SHOW}(?:l[oa]s |sus |vuestr[oa]s )?(?:{_HOW_MANY} )?{{posts}}{_PLURAL} (?:más )?recientes{{rest}}",
    ),
    who_about=(
        "(?:quién|quiénes) (?:escribió|escribieron|ha escrito|han escrito|escriben?)(?: algo| un artículo)?{rest}",
    ),
    whether=("(?:ha escrito|escribió|ha publicado|publicó) {author}(?: algo)?(?= (?:sobre|acerca)){rest}",),
    posted=(
        "(?:sobre )?qué (?:publicasteis|publicaron|publicaste|escribisteis|escribieron|escribiste|se publicó){rest}",
        "(?:sobre )?qué (?:habéis|han|has|se ha) (?:publicado|escrito){rest}",
        "(?:sobre )?qué (?:publicó|escribió|ha publicado|ha escrito|escribe) {author}",
    ),
    one=(
        "(?:(?:cuál|qué) (?:es|fue) )?(?:el |la |su )?{extreme} {posts}{rest}",
        "(?:cuál es )?(?:el |la ){posts} (?:más ){extreme}{rest}",
    ),
    writers=(
        f"(?:quién|quiénes) (?:escriben?|hacen?|está detrás de|están detrás de)(?: en)? {_BLOG}",
        f"(?:quiénes|cuáles) son (?:los|sus|vuestros) autores(?: (?:de {_BLOG}|del blog))?",
        "cuántos autores (?:hay|tiene|escriben)(?: aquí)?",
    ),
    topics=(
        f"(?:de|sobre) qué (?:trata|va|habla|escribe) {_BLOG}",
        "(?:qué|cuáles|cuántos|cuántas) (?:son (?:los |las ))?(?:temas|etiquetas|categorías)"
        f"(?: (?:hay|tenéis|tienen|tratáis|tratan)| (?:de {_BLOG}|del blog))?",
    ),
    oldest=("primer[oa]?", "antigu[oa]"),
    newest=("últim[oa]", "reciente"),
    about=("(?:que )?(?:hablan? |tratan? )?(?:sobre|acerca de(?:l)?)",),
    by=("(?:escrit[oa]s? |publicad[oa]s? )?por", "de"),
    tagged=("con (?:la etiqueta|el tag)", "en la categoría"),
    wrote=("(?:que )?(?:ha escrito|escribió|publicó|ha publicado) {author}",),
    fillers=(
        "hay",
        "existen",
        "tenéis",
        "tienen",
        "habéis (?:escrito|publicado)",
        "han (?:escrito|publicado)",
        "se (?:publicaron|han publicado|escribieron)",
        "en (?:el|este|su) blog",
        "del?$",
        "en total",
        "publicad[oa]s(?! por)",
    ),
)

SPANISH = Language(
    code="es",
    name="Spanish",
    scripts=(),
    letters="áéíñóúü¿¡",
    stemmer="spanish",
    word_list="es",
    irregular_words=tuple(
        """abre abren anda anduvo cabe cae caen cayó cupo da dan dando daba dar dé di diga dice dicen dicho dieron
        dio doy eran eres estaba estaban estamos estaré estoy estuve fue fuera fui ha habrá había hace hacia haga
        hago han hará he hecho hemos hubo iba iban iré irá leyó oigo oye oyó otras podrá pondrá puesto querrá quise
        quiso sabrá saldrá salgo sea sé sepa será siendo somos soy supe supo tendrá tengo traigo tuvo une unas unen
        unos usa usan usas uso van vas vaya ve vea ven vendrá vengo veo ves vi vino vio visto voy yendo""".split()
    ),
    form_changes={
        # "usás", "tenés" and "vivís" of Argentina; "usó" and "abrió", too short for the stemmer; "escribio"
        "(?<=[^aeiou])ás$": "ar", "(?<=[^aeiou])és$": "er", "(?<=[^aeiou])ís$": "ir",
        "(?<=[^aeou])ó$": "ar", "(?<=[^aeiou])i[oó]$": "ir",
        # "ciudades", whose stem is "ciudad" and not that of "ciudad"
        "(?<=[^aeiouáéíóú])es$": "",
        "(?<=[aeií]r)(?:(?:me|te|se|nos|os)(?:l[oae]s?)?|l[oae]s?)$": "",
        "ie": "e", "ue": "o", "i(?=[^aeiou]{1,2}(?:[aeoó]|i[eóo]))": "e", "u(?=r[^aeiou]?(?:ie|ió|a))": "o",
        "qu(?=[eé])": "c", "gu(?=[eé])": "g", "c(?=[eé])": "z",
        "pus(?=[eoi])": "pon", "tuv(?=[eoi])": "ten", "vin(?=[eoi])": "ven", "hic|hiz": "hac", "dij": "dec",
        "duj": "duc", "j(?=[oa])": "g", "zc": "c",
    },
    stop_words=tuple(
        """a al algo ante antes aquel aquella así aún como con contra cual cuál cuando cuándo de del desde donde dónde
        dos el él ella ellas ellos en entre era eran es esa esas ese eso esos esta está están estas este esto estos fue
        fueron ha hasta hay la las le les lo los más me mi mis mucho muy nada ni no nos nosotros o os otra otro para
        pero poco por porque que qué quien quién se ser si sí sin sobre son su sus también tan te tiene tienen todo
        todos tu tú un una uno y ya yo""".split()
    ),
    filler_words=tuple(
        """di dime decime dinos dice dicen decir hablar habla hablan hablame háblame hablanos contar cuenta
        cuentan cuéntame contame explica explicar explícame explicame da dame danos dar muestra muéstrame
        enséñame lista resume resúmeme sabe sabes saben sabés saber conoce conoces puede puedes puedo podés
        pueden poder podría podrías debe debo debes deben debería deberían hace hago haces hacés hacen hacer
        hecho hizo va van voy ir cuesta cuestan costar costó dura duran sirve sirven usa usan funciona
        funcionan pasa pasó opina opinas piensa piensas cree crees recomienda recomiendas quiere quieres
        querés quiero significa existe existen gusta gustan trata artículo artículos post posts bueno buena
        buenos buenas buen mejor mejores idea importante importantes cosa cosas vez veces muchos mucha muchas
        bien mal sólo ahora siempre entonces vos tenés tanto tanta cada cualquier alguno alguna algunos
        algunas algún otros otras mismo misma unos unas hablarme hablarnos decirme decirnos contarme
        contarnos explicarme explicarnos darme enseñarme resumirme tener haber estar""".split()
    ),
    elisions=(),
    enclitics=(),
    anaphora=(
        "esto", "eso", "aquello", "él", "ella", "ellos", "ellas", "ello", "su", "sus",
        r"\w{3,}(?:[aei]r|[áé]ndo)(?:me|te|se|nos|os)?l[oa]s?", r"\w+[áéí]\w*(?:me|se|nos)l[oa]s?",
    ),
    clitics=("lo", "la", "los", "las", "le", "les"),
    continuations=("y", "pero", "qué hay de"),
    possessives=("su", "sus"),
    demonstratives=(),
    expletives=(
        r"\bl(?:o|as?|os) (?:que|cual(?:es)?|del?|más|menos|mejor(?:es)?|peor(?:es)?|mism[oa]s?|buen[oa]s?|mal[oa]s?|"
        r"primer[oa]s?|últim[oa]s?|únic[oa]s?|importantes?|siguientes?)\b",
    ),
    persons=("él", "ella"),
    replaceable=(),
    clause_openings=tuple(
        """cuando si porque aunque que quien donde como y o pero""".split()
    ),
    auxiliaries=(),
    copulas=(),
    identifying=(),
    empty_auxiliaries=(),
    determiners=(),
    subjects=("yo", "tú", "vos", "usted", "ustedes", "nosotros", "vosotros"),
    verb_leads=(
        "quién", "quien", "quiénes", "quienes", "cuándo", "cuando", "dónde", "donde", "cómo", "cuánto", "cuanto",
        "por qué", "se", "me", "te", "nos", "os", "lo", "le", "les", "no",
    ),
    perfect_auxiliaries=("ha", "han", "he", "has", "hemos", "habéis", "había", "habían"),
    links=("de", "del", "la", "el", "los", "las", "en", "a", "al"),
    infinitive_mark="",
    whether="",
    about="",
    back_references=(
        "este", "esta", "esto", "estos", "estas", "eso", "ese", "esos", "esas", "él", "ella", "ellos", "ellas", "su",
        "sus",
    ),
    reversals=(
        r"(?:pero |sin embargo,? )?(?:eso |esto |ellos |esa \w+ |esta \w+ )?(?:es|son|era|eran|está|están"
        r"|resultó(?: ser)?)(?: \w+){0,3}? (?:fals[oa]s?|mentira|mito|un error|incorrect[oa]s?|equivocad[oa]s?)",
        "(?:(?:pero|por desgracia|lamentablemente|desgraciadamente),? )?(?:eso |esto )?(?:ya )?no (?:es|era) "
        "(?:así|cierto|verdad|el caso)",
        "(?:o )?(?:al menos,? )?eso (?:creía|pensaba|creíamos|pensábamos)",
        r"(?:no|no del todo|es broma|era broma)(?=\s*[.!])",
        "(?:pero )?(?:ellos )?se equivocan?",
        r"(?:falso|mentira|al contrario|todo lo contrario|nada más lejos)(?=\s*[.,:;!–—])",
    ),
    reports=(
        r"(?:algunos|algunas|muchos|muchas|otros|otras|los críticos|los expertos|la gente)(?: \w+){0,3}? (?:dicen"
        "|dice|afirman|creen|cree|piensan|piensa|sostienen|opinan)",
        "(?:él|ella|ellos) (?:dijo|dijeron|dice|afirma|afirmó)",
        "(?:se dice|dicen) que",
        "supuestamente",
        "(?:antes|yo) (?:creía|pensaba)",
        "según (?:algunos|muchos|los críticos|la leyenda)",
    ),
    table_references=(
        "siguiente tabla",
        "tabla (?:siguiente|de abajo|a continuación)",
    ),
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
        "qu[eé]", "qui[eé]n(?:es)?", "cu[aá]ndo", "d[oó]nde", "cu[aá]nt[oa]s?", "c[oó]mo", "por qu[eé]",
        "cu[aá]l(?:es)?",
    ),
    newest=("más recientes?", "novedades"),
    explanation_questions=(
        "por qué", "cómo", "cuál es (?:la diferencia|el problema|la razón|la ventaja)", "qué (?:pasa|ocurre|sucede)",
        "(?:qué|cuáles son las) (?:razones|ventajas|desventajas|argumentos)", "debería(?:mos)?",
        "explica(?:r|me)?",
    ),
    definition_questions=("qué (?:es|son|significa)",),
    quantity_questions=(),
    quantity_cues=(),
    time_questions=(),
    time_cues=(),
    entity_questions=(),
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
    through=("a", "al", "hasta(?: el)?"),
    either=(),
    both=("y", "e"),
    since=("desde",),
    after=("después de",),
    until=("hasta",),
    before=("antes de",),
    during=("en", "de", "del", "el"),
    before_years=(),
    year_marks=(),
    lookups=_LOOKUPS,
    post_questions={
        "(?:y )?cu[aá]ndo(?: l[oa] (?:public|escrib)(?:[oó]|i[oó]|aron|ieron|aste|iste|asteis|isteis)|"
        " l[oa] (?:ha|han|has|habéis) (?:publicado|escrito)| se (?:public[oó]|escribi[oó])| fue|"
        " fue (?:publicad|escrit)[oa]| sali[oó]| apareci[oó])?": "when",
        "(?:y )?de cu[aá]ndo es": "when",
        "(?:y )?qui[eé]n(?:es)? l[oa] (?:escribi[oó]|public[oó]|redact[oó]|escribieron|publicaron|ha escrito)": "who",
        "(?:y )?(?:de qui[eé]n es|qui[eé]n es (?:su|el|la) autora?)": "who",
        "(?:y )?(?:de|sobre) qu[eé] (?:va|trata|habla)": "summary",
        "(?:me l[oa] (?:puedes|podrías|podés) resumir|(?:(?:puedes|podrías|podés) )?resum(?:ir|í)(?:me)?l[oa]|"
        "resúme(?:me)?l[oa])": "summary",
    },
    leading_abbreviations=tuple(
        "sr sra sres sras srta dr dra dña p.ej ej núm pág aprox avda excmo gral ilmo sta sto".split()
    ),
    abbreviations=tuple("ud uds vd vds págs depto dpto prov ee".split()),
    number_abbreviations=("art", "cap"),
    ordinal_leads=(),
    ordinal_nouns=(),
    name_words=("de", "del", "la", "las", "los", "el", "y", "no"),
    opening_quotes="«“‘",
    closing_quotes="»”’",
)  # fmt: skip
