"""What people do on Slack beside talking: commands, buttons, forms, shortcuts. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from adapters.slack.addresses import Myself, conversation, is_direct
from adapters.slack.fields import Raw, inner, rows, text
from adapters.slack.forms import EMPTY, FIELD, FORMS, Form, filled_in
from adapters.slack.reading import Names, readable, source
from adapters.slack.said import head_of, is_a_persons, sender
from bot.content import Audience, Forwarded
from bot.events import ButtonPressed, CommandInvoked, Event, MessageReceived
from bot.ids import Conversation, MessageId, UserId

IN_PRIVATE = "I answer in our direct chat."
FAILED = "Slack did not let me do that just now; please try again."
KEEP = "keep"
"""The shortcut on a message that keeps it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What it comes to: an event, a form to open, an answer to show at once; or none of them."""

    event: Event | None = None
    form: Form | None = None
    answer: Raw | None = None


def who(body: Raw) -> str:
    """The id of whoever did it."""
    return text(body, "user_id") or text(body, "user", "id")


def deed(body: Raw, me: Myself, names: Names, direct: Conversation, doing: Doing) -> Deed:
    """What one command, tap, form or shortcut comes to; `direct` is the conversation with whoever did it."""
    if not (who(body) and (text(body, "trigger_id") or text(body, "view", "id"))):
        return Deed()
    match text(body, "type"):
        case "" if text(body, "command"):
            return _command(body, names, direct, doing)
        case "block_actions":
            return _pressed(body, me, names, direct, doing)
        case "view_submission":
            return _submitted(body, names, direct, doing)
        case "message_action" if text(body, "callback_id") == KEEP:
            return Deed(event=_kept(body, me, names, direct, doing))
        case _:
            return Deed()


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """When it happens, and the names of the commands that there are."""

    at: datetime
    commands: Collection[str]


def _command(body: Raw, names: Names, direct: Conversation, doing: Doing) -> Deed:
    name, argument = _named(readable(text(body, "text"), names).strip(), doing.commands)
    if name == "note" and not argument:
        return Deed(form=FORMS["note"])
    event = _invoked(body, names, direct, doing, name, argument)
    elsewhere = text(body, "channel_id") != direct.chat
    return Deed(event=event, answer=ephemeral(IN_PRIVATE) if elsewhere else None)


def _named(words: str, commands: Collection[str]) -> tuple[str, str]:
    first, _, rest = words.partition(" ")
    name = first.lower().removeprefix("/")
    if not words:
        return "help", ""
    if name in commands:
        return name, rest.strip()
    return "ask" if words.endswith("?") else "note", words


def _invoked(body: Raw, names: Names, direct: Conversation, doing: Doing, name: str, argument: str) -> CommandInvoked:
    return CommandInvoked(
        where=direct,
        message=MessageId(text(body, "trigger_id") or text(body, "view", "id")),
        sender=sender(who(body), names),
        at=doing.at,
        name=name,
        argument=argument,
    )


def _pressed(body: Raw, me: Myself, names: Names, direct: Conversation, doing: Doing) -> Deed:
    """A tap on one of our buttons; one that stands for a command without its words opens the form for them."""
    action = next(iter(rows(body, "actions")), {})
    value, message, chat = text(action, "value"), inner(body, "message"), text(body, "channel", "id")
    press = text(body, "trigger_id") or text(action, "action_ts")
    on = text(message, "ts") or text(body, "view", "id")
    at_home = text(body, "view", "type") == "home"
    if not (value and press and on) or (not at_home and text(message, "user") not in ("", me.user)):
        return Deed()
    if at_home and value.removeprefix("/") in FORMS:
        return Deed(form=FORMS[value.removeprefix("/")])
    where = conversation(me, chat, head_of(message), text(message, "thread_ts")) if chat and not at_home else direct
    pressed = ButtonPressed(
        where=where,
        press=press,
        on=MessageId(on),
        sender=sender(who(body), names),
        at=doing.at,
        value=value,
        audience=Audience.PRIVATE if is_direct(where.chat) else Audience.ADDRESSED,
    )
    return Deed(event=pressed)


def _submitted(body: Raw, names: Names, direct: Conversation, doing: Doing) -> Deed:
    view = inner(body, "view")
    name, words = filled_in(view)
    if not name:
        return Deed()
    if not words:
        return Deed(answer=_refused(EMPTY))
    # A form that stayed open may be sent again, with other words.
    digest = sha256(words.encode(errors="replace")).hexdigest()[:16]
    sent = {**body, "trigger_id": f"{text(view, 'id')}:{digest}"}
    return Deed(event=_invoked(sent, names, direct, doing, name, words))


def _kept(body: Raw, me: Myself, names: Names, direct: Conversation, doing: Doing) -> Event | None:
    """Somebody keeps a message: their own words as a note, and other people's as what they are."""
    message = inner(body, "message")
    words = readable(source(message), names).strip()
    if not words:
        return None
    note = _invoked(body, names, direct, doing, "note", words)
    author = text(message, "user")
    if author == who(body):
        return note
    name = sender(author, names).name if is_a_persons(message, me) else text(message, "username") or "a program"
    said = Forwarded(from_name=name, from_id=UserId(author) if author else None)
    return MessageReceived(
        where=note.where, message=note.message, sender=note.sender, at=note.at, text=f"/note {words}", forwarded=said
    )


def ephemeral(words: str) -> Raw:
    """A text that only who asked sees."""
    return {"response_type": "ephemeral", "text": words}


def failed(body: Raw) -> Raw | None:
    """What to show where it could not be done; None where only Slack can show it. What was typed stays."""
    if text(body, "command"):
        return ephemeral(FAILED)
    return _refused(FAILED) if text(body, "type") == "view_submission" else None


def _refused(why: str) -> Raw:
    """A form stays open, and says this under its field."""
    return {"response_action": "errors", "errors": {FIELD: why}}
