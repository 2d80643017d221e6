"""The methods that put a new message of the bot's into a chat."""

from __future__ import annotations

from pathlib import PurePath

from tests.peers.telegram.messages import asked_markup, asked_reply, asked_thread, post
from tests.peers.telegram.record import Sent
from tests.peers.telegram.state import State
from tests.peers.telegram.texts import text_of
from tests.peers.telegram.wire import Call, Json, JsonValue, Upload, bad
from tests.peers.telegram.world import Room

_ENDINGS = {"photo": ".jpg", "voice": ".oga", "document": ""}


def send_message(state: State, call: Call) -> JsonValue:
    room = state.world.find(call.text("chat_id"))
    text, entities = text_of(call)
    body: Json = {"text": text}
    if entities:
        body["entities"] = entities
    if preview := call.thing("link_preview_options"):
        body["link_preview_options"] = preview
    return _deliver(state, call, room, body)


def send_photo(state: State, call: Call) -> JsonValue:
    return _send_file(state, call, "photo")


def send_document(state: State, call: Call) -> JsonValue:
    return _send_file(state, call, "document")


def send_voice(state: State, call: Call) -> JsonValue:
    return _send_file(state, call, "voice")


def _send_file(state: State, call: Call, kind: str) -> JsonValue:
    room = state.world.find(call.text("chat_id"))
    caption, entities = text_of(call, "caption")
    fields, upload = _file(state, call, kind)
    body: Json = {kind: [fields] if kind == "photo" else fields}
    if caption:
        body["caption"] = caption
    if entities:
        body["caption_entities"] = entities
    return _deliver(state, call, room, body, upload)


def _looks(call: Call, kind: str) -> Json:
    match kind:
        case "photo":
            return {"width": 90, "height": 90}
        case "voice":
            return {"duration": call.number("duration")}
    return {}


def _file(state: State, call: Call, kind: str) -> tuple[Json, Upload | None]:
    """The file that came along, or the known one that its id names."""
    named = call.text(kind)
    upload = call.uploads.get(named.removeprefix("attach://") or kind)
    more = _looks(call, kind)
    if upload is not None:
        if not upload.data:
            raise bad("file must be non-empty")
        ending = PurePath(upload.name).suffix or _ENDINGS[kind]
        kept = state.files.keep(f"{kind}s", ending, upload.data)
        if kind != "photo":
            more |= {"mime_type": upload.media_type}
        return kept | more | ({"file_name": upload.name} if kind == "document" else {}), upload
    if not named:
        raise bad(f"there is no {kind} in the request")
    if named.startswith(("http://", "https://")):
        raise bad("failed to get HTTP URL content")
    if named not in state.files.by_id:
        raise bad("wrong remote file identifier specified: Wrong character in the string")
    known = {name: value for name, value in state.files.look_up(named).items() if name != "file_path"}
    return known | more, None


def _may_write(state: State, room: Room) -> None:
    state.world.admit(room)
    if room.chat.kind == "channel" and not state.world.is_admin(room):
        raise bad("need administrator rights in the channel chat")
    if room.members[state.world.me.id] == "restricted":
        raise bad("not enough rights to send text messages to the chat")


def _deliver(state: State, call: Call, room: Room, body: Json, upload: Upload | None = None) -> Json:
    _may_write(state, room)
    body |= asked_thread(call, room) | asked_reply(state, call, room) | asked_markup(call)
    sender = None if room.chat.kind == "channel" else state.world.me
    message = post(state, room, sender, body)
    number = message["message_id"]
    assert isinstance(number, int)
    sent = Sent(
        order=state.did.next(),
        at=state.clock(),
        method=call.method,
        chat_id=room.chat.id,
        message_id=number,
        first=str(body.get("text", body.get("caption", ""))),
        message=message,
        file=upload,
    )
    state.did.add(sent)
    return dict(message)
