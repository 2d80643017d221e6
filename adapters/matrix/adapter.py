"""Matrix as a platform: hears rooms, sends parts."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from nio.crypto.attachments import decrypt_attachment

from adapters.frames import Frames
from adapters.matrix import fields
from adapters.matrix.addresses import MATRIX, is_user_id, link
from adapters.matrix.attached import Stored, read
from adapters.matrix.calls import Calls
from adapters.matrix.connection import Connection, Connections, calls_over
from adapters.matrix.errors import SignedOut
from adapters.matrix.keys import HOSTILE
from adapters.matrix.options import MatrixOptions
from adapters.matrix.privacy import is_private, refuse_company
from adapters.matrix.render import LONGEST, Outgoing, rendered, unpacked, weight
from adapters.matrix.syncing import Syncing
from adapters.pace import EVERYWHERE, Pace
from bot.content import Attachment
from bot.errors import AccountRefused, BadSetting, DataFolderError, DeliveryError, NeverSent, Undeliverable
from bot.ids import AccountId, Conversation, MessageId, Platform, UserId
from bot.markup.cut import pieces
from bot.markup.parse import plain
from bot.ports import Bookmark, Clock, Introduction, OnEvents
from bot.replies import Part, PartKind, Reply

REDRAW_EVERY_S = 5.0
"""Homeservers take a message every five seconds, and a few more at once."""

MEMBERSHIP_HOLDS_S = 60.0


class MatrixAdapter:
    """A ChatAdapter that edits, shows typing, fetches files, links, knows members and privacy, and finds its own."""

    def __init__(self, options: MatrixOptions, clock: Clock) -> None:
        if not is_user_id(options.user):
            raise BadSetting("matrix_user: that is no user of Matrix; write it whole, as @satchel:matrix.org")
        self._options = options
        self._clock = clock
        self._account = AccountId(options.user)
        self._connections = Connections(options)
        self._pace = Pace()
        self._frames = Frames()
        self._members: dict[str, tuple[float, frozenset[str]]] = {}

    @property
    def platform(self) -> Platform:
        return MATRIX

    async def run(self, on_events: OnEvents, bookmarks: Sequence[Bookmark]) -> None:
        line = await self._connections.get()
        since = next((each.value for each in bookmarks if each.account == self._account), None)
        try:
            await Syncing(line, self._clock, on_events, since).run()
        except SignedOut as why:
            await self._connections.ended(line, why)
            raise
        except (DeliveryError, asyncio.CancelledError):
            raise
        except BaseException:
            # What the keys' memory holds may not be what their file holds.
            await self._connections.let_go(line)
            raise

    async def introduce(self) -> Introduction:
        line = await self._connections.get()
        advice = (
            f"Open a direct chat with {self._account} in your Matrix app, and say hello.",
            "Your app may call its device not verified: it is a program, nobody compares emoji there.",
            "matrix_password may be taken out of the settings now: the login lies in the data folder.",
        )
        return Introduction(account=self._account, name=line.me.name, advice=advice)

    def render(self, to: Conversation, reply: Reply) -> tuple[Part, ...]:
        return rendered(to, reply)

    async def send(self, to: Conversation, part: Part, key: str) -> MessageId:
        body = unpacked(part.body)
        async with self._calling(to if body.private else None) as calls:
            match part.kind:
                case PartKind.EDIT if part.target:
                    return await calls.edit(to, part.target, body, key)
                case PartKind.REACTION if part.target:
                    return await calls.react(to, part.target, body, key)
                case PartKind.DELETION if part.target:
                    return await calls.delete(to, part.target, key)
                case PartKind.TEXT:
                    return await calls.post(to, body, key)
                case _:
                    raise Undeliverable(f"Matrix has no way to show a {part.kind} here")

    async def find(self, to: Conversation, key: str) -> MessageId | None:
        async with self._calling() as calls:
            return await calls.find(to, key)

    async def draft(self, to: Conversation, text: str, key: str) -> MessageId:
        async with self._calling() as calls:
            message = await calls.draft(to, _beginning(text), key)
        self._frames.shown(message)
        return message

    async def redraw(self, to: Conversation, message: MessageId, text: str) -> None:
        if self._pace.left(EVERYWHERE) or not self._frames.due(message, REDRAW_EVERY_S):
            return
        async with self._calling() as calls:
            await calls.redraw(to, message, _beginning(text), f"{message}.{time.monotonic()}")

    async def typing(self, to: Conversation) -> None:
        async with self._calling() as calls:
            await calls.typing(to)

    def link(self, where: Conversation, message: MessageId) -> str | None:
        return link(where, message)

    async def fetch(self, attachment: Attachment, limit: int) -> bytes:
        stored = read(attachment.ref)
        if stored.place is None:
            raise Undeliverable("that file has no address that Matrix knows")
        line = await self._reached()
        data = await line.wire.download(*stored.place, limit)
        return _unlocked(data, stored) if stored.key else data

    async def is_private(self, where: Conversation) -> bool:
        return await is_private(await self._reached(), where.chat)

    async def is_member(self, where: Conversation, user: UserId) -> bool:
        known = self._members.get(where.chat)
        if known and time.monotonic() - known[0] < MEMBERSHIP_HOLDS_S:
            return user in known[1]
        try:
            line = await self._reached()
            joined = fields.part(await line.wire.get("rooms", where.chat, "joined_members"), "joined")
        except DeliveryError:
            return False
        self._members[where.chat] = (time.monotonic(), frozenset(joined))
        return user in joined

    async def aclose(self) -> None:
        """Let go of the connection and of the keys."""
        await self._connections.let_go()

    @asynccontextmanager
    async def _calling(self, alone_in: Conversation | None = None) -> AsyncIterator[Calls]:
        """What can be done there; Undeliverable where we are to be alone with somebody, and are not."""
        line = await self._reached()
        try:
            if alone_in:
                await refuse_company(line, alone_in.chat)
            yield calls_over(line, self._pace)
        except SignedOut as why:
            if not await self._connections.ended(line, why):
                raise
            raise NeverSent("the login to Matrix was ended from elsewhere; I log in again") from why
        except DataFolderError as error:
            raise NeverSent(str(error)) from error

    async def _reached(self) -> Connection:
        """The connection, for those who know only whether something was sent."""
        try:
            return await self._connections.get()
        except BadSetting as error:
            raise AccountRefused(str(error)) from error
        except DataFolderError as error:
            raise NeverSent(str(error)) from error


def _beginning(text: str) -> Outgoing:
    """As much of a growing text as one message holds."""
    cut = pieces(plain(text), LONGEST, weight)
    return Outgoing(text=cut[0].text if cut else "…")


def _unlocked(data: bytes, stored: Stored) -> bytes:
    try:
        return bytes(decrypt_attachment(data, stored.key, stored.sha256, stored.iv))
    except HOSTILE as error:
        raise Undeliverable("that file cannot be decrypted: it is not the one that was sent") from error
