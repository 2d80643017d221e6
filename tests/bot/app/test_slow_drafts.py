"""A reply that grows on a platform that is slow, beside others that grow."""

from __future__ import annotations

import asyncio

from bot.ids import Conversation, MessageId
from memory.journal import Journal
from tests.bot.app.test_drafts import asked, growing, shows
from tests.builders import part
from tests.fakes.chat import FakeChat


class SlowChat(FakeChat):
    """Draws when the door is open."""

    def __init__(self) -> None:
        super().__init__()
        self.door = asyncio.Event()
        self.drawn: list[str] = []

    async def redraw(self, to: Conversation, message: MessageId, text: str) -> None:
        self.drawn.append(text)
        await self.door.wait()
        await super().redraw(to, message, text)


async def test_a_platform_that_is_slow_holds_no_model_up_and_is_shown_the_newest_words(journal: Journal) -> None:
    platform = SlowChat()
    reply = growing(journal, platform, asked(journal))
    await shows(reply, "In")
    async with reply.drawing():
        for text in ("In June", "In June or", "In June or July"):
            await reply.show(text)
        platform.door.set()
        assert reply._drawing
        await asyncio.wait([reply._drawing])
    assert platform.drafts == {MessageId("d1"): "In June or July"}
    assert platform.drawn == ["In June", "In June or July"]


async def test_a_platform_that_hangs_is_not_waited_for(journal: Journal) -> None:
    platform = SlowChat()
    reply = growing(journal, platform, asked(journal))
    await shows(reply, "In")
    async with reply.drawing(patience_s=0.01):
        await reply.show("In June")
        await reply.show("In June or July")
    (final,) = reply.finished((part("In June."),))
    assert (final.target, platform.drawn) == (MessageId("d1"), ["In June"])


class DumbChat(SlowChat):
    """Does not tell that it opened a draft."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = asyncio.Event()

    async def draft(self, to: Conversation, text: str, key: str) -> MessageId:
        self.asked.set()
        await self.door.wait()
        return await super().draft(to, text, key)


async def test_what_a_platform_that_hangs_may_have_opened_is_followed_by_what_says_that_it_may_repeat(
    journal: Journal,
) -> None:
    platform = DumbChat()
    reply = growing(journal, platform, asked(journal))
    async with reply.drawing(patience_s=0.01):
        await reply.show("In June")
        await platform.asked.wait()
    (final,) = reply.finished((part("In June."),))
    assert final.may_repeat


def test_drafts_of_different_messages_have_different_keys(journal: Journal) -> None:
    platform = FakeChat()
    keys = {growing(journal, platform, asked(journal))._key for _ in range(20)}
    assert len(keys) == 20
