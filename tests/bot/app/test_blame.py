"""What ends the program is found out and given up; what was only there at the time is not."""

from __future__ import annotations

import pytest

from bot.app import MOST_TRIES
from bot.errors import SatchelError
from memory.journal import Journal
from tests.bot.app.house import Dreamer, House
from tests.builders import scope
from tests.conftest import Restarts
from tests.fakes.chat import FakeChat, room


async def test_a_message_that_ends_the_program_each_time_is_given_up_and_the_rest_handled(restarts: Restarts) -> None:
    platform = FakeChat()
    poison, *others = (platform.say(text) for text in ("poison", "one", "two"))
    restarts.again().inbox.accept([poison, *others], None)
    for _ in range(MOST_TRIES):
        await _killed_over(restarts.again(), platform, "poison")
    journal = restarts.again()
    shown = await House(journal, platform).wakes()
    assert "ended each time" in shown[0]
    assert "kept it as a note, but what is searched does not hold it" in shown[0]
    assert "/forget #1" in shown[0]
    assert shown[1:] == ["you said one", "you said two"]
    assert [said.text for said in journal.transcript.recent(scope(), 10)] == ["two", "one", "poison"]
    assert [event for _, _, event in journal.annals.messages(0, 1)] == [poison]
    # An index that reads it might end the program just so; it can be forgotten all the same.
    assert [note.text for _, note in journal.annals.notes(0, 10)] == ["one", "two"]
    assert poison.key in journal.transcript.keys(scope())
    assert [said.text for said in journal.transcript.numbered([1], scope())] == ["poison"]


async def test_what_is_no_note_is_none_for_having_ended_the_program(restarts: Restarts) -> None:
    platform = FakeChat()
    restarts.again().inbox.accept([platform.say("/poison")], None)
    for _ in range(MOST_TRIES):
        await _killed_over(restarts.again(), platform, "/poison")
    journal = restarts.again()
    (shown,) = await House(journal, platform).wakes()
    assert "I kept no note of it. It stays in the journal as #1 until you send: /forget #1." in shown
    assert journal.transcript.count(scope()) == 0


async def test_what_the_program_may_have_ended_over_is_handled_with_nothing_beside_it(restarts: Restarts) -> None:
    platform = FakeChat()
    waiting, suspect = (platform.say(text, where=room(text)) for text in ("waiting", "suspect"))
    _, begun = restarts.again().inbox.accept([waiting, suspect], None)
    restarts.again().inbox.begin(begun.seq)
    dreamer = Dreamer(frozenset({"suspect"}))
    house = House(restarts.again(), platform, dreamer)
    await house.app.resume()
    await dreamer.hears(1)
    await house.app.on_events([platform.say("fresh", where=room("fresh"))], None)
    house.journal.close()
    await house.app.stop()
    assert dreamer.heard == {"suspect": 1}
    tries = [received.tries for received in restarts.again().inbox.pending()]
    assert tries == [0, 2, 0]
    assert set(await House(restarts.again(), platform).wakes()) == {
        "you said waiting",
        "you said suspect",
        "you said fresh",
    }


async def test_what_only_waited_in_line_is_not_blamed_for_the_end_of_the_program(restarts: Restarts) -> None:
    platform = FakeChat()
    restarts.again().inbox.accept([platform.say(str(number)) for number in range(30)], None)
    for _ in range(MOST_TRIES - 1):
        await _killed_over(restarts.again(), platform, "0")
    last = [received.tries for received in restarts.again().inbox.pending()]
    assert last == [MOST_TRIES - 1, *[0] * 29]


async def test_conversations_are_blamed_each_for_what_it_had_begun(restarts: Restarts) -> None:
    platform = FakeChat()
    said = [platform.say(text, where=room(text[0])) for text in ("a1", "b1", "a2", "b2")]
    restarts.again().inbox.accept(said, None)
    await _killed_over(restarts.again(), platform, "a1", "b1")
    assert [received.tries for received in restarts.again().inbox.pending()] == [1, 1, 0, 0]


async def test_what_ends_the_program_each_time_takes_no_other_conversation_along(restarts: Restarts) -> None:
    platform = FakeChat()
    texts = [f"text {number}" for number in range(40)]
    restarts.again().inbox.accept([platform.say(text, where=room(text)) for text in texts], None)
    await _killed_over(restarts.again(), platform, *texts[:16])
    assert [received.tries for received in restarts.again().inbox.pending()] == [*[1] * 16, *[0] * 24]
    for _ in range(MOST_TRIES - 1):
        await _killed_by(restarts.again(), platform, texts[5])
    shown = set(await House(restarts.again(), platform).wakes())
    assert {f"you said {text}" for text in texts if text != texts[5]} < shown
    assert sum("could not" in said for said in shown) == 1


async def test_a_clean_stop_counts_as_no_try(restarts: Restarts) -> None:
    platform = FakeChat()
    restarts.again().inbox.accept([platform.say("hello")], None)
    for _ in range(MOST_TRIES + 1):
        dreamer = Dreamer()
        house = House(restarts.again(), platform, dreamer)
        await house.app.resume()
        await dreamer.hears(1)
        assert [received.tries for received in house.journal.inbox.pending()] == [1]
        await house.app.stop()
        assert [received.tries for received in house.journal.inbox.pending()] == [0]
    assert await House(restarts.again(), platform).wakes() == ["you said hello"]


async def _killed_over(journal: Journal, platform: FakeChat, *texts: str) -> None:
    """A start that ends while it handles these, and can write nothing any more."""
    dreamer = Dreamer(frozenset(texts))
    house = House(journal, platform, dreamer)
    await house.app.resume()
    await dreamer.hears(len(texts))
    journal.close()
    await house.app.stop()


async def _killed_by(journal: Journal, platform: FakeChat, text: str) -> None:
    """A start that handles what it can until it comes to this."""
    house = House(journal, platform)
    house.parrot.before = lambda: journal.close() if house.parrot.heard[text] else None
    with pytest.raises(SatchelError):
        await house.wakes()
    await house.app.stop()
