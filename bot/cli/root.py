"""The command line's root: what all commands share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from os.path import normpath
from pathlib import Path
from typing import Annotated

import typer
from platformdirs import user_data_path
from rich.console import Console
from rich.markup import escape

from bot.cli.orders import current_order
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What a command line said before its command, and the whole of it."""

    folder: Path
    words: tuple[str, ...]


def say(text: str) -> None:
    """A line of the result, which may hold anybody's words, on standard output."""
    if order := current_order():
        order.tell("result", text)
    else:
        typer.echo(printable(text))


def notice(text: str) -> None:
    """A line beside the result."""
    if order := current_order():
        order.tell("notice", text)
    else:
        notices.print(printable(text), markup=False)


def complain(text: str) -> None:
    """What kept a command from doing what was asked."""
    notices.print(f"[red]satchel:[/red] {escape(printable(text))}")


def given(file: Path) -> Path:
    """A file as it was named where the command was typed. Raises BadInput where another of that name would be read."""
    order = current_order()
    if order is None:
        return file
    there = Path(normpath(order.place / file))
    if there.parts[1:2] in (("dev",), ("proc",)) or there.is_fifo():
        raise BadInput(
            f"{file} is read by the bot that is running, which has another; write it to a file, and name that"
        )
    return there


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
        context.obj = Typed(folder=chosen.expanduser().absolute(), words=tuple(context.obj or ()))
    except RuntimeError as error:
        raise BadInput(f"nobody here is called {chosen.parts[0]}; name another folder with --data") from error


def folder_of(context: typer.Context) -> Path:
    """The data folder that was chosen."""
    return _typed(context).folder


def words_of(context: typer.Context) -> tuple[str, ...]:
    """The command line that is carried out, without the program's name."""
    return _typed(context).words


def carry_out(words: Sequence[str]) -> int:
    """Carry out a command line; the exit status."""
    return int(app(list(words), obj=tuple(words), standalone_mode=False) or 0)


def _typed(context: typer.Context) -> Typed:
    if not isinstance(context.obj, Typed):
        raise typer.BadParameter("no data folder was chosen")
    return context.obj
