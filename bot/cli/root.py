"""The command line's root: what all commands share."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer
from platformdirs import user_data_path
from rich.console import Console

from bot.errors import BadInput
from bot.printable import printable

SOME_LINES_WERE_BAD = 3
"""The exit status of a command that did all but the lines it named."""

app = typer.Typer(
    name="satchel",
    help="A second brain that you message: it keeps what you tell it and answers with its sources.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

notices = Console(stderr=True, highlight=False, soft_wrap=True)
"""For what is said beside the result: progress, hints. Standard output holds results alone."""


def say(text: str) -> None:
    """A line of the result, which may hold anybody's words, on standard output."""
    typer.echo(printable(text))


def notice(text: str) -> None:
    """A line beside the result."""
    notices.print(printable(text), markup=False)


def default_folder() -> Path:
    """Where a person's data lies if they say nothing else."""
    return user_data_path("satchel", appauthor=False)


def _tell_version(wanted: bool) -> None:
    if wanted:
        say(f"satchel {version('satchel')}")
        raise typer.Exit


@app.callback()
def root(
    context: typer.Context,
    data: Annotated[
        str,
        typer.Option(
            "--data", envvar="SATCHEL_DATA", metavar="DIR", help="The data folder.", show_default="by platform"
        ),
    ] = "",
    told_version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Tell the version and end.")
    ] = False,
) -> None:
    """Remember the data folder for the command that follows."""
    del told_version  # told by the time this runs
    chosen = Path(data) if data else default_folder()
    try:
        context.obj = chosen.expanduser().absolute()
    except RuntimeError as error:
        raise BadInput(f"nobody here is called {chosen.parts[0]}; name another folder with --data") from error


def folder_of(context: typer.Context) -> Path:
    """The data folder that was chosen."""
    folder = context.obj
    if not isinstance(folder, Path):
        raise typer.BadParameter("no data folder was chosen")
    return folder
