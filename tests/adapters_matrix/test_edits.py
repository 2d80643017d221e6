"""Edits that are taken back: the message is told as it reads then, also by a process that never saw the edit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from adapters.matrix.edits import FILE, MOST_OF_A_ROOM, Change, Edits, Undoing
from adapters.matrix.hearing import PATIENCE_S
from adapters.matrix.retelling import NOTHING, Reading, as_deletion, as_edit, reading
from bot.content import Audience
from bot.events import MessageDeleted, MessageEdited, MessageReceived
from tests.adapters_matrix.bots import Bot
from tests.adapters_matrix.events import ADA, BOT, NOW, ROOM, edit, event, message, one, reply, said, scene
from tests.adapters_matrix.proxy import Answer, Fault, Proxy
from tests.adapters_matrix.test_lookups import looks_up
from tests.peers.matrix_person import Person, person
from tests.peers.synapse import Homeserver

JUNE, JULY = "the lease ends in June", "the lease ends in July"
PAGE = "<html>Not here</html>"


def changes(bot: Bot) -> list[MessageEdited]:
    return [each for each in bot.heard.events if isinstance(each, MessageEdited)]


async def slipped(bot: Bot, ada: Person, *, encrypted: bool = False) -> tuple[str, str, str]:
    """A room, a message there, and an edit of it that was heard; the bot must be running."""
    room = await ada.direct(bot.id, encrypted=encrypted)
    await ada.joined(room, bot.id)
    message = await ada.say(room, JUNE)
    await bot.hears(JUNE)
    slip = await ada.edit(room, message, "4711-8822")
    await bot.until(lambda: len(changes(bot)) == 1)
    return room, message, slip


@pytest.mark.parametrize("encrypted", [False, True])
async def test_what_was_taken_back_while_we_were_away_is_told_as_the_message_reads_now(
    bot: Bot, ada: Person, encrypted: bool
) -> None:
    async with bot.running():
        room, message, slip = await slipped(bot, ada, encrypted=encrypted)
    taken_back = await ada.redact(room, slip)
    async with bot.running():
        await bot.until(lambda: len(changes(bot)) == 2)
    told, undone = changes(bot)
    assert (told.undoes, undone.undoes) == (False, True)
    assert (undone.message, undone.edit, undone.text, undone.sender.id) == (message, taken_back, JUNE, ada.id)
    assert undone.audience is Audience.PRIVATE
    assert undone.at >= told.at


@pytest.mark.parametrize("fault", [Answer(status=502, body={}), Answer(status=404, body=PAGE), "lose", None])
async def test_where_the_homeserver_does_not_tell_it_is_asked_until_it_does(
    bot: Bot, ada: Person, proxy: Proxy, fault: Fault | None
) -> None:
    async with bot.running():
        room, message, slip = await slipped(bot, ada)
        # Or what the homeserver showed before.
        stale = Answer(status=200, body={"unsigned": {"m.relations": {"m.replace": {"event_id": slip}}}})
        for _ in range(100):
            proxy.next(fault or stale, looks_up)
        await ada.redact(room, slip)
        await ada.say(room, "and then?")
        await bot.hears("and then?")
        assert [each.undoes for each in changes(bot)] == [False]
    proxy.forgive()
    async with bot.running():
        await bot.until(lambda: len(changes(bot)) == 2)
        await ada.say(room, "and now?")
        await bot.hears("and now?")
    assert [(each.message, each.text, each.undoes) for each in changes(bot)][1:] == [(message, JUNE, True)]
    assert bot.all_of(MessageDeleted) == []


@pytest.mark.parametrize("code", ["M_FORBIDDEN", "M_NOT_FOUND"])
async def test_where_the_homeserver_never_tells_the_message_is_gone(
    bot: Bot, ada: Person, proxy: Proxy, code: str
) -> None:
    async with bot.running():
        room, message, slip = await slipped(bot, ada)
        proxy.next(Answer(status=404, body={"errcode": code, "error": "?"}), looks_up)
        await ada.redact(room, slip)
        await bot.until(lambda: bool(bot.all_of(MessageDeleted)))
    (deleted,) = bot.all_of(MessageDeleted)
    assert isinstance(deleted, MessageDeleted)
    assert (deleted.message, deleted.audience) == (message, Audience.PRIVATE)


async def test_what_is_taken_back_with_all_its_edits_is_gone_once(bot: Bot, ada: Person) -> None:
    async with bot.running():
        room, message, slip = await slipped(bot, ada)
    await ada.redact(room, slip)
    await ada.redact(room, message)
    async with bot.running():
        await bot.until(lambda: len(bot.all_of(MessageDeleted)) == 2)
    assert len({each.key for each in bot.all_of(MessageDeleted)}) == 1
    assert len(changes(bot)) == 1


async def test_what_somebody_else_takes_back_in_a_group_stays_its_author_s(
    synapse: Homeserver, bot: Bot, ada: Person
) -> None:
    async with bot.running(), person(synapse.address, synapse.register("ben")) as ben:
        group = await ada.group("Boat", bot.id, ben.id)
        await ben.join(group)
        await ada.joined(group, bot.id)
        message = await ben.say(group, f"{bot.id}: {JUNE}")
        await bot.hears(JUNE)
        slip = await ben.edit(group, message, f"{bot.id}: 4711-8822")
        await bot.until(lambda: len(changes(bot)) == 1)
        await ada.redact(group, slip)
        await bot.until(lambda: len(changes(bot)) == 2)
    undone = changes(bot)[1]
    assert (undone.message, undone.text, undone.sender.id) == (message, JUNE, ben.id)
    assert undone.audience is Audience.ADDRESSED


async def test_what_was_not_for_us_before_the_edit_that_is_taken_back_is_gone(
    synapse: Homeserver, bot: Bot, ada: Person
) -> None:
    async with bot.running():
        group = await ada.group("Boat", bot.id, synapse.register("ben").id)
        await ada.joined(group, bot.id)
        overheard = await ada.say(group, "said to Ben alone")
        slip = await ada.edit(group, overheard, f"{bot.id}: 4711-8822")
        await bot.until(lambda: len(changes(bot)) == 1)
        await ada.redact(group, slip)
        await bot.until(lambda: bool(bot.all_of(MessageDeleted)))
    assert [each.text for each in changes(bot)] == ["4711-8822"]
    (deleted,) = bot.all_of(MessageDeleted)
    assert isinstance(deleted, MessageDeleted)
    assert deleted.message == overheard


@pytest.mark.parametrize("call", [True, False])
async def test_what_was_for_us_before_the_edit_stays_so_over_restarts(
    synapse: Homeserver, bot: Bot, ada: Person, call: bool
) -> None:
    """Called for by name, or a reply to us; the edit that stands calls nobody."""
    async with bot.running():
        group = await ada.group("Boat", bot.id, synapse.register("ben").id)
        await ada.joined(group, bot.id)
        where = (await _called(bot, ada, group)).where
        ours = await bot.says(where, "Which?", "key")
        await ada.sees(group, lambda seen: seen.id == ours)
        words = f"{bot.id}: {JUNE}" if call else JUNE
        message = await ada.say(group, words, reply_to=None if call else ours)
        await bot.hears(JUNE)
        await ada.edit(group, message, JULY)
        slip = await ada.edit(group, message, "4711-8822")
        await bot.until(lambda: len(changes(bot)) == 2)
    await ada.redact(group, slip)
    async with bot.running():
        await bot.until(lambda: len(changes(bot)) == 3)
    undone = changes(bot)[2]
    assert (undone.message, undone.text, undone.audience) == (message, JULY, Audience.ADDRESSED)


async def _called(bot: Bot, ada: Person, group: str) -> MessageReceived:
    await ada.say(group, f"{bot.id}: hello")
    return await bot.hears("hello")


async def test_who_is_not_told_for_a_day_what_a_message_says_forgets_it(bot: Bot, ada: Person, proxy: Proxy) -> None:
    for _ in range(100):
        proxy.next(Answer(status=502, body={}), looks_up)
    async with bot.running():
        room, _, slip = await slipped(bot, ada)
        await ada.redact(room, slip)
        await ada.say(room, "and then?")
        await bot.hears("and then?")
    path = bot.folder / FILE
    kept = json.loads(path.read_text())
    kept["waiting"][0]["since"] -= PATIENCE_S
    path.write_text(json.dumps(kept))
    async with bot.running():
        await bot.until(lambda: bool(bot.all_of(MessageDeleted)))
    assert [each.undoes for each in changes(bot)] == [False]


def test_edits_are_known_over_restarts_and_never_become_too_many(tmp_path: Path) -> None:
    many = [Change(room=ROOM, edit=f"${each}", message="$m", at=each) for each in range(MOST_OF_A_ROOM + 3)]
    other = Change(room="!other:hs.example", edit="$other", message="$m", at=1)
    waits = Undoing(room=ROOM, event=event("m.room.redaction", {}, redacts="$3"), since=NOW.timestamp())
    Edits(tmp_path).keep([other], [])
    Edits(tmp_path).keep(many, [waits])
    found = Edits(tmp_path)
    assert list(found.known.values()) == [other, *many[3:]]
    assert found.waiting == (waits,)
    found.keep(many[5:], [waits])
    found.drop(["$nothing", waits.id])
    assert Edits(tmp_path).waiting == ()
    assert Edits(tmp_path).known == found.known
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600


SLIP = Change(room=ROOM, edit="$slip", message="$m", at=int(NOW.timestamp() * 1000))


def read(raw: object, *, latest: object = None, closed: bool = False) -> Reading:
    """What the homeserver's word of a message, and of its latest edit, comes to."""
    assert isinstance(raw, dict)
    bundled = {"unsigned": {"m.relations": {"m.replace": latest}}} if latest else {}
    return reading({**raw, **bundled}, lambda each: None if closed else each)


