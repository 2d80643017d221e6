"""What a person takes back is what they said themselves last, whatever was taken in meanwhile."""

from __future__ import annotations

import json
from pathlib import Path

from adapters.exports.jsonl import read_jsonl
from bot.access import OWNER
from bot.ids import private_space
from bot.imports import Stores, take_in
from tests.scenarios.talk import Talk, talking

OWN = ("Tom lent me a tent", "The code is 4711")
IMPORTED = ("the boat is blue", "the shed is locked")


def imports(talk: Talk, file: Path, *texts: str) -> None:
    rows = (
        {"id": str(number), "conversation": "us", "sender": "Anna", "sent_at": "2026-03-12T18:20:00Z", "text": text}
        for number, text in enumerate(texts)
    )
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    house = talk.house
    stores = Stores(archive=house.journal.archive, memory=house.library, kept=house.journal.annals)
    taken = take_in(read_jsonl(file), private_space(OWNER), stores, lambda _: None)
    assert taken.new == len(texts)


async def test_undo_takes_ones_own_last_note_and_nothing_that_was_imported_after_it(data: Path, tmp_path: Path) -> None:
    async with talking(data) as talk:
        await talk.says(*OWN)
        imports(talk, tmp_path / "chat.jsonl", *IMPORTED)
        assert "Forgotten: 1 message" in await talk.say("/undo")
        assert talk.kept() == [OWN[0], *IMPORTED]
        assert "Forgotten: 1 message" in await talk.say("/forget")
        assert talk.kept() == [*IMPORTED]


async def test_where_nothing_but_an_import_is_kept_there_is_nothing_to_undo(data: Path, tmp_path: Path) -> None:
    async with talking(data) as talk:
        imports(talk, tmp_path / "chat.jsonl", *IMPORTED)
        assert await talk.say("/undo") == "There is nothing here to forget."
        assert talk.kept() == [*IMPORTED]
