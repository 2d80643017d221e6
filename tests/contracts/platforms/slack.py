"""Slack as a stage: the real adapter against a loopback Slack."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence

from adapters.slack.adapter import SlackAdapter
from adapters.slack.options import SlackKeys, SlackOptions
from bot.clock import SystemClock
from bot.ids import AccountId, ChatId, Conversation, Platform, ThreadId
from tests.contracts.platforms.stage import Seen
from tests.peers.slack import BOT_USER, TEAM, Drop, DropAnswer, Error, Limited, SlackPeer
from tests.peers.slack.values import JsonValue, items, mapping, objects, string


class SlackStage:
    """Ada in a direct conversation with the bot."""

    shows_typing = False

    def __init__(self) -> None:
        self.peer = SlackPeer()
        self._is_open = False

    async def open(self) -> None:
        await self.comes_back()
        self.ada = self.peer.person("Ada")
        self.boat = self.peer.channel("boat", self.ada)
        with self.peer.deliveries.kept_back():
            self.head = self.ada.says("about the lease", to=self.boat)
        keys = SlackKeys(bot=self.peer.bot_token, app=self.peer.app_token)
        self.adapter = SlackAdapter(keys, SlackOptions(api=self.peer.api_url), SystemClock())
        self.where = address(self.ada.direct.id)

    async def close(self) -> None:
        await self.adapter.aclose()
        if self._is_open:
            await self.goes_away()

    async def says(self, *texts: str) -> None:
        for text in texts:
            self.ada.types_literally(text)

    async def ends(self) -> None:
        """Slack never ends."""

    def seen(self) -> Sequence[Seen]:
        return [
            Seen(where=address(post.channel, post.thread), text=shown(post.blocks), links=tuple(links(post.blocks)))
            for post in self.peer.bot.posts
            if not post.deleted
        ]

    async def says_what_is_not_for_us(self) -> None:
        self.peer.odd.other_bot(self.boat, f"<@{BOT_USER}> I am a bot, too")
        self.peer.odd.own(self.ada.direct, "I am you")
        self.peer.odd.webhook(self.boat, "extra, extra")
        self.peer.odd.system(self.boat, "channel_topic", "set the channel topic", self.ada.id)
        self.peer.odd.without_user(self.boat)
        self.peer.odd.unknown()
        self.peer.odd.unknown_subtype(self.boat, self.ada.id)

    async def says_unreadably(self, text: str) -> None:
        self.peer.odd.system(self.ada.direct, "planet_message", text, self.ada.id)

    async def says_in_thread(self, text: str) -> Conversation:
        self.ada.says(f"<@{BOT_USER}> {text}", to=self.boat, thread=self.head)
        return address(self.boat.id, self.head.ts)

    async def sends_file(self, data: bytes) -> None:
        self.ada.says("here", files=[self.peer.file("data.bin", data, "application/octet-stream")])

    async def repeats(self) -> None:
        for delivery in [each for each in self.peer.deliveries.all if each.acked]:
            self.peer.deliveries.send(delivery, number=3, reason="timeout")

    def limits_next(self, seconds: float) -> None:
        self.peer.fails("chat.postMessage", Limited(int(seconds)))

    def forbids_next(self) -> None:
        self.peer.fails("chat.postMessage", Error("is_archived"))

    def cuts_next(self, *, arrived: bool) -> None:
        self.peer.fails("chat.postMessage", DropAnswer() if arrived else Drop())

    async def goes_away(self) -> None:
        await self.peer.__aexit__()
        self._is_open = False
        # A turn of the loop, in which the adapter's kept connections learn that they are closed.
        await asyncio.sleep(0)

    async def comes_back(self) -> None:
        await self.peer.__aenter__()
        self._is_open = True

    @property
    def early(self) -> int:
        return len(self.peer.bot.early)


def address(chat: str, thread: str | None = None) -> Conversation:
    """A place of the peer's as the adapter names it."""
    return Conversation(
        platform=Platform("slack"),
        account=AccountId(TEAM),
        chat=ChatId(chat),
        thread=ThreadId(thread) if thread else None,
    )


def shown(blocks: JsonValue) -> str:
    """What people read of rich text: every container on lines of its own, every leaf as it stands."""
    containers = [mapping(each) for block in items(blocks) for each in items(mapping(block).get("elements"))]
    return "\n".join("".join(_leaves(each)) for each in containers if string(each.get("type")).startswith("rich_text"))


def links(blocks: JsonValue) -> Iterator[str]:
    """The addresses behind its words."""
    for each in objects(blocks):
        if each.get("type") == "link":
            yield string(each.get("url"))


def _leaves(container: object) -> Iterator[str]:
    for leaf in items(mapping(container).get("elements")):  # type: ignore[arg-type]  # mapping takes what it is given
        yield string(mapping(leaf).get("text"))
