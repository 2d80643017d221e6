"""A process in which Ada's notes are edited and deleted, so that it can be killed in the middle of it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.events import Event, MessageReceived
from bot.ids import MessageId
from tests.builders import MORNING
from tests.fakes.chat import room
from tests.scenarios.test_deleted import deleted
from tests.scenarios.test_edited import edited
from tests.scenarios.village import Village, sender, village

NOTES = 4
LONG = "and so on and on " * 60


def note(number: int, text: str = "") -> MessageReceived:
    """The same each time, whichever process tells it."""
    said = text or old(number)
    return MessageReceived(
        where=room("ada"), message=MessageId(f"n{number}"), sender=sender("ada"), at=MORNING, text=said
    )


def old(number: int) -> str:
    """Every other one is long enough to be several pieces."""
    return f"canary{number} sings of the old harbour " + ("\n\n" + LONG) * (4 * (number % 2))


def new(number: int) -> str:
    return f"canary{number} sings of the new mountain"


def changes(what: str) -> Sequence[Event]:
    """All notes but the first are edited, or deleted."""
    change = (lambda said, number: edited(said, new(number))) if what == "edit" else lambda said, _: deleted(said)
    return [change(note(number), number) for number in range(1, NOTES)]


async def told(people: Village) -> None:
    await people.hears(*(note(number) for number in range(NOTES)))


async def changed(people: Village, what: str) -> None:
    """As a platform tells it, one after the other, and then what a quiet moment brings."""
    for change in changes(what):
        await people.hears(change)
    people.house.finish_forgetting(pending=False)


async def main(what: str, data: Path) -> None:
    async with village(data) as people:
        sys.stdout.write("open\n")
        sys.stdout.flush()
        await changed(people, what)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2])))
