"""That somebody means all of it: what they must send, and for how long a button stands for that. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256

from bot.events import ButtonPressed
from bot.requests import Request

EVERYTHING = frozenset({"everything", "all", "alles", "todo", "tout"})
SURE = frozenset({"yes", "ja", "sí", "si", "oui"})
TAP_HOLDS_S = 600

_OWNED = re.compile(r"(?P<said>.*) #\.(?P<whose>[0-9a-f]{8})", re.DOTALL)
_STAMP = re.compile(r"#(\d{1,18})\.(\d{1,12})\.([0-9a-f]{8})")


def means_everything(words: Sequence[str]) -> bool:
    """Whether words behind a command are those for all of it, with or without that somebody is sure."""
    if not words or words[0].lower() not in EVERYTHING:
        return False
    return len(words) <= 2 or (len(words) == 3 and _STAMP.fullmatch(words[2]) is not None)


def stamp(request: Request) -> str:
    """What a button that means all of it says of itself: up to where, since when, and whose it is."""
    return f"#{request.received.seq}.{int(request.now.timestamp())}.{initials(request)}"


def ownership(whose: str) -> str:
    """What stands behind a button that others see: whose it is."""
    return f" #.{whose}"


def owned(argument: str) -> tuple[str, str | None]:
    """What a button says without that mark, and whose it is, if it bears one."""
    found = _OWNED.fullmatch(argument)
    return (found["said"], found["whose"]) if found else (argument, None)


def until(request: Request, sure: Sequence[str]) -> int | None:
    """The seq up to which "everything" is meant; None where nobody is sure of it.

    A tap holds for some minutes, from who asked, and for what there was then.
    """
    if not sure or sure[0].lower() not in SURE or request.asks_first:
        return None
    stamped = _STAMP.fullmatch(sure[-1])
    if stamped is None:
        return None if isinstance(request.received.event, ButtonPressed) else request.received.seq
    age_s = request.now.timestamp() - int(stamped[2])
    return int(stamped[1]) if stamped[3] == initials(request) and abs(age_s) <= TAP_HOLDS_S else None


def initials(request: Request) -> str:
    """Who asks, as a mark."""
    return sha256(request.person.encode()).hexdigest()[:8]
