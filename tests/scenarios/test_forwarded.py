"""Somebody else's words that are passed on to us stay somebody else's: cited, listed, looked for and written out so."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapters.exports.jsonl import read_jsonl
from bot.content import Forwarded
from bot.events import MessageReceived
from bot.ids import UserId
from bot.imports import Stores, take_in
from bot.records import Trust
from bot.wiring import open_house
from memory.exporting import FileExporter
from tests.builders import edited
from tests.fakes.model import ScriptedModel
from tests.scenarios.village import Village, in_group, privately, village

SENT = datetime(2025, 2, 3, 14, 2, tzinfo=UTC)
ZOE = Forwarded(from_name="Zoe", from_id=UserId("zoe"), sent_at=SENT)
WORDS = "the boat is in the harbour of Kiel"


def passed_on(text: str, whose: Forwarded = ZOE, by: str = "ada") -> MessageReceived:
    return replace(privately(by, text), forwarded=whose)


@pytest.fixture(autouse=True)
def _at_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SATCHEL_TIMEZONE", "UTC")


@pytest.mark.parametrize(
    ("question", "source"),
    [
        ("where is the boat?", "Zoe (forwarded by you), Mon 3 Feb 2025, 14:02: “"),
        ("wo ist denn das boat?", "Zoe (von dir weitergeleitet), Mo. 3. Februar 2025, 14:02: „"),
        ("¿dónde está el boat?", "Zoe (reenviado por ti), lun 3 feb 2025, 14:02: «"),
        ("où est donc le boat ?", "Zoe (transmis par toi), lun. 3 févr. 2025, 14:02: « "),
    ],
)
async def test_what_was_passed_on_is_cited_as_whose_words_it_is(data: Path, question: str, source: str) -> None:
    async with village(data) as people:
        await people.hears(passed_on(WORDS))
        assert f"{source}{WORDS}" in await people.tells("ada", question)


async def test_in_a_group_it_is_told_who_passed_it_on(data: Path) -> None:
    async with village(data) as people:
        await people.hears(replace(in_group("anna", WORDS), forwarded=ZOE))
        assert "Zoe (forwarded by Anna), Mon 3 Feb 2025, 14:02: “" in await people.tells_all(
            "ada", "where is the boat?"
        )


async def test_who_said_it_is_found_by_name_and_who_passed_it_on_said_nothing(data: Path) -> None:
    async with village(data) as people:
        await people.hears(passed_on(WORDS))
        await people.tells("ada", "I painted the shed")
        assert WORDS in await people.tells("ada", "what did Zoe say?")
        mine = await people.tells("ada", "what did I say in 2025?")
        assert "I painted the shed" in mine
        assert WORDS not in mine
        assert WORDS in await people.tells("ada", "what did Zoe say in February 2025?")


async def test_one_who_bears_our_name_said_nothing_in_our_name(data: Path) -> None:
    async with village(data) as people:
        await people.hears(passed_on(WORDS, replace(ZOE, from_name="Ada")))
        await people.tells("ada", "I painted the shed")
        assert WORDS not in await people.tells("ada", "what did I say in 2025?")


async def test_lists_tell_whose_words_it_is(data: Path) -> None:
    async with village(data) as people:
        await people.hears(passed_on(WORDS))
        line = f"· Mon 3 Feb 2025, 14:02 · Zoe (forwarded by you): {WORDS}"
        assert line in await people.tells("ada", "/recent")
        assert line in await people.tells("ada", "/search boat")


async def test_a_name_that_nobody_tells_is_somebodys(data: Path) -> None:
    async with village(data) as people:
        await people.hears(passed_on(WORDS, Forwarded()))
        assert "somebody (forwarded by you), today, 09:00: “" in await people.tells("ada", "where is the boat?")
        assert "· somebody (forwarded by you): " in await people.tells("ada", "/recent")


async def test_a_model_is_told_whose_words_it_is(data: Path) -> None:
    model = ScriptedModel("In Kiel [1].")
    async with village(data, model) as people:
        await people.hears(passed_on(WORDS))
        await people.tells("ada", "where is the boat?")
        assert "| Zoe (forwarded by Ada) | Mon 3 Feb 2025, 14:02\n" in model.prompts[0].lines[-1].text


async def test_a_command_in_what_was_passed_on_is_not_carried_out(data: Path) -> None:
    async with village(data) as people:
        await people.tells("ada", "The door is blue")
        assert await people.hears(passed_on("/forget everything yes")) == ["Kept."]
        assert "The door is blue" in await people.tells("ada", "/recent")


async def test_a_question_in_what_was_passed_on_is_answered_and_kept(data: Path) -> None:
    async with village(data) as people:
        await people.tells("ada", "The door is blue")
        (answer,) = await people.hears(passed_on("what colour is the door?"))
        assert "The door is blue" in answer
        assert "· Zoe (forwarded by you): what colour is the door?" in await people.tells("ada", "/recent")


async def test_our_own_words_stay_ours_when_we_pass_them_on(data: Path) -> None:
    async with village(data) as people:
        await people.hears(passed_on(WORDS, replace(ZOE, from_name="Ada", from_id=UserId("ada"))))
        assert "Ada, Mon 3 Feb 2025, 14:02: “" in await people.tells("ada", "what did I say in 2025?")


async def test_the_age_of_what_waits_is_not_that_of_the_words(data: Path) -> None:
    async with village(data) as people:
        (received,) = people.house.journal.inbox.accept([passed_on(WORDS)], None)
        response = await people.house.doorkeeper().respond(received, None)
        assert response
        people.house.journal.inbox.finish(
            received.seq, people.app._outcomes.of(received.event, response, lambda it: it)
        )
        assert people.house.journal.backlog.counted().since == received.event.at


async def test_it_is_written_out_and_read_back_as_whose_words_it_is(data: Path, tmp_path: Path) -> None:
    own = passed_on("the key is with me", Forwarded(from_name="Ada", from_id=UserId("ada"), sent_at=SENT))
    async with village(data) as people:
        await people.hears(passed_on(WORDS), own)
        before = _notes(people)
        exported = FileExporter(people.house.journal.annals).export(people.house.scope, tmp_path / "out")
    page = (exported.folder / "2025-02.md").read_text()
    assert f"**Zoe** (forwarded by Ada), 2025-02-03 14:02\n\n> {WORDS}\n" in page
    lines = [json.loads(line) for line in (exported.folder / "messages.jsonl").read_text().splitlines()]
    assert lines[0]["forwarded"] == {"from": "Zoe", "sent_at": SENT.isoformat()}
    with open_house(tmp_path / "other") as house:
        stores = Stores(archive=house.journal.archive, memory=house.library, kept=house.journal.annals)
        take_in(read_jsonl(exported.folder / "messages.jsonl"), next(iter(house.scope.spaces)), stores, lambda _: None)
        assert (
            _notes(Village(house))
            == before
            == [
                (WORDS, "Zoe", SENT, "Ada", Trust.OTHERS),
                ("the key is with me", "Ada", SENT, "", Trust.OWN),
            ]
        )


def _notes(people: Village) -> list[tuple[object, ...]]:
    notes = (note for _, note in people.house.journal.annals.notes(0, 100))
    return [(note.text, note.said_by, note.said_at, note.passed_by, note.trust) for note in notes]


async def test_what_was_passed_on_is_nobodys_answer_to_the_note_before(data: Path) -> None:
    async with village(data) as people:
        await people.tells("ada", "The ferry to Oslo is booked")
        await people.hears(passed_on("Quackenbush likes plums"))
        assert "plums" not in await people.tells("ada", "which ferry is booked?")


async def test_what_was_passed_on_chooses_nothing_of_what_was_offered(data: Path) -> None:
    async with village(data) as people:
        await people.tells("ada", "The door is blue")
        offer = await people.tells("ada", "/forget door")
        assert "The door is blue" in offer
        await people.hears(passed_on("#1"), passed_on("1"), passed_on("yes"))
        assert "The door is blue" in await people.tells("ada", "/recent")


async def test_new_words_of_what_was_passed_on_are_put_into_nobody_elses_mouth(data: Path) -> None:
    async with village(data) as people:
        said = passed_on(WORDS)
        await people.hears(said)
        await people.hears(edited(said, "I sold the boat myself"))
        # Of Zoe nothing is left, not even that she ever spoke: what comes close at most is Ada's.
        told = await people.tells("ada", "what did Zoe say in February 2025?")
        assert told.startswith("I am not sure; this comes closest.")
        assert "[1] Ada, today" in told
        assert "· Ada: I sold the boat myself" in await people.tells("ada", "/recent")
