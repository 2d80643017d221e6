"""What only sounds like a question is answered and kept: nothing that somebody meant to have is lost."""

from __future__ import annotations

import pytest

from bot.clearness import only_asks
from bot.understanding import Ask, Keep, understand
from tests.bot.said import Labelled, tellings

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
    "Anna is pregnant, can you believe it?",
    "The code is 4711?",
    "remind me to buy milk?",
    "Mum's birthday is on the 4th, right?",
    "we meet at 7, ok?",
    "who has my ladder Ben",
    "what's the wifi password sunflower42",
    "Do you know Anna is pregnant",
    "Wer anruft ist der Klempner",
    "what's the gate code and the dentist is at 4?",
    "the cat sleeps outside?",
    "Olaf = Nina's husband?",
    "he is ill?",
    "Habe das Paket geholt?",
    "Quedamos el viernes, ¿vale?",
    "les enfants dorment chez Anna ?",
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
    "when is the dentist?",
    "who has my ladder?",
    "what did Anna say about the boat",
    "wann ist der Zahnarzt?",
    "is Anna pregnant?",
    "did I lock the shed?",
    "can you find the wifi password?",
    "Anna's birthday?",
    "dentist when?",
    "and when?",
    "the boat again?",
    "who lives in flat 12?",
    "weißt du, wann der Bäcker schließt?",
    "wie heißt das Buch, das Anna empfohlen hat?",
    "who paid for it, Ben or Anna?",
    "tu sais où j'ai mis la clé ?",
    "¿viene Ana el viernes?",
    "когда стоматолог?",
    "quando è il dentista?",
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


@pytest.mark.parametrize(
    "text",
    [
        "should I tell Viktor that I sold his guitar for 250?",
        "Why is nobody telling me that Rita left the firm?",
        "What did Kim say when you told her I got the flat?",
        "Isn't Dora in Berlin until Sunday?",
        "is Dora not in Berlin this week?",
        "why did Otto sell his bike for 90?",
        "Why is Rita moving to Ghent?",
        "Soll ich Anke sagen, dass ich ihre Vase zerbrochen habe?",
        "Kommt Mareike nicht am Freitag?",
        "Warum zieht Holger nach Bremen?",
        "Qui a dit à Marc que je pars en avril ?",
        "¿Quién le dijo a Marta que me voy en abril?",
        "¿Por qué vendió Luis la casa por 90000?",
    ],
)
def test_what_a_question_takes_for_granted_is_kept(text: str) -> None:
    assert understand(text) == Ask(text=text, tells=True)
    assert not only_asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "why is the heating off?",
        "why did we switch banks?",
        "who told me that?",
        "haben wir die Kaution bezahlt oder nicht?",
        "where can I buy the paint that Ben used?",
        "who owes me 50?",
        "is Hassan 50?",
    ],
)
def test_what_tells_nothing_new_is_only_answered(text: str) -> None:
    assert understand(text) == Ask(text=text)


@pytest.mark.parametrize(
    "text", ["Has Paul staying over", "are the best in town", "Did Pilates today", "Is Swedish by birth", "who won Ben"]
)
def test_a_note_without_its_subject_is_no_question(text: str) -> None:
    meant = understand(text)
    assert isinstance(meant, Keep) or (isinstance(meant, Ask) and meant.tells)


@pytest.mark.parametrize("half", ["held", "seen"])
def test_hardly_a_fact_is_lost_to_a_question_mark(half: str) -> None:
    told = [row for row in tellings() if row.want == "tell" and row.set == half]
    lost = [row.text for row in told if not _is_kept(row)]
    assert len(lost) <= len(told) / 200, lost


@pytest.mark.parametrize("half", ["held", "seen"])
def test_hardly_a_mere_question_is_kept(half: str) -> None:
    asked = [row for row in tellings() if row.want == "ask" and row.set == half]
    kept = [row.text for row in asked if _is_kept(row)]
    assert len(kept) <= len(asked) / 20, kept


@pytest.mark.parametrize("language", ["en", "de", "es", "fr"])
def test_no_language_loses_more_than_another(language: str) -> None:
    rows = [row for row in tellings() if row.lang == language]
    assert min(sum(row.want == want for row in rows) for want in ("ask", "tell")) >= 75
    wrong = [row.text for row in rows if _is_kept(row) != (row.want == "tell")]
    assert len(wrong) <= len(rows) / 33, wrong


def test_a_question_without_its_mark_tells_no_more_than_with_it() -> None:
    assert only_asks("does Paul eat fish")
    assert only_asks("is the boiler fixed")
    assert not only_asks("The code is 4711?")
    assert not only_asks("who has my ladder Ben")
    assert not only_asks("The dentist is on Monday")


def _is_kept(row: Labelled) -> bool:
    meant = understand(row.text)
    return isinstance(meant, Keep) or (isinstance(meant, Ask) and meant.tells)
