"""Several archives: what is open to one server is seen from no other place, whichever door is tried."""

from __future__ import annotations

import ast
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import discord
import pytest
from discord import app_commands, ui

import bot
from bot.buttons import actions, items
from bot.buttons.pages import PageButton
from bot.ids import ListButton, QuoteButton, packed
from embeddings import Lookup, Query

from .conftest import QUESTION, Place, World, leaks

SLASH: dict[str, list[dict[str, Any]]] = {
    "ask": [{"question": QUESTION}, {"question": QUESTION, "author": "otti"}, {"question": "How many posts?"}],
    "search": [{"words": "baked twice"}, {"words": "twice", "tag": "rusks"}],
    "post": [{"title": "zwieb"}, {"title": "KEY"}],
    "latest": [{}],
    "random": [{}, {"tag": "rusks"}],
    "on-this-day": [{}],
    "about": [{}],
    "help": [{}],
    "privacy": [{}, {"export": True}],
    "follow": [{"words": "baked twice"}],
}
ARCHIVE: dict[str, list[dict[str, Any]]] = {
    "archive status": [{}],
    "archive settings": [{}],
    "archive answers": [{}],
    "archive feedback": [{}],
    "archive sources": [{}, {"remove": "posts"}],
    "archive sync": [{}],
    "archive add": [{"address": "https://blog.example"}],
    "archive announce": [{}],
    "archive channels": [{}],
    "archive use": [{"archive": "secretbakery"}, {}],
}
SUGGESTED = [
    ("post", "title", ("", "zwie")),
    ("ask", "author", ("", "ott")),
    ("ask", "tag", ("", "rus")),
    ("search", "author", ("", "ott")),
    ("search", "tag", ("", "rus")),
    ("random", "tag", ("", "rus")),
    ("follow", "tag", ("", "rus")),
    ("archive use", "archive", ("", "secret")),
    ("archive sources", "remove", ("", "posts")),
]


async def through_commands(world: World, place: Place) -> dict[str, str]:
    """What comes through the slash commands and the message menu."""
    key = next(post.key for post in world.archives["secretbakery"].posts() if post.title == "Zwieback")
    found = {}
    # /archive is not there in direct messages, nor for who brings the bot along.
    for name, options in (SLASH if "0" not in place.owners else SLASH | ARCHIVE).items():
        for chosen in options:
            # These would change what is at home; elsewhere they are refused.
            if place is world.home and ("remove" in chosen or name in ("archive sync", "archive add")):
                continue
            filled = {option: key if value == "KEY" else value for option, value in chosen.items()}
            found[f"/{name} {chosen}"] = await place.slash(name, **filled)
    if not place.direct:
        found["message menu"] = await place.menu(await place.actor.send(place.channel, QUESTION))
    return found


async def through_suggestions(world: World, place: Place) -> dict[str, str]:
    """What comes up while an option is being typed."""
    found = {}
    for command, option, typed in SUGGESTED:
        if not command.startswith("archive") or "0" in place.owners:
            for words in typed:
                found[f"/{command} {option}: {words}"] = await place.suggested(command, option, words)
    return found


def forged(world: World) -> list[Any]:
    """Buttons as the home server has them, of every kind: each action, a page of a search, and a page of a list."""
    archive = world.archives["secretbakery"]
    quotes = archive.ask(Query(QUESTION)).quotes
    every, one = packed(quotes[:2]), packed(quotes[:1])
    codes = dict.fromkeys(("turn", "send"), every) | dict.fromkeys(("alone", "typed", "undated"), "")
    lookup = ListButton.of(Lookup("list", about="baked twice"), 0, "List")
    assert lookup
    return [
        *(QuoteButton(name, codes.get(name, one), name) for name in sorted(actions())),
        QuoteButton("picture", one, "shared", detail=1),
        PageButton(Query("baked twice"), 1, "Page"),
        lookup,
    ]


