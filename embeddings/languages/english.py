"""English."""

from __future__ import annotations

from embeddings.languages.table import Language, LookupWords

_ENGLISH_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip

_BUT = (
    "(?:(?:but|yet|and|still|however|in fact|in reality|actually|sadly|unfortunately|alas|of course|well|no|nope|"
    "except(?: that)?),? )*"
)
_WHO = (
    r"(?:they|he|she|it|that|this|these|those|i|we|both|(?:this|that|these|those|such|the) (?:[\w-]+ )?"
    "(?:claim|belief|idea|view|assumption|notion|advice|argument|theory|story|rumou?r|reasoning|thinking|statement|"
    "conclusion|concern|fear|people)s?)"
)
_HELD = "(?:thought|believed|assumed|figured|hoped|used to (?:think|believe|assume))"
_MEDIA = "(?:(?:blog|forum) )?(?:posts|articles|blogs|bloggers|tutorials|guides|books|videos|sources|sites|websites)"
_SAYING = "(?:say|suggest|claim|argu|advis|recommend|insist|warn)(?:e|ing)?\\b"
_HOW_MANY = r"(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|few)"
_BLOG = "(?:the|this|your) (?:blog|site|website|archive)"
_OWN = "(?:(?:the|this|your) blog|(?:this|your) (?:site|website))"
_WRITERS = "(?:authors|writers|bloggers|contributors)"
_SOMEONE = "(?:you(?: guys)?|they|we|he|she|any(?:one|body)|(?:the|that|this) (?:author|blog))"
_HAVE = f"(?:(?:do {_SOMEONE}|does {_SOMEONE}|have you|you) have|(?:have )?(?:you )?got)"
_HAS_WRITTEN = "(?:did|has|have) (?:he|she|they|(?:the|that|this) author) (?:writ(?:e|ten)|post(?:ed)?|publish(?:ed)?)"
_WHICH_DAY = "(?:(?:on|from|in) )?wh(?:at|ich) (?:day|date|year|month)"
_THAT = "(?:it|(?:that|this)(?: (?:one|(?:blog )?(?:post|article|entry)|page))?)"
_TEXT = "(?:article|blog|book|chapter|entry|essay|guide|newsletter|part|post|section|series|tutorial|video)"
_LOOKUPS = LookupWords(
    posts=(
        "(?:blog[ -]?)?(?:posts?|postings?|articles?|entry|entries)",
        "one(?= (?:about|called|concerning|covering|regarding|titled)\\b)",
        r"(?<=\bthe )one(?= (?:by|from|on)\b)",
    ),
    articles=("the", "this", "that", "your", "their"),
    called=("called", "titled", "entitled", "named", "with the title"),
    who=(
        "who (?:wrote|authored|published|posted|made) {title}",
        "(?:who(?:['’]?s| is| was) )?(?:the )?author of {title}",
        "whose (?:{posts} )?(?:is|was) {title}",
        "(?:who|by whom) (?:is|was) {title} (?:written|posted|published|authored)(?: by)?",
    ),
    when=(
        "when (?:was|were) {title} (?:first )?(?:published|posted|written|put online|released|announced|introduced|"
        "launched)",
        "when (?:was|is) {title} from",
        "when did (?:you|they|he|she|we) (?:first )?(?:publish|post|write) {title}",
        "when did {title} (?:come out|appear|go up|go online|get (?:published|posted|released)|release)",
        "(?:what(?:['’]?s| is| was) )?(?:the )?(?:publication |publishing |release )?date of {title}",
        f"{_WHICH_DAY} (?:is|was) {{title}} (?:from|published|posted|written)",
        "(?:on|from) wh(?:at|ich) (?:day|date|year) (?:is|was) {title}",
        f"{_WHICH_DAY} did {{title}} (?:come out|appear|go up|go online)",
        "how old is {title}",
    ),
    summary=(
        "(?:(?:can|could|would) you )?(?:please )?(?:summari[sz]e|sum up|recap)(?: for me)? {title}",
        "(?:(?:can|could) you )?(?:please )?(?:give (?:me|us) |what(?:['’]?s| is) )?"
        "(?:an? |the )?(?:short |quick |brief )?(?:summary|recap|overview|gist|tl;?dr) of {title}",
        "(?:(?:can|could|would) you )?(?:please )?sum {title} up(?: for me)?",
        "tl;?dr(?: for| of)? {title}",
        "what(?:['’]?s| is| was) {title} about",
    ),
    beside=(
        "(?:what|which)(?: {posts}| one)?(?:['’]s| is| was| came| comes| did (?:you|they|he|she) "
        "(?:post|write|publish|blog))? (?:(?:right|just|directly|the one|the (?:previous |last )?{posts}) )?"
        "{side} {title}",
        "(?:what(?:['’]?s| is| was) )?(?:the )?(?:(?:next|previous|last) )?(?:{posts}|one) "
        "(?:(?:right|just|directly|that (?:comes|came)) )?{side} {title}",
    ),
    count=(
        "how many {posts}{rest}",
        "(?:what(?:['’]?s| is) )?(?:the )?(?:total )?number of {posts}{rest}",
        "(?:can you )?(?:please )?count (?:all )?(?:of )?(?:the |your )?{posts}{rest}",
    ),
    every=(
        "(?:(?:can|could) you )?(?:please )?(?:list|show|give|name|find)(?: me| us)?(?: a list of)?"
        f"(?: all| every| some)?(?: of)?(?: the| your| their)?(?: (?:a )?{_HOW_MANY})?(?: more| other)? {{posts}}"
        "{rest}",
        f"(?:some|(?:a )?{_HOW_MANY})(?: more| other)? {{posts}}(?<=s)(?= (?:about|on|by|from|tagged)\\b){{rest}}",
        "(?:a )?list of (?:the |your )?{posts}{rest}",
        "(?:(?:i(?:['’]m| am) )?looking for|i want(?: to see)?) (?:an? |any |some )?{posts}{rest}",
        "(?:(?:a )?list of )?all (?:of )?(?:the |your )?{posts}{rest}",
        "(?:which|what)(?: are (?:the|your|their)| other)? {posts}{rest}",
        "(?:is|are) there (?:any |some |an? |other )?{posts}{rest}",
        "(?:have you (?:written|published)|did you (?:write|publish)) (?:any|some|an?) {posts}{rest}",
        f"{_HAVE} (?:(?:any|some|an?|other) )?{{posts}}{{rest}}",
        "any (?:(?:other|more) )?{posts}{rest}",
        "where(?:['’]?s| is| are| can i find| do i find) (?:the |your |that )?{posts}{rest}",
        "(?:(?:(?:can|could) you )?(?:(?:show|send|give|get|find|drop)(?: me| us)? |(?:have you )?got |do you have |"
        "what['’]?s |is there )?(?:an? |the )?)?(?:links?|url) (?:to|for) (?:the |your |that )?{posts}{rest}",
    ),
    bare=(
        r"(?:(?:all|some|more|other|the|your|their) )*{posts}(?<=s)(?!(?<=entries) on\b){rest}",
        "(?:(?:is there|do you have|(?:list|show|give)(?: me| us)?) )?(?:anything|everything|something|stuff|all)"
        r"(?= (?:(?:else|written) )?(?:by|from)\b){rest}",
        r"an? {posts}(?= (?:about|regarding|concerning)\b){rest}",
        rf"{_HAVE} (?:anything|something|stuff)(?= (?:about|on|regarding|concerning)\b){{rest}}",
        r"(?:what (?:do you have|have you(?: guys)? (?:got|written|posted|published)|is there)|"
        r"(?:(?:show|give)(?: me| us)? )?everything(?: (?:that )?you(?:['’]ve| have)?(?: got| written| posted)?)?)"
        r"(?= (?:about|on|regarding|concerning)\b){rest}",
        rf"when did {_SOMEONE} (?:write|blog|post)(?= (?:about|on)\b){{rest}}",
        r"is there (?:anything|something)(?= (?:about|regarding|concerning)\b){rest}",
        f"(?:(?:have|has) {_SOMEONE} (?:ever |already )?(?:written|blogged|posted)|did {_SOMEONE} (?:ever )?"
        r"(?:write|blog|post))(?: (?:anything|something))?(?= (?:about|regarding|concerning)\b){rest}",
    ),
    there_is=("do you have",),
    subject_first=(
        "(?:(?:(?:list|show|give|find)(?: me| us)?|(?:do you have|are there) any) )?"
        "(?:(?:all|some|any|more|the|your) )*"
        r"(?=(?:(?!(?:for|of|to|in|on|with|under|by|at)\b)\S+ ){1,3}{posts}$){rest} {posts}(?<=s)",
        "(?:(?:(?:can|could) you )?(?:show|send|give|get|find|drop)(?: me| us)? )?(?:(?:a|the) )?(?:links?|url) "
        "(?:to|for) (?:the|that|your) "
        r"(?=(?:(?!(?:for|of|to|in|on|with|under|by|at)\b)\S+ ){1,3}{posts}$){rest} {posts}",
    ),
    subject_counted=(
        "how many "
        r"(?=(?:(?!(?:of|on|in|to|for|the|your)\b)\S+ ){1,3}{posts}(?!$)){rest} {posts}(?<=s)"
        "(?: (?:(?:are|were) there|do you have|have you (?:written|published|posted)|did you (?:write|publish|post)|"
        "exist|here|in total|so far))+",
    ),
    subject_picked=(
        "(?:(?:(?:what|which)(?:['’]?s| is| was)?|(?:show|give)(?: me| us)?) )?(?:the |your |their )?(?:very )?"
        r"{extreme} (?=(?:(?!(?:for|of|to|in|on|with|under|by|at)\b)\S+ ){1,3}{posts}$){rest} {posts}",
    ),
    latest=(
        f"(?:what(?:['’]?s| is)|anything|something) new(?: (?:here|on {_BLOG}))?{{rest}}",
        "(?:(?:(?:what|which)(?:['’]re| are| were)?|(?:list|show|give)(?: me| us)?|any) )?(?:the |your |their )?"
        f"(?:very )?(?:{_HOW_MANY} )?(?:{{newest}}|new|recent) (?:{_HOW_MANY} )?{{posts}}(?<=s){{rest}}",
    ),
    who_about=(
        "(?:who|which authors?)(?: else)?(?: has| have|['’]s| is)? (?:ever )?"
        "(?:wrote|writes?|written|writing|blogs?|blogged|posted|published)"
        r"(?: (?:anything|something|(?:an?|any|some) {posts})|(?! on\b)){rest}",
    ),
    whether=(
        "(?:did|does|has|have) {author} (?:(?:ever|also|already) )?(?:write|written|blog(?:ged)?|post(?:ed)?|"
        r"publish(?:ed)?)(?: (?:anything|something|(?:(?:an?|any|some|other) )?{posts})|(?! on\b)){rest}",
    ),
    posted=(
        "what (?:did|have|has) (?:you|they|we|the blog) (?:posted|published|written|post|publish|write|"
        "been (?:posting|publishing|writing|blogging))(?: about$)?{rest}",
        "what(?:['’]?s been| been| was| were| has been| got| is) (?:posted|published|written|new){rest}",
        "what(?:['’]?s) new{rest}",
        "what(?:['’]?s| is)(?= (?:filed |tagged|in |under )){rest}",
        f"(?:(?:(?:can|could) you )?(?:(?:show|list|give)(?: me| us)?|{_HAVE}|is there) )?"
        "(?:(?:it )?all(?: of it)?|everything|anything|stuff)(?: (?:(?:that )?(?:you|they|we)(?:['’]ve| have)? )?"
        "(?:posted|published|written|wrote|got|have))?{rest}",
        "what (?:do (?:you|they|we) have|have (?:you|they|we) got){rest}",
        "what (?:else )?(?:did|does|has) {author} (?:been )?(?:post|publish|write|blog|posted|published|written|"
        "blogged|writing|blogging)(?: about)?",
    ),
    one=(
        f"(?:when was|is) {_BLOG} (?:last updated|still (?:active|alive|maintained|updated))",
        f"when did {_SOMEONE} {{extreme}} (?:write|blog|post){{rest}}",
        f"(?:when(?:['’]?s| is| was) )?(?:the )?{{extreme}} time (?:that )?{_SOMEONE} (?:wrote|blogged|posted){{rest}}",
        "(?:(?:(?:what|which|when)(?:['’]?s| is| was)?|(?:show|give)(?: me| us)?) )?(?:the |your |their )?(?:very )?"
        "{extreme}(?: ever)? {posts}{rest}",
        r"(?:the )?{extreme}(?= by\b){rest}",
    ),
    begun=(
        f"how old is {_OWN}",
        f"how long has {_OWN} (?:existed|been (?:active|alive|around|going|live|online|running|up))",
        f"since when (?:does {_OWN} exist|is {_OWN} (?:active|live|online|up)|has {_OWN} existed)",
        f"when (?:was {_OWN} (?:born|created|founded|launched|set up|started)|"
        f"did {_OWN} (?:begin|go (?:live|online)|launch|start(?: up)?|first appear))",
    ),
    writers=(
        "(?:who|which (?:author|writer|blogger|contributor)s?) (?:writes?|wrote|has written|blogs?|posts?|posted) "
        f"(?:(?:here|on {_BLOG}) )?(?:the )?most(?: {{posts}})?(?: (?:here|on {_BLOG}))?",
        f"(?:the )?(?:top|most (?:active|prolific)) {_WRITERS}",
        "who(?:['’]?s| is| are) the most (?:active|prolific) (?:author|writer|blogger|contributor)s?",
        "who (?:all )?(?:writes?|wrote|has written|is writing|runs?|makes?|made|owns?|is behind|blogs?) "
        f"(?:(?:for|on|in|at) )?{_BLOG}",
        "who (?:all )?(?:writes|blogs|posts) (?:here|this|these|all this)",
        f"who['’]?s (?:behind|writing|running) {_BLOG}",
        f"whose {_BLOG.replace('the|', '')} is (?:this|it)|whose (?:blog|site) is this",
        "who(?:['’]?s| is| are) (?:the |behind the |your )?(?:authors?|writers?|bloggers?|people) (?:of|on|behind|for) "
        f"{_BLOG}",
        f"who are (?:the|your|all the) {_WRITERS}",
        f"how many (?:different )?{_WRITERS}",
        f"(?:how many|which|what) (?:different )?{_WRITERS} (?:are there|do you have|does {_BLOG} have|"
        f"(?:write|blog)(?: here| (?:for|on) {_BLOG})?)",
        f"how many people (?:write|blog|have written) (?:here|(?:for|on) {_BLOG})",
        f"(?:(?:can|could) you )?(?:please )?(?:list|show|name)(?: me| us)?(?: all)?(?: the| your)? {_WRITERS}"
        f"(?: of {_BLOG})?",
        f"(?:(?:a )?list of )?(?:all )?(?:the |your )?{_WRITERS}(?: of {_BLOG})?",
    ),
    topics=(
        f"what(?:['’]?s| is) {_BLOG} (?:all |mostly |mainly )?about",
        f"what (?:does|do) (?:you|they|{_BLOG}) (?:mostly |mainly |usually )?(?:write|blog|post|talk) about",
        f"(?:what|which|how many) {{topics}}(?: (?:are there|do you (?:have|cover|use|write about|blog about)|"
        f"does {_BLOG} (?:have|cover|use|deal with)|are (?:covered|there|used)))?(?: (?:here|(?:on|in) {_BLOG}))?",
        f"what are (?:the |your )(?:main |most common |usual )?{{topics}}(?: (?:of|on|in) {_BLOG}| here)?",
        f"(?:(?:can|could) you )?(?:please )?(?:list|show|name)(?: me| us)?(?: all)?(?: of)?(?: the| your)? {{topics}}"
        f"(?: (?:of|on|in) {_BLOG}| here)?",
        f"(?:a )?list of (?:all )?(?:the |your )?{{topics}}(?: (?:of|on|in) {_BLOG})?",
        "(?:all )?(?:the |your )?{tags}",
    ),
    tags=("tags", "categories"),
    subjects=("topics", "subjects", "themes"),
    oldest=("first", "oldest", "earliest"),
    newest=("last", "latest", "newest", "most recent"),
    preceding=("before", "prior to", "preceding"),
    following=("after", "following"),
    recently=(
        "(?:most |just |as )?recently",
        "lately",
        "(?:as )?of late",
        "nowadays",
        "these days",
        "in recent (?:months|weeks)",
    ),
    about=(
        "(?:(?:that|which) )?(?:is |are |were |was )?(?:about|on|regarding|concerning|covering|discussing|mentioning)",
        "(?:(?:that|which) )?(?:mentions?|mentioned|covers?|discuss(?:es)?|talks? about|deals? with)",
        "dealing with",
    ),
    of=(),
    by=("(?:(?:that|which) )?(?:were |was |are |is )?(?:written |authored |posted |published )?by", "from"),
    tagged=(
        "(?:(?:that|which) )?(?:are |is )?tagged(?: with| as)?",
        "with (?:the )?tags?",
        "under (?:the )?tag",
        "(?:(?:(?:that|which) )?(?:are|is) )?(?:in|under) (?:the )?category",
        "(?:(?:(?:that|which) )?(?:are|is) )?(?:in|under|with|from)(?: the)?{value}(?:tag|category)",
    ),
    wrote=(
        "(?:that |which )?(?:has|have|did|does) {author} (?:ever )?(?:written|write|published?|post(?:ed)?)",
        "(?:that |which )?{author} (?:wrote|has written|published|posted)",
    ),
    further=(
        "what about",
        "how about",
        "only",
        "just",
        "(?:the )?ones?",
        "those",
        "these",
        "them",
        "any",
        r"which (?:ones? |of (?:those|these|them) )?(?:is|are|was|were)(?= (?:from|by|about|on|in|of|tagged)\b)",
        "which (?:ones?|of (?:those|these|them))",
        "how many(?= (?:about|on|from|by|in|tagged)\\b)",
        "(?:(?:no|nope|nah|sorry|oops|not (?:that|those|these|it|them)(?: ones?)?),? )?(?:i|we) mean(?:t)?",
        "(?:no|nope|nah|not (?:that|those|these|it|them)(?: ones?)?)(?=[, ])",
        "(?:the )?same(?: (?:question|thing))? (?:for|with|about|but(?: for)?)",
    ),
    signed=("\\b(?:written|authored|guest post|post|article|story) by", "\\bauthor:"),
    fillers=(
        "(?:are|were) there",
        "there (?:are|were)",
        "is there",
        _HAVE,
        "do we have",
        "does (?:the|this) blog have",
        "exist",
        "have (?:you|they) (?:ever )?(?:written|published|posted)",
        "did (?:you|they) (?:ever )?(?:write|publish|post)",
        "(?:that |which )?(?:you|they)(?: have|['’]ve)? (?:wrote|written|published|posted|have)",
        "(?:that |which )?(?:have been|has been|were|was|got|are) (?:written|published|posted)",
        "came out",
        "(?:written|published|posted)(?! by)",
        "(?:(?:are|is) )?(?:on|in|of) (?:the|this|your) (?:blog|archive|site)",
        "(?:are )?on here",
        "(?:are|were)$",
        "of$",
        "in total",
        "in all",
        "altogether",
        "so far",
        "ever",
        "at all",
        "here",
        "now",
        "please",
    ),
)

