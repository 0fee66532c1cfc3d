"""German."""

from __future__ import annotations

from embeddings.languages.table import Language, LookupWords

_HOW_MANY = r"(?:\d{1,2}|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|paar)"
_PLURAL = "(?<!trag)(?<!trags)(?<!post)"
_BLOG = "(?:der|dem|den|des|das|diese[rmns]|(?:dein|eur)e[rmns]?|dein|euer) (?:blogs?|seite|webseite|archivs?)"
_OWN = f"(?!(?:der|die|das|den|dem|des) (?:seite|webseite|archiv)){_BLOG}"
"""The blog, and not "the site" of something else."""
_YOU = "(?:habt ihr|hast du|haben sie|haben wir)"
_HAVE = f"(?:gibt(?: es|['’]?s)|{_YOU})"
_SHOW = "(?:liste|zeige?|nenne?|suche?|finde)(?: (?:mir|uns|mal|bitte))*"
_YOUR = "(?:die|deine|eure|ihre)"
_MADE = "(?:geschrieben|verfasst|veröffentlicht|gepostet|gebloggt)"
_LOOKUPS = LookupWords(
    posts=("(?:blog-?)?(?:beitr(?:ag|ags|äge|ägen)|artikeln?|posts?|eintr(?:ag|ags|äge|ägen))",),
    articles=("der", "die", "das", "den", "dem", "des", "dieser", "diesen", "dieses", "dein", "deine", "euer", "euren"),
    called=("mit dem titel", "namens"),
    who=(
        "wer (?:hat|hatte) {title} (?:geschrieben|verfasst|veröffentlicht)",
        "wer schrieb {title}",
        "von wem (?:ist|wurde) {title} (?:geschrieben|verfasst)",
        "von wem (?:ist|stammt) {title}",
        "wer ist (?:der |die )?autor(?:in)? (?:von )?{title}",
        "(?:der |die )?autor(?:in)? von {title}",
    ),
    when=(
        "(?:wann|in welchem (?:jahr|monat)|an welchem tag) (?:wurde|ist) {title} "
        "(?:veröffentlicht|geschrieben|erschienen|gepostet|(?:he)?rausgekommen)(?: worden)?",
        "wann erschien {title}",
        "wann kam {title} (?:he)?raus",
        f"wann {_YOU} {{title}} {_MADE}",
        "(?:von wann|aus welchem (?:jahr|monat)) ist {title}",
        "wie alt ist {title}",
        "(?:was ist )?(?:das )?datum von {title}",
    ),
    summary=(
        "(?:bitte )?fass(?:e|t)?(?: (?:mir|uns|mal|bitte|kurz|doch))* {title} kurz zusammen",
        "(?:bitte )?fass(?:e|t)?(?: (?:mir|uns|mal|bitte|kurz|doch))* {title} zusammen",
        "was (?:steht|stand) (?:in|im) {title}",
        "(?:kannst|könntest|könnt|könntet) (?:du|ihr)(?: (?:mir|uns|bitte))* {title} kurz zusammenfassen",
        "(?:kannst|könntest|könnt|könntet) (?:du|ihr)(?: (?:mir|uns|bitte|kurz))* {title} zusammenfassen",
        "(?:gib mir )?(?:eine |die )?(?:kurze )?zusammenfassung (?:von |für )?{title}",
        "(?:worum|um was) (?:geht|ging)(?:['’]?s| es) (?:in|im|bei) {title}",
        "wovon (?:handelt|handelte) {title}",
    ),
    beside=(
        f"was {_YOU} (?:(?:denn|direkt|gleich|als nächstes) )*{{side}} {{title}} {_MADE}",
        "(?:was|welche[rs]?(?: {posts})?) (?:kam|kommt|erschien|war|ist|steht) (?:(?:denn|direkt|gleich) )*"
        "{side} {title}",
        "(?:(?:was|welche[rs]?) (?:ist|war) )?(?:(?:de[rn]|das|die) )?"
        "(?:(?:vorherig|vorig|letzt|nächst|folgend)e[rsn]? )?{posts} (?:(?:direkt|gleich) )?{side} {title}",
    ),
    count=(
        "wie ?viele? {posts}{rest}",
        rf"wie (?:oft|häufig) {_YOU}(?: schon)?(?= (?:über|zum thema)\b){{rest}} {_MADE}",
        "(?:wie hoch ist )?(?:die )?(?:anzahl|zahl)(?: (?:der|aller|von))? {posts}{rest}",
    ),
    every=(
        f"(?:bitte )?{_SHOW}(?: alle)?(?: {_YOUR})? {{posts}}{{rest}}",
        "(?:eine )?liste (?:der|aller|von(?: allen)?|deiner|eurer) {posts}{rest}",
        "ich suche (?:einen |alle )?{posts}{rest}",
        "alle {posts}{rest}",
        "welche {posts}{rest}",
        "(?:kannst|könntest|könnt|könntet) (?:du|ihr)(?: (?:mir|uns|bitte))* (?:den |die |das |einen |eure )?"
        r"{posts}(?= (?:über|von|zu|zum|zur)\b){rest} (?:verlinken|zeigen|schicken|geben|suchen)",
        f"{_HAVE} (?:(?:hier|auch|schon) )*(?:einen |irgendwelche )?{{posts}}{{rest}}",
    ),
    bare=(
        rf"(?:(?:alle|einige|weitere|andere|{_YOUR}) )*{{posts}}{_PLURAL}(?! mit\b(?! (?:dem )?(?:schlagwort|tag)\b))"
        "{rest}",
        r"(?:(?:einen|der|den) )?{posts}(?= (?:über|zu|zum|zur)\b){rest}",
        rf"{_HAVE} (?:(?:hier|auch|schon|denn) )*(?:et)?was(?= (?:über|von|zu|zum|zur)\b){{rest}}",
        rf"(?:was (?:{_HAVE}|gibts)(?: ihr)?(?: (?:alles|so|denn|hier))*|(?:{_SHOW} )?alles(?: was ihr habt)?)"
        r"(?= (?:über|zu|zum|zur)\b){rest}",
        rf"{_SHOW} alles(?= von\b){{rest}}",
        r"(?:schreibt|bloggt) ihr(?: (?:auch|hier))*(?= (?:über|zum thema)\b){rest}",
        rf"{_YOU}(?: (?:schon|auch|mal|je|jemals|etwas|was))*(?= (?:über|zum thema)\b){{rest}} {_MADE}",
    ),
    there_is=("gibt es",),
    subject_first=(rf"(?:(?:alle|die|eure) )?(?=\S+$){{rest}}-{{posts}}{_PLURAL}",),
    subject_counted=(
        rf"wie ?viele (?=\S+ ){{rest}}-{{posts}}{_PLURAL} (?:gibt es|sind das|habt ihr|hast du|sind erschienen)",
    ),
    subject_picked=(),
    latest=(
        f"(?:was gibt(?: es|['’]?s)|gibt(?: es|['’]?s) (?:et)?was|was ist|irgend(?:et)?was) neues?"
        f"(?: (?:hier|auf {_BLOG}))?{{rest}}",
        f"(?:(?:(?:was|welche|welches) (?:sind|waren)|{_SHOW}) )?(?:{_YOUR} )?"
        f"(?:{_HOW_MANY} )?{{newest}}(?<=[en]) (?:{_HOW_MANY} )?{{posts}}{_PLURAL}{{rest}}",
    ),
    who_about=(
        "wer hat(?: (?:hier|schon|auch|etwas|was|einen {posts}))* {rest} (?:geschrieben|gebloggt|veröffentlicht)",
        "wer (?:schrieb|schreibt|bloggt)(?: (?:hier|auch|etwas|was))* {rest}",
    ),
    whether=(
        r"hat {author}(?: (?:schon|je|jemals|auch|etwas|was|einen {posts}|{posts}))*(?= (?:über|zum thema)\b){rest} "
        "(?:geschrieben|gebloggt|veröffentlicht)",
        "hat {author} (?:(?:auch|schon|noch|je|jemals) )*(?:etwas|was|{posts}) (?:geschrieben|gebloggt|veröffentlicht)",
        r"(?:schrieb|schreibt) {author}(?: (?:auch|etwas|was))*(?= (?:über|zum thema)\b){rest}",
    ),
    posted=(
        "was (?:habt ihr|hast du|wurde|ist){rest} (?:veröffentlicht|gepostet|geschrieben|gebloggt|erschienen)",
        "(?:worüber|über was) (?:habt ihr|hast du|wurde){rest} (?:geschrieben|gebloggt)",
        "was hat {author} (?:veröffentlicht|gepostet|geschrieben)",
        "(?:worüber|über was) hat {author} (?:geschrieben|gebloggt)",
        "(?:was|worüber|über was) (?:schrieb|schreibt) {author}",
        "was gibt es neues{rest}",
        f"(?:{_SHOW} )?(?:alles|was)(?: was ihr habt)?{{rest}}",
        f"was {_HAVE}{{rest}}",
        "was (?:kam|erschien|gab es|gab['’]?s){rest}",
    ),
    one=(
        "(?:(?:was|welcher|welches|welche|wann) (?:ist|war) |zeig(?:e)? mir )?"
        "(?:(?:der|die|das|den|dem|dein|deinem|euer|eurem) )?{extreme} {posts}{rest}",
        "welche[rs]? {posts} ist (?:der |die |das )?{extreme}{rest}",
        "wann (?:kam|erschien|war) (?:der |dein |euer )?{extreme} {posts}{rest}",
    ),
    begun=(
        f"(?:wie alt ist|(?:seit wann|wie lange) (?:gibt(?: es|['’]?s)|besteht|existiert|läuft)(?: schon)?) {_OWN}"
        "(?: schon)?",
        f"wann (?:wurde|ist) {_OWN} (?:angefangen|begonnen|entstanden|gegründet|gestartet|online gegangen)",
        f"wann (?:begann|entstand|startete) {_OWN}|wann (?:fing {_OWN} an|ging {_OWN} online)",
    ),
    writers=(
        f"wer (?:hat|schreibt|bloggt|postet)(?: hier)? am meisten(?: (?:hier|{_MADE}))*",
        f"wer (?:schreibt|bloggt|steckt|betreibt|macht)(?: eigentlich)?(?: (?:in|für|auf|hinter))? {_BLOG}",
        "wer schreibt(?: eigentlich)? hier(?: (?:alles|eigentlich))*",
        f"wer sind (?:die|eure|alle) autor(?:en|innen)(?: (?:von )?{_BLOG})?",
        f"wer ist (?:der |die )?autor(?:in)? (?:von )?{_BLOG}",
        f"wem gehört {_BLOG}",
        "wessen blog ist das",
        f"(?:wie ?viele|welche) autor(?:en|innen)(?: (?:{_HAVE}|schreiben))?(?: hier)?",
        f"(?:{_SHOW} )?(?:(?:(?:eine )?liste (?:der|aller)|alle(?: {_YOUR})?|{_YOUR}) )?autor(?:en|innen)"
        f"(?: (?:von )?{_BLOG})?",
    ),
    topics=(
        f"(?:worum|um was) geht(?: es|['’]?s) (?:hier|(?:(?:hier )?(?:in|im|auf) )?{_BLOG})(?: hier)?",
        f"(?:worüber|über was) (?:(?:schreibt|bloggt) (?:ihr|{_BLOG})|(?:schreibst|bloggst) du)(?: hier)?",
        f"(?:welche|was für|wie ?viele) {{topics}} (?:{_HAVE}|hat {_BLOG})(?: hier)?",
        f"{_SHOW}(?: alle)?(?: {_YOUR})? {{topics}}(?: auf)?",
        f"(?:(?:eine )?liste (?:der|aller)|alle|{_YOUR}) {{topics}}",
        "{tags}",
    ),
    tags=("tags", "schlagwörter", "kategorien"),
    subjects=("themen",),
    oldest=("(?:aller)?erste[nrs]?", "älteste[nrs]?", "früheste[nrs]?"),
    newest=("(?:aller)?letzte[nrs]?", "(?:aller)?neue?ste[nrs]?", "aktuellste[nrs]?", "jüngste[nrs]?"),
    preceding=("vor",),
    following=("nach",),
    recently=(
        "in (?:der )?letzte[rn]? zeit",
        "(?:in )?den letzten (?:monaten|tagen|wochen)",
        "jüngst",
        "kürzlich",
        "neulich",
        "zuletzt",
    ),
    about=("(?:die )?(?:über|zum thema|zum|zur|zu)", "(?:die )?(?:sich )?mit", "(?:die )?handeln vo[nm]"),
    of=(),
    by=("(?:die )?von",),
    tagged=("mit (?:dem )?(?:schlagwort|tag|stichwort)", "in (?:der )?kategorie"),
    wrote=(
        "(?:hat|die) {author} (?:geschrieben|verfasst|veröffentlicht)(?: hat)?",
        "(?:schrieb|veröffentlichte) {author}",
        "hat {author}$",
    ),
    further=(
        "was ist mit",
        "wie ?viele(?= (?:über|zu|zum|zur|von|aus)\\b)",
        "wie sieht es (?:mit|bei|in)",
        "nur",
        "d(?:ie|er|en|as)(?:jenigen)?",
        "welche[rs]?(?: (?:davon|von (?:denen|diesen|ihnen)))?(?: (?:ist|sind|war|waren)(?= (?:von|aus|zu|in)\\b))?",
    ),
    signed=("\\b(?:geschrieben|verfasst|(?:gast)?beitrag|artikel|text) von", "\\bautor(?:in)?:"),
    fillers=(
        _HAVE,
        "sind",
        "(?:gab|gibt) es",
        f"(?:(?:hat|enthält) )?{_BLOG}",
        "beschäftigen",
        "wurden",
        "geschrieben",
        "veröffentlicht",
        "erschienen",
        "kamen",
        "(?:he)?raus",
        "online",
        "auf (?:dem|diesem|eurem) blog",
        "im (?:blog|archiv)",
        "(?:aus|von)(?: dem)?$",
        "insgesamt",
        "bisher",
        "hier",
        "schon",
        "bitte",
        "auf",
        "geht es",
        "es",
    ),
)

