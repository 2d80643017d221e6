"""What every ChatAdapter promises."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress

import pytest

from bot.events import Event
from bot.ports import Bookmark
from bot.replies import PartKind, Reply
from tests.contracts.platforms import cast
from tests.contracts.platforms.stage import Listener, Stage, heard

HOSTILE = (
    "\x1b]0;title\x07\x1b[2J cleared",
    "\u202egnirts desrever",
    "nul \x00 inside",
    "e" + "\u0301" * 1_000,
    "word " * 800,
    "_*[]()~`>#+-=|{}.!",
    "<!channel> <@U123> &amp; <b>bold</b>",
    "👩‍👩‍👧‍👦 family",
)


@pytest.fixture(params=(*cast.AT_HOME, *cast.NETWORKS))
async def stage(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    async with cast.stage(str(request.param)) as opened:
        yield opened


async def test_each_message_arrives_once_and_in_order(stage: Stage) -> None:
    texts = [f"line {number}" for number in range(120)]
    assert [message.text for message in await heard(stage, *texts)] == texts


async def test_the_same_words_twice_are_two_messages(stage: Stage) -> None:
    messages = await heard(stage, "hello", "hello")
    assert len({message.message for message in messages}) == 2
    assert len({message.key for message in messages}) == 2


async def test_what_arrives_says_who_where_and_when(stage: Stage) -> None:
    (message,) = await heard(stage, "hello")
    assert message.at.utcoffset() is not None
    assert message.sender.id
    assert message.sender.name == "Ada"
    assert message.where == stage.where
    assert message.where.platform == stage.adapter.platform


async def test_hostile_text_arrives_whole(stage: Stage) -> None:
    assert [message.text.strip() for message in await heard(stage, *HOSTILE)] == [text.strip() for text in HOSTILE]


async def test_a_cancelled_run_ends_and_leaves_no_task(stage: Stage) -> None:
    before = asyncio.all_tasks()
    run = asyncio.create_task(stage.adapter.run(Listener(), ()))
    await asyncio.sleep(0)
    run.cancel()
    with suppress(asyncio.CancelledError):
        await run
    assert asyncio.all_tasks() - before <= _of_the_peer()


async def test_a_run_that_has_heard_leaves_no_task(stage: Stage) -> None:
    before = asyncio.all_tasks()
    await heard(stage, "the last words")
    assert asyncio.all_tasks() - before <= _of_the_peer()


async def test_what_the_core_refuses_ends_the_run(stage: Stage) -> None:
    async def refuse(events: Sequence[Event], bookmark: Bookmark | None) -> None:
        if events:
            raise OSError(f"the disk is full: {bookmark}")

    await stage.says("hello")
    with pytest.raises(OSError, match="the disk is full"):
        await asyncio.wait_for(stage.adapter.run(refuse, ()), 60)


async def test_a_reply_is_shown_whole_and_in_order(stage: Stage) -> None:
    await heard(stage, "hello")
    await say(stage, Reply(text="Kept.\n\nAnd one thing more."))
    shown = "\n".join(seen.text for seen in stage.seen())
    assert shown.index("Kept.") < shown.index("And one thing more.")


async def test_what_is_sent_gets_ids_of_its_own(stage: Stage) -> None:
    await heard(stage, "hello")
    (part,) = stage.adapter.render(stage.where, Reply(text="Kept."))
    first = await stage.adapter.send(stage.where, part, "one")
    second = await stage.adapter.send(stage.where, part, "two")
    assert first
    assert first != second


async def test_rendering_twice_gives_the_same(stage: Stage) -> None:
    reply = Reply(text="The lease ends in June.\n\n" + "x" * 10_000)
    assert stage.adapter.render(stage.where, reply) == stage.adapter.render(stage.where, reply)


async def test_even_a_reply_without_words_can_be_rendered(stage: Stage) -> None:
    assert len(stage.adapter.render(stage.where, Reply(text=""))) <= 1


async def say(stage: Stage, reply: Reply) -> None:
    """Send a whole reply."""
    for number, part in enumerate(stage.adapter.render(stage.where, reply)):
        assert part.kind is PartKind.TEXT
        await stage.adapter.send(stage.where, part, f"key-{number}")


def _of_the_peer() -> set[asyncio.Task[object]]:
    """A peer in the same loop may take in a connection, or serve one that is kept open."""
    serving = ("RequestHandler", "_accept_connection2", "/tests/peers/")
    return {task for task in asyncio.all_tasks() if any(each in repr(task) for each in serving)}