_ASKS = r"(?=[,!]|\s+(?:any|are|bot|can|could|did|do|does|how|is|should|what|when|where|which|who|why|will|would)\b)"
"""Before what opens a question."""

ENGLISH = Language(
    code="en",
    name="English",
    scripts=(),
    letters="",
    stemmer="english",
    word_list="en",
    irregular_words=(),
    form_changes={
        # British and American: "organised" and "organized", "analyse", "colours", "fibre", "catalogue", "defence",
        # "travelled"
        r"(?<=\w{3})is(?=(?:e[drs]?|ers|ing|ations?)$)": "iz", r"(?<=\w{3})iz(?=(?:e[drs]?|ers|ing|ations?)$)": "is",
        r"(?<=\wl)ys(?=(?:e[drs]?|ers|ing)$)": "yz", r"(?<=\wl)yz(?=(?:e[drs]?|ers|ing)$)": "ys",
        r"(?<=\w{3})our(?=(?:s|ed|ing|able|ful|less|ites?|hoods?|al)?$)": "or",
        r"(?<=\w{3})or(?=(?:s|ed|ing|able|ful|less|ites?|hoods?|al)?$)": "our",
        r"(?<=\w{2}[bt])(?<![bdmr]omet)re(?=s?$)": "er", r"(?<=\w{2}[bt])er(?=s?$)": "re",
        r"(?<=\w{2}og)ue(?=s?$)": "", r"(?<=\w{2}og)(?=s?$)": "ue",
        r"(?<=\w{2}en)c(?=es?$)": "s", r"(?<=\w{2}en)s(?=es?$)": "c",
        r"(?<=\w{3}l)l(?=(?:ed|ing|ers?)$)": "", r"(?<=\w{2}[aeo]l)(?=(?:ed|ing|ers?)$)": "l",
    },
    stop_words=tuple(
        """a an and are as at be been but by can could did do does doing for from had has have he her him his
        how i if in into is it its me my of on or our she should so some such than that the their them then
        there these they this those to was we were what when where which who whom whose why will with would
        you your about any am
        ain't aren't can't couldn't didn't doesn't don't hadn't hasn't haven't isn't mustn't needn't shouldn't wasn't
        weren't won't wouldn't arent cant couldnt didnt doesnt dont hasnt havent isnt shouldnt wasnt werent wouldnt
        whos whats wheres hows whens
        i'm i've i'd i'll you're you've you'd you'll he'd he'll she'd she'll it'd it'll we're we've we'd we'll they're
        they've they'd they'll that'd that'll what're what'd what'll who're who'd who'll there'd there'll
        could've should've would've might've must've youre youve youll youd shes thats itll weve theyre
        theyve theyd theyll thatd thatll wholl therell mustnt neednt couldve shouldve wouldve mightve mustve
        ive havnt hadnt aint dunno tho vs versus eg""".split()
    ),
    light_verbs=("come", "get", "go", "happen", "know", "make", "use"),
    filler_words=tuple(
        """tell me about what some give other any anything else know happen happened ever make made get got go name
        many much long often explain describe interesting article first important ok okay thanks also like well really
        did use used must may might before after again just only more most very now then thing things come
        comes came up down out off over onto upon away back around through without within during between behind above
        below under across along toward towards near inside outside""".split()
    ),
    elisions=(),
    compound_links=(),
    enclitics=(),
    anaphora=tuple(
        """it its he him his she her hers they them their theirs that this those these there one ones else
        same""".split()
    ),
    clitics=(),
    continuations=(
        "and", "but", "so", "or", "what about", "how about", "what else", "who else",
    ),
    continuing_ends=(),
    possessives=("his", "her", "its", "their", "hers", "theirs"),
    demonstratives=("this", "that", "these", "those", "there", "one", "ones", "same", "else"),
    expletives=(
        r"\b(?:is|are|was|were|be|been|will|has|have|had|can|could|isn't|aren't|wasn't) there\b",
        r"\bthere(?:'s| is| are| was| were| will| has| have| can)\b",
        r"\b(?:is|was|be|it's|isn't|wasn't|would) it (?!\w+ed\b)(?:an? )?(?:[\w-]+ ){1,3}?"
        r"(?:to|that|if|when|for \w+)\b",
        r"\bit (?:makes?|made) sense\b",
        r"\bit (?:takes?|took|costs?|helps?|matters?|pays?) (?:\w+ ){0,3}(?:to|if|whether)\b",
        r"\bone (?:of|thing|day)\b", r"\bat the same time\b",
    ),
    persons=("he", "him", "his", "she", "her", "hers"),
    replaceable=("it", "its", "he", "him", "his", "she", "her", "they", "them", "their", "that"),
    clause_openings=tuple(
        """when while if because before after until unless though although once whereas so and or but than that which
        who where why how whether since""".split()
    ),
    auxiliaries=tuple(
        """am is are was were do does did have has had can could will would shall should may might must isn't aren't
        wasn't weren't don't doesn't didn't haven't hasn't hadn't can't couldn't won't wouldn't shouldn't mustn't what's
        who's where's how's""".split()
    ),
    copulas=("am", "is", "are", "was", "were"),
    person_questions=("who(?:['’]?s| is| was| are| were)",),
    subject_questions=("who", "what(?= \\w+ed (?:the|an?|my|your|our|their|this|these)\\b)"),
    particles=(),
    identifying=("what", "who", "which", "much", "old", "big", "large", "high", "far", "expensive"),
    empty_auxiliaries=("do", "does", "did"),
    determiners=("a", "an", "the", "my", "your", "our", "some", "any", "each", "every", "no"),
    subjects=("i", "you", "we", "they", "he", "she", "it", "one"),
    gradable=(
        "(?:old|new|small|short|long|tall|high|low|deep|slow|fast|quick|hard|soft|cold|warm|cool|cheap|rich|poor|young|"
        "strong|weak|thick|light|dark|bright|loud|great|clean|tough|smart|late|large|wide|close|safe|rare|nice|simple|"
        "stable|secure)(?:e?r|e?st)?",
        "(?:big|hot|thin)(?:(?:g|t|n)(?:er|est))?",
        "(?:earl|eas|heav|bus|risk|health|happ|tast|dr|spic)(?:y|ier|iest)",
        "far", "farther", "further", "good", "better", "best", "bad", "worse", "worst", "well", "often", "soon",
        "difficult", "dangerous", "expensive", "important", "common", "useful", "accurate", "reliable", "popular",
        "likely",
    ),
    capitalised_nouns=False,
    verb_leads=(),
    perfect_auxiliaries=(),
    links=(),
    infinitive_mark="to",
    whether="whether",
    about="about {subject}",
    back_references=(
        # "Those who", "this year"
        "th(?:is|ese|ose)(?! (?:days?|months?|weeks?|years?|who|that|of you|with)\\b)",
        *"""that its he she his her they their such here but and also however so
        thus both neither them therefore hence otherwise moreover furthermore similarly likewise accordingly
        additionally conversely consequently""".split(),
        "(?:further|besides|instead|even (?:more|less|worse|better) so|in (?:addition|contrast|turn)|as a (?:result|"
        "consequence)|on the (?:other hand|contrary))(?=,| if| when)",
        # "There are three kinds" and "It is no surprise that" point to nothing before them.
        r"there(?!['’](?:s|d|ll)\b| (?:is|are|was|were|used to|has|have|had|will|would|must|may|might|can|could|should|"
        r"seems?|isn|aren|wasn|weren|won)\b)",
        r"it(?!(?:['’]s| is| was) (?:[\w-]+ ){1,4}that\b|(?:['’]s| is| was)"
        r"(?: (?:also|always|entirely|just|not|often|only|quite|really|so|still|very))*"
        r" (?:(?:advisable|crucial|essential|important|necessary|possible|vital)(?: for [\w ]{1,40})? (?:to|that)\b"
        r"|worth \w+ing))",
        "for (?:instance|example)",
        "(?:well|yes|no|(?:second|third|fourth|fifth)(?:ly)?)(?=,)",
        "the (?-i:first|third|former|latter)(?: one)? (?:is|are|of (?:them|these|those))",
        "(?:according to|after|apart from|because of|before|by|despite|for|from|like|since|thanks to|unlike|until|with"
        "|without) (?:him|her|it|that|them|these|this|those(?! (?:in|of|that|who|with)\\b))",
        "(?:as such|at that point|by doing (?:so|that|this)|even with (?:that|this)|failing that|from there|"
        "if (?:not|so)|prior to (?:that|this)|since then|to (?:achieve|do) (?:that|this)|to (?:that|this) end|"
        "(?:once|when) (?:that|this) (?:is|was|happens|happened))(?=,| )",
        "(?:all|any|both|each|few|many|most|none|one|some) of (?:them|these|this|those)",
        f"in (?:that|this|these|those) (?!{_TEXT}s?\\b)\\w+",
    ),
    additions=(
        "also", "moreover", "furthermore", "additionally", "similarly", "likewise", "besides", "further", "in addition",
    ),
    states=(
        "still(?: (?:the case|true|so|valid|correct|accurate|right))?", "any ?more", "no longer", "these days",
        "nowadays", "now", "currently", "at the moment", "yet", "already", "today",
    ),
    updates=("update", "edit", "correction", "addendum"),
    reversals=(
        f"{_BUT}{_WHO}(?:['’](?:s|re|m)| (?:is|are|was|were|am)| (?:turns?|turned) out(?: to be)?| proved(?: to be)?)"
        r"(?:,? (?!(?:not|never|hardly|nothing|anything)\b)[\w-]+,?){0,4}? (?:(?:wrong|mistaken|false|untrue|incorrect|"
        "nonsense|rubbish|misguided|unfounded)"
        "(?: (?:assumption|belief|claim|conclusion|idea|impression|notion|premise|view)s?)?|myths?|lies?|a mistake|"
        "misconceptions?|misunderstandings?|fallac(?:y|ies)|outdated|out of date|obsolete|deprecated)"
        r"(?=\s*(?:[.,:;!?–—)]|$)| (?:about|and|as|because|but|for|here|in|on|since|that|though)\b)",
        f"{_BUT}(?:{_WHO}|you)(?: (?:is|are|was|were|do|does|did|has|have|can|could|should|will|would)(?:n['’]t| not)|"
        "(?:['’](?:s|re|m)| is| are| was| were)(?: (?:simply|just|sadly|clearly))? (?:not|no longer)|"
        " turn(?:s|ed) out not to be)"
        "(?: (?:so|true|right|correct|accurate|the case|quite|at all|any ?more|necessarily))*"
        r"(?=\s*(?:[.,:;!?–—]|$))(?!, however)",
        f"{_BUT}{_WHO} (?:could not|couldn['’]t) be (?:further|farther|more wrong)",
        f"{_BUT}(?:not (?:so|true|any ?more|at all|quite|exactly|really)|far from it|"
        r"quite the (?:opposite|contrary|reverse)|on the contrary|wrong|nonsense|rubbish)(?=\s*[.,:;!–—])",
        f"{_BUT}(?:(?:instead|in fact|in reality),? )?(?:i|we|they) (?:see|saw|find|found|got) "
        "(?:exactly |just |quite )?the (?:opposite|reverse)",
        f"{_BUT}(?:the (?:opposite|reverse|contrary) is|nothing could be (?:further|farther))",
        f"{_BUT}(?:i|we) (?:no longer (?:agree|believe|hold|recommend|say|think|(?:do|use) (?:this|that|it|so|them))|"
        "disagree|do not agree|don['’]t agree|was wrong|were wrong)",
        r"no(?:pe)?(?=\s*[.!])",
        r"or so (?:i|we|they|he|she|the (?:story|legend)|it)\b",
        f"(?:or )?(?:at least,? )?(?:that|this|it)(?:['’]s| is| was) what (?:i|we|they|he|she|everyone) (?:had )?"
        rf"{_HELD}(?=\s*[.,:;!…–—])",
        r"(?:(?:i was|i['’]m) )?(?:just|only) (?:joking|kidding)|i (?:was|am) (?:joking|kidding)",
        f"{_BUT}if only (?:that|this|it) (?:were|was)",
        f"{_BUT}(?:i|we)(?:['’]ve| have)(?: since)? changed (?:my|our) minds?",
    ),
    contrasts=("but", "however", "that said", "then again", "yet(?=,)",),
    sayings=(
        "say", "said", "writes?", "wrote", "written", "thinks?", "thought", "mention(?:s|ed)?", "suggest(?:s|ed)?",
        "recommend(?:s|ed)?", "advi[cs]e[sd]?", "explain(?:s|ed)?", "describe[sd]?", "argue[sd]?", "opinions?",
        "views?", "tips?",
    ),
    reports=(
        "(?<!do )(?<!did )(?<!things )(?:some|many|most|others?|several|few|critics|opponents|proponents|supporters|"
        "sceptics|skeptics|experts|pundits|people|everyone|everybody|they|he|she)"
        r"(?: (?!to |who |that |(?:is|are|was|were|be|been) )[\w'’-]+){0,3}?"
        " (?:says?|said|claim(?:s|ed)?|argue[sd]?|believe[sd]?|thinks?|thought(?! (?:in|leader|process|to))|"
        "insist(?:s|ed)?|"
        "assert(?:s|ed)?|swears?|assume[sd]?|contend(?:s|ed)?|allege[sd]?|tell (?:me|you) that|told (?:me|us))",
        # No program "believes" or "insists" anything, but it may well "suggest".
        r"(?-i:[A-Z])[\w’'-]+(?: (?-i:[A-Z])[\w’'-]+){0,2}(?: (?:also|even|further|rightly|still))? "
        "(?:argue[sd]|believe[sd]|claim(?:s|ed)|contend(?:s|ed)|insist(?:s|ed)) that",
        r"it(?: is|['’]s| was)(?: (?:also|commonly|generally|long|often|sometimes|usually|widely))? "
        "(?:said|claimed|believed|thought|assumed|argued|alleged|rumou?red)",
        r"there (?:is|was|are)(?: [\w-]+){0,3} (?:assumption|belief|idea|view|notion|claim|myth|rumou?r|perception|"
        "misconception|opinion)s?",
        "(?<!wrote )(?<!written )(?:many|some|several|numerous|countless|most|plenty of|lots of|a lot of|quite a few) "
        f"{_MEDIA} (?:(?:that|which) )?(?:(?:will|would|do|often|even) )?{_SAYING}",
        "(?:common|popular|widespread) (?:misconception|belief|opinion|claim|myth|assumption|complaint) is",
        "you (?:may|might|must|will|(?:have )?probably)(?: have)? (?:heard|read) that",
        f"(?:i|we)(?:['’]ve| have)? (?:also )?(?:read|heard|seen) (?:[\\w-]+ )?(?:{_MEDIA}|people|others) (?:that )?"
        f"{_SAYING}",
        "the (?:(?:accepted|common|conventional|general|old|popular|prevailing|received|traditional|usual) )*"
        "(?:assumption|belief|view|notion|claim|myth|wisdom) (?:(?:is|was)(?= that\\b|,|:)|goes|holds|has it)",
        "according to (?:some|many|critics|legend|popular|others)",
        "(?:supposedly|allegedly|reportedly)",
        '[,.!?…][”"] (?:(?-i:[A-Z])[\\w’-]+ )?(?:says?|said)\\b',
        '[,.!?…][”"] (?:writes|wrote|explains|explained|adds|added|replied|cried)\\b',
        "[,.!?…][”\"’'] (?:he|she|they) (?:says?|said|writes|wrote|explains|explained|adds|added|replied|cried)\\b",
        "once upon a time",
        "(?:i|we) (?:used to|once) (?:think|thought|believed?|assumed?)",
        "(?:you|one|people|someone)(?:['’]d| (?:may|might|could|would))"
        "(?: (?:also|easily|even|first|initially|naively|naturally|reasonably|well))? "
        "(?:(?:be (?:forgiven|excused) for )?(?:think(?:ing)?|assum(?:e|ing)|believ(?:e|ing)|suppos(?:e|ing)|"
        "conclud(?:e|ing))|be (?:led to (?:think|assume|believe)|tempted to))"
        "(?! (?:about|again|ahead|big|carefully|hard|it over|like|of|through|twice))",
        "(?<!as )(?:you|one|people|someone)(?:['’]d| (?:may|might|could|would)) "
        r"(?:imagine|expect)(?: \([^()]*\))? (?:that|it|this)\b",
        "(?:one|people|someone) (?:may|might|could|would) (?:argue|object|propose)",
        r"it(?:['’]s| is| was| (?:can|may|might|would) be)(?: (?:all too|often|only|quite|rather|so|too|very))? "
        "(?:tempting (?:to|for)|easy to (?:think|assume|believe|conclude)(?! (?:about|of)))",
    ),
    myths=("(?:common |popular )?(?:myth|misconception|fiction|claim|concern|fallacy|rumou?r|objection)",),
    facts=("(?:the )?(?:fact|facts|evidence|reality|truth|response|rebuttal|verdict|correction)",),
    announcements=(
        "following", "below", "as follows",
        "(?:here(?: (?:are|is)|['’]s)|these (?:are|were)) (?:our|my|some|the|a few|two|three|four|five|six|seven)",
    ),
    table_references=(
        "(?:following|next) table",
        "table (?:below|that follows)",
    ),
    pictures=(
        "charts?", "diagrams?", "drawings?", "figures?", "gifs?", "graphs?", "illustrations?", "images?", "maps?",
        "photos?", "photographs?", "pics?", "pictures?", "plots?", "screenshots?", "sketch(?:es)?", "videos?",
    ),
    denials=(
        "not", "never", "no", "none", "nor", "neither", "nobody", "nothing", "without", "except", "cannot", "least",
        "unable", "unlike", "fail(?:s|ed)?", r"\w+n['’]t",
    ),
    # "Yo" is "I" in Spanish.
    greetings=("hi", "hello", "hey", f"yo{_ASKS}", "good (?:morning|afternoon|evening)"),
    addressees=("there", "all", "everyone", "everybody", "folks", "guys", "bot"),
    please=("please", "pl[sz]"),
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
    after_thanks=(
        "for (?:(?:all|the|your|that) )*help", "in advance", "a lot", "a million", "so much", "very much", "all",
        "everyone",
    ),
    interjections=(
        # Behind these it is what is asked for: "the meaning of lol".
        r"(?<!\bof )(?<!\bis )(?<!\babout )(?<!\bthe )(?<!\ba )(?<!\ban )"
        "(?:lol|lmf?ao+|rofl|(?:ha){2,}h?|(?:he){2,}|x+d+|tbh|ngl|imh?o|idk|btw|ffs|smh|bruh|bro|dude|o+mg|wtf|fr fr|"
        "hm+|umm+|u+h+m*|er+m+|welp|jk|fyi|tho|y['’]?all)",
    ),
    lead_ins=("hi", "hello", "hey", f"yo{_ASKS}", "so", "ok", "okay", "and", "but", "please"),
    question_openings=(
        "who", "whom", "whose", "what", "when", "where", "why", "which", "how", "is there", "are there",
        "does anyone know", "do you know",
    ),
    question_frames=(),
    digraphs={},
    chat_spellings={
        "a11y": "accessibility", "c14n": "canonicalization", "g11n": "globalization", "i14y": "interoperability",
        "i18n": "internationalization", "k8s": "Kubernetes", "l10n": "localization", "o11y": "observability",
        "p13n": "personalization", "v12n": "virtualization",
        "certs": "certificates", "cert": "certificate", "configs?": "configuration",
        "dbs": "databases", "db": "database", "docs": "documentation", "repos": "repositories", "repo": "repository",
        "specs": "specifications",
        "smt|smth|sth": "something",
        "w[au]t|wot": "what", "u": "you", "ur": "your", "b4": "before", "cuz|coz|bcz": "because", "ppl": "people",
        "abt": "about", "thru": "through", "wanna": "want to", "gonna": "going to", "gotta": "got to",
        "tv": "television", "tvs": "televisions", "pics": "pictures", "pic": "picture", "vids": "videos",
        "b&w|b/w": "black and white", "approx": "approximately",
        "gimme": "give me", "lemme": "let me", "prolly": "probably", "alot": "a lot",
        "(?<!an )(?<!the )im": "i'm", "(?<!the )(?<!an )(?:rn|atm)(?=\\W*\\Z)": "now",
        "(?:\\A|(?<=[,.;!?] )|(?<=and )|(?<=but )|(?<=so ))id(?= (?:like|love|want|rather|prefer) )": "i'd",
        "deps": "dependencies", "distros": "distributions", "distro": "distribution", "govt": "government",
        "info": "information", "intro": "introduction", "libs": "libraries", "mins": "minutes",
        "perf(?! (?:record|report|stat|top|tool))": "performance", "diffs": "differences",
        "(?<!git )diff": "difference", "temp(?! (?:dir|file|folder|table|variable))": "temperature",
    },
    post_kinds={
        f"(?:announcement|devlog|essay|episode|guide|how-?to|interview|list|note|podcast|poem|recipe|release|report|"
        f"review|talk|tip|tutorial|update|video){ending}": word
        for ending, word in (("s", "posts"), ("", "post"))
    } | {"stories": "posts", "story": "post"},
    news={"news": "posts"},
    vague_tags=(
        "uncategori[sz]ed", "blog(?: ?posts?)?", "posts?", "articles?", "general", "misc(?:ellan(?:y|eous|ea))?",
        "other", "featured",
    ),
    newest=("latest", "newest", "most recent(?:ly)?"),
    version_frames=tuple(
        """what what's whats which is are the of for a an in on right now currently there version release s do you
        know""".split()
    ),
    newest_versions=(
        "(?:newest|latest|current|most recent|most up[- ]to[- ]date) (?:stable )?(?:version|release)(?: number)?"
        "(?: right now)?",
        "version is (?:the )?(?:newest|latest|current|most recent)",
    ),
    explanation_questions=(
        "why", "how(?! (?:many|much|long|old|often|far|large|big|high|tall|deep|fast|heavy|soon|late|early|wide)\\b)",
        "should", "explain", "describe", "differences? between", "what happens", "what (?:can|could|do) (?:i|we) do",
        "when (?:would|is it|does it make sense)",
        "what(?:['’]?s| is| was| are| were) (?:wrong|the (?:problem|point|bug|catch|idea|difference|reason|advantage|"
        "disadvantage|benefit|drawback|downside|trade-?off)s?)",
        "(?:which|what) (?:reason|argument|advantage|benefit)s?",
    ),
    reason_questions=("why", "how come", "what(?:['’]?s| is| was| were) the (?:reason|point)s?"),
    reasons=(
        "because", "in order (?:not )?to", "so that", "due to", "reasons?", "(?:that['’]s|which is) why", "since",
        "therefore", "thus", "means that", "allows?", "lets?", "makes? it",
        "would (?:have|be|otherwise)",
        "to (?:allow|avoid|be able|ensure|get|give|help|improve|keep|let|make|prevent|protect|reduce|support)",
    ),
    announcing=(
        "announcing", "introducing", "presenting", "launching", "say hello to", "hello,?", "meet", "welcome(?: to)?",
    ),
    articles=("a", "an", "the"),
    definitions=(
        r"(?:is|are|was|were)(?: (?:\w+ly|also|just|really))? (?:an?|one of|our|my|how|what|when|where|like|some\w+|"
        r"the (?!best|first|key|last|latest|main|most|next|only|place|same|way|worst|\w+iest)\w+)",
        # "Goroutines are light threads", and not "are ready", "are run" or "are now".
        r"are (?!\w+(?:ed|ing|ly)\b|(?:all|already|also|always|as|at|available|both|found|from|good|great|here|in|less|"
        r"more|most|never|not|now|often|on|ready|run|so|still|there|to|too|used|very)\b)\w+",
        "means?", "refers? to", "stands? for", "describes?",
    ),
    namings=("called", "dubbed", "known as", "named",),
    asides=(
        "exactly", "actually", "really", "anyways?", "basically", "again", "then", "even", "please", "mean",
        "stand for",
    ),
    definition_questions=("what(?:['’]?s| is| are| does)(?! (?:the|your|his|her|their|its)\\b)",),
    quantity_questions=(
        "how (?:many|much|long|old|often|far|large|big|high)",
        "(?:what|which) (?:share|number|proportion|percent(?:age)?|price|size|age|version)s?",
        "what (?:do|does|did|would|will) (?:\\S+ ){1,6}costs?",
        "what(?:['’]?s| is| was| were| are) (?:(?:an?|her|his|its|my|our|the|their|your) )?(?:[\\w-]+ ){0,2}"
        "(?:age|budget|cost|distance|fee|height|length|pace|price|rent|salary|score|size|speed|temperature|"
        "(?:best|finish|finishing|race|running|total) time|weight)s?",
    ),
    quantity_cues=tuple(
        """one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand
        million billion half dozen once twice none""".split()
    ),
    count_questions=("how many",),
    people=("people", "persons?", "folks", "guys"),
    amounts=(
        "no", "zero", "couple", "pair", "few", "several", "many", "most", "all", "both", "every", "each", "single",
        "(?:thir|four|fif|six|seven|eigh|nine)teen", "(?:six|seven|eigh|nine)ty", "thrice",
    ),
    noun_links=("of", "and", "or", "the"),
    price_questions=(
        "how much money",
        "how (?:expensive|pricey)",
        r"how much (?:money )?(?:are|did|do|does|has|have|is|was|were|will|would)\b.{0,60}\b"
        "(?:charges?|charged|costs?|donated?|earns?|invest(?:ed)?|paid|pay|spen[dt]|worth)",
        r"how much did \b.{0,60}\bgive\b",
        r"how much (?:are|is|was|were|will) (?:the |an? )?(?:\w+ )?(?:admission|book|class|course|entrance|entry|fee|"
        r"kit|licen[cs]e|membership|postage|seat|shipping|subscription|ticket)s?\b",
        "what (?:do|does|did|would|will) (?:\\S+ ){1,6}costs?",
        r"what(?:['’]?s| is| was| are| were) (?:the )?(?:\w+ )?(?:price|cost|fee|rent|salary)s?",
    ),
    prices=(
        "{number} (?:bucks?|cents?|dollars?|euros?|pounds?|quid)", "free",
    ),
    price_columns=("prices?", "costs?", "fees?"),
    discounts=("off", "discount", "in savings"),
    time_questions=("when", "wh(?:at|ich) (?:year|date|day|month|century|decade|time)"),
    time_cues=(
        r"\d+(?:st|nd|rd|th)",
        r"\d{1,2}(?:[.:]\d\d)?\s?(?:am|pm|a\.m|p\.m|o['’]clock)",
        *(f"{month}s?" for month in _ENGLISH_MONTHS),
        "(?:mon|tues|wednes|thurs|fri|satur|sun)days?",
        "(?:century|today|yesterday|year|month|week|day|hour|ago)s?",
    ),
    entity_questions=("who(?:m|se)?", "where"),
    months=_ENGLISH_MONTHS,
    short_months=("jan", "feb", "mar", "apr", "may", "june?", "july?", "aug", "sept?", "oct", "nov", "dec"),
    seasons={"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12},
    season_leads=("last", "this"),
    date_articles=("the",),
    of_year=("of",),
    recent={
        "last year": (1, "year"), "this year": (0, "year"), "last month": (1, "month"), "this month": (0, "month"),
        "last week": (1, "week"), "this week": (0, "week"),
    },
    year_parts={
        "(?:early|the (?:beginning|start) of)": (1, 4), "mid": (5, 8), "(?:late|(?<!by.)the end of)": (9, 12),
        "the first half of": (1, 6), "the second half of": (7, 12),
        "(?:q1|the first quarter of)": (1, 3), "(?:q2|the second quarter of)": (4, 6),
        "(?:q3|the third quarter of)": (7, 9), "(?:q4|the (?:fourth|last) quarter of)": (10, 12),
    },
    decades=("(?:the )?{decade}['’]?s",),
    numbers={
        "an?": 1, "one": 1, "(?:a )?couple(?: of)?": 2, "two": 2, "three": 3, "(?:a )?few": 4, "four": 4, "five": 5,
        "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    },
    units={"days?": "day", "weeks?": "week", "months?": "month", "(?:years?|yrs?)": "year"},
    ago=("(?:(?:about|around|over|almost|nearly|roughly) )?{number} {unit} ago",),
    lately=(
        "(?:(?:in|during|over|within|from|for) )?"
        r"(?:(?:the |these )?(?:last|past|previous) {number}|(?:the |this )(?:last|past)) {unit}(?! (?:of|before)\b)",
    ),
    days_ago={"today": 0, "yesterday": 1, "(?:the )?day before yesterday": 2},
    between=("between",),
    conjunctions=("and",),
    through=("to", "until", "till", "through"),
    either=("and/or", "or"),
    both=("and", "&"),
    since=("since", "starting (?:in|from)", r"from(?=\s+[\w -]{4,20}\s+on(?:wards?)?\b)"),
    after=("after",),
    until=("until", "till", "up to"),
    before=("before",),
    during=("in", "during", "on", "from", "in the year"),
    before_years=(),
    year_marks=(),
    month_marks=(),
    day_marks=(),
    eras={},
    lookups=_LOOKUPS,
    ordinals={
        "(?:the )?(?:first|1st) one": "that",
        "(?:the )?(?:second|2nd)(?: (?:one|post|article))?": "that",
        "(?:the )?(?:third|3rd)(?: (?:one|post|article))?": "that",
        "(?:the )?(?:fourth|4th)(?: (?:one|post|article))?": "that",
        "(?:the )?(?:fifth|5th)(?: (?:one|post|article))?": "that",
    },
    post_questions={
        f"(?:and |so )?when(?: was {_THAT}(?: (?:first )?(?:published|written|posted))?|"
        f" did (?:he|she|they|you|we) (?:publish|write|post) {_THAT}| did {_THAT} (?:come out|"
        "appear))?": "when",
        f"(?:and |so )?who (?:wrote|published|posted) {_THAT}": "who",
        "(?:and |so )?(?:wh(?:at|ich) (?:post|article|page) (?:is|was)|where(?:['’]?s| is| was)) (?:it|that|this) "
        "from": "when",
        "(?:(?:got|have|do you have) )?(?:(?:an?|the|any) )?(?:citation|link|source|url)"
        "(?: (?:for|of|to) (?:it|that|this))?(?: pl[sz])?": "when",
        "(?:according to|says) who": "who",
        f"(?:and |so )?who(?:['’]?s| is| was) (?:its|the) author(?: of {_THAT})?": "who",
        f"(?:and |so )?what(?:['’]?s| is| was) {_THAT} (?:all )?about": "summary",
        f"(?:(?:can|could) you )?(?:please )?(?:summari[sz]e|sum up) {_THAT}": "summary",
        "(?:and |so )?what (?:does|did) (?:that|this)(?: (?:one|(?:blog )?(?:post|article|entry)|page))? (?:all )?say":
            "summary",
        f"(?:and )?what else {_HAS_WRITTEN}(?: about)?": "others",
        f"(?:and )?{_HAS_WRITTEN} (?:anything|more|something|other posts)(?: else)?": "others",
        "(?:(?:show|give|list) me |are there )?(?:any )?(?:the )?(?:other|more)(?: (?:posts|articles))? (?:by|from) "
        "(?:him|her|them|(?:this|that|the same|the) author)": "others",
        "(?:tell me |and |some |any )?more(?: (?:on|about) (?:it|this|that))?|go on|continue|keep going": "more",
        "(?:and )?what else(?: does (?:it|the post) say)?": "more",
    },
    list_questions={
        "(?:and |so )?which(?: ones?| posts| articles| of (?:them|those|these))?"
        "(?: (?:is|are|was|were)(?: (?:they|those|these|there))?)?": "list",
        "(?:and )?what are (?:they|those|these)": "list",
        "(?:(?:can|could) you )?(?:please )?(?:list|show|name)(?: me| us)? (?:them|those|these)(?: all)?": "list",
        "(?:and )?how many(?: (?:are|were) (?:there|they|those|these)| of them)?": "count",
        "(?:and )?who (?:wrote|published|posted) (?:them|those|these)": "who",
        "(?:and |(?:and )?just |only )?(?:wh(?:at|ich)(?:['’]?s| is| was) )?(?:the )?(?:first|oldest|earliest)"
        "(?: one| of (?:them|those|these))?": "first",
        "(?:and |(?:and )?just |only )?(?:wh(?:at|ich)(?:['’]?s| is| was) )?(?:the )?(?:last|latest|newest|most recent)"
        "(?: one| of (?:them|those|these))?": "last",
    },
    leading_abbreviations=tuple("mr mrs mx dr prof revd messrs approx ca cf e.g i.e viz vs incl excl".split()),
    abbreviations=tuple(
        """ms rev st sr jr hon gen col capt cmdr cpl lt maj pvt sgt supt gov sen rep pres mt ft eds trans v resp dept
        univ corp bros feb apr jun jul aug sep oct nov""".split()
    ),
    number_abbreviations=tuple(
        """no nos jan mar sept dec sec art ed co inc ltd al fig figs vol vols eq ch p pp est""".split()
    ),
    ordinal_leads=(),
    ordinal_nouns=(),
    name_words=("will", "can", "do", "am"),
    opening_quotes="“‘\"'",
    closing_quotes="”’\"'",
)  # fmt: skip