@pytest.mark.parametrize(
    ("told", "text"),
    [
        (read(said(JUNE)), JUNE),
        (read(said(JUNE), latest=edit("$m", JULY)), JULY),
        (read(said(JUNE), latest={"event_id": "$before", "sender": ADA}), JUNE),
        (read(said(f"> <{BOT}> when?\n\n{JUNE}", reply("$asked"))), JUNE),
    ],
)
def test_a_message_reads_as_its_latest_edit_or_as_it_was_said(told: Reading, text: str) -> None:
    redaction, where = event("m.room.redaction", {}, redacts="$slip"), scene(ADA)
    undone = as_edit(message(told.now, where), redaction, SLIP, where)
    assert undone is not None
    assert (undone.message, undone.edit, undone.text) == (told.first["event_id"], redaction["event_id"], text)
    # The redaction's own clock was behind.
    assert undone.at == NOW


@pytest.mark.parametrize(
    "told",
    [
        read(said(JUNE), closed=True),
        read(event("m.room.message", {})),
        read({**said(JUNE), "unsigned": {"redacted_because": {}}}),
        read(said(JUNE), latest=event("m.room.message", {"body": JULY})),
    ],
)
def test_what_is_gone_or_closed_reads_as_nothing(told: Reading) -> None:
    assert told == NOTHING
    found = one(as_deletion(event("m.room.redaction", {"redacts": "$slip"}), SLIP))
    assert isinstance(found, MessageDeleted)
    assert found.message == "$m"
