"""A sample of the sieges: `make figures` kills each platform's bot a thousand times."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crash.platforms import TOWNS
from tests.crash.sieges import CHATS, besiege

KILLS = 6


@pytest.mark.parametrize("town", TOWNS)
def test_a_bot_that_is_killed_again_and_again_loses_and_doubles_nothing(town: str, tmp_path: Path) -> None:
    damage = besiege(TOWNS[town](CHATS), tmp_path / "data", KILLS, seed=4711)
    assert damage.kills == KILLS
    assert damage.messages > KILLS
    assert damage.harm == 0, damage
