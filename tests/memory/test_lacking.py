"""What cannot be found yet is told, with why, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.errors import IndexUnreachable, ModelUnavailable
from bot.ids import EventKey, SpaceId
from bot.ports import Outcome
from bot.records import Missing, Question, Recalled, Scope
from memory.filling import MOST_COUNTED
from memory.journal.annals import SqliteAnnals
from memory.shelves import Shelves
from tests.builders import HOME, later, message, scope
from tests.fakes.embedder import HashedWords
from tests.memory.household import AWAY, LARGE, SMALL, Household, canaries, household, opened
from tests.peers.qdrant import qdrant_peer

CLUB = SpaceId("club")
WHY = "the embedding model does not answer; it is tried again later"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Household]:
    with household(tmp_path / "data", SMALL) as home:
        yield home


def asked(home: Household, text: str = "anything", space: SpaceId = HOME) -> Recalled:
    return home.library.recall(Question(text=text, asked_at=later()), scope(space), 10)


def lacking(home: Household, space: SpaceId = HOME) -> Missing | None:
    return asked(home, space=space).missing


def missing(messages: int, why: str = WHY, *, at_least: bool = False) -> Missing:
    return Missing(messages=messages, why=why, at_least=at_least)


def set_away(home: Household, away: bool) -> None:
    embedder = home.shelves.current.embedder
    assert isinstance(embedder, HashedWords)
    embedder.away = away


def tell_in_vain(home: Household, *texts: str, space: SpaceId = HOME) -> None:
    """Keep notes while the model is away."""
    set_away(home, True)
    with pytest.raises(ModelUnavailable):
        home.tell(*texts, space=space)
    set_away(home, False)


def killed_unmarked(home: Household) -> None:
    """What is in the index has outlived the process, which had no time to mark it."""
    home.shelves.current.index.flush()
    home.crash()


def test_nothing_lacks_where_everything_is_found(home: Household) -> None:
    assert not lacking(home)
    home.tell("the lease ends in june", " \n ")
    assert not lacking(home)
    home.shelves.tend()
    assert not lacking(home)


def test_what_could_not_be_put_there_is_counted_with_the_reason_until_it_is_there(home: Household) -> None:
    home.tell("the lease ends in june")
    tell_in_vain(home, "the code is 4711", "the boat is blue", "  ")
    home.tell("the cat is called Momo")
    assert lacking(home) == missing(2)
    home.shelves.tend()
    assert home.found("code")
    assert not lacking(home)


def test_what_is_forgotten_lacks_no_more(home: Household) -> None:
    tell_in_vain(home, "the code is 4711")
    assert lacking(home) == missing(1)
    home.erase([note.origin.key for note in home.notes()])
    assert not lacking(home)


def test_each_scope_hears_of_its_own_messages_alone(home: Household) -> None:
    tell_in_vain(home, "the code is 4711", space=CLUB)
    assert not lacking(home)
    assert lacking(home, CLUB) == missing(1)


def test_what_is_still_being_handled_does_not_lack(home: Household) -> None:
    (received,) = home.journal.inbox.accept([message("the code is 4711")], None)
    set_away(home, True)
    with pytest.raises(ModelUnavailable):
        home.library.remember(home.journal.annals.of([received.event.key]))
    assert not lacking(home)
    home.journal.inbox.finish(received.seq, Outcome(space=HOME, keep=True))
    assert lacking(home) == missing(1)


def test_a_message_of_which_a_piece_is_missing_lacks(tmp_path: Path) -> None:
    home = opened(tmp_path / "data", SMALL)
    home.tell("one two three four " * 1_000)
    pieces = sorted(home.indexed())
    assert len(pieces) > 1
    home.shelves.current.index.delete(pieces[:1])
    killed_unmarked(home)
    with household(tmp_path / "data", AWAY) as home:
        assert len(home.indexed()) == len(pieces) - 1
        assert home.shelves.missing(scope()) == missing(1)


def test_what_an_earlier_process_put_there_and_could_not_mark_is_not_said_to_lack(tmp_path: Path) -> None:
    home = opened(tmp_path / "data", SMALL)
    home.tell("the lease ends in june")
    killed_unmarked(home)
    with household(tmp_path / "data", AWAY) as home:
        assert home.found("lease")
        assert not home.shelves.missing(scope())


def test_what_is_handled_later_than_what_came_behind_it_lacks_until_it_is_there(tmp_path: Path) -> None:
    with household(tmp_path / "data", SMALL) as home:
        early, late = home.journal.inbox.accept([message("the boat is blue"), message("the shed is locked")], None)
        home.tell("the lease ends in june")
        home.journal.inbox.finish(late.seq, Outcome(space=HOME, keep=True))
    with household(tmp_path / "data", SMALL) as home:
        assert home.found("shed")
        home.shelves.tend()
        home.journal.inbox.finish(early.seq, Outcome(space=HOME, keep=True))
        assert not home.found("boat")
        assert not home.shelves.missing(scope(CLUB))
        assert lacking(home) == missing(1, "")
        home.shelves.tend()
        assert home.found("boat")
        assert not lacking(home)


def test_an_index_that_is_being_filled_tells_how_much_is_left_and_no_old_reason(tmp_path: Path) -> None:
    home = opened(tmp_path / "data", SMALL)
    home.journal.archive.keep([(message(text), HOME) for text in canaries(0, 600)])
    home.crash()
    with household(tmp_path / "data", AWAY) as home:
        assert lacking(home) == missing(MOST_COUNTED, at_least=True)
        set_away(home, False)
        home.shelves.tend()
        assert lacking(home) == missing(88, "")
        home.shelves.tend()
        assert not lacking(home)


def test_what_another_space_lacks_hides_nothing(tmp_path: Path) -> None:
    home = opened(tmp_path / "data", SMALL)
    for space in (CLUB, HOME):
        home.journal.archive.keep([(message(text), space) for text in canaries(0, 150)])
    home.crash()
    with household(tmp_path / "data", AWAY) as home:
        for space in (HOME, CLUB):
            assert home.shelves.missing(scope(space)) == missing(MOST_COUNTED, at_least=True)


@pytest.mark.parametrize("put_by", ["this process", "an earlier one"])
def test_one_message_lacks_however_many_before_it_do_not(tmp_path: Path, put_by: str) -> None:
    home = opened(tmp_path / "data", SMALL)
    home.tell(*canaries(0, 620))
    if put_by == "this process":
        tell_in_vain(home, "the code is 4711")
        assert lacking(home) == missing(1)
    else:
        home.journal.archive.keep([(message("the code is 4711"), HOME)])
    killed_unmarked(home)
    with household(tmp_path / "data", AWAY) as home:
        assert home.shelves.missing(scope()) == missing(1)
        assert home.shelves.missing(scope()) == missing(1)


class Interrupted(SqliteAnnals):
    """The journal's notes; something happens at the first look at what an index may lack."""

    def __init__(self, annals: SqliteAnnals) -> None:
        super().__init__(annals._database)
        self.then: Callable[[], None] | None = None

    def keys(self, after: int, scope: Scope, limit: int) -> tuple[tuple[int, EventKey], ...]:
        then, self.then = self.then, None
        if then is not None:
            then()
        return super().keys(after, scope, limit)


