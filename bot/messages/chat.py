"""The words of chat, in English and German: greetings, thanks, small talk, and openings of questions; in four
languages more, questions about the bot.

They are not of blogs, so that they do not stand in the archive's own table of languages. Patterns are of one line each.
"""

from __future__ import annotations

VERBS = (
    (
        r"(?:can|could|should|would|will|may|must|do|does|did|is|are|was|were|has|have) (?:i|we|you|it|he|she|they|one"
        r"|the|this|that|there|my|a|an)"
    ),
    (
        r"(?:kann|könnte|soll|sollte|muss|darf|ist|sind|war|hat|geht|gibt|braucht|reicht|lohnt) (?:ich|man|wir|es|das"
        r"|der|die|ein|eine|mein|meine|sich)"
    ),
    r"wo(?:r(?:an|auf|aus|in|über|um|unter)|bei|durch|für|gegen|her|hin|mit|nach|rin|von|vor|zu)\b|weshalb|weswegen",
)
"""*re* Openings of a question without a question word."""
REQUESTS = (
    r"(?:(?:can|could|would) you )?(?:please )?(?:tell (?:me|us)|explain|show (?:me|us)|find|look up|remind me)",
    r"i(?:'d|’d| would) (?:like|love) to (?:know|ask)",
    r"i(?:'m|’m| am) (?:wondering|looking for)",
    r"(?:erzähl|erklär|zeig|sag|such|finde?)e?t?(?: (?:mir|uns))?(?: (?:mal|bitte|doch))*",
    r"ich (?:suche|wüsste gerne?|möchte wissen)",
    r"any (?:tips|ideas|advice|recipes?)|recipes? for|i need (?:help|advice)|tipps|rezepte? für|ich brauche hilfe",
)
"""*re* Openings of a request, beside those of the archive's own table."""
GOING_ON = (
    r"and|or|but|what about|how about|what if|why|when|where|who|how|which|even|also",
    r"with|without|for|in|on|at|from|after|before|instead of",
    r"und|oder|aber|was ist mit|wie ist es|warum|wieso|wann|wo|wer|wie|welche[rsmn]?|auch",
    r"mit|ohne|für|bei|im|auf|nach|vor|statt",
)
"""*re* Openings of a reply that goes on from an answer."""
ENDINGS = (
    r"what (?:now|next|(?:do|should|can) i do(?: now)?|to do)|now what|any (?:ideas?|tips?|advice|thoughts)",
    r"help(?: me)?",
    r"was (?:nun|jetzt|tun)|wie weiter|jemand (?:ideen?|tipps?)|hilfe",
)
"""*re* What a message ends with, after a comma or a full stop, that asks without a question mark."""
POINTING = (
    (
        r"(?:(?:can|could) you )?(?:please )?(?:answer|help with|look at|check) (?:this|that|it|(?:him|her"
        r"|them)(?: please)?)"
    ),
    r"this",
    r"that",
    r"this one",
    r"any (?:idea|thoughts)",
    r"what (?:do you (?:say|think)(?: about (?:this|that|it))?|about this)",
    r"thoughts",
    r"your turn",
    r"(?:kannst du )?(?:bitte )?(?:das|ihm|ihr|dies) (?:bitte )?(?:beantworten|antworten)",
    r"beantworte (?:das|dies)(?: bitte)?",
    r"das",
    r"dies",
    r"was (?:meinst|sagst) du(?: dazu)?",
    r"weißt du das",
)
"""*re* What a member says who wants an answer to the message that this one replies to."""
HELP = (
    r"help(?: me| please)*|usage|commands|info|hilfe|befehle|anleitung",
    r"how (?:do|can|should) (?:i|we|one) (?:use|ask|talk to) (?:you|this|this bot|the bot|it)",
    r"how (?:do you|does (?:this|it|this bot|the bot)) work",
    r"what (?:can|do|could) you (?:do|know|answer|cover|help with)(?: about| for (?:me|us))?",
    r"what can (?:i|we) ask(?: you)?",
    r"who are you|what are you|what is this bot|are you a bot",
    r"what(?:['’]s| is) your (?:purpose|job)",
    r"was kannst du(?: denn| alles| so)*|was weißt du(?: alles)?|was kann (?:ich|man) dich (?:alles )?fragen",
    r"wie (?:funktionierst du|funktioniert (?:das|der bot|dieser bot))|wie (?:benutze|nutze|frage) ich dich",
    r"wer bist du|was bist du|was machst du(?: so| hier| denn| eigentlich)*|wozu bist du (?:da|gut)|bist du ein bot",
    r"¿?(?:qu[eé]|q) (?:puedes|pod[eé]s|sabes|sab[eé]s) (?:hacer|responder)|¿?c[oó]mo (?:funcionas|te uso)",
    r"¿?qu[ií][eé]n (?:eres|sos)|¿?qu[eé] (?:eres|sos|haces|hac[eé]s)|¿?para qu[eé] (?:sirves|serv[ií]s)",
    r"ayuda|comandos",
    r"(?:que|qu['’]est-ce que tu|tu) (?:peux|sais)(?:[- ]tu)? (?:faire|répondre)(?: quoi)?|aide",
    r"qui (?:es[- ]tu|t['’]es)|(?:tu es|t['’]es) qui|tu sers à quoi|à quoi tu sers",
    r"comment (?:tu marches|(?:ça|ca|tu) fonctionnes?|je t['’]utilise)",
    r"o que (?:(?:você|voce|vc) )?(?:pode|podes|sabe|sabes|consegue) (?:fazer|responder)|ajuda",
    r"quem (?:é (?:você|vc)|és tu|é tu)|como (?:(?:você|voce|vc) )?funcionas?|para que (?:você )?serves?",
    r"(?:che )?cosa (?:puoi|sai) fare|(?:che )?cosa fai|chi sei|come funzioni|a (?:che )?cosa servi|aiuto",
)
"""*re* Questions about the bot."""
SOCIAL = (
    r"how (?:are|r|is|was|were) (?:you|u|ya|y['’]?all|everyone|everybody|your|things|it going|life|ur)\b",
    r"how(?:['’]s| is) (?:it going|everyone|everybody|life|your|things)",
    r"what(?:['’]s|s| is) up",
    r"wass?up",
    r"sup\b",
    r"where (?:are|is) (?:you|everyone|everybody|u)\b",
    r"what (?:are|r) (?:you|u|y['’]?all|we) (?:all |guys )?(?:doing|up to|baking|having|cooking|making)",
    (
        r"are (?:you|u) (?:all |guys |still |even )?(?:ok|okay|there|here|up|awake|in|coming|ready|around|serious"
        r"|kidding|sure|alright)\b"
    ),
    r"(?:is|are|was) (?:any(?:one|body)|some(?:one|body)|every(?:one|body))\b",
    (
        r"(?:did|has|have) (?:any(?:one|body)|some(?:one|body)|every(?:one|body)|you|u|y['’]?all|you guys) (?:else "
        r"|all |guys )*(?:see|seen|get|got|hear|heard|watch|watched|read|notice|noticed|had|have|eat|eaten|sleep"
        r"|slept)\b"
    ),
    (
        r"(?:does|do|did) (?:any(?:one|body)|you|u|y['’]?all) (?:all |guys |else )*(?:want|wanna|like|remember|agree"
        r"|mind|feel like)\b"
    ),
    (
        r"(?:who(?:['’]s| is|s| wants?| else)?|any(?:one|body)) (?:is |else )?(?:in|up|here|there|around|coming|down"
        r"|going|wants?|free|joining|online|awake|up for)\b"
    ),
    (
        r"(?:want|wanna|shall we|should we meet|can (?:you|u) (?:guys )?hear|you (?:guys|all|ok|there)|u (?:ok|there"
        r"|up)|y['’]?all)\b"
    ),
    r"where (?:are|do) (?:you|u|y['’]?all) (?:all |guys )?(?:from|live)",
    r"how old are you",
    (
        r"(?:what time|when|where)(?:['’]s| is| are| does| do| shall| should) "
        r"(?:we (?:meet|start|begin|leave|go|eat)|(?:the |our |your )?(?:next )?(?:call|meeting|meetup|stream|show"
        r"|game|match|event|party|class|workshop))\b"
    ),
    r"what time is it",
    r"who(?:['’]s|s| is| else is) (?:making|having|cooking|bringing|baking|watching|playing|winning)\b",
    r"(?:(?:did|do|does|is|are|was|were|has|have|how (?:did|do|is|was|are)|what about|how about) )?yours\b",
    r"(?:and )?(?:you|u|y['’]?all)(?: guys| all)? (?:too|also|as well)\b",
    r"how do (?:you|u) (?:all |guys )?(?:like|find) (?:my|our|this)\b",
    r"what(?:['’]s| is) your name",
    r"(?:guess|you know) what\b",
    r"isn['’]?t (?:it|that|this)\b",
    r"right\?",
    r"really\?",
    r"seriously\?",
    r"huh\?",
    r"what\?$",
    r"wh?y\?$",
    r"eh\?",
    r"ok(?:ay)?\?",
    r"no\?",
    r"yes\?",
    r"wie (?:geht|gehts|läuft|war)['’]?(?:s| es| s)?\b(?! (?:man|ein|der|das|die teig))",
    r"was (?:geht|läuft|macht ihr|treibt ihr|backt ihr|gibts bei euch)",
    r"(?:ist|war|hat|kommt|will|möchte|hätte|mag|kennt|sieht) (?:hier |da |noch )?(?:jemand|irgendwer|wer)\b",
    r"wer (?:ist|kommt|hat|will|macht|war|mag) (?:\w+ )?(?:da|dabei|mit|hier|online|lust|wach|noch|alles)\b",
    r"(?:seid|habt|wollt|kommt|geht|macht|wart|mögt|könnt|kennt|backt) ihr\b",
    r"(?:hast|bist|warst|kommst|willst|magst|hattest|siehst) du\b",
    r"wo (?:seid|bist) (?:ihr|du)",
    r"(?:wann|wo|um wie ?viel uhr) (?:treffen|sehen|machen|gehen|fahren|kommen) (?:wir|sich)\b",
    r"wann (?:ist|beginnt|startet|fängt) (?:der|die|das|unser\w*) (?:nächste )?(?:call|treffen|stream|spiel|meeting)\b",
    r"wie (?:findet|gefällt|schmeckt) (?:ihr|euch|du|dir)\b",
    r"(?:und |auch )?(?:bei|mit) (?:dir|euch)\b",
    r"alles (?:klar|gut|ok)\b",
    r"(?:echt|wirklich|ernsthaft|oder|ne|gell|was|hä)\?",
    r"na\b",
    r"wie spät",
)
"""*re* Openings of a question that is for the people there."""
KNOWS = (
    (
        r"(?:does |do |did |hat |weiß |kann )?(?:any(?:one|body)|some(?:one|body)|you|jemand|hier jemand"
        r"|mir jemand)(?: here)? (?:happen to )?(?:know|knows|tell me|explain|sagen|erklären)\b"
    ),
    (
        r"(?:does |do |has )?(?:any(?:one|body)|some(?:one|body))(?: here)? (?:have|has|got) (?:an? |any |some |good )*"
        r"(?:tips?|ideas?|advice|experience|recipes?|suggestions?)\b"
    ),
    (
        r"weiß (?:hier )?jemand\b|(?:hat (?:hier )?jemand|habt ihr) (?:einen? |ein paar |gute[nrs]? )*"
        r"(?:tipps?|ideen?|rat|erfahrung\w*|rezepte?|vorschl\w+)\b"
    ),
    r"(?:wisst|könnt) ihr(?: mir)?(?: sagen)?,",
)
"""*re* Openings of one that is for whoever knows."""
THANKS = frozenset(
    """thanks thank thx tnx ty tysm tyvm cheers ta ok okay okey k kk okie lol lmao rofl xd haha hahaha
    hahahaha hehe heh nice cool great awesome perfect amazing brilliant excellent wonderful sweet neat lovely
    fantastic fab good gotcha wow yes yep yeah yup ya no nope nah sure right true same interesting exactly
    agreed indeed ah aha oh ooh hm hmm hmmm welcome sorry np bye goodnight gn gg bravo yay yum noted
    understood helpful genius legend love fair impressive correct damn dang omg wtf ikr idk whoa danke
    dankeschön dank dankesehr merci super toll klasse prima perfekt klar genau stimmt achso ja nein jo jep nö
    gut verstanden passt geil mega krass schön gerne bitte tschüss ciao hilfreich spitze top läuft ach alles
    stark lustig witzig richtig wunderbar sauber ups entschuldigung interessant merci appreciate appreciated
    best sense nailed respect kudos verstehe kapiert aha oha respekt chapeau hurra yippee""".split()
)
"""What is thanks, assent or laughter by itself."""
GREETINGS = frozenset(
    """hi hello hey heya hiya yo howdy greetings morning evening afternoon gm hallo hallöchen moin moinmoin
    servus grüezi grüß tag guten morgen abend na""".split()
)
"""What is a greeting by itself."""
FILLERS = frozenset(
    """you u so much very really a an the lot bunch million again all for your help this that it its it's is
    was were be i i'll i'm im see know to makes make sense made got one job work answer answers bot bots info
    tip quote in advance too there everyone everybody guys folks team mate man dude pullquote day good just
    that's that'll what needed wanted looking exactly helps helped worked works well done and my
    enough had total totally now idea didn't knew you're they're
    me of how du ihr sehr viel vielen tausend auch das dies war ist hat mir mich uns geholfen hilft hilfe
    gemacht antwort für die den der dem deine schon wieder nochmal wirklich echt ganz total zusammen leute
    alle euch dir zu sagen wissen ich gute guter nacht weiter wie wunderbar erklärt jetzt weiß""".split()
)
"""What goes with those and says nothing by itself."""
