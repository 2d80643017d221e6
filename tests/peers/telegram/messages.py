"""Messages as they are stored: their numbers, replies, threads and buttons."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tests.peers.telegram.state import State
from tests.peers.telegram.texts import LONGEST_QUOTE, tidy, units
from tests.peers.telegram.wire import Call, Json, bad, number_in, text_in, thing_in
from tests.peers.telegram.world import Person, Room

_SERVICE = ("reply_to_message", "external_reply", "quote")


def post(state: State, room: Room, sender: Person | None, body: Json, at: int | None = None) -> Json:
    """Give a message its number and its place; a channel's has no sender but the channel."""
    number = next(room.numbers)
    head: Json = {"message_id": number, "date": state.now() if at is None else at, "chat": room.chat.wire()}
    if sender is None:
        head["sender_chat"] = room.chat.wire()
    else:
        head["from"] = sender.wire()
    room.messages[number] = {**head, **body}
    return room.messages[number]


def quoted(message: Json) -> Json:
    """A message as it stands inside another: without what it replies to itself."""
    return {name: value for name, value in message.items() if name not in _SERVICE}


def answers(room: Room, number: int, quote: str | None = None) -> Json:
    """The fields of a message that replies to another of the same chat, with a part of it quoted."""
    replied = room.messages.get(number)
    if replied is None:
        raise bad("message to be replied not found")
    fields: Json = {"reply_to_message": quoted(replied)}
    if quote is None:
        return fields
    words = str(replied.get("text", replied.get("caption", "")))
    place = words.find(quote)
    if place < 0 or not quote or units(quote) > LONGEST_QUOTE:
        raise bad("QUOTE_TEXT_INVALID")
    return {**fields, "quote": {"text": quote, "position": units(words[:place]), "is_manual": True}}


def topic_of(room: Room, thread: int | None) -> Json:
    """The fields of a message in a thread. A forum's topic is also what its messages reply to."""
    if thread is None:
        return {}
    if thread not in room.topics:
        return {"message_thread_id": thread}
    opening = quoted(room.messages[thread])
    return {"message_thread_id": thread, "is_topic_message": True, "reply_to_message": opening}


def asked_thread(call: Call, room: Room) -> Json:
    """Where a call wants its message: refused unless it is a topic of this forum."""
    thread = call.number("message_thread_id")
    if not thread:
        return {}
    if thread not in room.topics:
        raise bad("message thread not found")
    return topic_of(room, thread)


def asked_reply(state: State, call: Call, room: Room) -> Json:
    """What a call wants to reply to; the fields of the message."""
    wanted = call.thing("reply_parameters")
    if number := call.number("reply_to_message_id"):
        wanted = {"message_id": number, "allow_sending_without_reply": call.flag("allow_sending_without_reply")}
    if not wanted:
        return {}
    number = number_in(wanted, "message_id")
    there = state.world.find(str(wanted["chat_id"])) if "chat_id" in wanted else room
    if number not in there.messages and wanted.get("allow_sending_without_reply"):
        return {}
    quote = _asked_quote(wanted)
    fields = answers(there, number, quote)
    return fields if there is room else _from_elsewhere(fields, there, number)


def _asked_quote(wanted: Mapping[str, object]) -> str | None:
    quote = wanted.get("quote")
    return tidy(quote, [])[0] if isinstance(quote, str) and quote else None


def _from_elsewhere(fields: Json, there: Room, number: int) -> Json:
    message = there.messages[number]
    origin: Json = {"type": "user", "date": message["date"], "sender_user": message.get("from")}
    if "from" not in message:
        origin = {"type": "channel", "date": message["date"], "chat": there.chat.wire(), "message_id": number}
    del fields["reply_to_message"]
    return {**fields, "external_reply": {"origin": origin, "chat": there.chat.wire(), "message_id": number}}


def asked_markup(call: Call) -> Json:
    """The keyboard of a call as the message shows it: inline ones alone are part of a message."""
    markup = call.thing("reply_markup")
    rows = markup.get("inline_keyboard")
    if rows is None:
        return {}
    if not isinstance(rows, list):
        raise bad('can\'t parse inline keyboard: Field "inline_keyboard" must be of type Array')
    kept = [[_button(button) for button in row] for row in rows if isinstance(row, list) and row]
    return {"reply_markup": {"inline_keyboard": kept}} if kept else {}


def _button(button: object) -> Json:
    if not isinstance(button, dict):
        raise bad("can't parse inline keyboard button: expected an Object")
    if not text_in(button, "text").strip():
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    does = {"callback_data", "url", "copy_text", "switch_inline_query", "login_url", "web_app"} & set(button)
    if not does:
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if "callback_data" in button and not 1 <= len(text_in(button, "callback_data").encode()) <= 64:
        raise bad("BUTTON_DATA_INVALID")
    if "url" in button and not re.match(r"(https?|tg)://\S+", text_in(button, "url")):
        raise bad(f"inline keyboard button URL '{text_in(button, 'url')}' is invalid: Wrong HTTP URL")
    if "copy_text" in button and not 1 <= units(text_in(thing_in(button, "copy_text"), "text")) <= 256:
        raise bad("BUTTON_COPY_TEXT_INVALID")
    return dict(button)
