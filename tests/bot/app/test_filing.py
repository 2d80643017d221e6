"""A disk that is full while an answer is filed: it is filed when there is room again, and never made anew."""

from __future__ import annotations

from bot.ids import Conversation
from bot.replies import Part, Reply
from memory.journal import Journal
from tests.bot.app.house import House
from tests.fakes.chat import FakeChat

LONG = "a long story " * 1_000
"""More than fits into the pages that the journal has already."""


class FullAtFirst(FakeChat):
    """Where the journal may not grow while the first answer is filed, for which that is rendered each time."""

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal
        self.rendered = 0

    def render(self, to: Conversation, reply: Reply) -> tuple[Part, ...]:
        self.rendered += 1
        with self._journal.database.transaction() as connection:
            connection.execute(f"PRAGMA max_page_count = {1 if self.rendered == 1 else 1 << 30}")
        return super().render(to, reply)


async def test_what_could_not_be_filed_is_filed_later_and_not_thought_of_again(journal: Journal) -> None:
    platform = FullAtFirst(journal)
    house = House(journal, platform)
    assert await house.hears(LONG, "hello") == [f"you said {LONG}", "you said hello"]
    assert platform.rendered == 3
    assert house.parrot.heard == {LONG: 1, "hello": 1}
    assert journal.inbox.pending() == ()


async def test_an_answer_that_grew_and_could_not_be_filed_ends_as_one_message(journal: Journal) -> None:
    platform = FullAtFirst(journal)
    house = House(journal, platform)
    house.parrot.grows[LONG] = ["you", "you said"]
    await house.hears(LONG)
    assert list(platform.drafts.values()) == [f"you said {LONG}"]
    assert (platform.rendered, house.parrot.heard[LONG]) == (2, 1)
