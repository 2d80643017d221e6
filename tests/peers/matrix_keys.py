"""What encryption asks of a person's client, and what it can do against its purpose: hold keys back, forge, whisper."""

from __future__ import annotations

import json
from uuid import uuid4

from nio import Api, AsyncClient, BadEvent, ErrorResponse, Event, MegolmEvent

from tests.peers.matrix_sight import Json, Seen, seen


class RefusedError(AssertionError):
    """The homeserver did not take it."""


async def keep_house(client: AsyncClient) -> None:
    """What is to be done between two syncs: publish keys, learn others', trust every device on first use."""
    answers = []
    if client.should_upload_keys:
        answers.append(await client.keys_upload())
    if client.should_query_keys:
        answers.append(await client.keys_query())
    if client.should_claim_keys:
        answers.append(await client.keys_claim(client.get_users_for_key_claiming()))
    answers += await client.send_to_device_messages()
    for answer in answers:
        if isinstance(answer, ErrorResponse):
            raise RefusedError(str(answer))
    trust_all(client)


def trust_all(client: AsyncClient) -> None:
    if client.olm:
        for device in client.device_store:
            if (device.user_id, device.id) != (client.user_id, client.device_id):
                client.verify_device(device)


def read_again(client: AsyncClient, sights: list[Seen]) -> None:
    """Decrypt, in place, what came before its key."""
    for place, each in enumerate(sights):
        if isinstance(each.event, MegolmEvent) and client.olm:
            clear = client.olm.decrypt_event(each.event)
            if isinstance(clear, Event | BadEvent):
                sights[place] = seen(clear)


async def new_keys(client: AsyncClient, room: str) -> list[Json]:
    """Begin a new session for a room that counts as shared; returns what would tell the others its key."""
    await client.joined_members(room)
    await keep_house(client)
    missing = client.get_missing_sessions(room)
    if missing:
        await client.keys_claim(missing)
    client.olm.create_outbound_group_session(room)
    parcels = client.olm.share_group_session_parallel(room, list(client.rooms[room].users))
    keys: list[Json] = [parcel for _, parcel in parcels]
    client.olm.outbound_group_sessions[room].shared = True
    return keys


async def tell_devices(client: AsyncClient, messages: Json, kind: str = "m.room.encrypted") -> None:
    """Send straight to devices. `messages` is {"messages": {user: {device: content}}}."""
    await _put(client, f"sendToDevice/{kind}/{uuid4().hex}", messages)


async def send_forged(client: AsyncClient, room: str, payload: str) -> str:
    """Send any text at all as the clear side of an encrypted event; returns the event's id.

    The room's keys must have been shared by a message before.
    """
    session = client.olm.outbound_group_sessions[room]
    content = {
        "algorithm": "m.megolm.v1.aes-sha2",
        "sender_key": client.olm.account.identity_keys["curve25519"],
        "device_id": client.device_id,
        "session_id": session.id,
        "ciphertext": session.encrypt(payload),
    }
    return str((await _put(client, f"rooms/{room}/send/m.room.encrypted/{uuid4().hex}", content))["event_id"])


async def _put(client: AsyncClient, path: str, body: Json) -> Json:
    headers = {"Authorization": f"Bearer {client.access_token}", "Content-Type": "application/json"}
    answer = await client.send("PUT", f"/_matrix/client/v3/{path}", Api.to_json(body), headers)
    text = await answer.text()
    if answer.status != 200:
        raise RefusedError(f"{answer.status} {text}")
    told: Json = json.loads(text)
    return told
