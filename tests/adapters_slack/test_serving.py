"""The whole program on Slack: let in, told, asked, killed, started again."""

from __future__ import annotations

from pathlib import Path

from bot.crashes import CrashPoint
from tests.adapters_slack.serving import WITHIN_S, let_in, paired, satchel, serving
from tests.contracts.platforms.slack import links
from tests.peers.slack import Hold, SlackPeer


def test_who_is_let_in_is_heard_and_answered_with_a_permalink(tmp_path: Path) -> None:
    with SlackPeer() as slack:
        program = satchel(tmp_path / "data", slack)
        with serving(program, slack):
            ada = paired(program, slack, "Ada")
            note = ada.says("The spare key is under the blue pot")
            reaction = slack.wait_until(lambda: next(iter(slack.bot.reactions), None), WITHIN_S)
            assert (reaction.ts, reaction.name) == (note.ts, "writing_hand")
            ada.says("where is the spare key?")
            _, answer = slack.wait_until(lambda: slack.bot.posts if len(slack.bot.posts) > 1 else None, WITHIN_S)
            assert "under the blue pot" in answer.text
            assert f"https://peer.slack.com/archives/{note.channel}/p{note.ts.replace('.', '')}" in links(answer.blocks)
            assert not answer.pinged


def test_who_is_let_in_while_the_bot_runs_is_told_so_where_they_asked(tmp_path: Path) -> None:
    with SlackPeer() as slack:
        program = satchel(tmp_path / "data", slack)
        with serving(program, slack):
            ada = paired(program, slack, "Ada")
            slack.wait_until(lambda: len(slack.bot.posts) > 1, WITHIN_S)
            assert slack.bot.texts()[1] == "You are in. Tell me something, or ask; /satchel help shows how."
            assert slack.bot.posts[1].channel == ada.direct.id


def test_a_bot_killed_before_it_writes_down_that_its_answer_arrived_answers_exactly_once(tmp_path: Path) -> None:
    with SlackPeer() as slack:
        ada = slack.person("Ada")
        let_in(tmp_path / "data", ada)
        program = satchel(tmp_path / "data", slack)
        with serving(program, slack, crash_at=CrashPoint.OUTBOX_DELIVERED) as process:
            ada.says("/help")
            assert process.wait(WITHIN_S) < 0
        with serving(program, slack):
            ada.says("/recent")
            slack.wait_until(lambda: len(slack.bot.posts) > 1, WITHIN_S)
        assert [text[:11] for text in slack.bot.texts()] == ["Tell me thi", "I have kept"]


def test_a_reaction_that_may_have_arrived_is_repeated_and_never_looked_for(tmp_path: Path) -> None:
    with SlackPeer() as slack:
        ada = slack.person("Ada")
        let_in(tmp_path / "data", ada)
        program = satchel(tmp_path / "data", slack)
        with serving(program, slack, crash_at=CrashPoint.OUTBOX_DELIVERED) as process:
            ada.says("The spare key is under the blue pot")
            assert process.wait(WITHIN_S) < 0
        with serving(program, slack):
            ada.says("/help")
            slack.wait_until(lambda: slack.bot.last, WITHIN_S)
        assert len(slack.bot.called("reactions.add")) == 2
        assert len(slack.bot.reactions) == 1
        assert not any(call.args.get("include_all_metadata") for call in slack.bot.calls)


def test_a_bot_killed_before_it_hears_that_its_answer_arrived_finds_it_again(tmp_path: Path) -> None:
    with SlackPeer() as slack:
        ada = slack.person("Ada")
        let_in(tmp_path / "data", ada)
        program, hold = satchel(tmp_path / "data", slack), Hold(done_first=True)
        slack.fails("chat.postMessage", hold)
        with serving(program, slack) as process:
            ada.says("/help")
            slack.wait_until(lambda: hold.reached, WITHIN_S)
            process.kill()
            process.wait()
        with serving(program, slack):
            ada.says("/recent")
            slack.wait_until(lambda: len(slack.bot.posts) > 1, WITHIN_S)
        assert [text[:11] for text in slack.bot.texts()] == ["Tell me thi", "I have kept"]
