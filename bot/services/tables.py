"""The bot's tables, as :mod:`bot.services.migrations` has made them."""

from __future__ import annotations

import sqlalchemy as sa

_metadata = sa.MetaData()
_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
"""Discord's, which have 64 bits."""

VALUES = sa.Table(
    "remembered",
    _metadata,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("value", sa.String),
)
VOTES = sa.Table(
    "votes",
    _metadata,
    sa.Column("member", sa.String, primary_key=True),
    sa.Column("quote", sa.String, primary_key=True),
    sa.Column("helpful", sa.Boolean),
    sa.Column("digest", sa.String),
    sa.Column("guild", _ID),
    sa.Column("question", sa.String),
    sa.Column("last", sa.Float),
)
FOLLOWS = sa.Table(
    "follows",
    _metadata,
    # By the member's own id, without which no note could be sent; gone as soon as nothing is followed.
    sa.Column("member", _ID, primary_key=True),
    sa.Column("kind", sa.String, primary_key=True),
    sa.Column("what", sa.String, primary_key=True),
    sa.Column("language", sa.String),
    sa.Column("guild", _ID),
)
REPLIES = sa.Table(
    "replies",
    _metadata,
    # Ids alone, so that an answer can be mended or taken back when its question is.
    sa.Column("message", _ID, primary_key=True),
    sa.Column("guild", _ID),
    sa.Column("channel", _ID),
    sa.Column("reply", _ID),
)
REFUSED = sa.Table(
    "refused",
    _metadata,
    # Without who asked.
    sa.Column("guild", _ID, primary_key=True),
    sa.Column("alike", sa.String, primary_key=True),
    sa.Column("question", sa.String),
    sa.Column("times", sa.Integer),
    sa.Column("last", sa.Float),
)
RECENT = sa.Table(
    "recent",
    _metadata,
    # Under the member's keyed hash, for some minutes.
    sa.Column("member", sa.String, primary_key=True),
    sa.Column("channel", _ID, primary_key=True),
    sa.Column("message", _ID, primary_key=True),
    sa.Column("guild", _ID),
    sa.Column("question", sa.String),
    sa.Column("asked", sa.Float),
)
SHARED = sa.Table(
    "shared",
    _metadata,
    sa.Column("channel", _ID, primary_key=True),
    sa.Column("what", sa.String, primary_key=True),
    sa.Column("guild", _ID),
    # Empty while it is on its way.
    sa.Column("link", sa.String),
    sa.Column("at", sa.Float),
)
GUILDS = sa.Table(
    "guilds",
    _metadata,
    sa.Column("application", _ID, primary_key=True),
    sa.Column("guild", _ID, primary_key=True),
    # When the bot was removed from it.
    sa.Column("removed", sa.Float),
)
CLAIMS = sa.Table(
    "claims",
    _metadata,
    # A message or an interaction, and which process answers it.
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("holder", sa.String),
    sa.Column("until", sa.Float),
    sa.Column("done", sa.Boolean),
)
COOLDOWNS = sa.Table(
    "cooldowns",
    _metadata,
    sa.Column("kind", sa.String, primary_key=True),
    sa.Column("who", sa.String, primary_key=True),
    sa.Column("since", sa.Float),
    sa.Column("used", sa.Integer),
)
LEASES = sa.Table(
    "leases",
    _metadata,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("holder", sa.String),
    sa.Column("until", sa.Float),
    # Another with each holder.
    sa.Column("number", _ID),
)
NEWS = sa.Table(
    "news",
    _metadata,
    sa.Column("number", _ID, primary_key=True),
    sa.Column("archive", sa.String),
    # Its key.
    sa.Column("post", sa.String),
    sa.Column("at", sa.Float),
)
TOLD = sa.Table(
    "told",
    _metadata,
    sa.Column("news", _ID, primary_key=True),
    # A server or a member.
    sa.Column("whom", sa.String, primary_key=True),
    sa.Column("done", sa.Boolean),
)
LASTING = (VALUES, VOTES, FOLLOWS, REPLIES, REFUSED, GUILDS)
"""What goes into a backup; the others hold what is under way."""
