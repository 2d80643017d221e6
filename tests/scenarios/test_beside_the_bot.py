"""What a person decides at the command line holds at once for the bot that is running."""

from __future__ import annotations

import asyncio
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import RateLimited
from memory.folder import DataFolder
from memory.journal import open_beside
from tests.builders import message
from tests.program import Program
from tests.scenarios.test_strangers import code_in
from tests.scenarios.village import ANNA, contact, privately, village


@pytest.fixture
def satchel(tmp_path_factory: pytest.TempPathFactory) -> Program:
    return Program(tmp_path_factory.mktemp("beside") / "data")


async def run(satchel: Program, *arguments: str) -> str:
    """What a command prints while the bot goes on."""
    done = await asyncio.to_thread(satchel.run, *arguments)
    assert done.status == 0, done.err
    return done.out


async def test_a_stranger_is_let_in_and_out_while_the_bot_talks(satchel: Program) -> None:
    async with village(satchel.data) as people:
        code = code_in(await people.tells("bob", "hello"))
        assert f"satchel pair {code}\n" in await run(satchel, "pair")
        assert "fake:bob may talk to me now, as owner" in await run(satchel, "pair", code, "--as", "owner")
        assert await people.tells("bob", "The door is blue") == "Kept."
        assert "blue" in await people.tells("ada", "which colour has the door?")
        assert await run(satchel, "pair", "--revoke", "fake:bob") == "fake:bob may talk no more.\n"
        assert "I do not know you" in await people.tells("bob", "which colour has the door?")


@pytest.mark.parametrize(("decision", "shown"), [("--retry", ["Kept."]), ("--drop", [])])
async def test_what_waits_for_hours_is_sent_when_it_is_freed_and_never_when_it_is_dropped(
    satchel: Program, decision: str, shown: list[str]
) -> None:
    async with village(satchel.data) as people:
        people.platform.troubles.append(RateLimited("slow down", timedelta(hours=9)))
        await people.app.on_events([privately("ada", "The door is blue")], None)
        desk = people.house.journal.sending
        while not (stuck := [each for each in desk.stuck() if each.why]):  # noqa: ASYNC110 -- the journal rings no bell
            await asyncio.sleep(0.001)
        assert f"{stuck[0].id}  " in await run(satchel, "outbox")
        await run(satchel, "outbox", decision, str(stuck[0].id))
        await people.app.resend()
        await people.app.settled()
        assert (people.platform.shown(), desk.stuck()) == (shown, ())


async def test_a_person_at_the_terminal_may_be_let_in_beside(satchel: Program) -> None:
    """The journal is shared with a conversation in a process of its own, too."""
    with satchel.start("chat") as conversation:
        assert conversation.stdin
        assert conversation.stdout
        conversation.stdin.write("The code is 4711\n")
        assert conversation.stdout.readline() == "Kept.\n"
        with closing(open_beside(DataFolder(satchel.data).journal)) as journal:
            knock = journal.door.knock(contact("bob"), "Bob", message().key, datetime.now(UTC))
            assert knock is not None
            assert "as anna" in await run(satchel, "pair", knock.code, "--as", "anna")
            assert journal.contacts.person(contact("bob")) == ANNA
        assert await run(satchel, "outbox") == "Nothing is stuck.\n"
        conversation.stdin.write("what is the code?\n")
        conversation.stdin.close()
        assert "4711" in conversation.stdout.read()
        assert conversation.wait(60) == 0
