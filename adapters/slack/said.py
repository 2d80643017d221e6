"""What people say on Slack, change and take back, as events. Pure."""

from __future__ import annotations

from collections.abc import Collection

from adapters.slack.addresses import Myself, conversation, is_direct
from adapters.slack.attached import attachments, forwarded, shared, words_of
from adapters.slack.fields import Raw, inner, moment, rows, text
from adapters.slack.reading import Names, people_in, readable, said_to_us, source
from bot.content import Audience, Sender
from bot.events import Event, MessageDeleted, MessageEdited, MessageReceived
from bot.ids import MessageId, UserId

Threads = Collection[tuple[str, str]]

_SLACKBOT = "USLACKBOT"


def received(event: Raw, me: Myself, names: Names, ours: Threads) -> tuple[Event, ...]:
    """A new message; nothing where no person said it."""
    chat, ts = text(event, "channel"), text(event, "ts")
    at = moment(ts)
    if at is None or not chat or not is_a_persons(event, me):
        return ()
    share, under = shared(event), text(event, "thread_ts")
    own = readable(said_to_us(text(event, "text") if share else source(event), me), names)
    passed_on = words_of(share, names) if share else ""
    return (
        MessageReceived(
            where=conversation(me, chat, ts, under),
            message=MessageId(ts),
            sender=sender(text(event, "user"), names),
            at=at,
            text=own if own.strip() else passed_on,
            attachments=attachments(event),
            reply_to=MessageId(under) if under and under != ts else None,
            forwarded=forwarded(share, me) if share and not own.strip() else None,
            audience=audience(event, chat, me, ours),
        ),
    )


def changed(event: Raw, me: Myself, names: Names, ours: Threads) -> tuple[Event, ...]:
    """A message's new words; nothing where only Slack changed it, as by the preview of a link."""
    message, before, chat = inner(event, "message"), inner(event, "previous_message"), text(event, "channel")
    ts, edit = text(message, "ts"), text(message, "edited", "ts") or text(event, "event_ts")
    if text(message, "subtype") == "tombstone":
        return taken_back(event, ts, me, names, ours)
    at = moment(edit) or moment(ts)
    if at is None or not (chat and ts and edit) or not is_a_persons(message, me) or _is_same(message, before):
        return ()
    return (
        MessageEdited(
            where=conversation(me, chat, ts, text(message, "thread_ts")),
            message=MessageId(ts),
            sender=sender(text(message, "user"), names),
            at=at,
            edit=edit,
            text=readable(said_to_us(source(message), me), names),
            attachments=attachments(message),
            audience=audience(message, chat, me, ours),
        ),
    )


def taken_back(event: Raw, ts: str, me: Myself, names: Names, ours: Threads) -> tuple[Event, ...]:
    """A message is gone, or only its place in a thread is left of it."""
    before, chat = inner(event, "previous_message"), text(event, "channel")
    at = moment(text(event, "event_ts")) or moment(ts)
    if at is None or not (chat and ts) or (before and not is_a_persons(before, me)):
        return ()
    where = conversation(me, chat, ts, text(before, "thread_ts"))
    who = sender(text(before, "user"), names) if before else None
    heard_by = audience(before, chat, me, ours)
    return (MessageDeleted(where=where, message=MessageId(ts), at=at, sender=who, audience=heard_by),)


def is_a_persons(message: Raw, me: Myself) -> bool:
    """Whether a person wrote it: not we, not another program, not Slack itself."""
    return text(message, "user") not in ("", me.user, _SLACKBOT) and not message.get("bot_id")


def audience(message: Raw, chat: str, me: Myself, ours: Threads) -> Audience:
    """Who hears it, and whether it is meant for us."""
    if is_direct(chat):
        return Audience.PRIVATE
    to_us = text(message, "type") == "app_mention" or mentions_us(message, me)
    return Audience.ADDRESSED if to_us or (chat, head_of(message)) in ours else Audience.OVERHEARD


def mentions_us(message: Raw, me: Myself) -> bool:
    return me.user in people_in(source(message))


def head_of(message: Raw) -> str:
    """The `ts` of the thread that it stands in, or may begin."""
    return text(message, "thread_ts") or text(message, "ts")


def _is_same(message: Raw, before: Raw) -> bool:
    files = [text(file, "id") for file in rows(message, "files")]
    return (
        bool(before) and source(message) == source(before) and files == [text(f, "id") for f in rows(before, "files")]
    )


def sender(user: str, names: Names) -> Sender:
    """A person by their id; the name is only shown."""
    return Sender(id=UserId(user), name=names.people.get(user) or user)
