"""On a real homeserver, encrypted: keys that are asked for, and which answers are believed."""

from __future__ import annotations

from nio import ToDeviceMessage
from nio.events import RoomKeyRequest

from bot.events import Undecryptable
from tests.adapters_matrix.bots import Bot
from tests.peers.matrix_keys import keep_house, tell_devices
from tests.peers.matrix_person import Person, person
from tests.peers.matrix_sight import Json
from tests.peers.synapse import Homeserver


async def keyless(bot: Bot, ada: Person, *texts: str) -> str:
    """They met; then she said this, and nobody got the key. Returns the room."""
    room = await ada.direct(bot.id, encrypted=True)
    await ada.joined(room, bot.id)
    await ada.say(room, "hello")
    await bot.hears("hello")
    await ada.say_keyless(room, texts[0])
    for text in texts[1:]:
        await ada.say(room, text)
    await bot.until(lambda: len(bot.all_of(Undecryptable)) == len(texts))
    return room


def forwarded(ada: Person, request: RoomKeyRequest, to: str, **changed: str) -> ToDeviceMessage:
    """The key that was asked for, as her device forwards it to everybody's devices."""
    olm = ada.client.olm
    store = olm.inbound_group_store
    (key,) = [each for each in store if each.id == request.session_id]
    (device,) = ada.client.device_store.active_user_devices(to)
    content = {
        "algorithm": request.algorithm,
        "forwarding_curve25519_key_chain": [],
        "room_id": request.room_id,
        "sender_claimed_ed25519_key": key.ed25519,
        "sender_key": key.sender_key,
        "session_id": key.id,
        "session_key": key.export_session(key.first_known_index),
        **changed,
    }
    session = olm.session_store.get(device.curve25519)
    sealed: Json = olm._olm_encrypt(session, device, "m.forwarded_room_key", content)
    return ToDeviceMessage("m.room.encrypted", to, device.id, sealed)


async def give(somebody: Person, message: ToDeviceMessage) -> None:
    await tell_devices(somebody.client, message.as_dict())


async def test_a_key_that_is_missing_is_asked_for_once_and_what_its_maker_forwards_is_read(
    bot: Bot, ada: Person
) -> None:
    async with bot.running():
        await keyless(bot, ada, "late words", "more of them")
        await ada.until(lambda: bool(ada.asked), "a request for the key")
    async with bot.running():
        (request,) = ada.asked
        assert (request.sender, request.room_id) == (bot.id, bot.all_of(Undecryptable)[0].where.chat)
        await give(ada, forwarded(ada, request, bot.id))
        await bot.hears("more of them")
        await bot.hears("late words")
    await ada.sync()
    assert len(ada.asked) == 1


async def test_a_key_that_anybody_else_forwards_or_nobody_made_so_is_not_believed(
    synapse: Homeserver, bot: Bot, ada: Person
) -> None:
    async with bot.running(), person(synapse.address, synapse.register("eve")) as eve:
        room = await keyless(bot, ada, "late words")
        await ada.until(lambda: bool(ada.asked), "a request for the key")
        theirs = await eve.direct(bot.id, encrypted=True)
        await eve.joined(theirs, bot.id)
        await eve.say(theirs, "I am Eve")
        await bot.hears("I am Eve")
        await keep_house(eve.client)
        (request,) = ada.asked
        (key,) = [each for each in ada.client.olm.inbound_group_store if each.id == request.session_id]
        eve.client.olm.inbound_group_store.add(key)
        await give(eve, forwarded(eve, request, bot.id))
        for changed in ({"sender_key": "x" * 43}, {"sender_claimed_ed25519_key": "x" * 43}, {"room_id": "!other"}):
            await give(ada, forwarded(ada, request, bot.id, **changed))
        ada.client.invalidate_outbound_session(room)
        await ada.say(room, "after it")
        await bot.hears("after it")
        assert "late words" not in bot.texts
        await give(ada, forwarded(ada, request, bot.id))
        await bot.hears("late words")
    await ada.sync()
    assert len(ada.asked) == 1
