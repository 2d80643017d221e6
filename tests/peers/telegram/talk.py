"""What people say: each of these becomes an update for the bot."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.peers.telegram.attached import Attached, Origin, attachment, origin
from tests.peers.telegram.messages import answers, post, topic_of
from tests.peers.telegram.state import State
from tests.peers.telegram.texts import noticed
from tests.peers.telegram.wire import Json, JsonValue, number_in, thing_in
from tests.peers.telegram.world import Chat, Person, Room

# Who stands as the sender of what a group or a channel says; the same for all of them.
ANONYMOUS = Person(id=1_087_968_824, first_name="Group", username="GroupAnonymousBot", is_bot=True)
CHANNEL = Person(id=136_817_688, first_name="Channel", username="Channel_Bot", is_bot=True)

_WITH_CAPTION = frozenset({"photo", "voice", "document", "audio", "video"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A message as it got its number; `update_id` is None where the bot is not told."""

    chat: Chat
    message_id: int
    update_id: int | None


class Talk:
    """The part of the peer through which people talk."""

    state: State

    def says(
        self,
        person: Person,
        chat: Chat,
        text: str = "",
        *,
        entities: Sequence[Json] | None = None,
        reply_to: int | None = None,
        quote: str | None = None,
        forwarded: Origin | None = None,
        attached: Attached | None = None,
        album: str | None = None,
        thread: int | None = None,
        as_chat: Chat | None = None,
        at: int | None = None,
    ) -> Said:
        """One message. `reply_to` is a message id, `album` a media_group_id, `at` in seconds since 1970.

        `as_chat`: the group itself says it (an anonymous administrator), or a channel does; the person stays unknown.
        Commands, mentions and addresses are marked by themselves unless `entities` are given.
        """
        with self.state.bell.lock:
            room = self.state.world.room(chat)
            if room.members[self.state.world.me.id] == "left" and chat.kind == "private":
                room.members[self.state.world.me.id] = "member"
            body = _words(text, entities, {} if attached is None else attachment(self.state.files, attached))
            body |= topic_of(room, thread)
            if reply_to is not None:
                body |= answers(room, reply_to, quote)
            if forwarded is not None:
                body["forward_origin"] = origin(forwarded)
            if album is not None:
                body["media_group_id"] = album
            if as_chat is not None:
                person, body["sender_chat"] = ANONYMOUS if as_chat == chat else CHANNEL, as_chat.wire()
            return self._tell(room, post(self.state, room, person, body, at), "message")

    def says_without(self, person: Person, chat: Chat, text: str, *missing: str) -> Said:
        """A message that lacks these fields: no proper update."""
        with self.state.bell.lock:
            room = self.state.world.room(chat)
            message = post(self.state, room, person, _words(text, None, {}))
            update = {"message": {name: value for name, value in message.items() if name not in missing}}
            return Said(chat=chat, message_id=number_in(message, "message_id"), update_id=self.raw(update))

    def edits(self, chat: Chat, message_id: int, text: str, *, entities: Sequence[Json] | None = None) -> Said:
        """The writer of a message changes its words."""
        with self.state.bell.lock:
            room = self.state.world.room(chat)
            message = room.messages[message_id]
            kept = {name: message[name] for name in _WITH_CAPTION if name in message}
            for name in ("text", "entities", "caption", "caption_entities"):
                message.pop(name, None)
            message |= {**_words(text, entities, kept), "edit_date": self.state.now()}
            kind = "edited_channel_post" if chat.kind == "channel" else "edited_message"
            return self._tell(room, message, kind)

    def channel_post(self, chat: Chat, text: str, *, signature: str | None = None) -> Said:
        """A channel speaks: nobody is its sender."""
        with self.state.bell.lock:
            room = self.state.world.room(chat)
            signed: Json = {} if signature is None else {"author_signature": signature}
            message = post(self.state, room, None, _words(text, None, {}) | signed)
            return self._tell(room, message, "channel_post")

    def raw(self, update: Mapping[str, JsonValue]) -> int:
        """Any update at all, as it is; returns its id."""
        with self.state.bell.lock:
            number = self.state.queue.put_raw(update)
        self.state.bell.ring()
        return number

    def unknown(self) -> int:
        """An update of a kind that nobody knows yet."""
        return self.raw({"thought_read": {"id": "1", "mood": "curious"}})

    def repeat(self, *update_ids: int) -> None:
        """Let the bot have these updates once more, whatever it confirmed."""
        with self.state.bell.lock:
            self.state.queue.again += [self.state.queue.every[number] for number in update_ids]
        self.state.bell.ring()

    def _tell(self, room: Room, message: Json, kind: str) -> Said:
        """Queue the update, unless the bot is not there or privacy mode keeps it from the bot."""
        number = number_in(message, "message_id")
        told = dict(message) if _heard(self.state, room, message) else None
        update_id = None if told is None else self.state.queue.put(kind, told)
        self.state.bell.ring()
        return Said(chat=room.chat, message_id=number, update_id=update_id)


def _words(text: str, entities: Sequence[Json] | None, media: Json) -> Json:
    caption = bool(_WITH_CAPTION & set(media))
    marks = noticed(text) if entities is None else list(entities)
    words: Json = {}
    if text or not media:
        words["caption" if caption else "text"] = text
    if marks:
        words["caption_entities" if caption else "entities"] = marks
    return words | media


def _heard(state: State, room: Room, message: Json) -> bool:
    if room.members.get(state.world.me.id) in {"left", "kicked", None}:
        return False
    if not state.privacy or room.chat.kind in {"private", "channel"} or state.world.is_admin(room):
        return True
    words = str(message.get("text", message.get("caption", "")))
    to_me = thing_in(thing_in(message, "reply_to_message"), "from").get("id") == state.world.me.id
    name = re.escape(str(state.world.me.username))
    return to_me or bool(re.search(rf"(?<!\S)/\w+(@{name}|(?![\w@]))|@{name}\b", words))
