"""Who may know whom, as far as import-linter's lists cannot say it by themselves."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator

import pytest

from tests.architecture.source import PACKAGES, ROOT, File, our_tests, source

OWNERS = {
    "qdrant_edge": "memory/edge/",
    "qdrant_client": "memory/server/",
    "sqlite3": "memory/journal/",
    "fastembed": "memory/embedders/",
    "tokenizers": "memory/embedders/",
    "safetensors": "memory/embedders/",
    "tinydb": "memory/layer",
    "litellm": "adapters/models/",
    "faster_whisper": "adapters/speech",
    "trafilatura": "adapters/web",
    "telegram": "adapters/telegram/",
    "slack_bolt": "adapters/slack/",
    "slack_sdk": "adapters/slack/",
    "nio": "adapters/matrix/",
    "vodozemac": "adapters/matrix/",
    "prompt_toolkit": "adapters/console/",
    "apscheduler": "jobs/",
    "pydantic_settings": "bot/settings.py",
    "typer": "bot/cli/",
    "filelock": "memory/folder.py",
    "markdown_it": "bot/markup/",
    "prometheus_client": "adapters/monitor.py",
    "tomlkit": "bot/settings_file.py",
}
SEEN_FROM_OUTSIDE = frozenset(
    f"bot.{name}"
    for name in (
        "capture",
        "content",
        "crashes",
        "dating",
        "errors",
        "events",
        "graphemes",
        "ids",
        "imports",
        "layer",
        "markup",
        "naming",
        "ports",
        "printable",
        "records",
        "replies",
    )
)
AT_THE_TOP = frozenset({"bot.cli", "bot.wiring"})


def imported(file: File) -> Iterator[str]:
    """The modules that a file names in its imports, wherever they stand."""
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file.name} imports by dots"
            yield node.module or ""


def core_modules() -> set[str]:
    """The modules and packages directly below `bot`."""
    below = (ROOT / "bot").iterdir()
    return {f"bot.{path.stem}" for path in below if path.suffix == ".py" or (path / "__init__.py").exists()} - {
        "bot.__init__"
    }


def contract(name: str) -> dict[str, list[str]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (found,) = (each for each in settings["tool"]["importlinter"]["contracts"] if each["name"] == name)
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(("package", "owner"), OWNERS.items())
def test_each_foreign_package_has_one_owner(package: str, owner: str) -> None:
    users = {file.name for file in source() if any(name.partition(".")[0] == package for name in imported(file))}
    assert {name for name in users if not name.startswith(owner)} == set()


def test_the_contract_on_the_core_lists_all_of_it() -> None:
    listed = set(contract("the core knows nobody but where it is put together")["source_modules"])
    assert listed == core_modules() - AT_THE_TOP


def test_outside_the_core_all_but_its_values_is_forbidden() -> None:
    forbidden = set(contract("outside the core only its values and ports are known")["forbidden_modules"])
    assert forbidden == core_modules() - SEEN_FROM_OUTSIDE


def test_the_program_knows_no_test() -> None:
    assert [file.name for file in source() if any(name.partition(".")[0] == "tests" for name in imported(file))] == []


def test_wheels_hold_all_packages() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert set(settings["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]) == set(PACKAGES)


def test_folders_of_tests_are_packages() -> None:
    folders = {file.path.parent for file in our_tests()}
    assert [str(folder) for folder in folders if not (folder / "__init__.py").exists()] == []
