"""Telegram as a stage: the real library against a loopback Bot API."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.telegram.adapter import TelegramAdapter
from adapters.telegram.options import TelegramOptions
from bot.clock import SystemClock
from bot.ids import AccountId, ChatId, Conversation, Platform, ThreadId
from tests.contracts.platforms.stage import Seen
from tests.peers.telegram import Document, Drop, Lose, Refuse, TelegramPeer, TooMany


class TelegramStage:
    """Ada in a private chat with the bot."""

    shows_typing = True

    def __init__(self) -> None:
        self.peer = TelegramPeer()

    async def open(self) -> None:
        await self.peer.start()
        self.ada = self.peer.person("Ada")
        self.chat = self.peer.private(self.ada)
        self.forum = self.peer.supergroup("Boat", self.ada, forum=True)
        self.topic = self.peer.topic(self.ada, self.forum, "Sails")
        self.adapter = TelegramAdapter(self.peer.token, TelegramOptions(api=self.peer.address), SystemClock())
        self.where = self._address(self.chat.id)

    async def close(self) -> None:
        await self.adapter.aclose()
        await self.peer.stop()

    async def says(self, *texts: str) -> None:
        for text in texts:
            self.peer.says(self.ada, self.chat, text)

    async def ends(self) -> None:
        """Telegram never ends."""

    def seen(self) -> Sequence[Seen]:
        return [
            Seen(
                where=self._address(sent.chat_id, sent.message.get("message_thread_id")),
                text=sent.text,
                links=_links(sent.entities),
            )
            for sent in self.peer.did.sent
            if not sent.deleted
        ]

    async def says_what_is_not_for_us(self) -> None:
        other = self.peer.person("Other", is_bot=True)
        self.peer.says(other, self.forum, "I am a bot, too")
        self.peer.says(self.peer.me, self.forum, "I am you")
        self.peer.channel_post(self.peer.channel("News", self.ada), "extra, extra")
        self.peer.unknown()

    async def says_unreadably(self, text: str) -> None:
        self.peer.says_without(self.ada, self.chat, text, "date")

    async def says_in_thread(self, text: str) -> Conversation:
        self.peer.says(self.ada, self.forum, f"@{self.peer.me.username} {text}", thread=self.topic)
        return self._address(self.forum.id, self.topic)

    async def sends_file(self, data: bytes) -> None:
        self.peer.says(self.ada, self.chat, "here", attached=Document(data=data))

    async def repeats(self) -> None:
        self.peer.repeat(*(confirmed.update_id for confirmed in self.peer.did.confirmed))

    def limits_next(self, seconds: float) -> None:
        self.peer.faults.next("sendMessage", TooMany(seconds))

    def forbids_next(self) -> None:
        self.peer.faults.next("sendMessage", Refuse(403, "Forbidden: bot was blocked by the user"))

    def cuts_next(self, *, arrived: bool) -> None:
        self.peer.faults.next("sendMessage", Lose() if arrived else Drop())

    async def goes_away(self) -> None:
        await self.peer.stop()

    async def comes_back(self) -> None:
        await self.peer.start()

    @property
    def early(self) -> int:
        return len(self.peer.did.early)

    def _address(self, chat: int, thread: object = None) -> Conversation:
        return Conversation(
            platform=Platform("telegram"),
            account=AccountId(str(self.peer.me.id)),
            chat=ChatId(str(chat)),
            thread=ThreadId(str(thread)) if thread else None,
        )


def _links(entities: object) -> tuple[str, ...]:
    found = entities if isinstance(entities, list) else []
    return tuple(str(each["url"]) for each in found if isinstance(each, dict) and "url" in each)
