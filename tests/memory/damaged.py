"""A folder in which everything of SAID was told, for tests that damage its index."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.memory.child import SAID
from tests.memory.household import copied, household


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which everything of SAID was told, and the index written anew once."""
    path = tmp_path_factory.mktemp("told") / "data"
    with household(path) as home:
        home.take_in(SAID)
        home.shelves.purge()
    return path


@pytest.fixture
def folder(told: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(told, tmp_path / "data", copy_function=copied)


def index_of(folder: Path) -> Path:
    (root,) = (folder / "index").iterdir()
    return root


def current(folder: Path) -> Path:
    return index_of(folder) / (index_of(folder) / "current").read_text()


def only(folder: Path, name: str) -> Path:
    (place,) = folder.rglob(name)
    return place
