"""What the terminal shows."""

from __future__ import annotations

from adapters.console.translate import console_conversation, heard, rendered
from bot.ids import MessageId
from bot.records import Origin
from bot.replies import Reply, Source
from tests.builders import MORNING, message


def test_a_reply_is_one_piece_with_its_sources_below() -> None:
    origin = Origin(key=message().key, where=console_conversation(), message=MessageId("1"))
    reply = Reply(text="In June [1].", sources=(Source(number=1, origin=origin, label="Ada, today: “June”"),))
    (part,) = rendered(reply)
    assert part.body.splitlines() == ["In June [1].", "  [1] Ada, today: “June”"]


def test_a_line_is_said_by_its_owner_at_the_time_it_was_typed() -> None:
    event = heard("hello", "m1", MORNING, "Ada")
    assert (event.text, event.at, event.sender.name, event.where) == ("hello", MORNING, "Ada", console_conversation())
