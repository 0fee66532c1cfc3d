"""The bot's own words and its commands in other languages; quotes are never translated."""

from __future__ import annotations

import ast
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from discord import app_commands

import bot
import embeddings
from bot.client import PullquoteBot
from bot.commands import Translator
from bot.i18n import number, say, say_count, speak, translations
from bot.replies.errors import member_text
from bot.settings import Settings
from embeddings import Archive, Query, QuestionError

from .conftest import SETTLE_SECONDS, Server, buttons, served, shown

FOLDER = Path(bot.__file__).parent
LANGUAGES = sorted((FOLDER / "languages").glob("*.toml"))
LOCALES = {
    **{"de": "de", "es": "es-ES", "fr": "fr", "it": "it", "pt": "pt-BR"},
    **{"ja": "ja", "zh": "zh-CN", "zh-TW": "zh-TW"},
}


def literals(folder: Path, function: str, count: int = 1) -> set[str]:
    """The first arguments, as many as ``count``, of all calls of a function in the code of a folder, where they are
    literal."""
    calls = (
        node
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == function and node.args
    )
    firsts = (argument for call in calls for argument in call.args[:count])
    return {first.value for first in firsts if isinstance(first, ast.Constant) and isinstance(first.value, str)}


def said() -> set[str]:
    """Every text in the code that is said in the reader's language; the archive's own are translated when shown."""
    refusals = literals(Path(embeddings.__file__).parent, "QuestionError")
    assert refusals
    return literals(FOLDER, "say") | literals(FOLDER, "say_count", 2) | refusals


def fields(text: str) -> list[str]:
    return sorted(re.findall(r"\{\w+\}", text))


def test_there_are_the_languages_of_most_servers() -> None:
    assert {path.stem for path in LANGUAGES} == set(LOCALES)


@pytest.mark.parametrize("path", LANGUAGES, ids=lambda path: path.stem)
def test_a_language_says_all_that_english_says(path: Path) -> None:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    assert said() - set(table) == set()
    for english, text in table.items():
        assert fields(english) == fields(text), english
        assert text.strip() == text


@pytest.mark.parametrize("language", LOCALES)
async def test_commands_are_translated_within_discords_limits(
    sample: Archive, settings: Settings, language: str
) -> None:
    async with PullquoteBot(sample, settings) as client:
        commands = [
            *client.tree.get_commands(type=discord.AppCommandType.chat_input),
            *client.tree.get_commands(type=discord.AppCommandType.message),
        ]
        payloads = [await command.get_translated_payload(client.tree, Translator()) for command in commands]
    locale = LOCALES[language]

    def check(entry: dict[str, Any], menu: bool) -> None:
        name = entry["name_localizations"][locale]
        # https://discord.com/developers/docs/interactions/application-commands#application-command-object
        if not menu:
            assert re.fullmatch(r"[-_'\w]{1,32}", name)
            assert name == name.lower()
            assert 1 <= len(entry["description_localizations"][locale]) <= 100
        assert 1 <= len(name) <= 32
        options = entry.get("options", [])
        names = [option["name_localizations"][locale] for option in options]
        assert len(set(names)) == len(names)
        for option in options:
            check(option, menu=False)

    for payload in payloads:
        check(payload, menu=payload["type"] == 3)
    chat = [payload["name_localizations"][locale] for payload in payloads if payload["type"] == 1]
    assert len(set(chat)) == len(chat)


async def test_what_has_no_translation_stays_as_it_is() -> None:
    speak(discord.Locale.korean)
    assert say("by {author}", author="Ada") == "by Ada"
    speak(discord.Locale.german)
    assert say("by {author}", author="Ada") == "von Ada"
    assert say("no such text") == "no such text"
    assert await Translator().translate(
        app_commands.locale_str("ask"), discord.Locale.korean, app_commands.TranslationContext(
            app_commands.TranslationContextLocation.other, None)
    ) is None  # fmt: skip


async def test_a_server_is_answered_in_its_language_and_quoted_in_the_blogs(
    sample: Archive, settings: Settings
) -> None:
    async with simcord.run(PullquoteBot(sample, settings), settle_timeout=SETTLE_SECONDS) as env:
        guild = env.create_guild("Bäcker", preferred_locale="de")
        channel = guild.create_text_channel("brot")
        member = guild.add_member(env.create_user("ada"))
        await member.send(channel, f"{env.bot.user.mention} Can I keep bread in the fridge?")
        reply = channel.last_message
        assert "> **Never keep bread in the fridge.**" in shown(reply)
        assert "1 von 3" in shown(reply)
        assert "Weiter →" in buttons(reply)
        await member.send(channel, f"{env.bot.user.mention} Who won the tennis at Wimbledon in 1987?")
        assert "Im Archiv steht darauf keine Antwort." in shown(channel.last_message)


async def test_what_the_archive_refuses_is_said_in_the_servers_language(sample: Archive, settings: Settings) -> None:
    async with simcord.run(PullquoteBot(sample, settings), settle_timeout=SETTLE_SECONDS) as env:
        with pytest.raises(QuestionError) as refused:
            await served(env.bot).batching.ask(Query(" "))
        speak(discord.Locale.german)
        assert member_text(refused.value) == "Die Frage ist leer. Stell eine Frage zum Blog."


