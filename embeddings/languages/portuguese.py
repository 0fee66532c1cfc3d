"""Portuguese."""

from __future__ import annotations

from embeddings.languages.table import Language, LookupWords

_HOW_MANY = r"(?:\d{1,2}|dois|duas|três|quatro|cinco|seis|sete|oito|nove|dez)"
_PLURAL = "(?:(?<=s)|(?<=s do blog)|(?<=s no blog))"
_YOU = "(?:(?:vocês?|vcs?|tu|alguém) )?"
_CAN_YOU = f"(?:{_YOU}(?:pode|podes|poderia|podia|podias|consegue|consegues|dá (?:pra|para)|tem como) )?"
_SHOW = (
    f"(?:{_CAN_YOU}(?:me |nos )?(?:list[ae]|listar|mostr[ae]|mostrar|mand[ae]|mandar|pass[ae]|d[áê]|traz|traga|"
    "encontr[ae]|busc[ae])(?:[- ](?:me|nos|aí|(?:pra|para) mim))?|(?:quero|queria)(?: ver)?|procuro|"
    "(?:es)?t(?:ou|ô) (?:procurando|à procura de))"
)
_BLOG = "(?:[oa]|este|esse|teu|seu|vosso|nosso) (?:blogu?e?|site)"
_OWN = f"(?![oa] site){_BLOG}"
"""The blog, and not "the site" of something else."""
_IN_BLOG = "(?:no|neste|nesse|pro|pra esse|pra este|para o|para este|para esse) (?:blogu?e?|site)"
_OF_BLOG = "(?:do|deste|desse) (?:blogu?e?|site)"
_YOUR = "(?:[oa]s|teus|tuas|seus|suas|vossos|vossas|nossos|nossas)"
_HAVE = f"(?:{_BLOG} |{_YOU})(?:há|havia|houve|tem|têm|tens|tinha|existem?|existia)"
_WROTE = (
    "(?:escrev(?:eu|este|eram|emos|estes|i)|public(?:ou|aste|aram|[aá]mos|astes)|publiquei|"
    "post(?:ou|aste|aram|[aá]mos))"
)
_MADE = "(?:publicad|escrit|postad|lançad|feit)[oa]s?"
_WHEN = "(?:quando|qnd|qdo|qd)"
_OUT = f"(?:foi {_MADE}|saiu|apareceu)"
_ABOUT = r"(?= (?:sobre|acerca|a respeito)\b)"
_SOMETHING = "(?:algo|alguma coisa|qualquer coisa|coisas)"
_IT_IS = "(?:(?:é que|foi que) )?"
_OF_WHAT = "(?:d[oe] qu[eê]|sobre (?:o )?qu[eê])"
_LOOKUPS = LookupWords(
    posts=("(?:posts?|postage(?:m|ns)|artigos?|textos?|publicaç(?:ão|ões))(?: (?:do|no) blog)?",),
    articles=("o", "a", "os", "as", "um", "uma", "este", "esta", "esse", "essa", "teu", "tua", "seu", "sua"),
    called=("chamad[oa]", "intitulad[oa]", "com o título"),
    who=(
        f"quem {_IT_IS}(?:escreveu|publicou|postou|redigiu|assinou|fez) {{title}}",
        "(?:quem (?:é|foi) |qual (?:é )?)?(?:[oa] )?(?:nome d[oa] )?autora? d[eoa]s? {title}",
        f"(?:de quem é|por quem foi {_MADE}) {{title}}",
        f"{{title}} (?:é de|foi {_MADE} por) quem",
    ),
    when=(
        f"(?:{_WHEN}|(?:em )?que (?:data|ano|mês|dia)) {_IT_IS}(?:{_YOU}{_WROTE}|{_OUT}) {{title}}",
        f"{_WHEN} {_IT_IS}{{title}} {_OUT}",
        f"{{title}} (?:{_OUT}|é de) quando",
        "de (?:quando|que (?:data|ano|mês|dia)) é {title}",
        "(?:qual (?:é |foi )?)?(?:a )?data (?:d[ea] (?:publicação|postagem) )?d[eoa]s? {title}",
    ),
    summary=(
        f"{_CAN_YOU}(?:me |nos )?resum(?:e|a|ir|o)(?:[- ](?:me|nos|aí|(?:pra|para) mim))? {{title}}",
        f"{_CAN_YOU}(?:me |nos )?(?:(?:faz(?:er|es)?|faça|d[áê]|dar|manda|quero|queria|gostaria de)"
        "(?:[- ](?:me|nos))? )?(?:(?:um|o) )?(?:(?:breve|pequeno|rápido) )?resumo d[eoa]s? {title}",
        f"{_OF_WHAT} {_IT_IS}(?:se )?(?:fala|falava|trata|tratava|é|era) {{title}}",
        "{title},? (?:fala|trata|é) (?:d[eo]|sobre)(?: o)? qu[eê]",
        "(?:qual (?:é )?)?o (?:assunto|tema) d[eoa]s? {title}",
        "(?:o )?que diz (?=[oa] {posts}){title}",
    ),
    beside=(
        "(?:o )?que (?:(?:vocês?|você|ele|ela|eles) )?(?:veio|vem|saiu|escrev(?:eu|eram|este)|"
        "public(?:ou|aram|aste)|post(?:ou|aram|aste)) (?:logo )?{side} {title}",
        "(?:qual (?:é|foi|era) )?(?:o |a )?{posts} (?:logo )?(?:que veio )?{side} {title}",
    ),
    count=(
        "(?:quant|qt)[oa]?s {posts}{rest}",
        rf"quantas vezes {_YOU}(?:já )?(?=fal(?:ou|aste|aram)\b){{rest}}",
        f"{_HAVE} quant[oa]s {{posts}}{{rest}}",
        "(?:qual (?:é )?)?(?:o )?(?:número|total) (?:total )?de {posts}{rest}",
    ),
    every=(
        f"{_SHOW}(?: tod[oa]s)?(?: (?:{_YOUR}|um|uma|uns|umas|algu(?:m|ns|mas?)))? {{posts}}{{rest}}",
        f"(?:{_SHOW} )?(?:(?:a|uma) )?lista d(?:[oa]s|e(?: tod[oa]s)?(?: {_YOUR})?) {{posts}}{{rest}}",
        f"tod[oa]s {_YOUR} {{posts}}{{rest}}",
        f"(?:que|quais(?: são)?)(?: {_YOUR}| outr[oa]s)? {{posts}}{{rest}}",
        r"qual {posts}(?= fala\b){rest}",
        f"(?:cadê|qual(?: (?:é|foi))?) (?:[oa] )?{{posts}}{_ABOUT}{{rest}}",
        rf"(?:cadê|{_SHOW}) (?:(?:o )?link (?:d[oa]|pr[oa]|para [oa]) )?(?:[oa] )?{{posts}}(?= d[eoa]s?\b){{rest}}",
        f"{_HAVE} (?:mais |algu(?:m|ns|mas?) |uma? |outr[oa]s? )?{{posts}}{{rest}}",
    ),
    bare=(
        f"(?:(?:tod[oa]s|algu(?:ns|mas)|outr[oa]s|mais|{_YOUR}) )*{{posts}}{_PLURAL}{{rest}}",
        f"(?:(?:uma?|[oa]|alguma?) )?{{posts}}{_ABOUT}{{rest}}",
        f"{_HAVE} {_SOMETHING}{_ABOUT}{{rest}}",
        f"{_YOU}(?:já )?{_WROTE}(?: {_SOMETHING}| um {{posts}})?{_ABOUT}{{rest}}",
        rf"{_YOU}já (?=fal(?:ou|aste|aram)\b){{rest}}",
        rf"{_BLOG} (?=fala\b){{rest}}",
        r"(?:vocês?|vcs?) (?=fala[ms]?\b){rest}",
        f"{_SHOW} tudo{_ABOUT}{{rest}}",
    ),
    there_is=("há",),
    subject_first=(),
    subject_counted=(),
    subject_picked=(),
    latest=(
        "(?:(?:o )?que (?:há|tem|temos) de novo|(?:há |tem )?(?:algo novo|alguma coisa nova)|"
        "(?:(?:há|tem) )?(?:(?:alguma|quais|as|quais são as) )?novidades?)"
        f"(?: (?:(?:por )?aqui|{_IN_BLOG}|{_OF_BLOG}))?{{rest}}",
        f"{_HAVE} (?:algum )?{{posts}} nov[oa]s?{{rest}}",
        f"(?:(?:quais(?: são)?|{_SHOW}) )?(?:{_YOUR} )?(?:{_HOW_MANY} )?(?:últim|nov)[oa]s (?:{_HOW_MANY} )?"
        f"{{posts}}{_PLURAL}{{rest}}",
        f"(?:(?:quais(?: são)?|{_SHOW}) )?(?:{_YOUR} )?(?:{_HOW_MANY} )?{{posts}}{_PLURAL} "
        "(?:(?:mais )?recentes|(?:mais )?nov[oa]s){rest}",
    ),
    who_about=(
        f"quem {_IT_IS}(?:mais )?(?:já )?(?:escreveu|publicou|postou|escreve)(?: {_SOMETHING}| um {{posts}})?{{rest}}",
    ),
    whether=(
        f"(?:[oa] )?{{author}} (?:já )?(?:escreveu|publicou|postou)(?: (?:{_SOMETHING}|um {{posts}}))?{_ABOUT}{{rest}}",
    ),
    posted=(
        f"(?:(?:sobre )?(?:o )?que|oq) {_IT_IS}(?:se )?(?:{_YOU}{_WROTE}|{_OUT}){{rest}}",
        f"(?:{_SHOW} )?tudo(?: o que {_YOU}(?:tem|têm|{_WROTE}))?{{rest}}",
        f"(?:{_YOU}{_WROTE}|teve|houve) {_SOMETHING}{{rest}}",
        "(?:o )?que (?:tem|há)(?: (?:aqui|no blog))?{rest}",
        f"(?:(?:sobre )?(?:o )?que|oq) {_IT_IS}(?:[oa] )?{{author}} (?:já )?(?:escreveu|publicou|postou|escreve)",
    ),
    one=(
        f"(?:(?:(?:qual|quando|que)(?: (?:é|foi|era))?|{_SHOW}) )?(?:[oa] )?(?:(?:teu|tua|seu|sua|vosso|vossa) )?"
        "{extreme} {posts}{rest}",
        "(?:qual(?: (?:é|foi))? )?(?:[oa] )?{posts} mais {extreme}{rest}",
        f"(?:qual (?:é|foi) )?(?:[oa] )?{{extreme}}(?: coisa)? que (?:se )?{_YOU}{_WROTE}{{rest}}",
    ),
    begun=(
        f"(?:desde quando|(?:há|faz) quanto tempo(?: que)?) {_IT_IS}(?:existe {_OWN}|"
        f"{_OWN} (?:existe|(?:es)?tá (?:ativo|no ar)))",
        f"{_OWN} existe (?:desde quando|há quanto tempo)",
        f"quando {_IT_IS}(?:{_OWN} (?:começou|foi (?:criado|fundado|lançado)|nasceu|surgiu)|"
        f"(?:começou|foi (?:criado|fundado|lançado)|nasceu|surgiu) {_OWN})",
        f"quantos anos (?:tem|têm) {_OWN}|qual é a idade {_OF_BLOG}",
    ),
    writers=(
        f"quem {_IT_IS}(?:escrevem?|publica|posta|faz|fazem|mantém|cuida|(?:es)?tá por trás) "
        f"(?:{_BLOG}|{_IN_BLOG}|{_OF_BLOG})",
        f"quem {_IT_IS}(?:escrevem?|publica|posta) aqui",
        f"de quem é {_BLOG}|{_BLOG} é de quem",
        f"quantas pessoas escrevem(?: (?:aqui|{_IN_BLOG}))?",
        f"quem é [oa] autora? {_OF_BLOG}",
        f"(?:quem|quais) são {_YOUR} autor[ea]s(?: {_OF_BLOG})?",
        f"(?:quantos|quantas|quais|que) autor[ea]s(?: (?:{_HAVE}|escrevem))?(?: (?:aqui|{_IN_BLOG}|{_BLOG}))?",
        f"(?:{_SHOW} )?(?:(?:a )?lista d[oe]s? |(?:todos )?{_YOUR} )?autores(?: {_OF_BLOG})?",
    ),
    topics=(
        f"{_OF_WHAT} {_IT_IS}(?:se )?(?:fala|trata|é|escreve) {_BLOG}",
        f"{_BLOG} (?:fala|trata|é) (?:d[eo]|sobre)(?: o)? qu[eê]",
        f"{_OF_WHAT} {_IT_IS}{_YOU}(?:escreve[ms]?|fala[ms]?)(?: (?:aqui|{_IN_BLOG}))?",
        f"(?:sobre|de) (?:que|quais) {{topics}} {_YOU}(?:escreve|fala|trata)[ms]?(?: (?:{_BLOG}|aqui|{_IN_BLOG}))?",
        f"(?:quais|que|quant[oa]s) (?:são )?(?:{_YOUR} )?{{topics}}"
        f"(?: (?:{_HAVE}|{_YOU}(?:aborda|trata)[ms]?)(?: {_BLOG})?)?(?: (?:{_OF_BLOG}|{_IN_BLOG}|aqui))?",
        f"(?:{_SHOW} )?(?:(?:a )?lista d[eoa]s?(?: {_YOUR})?|(?:tod[oa]s )?{_YOUR}) {{topics}}(?: {_OF_BLOG})?",
        "{tags}",
    ),
    tags=("tags", "etiquetas", "categorias", "marcadores"),
    subjects=("temas", "assuntos", "tópicos"),
    oldest=("primeir[oa]", "antig[oa]", "velh[oa]"),
    newest=("últim[oa]", "recente", "nov[oa]"),
    preceding=("antes d[eoa]s?", "anterior a"),
    following=("depois d[eoa]s?", "após", "seguinte a", "posterior a"),
    recently=("ultimamente", "recentemente", "nos últimos (?:dias|meses|tempos)", "nas últimas semanas"),
    about=(
        "(?:(?:que|onde) )?(?:(?:fal|trat)(?:[ae]m?|ou|aste|aram) )?(?:sobre|acerca d[eoa]s?|a respeito d[eoa]s?)",
        f"(?:(?:que|onde) )?{_YOU}(?:fal|trat)(?:[ae]m?|ou|aste|aram) d[eoa]s?",
        "(?:que )?mencion[ae]m?",
    ),
    of=("d[eoa]s?",),
    by=("(?:(?:escrit|publicad|feit)[oa]s? )?(?:por|pel[oa]s?)", "(?:(?:que )?são )?d[eoa]s?"),
    tagged=(
        "com (?:(?:a )?(?:tag|etiqueta)|(?:o )?marcador)",
        "(?:etiquetad|marcad)[oa]s (?:com|como)",
        "[nd]a (?:categoria|tag|etiqueta)",
    ),
    wrote=("(?:(?:é )?que )?(?:[oa] )?{author} (?:já )?(?:escreveu|publicou|postou)",),
    further=(
        "quanto a",
        "só",
        "somente",
        "apenas",
        "quant[oa]s(?= (?:sobre|d[eoa]|por|em)\\b)",
        "[oa]s",
        "qua(?:l|is)(?: (?:d|ness|dest)[ae][ls][ae]?s?)?(?: (?:é|são)(?= (?:d[eoa]|sobre|por|em)\\b))?",
    ),
    signed=("\\b(?:escrit|redigid)[oa] por", "\\b(?:artigo|texto|post) de", "\\bautora?:"),
    fillers=(
        f"{_HAVE}(?: {_BLOG})?",
        f"(?:que )?(?:se )?{_YOU}(?:já )?{_WROTE}",
        f"(?:que )?(?:já )?(?:foram|foi|são) {_MADE}(?! (?:por|pel[oa])\\b)",
        "são$",
        "(?:houve|há|teve)",
        "(?:saíram|saiu|apareceram)",
        _IN_BLOG,
        _OF_BLOG,
        "(?:d[eoa]s?|n[oa]s?|em)$",
        "(?:por )?aqui",
        "no total",
        "ao todo",
        "até (?:hoje|agora)",
        f"{_MADE}(?! (?:por|pel[oa])\\b)",
    ),
)

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
        """a à ao aos algo algum alguma alguns algumas antes aquela aquele aqui as às até cada com como da das de dela
        dele deles depois desde dessa desse desta deste do dos durante e é ela elas ele eles em entre era essa esse esta
        está estão estas este estes eu foi foram há isso isto já lá lhe lhes mais mas me mesmo meu meus minha minhas
        muito na nada nas nem nessa nesse nesta neste nenhum nenhuma no nos nossa nosso nós nunca não o onde oq os ou
        para pela pelas pelo pelos por porque pq pra qual quais quando quanto que quem se sem ser seu seus sobre sou sua
        suas só são também tão te tem têm tens ter teu tinha toda todas todo todos tu tua tudo um uma vc vcs você
        vocês""".split()
    ),
    light_verbs=(),
    filler_words=tuple(
        """diga diz dizem dizer fale falar fala falam conta conte contar explica explique explicar mostra mostre mostrar
        manda mande passa passe lista liste resume resuma resumir resumo dá dar dê sabe sabem sabes saber conhece pode
        podem podes podemos poderia posso podia deve devem devo deveria faz fazem fazer fazes faço fiz fez feito
        acontece aconteceu vai vão vou vamos ir ia custa custam custou custar dura duram durar demora demoram demorou
        serve servem funciona funcionam fica ficam ficar usa usam usar vale pena acha achas acho pensa recomenda
        recomendas quer quero queria queres gosta gostas significa existe existem trata artigo artigos post posts texto
        textos bom boa bons boas melhor melhores pior ideia importante importantes coisa coisas vez vezes bem mal agora
        sempre ainda então assim muitos muitas muita tanto outro outra outros outras mesma pro gente estar haver
        obrigado obrigada""".split()
    ),
    elisions=(),
    compound_links=(),
    enclitics=("me", "te", "se", "nos", "lhes?", "[oa]s?", "l[oa]s?", "n[oa]s?"),
    anaphora=(
        "isso", "isto", "aquilo", "ele", "ela", "eles", "elas", "dele", "dela", "deles", "delas", "nele", "nela",
        "nisso", "disso", "disto", "l[oa]s?",
    ),
    clitics=("o", "a", "os", "as", "lhe", "lhes"),
    continuations=("e", "mas"),
    continuing_ends=(),
    possessives=("dele", "dela", "deles", "delas"),
    demonstratives=(),
    expletives=(r"\b[oa]s?(?= [^\W_]+ [^\W_])",),
    persons=("ele", "ela", "dele", "dela"),
    replaceable=(),
    clause_openings=tuple(
        """quando se porque pq embora que quem onde como e ou mas""".split()
    ),
    auxiliaries=(),
    copulas=(),
    person_questions=(),
    subject_questions=("quem",),
    particles=("afinal", "aí", "aê", "(?:de|d[oe]s?) (?:vocês?|vcs?)"),
    identifying=(),
    empty_auxiliaries=(),
    determiners=(),
    subjects=("eu", "tu", "você", "vocês", "vc", "vcs", "nós", "ele", "ela", "eles", "elas"),
    gradable=("melhor(?:es)?", "pior(?:es)?", "maior(?:es)?", "menor(?:es)?", "(?:grande|quente|frequente)s?",
              "(?:velh|alt|baix|car|barat|long|curt|fri|rápid|rapid|lent)[oa]s?"),
    capitalised_nouns=False,
    verb_leads=(
        "quem", "quando", "onde", "como", "quanto", "por que", "pq", "o que", "oq", "é que", "se", "me", "te", "nos",
        "lhe", "não", "já",
    ),
    perfect_auxiliaries=(),
    links=("de", "do", "da", "dos", "das", "a", "o", "ao", "em", "no", "na"),
    infinitive_mark="",
    whether="",
    about="",
    back_references=(
        "isso", "isto", "ele", "ela", "eles", "elas", "esse", "essa", "esses", "essas", "seus", "suas", "mas", "também",
        "aquilo", "porém", "contudo", "no entanto", "assim(?! (?:que|como)\\b)", "além disso", "por isso", "portanto",
        "de fato", "por exemplo", "da mesma forma", "pelo contrário", "entretanto", "todavia", "daí", "ou seja",
        "em contrapartida", "como resultado", "por outro lado", "(?:sim|não|em (?:segundo|terceiro) lugar)(?=,)",
        "(?:com|d|n|para|por|pra|sem|segundo)(?: |(?<=[dn]))(?:isso|isto|el[ea]s?)",
        "(?:antes|apesar|depois|uma?|algu(?:m|ns|mas?)|nenhuma?|muit[oa]s) d(?:isso|isto|el[ea]s?)",
    ),
    additions=("também", "além disso", "da mesma forma"),
    states=(
        "ainda", "agora", "já", "hoje", "atualmente", "continuam?", "alguma vez",
    ),
    updates=("atualização", "correção", "edit(?:ado)?"),
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
    contrasts=("contudo", "entretanto", "mas", "no entanto", "porém", "só que", "todavia",),
    sayings=(
        "diz", "disse", "dito", "escreve", "escreveu", "escrito", "pensa", "acha", "opinião", "recomenda", "recomendou",
        "aconselha", "explica", "menciona", "conselhos?", "dicas?",
    ),
    reports=(
        r"(?:alguns|algumas|muitos|muitas|outros|outras|os críticos|os especialistas|as pessoas)(?: \w+){0,3}? "
        "(?:dizem|afirmam|acreditam|pensam|acham|defendem)",
        "(?:ele|ela|eles|elas) (?:disse|disseram|diz|afirma|afirmou)",
        "(?:diz-se|dizem) que",
        "supostamente",
        "(?:antes|eu) (?:achava|pensava|acreditava)",
        "segundo (?:alguns|muitos|os críticos|a lenda)",
        "(?:você|vocês|alguém|a gente|se) (?:poderia[ms]?|podem?) (?:até |facilmente |muito bem )?"
        "(?:pensar|achar|acreditar|supor|imaginar) que",
        "(?:poder-se-ia|poderíamos|podia-se) (?:pensar|achar|supor) que",
        "(?:é|seria) (?:muito |tão |bastante )?(?:tentador|fácil (?:pensar|achar|acreditar|supor))",
    ),
    myths=("(?:mito|boato|crença|mentira|objeção)",),
    facts=("(?:a )?(?:realidade|verdade|fato|facto|evidência|resposta)",),
    announcements=("seguintes?", "a seguir", "abaixo"),
    table_references=(
        "tabela (?:abaixo|seguinte|a seguir)",
        "seguinte tabela",
    ),
    pictures=(
        "capturas?", "desenhos?", "esquemas?", "figuras?", "fotos?", "fotografias?", "gráficos?", "ilustraç(?:ão|ões)",
        "image(?:m|ns)", "mapas?", "prints?", "vídeos?",
    ),
    denials=("não", "jamais", "nenhuma?", "ninguém"),
    greetings=("olá", "oi+", "e aí", "bom dia", "boa tarde", "boa noite", "fala,? (?:pessoal|galera|gente)"),
    addressees=("a tod[oa]s", "pessoal", "galera", "gente", "malta", "turma"),
    please=("por favor", "por gentileza", "pfv", "(?:se )?faz favor"),
    requests=(
        f"{_YOU}(?:pode|podes|poderia|podia|podias|consegue|consegues) (?:(?:me|nos) "
        "(?:dizer|falar|informar|explicar)|(?:dizer|explicar)-(?:me|nos))",
        "(?:me|nos) (?:diga|diz|fala|fale|conta|conte)(?: aí)?", "(?:diz|diga|conta|conte)-(?:me|nos)",
        "(?:gostaria|queria|quero|preciso|precisava)(?: de)? saber",
        "(?:você|vc|vcs|vocês|tu|alguém) sab(?:e|em|es)(?: (?:me )?dizer)?",
        "sab(?:e|em|es)(?: (?:me )?dizer)?"
        "(?= (?:quem|quando|onde|como|quant[oa]s?|qual|quais|se|o que|por ?que|pq)\\b)",
        "(?:(?:eu )?tenho |só )?uma (?:pergunta|dúvida)(?: rápida)?", "(?:me )?tira uma dúvida",
    ),
    thanks=("obrigad[oa]", "brigad[oa]", "obg", "vlw", "(?<=[,.!?] )valeu"),
    before_thanks=("muit[oa]", "desde já"),
    after_thanks=("desde já", "pela ajuda", "a tod[oa]s", "pessoal", "gente"),
    interjections=("k{3,}", "(?:rs){2,}", "mano", "né", "aff+", "putz"),
    lead_ins=("olá", "oi", "então"),
    question_openings=(
        "quem", "quando", "onde", "por qu[eê]", "pq", "como", "qual", "quais", "(?:o )?que", "oq", "quant[oa]s?",
        "cadê", "(?:a|com|de|em|para|pra|por|sobre) (?:quem|quais|qual|quant[oa]s?)",
        "(?:a|com|de|em|para|pra|do|sobre)(?: o)? que",
        "será que", "alguém sabe", "existe", "tem (?:algu(?:m|ma)|algo|como)", "dá (?:pra|para)",
    ),
    question_frames=(),
    digraphs={},
    chat_spellings={
        "pq|prq|pork": "por que", "q": "que", "oq|oque": "o que", "qd|qdo|qndo?": "quando", "vc": "você",
        "vcs": "vocês", "tb|tbm": "também", "cmo": "como", "onde eh": "onde é", "eh": "é", "qto": "quanto",
        "qtos|qts": "quantos", "qtas": "quantas",
    },
    post_kinds={
        "(?:entrevistas|poemas|receitas|relatos|resenhas|tutoriais|vídeos)": "artigos",
        "(?:entrevista|poema|receita|relato|resenha|tutorial|vídeo)": "artigo",
    },
    news={"notícias": "posts"},
    vague_tags=("sem categoria", "geral", "outros", "diversos", "postagens"),
    newest=("mais recentes?", "novidades"),
    version_frames=tuple("qual que é e a o de do da para em".split()),
    newest_versions=(
        r"(?:última|mais recente) versão(?: estável)?", r"versão (?:estável )?(?:atual|actual|mais recente|mais nova)",
    ),
    explanation_questions=(
        "por que", "por quê", "como (?:é que|faço|fazer|posso|funcionam?|se faz|devo)", "qual (?:é )?a diferença",
        "qual (?:é )?(?:o problema|a razão|a vantagem)", "o que acontece",
        "quais são as (?:razões|vantagens|desvantagens)",
        "deveria", "expli(?:que|car)",
    ),
    reason_questions=("por que", "por quê"),
    reasons=(
        "porque", "já que", "uma vez que", "devido", "para (?:que|[^\\W\\d_]+[aei]r)", "por isso", "razão", "razões",
        "motivos?", "objetivos?", "finalidade", "senão", "permitem?",
    ),
    announcing=("apresentamos", "apresentando", "anunciamos", "anunciando", "conheça", "apresentação d[eoa]"),
    articles=("o", "a", "os", "as", "um", "uma", "uns", "umas"),
    definitions=(
        r"(?:é|são|era|eram)(?: \w+mente)? (?:uma?|uns|umas|os?|as?)", "significam?", "designam?",
    ),
    namings=("chamad[oa]s?", "conhecid[oa]s? como",),
    asides=("exatamente", "mesmo", "afinal", "realmente", "então",),
    definition_questions=("o que (?:é|são|significa)",),
    quantity_questions=(
        "quant[oa]s?",
        "(?:que|qual (?:é )?[oa]) (?:percentagem|porcentagem|proporção|idade|distância|preço|"
        "quantidade|versão)",
    ),
    quantity_cues=tuple(
        """dois duas três quatro cinco seis sete oito nove dez onze doze vinte trinta cem cento mil milhão milhões
        meio dúzia""".split()
    ),
    count_questions=("quant[oa]s",),
    people=("pessoas", "gente"),
    amounts=(
        r"nenhum\w*", "zero", "muit[oa]s", "pouc[oa]s", "vári[oa]s", "algu(?:ns|mas)", "tod[oa]s", "uma?",
        "treze", "catorze", "quinze", r"deze\w+", r"\w+enta",
    ),
    noun_links=("de", "do", "da", "dos", "das", "e", "ou"),
    price_questions=(
        "quanto dinheiro",
        "quanto (?:custam?|custou|custaram|vale|pagam?|cobram?|foi o preço)", "(?:qual (?:é )?o )?preço d[eoa]s?",
    ),
    prices=(
        "{number} (?:centavos|c[eê]ntimos|d[oó]lares|euros?|reais)", "gr[aá]tis", "gratuit[oa]s?",
    ),
    price_columns=("preços?", "custos?"),
    discounts=("de desconto",),
    time_questions=(),
    time_cues=(),
    entity_questions=(),
    months=(
        "janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro",
        "dezembro",
    ),
    short_months=("jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"),
    seasons={"primavera": 3, "verão": 6, "outono": 9, "inverno": 12},
    season_leads=("este", "esta", "neste", "nesta", "nesse", "nessa"),
    date_articles=("o", "a"),
    of_year=("de", "do"),
    recent={
        **{f"{lead}ano passado": (1, "year") for lead in ("", "o ", "no ", "do ")},
        **{f"{lead} ano": (0, "year") for lead in ("este", "esse", "neste", "nesse", "deste", "desse")},
        **{f"{lead}mês passado": (1, "month") for lead in ("", "o ", "no ", "do ")},
        **{f"{lead} mês": (0, "month") for lead in ("este", "esse", "neste", "nesse", "deste", "desse")},
        **{f"{lead}semana passada": (1, "week") for lead in ("", "a ", "na ", "da ")},
        **{f"{lead} semana": (0, "week") for lead in ("esta", "essa", "nesta", "nessa", "desta", "dessa")},
    },
    year_parts={
        "(?:n?o )?(?:início|começo|princípio) de": (1, 4), "(?:em )?meados de": (5, 8),
        "(?:n?o )?(?:fim|final) de": (9, 12), "(?:n?o primeiro semestre|(?:n?a )?primeira metade) de": (1, 6),
        "(?:n?o segundo semestre|(?:n?a )?segunda metade) de": (7, 12),
    },
    decades=("(?:n?os )?anos {decade}", "(?:n?a )?década de {decade}"),
    numbers={
        "uma?": 1, "um par de": 2, "d(?:oi|ua)s": 2, "três": 3, "(?:alg(?:un|uma)s|pouc[ao]s|quatro)": 4, "cinco": 5,
        "seis": 6, "sete": 7, "oito": 8, "nove": 9, "dez": 10, "onze": 11, "doze": 12,
    },
    units={"dias?": "day", "semanas?": "week", "m(?:ês|eses)": "month", "anos?": "year"},
    ago=(
        "(?<!desde.)há (?:(?:cerca de|quase|uns|mais de) )?{number} {unit}(?: atrás)?",
        "{number} {unit} atrás",
    ),
    lately=(
        r"(?:(?:durante|em) )?(?:[nd]?[oa]s )(?:últim[oa]s|passad[oa]s) {number} {unit}(?! d[eoa]s?\b)",
        r"(?:(?:durante|em) )?(?:[nd]?[oa]s ){number} últim[oa]s {unit}(?! d[eoa]s?\b)",
    ),
    days_ago={"hoje": 0, "ontem": 1, "anteontem": 2},
    between=("entre",),
    conjunctions=("e",),
    through=("a", "ao", "até(?: o)?"),
    either=("ou",),
    both=("e",),
    since=("desde", "a partir d[eo]"),
    after=("(?:(?:depois|posterior(?:es)?) (?:d[eo]|ao?)|após(?: o)?)(?: ano(?: de)?)?",),
    until=("até(?: (?:ao?|o))?(?: (?:fim|final) d[eo])?",),
    before=("(?:antes|anterior(?:es)?) (?:d[eo]|ao?)(?: ano(?: de)?)?",),
    during=(
        "em", "no(?: dia)?", "(?:do )?dia", "[nd]o (?:ano|mês)(?: de)?", "durante(?: o (?:ano|mês)(?: de)?)?",
        r"a(?=\s+\d{1,2} de\b)", r"d[oa](?=\s+(?:primavera|verão|outono|inverno)\b)",
    ),
    before_years=(),
    year_marks=(),
    month_marks=(),
    day_marks=(),
    eras={},
    lookups=_LOOKUPS,
    ordinals={},
    post_questions={
        f"(?:e )?quando (?:é que |foi que )?(?:[oa] )?{_WROTE}(?: (?:isso|ele|ela))?": "when",
        f"(?:e )?quando (?:(?:é que|foi que) )?(?:(?:isso|ele|ela) )?{_OUT}": "when",
        "(?:e )?quando(?: foi(?: isso)?)?": "when",
        "(?:(?:a|alguma|uma|tem) )?fonte|(?:(?:o|algum|um|tem) )?link": "when",
        "segundo quem": "who",
        "(?:e )?(?:é )?de quando(?: é)?(?: (?:isso|ele|ela))?": "when",
        "(?:e )?quem (?:é que |foi que )?(?:[oa] )?(?:escreveu|publicou|postou|fez)"
        "(?: (?:isso|isto|ele|ela|es[st]e (?:artigo|post|texto)))?": "who",
        "(?:e )?(?:de quem é(?: (?:isso|ele|ela))?|quem é [oa] autora?(?: d(?:isso|ele|ela))?)": "who",
        f"(?:e )?{_OF_WHAT} (?:(?:ele|ela|isso) )?(?:se )?(?:fala|trata|é)(?: (?:isso|ele|ela))?": "summary",
        "(?:e )?(?:(?:isso|ele|ela) )?(?:fala|trata|é) (?:d[eo]|sobre)(?: o)? qu[eê]": "summary",
        f"{_CAN_YOU}(?:me )?resum(?:ir|e|a)(?:-[oa])? (?:isso|ele|ela)|{_CAN_YOU}resumi-l[oa]": "summary",
        "(?:e )?o que mais (?:ele|ela|o autor|a autora) (?:já )?escreveu": "others",
        "(?:mais|outros|há outros)(?: (?:artigos|posts|textos))? (?:del[ea]|d(?:o|a) mesm[oa] autora?)": "others",
        "(?:e )?mais|(?:me )?conta mais|conta-me mais|continua|continue|e o que mais": "more",
    },
    list_questions={
        "(?:e )?quais(?: (?:são|foram))?(?: (?:eles|elas|esses|essas))?": "list",
        "(?:me )?(?:mostre|mostra|liste|lista)(?:-me)? (?:eles|elas|todos|todas|esses|essas)": "list",
        "(?:e )?quant[oa]s(?: (?:são|há|foram|existem|tem))?": "count",
        "(?:e )?quem (?:[oa]s (?:escreveu|publicou)|(?:escreveu|publicou) (?:eles|esses|estes))": "who",
        "(?:e )?(?:só )?(?:qual (?:é|foi) )?[oa] (?:primeir[oa]|mais antig[oa])(?: del[ea]s)?": "first",
        "(?:e )?(?:só )?(?:qual (?:é|foi) )?[oa] (?:últim[oa]|mais recente)(?: del[ea]s)?": "last",
    },
    leading_abbreviations=tuple("sr sra srta dr dra profa exma exmo núm pág p.ex aprox sta sto".split()),
    abbreviations=("págs", "séc", "tel", "eng", "engª", "arq", "adv", "cel", "dep", "pe", "ltda", "pça"),
    number_abbreviations=tuple(
        "art cap p pp vol fig tab nº ap apto máx mín km jan fev abr mai ago set out nov dez".split()
    ),
    ordinal_leads=(),
    ordinal_nouns=(),
    name_words=("da", "das", "do", "dos", "de", "a", "e", "o"),
    opening_quotes="«“‘",
    closing_quotes="»”’",
)  # fmt: skip
