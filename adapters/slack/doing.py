"""What people do on Slack beside talking: commands, buttons, forms, shortcuts. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from adapters.slack.addresses import Myself, conversation, is_direct
from adapters.slack.attached import whose
from adapters.slack.fields import Raw, inner, rows, text
from adapters.slack.forms import EMPTY, FIELD, FORGET, FORMS, Form, filled_in, going_on, notes_of
from adapters.slack.reading import Names, readable, source
from adapters.slack.said import head_of, is_a_persons, sender
from bot.content import Audience
from bot.events import ButtonPressed, CommandInvoked, Event, MessageReceived
from bot.ids import Conversation, MessageId

IN_PRIVATE = "I answer in our direct chat."
KEPT_IN_PRIVATE = (
    "I take that as said in our direct chat: what I keep of it is yours alone, and I answer there. "
    "What is for this channel's notes, tell me here with a mention."
)
FAILED = "Slack did not let me do that just now; please try again."
KEEP = "keep"
"""The shortcut on a message that keeps it."""


MAY_BE_KEPT = frozenset({"note", ""})

_NAME = re.compile(r"[a-z][a-z0-9_]{0,31}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What it comes to: an event, a form to open, an answer to show at once; or none of them.

    `above` stands in the form above its field; `window` is what the window shows from now on in which it was done.
    """

    event: Event | None = None
    form: Form | None = None
    above: tuple[Raw, ...] = ()
    answer: Raw | None = None
    window: Raw | None = None


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


def knock(body: Raw, direct: Conversation, doing: Doing) -> Event | None:
    """What a stranger does: whatever they type, they only ask to be told how they are let in."""
    if not (text(body, "command") and text(body, "trigger_id")):
        return None
    names = Names(people={who(body): text(body, "user_name")})
    return _invoked(body, names, direct, doing, "help", "")


def _command(body: Raw, names: Names, direct: Conversation, doing: Doing) -> Deed:
    name, argument = _named(readable(text(body, "text"), names).strip(), doing.commands)
    if name == "note" and not argument:
        return Deed(form=FORMS["note"])
    event = _invoked(body, names, direct, doing, name, argument)
    elsewhere = text(body, "channel_id") != direct.chat
    told = ephemeral(KEPT_IN_PRIVATE if name in MAY_BE_KEPT else IN_PRIVATE)
    return Deed(event=event, answer=told if elsewhere else None)


def _named(words: str, commands: Collection[str]) -> tuple[str, str]:
    """The command and what is behind it; without a name where the words are no command but what is to be said.

    A lonely word is rather a command that there is not: whoever typed it is told so.
    """
    first, *behind = words.split(maxsplit=1) or ["help"]
    name = first.lower().removeprefix("/")
    meant = not behind or first.startswith("/")
    if name in commands or (meant and _NAME.fullmatch(name)):
        return name, "".join(behind)
    return "", words


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
    if at_home and (form := FORMS.get(value.removeprefix("/"))):
        return Deed(form=form, above=notes_of(inner(body, "view")) if form is FORGET else ())
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
    return Deed(event=pressed, window=going_on(body) if text(body, "view", "type") == "modal" else None)


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
    event = _invoked(sent, names, direct, doing, name, words)
    # A note shows itself on the page behind; what is to be forgotten may raise a question.
    still = {"response_action": "update", "view": going_on(body)} if name == FORGET.command else None
    return Deed(event=event, answer=still)


def _kept(body: Raw, me: Myself, names: Names, direct: Conversation, doing: Doing) -> Event | None:
    """Somebody keeps a message, as the words of whoever wrote it, then and there."""
    message, chat = inner(body, "message"), text(body, "channel", "id")
    words = readable(source(message), names).strip()
    if not words:
        return None
    note = _invoked(body, names, direct, doing, "note", words)
    author = text(message, "user")
    name = sender(author, names).name if is_a_persons(message, me) else text(message, "username") or "a program"
    said = whose(name, author, chat, message, me)
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
