"""A password that somebody wrote into an address is nowhere printed."""

from __future__ import annotations

import pytest

from tests.cli.running import Cli

PASSWORD = "hunter2"


@pytest.mark.parametrize(
    ("setting", "address"),
    [
        ("qdrant_url", f"https://ada:{PASSWORD}@qdrant.example:6333"),
        ("qdrant_url", f"ada:{PASSWORD}@qdrant.example:6333"),
        ("models", f"openai/x@http://ada:{PASSWORD}@models.example/v1"),
        ("embedder", f"litellm:openai/x@http://ada:{PASSWORD}@models.example/v1"),
    ],
)
@pytest.mark.parametrize("command", ["settings", "status", "doctor"])
@pytest.mark.parametrize("place", ["file", "environment"])
def test_the_setting_is_named_and_the_password_is_not_repeated(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, setting: str, address: str, command: str, place: str
) -> None:
    if place == "file":
        cli.data.mkdir()
        (cli.data / "satchel.toml").write_text(f'{setting} = "{address}"\n', encoding="utf-8")
    else:
        monkeypatch.setenv(f"SATCHEL_{setting.upper()}", address)
    ended = cli(command)
    told = ended.out + ended.err
    assert ended.status == 1
    assert f"{setting} (or SATCHEL_{setting.upper()}): an address must hold no password" in told
    assert PASSWORD not in told
