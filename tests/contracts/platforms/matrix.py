"""Matrix as a stage: a real homeserver, with a proxy before it that does what networks do."""

from __future__ import annotations

import asyncio
import atexit
import re
from collections.abc import Sequence
from contextlib import AsyncExitStack, ExitStack
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast
from urllib.parse import quote

from nio import Event, MegolmEvent
from nio.events import ToDeviceEvent

from bot.ids import AccountId, ChatId, Conversation, Platform, ThreadId
from tests.adapters_matrix.bots import adapter_for, options_for
from tests.adapters_matrix.proxy import Answer, Proxy
from tests.contracts.platforms.stage import Seen
from tests.peers import matrix_sight
from tests.peers.matrix_person import Person, person
from tests.peers.matrix_sight import Json
from tests.peers.synapse import Homeserver, homeserver
from tests.peers.synapse.users import ask

_HREF = re.compile(r'href="([^"]*)"')


@cache
def shared() -> Homeserver:
    """One homeserver for all of a run."""
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(homeserver())


class MatrixStage:
    """Ada in a direct room with the bot."""

    shows_typing = True
    _encrypted = False

    def __init__(self) -> None:
        self._stack = AsyncExitStack()
        self.synapse = shared()
        self.bot = self.synapse.register("satchel")
        self.proxy = Proxy(self.synapse.address)

    async def open(self) -> None:
        self._folder = Path(self._stack.enter_context(TemporaryDirectory())) / "matrix"
        user = self.synapse.register("ada")
        self.ada: Person = await self._stack.enter_async_context(person(self.synapse.address, user))
        await self.ada.client.set_displayname("Ada")
        self.room = await self.ada.direct(self.bot.id, encrypted=self._encrypted)
        self.adapter = adapter_for(options_for(self.proxy.address, self.bot.id, self._folder, self.bot.password))
        self.where = self._address(self.room)

    async def close(self) -> None:
        await self.adapter.aclose()
        await self._stack.aclose()
        self.proxy.close()

    async def says(self, *texts: str) -> None:
        await asyncio.sleep(0)
        if self._encrypted and self._folder.exists():
            # The adapter runs: what is said before it came it cannot read.
            await self._joined(self.room)
        for text in texts:
            await self.ada.say(self.room, text)

    async def ends(self) -> None:
        """Matrix never ends."""

    def seen(self) -> Sequence[Seen]:
        return [seen for room in self._rooms() for seen in self._seen_in(room)]

    def _seen_in(self, room: str) -> list[Seen]:
        stands: dict[str, Seen] = {}
        for event in self._everything(room):
            edited = event.edits
            if event.kind == "m.room.redaction":
                stands.pop(str(event.content.get("redacts") or event.event.source.get("redacts")), None)
            elif edited in stands and edited is not None:
                stands[edited] = self._as_seen(room, event)
            elif event.text and not edited:
                stands[event.id] = self._as_seen(room, event)
        return list(stands.values())

    async def says_what_is_not_for_us(self) -> None:
        await self.ada.send(self.room, {"body": "what nobody knows"}, kind="org.example.unknown")
        await self.ada.send(self.room, {"msgtype": "m.notice", "body": "I am a bot, too"})
        await self._joined(self.room)
        self._as_bot(self.room, "I am you")

    async def says_unreadably(self, text: str) -> None:
        # What is no words at all no homeserver takes; an edit's new words it does not look at.
        await self._joined(self.room)
        said = await self.ada.say(self.room, "one moment")
        relation = {"rel_type": "m.replace", "event_id": said}
        await self.ada.send(
            self.room,
            {"msgtype": "m.text", "body": "*", "m.new_content": {"body": [text]}, "m.relates_to": relation},
        )

    async def says_in_thread(self, text: str) -> Conversation:
        group = await self.ada.group("Boat", self.synapse.register("ben").id, encrypted=self._encrypted)
        root = await self.ada.say(group, "Sails")
        await self.ada.invite(group, self.bot.id)
        await self._joined(group)
        await self.ada.say(group, f"{self.bot.id}: {text}", thread=root)
        return self._address(group, root)

    async def sends_file(self, data: bytes) -> None:
        if self._encrypted:
            await self._joined(self.room)
        await self.ada.send_file(self.room, data, "notes.bin", media_type="application/octet-stream")

    async def repeats(self) -> None:
        self.proxy.repeat()

    def limits_next(self, seconds: float) -> None:
        self.proxy.limit(seconds)

    def forbids_next(self) -> None:
        self.proxy.next(Answer(status=403, body={"errcode": "M_FORBIDDEN", "error": "you may not write here"}))

    def cuts_next(self, *, arrived: bool) -> None:
        self.proxy.next("lose" if arrived else "drop")

    async def goes_away(self) -> None:
        await asyncio.to_thread(self.proxy.stop)

    async def comes_back(self) -> None:
        await asyncio.to_thread(self.proxy.start)

    @property
    def early(self) -> int:
        return self.proxy.early

    async def _joined(self, room: str) -> None:
        await self.ada.joined(room, self.bot.id)

    def _as_bot(self, room: str, text: str) -> None:
        url = f"{self.synapse.address}/_matrix/client/v3/rooms/{quote(room)}/send/m.room.message"
        ask(url, token=self.bot.token, body={"msgtype": "m.text", "body": text})

    def _rooms(self) -> list[str]:
        joined = ask(f"{self.synapse.address}/_matrix/client/v3/joined_rooms", token=self.ada.user.token)
        return cast("list[str]", joined["joined_rooms"])

    def _everything(self, room: str) -> list[matrix_sight.Seen]:
        """What the bot did in a room, oldest first, as Ada's device reads it."""
        url = f"{self.synapse.address}/_matrix/client/v3/rooms/{quote(room)}/messages?dir=b&limit=1000"
        page = cast("dict[str, list[Json]]", ask(url, token=self.ada.user.token))
        return [self._read(raw) for raw in reversed(page["chunk"]) if raw["sender"] == self.bot.id]

    def _read(self, raw: Json) -> matrix_sight.Seen:
        event = Event.parse_event(raw)
        assert event is not None
        if isinstance(event, MegolmEvent):
            self._fetch_keys()
            event = self.ada.client.olm.decrypt_megolm_event(event)
        return matrix_sight.seen(event)

    def _fetch_keys(self) -> None:
        since = self.ada.client.next_batch
        sync = ask(f"{self.synapse.address}/_matrix/client/v3/sync?since={since}", token=self.ada.user.token)
        told = cast("dict[str, list[Json]]", sync.get("to_device", {}))
        for raw in told.get("events", ()):
            self.ada.client.olm.handle_to_device_event(ToDeviceEvent.parse_event(raw))

    def _as_seen(self, room: str, event: matrix_sight.Seen) -> Seen:
        return Seen(where=self._address(room, event.thread), text=event.text, links=tuple(_HREF.findall(event.html)))

    def _address(self, room: str, thread: str | None = None) -> Conversation:
        return Conversation(
            platform=Platform("matrix"),
            account=AccountId(self.bot.id),
            chat=ChatId(room),
            thread=ThreadId(thread) if thread else None,
        )


class EncryptedMatrixStage(MatrixStage):
    """The same where everything is encrypted."""

    _encrypted = True
