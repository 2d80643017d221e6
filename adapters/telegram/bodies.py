"""What a part's body holds: one message as Telegram is sent it. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

REPEAT = "(You may have this already.) "


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


def repeated(body: Outgoing) -> Outgoing:
    """The same, marked as a possible repeat."""
    moved = tuple(replace(entity, offset=entity.offset + len(REPEAT)) for entity in body.entities)
    return replace(body, text=REPEAT + body.text, entities=moved)


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
