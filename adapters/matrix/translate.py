"""Matrix's events as ours. Pure: an event in the clear and what is known of its room go in, events come out."""

from __future__ import annotations

import json
from collections.abc import Iterator

from adapters.matrix.attached import POLL_EVENTS, STICKER, attachments, caption, is_file
from adapters.matrix.comings import comings
from adapters.matrix.doors import ADMISSION
from adapters.matrix.fields import Raw, moment, part, text
from adapters.matrix.past import Earlier, Reaction
from adapters.matrix.relations import About, about, unquoted
from adapters.matrix.scene import Scene, id_of, sender_of
from adapters.matrix.spoken_to import called_by, words
from bot.content import Audience, Sender
from bot.events import (
    Event,
    MessageDeleted,
    MessageEdited,
    MessageReceived,
    ReactionChanged,
    Undecryptable,
    Unreadable,
)
from bot.ids import MessageId, UserId

MESSAGE = "m.room.message"
REACTION = "m.reaction"
REDACTION = "m.room.redaction"
ENCRYPTED = "m.room.encrypted"
_SAID = frozenset({MESSAGE, STICKER, *POLL_EVENTS})


def events_of(raw: Raw, scene: Scene) -> tuple[Event, ...]:
    """What one event tells; our own tell nothing, nor does what nobody knows."""
    if not text(raw, "event_id") or not text(raw, "sender"):
        return ()
    if text(raw, "type") in ADMISSION and "state_key" in raw:
        return tuple(comings(raw, scene))
    if text(raw, "sender") == scene.me.user or "state_key" in raw:
        return ()
    return tuple(_happened(raw, scene))


def _happened(raw: Raw, scene: Scene) -> Iterator[Event]:
    kind = text(raw, "type")
    if kind == REDACTION:
        yield from _taken_back(raw, scene)
    elif "redacted_because" in part(raw, "unsigned"):
        return
    elif kind == REACTION:
        yield from _reacted(raw, scene)
    elif kind in _SAID:
        yield from _said(raw, scene)
    elif kind == ENCRYPTED:
        yield from _closed(raw, scene)


def _said(raw: Raw, scene: Scene) -> Iterator[Event]:
    content, relation = part(raw, "content"), about(raw)
    if text(content, "msgtype") == "m.notice":
        return
    if raw.get("type") == MESSAGE and not isinstance(content.get("body"), str):
        yield _unreadable(raw, id_of(raw), _audience(content, relation, scene), scene)
    elif relation.replaces:
        yield from _edited(raw, relation, scene)
    else:
        said, carried = _words(raw, content, relation, scene), attachments(str(raw.get("type")), content)
        if said or carried:
            yield MessageReceived(
                where=scene.where(relation.thread),
                message=id_of(raw),
                sender=sender_of(raw, scene),
                at=moment(raw, scene.now),
                text=said,
                attachments=carried,
                reply_to=MessageId(relation.reply_to) if relation.reply_to else None,
                audience=_audience(content, relation, scene),
            )


def _edited(raw: Raw, relation: About, scene: Scene) -> Iterator[Event]:
    """Only who said it may put it into other words."""
    before = scene.messages.get(relation.replaces, Earlier())
    # Where the homeserver does not tell who that was, the core may know.
    if before.sender not in ("", text(raw, "sender")):
        return
    content = part(raw, "content", "m.new_content")
    audience = _audience(content, relation, scene)
    if audience is Audience.OVERHEARD and before.calls_us:
        audience = Audience.ADDRESSED
    if not isinstance(content.get("body"), str):
        yield _unreadable(raw, MessageId(relation.replaces), audience, scene)
        return
    yield MessageEdited(
        where=scene.where(),
        message=MessageId(relation.replaces),
        sender=sender_of(raw, scene),
        at=moment(raw, scene.now),
        edit=id_of(raw),
        text=_words(raw, content, About(), scene),
        attachments=attachments(MESSAGE, content),
        audience=audience,
    )


