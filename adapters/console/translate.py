"""What the terminal says and shows, as values. Pure."""

from __future__ import annotations

from datetime import datetime

from bot.content import Sender
from bot.events import MessageReceived
from bot.ids import AccountId, ChatId, Conversation, MessageId, Platform, UserId
from bot.replies import Part, PartKind, Reply, Source

CONSOLE = Platform("console")
ACCOUNT = AccountId("local")
OWNER_ID = UserId("owner")
QUOTED = 300


def console_conversation() -> Conversation:
    """The one conversation that a terminal has."""
    return Conversation(platform=CONSOLE, account=ACCOUNT, chat=ChatId("terminal"))


def heard(line: str, message: str, at: datetime, name: str) -> MessageReceived:
    """A typed line as an event."""
    sender = Sender(id=OWNER_ID, name=name)
    return MessageReceived(where=console_conversation(), message=MessageId(message), sender=sender, at=at, text=line)


def rendered(reply: Reply) -> tuple[Part, ...]:
    """A reply as one piece of text: a terminal has no longest message."""
    lines = [reply.text, *(_source(source) for source in reply.sources)]
    return (Part(kind=PartKind.TEXT, body="\n".join(line for line in lines if line)),)


def printable(text: str) -> str:
    """Text that cannot steer a terminal: control and direction-changing characters are shown as a mark."""
    return "".join("�" if _steers(character) else character for character in text)


def _steers(character: str) -> bool:
    code = ord(character)
    return (
        (code < 32 and character not in "\n\t") or 127 <= code < 160 or 0xD800 <= code < 0xE000 or code in _DIRECTIONS
    )


_DIRECTIONS = frozenset((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C))


def _source(source: Source) -> str:
    return (
        f"  [{source.number}] {source.said_by}, {source.said_at:%a} {source.said_at.day} {source.said_at:%b %Y, %H:%M}"
    )
