"""Who plays: making people, chats and topics."""

from __future__ import annotations

from tests.peers.telegram.messages import post
from tests.peers.telegram.state import State
from tests.peers.telegram.wire import Json
from tests.peers.telegram.world import SUPERGROUPS_FROM, Chat, Kind, Person, Status


class Cast:
    """The part of the peer that knows people and chats."""

    state: State

    @property
    def me(self) -> Person:
        """The bot."""
        return self.state.world.me

    def person(
        self, first_name: str, *, username: str | None = None, language: str | None = "en", is_bot: bool = False
    ) -> Person:
        with self.state.bell.lock:
            number = self.state.world.new_id()
            person = Person(id=number, first_name=first_name, username=username, language_code=language, is_bot=is_bot)
            return self.state.world.add_person(person)

    def private(self, person: Person, *, started: bool = True) -> Chat:
        """The chat of a person with the bot; until they `started` it or said something, the bot may not write."""
        members: dict[int, Status] = {person.id: "member", self.me.id: "member" if started else "left"}
        return self._open(Chat(id=person.id, kind="private", person=person), members)

    def group(self, title: str, *members: Person, bot: Status = "member") -> Chat:
        """A basic group."""
        with self.state.bell.lock:
            return self._open(Chat(id=-self.state.world.new_id(), kind="group", title=title), self._in(members, bot))

    def supergroup(
        self, title: str, *members: Person, bot: Status = "member", forum: bool = False, username: str | None = None
    ) -> Chat:
        """A supergroup, a forum if wanted; public where it has a username."""
        return self._open_large("supergroup", title, self._in(members, bot), username, forum=forum)

    def channel(self, title: str, *members: Person, bot: Status = "administrator", username: str | None = None) -> Chat:
        return self._open_large("channel", title, self._in(members, bot), username)

    def topic(self, person: Person, chat: Chat, name: str) -> int:
        """Open a topic in a forum; its id is the `thread` of what is said there. The opening is a service message."""
        with self.state.bell.lock:
            room = self.state.world.room(chat)
            created: Json = {"forum_topic_created": {"name": name, "icon_color": 7_322_096}, "is_topic_message": True}
            message = post(self.state, room, person, created)
            number = message["message_id"]
            assert isinstance(number, int)
            message["message_thread_id"] = number
            room.topics[number] = name
            self.state.queue.put("message", dict(message))
        self.state.bell.ring()
        return number

    def hides_members(self, chat: Chat) -> None:
        """Only administrators may ask who is in this chat from here on."""
        self.state.world.room(chat).hides_members = True

    def _in(self, members: tuple[Person, ...], bot: Status) -> dict[int, Status]:
        there: dict[int, Status] = {person.id: "member" for person in members}
        return {**there, self.me.id: bot}

    def _open_large(
        self, kind: Kind, title: str, members: dict[int, Status], username: str | None, *, forum: bool = False
    ) -> Chat:
        with self.state.bell.lock:
            number = SUPERGROUPS_FROM - self.state.world.new_id() % 1_000_000_000_000
            return self._open(Chat(id=number, kind=kind, title=title, username=username, forum=forum), members)

    def _open(self, chat: Chat, members: dict[int, Status]) -> Chat:
        with self.state.bell.lock:
            return self.state.world.open(chat, members)
