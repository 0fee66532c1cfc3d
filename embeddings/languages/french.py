"""French."""

from __future__ import annotations

from embeddings.languages.table import Language, LookupWords

_HOW_MANY = r"(?:\d{1,2}|deux|trois|quatre|cinq|six|sept|huit|neuf|dix)"
_PLURAL = "(?:(?<=s)|(?<=s de blog))"
_SHOW = (
    "(?:(?:liste|montre|donne|affiche|trouve|cite)[rz]?(?:[- ](?:moi|nous))?|je (?:cherche|veux|voudrais)(?: voir)?)"
)
_BLOG = "(?:le|ce|ton|votre|notre) (?:blog|site)"
_OWN = f"(?!le site){_BLOG}"
"""The blog, and not "the site" of something else."""
_OF_BLOG = "(?:du|de (?:ce|ton|votre|notre)) (?:blog|site)"
_YOUR = "(?:les|tes|vos|nos)"
_THAT = "(?:est[- ]ce (?:que |qu['’]))"
_YOU_HAVE = (
    "(?:(?:tu |t['’])(?:as|aurais)|vous (?:avez|auriez)|nous avons|on a|ils ont|(?:as|aurais)[- ]tu|"
    "(?:avez|auriez)[- ]vous|avons[- ]nous|a[- ]t[- ]on|ont[- ]ils)"
)
_HAVE = f"{_THAT}?(?:{_YOU_HAVE}|y a[- ]t[- ]il|(?:il )?y[ '’]a|existe[- ]t[- ]il)"
_OF = "(?:de |du |d['’])"
_MADE = "(?:(?:publi|post|rédig)ée?s?|écrite?s?)"
_OUT = f"(?:a été {_MADE}|(?:ont été|est|sont) (?:{_MADE}|parue?s?|sortie?s?))"
_CAN_YOU = "(?:(?:tu (?:peux|pourrais)|vous (?:pouvez|pourriez)|(?:peux|pourrais)[- ]tu|(?:pouvez|pourriez)[- ]vous) )?"
_AUTHOR = "l['’]aut(?:eure?|rice)"
_SPEAKS = "(?:parle|parlait|traite|traitait)"
_THIS = "(?:[cç]a|cela|cet article|ce (?:billet|post|texte))"
_ASKED = "(?:qui|que|qu['’]|quoi|quand|o[uù]|pourquoi|pk|comment|combien|quel(?:le)?s?|si|s['’]|c['’]est|ce qu)"
_SUBJECT = "(?= (?:sur|à propos|au sujet|concernant)\\b)"
_LOOKUPS = LookupWords(
    posts=("(?:articles?|billets?|posts?|publications?)(?: de blog)?",),
    articles=("le", "la", "les", "l['’]", "ce", "cet", "ton", "tes", "votre", "vos"),
    called=("intitulée?", "appelée?"),
    who=(
        f"(?:c['’]est )?qui(?: qui)? a {_MADE} {{title}}",
        f"(?:c['’]est qui|(?:qui|quel(?:le)?) est),? {_AUTHOR} {_OF}?{{title}}",
        f"{_AUTHOR} {_OF}{{title}}",
        f"par qui (?:a été|est) {_MADE} {{title}}",
        f"{{title}} (?:a été|est) {_MADE} par qui",
        "(?:c['’]est de qui|de qui est),? {title}",
        "{title},? c['’]est de qui",
    ),
    when=(
        f"(?:quand|(?:à|en) quel(?:le)? (?:date|année|mois|jour)) (?:{_OUT}|fut {_MADE}) {{title}}",
        f"quand (?:{_THAT})?{{title}} (?:a(?:-t-(?:il|elle))? été {_MADE}|est(?:-(?:il|elle))? (?:parue?|sortie?))",
        f"quand {_THAT}?(?:{_YOU_HAVE}|a[- ]t[- ](?:il|elle)) {_MADE} {{title}}",
        f"{{title}} {_OUT} quand",
        "(?:c['’]est|(?:ça|il|elle) date) de quand,? {title}",
        "{title},? (?:c['’]est|(?:ça|il|elle) date) de quand",
        "{title},? date de quand",
        "de quand date {title}",
        f"(?:quelle est )?(?:la )?date (?:{_OF}publication )?{_OF}{{title}}",
    ),
    summary=(
        f"{_CAN_YOU}(?:(?:(?:tu |vous )?(?:me|nous)) )?résume[rsz]?(?:[- ](?:moi|nous))? {{title}}",
        f"{_CAN_YOU}(?:(?:me|nous) )?(?:(?:fai(?:s|re|tes)|donne[rz]?)(?:[- ](?:moi|nous))? )?(?:un |le )?"
        f"(?:(?:petit|bref|court) )?résumé {_OF}?{{title}}",
        f"de quoi (?:ça )?{_SPEAKS}(?:-t-(?:il|elle))? {{title}}",
        f"(?:ça|il|elle) {_SPEAKS} de quoi,? {{title}}",
        f"{{title}},? (?:ça|il|elle) {_SPEAKS} de quoi",
        f"{{title}},? {_SPEAKS} de quoi",
    ),
    beside=(
        "qu['’]est[- ]ce (?:que (?:vous avez|tu as|(?:il|elle|on) a) (?:écrit|publié|posté)|qui "
        "(?:vient|est venu|est paru)) (?:juste )?{side} {title}",
        "qu['’](?:avez[- ]vous|as[- ]tu|a[- ]t[- ](?:il|elle|on)) (?:écrit|publié|posté) (?:juste )?{side} {title}",
        "(?:quel(?:le)? (?:est|était) )?(?:l['’]|le |la )?{posts} (?:(?:juste|paru|publié|qui vient) )?{side} {title}",
    ),
    count=(
        f"combien (?:{_HAVE} (?:{_MADE} )?)?(?:de |d['’]){{posts}}{{rest}}",
        f"{_HAVE} (?:{_MADE} )?combien (?:de |d['’]){{posts}}{{rest}}",
        "{rest} combien (?:de |d['’]){posts}",
        "(?:quel est )?(?:le )?nombre (?:total )?(?:de |d['’]){posts}{rest}",
    ),
    every=(
        f"{_SHOW}(?: tous)?(?: (?:{_YOUR}|des|un))? {{posts}}{{rest}}",
        f"(?:{_SHOW} )?(?:(?:la|une) )?liste (?:des |de(?: tous)? {_YOUR} |d['’]){{posts}}{{rest}}",
        f"tous {_YOUR} {{posts}}{{rest}}",
        f"quel(?:le)?s (?:sont {_YOUR} )?{{posts}}{{rest}}",
        r"quel(?:le)? {posts}(?= parle\b){rest}",
        f"{_HAVE} (?:déjà )?(?:{_MADE} )?(?:des |un |d['’]autres ){{posts}}{{rest}}",
    ),
    bare=(
        f"(?:(?:tous|toutes|quelques|des|{_YOUR}) )*{{posts}}{_PLURAL}{{rest}}",
        f"(?:un |une |l['’])?{{posts}}{_SUBJECT}{{rest}}",
        f"{_HAVE} (?:déjà )?(?:{_MADE} )?(?:quelque chose|un truc|des trucs){_SUBJECT}{{rest}}",
        f"{_THAT}?{_YOU_HAVE} (?:déjà )?(?:écrit|publié){_SUBJECT}{{rest}}",
    ),
    there_is=("il y a",),
    subject_first=(),
    subject_counted=(),
    subject_picked=(),
    latest=(
        f"(?:quoi de neuf|(?:{_HAVE} )?(?:du nouveau|quelque chose de nouveau|des nouveautés)|quelles nouvelles|"
        f"(?:(?:quelles sont )?les )?nouveautés)(?: (?:ici|sur {_BLOG}|{_OF_BLOG}))?"
        "{rest}",
        f"(?:(?:quel(?:le)?s sont|{_SHOW}) )?(?:{_YOUR} )?(?:{_HOW_MANY} )?(?:derni(?:er|ère)|nouve(?:aux|lle))s? "
        f"{{posts}}{_PLURAL}{{rest}}",
        f"(?:(?:quel(?:le)?s sont|{_SHOW}) )?(?:{_YOUR} )?(?:{_HOW_MANY} )?{{posts}}{_PLURAL} (?:les plus )?récente?s"
        "{rest}",
    ),
    who_about=("qui (?:a (?:déjà )?(?:écrit|publié)|écrit)(?: quelque chose| un article)?{rest}",),
    whether=(
        f"{_THAT}{{author}} a (?:déjà )?(?:écrit|publié)(?: quelque chose| des {{posts}}| un {{posts}})?{{rest}}",
        "{author} a-t-(?:il|elle) (?:déjà )?(?:écrit|publié)(?: quelque chose| des {posts}| un {posts})?{rest}",
        f"{{author}} a (?:déjà )?(?:écrit|publié)(?: quelque chose| des {{posts}}| un {{posts}})?{_SUBJECT}{{rest}}",
    ),
    posted=(
        f"qu['’](?:{_THAT})?{_YOU_HAVE} (?:publié|écrit|posté){{rest}}",
        f"(?:sur|de) quoi {_THAT}?{_YOU_HAVE} (?:écrit|parlé){{rest}}",
        f"{_YOU_HAVE} (?:publié|écrit|posté) quoi{{rest}}",
        f"(?:{_SHOW} )?tout(?: ce que {_YOU_HAVE}(?: publié| écrit)?)?{{rest}}",
        f"qu['’]est[- ]ce qui {_OUT}{{rest}}",
        "(?:qu['’]|sur quoi )a (?:publié|écrit) {author}",
        f"(?:qu['’]|sur quoi ){_THAT}{{author}} a (?:publié|écrit)",
        "(?:que|sur quoi) {author} a-t-(?:il|elle) (?:publié|écrit)",
        "{author} a (?:publié|écrit)(?: sur)? quoi",
        "sur quoi écrit {author}",
    ),
    one=(
        f"(?:(?:(?:quel(?:le)?|quand) (?:est|était|fut|a été)|c['’](?:est|était) quoi|{_SHOW}) )?"
        "(?:le |la |l['’]|ton |ta |votre )?(?:tout )?{extreme} {posts}{rest}",
        "(?:quel(?:le)? est |c['’]est quoi )?(?:l['’]|le |la ){posts} l[ea] plus {extreme}{rest}",
    ),
    begun=(
        f"quel âge a {_OWN}|de quand date {_OWN}",
        f"depuis (?:quand|combien de temps) {_THAT}?(?:existe {_OWN}|{_OWN} existe(?:-t-il)?)",
        f"{_OWN} existe depuis (?:quand|combien de temps)",
        f"quand {_THAT}?{_OWN} (?:a(?:-t-il)? (?:commencé|débuté|été (?:créé|lancé|ouvert))|est(?:-il)? né)",
        f"quand (?:a (?:commencé|débuté|été (?:créé|lancé|ouvert))|est né) {_OWN}",
    ),
    writers=(
        f"(?:c['’]est )?qui(?: qui)? (?:écrit|tient|rédige|gère|est derrière)(?: (?:sur|dans|pour))? (?:{_BLOG}|ici)",
        f"(?:c['’]est qui|(?:qui|quel(?:le)?) est),? {_AUTHOR} {_OF_BLOG}",
        f"(?:à|de) qui est {_BLOG}",
        f"(?:qui|quel(?:le)?s) sont {_YOUR} (?:auteur|autrice|rédacteur)s(?: {_OF_BLOG})?",
        "(?:combien (?:d['’]auteurs|de rédacteurs)|quels auteurs)(?: écrivent ici)?"
        f"(?: {_HAVE}| (?:compte|a) {_BLOG})?",
        f"(?:{_SHOW} )?(?:(?:(?:la )?liste )?(?:des|de tous les) |(?:tous )?{_YOUR} )?auteurs(?: {_OF_BLOG})?",
    ),
    topics=(
        f"de quoi (?:ça )?parle {_BLOG}",
        f"(?:ça|il) parle de quoi,? {_BLOG}",
        f"{_BLOG},? (?:(?:ça|il) )?parle de quoi",
        f"de quoi (?:parlez-vous|parles-tu|tu parles|vous parlez)(?: (?:ici|sur {_BLOG}))?",
        f"(?:quel(?:le)?s|combien (?:de |d['’])) ?(?:sont {_YOUR} )?{{topics}}"
        f"(?: (?:{_HAVE}|abordez-vous|abordes-tu|(?:compte|a) {_BLOG}|{_OF_BLOG}))?",
        f"(?:{_SHOW} )?(?:(?:la )?liste des|(?:tou(?:te)?s )?{_YOUR}) {{topics}}(?: {_OF_BLOG})?",
        "{tags}",
    ),
    tags=("étiquettes", "tags", "catégories"),
    subjects=("sujets", "thèmes"),
    oldest=("premi(?:er|ère)", "plus (?:ancien(?:ne)?s?|vie(?:ux|il|ille))", "ancien(?:ne)?", "vieux"),
    newest=("derni(?:er|ère)", "plus récente?s?", "récente?"),
    preceding=("avant", "d['’]avant", "précédant", "qui précède"),
    following=("après", "d['’]après", "suivant", "qui suit"),
    recently=("récemment", "dernièrement", "ces (?:derniers (?:jours|mois|temps)|dernières semaines|temps-ci)"),
    about=(
        "(?:qui )?(?:(?:parl|trait)e(?:nt)? )?(?:sur|à propos d(?:[eu]|es)|au sujet d(?:[eu]|es)|concernant)",
        "(?:qui )?(?:parl|trait)e(?:nt)? (?:de la|de l['’]|d[eu]|des|d['’])",
    ),
    of=("(?:de la|de l['’]|d[eu]|des|d['’])",),
    by=("(?:écrits? |publiés? |rédigés? )?par", "de", "d['’]"),
    tagged=("avec (?:l['’]étiquette|le tag|le mot-clé)", "dans la catégorie", "(?:tagu|étiquet)ée?s"),
    wrote=(
        "{author} a(?:-t-(?:il|elle))? (?:écrit|publié|rédigé)e?s?",
        "(?:que |qu['’])?a (?:écrit|publié)e?s? {author}",
    ),
    further=(
        "pour",
        "que",
        "ce(?:ux|lles|lui)|celle",
        "(?:parmi eux,? )?lesquel(?:le)?s(?: d[’']entre (?:eux|elles))?(?: sont(?= (?:de|du|des|d|sur|par|en)\\b))?",
        "combien(?= (?:sur|de|du|en)\\b)",
        "seulement",
        "juste",
        "uniquement",
    ),
    signed=("\\b(?:écrit|rédigé)e? par", "\\b(?:article|texte|billet) de", "\\bauteur(?:e|rice)?\\s?:"),
    fillers=(
        "(?:y a-t-il|il y a|y a) eu",
        f"{_HAVE}(?: {_MADE})?",
        _OUT,
        f"(?:compte|contient|a) {_BLOG}",
        f"(?:sur|dans|de) {_BLOG}",
        _OF_BLOG,
        "d(?:e|u|es)$",
        "d['’]$",
        "ici",
        "au total",
        "en tout",
        "(?:publiés?|parus?|sortis?|écrits)(?! par)",
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
    light_verbs=(),
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
    compound_links=(),
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
    continuing_ends=(),
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
    person_questions=(),
    subject_questions=("qui",),
    particles=("donc", "au juste"),
    identifying=(),
    empty_auxiliaries=(),
    determiners=(),
    subjects=("je", "j", "tu", "nous", "vous", "on", "il", "ils", "elle", "elles"),
    gradable=("meilleure?s?", "pires?", "moindres?", "mieux", "(?:grand|petit|haut|court|vieux|vieil|chaud|froid)e?s?"),
    capitalised_nouns=False,
    verb_leads=tuple(
        """qui quand où comment combien pourquoi ne n me m te t se s lui y""".split()
    ),
    perfect_auxiliaries=("a", "ai", "as", "ont", "avons", "avez", "avait", "avaient"),
    links=("de", "d", "du", "des", "à", "au", "aux", "le", "la", "les", "l", "en"),
    infinitive_mark="",
    whether="",
    about="",
    back_references=(
        "ce", "cet", "cette", "ces", "cela", "ceci", "ça", "c['’](?:est|était|étaient)", "il", "elle", "ils", "elles",
        "celui-ci", "celle-ci", "ceux-ci", "celles-ci", "leur", "leurs", "sa", "ses", "donc", "et", "mais", "ainsi",
        "pourtant", "cependant", "toutefois", "en effet", "par conséquent", "de plus", "par exemple", "de même",
        "en outre", "par ailleurs", "à l['’]inverse", "au contraire",
        "en revanche", "d['’]autre part",
        "(?:après|avec|d['’]après|grâce à|malgré|pour|sans|selon|à part|chez|contre) (?:ça|ceci|cela|elles?|eux|lui)",
        "(?:aucune?|certaine?s?|chacune?|la plupart|l['’]une?|une?) d['’](?:elles|entre (?:elles|eux)|eux)",
        "(?:oui|non|deuxièmement|troisièmement)(?=,)",
    ),
    additions=("de plus", "en outre", "par ailleurs", "de même"),
    states=(
        "encore", "toujours", "désormais", "maintenant", "aujourd['’]hui", "déjà", "actuellement", "ne .{1,20} plus",

    ),
    updates=("mise à jour", "màj", "correction", "édit", "edit"),
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
    contrasts=("cependant", "mais", "néanmoins", "pourtant", "toutefois",),
    sayings=(
        "dit", "disait", "écrit", "écrivait", "pense", "pensait", "recommande", "conseille", "explique", "décrit",
        "avis", "conseils?",
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
        "(?:on|vous|tu) (?:pourr(?:ait|iez|ais)|serai[ts]|seriez) (?:donc |aussi |facilement |bien )*"
        "(?:croire|penser|supposer|imaginer|tentée?s? de?)(?! (?:à|aux?) )",
        "(?:il est|c['’]est) (?:très |assez |souvent |si )?(?:tentant|facile) de (?:croire|penser|supposer|se dire)",
        "(?:il est|c['’]est) (?:très |assez |souvent |si )?tentant de?",
    ),
    myths=("(?:mythe|idée reçue|préjugé|rumeur|faux|intox|objection)",),
    facts=("(?:la )?(?:réalité|vérité|vrai|fait|faits|info|réponse)",),
    announcements=("suivante?s?", "comme suit", "ci-dessous", "ci-après", "voici"),
    table_references=(
        "tableau (?:ci-dessous|suivant)",
    ),
    pictures=(
        "captures?", "cartes?", "dessins?", "figures?", "graphiques?", "illustrations?", "images?", "photos?",
        "schémas?", "vidéos?",
    ),
    denials=(r"n(?:e |['’])(?:\w+ ){0,2}pas", "jamais", "aucune?", "rien", "guère"),
    greetings=("bonjour", "bonsoir", "salut", "coucou", "(?-i:bjr|slt)"),
    addressees=("[àa] tou(?:te)?s", "tout le monde", "les gens"),
    please=("s['’]il (?:te|vous) pla[iî]t", "stp", "svp",),
    requests=(
        "(?:peux-tu|pouvez-vous|pourrais-tu|pourriez-vous) (?:me|nous) (?:dire|expliquer)",
        "dis[- ]moi", "dites[- ]moi", "(?:je voudrais|j['’]aimerais) savoir", "sais-tu", "savez-vous",
        "(?:est[- ]ce que |y a[- ]t[- ]il )?(?:quelqu['’]un|qqn) (?:qui )?(?:sait|saurait)"
        f"(?: (?:me|nous) (?:dire|expliquer)|(?= {_ASKED}))",
        "(?:est[- ]ce que )?(?:quelqu['’]un|qqn) (?:peut|pourrait) (?:me|nous) (?:dire|expliquer)",
        f"(?:est[- ]ce que )?(?:tu sais|vous savez)(?= {_ASKED})",
        "(?:une )?petite question(?=\\s?[,:.])",
    ),
    thanks=("merci",),
    before_thanks=("merci", "un grand"),
    after_thanks=("d['’]avance", "beaucoup"),
    interjections=("mdr+", "ptdr+", "bref", "(?:euh|heu)+", "hein", "franchement"),
    lead_ins=(),
    question_openings=(
        "qui", "que", "quoi", "quand", "où", "pourquoi", "comment", "combien", "quel(?:le)?s?",
    ),
    question_frames=(),
    digraphs={},
    chat_spellings={
        "assos?": "association", "restos?": "restaurant", "appart": "appartement", "ordi": "ordinateur",
        "c (?:koi|quoi)|cest (?:koi|quoi)|c koa": "c’est quoi", "koi": "quoi", "p[kq]|pkoi|pourkoi|pourkwa": "pourquoi",
        "keske?|kesk|quesque?|qu['’]?es que": "qu’est-ce que", "cmt|coment|komen": "comment", "qd": "quand",
        "ou(?= (?:est|sont|se|peut|trouver|acheter|manger|aller|dormir|voir|on|je|tu|vous|il)\\b)": "où",
        "ya": "il y a", "jai": "j’ai", "tas": "tu as", "cest": "c’est", "ca": "ça", "tjs|tjrs": "toujours",
        "bcp": "beaucoup", "qqn": "quelqu’un", "qqch": "quelque chose",
    },
    post_kinds={
        "(?:critiques|entretiens|interviews|poèmes|recettes|récits|tutoriels|vidéos)": "articles",
        "(?:critique|entretien|interview|poème|recette|récit|tutoriel|vidéo)": "article",
    },
    news={"(?:nouvelles|actualités|actus?)": "articles"},
    vague_tags=("non class[ée]e?", "divers", "billets?", "général"),
    newest=("plus récente?s?", "dernières nouvelles"),
    version_frames=tuple("quelle quel est la le les l de du des d c'est c quoi pour en ce que qu".split()),
    newest_versions=(
        r"(?:dernière|plus récente) version(?: stable)?",
        r"version (?:stable )?(?:actuelle|courante|la plus récente)",
    ),
    explanation_questions=(
        "pourquoi", "comment (?:est-ce|faire|faut|peut|puis|dois|fonctionne|marche|ça)", "quelle est la différence",
        "quel est (?:le problème|l['’]avantage|l['’]intérêt)", "que se passe",
        "quel(?:le)?s sont les (?:raisons|arguments|avantages|inconvénients)", "expliquez?",
    ),
    reason_questions=("pourquoi", "pour quelles? raisons?"),
    reasons=(
        "parce qu(?:e|['’]\\w+)", "car", "puisque", "afin (?:de|que|d['’]\\w+)",
        "pour (?:que|[^\\W\\d_]+(?:er|ir|re))", "en raison", "à cause", "grâce", "raisons?", "donc", "sinon",
        "permet(?:tent)?",
    ),
    announcing=("voici", "présentation d[eu]", "annonce d[eu]", "découvrez", "bienvenue (?:à|au|sur)"),
    articles=("le", "la", "les", "l['’]", "un", "une", "des"),
    definitions=(
        r"(?:est|sont|était|étaient)(?: \w+ment)? (?:une?|l['’]\w+|la|le|les|des)", "désigne(?:nt)?",
        "signifie(?:nt)?",
    ),
    namings=("appelée?s?", "nommée?s?",),
    asides=("exactement", "au juste", "vraiment", "déjà", "donc",),
    definition_questions=("qu['’]est[- ]ce (?:que c['’]est )?qu(?:e|['’])", "c['’]est quoi"),
    quantity_questions=(
        "combien",
        "quel(?:le)?s? (?:part|nombre|proportion|âge|taille|distance|prix|quantité|"
        "durée|poids|version)",
    ),
    quantity_cues=tuple(
        """deux trois quatre cinq six sept huit neuf dix onze douze vingt trente mille million millions milliard
        demi moitié dizaine""".split()
    ),
    count_questions=("combien d(?:e |['’])",),
    people=("gens", "personnes"),
    amounts=(
        "aucune?", "zéro", "beaucoup", "peu", "quelques", "plusieurs", r"tou[st]\w*", "une?", "treize",
        "quatorze", "quinze", "seize", r"\w+ante", "cent(?:s|aines?)?",
    ),
    noun_links=("de", "d", "du", "des", "et", "ou"),
    price_questions=(
        "combien d['’]argent",
        r"combien (?:\S+ ){0,3}co[uû]t\w*", "ça co[uû]te combien",
        "(?:quels? (?:est|sont)|c['’]est quoi) les? (?:prix|tarifs?)",
    ),
    prices=(
        "{number} (?:balles|centimes?|dollars?|euros?|francs?)", "gratuite?s?", r"\d+ ?e\d{0,2}",
    ),
    price_columns=("prix", "tarifs?", "coûts?"),
    discounts=("de (?:réduction|remise|rabais)",),
    time_questions=(),
    time_cues=(),
    entity_questions=(),
    months=(
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
        "décembre",
    ),
    short_months=("janv?", "févr?", "mars", "avr", "mai", "juin", "juil", "août", "sept?", "oct", "nov", "déc"),
    seasons={"printemps": 3, "été": 6, "automne": 9, "hiver": 12},
    season_leads=("cet",),
    date_articles=("le",),
    of_year=("de",),
    recent={
        "l'année dernière": (1, "year"), "l’année dernière": (1, "year"), "l'an dernier": (1, "year"),
        "l’an dernier": (1, "year"), "cette année": (0, "year"), "le mois dernier": (1, "month"),
        "ce mois-ci": (0, "month"), "la semaine dernière": (1, "week"), "cette semaine": (0, "week"),
        "mois dernier": (1, "month"),
    },
    year_parts={
        "(?:au |le )?début(?: de)?": (1, 4), "(?:à la )?mi-": (5, 8), "(?:à la |la )?fin(?: de)?": (9, 12),
        "(?:le |au )?premier semestre(?: de)?": (1, 6), "(?:le |au )?(?:second|deuxième) semestre(?: de)?": (7, 12),
    },
    decades=("(?:(?:dans )?les )?années {decade}",),
    numbers={
        "une?": 1, "deux": 2, "trois": 3, "(?:quelques|quatre)": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8,
        "neuf": 9, "dix": 10, "onze": 11, "douze": 12,
    },
    units={"jours?": "day", "semaines?": "week", "mois": "month", "(?:ans?|années?)": "year"},
    ago=(r"il y a (?:(?:environ|presque|plus de) )?{number} {unit}(?! de\b)",),
    lately=(
        "(?:(?:dans|pendant|durant|depuis|sur|au cours) )?(?:les |ces |des )?"
        r"{number} (?:derniers?|dernières?) {unit}(?! (?:de|du|des)\b)",
    ),
    days_ago={"aujourd['’]hui": 0, "hier": 1, "avant-hier": 2},
    between=("entre",),
    conjunctions=("et",),
    through=("à", "au", "jusqu['’](?:à|en|au)"),
    either=("ou",),
    both=("et",),
    since=("depuis",),
    after=("(?:d['’])?après",),
    until=("jusqu['’](?:en|au)",),
    before=("(?:d['’])?avant",),
    during=(
        "en", "dans", "de", "le", "d['’]", "(?:de |pendant |à )?l['’]", r"du(?=\s+(?:\d{1,2}(?!\d)|mois dernier))",
        "(?:du|au|le) mois (?:de|d['’])",
    ),
    before_years=(),
    year_marks=(),
    month_marks=(),
    day_marks=(),
    eras={},
    lookups=_LOOKUPS,
    ordinals={},
    post_questions={
        "(?:et )?(?:c['’]était )?quand(?: c['’]était)?": "when",
        "(?:et )?(?:il|elle|on|ils|elles|tu|vous) l['’](?:a|as|ont|avez) (?:publié|écrit|posté|rédigé)e? quand": "when",
        "(?:et )?quand (?:est-ce (?:que |qu['’]))?(?:(?:il|elle|on|ils|elles|tu|vous) )?l['’](?:a|as|ont|avez)"
        "(?:-t)?(?:-(?:il|elle|on|ils|elles|tu|vous))? (?:publié|écrit|posté|rédigé)e?": "when",
        f"(?:et )?(?:il|elle|{_THIS}) (?:a été (?:publié|écrit|posté)e?|est (?:sorti|paru)e?|date de) quand": "when",
        f"(?:et )?(?:c['’]est )?(?:de quand|de quelle (?:date|année)),? {_THIS}": "when",
        "(?:et )?(?:cet article|ce (?:billet|post|texte)) (?:est )?de (?:quand|quelle (?:date|année))": "when",
        "(?:et )?quand (?:a-t-(?:il|elle) été|(?:il|elle|[cç]a) a été) (?:publié|écrit|posté)e?": "when",
        "(?:et )?quand est-(?:il|elle) (?:sorti|paru)e?": "when",
        "(?:(?:la|une) )?source|(?:(?:le|un) )?lien|(?:tu as|vous avez) (?:une source|un lien)": "when",
        "(?:selon|d['’]après) qui": "who",
        "(?:et )?de quand (?:date-t-(?:il|elle)|(?:il|elle|[cç]a) date)": "when",
        "(?:et )?qui l['’]a (?:écrit|publié|posté|rédigé)e?": "who",
        f"(?:et )?qui a (?:écrit|publié|posté|rédigé) {_THIS}": "who",
        "(?:et )?(?:qui en est|c['’]est qui|qui est) l['’]aut(?:eur|rice)": "who",
        "(?:et )?de quoi (?:parle-t-(?:il|elle)|(?:il|elle|[cç]a) parle)": "summary",
        "(?:et )?(?:il|elle|[cç]a) parle de quoi": "summary",
        "(?:peux-tu |pouvez-vous |tu peux )?(?:(?:me )?l[ea] résumer|résume[rz]?-l[ea](?:-moi)?)": "summary",
        "(?:et )?qu['’](?:a-t-(?:il|elle)|ont-ils|est-ce qu['’](?:il|elle) a) écrit d['’]autre": "others",
        "(?:d['’]autres|plus d['’])(?: ?(?:articles|billets))? (?:de lui|d['’]elle|du même auteur|de cet auteur)":
            "others",
        "(?:encore )?plus|encore|dis-m['’]en plus|continue|la suite|et ensuite": "more",
    },
    list_questions={
        "(?:et )?(?:lesquel(?:le)?s|quels articles)(?: sont-(?:ils|elles))?": "list",
        "(?:et )?quels sont-ils": "list",
        "(?:montre|liste|donne)[sz]?-(?:les(?:-(?:moi|nous))?)": "list",
        "(?:et )?combien(?: y en a-t-il| il y en a| en tout)?": "count",
        "(?:et )?qui les a (?:écrit|publié|rédigé)e?s?": "who",
        "(?:et )?(?:quel est )?le (?:premier|plus ancien|plus vieux)(?: d['’]entre eux)?": "first",
        "(?:et )?(?:quel est )?le (?:dernier|plus récent)(?: d['’]entre eux)?": "last",
    },
    leading_abbreviations=tuple("mme mmes mlle mlles mgr env p.ex".split()),
    abbreviations=tuple("réf tél éd mm av bd coll pers janv févr juill déc".split()),
    number_abbreviations=("art", "chap", "hab", "p", "pp", "vol", "fig", "min", "max", "avr", "sept"),
    ordinal_leads=(),
    ordinal_nouns=(),
    name_words=("du", "de", "des", "la", "le", "les", "d", "l"),
    opening_quotes="«‹",
    closing_quotes="»›",
)  # fmt: skip
