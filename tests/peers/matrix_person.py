"""A person on Matrix: a nio client of their own, with a device, encryption, and eyes on what others say.

    async with person(synapse.address, synapse.register("anna")) as anna:
        room = await anna.direct(bot.id, encrypted=True)
        await anna.joined(room, bot.id)  # only now does an encrypted message reach the bot
        said = await anna.say(room, "Milk is in the fridge")
        answer = await anna.sees(room, lambda seen: seen.reply_to == said)
        assert answer.text == "Kept." and answer.encrypted

Every device is trusted on first use. What fails raises an AssertionError with the homeserver's words.
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import uuid4

from nio import (
    AsyncClient,
    AsyncClientConfig,
    BadEvent,
    EnableEncryptionBuilder,
    ErrorResponse,
    Event,
    JoinResponse,
    Response,
    RoomCreateResponse,
    RoomPreset,
    RoomRedactResponse,
    RoomSendResponse,
    SyncResponse,
    UnknownToDeviceEvent,
    UploadResponse,
)
from nio.crypto.attachments import decrypt_attachment
from nio.events import RoomKeyRequest
from nio.store import SqliteMemoryStore

from tests.peers.matrix_keys import keep_house, new_keys, read_again, send_forged, tell_devices
from tests.peers.matrix_sight import Json, Seen, seen
from tests.peers.synapse.users import User

Answer = TypeVar("Answer", bound=Response)
Condition = Callable[[Seen], bool]

PATIENCE = 30.0
POLL = 2_000  # milliseconds that one sync waits at the server
MUCH = {"room": {"timeline": {"limit": 100}}}  # more a room in one sync Synapse does not give


class PersonError(AssertionError):
    """The homeserver refused, or what was waited for did not come."""


@dataclass(slots=True)
class Person:
    """Somebody with a phone: all they saw, by room, in order, and what came straight to their device unencrypted."""

    user: User
    client: AsyncClient
    timeline: dict[str, list[Seen]] = field(default_factory=dict)
    whispers: list[Json] = field(default_factory=list)
    asked: list[RoomKeyRequest] = field(default_factory=list)

    @property
    def id(self) -> str:
        return self.user.id

    async def direct(self, *others: str, encrypted: bool = False, preset: RoomPreset | None = None) -> str:
        """Open a direct room with somebody and invite them; returns the room's id."""
        return await self._open(invite=others, is_direct=True, encrypted=encrypted, preset=preset)

    async def group(self, name: str, *others: str, encrypted: bool = False, preset: RoomPreset | None = None) -> str:
        return await self._open(invite=others, name=name, encrypted=encrypted, preset=preset)

    async def join(self, room: str) -> None:
        _expect(await self.client.join(room), JoinResponse)
        await self.until(lambda: room in self.client.rooms, f"{room} among the rooms")

    async def invite(self, room: str, other: str) -> None:
        _good(await self.client.room_invite(room, other))

    async def leave(self, room: str) -> None:
        _good(await self.client.room_leave(room))

    async def joined(self, room: str, other: str) -> None:
        """Wait until somebody has joined, and know their devices."""

        def there() -> bool:
            user = self.client.rooms[room].users.get(other)
            return user is not None and not user.invited

        await self.until(there, f"{other} in {room}")

    async def say(self, room: str, text: str, *, reply_to: str | None = None, thread: str | None = None) -> str:
        """Send a text; returns the event's id. `thread` is the id of the thread's first event."""
        relation: Json = {"m.in_reply_to": {"event_id": reply_to}} if reply_to else {}
        if thread:
            relation |= {"rel_type": "m.thread", "event_id": thread}
        return await self.send(room, {"msgtype": "m.text", "body": text, **_related(relation)})

    async def edit(self, room: str, message: str, text: str) -> str:
        new = {"msgtype": "m.text", "body": text}
        relation = {"rel_type": "m.replace", "event_id": message}
        return await self.send(room, {**new, "body": f"* {text}", "m.new_content": new, "m.relates_to": relation})

    async def react(self, room: str, message: str, key: str) -> str:
        relation = {"rel_type": "m.annotation", "event_id": message, "key": key}
        return await self.send(room, {"m.relates_to": relation}, kind="m.reaction")

    async def redact(self, room: str, message: str) -> str:
        return str(_expect(await self.client.room_redact(room, message), RoomRedactResponse).event_id)

    async def send_file(
        self, room: str, content: bytes, name: str, *, media_type: str = "text/plain", kind: str = "m.file"
    ) -> str:
        """Upload and send bytes, encrypted where the room is. `kind` is m.file, m.image, m.audio or m.video."""
        encrypted = self.client.rooms[room].encrypted
        answer, keys = await self.client.upload(
            io.BytesIO(content), media_type, name, encrypt=encrypted, filesize=len(content)
        )
        uri = _expect(answer, UploadResponse).content_uri
        where: Json = {"file": {**(keys or {}), "url": uri}} if encrypted else {"url": uri}
        info = {"mimetype": media_type, "size": len(content)}
        return await self.send(room, {"msgtype": kind, "body": name, "info": info, **where})

    async def fetch(self, message: Seen) -> bytes:
        """The bytes of a file that somebody sent, decrypted."""
        answer = _good(await self.client.download(message.media_url))
        body: bytes = answer.body
        keys = message.media_keys
        return decrypt_attachment(body, *keys) if keys else body

    async def send(self, room: str, content: Json, *, kind: str = "m.room.message", key: str | None = None) -> str:
        """Send any content at all, also one that no good client would; returns the event's id."""
        await keep_house(self.client)
        answer = await self.client.room_send(room, kind, content, key or uuid4().hex, ignore_unverified_devices=True)
        return str(_expect(answer, RoomSendResponse).event_id)

    async def say_keyless(self, room: str, text: str) -> tuple[str, list[Json]]:
        """Send an encrypted text that nobody can read; returns the event's id, and the keys for `hand_over`."""
        keys = await new_keys(self.client, room)
        return await self.say(room, text), keys

    async def hand_over(self, keys: list[Json]) -> None:
        """Let the others have keys that were held back."""
        for parcel in keys:
            await tell_devices(self.client, parcel)

    async def whisper(self, to: User, content: Json, *, kind: str = "m.room.encrypted") -> None:
        """Send anything straight to somebody's device, as any stranger may."""
        await tell_devices(self.client, {"messages": {to.id: {to.device: content}}}, kind)

    async def forge(self, room: str, payload: str) -> str:
        """Send any text as the clear side of an encrypted event, after a message that shared the keys."""
        return await send_forged(self.client, room, payload)

    def typing(self, room: str) -> list[str]:
        """Who types there now, as far as they know."""
        return list(self.client.rooms[room].typing_users)

    async def sees(self, room: str, condition: Condition = lambda _: True, *, own: bool = False) -> Seen:
        """Wait for what meets the condition, and return the first; what they did themselves only if `own`."""

        def found() -> list[Seen]:
            theirs = (each for each in self.timeline.get(room, ()) if own or each.sender != self.id)
            return [each for each in theirs if condition(each)]

        await self.until(lambda: bool(found()), f"such an event in {room}")
        return found()[0]

    async def sync(self, wait: int = 0) -> None:
        """Take in what is new, waiting at most `wait` milliseconds for it."""
        answer = _expect(await self.client.sync(wait, MUCH), SyncResponse)
        for room, news in answer.rooms.join.items():
            events = (event for event in news.timeline.events if isinstance(event, Event | BadEvent))
            self.timeline.setdefault(room, []).extend(map(seen, events))
        whispers = (event for event in answer.to_device_events if isinstance(event, UnknownToDeviceEvent))
        self.whispers += [event.source["content"] for event in whispers]
        self.asked += [event for event in answer.to_device_events if isinstance(event, RoomKeyRequest)]
        await keep_house(self.client)
        for sights in self.timeline.values():
            read_again(self.client, sights)

    def undecryptable(self, room: str) -> list[Seen]:
        return [each for each in self.timeline.get(room, ()) if each.kind == "m.room.encrypted"]

    async def _open(self, *, encrypted: bool, invite: object, **more: object) -> str:
        state = [EnableEncryptionBuilder().as_dict()] if encrypted else []
        answer = await self.client.room_create(invite=invite, initial_state=state, **more)
        room = str(_expect(answer, RoomCreateResponse).room_id)
        await self.until(lambda: room in self.client.rooms, f"{room} among the rooms")
        return room

    async def until(self, reached: Callable[[], bool], what: str) -> None:
        """Sync until something is so. `what` says it in words."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not reached():
                    await self.sync(POLL)
        except TimeoutError:
            saw = {room: [str(each) for each in sights] for room, sights in self.timeline.items()}
            raise PersonError(f"{self.id} waited for {what}; they saw {saw}") from None


@asynccontextmanager
async def person(address: str, user: User) -> AsyncIterator[Person]:
    """Somebody at their phone, their keys published."""
    client = AsyncClient(address, user.id, user.device, config=AsyncClientConfig(store=SqliteMemoryStore))
    client.restore_login(user.id, user.device, user.token)
    somebody = Person(user, client)
    try:
        await somebody.sync()
        yield somebody
    finally:
        await client.close()
        client.store.database.close()


def _expect(answer: Response, wanted: type[Answer]) -> Answer:
    if not isinstance(answer, wanted):
        raise PersonError(f"expected {wanted.__name__}, got {answer}")
    return answer


def _good(answer: Response) -> Response:
    if isinstance(answer, ErrorResponse):
        raise PersonError(str(answer))
    return answer


def _related(relation: Json) -> Json:
    return {"m.relates_to": relation} if relation else {}
