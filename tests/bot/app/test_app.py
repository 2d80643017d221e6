"""The house at work: committed first, handled in order, given up in words, taken up after a restart."""

from __future__ import annotations

import asyncio

import pytest

from bot.errors import IndexUnreachable, ModelRefused, SatchelError
from bot.ids import Conversation, MessageId
from memory.journal import Journal
from tests.bot.app.house import House
from tests.builders import chat, message, scope
from tests.conftest import Restarts
from tests.fakes.chat import FakeChat


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
async def test_what_cannot_be_handled_is_kept_as_a_note_and_a_command_is_not(
    journal: Journal, fault: Exception
) -> None:
    house = House(journal)
    house.parrot.fails = {"the lease ends in June": [fault], "/undo": [fault], "let me in": [fault]}
    house.parrot.strange = {"let me in"}
    note, command = await house.hears("the lease ends in June", "/undo", "let me in")
    assert note.endswith("I kept it as a note.")
    assert command.endswith("I kept no note of it; you can send it again.")
    assert [kept.text for _, kept in journal.annals.notes(0, 10)] == ["the lease ends in June"]
    assert len(journal.transcript.recent(scope(), 10, only_kept=False)) == 2
    assert journal.inbox.pending() == ()


async def test_what_is_given_up_takes_the_place_of_its_draft(journal: Journal) -> None:
    house = House(journal)
    house.parrot.grows["hello"] = ["you", "you said"]
    house.parrot.stumbles["hello"] = ModelRefused("the key is wrong")
    (shown,) = await house.hears("hello")
    assert list(house.platform.drafts.values()) == [shown]
    assert "the key is wrong" in shown


async def test_what_was_accepted_is_handled_though_the_platform_stops_waiting_for_it(journal: Journal) -> None:
    house = House(journal)
    hearing = asyncio.create_task(house.app.on_events([house.platform.say("hello")], None))
    while not journal.inbox.pending():
        await asyncio.sleep(0)
        hearing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await hearing
    await house.app.settled()
    assert house.platform.shown() == ["you said hello"]


async def test_what_arrives_at_the_same_time_is_handled_in_the_order_of_the_journal(journal: Journal) -> None:
    house = House(journal)
    said = [house.platform.say(str(number)) for number in range(200)]
    await asyncio.gather(*(house.app.on_events([one], None) for one in said))
    await house.app.settled()
    journaled = [one.text for one in reversed(journal.transcript.recent(scope(), 200))]
    assert house.platform.shown() == [f"you said {text}" for text in journaled]


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
