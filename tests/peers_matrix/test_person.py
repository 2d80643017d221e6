"""The person that stands in for a human on Matrix does what a phone does, plain and encrypted."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.peers.matrix_person import Person, person
from tests.peers.synapse import Homeserver

Pair = tuple[Person, Person, str]


@asynccontextmanager
async def couple(synapse: Homeserver, *, encrypted: bool) -> AsyncIterator[Pair]:
    async with (
        person(synapse.address, synapse.register("anna")) as anna,
        person(synapse.address, synapse.register("ben")) as ben,
    ):
        room = await anna.direct(ben.id, encrypted=encrypted)
        await ben.join(room)
        await anna.joined(room, ben.id)
        yield anna, ben, room


@pytest.fixture(params=["plain", "encrypted"])
async def pair(request: pytest.FixtureRequest, synapse: Homeserver) -> AsyncIterator[Pair]:
    """Two people in a direct room."""
    async with couple(synapse, encrypted=request.param == "encrypted") as pair:
        yield pair


@pytest.mark.parametrize("encrypted", [False, True])
async def test_what_one_says_the_other_reads(synapse: Homeserver, encrypted: bool) -> None:
    async with couple(synapse, encrypted=encrypted) as (anna, ben, room):
        said = await anna.say(room, "Milk is in the fridge")
        read = await ben.sees(room, lambda seen: seen.id == said)
        assert (read.text, read.encrypted) == ("Milk is in the fridge", encrypted)


async def test_replies_threads_edits_and_reactions_tell_what_they_are_about(pair: Pair) -> None:
    anna, ben, room = pair
    first = await anna.say(room, "Where is the milk?")
    reply = await anna.say(room, "In the fridge", reply_to=first)
    threaded = await anna.say(room, "And the butter?", thread=first)
    edit = await anna.edit(room, first, "Where is the oat milk?")
    reaction = await anna.react(room, reply, "👍")

    last = await ben.sees(room, lambda seen: seen.id == reaction)
    assert (last.reacts_to, last.reaction) == (reply, "👍")
    assert (await ben.sees(room, lambda seen: seen.id == reply)).reply_to == first
    assert (await ben.sees(room, lambda seen: seen.id == threaded)).thread == first
    edited = await ben.sees(room, lambda seen: seen.edits == first)
    assert (edited.id, edited.text) == (edit, "Where is the oat milk?")


async def test_a_redaction_names_what_it_takes_back(pair: Pair) -> None:
    anna, ben, room = pair
    said = await anna.say(room, "A slip")
    await anna.redact(room, said)
    taken = await ben.sees(room, lambda seen: seen.kind == "m.room.redaction")
    assert said in (taken.content.get("redacts"), taken.event.source.get("redacts"))


async def test_a_file_arrives_byte_for_byte(pair: Pair) -> None:
    anna, ben, room = pair
    content = bytes(range(256)) * 40
    said = await anna.send_file(room, content, "notes.bin", media_type="application/octet-stream")
    arrived = await ben.sees(room, lambda seen: seen.id == said)
    assert (arrived.text, await ben.fetch(arrived)) == ("notes.bin", content)


async def test_the_same_key_sends_once(pair: Pair) -> None:
    anna, ben, room = pair
    content: dict[str, object] = {"msgtype": "m.text", "body": "once"}
    first = await anna.send(room, content, key="k1")
    assert await anna.send(room, content, key="k1") == first
    last = await anna.say(room, "after")
    await ben.sees(room, lambda seen: seen.id == last)
    assert [seen.text for seen in ben.timeline[room] if seen.text] == ["once", "after"]


async def test_a_text_whose_key_comes_late_is_read_when_it_comes(synapse: Homeserver) -> None:
    async with couple(synapse, encrypted=True) as (anna, ben, room):
        said, keys = await anna.say_keyless(room, "late")
        assert (await ben.sees(room, lambda seen: seen.id == said)).kind == "m.room.encrypted"
        await anna.hand_over(keys)
        assert (await ben.sees(room, lambda seen: seen.text == "late")).id == said


async def test_anything_can_be_forged_and_whispered(synapse: Homeserver) -> None:
    async with couple(synapse, encrypted=True) as (anna, ben, room):
        await anna.say(room, "before")
        forged = await anna.forge(room, '{"type": "m.room.message", "room_id": "!other", "content": {"body": 5}}')
        await anna.whisper(ben.user, {"anything": "at all"}, kind="org.example.whisper")
        last = await anna.say(room, "after")
        await ben.sees(room, lambda seen: seen.id == last)
        assert forged in [seen.id for seen in ben.timeline[room]]
        assert ben.whispers == [{"anything": "at all"}]


async def test_typing_is_seen(pair: Pair) -> None:
    anna, ben, room = pair
    await anna.client.room_typing(room, timeout=30_000)
    await ben.until(lambda: ben.typing(room) == [anna.id], "typing")
