"""An answer whose message is forgotten while it is written says so, and shows no word of it any more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.ids import Conversation, MessageId
from bot.outcomes import FORGOTTEN
from tests.fakes.chat import room
from tests.fakes.model import ScriptedModel
from tests.scenarios.meanwhile import Interrupted
from tests.scenarios.village import CitingChat, Village, privately, village

SECRET = "My dentist is Dr. Weber"
ANSWER = "Your dentist is Dr Weber [1]. He sits in the Rosenstrasse [1]."


class Watched(CitingChat):
    """The note is forgotten while the first words of the answer are shown."""

    people: Village

    async def draft(self, to: Conversation, text: str, key: str) -> MessageId:
        forget(self.people)
        return await super().draft(to, text, key)


def forget(people: Village) -> None:
    """From another conversation, as far as the journal goes."""
    journal = people.house.journal
    ((_, note),) = journal.annals.notes(0, 10)
    (asked,) = journal.inbox.accept([replace(privately("ada", "/forget #1"), where=room("elsewhere"))], None)
    journal.intentions.decide(asked.seq, [note.origin.key])


async def test_the_draft_is_replaced(data: Path) -> None:
    platform = Watched()
    async with village(data, ScriptedModel(ANSWER), platform) as people:
        platform.people = people
        await people.tells("ada", f"{SECRET}, Rosenstrasse")
        assert await people.tells("ada", "where is my dentist?") == FORGOTTEN
        assert list(platform.drafts.values()) == [FORGOTTEN]


async def test_it_is_said_where_no_word_was_shown_yet(data: Path) -> None:
    model = Interrupted(ANSWER)
    async with village(data, model) as people:
        await people.tells("ada", f"{SECRET}, Rosenstrasse")
        model.meanwhile = lambda: forget(people)
        assert await people.tells("ada", "where is my dentist?") == FORGOTTEN
