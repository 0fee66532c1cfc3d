"""Questions about the archive in Japanese and Chinese, which put no spaces between words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from embeddings.answering.catalog_answer import CatalogAnswer
from embeddings.archive import Archive
from embeddings.posts import Answer, Query

from ...toy import ToyEncoder

POSTS = [
    ("ライ麦パンの焼き方", "2019-05-03", "佐藤花子", "パン", "型に入れて長く焼きます。"),
    ("塩の話", "2020-03-08", "田中一郎", "基本", "猫が塩をこぼした。"),
    ("黑麦面包怎么烤", "2018-03-05", "王大明", "烘焙", "放进模具里烤很久。"),
    ("手沖咖啡入門", "2021-11-02", "陳怡君", "咖啡", "水溫大約九十二度。"),
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder: Path = tmp_path_factory.mktemp("posts")
    for number, (title, day, author, tag, text) in enumerate(POSTS):
        head = f"title: {title}\ndate: {day}\nauthor: {author}\ntags: [{tag}]"
        (folder / f"{number}.md").write_text(f"---\n{head}\n---\n{text}\n")
    with Archive(tmp_path_factory.mktemp("archive"), encoder=ToyEncoder(), create=True) as archive:
        archive.sync([str(folder)])
        yield archive


def looked_up(answer: Answer) -> tuple[str, list[str]]:
    assert isinstance(answer, CatalogAnswer), answer.question
    return answer.lookup.kind, [post.title for post in answer.posts]


@pytest.mark.parametrize(
    ("question", "kind", "titles"),
    [
        ("關於黑麥麵包的文章", "list", ["黑麦面包怎么烤"]),
        ("关于手冲咖啡的文章", "list", ["手沖咖啡入門"]),
        ("すみません、「ライ麦パンの焼き方」を書いたのは誰ですか？", "who", ["ライ麦パンの焼き方"]),
        ("塩の話って誰が書いたの", "who", ["塩の話"]),
        ("ライ麦パンの焼き方はいつ公開されましたか", "when", ["ライ麦パンの焼き方"]),
        ("ライ麦パンの焼き方の公開日を教えてください", "when", ["ライ麦パンの焼き方"]),
        ("ライ麦パンの焼き方を要約してください", "summary", ["ライ麦パンの焼き方"]),
        ("２０１９年の記事は何件ありますか", "count", ["ライ麦パンの焼き方"]),
        ("令和2年に公開された記事", "list", ["塩の話"]),
        ("猫についての記事はある？", "list", ["塩の話"]),
        ("佐藤さんが書いた記事", "list", ["ライ麦パンの焼き方"]),
        ("田中一郎は何を書いていますか", "list", ["塩の話"]),
        ("「パン」タグの記事", "list", ["ライ麦パンの焼き方"]),
        ("2020年の最初の記事は？", "first", ["塩の話"]),
        ("一番新しい記事はどれ", "last", ["手沖咖啡入門"]),
        ("一番最近の記事", "last", ["手沖咖啡入門"]),
        ("佐藤花子は何本書いてる？", "count", ["ライ麦パンの焼き方"]),
        ("2019年って何本記事ある", "count", ["ライ麦パンの焼き方"]),
        ("ライ麦パンの焼き方の内容ざっくり教えて", "summary", ["ライ麦パンの焼き方"]),
        ("更新あった？", "list", ["手沖咖啡入門", "塩の話", "ライ麦パンの焼き方", "黑麦面包怎么烤"]),
        ("最近何か書いた？", "list", ["手沖咖啡入門", "塩の話", "ライ麦パンの焼き方", "黑麦面包怎么烤"]),
        ("请问《黑麦面包怎么烤》是谁写的？", "who", ["黑麦面包怎么烤"]),
        ("手沖咖啡入門是誰寫的呀", "who", ["手沖咖啡入門"]),
        ("手沖咖啡入門是什麼時候發布的", "when", ["手沖咖啡入門"]),
        ("总结一下黑麦面包怎么烤", "summary", ["黑麦面包怎么烤"]),
        ("2018年写了几篇文章", "count", ["黑麦面包怎么烤"]),
        ("2018的文章", "list", ["黑麦面包怎么烤"]),
        ("有没有关于面包的文章", "list", ["黑麦面包怎么烤"]),
        ("有關於咖啡的文章嗎", "list", ["手沖咖啡入門"]),
        ("王大明写过什么", "list", ["黑麦面包怎么烤"]),
        ("咖啡标签下的文章", "list", ["手沖咖啡入門"]),
        ("第一篇文章是什么", "first", ["黑麦面包怎么烤"]),
        ("第一篇是什么", "first", ["黑麦面包怎么烤"]),
        ("最早的是哪篇", "first", ["黑麦面包怎么烤"]),
        ("最舊的一篇是哪篇", "first", ["黑麦面包怎么烤"]),
        ("最新一篇", "last", ["手沖咖啡入門"]),
        ("最新的那篇是什麼", "last", ["手沖咖啡入門"]),
        ("最后一篇是哪篇", "last", ["手沖咖啡入門"]),
        ("推荐一篇讲面包的文章", "list", ["黑麦面包怎么烤"]),
        ("推薦幾篇咖啡的文章", "list", ["手沖咖啡入門"]),
        ("哪篇讲了面包", "list", ["黑麦面包怎么烤"]),
        ("讲面包的有哪几篇", "list", ["黑麦面包怎么烤"]),
        ("有没有关于面包的", "list", ["黑麦面包怎么烤"]),
        ("有讲面包的吗", "list", ["黑麦面包怎么烤"]),
        ("有沒有寫咖啡的", "list", ["手沖咖啡入門"]),
        ("有写过面包吗", "list", ["黑麦面包怎么烤"]),
        ("谁写过面包", "who", ["黑麦面包怎么烤"]),
        ("列一下2018年的", "list", ["黑麦面包怎么烤"]),
        ("王大明最近写了什么", "list", ["黑麦面包怎么烤"]),
        ("王大明写了哪几篇", "list", ["黑麦面包怎么烤"]),
        ("分类咖啡下有哪些文章", "list", ["手沖咖啡入門"]),
        ("分類咖啡裡有哪些", "list", ["手沖咖啡入門"]),
        ("最新一篇讲面包的是哪篇", "list", ["黑麦面包怎么烤"]),
        ("最新一篇关于面包的文章", "list", ["黑麦面包怎么烤"]),
        ("最近两篇文章", "list", ["手沖咖啡入門", "塩の話", "ライ麦パンの焼き方", "黑麦面包怎么烤"]),
        ("最近兩篇文章", "list", ["手沖咖啡入門", "塩の話", "ライ麦パンの焼き方", "黑麦面包怎么烤"]),
        ("最新の記事", "last", ["手沖咖啡入門"]),
        ("最新記事なに", "last", ["手沖咖啡入門"]),
        ("最新の記事一覧", "list", ["手沖咖啡入門", "塩の話", "ライ麦パンの焼き方", "黑麦面包怎么烤"]),
        ("2019年に書いたやつ", "list", ["ライ麦パンの焼き方"]),
        ("塩の話の前の記事は", "last", ["ライ麦パンの焼き方"]),
        ("塩の話の次の記事", "first", ["手沖咖啡入門"]),
        ("手沖咖啡入門的前一篇是什么", "last", ["塩の話"]),
        ("黑麦面包怎么烤之后写了什么", "first", ["ライ麦パンの焼き方"]),
        ("11月发了哪些文章", "list", ["手沖咖啡入門"]),
        ("十一月写了几篇", "count", ["手沖咖啡入門"]),
        ("11月に書いた記事", "list", ["手沖咖啡入門"]),
    ],
)
def test_what_the_catalog_answers(archive: Archive, question: str, kind: str, titles: list[str]) -> None:
    assert looked_up(archive.ask(Query(question))) == (kind, titles)


@pytest.mark.parametrize(
    "question",
    [
        "記事一覧",
        "全部で何件の記事がありますか",
        "文章列表",
        "一共有多少篇文章？",
        "最新文章",
        "最近几篇",
        "按时间列出所有文章",
    ],
)
def test_all_posts(archive: Archive, question: str) -> None:
    assert len(looked_up(archive.ask(Query(question)))[1]) == len(POSTS)


@pytest.mark.parametrize(
    "question",
    ["このブログは誰が書いていますか", "タグ一覧", "这个博客是谁写的", "有哪些標籤？", "博主叫啥", "作者叫什么名字"],
)
def test_authors_and_tags(archive: Archive, question: str) -> None:
    answer = archive.ask(Query(question))
    assert isinstance(answer, CatalogAnswer)
    assert len(answer.names) == len(POSTS)


@pytest.mark.parametrize(
    "question",
    [
        "パンはどのくらい焼きますか",
        "記事を書くのに何時間かかりますか",
        "面包要烤多久？",
        "写一篇文章要多久",
        "有讲究的吗",
        "推荐好吃的",
        "有面包吗",
        "谁写了哈姆雷特",
        "第一篇论文是什么",
        "最新的烤箱是哪个",
        "推荐几个烤箱",
        "介绍一下面包",
    ],
)
def test_any_other_question_goes_on_to_the_posts(archive: Archive, question: str) -> None:
    assert not isinstance(archive.ask(Query(question)), CatalogAnswer)


@pytest.mark.parametrize(
    ("before", "question", "kind"),
    [
        ("塩の話を書いたのは誰？", "それはいつ？", "when"),
        ("塩の話はいつ公開された？", "誰が書いたの？", "who"),
        ("手沖咖啡入門是誰寫的？", "那是什麼時候寫的？", "when"),
        ("黑麦面包怎么烤是谁写的？", "讲了什么", "summary"),
        ("黑麦面包怎么烤讲了什么", "作者叫什么名字", "who"),
        ("列出王大明的所有文章", "最新的那篇呢", "last"),
        ("列出王大明的所有文章", "最早的一篇呢", "first"),
        ("列出王大明的所有文章", "最新那篇", "last"),
        ("列出王大明的所有文章", "有几篇", "count"),
        ("列出王大明的所有文章", "他一共寫了幾篇？", "count"),
    ],
)
def test_what_is_asked_of_a_post_after_it_was_named(archive: Archive, before: str, question: str, kind: str) -> None:
    found = looked_up(archive.ask(Query(question, history=(before,))))
    assert found == (kind, [title for title, _, author, *_ in POSTS if title in before or author in before])
