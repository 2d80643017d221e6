"""A reply as Matrix's messages. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from adapters.matrix.fields import text
from adapters.matrix.html import html, written
from bot.ids import Conversation, MessageId
from bot.markup.cut import pieces
from bot.markup.parse import plain
from bot.markup.spans import Marked, Span, Style
from bot.markup.whole import whole
from bot.naming import TYPED
from bot.replies import Button, Part, PartKind, Reply

LONGEST = 16_000
"""Bytes of a message as HTML in JSON. An edit of one holds it twice and grows by a third where it is encrypted: an
event may have 65,536."""

COMMAND = "!satchel "
"""What stands before a command's name: Element takes what begins with a stroke for a command of its own."""

LONGEST_MARKED = 20_000
FALLBACK = 1_000
"""Characters of an edit that programs show which know no edits."""

NOTED = "✅"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A part's body. `answers` is the message that it replies to; `private`: it is for one person's eyes."""

    text: str
    html: str = ""
    answers: str = ""
    silent: bool = False
    private: bool = False


def rendered(to: Conversation, reply: Reply) -> tuple[Part, ...]:
    """A reply cut into messages; a mere acknowledgement is a reaction."""
    del to
    answers = reply.in_reply_to or ""
    if reply.acknowledges and reply.in_reply_to:
        body = Outgoing(text=whole(reply, COMMAND).text, answers=answers, private=reply.private)
        return (Part(kind=PartKind.REACTION, body=packed(body), target=reply.in_reply_to),)
    return tuple(
        Part(kind=PartKind.TEXT, body=packed(_outgoing(piece, "" if number else answers, reply)))
        for number, piece in enumerate(pieces(_whole(reply), LONGEST, weight))
    )


def weight(said: str) -> int:
    """How many bytes a text takes in an event."""
    return len(json.dumps(written(said), ensure_ascii=False).encode()) - 2


def _outgoing(piece: Marked, answers: str, of: Reply) -> Outgoing:
    shown = html(piece)
    fits = len(json.dumps(shown, ensure_ascii=False).encode()) <= LONGEST_MARKED
    return Outgoing(text=piece.text, html=shown if fits else "", answers=answers, silent=of.silent, private=of.private)


def _whole(reply: Reply) -> Marked:
    """Nothing can be tapped there: what a tap would say can be typed.

    A text that says so of one button has shown how it is done with the others.
    """
    said = whole(reply, COMMAND)
    if any(_says(code, _typed(button)) for code in _codes(said) for button in reply.buttons):
        return said
    for button in reply.buttons:
        said = _with_button(said, button)
    return said


def _typed(button: Button) -> str:
    typed = plain(button.value).text
    return COMMAND + typed.removeprefix(TYPED) if typed.startswith(TYPED) else typed


def _with_button(said: Marked, button: Button) -> Marked:
    typed = _typed(button)
    before = f"{said.text}\n" if said.text else ""
    before += f"{plain(button.label).text}: "
    code = Span(start=len(before), end=len(before) + len(typed), style=Style.CODE)
    return Marked(text=before + typed, spans=(*said.spans, code))


def _says(code: str, typed: str) -> bool:
    """Whether a command says what a tap would; a tap's own mark behind it needs nobody to type it."""
    return typed == code or (" " in code.removeprefix(COMMAND) and typed.startswith(f"{code} #"))


def _codes(said: Marked) -> Iterator[str]:
    return (said.text[span.start : span.end] for span in said.spans if span.style is Style.CODE)


def packed(body: Outgoing) -> str:
    """A body as a part holds it."""
    return json.dumps({name: value for name, value in asdict(body).items() if value}, ensure_ascii=False)


def unpacked(body: str) -> Outgoing:
    """What `packed` wrote."""
    fields = json.loads(body)
    return Outgoing(
        text=text(fields, "text"),
        html=text(fields, "html"),
        answers=text(fields, "answers"),
        silent=fields.get("silent") is True,
        private=fields.get("private") is True,
    )


def message(body: Outgoing, thread: str | None) -> dict[str, object]:
    """The content of a new message. Nobody is called by what it says."""
    relation = _relation(body.answers, thread)
    return {**_said(body), **({"m.relates_to": relation} if relation else {})}


def edit(body: Outgoing, of: MessageId) -> dict[str, object]:
    """The content that puts other words into a message's place."""
    return {
        "msgtype": "m.text",
        "body": f"* {body.text[:FALLBACK]}",
        "m.mentions": {},
        "m.new_content": _said(body),
        "m.relates_to": {"rel_type": "m.replace", "event_id": of},
    }


def reaction(to: MessageId) -> dict[str, object]:
    return {"m.relates_to": {"rel_type": "m.annotation", "event_id": to, "key": NOTED}}


def _said(body: Outgoing) -> dict[str, object]:
    shown = {"format": "org.matrix.custom.html", "formatted_body": body.html} if body.html else {}
    return {"msgtype": "m.notice" if body.silent else "m.text", "body": body.text, "m.mentions": {}, **shown}


def _relation(answers: str, thread: str | None) -> dict[str, object]:
    answered: dict[str, object] = {"m.in_reply_to": {"event_id": answers or thread}}
    if thread:
        return {"rel_type": "m.thread", "event_id": thread, "is_falling_back": True, **answered}
    return answered if answers else {}
