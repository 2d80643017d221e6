"""What the assistant stumbles over stays in the memory, as far as it is a note, and can be forgotten."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from adapters.console.translate import heard
from bot.app import MOST_TRIES, App
from bot.assistant import OnText
from bot.capture import note_of
from bot.content import Sender
from bot.delivery import Delivery
from bot.doorkeeper import Doorkeeper
from bot.events import Event
from bot.ids import CONSOLE, UserId
from bot.ports import Received
from bot.records import Note
from bot.requests import Response
from bot.wiring import House, open_house
from bot.wiring.doctor import examine
from memory.backups import restore
from memory.folder import DataFolder
from tests.bot.app.clocks import RushingClock
from tests.builders import MORNING
from tests.crash.verdict import astray
from tests.fakes.chat import FakeChat
from tests.scenarios.talk import SCOPE, talking


class Stumbling:
    """An assistant with a bug in it."""

    def __init__(self, doorkeeper: Doorkeeper) -> None:
        self._doorkeeper = doorkeeper

    def heeds(self, event: Event) -> bool:
        return self._doorkeeper.heeds(event)

    async def respond(self, received: Received, on_text: OnText | None) -> Response | None:
        del received, on_text
        raise RuntimeError("a bug")

    def salvage(self, received: Received) -> Response | None:
        return self._doorkeeper.salvage(received)


def typed(text: str) -> Event:
    return heard(text, uuid4().hex, MORNING, "Ada")


def noted(received: Received) -> Note:
    note = note_of(received, received.event.key, next(iter(SCOPE.spaces)))
    assert note is not None
    return note


async def stumbled_over(house: House, *texts: str) -> list[str]:
    """What is said to these by a program that can handle none of them."""
    chat = FakeChat()
    delivery = Delivery({CONSOLE: chat}, house.journal.outbox, RushingClock())
    journal = house.journal
    app = App(Stumbling(house.doorkeeper()), {CONSOLE: chat}, journal.inbox, journal.ledger, delivery)
    await app.on_events([typed(text) for text in texts], None)
    await app.settled()
    return chat.shown()


async def test_a_note_that_could_not_be_handled_is_found_exported_and_forgotten_with_everything(data: Path) -> None:
    with open_house(data) as house:
        (said,) = await stumbled_over(house, "the lease ends in June")
    assert said.endswith("I kept it as a note.")
    async with talking(data) as talk:
        assert "June" in await talk.say("when does the lease end?")
        assert "the lease ends in June" in await talk.say("/recent")
        exported = [message.text for _, message, _ in talk.house.journal.annals.messages(0, 10)]
        assert exported == ["the lease ends in June"]
        assert (await talk.say("/forget everything yes")).startswith("Forgotten: 3 messages")
        assert talk.house.journal.transcript.recent(SCOPE, 10, only_kept=False) == ()


async def test_a_note_that_the_program_ended_over_is_kept_and_shown_and_read_by_no_index(
    data: Path, tmp_path: Path
) -> None:
    with open_house(data) as house:
        (received,) = house.journal.inbox.accept([typed("the lease ends in June")], None)
        # The first of them had come as far as its index.
        house.library.remember([noted(received)])
        for _ in range(MOST_TRIES):
            house.journal.inbox.begin(received.seq)
    async with talking(data) as talk:
        assert "the lease ends in June" in (await talk.say("/recent")).partition("/recent shows it")[2]
        talk.house.shelves.tend()
        assert "June" not in await talk.say("/search lease")
        assert "kept: 1 message" in await talk.say("/status")
        assert astray(talk) == 0
        assert talk.house.shelves.missing(SCOPE) is None
        await talk.say(f"/export {tmp_path / 'export'}")
        assert "the lease ends in June" in (tmp_path / "export" / "messages.jsonl").read_text()
        talk.house.backups.make(tmp_path / "backup.zip")
    assert all(finding.healthy for finding in examine(data))
    restore(tmp_path / "backup.zip", DataFolder(tmp_path / "restored"))
    async with talking(tmp_path / "restored") as talk:
        assert "the lease ends in June" in await talk.say("/recent")
        assert astray(talk) == 0
        await talk.say(f"/forget #{received.seq}")
        assert "June" not in await talk.say("/recent")


async def test_what_is_no_note_is_none_for_having_failed_and_is_forgotten_with_everything(data: Path) -> None:
    with open_house(data) as house:
        texts = ("/forget the blue door", "when does the lease end?", "thanks!")
        for said in await stumbled_over(house, *texts):
            assert said.endswith("I kept no note of it; you can send it again.")
    async with talking(data) as talk:
        assert talk.kept() == []
        await talk.say("/forget everything yes")
        assert talk.house.journal.transcript.recent(SCOPE, 10, only_kept=False) == ()


@pytest.mark.parametrize(
    ("text", "keep"),
    [("/note buy milk", True), ("I lost the blue key. Who has the spare?", True), ("/ask who is it?", False)],
)
def test_what_was_told_counts(data: Path, text: str, *, keep: bool) -> None:
    with open_house(data) as house:
        (received,) = house.journal.inbox.accept([typed(text)], None)
        salvaged = house.doorkeeper().salvage(received)
    assert salvaged is not None
    assert (salvaged.space, salvaged.keep, salvaged.reply) == (next(iter(SCOPE.spaces)), keep, None)


def test_a_stranger_has_nothing_to_be_salvaged(data: Path) -> None:
    with open_house(data) as house:
        stranger = heard("let me in", uuid4().hex, MORNING, "Eve")
        stranger = replace(stranger, sender=Sender(id=UserId("eve"), name="Eve"))
        (received,) = house.journal.inbox.accept([stranger], None)
        assert house.doorkeeper().salvage(received) == Response(space=None, reply=None, unsaid=True)
