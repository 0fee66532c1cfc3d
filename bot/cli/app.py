"""The command line. Its forms are a contract: scripts depend on them."""

from __future__ import annotations

from typing import Annotated

import typer

import embeddings
from bot.cli import asking, guilds, keeping, measuring, serving

app = typer.Typer(
    name="pullquote",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    # Plain help is read by `grep` and `man` too, and comes in half the time of Rich's.
    rich_markup_mode=None,
)
_COMMANDS = (
    asking.demo,
    serving.setup,
    keeping.index,
    keeping.sync,
    asking.ask,
    asking.answer,
    asking.retrieve,
    measuring.evaluate,
    asking.chat,
    keeping.status,
    serving.doctor,
    serving.preview,
    serving.run,
    keeping.verify,
    keeping.check,
    keeping.backup,
    keeping.restore,
    keeping.move,
    keeping.gaps,
    guilds.export,
    guilds.erase,
)
"""In the order of ``--help``."""
for _command in _COMMANDS:
    app.command()(_command)
_sources = typer.Typer(help="List the sources with their options, or remove one.")
_sources.callback(invoke_without_command=True)(keeping.show_sources)
_sources.command("remove")(keeping.remove_source)
app.add_typer(_sources, name="sources")


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(embeddings.__version__)
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Answers about a blog in the blog's own words: verbatim quotes with links."""
