"""The contract of Memory: the real one over journal and index, and the fake that other tests stand on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Barrier

import pytest

from bot.errors import BadQuery, ModelUnavailable
from bot.ids import EventKey, SpaceId
from bot.ports import Memory
from bot.records import Missing, Note, Question, Recalled
from tests.builders import CLUB, HOME, later, message, scope
from tests.fakes.embedder import HashedWords
from tests.fakes.memory import WHY, FakeMemory
from tests.memory.household import SMALL, Household, household

LEASE = "the lease ends in june"
BOAT = "the boat is blue"
EELS = "the eels are in the sea"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembering:
    """A memory over a journal of its own; `model` is the one that reads for it."""

    memory: Memory
    home: Household
    model: HashedWords | FakeMemory

    def noted(self, *texts: str, space: SpaceId = HOME) -> tuple[Note, ...]:
        return tuple(self.home.journal.archive.keep([(message(text), space) for text in texts]))

    def tell(self, *texts: str, space: SpaceId = HOME) -> list[EventKey]:
        notes = self.noted(*texts, space=space)
        self.memory.remember(notes)
        return [note.origin.key for note in notes]

    def tell_in_vain(self, text: str, space: SpaceId = HOME) -> tuple[Note, ...]:
        self.model.stumbles_over = text
        notes = self.noted(text, space=space)
        with pytest.raises(ModelUnavailable):
            self.memory.remember(notes)
        self.model.stumbles_over = ""
        return notes

    def asked(self, text: str, *spaces: SpaceId, limit: int = 10) -> Recalled:
        question = Question(text=text, asked_at=later())
        return self.memory.recall(question, scope(*spaces or (HOME,)), limit)


@pytest.fixture(params=["library", "fake"])
def it(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Remembering]:
    with household(tmp_path / "data", SMALL) as home:
        embedder, fake = home.shelves.current.embedder, FakeMemory()
        assert isinstance(embedder, HashedWords)
        if request.param == "library":
            yield Remembering(memory=home.library, home=home, model=embedder)
        else:
            yield Remembering(memory=fake, home=home, model=fake)


def texts(recalled: Recalled) -> list[str]:
    return [hit.record.text for hit in recalled.hits if hit.coverage > 0]


def test_what_was_remembered_is_found_and_nothing_is_said_to_lack(it: Remembering) -> None:
    it.tell(LEASE, BOAT)
    recalled = it.asked("when does the lease end?")
    assert texts(recalled) == [LEASE]
    assert (recalled.missing, recalled.unread) == (None, "")


def test_remembered_twice_is_found_once(it: Remembering) -> None:
    notes = it.noted(LEASE)
    it.memory.remember(notes)
    first = it.asked("lease")
    it.memory.remember(notes)
    assert [hit.record.id for hit in it.asked("lease").hits] == [hit.record.id for hit in first.hits]


def test_the_best_comes_first_and_no_more_than_asked_for(it: Remembering) -> None:
    it.tell("the boat sank", "the blue boat sank in june", "june was wet")
    assert texts(it.asked("blue boat june"))[0] == "the blue boat sank in june"
    assert len(it.asked("blue boat june", limit=2).hits) == 2


def test_a_message_is_found_once_however_long_it_is(it: Remembering) -> None:
    it.tell("the lease ends in june and the boat is blue " * 300)
    assert len(it.asked("lease boat").hits) == 1


def test_what_was_forgotten_is_found_no_more(it: Remembering) -> None:
    keys = it.tell(LEASE, BOAT)
    it.memory.forget(keys[:1])
    assert not texts(it.asked("lease"))
    assert texts(it.asked("boat")) == [BOAT]


@pytest.mark.parametrize("times", [1, 200])
def test_what_says_something_else_by_now_is_found_by_that_alone(it: Remembering, times: int) -> None:
    (note,) = it.noted(f"{LEASE}. " * times)
    it.memory.remember([note])
    for _ in range(2):
        it.memory.revise(replace(note, text=BOAT))
        assert texts(it.asked("lease")) == []
        assert texts(it.asked("boat")) == [BOAT]
    it.memory.forget([note.origin.key])
    assert it.asked("boat").hits == ()


def test_each_scope_finds_its_own_alone(it: Remembering) -> None:
    it.tell(LEASE)
    it.tell("the lease of the club ends in may", space=CLUB)
    assert texts(it.asked("lease", HOME)) == [LEASE]
    assert texts(it.asked("lease", CLUB)) == ["the lease of the club ends in may"]
    assert len(texts(it.asked("lease", HOME, CLUB))) == 2


@pytest.mark.parametrize("text", ["", "  ", "?!"])
def test_a_question_without_a_word_is_refused(it: Remembering, text: str) -> None:
    with pytest.raises(BadQuery):
        it.asked(text)


def test_what_could_not_be_put_there_is_told_in_its_own_scope_until_it_is_there(it: Remembering) -> None:
    notes = it.tell_in_vain(LEASE, CLUB)
    assert it.asked("lease", HOME).missing is None
    for spaces in ((CLUB,), (HOME, CLUB)):
        assert it.asked("lease", *spaces).missing == Missing(messages=1, why=WHY)
    it.memory.remember(notes)
    assert it.asked("lease", CLUB).missing is None
    assert texts(it.asked("lease", CLUB)) == [LEASE]


def test_many_that_are_there_hide_none_that_is_not(it: Remembering) -> None:
    it.tell(*(f"canary {number}" for number in range(120)))
    it.tell(*(f"canary {number}" for number in range(120)), space=CLUB)
    it.tell_in_vain(LEASE)
    assert it.asked("lease", HOME).missing == Missing(messages=1, why=WHY)
    assert it.asked("lease", CLUB).missing is None


def test_a_question_that_its_model_cannot_read_is_looked_for_by_its_words(it: Remembering) -> None:
    it.tell(EELS, BOAT)
    it.model.stumbles_over = "eels"
    recalled = it.asked("where are the eels?")
    assert texts(recalled) == [EELS]
    assert recalled.unread == WHY
    assert not it.asked("boat").unread


def test_each_of_two_threads_hears_of_its_own_question_in_its_own_scope(it: Remembering) -> None:
    it.tell(EELS)
    it.tell(BOAT, space=CLUB)
    it.tell_in_vain(LEASE, CLUB)
    it.model.stumbles_over = "eels"
    together = Barrier(2, timeout=30)

    def asking(text: str, space: SpaceId) -> Callable[[], set[tuple[tuple[str, ...], Missing | None, str]]]:
        def ask() -> set[tuple[tuple[str, ...], Missing | None, str]]:
            heard = set()
            for _ in range(30):
                together.wait()
                recalled = it.asked(text, space)
                together.wait()
                heard.add((tuple(texts(recalled)), recalled.missing, recalled.unread))
            return heard

        return ask

    with ThreadPoolExecutor(2) as threads:
        eels, boat = threads.submit(asking("the eels?", HOME)), threads.submit(asking("the boat?", CLUB))
        assert eels.result() == {((EELS,), None, WHY)}
        assert boat.result() == {((BOAT,), Missing(messages=1, why=WHY), "")}