GERMAN = Language(
    code="de",
    name="German",
    scripts=(),
    letters="äöüß",
    stemmer="cistem",
    word_list="de",
    irregular_words=(),
    form_changes={"(?<=e[lr])$": "n"},
    stop_words=tuple(
        """aber alle allem allen aller alles als also am an auch auf aus bei beim bin bis bist da damit dann das dass
        dein deine dem den denn der des dessen dich die dies diese diesem diesen dieser dieses dir doch dort du
        durch ein eine einem einen einer eines er es etwas euch euer für gegen hab habe haben hat hatte hatten hier
        hinter fuer ich ueber ihm ihn ihnen ihr ihre ihrem ihren ihrer im in indem ins ist ja jede jedem jeden jeder
        jedes jene jetzt kann kein keine man mein meine mich mir mit nach nein nicht nichts noch nun nur ob oder
        ohne sehr sein seine seinem seinen seiner seit sich sie sind so solche soll sondern sonst über um und uns
        unser unsere unter viel vom von vor wann war waren warum was weil welche welchem welchen welcher welches
        wenn wer werden wie wieder wieso will wir wird wirst wo wurde wurden während zu zum zur zwar zwischen danach
        daher dabei deshalb heute seid hast habt wart willst wollt eure eurem euren eurer muss musst müsst nem nen
        wonach wieviel wieviele""".split()
    ),
    light_verbs=(),
    filler_words=tuple(
        """kannst könnt können könntest könnten sag sage sagen sagt erzähl erzähle erzählen erkläre erklären
        zeig zeige gib weisst wisst wissen gibt geht macht machen mehr bitte danke eigentlich artikel beitrag
        beiträge""".split()
    ),
    elisions=(),
    compound_links=("s", "es", "n", "en", "er", "e"),
    enclitics=(),
    anaphora=("ihn", "ihm", "ihnen", "davon", "dazu"),
    clitics=(),
    continuations=("und", "aber", "was ist mit"),
    continuing_ends=(),
    possessives=(),
    demonstratives=(),
    expletives=(),
    persons=("ihn", "ihm"),
    replaceable=(),
    clause_openings=tuple(
        """wenn als weil dass ob nachdem bevor bis während damit und oder aber wo wie warum wieso""".split()
    ),
    auxiliaries=(),
    copulas=(),
    person_questions=(),
    subject_questions=("wer", "was(?= \\w+te?\\b)"),
    particles=("eigentlich", "überhaupt", "denn", "so", "mal", "halt", "eben", "doch", "bloß"),
    identifying=(),
    empty_auxiliaries=(),
    determiners=(),
    subjects=("ich", "du", "wir", "man", "er"),
    gradable=(
        "(?:klein|tief|teuer|schwer|breit|schnell|weit|schlecht|billig|schön|dick|dünn|spät|früh|leicht|langsam)",
        "(?:klein|tief|schwer|breit|schnell|weit|schlecht|billig|schön|dick|dünn|spät|früh|leicht|langsam)er",
        "(?:alt|groß|lang|kurz|hoch|warm|heiß|kalt|jung|oft|nah|stark|schwach)",
        "(?:ält|größ|läng|kürz|höh|wärm|kält)er", "gut", "besser", "mehr", "näher",
    ),
    capitalised_nouns=True,
    verb_leads=(),
    perfect_auxiliaries=(),
    links=(),
    infinitive_mark="zu",
    whether="",
    about="",
    back_references=(
        "dies", "diese[mnrs]?", "jene[mnrs]?", "solche[mnrs]?", "er", "sie", "es", "ihre?", "seine?", "dabei", "damit",
        "dadurch", "deshalb", "daher", "darum", "beide", "und", "aber", "jedoch", "allerdings", "trotzdem", "dennoch",
        "außerdem", "zudem", "somit", "ebenso", "dementsprechend", "umgekehrt", "stattdessen",
        "infolgedessen", "dafür", "dagegen", "davon", "dazu", "darüber", "daran",
        "zum beispiel", "beispielsweise", "(?:ja|nein|zweitens|drittens|viertens)(?=,| )",
    ),
    additions=("außerdem", "zudem", "ebenso"),
    states=(
        "noch", "immer noch", "nicht mehr", "inzwischen", "mittlerweile", "heute", "heutzutage", "jetzt", "schon",
        "aktuell", "derzeit", "jemals",
    ),
    updates=("update", "nachtrag", "aktualisierung", "korrektur", "edit"),
    reversals=(
        r"(?:(?:aber|doch|jedoch|leider|nur) )?(?:das|dies|sie|er|es|die|diese \w+|dieser \w+|jene) (?:ist|sind"
        r"|war|waren|erwies sich als|erwiesen sich als)(?:,? \w+,?){0,4}? (?:falsch|unwahr|unsinn|irrtum|mythos"
        "|irrglaube|trugschluss|quatsch|veraltet|überholt|nicht (?:mehr )?(?:so|wahr|richtig|der fall|aktuell))",
        r"(?:(?:aber|doch|nur) )?(?:das|dies|es) stimmt(?: \w+)? nicht",
        r"leider (?:stimmt|ist) (?:das|dies|es)(?: \w+)? nicht(?: mehr)?(?: (?:so|wahr|richtig|der fall))?"
        r"(?=\s*[.,:;!–—])",
        r"(?:nein|leider nicht|nicht ganz|nur ein scherz|kleiner scherz)(?=\s*[.!])",
        "(?:so |das )?(?:dachte|glaubte|hoffte) ich (?:jedenfalls|zumindest)",
        "(?:so|das) (?:dachte|glaubte) ich",
        r"(?:zumindest|jedenfalls) (?:dachte|glaubte|hoffte) ich das",
        "(?:(?:aber|doch|nur) )?(?:sie|er|die|diese) (?:irren|irrt|täuschen|täuscht|liegen falsch|haben unrecht"
        "|hat unrecht)",
        r"(?:falsch|stimmt nicht|unsinn|ein irrtum|weit gefehlt|im gegenteil|mitnichten)(?=\s*[.,:;!–—])",
        "(?:das gegenteil ist|so ist es nicht|dem ist nicht so)",
    ),
    contrasts=("aber", "allerdings", "doch", "jedoch",),
    sayings=(
        "sag(?:t|te|en)", "gesagt", "schreibt", "schrieb", "geschrieben", "mein(?:t|te|ung)", "denkt", "hält",
        "empfiehlt", "empfohlen", "rät", "erklärt", "beschreibt", "beschrieben", "tipps?",
    ),
    reports=(
        r"(?:manche|viele|einige|andere|kritiker|gegner|befürworter|experten|leute)(?: \w+){0,3}? (?:sagen|sagten"
        "|behaupten|behaupteten|meinen|meinten|glauben|glaubten|denken|finden)",
        "(?:er|sie) (?:sagte|sagt|behauptete|behauptet|meinte|meint|erzählte)",
        "(?:sagte|behauptete|meinte|erzählte) (?:er|sie)",
        "(?:es heißt|man sagt|es wird (?:oft |gern |häufig )?(?:gesagt|behauptet)|angeblich)",
        r"es gibt (?:die|den)(?: \w+)? (?:annahme|behauptung|meinung|ansicht|vorstellung|mythos|glauben)",
        "früher (?:dachte|glaubte) ich",
        "ich (?:dachte|glaubte) (?:früher|einmal|immer)",
        "(?:man|du|sie|jemand) (?:könnte[sn]?t?|möchte[sn]?t?|mag(?:st)?|würde[sn]?t?) (?:nun |jetzt |leicht |ja |"
        "auch |vielleicht |zunächst )*(?:meinen|denken|glauben|annehmen|vermuten|versucht sein)",
        "(?:es ist|ist es) (?:sehr |oft |nur )?(?:verlockend|verführerisch)",
        "man (?:ist|wäre) (?:leicht |oft )?versucht",
    ),
    myths=("(?:mythos|irrtum|irrglaube|behauptung|gerücht|vorurteil|einwand)",),
    facts=("(?:die )?(?:fakt|fakten|tatsache|wahrheit|realität|wirklichkeit|richtigstellung|beleg)",),
    announcements=("folgende[mnrs]?", "wie folgt", "nachfolgend(?:e[mnrs]?)?", "hier (?:sind|ist)", "unten"),
    table_references=(
        "(?:folgende|nachstehende|untenstehende)[nrm]? tabelle",
        "tabelle unten",
    ),
    pictures=(
        "abbildung(?:en)?", "bild(?:er)?", "diagramme?", "fotos?", "grafik(?:en)?", "karten?", "screenshots?",
        "skizzen?", "videos?", "zeichnung(?:en)?",
    ),
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
    interjections=("(?:hi){2,}", "na ?ja", "ä+h+m*", "ey", "digga"),
    lead_ins=("hallo",),
    question_openings=(
        "wer", "was", "wann", "wo", "warum", "wieso", "weshalb", "welche[rsmn]?", "wie",
    ),
    question_frames=(),
    digraphs={"ae": "ä", "oe": "ö", "ue": "ü", "ss": "ß"},
    chat_spellings={
        "nich": "nicht", "is": "ist", "isses": "ist es", "gibts": "gibt es", "geht['’]?s": "geht es",
        "wat": "was", "vllt|vlt": "vielleicht", "zb": "zum Beispiel", "inna": "in der", "hab": "habe",
        "kannste": "kannst du", "haste": "hast du",
    },
    post_kinds={
        "(?:anleitungen|berichte|gedichte|geschichten|interviews|rezensionen|rezepte|videos)": "beiträge",
        "(?:anleitung|bericht|gedicht|geschichte|interview|rezension|rezept|video)": "beitrag",
    },
    news={"(?:neuigkeiten|nachrichten)": "beiträge"},
    vague_tags=(
        "allgemein(?:es)?", "unkategorisiert", "nicht kategorisiert", "sonstiges", "verschiedenes", "beiträge",
    ),
    newest=(r"neue?st\w*", r"aktuellst\w*"),
    version_frames=tuple("was wie welche welches ist die der das dem von vom für lautet heißt es gerade".split()),
    newest_versions=(
        r"(?:neue?ste|aktuelle|aktuellste|letzte|jüngste)n? (?:stabilen? )?(?:version|release)",
        r"version ist (?:gerade |zurzeit |derzeit )?(?:die )?(?:neue?ste|aktuell|aktuellste)",
    ),
    explanation_questions=(
        "warum", "wieso", "weshalb", "wozu",
        "wie(?! (?:viele?|lange?|oft|alt|weit|groß|hoch|tief|schnell|schwer|breit)\\b)",
        "soll(?:te)?(?:n|st|t)?", "erkläre?n?", "beschreibe?n?", "was (?:passiert|geschieht)",
        "was ist (?:falsch|(?:der|die|das) (?:problem|unterschied|grund|vorteil|nachteil|sinn|idee))",
        "welche (?:gründe|argumente|vorteile|nachteile)",
    ),
    reason_questions=("warum", "wieso", "weshalb", "wozu", "aus welchem grund", "was ist der (?:grund|sinn)"),
    reasons=(
        "weil", "denn", "(?<=, )da", "damit", "deshalb", "deswegen", "daher", "darum", "wegen", "aufgrund", "grund",
        "gründen?", "so ?dass", "sonst", "andernfalls", "ermöglicht", "würden?",
        "um (?:[^\\W\\d_]+ ){0,6}(?:zu|\\w+zu\\w+)",
    ),
    announcing=("wir stellen vor", "vorgestellt", "neu", "ankündigung", "willkommen(?: bei)?"),
    articles=("der", "die", "das", "den", "dem", "ein", "eine", "einen", "einem", "einer"),
    definitions=(
        r"(?:ist|sind|war|waren)(?: \w+)? (?:ein(?:e[nmrs]?)?|der|die|das)", "bedeute[tn]", "heißt", "bezeichnet",
        "steht für",
    ),
    namings=("genannt", "namens",),
    asides=("eigentlich", "genau", "überhaupt", "denn", "nochmal", "nun", "bitte",),
    definition_questions=("was (?:ist|sind|bedeutet|heißt)(?! (?:der|die|das|dein|sein|ihr)\\b)",),
    quantity_questions=(
        "wie ?(?:viele?[rns]?|lange|oft|hoch|groß|weit|alt|teuer|schwer|warm|heiß|kalt|breit|tief|schnell)",
        "(?:welche[mnrs]?|was für eine?) (?:anteil|zahl|größe|menge|version|preis)",
        "was (?:kostet|kosten|kostete|ha(?:t|ben) (?:\\S+ ){1,6}gekostet)",
    ),
    quantity_cues=tuple(
        """eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig hundert tausend million
        millionen milliarde milliarden halb halbe dutzend einmal zweimal""".split()
    ),
    count_questions=("wie ?viele",),
    people=("leute", "menschen", "personen"),
    amounts=(
        r"kein\w*", "null", "wenige", "paar", "einige", "mehrere", "viele", "alle", "beide", r"einzige?\w*",
        "eine?[mnrs]?", r"\w*(?:zehn|zig|hundert|tausend)",
    ),
    noun_links=("von", "und", "oder", "der", "den", "des"),
    price_questions=(
        "wie ?viel geld",
        "was (?:kostet|kosten|kostete|ha(?:t|ben) (?:\\S+ ){1,6}gekostet)", "wie teuer",
        "wie ?viel (?:kostet|kosten|kostete|ha(?:t|ben) (?:\\S+ ){1,6}gekostet)", "preise? (?:von|vom|für)",
    ),
    prices=(
        "{number} (?:cents?|dollar|euro|franken)", "frei", "gratis", "kostenfrei", "kostenlos", "umsonst",
    ),
    price_columns=("preise?", "kosten"),
    discounts=("rabatt", "nachlass", "günstiger"),
    time_questions=(),
    time_cues=(),
    entity_questions=(),
    months=(
        "januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
        "dezember",
    ),
    short_months=("jan", "feb", "mär", "apr", "mai", "juni?", "juli?", "aug", "sept?", "okt", "nov", "dez"),
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
    year_parts={
        "anfang": (1, 4), "mitte": (5, 8), "ende": (9, 12), "(?:der )?ersten? hälfte(?: von)?": (1, 6),
        "(?:der )?zweiten? hälfte(?: von)?": (7, 12), "(?:dem )?ersten halbjahr": (1, 6),
        "(?:dem )?zweiten halbjahr": (7, 12), "(?:q1|(?:dem )?ersten quartal)": (1, 3),
        "(?:q2|(?:dem )?zweiten quartal)": (4, 6), "(?:q3|(?:dem )?dritten quartal)": (7, 9),
        "(?:q4|(?:dem )?(?:vierten|letzten) quartal)": (10, 12),
    },
    decades=("(?:die |den |der )?{decade}er(?: jahren?)?",),
    numbers={
        "eine[mnr]?": 1, "(?:ein )?paar": 4, "ein": 1, "zwei": 2, "drei": 3, "(?:einigen?|wenigen?|vier)": 4, "fünf": 5,
        "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12,
    },
    units={"tage?n?": "day", "wochen?": "week", "monate?n?": "month", "jahre?n?": "year"},
    ago=("vor (?:(?:etwa|rund|ungefähr|fast|über) )?{number} {unit}",),
    lately=(
        "(?:(?:in|aus|während|von|innerhalb|über) )?(?:den |der |die )?"
        r"(?:letzten|vergangenen) {number} {unit}(?! (?:der|des|vor)\b)",
    ),
    days_ago={"heute": 0, "gestern": 1, "vorgestern": 2},
    between=("zwischen",),
    conjunctions=("und",),
    through=("bis(?: zum?)?",),
    either=("oder",),
    both=("und",),
    since=("seit", "ab"),
    after=("nach",),
    until=("bis(?: zum?)?",),
    before=("vor",),
    during=("im jahr", "im", "in", "aus dem jahr", "aus dem", "aus", "von", "vom", "am"),
    before_years=(
        "ich", "du", "er", "sie", "es", "wir", "ihr", "man", "hast", "hat", "habt", "haben", "wurden?", "kamen", "ist",
        "sind", "waren", "schon", "noch", "bereits", "denn", "hier", "dort", "dazu", "davon", "darüber",
    ),
    year_marks=(),
    month_marks=(),
    day_marks=(),
    eras={},
    lookups=_LOOKUPS,
    ordinals={
        f"(?:de[nrm]|die|das) {nth}[nrms]?(?: (?:beitrags?|artikels?|text))?": "den"
        for nth in ("erste", "zweite", "dritte", "vierte", "fünfte")
    },
    post_questions={
        "(?:und )?wann(?: war das| (?:ist|wurde) (?:er|es|das|der|die|sie|(?:de|diese)r (?:artikel|beitrag|post|text))"
        " (?:erschienen|veröffentlicht|geschrieben|"
        "gepostet)| (?:hat|habt|hast) (?:er|sie|ihr|du) (?:ihn|es|das|den|sie) (?:geschrieben|veröffentlicht|"
        "gepostet))?": "when",
        "(?:und )?von wann (?:ist|stammt) (?:er|es|das|der|die|sie)": "when",
        "(?:(?:die|eine) )?quelle(?: dafür)?|(?:(?:der|ein) )?link(?: da(?:zu|von))?": "when",
        "hast du (?:einen link|eine quelle)(?: da(?:für|zu))?": "when",
        "laut wem|wer sagt das(?: denn)?": "who",
        "(?:und )?wer hat (?:ihn|es|das|den|die|sie|d(?:en|iesen) (?:artikel|beitrag|post|text))"
        " (?:geschrieben|verfasst|veröffentlicht|gepostet)": "who",
        "(?:und )?von wem (?:ist|stammt) (?:er|es|das|der|die|sie)": "who",
        "(?:und )?(?:worum|um was) geht(?: es|['’]?s)(?: (?:da|darin|dabei|dort))?": "summary",
        "(?:kannst du |könntest du )?(?:fasse? )?(?:ihn|es|das|den|sie) zusammen(?:fassen)?": "summary",
        "(?:und )?was (?:hat|haben) (?:er|sie|der autor|die autorin) (?:sonst|noch|sonst noch)(?: alles)? geschrieben":
            "others",
        "(?:gibt es )?(?:mehr|andere|weitere)(?: (?:artikel|beiträge))? von (?:ihm|ihr|ihnen|de[mr] autor)": "others",
        "(?:und )?(?:noch )?mehr(?: (?:dazu|davon|darüber))?|(?:erzähle?|sag) (?:mir |uns )?mehr|und weiter": "more",
    },
    list_questions={
        "(?:und )?welche(?: (?:sind (?:das|es)|beiträge|artikel|denn|genau))*": "list",
        "(?:kannst du )?(?:bitte )?(?:zeige?|liste|nenne?)(?: (?:mir|uns))?(?: bitte)? (?:sie|die|diese)"
        "(?: (?:alle|auf|mal))*": "list",
        "(?:und )?wie ?viele(?: (?:sind|waren|gibt) (?:das|es))?": "count",
        "(?:und )?wer hat (?:sie|die|diese) (?:geschrieben|verfasst|veröffentlicht)": "who",
        "(?:und )?von wem (?:sind|stammen) (?:sie|die|diese)": "who",
        "(?:und )?(?:welcher (?:ist|war) |nur )?(?:der|den|das) (?:ersten?|ältesten?)"
        "(?: (?:davon|von (?:ihnen|denen)))?": "first",
        "(?:und )?(?:welcher (?:ist|war) |nur )?(?:der|den|das) (?:letzten?|neue?sten?|jüngsten?|aktuellsten?)"
        "(?: (?:davon|von (?:ihnen|denen)))?": "last",
    },
    leading_abbreviations=tuple(
        """bzw z.b u.a d.h evtl nr ggf ca vgl abzgl bsp bspw bzgl dipl exkl inkl insb sog zzgl z.t i.d.r o.g m.e v.a
        ehem hr""".split()
    ),
    abbreviations=tuple(
        "std min sek fr gem usw str abb anm aufl hrsg jh jhd kap mio mrd tel pck gestr tsd geb".split()
    ),
    number_abbreviations=(
        "abs", "bd", "max", "vol", "pp", "mind", "tab", "art", "zi", "jan", "feb", "apr", "sept", "okt", "dez", "mo",
        "mi", "sa",
    ),
    ordinal_leads=(
        "der", "die", "das", "dem", "den", "des", "am", "im", "beim", "vom", "zum", "zur", "ins", "jede[mnrs]?",
        "diese[mnrs]?", "(?:[msd]|k)?eine?[mnrs]?", "ihre?[mnrs]?", "unsere?[mnrs]?", "ab", "seit", "nach", "bis",
    ),
    ordinal_nouns=(
        "jahrhunderts?",
        "jahrhunderten?",
        "jh",
        "jhd",
        "jhdt",
        "og",
        "platz",
        "klassen?",
        "schulklassen?",
        "weltkriegs?",
        "weltkrieges",
        "auflage",
        "semesters?",
        "etage",
        "stockwerk",
        "quartals?",
        "kapitels?",
        "geburtstags?",
        "schuljahre?s?",
        "lebensjahre?s?",
        "jahrestags?",
        "obergeschoss",
        "bundesliga",
        "halbzeit",
        "schuljahrs?",
        "lebenswoche",
        "jahrtausends?",
    ),
    name_words=("von", "zu", "zum", "zur", "am", "man", "will"),
    opening_quotes="„‚»›",
    closing_quotes="“‘«‹",
)  # fmt: skip
