"""The judge sees what went wrong."""

from __future__ import annotations

from pathlib import Path

from bot.access import OWNER
from bot.ids import private_space
from bot.ports import Outcome
from bot.wiring import open_house
from tests.builders import message
from tests.crash.verdict import Story, answered_twice, judge
from tests.scenarios.talk import talking

HELLO = "hello"
STORY = Story(killed=False, said=[HELLO], confirmed=[])


def test_what_was_given_up_was_not_done(tmp_path: Path) -> None:
    with open_house(tmp_path) as house:
        (received,) = house.journal.inbox.accept([message(HELLO)], None)
        house.journal.inbox.fail(received.seq, "a bug", Outcome(space=private_space(OWNER), keep=True))
    verdict = judge(tmp_path, STORY)
    assert (verdict.undone, verdict.harm) == (1, 1)


async def test_an_answer_that_is_said_twice_is_seen(tmp_path: Path) -> None:
    async with talking(tmp_path) as talk:
        await talk.says("one", "two")
        assert answered_twice(talk) == 0
        with talk.house.journal.database.transaction() as connection:
            connection.execute("CREATE TABLE copy AS SELECT * FROM outbox UNION ALL SELECT * FROM outbox")
            connection.execute("DROP TABLE outbox")
            connection.execute("ALTER TABLE copy RENAME TO outbox")
        assert answered_twice(talk) == 2
