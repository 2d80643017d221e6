"""A reply that grows in front of the person while a model writes it."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from uuid import uuid5

from bot.crashes import CrashPoint, crash_point
from bot.errors import DeliveryError
from bot.ids import Conversation, MessageId
from bot.ports import Draft, EditsMessages, FindsOwnMessage, Ledger, Received
from bot.replies import Part, PartKind


class GrowingReply:
    """Opens a draft with the first words and redraws it; after a restart it goes on with the same one.

    Where the process dies between opening it and journaling its id, a platform that can look up its own
    messages finds it again. On others it stays as it is, and the next process sends the reply as a second one.
    """

    def __init__(self, adapter: EditsMessages, ledger: Ledger, received: Received) -> None:
        self._adapter = adapter
        self._ledger = ledger
        self._received = received
        self._message: MessageId | None = None
        self._hopeless = False

    async def find(self) -> None:
        """Take up the draft that a dead process left."""
        draft = await asyncio.to_thread(self._ledger.draft_of, self._received.seq)
        self._message = draft.message if draft else None
        if draft is None and self._received.tries and isinstance(self._adapter, FindsOwnMessage):
            with suppress(DeliveryError):
                self._message = await self._adapter.find(self._where, self._key)

    async def show(self, text: str) -> None:
        """Show the reply as far as it is written; where that fails, the person waits for the whole of it."""
        if self._hopeless:
            return
        try:
            await self._show(text)
        except DeliveryError as fault:
            self._hopeless = not fault.retry

    async def _show(self, text: str) -> None:
        if self._message is not None:
            await self._adapter.redraw(self._where, self._message, text)
            return
        self._message = await self._adapter.draft(self._where, text, self._key)
        crash_point(CrashPoint.DRAFT_SENT)
        await asyncio.to_thread(self._ledger.drafted, Draft(seq=self._received.seq, message=self._message))

    def finished(self, parts: tuple[Part, ...]) -> tuple[Part, ...]:
        """The parts to deliver: the first replaces the draft where there is one."""
        if self._message is None or not parts or parts[0].kind is not PartKind.TEXT:
            return parts
        return replace(parts[0], kind=PartKind.EDIT, target=self._message), *parts[1:]

    @property
    def _where(self) -> Conversation:
        return self._received.event.where

    @property
    def _key(self) -> str:
        return uuid5(self._received.event.key, "draft").hex
