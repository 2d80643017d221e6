"""Telegram as a platform: hears updates, sends parts."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence

from telegram import Bot, BotCommand
from telegram.request import HTTPXRequest

from adapters.pace import Pace
from adapters.telegram.addresses import TELEGRAM, link
from adapters.telegram.albums import Albums, album_of
from adapters.telegram.calls import Calls
from adapters.telegram.errors import translated
from adapters.telegram.listening import poll, webhook
from adapters.telegram.options import TelegramOptions
from adapters.telegram.render import LONGEST, Outgoing, read, rendered, repeated
from adapters.telegram.translate import Myself, Raw, events_of
from bot.content import Attachment
from bot.errors import BadSetting, DeliveryError, Undeliverable
from bot.events import ButtonPressed
from bot.ids import AccountId, Conversation, MessageId, Platform, UserId
from bot.markup.cut import pieces, utf16_length
from bot.markup.parse import plain
from bot.ports import Bookmark, Clock, Introduction, OnEvents
from bot.replies import Part, PartKind, Reply

REDRAW_EVERY_S = 1.5
REDRAW_IN_GROUPS_EVERY_S = 4.0
MEMBERSHIP_HOLDS_S = 60.0
GONE = frozenset({"left", "kicked"})


class TelegramAdapter:
    """A ChatAdapter that edits, shows typing, fetches files, links, and knows members."""

    def __init__(self, token: str, options: TelegramOptions, clock: Clock) -> None:
        number, _, secret = token.partition(":")
        if not (number.isdecimal() and secret):
            raise BadSetting("telegram_token: that is no bot's token; copy it whole from @BotFather, as 12345:AAH…")
        self._options = options
        self._clock = clock
        self._account = AccountId(number)
        self._albums = Albums()
        self._bot = Bot(
            token,
            base_url=f"{options.api.rstrip('/')}/bot",
            base_file_url=f"{options.api.rstrip('/')}/file/bot",
            request=HTTPXRequest(connection_pool_size=64, read_timeout=20, pool_timeout=10),
            get_updates_request=HTTPXRequest(connection_pool_size=2),
        )
        self._calls = Calls(self._bot, Pace())
        self._opening = asyncio.Lock()
        self._opened = False
        self._drawn: dict[MessageId, float] = {}
        self._members: dict[tuple[str, UserId], tuple[float, bool]] = {}

    @property
    def platform(self) -> Platform:
        return TELEGRAM

    async def run(self, on_events: OnEvents, bookmarks: Sequence[Bookmark]) -> None:
        del bookmarks
        await self._open()
        me = Myself(account=self._account, name=self._bot.username)
        with translated():
            await self._bot.set_my_commands([BotCommand(name, told) for name, told in self._options.menu])

        async def hear(updates: Sequence[Raw]) -> None:
            now = self._clock.now()
            read = [(album_of(raw), event) for raw in updates for event in events_of(raw, me, self._bot, now)]
            events = self._albums.gathered(read)
            await on_events(events, None)
            for event in events:
                if isinstance(event, ButtonPressed):
                    await self._untap(event)

        if not self._options.webhook:
            await poll(self._bot, hear)
        async with webhook(self._bot, self._options.webhook, self._options.listen, hear):
            while True:
                await on_events((), None)
                await asyncio.sleep(MEMBERSHIP_HOLDS_S)

    async def introduce(self) -> Introduction:
        await self._open()
        advice: tuple[str, ...] = (f"Open https://t.me/{self._bot.username} on your phone and press Start.",)
        if not self._bot.can_read_all_group_messages:
            advice += ("In groups Telegram shows it only what is said to it: commands, replies and mentions.",)
        return Introduction(account=self._account, name=f"@{self._bot.username}", advice=advice)

    def render(self, to: Conversation, reply: Reply) -> tuple[Part, ...]:
        return rendered(to, reply)

    async def send(self, to: Conversation, part: Part, key: str) -> MessageId:
        del key
        await self._open()
        body = repeated(read(part.body)) if part.may_repeat else read(part.body)
        match part.kind:
            case PartKind.EDIT if part.target:
                return await self._calls.edit(to, part.target, body)
            case PartKind.REACTION if part.target:
                return await self._calls.react(to, part.target, body)
            case PartKind.DELETION if part.target:
                return await self._calls.delete(to, part.target)
            case PartKind.TEXT:
                return await self._calls.post(to, body)
            case _:
                raise Undeliverable(f"Telegram has no way to show a {part.kind} here")

    async def draft(self, to: Conversation, text: str, key: str) -> MessageId:
        del key
        message = await self._calls.post(to, Outgoing(text=_beginning(text), silent=True))
        self._drawn[message] = time.monotonic()
        return message

    async def redraw(self, to: Conversation, message: MessageId, text: str) -> None:
        now = time.monotonic()
        every = REDRAW_IN_GROUPS_EVERY_S if to.chat.startswith("-") else REDRAW_EVERY_S
        if now - self._drawn.get(message, 0.0) >= every:
            self._drawn[message] = now
            await self._calls.edit(to, message, Outgoing(text=_beginning(text)))

    async def typing(self, to: Conversation) -> None:
        await self._calls.typing(to)

    def link(self, where: Conversation, message: MessageId) -> str | None:
        return link(where, message)

    async def fetch(self, attachment: Attachment, limit: int) -> bytes:
        await self._open()
        with translated():
            file = await self._bot.get_file(attachment.ref)
            if file.file_size and file.file_size > limit:
                raise Undeliverable(f"that file is larger than {limit:,} bytes")
            data = bytes(await file.download_as_bytearray())
        if len(data) > limit:
            raise Undeliverable(f"that file is larger than {limit:,} bytes")
        return data

    async def is_member(self, where: Conversation, user: UserId) -> bool:
        known = self._members.get((where.chat, user))
        if known and time.monotonic() - known[0] < MEMBERSHIP_HOLDS_S:
            return known[1]
        try:
            with translated():
                member = await self._bot.get_chat_member(int(where.chat), int(user))
        except DeliveryError:
            return False
        self._members[where.chat, user] = (time.monotonic(), member.status not in GONE)
        return member.status not in GONE

    async def aclose(self) -> None:
        """Let go of the connections."""
        if self._opened:
            await self._bot.shutdown()

    async def _open(self) -> None:
        """Ask Telegram who we are, once; a wrong token shows here."""
        async with self._opening:
            if not self._opened:
                with translated():
                    await self._bot.initialize()
                self._opened = True

    async def _untap(self, event: ButtonPressed) -> None:
        """Let the button stop spinning; one that was tapped long ago does not any more."""
        try:
            with translated():
                await self._bot.answer_callback_query(event.press)
        except DeliveryError:
            return


def _beginning(text: str) -> str:
    """As much of a growing text as one message holds."""
    cut = pieces(plain(text), LONGEST, utf16_length)
    return cut[0].text if cut else "…"
