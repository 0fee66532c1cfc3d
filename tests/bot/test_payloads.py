"""What the bot sends is what Discord's own description asks for; every test of the bot's is held against it too."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from .conftest import Server
from .described import DESCRIPTION, Sent

pytestmark = pytest.mark.skipif(not DESCRIPTION.is_file(), reason=f"{DESCRIPTION} is not there")


def of_kind(sent: list[Sent], path_end: str) -> Any:
    """The body of the last request to a path with an end."""
    return copy.deepcopy([each.body for each in sent if each.path.endswith(path_end)][-1])


async def test_commands_are_registered_as_discord_takes_them(bakers: Server, sent: list[Sent]) -> None:
    (commands,) = [each for each in sent if each.path.endswith("/commands")]
    assert len(commands.body) == len(bakers.env.bot.tree.get_commands())  # type: ignore[attr-defined]
    assert not commands.faults()
    broken = copy.deepcopy(commands.body)
    broken[0]["name"] = "x" * 33
    broken[1]["description_localizations"] = {"de": "x" * 101}
    assert len(Sent("PUT", commands.path, broken).faults()) == 2


async def test_what_is_suggested_while_a_member_types_is_taken(bakers: Server, sent: list[Sent]) -> None:
    suggested = await bakers.member.autocomplete(bakers.channel, "post", "title", "bread")
    assert suggested
    body = of_kind(sent, "/callback")
    assert body["type"] == 8
    body["data"]["choices"] *= 26
    assert Sent("POST", "/interactions/1/token/callback", body).faults()


async def test_answers_hold_no_more_than_discord_shows(bakers: Server, sent: list[Sent]) -> None:
    await bakers.ask("How long should dough rise?")
    body = of_kind(sent, "/messages")
    assert not Sent("POST", "/channels/1/messages", body).faults()
    row = next(part for part in body["components"][0]["components"] if part["type"] == 1)
    for change in ({"label": "x" * 81}, {"custom_id": "x" * 101}, {"label": ""}, {"colour": 1}):
        kept = dict(row["components"][0])
        row["components"][0] |= change
        assert Sent("POST", "/channels/1/messages", body).faults(), change
        row["components"][0] = kept
    row["components"] *= 6
    assert Sent("POST", "/channels/1/messages", body).faults()
