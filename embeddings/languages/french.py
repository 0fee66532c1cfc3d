"""French."""

from __future__ import annotations

from embeddings.languages.table import Language, LookupWords

_HOW_MANY = r"(?:\d{1,2}|deux|trois|quatre|cinq|six|sept|huit|neuf|dix)"
_PLURAL = "(?:(?<=s)|(?<=s de blog))"
_SHOW = "(?:(?:quels|quelles) sont |(?:liste|montre|donne)[rz]?(?:-moi|-nous)? )?"
_BLOG = "(?:le|ce|votre) (?:blog|site)"
_LOOKUPS = LookupWords(
    posts=("(?:articles?|billets?|posts?|publications?)(?: de blog)?",),
    articles=("le", "la", "les", "l['’]", "ce", "cet", "votre", "vos"),
    called=("intitulée?", "appelée?"),
    who=(
        "qui a (?:écrit|rédigé|publié) {title}",
        "qui est l['’]aut(?:eur|rice) (?:de |d['’])?{title}",
        "par qui a été (?:écrit|rédigé|publié)e? {title}",
    ),
    when=(
        "quand (?:a été|fut) (?:publié|écrit|posté)e? {title}",
        "quand {title} a(?:-t-(?:il|elle))? été (?:publié|écrit|posté)e?",
        "quand avez-vous (?:publié|écrit) {title}",
        "(?:de quand date|quelle est la date (?:de|du)) {title}",
    ),
    summary=(
        "(?:peux-tu |pouvez-vous )?résume[rz]?(?:-moi)? {title}",
        "(?:fais-moi )?(?:un |le )?résumé (?:de |du )?{title}",
        "de quoi (?:parle|parlait|traite|traitait) {title}",
    ),
    count=(
        "combien (?:y a-t-il )?(?:de |d['’]){posts}{rest}",
        "combien avez-vous (?:écrit|publié) (?:de |d['’]){posts}{rest}",
        "(?:quel est )?le nombre (?:de |d['’]){posts}{rest}",
    ),
    every=(
        "(?:liste[rz]?|montre[rz]?|donne[rz]?)(?:-moi|-nous)?(?: tous)?(?: les| vos)? {posts}{rest}",
        "tous (?:les|vos) {posts}{rest}",
        "quels (?:sont les )?{posts}{rest}",
        "(?:y a-t-il|avez-vous) (?:des |un )?{posts}{rest}",
    ),
    bare=(f"(?:(?:tous|toutes|quelques|les|des|vos) )*{{posts}}{_PLURAL}{{rest}}",),
    subject_first=(),
    latest=(
        f"(?:quoi de neuf|du nouveau|quelles nouvelles)(?: (?:ici|sur {_BLOG}))?{{rest}}",
        f"{_SHOW}(?:les |vos )?(?:{_HOW_MANY} )?derni(?:er|ère)s {{posts}}{_PLURAL}{{rest}}",
        f"{_SHOW}(?:les |vos )?(?:{_HOW_MANY} )?{{posts}}{_PLURAL} (?:les plus )?récente?s{{rest}}",
    ),
    who_about=("qui (?:a (?:déjà )?(?:écrit|publié)|écrit)(?: quelque chose| un article)?{rest}",),
    whether=(
        "est-ce (?:que |qu['’]){author} a (?:déjà )?(?:écrit|publié)(?: quelque chose| des {posts}| un {posts})?{rest}",
        "{author} a-t-(?:il|elle) (?:déjà )?(?:écrit|publié)(?: quelque chose| des {posts}| un {posts})?{rest}",
    ),
    posted=(
        "qu['’](?:avez-vous|as-tu) (?:publié|écrit|posté){rest}",
        "qu['’]est-ce que (?:vous avez|tu as) (?:publié|écrit|posté){rest}",
        "(?:sur|de) quoi (?:avez-vous|as-tu) (?:écrit|parlé){rest}",
        "(?:qu['’]|sur quoi )a (?:publié|écrit) {author}",
        "(?:qu['’]est-ce (?:que |qu['’])|sur quoi est-ce (?:que |qu['’])){author} a (?:publié|écrit)",
        "(?:que|sur quoi) {author} a-t-(?:il|elle) (?:publié|écrit)",
        "sur quoi écrit {author}",
    ),
    one=(
        "(?:(?:quel|quelle) est |montre[rz]?-moi )?(?:le |la |l['’]|votre )?(?:tout )?{extreme} {posts}{rest}",
        "(?:quel est )?l['’]{posts} le plus {extreme}{rest}",
    ),
    writers=(
        f"qui (?:écrit|tient|rédige|est derrière)(?: (?:sur|dans|pour))? {_BLOG}",
        f"qui sont (?:les|vos) (?:auteurs|autrices|rédacteurs)(?: (?:du|de) {_BLOG}| du (?:blog|site))?",
        "combien (?:d['’]auteurs|de rédacteurs)(?: y a-t-il| écrivent ici| avez-vous)?",
    ),
    topics=(
        f"de quoi parle {_BLOG}",
        f"de quoi parlez-vous(?: ici| sur {_BLOG})?",
        "(?:quels|quelles|combien de) (?:sont les |sont vos )?(?:sujets|thèmes|étiquettes|tags|catégories)"
        f"(?: y a-t-il| avez-vous| abordez-vous| (?:du|de) {_BLOG}| du (?:blog|site))?",
    ),
    oldest=("premi(?:er|ère)", "plus anciens?", "ancien"),
    newest=("derni(?:er|ère)", "plus récents?", "récent"),
    about=("(?:qui )?(?:parlent |parle |traitent |traite )?(?:sur|à propos de|au sujet de|concernant)",),
    by=("(?:écrits? |publiés? |rédigés? )?par", "de", "d['’]"),
    tagged=("avec (?:l['’]étiquette|le tag|le mot-clé)", "dans la catégorie"),
    wrote=(
        "{author} a(?:-t-(?:il|elle))? (?:écrit|publié|rédigé)e?s?",
        "(?:que |qu['’])?a (?:écrit|publié)e?s? {author}",
    ),
    fillers=(
        "y a-t-il",
        "existe-t-il",
        "avez-vous (?:écrit|publié)",
        "ont été (?:écrits|publiés)",
        "sur (?:le|ce|votre) blog",
        "de$",
        "au total",
        "en tout",
        "publiés?(?! par)",
    ),
)

