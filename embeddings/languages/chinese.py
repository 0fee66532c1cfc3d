"""Chinese."""

from __future__ import annotations

from embeddings.languages.table import Language, LookupWords, OfAPost, OfPosts

_TRADITIONAL = dict(
    zip(
        "这个谁写发过时几么没吗总数关于对讲说谈绍讨论标签类题话东条帮给显归结纳内问请诉诶开为着长办后单旧举荐读带录点传运从号来现计",
        "這個誰寫發過時幾麼沒嗎總數關於對講說談紹討論標籤類題話東條幫給顯歸結納內問請訴誒開為著長辦後單舊舉薦讀帶錄點傳運從號來現計",
        strict=True,
    ),
    义="義",
    并="並",
    称="稱",
    谓="謂",
    产="產",
    会="會",
    准="準",
    别="別",
    动="動",
    干="幹",
    卖="賣",
    乱="亂",
    买="買",
    仅="僅",
    让="讓",
    决="決",
    应="應",
    断="斷",
    凭="憑",
    无="無",
    权="權",
    热="熱",
    绝="絕",
    觉="覺",
    贵="貴",
    远="遠",
    适="適",
    钢="鋼",
    锈="鏽銹",
    错="錯",
    难="難",
    须="須",
    饿="餓",
    够="夠",
    愿="願",
    布="佈",
    间="間",
    里="裡裏",
    贴="貼",
    笔="筆",
    简="簡",
    经="經",
    营="營",
    维="維",
    护="護",
    页="頁",
    网="網",
    谢="謝",
    烦="煩",
)
_EITHER = str.maketrans({simplified: f"[{simplified}{other}]" for simplified, other in _TRADITIONAL.items() if other})


def _both(*patterns: str) -> tuple[str, ...]:
    """Patterns in simplified characters, for the traditional ones too."""
    return tuple(pattern.translate(_EITHER) for pattern in patterns)


_A_NOT_A = "是要会能好值有可行对去来想肯敢该应用得吃喝买卖贵看做写说知喜愿懂算够难大多快远热冷疼累饿适准开容方舒需支存"
"""Characters that make a question where they stand on both sides of a denial: "要不要", "值不值得"."""
_ASKING = "是要会能有"
"""Those of which such a question says nothing more than that it is one: of "贵不贵" it is "贵"."""
_NO_DENIALS = (
    *(f"{one}{denial}{one}" for one in _A_NOT_A for denial in "不没"),
    *"""不同 不过 不仅 不但 不管 不论 不少 不断 不久 不妨 不愧 不禁 不料 不光 不只 不止 不时 不如 不免 不惜 不然 不一会
    不锈钢 不等式 不动产 不知不觉 不好意思 不得不 不得了 差不多 对不起 了不起 说不定 恨不得 巴不得 忍不住 好不容易
    淹没 沉没 吞没 埋没 出没 没收 没落 没错 没关系 没问题""".split(),
)
"""Where the character of a denial denies nothing."""
_ELSEWHERE = "".join(
    f"(?<!{word[:at]}(?={word[at:]}))" if at else f"(?!{word})"
    for word in _NO_DENIALS
    for at, character in enumerate(word)
    if character in "不没"
)
_DENIALS = (
    # "吃了没" and "写过没有" ask whether.
    f"(?=不|没){_ELSEWHERE}(?:不|(?<!了)(?<!过)没|没(?!有?(?:吗|嘛|呢|啊|呀)?[？?]*$))",
    "无(?:法|需|须|从|力|权|效|关)",
    "(?<=毫|并)无",
    "(?<=并|而|绝|决)非",
    "(?<=尚|从|仍)未|未(?:曾|必|能|经)",
    "别(?:再|去|买|用|吃|想|说|做|让|把|给|怕|乱|太)",
)
_SAID = "(?:(?:作者|博主|文中|文章里)(?:所)?(?:说|讲|写|提到?)的)?"
_FRAMES = (
    *(f"{one}(?:不|没)(?={one})" for one in _A_NOT_A if one not in _ASKING),
    *(f"{one}(?:不|没){one}" for one in _ASKING),
    "是否|能否|可否|会否",
    "到底|究竟|请问",
    "(?:是|有|啥|什么)*(?:啥|什么)(?:意思|时候|样)?|什么",
    "为(?:什么|啥|何)",
    "怎么(?:样|回事)?|怎样|如何|咋(?:样|回事)?|何时",
    "多(?:少|久|长时间)|几(?=个|年|篇|天|顿|元|块|小时|分|次|点|月|岁|种|家|人|口|本|斤|公|号|层|遍|杯|条|件|张|台|位|倍)",
    "哪(?!吒|怕)(?:些|个|里|儿|家|种|位|款|天|年)?",
    "谁",
    "(?:吗|嘛|呢|吧|啊|呀|么)(?=$|[？?！!。，,、 ])",
)
"""What makes a question of a sentence."""

