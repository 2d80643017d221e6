"""Asked what somebody said, or what was said when, only that is answered, in order of time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.access import OWNER
from bot.answering import Answer, Asked
from bot.ids import private_space
from bot.languages import Language, words_for
from bot.wiring import House, open_house
from tests.builders import chat, message

BERLIN = ZoneInfo("Europe/Berlin")
# A Sunday late in November.
NOW = "2026-11-22T23:42:00+01:00"
TODAY = [f"Today's note number {number}" for number in range(1, 10)]
MINE = {
    (11, 14): "The boiler is making noises again",
    (11, 12): "Oma's key is with the neighbour",
    (11, 10): "Ordered a bicycle chain",
}
OTHERS = {
    ("Tobias", 3, 4): "I sold the old tent",
    ("Mira", 3, 5): "March is too cold for camping",
    ("Mira", 11, 11): "My week was full of meetings",
    ("Lena", 6, 1): "I quit at the agency, the boss was awful",
    ("Paul", 6, 2): "Anyone up for a job at the harvest?",
    ("Oma", 11, 13): "Come for lunch on Sunday",
}
WORDS = words_for(Language.ENGLISH)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SATCHEL_TIMEZONE", "Europe/Berlin")
        environment.setenv("SATCHEL_NOW", NOW)
        with open_house(tmp_path_factory.mktemp("said") / "data") as house:
            _tell(house)
            yield house


def _tell(house: House) -> None:
    mine = [(text, datetime(2026, month, day, 12, tzinfo=BERLIN)) for (month, day), text in MINE.items()]
    mine += [(text, datetime(2026, 11, 22, 9, number, tzinfo=BERLIN)) for number, text in enumerate(TODAY)]
    mine.append(("Ich treffe Anna am Samstag", datetime(2026, 11, 22, 8, tzinfo=BERLIN)))
    said = [message(text, by="Jo", at=at) for text, at in mine]
    recorded = chat("friends", platform="import")
    said += [
        message(text, by=name, at=datetime(2026, month, day, 12, tzinfo=BERLIN), where=recorded)
        for (name, month, day), text in OTHERS.items()
    ]
    house.library.remember(house.journal.archive.keep([(each, private_space(OWNER)) for each in said]))


async def asked(house: House, question: str) -> Answer:
    now = house.clock.now()
    about = Asked(text=question, asked_at=now, person=OWNER, now=now, name="Jo")
    return await house.answering().answer(about, house.scope, ())


def quoted(answer: Answer) -> list[str]:
    return [re.sub(r".*?: [“„](.*)[”“]", r"\1", source.label) for source in answer.sources]


async def test_what_was_said_today_comes_newest_first_and_the_rest_is_counted(house: House) -> None:
    answer = await asked(house, "what did I say today?")
    assert quoted(answer) == list(reversed(TODAY))[:5]
    assert WORDS.more_then.format(5) in answer.text
    assert not answer.text.startswith(WORDS.closest)


@pytest.mark.parametrize("question", ["what did I say yesterday?", "what did Tobias say in May?"])
async def test_where_nothing_was_said_then_that_is_said(house: House, question: str) -> None:
    assert await asked(house, question) == Answer(text=WORDS.nothing_then, by="nothing")


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("what did Tobias say in March?", ["I sold the old tent"]),
        ("what did Mira write in March?", ["March is too cold for camping"]),
        ("was hat Mira im März geschrieben?", ["March is too cold for camping"]),
        ("what did I note last week?", list(MINE.values())),
        ("what did Lena say?", ["I quit at the agency, the boss was awful"]),
        ("what did I write from 11 to 15 November?", list(MINE.values())[:2]),
    ],
)
async def test_only_the_words_of_whom_is_asked_about_are_an_answer(
    house: House, question: str, answers: list[str]
) -> None:
    assert quoted(await asked(house, question)) == answers


async def test_of_what_somebody_said_about_something_what_comes_closest_is_theirs(house: House) -> None:
    answer = await asked(house, "what did Lena say about her job?")
    assert quoted(answer)[0] == "I quit at the agency, the boss was awful"


async def test_one_that_looks_ahead_is_of_the_coming_day(house: House) -> None:
    assert "Ich treffe Anna am Samstag" in quoted(await asked(house, "was ist am Samstag?"))
