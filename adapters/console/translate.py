"""What the terminal says and shows, as values. Pure."""

from __future__ import annotations

import re
from datetime import datetime

from bot.content import Sender
from bot.events import MessageReceived
from bot.ids import AccountId, ChatId, Conversation, MessageId, Platform, UserId
from bot.replies import Part, PartKind, Reply

CONSOLE = Platform("console")
ACCOUNT = AccountId("local")
OWNER_ID = UserId("owner")
MARK = "\N{REPLACEMENT CHARACTER}"

_CONTROLS = (*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0))
_DIRECTIONS = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_MARKED = dict.fromkeys((*_CONTROLS, *_DIRECTIONS, *range(0xD800, 0xE000)), MARK)
_TOWER = re.compile(r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{5,}")


def console_conversation() -> Conversation:
    """The one conversation that a terminal has."""
    return Conversation(platform=CONSOLE, account=ACCOUNT, chat=ChatId("terminal"))


def heard(line: str, message: str, at: datetime, name: str) -> MessageReceived:
    """A typed line as an event."""
    sender = Sender(id=OWNER_ID, name=name)
    return MessageReceived(where=console_conversation(), message=MessageId(message), sender=sender, at=at, text=line)


def rendered(reply: Reply) -> tuple[Part, ...]:
    """A reply as one piece of text: a terminal has no longest message."""
    lines = [reply.text, *(f"  [{source.number}] {source.label}" for source in reply.sources)]
    return (Part(kind=PartKind.TEXT, body="\n".join(line for line in lines if line)),)


def printable(text: str) -> str:
    """Text that cannot steer a terminal: what would is shown as a mark, and so is a tower of accents."""
    return _TOWER.sub(MARK, text.translate(_MARKED))
