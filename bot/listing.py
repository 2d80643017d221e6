"""Kept messages as a short list that a person can point into: each with its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.bylines import OWNER_NAME, byline, others_name
from bot.ids import PERSONS
from bot.ports import Said
from bot.printable import printable
from bot.replies import Button

SHOWN_CHARACTERS = 160
# What a button can hold beside the number on a phone.
LABELLED = 32


def listed(messages: Sequence[Said], now: datetime) -> str:
    """One line a message: its number, when, who, and how it begins. Moments are in the zone of `now`."""
    return "\n".join(line(message, now) for message in messages)


def line(message: Said, now: datetime) -> str:
    """`#12 · Thu 12 Mar 2026, 18:20 · Anna: The lease ends in June`; of what was passed on, when it was said."""
    other = message.forwarded
    when = ((other and other.sent_at) or message.said_at).astimezone(now.tzinfo)
    said = f"{_name(message)}: {shortened(message.text)}"
    return f"#{message.seq} · {when:%a} {when.day} {when:%b %Y, %H:%M} · {said}"


def _name(message: Said) -> str:
    # A name is chosen by whoever bears it, and must not turn what stands behind it around.
    told_by = shortened(printable(message.said_by))
    private = message.space.startswith(PERSONS)
    if message.forwarded is None:
        return told_by if private and told_by == OWNER_NAME else others_name(told_by)
    return byline(
        others_name(shortened(printable(message.forwarded.from_name or ""))), others_name(told_by), by_you=private
    )


def forgetting_buttons(messages: Sequence[Said]) -> tuple[Button, ...]:
    """One a message: a tap on it forgets that message."""
    return tuple(Button(label=f"Forget #{message.seq}", value=f"/forget #{message.seq}") for message in messages)


def labelled_buttons(messages: Sequence[Said]) -> tuple[Button, ...]:
    """The same, each with how its message begins."""
    buttons = zip(messages, forgetting_buttons(messages), strict=True)
    return tuple(replace(button, label=f"{button.label}: {_beginning(said.text)}") for said, button in buttons)


def _beginning(text: str) -> str:
    flat = printable(shortened(text))
    return flat if len(flat) <= LABELLED else flat[: LABELLED - 1].rstrip() + "…"


def shortened(text: str) -> str:
    """The beginning of a text, on one line."""
    flat = " ".join(text[: SHOWN_CHARACTERS * 4].split())
    return flat if len(flat) <= SHOWN_CHARACTERS else flat[: SHOWN_CHARACTERS - 1].rstrip() + "…"


def counted(number: int, one: str, many: str) -> str:
    """`1 message`, `1,000 messages`."""
    return f"{number:,} {one if number == 1 else many}"
