"""How Slack's ids are ours: who is where. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from adapters.slack.fields import TS
from bot.ids import AccountId, ChatId, Conversation, MessageId, Platform, ThreadId

SLACK = Platform("slack")
HOME = "home:"
"""What the chat of somebody's home tab begins with; their id follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Myself:
    """Who the bot is in its workspace, whose address ends in a slash."""

    account: AccountId
    user: str
    name: str
    workspace: str


def is_direct(chat: str) -> bool:
    """Whether somebody and we are alone there."""
    return chat.startswith("D")


def conversation(me: Myself, chat: str, ts: str, thread: str) -> Conversation:
    """Where a message stands. What heads no thread yet heads one to be, but in a direct conversation."""
    under = (thread if thread != ts else "") if is_direct(chat) else thread or ts
    return Conversation(
        platform=SLACK, account=me.account, chat=ChatId(chat), thread=ThreadId(under) if under else None
    )


def home(me: Myself, user: str) -> Conversation:
    """Somebody's home tab."""
    return Conversation(platform=SLACK, account=me.account, chat=ChatId(f"{HOME}{user}"))


def link(workspace: str, where: Conversation, message: MessageId) -> str | None:
    """Where a message can be opened; None for what is no message in a channel."""
    if not workspace or where.chat.startswith(HOME) or not TS.fullmatch(message):
        return None
    address = f"{workspace}archives/{where.chat}/p{message.replace('.', '')}"
    in_thread = where.thread is not None and str(where.thread) != message
    return f"{address}?thread_ts={where.thread}&cid={where.chat}" if in_thread else address
