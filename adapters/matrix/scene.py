"""Where an event happened, and the parts that all that is told of one share. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from adapters.matrix.addresses import conversation
from adapters.matrix.fields import Raw, text
from adapters.matrix.past import Messages, Past
from adapters.matrix.rooms import Room
from adapters.matrix.spoken_to import Myself
from bot.content import Sender
from bot.ids import Conversation, MessageId, UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Where an event happened: the room as it is now, and what is known of what came before.

    `direct`: it was somebody's and ours alone then, and whether as a direct chat; None: it is as it is now.
    """

    id: str
    room: Room
    me: Myself
    past: Past
    now: datetime
    direct: bool | None = None

    @property
    def is_private(self) -> bool:
        return self.room.is_private(self.me.user) if self.direct is None else self.direct

    @property
    def is_for_two(self) -> bool:
        return self.direct is not None or self.room.is_for_two(self.me.user)

    @property
    def messages(self) -> Messages:
        return self.past.messages

    def where(self, thread: str = "") -> Conversation:
        return conversation(self.me.account, self.id, thread)


def sender_of(raw: Raw, scene: Scene) -> Sender:
    user = text(raw, "sender")
    return Sender(id=UserId(user), name=scene.room.name(user))


def id_of(raw: Raw) -> MessageId:
    return MessageId(text(raw, "event_id"))
