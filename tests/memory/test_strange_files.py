"""What is no file where a file of the index belongs, or no folder, is damage: the next start mends it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.memory.child import SAID
from tests.memory.damaged import current, folder, index_of, only, told
from tests.memory.household import household

__all__ = ["folder", "told"]

POINTER = ("current", "current.new")
SHARD = ("signs.whole", "signs.whole.new", "signs.heads", "signs.terms", "edge_config.json", "condemned")


def every_start_serves(folder: Path) -> None:
    """This one and the next, with what is told and written anew in between."""
    for canary in ("greenhouse", "lighthouse"):
        with household(folder) as home:
            assert home.indexed() == home.expected()
            assert all(home.found(said.text.split()[0]) for said in SAID)
            home.tell(f"the {canary} is locked")
            home.shelves.purge()
            assert home.found(canary)


@pytest.mark.parametrize("name", [*POINTER, *(f"in use/{name}" for name in SHARD)])
def test_a_folder_in_the_place_of_a_file_is_mended_by_the_next_start(folder: Path, name: str) -> None:
    place = current(folder) / name.removeprefix("in use/") if "/" in name else index_of(folder) / name
    place.unlink(missing_ok=True)
    (place / "something").mkdir(parents=True)
    every_start_serves(folder)


def a_loop(place: Path) -> None:
    place.symlink_to(place)


def a_link_to_nothing(place: Path) -> None:
    place.symlink_to(place.with_name("nothing"))


LINKED = ("current", "in use/signs.heads", "in use/signs.terms")
STRANGE: list[tuple[str, Callable[[Path], None]]] = [
    (name, os.mkfifo) for name in (*POINTER, *(f"in use/{name}" for name in SHARD))
]
STRANGE += [(name, put) for name in LINKED for put in (a_loop, a_link_to_nothing)]


@pytest.mark.parametrize(("name", "put"), STRANGE)
def test_what_is_neither_file_nor_folder_is_mended_by_the_next_start(
    folder: Path, name: str, put: Callable[[Path], None]
) -> None:
    place = current(folder) / name.removeprefix("in use/") if "/" in name else index_of(folder) / name
    place.unlink(missing_ok=True)
    put(place)
    for _ in range(2):
        with household(folder) as home:
            assert home.indexed() == home.expected()
            assert home.found(SAID[0].text.split()[0])


def test_a_pipe_among_the_engines_own_files_is_not_waited_for(folder: Path) -> None:
    place = only(folder, "payload_storage/page_0.dat")
    place.unlink()
    os.mkfifo(place)
    every_start_serves(folder)


@pytest.mark.parametrize("place", [index_of, current, lambda folder: current(folder) / "segments"])
def test_a_file_in_the_place_of_a_folder_is_mended_by_the_next_start(
    folder: Path, place: Callable[[Path], Path]
) -> None:
    there = place(folder)
    shutil.rmtree(there)
    there.write_text("something")
    every_start_serves(folder)
