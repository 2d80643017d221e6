"""The house at work: committed first, handled in order, given up in words, taken up after a restart."""

from __future__ import annotations

import asyncio

import pytest

from bot.app import MOST_TRIES
from bot.errors import IndexUnreachable, ModelRefused, SatchelError
from bot.ids import Conversation, MessageId
from memory.journal import Journal
from tests.bot.app.house import House
from tests.builders import chat, message
from tests.conftest import Restarts
from tests.fakes.chat import FakeChat, room


class HangingChat(FakeChat):
    """A platform that never ends drawing a draft anew."""

    def __init__(self) -> None:
        super().__init__()
        self.hangs = asyncio.Event()

    async def redraw(self, to: Conversation, message: MessageId, text: str) -> None:
        del to, message, text
        self.hangs.set()
        await asyncio.Event().wait()


async def test_each_message_is_answered_once_and_in_order(journal: Journal) -> None:
    texts = [str(number) for number in range(60)]
    assert await House(journal).hears(*texts) == [f"you said {text}" for text in texts]
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_a_redelivered_message_is_answered_once(journal: Journal) -> None:
    house = House(journal)
    said = house.platform.say("hello")
    for _ in range(5):
        await house.app.on_events([said, said], None)
    await house.app.settled()
    assert house.platform.shown() == ["you said hello"]


async def test_what_is_heard_is_committed_before_it_is_handled(journal: Journal) -> None:
    house = House(journal)
    seen: list[int] = []
    house.parrot.before = lambda: seen.append(len(journal.inbox.pending()))
    await house.hears("hello")
    assert seen == [1]


async def test_what_passes_by_itself_is_tried_again(journal: Journal) -> None:
    house = House(journal)
    house.parrot.fails["hello"] = [IndexUnreachable("away for a moment")]
    assert await house.hears("hello") == ["you said hello"]


@pytest.mark.parametrize("fault", [ModelRefused("the key is wrong"), RuntimeError("a bug")])
async def test_what_does_not_pass_is_said_and_holds_up_nothing(
    journal: Journal, fault: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    house = House(journal)
    house.parrot.fails["bad"] = [fault]
    first, second = await house.hears("bad", "good")
    assert first.startswith("I could not handle that")
    assert second == "you said good"
    assert ("could not be handled" in caplog.text) == isinstance(fault, RuntimeError)
    assert house.journal.inbox.pending() == ()


async def test_what_was_accepted_is_handled_by_the_next_process(restarts: Restarts) -> None:
    platform = FakeChat()
    restarts.again().inbox.accept([platform.say(str(number)) for number in range(5)], None)
    assert await House(restarts.again(), platform).wakes() == [f"you said {number}" for number in range(5)]


async def test_what_was_answered_and_not_sent_is_sent_by_the_next_process(restarts: Restarts) -> None:
    platform = FakeChat()
    platform.troubles.append(BrokenPipeError("nobody reads"))
    house = House(restarts.again(), platform)
    with pytest.raises(BrokenPipeError):
        await house.hears("hello")
    later = House(restarts.again(), platform)
    assert await later.wakes() == ["you said hello"]
    assert later.parrot.heard["hello"] == 0


async def test_a_message_that_ends_the_program_each_time_is_given_up_and_the_rest_handled(restarts: Restarts) -> None:
    platform = FakeChat()
    poison, *others = (platform.say(text) for text in ("poison", "one", "two"))
    restarts.again().inbox.accept([poison, *others], None)
    for _ in range(MOST_TRIES - 1):
        await _started_and_killed(House(restarts.again(), platform))
    shown = await House(restarts.again(), platform).wakes()
    assert "ended each time" in shown[0]
    assert shown[1:] == ["you said one", "you said two"]


async def test_what_only_waited_in_line_is_not_blamed_for_the_end_of_the_program(restarts: Restarts) -> None:
    platform = FakeChat()
    restarts.again().inbox.accept([platform.say(str(number)) for number in range(30)], None)
    for _ in range(MOST_TRIES - 1):
        await _started_and_killed(House(restarts.again(), platform))
    last = [received.tries for received in restarts.again().inbox.pending()]
    assert last == [MOST_TRIES - 1, *[0] * 29]


async def test_conversations_are_blamed_each_for_its_own(restarts: Restarts) -> None:
    platform = FakeChat()
    said = [platform.say("x", where=room(name)) for name in ("a", "b", "a", "b")]
    restarts.again().inbox.accept(said, None)
    await _started_and_killed(House(restarts.again(), platform))
    assert [received.tries for received in restarts.again().inbox.pending()] == [1, 1, 0, 0]


async def test_events_of_a_platform_that_is_off_today_wait_for_it(restarts: Restarts) -> None:
    restarts.again().inbox.accept([message("from elsewhere", where=chat())], None)
    assert await House(restarts.again()).wakes() == []
    (waiting,) = restarts.again().inbox.pending()
    assert waiting.tries == 0


async def test_an_answer_grows_and_ends_as_one_message(journal: Journal) -> None:
    house = House(journal)
    house.parrot.grows["hello"] = ["you", "you said"]
    await house.hears("hello")
    assert list(house.platform.drafts.values()) == ["you said hello"]


async def test_after_a_crash_a_grown_answer_is_edited_and_not_said_again(restarts: Restarts) -> None:
    platform = HangingChat()
    house = House(restarts.again(), platform)
    house.parrot.grows["hello"] = ["you", "you said"]
    await house.app.on_events([platform.say("hello")], None)
    await platform.hangs.wait()
    await house.app.stop()
    later = House(restarts.again(), platform)
    await later.wakes()
    assert list(platform.drafts.values()) == ["you said hello"]


async def test_a_journal_that_cannot_be_written_stops_the_work_and_loses_nothing(restarts: Restarts) -> None:
    journal, platform = restarts.again(), FakeChat()
    house = House(journal, platform)
    house.parrot.before = journal.close
    with pytest.raises(SatchelError):
        await house.hears("one", "two")
    with pytest.raises(SatchelError):
        await house.app.on_events([platform.say("three")], None)
    await house.app.stop()
    later = House(restarts.again(), platform)
    assert await later.wakes() == ["you said one", "you said two"]


async def _started_and_killed(house: House) -> None:
    """A start that gets as far as taking up what is pending."""
    await house.app.resume()
    await house.app.stop()