def _words(raw: Raw, content: Raw, relation: About, scene: Scene) -> str:
    body = text(content, "body")
    if is_file(content):
        body = caption(content)
    elif raw.get("type") != MESSAGE or text(content, "msgtype") == "m.location":
        return ""
    said = words(content, unquoted(body) if relation.reply_to else body, scene.me)
    if text(content, "msgtype") == "m.emote":
        return f"{scene.room.name(text(raw, 'sender'))} {said}"
    return said


def _audience(content: Raw, relation: About, scene: Scene) -> Audience:
    if scene.is_private:
        return Audience.PRIVATE
    if scene.is_for_two:
        return Audience.ADDRESSED
    earlier = (scene.messages.get(each) for each in (relation.reply_to, relation.thread) if each)
    begun = scene.messages.get(relation.thread)
    ours = any(each is not None and each.sender == scene.me.user for each in earlier)
    to_us = ours or called_by(content, scene.me) or (begun is not None and begun.answered)
    return Audience.ADDRESSED if to_us else Audience.OVERHEARD


def _reacted(raw: Raw, scene: Scene) -> Iterator[Event]:
    relation = about(raw)
    if relation.reacts_to and relation.shown:
        reaction = Reaction(message=relation.reacts_to, sender=text(raw, "sender"), shown=relation.shown)
        yield _reactions(raw, reaction, scene.past.reacted(text(raw, "event_id"), reaction), scene)


def taken_back_by(raw: Raw) -> str:
    """The event that this one takes back; empty where it is of another kind."""
    return text(raw, "redacts") or text(part(raw, "content"), "redacts") if raw.get("type") == REDACTION else ""


def _taken_back(raw: Raw, scene: Scene) -> Iterator[Event]:
    gone = taken_back_by(raw)
    if not gone:
        return
    if reaction := scene.past.unreacted(gone):
        yield _reactions(raw, *reaction, scene)
    else:
        yield MessageDeleted(
            where=scene.where(),
            message=MessageId(gone),
            at=moment(raw, scene.now),
            sender=sender_of(raw, scene),
            audience=_heard_by(scene.messages.get(gone), scene),
        )


def _heard_by(before: Earlier | None, scene: Scene) -> Audience:
    if scene.is_private:
        return Audience.PRIVATE
    to_us = scene.is_for_two or (before is not None and before.calls_us)
    return Audience.ADDRESSED if to_us else Audience.OVERHEARD


def _reactions(raw: Raw, reaction: Reaction, shown: tuple[str, ...], scene: Scene) -> ReactionChanged:
    return ReactionChanged(
        where=scene.where(),
        message=MessageId(reaction.message),
        change=text(raw, "event_id"),
        sender=Sender(id=UserId(reaction.sender), name=scene.room.name(reaction.sender)),
        at=moment(raw, scene.now),
        reactions=shown,
    )


def _closed(raw: Raw, scene: Scene) -> Iterator[Undecryptable]:
    """What it is about stands in the clear; in a group nobody can tell more of whether it is for us."""
    relation = about(raw)
    audience = _audience({}, relation, scene)
    if audience is not Audience.OVERHEARD:
        yield Undecryptable(
            where=scene.where(relation.thread),
            message=id_of(raw),
            at=scene.now,
            sender=sender_of(raw, scene),
            audience=audience,
        )


def _unreadable(raw: Raw, message: MessageId, audience: Audience, scene: Scene) -> Unreadable:
    # What the homeserver adds holds other people's answers.
    kept = {name: value for name, value in raw.items() if name != "unsigned"}
    return Unreadable(
        where=scene.where(about(raw).thread),
        message=message,
        delivery=text(raw, "event_id"),
        at=moment(raw, scene.now),
        raw=json.dumps(kept, ensure_ascii=False),
        sender=sender_of(raw, scene),
        audience=audience,
    )
