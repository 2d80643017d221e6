"""Slack's own markup as what people read. Pure.

Blocks are first written as the same markup that a message's text is in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from adapters.slack.addresses import Myself
from adapters.slack.fields import Raw, deep, rows, text

_TOKEN = re.compile(r"<([^<>\n]+)>")
_PERSON = re.compile(r"<@([A-Z0-9]+)(?:\|[^<>\n]*)?>")
_CHANNEL = re.compile(r"<#([A-Z0-9]+)\|?>")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_IN_LINE = frozenset({"rich_text_section", "rich_text_quote", "rich_text_preformatted"})


DEEPEST = 20
"""How many lists lie within each other that anybody reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What people and channels are called, by their ids."""

    people: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)


def source(message: Raw) -> str:
    """A message's words in Slack's markup: its text, else its blocks', else its attachments'."""
    said = text(message, "text")
    if said.strip():
        return said
    blocks = "\n".join(filter(None, map(_block, rows(message, "blocks"))))
    return blocks or "\n".join(filter(None, map(_fallback, rows(message, "attachments"))))


def readable(said: str, names: Names) -> str:
    """Markup as words."""
    parts = _TOKEN.split(said)
    return "".join(_token(part, names) if place % 2 else unescaped(part) for place, part in enumerate(parts))


def said_to_us(said: str, me: Myself) -> str:
    """Markup without our own mention before it."""
    return re.sub(rf"\A\s*(?:<@{re.escape(me.user)}(?:\|[^<>\n]*)?>[\s,:]*)+", "", said)


def people_in(said: str) -> set[str]:
    """The ids of those who are mentioned."""
    return set(_PERSON.findall(said))


def channels_in(said: str) -> set[str]:
    """The ids of the channels that are mentioned without their names."""
    return set(_CHANNEL.findall(said))


def unescaped(said: str) -> str:
    return said.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def escaped(said: str) -> str:
    """Words as markup in which nothing lives."""
    return said.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _token(token: str, names: Names) -> str:
    target, _, label = token.partition("|")
    label = unescaped(label)
    match target[:1]:
        case "@":
            return f"@{names.people.get(target[1:]) or label or target[1:]}"
        case "#":
            return f"#{label or names.channels.get(target[1:]) or target[1:]}"
        case "!":
            return label or f"@{target[1:].partition('^')[0]}"
    if not _ADDRESS.match(target):
        return f"<{unescaped(token)}>"
    address = unescaped(target).removeprefix("mailto:").removeprefix("tel:")
    return f"{label} ({address})" if label and label not in address else address


def _block(block: Raw) -> str:
    if text(block, "type") == "rich_text":
        return "\n".join(filter(None, map(_container, rows(block, "elements"))))
    if isinstance(block.get("text"), str):
        return text(block, "text")
    return "\n".join(filter(None, (_text_object(each) for each in deep(block))))


def _text_object(found: Raw) -> str:
    match found.get("type"):
        case "mrkdwn":
            return text(found, "text")
        case "plain_text":
            return escaped(text(found, "text"))
        case _:
            return ""


def _container(element: Raw, depth: int = 0) -> str:
    kind = text(element, "type")
    if kind == "rich_text_list" and depth < DEEPEST:
        return "\n".join(f"• {_container(each, depth + 1)}" for each in rows(element, "elements"))
    return "".join(_leaves(element)) if kind in _IN_LINE else ""


def _leaves(element: Raw) -> Iterator[str]:
    for leaf in rows(element, "elements"):
        match text(leaf, "type"):
            case "text":
                yield escaped(text(leaf, "text"))
            case "link":
                label = escaped(text(leaf, "text"))
                yield f"<{escaped(text(leaf, 'url'))}{'|' if label else ''}{label}>"
            case "user":
                yield f"<@{text(leaf, 'user_id')}>"
            case "channel":
                yield f"<#{text(leaf, 'channel_id')}>"
            case "broadcast":
                yield f"<!{text(leaf, 'range')}>"
            case "usergroup":
                yield f"<!subteam^{text(leaf, 'usergroup_id')}>"
            case "emoji":
                yield _emoji(leaf)
            case "date":
                yield escaped(text(leaf, "fallback"))


def _emoji(leaf: Raw) -> str:
    """Its characters where it has some, else its name."""
    codes = text(leaf, "unicode").split("-")
    try:
        return "".join(chr(int(code, 16)) for code in codes)
    except (ValueError, OverflowError):
        return f":{text(leaf, 'name')}:"


def _fallback(attachment: Raw) -> str:
    return text(attachment, "text") or text(attachment, "fallback")
