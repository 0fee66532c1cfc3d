"""What an export holds besides published posts. It stays out unless the owner asks for it by its kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from embeddings.posts import Post

Kind = Literal["draft", "scheduled", "private", "protected", "page", "comment", "attachment", "trashed", "other"]

KINDS: dict[Kind, str] = {
    "draft": "it is a draft",
    "scheduled": "it is not published yet",
    "private": "it is not for everyone to read",
    "protected": "it needs a password",
    "page": "it is a page, not a post",
    "comment": "it is a comment",
    "attachment": "it is an attachment",
    "trashed": "it is in the bin",
    "other": "it is a part of the site, not a post",
}
"""Every kind, and what is said of one that stays out."""


@dataclass(frozen=True, slots=True)
class Aside:
    """Something of an export that is no published post, as the post that it would be."""

    kind: Kind
    post: Post
