"""Whoever waits for an answer sees that it is under way."""

from __future__ import annotations

import asyncio
import gc

import pytest

from bot.busy import seen_typing
from bot.errors import DeliveryError, NeverSent, Undeliverable
from bot.ids import Conversation
from tests.fakes.chat import FakeChat, room


class TypingChat(FakeChat):
    """A platform that shows who types."""

    def __init__(self, trouble: DeliveryError | None = None) -> None:
        super().__init__()
        self.typing_in: list[Conversation] = []
        self.seen = asyncio.Event()
        self._trouble = trouble

    async def typing(self, to: Conversation) -> None:
        self.typing_in.append(to)
        self.seen.set()
        if self._trouble:
            raise self._trouble


@pytest.mark.parametrize("trouble", [None, NeverSent("no route"), Undeliverable("forbidden")])
async def test_it_is_shown_while_the_work_lasts_and_costs_nothing_where_it_fails(
    caplog: pytest.LogCaptureFixture, trouble: DeliveryError | None
) -> None:
    platform = TypingChat(trouble)
    async with seen_typing(platform, room()):
        await platform.seen.wait()
    assert platform.typing_in == [room()]
    gc.collect()  # a task tells of its fault when it goes
    assert caplog.text == ""
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_what_is_answered_at_once_needs_no_sign() -> None:
    platform = TypingChat()
    async with seen_typing(platform, room()):
        for _ in range(20):
            await asyncio.sleep(0)
    assert platform.typing_in == []
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_a_platform_without_the_sign_does_without() -> None:
    async with seen_typing(FakeChat(), room()):
        assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_a_fault_in_the_work_is_the_works_own_and_leaves_no_task() -> None:
    with pytest.raises(RuntimeError, match="a bug"):
        async with seen_typing(TypingChat(), room()):
            raise RuntimeError("a bug")
    assert asyncio.all_tasks() == {asyncio.current_task()}
