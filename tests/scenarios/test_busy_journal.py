"""While somebody reads the journal for long, the program goes on hearing."""

from __future__ import annotations

import asyncio
from pathlib import Path
from threading import Event, Thread

import pytest

from bot.events import MessageDeleted
from bot.ids import MessageId
from tests.fakes.chat import room
from tests.scenarios.test_company import ChangingRooms
from tests.scenarios.village import Village, privately, sender, village

PATIENCE_S = 5.0
ROUNDS = 20


class LongRead:
    """Reads for as long as nobody ends it, or until the loop seems to wait for it."""

    def __init__(self, people: Village) -> None:
        self._people = people
        self._begun, self._end = Event(), Event()
        self.was_ended = False
        self._thread = Thread(target=self._read)
        self._thread.start()
        self._begun.wait()

    def _read(self) -> None:
        with self._people.house.journal.database.reading():
            self._begun.set()
            self.was_ended = self._end.wait(PATIENCE_S)

    def end(self) -> None:
        self._end.set()
        self._thread.join()


@pytest.mark.parametrize("company", [False, True])
@pytest.mark.parametrize("deletes", [False, True])
async def test_what_must_be_read_to_answer_is_waited_for_beside_the_loop(
    data: Path, *, company: bool, deletes: bool
) -> None:
    platform = ChangingRooms()
    async with village(data, platform=platform) as people:
        await people.tells("ada", "The door is blue")
        if company:
            platform.company.add(room("ada"))
        said = privately("ada", "what colour is the door?")
        event = (
            MessageDeleted(where=said.where, message=MessageId("v1"), at=said.at, sender=sender("ada"))
            if deletes
            else said
        )
        (received,) = people.house.journal.inbox.accept([event], None)
        reading = LongRead(people)
        handled = asyncio.create_task(people.app._assistant.respond(received, None))
        for _ in range(ROUNDS):
            await asyncio.sleep(0)
        reading.end()
        assert reading.was_ended
        assert await handled
