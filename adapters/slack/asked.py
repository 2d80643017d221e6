"""Whose names are needed to translate an event. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from adapters.slack.addresses import Myself
from adapters.slack.doing import who
from adapters.slack.fields import Raw, deep, inner, text
from adapters.slack.reading import channels_in, people_in
from adapters.slack.said import is_a_persons

_SAID = frozenset({"message", "app_mention"})

Ids = tuple[set[str], set[str]]
"""Of people, and of channels."""


def ids_in_events(events: Iterable[Raw], me: Myself) -> Ids:
    """Those who speak, and those who are spoken of; programs' words are not translated."""
    people: set[str] = set()
    channels: set[str] = set()
    for event in events:
        message = inner(event, "message") or event
        if text(event, "type") not in _SAID or is_a_persons(message, me):
            people |= _mentioned(message, channels) | {text(message, "user")}
    return people - {""}, channels - {""}


def senders_in_events(events: Iterable[Raw], me: Myself) -> set[str]:
    """Those who speak."""
    spoken = (inner(event, "message") or event for event in events)
    return {text(message, "user") for message in spoken if is_a_persons(message, me)}


def ids_in_deed(body: Raw) -> Ids:
    """Whoever does it, and those who are spoken of."""
    message = inner(body, "message")
    channels = channels_in(text(body, "text"))
    people = people_in(text(body, "text")) | _mentioned(message, channels) | {text(message, "user"), who(body)}
    return people - {""}, channels - {""}


def _mentioned(message: Raw, channels: set[str]) -> set[str]:
    people: set[str] = set()
    for each in deep(message):
        said = text(each, "text")
        people |= people_in(said) | ({text(each, "user_id")} if each.get("type") == "user" else set())
        channels |= channels_in(said) | ({text(each, "channel_id")} if each.get("type") == "channel" else set())
    return people
