"""Whatever is told, forgotten, lost or changed, in whatever order: index and journal agree."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.ids import EventKey
from tests.builders import HOME, message
from tests.memory.household import LARGE, SMALL, canaries, opened


class IndexAndJournal(RuleBasedStateMachine):
    """One house through its life; `said` is what must be found, `gone` what must not be."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp())
        self.setting = LARGE
        self.said: dict[EventKey, str] = {}
        self.gone: list[str] = []
        self.home = opened(self.folder, self.setting)

    def texts(self, number: int) -> list[str]:
        first = len(self.said) + len(self.gone)
        return canaries(first, first + number)

    @rule(number=st.integers(1, 5))
    def tell(self, number: int) -> None:
        texts = self.texts(number)
        self.said.update(zip(self.home.tell(*texts), texts, strict=True))

    @rule(number=st.integers(1, 5))
    def tell_and_be_interrupted_before_it_is_indexed(self, number: int) -> None:
        texts = self.texts(number)
        notes = self.home.journal.archive.keep([(message(text), HOME) for text in texts])
        self.said.update(zip([note.origin.key for note in notes], texts, strict=True))

    @precondition(lambda self: self.said)
    @rule(data=st.data())
    def forget(self, data: st.DataObject) -> None:
        keys = data.draw(st.sets(st.sampled_from(sorted(self.said)), min_size=1, max_size=4))
        self.home.library.forget(keys)
        self.home.shelves.tend()
        self.home.journal.archive.erase(keys)
        self.gone += [self.said.pop(key) for key in keys]

    @rule()
    def tend(self) -> None:
        self.home.shelves.tend()

    @rule()
    def move(self) -> None:
        self.home.shelves.move()

    @rule(change=st.booleans())
    def restart(self, *, change: bool) -> None:
        self.home.shelves.close()
        self.home.journal.close()
        self.reopen(change=change)

    @rule(change=st.booleans())
    def be_killed(self, *, change: bool) -> None:
        self.home.crash()
        self.reopen(change=change)

    @rule()
    def lose_the_index(self) -> None:
        self.home.crash()
        shutil.rmtree(self.folder / "index")
        self.reopen(change=False)

    def reopen(self, *, change: bool) -> None:
        if change:
            self.setting = SMALL if self.setting == LARGE else LARGE
        self.home = opened(self.folder, self.setting)
        assert self.home.indexed() == self.home.expected()

    @invariant()
    def nothing_forgotten_is_found_and_everything_is_in_the_journal(self) -> None:
        assert {note.origin.key for note in self.home.notes()} == set(self.said)
        assert self.home.indexed() <= self.home.expected()

    def teardown(self) -> None:
        self.home.shelves.catch_up()
        assert self.home.indexed() == self.home.expected()
        for text in list(self.said.values())[-3:]:
            assert text in self.home.found(text.split()[0])
        for text in self.gone[-3:]:
            assert text not in self.home.found(text.split()[0])
        self.home.shelves.close()
        self.home.journal.close()
        shutil.rmtree(self.folder)


TestIndexAndJournal = IndexAndJournal.TestCase
TestIndexAndJournal.settings = settings(
    max_examples=4, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck)
)
