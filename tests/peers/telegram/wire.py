"""What goes over the wire: JSON values, a call with its parameters, and a refusal."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from aiohttp import BodyPartReader, hdrs, web

JsonValue: TypeAlias = "bool | int | float | str | Sequence[JsonValue] | Mapping[str, JsonValue] | None"
Json: TypeAlias = dict[str, JsonValue]


class Refusal(Exception):
    """The Bot API's answer to what it will not do; `parameters` as in ResponseParameters."""

    def __init__(self, status: int, description: str, **parameters: float) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters

    def body(self) -> Json:
        told: Json = {"ok": False, "error_code": self.status, "description": self.description}
        return {**told, "parameters": self.parameters} if self.parameters else told


def bad(description: str) -> Refusal:
    return Refusal(400, f"Bad Request: {description}")


def forbidden(description: str) -> Refusal:
    return Refusal(403, f"Forbidden: {description}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that came along with a call."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call as it came: forms carry everything as text, JSON bodies carry values."""

    method: str
    values: Mapping[str, JsonValue] = field(default_factory=dict)
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        value = self.values.get(name)
        if value is None:
            return default
        if not isinstance(value, str):
            return json.dumps(value)
        try:
            value.encode()
        except UnicodeEncodeError as broken:
            raise bad("strings must be encoded in UTF-8") from broken
        return value

    def number(self, name: str, default: int = 0) -> int:
        value = self.values.get(name)
        if value is None or value == "":
            return default
        if isinstance(value, bool) or not isinstance(value, int | str):
            raise bad(f'Field "{name}" must be a valid Number')
        try:
            return int(value)
        except ValueError as wrong:
            raise bad(f'invalid "{name}" specified') from wrong

    def flag(self, name: str) -> bool:
        return str(self.values.get(name, "")).lower() in {"true", "yes", "1"}

    def structure(self, name: str) -> JsonValue:
        """An object or a list, parsed where it came as text; None where it did not come."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return as_value(json.loads(value))
        except ValueError as broken:
            raise bad(f"can't parse {name.replace('_', ' ')} JSON object") from broken

    def thing(self, name: str) -> Json:
        """An object; empty where it did not come."""
        value = self.structure(name)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise bad(f"object expected as {name.replace('_', ' ')}")
        return value

    def things(self, name: str) -> list[Json]:
        """A list of objects; empty where it did not come."""
        value = self.structure(name)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise bad(f"array of objects expected as {name.replace('_', ' ')}")
        return [each for each in value if isinstance(each, dict)]

    def words(self, name: str) -> list[str] | None:
        """A list of strings; None where it did not come."""
        value = self.structure(name)
        if value is None:
            return None
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise bad(f"array of strings expected as {name.replace('_', ' ')}")
        return [str(each) for each in value]


def as_value(parsed: object) -> JsonValue:
    """What `json.loads` gave, with a type."""
    match parsed:
        case dict():
            return {str(name): as_value(value) for name, value in parsed.items()}
        case list():
            return [as_value(value) for value in parsed]
        case None | bool() | int() | float() | str():
            return parsed
    raise ValueError(f"no JSON: {parsed!r}")


def number_in(thing: Mapping[str, JsonValue], name: str, default: int = 0) -> int:
    value = thing.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int):
        raise bad(f'Field "{name}" must be of type Number')
    return value


def text_in(thing: Mapping[str, JsonValue], name: str, default: str = "") -> str:
    value = thing.get(name, default)
    if not isinstance(value, str):
        raise bad(f'Field "{name}" must be of type String')
    return value


def thing_in(thing: Mapping[str, JsonValue], name: str) -> Json:
    value = thing.get(name)
    return value if isinstance(value, dict) else {}


async def read_call(request: web.Request) -> Call:
    """Parameters come in the address, as a form, as JSON or as multipart."""
    method = request.match_info["method"]
    values: Json = dict(request.query)
    if request.content_type == "application/json":
        return Call(method=method, values={**values, **await _read_json(request)})
    if request.content_type.startswith("multipart/"):
        return await _read_multipart(request, method, values)
    return Call(method=method, values={**values, **_plain(await request.post())})


def _plain(form: Mapping[str, object]) -> Json:
    return {name: value for name, value in form.items() if isinstance(value, str)}


async def _read_json(request: web.Request) -> Json:
    try:
        body = as_value(json.loads(await request.text() or "{}"))
    except ValueError as broken:
        raise bad("can't parse JSON") from broken
    if not isinstance(body, dict):
        raise bad("object expected")
    return body


async def _read_multipart(request: web.Request, method: str, values: Json) -> Call:
    uploads: dict[str, Upload] = {}
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader)
        data = bytes(await part.read(decode=True))
        if part.filename is None:
            values[part.name or ""] = data.decode(errors="surrogateescape")
        else:
            kind = part.headers.get(hdrs.CONTENT_TYPE, "application/octet-stream")
            uploads[part.name or ""] = Upload(name=part.filename, media_type=kind, data=data)
    return Call(method=method, values=values, uploads=uploads)
