"""What crosses the seam between a platform and the core: frozen values, valid from birth."""

from __future__ import annotations

from bot.events.changed import ConversationMoved, MembersChanged, Undecryptable, Unreadable
from bot.events.done import ButtonPressed, FormSubmitted, HomeOpened, ReactionChanged
from bot.events.said import CommandInvoked, MessageDeleted, MessageEdited, MessageReceived

Event = (
    MessageReceived
    | MessageEdited
    | MessageDeleted
    | CommandInvoked
    | ButtonPressed
    | FormSubmitted
    | ReactionChanged
    | HomeOpened
    | MembersChanged
    | ConversationMoved
    | Undecryptable
    | Unreadable
)

Directed = MessageReceived | CommandInvoked | ButtonPressed
"""What somebody wants of us: it has a sender and an audience, and gets an answer."""

__all__ = [
    "ButtonPressed",
    "CommandInvoked",
    "ConversationMoved",
    "Directed",
    "Event",
    "FormSubmitted",
    "HomeOpened",
    "MembersChanged",
    "MessageDeleted",
    "MessageEdited",
    "MessageReceived",
    "ReactionChanged",
    "Undecryptable",
    "Unreadable",
]
