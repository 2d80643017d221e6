"""Whether words are meant for us, and which words they are without our name. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from adapters.matrix.fields import Raw, part, text, texts
from bot.ids import AccountId

_COMMAND = re.compile(r"/(?P<name>\w+)(?:\s|\Z)")
_BANG = re.compile(r"!satchel(?:\s+(?P<rest>.*))?\Z", re.IGNORECASE | re.DOTALL)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,31}")
_BEHIND_ID = re.compile(r"[:,]?(?:\s+|\Z)|[:,]")
_BEHIND_NAME = re.compile(r"[:,]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Myself:
    """Who the bot is there, and the names of its commands."""

    account: AccountId
    name: str
    commands: tuple[str, ...] = ()

    @property
    def user(self) -> str:
        return self.account


def called_by(content: Raw, me: Myself) -> bool:
    """Whether a message calls us, by a mention, by our name before it, or by a command."""
    body = text(content, "body").lstrip()
    return _mentions(content, me) or _behind_our_name(body, me) is not None or _is_command(body, me)


def words(content: Raw, body: str, me: Myself) -> str:
    """What was said, without our own name before it; "!satchel ask …" is the command that it names."""
    own = _behind_our_name(body.lstrip(), me, surely=_mentions(content, me))
    said = body if own is None else own
    called = _BANG.match(said.lstrip())
    if called is None:
        return said
    rest = (called["rest"] or "").strip() or "help"
    first, *behind = rest.split(maxsplit=1)
    # A lonely word is rather a command that there is not: whoever typed it is told so.
    lonely = not behind and _NAME.fullmatch(first) is not None
    return f"/{rest}" if lonely or first.casefold() in me.commands else rest


def _mentions(content: Raw, me: Myself) -> bool:
    return me.user in texts(part(content, "m.mentions"), "user_ids")


def _behind_our_name(body: str, me: Myself, *, surely: bool = False) -> str | None:
    """The words behind our name; a bare name, which may be any word, needs a colon unless we `surely` are meant."""
    for name, behind in ((me.user, _BEHIND_ID), (f"@{me.name}", _BEHIND_ID), (me.name, _BEHIND_NAME)):
        if name.strip("@") and body[: len(name)].casefold() == name.casefold():
            found = (_BEHIND_ID if surely else behind).match(body, len(name))
            if found:
                return body[found.end() :].lstrip()
    return None


def _is_command(body: str, me: Myself) -> bool:
    """What begins with a stroke may be a path: only our own commands count."""
    named = _COMMAND.match(body)
    return (named is not None and named["name"].casefold() in me.commands) or _BANG.match(body) is not None
