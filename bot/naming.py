"""Commands as our own texts name them: marked, so that each platform can show how they are typed there. Pure."""

from __future__ import annotations

import re

TYPED = "/"
"""What stands before a command's name where it is typed as it is called."""

_MARK = "\N{INVISIBLE SEPARATOR}"
_NAMED = re.compile(rf"{_MARK}/([a-z]+(?: [^{_MARK}\n]+)?){_MARK}")


def command(name: str, argument: str = "") -> str:
    """A command in a text of ours, with what is to be typed behind it; both on one line."""
    behind = " ".join(argument.replace(_MARK, "").split())
    return f"{_MARK}{TYPED}{name}{' ' if behind else ''}{behind}{_MARK}"


def forgetting(seq: int) -> str:
    """The command that takes out one message."""
    return command("forget", f"#{seq}")


def spelled(text: str, prefix: str = TYPED) -> str:
    """A text with its commands as they are typed where `prefix` stands before their names."""
    return "".join(words for words, _ in stretches(text, prefix))


def stretches(text: str, prefix: str) -> list[tuple[str, bool]]:
    """The same in pieces, none of them empty, each with whether it is a command."""
    parts = _NAMED.split(text)
    told = ((prefix + part if place % 2 else part, place % 2 == 1) for place, part in enumerate(parts))
    return [(words, is_command) for words, is_command in told if words]
