"""Setting Slack up: half of it is told in words, all of it is tried."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.clock import SystemClock
from bot.errors import BadSetting
from bot.settings import Settings
from bot.wiring.platforms import adapters_of
from memory.folder import DataFolder
from tests.peers.slack import SlackPeer
from tests.program import Program


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"slack_app_token": "xapp-1"}, "slack_bot_token"),
        ({"slack_signing_secret": "secret"}, "slack_bot_token"),
        ({"slack_bot_token": "xoxb-1"}, "slack_app_token"),
        ({"slack_bot_token": "xoxp-1", "slack_app_token": "xapp-1"}, "slack_bot_token"),
        ({"slack_bot_token": "xoxb-1", "slack_app_token": "xoxb-1"}, "slack_app_token"),
    ],
)
def test_half_of_it_is_told_by_the_name_of_the_other_half(tmp_path: Path, given: dict[str, str], named: str) -> None:
    settings = Settings.model_validate({name: SecretStr(value) for name, value in given.items()})
    with pytest.raises(BadSetting, match=f"^{named}: ") as told:
        adapters_of(settings, DataFolder(tmp_path), SystemClock())
    assert not any(value in str(told.value) for value in given.values())


def test_what_is_typed_is_tried_and_then_written_down(tmp_path: Path) -> None:
    with SlackPeer() as slack:
        program = Program(tmp_path / "data", {"SATCHEL_SLACK_API": slack.api_url})
        typed = f"{slack.bot_token}\n{slack.app_token}\n\n"
        done = program.run("setup", "slack", typed=typed)
        assert (done.status, "I am @satchel in Peer there" in done.out) == (0, True)
        slack.api.token_error = "invalid_auth"
        refused = program.run("setup", "slack", typed=typed)
    assert refused.status != 0
    assert "Slack does not take the token" in refused.err
    assert slack.bot_token not in done.out + done.err + refused.out + refused.err
