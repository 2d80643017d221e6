"""The methods by name. What is not here is unknown to this peer, and 404 to the bot."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.peers.telegram import asking, changing, sending
from tests.peers.telegram.state import State
from tests.peers.telegram.wire import Call, JsonValue

Method = Callable[[State, Call], JsonValue]

METHODS: Mapping[str, Method] = {
    "getMe": asking.get_me,
    "getChat": asking.get_chat,
    "getChatMember": asking.get_chat_member,
    "getChatMemberCount": asking.get_chat_member_count,
    "getChatAdministrators": asking.get_chat_administrators,
    "getFile": asking.get_file,
    "getMyCommands": asking.get_my_commands,
    "setMyCommands": asking.set_my_commands,
    "deleteMyCommands": asking.delete_my_commands,
    "getWebhookInfo": asking.get_webhook_info,
    "setWebhook": asking.set_webhook,
    "deleteWebhook": asking.delete_webhook,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "sendVoice": sending.send_voice,
    "editMessageText": changing.edit_message_text,
    "editMessageReplyMarkup": changing.edit_message_reply_markup,
    "deleteMessage": changing.delete_message,
    "setMessageReaction": changing.set_message_reaction,
    "answerCallbackQuery": changing.answer_callback_query,
    "sendChatAction": changing.send_chat_action,
    "leaveChat": changing.leave_chat,
}

WRITING = frozenset("sendMessage sendPhoto sendDocument sendVoice editMessageText editMessageReplyMarkup".split())
_BY_LOWER = {name.lower(): name for name in (*METHODS, "getUpdates")}


def proper(name: str) -> str | None:
    """A method's name as it is written here: the Bot API takes any case."""
    return _BY_LOWER.get(name.lower())
