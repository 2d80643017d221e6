"""A reply as Telegram's messages. Pure."""

from __future__ import annotations

from adapters.telegram.addresses import has_addresses
from adapters.telegram.bodies import REPEAT, Outgoing, written
from adapters.telegram.entities import entities
from bot.ids import Conversation, MessageId
from bot.markup.cut import pieces, utf16_length
from bot.markup.parse import marked
from bot.markup.whole import whole
from bot.replies import Button, Part, PartKind, Reply

LONGEST_VALUE = 64
"""Bytes of what comes back with a tap."""

LONGEST = 4096 - len(REPEAT)
"""UTF-16 units."""


def rendered(to: Conversation, reply: Reply) -> tuple[Part, ...]:
    """A reply cut into messages; a mere acknowledgement is a reaction.

    The commands in it are code, which a tap copies: one that Telegram finds itself is sent at once by a tap, without
    what belongs to it.
    """
    if reply.acknowledges and reply.in_reply_to:
        body = Outgoing(text=reply.words, answers=reply.in_reply_to, silent=reply.silent)
        return (Part(kind=PartKind.REACTION, body=written(body), target=reply.in_reply_to),)
    cut = pieces(whole(reply), LONGEST, utf16_length)
    return tuple(
        Part(
            kind=PartKind.TEXT,
            body=written(
                Outgoing(
                    text=piece.text,
                    entities=entities(piece),
                    buttons=_buttons(reply.buttons) if number == len(cut) else (),
                    answers=_answered(to, reply) if number == 1 else None,
                    silent=reply.silent,
                )
            ),
        )
        for number, piece in enumerate(cut, start=1)
    )


def drafted(text: str) -> Outgoing:
    """As much of a text that a model is writing as one message holds."""
    cut = pieces(marked(text), LONGEST, utf16_length)
    return Outgoing(text=cut[0].text, entities=entities(cut[0])) if cut else Outgoing(text="…")


def _answered(to: Conversation, reply: Reply) -> MessageId | None:
    """The message to reply to: where messages have no addresses, the first one here that the answer rests on."""
    if has_addresses(to):
        return reply.in_reply_to
    here = (source.origin.message for source in reply.sources if source.origin.where == to)
    return next(here, reply.in_reply_to if to.chat.startswith("-") else None)


def _buttons(buttons: tuple[Button, ...]) -> tuple[tuple[str, str], ...]:
    """What Telegram takes of them: others would have it refuse the whole message."""
    fitting = (button for button in buttons if button.label.strip() and 0 < len(button.value.encode()) <= LONGEST_VALUE)
    return tuple((button.label, button.value) for button in fitting)