def test_an_index_whose_place_another_takes_meanwhile_is_not_asked_what_lacks(tmp_path: Path) -> None:
    with household(tmp_path / "data", SMALL) as home:
        home.tell("the lease ends in june")
    with household(tmp_path / "data", LARGE) as home:
        home.tell("the boat is blue")
        annals = Interrupted(home.journal.annals)
        shelves = Shelves(home.shelves.current, home.shelves.coming, annals, home.journal.progress)
        annals.then = shelves.move
        assert shelves.missing(scope()) is None
        assert shelves.coming is None


def test_a_server_that_is_away_is_no_error_but_the_reason(tmp_path: Path) -> None:
    with qdrant_peer() as peer:
        address = peer.address
    with household(tmp_path / "data", SMALL, qdrant_url=address) as home:
        with pytest.raises(IndexUnreachable):
            home.tell("the lease ends in june")
        told = home.shelves.missing(scope())
        assert told is not None
        assert told.messages == 1
        assert told.why.startswith("the Qdrant server does not answer")


def test_a_question_that_the_model_could_not_read_is_told_with_what_its_words_found(home: Household) -> None:
    home.tell("the lease ends in june")
    for away, told in ((False, ""), (True, WHY), (False, "")):
        set_away(home, away)
        recalled = asked(home, "lease")
        assert recalled.hits[0].coverage > 0
        assert recalled.unread == told
