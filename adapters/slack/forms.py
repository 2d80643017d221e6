"""The forms that open in front of somebody. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from adapters.slack.fields import Raw, deep, inner, rows, text

PREFIX = "satchel:"
FIELD = "text"
EMPTY = "Write something first, or close this."
ASKED = "I am at it. What I take out, or want to know first, stands in the Messages tab."


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A window with one field, whose words become what follows the command of that name."""

    command: str
    title: str
    label: str
    hint: str
    submit: str


NOTE = Form(command="note", title="Write a note", label="Your note", hint="The lease ends in June", submit="Keep it")
FORGET = Form(
    command="forget",
    title="Forget something",
    label="Which note? Its number, or words of it",
    hint="#12, or: the lease",
    submit="Forget it",
)
FORMS = {form.command: form for form in (NOTE, FORGET)}


def drawn(form: Form, above: Sequence[Raw] = ()) -> Raw:
    """The form as Slack draws it, with what stands above its field."""
    field = {
        "type": "plain_text_input",
        "action_id": FIELD,
        "multiline": form is NOTE,
        "max_length": 3000,
        "placeholder": _plain(form.hint),
    }
    return {
        "type": "modal",
        "callback_id": f"{PREFIX}{form.command}",
        "title": _plain(form.title),
        "submit": _plain(form.submit),
        "close": _plain("Cancel"),
        "blocks": [*above, {"type": "input", "block_id": FIELD, "label": _plain(form.label), "element": field}],
    }


def notes_of(home: Raw) -> tuple[Raw, ...]:
    """The latest notes as a home tab shows them, each with its button, to stand above a field."""
    blocks = rows(home, "blocks")
    lines = (text(block, "text", "text") for block in blocks if text(block, "type") == "section")
    shown = tuple({"type": "section", "text": _plain(line)} for line in lines if line)
    buttons = [button for block in blocks for button in rows(block, "elements") if _forgets(button)]
    told = ("action_id", "type", "text", "value", "confirm")
    again = [{name: button[name] for name in told if name in button} for button in buttons]
    return (*shown, {"type": "actions", "elements": again}) if again else ()


def _forgets(button: Raw) -> bool:
    return text(button, "type") == "button" and text(button, "value").startswith(f"/{FORGET.command} ")


def going_on(body: Raw) -> Raw:
    """What a window shows after something was asked for in it."""
    team, app = text(body, "team", "id"), text(body, "api_app_id")
    words: list[Raw] = [{"type": "section", "text": _plain(ASKED)}]
    address = f"slack://app?team={team}&id={app}&tab=messages"
    button = {"type": "button", "action_id": "messages", "text": _plain("Open Messages"), "url": address}
    if team and app:
        words.append({"type": "actions", "elements": [button]})
    return {"type": "modal", "title": _plain(FORGET.title), "close": _plain("Close"), "blocks": words}


def filled_in(view: Raw) -> tuple[str, str]:
    """Which command a form that was sent in stands for, and the words in it; empty where it is none of ours."""
    name = text(view, "callback_id").removeprefix(PREFIX)
    if name not in FORMS:
        return "", ""
    typed = (text(each, "value") for each in deep(inner(view, "state", "values", FIELD)))
    return name, next(filter(None, typed), "").strip()


def _plain(words: str) -> Raw:
    return {"type": "plain_text", "text": words}
