"""The command line's root: what all commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from platformdirs import user_data_path
from rich.console import Console

app = typer.Typer(
    name="satchel",
    help="A second brain that you message: it keeps what you tell it and answers with its sources.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)

notices = Console(stderr=True, highlight=False, soft_wrap=True)
"""For what is said beside the result: progress, hints. Standard output holds results alone."""


def default_folder() -> Path:
    """Where a person's data lies if they say nothing else."""
    return user_data_path("satchel", appauthor=False)


@app.callback()
def root(
    context: typer.Context,
    data: Annotated[
        Path | None,
        typer.Option(
            "--data", envvar="SATCHEL_DATA", metavar="DIR", help="The data folder.", show_default="by platform"
        ),
    ] = None,
) -> None:
    """Remember the data folder for the command that follows."""
    context.obj = (data or default_folder()).expanduser().absolute()


def folder_of(context: typer.Context) -> Path:
    """The data folder that was chosen."""
    folder = context.obj
    if not isinstance(folder, Path):
        raise typer.BadParameter("no data folder was chosen")
    return folder
