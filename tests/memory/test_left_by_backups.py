"""Where a backup may lie, and what a killed one leaves: no copy that a forgetting would not find."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from bot.crashes import CrashPoint
from bot.errors import BadInput
from bot.wiring import open_house
from memory.backups import restore
from memory.folder import DataFolder
from tests.memory.child import SAID
from tests.memory.household import household
from tests.memory.killing import dies_at


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def backup(folder: Path, tmp_path: Path) -> Path:
    with household(folder) as home:
        home.take_in(SAID)
        home.backups.make(tmp_path / "backup.zip")
    return tmp_path / "backup.zip"


@pytest.mark.parametrize("part", ["media", "layer", "index"])
def test_a_backup_is_not_written_where_the_next_one_would_hold_it(folder: Path, part: str) -> None:
    with household(folder) as home:
        (folder / part / "below").mkdir()
        for place in (folder / part, folder / part / "below"):
            with pytest.raises(BadInput, match="into another folder"):
                home.backups.make(place / "backup.zip")


def test_a_backup_holds_nothing_that_a_killed_one_left(folder: Path, tmp_path: Path) -> None:
    with household(folder) as home:
        left = folder / "media" / ".old.zip.unfinished" / "journal.sqlite3"
        left.parent.mkdir()
        left.write_text("forgotten since")
        (folder / "media" / "unfinished").write_text("mine")
        home.backups.make(tmp_path / "backup.zip")
    with zipfile.ZipFile(tmp_path / "backup.zip") as archive:
        assert [name for name in archive.namelist() if "unfinished" in name] == ["media/unfinished"]


def test_a_link_to_an_empty_folder_stays_a_link(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "new").symlink_to(tmp_path / "disk")
    restore(backup, DataFolder(tmp_path / "new"))
    assert (tmp_path / "new").is_symlink()
    assert (tmp_path / "disk" / "journal.sqlite3").exists()


def test_what_a_killed_restore_left_goes_when_its_folder_is_opened(backup: Path, tmp_path: Path) -> None:
    dies_at(CrashPoint.RESTORE_BEFORE_RENAME, "restore", tmp_path / "new", str(backup))
    (left,) = tmp_path.glob(".new*")
    assert (left / "data" / "journal.sqlite3").exists()
    with open_house(tmp_path / "new"):
        assert list(tmp_path.glob(".*")) == []
