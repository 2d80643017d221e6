"""Markdown is read where a model wrote it, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from adapters.console.translate import heard
from bot.ports import LanguageModel
from bot.replies import Reply
from bot.wiring import open_house
from tests.builders import MORNING
from tests.fakes.model import ScriptedModel


async def replies(data: Path, model: LanguageModel | None, *texts: str) -> list[Reply]:
    """What is said to these, one after another."""
    said: list[Reply] = []
    with open_house(data) as house:
        doorkeeper = replace(house, model=model).doorkeeper()
        for text in texts:
            (received,) = house.journal.inbox.accept([heard(text, uuid4().hex, MORNING, "Ada")], None)
            response = await doorkeeper.respond(received, None)
            assert response is not None
            assert response.reply is not None
            said.append(response.reply)
    return said


@pytest.mark.parametrize("question", ["when does the lease end?", "I lost the key. When does the lease end?"])
async def test_what_a_model_wrote_is_formatted(data: Path, question: str) -> None:
    kept, answered = await replies(data, ScriptedModel("It ends **in June** [1]."), "the lease ends in June", question)
    assert not kept.formatted
    assert answered.formatted
    assert "**in June**" in answered.text


async def test_without_a_model_nothing_is_formatted(data: Path) -> None:
    texts = ("the lease ends in *June*", "when does the lease end?", "what is my blood group?", "/help", "thanks!")
    said = await replies(data, None, *texts)
    assert [reply.formatted for reply in said] == [False] * len(texts)
