"""The methods that change what is there already: edits, deletions, reactions, taps, typing, leaving."""

from __future__ import annotations

from telegram.constants import ReactionEmoji

from tests.peers.telegram.messages import asked_markup
from tests.peers.telegram.record import Reacted
from tests.peers.telegram.state import State
from tests.peers.telegram.texts import text_of
from tests.peers.telegram.wire import Call, Json, JsonValue, bad, number_in, text_in, thing_in
from tests.peers.telegram.world import Room

EMOJI = frozenset(str(each) for each in ReactionEmoji)
ACTIONS = frozenset(
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker "
    "find_location record_video_note upload_video_note".split()
)
_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def edit_message_text(state: State, call: Call) -> JsonValue:
    room, message = _own(state, call)
    text, entities = text_of(call)
    if "text" not in message:
        raise bad("there is no text in the message to edit")
    fresh: Json = {"text": text}
    if entities:
        fresh["entities"] = entities
    if preview := call.thing("link_preview_options"):
        fresh["link_preview_options"] = preview
    _change(state, message, fresh | asked_markup(call), ("text", "entities", "reply_markup"))
    if (sent := state.did.places.get((room.chat.id, number_in(message, "message_id")))) is not None:
        sent.edits.append(text)
    return dict(message)


def edit_message_reply_markup(state: State, call: Call) -> JsonValue:
    _, message = _own(state, call)
    _change(state, message, asked_markup(call), ("reply_markup",))
    return dict(message)


def _own(state: State, call: Call) -> tuple[Room, Json]:
    """The bot's message that a call is to edit; refuses another's."""
    room = state.world.find(call.text("chat_id"))
    state.world.admit(room)
    message = room.messages.get(call.number("message_id"))
    if message is None:
        raise bad("message to edit not found")
    mine = room.chat.kind == "channel" or thing_in(message, "from").get("id") == state.world.me.id
    if not mine or "forward_origin" in message:
        raise bad("message can't be edited")
    return room, message


def _change(state: State, message: Json, fresh: Json, fields: tuple[str, ...]) -> None:
    """Put the new fields in the old ones' place: the record holds the same message."""
    if all(message.get(name) == fresh.get(name) for name in fields):
        raise bad(_SAME)
    for name in fields:
        message.pop(name, None)
    message |= {**fresh, "edit_date": state.now()}


def delete_message(state: State, call: Call) -> JsonValue:
    room = state.world.find(call.text("chat_id"))
    state.world.admit(room)
    number = call.number("message_id")
    message = room.messages.get(number)
    if message is None:
        raise bad("message to delete not found")
    mine = thing_in(message, "from").get("id") == state.world.me.id
    if not (mine or room.chat.kind == "private" or state.world.is_admin(room)):
        raise bad("message can't be deleted")
    del room.messages[number]
    state.did.deleted.append((room.chat.id, number))
    if (sent := state.did.places.get((room.chat.id, number))) is not None:
        sent.deleted = True
    return True


def set_message_reaction(state: State, call: Call) -> JsonValue:
    room = state.world.find(call.text("chat_id"))
    state.world.admit(room)
    number = call.number("message_id")
    if number not in room.messages:
        raise bad("message to react not found")
    emoji = [text_in(each, "emoji") for each in call.things("reaction")]
    if len(emoji) > 1:
        raise bad("REACTIONS_TOO_MANY")
    if not EMOJI.issuperset(emoji):
        raise bad("REACTION_INVALID")
    state.did.reactions.append(
        Reacted(order=state.did.next(), at=state.wall(), chat_id=room.chat.id, message_id=number, emoji=tuple(emoji))
    )
    return True


def answer_callback_query(state: State, call: Call) -> JsonValue:
    query = call.text("callback_query_id")
    if query not in state.queries or query in state.did.answered:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    if len(call.text("text")) > 200:
        raise bad("MESSAGE_TOO_LONG")
    state.did.answered[query] = call.text("text")
    return True


def send_chat_action(state: State, call: Call) -> JsonValue:
    room = state.world.find(call.text("chat_id"))
    state.world.admit(room)
    if call.text("action") not in ACTIONS:
        raise bad("wrong parameter action in request")
    state.did.typing.append((room.chat.id, call.text("action")))
    return True


def leave_chat(state: State, call: Call) -> JsonValue:
    room = state.world.find(call.text("chat_id"))
    state.world.admit(room)
    if room.chat.kind == "private":
        raise bad("chat member status can't be changed in private chats")
    room.members[state.world.me.id] = "left"
    return True
