"""JSON as it travels, with types."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

JsonValue = bool | int | float | str | Sequence["JsonValue"] | Mapping[str, "JsonValue"] | None
JsonObject = dict[str, JsonValue]


def loaded(text: str) -> JsonValue:
    """Parses JSON; ValueError where it is none."""
    value: JsonValue = json.loads(text)
    return value


def mapping(value: JsonValue) -> Mapping[str, JsonValue]:
    """The object that this is, or an empty one."""
    return value if isinstance(value, Mapping) else {}


def items(value: JsonValue) -> Sequence[JsonValue]:
    """The list that this is, or an empty one."""
    return value if isinstance(value, list | tuple) else ()


def string(value: JsonValue) -> str:
    """The text that this is, or an empty one."""
    return value if isinstance(value, str) else ""


def objects(value: JsonValue) -> Iterator[Mapping[str, JsonValue]]:
    """Every object inside, at any depth, outermost first."""
    if isinstance(value, Mapping):
        yield value
        for inner in value.values():
            yield from objects(inner)
    for inner in items(value):
        yield from objects(inner)


def without_nothing(value: Mapping[str, JsonValue]) -> JsonObject:
    """Leaves out what is None: Slack leaves absent fields out."""
    return {name: inner for name, inner in value.items() if inner is not None}
