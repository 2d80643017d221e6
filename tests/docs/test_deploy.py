"""What lies in deploy/ fits the program."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import typer.main

from bot.cli.root import app
from bot.settings import Settings, settings_of, unknown_variables

DEPLOY = Path(__file__).parents[2] / "deploy"


def test_the_example_environment_names_settings_that_there_are() -> None:
    named = re.findall(r"^#?(SATCHEL_\w+)=", (DEPLOY / "satchel.env.example").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(named) > 5
    assert unknown_variables(dict.fromkeys(named, "")) == ()


def test_the_example_settings_can_be_used() -> None:
    path = DEPLOY / "satchel.toml.example"
    written = tomllib.loads(path.read_text(encoding="utf-8"))
    assert settings_of(written, path).model_fields_set == set(written)
    assert set(written) <= set(Settings.model_fields)


def test_what_is_started_is_a_command() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]  # a group's own table
    (unit,) = re.findall(r"^ExecStart=\S+/satchel (\w+)$", (DEPLOY / "satchel.service").read_text(), re.MULTILINE)
    (container,) = re.findall(r'^CMD \["(\w+)"\]$', (DEPLOY / "Containerfile").read_text(), re.MULTILINE)
    assert {unit, container} <= set(commands)
