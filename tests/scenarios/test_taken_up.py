"""What an earlier process left is taken up before anything else begins."""

from __future__ import annotations

from pathlib import Path

from bot.access import OWNER
from bot.cli.chores import housekeeping
from tests.fakes.chat import FAKE
from tests.scenarios.village import contact, privately, village


async def test_what_is_left_is_in_hand_as_soon_as_the_chores_begin(data: Path) -> None:
    async with village(data) as people:
        journal = people.house.journal
        journal.door.add(FAKE, contact("ben").user, OWNER)
        (left,) = journal.inbox.accept([privately("ada", "The door is blue")], None)
        async with housekeeping(people.house, people.app, [FAKE]):
            await people.app.settled()
            assert left.seq not in [each.seq for each in journal.inbox.pending()]
            assert [note.text for _, note in journal.annals.notes(0, 10)] == ["The door is blue"]
