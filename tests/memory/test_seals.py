"""An index answers only beside the journal that it was filled from, in the state that it was filled from."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.crashes import CrashPoint
from memory.filling import Mark, read_mark
from tests.memory.household import Household, household, opened
from tests.memory.killing import dies_at


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Of a house that was told of an alpaca and an otter."""
    with household(tmp_path / "data") as home:
        home.tell("the alpaca sleeps in the attic", "the otter keeps a diary")
    return tmp_path / "data"


def ended(home: Household) -> None:
    home.shelves.close()
    home.journal.close()


def agree(home: Household) -> bool:
    return home.indexed() == home.expected()


def segments(folder: Path) -> set[str]:
    """What an index that is built anew has others of."""
    return {path.name for path in folder.glob("index/*/*/segments/*")}


ENDS: list[Callable[[Household], None]] = [ended, Household.crash]


@pytest.mark.parametrize("end", ENDS)
def test_an_older_copy_of_the_index_brings_nothing_forgotten_back(
    folder: Path, tmp_path: Path, end: Callable[[Household], None]
) -> None:
    shutil.copytree(folder / "index", tmp_path / "older")
    home = opened(folder)
    home.erase([home.notes()[1].origin.key])
    home.tell("the stork bought a trumpet")
    end(home)
    shutil.rmtree(folder / "index")
    (tmp_path / "older").rename(folder / "index")
    with household(folder) as home:
        assert not home.found("otter")
        assert home.found("trumpet")
        assert agree(home)


def test_an_index_copied_while_it_was_in_use_is_known_for_an_older_one(folder: Path, tmp_path: Path) -> None:
    with household(folder) as home:
        shutil.copytree(folder / "index", tmp_path / "older")
        home.erase([home.notes()[1].origin.key])
        home.tell("the stork bought a trumpet")
    shutil.rmtree(folder / "index")
    (tmp_path / "older").rename(folder / "index")
    with household(folder) as home:
        assert not home.found("otter")
        assert agree(home)


@pytest.mark.parametrize("end", ENDS)
def test_an_older_copy_of_the_journal_leaves_nothing_in_the_index_that_nobody_could_forget(
    folder: Path, tmp_path: Path, end: Callable[[Household], None]
) -> None:
    shutil.copy(folder / "journal.sqlite3", tmp_path / "older")
    home = opened(folder)
    home.tell("the heron guards the violin case", "the walrus plays chess")
    home.shelves.current.index.flush()
    end(home)
    for left in folder.glob("journal.sqlite3*"):
        left.unlink()
    (tmp_path / "older").rename(folder / "journal.sqlite3")
    with household(folder) as home:
        assert not home.found("heron")
        assert home.found("otter")
        assert agree(home)


def test_one_whose_last_change_the_journal_does_not_know_is_built_anew(folder: Path) -> None:
    dies_at(CrashPoint.FLUSH_BEFORE_MARK, "tell", folder)
    before = segments(folder)
    with household(folder) as home:
        assert agree(home)
        assert home.found("canary00107")
        assert home.found("otter")
    assert not before & segments(folder)


def test_one_that_was_killed_in_quiet_is_used_on(folder: Path) -> None:
    home = opened(folder)
    home.erase([home.notes()[1].origin.key])
    home.crash()
    before = segments(folder)
    with household(folder) as home:
        assert agree(home)
    assert before <= segments(folder)


def test_one_from_before_there_were_seals_is_used_on(folder: Path) -> None:
    home = opened(folder)
    name = home.shelves.current.name
    mark = read_mark(home.journal.progress, name)
    home.journal.progress.set(name, str(Mark(seq=mark.seq, points=mark.points)))
    (folder / "index" / name / "seal").unlink()
    home.crash()
    before = segments(folder)
    with household(folder) as home:
        assert agree(home)
    assert before <= segments(folder)
