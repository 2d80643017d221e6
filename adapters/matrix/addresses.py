"""How Matrix's ids are ours, and where a message can be opened. Pure."""

from __future__ import annotations

import re
from urllib.parse import quote

from bot.ids import AccountId, ChatId, Conversation, MessageId, Platform, ThreadId

MATRIX = Platform("matrix")

_USER = re.compile(r"@[^\s:]+:\S+")


def is_user_id(text: str) -> bool:
    """Whether it reads @name:server."""
    return _USER.fullmatch(text) is not None


def server_of(user: str) -> str:
    """The server that a user is at. A room's id need not name one."""
    return user.partition(":")[2]


def conversation(account: AccountId, room: str, thread: str = "") -> Conversation:
    """A room, or the thread in it that begins with an event."""
    return Conversation(
        platform=MATRIX, account=account, chat=ChatId(room), thread=ThreadId(thread) if thread else None
    )


def link(where: Conversation, message: MessageId) -> str:
    """Where members open a message; the room is found through our own server."""
    room, event, server = (quote(each, safe="") for each in (where.chat, message, server_of(where.account)))
    return f"https://matrix.to/#/{room}/{event}?via={server}"
