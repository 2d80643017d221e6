"""A reply that may never get there: the person is told, once, and as soon as their chat works."""

from __future__ import annotations

from collections import deque
from dataclasses import replace

import pytest

from bot.errors import DeliveryError, MaybeSent, NeverSent, Undeliverable
from bot.ids import Conversation, MessageId
from bot.replies import Part, PartKind
from memory.journal import Journal
from tests.bot.app.test_delivery import delivered, missing, queue
from tests.builders import message, replied
from tests.conftest import Restarts
from tests.fakes.chat import FakeChat, room

BLOCKED = "you were blocked"


class HangingChat(FakeChat):
    """A platform that shows that we write, and does neither that nor anything else as often as it hangs."""

    def __init__(self, *hangs: DeliveryError) -> None:
        super().__init__()
        self._hangs = deque(hangs)

    async def typing(self, to: Conversation) -> None:
        del to
        if self._hangs:
            raise self._hangs.popleft()

    async def send(self, to: Conversation, part: Part, key: str) -> MessageId:
        await self.typing(to)
        return await super().send(to, part, key)


async def test_of_several_that_fail_before_it_is_told_one_notice_tells(journal: Journal) -> None:
    queue(journal, "one", "two")
    queue(journal, "three")
    platform = FakeChat()
    platform.troubles.extend([Undeliverable(BLOCKED)] * 3)
    assert await delivered(journal, platform) == [missing(BLOCKED)]


async def test_what_becomes_of_a_notice_is_told_by_none(journal: Journal) -> None:
    queue(journal, "one")
    platform = FakeChat()
    platform.troubles.extend([Undeliverable(BLOCKED)] * 2)
    assert await delivered(journal, platform) == []
    assert await delivered(journal, platform) == []


async def test_a_notice_that_was_refused_is_told_when_the_chat_works_again(restarts: Restarts) -> None:
    journal = restarts.again()
    queue(journal, "one")
    platform = FakeChat()
    platform.troubles.extend([Undeliverable(BLOCKED)] * 2)
    await delivered(journal, platform)
    journal = restarts.again()
    for text in ("two", "three"):
        queue(journal, text)
    assert await delivered(journal, platform) == ["two", missing(BLOCKED), "three"]
    queue(journal, "four")
    assert (await delivered(journal, platform))[3:] == ["four"]


async def test_a_notice_that_is_refused_again_and_again_is_tried_once_for_each_message(journal: Journal) -> None:
    queue(journal, "one")
    platform = FakeChat()
    platform.troubles.extend([Undeliverable(BLOCKED)] * 2)
    await delivered(journal, platform)
    for number in range(3):
        queue(journal, str(number))
        platform.troubles.extend([None, Undeliverable(BLOCKED)])
    assert await delivered(journal, platform) == ["0", "1", "2"]


async def test_what_is_missing_later_is_told_anew(journal: Journal) -> None:
    platform = FakeChat()
    for number in range(2):
        platform.troubles.append(Undeliverable(str(number)))
        queue(journal, "lost")
        await delivered(journal, platform)
    assert platform.shown() == [missing("0"), missing("1")]


async def test_of_one_reply_it_is_told_once_however_often_a_person_has_it_tried(journal: Journal) -> None:
    queue(journal, "one")
    platform = FakeChat()
    for _ in range(2):
        platform.troubles.append(Undeliverable(BLOCKED))
        await delivered(journal, platform)
        (lost,) = journal.sending.stuck()
        assert journal.sending.retry(lost.id)
    assert await delivered(journal, platform) == [missing(BLOCKED), "one"]


async def test_a_notice_goes_with_what_is_forgotten_and_stands_in_no_later_ones_way(journal: Journal) -> None:
    queue(journal, "zero")
    (received,) = journal.inbox.accept([message(where=room())], None)
    journal.inbox.finish(received.seq, replied("one"))
    platform = FakeChat()
    platform.troubles.extend([None, *[Undeliverable(BLOCKED)] * 2])
    await delivered(journal, platform)
    journal.archive.erase([received.event.key])
    queue(journal, "two", "three")
    platform.troubles.extend([None, Undeliverable("too long")])
    assert await delivered(journal, platform) == ["zero", "two", missing("too long")]


@pytest.mark.parametrize(("kind", "told"), [(PartKind.EDIT, 1), (PartKind.REACTION, 1), (PartKind.DELETION, 0)])
async def test_only_what_people_would_see_is_missed(journal: Journal, kind: PartKind, told: int) -> None:
    (received,) = journal.inbox.accept([message(where=room())], None)
    one = Part(kind=kind, body="one", target=MessageId("d1"))
    journal.inbox.finish(received.seq, replace(replied("one"), parts=(one,)))
    platform = FakeChat()
    platform.troubles.append(Undeliverable(BLOCKED))
    assert await delivered(journal, platform) == [missing(BLOCKED)] * told


async def test_that_we_went_on_trying_is_not_said_when_we_did_not(journal: Journal) -> None:
    queue(journal, "one")
    platform = FakeChat()
    # A try takes two hours by the clock in use.
    platform.troubles.extend([NeverSent("no route; I try again")] * 37)
    assert await delivered(journal, platform) == [missing("no route")]


async def test_the_last_try_is_not_spent_on_a_platform_that_does_not_answer(journal: Journal) -> None:
    queue(journal, "one")
    platform = HangingChat(*[MaybeSent("no answer")] * 5, NeverSent("no route"))
    assert await delivered(journal, platform) == ["one"]
    ((_, sent, _),) = platform.sent
    assert sent.may_repeat
