"""Who is let out hears no more of what was answered before, and keeps no answer that was still growing."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import NeverSent, Undeliverable
from bot.ids import Conversation, MessageId
from bot.replies import PartKind
from tests.fakes.model import ScriptedModel
from tests.scenarios.village import CitingChat, Village, contact, privately, village

SECRET = "My dentist is Dr. Weber"
ANSWER = "Your dentist is Dr Weber [1]. He sits in the Rosenstrasse [1]. Ring twice there [1]."


class Watched(CitingChat):
    """Somebody is let out while the first words of the answer are shown."""

    people: Village

    async def draft(self, to: Conversation, text: str, key: str) -> MessageId:
        message = await super().draft(to, text, key)
        self.people.house.journal.door.revoke(contact("anna"))
        return message


@pytest.mark.parametrize("said", ["/forget dentist", "where is my dentist?", "/forget"])
async def test_what_waits_to_be_sent_is_dropped(data: Path, said: str) -> None:
    async with village(data) as people:
        await people.tells("anna", SECRET)
        before = len(people.platform.sent)
        people.platform.troubles.append(NeverSent("away"))
        await people.app.on_events([privately("anna", said)], None)
        while not any(stuck.why for stuck in people.house.journal.sending.stuck()):
            await people.app.on_events([], None)
        assert people.house.journal.door.revoke(contact("anna"))
        await people.app.settled()
        assert len(people.platform.sent) == before


async def test_what_was_given_up_is_not_sent_by_hand_either(data: Path) -> None:
    async with village(data) as people:
        await people.tells("anna", SECRET)
        people.platform.troubles.extend([Undeliverable("forbidden")] * 2)
        await people.tells("anna", "where is my dentist?")
        before = len(people.platform.sent)
        assert people.house.journal.door.revoke(contact("anna"))
        assert people.house.journal.sending.retry(None) == 0
        await people.app.resend()
        await people.app.settled()
        assert len(people.platform.sent) == before


async def test_who_is_let_out_hears_no_further_word_of_an_answer_that_grows(data: Path) -> None:
    async with village(data, ScriptedModel(ANSWER)) as people:
        await people.tells("anna", f"{SECRET}, Rosenstrasse, ring twice")
        (received,) = people.house.journal.inbox.accept([privately("anna", "where is my dentist?")], None)
        heard: list[str] = []

        async def hears(text: str) -> None:
            heard.append(text)
            people.house.journal.door.revoke(contact("anna"))

        response = await people.house.doorkeeper().respond(received, hears)
        assert response is not None
        assert (len(heard), response.reply) == (1, None)


async def test_an_answer_that_grew_is_taken_away(data: Path) -> None:
    platform = Watched()
    async with village(data, ScriptedModel(ANSWER), platform) as people:
        platform.people = people
        await people.tells("anna", f"{SECRET}, Rosenstrasse, ring twice")
        await people.tells("anna", "where is my dentist?")
        (draft,) = platform.drafts
        _, last, _ = platform.sent[-1]
        assert (last.kind, last.target) == (PartKind.DELETION, draft)


async def test_an_answer_that_waits_to_take_its_drafts_place_takes_the_draft_away(data: Path) -> None:
    async with village(data, ScriptedModel(ANSWER)) as people:
        await people.tells("anna", f"{SECRET}, Rosenstrasse, ring twice")
        people.platform.troubles.append(NeverSent("away"))
        await people.app.on_events([privately("anna", "where is my dentist?")], None)
        while not any(stuck.why for stuck in people.house.journal.sending.stuck()):
            await people.app.on_events([], None)
        before = len(people.platform.sent)
        people.house.journal.door.revoke(contact("anna"))
        await people.app.settled()
        ((_, last, _),) = people.platform.sent[before:]
        (draft,) = people.platform.drafts
        assert (last.kind, last.target) == (PartKind.DELETION, draft)
