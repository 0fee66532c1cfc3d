"""``/follow``: a private note when a new post is about something."""

from __future__ import annotations

import asyncio

from discord import app_commands, ui

from bot.access import is_guest
from bot.commands import Command
from bot.i18n import say
from bot.replies.card import card_of, fitting
from bot.replies.markdown import escaped
from bot.services import Interaction
from bot.services.respond import respond, suggest_tags


@app_commands.command(description="Get a direct message when a new post is about something; repeat it to stop.")
@app_commands.describe(words="Words that must all be in the post", tag="A tag the post must have")
@app_commands.autocomplete(tag=suggest_tags)
async def follow(
    interaction: Interaction,
    words: app_commands.Range[str, 2, 100] | None = None,
    tag: app_commands.Range[str, 1, 100] | None = None,
) -> None:
    async def card() -> ui.LayoutView:
        following, member = interaction.client.services.seen_by(interaction).store.following, interaction.user.id
        # A note is written for as long as the server still sees the archive, and the member is there.
        guild = 0 if is_guest(interaction) else interaction.guild_id or 0
        lines = []
        for kind, what in (("words", words), ("tag", tag)):
            if what and what.strip():
                shown = escaped(what.strip())
                mine = (member, kind, what.strip(), interaction.locale.value, guild)
                if await asyncio.to_thread(following.follow, *mine, press=interaction.id):
                    lines.append(say("From now on, I’ll message you when a new post is about {what}.", what=shown))
                else:
                    lines.append(say("You no longer follow {what}.", what=shown))
        followed = await asyncio.to_thread(following.followed, member)
        listed = fitting([f"- {escaped(what)}" for what in followed]) or [say("Nothing yet. Give some words or a tag.")]
        return card_of(
            [], [*(["\n".join(lines)] if lines else []), "\n".join([f"**{say('You’re following')}**", *listed])]
        )

    await respond(interaction, card(), private=True)


COMMANDS: tuple[Command, ...] = (follow,)
