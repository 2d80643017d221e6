"""The data folder: made for its owner alone, and used by one process at a time."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.errors import FolderInUse, FolderNotWritable
from memory.folder import DataFolder

HOLD = """
import sys
from pathlib import Path
from memory.folder import DataFolder
with DataFolder(Path(sys.argv[1])).locked():
    print("held", flush=True)
    sys.stdin.read()
"""

# Root may write anywhere, so as root this goes on as nobody.
TRY_TO_WRITE = """
import os, sys
from pathlib import Path
from bot.errors import FolderNotWritable
from memory.folder import DataFolder
from memory.journal import open_journal
if os.getuid() == 0:
    os.setuid(65534)
folder = DataFolder(Path(sys.argv[1]))

def lock():
    with folder.locked():
        print("locked")

for attempt in (folder.make, lock, lambda: open_journal(folder.journal)):
    try:
        attempt()
    except FolderNotWritable as refusal:
        print(refusal)
"""


@contextmanager
def another_process_holding(folder: DataFolder) -> Iterator[int]:
    command = [sys.executable, "-c", HOLD, str(folder.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process.pid
        process.communicate("")


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    folder = DataFolder(tmp_path / "deep" / "data")
    folder.make()
    return folder


def test_the_folder_is_its_owners_alone(folder: DataFolder) -> None:
    assert folder.path.stat().st_mode & 0o777 == 0o700
    folder.make()


def test_a_second_process_is_told_who_holds_the_folder(folder: DataFolder) -> None:
    with another_process_holding(folder) as pid:
        lock = folder.locked()
        with pytest.raises(FolderInUse, match=f"process {pid} is using"):
            lock.__enter__()


def test_the_folder_is_free_again_when_its_process_ends(folder: DataFolder) -> None:
    with another_process_holding(folder):
        pass
    with folder.locked():
        assert (folder.path / "lock").stat().st_mode & 0o777 == 0o600


def test_a_killed_process_holds_nothing(folder: DataFolder) -> None:
    command = [sys.executable, "-c", HOLD, str(folder.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.kill()
    with folder.locked():
        pass


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("mine")
    with pytest.raises(FolderNotWritable, match="is a file; choose a folder"):
        DataFolder(tmp_path / "data").make()
    with pytest.raises(FolderNotWritable, match="cannot be written"):
        DataFolder(tmp_path / "data" / "below").make()
    assert (tmp_path / "data").read_text() == "mine"


def test_a_read_only_folder_is_named_and_left_alone() -> None:
    with tempfile.TemporaryDirectory() as path:
        folder = Path(path)
        folder.chmod(0o555)
        done = subprocess.run([sys.executable, "-c", TRY_TO_WRITE, path], capture_output=True, text=True, check=True)
        assert done.stdout.count(f"{path}") == 3, done.stdout
        assert done.stdout.count("cannot be written (Permission denied)") == 3, done.stdout
        assert list(folder.iterdir()) == []
