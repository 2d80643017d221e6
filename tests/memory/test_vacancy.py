"""A folder that was looked into, and told nothing, is as good as a new one."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.crashes import CrashPoint
from bot.errors import BadInput, FolderInUse
from memory.backups import restore
from memory.folder import DataFolder
from tests.builders import message
from tests.memory.child import SAID
from tests.memory.household import household
from tests.memory.killing import dies_at


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    with household(tmp_path / "data") as home:
        home.take_in(SAID)
        home.backups.make(tmp_path / "backup.zip")
    return tmp_path / "backup.zip"


def test_a_folder_in_which_nothing_was_ever_told_can_be_restored_into(backup: Path, tmp_path: Path) -> None:
    with household(tmp_path / "new"):
        pass
    dies_at(CrashPoint.RESTORE_BEFORE_RENAME, "restore", tmp_path / "new", str(backup))
    restore(backup, DataFolder(tmp_path / "new"))
    with household(tmp_path / "new") as restored:
        assert restored.found("canary00007")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.zip", "data", "new"]


@pytest.mark.parametrize(
    "held", ["a note", "an event", "what was forgotten", "media/ab", "layer/ada.json", "satchel.toml"]
)
def test_a_folder_that_holds_anything_of_its_persons_is_not(backup: Path, tmp_path: Path, held: str) -> None:
    with household(tmp_path / "new") as home:
        if held == "an event":
            home.journal.inbox.accept([message("not handled yet")], None)
        elif held == "a note":
            home.tell("precious")
        elif held == "what was forgotten":
            home.erase(home.tell("precious"))
        else:
            (tmp_path / "new" / held).write_text("precious")
    before = {path: path.read_bytes() for path in (tmp_path / "new").rglob("*") if path.suffix in (".sqlite3", ".toml")}
    with pytest.raises(BadInput, match="not empty"):
        restore(backup, DataFolder(tmp_path / "new"))
    assert {path: path.read_bytes() for path in before} == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.zip", "data", "new"]


def test_an_index_without_its_journal_is_not_overwritten(backup: Path, tmp_path: Path) -> None:
    with household(tmp_path / "new") as home:
        home.tell("precious")
    (tmp_path / "new" / "journal.sqlite3").unlink()
    with pytest.raises(BadInput, match="not empty"):
        restore(backup, DataFolder(tmp_path / "new"))


def test_a_folder_that_another_process_uses_is_not_restored_into(backup: Path, tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "new")
    folder.make()
    with folder.locked(), pytest.raises(FolderInUse):
        restore(backup, folder)
    restore(backup, folder)
