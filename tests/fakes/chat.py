"""A platform in a list: what people say there is handed in, what is sent there can be looked at."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from datetime import datetime

from bot.content import Sender
from bot.errors import DeliveryError
from bot.events import MessageReceived
from bot.ids import AccountId, ChatId, Conversation, MessageId, Platform, UserId
from bot.ports import Bookmark, OnEvents
from bot.replies import Part, PartKind, Reply
from tests.builders import MORNING

FAKE = Platform("fake")


def room(name: str = "room") -> Conversation:
    """A conversation of the fake platform."""
    return Conversation(platform=FAKE, account=AccountId("bot"), chat=ChatId(name))


class FakeChat:
    """Keeps the contract of ChatAdapter, and shows drafts. A text of several paragraphs takes a part for each.

    `troubles` are raised by the next sends, one each; None lets one pass.
    """

    def __init__(self) -> None:
        self._arrived: asyncio.Queue[MessageReceived | None] = asyncio.Queue()
        self._number = 0
        self.sent: list[tuple[Conversation, Part, str]] = []
        self.drafts: dict[MessageId, str] = {}
        self.troubles: deque[Exception | None] = deque()
        self._sending = asyncio.Event()

    @property
    def platform(self) -> Platform:
        return FAKE

    def say(self, text: str, *, where: Conversation | None = None, at: datetime = MORNING) -> MessageReceived:
        """Somebody says something there; it arrives when the platform is listened to."""
        self._number += 1
        said = MessageReceived(
            where=where or room(),
            message=MessageId(f"f{self._number}"),
            sender=Sender(id=UserId("ada"), name="Ada"),
            at=at,
            text=text,
        )
        self._arrived.put_nowait(said)
        return said

    def end(self) -> None:
        """The platform ends."""
        self._arrived.put_nowait(None)

    async def run(self, on_events: OnEvents, bookmarks: Sequence[Bookmark]) -> None:
        del bookmarks
        while said := await self._arrived.get():
            await on_events([said], None)

    def render(self, to: Conversation, reply: Reply) -> tuple[Part, ...]:
        del to
        return tuple(Part(kind=PartKind.TEXT, body=body) for body in reply.words.split("\n\n"))

    async def send(self, to: Conversation, part: Part, key: str) -> MessageId:
        if self.troubles and (trouble := self.troubles.popleft()):
            raise trouble
        self.sent.append((to, part, key))
        self._sending.set()
        if part.kind is PartKind.EDIT and part.target is not None:
            if part.target not in self.drafts:
                raise DeliveryError(f"there is no message {part.target} to edit")
            self.drafts[part.target] = part.body
            return part.target
        return MessageId(f"r-{key}")

    async def draft(self, to: Conversation, text: str, key: str) -> MessageId:
        del to, key
        message = MessageId(f"d{len(self.drafts) + 1}")
        self.drafts[message] = text
        return message

    async def redraw(self, to: Conversation, message: MessageId, text: str) -> None:
        del to
        self.drafts[message] = text

    async def until_sent(self, many: int) -> None:
        """Wait until so many parts were sent."""
        while len(self.sent) < many:
            self._sending.clear()
            await self._sending.wait()

    def shown(self) -> list[str]:
        """What was sent, in order."""
        return [part.body for _, part, _ in self.sent]
