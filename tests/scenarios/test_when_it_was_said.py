"""A question that names a time is answered by what was said then, or speaks of then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.access import OWNER
from bot.answering import Asked
from bot.ids import private_space
from bot.languages import Language, words_for
from bot.wiring import House, open_house
from tests.builders import message

BERLIN = "Europe/Berlin"
TOLD = {
    (1, 8): "Bought a new winter coat, 140 euros",
    (2, 3): "Dentist on 12 March at 9, Dr. Weber",
    (3, 12): "Dentist: no holes, next check in September",
    (3, 20): "Watched Perfect Days with Tom, lovely film",
    (4, 22): "The car needs new brakes, the garage says 400 euros",
    (5, 18): "Buy milk and bread",
    (6, 11): "Paid the garage 410 euros for the brakes",
    (6, 20): "Run with Ben along the canal, 8 km",
    (7, 19): "Watched Past Lives in the open air cinema",
    (8, 15): "Buy a present for Clara's birthday on 3 September",
    (9, 3): "Clara's party was great, she liked the bike bell",
    (10, 2): "Met Anna for lunch, she is tired of Lyon and wants to come back",
    (11, 10): "Ordered a new bicycle chain, 24 euros",
    (11, 11): "Ran 5 km, knee hurts",
    (11, 13): "Watched Aftersun with Anna, both cried",
    (11, 18): "Lunch with Ben, his ankle is fine again",
    (11, 19): "I have to hand in the tax form next week",
    (11, 20): "The dentist is on Tuesday at 9",
    (11, 21): "Clara told me that she is moving to Utrecht in January",
    (11, 22): "Water the plants tomorrow",
}
SAID_THEN = {
    "which film did I watch last week?": "Aftersun",
    "what did I watch in March?": "Perfect Days",
    "who did I have lunch with this week?": "Lunch with Ben",
    "what did Clara say yesterday?": "Utrecht",
    "how was the dentist in March?": "no holes",
    "what did the garage say in April?": "400",
}
SPEAKS_OF_THEN = {
    "when in March is the dentist?": "12 March",
    "when is the dentist next week?": "Tuesday at 9",
    "what is on Tuesday?": "The dentist is on Tuesday",
    "when is Clara's birthday in September?": "3 September",
    "where is Clara moving in January?": "Utrecht",
    "what do I have to do next week?": "tax form",
    "what do I have to do tomorrow?": "Water the plants",
}
SAID_AT_OTHER_TIMES = {
    "which film did I watch last week?": ("Past Lives", "Perfect Days"),
    "what did I watch in March?": ("Aftersun", "Past Lives"),
    "what did I pay in March?": ("410",),
    "who did I have lunch with this week?": ("Met Anna",),
    "what did Clara say yesterday?": ("party", "present"),
    "how was the dentist in March?": ("Tuesday",),
    "what did the garage say in April?": ("410",),
    "when is the dentist next week?": ("12 March", "no holes"),
}
CLOSEST = words_for(Language.ENGLISH).closest


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A Sunday in November, and a year of notes."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SATCHEL_TIMEZONE", BERLIN)
        environment.setenv("SATCHEL_NOW", "2026-11-22T17:00:00+01:00")
        with open_house(_told(tmp_path_factory.mktemp("year") / "data")) as house:
            yield house


def _told(folder: Path) -> Path:
    days = {text: datetime(2026, month, day, 12, tzinfo=ZoneInfo(BERLIN)) for (month, day), text in TOLD.items()}
    with open_house(folder) as house:
        said = [(message(text, by="you", at=at), private_space(OWNER)) for text, at in days.items()]
        house.library.remember(house.journal.archive.keep(said))
    return folder


async def asked(house: House, question: str) -> str:
    """What is answered to a question by itself, with its sources."""
    now = house.clock.now()
    answer = await house.answering().answer(Asked(text=question, asked_at=now, person=OWNER, now=now), house.scope, ())
    return "\n".join((answer.text, *(source.label for source in answer.sources)))


@pytest.mark.parametrize(("question", "answer"), [*SAID_THEN.items(), *SPEAKS_OF_THEN.items()])
async def test_what_was_said_then_or_speaks_of_then_is_a_sure_answer(house: House, question: str, answer: str) -> None:
    told = await asked(house, question)
    assert answer in told
    assert CLOSEST not in told


@pytest.mark.parametrize(("question", "others"), SAID_AT_OTHER_TIMES.items())
async def test_what_only_shares_words_is_no_sure_answer(house: House, question: str, others: tuple[str, ...]) -> None:
    told = await asked(house, question)
    assert CLOSEST in told or not any(other in told for other in others)


@pytest.mark.parametrize(
    "question", ["what did I buy last week?", "what did I watch yesterday?", "what did I pay in March?"]
)
async def test_where_nothing_of_then_answers_the_rest_is_called_closest(house: House, question: str) -> None:
    told = await asked(house, question)
    assert told.startswith(CLOSEST)
    assert "you, " in told


async def test_where_nothing_is_of_then_all_counts(house: House) -> None:
    told = await asked(house, "which film did I watch in 2019?")
    assert "Perfect Days" in told
    assert CLOSEST not in told
