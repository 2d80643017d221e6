"""What is exported here and read again here is known: nothing is doubled, and what was forgotten stays forgotten."""

from __future__ import annotations

from pathlib import Path

from tests.program import Program


def test_an_export_read_again_adds_nothing_and_brings_nothing_back(tmp_path: Path) -> None:
    satchel = Program(tmp_path / "data")
    satchel.chat("the pin of the shed is wombat42", "Anna moved to Lyon", "/note when is it due?")
    out = tmp_path / "out"
    assert satchel.run("export", str(out)).status == 0
    satchel.chat("/forget #1")
    again = satchel.run("import", str(out / "messages.jsonl"))
    assert again.out == "0 new messages, 2 were here already. 1 was forgotten before and is not taken in again.\n"
    assert "wombat42" not in satchel.run("search", "pin of the shed").out
    assert "kept: 2 messages" in satchel.run("status").out


def test_in_another_folder_all_of_it_is_new_and_reads_the_same(tmp_path: Path) -> None:
    here, there = Program(tmp_path / "here"), Program(tmp_path / "there")
    here.chat("Anna moved to Lyon", "/note when is it due?")
    assert here.run("export", str(tmp_path / "out")).status == 0
    assert there.run("import", str(tmp_path / "out" / "messages.jsonl")).out.startswith("2 new messages")
    recent = there.chat("/recent").out
    assert "Anna moved to Lyon" in recent
    assert recent.endswith("you: Anna moved to Lyon\n")
    assert "you: when is it due?" in recent
    assert there.run("export", str(tmp_path / "again")).status == 0
    assert (tmp_path / "again" / "messages.jsonl").read_bytes() == (tmp_path / "out" / "messages.jsonl").read_bytes()
