"""`satchel status`, `settings`, `reindex`, `backup`, `restore` and `export`."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from tests.cli.running import Cli, rows_of

TEXTS = ("the boat is blue", "the shed is locked", "the key hangs behind the door")


@pytest.fixture
def stocked(cli: Cli, tmp_path: Path) -> Cli:
    cli.takes_in(tmp_path / "chat.jsonl", *TEXTS)
    return cli


def hits(cli: Cli, query: str = "where is the key?") -> list[tuple[str, float]]:
    (row,) = rows_of(cli.fine("search", query, "--json"))
    return [(hit["message"], hit["score"]) for hit in row["hits"]]


def test_status_tells_how_things_stand(stocked: Cli) -> None:
    status = stocked.fine("status")
    assert "kept: 3 messages" in status
    assert str(stocked.data) in status


def test_settings_are_printed_with_secrets_hidden(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SATCHEL_MODEL_KEY", "sk-4711")
    monkeypatch.setenv("SATCHEL_QDRANT_API_KEY", "qd-4712")
    ended = cli("settings")
    assert ended.status == 0
    assert "model_key = (hidden)\n" in ended.out
    assert "embedder = wordllama\n" in ended.out
    assert not {"4711", "4712"} & set((ended.out + ended.err).replace("-", " ").split())


def test_settings_need_no_data_folder_and_make_none(cli: Cli) -> None:
    assert cli("settings").status == 0
    assert not cli.data.exists()


def test_reindexing_gives_the_same_hits(stocked: Cli) -> None:
    before = hits(stocked)
    assert "complete and in use" in stocked.fine("reindex")
    assert hits(stocked) == before
    assert "complete and in use" in stocked.fine("reindex", "--anew")
    assert hits(stocked) == before


def test_reindexing_anew_makes_files_of_its_own(stocked: Cli) -> None:
    old = {path for path in (stocked.data / "index").rglob("*") if path.is_dir() and path.parent.name == "segments"}
    stocked.fine("reindex", "--anew")
    new = {path for path in (stocked.data / "index").rglob("*") if path.is_dir() and path.parent.name == "segments"}
    assert old
    assert not old & new


def test_reindexing_nothing_is_no_error(cli: Cli) -> None:
    assert "complete and in use" in cli.fine("reindex", "--anew")
    assert "complete and in use" in cli.fine("reindex")


def test_a_backup_restored_elsewhere_is_equal(stocked: Cli, tmp_path: Path) -> None:
    (stocked.data / "satchel.toml").write_text('name = "Ada"\n', encoding="utf-8")
    file, elsewhere = tmp_path / "backup.zip", Cli(tmp_path / "elsewhere", stocked.capture)
    assert str(file) in stocked.fine("backup", file)
    told = elsewhere.fine("restore", file)
    assert f"Restored 3 messages into {elsewhere.data}." in told
    assert "kept: 3 messages" in told
    assert hits(elsewhere) == hits(stocked)
    stocked.fine("export", tmp_path / "one")
    elsewhere.fine("export", tmp_path / "two")
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
    assert (elsewhere.data / "satchel.toml").read_text(encoding="utf-8") == 'name = "Ada"\n'


def test_what_is_restored_belongs_to_its_owner_alone(stocked: Cli, tmp_path: Path) -> None:
    file, elsewhere = tmp_path / "backup.zip", Cli(tmp_path / "elsewhere", stocked.capture)
    stocked.fine("backup", file)
    elsewhere.fine("restore", file)
    for cli in (stocked, elsewhere):
        open_to_others = [path for path in (cli.data, *cli.data.rglob("*")) if path.stat().st_mode & 0o077]
        assert open_to_others == []
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_backup_overwrites_nothing(stocked: Cli, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    file.write_text("precious")
    assert "overwrites nothing" in stocked.refused("backup", file)
    assert file.read_text() == "precious"


@pytest.mark.parametrize("name", ["missing/backup.zip", "chat.jsonl/backup.zip"])
def test_a_backup_into_no_folder_says_so(stocked: Cli, tmp_path: Path, name: str) -> None:
    complaint = stocked.refused("backup", tmp_path / name)
    assert str((tmp_path / name).parent) in complaint
    assert ".satchel-backup" not in complaint


def test_a_folder_without_data_has_no_backup(cli: Cli, tmp_path: Path) -> None:
    assert "nothing to back up" in cli.refused("backup", tmp_path / "backup.zip")
    assert not cli.data.exists()


def test_a_backup_is_restored_into_an_empty_folder_alone(stocked: Cli, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    stocked.fine("backup", file)
    assert "not empty" in stocked.refused("restore", file)
    assert len(hits(stocked)) == 3


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "text"])
def test_a_damaged_backup_is_refused_whole(stocked: Cli, tmp_path: Path, damage: str) -> None:
    file, elsewhere = tmp_path / "backup.zip", Cli(tmp_path / "elsewhere", stocked.capture)
    stocked.fine("backup", file)
    whole = file.read_bytes()
    middle = len(whole) // 2
    file.write_bytes(
        {
            "cut": whole[:middle],
            "flipped": whole[:middle]
            + bytes(byte ^ 0xFF for byte in whole[middle : middle + 64])
            + whole[middle + 64 :],
            "empty": b"",
            "text": b"not a backup at all",
        }[damage]
    )
    assert "no whole backup" in elsewhere.refused("restore", file)
    assert not elsewhere.data.exists()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_backup_that_there_is_not_is_named(cli: Cli, tmp_path: Path) -> None:
    assert "missing.zip" in cli.refused("restore", tmp_path / "missing.zip")
    assert not cli.data.exists()


def test_an_export_can_be_read_and_taken_in_again(stocked: Cli, tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "out", Cli(tmp_path / "elsewhere", stocked.capture)
    assert stocked.fine("export", out) == f"Wrote 3 messages to {out}.\n"
    assert all(text in (out / "2026-03.md").read_text(encoding="utf-8") for text in TEXTS)
    rows = [json.loads(line) for line in (out / "messages.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["text"] for row in rows] == list(TEXTS)
    assert elsewhere.fine("import", out / "messages.jsonl") == "3 new messages, 0 were here already.\n"


def test_an_export_overwrites_nothing(stocked: Cli, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    assert "overwrites nothing" in stocked.refused("export", tmp_path / "there")
    assert list((tmp_path / "there").iterdir()) == []


def test_a_folder_that_was_only_looked_into_can_be_restored_into(stocked: Cli, tmp_path: Path) -> None:
    file, elsewhere = tmp_path / "backup.zip", Cli(tmp_path / "elsewhere", stocked.capture)
    stocked.fine("backup", file)
    assert "kept: 0 messages" in elsewhere.fine("status")
    assert elsewhere.fine("search", "boat") == "Nothing found.\n"
    assert "kept: 3 messages" in elsewhere.fine("restore", file)
    assert hits(elsewhere) == hits(stocked)


def test_an_export_to_where_no_folder_can_be_made_says_so(stocked: Cli, tmp_path: Path) -> None:
    assert str(tmp_path / "chat.jsonl") in stocked.refused("export", tmp_path / "chat.jsonl" / "out")
