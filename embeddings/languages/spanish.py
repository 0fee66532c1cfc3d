"""Spanish."""

from __future__ import annotations

from embeddings.languages.table import Language, LookupWords

_HOW_MANY = r"(?:\d{1,2}|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez)"
_PLURAL = r"(?:(?<=s)|(?<=\bpost)|(?<=s del blog))"
_SHOW = (
    "(?:(?:lista|muestra|mostrá|enseña|enumera|d[ai]|decí|pasa|busca)(?:me|nos)?|busco|quiero(?: ver)?|"
    "(?:me|nos) (?:muestras?|pasas?|das?))"
)
_BLOG = "(?:el|este|tu|su|vuestro) (?:blog|sitio)"
_OWN = f"(?!el sitio){_BLOG}"
"""The blog, and not "the site" of something else."""
_OF_BLOG = "(?:del|de (?:este|tu|su|vuestro)) (?:blog|sitio)"
_YOUR = "(?:l[oa]s|tus|sus|vuestr[oa]s)"
_THAT = "(?:eso|esto|est?[ae](?: (?:art[ií]culo|post|texto|entrada))?)"
_HAVE = "(?:hay|había|hubo|existen?|tienes?|tienen|tenés|tenéis)"
_WROTE = "(?:public|escrib|poste)(?:ó|ió|aste|iste|aron|ieron|asteis|isteis)"
_YOU_WROTE = "(?:public|escrib|poste)(?:aste|iste|aron|ieron|asteis|isteis)"
_WRITTEN = "(?:publicado|escrito)"
_YOU_HAVE = "(?:has|han|habéis)"
_CAN_YOU = "(?:(?:(?:me|nos) )?(?:puedes?|podés|podéis|pueden|podrías?|podrían) )?"
_LOOKUPS = LookupWords(
    posts=("(?:artículos?|entradas?|posts?|publicaci(?:ón|ones))(?: del blog)?",),
    articles=("el", "la", "los", "las", "este", "esta", "tu", "tus", "su", "vuestro"),
    called=("titulad[oa]", "llamad[oa]"),
    who=(
        "quién(?:es)? (?:escrib(?:ió|ieron)|public(?:ó|aron)|redactó|hizo|ha (?:escrito|publicado)) {title}",
        "(?:quién es )?(?:(?:el|la) )?autora? (?:de |del )?{title}",
        "(?:de quién es|por quién fue escrit[oa]) {title}",
    ),
    when=(
        f"(?:cuándo|(?:en )?qué (?:fecha|año|mes|día)) (?:(?:se )?(?:{_WROTE}|ha[ns]? {_WRITTEN})|salió|apareció|"
        "fue (?:publicad|escrit)[oa]) {title}",
        "de (?:cuándo|qué (?:fecha|año|mes|día)) es {title}",
        "(?:cuál es )?(?:la )?fecha (?:de publicación )?(?:de |del ){title}",
    ),
    summary=(
        f"{_CAN_YOU}(?:(?:me|nos) )?resum(?:[eí]|es|is|id|ir)(?:me|nos)? {{title}}",
        f"{_CAN_YOU}(?:(?:me|nos) )?(?:(?:da|haz|hace|hacer|das|haces|hacés)(?:me|nos)? )?"
        "(?:(?:un|el) )?(?:(?:breve|pequeño) )?resumen (?:de |del )?{title}",
        "(?:de|sobre) qué (?:habla|hablaba|trata|trataba|va|iba|es|era) {title}",
    ),
    beside=(
        "(?:qué|cuál)(?: {posts})? (?:es|fue|era|viene|vino|va|salió|escrib(?:ió|iste|ieron|isteis)|"
        "public(?:ó|aste|aron|asteis)) (?:justo )?{side} {title}",
        "(?:(?:qué|cuál) (?:es|fue|era) )?(?:la |el )?(?:{posts}|que (?:viene|va)) (?:justo )?{side} {title}",
    ),
    count=(
        "cuánt[oa]s {posts}{rest}",
        "(?:cuál es )?(?:el )?número (?:total )?de {posts}{rest}",
    ),
    every=(
        f"{_SHOW}(?: tod[oa]s)?(?: (?:{_YOUR}|un|una))? {{posts}}{{rest}}",
        f"(?:{_SHOW} )?(?:(?:la|una) )?lista de (?:tod[oa]s )?(?:{_YOUR} )?{{posts}}{{rest}}",
        f"tod[oa]s {_YOUR} {{posts}}{{rest}}",
        f"(?:qué|cuáles son {_YOUR}) {{posts}}{{rest}}",
        f"{_HAVE} (?:algun[oa]s? |algún |un |una |otr[oa]s )?{{posts}}{{rest}}",
    ),
    bare=(
        f"(?:(?:tod[oa]s|algun[oa]s|{_YOUR}) )*{{posts}}{_PLURAL}{{rest}}",
        r"(?:(?:un|una|el|la) )?{posts}(?= (?:sobre|acerca)\b){rest}",
        rf"(?:{_HAVE}|{_YOU_HAVE} {_WRITTEN}|{_YOU_WROTE}) algo(?= (?:sobre|acerca)\b){{rest}}",
        rf"(?:{_YOU_HAVE} {_WRITTEN}|{_YOU_WROTE})(?= (?:sobre|acerca)\b){{rest}}",
    ),
    there_is=("hay",),
    subject_first=(),
    subject_counted=(),
    subject_picked=(),
    latest=(
        "(?:qué hay de nuevo|(?:hay )?algo nuevo|(?:(?:hay )?alguna |qué )?novedad(?:es)?)"
        f"(?: (?:aquí|acá|en {_BLOG}))?{{rest}}",
        f"(?:(?:(?:cuáles|qué) son|{_SHOW}) )?(?:{_YOUR} )?(?:{_HOW_MANY} )?(?:últim|nuev)[oa]s (?:{_HOW_MANY} )?"
        f"{{posts}}{_PLURAL}{{rest}}",
        f"(?:(?:(?:cuáles|qué) son|{_SHOW}) )?(?:{_YOUR} )?(?:{_HOW_MANY} )?{{posts}}{_PLURAL} "
        "(?:(?:más )?recientes|más nuev[oa]s){rest}",
    ),
    who_about=(
        "(?:quién|quiénes) (?:escribió|escribieron|ha escrito|han escrito|escriben?)(?: algo| un artículo)?{rest}",
    ),
    whether=(
        r"(?:ha escrito|escribió|ha publicado|publicó) {author}(?: (?:algo|un {posts}))?(?= (?:sobre|acerca)\b){rest}",
        r"{author} (?:ha escrito|escribió|ha publicado|publicó)(?: (?:algo|un {posts}))?(?= (?:sobre|acerca)\b){rest}",
    ),
    posted=(
        f"(?:sobre )?qué (?:se )?(?:{_WROTE}|(?:{_YOU_HAVE}|ha) {_WRITTEN}){{rest}}",
        f"(?:{_SHOW} )?todo(?: lo que (?:tienen|tienes|hay|{_YOU_HAVE} {_WRITTEN}))?{{rest}}",
        "(?:sobre )?qué (?:publicó|escribió|ha publicado|ha escrito|escribe) {author}",
    ),
    one=(
        f"(?:(?:(?:cuál|qué|cuándo) (?:es|fue|era)|{_SHOW}) )?(?:(?:el|la|tu|su|vuestr[oa]) )?{{extreme}} {{posts}}"
        "{rest}",
        "(?:(?:cuál|qué) (?:es|fue) )?(?:el |la ){posts} (?:más ){extreme}{rest}",
        f"(?:(?:cuál|qué) (?:es|fue) )?lo {{extreme}} que (?:se )?(?:{_WROTE}|(?:{_YOU_HAVE}|ha) {_WRITTEN}){{rest}}",
    ),
    begun=(
        f"(?:desde cuándo|hace cuánto(?: tiempo)?(?: que)?|cuánto(?: tiempo)? (?:hace que|lleva)) "
        f"(?:(?:existe|está activo|está en línea) {_OWN}|{_OWN}(?: (?:activo|en línea|existe|publicando))?)",
        f"cuánt[oa]s años tiene {_OWN}|qué (?:edad|antigüedad) tiene {_OWN}",
        f"cuándo (?:comenzó|empezó|inició|nació|(?:fue|se) (?:abrió|creó|fundó|creado|fundado)) {_OWN}",
        f"cuándo {_OWN} (?:comenzó|empezó|inició|nació|fue creado)",
    ),
    writers=(
        f"quién(?:es)? (?:escriben?|hacen?|llevan?|está detrás de|están detrás de)(?: en)? {_BLOG}",
        "quién(?:es)? escriben? (?:aquí|acá)|quiénes escriben",
        f"de quién es {_BLOG}",
        f"quién es (?:el|la) autora? {_OF_BLOG}",
        f"(?:quiénes|cuáles) son {_YOUR} autor[ea]s(?: {_OF_BLOG})?",
        f"(?:cuánt[oa]s|qué) autor[ea]s(?: (?:{_HAVE}|escriben))?(?: (?:aquí|acá|en {_BLOG}|{_BLOG}))?",
        f"(?:{_SHOW} )?(?:(?:la )?lista de )?(?:(?:todos )?{_YOUR} )?autores(?: {_OF_BLOG})?",
    ),
    topics=(
        f"(?:de|sobre) qué (?:trata|va|habla|escribe) {_BLOG}",
        "(?:de|sobre) qué (?:escriben|escribes|escribís|hablan|hablas)(?: (?:aquí|acá))?",
        f"(?:qué|cuáles|cuánt[oa]s) (?:son {_YOUR} )?{{topics}}"
        f"(?: (?:{_HAVE}|trat(?:as?|an|áis))(?: {_BLOG})?)?(?: (?:{_OF_BLOG}|en {_BLOG}))?",
        f"(?:{_SHOW} )?(?:(?:la )?lista de(?: {_YOUR})?|(?:tod[oa]s )?{_YOUR}) {{topics}}(?: {_OF_BLOG})?",
        "{tags}",
    ),
    tags=("etiquetas", "tags", "categorías"),
    subjects=("temas",),
    oldest=("primer[oa]?", "antigu[oa]", "viej[oa]"),
    newest=("últim[oa]", "reciente", "nuev[oa]"),
    preceding=("antes de", "anterior a"),
    following=("después de", "tras", "siguiente a", "posterior a"),
    recently=("últimamente", "recientemente", "en (?:los últimos (?:días|meses|tiempos)|las últimas semanas)"),
    about=(
        "(?:que )?(?:(?:habl|trat)[ae]n? )?(?:sobre|acerca de(?:l)?)",
        "(?:que )?(?:habl|trat)[ae]n? del?",
        "(?:que )?mencion[ae]n?",
    ),
    of=("del?",),
    by=("(?:escrit[oa]s? |publicad[oa]s? )?por", "de"),
    tagged=("con (?:la etiqueta|el tag)", "etiquetad[oa]s (?:con|como)", "en la categoría"),
    wrote=("(?:que )?(?:ha escrito|escribió|publicó|ha publicado) {author}",),
    further=(
        "qué hay de",
        "qué tal",
        "s[oó]lo",
        "solamente",
        "l[oa]s",
        "(?:cuál(?:es)?|qué)(?: de (?:ell|es|est)[oa]s)?(?: (?:es|son)(?= (?:del?|sobre|por|en)\\b))?",
        "cuánt[oa]s(?= (?:sobre|del?|por|en)\\b)",
    ),
    signed=("\\b(?:escrit|redactad)[oa] por", "\\b(?:artículo|texto|entrada) de", "\\bautora?:"),
    fillers=(
        f"{_HAVE}(?: {_BLOG})?",
        f"(?:se )?(?:{_YOU_HAVE}|ha(?= {_WRITTEN}$)) {_WRITTEN}",
        f"(?:que )?(?:se )?{_YOU_WROTE}",
        "(?:publicó|escribió)$",
        "(?:hubo|ha habido|hay)",
        "aparecieron",
        "salieron",
        f"(?:en|de) {_BLOG}",
        _OF_BLOG,
        "del?$",
        "aquí",
        "acá",
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
        # "quedais" of Spain, "cuentame"
        "(?<=[^aeiou])[aá]is$": "ar", "(?<=[^aeiou])[eé]is$": "er", "(?<=[^aeiou])a(?:me|nos)(?:l[oae]s?)?$": "ar",
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
    light_verbs=(),
    filler_words=tuple(
        """di dime decime dinos dice dicen decir hablar habla hablan hablame háblame hablanos contar cuenta
        cuentan cuéntame contame explica explicar explícame explicame da dame danos dar muestra muéstrame
        enséñame lista resume resúmeme tal sabe sabes saben sabés saber conoce conoces puede puedes puedo podés
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
    compound_links=(),
    enclitics=(),
    anaphora=(
        "esto", "eso", "aquello", "él", "ella", "ellos", "ellas", "ello", "su", "sus",
        r"\w{3,}(?:[aei]r|[áé]ndo)(?:me|te|se|nos|os)?l[oa]s?", r"\w+[áéí]\w*(?:me|se|nos)l[oa]s?",
    ),
    clitics=("lo", "la", "los", "las", "le", "les"),
    continuations=("y", "pero", "qué hay de"),
    continuing_ends=(),
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
    person_questions=(),
    subject_questions=("qui[eé]n",),
    particles=("pues",),
    identifying=(),
    empty_auxiliaries=(),
    determiners=(),
    subjects=("yo", "tú", "vos", "usted", "ustedes", "nosotros", "vosotros"),
    gradable=("mejor(?:es)?", "peor(?:es)?", "mayor(?:es)?", "menor(?:es)?", "(?:grande|caliente|frecuente)s?",
              "(?:viej|alt|baj|car|barat|larg|cort|fri|rapid|lent)[oa]s?"),
    capitalised_nouns=False,
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
        "sus", "ello", "aquello", "dich[oa]s?", "pero", "además", "sin embargo", "por eso", "así", "de hecho",
        "también", "tampoco", "por lo tanto", "por ejemplo", "asimismo", "igualmente",
        "por el contrario", "en cambio", "en consecuencia",
        "como resultado", "o sea",
        "(?:a pesar de|además de|antes de|aparte de|con|después de|gracias a|para|por|según|sin) "
        "(?:aquello|ell[ao]s?|él|es[eo]s?|esas?|est[eo]s?|estas?)",
        "(?:algun[oa]s?|much[oa]s|ningun[oa]|un[oa]) de (?:ell[oa]s|es[oa]s|est[oa]s)",
        "(?:sí|no|en (?:segundo|tercer) lugar)(?=,)",
    ),
    additions=("además", "también", "tampoco", "asimismo", "igualmente", "así que"),
    states=(
        "todavía", "aún", "ahora", "ya", "hoy", "actualmente", "sigue[ns]?", "seguís", "alguna vez",
    ),
    updates=("actualización", "corrección", "edit(?:ado)?"),
    reversals=(
        r"(?:pero |sin embargo,? )?(?:(?:lo cierto|la verdad|la realidad) es que )?"
        r"(?:eso |esto |ellos |esa \w+ |esta \w+ )?(?:es|son|era|eran|está|están"
        r"|resultó(?: ser)?)(?: \w+){0,3}? (?:fals[oa]s?|mentira|mito|un error|incorrect[oa]s?|equivocad[oa]s?)",
        "(?:(?:pero|por desgracia|lamentablemente|desgraciadamente),? )?(?:eso |esto )?(?:ya )?no (?:es|era) "
        "(?:así|cierto|verdad|el caso)",
        "(?:o )?(?:al menos,? )?eso (?:creía|pensaba|creíamos|pensábamos)",
        r"(?:no|no del todo|es broma|era broma)(?=\s*[.!])",
        "(?:pero )?(?:ellos )?se equivocan?",
        r"(?:falso|mentira|al contrario|todo lo contrario|nada más lejos)(?=\s*[.,:;!–—])",
    ),
    contrasts=("ahora bien", "aunque(?=,)", "no obstante", "pero", "sin embargo",),
    sayings=(
        "dice", "dijo", "dicho", "escribe", "escribió", "escrito", "piensa", "opina", "opinión", "recomienda",
        "recomendó", "aconseja", "explica", "menciona", "consejos?",
    ),
    reports=(
        r"(?:algunos|algunas|muchos|muchas|otros|otras|los críticos|los expertos|la gente)(?: \w+){0,3}? (?:dicen"
        "|dice|afirman|creen|cree|piensan|piensa|sostienen|opinan)",
        "(?:él|ella|ellos) (?:dijo|dijeron|dice|afirma|afirmó)",
        "(?:se (?:dice|cree|piensa|comenta|rumorea)|dicen) que",
        r"he (?:visto|oído|leído|escuchado) a (?:\w+ ){1,5}?(?:decir|afirmar|asegurar)",
        "(?:argumentaban?|argumentan?|sostienen?|sostenían?|alegan?|alegaban?) que",
        "supuestamente",
        "(?:antes|yo) (?:creía|pensaba)",
        "según (?:algunos|muchos|los críticos|la leyenda)",
        "(?:uno|se|alguien|usted|tú) (?:podrías?|puedes?|pensarías?) (?:fácilmente |bien )?"
        "(?:pensar|creer|suponer|asumir) que",
        "(?:podrías|podríamos|cabría|se podría) (?:pensar|creer|suponer) que",
        "(?:es|resulta|sería) (?:muy |tan |bastante )?(?:tentador|fácil (?:pensar|creer|suponer))",
    ),
    myths=("(?:(?:falso )?mito|bulo|creencia|rumor|mentira|objeción)",),
    facts=("(?:la )?(?:realidad|verdad|hecho|hechos|evidencia|respuesta)",),
    announcements=("siguientes?", "a continuación", "aquí (?:están|tienes?)"),
    table_references=(
        "siguiente tabla",
        "tabla (?:siguiente|de abajo|a continuación)",
    ),
    pictures=(
        "capturas?", "dibujos?", "esquemas?", "figuras?", "fotografías?", "fotos?", "gráfic[oa]s?",
        "ilustraci(?:ón|ones)", "imagen", "imágenes", "mapas?", "v[ií]deos?",
    ),
    denials=("nunca", "jamás", "ningún", "ninguna", "nadie", "sin"),
    greetings=(
        "hola", "buenos d[ií]as", "buenas(?: tardes| noches)?", "(?:disculp|perdon)(?:a|e|ad|en)(?=,)",
    ),
    addressees=("a tod[oa]s", "gente"),
    please=("por favor", "porfa(?:vor)?", "porfis", "plis", "pl[sz]"),
    requests=(
        "(?:puedes?|podr[ií]as?) decir(?:me|nos)", "dime", "me gustar[ií]a saber", "quisiera saber",
        "sabes", "sab[eé]is", "alguien sabe(?: decirme)?",
        "(?:alguien )?(?:me|nos) (?:puedes?|pod[eé]is|pueden|podr[ií]as?|podr[ií]ais) decir",
        "una (?:pregunta|duda)(?: rápida)?(?=[,:.])",
    ),
    thanks=("gracias",),
    before_thanks=("muchas", "mil"),
    after_thanks=("de antemano",),
    interjections=("(?:ja){2,}j?", "(?:je){2,}", "oye", "este+m+"),
    lead_ins=("hola",),
    question_openings=(
        "qu[eé]", "qui[eé]n(?:es)?", "cu[aá]ndo", "d[oó]nde", "cu[aá]nt[oa]s?", "c[oó]mo", "por qu[eé]",
        "cu[aá]l(?:es)?",
    ),
    question_frames=(),
    digraphs={},
    chat_spellings={
        "xq|pq|x(?:que| q)|porq": "por qué", "q": "que", "ke": "qué", "kien": "quién", "kuando": "cuándo",
        "komo": "cómo", "tb|tmb|tbn": "también", "xa": "para", "dnd": "dónde",
    },
    post_kinds={
        "(?:entrevistas|poemas|recetas|relatos|reseñas|tutoriales|v[ií]deos)": "entradas",
        "(?:entrevista|poema|receta|relato|reseña|tutorial|v[ií]deo)": "entrada",
    },
    news={"noticias": "entradas"},
    vague_tags=("sin categor[ií]a", "sin clasificar", "varios", "otros", "entradas?"),
    newest=("más recientes?", "novedades", "lo último(?= (?:sobre|de|en|que)\\b)"),
    version_frames=tuple("cuál cual qué que es la el de del para en hay".split()),
    newest_versions=(
        r"(?:última|más reciente) versión(?: estable)?", r"versión (?:estable )?(?:actual|más reciente|más nueva)",
    ),
    explanation_questions=(
        "por qué", "cómo", "cuál es (?:la diferencia|el problema|la razón|la ventaja)", "qué (?:pasa|ocurre|sucede)",
        "(?:qué|cuáles son las) (?:razones|ventajas|desventajas|argumentos)", "debería(?:mos)?",
        "explica(?:r|me)?",
    ),
    reason_questions=("por qué", "para qué"),
    reasons=(
        "porque", "ya que", "puesto que", "debido", "para (?:que|[^\\W\\d_]+[aei]r(?:l[aeo]s?|se)?)", "así que",
        "por eso", "por lo que", "razón", "razones", "motivos?", "si no", "permiten?",
    ),
    announcing=("(?:os )?presentamos", "presentando(?: a)?", "(?:os )?anunciamos", "anunciando", "presentación de"),
    articles=("el", "la", "los", "las", "un", "una", "unos", "unas"),
    definitions=(
        r"(?:es|son|era|eran)(?: \w+mente)? (?:un|una|unos|unas|el|la|los|las)", "significan?", "designan?",
    ),
    namings=("conocid[oa]s? como", "llamad[oa]s?",),
    asides=("exactamente", "realmente", "en realidad", "entonces",),
    definition_questions=("qué (?:es|son|significa)",),
    quantity_questions=(
        "cuánt[oa]s?",
        "(?:qué|cuál es (?:el|la)) (?:porcentaje|proporción|número|edad|distancia|"
        "precio|cantidad|versión)",
    ),
    quantity_cues=tuple(
        """dos tres cuatro cinco seis siete ocho nueve diez once doce veinte treinta cien ciento mil millón
        millones medio docena""".split()
    ),
    count_questions=("cuánt[oa]s",),
    people=("personas", "gente"),
    amounts=(
        r"ning[uú]n\w*", "cero", "much[oa]s", "poc[oa]s", "vari[oa]s", r"algun\w+", "tod[oa]s", "un[oa]?",
        "trece", "catorce", "quince", r"dieci\w+", r"\w+enta",
    ),
    noun_links=("de", "del", "y", "o", "e", "u"),
    price_questions=(
        "cuánto dinero",
        "cuánto (?:cuestan?|costó|costaron|valen?|valía|cobran?|pagan?|se paga)", "(?:cuál es el )?precio (?:de|del)",
    ),
    prices=(
        "{number} (?:c[eé]ntimos|centavos|d[oó]lares|euros?|pesos|soles)", "gratis", "gratuit[oa]s?",
    ),
    price_columns=("precios?", "costes?", "costos?"),
    discounts=("de (?:descuento|rebaja)",),
    time_questions=(),
    time_cues=(),
    entity_questions=(),
    months=(
        "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "sep?tiembre", "octubre",
        "noviembre", "diciembre",
    ),
    short_months=("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept?", "oct", "nov", "dic"),
    seasons={"primavera": 3, "verano": 6, "otoño": 9, "invierno": 12},
    season_leads=("este", "esta"),
    date_articles=("el", "la"),
    of_year=("de", "del"),
    recent={
        "el año pasado": (1, "year"), "este año": (0, "year"), "el mes pasado": (1, "month"),
        "este mes": (0, "month"), "la semana pasada": (1, "week"), "esta semana": (0, "week"),
        "año pasado": (1, "year"), "mes pasado": (1, "month"), "semana pasada": (1, "week"),
    },
    year_parts={
        "(?:a )?(?:principios|comienzos|inicios) del?": (1, 4), "(?:a )?mediados del?": (5, 8),
        "(?:a )?(?:finales|fines) del?": (9, 12), "(?:en )?(?:el primer semestre|la primera mitad) del?": (1, 6),
        "(?:en )?(?:el segundo semestre|la segunda mitad) del?": (7, 12),
    },
    decades=("(?:(?:en )?los )?años {decade}", "(?:(?:en )?la )?década del? {decade}"),
    numbers={
        "un[ao]?": 1, "un par de": 2, "dos": 2, "tres": 3, "(?:un[ao]s|poc[ao]s|cuatro)": 4, "cinco": 5, "seis": 6,
        "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "once": 11, "doce": 12,
    },
    units={"días?": "day", "semanas?": "week", "mes(?:es)?": "month", "años?": "year"},
    ago=("(?<!desde.)hace (?:(?:como|casi|unos|más de) )?{number} {unit}",),
    lately=(
        r"(?:(?:en|durante|de|desde) )?(?:los |las )(?:últimos|últimas|pasados|pasadas) {number} {unit}(?! del?\b)",
        r"(?:(?:en|durante|de|desde) )?(?:los |las ){number} (?:últimos|últimas) {unit}(?! del?\b)",
    ),
    days_ago={"hoy": 0, "ayer": 1, "anteayer": 2, "antes de ayer": 2},
    between=("entre",),
    conjunctions=("y", "e"),
    through=("a", "al", "hasta(?: el)?"),
    either=(r"(?-i:[ou])(?=\s+\S+$)",),
    both=("y", "e"),
    since=("desde",),
    after=("(?:después del?|posterior(?:es)? al?)(?: año)?",),
    until=("hasta",),
    before=("(?:antes del?|anterior(?:es)? al?)(?: año)?",),
    during=("en", "de", "del", "el", "(?:en el|del?|el) (?:año|mes de)"),
    before_years=(),
    year_marks=(),
    month_marks=(),
    day_marks=(),
    eras={},
    lookups=_LOOKUPS,
    ordinals={},
    post_questions={
        "(?:y )?cu[aá]ndo(?: l[oa] (?:public|escrib)(?:[oó]|i[oó]|aron|ieron|aste|iste|asteis|isteis)|"
        " l[oa] (?:ha|han|has|habéis) (?:publicado|escrito)| se (?:public[oó]|escribi[oó])| fue|"
        " fue (?:publicad|escrit)[oa]| sali[oó]| apareci[oó])?": "when",
        f"(?:y )?cu[aá]ndo (?:se (?:public[oó]|escribi[oó])|sali[oó]|apareci[oó]) {_THAT}": "when",
        f"(?:y )?de cu[aá]ndo es(?: {_THAT})?|(?:y )?de qu[eé] (?:año|fecha) es {_THAT}": "when",
        "(?:(?:la|alguna|una) )?fuente|(?:(?:el|algún|un) )?(?:enlace|link)": "when",
        "según quién": "who",
        "(?:y )?qui[eé]n(?:es)? l[oa] (?:escribi[oó]|public[oó]|redact[oó]|escribieron|publicaron|ha escrito)": "who",
        f"(?:y )?qui[eé]n (?:escribi[oó]|public[oó]|ha escrito) {_THAT}": "who",
        "(?:y )?(?:de qui[eé]n es|qui[eé]n es (?:su|el|la) autora?)": "who",
        "(?:y )?(?:de|sobre) qu[eé] (?:va|trata|habla)": "summary",
        "(?:me l[oa] (?:puedes|podrías|podés) resumir|(?:(?:puedes|podrías|podés) )?resum(?:ir|í)(?:me)?l[oa]|"
        "resúme(?:me)?l[oa])": "summary",
        "(?:y )?qué más (?:ha(?:n)? escrito|escribió|escribieron)": "others",
        "(?:hay )?(?:más|otr[oa]s)(?: (?:artículos|entradas|posts))? (?:suy[oa]s|de (?:él|ella|est[ea] autora?))":
            "others",
        "(?:y )?más|(?:cuénta|di)me más|sigue|continúa|y qué más": "more",
    },
    list_questions={
        "(?:y )?cuáles(?: son)?": "list",
        "(?:muéstra|muestra|lista|enséña|enseña)(?:me|nos)?l[oa]s": "list",
        "(?:y )?cuánt[oa]s(?: (?:son|hay|hubo))?": "count",
        "(?:y )?quién(?:es)? l[oa]s (?:escribió|escribieron|publicó|publicaron)": "who",
        "(?:y )?(?:cuál (?:es|fue) )?(?:el|la) (?:primer[oa]|más antigu[oa])(?: de (?:ell[oa]s|es[oa]s))?": "first",
        "(?:y )?(?:cuál (?:es|fue) )?(?:el|la) (?:últim[oa]|más reciente)(?: de (?:ell[oa]s|es[oa]s))?": "last",
    },
    leading_abbreviations=tuple(
        """sr sra sres sras srta dr dra dña p.ej ej núm pág aprox avda av pza excmo gral ilmo sta sto lic arq mtra mtro
        rvdo""".split()
    ),
    abbreviations=tuple("ud uds vd vds págs depto dpto prov bs hnos fco ing tel".split()),
    number_abbreviations=tuple("art cap p pp vol fig máx mín km ene abr ago sept set dic".split()),
    ordinal_leads=(),
    ordinal_nouns=(),
    name_words=("de", "del", "la", "las", "los", "el", "y", "no"),
    opening_quotes="«“‘",
    closing_quotes="»”’",
)  # fmt: skip
