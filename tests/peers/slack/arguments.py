"""The arguments of a Web API call, whichever way they came: query, form, multipart or JSON."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web

from tests.peers.slack.values import JsonObject, JsonValue, loaded, mapping, string


class Refused(Exception):
    """Slack answers `ok: false` with this error, and what else it says."""

    def __init__(self, error: str, **more: JsonValue) -> None:
        super().__init__(error)
        self.error = error
        self.more: JsonObject = dict(more)


@dataclass(frozen=True, slots=True)
class Args:
    """Typed reading: a form's values are texts, a JSON body's have types."""

    values: Mapping[str, JsonValue]

    def text(self, name: str) -> str:
        """A text, or an empty one; numbers are written out."""
        value = self.values.get(name)
        return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else string(value)

    def needed(self, name: str) -> str:
        text = self.text(name)
        if not text:
            raise Refused(
                "invalid_arguments", response_metadata={"messages": [f"[ERROR] missing required field: {name}"]}
            )
        return text

    def flag(self, name: str) -> bool:
        value = self.values.get(name)
        return value if isinstance(value, bool) else self.text(name).lower() in ("1", "true")

    def number(self, name: str, default: int) -> int:
        text = self.text(name)
        if text and not text.isdigit():
            raise Refused("invalid_arguments", response_metadata={"messages": [f"[ERROR] must be a number: {name}"]})
        return int(text) if text else default

    def structure(self, name: str, error: str) -> JsonValue:
        """A list or an object, which a form carries as JSON in a text."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return loaded(value) if value else None
        except ValueError:
            raise Refused(error) from None


async def read(request: web.Request) -> tuple[Args, str]:
    """The arguments and the token of a request; Refused for a body that is not what it says."""
    values: JsonObject = dict(request.query)
    if request.content_type == "application/json":
        values |= _json(await request.text())
    elif request.method == "POST":
        for name, value in (await request.post()).items():
            values[name] = value if isinstance(value, str) else value.file.read().decode("latin-1")  # type: ignore[union-attr]  # a file or a text, as aiohttp reads it
    bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return Args(values), bearer or string(values.pop("token", ""))


def _json(text: str) -> Mapping[str, JsonValue]:
    with contextlib.suppress(json.JSONDecodeError):
        value = loaded(text or "{}")
        if isinstance(value, Mapping):
            return mapping(value)
        raise Refused("json_not_object")
    raise Refused("invalid_json")
