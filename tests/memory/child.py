"""A process that does one thing in a data folder, so that it can be killed in the middle of it."""

from __future__ import annotations

import sys
from pathlib import Path

from memory.backups import restore
from memory.folder import DataFolder
from tests.builders import message
from tests.memory.household import LARGE, SMALL, Household, canaries, household

SAID = [message(text, id=f"said-{number}") for number, text in enumerate(canaries(0, 40))]
MORE = [message(text, id=f"more-{number}") for number, text in enumerate(canaries(100, 140))]


def tell(home: Household) -> None:
    home.take_in(MORE[:20])
    home.take_in(MORE[20:])
    home.shelves.catch_up()


def forget(home: Household) -> None:
    home.erase(said.key for said in SAID[::2])


def purge(home: Household) -> None:
    home.shelves.purge()


def move(home: Household) -> None:
    home.shelves.move()


ACTIONS = {action.__name__: action for action in (tell, forget, purge, move)}


def main(action: str, path: Path, source: str = "") -> None:
    if action == "restore":
        restore(Path(source), DataFolder(path))
        return
    with household(path, SMALL if action == "move" else LARGE) as home:
        sys.stdout.write("open\n")
        sys.stdout.flush()
        ACTIONS[action](home)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
