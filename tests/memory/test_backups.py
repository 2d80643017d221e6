"""A backup is whole, made while others write, and becomes the same house again elsewhere."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from bot.crashes import CrashPoint
from bot.errors import BadInput, DataFolderError, FolderIsNewer, FolderNotWritable, StoreDamaged
from bot.ports import Completion, Outcome
from memory.backups import Backups, restore
from memory.folder import DataFolder
from memory.journal import open_journal
from tests.builders import ADA, HOME, MORNING, chat, message, part, scope
from tests.memory.child import SAID
from tests.memory.household import Household, household
from tests.memory.killing import dies_at, started


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def backup(folder: Path, tmp_path: Path) -> Path:
    """A backup of a house that was told SAID, was asked something and spent money."""
    with household(folder) as home:
        home.take_in(SAID)
        (asked,) = home.journal.inbox.accept([message("where is the lease?")], None)
        home.journal.inbox.finish(asked.seq, Outcome(space=HOME, parts=(part("in the drawer"),), text="in the drawer"))
        home.journal.inbox.accept([message("not handled yet")], None)
        spending = home.journal.spend.reserve(ADA, MORNING, 0.25)
        home.journal.spend.settle(spending, Completion(text="x", model="m", tokens_in=1, tokens_out=2, cost=0.125))
        for place in (home.folder.media / "ab" / "abcd", home.folder.layer / "person.json", home.folder.settings):
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(b"# " + place.name.encode())
        home.backups.make(tmp_path / "backup.zip")
    return tmp_path / "backup.zip"


def rewritten(backup: Path, name: str, change: dict[str, bytes]) -> Path:
    """The same zip with some files changed, or more of them."""
    copy = backup.with_name(name)
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(copy, "w") as new:
        held = {each: old.read(each) for each in old.namelist()}
        for each, data in (held | change).items():
            new.writestr(each, data)
    return copy


def manifest_of(backup: Path) -> dict[str, object]:
    with zipfile.ZipFile(backup) as archive:
        manifest: dict[str, object] = json.loads(archive.read("manifest.json"))
    return manifest


def state_of(home: Household) -> list[object]:
    journal = home.journal
    return [
        home.notes(),
        home.indexed(),
        journal.inbox.pending(),
        journal.transcript.recent(scope(), 1_000, only_kept=False),
        journal.transcript.turns(chat(), scope(), 1_000, 10),
        journal.outbox.waiting(),
        journal.spend.spent(ADA, MORNING),
        journal.progress.get("backups"),
        sorted((path.name, path.read_bytes()) for path in home.folder.media.rglob("*") if path.is_file()),
        sorted((path.name, path.read_bytes()) for path in home.folder.layer.rglob("*") if path.is_file()),
        home.folder.settings.read_bytes(),
    ]


def test_what_is_restored_equals_what_was_backed_up(folder: Path, backup: Path, tmp_path: Path) -> None:
    restore(backup, DataFolder(tmp_path / "new"))
    assert {path.stat().st_mode & 0o077 for path in [tmp_path / "new", *(tmp_path / "new").rglob("*")]} == {0}
    with household(folder) as home, household(tmp_path / "new") as restored:
        assert state_of(restored) == state_of(home)
        assert len(restored.indexed()) == len(SAID)
        assert restored.found("canary00007")


def test_an_empty_folder_can_be_restored_into(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    restore(backup, DataFolder(tmp_path / "new"))
    assert (tmp_path / "new" / "journal.sqlite3").exists()


def test_a_backup_is_for_its_owner_alone_and_leaves_nothing_beside_it(backup: Path) -> None:
    assert backup.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in backup.parent.iterdir()) == ["backup.zip", "data"]


def test_a_backup_is_made_while_another_process_writes(folder: Path, tmp_path: Path) -> None:
    with household(folder):
        pass
    process = started("tell", folder)
    assert process.stdout is not None
    process.stdout.readline()
    journal = open_journal(DataFolder(folder).journal)
    backups = Backups(folder=DataFolder(folder), progress=journal.progress)
    made = 0
    while process.poll() is None or made == 0:
        backups.make(tmp_path / f"{made}.zip")
        made += 1
    journal.close()
    _, errors = process.communicate()
    assert process.returncode == 0, errors
    for number in range(made):
        restore(tmp_path / f"{number}.zip", DataFolder(tmp_path / str(number)))
        with household(tmp_path / str(number)) as restored:
            assert restored.indexed() == restored.expected()
            assert len(restored.indexed()) in (0, 20, 40)


def test_a_backup_overwrites_nothing_and_needs_a_folder(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("mine")
    with household(folder) as home:
        with pytest.raises(BadInput, match="overwrites nothing"):
            home.backups.make(tmp_path / "there")
        with pytest.raises(BadInput, match="make it first"):
            home.backups.make(tmp_path / "nowhere" / "backup.zip")
        with pytest.raises(FolderNotWritable):
            home.backups.make(tmp_path / ("x" * 300))


def test_a_folder_that_holds_something_is_not_restored_into(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "mine").write_text("mine")
    (tmp_path / "file").write_text("mine")
    for name in ("new", "file"):
        with pytest.raises(BadInput, match="not empty"):
            restore(backup, DataFolder(tmp_path / name))
    with pytest.raises(FolderNotWritable):
        restore(backup, DataFolder(tmp_path / "file" / "below"))
    assert (tmp_path / "new" / "mine").read_text() == "mine"


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no file"):
        restore(tmp_path / "backup.zip", DataFolder(tmp_path / "new"))


@pytest.mark.parametrize("share", [0, 0.3, 0.99])
def test_half_a_backup_is_refused(backup: Path, tmp_path: Path, share: float) -> None:
    whole = backup.read_bytes()
    backup.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(StoreDamaged, match="no whole backup"):
        restore(backup, DataFolder(tmp_path / "new"))
    assert not (tmp_path / "new").exists()


def test_a_changed_byte_anywhere_is_refused_or_changes_nothing(backup: Path, tmp_path: Path) -> None:
    whole = backup.read_bytes()
    refused = 0
    for place in range(3, len(whole), max(1, len(whole) // 60)):
        backup.write_bytes(whole[:place] + bytes([whole[place] ^ 0x5A]) + whole[place + 1 :])
        target = DataFolder(tmp_path / f"new-{place}")
        try:
            restore(backup, target)
        except (BadInput, DataFolderError):
            refused += 1
            assert not target.path.exists()
        else:
            with household(target.path) as restored:
                assert {note.origin.key for note in restored.notes()} == {said.key for said in SAID}
    assert refused > 30


@pytest.mark.parametrize("name", ["../outside", "../../outside", "media/../../outside", "journal.sqlite3/x", "."])
def test_names_that_lead_elsewhere_are_refused(backup: Path, tmp_path: Path, name: str) -> None:
    manifest = manifest_of(backup)
    files = manifest["files"]
    assert isinstance(files, dict)
    bad = manifest | {"files": files | {name: "0" * 64}}
    evil = rewritten(backup, "evil.zip", {name: b"evil", "manifest.json": json.dumps(bad).encode()})
    with pytest.raises((StoreDamaged, FolderNotWritable)):
        restore(evil, DataFolder(tmp_path / "new"))
    assert not (tmp_path / "new").exists()
    assert not list(tmp_path.parent.rglob("outside"))


def test_a_name_from_the_root_is_refused(backup: Path, tmp_path: Path) -> None:
    name = str(tmp_path / "outside")
    bad = manifest_of(backup) | {"files": {"journal.sqlite3": "0" * 64, name: "0" * 64}}
    with pytest.raises(StoreDamaged):
        restore(
            rewritten(backup, "evil.zip", {name: b"evil", "manifest.json": json.dumps(bad).encode()}),
            DataFolder(tmp_path / "new"),
        )
    assert not (tmp_path / "outside").exists()


def test_files_that_the_manifest_does_not_name_are_left_out(backup: Path, tmp_path: Path) -> None:
    restore(rewritten(backup, "more.zip", {"stowaway": b"x"}), DataFolder(tmp_path / "new"))
    assert not (tmp_path / "new" / "stowaway").exists()


NONSENSE = [b"", b"[]", b"null", b"{}", b'{"version": 1}', b'{"version": 1, "files": []}', b"\xff"]


@pytest.mark.parametrize("manifest", NONSENSE)
def test_a_manifest_that_makes_no_sense_is_refused(backup: Path, tmp_path: Path, manifest: bytes) -> None:
    with pytest.raises(StoreDamaged, match="no whole backup"):
        restore(rewritten(backup, "odd.zip", {"manifest.json": manifest}), DataFolder(tmp_path / "new"))


def test_a_backup_of_a_later_version_is_refused(backup: Path, tmp_path: Path) -> None:
    later = json.dumps(manifest_of(backup) | {"version": 2}).encode()
    with pytest.raises(BadInput, match="later version"):
        restore(rewritten(backup, "later.zip", {"manifest.json": later}), DataFolder(tmp_path / "new"))


def test_a_backup_with_a_journal_of_a_later_version_is_refused(backup: Path, tmp_path: Path) -> None:
    journal = tmp_path / "journal.sqlite3"
    with zipfile.ZipFile(backup) as archive:
        journal.write_bytes(archive.read(journal.name))
    with closing(sqlite3.connect(journal)) as connection:
        connection.execute("PRAGMA user_version = 999")
    manifest = manifest_of(backup) | {"files": {journal.name: sha256(journal.read_bytes()).hexdigest()}}
    changed = {journal.name: journal.read_bytes(), "manifest.json": json.dumps(manifest).encode()}
    with pytest.raises(FolderIsNewer):
        restore(rewritten(backup, "later.zip", changed), DataFolder(tmp_path / "new"))
    assert not (tmp_path / "new").exists()


def test_a_restore_that_was_killed_can_be_done_again_and_leaves_nothing(backup: Path, tmp_path: Path) -> None:
    dies_at(CrashPoint.RESTORE_BEFORE_RENAME, "restore", tmp_path / "new", str(backup))
    assert not (tmp_path / "new").exists()
    restore(backup, DataFolder(tmp_path / "new"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.zip", "data", "new"]


def test_what_is_restored_on_a_server_gets_an_index_of_its_own(backup: Path, folder: Path, tmp_path: Path) -> None:
    restore(backup, DataFolder(tmp_path / "new"))
    with household(folder) as home, household(tmp_path / "new") as restored:
        assert restored.journal.progress.get("our name") != home.journal.progress.get("our name")
