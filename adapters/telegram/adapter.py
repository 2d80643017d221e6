"""Telegram as a platform: hears updates, sends parts."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress

from telegram import Bot, BotCommand

from adapters.frames import Frames
from adapters.telegram.addressed import Myself
from adapters.telegram.addresses import TELEGRAM, link
from adapters.telegram.albums import Albums, Arrived, album_of
from adapters.telegram.bodies import read, repeated
from adapters.telegram.calls import NOTED, Calls
from adapters.telegram.hook import LOOK_EVERY_S, Heard, look, webhook
from adapters.telegram.limits import Limits
from adapters.telegram.listening import OnUpdates, poll
from adapters.telegram.members import Members
from adapters.telegram.options import TelegramOptions
from adapters.telegram.render import drafted, rendered
from adapters.telegram.translate import Raw, events_of
from adapters.telegram.wire import Line
from bot.content import Attachment
from bot.errors import BadSetting, DeliveryError, Undeliverable
from bot.events import ButtonPressed, ConversationMoved, Event, MembersChanged
from bot.ids import AccountId, Conversation, MessageId, Platform, UserId
from bot.ports import Bookmark, Clock, Introduction, OnEvents
from bot.replies import Part, PartKind, Reply

READ_S = 20.0
UNTAP_S = 5.0
DRAWN_EVERY_S = 1.5
IN_GROUPS_EVERY_S = 4.0
"""A group may be written to twenty times a minute, by all of its members' questions together."""

_log = logging.getLogger(__name__)


class TelegramAdapter:
    """A ChatAdapter that edits, shows typing, fetches files, links, and knows members."""

    def __init__(self, token: str, options: TelegramOptions, clock: Clock) -> None:
        number, _, secret = token.partition(":")
        if not (number.isdecimal() and secret):
            raise BadSetting("telegram_token: that is no bot's token; copy it whole from @BotFather, as 12345:AAH…")
        self._options = options
        self._clock = clock
        self._account = AccountId(number)
        api = options.api.rstrip("/")
        self._lines = (
            Line(width=64, read_timeout=READ_S, pool_timeout=10.0),
            Line(width=8, read_timeout=READ_S, pool_timeout=10.0),
        )
        calling, polling = self._lines
        self._bot = Bot(
            token,
            base_url=f"{api}/bot",
            base_file_url=f"{api}/file/bot",
            request=calling,
            get_updates_request=polling,
        )
        self._limits = Limits()
        self._calls = Calls(self._bot, self._limits)
        self._members = Members(self._bot, self._limits)
        self._albums = Albums()
        self._frames = Frames()
        self._opening = asyncio.Lock()
        self._opened = False

    @property
    def platform(self) -> Platform:
        return TELEGRAM

    async def run(self, on_events: OnEvents, bookmarks: Sequence[Bookmark]) -> None:
        del bookmarks
        await self._open()
        await self._offer_menu()
        hear = self._ear(on_events)
        if not self._options.webhook:
            await poll(self._bot, self._limits, hear)
        while True:
            await self._be_called(on_events, Heard(hear))
            await poll(self._bot, self._limits, hear, for_ever=False)

    async def _be_called(self, on_events: OnEvents, heard: Heard) -> None:
        """Until an album begins."""
        address = self._options.webhook
        async with webhook(self._bot, self._limits, address, self._options.listen, heard):
            await on_events((), None)
            while not await heard.album_within(LOOK_EVERY_S):
                await look(self._bot, self._limits, address, self._clock.now())
                await on_events((), None)

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
        body = read(part.body)
        anew = repeated(body) if part.may_repeat else body
        match part.kind:
            case PartKind.EDIT if part.target:
                edited = await self._calls.edit(to, part.target, body)
                return part.target if edited else await self._calls.post(to, anew)
            case PartKind.REACTION if part.target:
                noted = await self._calls.react(to, part.target)
                return MessageId(f"{part.target}:{NOTED}") if noted else await self._calls.post(to, anew)
            case PartKind.DELETION if part.target:
                await self._calls.delete(to, part.target)
                return part.target
            case PartKind.TEXT:
                return await self._calls.post(to, anew)
            case _:
                raise Undeliverable(f"Telegram has no way to show a {part.kind} here")

    async def draft(self, to: Conversation, text: str, key: str) -> MessageId:
        del key
        message = await self._calls.post(to, drafted(text))
        self._frames.shown((to.chat, message))
        return message

    async def redraw(self, to: Conversation, message: MessageId, text: str) -> None:
        every_s = IN_GROUPS_EVERY_S if to.chat.startswith("-") else DRAWN_EVERY_S
        if self._frames.due((to.chat, message), every_s):
            await self._calls.edit(to, message, drafted(text))

    async def typing(self, to: Conversation) -> None:
        await self._calls.typing(to)

    def link(self, where: Conversation, message: MessageId) -> str | None:
        return link(where, message)

    async def fetch(self, attachment: Attachment, limit: int) -> bytes:
        file = await self._limits.ask("getFile", lambda: self._bot.get_file(attachment.ref))
        if not file.file_size or file.file_size <= limit:
            data = bytes(await self._limits.ask("file", file.download_as_bytearray))
            if len(data) <= limit:
                return data
        raise Undeliverable(f"that file is larger than {limit:,} bytes")

    async def is_member(self, where: Conversation, user: UserId) -> bool:
        return await self._members.has(where.chat, user)

    async def aclose(self) -> None:
        """Let go of the connections."""
        # The library's own way leaves them open where it was not asked who we are.
        for line in self._lines:
            await line.shutdown()

    async def _open(self) -> None:
        """Ask Telegram who we are, once; a wrong token shows here."""
        async with self._opening:
            if not self._opened:
                await self._limits.ask("getMe", self._bot.initialize)
                self._opened = True

    async def _offer_menu(self) -> None:
        """A menu that Telegram does not take is no reason to be deaf."""
        menu = [BotCommand(name, told) for name, told in self._options.menu]
        try:
            await self._limits.ask("setMyCommands", lambda: self._bot.set_my_commands(menu))
        except DeliveryError as fault:
            _log.warning("the menu of commands could not be offered: %s", fault)

    def _ear(self, on_events: OnEvents) -> OnUpdates:
        commands = frozenset(name for name, _ in self._options.menu)
        me = Myself(account=self._account, name=self._bot.username, commands=commands)

        async def hear(updates: Sequence[Raw]) -> None:
            now, told = self._clock.now(), list[Arrived]()
            for raw in updates:
                told += [(album_of(raw), event) for event in events_of(raw, me, self._bot, now)]
                # A hundred take a tenth of a second, in which others go on.
                await asyncio.sleep(0)
            events = self._albums.gathered(told)
            await on_events(events, None)
            await self._act_on(events)

        return hear

    async def _act_on(self, events: Sequence[Event]) -> None:
        """What we do about events ourselves, once they are committed."""
        for event in events:
            if isinstance(event, ConversationMoved):
                self._calls.follow(event.where.chat, event.to)
            if isinstance(event, MembersChanged):
                self._members.changed(event.where.chat)
        await asyncio.gather(*(self._untap(event.press) for event in events if isinstance(event, ButtonPressed)))

    async def _untap(self, press: str) -> None:
        """Let the button stop spinning; one that was tapped long ago does not any more."""
        with suppress(DeliveryError):
            await self._limits.ask(
                "answerCallbackQuery", lambda: self._bot.answer_callback_query(press, read_timeout=UNTAP_S)
            )
