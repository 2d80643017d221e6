"""What the terminal says and shows, as values. Pure."""

from __future__ import annotations

from datetime import datetime

from bot.content import Sender
from bot.events import MessageReceived
from bot.ids import CONSOLE, AccountId, ChatId, Conversation, MessageId, UserId
from bot.replies import Part, PartKind, Reply

ACCOUNT = AccountId("local")
OWNER_ID = UserId("owner")


def console_conversation() -> Conversation:
    """The one conversation that a terminal has."""
    return Conversation(platform=CONSOLE, account=ACCOUNT, chat=ChatId("terminal"))


def heard(line: str, message: str, at: datetime, name: str) -> MessageReceived:
    """A typed line as an event."""
    sender = Sender(id=OWNER_ID, name=name)
    return MessageReceived(where=console_conversation(), message=MessageId(message), sender=sender, at=at, text=line)


def rendered(reply: Reply) -> tuple[Part, ...]:
    """A reply as one piece of text: a terminal has no longest message."""
    lines = [reply.words, *(f"  [{source.number}] {source.label}" for source in reply.sources)]
    return (Part(kind=PartKind.TEXT, body="\n".join(line for line in lines if line)),)
