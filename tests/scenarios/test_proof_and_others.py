"""The proof that something is gone tells a person nothing of what others wrote."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.scenarios.talk import talking
from tests.scenarios.village import Village, village

SECRET = "the vault combination is ninety-one forty"
BESIDE = "and the cellar is damp"
COUNT = re.compile(r"\d+ files?")


async def told(people: Village, *others: str, own: tuple[str, ...] = ()) -> str:
    """What Ada is told who forgets her first note, after others and she said more; the files uncounted."""
    await people.tells("ada", SECRET)
    for text in others:
        await people.tells("anna", text)
    for text in own:
        await people.tells("ada", text)
    return COUNT.sub("files", await people.tells("ada", "/forget #1"))


@pytest.mark.parametrize(
    "others",
    [
        (SECRET,),
        (SECRET, f"{SECRET} {BESIDE}", f"Was it that {SECRET}?"),
        (f'He said "{SECRET}"\nand left', "/search vault combination"),
    ],
)
@pytest.mark.parametrize("own", [(), (f"{SECRET} {BESIDE}",)])
async def test_words_that_others_wrote_as_well_do_not_show(
    tmp_path: Path, others: tuple[str, ...], own: tuple[str, ...]
) -> None:
    async with village(tmp_path / "alone") as people:
        alone = await told(people, own=own)
    async with village(tmp_path / "among") as people:
        among = await told(people, *others, own=own)
        assert people.traces(SECRET) > 0
    assert among == alone
    assert ("trace" in alone) is bool(own)


async def test_words_in_ones_own_other_notes_are_told_by_the_note(data: Path) -> None:
    async with village(data) as people:
        answer = await told(people, SECRET, own=(f"{SECRET} {BESIDE}", f"Was it that {SECRET}? {BESIDE}"))
        assert "but 2 traces of its words are left in other messages or files" in answer


async def test_what_nobody_can_explain_is_told(data: Path) -> None:
    async with village(data) as people:
        (data / "stray.txt").write_text(f"{SECRET}\n", encoding="utf-8")
        assert "but 1 trace of its words is left" in await told(people, BESIDE)


async def test_where_the_program_runs_all_is_told(data: Path) -> None:
    async with village(data) as people:
        await people.tells("anna", SECRET)
        await people.tells("anna", BESIDE)
    async with talking(data) as talk:
        await talk.say(SECRET)
        assert re.search(r"but [2-9] traces of its words are left", await talk.say("/forget"))
