"""How things stand is told whole."""

from __future__ import annotations

from pathlib import Path

from bot.wiring import look_beside
from tests.memory.household import household


def test_what_is_decided_to_be_forgotten_and_not_done_is_told_also_while_it_is_handled(tmp_path: Path) -> None:
    with household(tmp_path) as home:
        home.decide(home.tell("the code is 4711"))
    with look_beside(tmp_path, "it runs") as visit:
        assert ("still to forget", "1 message") in visit.overview.standing(visit.scope).lines
