"""The forms that open in front of somebody. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from adapters.slack.fields import Raw, deep, inner, text

PREFIX = "satchel:"
FIELD = "text"
EMPTY = "Write something first, or close this."


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


def drawn(form: Form) -> Raw:
    """The form as Slack draws it."""
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
        "blocks": [{"type": "input", "block_id": FIELD, "label": _plain(form.label), "element": field}],
    }


def filled_in(view: Raw) -> tuple[str, str]:
    """Which command a form that was sent in stands for, and the words in it; empty where it is none of ours."""
    name = text(view, "callback_id").removeprefix(PREFIX)
    if name not in FORMS:
        return "", ""
    typed = (text(each, "value") for each in deep(inner(view, "state", "values", FIELD)))
    return name, next(filter(None, typed), "").strip()


def _plain(words: str) -> Raw:
    return {"type": "plain_text", "text": words}
