"""What a person told it to forget goes, though the program was killed or the disk was full in the middle of it."""

from __future__ import annotations

import zipfile
from contextlib import ExitStack
from pathlib import Path

import pytest

from bot.crashes import CrashPoint
from memory.folder import DataFolder
from tests.cli.limits import files_no_larger_than, limited
from tests.cli.running import Cli
from tests.memory.test_erasure import texts_in_shards
from tests.program import Program

OTHER, SECRET = "the dentist is on tuesday at nine", "the vault combination is ninety-one forty"
WORDLLAMA = 256


def holds(data: Path, text: str) -> bool:
    """Whether a text stands in a file of the folder, or in the index's compressed pages."""
    files = [path for path in data.rglob("*") if path.is_file()]
    return any(text.encode() in path.read_bytes() for path in files) or text in texts_in_shards(data, WORDLLAMA)


@pytest.mark.parametrize(
    "point",
    [
        CrashPoint.FORGET_AFTER_COMMIT,
        CrashPoint.FORGET_BEFORE_INDEX,
        CrashPoint.FORGET_AFTER_INDEX,
        CrashPoint.REWRITE_BEFORE_SWAP,
    ],
)
@pytest.mark.parametrize("next_command", [("status",), ("search", "vault combination")])
def test_whatever_runs_next_finishes_what_a_killed_conversation_began(
    satchel: Program, point: CrashPoint, next_command: tuple[str, ...]
) -> None:
    satchel.chat(OTHER, SECRET)
    killed = satchel.chat("/undo", SATCHEL_CRASH_AT=point)
    assert (killed.status, killed.out) == (-9, "")
    after = satchel.run(*next_command)
    assert (after.status, after.err) == (0, "")
    assert SECRET not in after.out
    assert not holds(satchel.data, SECRET)
    assert "Forgotten: 1 message" in satchel.chat("/recent").out
    assert OTHER in satchel.run("search", "dentist").out


def journal_in(backup: Path) -> bytes:
    with zipfile.ZipFile(backup) as archive:
        return archive.read("journal.sqlite3")


@pytest.mark.parametrize(
    "point", [CrashPoint.FORGET_AFTER_COMMIT, CrashPoint.FORGET_BEFORE_INDEX, CrashPoint.FORGET_AFTER_INDEX]
)
def test_a_backup_holds_nothing_of_what_a_killed_conversation_was_told_to_forget(
    satchel: Program, cli: Cli, tmp_path: Path, point: CrashPoint
) -> None:
    satchel.chat(OTHER, SECRET)
    assert satchel.chat("/undo", SATCHEL_CRASH_AT=point).status == -9
    doctor = cli("doctor")
    assert doctor.status == 1
    assert "!!  journal and index: 1 message still to forget" in doctor.out
    cli.fine("backup", tmp_path / "backup.zip")
    assert OTHER.encode() in journal_in(tmp_path / "backup.zip")
    assert SECRET.encode() not in journal_in(tmp_path / "backup.zip")
    assert cli("doctor").status == 0


@pytest.mark.parametrize("hindered_by", ["another process", "a setting"])
def test_a_backup_holds_nothing_of_it_either_where_the_forgetting_cannot_be_finished_now(
    satchel: Program, cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hindered_by: str
) -> None:
    satchel.chat(OTHER, SECRET)
    satchel.chat("/undo", SATCHEL_CRASH_AT=CrashPoint.FORGET_BEFORE_INDEX)
    backup = tmp_path / "backup.zip"
    with ExitStack() as hindrance:
        if hindered_by == "a setting":
            hindrance.enter_context(monkeypatch.context()).setenv("SATCHEL_EMBEDDER", "word2vec")
        else:
            hindrance.enter_context(DataFolder(cli.data).locked())
        cli.fine("backup", backup)
    assert SECRET in texts_in_shards(cli.data, WORDLLAMA)
    assert OTHER.encode() in journal_in(backup)
    assert SECRET.encode() not in journal_in(backup)


def test_a_full_disk_is_told_and_the_forgetting_done_when_there_is_room(satchel: Program) -> None:
    satchel.chat(OTHER, SECRET)
    full = limited(satchel, files_no_larger_than(400_000), "chat", typed="/undo\n/status\n/recent\nwhere is it?\n")
    assert full.status == 0
    assert "not yet gone from every file" in full.out
    assert full.out.count("cannot be written") == 1
    assert "still to forget: 1 message" in full.out
    assert SECRET not in full.out
    assert "still to forget" not in satchel.run("status").out
    assert not holds(satchel.data, SECRET)
    assert OTHER in satchel.run("search", "dentist").out
