"""A running bot takes the words of what was edited and deleted out of its files by itself, those of many at once."""

from __future__ import annotations

from pathlib import Path

from bot.cli.chores import Cleaning
from tests.scenarios.test_deleted import deleted
from tests.scenarios.test_edited import NEW, OLD, edited
from tests.scenarios.village import privately, village


async def test_the_index_is_written_anew_once_for_many_and_not_at_all_for_nothing(data: Path) -> None:
    said = [privately("ada", f"{OLD} {number}") for number in range(6)]
    async with village(data) as people:
        cleaning, index = Cleaning(people.house), people.house.shelves.current.index
        await people.hears(*said)

        def written() -> set[str]:
            return {path.parent.name for path in data.rglob("edge_config.json")}

        before = written()
        await cleaning.clean()
        assert written() == before
        await people.hears(*(edited(each, f"{NEW} {number}") for number, each in enumerate(said[:5])))
        await cleaning.clean()
        after = written()
        assert after.isdisjoint(before)
        assert people.traces(OLD) > 0
        assert people.traces(*(each.text for each in said[:5])) == 0
        await cleaning.clean()
        assert written() == after
        await people.hears(*map(deleted, said))
        await cleaning.clean()
        assert people.traces(OLD, NEW) == 0
        assert list(index.ids()) == []
