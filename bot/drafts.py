"""A reply that grows in front of the person while a model writes it."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from uuid import uuid5

from bot.crashes import CrashPoint, crash_point
from bot.errors import DeliveryError, MaybeSent
from bot.ids import Conversation, MessageId
from bot.ports import Draft, EditsMessages, FindsOwnMessage, Ledger, Received
from bot.replies import Part, PartKind


class GrowingReply:
    """Opens a draft with the first words and redraws it; after a restart it goes on with the same one.

    Where nobody knows whether it was opened, a platform that can look up its own messages is asked. On others that
    is journaled before, nothing more is drawn, and the whole reply says that it may be a repeat.
    """

    def __init__(self, adapter: EditsMessages, ledger: Ledger, received: Received) -> None:
        self._adapter = adapter
        self._ledger = ledger
        self._received = received
        self._message: MessageId | None = None
        self._announced = False
        self._doubtful = False
        self._hopeless = False

    async def find(self) -> None:
        """Take up the draft that a dead process left."""
        draft = await asyncio.to_thread(self._ledger.draft_of, self._received.seq)
        self._message = draft.message if draft else None
        self._doubtful = self._hopeless = draft is not None and draft.message is None
        if draft is None and self._received.tries:
            await self._look_up()

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
        await self._announce()
        try:
            self._message = await self._adapter.draft(self._where, text, self._key)
        except MaybeSent:
            self._doubtful = True
            await self._look_up()
            raise
        crash_point(CrashPoint.DRAFT_SENT)
        await self._journal(self._message)

    async def _announce(self) -> None:
        if not self._announced and not isinstance(self._adapter, FindsOwnMessage):
            await self._journal(None)
            self._announced = True

    async def _journal(self, message: MessageId | None) -> None:
        await asyncio.to_thread(self._ledger.drafted, Draft(seq=self._received.seq, message=message))

    async def _look_up(self) -> None:
        if isinstance(self._adapter, FindsOwnMessage):
            with suppress(DeliveryError):
                self._message = await self._adapter.find(self._where, self._key)
                self._doubtful = False

    def finished(self, parts: tuple[Part, ...]) -> tuple[Part, ...]:
        """The parts to deliver: the first replaces the draft where there is one."""
        if not parts:
            return parts
        first, *others = parts
        if self._message is None:
            return replace(first, may_repeat=self._doubtful), *others
        if first.kind is PartKind.TEXT:
            first = replace(first, kind=PartKind.EDIT, target=self._message)
        return first, *others

    @property
    def _where(self) -> Conversation:
        return self._received.event.where

    @property
    def _key(self) -> str:
        return uuid5(self._received.event.key, "draft").hex
