"""Turns frozen values into what JSON can hold and back, by the types of their fields.

Nothing is lost: not a lone surrogate, and not the seconds in the UTC offset of an old date.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import datetime, timedelta
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

_PLAIN = (str, int, float, bool)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Both directions of one type; None where a value is its own JSON."""

    pack: Callable[[Any], Any] | None = None
    unpack: Callable[[Any], Any] | None = None


def shape_of(hint: Any) -> Shape:
    """The shape of a type. Raises TypeError for one that the journal cannot hold."""
    hint = getattr(hint, "__supertype__", hint)
    if hint in _PLAIN or get_origin(hint) is Literal:
        return Shape()
    if get_origin(hint) is tuple:
        return _of_tuple(get_args(hint))
    if get_origin(hint) in (Union, UnionType):
        return _of_optional(get_args(hint))
    if is_dataclass(hint):
        return _of_record(hint)
    return _of_scalar(hint)


def _of_scalar(hint: Any) -> Shape:
    if hint is datetime:
        return Shape(pack=datetime.isoformat, unpack=datetime.fromisoformat)
    if hint is timedelta:
        return Shape(pack=lambda span: span // _MICROSECOND, unpack=lambda count: count * _MICROSECOND)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return Shape(pack=lambda member: member.value, unpack=hint)
    raise TypeError(f"the journal has no form for {hint}")


def _of_optional(options: tuple[Any, ...]) -> Shape:
    (hint,) = (option for option in options if option is not NoneType)
    inner = shape_of(hint)
    pack, unpack = inner.pack, inner.unpack
    return Shape(
        pack=pack and (lambda value: None if value is None else pack(value)),
        unpack=unpack and (lambda value: None if value is None else unpack(value)),
    )


def _of_tuple(items: tuple[Any, ...]) -> Shape:
    if items[-1] is Ellipsis:
        inner = shape_of(items[0])
        pack, unpack = inner.pack, inner.unpack
        return Shape(
            pack=(lambda values: [pack(value) for value in values]) if pack else list,
            unpack=(lambda values: tuple(unpack(value) for value in values)) if unpack else tuple,
        )
    if any(shape_of(item) != Shape() for item in items):
        raise TypeError(f"the journal has no form for a tuple of {items}")
    return Shape(pack=list, unpack=tuple)


def _of_record(kind: Any) -> Shape:
    hints = get_type_hints(kind)
    shapes = {field.name: shape_of(hints[field.name]) for field in fields(kind)}
    packers = tuple((field.name, _omitted(field), shapes[field.name].pack) for field in fields(kind))
    unpackers = {name: shape.unpack for name, shape in shapes.items()}

    def pack(value: Any) -> dict[str, Any]:
        packed = {}
        for name, omitted, step in packers:
            inner = getattr(value, name)
            if inner != omitted:
                packed[name] = step(inner) if step else inner
        return packed

    def unpack(packed: dict[str, Any]) -> Any:
        values = {}
        for name, inner in packed.items():
            step = unpackers[name]
            values[name] = step(inner) if step else inner
        return kind(**values)

    return Shape(pack=pack, unpack=unpack)


def _omitted(field: Field[Any]) -> Any:
    """The value that is left out: an empty default. Any other default may change one day."""
    empty = field.default is None or field.default in ("", ())
    return field.default if empty else MISSING
