"""Whatever happens to the index's files, it is built anew from the journal, under the same ids."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import IndexFault, StoreDamaged, WrongDimension
from bot.ids import SpaceId
from bot.ports import SparseVector
from memory.edge import EdgeIndex
from memory.edge.shard import condemn, foreign_errors
from tests.builders import scope
from tests.indexes import asked, points
from tests.memory.child import SAID
from tests.memory.damaged import current, folder, index_of, only, told
from tests.memory.damaging import garble
from tests.memory.household import household

__all__ = ["folder", "told"]


def lose_all(folder: Path) -> None:
    shutil.rmtree(folder / "index")


def lose_pointer(folder: Path) -> None:
    (index_of(folder) / "current").unlink()


def empty_pointer(folder: Path) -> None:
    (index_of(folder) / "current").write_bytes(b"")


def garble_pointer(folder: Path) -> None:
    (index_of(folder) / "current").write_bytes(b"../../journal\xff\x00")


def point_nowhere(folder: Path) -> None:
    (index_of(folder) / "current").write_text("nowhere")


def leave_half_a_copy(folder: Path) -> None:
    shutil.copytree(current(folder), index_of(folder) / "half")
    shutil.rmtree(index_of(folder) / "half" / "segments")


def leave_half_a_pointer(folder: Path) -> None:
    (index_of(folder) / "current.new").write_text("ha")


def die_while_loading(folder: Path) -> None:
    condemn(current(folder))


def lose_all_segments(folder: Path) -> None:
    shutil.rmtree(current(folder) / "segments")


def lose_signs(folder: Path) -> None:
    for path in current(folder).glob("signs.*"):
        path.unlink()


def go_back_to_the_beginning(folder: Path) -> None:
    shutil.rmtree(current(folder))
    EdgeIndex(index_of(folder), 32).close()


def make_it_of_another_dimension(folder: Path) -> None:
    shutil.rmtree(index_of(folder))
    EdgeIndex(folder / "index" / "hashed-words-32-v3", 16).close()


def lose_payloads(folder: Path) -> None:
    shutil.rmtree(only(folder, "payload_storage"))


def lose_sight_of_payloads(folder: Path) -> None:
    blank(only(folder, "payload_storage/tracker.dat"))


def lose_sight_of_spaces(folder: Path) -> None:
    blank(only(folder, "payload_index/*/tracker.dat"))


def blank(path: Path) -> None:
    """Zeros at its old length, written in place."""
    with path.open("r+b") as file:
        file.write(bytes(path.stat().st_size))


MISHAPS = [
    lose_payloads,
    lose_sight_of_payloads,
    lose_sight_of_spaces,
    lose_all,
    lose_pointer,
    empty_pointer,
    garble_pointer,
    point_nowhere,
    leave_half_a_copy,
    leave_half_a_pointer,
    die_while_loading,
    lose_all_segments,
    lose_signs,
    go_back_to_the_beginning,
    make_it_of_another_dimension,
]


@pytest.mark.parametrize("mishap", MISHAPS)
def test_the_next_start_finds_everything_under_the_same_ids(folder: Path, mishap: Callable[[Path], None]) -> None:
    mishap(folder)
    with household(folder) as home:
        assert home.indexed() == home.expected()
        assert len(home.indexed()) == len(SAID)
        assert all(home.found(said.text.split()[0]) for said in SAID)
    assert len(list(folder.rglob("edge_config.json"))) == 1


def test_damage_to_any_file_is_mended_within_three_starts(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.memory.damaging", str(tmp_path / "data")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    outcomes = [line for line in done.stdout.splitlines() if line.startswith(("mended", "BROKEN"))]
    assert len(outcomes) > 8
    # Vectors carry no checksum: garbled ones are vectors too, and words still find.
    assert [line for line in outcomes if line.startswith("BROKEN") and "chunk_0.mmap" not in line] == []


def test_damage_that_shows_while_we_work_is_told_and_mended_by_the_next_start(folder: Path) -> None:
    with household(folder) as home:
        (payload,) = folder.rglob("payload_storage/page_0.dat")
        garble(payload)
        with pytest.raises(IndexFault, match="Start Satchel again"):
            home.found("canary00007")
    with household(folder) as home:
        assert home.found("canary00007")
        assert home.indexed() == home.expected()


def test_words_that_are_lost_while_we_work_are_told_and_mended_by_the_next_start(folder: Path) -> None:
    with household(folder) as home:
        lose_sight_of_payloads(folder)
        with pytest.raises(IndexFault, match="lost what a record says"):
            home.found("canary00007")
    with household(folder) as home:
        assert home.found("canary00007")
        assert home.indexed() == home.expected()


def test_what_is_told_to_a_damaged_index_is_found_after_the_next_start(folder: Path) -> None:
    with household(folder) as home:
        condemn(current(folder))
        home.tell("the lease ends in june")
    with household(folder) as home:
        assert home.found("lease")


def test_an_index_of_another_dimension_is_not_opened(tmp_path: Path) -> None:
    index = EdgeIndex(tmp_path / "index", 32)
    index.upsert(points("green tea"))
    index.close()
    for _ in range(2):
        with pytest.raises(WrongDimension):
            EdgeIndex(tmp_path / "index", 16)
    index = EdgeIndex(tmp_path / "index", 32)
    assert index.flush() == 1
    index.close()


def test_what_was_not_flushed_may_be_lost_but_never_what_was(tmp_path: Path) -> None:
    kept, later = points("green tea", "black tea")
    index = EdgeIndex(tmp_path / "index", 32)
    index.upsert([kept])
    assert index.flush() == 1
    index.upsert([later])
    del index
    index = EdgeIndex(tmp_path / "index", 32)
    assert kept.record.id in set(index.ids())
    index.close()


def test_a_panic_of_the_engine_is_damage_and_an_interruption_is_not() -> None:
    panic = type("PanicException", (BaseException,), {})
    with pytest.raises(StoreDamaged), foreign_errors(Path("index")):
        raise panic("index out of bounds")
    with pytest.raises(KeyboardInterrupt), foreign_errors(Path("index")):
        raise KeyboardInterrupt


def test_what_a_failed_change_left_of_another_space_is_shut_out_of_every_search(tmp_path: Path) -> None:
    index = EdgeIndex(tmp_path / "index", 32)
    stays, leaves, broken = points("green tea", "black tea", "red tea")
    index.upsert([stays, leaves])
    left = replace(leaves, record=replace(leaves.record, space=SpaceId("elsewhere")))
    # The engine panics at a term without a weight, after it changed what was there already.
    with pytest.raises(IndexFault):
        index.upsert([left, replace(broken, sparse=SparseVector(indices=(1, 2), values=(1.0,)))])
    assert index.fetch([leaves.record.id], scope(SpaceId("elsewhere"))) == (left.record,)
    assert index.search(asked("tea")).ids() == (stays.record.id,)
    index.close()
