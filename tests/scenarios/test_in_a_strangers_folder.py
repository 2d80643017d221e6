"""Satchel is started in a folder that holds modules of our names: it runs none of them."""

from __future__ import annotations

from tests.program import Program

STRANGER = """
import pathlib
pathlib.Path(__file__).with_suffix(".was-run").touch()
raise SystemExit("a stranger's code was run")
"""


def test_forgetting_is_finished_and_no_code_of_the_folder_is_run(satchel: Program) -> None:
    here = satchel.data.parent
    for name in ("memory", "bot", "numpy", "json"):
        (here / f"{name}.py").write_text(STRANGER)
    told = satchel.chat("the vault code is ninety one forty", "/undo")
    assert "Forgotten: 1 message" in told.out
    assert "may still hold it" not in told.out
    assert list(here.glob("*.was-run")) == []
