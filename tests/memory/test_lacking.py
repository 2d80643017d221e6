"""What cannot be found yet is told, with why, and nothing else is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.errors import IndexUnreachable, ModelUnavailable
from bot.ids import SpaceId
from bot.ports import Outcome
from bot.records import Question
from memory.filling import MOST_COUNTED
from memory.library import Library
from tests.builders import HOME, later, message, scope
from tests.fakes.embedder import HashedWords
from tests.memory.household import AWAY, SMALL, Household, canaries, household, opened
from tests.peers.qdrant import qdrant_peer

CLUB = SpaceId("club")
WHY = "the embedding model does not answer; it is tried again later"
REST = "nothing of it is lost, and I go on trying"
UNREAD = f"I looked for the words of the question alone, not for what it means ({WHY})"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Household]:
    with household(tmp_path / "data", SMALL) as home:
        yield home


def lacking(home: Household, space: SpaceId = HOME) -> str:
    return home.library.lacking(scope(space))


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
    assert lacking(home) == f"2 messages cannot be found yet ({WHY}); {REST}"
    home.shelves.tend()
    assert home.found("code")
    assert not lacking(home)


def test_what_is_forgotten_lacks_no_more(home: Household) -> None:
    tell_in_vain(home, "the code is 4711")
    assert lacking(home).startswith("1 message cannot")
    home.erase([note.origin.key for note in home.notes()])
    assert not lacking(home)


def test_each_scope_hears_of_its_own_messages_alone(home: Household) -> None:
    tell_in_vain(home, "the code is 4711", space=CLUB)
    assert not lacking(home)
    assert lacking(home, CLUB).startswith("1 message cannot")


def test_what_is_still_being_handled_does_not_lack(home: Household) -> None:
    (received,) = home.journal.inbox.accept([message("the code is 4711")], None)
    set_away(home, True)
    with pytest.raises(ModelUnavailable):
        home.library.remember(home.journal.annals.of([received.event.key]))
    assert not lacking(home)
    home.journal.inbox.finish(received.seq, Outcome(space=HOME, keep=True))
    assert lacking(home) == f"1 message cannot be found yet ({WHY}); {REST}"


def test_a_message_of_which_a_piece_is_missing_lacks(tmp_path: Path) -> None:
    with household(tmp_path / "data", SMALL) as home:
        home.journal.inbox.accept([message("what keeps the mark where it is?")], None)
        home.tell("one two three four " * 1_000)
        pieces = sorted(home.indexed())
        assert len(pieces) > 1
        home.shelves.current.index.delete(pieces[:1])
    with household(tmp_path / "data", SMALL) as home:
        assert lacking(home) == f"1 message cannot be found yet; {REST}"


def test_what_an_earlier_process_put_there_and_could_not_mark_is_not_said_to_lack(tmp_path: Path) -> None:
    with household(tmp_path / "data", SMALL) as home:
        home.journal.inbox.accept([message("where is the lease?")], None)
        home.tell("the lease ends in june")
    with household(tmp_path / "data", SMALL) as home:
        assert home.found("lease")
        assert not lacking(home)


def test_an_index_that_is_being_filled_tells_how_much_is_left_and_no_old_reason(tmp_path: Path) -> None:
    home = opened(tmp_path / "data", SMALL)
    home.journal.archive.keep([(message(text), HOME) for text in canaries(0, 600)])
    home.crash()
    with household(tmp_path / "data", AWAY) as home:
        assert lacking(home) == f"at least {MOST_COUNTED} messages cannot be found yet ({WHY}); {REST}"
        set_away(home, False)
        home.shelves.tend()
        assert lacking(home) == f"88 messages cannot be found yet; {REST}"
        home.shelves.tend()
        assert not lacking(home)


def test_a_server_that_is_away_is_no_error_but_the_reason(tmp_path: Path) -> None:
    with qdrant_peer() as peer:
        address = peer.address
    with household(tmp_path / "data", SMALL, qdrant_url=address) as home:
        with pytest.raises(IndexUnreachable):
            home.tell("the lease ends in june")
        assert lacking(home).startswith("1 message cannot be found yet (the Qdrant server does not answer")


def found(library: Library, text: str) -> bool:
    """Whether a question finds a word of it."""
    hits = library.recall(Question(text=text, asked_at=later()), scope(), 10)
    return any(hit.coverage > 0 for hit in hits)


def test_a_question_that_the_model_could_not_read_is_told_until_it_reads_one(home: Household) -> None:
    library = home.library
    home.tell("the lease ends in june")
    for away, told in ((False, ""), (True, UNREAD), (False, "")):
        set_away(home, away)
        assert found(library, "lease")
        assert library.lacking(scope()) == told


def test_messages_and_the_question_are_told_of_together(home: Household) -> None:
    library = home.library
    tell_in_vain(home, "the code is 4711")
    set_away(home, True)
    assert not found(library, "code")
    assert library.lacking(scope()) == f"1 message cannot be found yet ({WHY}); {REST}; {UNREAD}"
