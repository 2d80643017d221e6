"""A reply as Telegram's messages: plain text with entities, never markup that could be refused. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass

from bot.ids import Conversation, MessageId
from bot.markup.cut import pieces, utf16_length
from bot.markup.parse import marked, plain
from bot.markup.spans import Marked, Span, Style
from bot.replies import Button, Part, PartKind, Reply, Source

MOST_ENTITIES = 100
LONGEST_VALUE = 64
"""Bytes of what comes back with a tap."""

NOTED = "✍"
REPEAT = "(You may have this already.) "
LONGEST = 4096 - len(REPEAT)
"""UTF-16 units."""


_TYPES = {
    Style.BOLD: "bold",
    Style.ITALIC: "italic",
    Style.STRIKE: "strikethrough",
    Style.CODE: "code",
    Style.PRE: "pre",
    Style.QUOTE: "blockquote",
    Style.LINK: "text_link",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A stretch of a text in UTF-16 units; `argument` is an address or a language."""

    type: str
    offset: int
    length: int
    argument: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A part's body: what one call to Telegram needs. `answers` is the message that it replies to."""

    text: str
    entities: tuple[Entity, ...] = ()
    buttons: tuple[tuple[str, str], ...] = ()
    answers: str | None = None
    silent: bool = False


def rendered(to: Conversation, reply: Reply) -> tuple[Part, ...]:
    """A reply cut into messages; a mere acknowledgement is a reaction."""
    if reply.acknowledges and reply.in_reply_to:
        body = Outgoing(text=reply.text, answers=reply.in_reply_to)
        return (Part(kind=PartKind.REACTION, body=written(body), target=reply.in_reply_to),)
    cut = pieces(_whole(reply), LONGEST, utf16_length)
    answers = _answered(to, reply)
    return tuple(
        Part(
            kind=PartKind.TEXT,
            body=written(
                Outgoing(
                    text=piece.text,
                    entities=entities(piece),
                    buttons=_buttons(reply.buttons) if number == len(cut) else (),
                    answers=answers if number == 1 else None,
                    silent=reply.silent,
                )
            ),
        )
        for number, piece in enumerate(cut, start=1)
    )


def _whole(reply: Reply) -> Marked:
    said = marked(reply.text) if reply.formatted else plain(reply.text)
    for source in reply.sources:
        said = _followed(said, source)
    return said


def _followed(said: Marked, source: Source) -> Marked:
    number = f"[{source.number}]"
    start = len(said.text) + 1 if said.text else 0
    text = f"{said.text}\n{number} {source.label}" if said.text else f"{number} {source.label}"
    link = (Span(start=start, end=start + len(number), style=Style.LINK, argument=source.link),) if source.link else ()
    return Marked(text=text, spans=(*said.spans, *link))


def _answered(to: Conversation, reply: Reply) -> MessageId | None:
    """The message to reply to: where the chat has no addresses, the first one that the answer rests on."""
    if to.thread is None and not to.chat.startswith("-"):
        here = (source.origin for source in reply.sources if source.origin.where == to)
        return next((origin.message for origin in here), None)
    return reply.in_reply_to


def _buttons(buttons: tuple[Button, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((button.label, button.value) for button in buttons if len(button.value.encode()) <= LONGEST_VALUE)


def entities(piece: Marked) -> tuple[Entity, ...]:
    """A piece's spans as Telegram counts them; what is more than it takes is left unmarked."""
    return tuple(
        Entity(
            type=_TYPES[span.style],
            offset=utf16_length(piece.text[: span.start]),
            length=utf16_length(piece.text[span.start : span.end]),
            argument=span.argument,
        )
        for span in piece.spans[:MOST_ENTITIES]
    )


def repeated(body: Outgoing) -> Outgoing:
    """The same, marked as a possible repeat."""
    return Outgoing(
        text=REPEAT + body.text,
        entities=tuple(
            Entity(
                type=entity.type,
                offset=entity.offset + len(REPEAT),
                length=entity.length,
                argument=entity.argument,
            )
            for entity in body.entities
        ),
        buttons=body.buttons,
        answers=body.answers,
        silent=body.silent,
    )


def written(body: Outgoing) -> str:
    """A body as a part holds it."""
    fields = {
        "text": body.text,
        "entities": [[each.type, each.offset, each.length, each.argument] for each in body.entities],
        "buttons": body.buttons,
        "answers": body.answers,
        "silent": body.silent,
    }
    return json.dumps({name: value for name, value in fields.items() if value}, ensure_ascii=False)


def read(body: str) -> Outgoing:
    """What `written` wrote."""
    fields = json.loads(body)
    return Outgoing(
        text=fields.get("text", ""),
        entities=tuple(
            Entity(type=kind, offset=offset, length=length, argument=argument)
            for kind, offset, length, argument in fields.get("entities", ())
        ),
        buttons=tuple((label, value) for label, value in fields.get("buttons", ())),
        answers=fields.get("answers"),
        silent=fields.get("silent", False),
    )
