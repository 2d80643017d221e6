"""A question that is forgotten while its answer is written leaves nothing of that in front of the person."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.ids import Conversation, MessageId
from bot.ports import Draft
from bot.replies import Part, PartKind
from tests.fakes.chat import room
from tests.fakes.model import ScriptedModel
from tests.scenarios.village import CitingChat, Village, privately, village

NOTE = "My dentist is Dr. Weber, Rosenstrasse, the red house"
ASKED = "where is my dentist?"
ANSWER = "Your dentist is Dr Weber [1]. He sits in the Rosenstrasse [1]. It is the red house [1]."


class Looking(CitingChat):
    """The question is forgotten, from elsewhere, as the draft is opened or drawn for the first time."""

    people: Village

    def __init__(self, *, at_once: bool) -> None:
        super().__init__()
        self._at_once = at_once
        self.frames: list[str] = []
        self.removed: list[MessageId | None] = []

    async def draft(self, to: Conversation, text: str, key: str) -> MessageId:
        message = await super().draft(to, text, key)
        if self._at_once:
            forget_the_question(self.people)
        return message

    async def redraw(self, to: Conversation, message: MessageId, text: str) -> None:
        if not self.frames:
            forget_the_question(self.people)
        self.frames.append(text)
        await super().redraw(to, message, text)

    async def send(self, to: Conversation, part: Part, key: str) -> MessageId:
        if part.kind is PartKind.DELETION and part.target is not None:
            self.removed.append(part.target)
            del self.drafts[part.target]
            return part.target
        return await super().send(to, part, key)


def forget_the_question(people: Village) -> None:
    """As far as the journal goes."""
    journal = people.house.journal
    (question,) = journal.inbox.pending()
    (asked,) = journal.inbox.accept([replace(privately("ada", "/forget #2"), where=room("elsewhere"))], None)
    journal.intentions.decide(asked.seq, [question.event.key])


@pytest.mark.parametrize("at_once", [True, False])
async def test_its_draft_is_taken_away_and_not_drawn_again(data: Path, *, at_once: bool) -> None:
    platform = Looking(at_once=at_once)
    async with village(data, ScriptedModel(ANSWER), platform) as people:
        platform.people = people
        await people.tells("ada", NOTE)
        assert await people.tells("ada", ASKED) == ""
        assert platform.removed == [MessageId("d1")]
        assert platform.drafts == {}
        assert len(platform.frames) == (0 if at_once else 1)


@pytest.mark.parametrize("drawn_late", [True, False])
async def test_a_crash_leaves_no_draft_behind(data: Path, *, drawn_late: bool) -> None:
    platform = Looking(at_once=False)
    async with village(data, platform=platform) as people:
        await people.tells("ada", NOTE)
        ledger, draft = people.house.journal.ledger, Draft(seq=2, message=await platform.draft(room("ada"), "You", "k"))
        people.house.journal.inbox.accept([privately("ada", ASKED)], None)
        if not drawn_late:
            ledger.drafted(draft)
        forget_the_question(people)
        if drawn_late:
            ledger.drafted(draft)
    async with village(data, platform=platform) as people:
        await people.app.resume()
        await people.app.settled()
        assert platform.removed == [MessageId("d1")]


async def test_an_answer_that_took_its_drafts_place_is_no_draft(data: Path) -> None:
    platform = Looking(at_once=False)
    platform.frames.append("nothing is forgotten meanwhile")
    async with village(data, ScriptedModel(ANSWER), platform) as people:
        platform.people = people
        await people.tells("ada", NOTE)
        await people.tells("ada", ASKED)
        await people.tells("ada", "/forget #2")
        assert platform.removed == []
