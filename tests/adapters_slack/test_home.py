"""The home tab: what is kept lately and how to forget it; a stranger's stays empty."""

from __future__ import annotations

from pathlib import Path

from bot.access import OWNER
from tests.adapters_slack.at_work import at_work, words
from tests.adapters_slack.bench import WAIT_S
from tests.peers.slack import TEAM, SlackPeer, View
from tests.peers.slack.values import items, mapping, objects, string
from tests.peers.slack.workspace import APP


async def test_the_home_tab_shows_what_is_kept_at_once_and_a_strangers_nothing(
    slack: SlackPeer, tmp_path: Path
) -> None:
    ada, mallory = slack.person("Ada"), slack.person("Mallory")
    async with at_work(slack, tmp_path / "data", ada):
        ada.opens_home()
        await slack.until(lambda: "kept nothing of yours yet" in words(slack, ada), WAIT_S)
        ada.says("The boat is <!channel> blue")
        await slack.until(lambda: "I keep 1 note of yours" in words(slack, ada), WAIT_S)
        assert "Ada: The boat is @channel blue" in words(slack, ada)
        number = words(slack, ada).split("#")[1].split(" ")[0]
        ada.presses(slack.bot.homes[ada.id], f"Forget #{number}: The boat is @channel blue")
        await slack.until(lambda: "kept nothing of yours yet" in words(slack, ada), WAIT_S)
        assert "Forgotten" in slack.bot.texts()[-1]
        ada.presses(slack.bot.homes[ada.id], "Write a note")
        form = await slack.until(lambda: slack.bot.modal, WAIT_S)
        ada.taps.submit(form, {"text": "The mast is red"})
        await slack.until(lambda: "Ada: The mast is red" in words(slack, ada), WAIT_S)
        told = mallory.opens_home()
        await slack.until(lambda: told.acked, WAIT_S)
    assert mallory.id not in slack.bot.homes


async def test_an_open_home_tab_shows_that_somebody_was_let_in(slack: SlackPeer, tmp_path: Path) -> None:
    ada = slack.person("Ada")
    async with at_work(slack, tmp_path / "data") as house:
        told = ada.opens_home()
        await slack.until(lambda: told.acked, WAIT_S)
        ada.says("hello")
        await slack.until(lambda: slack.bot.posts, WAIT_S)
        (knock,) = house.journal.door.waiting(house.clock.now())
        house.journal.door.admit(knock.code, OWNER, house.clock.now())
        await slack.until(lambda: slack.bot.texts()[-1].startswith("You are in."), WAIT_S)
        await slack.until(lambda: "kept nothing of yours yet" in words(slack, ada), WAIT_S)


async def test_many_notes_draw_the_home_tab_a_few_times(slack: SlackPeer, tmp_path: Path) -> None:
    ada = slack.person("Ada")
    async with at_work(slack, tmp_path / "data", ada):
        ada.opens_home()
        await slack.until(lambda: words(slack, ada), WAIT_S)
        for number in range(12):
            ada.says(f"The boat has a rib with the number {number}")
        await slack.until(lambda: "I keep 12 notes of yours" in words(slack, ada), WAIT_S)
        assert len(slack.bot.called("views.publish")) < 6


async def test_what_is_to_be_forgotten_is_offered_and_the_window_tells_where_the_answer_stands(
    slack: SlackPeer, tmp_path: Path
) -> None:
    ada = slack.person("Ada")
    async with at_work(slack, tmp_path / "data", ada):
        for note in ("The mast is red", "The boat is blue"):
            ada.says(note)
        await slack.until(lambda: len(slack.bot.reactions) == 2, WAIT_S)
        ada.opens_home()
        await slack.until(lambda: "I keep 2 notes" in words(slack, ada), WAIT_S)
        ada.presses(slack.bot.homes[ada.id], "Forget…")
        window = await slack.until(lambda: slack.bot.modal, WAIT_S)
        assert "Ada: The mast is red" in said_in(window)
        assert "Ada: The boat is blue" in said_in(window)
        assert asked_by(slack.bot.homes[ada.id]) == asked_by(window)
        assert [question.count("nothing brings it back") for question in asked_by(window)] == [1, 1]
        assert "Ada: The mast is red" in asked_by(window)[1]
        ada.presses(window, "Forget #1: The mast is red")
        await slack.until(lambda: "stands in the Messages tab" in said_in(window), WAIT_S)
        assert [one["url"] for one in objects(window.content["blocks"]) if "url" in one] == [
            f"slack://app?team={TEAM}&id={APP}&tab=messages"
        ]
        await slack.until(lambda: "I keep 1 note of" in words(slack, ada), WAIT_S)
        assert slack.bot.texts()[-1].startswith("Forgotten: 1 message (#1)")
        opened = ada.presses(slack.bot.homes[ada.id], "Forget…")
        await slack.until(lambda: opened.acked, WAIT_S)
        form = slack.bot.modals[-1]
        ada.taps.submit(form, {"text": "boat"})
        await slack.until(lambda: "The boat is blue" in slack.bot.texts()[-1], WAIT_S)
        assert "stands in the Messages tab" in said_in(form)


def asked_by(view: View) -> list[str]:
    """What the buttons ask before they are pressed in earnest."""
    dialogs = [
        mapping(button["confirm"])
        for button in objects(view.content["blocks"])
        if "confirm" in button and "value" in button
    ]
    return [string(mapping(dialog["text"]).get("text")) for dialog in dialogs]


def said_in(view: View) -> str:
    """What somebody reads in a window."""
    texts = (mapping(mapping(block).get("text")).get("text") for block in items(view.content.get("blocks")))
    return "\n".join(str(text) for text in texts if text)
