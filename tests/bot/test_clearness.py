"""What only sounds like a question is answered and kept: nothing that somebody meant to have is lost."""

from __future__ import annotations

import pytest

from bot.understanding import Ask, Keep, understand

DOUBTFUL = (
    "should really call the dentist",
    "Will have to call the bank tomorrow",
    "Is back on Monday",
    "Has already paid",
    "Find the receipt for the washing machine",
    "Show the ticket at gate B12",
    "I forgot the name of the wine, it was red from Tuscany",
    "Did you know Ben is a pilot?",
    "Who paid Ben 20, Anna 30",
    "Habe ich heute bezahlt, 40 Euro",
    "Muss ich morgen abholen",
    "Wann f\u00e4hrt der Bus 8:15, 9:15",
    "algo de tos y fiebre, 38",
    "Cuando llega Ana cenamos",
    "Ben m'a montr\u00e9 comment",
    "Cherche les enfants \u00e0 16h",
    "@Ben is back on Monday",
    "<@U123> has the car",
    "@anna thanks",
    "was Mum's birthday yesterday",
    "was my last cigarette",
    "what should we name the cat: Momo?",
)
CLEAR = (
    "what is the gate code",
    "when does the lease end",
    "where does anna live",
    "tell me what Ben said about the lease",
    "show me my notes about the lease",
    "is the boiler fixed?",
    "wann kommt Anna",
    "was hat Ben gesagt",
    "qu\u00e9 dijo Ana",
    "quand arrive Luc",
    "@satchel when is the dentist",
)


@pytest.mark.parametrize("text", DOUBTFUL)
def test_what_may_be_a_note_is_kept(text: str) -> None:
    meant = understand(text)
    assert isinstance(meant, Keep) or (isinstance(meant, Ask) and meant.tells)


@pytest.mark.parametrize("text", CLEAR)
def test_what_nobody_would_miss_is_only_answered(text: str) -> None:
    meant = understand(text)
    assert isinstance(meant, Ask)
    assert not meant.tells
