"""What nobody could read is kept as it came, and whoever sent it is told; a stranger's is not even written down."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.content import Attachment, AttachmentKind, Audience, Sender
from bot.events import Undecryptable, Unreadable
from bot.ids import Conversation, MessageId
from tests.builders import MORNING
from tests.fakes.chat import room
from tests.scenarios.village import GROUP, Village, contact, privately, sender, village

SECRET = "Quackenbush hides it under the stairs"
NOBODY = None
ADDRESSED, OVERHEARD, PRIVATE = Audience.ADDRESSED, Audience.OVERHEARD, Audience.PRIVATE


def unreadable(
    who: Sender | None, where: Conversation, audience: Audience = PRIVATE, *, message: str = "7", delivery: str = "70"
) -> Unreadable:
    return Unreadable(
        where=where,
        message=MessageId(message),
        delivery=delivery,
        at=MORNING,
        raw=f'{{"text": ["{SECRET}"]}}',
        sender=who,
        audience=audience,
    )


def undecryptable(
    name: str, message: str, *, at: datetime = MORNING, where: Conversation | None = None
) -> Undecryptable:
    audience = ADDRESSED if where == GROUP else PRIVATE
    return Undecryptable(
        where=where or room(name), message=MessageId(message), at=at, sender=sender(name), audience=audience
    )


def bytes_in(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]


def seqs(people: Village) -> list[int]:
    with people.house.journal.database.reading() as connection:
        return [seq for (seq,) in connection.execute("SELECT seq FROM events ORDER BY seq")]


@pytest.mark.parametrize(("where", "audience"), [(room("ada"), PRIVATE), (GROUP, ADDRESSED)])
async def test_what_cannot_be_read_is_kept_as_it_came_and_its_sender_is_told_once(
    data: Path, where: Conversation, audience: Audience
) -> None:
    event = unreadable(sender("ada"), where, audience)
    async with village(data) as people:
        (told,) = await people.hears(event, event)
        assert told.startswith("Something came from you that I cannot read. I kept it just as it came")
        assert "send them again as plain text" in told
        assert [to for to, _, _ in people.platform.sent] == [where]
        assert people.traces(SECRET) > 0
    async with village(data) as people:
        assert await people.hears(event) == []


async def test_two_edits_of_one_message_that_cannot_be_read_are_two(data: Path) -> None:
    async with village(data) as people:
        edits = [unreadable(sender("ada"), room("ada"), delivery=each) for each in ("70", "71")]
        assert len(await people.hears(*edits)) == 2


@pytest.mark.parametrize(
    "event",
    [
        unreadable(NOBODY, room("unreadable")),
        unreadable(sender("mallory"), room("mallory")),
        unreadable(sender("mallory"), GROUP, ADDRESSED),
        unreadable(sender("ada"), GROUP, OVERHEARD),
    ],
)
async def test_of_whom_nobody_knows_and_of_what_is_not_for_us_only_the_id_is_logged(
    data: Path, caplog: pytest.LogCaptureFixture, event: Unreadable
) -> None:
    async with village(data) as people:
        with caplog.at_level(logging.DEBUG):
            assert await people.hears(event) == []
        assert people.arrived() == 0
        assert people.traces(SECRET) == 0
    assert "fake delivered something that cannot be read: 70" in caplog.text
    assert SECRET not in caplog.text


async def test_of_who_lost_the_right_to_talk_meanwhile_no_raw_byte_stays_and_no_code_is_shown(data: Path) -> None:
    async with village(data) as people:
        people.house.journal.inbox.accept([unreadable(sender("anna"), room("anna"))], None)
        assert people.traces(SECRET) > 0
        people.house.journal.door.revoke(contact("anna"))
        await people.app.resume()
        await people.app.settled()
        assert people.platform.shown() == []
        assert people.traces(SECRET) == 0
        assert people.house.journal.inbox.pending() == ()


@pytest.mark.parametrize("asked", ["/forget everything yes", "/forget #{seq}"])
async def test_forgetting_takes_the_raw_bytes_too(data: Path, asked: str) -> None:
    async with village(data) as people:
        await people.tells("ada", "The door is blue")
        (told,) = await people.hears(unreadable(sender("ada"), room("ada")))
        (seq,) = [each for each in seqs(people) if f"/forget #{each}" in told]
        assert (await people.tells("ada", asked.format(seq=seq))).startswith("Forgotten: ")
        assert people.traces(SECRET) == 0
    assert not any(SECRET.encode() in held for held in bytes_in(data))


async def test_forgetting_what_could_not_be_read_leaves_the_notes_beside_it(data: Path) -> None:
    async with village(data) as people:
        await people.tells("ada", "The door is blue")
        (told,) = await people.hears(unreadable(sender("ada"), room("ada")))
        await people.tells("ada", told[told.index("/forget #") :])
        assert "The door is blue" in await people.tells("ada", "which colour is the door?")
        assert "The door is blue" in await people.tells("ada", "/recent")


async def test_forgetting_a_note_takes_the_edit_of_it_that_nobody_could_read(data: Path) -> None:
    async with village(data) as people:
        note = privately("ada", "The door is blue")
        await people.hears(note, unreadable(sender("ada"), room("ada"), message=note.message))
        assert people.traces(SECRET) > 0
        await people.tells("ada", "/forget #1")
        assert people.traces(SECRET) == 0


async def test_nobody_forgets_by_number_what_another_sent(data: Path) -> None:
    async with village(data) as people:
        await people.hears(unreadable(sender("ada"), room("ada")))
        (seq,) = seqs(people)
        assert "no message of that number" in await people.tells("anna", f"/forget #{seq}")
        assert people.traces(SECRET) > 0


async def test_what_cannot_be_read_is_listed_and_found_nowhere(data: Path) -> None:
    async with village(data) as people:
        await people.hears(unreadable(sender("ada"), room("ada")))
        for look in ("/recent", "/search Quackenbush", "what is under the stairs?"):
            assert "Quackenbush" not in await people.tells("ada", look)


async def test_who_writes_what_is_closed_is_told_once_an_hour_and_conversation(data: Path) -> None:
    async with village(data) as people:
        (told,) = await people.hears(*(undecryptable("ada", f"${number}") for number in range(5)))
        assert told.startswith("You wrote something that I cannot read yet")
        assert "please send it again" in told
        assert len(await people.hears(undecryptable("anna", "$a"), undecryptable("ada", "$b", where=GROUP))) == 2
    async with village(data) as people:
        last = MORNING + timedelta(minutes=59, seconds=59)
        assert await people.hears(undecryptable("ada", "$6", at=last)) == []
        assert len(await people.hears(undecryptable("ada", "$7", at=MORNING + timedelta(hours=1)))) == 1


async def test_a_stranger_neither_hears_of_what_is_closed_nor_keeps_others_from_hearing_of_theirs(data: Path) -> None:
    async with village(data) as people:
        assert await people.hears(undecryptable("mallory", "$1", where=GROUP)) == []
        assert people.arrived() == 0
        assert len(await people.hears(undecryptable("ada", "$2", where=GROUP))) == 1


async def test_what_is_opened_later_is_heard_as_usual(data: Path) -> None:
    async with village(data) as people:
        note = privately("ada", "The door is blue")
        await people.hears(undecryptable("ada", note.message))
        assert await people.hears(note) == ["Kept."]


@pytest.mark.parametrize("kind", [AttachmentKind.IMAGE, AttachmentKind.VOICE, AttachmentKind.FILE])
async def test_who_sends_a_thing_without_words_is_told_that_it_is_no_note(data: Path, kind: AttachmentKind) -> None:
    bare = privately("ada", "")
    thing = type(bare)(
        where=bare.where,
        message=bare.message,
        sender=bare.sender,
        at=bare.at,
        attachments=(Attachment(kind=kind, ref="f"),),
    )
    async with village(data) as people:
        (told,) = await people.hears(thing)
        assert told.startswith("That came without words")
        assert await people.hears(privately("ada", " ")) == [
            "That held no words. Tell me something, or ask me; /help shows how."
        ]
        assert "kept nothing yet" in await people.tells("ada", "/recent")
