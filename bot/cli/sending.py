"""`satchel outbox`: what could not be sent yet."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated

import typer

from bot.cli.root import app, folder_of, say
from bot.clock import system_clock
from bot.errors import BadInput
from bot.ids import Conversation
from bot.listing import counted, shortened
from bot.ports import Stuck
from bot.settings import load_settings
from memory.folder import DataFolder
from memory.journal import open_beside

ALL = "all"
_WHICH = "NUMBER|all"


@app.command()
def outbox(
    context: typer.Context,
    retry: Annotated[
        str | None, typer.Option("--retry", metavar=_WHICH, help="Try this one again, within half a minute.")
    ] = None,
    drop: Annotated[str | None, typer.Option("--drop", metavar=_WHICH, help="Never send this one.")] = None,
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
        if retry is not None and not desk.retry(_which(retry)):
            raise BadInput(_none_such("could be sent again", retry))
        if drop is not None and not desk.drop(_which(drop)):
            raise BadInput(_none_such("waits", drop))
        stuck = desk.stuck()
    for each in stuck:
        since = f"{each.since.astimezone(zone):%Y-%m-%d %H:%M}" if each.since.timestamp() else "not tried yet"
        say(f"{each.id}  {since}  {_where(each.to)}  {_told(each)}")
    say(f"{counted(len(stuck), 'part is', 'parts are')} waiting or given up." if stuck else "Nothing is stuck.")


def _which(given: str) -> int | None:
    """A part's number; None for all of them."""
    if given == ALL:
        return None
    try:
        return int(given)
    except ValueError:
        raise BadInput(f"{shortened(given)} is no number; `satchel outbox` lists them, and `all` means each") from None


def _none_such(what: str, given: str) -> str:
    return (
        f"nothing {what}"
        if given == ALL
        else f"nothing that {what} has the number {given}; `satchel outbox` lists them"
    )


def _where(to: Conversation) -> str:
    """`telegram 12345 -100777`: the platform, our account and the chat there, and the thread behind a stroke."""
    return shortened(" ".join((to.platform, to.account, "/".join(filter(None, (to.chat, to.thread))))))


def _told(stuck: Stuck) -> str:
    why = f": {shortened(stuck.why)}" if stuck.why else ""
    return f"{stuck.state}, {counted(stuck.tries, 'try', 'tries')}{why} ({shortened(stuck.text)})"
