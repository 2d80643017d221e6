"""On a real homeserver, encrypted: keys that come late or are forged, and processes that come back."""

from __future__ import annotations

import json

import pytest

from adapters.matrix.late import FILE as WAITING
from bot.content import Audience
from bot.events import MembersChanged, Undecryptable
from bot.ids import Conversation
from tests.adapters_matrix.bots import Bot
from tests.peers.matrix_person import Person, person
from tests.peers.synapse import Homeserver
from tests.peers.synapse.users import ask


async def opened(bot: Bot, ada: Person, *, encrypted: bool = True) -> tuple[str, Conversation]:
    """A direct room in which one message went each way; the bot must be running."""
    room = await ada.direct(bot.id, encrypted=encrypted)
    await ada.joined(room, bot.id)
    await ada.say(room, "hello")
    where = (await bot.hears("hello")).where
    answer = await bot.says(where, "Hello.", f"hello {room}")
    seen = await ada.sees(room, lambda seen: seen.id == answer)
    assert (seen.text, seen.encrypted) == ("Hello.", encrypted)
    return room, where


def device(bot: Bot) -> str:
    return str(json.loads((bot.folder / "login.json").read_text())["device"])


def token(bot: Bot) -> str:
    return str(json.loads((bot.folder / "login.json").read_text())["token"])


def known_devices(ada: Person, bot: Bot) -> set[str]:
    return {each.id for each in ada.client.device_store.active_user_devices(bot.id)}


def sign_out(bot: Bot) -> None:
    ask(f"{bot.address}/_matrix/client/v3/logout", token=token(bot), body={})


async def test_a_new_process_is_the_same_device_and_needs_no_password(bot: Bot, ada: Person) -> None:
    async with bot.running():
        room, where = await opened(bot, ada)
    before = device(bot)
    await ada.say(room, "meanwhile")
    async with bot.running():
        await bot.hears("meanwhile")
        answer = await bot.says(where, "Back.", "back")
        assert (await ada.sees(room, lambda seen: seen.id == answer)).encrypted
    assert device(bot) == before
    assert {path.stat().st_mode & 0o777 for path in bot.folder.iterdir()} == {0o600}
    assert bot.folder.stat().st_mode & 0o777 == 0o700


async def test_a_part_that_is_sent_again_by_a_new_process_stands_once(bot: Bot, ada: Person) -> None:
    async with bot.running():
        room, where = await opened(bot, ada)
        first = await bot.says(where, "Kept.", "key")
    async with bot.running():
        assert await bot.adapter.find(where, "key") == first
        assert await bot.adapter.find(where, "another key") is None
        assert await bot.says(where, "Kept.", "key") == first
        last = await bot.says(where, "And more.", "another key")
        await ada.sees(room, lambda seen: seen.id == last)
    assert [seen.text for seen in ada.timeline[room] if seen.sender == bot.id and seen.text] == [
        "Hello.",
        "Kept.",
        "And more.",
    ]


@pytest.mark.parametrize("restart", [False, True])
async def test_what_came_before_its_key_is_read_when_the_key_comes(bot: Bot, ada: Person, restart: bool) -> None:
    async with bot.running():
        room, _ = await opened(bot, ada)
        said, keys = await ada.say_keyless(room, "late words")
        await bot.until(lambda: bool(bot.all_of(Undecryptable)))
        if not restart:
            await ada.hand_over(keys)
            await bot.hears("late words")
    if restart:
        await ada.hand_over(keys)
        async with bot.running():
            await bot.hears("late words")
    heard = bot.heard.messages[-1]
    assert (heard.message, heard.audience) == (said, Audience.PRIVATE)
    (closed,) = bot.all_of(Undecryptable)
    assert isinstance(closed, Undecryptable)
    assert (closed.message, closed.sender, closed.audience) == (said, heard.sender, Audience.PRIVATE)
    assert json.loads((bot.folder / WAITING).read_text()) == {"waiting": []}


async def test_what_is_taken_back_before_its_key_came_waits_no_more(bot: Bot, ada: Person) -> None:
    async with bot.running():
        room, _ = await opened(bot, ada)
        said, keys = await ada.say_keyless(room, "a slip")
        await bot.until(lambda: bool(bot.all_of(Undecryptable)))
        await ada.redact(room, said)
        await ada.hand_over(keys)
        await ada.say(room, "after it")
        await bot.hears("after it")
    assert "a slip" not in bot.texts
    assert json.loads((bot.folder / WAITING).read_text()) == {"waiting": []}


