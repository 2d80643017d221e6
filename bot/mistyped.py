"""Commands as they are typed elsewhere: `!forget`, or `satchel recent` as in a terminal. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.capture import words_of
from bot.events import CommandInvoked, Event, MessageReceived
from bot.naming import command
from bot.understanding import Keep, understand

LONGEST = 120

_ELSEWHERE = re.compile(r"!(?P<name>[a-z]+)(?:\s+(?P<behind>.+))?", re.IGNORECASE)
# "Satchel settings are in the drawer" is a note.
_AT_A_SHELL = re.compile(r"satchel\s+/?(?P<name>[a-z]+)(?:\s+(?P<behind>#?\d+|everything))?", re.IGNORECASE)


def mistyped(event: Event, names: Collection[str]) -> str | None:
    """How to type here what is one of these commands elsewhere; None for any other message."""
    match event:
        case MessageReceived(attachments=(), forwarded=None) | CommandInvoked(name=""):
            return _told(words_of(event).strip(), names)
        case _:
            return None


def _told(said: str, names: Collection[str]) -> str | None:
    if len(said) > LONGEST or "\n" in said:
        return None
    found = _ELSEWHERE.fullmatch(said)
    if found is None and isinstance(understand(said), Keep):
        found = _AT_A_SHELL.fullmatch(said)
    if found is None or found["name"].lower() not in names:
        return None
    return f"Here that is typed: {command(found['name'].lower(), found['behind'] or '')}"
