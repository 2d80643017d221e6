"""Buttons as Slack draws them; what forgets for good is asked about first. Pure."""

from __future__ import annotations

import re

from adapters.slack.fields import Raw
from bot.replies import Button

LONGEST_LABEL, LONGEST_VALUE = 75, 2_000
LONGEST_QUESTION = 300
MOST_BUTTONS = 25
FINAL = "What is forgotten is gone for good: nothing brings it back."

_FORGETS = re.compile(r"/forget (?:(?P<number>#\d+)(?: #\.\w+)?\Z|#\d|everything yes)")


def actions(buttons: tuple[Button, ...], said: str) -> tuple[Raw, ...]:
    """Buttons in a row; their numbers tell them apart. `said`: the text above them."""
    fitting = [button for button in buttons if button.label.strip() and 0 < len(button.value) <= LONGEST_VALUE]
    drawn = [_drawn(number, button, said) for number, button in enumerate(fitting[:MOST_BUTTONS])]
    return ({"type": "actions", "elements": drawn},) if drawn else ()


def _drawn(number: int, button: Button, said: str) -> Raw:
    drawn: Raw = {
        "type": "button",
        "action_id": f"satchel:{number}",
        "text": _plain(button.label[:LONGEST_LABEL]),
        "value": button.value,
    }
    forgets = _FORGETS.match(button.value)
    return {**drawn, "confirm": _confirm(forgets["number"], said)} if forgets else drawn


def _confirm(number: str | None, said: str) -> Raw:
    """The question, with the line of the message that goes where it is but one."""
    line = next((line for line in said.splitlines() if number and line.startswith(f"{number} ")), "")
    room = LONGEST_QUESTION - len(FINAL) - 2
    line = line if len(line) <= room else f"{line[: room - 1].rstrip()}…"
    return {
        "title": _plain("Forget for good?"),
        "text": _plain(f"{line}\n\n{FINAL}" if line else FINAL),
        "confirm": _plain("Forget"),
        "deny": _plain("Keep"),
    }


def _plain(words: str) -> Raw:
    return {"type": "plain_text", "text": words}
