"""What we do in rooms: each key does it once, however often it is tried, and nobody is called before their time."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import TypeVar

from adapters.matrix.errors import FORBIDDEN, NOT_FOUND, SAID_ALREADY, UNKNOWN, code_of, only_asking
from adapters.matrix.fields import Raw, objects, part, text
from adapters.matrix.render import NOTED, Outgoing, edit, message, reaction
from adapters.matrix.sharing import Sharing
from adapters.matrix.wire import Wire
from adapters.pace import EVERYWHERE, Pace
from bot.errors import MaybeSent, RateLimited, Undeliverable
from bot.ids import Conversation, MessageId

Result = TypeVar("Result")

MESSAGE = "m.room.message"
REACTION = "m.reaction"
TYPING_MS = 6_000
LOOKED_THROUGH = "100"
_NO_REACTIONS = frozenset({FORBIDDEN, NOT_FOUND, UNKNOWN})
_DRAFT, _EDIT, _ANEW, _WORDS = ".draft", ".edit", ".anew", ".words"


class Calls:
    """One login's. `knows_encrypted` tells whether a room is encrypted, or None where that must be asked for."""

    def __init__(
        self, wire: Wire, sharing: Sharing, pace: Pace, me: str, knows_encrypted: Callable[[str], bool | None]
    ) -> None:
        self._wire = wire
        self._sharing = sharing
        self._pace = pace
        self._me = me
        self._knows_encrypted = knows_encrypted

    async def post(self, to: Conversation, body: Outgoing, key: str) -> MessageId:
        return await self._send(to.chat, MESSAGE, message(body, to.thread), key)

    async def draft(self, to: Conversation, body: Outgoing, key: str) -> MessageId:
        return await self.post(to, body, key + _DRAFT)

    async def redraw(self, to: Conversation, target: MessageId, body: Outgoing, key: str) -> None:
        await self._send(to.chat, MESSAGE, edit(body, target), key)

    async def edit(self, to: Conversation, target: MessageId, body: Outgoing, key: str) -> MessageId:
        """Put other words in its place; one that is gone is sent anew."""
        if not await self._stands(to.chat, target):
            return await self.post(to, body, key + _ANEW)
        await self._send(to.chat, MESSAGE, edit(body, target), key + _EDIT)
        return target

    async def react(self, to: Conversation, target: MessageId, body: Outgoing, key: str) -> MessageId:
        """Confirm by a reaction; in words where the room does not allow it, or the message is gone."""
        try:
            return await self._put(to.chat, REACTION, reaction(target), key)
        except Undeliverable as error:
            if code_of(error) == SAID_ALREADY:
                return MessageId(f"{target}:{NOTED}")
            if code_of(error) not in _NO_REACTIONS:
                raise
        return await self.post(to, body, key + _WORDS)

    async def delete(self, to: Conversation, target: MessageId, key: str) -> MessageId:
        """Take one of our own back."""
        self._pace.refuse_early()
        await self._paced(self._wire.put("rooms", to.chat, "redact", target, key, body={}))
        return target

    async def typing(self, to: Conversation) -> None:
        body = {"typing": True, "timeout": TYPING_MS}
        await self._wire.put("rooms", to.chat, "typing", self._me, body=body)

    async def find(self, to: Conversation, key: str) -> MessageId | None:
        """What was sent under a key, among the latest of what we sent there."""
        query = {"dir": "b", "limit": LOOKED_THROUGH, "filter": json.dumps({"senders": [self._me]})}
        page = await self._wire.get("rooms", to.chat, "messages", query=query)
        for event in objects(page, "chunk"):
            if text(part(event, "unsigned"), "transaction_id").partition(".")[0] == key:
                relation = part(event, "content", "m.relates_to")
                replaced = relation.get("rel_type") == "m.replace"
                return MessageId(text(relation if replaced else event, "event_id"))
        return None

    async def _stands(self, room: str, target: MessageId) -> bool:
        try:
            with only_asking():
                event = await self._wire.get("rooms", room, "event", target)
        except Undeliverable as error:
            if code_of(error) == NOT_FOUND:
                return False
            raise
        return bool(event.get("content")) and "redacted_because" not in part(event, "unsigned")

    async def _send(self, room: str, kind: str, content: Raw, key: str) -> MessageId:
        self._pace.refuse_early()
        known = self._knows_encrypted(room)
        if known is False or (known is None and not await self._paced(self._sharing.is_encrypted(room))):
            return await self._put(room, kind, content, key)
        async with self._sharing.one_by_one[room]:
            sealed_kind, sealed = await self._paced(self._sharing.sealed(room, kind, content))
            return await self._put(room, sealed_kind, sealed, key)

    async def _put(self, room: str, kind: str, content: Raw, key: str) -> MessageId:
        self._pace.refuse_early()
        answer = await self._paced(self._wire.put("rooms", room, "send", kind, key, body=content))
        event = text(answer, "event_id")
        if not event:
            raise MaybeSent("the homeserver gave no id, so nobody knows whether it arrived")
        return MessageId(event)

    async def _paced(self, call: Awaitable[Result]) -> Result:
        """Await a call; after a refusal for haste nothing is sent before its time."""
        try:
            return await call
        except RateLimited as limit:
            self._pace.hold(EVERYWHERE, limit.after)
            raise
