"""Slack's events as ours. Pure: an event, who we are and what is known go in, events come out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from adapters.slack.addresses import Myself, conversation, home
from adapters.slack.fields import Raw, inner, moment, text, ts_of
from adapters.slack.reading import Names
from adapters.slack.said import audience, changed, received, sender, taken_back
from bot.events import Event, HomeOpened, MembersChanged, ReactionChanged, Unreadable
from bot.ids import MessageId, UserId

PEOPLE_SAY = frozenset({"", "file_share", "thread_broadcast", "me_message"})
"""The kinds of message that a person writes."""

SLACK_SAYS = ("channel_", "group_", "bot_", "pinned_", "unpinned_", "reminder_", "huddle_", "sh_room_", "ekm_", "file_")
"""How the kinds of message begin that Slack or a program writes."""

_OTHERS = frozenset({"message_replied", "tombstone", "reply_broadcast", "assistant_app_thread", "document_mention"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What was looked up: names, and the threads that are with us, each a chat and the `ts` of its head."""

    names: Names = field(default_factory=Names)
    ours: frozenset[tuple[str, str]] = frozenset()


def events_of(body: Raw, me: Myself, known: Known, now: datetime) -> tuple[Event, ...]:
    """What one delivery tells."""
    event = inner(body, "event")
    match text(event, "type"):
        case "message":
            return tuple(_message(event, me, known, now))
        case "app_mention":
            return received(event, me, known.names, known.ours)
        case "reaction_added" | "reaction_removed":
            return tuple(_reacted(event, me, known))
        case "member_joined_channel" | "member_left_channel" | "channel_left" | "group_left":
            return tuple(_member(body, event, me, now))
        case "app_home_opened":
            return tuple(_home(body, event, me, known, now))
        case _:
            return ()


def _message(event: Raw, me: Myself, known: Known, now: datetime) -> Iterator[Event]:
    subtype = text(event, "subtype")
    if subtype in PEOPLE_SAY:
        yield from received(event, me, known.names, known.ours)
    elif subtype == "message_changed":
        yield from changed(event, me, known.names, known.ours)
    elif subtype == "message_deleted":
        yield from taken_back(event, text(event, "deleted_ts"), me, known.names, known.ours)
    elif not subtype.startswith(SLACK_SAYS) and subtype not in _OTHERS:
        yield from _unreadable(event, me, known, now)


def _unreadable(event: Raw, me: Myself, known: Known, now: datetime) -> Iterator[Event]:
    """A kind of message that nobody here knows, but with somebody's words in it."""
    chat, ts = text(event, "channel"), text(event, "ts")
    if chat and ts and text(event, "user") not in ("", me.user) and text(event, "text") and not event.get("bot_id"):
        yield Unreadable(
            where=conversation(me, chat, ts, text(event, "thread_ts")),
            message=MessageId(ts),
            at=moment(ts) or now,
            # The head of its thread is somebody else's.
            raw=json.dumps({name: value for name, value in event.items() if name != "root"}, ensure_ascii=False),
            sender=sender(text(event, "user"), known.names),
            audience=audience(event, chat, me, known.ours),
        )


def _reacted(event: Raw, me: Myself, known: Known) -> Iterator[Event]:
    """Slack tells what changed, not what there is now."""
    item, user, at = inner(event, "item"), text(event, "user"), moment(text(event, "event_ts"))
    chat, ts = text(item, "channel"), text(item, "ts")
    if at is None or not (user and chat and ts) or user == me.user:
        return
    came = text(event, "type") == "reaction_added"
    yield ReactionChanged(
        where=conversation(me, chat, ts, ""),
        message=MessageId(ts),
        change=text(event, "event_ts"),
        sender=sender(user, known.names),
        at=at,
        reactions=(text(event, "reaction"),) if came else (),
    )


def _member(body: Raw, event: Raw, me: Myself, now: datetime) -> Iterator[Event]:
    chat, kind, change = text(event, "channel"), text(event, "type"), _change(body, event)
    user = me.user if kind in ("channel_left", "group_left") else text(event, "user")
    if not (chat and user and change):
        return
    came = kind == "member_joined_channel"
    by = text(event, "inviter") or text(event, "actor_id")
    yield MembersChanged(
        where=conversation(me, chat, "", ""),
        change=change,
        at=moment(change) or now,
        joined=(UserId(user),) if came else (),
        left=() if came else (UserId(user),),
        by=UserId(by) if by else None,
        welcome=came and user == me.user,
    )


def _home(body: Raw, event: Raw, me: Myself, known: Known, now: datetime) -> Iterator[Event]:
    user, opening = text(event, "user"), _change(body, event)
    if user and opening and text(event, "tab") == "home":
        who = sender(user, known.names)
        at = moment(opening) or now
        yield HomeOpened(where=home(me, user), opening=opening, sender=who, at=at)


def home_again(me: Myself, user: str, names: Names, at: datetime) -> HomeOpened:
    """Somebody's home tab, to be drawn anew though Slack tells of no opening."""
    return HomeOpened(where=home(me, user), opening=f"again {ts_of(at)}", sender=sender(user, names), at=at)


def _change(body: Raw, event: Raw) -> str:
    """What tells one event from the next, the same each time that it is delivered."""
    return text(event, "event_ts") or text(body, "event_id")


def place_of(body: Raw) -> tuple[str, str]:
    """The chat that an event is of, and when it happened; empty where it is of none."""
    event = inner(body, "event")
    chat = text(event, "channel") or text(event, "item", "channel")
    return chat, text(event, "event_ts") or text(event, "ts")


def speaker(body: Raw) -> str:
    """Whose doing it is, where that is told."""
    event = inner(body, "event")
    return text(inner(event, "message") or inner(event, "previous_message") or event, "user")


def opens_home(body: Raw) -> bool:
    """Whether somebody looks at their home tab."""
    event = inner(body, "event")
    return text(event, "type") == "app_home_opened" and text(event, "tab") == "home"
