"""Haste is what is said knowingly before its time, and nothing else."""

from __future__ import annotations

import asyncio

import pytest

from tests.peers.matrix_haste import Haste

LONG_S = 3_600.0


class Line(asyncio.BaseTransport):
    """A connection that is open until it is closed."""

    def __init__(self) -> None:
        super().__init__()
        self._open = True

    def is_closing(self) -> bool:
        return not self._open

    def close(self) -> None:
        self._open = False


@pytest.fixture
def haste() -> Haste:
    return Haste()


@pytest.fixture
def first(haste: Haste) -> Line:
    """Over it a message to the room "!a" is refused."""
    line = Line()
    spoken(haste, "!a", line)
    haste.refused("!a", LONG_S, line)
    return line


def spoken(haste: Haste, room: str, line: Line) -> int:
    """How many were too early by then."""
    haste.asks(line)
    haste.speaks(room, line)
    return haste.early


def test_what_is_said_in_the_room_that_was_refused_is_early_over_any_connection(haste: Haste, first: Line) -> None:
    assert spoken(haste, "!a", Line()) == 1
    assert spoken(haste, "!a", first) == 2


def test_what_goes_to_another_room_over_the_connection_of_the_refusal_is_early(haste: Haste, first: Line) -> None:
    assert spoken(haste, "!b", first) == 1


def test_what_may_have_been_under_way_is_not_early(haste: Haste) -> None:
    second = Line()
    haste.refused("!a", LONG_S, Line())
    haste.answered(second)
    assert spoken(haste, "!b", second) == 0


def test_who_knows_knows_whatever_they_were_told_since_and_over_which_connection(haste: Haste, first: Line) -> None:
    second = Line()
    haste.asks(first)
    assert spoken(haste, "!b", second) == 0
    haste.answered(second)
    assert spoken(haste, "!b", second) == 1


def test_when_the_wait_is_over_nothing_is_early(haste: Haste) -> None:
    line = Line()
    haste.refused("!a", 0.0, line)
    assert spoken(haste, "!a", line) == 0


def test_who_was_killed_took_what_they_knew_along(haste: Haste, first: Line) -> None:
    haste.asks(first)
    first.close()
    assert spoken(haste, "!a", Line()) == 0
