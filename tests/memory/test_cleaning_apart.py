"""The process that cleans a shard: whatever becomes of it, the index in use stays whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.errors import IndexFault, IndexUnreachable
from memory.edge import EdgeIndex
from tests.indexes import EMBEDDER, points
from tests.memory.child import SAID
from tests.memory.damaging import garble
from tests.memory.household import household

DEAF = """
import signal, sys
from pathlib import Path
from tests.memory.child import main
signal.signal(signal.SIGINT, lambda *_: None)
main("purge", Path(sys.argv[1]))
signal.signal(signal.SIGINT, signal.SIG_IGN)
"""


@pytest.fixture
def index(tmp_path: Path) -> Iterator[EdgeIndex]:
    """An index from which something was deleted that is still in its files."""
    index = EdgeIndex(tmp_path / "index", EMBEDDER.dimension)
    kept, gone = points("green tea", "black tea")
    index.upsert([kept, gone])
    index.delete([gone.record.id])
    index.flush()
    yield index
    index.close()


def condemned(folder: Path) -> list[Path]:
    return list(folder.rglob("condemned"))


@pytest.mark.parametrize(
    "end",
    [
        *(f"os.kill(os.getpid(), signal.{name})" for name in ("SIGINT", "SIGTERM", "SIGKILL", "SIGHUP", "SIGXCPU")),
        "os._exit(1)",
    ],
)
def test_a_process_that_did_not_come_to_its_end_says_nothing_of_the_shard(
    index: EdgeIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    # What a Python process runs first of all.
    (tmp_path / "sitecustomize.py").write_text(f"import os, signal\nsignal.signal(2, signal.SIG_DFL)\n{end}")
    with monkeypatch.context() as briefly:
        briefly.setenv("PYTHONPATH", str(tmp_path))
        with pytest.raises(IndexUnreachable, match="it is tried again"):
            index.purge()
    assert condemned(tmp_path) == []
    assert index.purge()
    assert index.flush() == 1


def test_damage_that_is_found_in_the_copy_is_mended_by_the_next_start(tmp_path: Path) -> None:
    with household(tmp_path / "data") as home:
        home.take_in(SAID)
        home.library.forget([SAID[0].key])
        (payload,) = tmp_path.rglob("payload_storage/page_0.dat")
        garble(payload)
        with pytest.raises(IndexFault, match="Start Satchel again"):
            home.shelves.purge()
    with household(tmp_path / "data") as home:
        assert home.indexed() == home.expected()
        assert home.shelves.purge()


def test_ctrl_c_does_not_reach_it(tmp_path: Path) -> None:
    with household(tmp_path / "data") as home:
        home.take_in(SAID)
    purging = subprocess.Popen(
        [sys.executable, "-c", DEAF, str(tmp_path / "data")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert purging.stdout is not None
    purging.stdout.readline()
    while purging.poll() is None:
        os.killpg(purging.pid, signal.SIGINT)
        try:
            purging.wait(0.01)
        except subprocess.TimeoutExpired:
            continue
    _, errors = purging.communicate()
    assert purging.returncode == 0, errors
    assert condemned(tmp_path) == []
