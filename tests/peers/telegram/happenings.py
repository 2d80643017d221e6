"""What people do beside talking: taps, reactions, coming, going, blocking, moving."""

from __future__ import annotations

from collections.abc import Sequence

from tests.peers.telegram.asking import member
from tests.peers.telegram.messages import post, quoted
from tests.peers.telegram.state import State
from tests.peers.telegram.wire import Json, JsonValue
from tests.peers.telegram.world import SUPERGROUPS_FROM, Chat, Person, Room, Status


class Happenings:
    """The part of the peer through which people act."""

    state: State

    def taps(self, person: Person, chat: Chat, message_id: int, data: str, *, gone: bool = False) -> str:
        """Somebody taps a button; returns the query's id. `gone`: the message is too old to be told."""
        with self.state.bell.lock:
            message = self.state.world.room(chat).messages[message_id]
            query_id = str(4_382_000_000_000 + len(self.state.queries))
            told = {name: message[name] for name in ("chat", "message_id")} | {"date": 0} if gone else dict(message)
            query: Json = {"id": query_id, "from": person.wire(), "chat_instance": str(chat.id), "data": data}
            self.state.queries[query_id] = query
            self._put("callback_query", {**query, "message": told})
        return query_id

    def reacts(
        self, person: Person, chat: Chat, message_id: int, *emoji: str, before: Sequence[str] = ()
    ) -> int | None:
        """Somebody's reactions to a message change from `before`; an update only where it is asked for."""
        body: Json = {
            "chat": chat.wire(),
            "message_id": message_id,
            "date": self.state.now(),
            "user": person.wire(),
            "old_reaction": _reactions(before),
            "new_reaction": _reactions(emoji),
        }
        return self._put("message_reaction", body)

    def adds_bot(self, person: Person, chat: Chat, status: Status = "member") -> int | None:
        return self._moves_bot(person, chat, status)

    def removes_bot(self, person: Person, chat: Chat) -> int | None:
        """From a group or a channel: whatever the bot sends there is refused from here on."""
        return self._moves_bot(person, chat, "kicked")

    def blocks(self, person: Person) -> int | None:
        """A person stops the bot: "bot was blocked by the user"."""
        return self._moves_bot(person, self.state.world.rooms[person.id].chat, "kicked")

    def unblocks(self, person: Person) -> int | None:
        return self._moves_bot(person, self.state.world.rooms[person.id].chat, "member")

    def joins(self, person: Person, chat: Chat, *, by: Person | None = None) -> None:
        """A service message, and a chat_member update where it is asked for and the bot is an administrator."""
        with self.state.bell.lock:
            room = self.state.world.room(chat)
            self._changes(by or person, room, person, "member")
            self._notice(room, by or person, {"new_chat_members": [person.wire()]})

    def leaves(self, person: Person, chat: Chat, *, by: Person | None = None) -> None:
        with self.state.bell.lock:
            room = self.state.world.room(chat)
            self._changes(by or person, room, person, "left" if by is None else "kicked")
            self._notice(room, by or person, {"left_chat_member": person.wire()})

    def migrates(self, person: Person, group: Chat) -> Chat:
        """A group becomes a supergroup: two service messages, one in each; sending to the old id is refused."""
        with self.state.bell.lock:
            world = self.state.world
            room = world.room(group)
            new = Chat(id=SUPERGROUPS_FROM - world.new_id() % 1_000_000_000_000, kind="supergroup", title=group.title)
            world.open(new, dict(room.members))
            self._notice(room, person, {"migrate_to_chat_id": new.id})
            self._notice(world.room(new), person, {"migrate_from_chat_id": group.id})
            room.moved_to = new.id
        return new

    def pins(self, person: Person, chat: Chat, message_id: int) -> None:
        """A service message that the bot has no use for."""
        with self.state.bell.lock:
            room = self.state.world.room(chat)
            self._notice(room, person, {"pinned_message": quoted(room.messages[message_id])})

    def takes_back(self, chat: Chat, message_id: int) -> None:
        """Somebody deletes a message: bots are never told."""
        with self.state.bell.lock:
            self.state.world.room(chat).messages.pop(message_id)

    def _notice(self, room: Room, person: Person, body: Json) -> None:
        self._put("message", dict(post(self.state, room, person, body)))

    def _moves_bot(self, person: Person, chat: Chat, status: Status) -> int | None:
        with self.state.bell.lock:
            room = self.state.world.room(chat)
            return self._put("my_chat_member", self._change(person, room, self.state.world.me, status))

    def _changes(self, by: Person, room: Room, who: Person, status: Status) -> None:
        change = self._change(by, room, who, status)
        if self.state.world.is_admin(room):
            self._put("chat_member", change)

    def _change(self, by: Person, room: Room, who: Person, status: Status) -> Json:
        before = member(self.state, room, who.id)
        room.members[who.id] = status
        after = member(self.state, room, who.id)
        told: Json = {"chat": room.chat.wire(), "from": by.wire(), "date": self.state.now()}
        return {**told, "old_chat_member": before, "new_chat_member": after}

    def _put(self, kind: str, body: Json) -> int | None:
        with self.state.bell.lock:
            number = self.state.queue.put(kind, body)
        self.state.bell.ring()
        return number


def _reactions(emoji: Sequence[str]) -> list[JsonValue]:
    return [{"type": "emoji", "emoji": each} for each in emoji]
