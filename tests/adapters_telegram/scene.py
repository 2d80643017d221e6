"""What people do in Telegram as the updates that tell of it, and as the events that become of them."""

from __future__ import annotations

from functools import cache

from telegram import Bot

from adapters.telegram.addressed import Myself
from adapters.telegram.addresses import TELEGRAM
from adapters.telegram.albums import Arrived, album_of
from adapters.telegram.translate import ALLOWED_UPDATES, events_of
from adapters.telegram.wire import Line
from bot.events import Event, MessageReceived
from bot.ids import AccountId, ChatId, Conversation, ThreadId
from tests.builders import MORNING
from tests.peers.telegram import TelegramPeer
from tests.peers.telegram.talk import Said
from tests.peers.telegram.world import Chat


@cache
def library() -> Bot:
    """The library's bot, which makes its objects; it calls nobody."""
    line = Line(width=1, read_timeout=1.0, pool_timeout=1.0)
    return Bot("1:x", request=line, get_updates_request=line)


class Scene:
    """Ada and Bob, a private chat, a group, a supergroup and a forum; nothing is served."""

    def __init__(self) -> None:
        self.peer = TelegramPeer()
        self.peer.state.queue.ask_for(ALLOWED_UPDATES)
        self.ada, self.bob = self.peer.person("Ada"), self.peer.person("Bob")
        self.private = self.peer.private(self.ada)
        self.group = self.peer.group("Club", self.ada, self.bob)
        self.supergroup = self.peer.supergroup("Crew", self.ada, self.bob, bot="administrator")
        self.forum = self.peer.supergroup("Boat", self.ada, self.bob, forum=True)
        self.topic = self.peer.topic(self.ada, self.forum, "Sails")
        self.me = Myself(
            account=AccountId(str(self.peer.me.id)), name=self.peer.me.username or "", commands=frozenset({"help"})
        )

    def address(self, chat: Chat, thread: int | None = None) -> Conversation:
        return Conversation(
            platform=TELEGRAM,
            account=self.me.account,
            chat=ChatId(str(chat.id)),
            thread=ThreadId(str(thread)) if thread else None,
        )

    def events(self, *updates: Said | int | None) -> tuple[Event, ...]:
        """What becomes of these updates."""
        return tuple(event for each in updates for _, event in self.arrived(each))

    def arrived(self, update: Said | int | None) -> tuple[Arrived, ...]:
        """The same with the album that each belongs to."""
        number = update.update_id if isinstance(update, Said) else update
        assert number is not None, "the bot is not told of it"
        raw = self.peer.state.queue.every[number]
        return tuple((album_of(raw), event) for event in events_of(raw, self.me, library(), MORNING))

    def message(self, update: Said | int | None) -> MessageReceived:
        """The one message that becomes of an update."""
        (event,) = self.events(update)
        assert isinstance(event, MessageReceived)
        return event

    @property
    def last(self) -> int:
        """The number of the latest update."""
        return self.peer.state.queue.next_id - 1
