"""Italian."""

from __future__ import annotations

from embeddings.languages.table import Language, LookupWords

_MONTHS = (
    "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre",
    "novembre", "dicembre",
)  # fmt: skip
_MONTH = f"(?:{'|'.join(_MONTHS)})"
_HOW_MANY = r"(?:\d{1,2}|due|tre|quattro|cinque|sei|sette|otto|nove|dieci)"
_PLURAL = r"(?:(?<=i)|(?<=\bpost)|(?<=[it] del blog))"
_OF = "d(?:[ie]|el|ello|ella|ei|egli|elle|ell['’]|['’])"
_OF_IT = f"{_OF}(?: |(?<=['’]))"
_ON = "su(?:l|llo|lla|i|gli|lle|ll['’])?"
_CAN_YOU = "(?:(?:mi |ci )?(?:puoi|potresti|può|potete|riesci a) )?"
_SHOW = (
    f"(?:{_CAN_YOU}(?:elenca|mostra|trova|cerca|manda|passa)r?(?:mi|ci)?|(?:dammi|dimmi)|(?:fammi|facci) vedere|"
    "(?:cerco|sto cercando|voglio|vorrei)(?: vedere)?|mi (?:mostri|mandi|passi|trovi|cerchi|dai|fai vedere|elenchi))"
)
_BLOG = "(?:il|questo|il tuo|il suo|il vostro) (?:blog|sito)"
_OWN = f"(?!il sito){_BLOG}"
"""The blog, and not "the site" of something else."""
_IN_BLOG = "(?:[ns]ul|nel|in questo|su questo) (?:blog|sito)"
_OF_BLOG = "(?:del|di questo|del tuo|del suo|del vostro) (?:blog|sito)"
_YOUR = "(?:(?:i|gli|le) (?:(?:tuoi|suoi|vostri|tue|sue|vostre) )?|l['’])"
_HAVE = "(?:c['’]è|ci sono|c['’]erano|esiste|esistono|hai|avete|hanno)"
_YOU_HAVE = "(?:hai|avete|ha|hanno)(?: mai| già)?"
_WRITTEN = "(?:scritto|pubblicato|postato)"
_OUT = (
    "(?:(?:è|sono) stat[oaie] (?:pubblicat|scritt|postat)[oaie]|(?:è|sono) (?:uscit|appars)[oaie]|uscì|"
    "fu (?:pubblicat|scritt)[oa])"
)
_WHEN = "(?:quand(?:o |['’]è che |['’])|(?:in |a )?(?:che|quale) (?:data|anno|mese|giorno) )"
_WHAT = "(?:che(?: cosa)?|cosa)"
_ABOUT = rf"(?= (?:{_ON}(?!\w)|riguardo|riguardanti|a proposito))"
_AUTHOR = "(?:l['’])?(?:autore|autrice)"
_ASKING = "(?:chi|quando|dove|come|quant[oaie]|quale?|quali|se|cosa|che|perch[eé])"
_LOOKUPS = LookupWords(
    posts=("(?:post|articol[oi]|pubblicazion[ei]|test[oi])(?: del blog)?",),
    articles=("il", "lo", "la", "i", "gli", "le", "l['’]", "un", "uno", "una", "un['’]", "questo", "questa", "il tuo"),
    called=("intitolat[oa]", "chiamat[oa]", "dal titolo"),
    who=(
        f"chi (?:è che )?(?:ha (?:{_WRITTEN}|redatto|fatto)|scrisse|pubblicò) {{title}}",
        f"(?:(?:chi|qual) è )?{_AUTHOR} {_OF_IT}{{title}}",
        "(?:di chi è|da chi (?:è stat[oa]|fu) (?:scritt|pubblicat)[oa]) {title}",
        "{title},? (?:di chi è|è di chi)",
    ),
    when=(
        f"{_WHEN}(?:{_OUT}|{_YOU_HAVE} {_WRITTEN}) {{title}}",
        f"quando {{title}} {_OUT}",
        f"{{title}},? (?:quando {_OUT}|{_OUT} quando|di quando è)",
        "di (?:quando|che (?:data|anno|giorno)) è {title}",
        f"(?:qual è )?(?:la )?data (?:di pubblicazione )?{_OF_IT}{{title}}",
    ),
    summary=(
        f"{_CAN_YOU}(?:mi |ci )?riassum(?:i|ete|ere|imi|ermi|ici|erci) {{title}}",
        f"{_CAN_YOU}(?:mi |ci )?(?:(?:fai|fa|fammi|facci|fare|farmi|dammi|voglio|vorrei) )?(?:(?:un|il) )?"
        f"(?:(?:breve|piccolo) )?riassunto {_OF_IT}{{title}}",
        f"di {_WHAT} (?:parl|tratt)(?:a|ava) {{title}}",
        f"{{title}},? di {_WHAT} (?:parl|tratt)(?:a|ava)",
        f"(?:qual è )?(?:l['’]argomento|il tema) {_OF_IT}{{title}}",
        f"{_WHAT} dice (?=(?:il |l['’]|la ){{posts}}){{title}}",
    ),
    beside=(
        r"(?:che )?(?:cosa|cos['’])\s?(?:è uscito|viene|c['’]è|(?:avete|hai|ha|hanno) (?:scritto|pubblicato)) "
        "(?:subito )?{side} {title}",
        "(?:qual(?: è|['’]è| era) )?(?:l['’]|il |lo |la )?{posts} (?:subito )?(?:che viene )?{side} {title}",
    ),
    count=(
        f"quant[ie] (?:sono {_YOUR})?{{posts}}{{rest}}",
        "(?:qual è )?(?:il )?numero (?:totale )?(?:di|dei|degli) {posts}{rest}",
    ),
    every=(
        f"{_SHOW}(?: tutt[ie])? (?:{_YOUR}|un |degli |dei )?{{posts}}{{rest}}",
        f"(?:{_SHOW} )?(?:la |una |l['’]|un )?(?:lista|elenco) (?:{_OF_IT}|di tutt[ie] {_YOUR}){{posts}}{{rest}}",
        f"tutt[ie] {_YOUR}{{posts}}{{rest}}",
        f"(?:quali|che)(?: sono)? (?:{_YOUR}|altri )?{{posts}}{{rest}}",
        r"quale? {posts}(?= parla\b){rest}",
        f"{_HAVE} (?:qualche |un |dei |degli |delle |altri |alcuni )?{{posts}}{{rest}}",
    ),
    bare=(
        f"(?:(?:tutt[ie]|altri|alcuni|{_YOUR}) ?)*{{posts}}{_PLURAL}{{rest}}",
        f"(?:un |il |l['’]|qualche )?{{posts}}{_ABOUT}{{rest}}",
        f"{_HAVE} (?:qualcosa|qualche cosa){_ABOUT}{{rest}}",
        rf"{_BLOG} (?=parla\b){{rest}}",
        rf"{_YOU_HAVE} (?:{_WRITTEN}(?: qualcosa| un {{posts}})?{_ABOUT}|(?=(?:scritto|parlato)\b)){{rest}}",
    ),
    there_is=("c'è",),
    subject_first=(),
    subject_counted=(),
    subject_picked=(),
    latest=(
        f"(?:{_WHAT} c['’]è di nuovo|(?:c['’]è |hai )?qualcosa di nuovo|(?:(?:ci sono |qualche |le |quali )?novità))"
        f"(?: (?:qui|{_IN_BLOG}))?{{rest}}",
        f"{_HAVE} nuov[ie] {{posts}}{{rest}}",
        f"(?:(?:quali sono|{_SHOW}) )?(?:{_YOUR})?(?:{_HOW_MANY} )?(?:ultim|nuov)[ie] (?:{_HOW_MANY} )?{{posts}}"
        f"{_PLURAL}{{rest}}",
        f"(?:(?:quali sono|{_SHOW}) )?(?:{_YOUR})?(?:{_HOW_MANY} )?{{posts}}{_PLURAL} "
        "(?:più )?(?:recenti|nuovi){rest}",
    ),
    who_about=(
        "chi ha (?:mai |già )?(?=(?:scritto|parlato) d){rest}",
        f"chi (?:ha (?:mai |già )?{_WRITTEN}|scrive)(?: qualcosa| un {{posts}})?{{rest}}",
    ),
    whether=(
        rf"{{author}} ha (?:mai |già )?(?:{_WRITTEN}(?: qualcosa| un {{posts}})?{_ABOUT}|(?=(?:scritto|parlato)\b))"
        "{rest}",
    ),
    posted=(
        f"(?:di )?{_WHAT} (?:{_YOU_HAVE} {_WRITTEN}|{_OUT}){{rest}}",
        "cos['’]è (?:uscito|stato pubblicato){rest}",
        f"cos['’](?:hai|avete|ha) {_WRITTEN}{{rest}}",
        f"{{author}},? (?:di )?{_WHAT} ha {_WRITTEN}",
        f"(?:{_SHOW} )?tutto(?: (?:quello|ciò) che {_YOU_HAVE}(?: {_WRITTEN})?)?{{rest}}",
        f"(?:di |su )?{_WHAT} (?:ha (?:{_WRITTEN}|parlato)|scrive) {{author}}",
        f"(?:di |su )?{_WHAT} {{author}} ha {_WRITTEN}",
    ),
    one=(
        f"(?:(?:(?:qual|quando|quale) (?:è|era|fu|è stato)|{_SHOW}) )?(?:il |lo |la |l['’]|il tuo |il vostro )?"
        "{extreme} {posts}{rest}",
        "(?:qual (?:è|era) )?(?:il |l['’]|la )?{posts} più {extreme}{rest}",
        f"(?:qual è )?(?:la |l['’]){{extreme}} cosa che {_YOU_HAVE} {_WRITTEN}{{rest}}",
    ),
    begun=(
        f"(?:da quando|da quanto(?: tempo)?) (?:esiste|c['’]è|è (?:attivo|online)|va avanti) {_OWN}",
        f"{_OWN} (?:esiste da quanto(?: tempo)?|da quanto(?: tempo)? (?:esiste|c['’]è))",
        f"quando (?:è (?:iniziato|nato|partito|stato (?:aperto|creato|fondato))|ha aperto) {_OWN}",
        f"quanti anni ha {_OWN}",
    ),
    writers=(
        f"chi (?:scrive|gestisce|cura|c['’]è dietro)(?: (?:a|per))? (?:{_BLOG}|{_IN_BLOG})",
        "chi scrive qui",
        f"di chi è {_BLOG}|{_BLOG} di chi è",
        f"chi è {_AUTHOR} {_OF_BLOG}",
        f"(?:chi|quali) sono (?:gli )?autori(?: {_OF_BLOG})?",
        f"(?:quanti|quali|che) autori(?: (?:{_HAVE}|scrivono))?(?: (?:qui|{_IN_BLOG}))?|quanti autori ha {_BLOG}",
        f"(?:{_SHOW} )?(?:(?:la |l['’])?(?:lista|elenco) degli |(?:tutti )?gli )?autori(?: {_OF_BLOG})?",
    ),
    topics=(
        f"di {_WHAT} (?:parla|tratta|scrive) {_BLOG}",
        f"(?:di|su) (?:che|quali) {{topics}} (?:(?:parla|tratta|scrive) {_BLOG}|(?:parl|scriv)(?:i|ate|ete))",
        f"{_BLOG},? di {_WHAT} (?:parla|tratta)",
        f"di {_WHAT} (?:si parla|si scrive|parlate|parli|scrivete|scrivi)(?: (?:qui|{_IN_BLOG}))?",
        f"(?:quali|che|quant[ie])(?: sono)? (?:{_YOUR})?{{topics}}"
        f"(?: (?:{_HAVE}|trattate|tratti|tratta|ha)(?: {_BLOG})?)?(?: (?:{_OF_BLOG}|{_IN_BLOG}|qui))?",
        f"(?:{_SHOW} )?(?:(?:la |l['’])?(?:lista|elenco) {_OF_IT}|(?:tutt[ie] )?{_YOUR}){{topics}}(?: {_OF_BLOG})?",
        "{tags}",
    ),
    tags=("tag", "etichette", "categorie"),
    subjects=("argomenti", "temi"),
    oldest=("prim[oa]", "vecchi[oa]"),
    newest=("ultim[oa]", "recente", "nuov[oa]"),
    preceding=("prima di", "precedente a"),
    following=("dopo(?: di)?", "successivo a", "seguente a"),
    recently=(
        "ultimamente",
        "di recente",
        "recentemente",
        "negli ultimi (?:giorni|mesi|tempi)",
        "nelle ultime settimane",
    ),
    about=(
        f"(?:che )?(?:(?:(?:parl|tratt)(?:a|ano)|scritto|parlato)(?: qualcosa)? )?"
        f"(?:{_ON}|riguardanti|riguardo (?:a|all['’]|alla|al|ai|agli|alle)|a proposito {_OF})",
        f"(?:che )?(?:(?:parl|tratt)(?:a|ano)|scritto|parlato) {_OF}",
    ),
    of=(_OF,),
    by=("(?:(?:scritt|pubblicat)[oaie] )?da(?:l|lla|ll['’])?", _OF),
    tagged=(
        "con (?:il tag|l['’]etichetta)",
        "(?:taggat|etichettat)[oaie](?: con| come)?",
        "nella categoria",
    ),
    wrote=(f"(?:che )?ha {_WRITTEN} {{author}}", f"(?:che )?{{author}} ha {_WRITTEN}"),
    further=(
        "che (?:mi )?dici di",
        "solo",
        "soltanto",
        "solamente",
        "quant[ie](?= (?:su|sul|sulla|di|del|da|in)\\b)",
        "quell[ieoa]",
        "quali?(?: di (?:quest|quell|ess)[iea])?(?: (?:è|sono)(?= (?:di|del|su|da|in)\\b))?",
    ),
    signed=("\\b(?:scritt|redatt)[oa] da", "\\b(?:articolo|testo|post) di", "\\baut(?:ore|rice):"),
    fillers=(
        "(?:ci sono stat[ie]|sono uscit[ie])",
        f"(?:che )?(?:(?:hai|avete|hanno)(?: mai| già)?|ha(?= {_WRITTEN}$)) {_WRITTEN}",
        f"{_HAVE}",
        f"(?:che )?{_OUT}",
        f"(?:ha|contiene) {_BLOG}",
        _IN_BLOG,
        _OF_BLOG,
        f"(?:{_OF}|nel|nell['’]|dal|il)$",
        "qui",
        "in (?:totale|tutto|poi)",
        "finora",
        r"(?:pubblicat|scritt|postat|uscit|appars)[oaie](?! da\b)",
    ),
)

