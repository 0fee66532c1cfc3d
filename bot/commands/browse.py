"""``/post``, ``/latest``, ``/random`` and ``/on-this-day``: posts for those who would rather look than ask."""

from __future__ import annotations

from datetime import UTC, datetime

from discord import app_commands, ui

from bot.commands import Command
from bot.i18n import say
from bot.replies.posts import post_card, posts_card
from bot.services import Interaction
from bot.services.respond import respond, suggest_tags, suggest_titles
from embeddings import Post


async def _card(interaction: Interaction, post: Post) -> ui.LayoutView:
    browsing = interaction.client.services.seen_by(interaction).browsing
    return post_card(await browsing.opening(post), await browsing.related(post))


@app_commands.command(description="Show one post: how it begins, a link to it, and related posts.")
@app_commands.describe(title="Type a few words of the title and pick one")
@app_commands.autocomplete(title=suggest_titles)
async def post(interaction: Interaction, title: app_commands.Range[str, 1, 100]) -> None:
    async def card() -> ui.LayoutView:
        return await _card(interaction, await interaction.client.services.seen_by(interaction).browsing.post(title))

    await respond(interaction, card())


@app_commands.command(description="Show the newest posts.")
@app_commands.describe(count="How many, 1 to 10")
async def latest(interaction: Interaction, count: app_commands.Range[int, 1, 10] = 5) -> None:
    async def card() -> ui.LayoutView:
        posts = await interaction.client.services.seen_by(interaction).browsing.latest(count)
        return posts_card(say("The newest posts"), posts, say("No post has a date."))

    await respond(interaction, card())


@app_commands.command(name="random", description="Show a random post.")
@app_commands.describe(tag="Only posts with this tag")
@app_commands.autocomplete(tag=suggest_tags)
async def random_post(interaction: Interaction, tag: app_commands.Range[str, 1, 100] | None = None) -> None:
    async def card() -> ui.LayoutView:
        return await _card(
            interaction, await interaction.client.services.seen_by(interaction).browsing.random(tag or "")
        )

    await respond(interaction, card())


@app_commands.command(name="on-this-day", description="Show posts published on this day in other years.")
async def on_this_day(interaction: Interaction) -> None:
    async def card() -> ui.LayoutView:
        posts = await interaction.client.services.seen_by(interaction).browsing.on_this_day(datetime.now(UTC).date())
        return posts_card(say("On this day"), posts, say("Nothing was published on this day in any year."))

    await respond(interaction, card())


COMMANDS: tuple[Command, ...] = (post, latest, random_post, on_this_day)
