"""A reply as Slack's messages: blocks of rich text, with the same words as the fallback. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from adapters.slack.actions import actions
from adapters.slack.addresses import HOME, is_direct
from adapters.slack.fields import TS, Raw, inner, loaded, rows, text
from adapters.slack.reading import escaped
from adapters.slack.rich import rich
from bot.ids import Conversation
from bot.markup.cut import pieces
from bot.markup.parse import marked, plain
from bot.markup.spans import Marked
from bot.markup.whole import whole
from bot.naming import TYPED
from bot.replies import Button, Part, PartKind, Reply

COMMAND = "/satchel "
"""What stands before a command's name in a direct conversation: Slack takes no other strokes."""

NAME = "satchel"
"""What we are called as long as nobody has asked Slack."""

LONGEST = 3_000
"""Characters of a message: what a block holds, and less than is cut off."""

LARGEST_BLOCK = 12_000
"""Characters of a drawn text, as JSON; Slack takes about 13,000. What needs more is cut into more messages."""

SHORTEST = 100

MOST_PARTS_OF_HOME = 80
NOTED = "writing_hand"
ANSWERS = "What I answer stands in the Messages tab."


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A part's body: the words as Slack's own markup, and how they are drawn; or a home tab."""

    text: str = ""
    blocks: tuple[Raw, ...] = ()
    home: Raw | None = None


def rendered(to: Conversation, reply: Reply, name: str = NAME) -> tuple[Part, ...]:
    """A reply cut into messages; a mere acknowledgement of a message is a reaction. `name`: our own there."""
    said = whole(reply, _prefix(to, name))
    cut = _cut(said)
    if to.chat.startswith(HOME):
        return (_part(Outgoing(home=_home(cut, reply.buttons))),)
    if reply.acknowledges and reply.in_reply_to and TS.fullmatch(reply.in_reply_to):
        body = _written(_message(said, ()))
        return (Part(kind=PartKind.REACTION, body=body, target=reply.in_reply_to),)
    return tuple(
        _part(_message(piece, reply.buttons if number == len(cut) else ())) for number, piece in enumerate(cut, start=1)
    )


def _prefix(to: Conversation, name: str) -> str:
    """What stands before a command's name. No thread takes `/satchel`, and of a channel it is answered in private."""
    alone = to.chat.startswith(HOME) or (is_direct(to.chat) and not to.thread)
    return COMMAND if alone else f"@{name} {TYPED}"


def growing(said: str) -> Outgoing:
    """As much of a growing text as one message holds."""
    cut = _cut(marked(said))
    return _message(cut[0] if cut else plain("…"), ())


def read(body: str) -> Outgoing:
    """What a part holds."""
    fields = loaded(body) or {}
    return Outgoing(text=text(fields, "text"), blocks=rows(fields, "blocks"), home=inner(fields, "home") or None)


def _part(outgoing: Outgoing) -> Part:
    return Part(kind=PartKind.TEXT, body=_written(outgoing))


def _written(outgoing: Outgoing) -> str:
    fields = {"text": outgoing.text, "blocks": outgoing.blocks, "home": outgoing.home}
    return json.dumps({name: value for name, value in fields.items() if value}, ensure_ascii=False)


def _message(piece: Marked, buttons: tuple[Button, ...]) -> Outgoing:
    return Outgoing(text=escaped(piece.text), blocks=(rich(piece), *actions(buttons, piece.text)))


def _cut(said: Marked) -> tuple[Marked, ...]:
    """Pieces that Slack takes, as words and as they are drawn."""
    return tuple(fitting for piece in pieces(said, LONGEST) for fitting in _fitting(piece))


def _fitting(piece: Marked) -> Iterator[Marked]:
    if len(piece.text) <= SHORTEST or len(json.dumps(rich(piece))) <= LARGEST_BLOCK:
        yield piece
        return
    for half in pieces(piece, len(piece.text) // 2):
        yield from _fitting(half)


def _home(cut: tuple[Marked, ...], buttons: tuple[Button, ...]) -> Raw:
    words = [
        {"type": "section", "text": {"type": "plain_text", "text": piece.text, "emoji": False}}
        for piece in cut[:MOST_PARTS_OF_HOME]
    ]
    where = {"type": "context", "elements": [{"type": "plain_text", "text": ANSWERS}]}
    return {"type": "home", "blocks": [*words, *actions(buttons, "\n".join(piece.text for piece in cut)), where]}
