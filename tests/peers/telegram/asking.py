"""The methods that change nothing in a chat: who am I, who is there, files, commands, the webhook."""

from __future__ import annotations

import re

from tests.peers.telegram.state import State
from tests.peers.telegram.wire import Call, Json, JsonValue, bad, text_in
from tests.peers.telegram.world import PRESENT, Room, Status

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_RIGHTS = (
    "can_be_edited can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members "
    "can_promote_members can_change_info can_invite_users can_post_stories can_edit_stories can_delete_stories"
).split()
_MAY = (
    "is_member can_change_info can_invite_users can_pin_messages can_send_messages can_send_polls "
    "can_send_other_messages can_add_web_page_previews can_manage_topics can_send_audios can_send_documents "
    "can_send_photos can_send_videos can_send_video_notes can_send_voice_notes can_edit_tag can_react_to_messages"
).split()


def get_me(state: State, _: Call) -> JsonValue:
    powers: Json = {
        "can_join_groups": True,
        "can_read_all_group_messages": not state.privacy,
        "supports_inline_queries": False,
    }
    return state.world.me.wire() | powers


def member(state: State, room: Room, user_id: int) -> Json:
    """Somebody's place in a chat, with all that the Bot API tells of it."""
    status: Status = room.members.get(user_id, "left")
    told: Json = {"status": status, "user": state.world.people[user_id].wire()}
    match status:
        case "creator":
            return {**told, "is_anonymous": False}
        case "administrator":
            return {**told, "is_anonymous": False, **dict.fromkeys(_RIGHTS, True)}
        case "restricted":
            return {**told, "until_date": 0, **dict.fromkeys(_MAY, False), "is_member": True}
        case "kicked":
            return {**told, "until_date": 0}
    return told


def get_chat(state: State, call: Call) -> JsonValue:
    room = state.world.find(call.text("chat_id"))
    _be_there(state, room)
    gifts = "unlimited_gifts limited_gifts unique_gifts premium_subscription gifts_from_channels".split()
    return room.chat.wire() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, True),
    }


def get_chat_member(state: State, call: Call) -> JsonValue:
    room = state.world.find(call.text("chat_id"))
    _be_there(state, room)
    user = call.number("user_id")
    if user not in state.world.people:
        raise bad("invalid user_id specified" if user <= 0 else "PARTICIPANT_ID_INVALID")
    if user != state.world.me.id and _hidden(room) and not state.world.is_admin(room):
        raise bad("CHAT_ADMIN_REQUIRED")
    return member(state, room, user)


def get_chat_member_count(state: State, call: Call) -> JsonValue:
    room = state.world.find(call.text("chat_id"))
    _be_there(state, room)
    return sum(status in PRESENT for status in room.members.values())


def get_chat_administrators(state: State, call: Call) -> JsonValue:
    room = state.world.find(call.text("chat_id"))
    _be_there(state, room)
    if room.chat.kind == "private":
        raise bad("there are no administrators in the private chat")
    rulers = [user for user, status in room.members.items() if status in {"creator", "administrator"}]
    return [member(state, room, user) for user in rulers]


def _hidden(room: Room) -> bool:
    return room.hides_members or room.chat.kind == "channel"


def _be_there(state: State, room: Room) -> None:
    """A group may be asked about only from inside; a private chat always."""
    if room.chat.kind != "private":
        state.world.admit(room)


def get_file(state: State, call: Call) -> JsonValue:
    return state.files.look_up(call.text("file_id"))


def _commands_for(call: Call) -> tuple[str, str]:
    scope = call.thing("scope") or {"type": "default"}
    return ":".join(str(scope[name]) for name in ("type", "chat_id", "user_id") if name in scope), call.text(
        "language_code"
    )


def get_my_commands(state: State, call: Call) -> JsonValue:
    return state.commands.get(_commands_for(call), [])


def set_my_commands(state: State, call: Call) -> JsonValue:
    commands = call.things("commands")
    for command in commands:
        if not _COMMAND.fullmatch(text_in(command, "command").removeprefix("/")):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(text_in(command, "description")) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    if len(commands) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    state.commands[_commands_for(call)] = commands
    return True


def delete_my_commands(state: State, call: Call) -> JsonValue:
    state.commands.pop(_commands_for(call), None)
    return True


def set_webhook(state: State, call: Call) -> JsonValue:
    if not call.text("url"):
        return delete_webhook(state, call)
    state.webhook.set(call.text("url"), call.text("secret_token"), call.number("max_connections", 40))
    state.queue.ask_for(call.words("allowed_updates"))
    _drop_if_asked(state, call)
    return True


def delete_webhook(state: State, call: Call) -> JsonValue:
    state.webhook.url = ""
    _drop_if_asked(state, call)
    return True


def _drop_if_asked(state: State, call: Call) -> None:
    if call.flag("drop_pending_updates"):
        state.queue.waiting.clear()


def get_webhook_info(state: State, _: Call) -> JsonValue:
    return state.webhook.info(len(state.queue.waiting), state.queue.allowed)
