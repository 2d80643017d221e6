"""A backup that could give nothing back is none: it is neither made nor restored, and nobody takes it for clean."""

from __future__ import annotations

import json
import os
import zipfile
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from bot.errors import StoreDamaged
from memory.backups import Backups, restore
from memory.folder import DataFolder
from memory.journal import open_beside
from tests.memory.child import SAID
from tests.memory.household import Household, household

JOURNAL = "journal.sqlite3"


NEAR_THE_BEGINNING = 9 * 512
AT_THE_END = -8_192


def harm(journal: Path, at: int) -> None:
    """Write over two of its pages, as a disk that fails may do; `at` is negative from the end."""
    with journal.open("r+b") as file:
        file.seek(at, os.SEEK_SET if at > 0 else os.SEEK_END)
        file.write(b"\xa5" * 8_192)


def told(folder: Path) -> Path:
    """A data folder in which everything of SAID was told."""
    with household(folder) as home:
        home.take_in(SAID)
    return folder


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def backup_of(home: Household, file: Path) -> Path:
    home.backups.make(file)
    return file


def harmed(backup: Path, at: int) -> Path:
    """The same backup, as it was made of a damaged journal."""
    copy, journal = backup.with_name("harmed.zip"), backup.with_name("harmed.sqlite3")
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(copy, "w") as new:
        journal.write_bytes(old.read(JOURNAL))
        harm(journal, at)
        new.write(journal, JOURNAL)
        manifest = {"version": 1, "files": {JOURNAL: sha256(journal.read_bytes()).hexdigest()}}
        new.writestr("manifest.json", json.dumps(manifest))
    journal.unlink()
    return copy


def test_no_backup_is_made_of_a_damaged_journal(tmp_path: Path) -> None:
    folder = DataFolder(told(tmp_path / "data"))
    harm(folder.journal, NEAR_THE_BEGINNING)
    damaged = pytest.raises(StoreDamaged, match=r"data/journal\.sqlite3 is damaged.*satchel restore")
    with closing(open_beside(folder.journal)) as journal, damaged:
        Backups(folder=folder, progress=journal.progress).make(tmp_path / "backup.zip")
    assert names_in(tmp_path) == ["data"]


def test_a_backup_with_a_damaged_journal_is_refused_and_leaves_no_folder(tmp_path: Path) -> None:
    with household(told(tmp_path / "data")) as home:
        bad = harmed(backup_of(home, tmp_path / "backup.zip"), NEAR_THE_BEGINNING)
    with pytest.raises(StoreDamaged, match=r"harmed\.zip holds a damaged journal; take another backup"):
        restore(bad, DataFolder(tmp_path / "new"))
    assert names_in(tmp_path) == ["backup.zip", "data", "harmed.zip"]


def test_what_is_forgotten_may_still_be_in_a_backup_that_is_damaged(tmp_path: Path) -> None:
    with household(told(tmp_path / "data")) as home:
        file = backup_of(home, tmp_path / "backup.zip")
        harmed(file, AT_THE_END).replace(file)
        assert home.erase([SAID[7].key]).unreached == (str(file),)
