"""A data folder opened for one command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import Any

import typer

from bot.cli.orders import OPEN_TO_ALL, current_order, have_carried_out
from bot.cli.progress import Bar
from bot.cli.root import complain, folder_of, notice, say, words_of
from bot.errors import FolderFull, FolderInUse, SatchelError
from bot.wiring import House, Visit, look_beside, open_house
from bot.wiring.models import language_model
from memory.folder import DataFolder


@contextmanager
def errand(context: typer.Context) -> Iterator[House]:
    """The house; what a person told it to forget before it was killed is forgotten first.

    Where a bot is running in it, that bot carries the command out, and the command ends here as it ended there.
    """
    if order := current_order():
        # A model's connections belong to the event loop that uses them.
        yield replace(order.house, model=language_model(order.house.settings))
        return
    with ExitStack() as stack:
        try:
            with Bar("Bringing the index up to date") as show:
                house = stack.enter_context(open_house(folder_of(context), show))
        except FolderInUse:
            if context.info_name in OPEN_TO_ALL:
                _have_carried_out(context)
            raise
        house.finish_forgetting(pending=True)
        yield house


def _have_carried_out(context: typer.Context) -> None:
    """Have the bot that runs in the folder carry the command out. Returns if it takes no orders."""
    bars: dict[str, Bar] = {}

    def tell(how: str, what: Any) -> None:
        if how == "progress":
            name, done, of = what
            bars.setdefault(name, Bar(name))(done, of)
        else:
            {"result": say, "notice": notice, "complaint": complain}[how](what)

    try:
        status = have_carried_out(DataFolder(folder_of(context)).socket, list(words_of(context)), tell)
    except ConnectionError as error:
        raise SatchelError("the bot that carried this out was stopped in the middle; give the command again") from error
    finally:
        for bar in bars.values():
            bar.stop()
    if status is not None:
        raise typer.Exit(status)


@contextmanager
def visit(context: typer.Context) -> Iterator[House | Visit]:
    """The house, or, while another process works in it or the disk is full, what can be read all the same."""
    with ExitStack() as stack:
        try:
            found: House | Visit = stack.enter_context(errand(context))
        except FolderInUse as taken:
            found = stack.enter_context(look_beside(folder_of(context), running=taken.holder))
        except FolderFull as full:
            found = stack.enter_context(look_beside(folder_of(context), str(full)))
        yield found
