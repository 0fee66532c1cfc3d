"""What the bot asks Discord for: intents, permissions, and the address that invites it with no more than these."""

from __future__ import annotations

from typing import Any

import discord

_HISTORY = "Read Message History"
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


def is_guest(interaction: discord.Interaction[Any]) -> bool:
    """Whether a member brought the bot along to a server that did not install it, where it answers privately."""
    brought_along = interaction.is_user_integration() and not interaction.is_guild_integration()
    return brought_along and interaction.guild_id is not None


def can_share(interaction: discord.Interaction[Any]) -> bool:
    """Whether Discord shows to everybody what a member has shared there: what a guest says it shows to that member
    alone without USE_EXTERNAL_APPS (https://discord.com/developers/docs/topics/permissions).
    """
    return not is_guest(interaction) or interaction.permissions.use_external_apps


def may_speak(message: discord.Message) -> bool:
    """Whether the bot may answer where the message stands."""
    channel = message.channel
    if message.guild is None or not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
        return True
    return not set(lacking(channel, message.guild.me)) - {_HISTORY}


def lacking(channel: discord.abc.GuildChannel | discord.Thread, me: discord.Member) -> list[str]:
    """What the bot lacks to answer in a channel, by the names of Discord's own permissions page."""
    allowed = channel.permissions_for(me)
    in_thread = isinstance(channel, discord.Thread | discord.ForumChannel)
    needed = {
        "View Channel": allowed.view_channel,
        "Send Messages in Threads" if in_thread else "Send Messages": (
            allowed.send_messages_in_threads if in_thread else allowed.send_messages
        ),
        # Without it there are answers, but no follow-ups.
        _HISTORY: allowed.read_message_history,
    }
    return [name for name, there in needed.items() if not there]


async def owner_of(client: discord.Client, guild: discord.Guild) -> discord.User | discord.Member:
    """Whoever owns the server; asked for where the members are not known, as without their intent.

    Raises:
        discord.HTTPException: Discord does not say.
    """
    return guild.owner or await client.fetch_user(guild.owner_id or 0)
