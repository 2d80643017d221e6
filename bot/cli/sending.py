"""`satchel outbox`: what could not be sent yet."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated

import typer

from bot.cli.root import app, folder_of, say
from bot.clock import system_clock
from bot.errors import BadInput
from bot.listing import counted, shortened
from bot.ports import Stuck
from bot.settings import load_settings
from memory.folder import DataFolder
from memory.journal import open_beside


@app.command()
def outbox(
    context: typer.Context,
    retry: Annotated[int | None, typer.Option("--retry", metavar="NUMBER", help="Try this one again now.")] = None,
    drop: Annotated[int | None, typer.Option("--drop", metavar="NUMBER", help="Never send this one.")] = None,
) -> None:
    """Show what waits to be sent or was given up; send it again or drop it. The bot may be running."""
    if retry is not None and drop is not None:
        raise BadInput("give --retry or --drop, not both")
    folder = folder_of(context)
    zone = system_clock(load_settings(folder).timezone).now().tzinfo
    if not DataFolder(folder).journal.exists():
        raise BadInput(f"{folder} holds no data yet; name the right folder with --data")
    with closing(open_beside(DataFolder(folder).journal)) as journal:
        desk = journal.sending
        if retry is not None and not desk.retry(retry):
            raise BadInput(f"nothing that could be sent again has the number {retry}; `satchel outbox` lists them")
        if drop is not None and not desk.drop(drop):
            raise BadInput(f"nothing that waits has the number {drop}; `satchel outbox` lists them")
        stuck = desk.stuck()
    for each in stuck:
        say(f"{each.id}  {each.since.astimezone(zone):%Y-%m-%d %H:%M}  {each.to.platform}  {_told(each)}")
    say(f"{counted(len(stuck), 'part is', 'parts are')} waiting or given up." if stuck else "Nothing is stuck.")


def _told(stuck: Stuck) -> str:
    why = f": {shortened(stuck.why)}" if stuck.why else ""
    return f"{stuck.state}, {counted(stuck.tries, 'try', 'tries')}{why} ({shortened(stuck.text)})"
