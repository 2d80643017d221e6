"""What is kept of rooms in files of ours: how we came to them, and what waits until that is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.matrix import holding, recalled
from adapters.matrix.holding import MOST, Held, Holding
from adapters.matrix.recalled import Recalled
from bot.errors import NeverSent


def held(number: int) -> Held:
    return Held(room="!room", event={"event_id": f"${number}"})


def test_what_waits_is_kept_over_restarts_and_never_dropped_for_being_much(tmp_path: Path) -> None:
    Holding(tmp_path).keep([held(1), held(2)])
    kept = Holding(tmp_path)
    kept.keep([held(2), held(3)])
    assert kept.waiting == (held(1), held(2), held(3))
    kept.drop(frozenset({"$1"}))
    with pytest.raises(NeverSent):
        kept.keep(held(number) for number in range(10, 10 + MOST))
    assert Holding(tmp_path).waiting == (held(2), held(3))


def test_how_we_came_is_kept_over_restarts_until_we_left(tmp_path: Path) -> None:
    Recalled(tmp_path).keep({"!one": True, "!two": False})
    kept = Recalled(tmp_path)
    assert kept.direct == {"!one": True, "!two": False}
    kept.keep({}, gone={"!one"})
    assert Recalled(tmp_path).direct == {"!two": False}


@pytest.mark.parametrize("written", ["[]", '{"rooms": 5}', '{"rooms": {"!one": "yes"}, "waiting": [5]}'])
def test_files_that_hold_something_else_hold_nothing(tmp_path: Path, written: str) -> None:
    for name in (recalled.FILE, holding.FILE):
        (tmp_path / name).write_text(written)
    assert (Recalled(tmp_path).direct, Holding(tmp_path).waiting) == ({}, ())
