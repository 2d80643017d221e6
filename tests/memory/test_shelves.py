"""The index keeps abreast of the journal, whatever is changed, lost or away meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import ModelUnavailable
from bot.events import MessageReceived
from bot.ports import Outcome
from bot.wiring.shelving import discard_index
from memory.filling import read_mark
from memory.folder import DataFolder
from tests.builders import HOME, chat, message, scope
from tests.memory.household import AWAY, LARGE, SMALL, canaries, household, opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


def some(first: int, last: int) -> list[MessageReceived]:
    return [message(text) for text in canaries(first, last)]


def test_what_was_told_is_found_after_a_restart(folder: Path) -> None:
    with household(folder) as home:
        home.tell("the lease ends in june")
        before = home.indexed()
    with household(folder) as home:
        assert home.found("lease") == ["the lease ends in june"]
        assert home.indexed() == home.expected() == before


def test_what_was_not_made_durable_comes_back_from_the_journal(folder: Path) -> None:
    home = opened(folder)
    home.take_in(some(0, 30))
    home.shelves.catch_up()
    home.take_in(some(30, 60))
    home.crash()
    with household(folder) as home:
        assert home.indexed() == home.expected()
        assert len(home.indexed()) == 60


def test_what_was_kept_and_never_put_into_the_index_is_there_when_the_index_is_closed(folder: Path) -> None:
    with household(folder) as home:
        home.journal.archive.keep([(said, HOME) for said in some(0, 5)])
    with household(folder) as home:
        assert home.indexed() == home.expected()
        assert len(home.indexed()) == 5


def test_what_is_still_being_handled_does_not_keep_the_rest_from_being_durable_for_ever(folder: Path) -> None:
    with household(folder) as home:
        (open_one,) = home.journal.inbox.accept([message("where is the lease?")], None)
        home.take_in(some(0, 5))
        home.shelves.tend()
        home.journal.inbox.finish(open_one.seq, Outcome(space=HOME))
    with household(folder) as home:
        assert home.indexed() == home.expected()
        assert len(home.indexed()) == 5


def test_what_is_never_handled_keeps_nothing_behind_it_from_the_index(folder: Path) -> None:
    with household(folder) as home:
        home.journal.inbox.accept([message("of a platform that is no more", where=chat("elsewhere"))], None)
        home.tell("the lease ends in june")
    discard_index(DataFolder(folder))
    home = opened(folder)
    assert home.found("lease")
    assert home.indexed() == home.expected()
    home.crash()
    with household(folder) as home:
        assert read_mark(home.journal.progress, home.shelves.current.name).seq == 2
        assert home.indexed() == home.expected()


def test_what_was_passed_while_it_was_handled_is_there_after_a_kill(folder: Path) -> None:
    home = opened(folder)
    waiting, poison = home.journal.inbox.accept([message("the boat is blue"), message("the shed is locked")], None)
    home.tell("the lease ends in june")
    home.shelves.tend()
    home.library.remember(home.journal.annals.of([poison.event.key]))
    home.journal.inbox.finish(waiting.seq, Outcome(space=HOME, keep=True))
    home.journal.inbox.finish(poison.seq, Outcome(space=HOME, keep=True, unread=True))
    home.shelves.current.index.flush()
    home.crash()
    with household(folder) as home:
        assert home.found("boat")
        assert home.indexed() == home.expected()
        assert len(home.indexed()) == 2


def test_a_new_embedder_fills_its_index_while_the_old_one_answers(folder: Path) -> None:
    with household(folder, LARGE) as home:
        home.take_in(some(0, 600))
    with household(folder, SMALL) as home:
        assert home.shelves.current.setting == LARGE
        assert home.shelves.coming is not None
        home.shelves.tend()
        assert home.shelves.current.setting == LARGE
        assert home.found("canary00590")
        home.tell("said meanwhile")
        assert home.found("meanwhile")
        home.shelves.move()
    with household(folder, SMALL) as home:
        assert home.shelves.coming is None
        assert home.shelves.current.setting == SMALL
        assert home.found("canary00590")
        assert home.found("meanwhile")
        assert home.indexed() == home.expected()
        assert len(home.indexed()) == 601
    assert len(list((folder / "index").iterdir())) == 1


def test_filling_goes_on_in_quiet_moments_until_the_new_index_takes_over(folder: Path) -> None:
    with household(folder, LARGE) as home:
        home.take_in(some(0, 1_100))
    with household(folder, SMALL) as home:
        moments = 0
        while home.shelves.coming is not None:
            home.shelves.tend()
            moments += 1
        assert moments == 3
        assert home.indexed() == home.expected()


def test_filling_goes_on_where_it_was_when_the_program_was_killed(folder: Path) -> None:
    with household(folder, LARGE) as home:
        home.take_in(some(0, 1_100))
    home = opened(folder, SMALL)
    home.shelves.tend()
    home.crash()
    with household(folder, SMALL) as home:
        coming = home.shelves.coming
        assert coming is not None
        assert 500 < coming.index.flush() < 600
        home.shelves.move()
        assert home.indexed() == home.expected()
        assert len(home.indexed()) == 1_100


def test_what_was_forgotten_while_the_new_index_was_filled_stays_forgotten(folder: Path) -> None:
    with household(folder, LARGE) as home:
        keys = home.take_in(some(0, 1_100))
    with household(folder, SMALL) as home:
        home.shelves.tend()
        gone = [keys[0], keys[1_099]]
        home.erase(gone)
        home.shelves.move()
        assert home.indexed() == home.expected()
        assert len(home.indexed()) == 1_098
        assert not home.found("canary00000")
        assert not home.found("canary01099")


def test_what_is_being_forgotten_is_not_brought_back_from_a_journal_that_still_holds_it(folder: Path) -> None:
    with household(folder, LARGE) as home:
        home.tell("the lease ends in june")
    with household(folder, SMALL) as home:
        keys = home.tell("the code is 4711")
        home.library.forget(keys)
        home.shelves.tend()
        home.shelves.move()
        assert not home.found("code")
        home.journal.archive.erase(keys)
        assert home.indexed() == home.expected()


def test_what_is_forgotten_before_it_was_put_there_does_not_come_back(folder: Path) -> None:
    with household(folder, LARGE) as home:
        (note,) = home.journal.archive.keep([(message("the code is 4711"), HOME)])
        home.erase([note.origin.key])
        home.library.remember([note])
        assert not home.found("code")
        assert home.indexed() == home.expected() == set()


def test_changing_ones_mind_before_the_new_index_is_full_keeps_the_old_one(folder: Path) -> None:
    with household(folder, LARGE) as home:
        home.take_in(some(0, 5))
    with household(folder, SMALL):
        pass
    with household(folder, LARGE) as home:
        assert home.shelves.coming is None
        assert home.indexed() == home.expected()
    assert len(list((folder / "index").iterdir())) == 1


def test_two_settings_of_one_model_share_its_index(folder: Path) -> None:
    with household(folder, SMALL) as home:
        home.tell("the lease ends in june")
    with household(folder, "hashed:016") as home:
        assert home.shelves.coming is None
        assert home.found("lease")
    with household(folder, "hashed:016") as home:
        assert home.indexed() == home.expected()


def test_an_embedder_that_is_no_longer_to_be_had_gives_way_to_the_wanted_one(folder: Path) -> None:
    with household(folder, LARGE) as home:
        home.tell("the lease ends in june")
        home.journal.progress.set("shelf", "uninstalled:one")
    with household(folder, SMALL) as home:
        assert home.shelves.current.setting == SMALL
        assert home.found("lease")


def test_a_model_that_is_away_keeps_nobody_from_starting_and_what_is_said_meanwhile_is_found_later(
    folder: Path,
) -> None:
    with household(folder, SMALL) as home:
        home.tell("the lease ends in june")
    with household(folder, AWAY) as home:
        assert home.found("lease")
        with pytest.raises(ModelUnavailable):
            home.tell("the code is 4711")
        home.shelves.tend()
    with household(folder, SMALL) as home:
        assert home.found("code")
        assert home.indexed() == home.expected()


def test_a_model_that_was_never_there_is_told(folder: Path) -> None:
    with pytest.raises(ModelUnavailable):
        opened(folder, AWAY)


def test_an_index_that_is_discarded_is_built_anew_under_the_same_ids_and_texts(folder: Path) -> None:
    with household(folder) as home:
        home.tell("one two three four " * 1_000, "the lease ends in june", "  \n ")
        before = home.shelves.current.index.fetch(sorted(home.indexed()), scope())
        assert len(before) > 10
    discard_index(DataFolder(folder))
    assert list((folder / "index").iterdir()) == []
    with household(folder) as home:
        after = home.shelves.current.index.fetch(sorted(home.indexed()), scope())
        assert {record.id: record for record in after} == {record.id: record for record in before}


def test_a_folder_of_the_index_that_nobody_uses_is_removed(folder: Path) -> None:
    with household(folder) as home:
        home.tell("the lease ends in june")
        (home.folder.index / "of-another-time").mkdir()
    with household(folder):
        pass
    assert len(list((folder / "index").iterdir())) == 1
