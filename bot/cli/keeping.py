"""Keeping house: `status`, `settings`, `doctor`, `reindex`, `backup`, `restore`, `export`."""

from __future__ import annotations

from contextlib import closing, suppress
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.errands import errand, visit
from bot.cli.progress import Bar
from bot.cli.root import app, folder_of, notice, say
from bot.clock import system_clock
from bot.errors import BadInput, IndexFault, SatchelError
from bot.incomplete import told_missing
from bot.listing import counted
from bot.overview import shown
from bot.ports import Standing
from bot.settings import Settings, load_settings
from bot.wiring import Visit, open_house
from bot.wiring.doctor import examine
from bot.wiring.shelving import discard_index
from memory.backups import Backups
from memory.backups import restore as unpack
from memory.exporting import FileExporter
from memory.folder import DataFolder
from memory.journal import open_beside

UNHEALTHY = 1
READ_AT_ONCE = 1 << 28
"""Bytes: a journal of half a million messages, read in a second; `satchel doctor` reads a larger one."""


@app.command()
def status(context: typer.Context) -> None:
    """How things stand. What is kept, the models, what was spent today, the index; the bot may be running."""
    with visit(context) as house:
        if isinstance(house, Visit) and house.running:
            say(f"Satchel is running ({house.running}); what only it can tell of the index is left out.")
        _print(house.overview.standing(house.scope))
        if (database := house.journal.database).path.stat().st_size < READ_AT_ONCE:
            database.quick_check()


@app.command()
def settings(context: typer.Context) -> None:
    """Show every setting in force, secrets hidden."""
    values = load_settings(folder_of(context))
    for name, field in Settings.model_fields.items():
        say(f"{name} = {shown(getattr(values, name))}")
        notice(f"    {field.description}")


@app.command()
def doctor(context: typer.Context) -> None:
    """Check that all is in order. Settings, data folder, embedder, index and model; says what to do."""
    findings = examine(folder_of(context))
    for finding in findings:
        say(f"{'ok ' if finding.healthy else '!! '} {finding.what}: {finding.told}")
    if not all(finding.healthy for finding in findings):
        raise typer.Exit(UNHEALTHY)


@app.command()
def reindex(
    context: typer.Context,
    anew: Annotated[
        bool, typer.Option("--anew", help="Build it from nothing, though the embedder is the same.")
    ] = False,
) -> None:
    """Build the index that the settings ask for. The old one answers meanwhile; goes on where it was stopped."""
    if anew:
        discard_index(DataFolder(folder_of(context)))
    with Bar("Indexing") as show, errand(context) as house:
        house.shelves.catch_up(show)
        house.shelves.move(show)
        name = house.shelves.current.name
        if missing := house.shelves.missing(house.everywhere):
            raise IndexFault(f"the index {name} is in use, but {told_missing(missing)}")
        say(f"The index {name} is complete and in use.")


@app.command()
def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", readable=False, help="Where to write it.")],
) -> None:
    """Write a backup; the bot may be running. It holds your notes and settings: keep it as safe as them."""
    folder = DataFolder(folder_of(context))
    if not folder.journal.exists():
        raise BadInput(f"{folder.path} holds nothing to back up; name the right folder with --data")
    if _has_to_forget(folder):
        # A bot that is running does it itself, and another trouble must not stand in the way of a backup.
        with suppress(SatchelError), errand(context):
            pass
    with closing(open_beside(folder.journal)) as journal:
        size = Backups(folder=folder, progress=journal.progress).make(file)
    say(f"Wrote {file} ({size:,} bytes).")


@app.command()
def restore(
    context: typer.Context, file: Annotated[Path, typer.Argument(metavar="FILE", readable=False, help="The backup.")]
) -> None:
    """Unpack a backup into a new data folder. Its index is built anew."""
    folder = folder_of(context)
    unpack(file, DataFolder(folder))
    with Bar("Indexing") as show, open_house(folder, show) as house:
        standing = house.overview.standing(house.scope)
        say(f"Restored {dict(standing.lines)['kept']} into {folder}.")
        _print(standing)


@app.command()
def export(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new folder to write into.")],
) -> None:
    """Write everything out as files. Markdown, and JSON lines to import; the bot may be running."""
    zone = system_clock(load_settings(folder_of(context)).timezone).zone
    with visit(context) as house:
        exported = FileExporter(house.journal.annals, zone).export(house.scope, folder)
    say(f"Wrote {counted(exported.messages, 'message', 'messages')} to {exported.folder}.")


def _has_to_forget(folder: DataFolder) -> bool:
    """Whether messages are decided to go and are not gone from every file."""
    with closing(open_beside(folder.journal)) as journal:
        return bool(journal.intentions.undone(pending=True))


def _print(standing: Standing) -> None:
    for name, value in standing.lines:
        say(f"{name}: {value}")
