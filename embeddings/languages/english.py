"""English."""

from __future__ import annotations

from embeddings.languages.table import Language, LookupWords

_ENGLISH_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip

_LOOKUPS = LookupWords(
    posts=("(?:blog[ -]?)?(?:posts?|postings?|articles?|entry|entries)",),
    articles=("the", "this", "that", "your", "their"),
    called=("called", "titled", "entitled", "named", "with the title"),
    who=(
        "who (?:wrote|authored|published|posted|made) {title}",
        "who(?:['’]s| is| was) the author of {title}",
        "(?:who|by whom) (?:is|was) {title} (?:written|posted|published|authored)(?: by)?",
    ),
    when=(
        "when (?:was|were) {title} (?:first )?(?:published|posted|written|put online)",
        "when (?:was|is) {title} from",
        "when did (?:you|they|he|she|we) (?:first )?(?:publish|post|write) {title}",
        "when did {title} (?:come out|appear|go up|go online|get published|get posted)",
        "what(?:['’]s| is| was) the (?:publication |publishing )?date of {title}",
        "(?:on|from) wh(?:at|ich) (?:day|date) (?:is|was) {title}(?: published| posted| written)?",
    ),
    summary=(
        "(?:(?:can|could|would) you )?(?:please )?(?:summari[sz]e|sum up|recap)(?: for me)? {title}",
        "(?:(?:can|could) you )?(?:please )?(?:give (?:me|us) |what(?:['’]s| is) )?"
        "(?:an? |the )?(?:short |quick |brief )?(?:summary|recap|overview|gist|tl;?dr) of {title}",
        "tl;?dr(?: for| of)? {title}",
        r"what(?:['’]s| is| was) (?=(?:the|this|that|your) (?:blog )?(?:post|article|entry)\b){title} about",
    ),
    count=(
        "how many {posts}{rest}",
        "(?:what(?:['’]s| is) )?the number of {posts}{rest}",
        "(?:can you )?(?:please )?count (?:all )?(?:of )?(?:the |your )?{posts}{rest}",
    ),
    every=(
        "(?:(?:can|could) you )?(?:please )?(?:list|show|give|name|find)(?: me| us)?(?: a list of)?(?: all| every)?"
        "(?: of)?(?: the| your| their)? {posts}{rest}",
        "(?:a list of )?all (?:of )?(?:the |your )?{posts}{rest}",
        "(?:which|what)(?: are the| other)? {posts}{rest}",
        "(?:is|are) there (?:any |some |an? |other )?{posts}{rest}",
        "(?:do you have|have you (?:got|written|published)|did you (?:write|publish)) (?:any|some|an?) {posts}{rest}",
    ),
    posted=(
        "what (?:did|have|has) (?:you|they|we|the blog) (?:post|publish|write|posted|published|written){rest}",
        "what (?:was|were|has been|got|is) (?:posted|published|written|new){rest}",
        "what(?:['’]s) new{rest}",
        "what (?:did|has) {author} (?:post|publish|write|posted|published|written){rest}",
    ),
    one=(
        "(?:(?:(?:what|which|when)(?:['’]s| is| was)?|(?:show|give)(?: me| us)?) )?(?:the |your |their )?(?:very )?"
        "{extreme} {posts}{rest}",
    ),
    oldest=("first", "oldest", "earliest"),
    newest=("last", "latest", "newest", "most recent"),
    about=(
        "(?:(?:that|which) )?(?:is |are |were |was )?(?:about|on|regarding|concerning|covering|discussing|mentioning)",
        "(?:(?:that|which) )?(?:mentions?|mentioned|covers?|discuss(?:es)?|talks? about|deals? with)",
        "dealing with",
    ),
    by=("(?:(?:that|which) )?(?:were |was |are |is )?(?:written |authored |posted |published )?by", "from"),
    tagged=(
        "(?:(?:that|which) )?(?:are |is )?tagged(?: with| as)?",
        "with (?:the )?tags?",
        "under (?:the )?tag",
        "(?:in|under) (?:the )?category",
    ),
    wrote=(
        "(?:that |which )?(?:has|have|did|does) {author} (?:ever )?(?:written|write|published?|post(?:ed)?)",
        "(?:that |which )?{author} (?:wrote|has written|published|posted)",
    ),
    fillers=(
        "are there",
        "there are",
        "is there",
        "do you have",
        "do we have",
        "does (?:the|this) blog have",
        "exist",
        "have (?:you|they) (?:ever )?(?:written|published|posted)",
        "did (?:you|they) (?:ever )?(?:write|publish|post)",
        "(?:that |which )?(?:you|they)(?: have|['’]ve)? (?:wrote|written|published|posted|have)",
        "(?:that |which )?(?:have been|has been|were|was|got|are) (?:written|published|posted)",
        "(?:written|published|posted)(?! by)",
        "(?:on|in|of) (?:the|this|your) (?:blog|archive|site)",
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

ENGLISH = Language(
    code="en",
    name="English",
    scripts=(),
    stemmer="english",
    stop_words=tuple(
        """a an and are as at be been but by can could did do does doing for from had has have he her him his
        how i if in into is it its me my of on or our she should so some such than that the their them then
        there these they this those to was we were what when where which who whom whose why will with would
        you your about any am""".split()
    ),
    filler_words=tuple(
        """tell me about what some give other any anything else know happen happened ever make made get got go name
        many much long often explain describe interesting article first important ok okay thanks also like well really
        did use used must may might before after again just only more most very now then thing things""".split()
    ),
    anaphora=tuple(
        """it its he him his she her hers they them their theirs that this those these there one ones else
        same""".split()
    ),
    continuations=(
        "and", "but", "so", "or", "why", "how come", "what about", "how about", "what else", "who else",
    ),
    back_references=tuple(
        """this that these those it its he she his her they their such here there but and also however so
        thus""".split()
    ),
    denials=(
        "not", "never", "no", "none", "nor", "neither", "nobody", "nothing", "without", "except", "cannot", "least",
        "unable", "unlike", "fail(?:s|ed)?", r"\w+n['’]t",
    ),
    greetings=("hi", "hello", "hey", "good (?:morning|afternoon|evening)"),
    addressees=("there", "all", "everyone", "everybody", "folks", "guys", "bot"),
    please=("please", "pls"),
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
    after_thanks=("in advance", "a lot", "a million", "so much", "very much", "all", "everyone"),
    lead_ins=("hi", "hello", "hey", "so", "ok", "okay", "and", "but", "please"),
    question_openings=(
        "who", "whom", "whose", "what", "when", "where", "why", "which", "how", "is there", "are there",
        "does anyone know", "do you know",
    ),
    newest=("latest", "newest", "most recent(?:ly)?"),
    quantity_questions=(
        "how (?:many|much|long|old|often|far|large|big|high)", "what (?:share|number|proportion)",
    ),
    quantity_cues=tuple(
        """one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand
        million billion half dozen once twice none""".split()
    ),
    time_questions=("when", "wh(?:at|ich) (?:year|date|day|month|century|decade)"),
    time_cues=(
        r"\d+(?:st|nd|rd|th)",
        *(f"{month}s?" for month in _ENGLISH_MONTHS),
        "(?:mon|tues|wednes|thurs|fri|satur|sun)days?",
        "(?:century|today|yesterday|year|month|week|day|hour|ago)s?",
    ),
    entity_questions=("who(?:m|se)?", "where"),
    advice_questions=("should", "ought", "advi[sc]e", r"recommend\w*"),
    advice_cues=(
        "should", "must", "ought", "need(?:s|ed)? to", "ha(?:ve|s) to", "had better", "recommend", "advi[sc]e",
        "better", "best", "wiser", "more sensible", "try", "never", "always", "let[’']s", "don[’']t", "instead",
    ),
    months=_ENGLISH_MONTHS,
    seasons={"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12},
    season_leads=("last", "this"),
    date_articles=("the",),
    of_year=("of",),
    recent={
        "last year": (1, "year"), "this year": (0, "year"), "last month": (1, "month"), "this month": (0, "month"),
        "last week": (1, "week"), "this week": (0, "week"),
    },
    between=("between", "from"),
    conjunctions=("and", "to", "until", "till", "through"),
    since=("since", "starting (?:in|from)", r"from(?=\s+[\w -]{4,20}\s+on(?:wards?)?\b)"),
    after=("after",),
    until=("until", "till", "up to"),
    before=("before",),
    during=("in", "during", "on", "from"),
    year_marks=(),
    lookups=_LOOKUPS,
    abbreviations=tuple(
        """mr mrs ms mx dr prof rev revd st sr jr hon gen col capt cmdr cpl lt maj pvt sgt supt gov sen rep pres messrs
        mt ft nos vol vols fig figs eq ch pp p eds trans approx ca cf e.g i.e viz vs v resp incl excl dept univ corp
        bros est jan feb apr jun jul aug sep sept oct nov""".split()
    ),
    number_abbreviations=("no", "mar", "dec", "sec", "art", "ed", "co", "inc", "ltd", "al"),
    ordinal_leads=(),
    opening_quotes="“‘\"'",
    closing_quotes="”’\"'",
)  # fmt: skip
