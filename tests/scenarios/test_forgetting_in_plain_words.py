"""Who says in plain words what is to go is shown it first; nothing goes by that alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.content import Forwarded
from tests.builders import image
from tests.scenarios.talk import talking
from tests.scenarios.village import Village, privately, village

ANNA, TOM = "Anna lives in Lyon, Rue Mercière", "Tom plays the cello"


def kept(people: Village) -> list[str]:
    return [note.text for _, note in people.house.journal.annals.notes(0, 100)]


@pytest.mark.parametrize("words", ["forget that", "delete my last note", "lösch meine letzte Notiz", "borra eso"])
async def test_the_last_note_is_shown_even_at_the_terminal(data: Path, words: str) -> None:
    async with talking(data) as talk:
        await talk.says(ANNA, TOM)
        shown = await talk.say(words)
        assert "To forget it, send: /forget #2" in shown
        assert TOM in shown
        assert talk.kept() == [ANNA, TOM]
        assert "Forgotten: 1 message (#2)" in await talk.say("yes")


async def test_what_is_about_somebody_is_offered(data: Path) -> None:
    async with village(data) as people:
        for text in (ANNA, TOM, "Anna's birthday is in June"):
            await people.tells("ada", text)
        shown = await people.tells("ada", "forget everything about anna")
        assert ANNA in shown
        assert "birthday" in shown
        assert TOM not in shown
        assert [button.label for button in people.platform.buttons][-1] == "Forget all 2"
        assert len(kept(people)) == 3
        assert "Forgotten: 2 messages" in await people.tells("ada", "all")
        assert kept(people) == [TOM]


async def test_words_for_everything_only_announce_it(data: Path) -> None:
    async with village(data) as people:
        for text in (ANNA, TOM):
            await people.tells("ada", text)
        assert "takes out all that we said (2 messages, all kept as notes)" in await people.tells(
            "ada", "vergiss alles"
        )
        assert kept(people) == [ANNA, TOM]


async def test_a_number_in_plain_words_is_asked_about(data: Path) -> None:
    async with village(data) as people:
        await people.tells("ada", ANNA)
        assert ANNA in await people.tells("ada", "delete note #1")
        assert kept(people) == [ANNA]
        assert "no message of that number" in await people.tells("ada", "forget #77")


async def test_in_reply_it_is_the_message_replied_to(data: Path) -> None:
    async with village(data) as people:
        meant = privately("ada", ANNA)
        await people.hears(meant)
        await people.tells("ada", TOM)
        shown = "\n".join(await people.hears(replace(privately("ada", "oublie ça"), reply_to=meant.message)))
        assert ANNA in shown
        assert TOM not in shown


async def test_somebody_elses_words_are_a_note(data: Path) -> None:
    async with village(data) as people:
        passed = replace(privately("ada", "delete my last note"), forwarded=Forwarded(from_name="Tom"))
        await people.hears(passed)
        assert kept(people) == ["delete my last note"]


async def test_words_below_a_picture_are_of_the_picture(data: Path) -> None:
    async with village(data) as people:
        await people.hears(replace(privately("ada", "delete this"), attachments=(image(""),)))
        assert kept(people) == ["delete this"]


async def test_the_wish_itself_leaves_no_words_behind(data: Path) -> None:
    async with village(data) as people:
        await people.tells("ada", "forget everything about the vault combination")
        assert people.traces("everything about the vault combination") == 0
