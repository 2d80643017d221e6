"""A data folder opened for one command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import typer

from bot.cli.progress import Bar
from bot.cli.root import folder_of
from bot.errors import FolderFull, FolderInUse
from bot.wiring import House, Visit, look_beside, open_house


@contextmanager
def errand(context: typer.Context) -> Iterator[House]:
    """The house; what a person told it to forget before it was killed is forgotten first."""
    with ExitStack() as stack:
        with Bar("Bringing the index up to date") as show:
            house = stack.enter_context(open_house(folder_of(context), show))
        house.finish_forgetting(pending=True)
        yield house


@contextmanager
def visit(context: typer.Context) -> Iterator[House | Visit]:
    """The house, or, while another process works in it or the disk is full, what can be read all the same."""
    with ExitStack() as stack:
        try:
            found: House | Visit = stack.enter_context(errand(context))
        except (FolderInUse, FolderFull) as closed:
            found = stack.enter_context(look_beside(folder_of(context), str(closed)))
        yield found
