"""The proof that something is gone knows the words below a picture: its own, and those of other people."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.content import Attachment, AttachmentKind
from bot.events import MessageReceived
from tests.builders import image
from tests.scenarios.village import privately, village

COTTAGE = "Our new cottage by the lake, August"


def picture(name: str, text: str = "", *captions: str) -> MessageReceived:
    return replace(privately(name, text), attachments=tuple(map(image, captions)))


@pytest.mark.parametrize(
    ("text", "captions"),
    [
        ("", (COTTAGE,)),
        ("", (f'{COTTAGE}\nwith the "green" door, früher blau',)),
        ("my holiday picture", (COTTAGE,)),
        ("the first holiday pictures", ("of the cottage", "of the lake there")),
    ],
)
async def test_a_picture_with_the_words_of_anothers_does_not_show_it(
    data: Path, text: str, captions: tuple[str, ...]
) -> None:
    async with village(data) as people:
        await people.hears(picture("anna", text, *captions))
        await people.hears(picture("ada", text, *captions))
        assert "trace" not in await people.tells("ada", "/forget #2")


async def test_words_that_stand_as_anothers_picture_is_filed_do_not_show_it(data: Path) -> None:
    async with village(data) as people:
        await people.hears(picture("anna", "my holiday picture", COTTAGE))
        await people.tells("ada", f"my holiday picture\n[image: {COTTAGE}]")
        assert "trace" not in await people.tells("ada", "/forget #2")


async def test_ones_own_picture_that_says_the_same_is_told(data: Path) -> None:
    async with village(data) as people:
        await people.hears(picture("ada", "", COTTAGE))
        await people.hears(picture("ada", "", COTTAGE))
        assert "but 1 trace of its words is left" in await people.tells("ada", "/forget #2")


@pytest.mark.parametrize("kind", AttachmentKind)
async def test_what_is_left_of_a_caption_alone_is_found(data: Path, kind: AttachmentKind) -> None:
    async with village(data) as people:
        beside = Attachment(kind=kind, caption=COTTAGE)
        await people.hears(replace(privately("ada", "see here"), attachments=(beside,)))
        (data / "stray.txt").write_text(f"{COTTAGE}\n", encoding="utf-8")
        assert "but 1 trace of its words is left" in await people.tells("ada", "/forget #1")
