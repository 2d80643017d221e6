"""Who there is: people, chats, who is in which, and what was said there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Literal

from tests.peers.telegram.wire import Json, Refusal, bad, forbidden

Kind = Literal["private", "group", "supergroup", "channel"]
Status = Literal["creator", "administrator", "member", "restricted", "left", "kicked"]

SUPERGROUPS_FROM = -1_000_000_000_000
PRESENT = frozenset({"creator", "administrator", "member", "restricted"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A user, or a bot. Names and usernames change; the id never does."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False

    def wire(self) -> Json:
        known: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        more: Json = {name: getattr(self, name) for name in ("last_name", "username", "language_code")}
        return known | {name: value for name, value in more.items() if value is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """An address. `person` is who a private chat is with."""

    id: int
    kind: Kind
    title: str | None = None
    username: str | None = None
    person: Person | None = None
    forum: bool = False

    def wire(self) -> Json:
        told: Json = {"id": self.id, "type": self.kind}
        named: Json = {"title": self.title, "username": self.username}
        if self.person is not None:
            names = ("first_name", "last_name", "username")
            named = {name: value for name, value in self.person.wire().items() if name in names}
        forum: Json = {"is_forum": True} if self.forum else {}
        return told | {name: value for name, value in named.items() if value is not None} | forum


@dataclass(slots=True, kw_only=True)
class Room:
    """What stands behind a chat: its messages by id, members by user id, topics by thread id.

    `moved_to` is the supergroup that a group became. `hides_members`: only administrators may ask who is in it.
    """

    chat: Chat
    numbers: Iterator[int]
    messages: dict[int, Json] = field(default_factory=dict)
    members: dict[int, Status] = field(default_factory=dict)
    topics: dict[int, str] = field(default_factory=dict)
    moved_to: int | None = None
    hides_members: bool = False


@dataclass(slots=True, kw_only=True)
class World:
    """All people and chats that the bot may meet.

    Private chats and groups count their messages together, a supergroup or a channel counts its own.
    """

    me: Person
    people: dict[int, Person] = field(default_factory=dict)
    rooms: dict[int, Room] = field(default_factory=dict)
    _shared: Iterator[int] = field(default_factory=lambda: count(1))
    _ids: Iterator[int] = field(default_factory=lambda: count(5_000_000_001))  # more than 32 bits, as many are

    def __post_init__(self) -> None:
        self.people[self.me.id] = self.me

    def add_person(self, person: Person) -> Person:
        self.people[person.id] = person
        return person

    def new_id(self) -> int:
        return next(self._ids)

    def open(self, chat: Chat, members: dict[int, Status]) -> Chat:
        own = chat.kind in {"supergroup", "channel"}
        self.rooms[chat.id] = Room(chat=chat, numbers=count(1) if own else self._shared, members=members)
        return chat

    def room(self, chat: Chat) -> Room:
        return self.rooms[chat.id]

    def find(self, chat_id: str) -> Room:
        """The room that a call names by id or @username; refuses where there is none."""
        if chat_id.startswith("@"):
            named = [room for room in self.rooms.values() if room.chat.username == chat_id[1:]]
            found = named[0] if named else None
        else:
            found = self.rooms.get(int(chat_id)) if chat_id.lstrip("-").isdigit() else None
        if not chat_id:
            raise bad("chat_id is empty")
        if found is None:
            raise bad("chat not found")
        return found

    def admit(self, room: Room) -> None:
        """Refuse as the real one does where the bot may not act in this room."""
        if room.moved_to is not None:
            description = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refusal(400, description, migrate_to_chat_id=room.moved_to)
        status = room.members.get(self.me.id)
        if status in PRESENT:
            return
        if room.chat.kind == "private":
            known = status == "kicked"
            raise forbidden("bot was blocked by the user" if known else "bot can't initiate conversation with a user")
        name = {"group": "group", "supergroup": "supergroup", "channel": "channel"}[room.chat.kind]
        raise forbidden(
            f"bot was kicked from the {name} chat" if status == "kicked" else f"bot is not a member of the {name} chat"
        )

    def is_admin(self, room: Room) -> bool:
        return room.members.get(self.me.id) in {"creator", "administrator"}
