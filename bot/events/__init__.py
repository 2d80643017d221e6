"""What crosses the seam between a platform and the core: frozen values, valid from birth."""

from __future__ import annotations

from bot.events.changed import ConversationMoved, MembersChanged, Undecryptable, Unreadable
from bot.events.done import ButtonPressed, HomeOpened, LetIn, ReactionChanged
from bot.events.said import CommandInvoked, MessageDeleted, MessageEdited, MessageReceived

Event = (
    MessageReceived
    | MessageEdited
    | MessageDeleted
    | CommandInvoked
    | ButtonPressed
    | ReactionChanged
    | HomeOpened
    | LetIn
    | MembersChanged
    | ConversationMoved
    | Undecryptable
    | Unreadable
)

Directed = MessageReceived | CommandInvoked | ButtonPressed
"""What somebody wants of us: it has a sender and an audience, and gets an answer."""

Unclear = Undecryptable | Unreadable
"""What somebody said that nobody here can read: it has a sender and an audience where those can be told."""

__all__ = [
    "ButtonPressed",
    "CommandInvoked",
    "ConversationMoved",
    "Directed",
    "Event",
    "HomeOpened",
    "LetIn",
    "MembersChanged",
    "MessageDeleted",
    "MessageEdited",
    "MessageReceived",
    "ReactionChanged",
    "Unclear",
    "Undecryptable",
    "Unreadable",
]
