"""Of strangers no byte is left in the journal's files, whether they came in or went."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import BadInput
from bot.ids import PersonId
from bot.ports import Outcome
from memory.journal import Journal, open_beside
from tests.builders import MORNING, later, message, part
from tests.contracts.test_door import cause, contact
from tests.memory.journal.test_erasure import bytes_on_disk, traces

NAME = "Mallory the Marvellous"
WORDS = "let me in, I know about the blue door"


def knocked(journal: Journal) -> str:
    knock = journal.door.knock(contact(), NAME, cause(), MORNING)
    assert knock is not None
    return knock.code


def left(journal: Journal, folder: Path) -> tuple[int, int]:
    """How often the name stands in the files while they are open, and when they are closed."""
    open_now = traces(folder, NAME)
    journal.close()
    return open_now, bytes_on_disk(folder).count(NAME.encode())


def test_a_name_is_there_while_its_stranger_waits(journal: Journal, tmp_path: Path) -> None:
    knocked(journal)
    assert journal.door.waiting(later(59))
    assert left(journal, tmp_path) > (0, 0)


def test_the_name_of_who_waited_too_long_goes_when_it_is_looked_who_waits(journal: Journal, tmp_path: Path) -> None:
    knocked(journal)
    assert journal.door.waiting(later(60)) == ()
    assert left(journal, tmp_path) == (0, 0)


def test_the_name_of_who_was_let_in_goes(journal: Journal, tmp_path: Path) -> None:
    journal.door.admit(knocked(journal), PersonId("mallory"), MORNING)
    assert left(journal, tmp_path) == (0, 0)


def test_the_name_of_whom_another_process_let_in_goes(journal: Journal, tmp_path: Path) -> None:
    code = knocked(journal)
    with closing(open_beside(tmp_path / "journal.sqlite3")) as beside:
        beside.door.admit(code, PersonId("mallory"), MORNING)
        assert journal.door.waiting(MORNING) == ()
    assert left(journal, tmp_path) == (0, 0)


def test_a_code_that_comes_too_late_takes_the_name_along(journal: Journal, tmp_path: Path) -> None:
    code = knocked(journal)
    with pytest.raises(BadInput):
        journal.door.admit(code, PersonId("mallory"), later(61))
    journal.door.waiting(later(61))
    assert left(journal, tmp_path) == (0, 0)


@pytest.mark.parametrize("given_up", [False, True], ids=["answered", "given up"])
def test_of_words_that_are_not_to_be_kept_no_byte_is_left(journal: Journal, tmp_path: Path, *, given_up: bool) -> None:
    (received,) = journal.inbox.accept([message(WORDS, by=NAME)], None)
    outcome = Outcome(space=None, unsaid=True, parts=(part("Who are you?"),), text="Who are you?")
    if given_up:
        journal.inbox.fail(received.seq, "something went wrong", outcome)
    else:
        journal.inbox.finish(received.seq, outcome)
    assert traces(tmp_path, WORDS, NAME) == 0
    journal.close()
    assert b"blue door" not in bytes_on_disk(tmp_path)
