"""An edit that is taken back on a platform is so in memory: real homeservers, with the whole program behind them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.contracts.platforms.matrix import MatrixStage
from tests.contracts.test_changed_messages import NEW, OLD, Deletes, served

SLIP = "The code of the safe is 4711-8822"


@pytest.mark.parametrize("name", ["matrix", "encrypted"])
async def test_a_note_says_again_what_it_said_before_the_edit_that_was_taken_back(name: str, tmp_path: Path) -> None:
    async with served(name, tmp_path / "data") as (program, hand, stage):
        assert isinstance(stage, MatrixStage)
        said = await hand.says(OLD)
        await program.keeps(OLD)
        await hand.edits(said, NEW)
        await program.keeps(NEW)
        for _ in range(2):
            slip = await hand.edits(said, SLIP)
            await program.keeps(SLIP)
            assert isinstance(hand, Deletes)
            await hand.deletes(slip)
            await program.keeps(NEW)
        assert program.traces(SLIP) == 0
        assert [seen.text for seen in stage.seen()] == []
