"""What many tests need: a journal in a folder of its own, and the same one after a restart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from memory.journal import Caps, Journal, open_journal
from tests.peers.synapse.fixtures import synapse

__all__ = ["synapse"]

OPENERS: dict[str, Callable[[Path], Journal]] = {
    "sqlite": lambda folder: open_journal(
        folder / "journal.sqlite3", caps=Caps(day=1.0, person=0.5), patience=timedelta(seconds=5)
    ),
}


class Restarts:
    """Opens the same journal again and again, as one process after another does."""

    def __init__(self, opener: Callable[[Path], Journal], folder: Path) -> None:
        self._opener = opener
        self._folder = folder
        self._journal: Journal | None = None

    def again(self) -> Journal:
        self.close()
        self._journal = self._opener(self._folder)
        return self._journal

    def close(self) -> None:
        if self._journal is not None:
            self._journal.close()
            self._journal = None


@pytest.fixture(params=OPENERS)
def restarts(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Restarts]:
    restarts = Restarts(OPENERS[request.param], tmp_path)
    yield restarts
    restarts.close()


@pytest.fixture
def journal(restarts: Restarts) -> Journal:
    return restarts.again()
