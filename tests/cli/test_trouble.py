"""A data folder in trouble: a clear line says what is wrong and what to do, and nothing is lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.limits import files_no_larger_than, limited, without_privileges
from tests.cli.running import Cli, rows_of
from tests.program import Program

TEXTS = tuple(f"the boat number {number} is blue" for number in range(40))


@pytest.fixture
def stocked(cli: Cli, tmp_path: Path) -> Cli:
    cli.takes_in(tmp_path / "chat.jsonl", *TEXTS)
    return cli


def journal(cli: Cli) -> Path:
    return cli.data / "journal.sqlite3"


def shards(cli: Cli) -> list[Path]:
    """The files of the index."""
    return sorted(path for path in (cli.data / "index").rglob("*") if path.is_file())


def all_found(cli: Cli) -> set[str]:
    (row,) = rows_of(cli.fine("search", "boat number blue", "--limit", "100", "--json"))
    return {hit["text"] for hit in row["hits"]}


def test_data_of_a_newer_version_is_left_alone(stocked: Cli) -> None:
    with closing(sqlite3.connect(journal(stocked))) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = journal(stocked).read_bytes()
    for arguments in (["status"], ["search", "boat"], ["chat"], ["backup", str(stocked.data.parent / "b.zip")]):
        assert "newer Satchel" in stocked.refused(*arguments)
    assert journal(stocked).read_bytes() == before
    assert not (stocked.data.parent / "b.zip").exists()


@pytest.mark.parametrize("damage", ["text", "head", "zeros", "cut"])
def test_a_damaged_journal_is_named_and_left_as_it_is(stocked: Cli, damage: str) -> None:
    path = journal(stocked)
    whole = path.read_bytes()
    damaged = {
        "text": b"this is no database" * 1_000,
        "head": b"\xff" * 100 + whole[100:],
        "zeros": whole[:4096] + bytes(len(whole) - 4096),
        "cut": whole[: len(whole) // 2],
    }[damage]
    path.write_bytes(damaged)
    complaint = stocked.refused("status")
    assert str(path) in complaint
    assert "damaged" in complaint
    assert "satchel restore" in complaint
    assert path.read_bytes() == damaged


def test_a_journal_of_which_a_part_cannot_be_read_is_told_of_by_status(stocked: Cli) -> None:
    path, whole = journal(stocked), journal(stocked).read_bytes()
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'work_cause'").fetchone()
    path.write_bytes(whole[: (page - 1) * 4096] + b"\xa5" * 4096 + whole[page * 4096 :])
    ended = stocked("status")
    assert ended.status == 1
    assert ended.err.startswith(f"satchel: {path} is damaged")
    assert "satchel restore" in ended.err


def test_an_emptied_journal_is_not_begun_anew(stocked: Cli, tmp_path: Path) -> None:
    before = shards(stocked)
    journal(stocked).write_bytes(b"")
    for arguments in (["status"], ["chat"], ["reindex", "--anew"], ["backup", tmp_path / "backup.zip"]):
        complaint = stocked.refused(*arguments)
        assert f"{journal(stocked)} is damaged (it is empty" in complaint
        assert "satchel restore" in complaint
    assert shards(stocked) == before
    assert not journal(stocked).read_bytes()


def test_doctor_names_a_damaged_journal(stocked: Cli) -> None:
    journal(stocked).write_bytes(b"this is no database" * 1_000)
    ended = stocked("doctor")
    assert ended.status == 1
    assert "!!  journal and index: " in ended.out
    assert "damaged" in ended.out


@pytest.mark.parametrize("damage", ["gone", "emptied", "scrambled", "partly", "cut"])
def test_a_damaged_index_is_built_anew_from_the_journal(stocked: Cli, damage: str) -> None:
    before = all_found(stocked)
    assert before == set(TEXTS)
    files = shards(stocked)
    if damage == "gone":
        shutil.rmtree(stocked.data / "index")
    elif damage == "partly":
        for path in files[::3]:
            path.unlink()
    else:
        for path in files:
            size = path.stat().st_size
            content = {
                "emptied": b"",
                "scrambled": os.urandom(min(size, 65_536)),
                "cut": path.read_bytes()[: size // 2],
            }
            path.write_bytes(content[damage])
    last = [stocked("search", "boat number blue", "--limit", "100", "--json") for _ in range(2)][-1]
    assert (last.status, last.err) == (0, "")
    assert all_found(stocked) == before


def test_an_index_whose_journal_is_gone_is_not_found_in_and_goes(stocked: Cli, tmp_path: Path) -> None:
    assert all_found(stocked) == set(TEXTS)
    old = {path for path in shards(stocked) if path.parent.parent.name == "segments"}
    for path in stocked.data.glob("journal.sqlite3*"):
        path.unlink()
    assert all_found(stocked) == set()
    assert old
    assert not old & set(shards(stocked))
    stocked.takes_in(tmp_path / "other.jsonl", "the boat number one is red")
    assert all_found(stocked) == {"the boat number one is red"}


def test_a_file_in_place_of_the_folder_is_named(cli: Cli) -> None:
    cli.data.write_text("precious")
    assert f"{cli.data} is a file" in cli.refused("status")
    assert cli.data.read_text() == "precious"


@pytest.mark.parametrize("part", ["index", "media", "layer", "journal.sqlite3", "lock"])
def test_a_part_of_the_wrong_kind_is_named(cli: Cli, part: str) -> None:
    cli.data.mkdir()
    path = cli.data / part
    path.mkdir() if "." in part or part == "lock" else path.write_text("precious")
    assert str(cli.data) in cli.refused("status")


@pytest.mark.parametrize(
    ("text", "named"),
    [("name = 'Ada", "not valid TOML"), ("spend_a_day = -1", "spend_a_day"), ("nmae = 'Ada'", "nmae: no such setting")],
)
def test_damaged_settings_are_named(stocked: Cli, text: str, named: str) -> None:
    (stocked.data / "satchel.toml").write_text(text, encoding="utf-8")
    for arguments in (["status"], ["search", "boat"], ["chat"], ["settings"]):
        ended = stocked(*arguments)
        assert (ended.status, ended.out) == (1, "")
        assert named in ended.err
        assert "Traceback" not in ended.err
    assert named in stocked("doctor").out


def test_an_embedder_that_there_is_not_is_named(stocked: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SATCHEL_EMBEDDER", "word2vec")
    assert "word2vec" in stocked.refused("search", "boat")
    assert "word2vec" in stocked("doctor").out
    monkeypatch.delenv("SATCHEL_EMBEDDER")
    assert all_found(stocked) == set(TEXTS)


def test_a_folder_that_cannot_be_written_is_named(stocked: Cli, satchel: Program) -> None:
    places = [satchel.data, *(path for path in satchel.data.rglob("*") if path.is_dir())]
    for place in places:
        place.chmod(0o500)
    try:
        for arguments in (["status"], ["search", "boat"], ["chat"]):
            ended = limited(satchel, without_privileges, *arguments)
            assert (ended.status, ended.out) == (1, "")
            assert "cannot be written" in ended.err
            assert ended.err.count("\n") == 1
        assert "cannot be written" in limited(satchel, without_privileges, "doctor").out
    finally:
        for place in places:
            place.chmod(0o700)
    assert all_found(stocked) == set(TEXTS)


def test_a_file_that_may_not_be_read_is_named(satchel: Program, tmp_path: Path) -> None:
    file = tmp_path / "chat.jsonl"
    file.touch(mode=0o000)
    ended = limited(satchel, without_privileges, "import", str(file))
    assert (ended.status, ended.out) == (1, "")
    assert f"{file} cannot be read" in ended.err


def test_a_disk_that_fills_up_loses_nothing_that_was_confirmed(satchel: Program) -> None:
    satchel.chat("the first note")
    lines = [f"note {number} of the flood, " + f"{number} " * 3_000 for number in range(80)]
    limit = files_no_larger_than(400_000)
    flood = limited(satchel, limit, "chat", typed="".join(f"{line}\n" for line in lines))
    assert flood.status == 1
    assert flood.err.startswith("satchel: ")
    assert "Traceback" not in flood.err
    assert "journal.sqlite3 cannot be written beyond the size" in flood.err
    confirmed = flood.out.count("Kept.")
    assert confirmed < len(lines)
    after = satchel.chat("/recent 100", "the flood is over")
    assert after.status == 0
    kept = [line.partition(": ")[2] for line in after.out.splitlines() if line.startswith("#")]
    numbers = [text.split()[1] for text in kept if text.startswith("note ")]
    assert len(numbers) >= confirmed
    assert len(set(numbers)) == len(numbers)
    assert "Kept." in after.out


def test_a_disk_that_fills_up_during_an_import_can_be_given_room(satchel: Program, cli: Cli, tmp_path: Path) -> None:
    cli.takes_in(tmp_path / "first.jsonl", "the first note")
    file = tmp_path / "chat.jsonl"
    from tests.cli.running import jsonl, said

    jsonl(file, [said(f"n{number}", f"note {number} " + "x" * 2_000) for number in range(1_500)])
    full = limited(satchel, files_no_larger_than(2_000_000), "import", str(file))
    assert full.status == 1
    assert full.err.startswith("satchel: ")
    assert full.err.count("\n") == 1
    assert cli("import", file).status == 0
    assert "1,501 messages" in cli.fine("status")
