"""A button that forgets for good is asked about by Slack before the tap counts; none other is."""

from __future__ import annotations

import json

import pytest

from adapters.slack.actions import FINAL, LONGEST_LABEL, actions
from bot.replies import Button
from tests.peers.slack.arguments import Refused
from tests.peers.slack.blocks import checked
from tests.peers.slack.values import loaded, mapping, objects, string

LIST = "Which one?\n\n#4 · Ada: The boat is red\n#41 · Ada: The mast is blue"


def asked(value: str, said: str = LIST) -> str | None:
    """What is asked of who taps such a button."""
    (block,) = actions((Button(label="x" * (LONGEST_LABEL + 1), value=value),), said)
    drawn = checked([loaded(json.dumps(block))])
    dialog = next((mapping(each["confirm"]) for each in objects(drawn) if "value" in each and "confirm" in each), {})
    return string(mapping(dialog.get("text")).get("text")) or None


@pytest.mark.parametrize("value", ["/forget #4", "/forget #4 #.0a1b2c3d"])
def test_the_message_that_goes_is_shown(value: str) -> None:
    assert asked(value) == f"#4 · Ada: The boat is red\n\n{FINAL}"


@pytest.mark.parametrize(
    "value",
    ["/forget #4 #41", "/forget #4 #41 #.0a1b2c3d", "/forget #5", "/forget everything yes #7.1764000000.0a1b2c3d"],
)
def test_what_is_not_one_message_of_the_list_is_asked_about_without(value: str) -> None:
    assert asked(value) == FINAL


def test_a_long_message_is_cut_to_what_slack_takes() -> None:
    question = asked("/forget #4", f"#4 · Ada: {'long ' * 200}")
    assert question is not None
    assert question.startswith("#4 · Ada: long long")
    assert question.endswith(f"…\n\n{FINAL}")
    assert len(question) > 290


@pytest.mark.parametrize("value", ["/forget", "/note", "/undo", "/recent", "/search /forget #4"])
def test_what_forgets_nothing_by_itself_is_not_asked_about(value: str) -> None:
    assert asked(value) is None


@pytest.mark.parametrize(
    ("part", "words"), [("title", "x" * 101), ("text", "x" * 301), ("deny", ""), ("confirm", "x" * 31)]
)
def test_slack_refuses_a_question_that_is_not_well_made(part: str, words: str) -> None:
    (block,) = actions((Button(label="Forget #4", value="/forget #4"),), LIST)
    written = json.dumps(block)
    told = next(string(mapping(each[part]).get("text")) for each in objects(loaded(written)) if "deny" in each)
    with pytest.raises(Refused):
        checked([loaded(written.replace(json.dumps(told), json.dumps(words)))])
