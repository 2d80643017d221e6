"""Small builders: events and notes with everything filled in that a test does not care about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count

from bot.content import Attachment, AttachmentKind, Forwarded, Sender
from bot.events import CommandInvoked, MessageDeleted, MessageEdited, MessageReceived, ReactionChanged
from bot.ids import (
    AccountId,
    ChatId,
    Conversation,
    EventKey,
    MessageId,
    PersonId,
    Platform,
    SpaceId,
    ThreadId,
    UserId,
    episode_id,
    private_space,
)
from bot.ports import Outcome
from bot.records import Note, Origin, Scope, Trust
from bot.replies import Part, PartKind

MORNING = datetime(2025, 3, 1, 9, 0, tzinfo=UTC)
ADA = PersonId("ada")
HOME = private_space(ADA)
CLUB = SpaceId("group:club")

_numbers = count(1)


def later(minutes: float = 0, *, days: float = 0) -> datetime:
    """A moment after MORNING."""
    return MORNING + timedelta(minutes=minutes, days=days)


def chat(name: str = "home", *, thread: str | None = None, platform: str = "console") -> Conversation:
    return Conversation(
        platform=Platform(platform),
        account=AccountId("me"),
        chat=ChatId(name),
        thread=None if thread is None else ThreadId(thread),
    )


def sender(name: str = "Ada") -> Sender:
    return Sender(id=UserId(f"id-of-{name}"), name=name)


def image(caption: str) -> Attachment:
    return Attachment(kind=AttachmentKind.IMAGE, caption=caption)


def message(
    text: str = "hello",
    *,
    by: str = "Ada",
    at: datetime = MORNING,
    where: Conversation | None = None,
    id: str | None = None,  # noqa: A002 -- the word that everybody uses for it
    attachments: tuple[Attachment, ...] = (),
    forwarded: Forwarded | None = None,
) -> MessageReceived:
    """A message; each has an id of its own unless one is given."""
    return MessageReceived(
        where=where or chat(),
        message=MessageId(id or f"m{next(_numbers)}"),
        sender=sender(by),
        at=at,
        text=text,
        attachments=attachments,
        forwarded=forwarded,
    )


def edited(original: MessageReceived, text: str, *, edit: str = "1") -> MessageEdited:
    return MessageEdited(
        where=original.where, message=original.message, sender=original.sender, at=original.at, edit=edit, text=text
    )


def deleted(original: MessageReceived) -> MessageDeleted:
    return MessageDeleted(where=original.where, message=original.message, at=original.at)


def reacted(original: MessageReceived, *reactions: str) -> ReactionChanged:
    return ReactionChanged(
        where=original.where,
        message=original.message,
        change="1",
        sender=original.sender,
        at=original.at,
        reactions=reactions,
    )


def command(name: str, argument: str = "", *, where: Conversation | None = None) -> CommandInvoked:
    return CommandInvoked(
        where=where or chat(),
        message=MessageId(f"m{next(_numbers)}"),
        sender=sender(),
        at=MORNING,
        name=name,
        argument=argument,
    )


def part(body: str = "a reply") -> Part:
    return Part(kind=PartKind.TEXT, body=body)


def kept(space: SpaceId = HOME) -> Outcome:
    """The message is a note, and nothing is said."""
    return Outcome(space=space, keep=True)


def replied(*bodies: str, rests_on: frozenset[EventKey] = frozenset(), space: SpaceId = HOME) -> Outcome:
    """A reply of one part a body; the message itself is no note."""
    return Outcome(space=space, parts=tuple(map(part, bodies)), text="\n".join(bodies), rests_on=rests_on)


def note(
    text: str = "hello",
    *,
    by: str = "Ada",
    at: datetime = MORNING,
    where: Conversation | None = None,
    space: SpaceId = HOME,
    place: int = 0,
    trust: Trust = Trust.OWN,
) -> Note:
    """A note of a message of its own, in an episode of its own."""
    said = message(text, by=by, at=at, where=where)
    return Note(
        origin=Origin(key=said.key, where=said.where, message=said.message),
        space=space,
        text=text,
        said_by=by,
        said_at=at,
        place=place,
        episode=episode_id(said.key),
        trust=trust,
    )


def scope(*spaces: SpaceId) -> Scope:
    """These spaces, or HOME."""
    return Scope.of(*(spaces or (HOME,)))