async def through_buttons(world: World, place: Place) -> dict[str, str]:
    """What comes of buttons whose ids hold the home server's quotes, on a message that is seen there."""
    found = {}
    for button in forged(world):
        before = len(place.heard())
        view = ui.LayoutView(timeout=None)
        # Such as asks the question again reads it above the answer.
        view.add_item(ui.Container(ui.TextDisplay(f"-# {QUESTION}"), ui.TextDisplay("…"), ui.ActionRow(button)))
        if place.direct:
            user = await world.env.bot.fetch_user(place.actor.id)
            message = await user.send(view=view)
        else:
            message = await world.env.bot.get_channel(place.channel.id).send(view=view)
        text = await place.press(message, button.custom_id)
        found[f"button {button.custom_id[:12]}"] = "\n".join([text, *place.heard()[before:]])
    return found


async def through_messages(world: World, place: Place) -> dict[str, str]:
    """What is answered to messages: a mention, a reply, a question channel and a thread."""
    mention = world.env.bot.user.mention
    found = {"mention": "\n".join(await place.say(f"{mention} {QUESTION}"))}
    found["help"] = "\n".join(await place.say(f"{mention} help"))
    if place.direct:
        return found
    answer = place.channel.last_message
    found["reply"] = "\n".join(await place.say("And what must be baked twice?", reply_to=answer))
    live = await world.env.bot.get_channel(place.channel.id).fetch_message(answer.id)
    thread = await live.create_thread(name="more")
    await world.env.settle()
    handle = next(one for one in place.channel.threads if one.id == thread.id)
    found["thread"] = "\n".join(await place.say(QUESTION, handle))
    asking = place.actor.guild.create_text_channel(f"ask-{place.actor.id}")
    world.env.bot.services.question_channels |= {asking.id}
    found["question channel"] = "\n".join(await place.say(QUESTION, asking))
    return found


DOORS = (through_commands, through_suggestions, through_buttons, through_messages)
SAYS_NOTHING = re.compile(
    "on-this-day|about|/help|privacy|follow {|feedback|sources|announce|answers|channels|use {}"
    "|button (?:listing|more|stale|verify|vote|picture:1)"
)
"""Doors by which no post is shown, even at home."""
Door = Callable[[World, Place], Awaitable[dict[str, str]]]


@pytest.mark.slow
@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
async def test_no_door_leads_from_another_place_to_what_is_open_to_one_server(world: World, door: Door) -> None:
    # What is not seen elsewhere is seen at home, by the same doors.
    at_home = await door(world, world.home)
    unseen = [name for name, text in at_home.items() if not leaks(text) and not SAYS_NOTHING.search(name)]
    assert unseen == []
    for place in world.foreign:
        if place.name == "a user install" and door is through_messages:
            # Messages reach the bot only where it is installed.
            continue
        found = await door(world, place)
        # The list of doors: pytest -n 0 -s tests/bot/archives/test_isolation.py
        print("", *(f"{place.name}: {name}" for name in found), sep="\n")
        assert {name: leaks(text) for name, text in found.items() if leaks(text)} == {}, place.name
        assert any("ferr" in text.casefold() for text in found.values()) or door is through_buttons


async def test_each_command_option_and_button_is_among_the_doors(world: World) -> None:
    tree = world.env.bot.tree
    commands = [c for c in tree.walk_commands() if isinstance(c, app_commands.Command)]
    assert {command.qualified_name for command in commands} == {*SLASH, *ARCHIVE}
    assert [menu.name for menu in tree.get_commands(type=discord.AppCommandType.message)] == ["Find in the archive"]
    assert not tree.get_commands(type=discord.AppCommandType.user)
    completed = {(c.qualified_name, p.name) for c in commands for p in c.parameters if p.autocomplete}
    assert completed == {(command, option) for command, option, _ in SUGGESTED}
    assert {type(button) for button in forged(world)} == set(items())


def test_whatever_shows_something_asks_which_archive_it_may_show() -> None:
    """Nothing above the services reaches an archive but by ``seen_by`` and ``seen_from``."""
    folder = Path(bot.__file__).parent
    reached = [
        f"{path.relative_to(folder)}:{node.lineno}"
        for room in ("commands", "messages", "buttons")
        for path in (folder / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "archives"
    ]
    assert reached == []
