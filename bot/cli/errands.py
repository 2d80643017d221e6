"""A data folder opened for one command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import typer

from bot.cli.progress import Bar
from bot.cli.root import folder_of
from bot.wiring import House, open_house


@contextmanager
def errand(context: typer.Context) -> Iterator[House]:
    """The house; what a person told it to forget before it was killed is forgotten first."""
    with ExitStack() as stack:
        with Bar("Bringing the index up to date") as show:
            house = stack.enter_context(open_house(folder_of(context), show))
        house.finish_forgetting(pending=True)
        yield house
