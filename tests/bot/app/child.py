"""A process that begins to show a reply, so that it can be killed in the middle of it."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from bot.ids import Conversation, MessageId
from memory.journal import open_journal
from tests.bot.app.house import House
from tests.fakes.chat import FakeChat


class TalkativeChat(FakeChat):
    """Tells when a draft stands."""

    async def draft(self, to: Conversation, text: str, key: str) -> MessageId:
        sys.stdout.write(text)
        sys.stdout.flush()
        return await super().draft(to, text, key)


def main(journal: Path) -> None:
    house = House(open_journal(journal), TalkativeChat())
    house.parrot.grows["hello"] = ["you", "you said"]
    asyncio.run(_hears(house))


async def _hears(house: House) -> None:
    await house.hears("hello")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