_END = "(?:的)?(?:了)?(?:吗|嘛|呢|呀|啊|哪|吧|哦|么)?"
"""What a question may end with, other than what it asks."""
_WHO = "(?:谁|哪位|哪个人|哪些人|什么人|哪几位)"
_WHAT = "(?:什么|啥|哪些|些什么|些啥)"
_BLOG = "(?:这个|这|本|该|此|你们的?|你的)?(?:博客|部落格|网站|blog)"
_WRITE = "(?:写|发布|发表|发|撰写|更新|上传)(?:了|过)?"
_WHEN = "(?:什么时候|什么时间|何时|几几年|啥时候|哪一?天|哪一?年|哪个?月|几时|几月几(?:号|日)|多久之?前)"
_THERE = "(?:一共|总共|共|总计|目前|现在|都|到底|全部)*(?:有|收录了|包含)?"
_MANY = "(?<!哪)(?:多少|几)(?:篇|个|条)?"
_SHOW = (
    "(?:请)?(?:帮我|给我|麻烦|我?想|我?要)?(?:按照?(?:时间|日期)(?:顺序|先后)?)?"
    "(?:列出|列一下|列举|显示|展示|看看|看|读|找找|找|查|搜|推荐)(?:一下|我|下)?"
)
_ALL = "(?:(?:所有|全部|全|每一篇)(?:的)?)"
_SOME = "(?:(?:一|两|三|几|[0-9]+)(?:篇|个|些)|些)?(?:的)?"
_WHICH = "哪(?:一|几|些)?篇"
_ABOUT = "(?:有?关于|有关(?!于)|讲|谈|介绍|讨论|涉及|提到|说|写(?:了|过))"
_WHICH_ONE = f"(?:(?:是|叫)?(?:{_WHAT}|{_WHICH}|哪个|{_WHEN}(?:{_WRITE})?))?"
_ITS_NAME = f"(?:是|叫)(?:{_WHO}|(?:什么|啥)(?:名字|名)?)"
_THAT = "(?:(?:这|那|该|此)(?:一)?(?:篇)?(?:文章|博文|文|帖子)?|它|(?:这|那)个)"
_LOOKUPS = LookupWords(
    posts=_both("博客文章", "部落格文章", "文章", "博文", "帖子", "贴文", "日志", "网志", "博客", "部落格"),
    articles=_both("这篇", "那篇", "这个", "那个", "一篇", "你的", "你们的"),
    called=_both("这一?篇", "那一?篇", "名为", "叫做?", "题为", "标题为", "标题是", "的"),
    who=_both(
        f"{{title}}(?:是|由)?{_WHO}(?:所)?{_WRITE}(?:的)?{_END}",
        f"(?:是)?{_WHO}{_WRITE}(?:的)?{{title}}{_END}",
        f"{{title}}的(?:作者|笔者|撰稿人)(?:是|叫)?(?:{_WHO}|什么)?{_END}",
        f"{_WHO}是{{title}}的作者{_END}",
        f"{_WRITE}{{title}}的(?:人)?是{_WHO}{_END}",
    ),
    when=_both(
        f"{{title}}(?:是)?(?:在)?{_WHEN}(?:{_WRITE}|出)(?:的|出来的)?{_END}",
        f"(?:是)?(?:在)?{_WHEN}{_WRITE}(?:的)?{{title}}{_END}",
        f"{{title}}(?:的|的?(?:发布|发表|写作|撰写|更新)的?)(?:日期|时间)(?:是)?(?:{_WHEN}|多少|几号)?{_END}",
        f"{{title}}是{_WHEN}的(?:{{posts}})?{_END}",
    ),
    summary=_both(
        f"{{title}}(?:主要|大概|到底)?(?:是)?(?:在)?(?:讲|写|说|谈|介绍|讨论)(?:了|的|的是|到)?(?:是)?"
        f"{_WHAT}(?:内容|东西)?{_END}",
        f"{{title}}(?:是|的)?(?:关于|有关){_WHAT}(?:的)?(?:{{posts}})?{_END}",
        f"(?:请)?(?:帮我|给我|麻烦)?(?:用(?:一|几|两|三)句话)?(?:总结|概括|摘要|概述|归纳|简述)(?:一下|下)?{{title}}(?:的内容)?{_END}",
        f"{{title}}的?(?:主要)?(?:内容|大意|摘要|总结|概要|要点)(?:是)?(?:{_WHAT})?{_END}",
        f"(?:请)?(?:帮我|给我|麻烦)?(?:把|将)?{{title}}(?:总结|概括|归纳)(?:一下|下){_END}",
    ),
    count=_both(
        f"{{rest}}{_THERE}(?:{_WRITE})?{_MANY}(?:{{posts}}){_END}",
        f"{_THERE}{_MANY}{{rest}}{{posts}}{_END}",
        f"{{rest}}{{posts}}{_THERE}(?:{_WRITE})?{_MANY}{_END}",
        f"{{rest}}{_THERE}(?:{_WRITE})?(?<!哪)(?:多少|几)篇{_END}",
        f"{{rest}}{{posts}}的?(?:数量|总数|数目|篇数)(?:是)?(?:{_MANY})?{_END}",
    ),
    every=_both(
        f"{_SHOW}{_ALL}?{_SOME}{{rest}}{{posts}}(?:列表|清单|目录)?{_END}",
        f"{_ALL}{{posts}}{_END}",
        f"(?:这里|你们|{_BLOG}(?:里|上)?)?(?:都)?(?:有没有|有(?:{_WHAT})?(?:任何)?){_SOME}{{rest}}{{posts}}{_END}",
        f"{_WHICH}(?:是)?(?:在)?(?={_ABOUT}){{rest}}{_END}",
        f"(?=.*(?:{_ABOUT}|写)){{rest}}(?<=的)(?:都)?(?:有|是){_WHICH}{_END}",
        f"{{rest}}{_WRITE}哪(?:几|些)篇{_END}",
        f"有?(?:{_WHAT}|哪一?篇){{posts}}(?:是)?{{rest}}{_END}",
        f"{{rest}}{{posts}}{_THERE}(?:{_WHAT}|哪几篇|没有|吗){_END}",
        f"{{rest}}{_WRITE}(?:{_WHAT}|哪几篇|多少){{posts}}{_END}",
        "{rest}{posts}(?:列表|清单|目录|一览)",
    ),
    bare=_both(
        f"{{rest}}{{posts}}{_END}",
        f"(?:{_BLOG}(?:里|上)?)?(?:都)?(?:有没有|是否有|有)(?:{_WHAT})?(?:人)?(?={_ABOUT}){{rest}}{_END}",
        "(?:都)?(?:有没有|有)(?=写){rest}(?<=的)(?:吗|嘛|呢|么)?",
        f"(?={_ABOUT}|写){{rest}}(?<=的)(?:都)?有(?:{_WHAT}|没有)?{_END}",
        f"{_SHOW}(?={_ABOUT}|写){{rest}}(?<=的)",
        f"{_SHOW}",
    ),
    subject_first=_both(f"{{rest}}{{posts}}{_END}"),
    subject_counted=(),
    subject_picked=(),
    latest=_both(
        f"(?:{_SHOW})?{{rest}}(?:最新|最近|近期|新)(?:的|{_WRITE}的?)?"
        f"(?:(?:[0-9二两三四五六七八九十]+|几)篇(?:的)?{{posts}}?|(?:的)?{{posts}}(?:列表)?)"
        f"{_THERE}(?:是)?(?:{_WHAT}|哪几篇)?{_END}",
        f"(?:博客)?最近(?:都)?(?:在)?{_WRITE}(?:{_WHAT}){_END}",
        f"(?:最近)?有(?:没有|{_WHAT})?新的?(?:{{posts}}|内容|东西){_END}",
    ),
    who_about=_both(
        f"(?:有)?{_WHO}{_WRITE}(?:的)?{{rest}}{_END}",
        f"(?:有)?{_WHO}(?=(?:讲|谈|写|介绍|讨论|提到)过){{rest}}{_END}",
        f"{{rest}}(?:是)?{_WHO}{_WRITE}(?:的)?{_END}",
    ),
    whether=_both(
        f"{{author}}(?:有没有|是否|有)?{_WRITE}{{rest}}(?:的)?(?:{{posts}}|东西)?(?:吗|没有|么)?{_END}",
    ),
    posted=_both(
        f"{{author}}(?:都|又|还|最近|近期|最新)*(?:在)?{_WRITE}(?:{_WHAT})(?:{{posts}}|东西|内容)?{_END}",
        f"(?:博客)?(?:都)?{_WRITE}(?:{_WHAT})(?:{{posts}}|东西|内容)?{_END}",
        f"(?:都)?有(?:{_WHAT})(?:{{posts}}){_END}",
    ),
    one=_both(
        f"(?:{_SHOW})?{{rest}}{{extreme}}(?:的|{_WRITE}的?)?(?:那|这)?(?:一?篇)?(?:的)?{{posts}}{_WHICH_ONE}{_END}",
        f"(?:{_SHOW})?{{rest}}{{extreme}}(?:的|{_WRITE}的?)?(?:那|这)?一?篇{_WHICH_ONE}{_END}",
        f"(?:{_SHOW})?{{rest}}{{extreme}}(?<=篇){_WHICH_ONE}{_END}",
        f"{{rest}}{{extreme}}(?:的)?(?:是|叫){_WHICH}{_END}",
    ),
    writers=_both(
        f"{_BLOG}(?:是)?(?:由)?{_WHO}(?:在)?(?:{_WRITE}|开|管理|维护|经营|做|运营)(?:的)?{_END}",
        f"{_BLOG}(?:是)?{_WHO}的{_END}",
        f"{_WHO}(?:在)?(?:{_WRITE}|开|管理|维护|经营|运营){_BLOG}{_END}",
        f"{_BLOG}(?:的|有)?(?:哪些|多少|几位|几个|多少位)?(?:作者|博主)(?:是{_WHO}|有{_WHO}|有哪些|都有{_WHO}|有几位|有多少|列表)?{_END}",
        f"(?:这里|{_BLOG}里?)?(?:都)?有(?:哪些|多少|几位|几个|多少位)作者{_END}",
        f"(?:博主|站长|作者(?=叫)){_ITS_NAME}{_END}",
        f"(?:所有|全部)(?:的)?作者{_END}",
        f"作者(?:列表|都有{_WHO}|有哪些|有{_WHO}|有几位|有多少){_END}",
    ),
    topics=_both(
        f"{_BLOG}(?:主要|都)?(?:是)?(?:在)?(?:讲|写|谈|说|关于|有关|讨论)(?:的)?(?:是)?{_WHAT}(?:内容|主题|东西)?(?:的)?{_END}",
        f"(?:{_BLOG})?(?:里)?(?:都|一共)?有?(?:{_WHAT}|多少|几个|哪几个){{topics}}{_END}",
        f"(?:{_SHOW})?{_ALL}?{{topics}}(?:列表|一览)?(?:都)?(?:有(?:{_WHAT}|多少|几个))?{_END}(?<=.{{3}})",
        "{tags}",
    ),
    tags=_both("标签", "分类"),
    subjects=_both("主题", "话题", "题材"),
    oldest=_both("第一篇", "最早的?", "最旧的?", "最老的?", "最初的?", "首篇"),
    newest=_both("最(?:新|后|近)的?(?:那|这)?一?篇", "最后的?", "最晚的?", "最新的?(?=(?:是|叫)哪)"),
    about=_both(
        f"(?:{_ABOUT}|写)(?:了|过|到)?{{value}}(?:的)",
        f"{_ABOUT}(?:了|过|到)?{{value}}$",
        "(?:跟|和|与){value}(?:有关|相关)的?",
        "{value}的?(?:这|那)一?篇(?:的)?",
        "{value}(?:相关|有关|方面|主题|题材)(?:的)?",
        "{value}的",
    ),
    of=(),
    by=_both(f"(?:由)?{{value}}(?:所)?(?:都)?(?:一共|总共)?(?:{_WRITE})?(?:的)?"),
    tagged=_both(
        "(?:标签|分类)(?:为|是|叫)?{value}的",
        "(?:带|有|贴了|打了|加了|带有)?{value}(?:这个|的)?(?:标签|分类)(?:下|里|中|底下|下面)?的?",
    ),
    wrote=(),
    further=_both("那么", "只(?:要|看)?"),
    fillers=_both(
        f"{_BLOG}(?:里面?|上|中|内)?(?:的)?",
        "这里|这儿|你们?(?=有|写|$)",
        "(?:一共|总共|目前|现在|都|至今)",
        f"{_WRITE}(?:的|于)?(?=$)",
        f"{_ALL}",
        "(?:有|的|写|在|呢|我)(?=$)",
        "(?:是)?(?=$)(?<=是)",
    ),
)
_POST_QUESTIONS: dict[str, OfAPost] = {
    f"{_THAT}?(?:是)?(?:在)?{_WHEN}(?:{_WRITE}|出)?(?:的)?(?:文章)?{_END}": "when",
    f"{_THAT}?(?:的)?(?:发布|发表)?(?:日期|时间)(?:是)?(?:{_WHEN})?{_END}": "when",
    f"{_THAT}?(?:是)?{_WHO}{_WRITE}(?:的)?{_END}": "who",
    f"(?:{_THAT}的)?作者(?:{_ITS_NAME})?{_END}": "who",
    f"{_THAT}?(?:主要)?(?:是)?(?:在)?(?:讲|写|说|关于)(?:了|的|的是)?{_WHAT}(?:内容)?(?:的)?{_END}": "summary",
    f"(?:请)?(?:帮我)?(?:总结|概括)(?:一下|下)?{_THAT}?{_END}": "summary",
    f"(?:他|她|作者)还(?:写|发)(?:了|过)?(?:些)?(?:什么|哪些)(?:文章)?{_END}": "others",
    "(?:还有)?更多|继续|然后呢|还有呢|(?:再)?详细(?:说说|一点)|(?:再)?多说(?:一)?点": "more",
}

