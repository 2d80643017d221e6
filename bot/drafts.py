"""A reply that grows in front of the person while a model writes it."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.crashes import CrashPoint, crash_point
from bot.ids import Conversation, MessageId
from bot.ports import Draft, EditsMessages, Ledger
from bot.replies import Part, PartKind


class GrowingReply:
    """Opens a draft with the first words and redraws it; after a restart it goes on with the same one.

    Where the process dies between opening it and journaling its id, nobody knows of it any more: it stays as
    it is, and the next process sends the reply as a second message.
    """

    def __init__(self, adapter: EditsMessages, ledger: Ledger, where: Conversation, seq: int) -> None:
        self._adapter = adapter
        self._ledger = ledger
        self._where = where
        self._seq = seq
        self._message: MessageId | None = None

    async def find(self) -> None:
        """Take up the draft that a dead process left."""
        draft = await asyncio.to_thread(self._ledger.draft_of, self._seq)
        self._message = draft.message if draft else None

    async def show(self, text: str) -> None:
        """Show the reply as far as it is written."""
        if self._message is None:
            self._message = await self._adapter.draft(self._where, text)
            crash_point(CrashPoint.DRAFT_SENT)
            await asyncio.to_thread(self._ledger.drafted, Draft(seq=self._seq, message=self._message))
        else:
            await self._adapter.redraw(self._where, self._message, text)

    def finished(self, parts: tuple[Part, ...]) -> tuple[Part, ...]:
        """The parts to deliver: the first replaces the draft where there is one."""
        if self._message is None or not parts or parts[0].kind is not PartKind.TEXT:
            return parts
        return replace(parts[0], kind=PartKind.EDIT, target=self._message), *parts[1:]
