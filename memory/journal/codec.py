"""Events, parts and texts as the bytes that the journal keeps."""

from __future__ import annotations

import json
from typing import Any, get_args, get_type_hints

from bot.errors import StoreDamaged
from bot.events import Event
from bot.replies import Part
from memory.journal.shapes import Shape, shape_of

_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
_EVENTS: dict[str, Shape] = {get_args(get_type_hints(event)["kind"])[0]: shape_of(event) for event in get_args(Event)}
_PART = shape_of(Part)


def text_to_bytes(text: str) -> bytes:
    """UTF-8; a lone surrogate passes, since people's platforms do send them."""
    return text.encode("utf-8", "surrogatepass")


def bytes_to_text(body: bytes) -> str:
    return body.decode("utf-8", "surrogatepass")


def event_to_bytes(event: Event) -> bytes:
    return _pack(_EVENTS[event.kind], event)


def bytes_to_event(body: bytes) -> Event:
    """Raises StoreDamaged for bytes that are no event."""
    event: Event = _unpack(None, body)
    return event


def part_to_bytes(part: Part) -> bytes:
    return _pack(_PART, part)


def bytes_to_part(body: bytes) -> Part:
    """Raises StoreDamaged for bytes that are no part."""
    part: Part = _unpack(_PART, body)
    return part


def _pack(shape: Shape, value: Any) -> bytes:
    assert shape.pack is not None
    return text_to_bytes(_write(shape.pack(value)))


def _unpack(shape: Shape | None, body: bytes) -> Any:
    try:
        packed = json.loads(bytes_to_text(body))
        # Older Satchels kept what a reply quotes.
        packed.pop("quoted", None)
        unpack = (shape or _EVENTS[packed["kind"]]).unpack
        assert unpack is not None
        return unpack(packed)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreDamaged(
            "an entry of the journal cannot be read; restore a backup into an empty folder with `satchel restore`"
        ) from error
