"""A disk that is really full: a small one of our own, in a name space of its own."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.program import PATIENCE_S, Program

SCRIPT = """
set -e
mount -t tmpfs -o size=60m tmpfs "$1"
cd "$1"
"$2" --data data chat < "$3"
for _ in 1 2 3; do "$2" --data data chat < "$4" || echo "ended with $?"; done
"$2" --data data status
mount -o remount,size=600m tmpfs "$1"
"$2" --data data search "the first note"
"$2" --data data export out > exported
cat out/messages.jsonl
"""


def unshared(*arguments: str | Path) -> list[str]:
    """A command that may mount what nobody else sees. Skips where the system has or allows nothing of the kind."""
    unshare = shutil.which("unshare")
    if unshare is None:
        pytest.skip("no small disk can be made here: there is no unshare")
    trial = subprocess.run([unshare, "--map-root-user", "--mount", "true"], check=False, capture_output=True)
    if trial.returncode:
        pytest.skip(f"no small disk can be made here: {trial.stderr.decode()}")
    return [unshare, "--map-root-user", "--mount", *map(str, arguments)]


def test_nothing_that_was_confirmed_is_lost_and_nothing_dies_of_it(tmp_path: Path) -> None:
    first, flood, disk = tmp_path / "first", tmp_path / "flood", tmp_path / "disk"
    first.write_text("the first note\n")
    flood.write_text("".join(f"note {number} of the flood {'0 ' * 9_000}\n" for number in range(8)))
    disk.mkdir()
    satchel = Program(disk / "data")
    program = satchel.command()[0]
    done = subprocess.run(
        unshared("sh", "-c", SCRIPT, "sh", disk, program, first, flood),
        capture_output=True,
        text=True,
        env=satchel.environment(),
        timeout=PATIENCE_S,
        check=False,
    )
    lines = done.stdout.splitlines()
    assert "ended with 1" in lines
    assert {line for line in lines if line.startswith("ended with")} == {"ended with 1"}
    # Told while it runs, and when it is started.
    assert any(line.startswith("Kept. (no space is left") for line in lines)
    assert any(line.startswith("not opened: no space is left") for line in lines)
    assert "Traceback" not in done.stderr
    texts = [json.loads(line)["text"] for line in lines if line.startswith("{")]
    confirmed = sum(line.startswith("Kept.") for line in lines)
    assert len(texts) == confirmed >= 9
    assert done.returncode == 0
