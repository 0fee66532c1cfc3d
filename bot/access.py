"""What the bot asks Discord for: intents, permissions, and the address that invites it with no more than these."""

from __future__ import annotations

import discord

NEEDED = discord.Permissions(
    view_channel=True, send_messages=True, send_messages_in_threads=True, read_message_history=True
)


def needed_intents() -> discord.Intents:
    """Only what is used: guilds and messages, and the privileged intent to read what messages say."""
    intents = discord.Intents.none()
    intents.guilds = True
    intents.guild_messages = True
    intents.dm_messages = True
    intents.message_content = True
    return intents


def without_message_content() -> str:
    """What the bot does not do without the message content intent, and where to switch it on."""
    return (
        "Message Content Intent is not switched on, so only commands, mentions, replies with a ping, direct messages "
        "and buttons are answered, not question channels and threads. Switch it on: "
        "https://discord.com/developers/applications, your application, Bot"
    )


def invite_link(application: int) -> str:
    """The address that invites the bot with no more permissions than it needs."""
    return discord.utils.oauth_url(application, permissions=NEEDED, scopes=("bot", "applications.commands"))


def may_speak(message: discord.Message) -> bool:
    """Whether the bot may answer where the message stands."""
    if message.guild is None:
        return True
    allowed = message.channel.permissions_for(message.guild.me)
    speaks = allowed.send_messages_in_threads if isinstance(message.channel, discord.Thread) else allowed.send_messages
    return allowed.view_channel and speaks


async def owner_of(client: discord.Client, guild: discord.Guild) -> discord.User | discord.Member:
    """Whoever owns the server; asked for where the members are not known, as without their intent.

    Raises:
        discord.HTTPException: Discord does not say.
    """
    return guild.owner or await client.fetch_user(guild.owner_id or 0)
