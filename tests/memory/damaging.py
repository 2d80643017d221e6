"""Damages each file of an index, each time in a copy, and starts processes on it until one works.

Run as `python -m tests.memory.damaging FOLDER`: some damage ends the process that loads it, so each
start is a process of its own. They are forked while no shard is open, which is much faster than to begin
each from nothing. Prints what went wrong at each start, and a last line for each file.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from tests.memory.child import SAID
from tests.memory.household import copied, household

STARTS = 3


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def garble(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(bytes(place * 37 % 251 for place in range(min(path.stat().st_size, 4_096))))


def delete(path: Path) -> None:
    path.unlink()


HARMS = (truncate, garble, delete)


def start(folder: Path) -> str:
    """What is wrong after one start; nothing if nothing is."""
    with household(folder) as home:
        if home.indexed() != home.expected():
            return "index and journal do not agree"
        if not all(home.found(said.text.split()[0]) for said in SAID[::13]):
            return "something is not found"
    return ""


def start_apart(folder: Path, name: str) -> bool:
    """Start in a process of its own; says what is wrong and returns whether nothing is."""
    if (process := os.fork()) == 0:
        fault = "failed"
        try:
            fault = start(folder)
        finally:
            os.write(1, f"{name}: {fault}\n".encode() if fault else b"")
            os._exit(1 if fault else 0)
    _, status = os.waitpid(process, 0)
    return os.waitstatus_to_exitcode(status) == 0


def fill(folder: Path) -> None:
    """Apart, too: no shard was ever open in the process that forks."""
    if (process := os.fork()) == 0:
        with household(folder) as home:
            home.take_in(SAID)
        os._exit(0)
    assert os.waitpid(process, 0)[1] == 0


def harms_for(path: Path, number: int) -> tuple[Callable[[Path], None], ...]:
    """A third of the files is enough, each harmed one way; but the map from ids to places may end the process.

    Our own files beside the shard are harmed a different way each.
    """
    if path.name == "mutable_id_tracker.mappings":
        return HARMS
    if path.name.startswith("signs."):
        return (HARMS[number % 3],)
    return () if number % 3 else (HARMS[number // 3 % 3],)


def main(folder: Path) -> None:
    fill(folder)
    files = sorted((path for path in (folder / "index").rglob("*") if path.is_file()), key=lambda path: path.name)
    for number, path in enumerate(files):
        for harm in harms_for(path, number):
            copy = folder.with_name("copy")
            shutil.copytree(folder, copy, copy_function=copied)
            harm(copy / path.relative_to(folder))
            mended = any(start_apart(copy, path.name) for _ in range(STARTS))
            shutil.rmtree(copy)
            print("mended" if mended else "BROKEN", path.name, harm.__name__, flush=True)  # noqa: T201 -- the test reads it


if __name__ == "__main__":
    main(Path(sys.argv[1]))