_THAT_ONE = "(?:的(?:那|这)?(?:一?篇)?|(?:那|这)?一?篇)"
_LIST_QUESTIONS: dict[str, OfPosts] = {
    "(?:都)?(?:是|有)?哪(?:些|几篇)(?:文章)?(?:呢)?": "list",
    "(?:列出|列一下|给我看看)(?:它们|这些)?": "list",
    "(?:他|她|作者|博主)?(?:一共|总共|都)*(?:有|写了|写过|发了|发过)?(?:多少|几)篇(?:呢)?": "count",
    "(?:它们|这些)(?:都)?是谁写的": "who",
    f"(?:其中)?(?:第一篇|最(?:早|旧|老){_THAT_ONE})(?:是(?:哪一?篇|什么)?)?(?:呢)?": "first",
    f"(?:其中)?最(?:新|后|近|晚){_THAT_ONE}(?:是(?:哪一?篇|什么)?)?(?:呢)?": "last",
}

CHINESE = Language(
    code="zh",
    name="Chinese",
    scripts=("han",),
    letters="",
    stemmer="",
    word_list="",
    irregular_words=(),
    form_changes={},
    stop_words=tuple(
        """的 了 在 是 我 有 和 就 都 而 及 与 着 或 一个 没有 我们 你 你们 他 她 它 他们 是否 吗 呢 吧 啊 这 那 也 把
        被 从 到 对 为 什么 怎么 哪 谁 會 與 對 從 嗎""".split()
    ),
    filler_words=(),
    elisions=(),
    compound_links=(),
    enclitics=(),
    anaphora=(
        "[它牠她]", "(?<![其吉])他", "[这那這](?:[个個么麼样樣里裡边邊种種些台本位家次时時篇件只隻]|东西|東西)", "其中",
    ),
    clitics=(),
    continuations=("那", "还有", "還有", "另外", "然后", "然後", "所以", "但", "可是"),
    continuing_ends=("呢",),
    possessives=(),
    demonstratives=(),
    expletives=(),
    persons=(),
    replaceable=(),
    clause_openings=(),
    auxiliaries=(),
    copulas=(),
    identifying=(),
    empty_auxiliaries=(),
    determiners=(),
    subjects=(),
    verb_leads=(),
    perfect_auxiliaries=(),
    links=(),
    infinitive_mark="",
    whether="",
    about="",
    back_references=(),
    additions=(),
    reversals=(
        "(?:但|但是|可是|然而|不过|不過)?，?(?:这|那|這|他们|他們|它)(?:其实|其實|都|完全)?(?:是)?(?:错|錯|不对|不對|误解|誤解|谣言|謠言|不正确|不正確)",
        "(?:但|然而)?，?(?:事实|事實)?并非如此",
        "(?:事實)?並非如此",
        "其实不然",
        "其實不然",
        "恰恰相反",
    ),
    contrasts=("但", "不过", "不過", "然而", "可是",),
    reports=(
        "(?:有人|有些人|很多人|许多人|許多人|人们|人們|批评者|批評者)(?:常|都|会|會)?(?:说|說|认为|認為|相信|声称|聲稱)",
        "(?:他|她|他们|他們)(?:说|說|声称|聲稱)",
        "据说",
        "據說",
        "所谓",
        "所謂",
        "(?:你|您|大家|有人|人们|人們|我们|我們)(?:可能|也许|也許|或许|或許)(?:会|會)?(?:认为|認為|以为|以為|觉得|覺得)",
        "(?:很容易|容易)(?:让人|讓人)?(?:认为|認為|以为|以為)",
    ),
    myths=("(?:误区|誤區|谣言|謠言|迷思|流言)",),
    facts=("(?:真相|事实|事實|辟谣|闢謠)",),
    announcements=("以下", "如下", "下列", "下面"),
    table_references=(
        "下表",
        "(?:以下|下列)表格",
    ),
    pictures=(
        "[图圖](?![书書])", "照片", "截屏", "[视視][频頻]", "影片", "地[图圖]",
    ),
    denials=_both(*_DENIALS),
    greetings=_both(
        "(?:你好|您好|大家好|你们好|早上好|早安|午安|晚安|晚上好|嗨|哈喽|哈囉)(?:呀|啊)?",
        "打扰了?一?下?", "不好意思", "麻烦问一?下",
    ),
    addressees=(),
    please=(),
    requests=_both(
        "想?请问一?下?", "想?请教一?下?", "想?问一下", "我?想问一?下?", "我?想知道",
        "(?:请|麻烦|能不能|可以|能)?(?:你)?告诉我(?:一下)?", "(?:有人|谁|大家)知道",
    ),
    thanks=_both("多?谢谢?(?:你|您|大家|了|啦)?", "感谢", "感恩", "谢啦"),
    before_thanks=(),
    after_thanks=(),
    interjections=("哈{2,}", "呵{2,}", "嘿{2,}", "嘻{2,}", "233+", "唉", "诶", "欸", "呃", "嗯+"),
    lead_ins=(),
    question_openings=(
        "什么", "为什么", "怎么", "谁", "哪", "多少", "什麼", "為什麼", "怎麼", "誰", "几", "幾", "怎样", "怎樣",
        "为啥", "為啥", "啥", "咋", "如何", "为何", "為何", "何时", "何時", "是否", "能否",
    ),
    question_frames=_both(*_FRAMES),
    digraphs={},
    chat_spellings={},
    post_kinds={},
    vague_tags=("未分[类類]", "其他", "博客", "部落格", "随笔", "隨筆", "默认分类"),
    newest=("最新", "最近", "近期"),
    explanation_questions=(
        "为什么", "為什麼", "为何", "為何", "怎么", "怎麼", "怎样", "怎樣", "如何", "应该", "應該",
        "区别", "區別", "原因",
        "什么是", "什麼是", "是什么", "是什麼", "解释", "解釋",
        *_both(
            "为啥", "咋", "(?:啥|什么)意思", "是啥", "啥(?:是|叫)", "什么叫", "哪(?:里|儿)?来的", "凭(?:什么|啥)",
        ),
    ),
    reason_questions=(
        "为什么", "為什麼", "为何", "為何", "原因",
        *_both("为啥", "干(?:嘛|啥)", "凭(?:什么|啥)", "咋(?=会|就|不|没|这么|那么)"),
    ),
    reasons=(
        "因为", "因為", "由于", "由於", "所以", "以便", "为了", "為了", "因此", "原因", "否则", "否則", "使得",
    ),
    articles=(),
    definitions=_both(
        "是(?:一|由|指|用|为|通过|把|将|对|以)",
        # "是美国工资税的重要部分", and not "是很难吃的" or "是我最爱的书".
        "是(?!不|否|什|谁|哪|我|你|他|她|最|很|非常|真|这|那|怎|如|有)[^。！？，,\\n]{1,30}的[^。！？，,\\n]{2}",
        "，?(?:即|又名|又称|又叫|也叫|也就是|(?:的)?全称)",
        "(?:的)?(?:意思是|意指|定义)",
        "指",
    ),
    namings=_both("(?:叫|叫做|名为|称为|称作|称之为)", "所谓的?"),
    asides=(),
    definition_questions=_both(
        "(?:到底|究竟|那)?(?:什么|啥)(?:才)?(?:是|叫做?){thing}(?:呢|啊|呀)?",
        f"{_SAID}{{thing}}(?:到底|究竟)?(?:是|指的?是?|代表)(?:个)?(?:什么|啥)(?:意思|东西|玩意儿?)?(?:呢|啊|呀)?",
        f"{_SAID}{{thing}}(?:到底|究竟)?(?:什么|啥)意思(?:呢|啊|呀)?",
        f"{_SAID}{{thing}}的(?:意思|定义|含义)(?:是(?:什么|啥))?",
    ),
    quantity_questions=(),
    quantity_cues=(),
    price_questions=(
        "多少[钱錢]", "(?:价格|價格)(?:是|多少)",
    ),
    prices=(
        "[0-9０-９一二三四五六七八九十百千万几] ?(?:元|[块塊]|人民[币幣]|美[金元])", "免[费費]",
    ),
    time_questions=(),
    time_cues=(),
    entity_questions=(),
    months=(),
    short_months=(),
    seasons={
        "春天": 3, "春季": 3, "春": 3, "夏天": 6, "夏季": 6, "夏": 6, "秋天": 9, "秋季": 9, "秋": 9, "冬天": 12,
        "冬季": 12, "冬": 12,
    },
    season_leads=(),
    date_articles=("在", "于", "於", "从", "從", "自从", "自從", "自", "到"),
    of_year=("的",),
    recent={
        "大前年": (3, "year"), "前年": (2, "year"), "去年": (1, "year"), "今年": (0, "year"),
        "上个月": (1, "month"), "上個月": (1, "month"), "上月": (1, "month"), "这个月": (0, "month"),
        "這個月": (0, "month"), "本月": (0, "month"), "上周": (1, "week"), "上週": (1, "week"),
        "上星期": (1, "week"), "上个星期": (1, "week"), "上個星期": (1, "week"), "上个礼拜": (1, "week"),
        "上個禮拜": (1, "week"), "本周": (0, "week"), "本週": (0, "week"), "这周": (0, "week"), "這週": (0, "week"),
        "这个星期": (0, "week"), "這個星期": (0, "week"),
    },
    year_parts={},
    decades=("{decade}年代",),
    numbers={"[两兩]": 2, "[几幾]": 4},
    units={"[天日]": "day", "(?:个|個)?(?:星期|礼拜|禮拜)|[周週]": "week", "[个個]月": "month", "年": "year"},
    ago=("{number}{unit}(?:多|左右)?[之以]?前",),
    lately=("(?:最近|[过過]去|近){number}{unit}(?:[内內里裡来來]|以[内內来來])?",),
    days_ago={"今天": 0, "昨天": 1, "前天": 2},
    between=("之间", "之間", "间", "間"),
    conjunctions=("和", "与", "與", "跟", "到", "至"),
    through=("到", "至"),
    either=("或者", "或是", "或", "还是", "還是"),
    both=("和", "与", "與", "跟", "及"),
    since=("以来", "以來", "以后", "以後", "至今", "开始", "開始", "起"),
    after=("之后", "之後", "后", "後"),
    until=("为止", "為止"),
    before=("之前", "以前(?![ぁ-ん])", "前"),
    during=("的时候", "的時候", "的", "里", "裡", "期间", "期間", "那天", "那年", "底", "末"),
    before_years=(),
    year_marks=("年(?![代度])",),
    month_marks=("月份", "月"),
    day_marks=("日", "号", "號"),
    eras={},
    lookups=_LOOKUPS,
    post_questions={pattern: kind for written, kind in _POST_QUESTIONS.items() for pattern in _both(written)},
    list_questions={pattern: kind for written, kind in _LIST_QUESTIONS.items() for pattern in _both(written)},
    leading_abbreviations=(),
    abbreviations=(),
    number_abbreviations=(),
    ordinal_leads=(),
    ordinal_nouns=(),
    name_words=(),
    opening_quotes="“‘「『《〈",
    closing_quotes="”’」』》〉",
)  # fmt: skip
