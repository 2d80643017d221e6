"""How commands are called, refused and helped with."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import Cli, jsonl, said
from tests.program import Program

COMMANDS = ("chat", "import", "search", "ask", "reindex", "status", "doctor", "settings", "backup", "restore", "export")


def test_help_names_every_command(cli: Cli) -> None:
    helped = cli.fine("--help")
    assert all(f"\n  {command} " in helped for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_helps(cli: Cli, command: str) -> None:
    assert cli.fine(command, "--help").startswith("Usage: ")
    assert not cli.data.exists()


@pytest.mark.parametrize("arguments", [["nosuch"], ["status", "--nosuch"], ["import"], ["ask"], ["restore"]])
def test_a_call_that_is_wrong_is_told_how_it_is_right(cli: Cli, arguments: list[str]) -> None:
    ended = cli(*arguments)
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith("Usage: ")
    assert "Error: " in ended.err
    assert not cli.data.exists()


def test_the_data_folder_may_come_from_the_environment(tmp_path: Path, satchel: Program) -> None:
    command = [satchel.command()[0], "status"]
    environment = satchel.environment(SATCHEL_DATA=str(tmp_path / "elsewhere"))
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert str(tmp_path / "elsewhere") in done.stdout


def test_a_folder_of_nobody_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert "~nobody-of-that-name" in Cli(Path("~nobody-of-that-name/data"), capsys).refused("status")


@pytest.mark.parametrize(
    ("options", "variables"),
    [(["--data", ""], {}), ([], {"SATCHEL_DATA": ""}), (["--data", ""], {"SATCHEL_DATA": "elsewhere"})],
    ids=["option", "variable", "option over variable"],
)
def test_an_empty_name_means_the_usual_folder(
    tmp_path: Path, satchel: Program, options: list[str], variables: dict[str, str]
) -> None:
    command = [satchel.command()[0], *options, "status"]
    here = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "share")}
    environment = satchel.environment(**here, **variables)
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=True)
    (journal,) = tmp_path.rglob("journal.sqlite3")
    assert (journal.parent.name, journal.parent.parent != tmp_path) == ("satchel", True)
    assert f"data: {journal.parent}\n" in done.stdout


def test_the_folder_one_is_in_can_be_named(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    cli.data.mkdir()
    monkeypatch.chdir(cli.data)
    assert f"data: {cli.data}\n" in Cli(Path(), cli.capture).fine("status")


def test_a_reader_that_has_enough_is_no_error_to_speak_of(satchel: Program, tmp_path: Path) -> None:
    file = jsonl(tmp_path / "chat.jsonl", [said(str(number), f"boat {number} " + "x" * 100) for number in range(400)])
    assert satchel.run("import", str(file)).status == 0
    with satchel.start("search", "boat", "--limit", "400") as search:
        assert search.stdout
        assert search.stderr
        search.stdout.close()
        assert search.wait(60) == 1
        assert search.stderr.read() == ""


def test_ctrl_c_ends_an_import_which_can_be_run_again(satchel: Program, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    rows = [said(str(number), f"note {number}") for number in range(1_200)]
    whole = jsonl(tmp_path / "chat.jsonl", rows).read_text(encoding="utf-8").splitlines(keepends=True)
    os.mkfifo(pipe)
    with satchel.start("import", str(pipe)) as taking_in:
        with pipe.open("w", encoding="utf-8") as writing:
            writing.write("".join(whole[:600]))
            writing.flush()
            _until(satchel.data / "lock.pid")
            taking_in.send_signal(signal.SIGINT)
            assert taking_in.wait(60) == 130
        assert taking_in.stderr
        assert taking_in.stderr.read() == ""
    again = satchel.run("import", str(tmp_path / "chat.jsonl"))
    assert again.status == 0
    assert "1,200 messages" in satchel.run("status").out


def test_a_terminal_that_is_not_utf_8_is_printed_what_it_can_show(satchel: Program) -> None:
    shown = satchel.chat("Grüße aus Köln", "/recent", PYTHONIOENCODING="ascii")
    assert (shown.status, shown.err) == (0, "")
    assert "aus K?ln" in shown.out


def _until(path: Path) -> None:
    while not path.exists():
        pass


def test_the_version_is_told(cli: Cli) -> None:
    assert re.fullmatch(r"satchel \d+\.\d+\S*\n", cli.fine("--version"))