FRENCH = Language(
    code="fr",
    name="French",
    scripts=(),
    letters="àâæçèéêëîïôœùûÿ",
    stemmer="french",
    word_list="fr",
    irregular_words=(),
    form_changes={},
    stop_words=tuple(
        """a à ai aux au avec avez avons ce ceci cela ces cet cette c comme d dans de des donc du elle elles en es est
        et eu eux fait il ils j je l la le les leur leurs lui m ma mais me mes moi mon même n ne nos notre nous on ont
        ou où par pas plus pour pourquoi qu quand que quel quelle quelles quels qui quoi s sa sans se ses si son sont
        sur t ta te tes toi ton tu un une vos votre vous y été être""".split()
    ),
    filler_words=tuple(
        """dis dites dit dire parle parlez parler raconte racontez explique expliquez expliquer donne donnez
        donner montre montrez liste résume résumez sais sait savez savoir connais connaissez peux peut
        peuvent pouvez pouvoir pourrais pourrait pourriez dois doit doivent devez devoir devrais devrait faut
        faudrait vaut faire fais faites font va vas vont vais allez aller coûte coute coûtent coûter dure
        durent sert servent marche marchent fonctionne fonctionnent arrive arrivé passe penses pense pensez
        veut veux signifie existe combien comment chose choses article articles bon bonne bons bonnes mieux
        meilleur meilleure idée important importante très vraiment bien aussi alors encore maintenant
        toujours surtout tout tous toute toutes rien quelque quelques plusieurs autre autres avoir""".split()
    ),
    elisions=("[cdjlmnst]", "(?:jus|lors|puis)?qu"),
    enclitics=(
        "ce", "moi", "toi", "t", "je", "tu", "ils?", "elles?", "on", "nous", "(?<!rendez-)vous", "les?", "la", "lui",
        "leur", "y", "en",
    ),
    anaphora=(
        "cela", "celui", "celle", "ceux", "celles", "celui-ci", "celle-ci", "lui", "ils?", "elles?", "leurs?", "son",
        "sa", "ses",
    ),
    clitics=("le", "la", "les", "l", "y", "en", "ça", "ca"),
    continuations=("et", "mais"),
    possessives=("son", "sa", "ses", "leur", "leurs", "il", "ils", "elle", "elles"),
    demonstratives=(),
    expletives=(
        r"\by (?:a|avait|aura)(?:-t-il)?\b", r"\bil (?:n['’]|ne )?y (?:a|avait|aura)\b", r"\b[cç]a (?:va|y est)\b",
        r"\bil (?:ne )?(?:me |te |lui |nous |vous |leur )?(?:s['’]|n['’])?(?:faut|fallait|faudra|faudrait|pleut|"
        r"pleuvait|neige|suffit|vaut|existe|reste|manque|agit|arrive|semble|paraît|"
        r"fait (?:froid|chaud|beau|jour|nuit|mauvais|bon))\b",
        r"\b(?:faut|faudrait|fallait|pleut|neige|suffit|vaut|existe|reste|manque|agit|passe|semble)(?:-t)?-il\b",
        r"\b(?:il (?:n['’])?(?:est|était|serait)|(?:est|était|serait)-il) (?:\w+ )?(?:possible|impossible|vrai|temps|"
        r"important|nécessaire|interdit|obligatoire|préférable|utile|difficile|facile|dangereux|permis|autorisé|"
        r"légal|recommandé|normal|bon|mieux|arrivé)\b",
        r"\bheure est-il\b",
    ),
    persons=("lui",),
    replaceable=(),
    clause_openings=tuple(
        """quand lorsque si comme que qu qui où et ou mais donc comment pourquoi combien quoi""".split()
    ),
    auxiliaries=(),
    copulas=(),
    identifying=(),
    empty_auxiliaries=(),
    determiners=(),
    subjects=("je", "j", "tu", "nous", "vous", "on", "il", "ils", "elle", "elles"),
    verb_leads=tuple(
        """qui quand où comment combien pourquoi ne n me m te t se s lui y""".split()
    ),
    perfect_auxiliaries=("a", "ai", "as", "ont", "avons", "avez", "avait", "avaient"),
    links=("de", "d", "du", "des", "à", "au", "aux", "le", "la", "les", "l", "en"),
    infinitive_mark="",
    whether="",
    about="",
    back_references=(
        "ce", "cet", "cette", "ces", "cela", "il", "elle", "ils", "elles", "leur", "leurs", "ses", "donc",
    ),
    reversals=(
        r"(?:mais |or,? )?(?:c['’](?:est|était)|ce sont|cela est|ceci est|ils sont|elles sont|cette \w+ est)(?: "
        r"[\w'’-]+){0,4}? (?:faux|fausses?|erronée?s?|mythe|erreur|mensonge|idée reçue|périmée?s?|dépassée?s?|"
        "obsolètes?)",
        r"(?:(?:mais|hélas|malheureusement),? )?(?:ce|cela|il|elle|ils|elles) n['’](?:est|était|a|ont) (?:plus|pas) "
        "(?:vrai|le cas|exact|ainsi)",
        r"(?:non|pas tout à fait|pas vraiment|je plaisante)(?=\s*[.!])",
        "(?:ou )?(?:du moins,? |en tout cas,? )?c['’](?:est|était) (?:du moins )?ce que (?:je|nous|on) "
        "(?:pensais|croyais|pensions|croyions|pensait|croyait)",
        r"(?:mais )?(?:ce|cela|il|elle|ils|elles) n['’](?:est|était|a|ont) (?:[\w'’-]+ )?(?:pas (?:vrai|le cas"
        "|exact|ainsi)|rien)",
        "(?:mais )?(?:ils|elles|il|elle|on) (?:ont|a|avaient|avait) tort",
        r"(?:mais )?(?:ils|elles|il|elle|on) se tromp\w+",
        r"(?:faux|au contraire|loin de là|rien de plus faux|pas du tout)(?=\s*[.,:;!–—])",
        "il n['’]en est rien",
    ),
    reports=(
        "(?:certains|certaines|beaucoup|plusieurs|d['’]autres|les critiques|les gens|les experts)(?: "
        r"[\w'’-]+){0,3}? (?:disent|disaient|affirment|prétendent|pensent|croient|soutiennent|estiment)",
        "(?:il|elle|ils|elles) (?:a dit|ont dit|disait|disaient|dit|affirme|prétend|prétendent)",
        "(?:dit|disait)-(?:il|elle|on)",
        "on (?:dit|prétend|raconte|croit)(?: souvent)?",
        "il paraît",
        "selon (?:certains|certaines|les critiques|la légende)",
        "je (?:croyais|pensais)",
    ),
    table_references=(
        "tableau (?:ci-dessous|suivant)",
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
    explanation_questions=(
        "pourquoi", "comment (?:est-ce|faire|faut|peut|puis|dois|fonctionne|marche|ça)", "quelle est la différence",
        "quel est (?:le problème|l['’]avantage|l['’]intérêt)", "que se passe",
        "quel(?:le)?s sont les (?:raisons|arguments|avantages|inconvénients)", "expliquez?",
    ),
    definition_questions=("qu['’]est[- ]ce (?:que c['’]est )?qu(?:e|['’])", "c['’]est quoi"),
    quantity_questions=(),
    quantity_cues=(),
    time_questions=(),
    time_cues=(),
    entity_questions=(),
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
    through=("à", "au", "jusqu['’](?:à|en|au)"),
    either=("ou",),
    both=("et",),
    since=("depuis",),
    after=("après",),
    until=("jusqu['’](?:en|au)",),
    before=("avant",),
    during=("en", "dans", "de", "le"),
    before_years=(),
    year_marks=(),
    lookups=_LOOKUPS,
    post_questions={
        "(?:et )?(?:c['’]était )?quand(?: c['’]était)?": "when",
        "(?:et )?(?:il|elle|on|ils|elles|tu|vous) l['’](?:a|as|ont|avez) (?:publié|écrit|posté|rédigé)e? quand": "when",
        "(?:et )?quand (?:est-ce (?:que |qu['’]))?(?:(?:il|elle|on|ils|elles|tu|vous) )?l['’](?:a|as|ont|avez)"
        "(?:-t)?(?:-(?:il|elle|on|ils|elles|tu|vous))? (?:publié|écrit|posté|rédigé)e?": "when",
        "(?:et )?(?:il|elle|[cç]a) (?:a été (?:publié|écrit|posté)e?|est (?:sorti|paru)e?|date de) quand": "when",
        "(?:et )?quand (?:a-t-(?:il|elle) été|(?:il|elle|[cç]a) a été) (?:publié|écrit|posté)e?": "when",
        "(?:et )?quand est-(?:il|elle) (?:sorti|paru)e?": "when",
        "(?:et )?de quand (?:date-t-(?:il|elle)|(?:il|elle|[cç]a) date)": "when",
        "(?:et )?qui l['’]a (?:écrit|publié|posté|rédigé)e?": "who",
        "(?:et )?(?:qui en est|c['’]est qui|qui est) l['’]aut(?:eur|rice)": "who",
        "(?:et )?de quoi (?:parle-t-(?:il|elle)|(?:il|elle|[cç]a) parle)": "summary",
        "(?:et )?(?:il|elle|[cç]a) parle de quoi": "summary",
        "(?:peux-tu |pouvez-vous |tu peux )?(?:(?:me )?l[ea] résumer|résume[rz]?-l[ea](?:-moi)?)": "summary",
    },
    leading_abbreviations=tuple("mme mmes mlle mlles mgr env p.ex".split()),
    abbreviations=("réf", "tél", "éd"),
    number_abbreviations=("art", "bd", "chap", "hab"),
    ordinal_leads=(),
    ordinal_nouns=(),
    name_words=("du", "de", "des", "la", "le", "les", "d", "l"),
    opening_quotes="«‹",
    closing_quotes="»›",
)  # fmt: skip
