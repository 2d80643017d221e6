"""The README says what is true now."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer.main

from bot.cli.root import app
from bot.overview import shown
from bot.settings import Settings

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def test_every_setting_stands_in_the_table_with_its_default() -> None:
    rows = [
        f"| `{name}` | {shown(field.default) if field.default not in (None, '', ()) else '–'} | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]
    assert re.findall(r"^\| `[a-z_]+` \|.*$", README, re.MULTILINE) == rows


@pytest.mark.parametrize("command", sorted(typer.main.get_command(app).commands))  # type: ignore[attr-defined]  # a group's own table
def test_every_command_is_named(command: str) -> None:
    assert re.search(rf"\b{command}\b", README)


def test_every_make_target_that_is_named_exists() -> None:
    makefile = (Path(__file__).parents[2] / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"^    make ([a-z]+)", README, re.MULTILINE))
    assert named
    assert named <= set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
