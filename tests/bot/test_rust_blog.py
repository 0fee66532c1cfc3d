"""Every surface over posts of a real blog, in the simulated Discord."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import simcord

from bot.client import PullquoteBot
from bot.replies.markdown import unescaped
from bot.settings import Settings
from embeddings import Archive

from .conftest import SETTLE_SECONDS, choose, server, shown

pytestmark = pytest.mark.slow

POSTS = 100
LONGER = ("Rust-1.29.md",)
"""What some of its questions ask about; of the others the shortest are taken, which are encoded soonest."""
NOTHING = "Nothing in the archive"


@pytest.fixture(scope="module")
def rust(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    blog, some = shared / "blogs" / "rust-blog", tmp_path_factory.mktemp("rust")
    shutil.copy(blog / "config.toml", some)
    (some / "content").mkdir()
    shortest = sorted((blog / "content").glob("*.md"), key=lambda file: file.stat().st_size)[:POSTS]
    for file in {*shortest, *(blog / "content" / name for name in LONGER)}:
        shutil.copy(file, some / "content")
    with Archive(tmp_path_factory.mktemp("archive"), create=True) as archive:
        archive.sync([str(some)])
        yield archive


def verbatim(text: str, archive: Archive) -> bool:
    """Whether every quoted line stands in a post, once its Markdown is taken away."""
    quoted = [line.removeprefix("> ").strip().removeprefix("- ") for line in text.split("\n") if line.startswith("> ")]
    plain = [unescaped(line.replace("**", "")) for line in quoted if line not in ("", "```") and "\\*" not in line]
    everything = "\n".join(post.text.replace("**", "") for post in archive.posts())
    return bool(plain) and all(line in everything for line in plain)


async def test_every_surface_on_a_real_blog(rust: Archive, settings: Settings) -> None:
    author = next(post.author for post in rust.posts() if post.author)
    # One member asks more here than one may in a minute.
    settings = settings.model_copy(update={"questions_per_member": 0})
    async with simcord.run(PullquoteBot(rust, settings), settle_timeout=SETTLE_SECONDS) as env:
        crew = server(env)
        member, channel, guild = crew.member, crew.channel, crew.member.guild

        async def slash(name: str, **options: Any) -> str:
            return shown((await member.slash(channel, name, **options)).response)

        question = "How should crates be audited for vulnerabilities?"
        for options in ({}, {"after": "2015"}, {"before": "last summer"}, {"author": author}, {"private": True}):
            text = await slash("ask", question=question, **options)
            assert NOTHING in text or verbatim(text, rust)
        assert "](https://blog.rust-lang.org/" in await slash("search", words="compiler performance", after="2016")
        typed = await member.autocomplete(channel, "post", "title", "annuoncing rust")
        assert len(typed) == 25
        value = typed[0]["value"] if isinstance(typed[0], dict) else typed[0].value
        assert verbatim(await slash("post", title=value), rust)
        for name in ("latest", "random", "on-this-day", "about"):
            assert await slash(name)

        reply = await crew.ask("What is Clippy?")
        assert verbatim(shown(reply), rust)
        await env.restart_bot(PullquoteBot(rust, settings))
        await member.click(reply, label="👍")
        for label in ("Context", "More from this post", "As a picture"):
            result = await choose(member, reply, label)
            assert result.acknowledged
            assert "Something went wrong" not in shown(result.response)
        await member.send(channel, "And how is it installed?", reply_to=reply)
        assert "Understood as" in shown(channel.last_message)
        await reply.create_thread(name="Clippy")
        await env.settle()
        (thread,) = channel.threads
        await member.send(thread, "Does it work on stable?")
        assert env.bot.user == thread.last_message.author
        await member.send_dm("What is Clippy?")
        assert verbatim(shown(member.user.dm_channel.last_message), rust)
        said = await member.send(channel, "The borrow checker drives me mad.")
        found = await member.context_menu(channel, "Find in the archive", said)
        assert verbatim(shown(found.response), rust)
        asking = guild.create_text_channel("ask")
        env.bot.services.question_channels = frozenset({asking.id})
        await member.send(asking, "What is Clippy?")
        assert verbatim(shown(asking.last_message), rust)
        env.raise_errors()
