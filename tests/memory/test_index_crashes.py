"""A process is killed while it works on the index; the next one finds everything, once."""

from __future__ import annotations

import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.crashes import CrashPoint
from bot.ids import EventKey
from tests.memory.child import MORE, SAID
from tests.memory.household import LARGE, SMALL, household
from tests.memory.killing import dies_at, started


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder in which everything of SAID was told."""
    path = tmp_path / "data"
    with household(path) as home:
        home.take_in(SAID)
    return path


@pytest.mark.parametrize(
    "point",
    [
        CrashPoint.REMEMBER_BEFORE_UPSERT,
        CrashPoint.REMEMBER_AFTER_UPSERT,
        CrashPoint.FLUSH_BEFORE_MARK,
        CrashPoint.FLUSH_AFTER_MARK,
        CrashPoint.REINDEX_AFTER_BATCH,
    ],
)
def test_killed_while_told_something_the_next_start_finds_all_of_it(folder: Path, point: CrashPoint) -> None:
    # Opening passes the end of a batch once before anything is told.
    dies_at(point, "tell", folder, time=2 if point is CrashPoint.REINDEX_AFTER_BATCH else 1)
    with household(folder) as home:
        assert {said.key for said in SAID} <= {note.origin.key for note in home.notes()}
        assert home.indexed() == home.expected()
        assert home.found("canary00039")
        home.take_in(MORE)
        assert len(home.indexed()) == len(SAID) + len(MORE)


@pytest.mark.parametrize("point", [CrashPoint.REWRITE_BEFORE_SWAP, CrashPoint.REWRITE_AFTER_SWAP])
def test_killed_while_the_index_is_written_anew_nothing_is_lost_and_one_copy_is_left(
    folder: Path, point: CrashPoint
) -> None:
    dies_at(point, "purge", folder)
    with household(folder) as home:
        assert home.indexed() == home.expected()
        assert len(home.indexed()) == len(SAID)
        home.shelves.purge()
    assert len(list(folder.rglob("edge_config.json"))) == 1


def test_what_a_killed_process_left_running_disturbs_nobody(folder: Path) -> None:
    process = started("purge", folder)
    assert process.stdout is not None
    process.stdout.readline()
    while len(list(folder.rglob("edge_config.json"))) < 2:
        assert process.poll() is None
        time.sleep(0.001)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    with household(folder) as home:
        home.take_in(MORE)
        home.shelves.purge()
        assert home.indexed() == home.expected()
        assert len(home.indexed()) == len(SAID) + len(MORE)
    with household(folder) as home:
        assert home.found("canary00139")
    assert len(list(folder.rglob("edge_config.json"))) == 1


@pytest.mark.parametrize(
    ("point", "in_use_then"),
    [
        (CrashPoint.REINDEX_AFTER_BATCH, LARGE),
        (CrashPoint.REINDEX_BEFORE_SWITCH, LARGE),
        (CrashPoint.REINDEX_AFTER_SWITCH, SMALL),
    ],
)
def test_killed_while_the_embedder_is_changed_the_next_start_goes_on(
    folder: Path, point: CrashPoint, in_use_then: str
) -> None:
    dies_at(point, "move", folder, time=2 if point is CrashPoint.REINDEX_AFTER_BATCH else 1)
    with household(folder, SMALL) as home:
        assert home.shelves.current.setting == in_use_then
        assert home.found("canary00007")
        home.shelves.move()
        assert home.shelves.current.setting == SMALL
        assert home.indexed() == home.expected()
        assert len(home.indexed()) == len(SAID)
        assert home.found("canary00007")
    assert len(list(folder.rglob("edge_config.json"))) == 1


def test_what_changes_while_the_index_is_written_anew_is_in_the_new_one(folder: Path) -> None:
    with household(folder) as home, ThreadPoolExecutor(1) as aside:
        purging = aside.submit(home.shelves.purge)
        told: list[EventKey] = []
        while not purging.done():
            told += home.tell(f"meanwhile{len(told)} something was said", "nothing of importance")
            home.library.forget(told[1::2])
        purging.result()
        index = home.shelves.current.index
        assert set(index.ids()) == home.indexed()
        assert home.found("meanwhile0")
        assert home.found(f"meanwhile{len(told) - 2}")
        assert not home.found("importance")
        assert index.flush() == len(SAID) + len(told) // 2