ITALIAN = Language(
    code="it",
    name="Italian",
    scripts=(),
    letters="àèéìòù",
    stemmer="italian",
    word_list="it",
    irregular_words=(),
    form_changes={},
    stop_words=tuple(
        """a ad agli ai al alla alle allo anche c che chi ci come con cos cosa così cui d da dagli dai dal dalla dalle
        non per se sì né od però
        dallo degli dei del della delle dello di dopo dov dove e ed era erano essere fra gli ha hai hanno ho i il in
        l la le lei lo loro lui ma mi mia mie miei mio molto negli nei nel nella nelle nello nn noi nostra nostro o
        ogni ora perché più poi prima qual qualche qualcosa quale quali quando quanta quante quanti quanto quei quel
        quella quelle quelli quello questa queste questi questo qui sei senza si sia siamo sono sta stata stati
        stato su sua sue sugli sui sul sulla sulle sullo suo suoi ti tra tu tua tuo tutta tutte tutti tutto un una
        uno vi voi vostra vostro xké è""".split()
    ),
    light_verbs=(),
    filler_words=tuple(
        """mai dimmi dici dice dicono dire parla parlami parlano parlare racconta raccontami raccontare spiega
        spiegami spiegare mostra mostrami dammi fammi vedere sai sa sapete sapere conosci puoi può potete posso
        possono potrei potrebbe devo deve devono dovrei dovrebbe bisogna fa fai fare faccio fanno fatto succede
        successo significa costa costano costare dura durano durare serve servono funziona funzionano usa usano
        usare pensi pensa pensate consigli consiglia vuoi vuole vorrei piace esiste esistono va vai vado andare vale
        pena trova trovano articolo articoli post testo testi buono buona bene meglio migliore migliori peggio idea
        importante importanti cose volta volte molti molte poco tanto proprio adesso sempre allora già davvero
        ancora altro altra altri altre avere stare venire riassumi riassunto elenco lista grazie""".split()
    ),
    elisions=(
        "[cdlmnstv]", "un", "quant", "qual", "(?:a|da|de|ne|su|que|be)ll", "quest", "tutt", "cos", "dov", "com",
        "quand", "anch",
    ),
    compound_links=(),
    enclitics=(),
    anaphora=(
        "lui", "lei", "loro", "esso", "essa", "essi", "ciò", "suo", "sua", "suoi", "sue",
        r"(?:[fd]|\w{2,})(?:[aei]r|ndo)(?:(?:me|te|se|ce|ve|glie)?l[oaie]|ne)",
    ),
    clitics=("lo", "la", "li", "le", "l", "gli", "ne"),
    continuations=("e", "ed", "ma", "e invece", "invece"),
    continuing_ends=(),
    possessives=("suo", "sua", "suoi", "sue", "loro"),
    demonstratives=(),
    expletives=(r"\bl(?:[aeio] |['’])(?!(?:ha|hai|ho|hanno|abbiamo|avete|aveva|avevano)\b)(?=[^\W_]+ [^\W_])",),
    persons=("lui", "lei"),
    replaceable=(),
    clause_openings=tuple(
        """quando se perché che chi dove come mentre e o ma""".split()
    ),
    auxiliaries=(),
    copulas=(),
    person_questions=(),
    subject_questions=("chi",),
    particles=("insomma",),
    identifying=(),
    empty_auxiliaries=(),
    determiners=(),
    subjects=("io", "tu", "lui", "lei", "noi", "voi", "loro"),
    gradable=("miglior[ei]?", "peggior[ei]?", "maggior[ei]?", "minor[ei]?", "meglio", "peggio", "grand[ei]",
              "(?:vecchi|alt|bass|car|economic|lung|cort|fredd|cald|rapid|lent|piccol)[oaie]"),
    capitalised_nouns=False,
    verb_leads=(
        "chi", "quando", "dove", "come", "quanto", "perché", "cosa", "si", "mi", "ti", "ci", "vi", "gli", "non",
    ),
    perfect_auxiliaries=("ha", "hai", "ho", "hanno", "abbiamo", "avete", "aveva", "avevano"),
    links=tuple(
        """di d del dello della dell dei degli delle a al alla in nel nella con da il lo la l i gli le""".split()
    ),
    infinitive_mark="",
    whether="",
    about="",
    back_references=(
        "questo", "questa", "questi", "queste", "quello", "quella", "ciò", "lui", "loro", "essi", "esso", "essa", "suo",
        "suoi", r"ma (?:non|è|i|il|lo|la|gli|se|in|per|poi|quando|questo|questa|come|c['’])\b", "però", "inoltre",
        "tuttavia", "quindi", "dunque", "perciò", "così", "infatti", "invece", "anche", "nemmeno",
        "neanche", "per questo", "per esempio", "ad esempio", "allo stesso modo", "analogamente",
        "al contrario", "di conseguenza",
        "(?:a parte|con|dopo|grazie a|malgrado|nonostante|oltre a|per|prima di|secondo|senza) "
        "(?:ciò|essi|loro|lui|lei|quest[aeio]|quell[aeio])",
        "(?:alcun[aei]|molt[ei]|nessun[ao]|un[ao]) di (?:essi|loro|quest[ei]|quell[ei])",
        "d'altra parte", "(?:sì|no|in (?:secondo|terzo) luogo)(?=,)",
    ),
    additions=("inoltre", "anche", "nemmeno", "neanche", "allo stesso modo", "analogamente"),
    states=(
        "ancora", "adesso", "ormai", "già", "oggi", "attualmente",
    ),
    updates=("aggiornamento", "correzione", "edit"),
    reversals=(
        r"(?:(?:ma|però),? )?(?:questo |ciò |loro |quest[aei] \w+ )?(?:è|sono|era|erano|si è rivelat[oa])"
        r"(?: \w+){0,3}? (?:fals[oaie]|una bugia|un mito|un errore|sbagliat[oaie]|errat[oaie])",
        "(?:(?:ma|però|purtroppo),? )?(?:questo |ciò )?non (?:è|era) (?:più )?(?:così|vero|questo il caso)",
        "(?:o )?(?:almeno,? )?così (?:credevo|pensavo|credevamo|pensavamo)",
        r"(?:non proprio|scherzo|scherzavo)(?=\s*[.!])",
        "(?:ma )?(?:loro )?si sbagliano",
        r"(?:falso|al contrario|tutt['’]altro|niente di più falso)(?=\s*[.,:;!–—])",
    ),
    contrasts=("ma", "però", "tuttavia",),
    sayings=(
        "dice", "detto", "scrive", "scritto", "pensa", "opinione", "consiglia", "consigliato", "spiega", "descrive",
        "menziona", "consigli",
    ),
    reports=(
        r"(?:alcuni|alcune|molti|molte|altri|altre|i critici|gli esperti|la gente)(?: \w+){0,3}? "
        "(?:dicono|dice|affermano|credono|crede|pensano|pensa|sostengono|ritengono)",
        "(?:lui|lei|loro) (?:ha detto|hanno detto|dice|dicono|afferma|affermano)",
        "(?:si dice|dicono) che",
        "(?:prima|io) (?:credevo|pensavo)",
        "secondo (?:alcuni|molti|i critici|la leggenda)",
        "a quanto pare",
        "(?:si|qualcuno|uno) (?:potrebbe|può|sarebbe) (?:anche |facilmente |forse )?(?:pensare|credere|supporre|"
        "immaginare|tentat[oi] di)",
        "potres(?:ti|te) (?:anche |facilmente |forse )?(?:pensare|credere|supporre)",
        "(?:verrebbe da|viene da) (?:pensare|credere|dire)",
        "(?:è|sarebbe) (?:molto |così )?(?:allettante|facile (?:pensare|credere|supporre))",
    ),
    myths=("(?:(?:falso )?mito|bufala|luogo comune|diceria|obiezione)",),
    facts=("(?:la )?(?:realtà|verità|fatto|fatti|evidenza|risposta)",),
    announcements=("seguent[ei]", "di seguito", "qui sotto", "ecco"),
    table_references=(
        "tabella (?:seguente|sottostante|qui sotto)",
        "seguente tabella",
    ),
    pictures=(
        "disegn[oi]", "figur[ae]", "foto", "fotografi[ae]", "grafic[oi]", "illustrazion[ei]", "immagin[ei]", "mapp[ae]",
        "schem[ai]", "schermat[ae]", "video",
    ),
    denials=("non(?!-)", "nessun[oa]?", "niente", "nulla"),
    greetings=(
        "ciao", "salve(?=[,!.]| a tutt[ie]| ragazz[ie])", "buongiorno", "buonasera", "buon giorno", "buona sera", "ehi",
        "ehilà", "hey", "buon pomeriggio", "buond[iì]", "(?:ma )?scus(?:a(?:te|mi|temi)?|i)",
        r"raga(?:zz[ie])?(?:,| ma\b)", "sent[ia](?:te)?(?=,)",
    ),
    addressees=("a tutt[ie]", "ragazz[ie]", "raga", "gente"),
    please=("per favore", "perfavore", "per piacere", "per cortesia", "pls"),
    requests=(
        "(?:puoi|potresti|può|potrebbe|potete|potreste|sai|sapete|sapresti|sapreste|qualcuno (?:di voi )?(?:può|sa)) "
        "(?:dir|spiegar)(?:mi|ci)",
        "(?:mi|ci) (?:puoi|potresti|può|sai|sapresti|sapete|potete) (?:dire|spiegare)", "dimmi", "ditemi",
        "(?:vorrei|volevo|mi piacerebbe|mi servirebbe) (?:sapere|chieder(?:e|vi|ti))",
        "(?:qualcuno(?: di voi)?|tu) sai?(?: mica| per caso)?",
        rf"(?:sai|sapete)(?: mica| per caso)?(?= {_ASKING}\b)",
        "(?:ho )?una (?:domanda|curiosità)(?: veloce)?", "domanda(?: veloce)?(?=:)",
        rf"(?:avete|hai) idea (?:di )?(?={_ASKING}\b)",
    ),
    thanks=("grazie", "grz"),
    before_thanks=("mille", "molte", "tante"),
    after_thanks=("mille", "in anticipo", "a tutti", "tante"),
    interjections=("a?(?:ha){2,}h?", "(?:ah){2,}", "boh", "mah", "ehm+"),
    lead_ins=("ciao", "allora"),
    question_openings=(
        "chi", "(?:che )?cosa", "(?:che )?cos['’]è", "che (?:tipo|giorno|anno|data|post|articoli|differenza)", "quando",
        "quand['’]è", r"dove(?= (?:si|è|sono|posso|hai|ha|sta|va|vai|il|la|lo|gli|le|abita|trovo)\b)", "dov['’]è",
        "perch[eéè]", "xk[eéè]", r"come(?= (?:si|mai|è|sono|faccio|fai|fare|funziona|posso|puoi|hai|ha|viene)\b)",
        "com['’]è", "quale?", "quali", "quant[oaie]", "c['’]è", "ci sono", "qualcuno sa", "esiste",
        "(?:a|con|da|di|in|per|su) (?:chi|che|cosa|quale?|quali|quant[oaie])",
    ),
    question_frames=(),
    digraphs={},
    chat_spellings={
        "x(?:ke|ché|che)|perke|perkè|pk": "perché", "ke": "che", "nn": "non",
        r"cos['’]e|cos ['’]?[eè]|cosè|(?<!\w )cose(?= (?:(?:il|lo|la|un|una)\b|l['’]|[^\W\d_]+ ?\?))": "cos’è",
        "qual['’][eè]": "qual è", "quant['’][eè]|quant [eè]": "quanto è",
        r"c è|(?<!\w )c e(?= (?:qualcosa|qualcuno|qualche|un[ao]?|il|la|modo|differenza)\b)": "c’è",
        "dov [eè]": "dov’è", "com [eè]": "com’è",
        r"x(?= (?:\d+ (?:ann|mes|giorn)\w*|[^\W\d_]+[aei]r(?:e|l[oaie])|favore)\b)": "per",
        "qnd": "quando", "qnt": "quanto", "dv": "dove",
    },
    post_kinds={
        "(?:guide|interviste|poesie|recensioni|ricette|racconti|video)": "articoli",
        "(?:guida|intervista|poesia|recensione|ricetta|racconto)": "articolo",
    },
    news={"notizie": "articoli"},
    vague_tags=("senza categoria", "varie", "generale", "articoli"),
    newest=("più recent[ei]", "novità"),
    version_frames=tuple("qual quale è e la il l di del della dello per in".split()),
    newest_versions=(
        r"(?:ultima|più recente) versione(?: stabile)?",
        r"versione (?:stabile )?(?:attuale|corrente|più recente|più nuova)",
    ),
    explanation_questions=(
        "perch[eéè]", r"come (?:si|mai|faccio|fai|fare|funzionano?|posso|devo)\b",
        "qual è (?:la differenza|il problema|la ragione|il vantaggio|lo svantaggio)", "cosa (?:succede|accade)",
        "quali sono (?:le ragioni|i vantaggi|gli svantaggi)", "dovrei", "dovremmo", "spiega(?:re|mi)?",
    ),
    reason_questions=(r"perch[eéè]", "come mai"),
    reasons=(
        "perch[éè]", "poiché", "siccome", "affinché", "per [^\\W\\d_]+[aei]r(?:e|l[aeio]|si)", "a causa", "grazie",
        "quindi", "motiv[oi]", "ragion[ei]", "altrimenti", "permett(?:e|ono)",
    ),
    announcing=("presentiamo", "annunciamo", "ecco", "vi presento", "presentazione d(?:i|el|ella)"),
    articles=("il", "lo", "la", "i", "gli", "le", "l['’]", "un", "uno", "una", "un['’]"),
    definitions=(
        r"(?:è|sono|era|erano)(?: \w+mente)? (?:un[oa]?|un['’]\w+|il|lo|la|l['’]\w+|i|gli|le)", "significa(?:no)?",
        "indica(?:no)?",
    ),
    namings=("chiamat[oaie]",),
    asides=("esattamente", "davvero", "di preciso", "allora",),
    definition_questions=("(?:che )?cos['’]è", "(?:che )?cosa (?:è|sono|significa|vuol dire)"),
    quantity_questions=(
        "quant(?:[oaie]|['’]è)",
        "(?:che|quale) (?:percentuale|età|numero|prezzo|quantità|versione)",
    ),
    quantity_cues=tuple(
        """due tre quattro cinque sei sette otto nove dieci undici dodici venti trenta cento mille mila milione
        milioni mezzo mezza dozzina""".split()
    ),
    count_questions=("quant[ie]",),
    people=("persone", "gente"),
    amounts=(
        r"nessun\w*", "zero", "molt[ie]", "poch[ie]", r"alcun\w+", r"divers\w+", "tutt[ei]", "un[oa]?",
        "tredici", "quattordici", "quindici", "sedici", r"\w+anta",
    ),
    noun_links=("di", "del", "dei", "delle", "degli", "e", "o"),
    price_questions=(
        "quant[oi] (?:soldi|denaro)",
        "quanto (?:costa|costano|è costat[oaie]|viene|si paga)", "(?:qual è il )?prezzo d(?:i|el|ell[ao]|ei|elle)",
    ),
    prices=(
        "{number} (?:centesimi|dollari|euro)", "gratis", "gratuit[oaie]",
    ),
    price_columns=("prezz[oi]", "cost[oi]"),
    discounts=("di sconto",),
    time_questions=(),
    time_cues=(),
    entity_questions=(),
    months=_MONTHS,
    short_months=("gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "sett?", "ott", "nov", "dic"),
    seasons={"primavera": 3, "estate": 6, "autunno": 9, "inverno": 12},
    season_leads=("questa", "questo"),
    date_articles=("il", "la"),
    of_year=("di", "del", "dell['’]anno"),
    recent={
        **{f"{lead}anno scorso": (1, "year") for lead in ("", "l'", "l’")},
        "lo scorso anno": (1, "year"), "quest'anno": (0, "year"), "quest’anno": (0, "year"),
        **{f"{lead}mese scorso": (1, "month") for lead in ("", "il ")},
        "lo scorso mese": (1, "month"), "questo mese": (0, "month"),
        **{f"{lead}settimana scorsa": (1, "week") for lead in ("", "la ")},
        "la scorsa settimana": (1, "week"), "questa settimana": (0, "week"),
    },
    year_parts={
        "(?:d?all['’])?inizio(?: del)?": (1, 4), "(?:agli |degli )?inizi del": (1, 4),
        "(?:di |a )?metà(?: del)?": (5, 8),
        "(?:alla |della |di |a )?fine(?: del)?": (9, 12), "(?:n?del )?primo semestre del": (1, 6),
        "(?:(?:n|d)?ella )?prima metà del": (1, 6), "(?:n?del )?secondo semestre del": (7, 12),
        "(?:(?:n|d)?ella )?seconda metà del": (7, 12),
    },
    decades=("(?:negli |gli )?anni {decade}",),
    numbers={
        "un(?:[ao]|['’])?": 1, "un paio di": 2, "due": 2, "tre": 3, "(?:poch[ei]|alcun[ei]|qualche|quattro)": 4,
        "cinque": 5, "sei": 6, "sette": 7, "otto": 8, "nove": 9, "dieci": 10, "undici": 11, "dodici": 12,
    },
    units={"giorn[oi]": "day", "settiman[ae]": "week", "mes[ei]": "month", "ann[oi]": "year"},
    ago=("(?:(?:circa|quasi|oltre) )?{number} {unit} fa",),
    lately=(
        "(?:(?:in|durante) )?(?:(?:n|d)?(?:egli|elle|ei)|gli|le|i) "
        r"(?:ultim[ie]|scors[ie]) {number} {unit}(?! d(?:i|el|ella|ei|elle|egli)\b)",
    ),
    days_ago={"oggi": 0, "ieri": 1, "l['’]altro ieri": 2, "(?:ieri l['’]altro|altroieri)": 2},
    between=("(?:tra|fra)(?: il)?",),
    conjunctions=("e", "e il", "ed"),
    through=("al?", "ad", "fino al?"),
    either=("oppure",),
    both=("e", "ed", "e nel"),
    since=("(?:a partire )?dal", "a partire da", rf"da(?=\s+(?:\d{{1,2}} )?{_MONTH}\b)"),
    after=("dopo(?: il)?", "(?:successiv[oi]|posterior[ei]) al"),
    until=("fino (?:al?|ad)",),
    before=("prima d(?:el|i)", "(?:precedent[ei]|anterior[ei]) al"),
    during=(
        "nel(?: mese di)?", "[nd]ell['’](?:anno)?", "il", "del(?: mese di)?", "di", rf"ad?(?=\s+{_MONTH}\b)",
        "durante il",
    ),
    before_years=(),
    year_marks=(),
    month_marks=(),
    day_marks=(),
    eras={},
    lookups=_LOOKUPS,
    ordinals={},
    post_questions={
        f"(?:e )?quand(?:o |['’])(?:{_OUT}|l['’](?:ha|hanno|hai|avete) {_WRITTEN})": "when",
        "(?:e )?quando": "when",
        "(?:e )?di quando è": "when",
        "(?:(?:la|una) )?fonte|(?:(?:il|un) )?link": "when",
        "(?:secondo|a detta di) chi": "who",
        f"(?:e )?chi l['’]ha (?:{_WRITTEN}|fatto)": "who",
        f"(?:e )?chi ha {_WRITTEN} (?:(?:questo|quello)(?: (?:post|testo))?|(?:quest|quell|l)['’]articolo)":
            "who",
        f"(?:e )?(?:di chi è|chi (?:è|ne è) {_AUTHOR})": "who",
        f"(?:e )?di {_WHAT} (?:parla|tratta)": "summary",
        "(?:(?:puoi|potresti) riassumer|riassumi(?:me)?)l[oa]|me l[oa] riassumi": "summary",
        "(?:e )?(?:che|cos['’]|che cos['’])(?: )?altro ha scritto": "others",
        "(?:ci sono )?altri(?: (?:articoli|post))? (?:di (?:lui|lei)|dell[oa] stess[oa] aut(?:ore|rice))": "others",
        "(?:e )?ancora|di più|dimmi di più|continua|vai avanti|e poi": "more",
    },
    list_questions={
        "(?:e )?quali(?: sono)?": "list",
        "(?:mostra|elenca)(?:me|ce)?l[ie]": "list",
        "(?:e )?quant[ie](?: (?:sono|ce ne sono))?": "count",
        "(?:e )?chi l[ie] ha (?:scritt[ie]|pubblicat[ie])": "who",
        "(?:e )?(?:qual (?:è|e) )?(?:il|la) (?:prim[oa]|più vecchi[oa])(?: di (?:questi|quelli|loro))?": "first",
        "(?:e )?(?:qual (?:è|e) )?(?:l['’]ultim[oa]|(?:il|la) più recente)(?: di (?:questi|quelli|loro))?": "last",
    },
    leading_abbreviations=tuple("sig sigg sig.ra sig.na sigg.ri dott dott.ssa prof.ssa avv p.es pag cfr".split()),
    abbreviations=tuple("pagg ing geom rag arch sen mons tel".split()),
    number_abbreviations=tuple(
        "art cap n p pp vol fig tab int max gen mag giu lug ago set ott nov dic".split()
    ),
    ordinal_leads=(),
    ordinal_nouns=(),
    name_words=tuple("di da dei degli del della dal dalla lei ai chi hai dai sei noi fa".split()),
    opening_quotes="«“‘",
    closing_quotes="»”’",
)  # fmt: skip
