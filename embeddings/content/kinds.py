"""Kinds of what a source yields besides published posts."""

from __future__ import annotations

from typing import Literal

Kind = Literal["draft", "scheduled", "private", "protected", "page", "comment", "attachment", "trashed", "other"]

KINDS: dict[Kind, str] = {
    "draft": "it is a draft",
    "scheduled": "it is not published yet",
    "private": "it is not for everyone to read",
    "protected": "it needs a password, or a subscription",
    "page": "it is a page, not a post",
    "comment": "it is a comment",
    "attachment": "it is an attachment",
    "trashed": "it is in the bin",
    "other": "it is a part of the site, not a post",
}
"""Every kind, and the reason given when one is left out."""
