"""Slack's own text: `& < >` escaped, `<…>` for what is more than letters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tests.peers.slack.values import JsonObject, JsonValue, objects, string

TOKEN = re.compile(r"<(?:[@#!][^<>\n]+|(?:https?|mailto|tel):[^<>\n]+)>")
ADDRESS = re.compile(r"https?://\S+?(?=&[lg]t;|\s|$)")
PING = re.compile(r"<(?:!(?:channel|here|everyone|subteam\^\w+)|@[UW]\w+)(?:\|[^<>]*)?>")
STRAY = re.compile(r"&(?!(?:amp|lt|gt);)")


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def typed(text: str) -> str:
    """What Slack makes of what somebody typed: tokens stay, addresses become some, the rest is escaped."""
    return _outside_tokens(text, _with_addresses)


def normalised(text: str) -> str:
    """What Slack makes of a text that an app posted: entities and tokens stay, a stray `& < >` is escaped."""
    return _outside_tokens(text, _strays_escaped)


def pings(text: str, blocks: JsonValue = None) -> tuple[str, ...]:
    """Every token in a text or its blocks that rings somebody's phone."""
    found = [match.group() for match in PING.finditer(text)]
    for inner in objects(blocks):
        if inner.get("type") in ("mrkdwn", "markdown"):
            found += [match.group() for match in PING.finditer(string(inner.get("text")))]
        elif inner.get("type") == "broadcast":
            found.append(f"<!{string(inner.get('range'))}>")
        elif inner.get("type") == "user":
            found.append(f"<@{string(inner.get('user_id'))}>")
    return tuple(found)


def rich_text(text: str) -> list[JsonObject]:
    """The blocks that a message from Slack's own composer carries beside its text."""
    section: JsonObject = {"type": "rich_text_section", "elements": list(_elements(text))}
    return [{"type": "rich_text", "block_id": "b1", "elements": [section]}]


def _elements(text: str) -> Iterator[JsonObject]:
    start = 0
    for match in TOKEN.finditer(text):
        if match.start() > start:
            yield {"type": "text", "text": unescaped(text[start : match.start()])}
        yield _element(match.group()[1:-1])
        start = match.end()
    if start < len(text):
        yield {"type": "text", "text": unescaped(text[start:])}


def _element(token: str) -> JsonObject:
    target, _, label = token.partition("|")
    match target[0]:
        case "@":
            return {"type": "user", "user_id": target[1:]}
        case "#":
            return {"type": "channel", "channel_id": target[1:]}
        case "!":
            return {"type": "broadcast", "range": target[1:]}
    link: JsonObject = {"type": "link", "url": unescaped(target)}
    return {**link, "text": unescaped(label)} if label else link


def _outside_tokens(text: str, treat: Callable[[str], str]) -> str:
    parts, start = [], 0
    for match in TOKEN.finditer(text):
        parts += [treat(text[start : match.start()]), match.group()]
        start = match.end()
    return "".join([*parts, treat(text[start:])])


def _with_addresses(text: str) -> str:
    return ADDRESS.sub(lambda match: f"<{match.group()}>", escaped(text))


def _strays_escaped(text: str) -> str:
    return STRAY.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")