def test_one_is_not_said_as_many() -> None:
    speak(None)
    assert say_count("1 post", "{count} posts", 1) == "1 post"
    assert say_count("1 post", "{count} posts", 2) == "2 posts"
    assert say_count("1 post", "{count} posts", 12345) == "12,345 posts"
    speak(discord.Locale.german)
    assert say_count("1 post", "{count} posts", 1) == "1 Beitrag"
    assert number(12345) == "12.345"
    speak(discord.Locale.italian)
    assert say_count("1 post", "{count} posts", 1) == "1 articolo"
    assert say_count("1 post", "{count} posts", 12345) == "12.345 articoli"
    speak(None)


def test_taiwan_reads_no_simplified_characters() -> None:
    speak(discord.Locale.taiwan_chinese)
    assert say("Related posts") == "相關文章"
    assert say("no such text") == "no such text"
    speak(discord.Locale.chinese)
    assert say("Related posts") == "相关文章"
    speak(None)
    simplified = set("们这说对时会来开关问题页链频设为个么从应当让过还没见贴论区级总图书门长东车马鸟鱼龙档发现无进选")
    traditional = "".join(translations("zh-TW").values())
    assert not simplified & set(traditional)


@pytest.mark.parametrize("language", ["zh", "zh-TW", "ja"])
def test_chinese_and_japanese_have_punctuation_of_their_own(language: str) -> None:
    for text in translations(language).values():
        assert not re.search(r"[\u3040-\u30ff\u4e00-\u9fff}][,:;?!()](?!//)", text), text


def test_no_line_breaks_before_a_french_mark() -> None:
    speak(discord.Locale.french)
    assert say("Posts about “{words}”", words="du pain : lequel ?") == "Articles sur «\u202fdu pain : lequel ?\u202f»"
    assert say("Language: {language}", language="Français") == "Langue\u00a0: Français"
    assert say("Hello!") == "Bonjour\u202f!"
    speak(None)
    for english, text in translations("fr").items():
        assert not re.search(r"[ \w][;:!?»](?!//)|«[^\u202f]", text), text
        assert not english.startswith("/") or re.fullmatch(r"[-\w]+", text), text


def test_no_article_stands_before_an_italian_day() -> None:
    speak(discord.Locale.italian)
    assert say("from {day}", day="8 luglio 2017") == "dal giorno 8 luglio 2017"
    speak(None)
    for text in translations("it").values():
        # "Dal 7 luglio", but "dall’8 luglio".
        assert not re.search(r"(?:\b(?:il|[ad]al|[dn]el|sul)\s|’)\{(?:day|first|last)\}", text), text
        assert "'" not in text, text


@pytest.mark.parametrize("path", LANGUAGES, ids=lambda path: path.stem)
def test_a_text_calls_commands_and_options_as_they_are_named(path: Path) -> None:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    for english, text in table.items():
        for slash, name in re.findall(r"`(/?)([-a-z]+)`", english):
            assert f"`{slash}{table.get(f'/{name}', name)}`" in text, english


@pytest.mark.parametrize(
    ("language", "month"),
    [
        *(("de", "Juli 2017"), ("es", "julio de 2017"), ("fr", "juillet 2017"), ("it", "luglio 2017")),
        *(("pt", "julho de 2017"), ("ja", "2017年7月"), ("zh", "2017年7月"), ("zh-TW", "2017年7月")),
    ],
)
def test_examples_of_dates_are_translated_and_understood(language: str, month: str) -> None:
    examples = [text for english, text in translations(language).items() if "July 2017" in english]
    assert len(examples) == 3
    assert all(month in text and "July" not in text for text in examples)
    assert embeddings.read_filters(month, None).after == date(2017, 7, 1)


async def test_a_server_chooses_its_language(bakers: Server) -> None:
    role = bakers.member.guild.create_role("Keepers", permissions=discord.Permissions(manage_guild=True))
    manager = bakers.member.guild.add_member(bakers.env.create_user("nell"), roles=[role])
    chosen = await manager.slash(bakers.channel, "archive answers", language="pt")
    assert "Language: Português do Brasil" in shown(chosen.response)
    assert "Nada no arquivo do blog responde a isso." in shown(
        await bakers.ask("Who won the tennis at Wimbledon in 1987?")
    )
    result = await bakers.member.slash(bakers.channel, "latest")
    assert "Os posts mais recentes" in shown(result.response)
    # What one member alone sees is in the member's own language.
    result = await bakers.member.slash(bakers.channel, "about")
    assert "What I store" in shown(result.response)
    await manager.slash(bakers.channel, "archive answers", language="discord")
    assert "Nothing in the archive answers that." in shown(await bakers.ask("Who won the tennis at Wimbledon in 1988?"))


async def test_commands_are_named_so_that_they_can_be_pressed(bakers: Server) -> None:
    reply = await bakers.ask("help")
    assert re.search(r"Ask with </ask:\d+>, or mention me\. </help:\d+> shows", shown(reply))
    services = bakers.env.bot.services
    assert re.fullmatch(r"</archive channels:\d+>", services.command("archive channels"))
    services.command_ids.clear()
    speak(discord.Locale.german)
    assert services.command("archive channels") == "`/archiv kanäle`"
    speak(None)
