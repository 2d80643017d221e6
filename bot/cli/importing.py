"""`satchel import`: take in a conversation that was recorded elsewhere."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from adapters.exports.jsonl import read_jsonl
from bot.access import OWNER
from bot.cli.errands import errand
from bot.cli.progress import Bar
from bot.cli.root import SOME_LINES_WERE_BAD, app, given, notice, say
from bot.errors import BadInput
from bot.ids import SpaceId, private_space
from bot.imports import Imported, Stores, take_in
from bot.listing import counted

SHOWN_BAD_LINES = 500


class Format(StrEnum):
    """The formats that can be read."""

    JSONL = "jsonl"


@app.command("import")
def import_file(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The file to read.", metavar="FILE", readable=False)],
    format: Annotated[Format, typer.Option("--format", help="How the file is written.")] = Format.JSONL,  # noqa: A002 -- as people write it
    into: Annotated[str, typer.Option("--into", help="The space to keep it in; yours if you name none.")] = "",
) -> None:
    """Take in a recorded conversation. The same file twice adds nothing; a bad line is named and passed over."""
    del format  # the only one there is so far
    lines = read_jsonl(given(file))
    space = _space(into)
    with errand(context) as house, Bar("Reading") as show:
        stores = Stores(archive=house.journal.archive, memory=house.library, kept=house.journal.annals)
        imported = take_in(lines, space, stores, lambda done: show(done, max(lines.total, 1)))
    if imported == Imported():
        raise BadInput(f"{file} holds no message; nothing was taken in")
    say(_told(imported))
    _name_bad_lines(imported, file)


def _told(imported: Imported) -> str:
    known = counted(imported.known, "was", "were")
    told = f"{counted(imported.new, 'new message', 'new messages')}, {known} here already."
    if imported.forgotten:
        gone = counted(imported.forgotten, "was forgotten before and is", "were forgotten before and are")
        told += f" {gone} not taken in again."
    return told


def _space(name: str) -> SpaceId:
    if any("\ud800" <= character <= "\udfff" for character in name):
        raise BadInput("the name after --into is not UTF-8 text; take another one")
    return SpaceId(name.strip()) if name.strip() else private_space(OWNER)


def _name_bad_lines(imported: Imported, file: Path) -> None:
    for line in imported.bad[:SHOWN_BAD_LINES]:
        notice(f"{file.name}, line {line.number}: {line.why}")
    if len(imported.bad) > SHOWN_BAD_LINES:
        notice(f"… and {len(imported.bad) - SHOWN_BAD_LINES} more such lines")
    if imported.bad:
        notice(f"{counted(len(imported.bad), 'line was', 'lines were')} passed over; mend and import the file again")
        raise typer.Exit(SOME_LINES_WERE_BAD)
