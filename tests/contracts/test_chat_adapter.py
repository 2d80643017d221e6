"""What every ChatAdapter promises. A new platform's test adds a peer here that plays the platform."""

from __future__ import annotations

import asyncio
import io
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Protocol

import pytest

from adapters.console.adapter import ConsoleAdapter
from adapters.console.terminal import PlainScreen, piped_lines
from adapters.console.translate import console_conversation
from bot.clock import SystemClock
from bot.events import Event, MessageReceived
from bot.ids import Conversation
from bot.ports import Bookmark, ChatAdapter
from bot.replies import Reply
from tests.fakes.chat import FakeChat, room

HOSTILE = (
    "\x1b]0;title\x07\x1b[2J cleared",
    "\u202egnirts desrever",
    "nul \x00 inside",
    "e" + "\u0301" * 10_000,
    "word " * 200_000,
    "_*[]()~`>#+-=|{}.!",
    "👩‍👩‍👧‍👦 family",
)


class Peer(Protocol):
    """The other side of an adapter: people who type, and what they see."""

    @property
    def adapter(self) -> ChatAdapter: ...

    @property
    def where(self) -> Conversation: ...

    def type(self, *texts: str) -> None: ...

    def end(self) -> None: ...

    def seen(self) -> str: ...


class FakePeer:
    def __init__(self) -> None:
        self.adapter = FakeChat()
        self.where = room()

    def type(self, *texts: str) -> None:
        for text in texts:
            self.adapter.say(text)

    def end(self) -> None:
        self.adapter.end()

    def seen(self) -> str:
        return "\n".join(self.adapter.shown())


class PipePeer:
    """A console whose input is a pipe."""

    def __init__(self) -> None:
        reading, self._writing = os.pipe()
        self._input = os.fdopen(reading, "rb")
        self._output = io.StringIO()
        self._typed = b""
        lines, screen = piped_lines(self._input), PlainScreen(self._output)
        self.adapter = ConsoleAdapter(lines, screen, SystemClock(), name="Ada", quiet=_at_once)
        self.where = console_conversation()

    def type(self, *texts: str) -> None:
        self._typed += "".join(f"{text}\n" for text in texts).encode()
        os.set_blocking(self._writing, False)
        asyncio.get_running_loop().add_writer(self._writing, self._pour)

    def end(self) -> None:
        if self._typed:
            asyncio.get_running_loop().call_later(0.01, self.end)
        elif self._writing >= 0:
            os.close(self._writing)
            self._writing = -1

    def seen(self) -> str:
        return self._output.getvalue()

    def close(self) -> None:
        self._input.close()
        if self._writing >= 0:
            os.close(self._writing)

    def _pour(self) -> None:
        self._typed = self._typed[os.write(self._writing, self._typed) :]
        if not self._typed:
            asyncio.get_running_loop().remove_writer(self._writing)


async def _at_once() -> None:
    """Nobody is waited for."""


@pytest.fixture(params=["fake", "pipe"])
def peer(request: pytest.FixtureRequest) -> Iterator[Peer]:
    if request.param == "fake":
        yield FakePeer()
        return
    pipe = PipePeer()
    yield pipe
    pipe.close()


class Listener:
    """Hears what an adapter delivers."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    async def __call__(self, events: Sequence[Event], bookmark: Bookmark | None) -> None:
        del bookmark
        self.events.extend(events)

    @property
    def messages(self) -> list[MessageReceived]:
        return [event for event in self.events if isinstance(event, MessageReceived)]


async def heard(peer: Peer, *texts: str) -> list[MessageReceived]:
    """What arrives of these texts, when the platform ends after them."""
    listener = Listener()
    peer.type(*texts)
    peer.end()
    await peer.adapter.run(listener, ())
    return listener.messages


async def test_each_message_arrives_once_and_in_order(peer: Peer) -> None:
    texts = [f"line {number}" for number in range(300)]
    assert [message.text for message in await heard(peer, *texts)] == texts


async def test_the_same_words_twice_are_two_messages(peer: Peer) -> None:
    messages = await heard(peer, "hello", "hello")
    assert len({message.message for message in messages}) == 2
    assert len({message.key for message in messages}) == 2


async def test_what_arrives_says_who_where_and_when(peer: Peer) -> None:
    (message,) = await heard(peer, "hello")
    assert message.at.utcoffset() is not None
    assert message.sender.id
    assert message.sender.name == "Ada"
    assert message.where == peer.where
    assert message.where.platform == peer.adapter.platform


async def test_hostile_text_arrives_whole(peer: Peer) -> None:
    assert [message.text for message in await heard(peer, *HOSTILE)] == list(HOSTILE)


async def test_the_end_of_the_platform_ends_the_run_and_leaves_no_task(peer: Peer) -> None:
    await heard(peer, "the last words")
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_a_cancelled_run_ends_and_leaves_no_task(peer: Peer) -> None:
    listening = asyncio.create_task(peer.adapter.run(Listener(), ()))
    await asyncio.sleep(0)
    listening.cancel()
    with suppress(asyncio.CancelledError):
        await listening
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_what_the_core_refuses_ends_the_run(peer: Peer) -> None:
    async def refuse(events: Sequence[Event], bookmark: Bookmark | None) -> None:
        raise OSError(f"the disk is full: {len(events)} {bookmark}")

    peer.type("hello")
    with pytest.raises(OSError, match="the disk is full"):
        await peer.adapter.run(refuse, ())


async def test_a_reply_is_shown_whole_and_in_order(peer: Peer) -> None:
    reply = Reply(text="Kept.\n\nAnd one thing more.")
    for number, part in enumerate(peer.adapter.render(peer.where, reply)):
        await peer.adapter.send(peer.where, part, f"key-{number}")
    seen = peer.seen()
    assert seen.index("Kept.") < seen.index("And one thing more.")


async def test_what_is_sent_gets_ids_of_its_own(peer: Peer) -> None:
    (part,) = peer.adapter.render(peer.where, Reply(text="Kept."))
    first = await peer.adapter.send(peer.where, part, "one")
    second = await peer.adapter.send(peer.where, part, "two")
    assert first
    assert first != second


def test_rendering_twice_gives_the_same(peer: Peer) -> None:
    reply = Reply(text="The lease ends in June.\n\n" + "x" * 10_000)
    assert peer.adapter.render(peer.where, reply) == peer.adapter.render(peer.where, reply)


def test_even_a_reply_without_words_can_be_rendered(peer: Peer) -> None:
    assert len(peer.adapter.render(peer.where, Reply(text=""))) <= 1