async def test_no_stranger_stops_the_bot_by_what_they_send_to_its_device(
    synapse: Homeserver, bot: Bot, ada: Person
) -> None:
    async with bot.running(), person(synapse.address, synapse.register("eve")) as eve:
        room, _ = await opened(bot, ada)
        keys = ask(
            f"{bot.address}/_matrix/client/v3/keys/query", token=eve.user.token, body={"device_keys": {bot.id: []}}
        )
        ours = keys["device_keys"][bot.id][device(bot)]["keys"][f"curve25519:{device(bot)}"]  # type: ignore[index]  # the homeserver's own shape
        stolen = type(bot.user)(id=bot.id, name="", password="", device=device(bot), token="")
        for body in (
            {"type": 0, "body": "AAAA"},
            {"type": 0, "body": "!é"},
            {"type": 1, "body": ""},
            {"type": "x"},
            {},
            5,
        ):
            sealed: dict[str, object] = {
                "algorithm": "m.olm.v1.curve25519-aes-sha2",
                "sender_key": "x" * 43,
                "ciphertext": {ours: body},
            }
            await eve.whisper(stolen, sealed)
        await eve.whisper(stolen, {"request_id": 5, "action": []}, kind="m.room_key_request")
        await ada.say(room, "still here?")
        await bot.hears("still here?")


async def test_what_is_forged_inside_an_encrypted_event_changes_nothing(bot: Bot, ada: Person) -> None:
    async with bot.running():
        room, where = await opened(bot, ada)
        gone = {"membership": "leave"}
        for payload in (
            json.dumps({"type": "m.room.member", "state_key": ada.id, "content": gone, "room_id": room}),
            json.dumps(
                {"type": "m.room.message", "content": {"msgtype": "m.text", "body": "elsewhere"}, "room_id": "!x"}
            ),
            json.dumps({"type": ["m.room.message"], "content": 5}),
            json.dumps({"type": "m.room.message", "content": {"msgtype": "m.text", "body": ["words"]}}),
            "[1]",
            "7",
            "[" * 5_000,
            "no json",
        ):
            await ada.forge(room, payload)
        await ada.forge(
            room, '{"type": "m.room.message", "content": {"msgtype": "m.text", "body": "half \\ud800 a \\u0000"}}'
        )
        await ada.say(room, "after it")
        await bot.hears("after it")
        assert bot.texts == ["hello", "half \ufffd a \x00", "after it"]
        assert len(bot.all_of(MembersChanged)) == 1
        # Her own client stumbles over it; what we send her still is for her.
        assert ada.id in (await bot.adapter._connections.get()).keys.client.rooms[room].users
        answer = await bot.says(where, "I can still write.", "key")
        assert await bot.adapter.find(where, "key") == answer


async def test_a_room_that_turns_encryption_on_gets_no_clear_word_from_then_on(bot: Bot, ada: Person) -> None:
    async with bot.running():
        room, where = await opened(bot, ada, encrypted=False)
    await ada.client.room_put_state(room, "m.room.encryption", {"algorithm": "m.megolm.v1.aes-sha2"})
    await ada.until(lambda: ada.client.rooms[room].encrypted, "the encryption")
    # Nobody listens: what was known of the room is old.
    bot.adapter = bot.fresh()
    answer = await bot.says(where, "For you alone.", "key")
    seen = await ada.sees(room, lambda seen: seen.id == answer)
    assert (seen.text, seen.encrypted) == ("For you alone.", True)
    await bot.adapter.aclose()


async def test_a_login_that_was_ended_elsewhere_is_made_again_with_the_password(bot: Bot, ada: Person) -> None:
    async with bot.running():
        room, where = await opened(bot, ada)
    before = device(bot)
    sign_out(bot)
    async with bot.running(password=True):
        await ada.until(lambda: known_devices(ada, bot) - {before} != set(), "the new device")
        await ada.say(room, "are you back?")
        await bot.hears("are you back?")
        answer = await bot.says(where, "Yes.", "yes")
        await ada.sees(room, lambda seen: seen.id == answer and seen.text == "Yes.")
    assert not (bot.folder / f"{before}.db").exists()
