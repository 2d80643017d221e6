"""`satchel import`: take in a conversation that was recorded elsewhere."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from adapters.exports.jsonl import read_jsonl
from bot.access import OWNER
from bot.cli.progress import Bar
from bot.cli.root import app, folder_of, notices
from bot.ids import SpaceId, private_space
from bot.imports import Imported, take_in
from bot.wiring import open_house

SHOWN_BAD_LINES = 20
SOME_LINES_WERE_BAD = 3


class Format(StrEnum):
    """The formats that can be read."""

    JSONL = "jsonl"


@app.command("import")
def import_file(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The file to read.", metavar="FILE")],
    format: Annotated[Format, typer.Option("--format", help="How the file is written.")] = Format.JSONL,  # noqa: A002
    into: Annotated[str, typer.Option("--into", help="The space to keep it in; yours if you name none.")] = "",
) -> None:
    """Take in a recorded conversation. The same file twice adds nothing; a bad line is named and passed over."""
    del format  # the only one there is so far
    lines = read_jsonl(file)
    space = SpaceId(into) if into else private_space(OWNER)
    with open_house(folder_of(context)) as house, Bar("Reading") as show:
        imported = take_in(
            lines, space, house.journal.archive, house.library, lambda done: show(done, max(lines.total, 1))
        )
    typer.echo(f"{imported.new} new messages, {imported.known} were here already.")
    _name_bad_lines(imported, file)


def _name_bad_lines(imported: Imported, file: Path) -> None:
    for line in imported.bad[:SHOWN_BAD_LINES]:
        notices.print(f"{file.name}, line {line.number}: {line.why}", markup=False)
    if len(imported.bad) > SHOWN_BAD_LINES:
        notices.print(f"… and {len(imported.bad) - SHOWN_BAD_LINES} more such lines", markup=False)
    if imported.bad:
        notices.print(f"{len(imported.bad)} lines were passed over; mend them and import the file again", markup=False)
        raise typer.Exit(SOME_LINES_WERE_BAD)
