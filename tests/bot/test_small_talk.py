"""Greetings, thanks and the like; and what is added where a note sounds like something to be done."""

from __future__ import annotations

import pytest

from bot.hints import hint
from bot.languages import Language
from bot.naming import spelled
from bot.small_talk import Courtesy, SmallTalk, polite, small_talk
from bot.understanding import Command, Keep, understand
from tests.bot.said import MARCH, labelled


@pytest.mark.parametrize(
    ("text", "courtesy", "language"),
    [
        ("hello", Courtesy.GREETING, Language.ENGLISH),
        ("Hi there!! 👋", Courtesy.GREETING, Language.ENGLISH),
        ("Good morning, Satchel", Courtesy.GREETING, Language.ENGLISH),
        ("ok", Courtesy.CONSENT, Language.ENGLISH),
        ("Thanks, bye!", Courtesy.THANKS, Language.ENGLISH),
        ("exit", Courtesy.FAREWELL, Language.ENGLISH),
        ("quit", Courtesy.FAREWELL, Language.ENGLISH),
        ("Hallo, wie geht’s?", Courtesy.GREETING, Language.GERMAN),
        ("ok, vielen Dank", Courtesy.THANKS, Language.GERMAN),
        ("tschüss", Courtesy.FAREWELL, Language.GERMAN),
        ("¡Hola! ¿Qué tal?", Courtesy.GREETING, Language.SPANISH),
        ("muchas gracias", Courtesy.THANKS, Language.SPANISH),
        ("vale", Courtesy.CONSENT, Language.SPANISH),
        ("Bonjour !", Courtesy.GREETING, Language.FRENCH),
        ("merci beaucoup", Courtesy.THANKS, Language.FRENCH),
        ("d’accord", Courtesy.CONSENT, Language.FRENCH),
    ],
)
def test_courtesies_alone_are_small_talk(text: str, courtesy: Courtesy, language: Language) -> None:
    assert understand(text) == SmallTalk(courtesy=courtesy, language=language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        *((text, Language.ENGLISH) for text in ("yes", "No!", "lol", "haha", "nope", "never mind")),
        *((text, Language.GERMAN) for text in ("ja", "Nein.", "genau", "egal")),
        *((text, Language.SPANISH) for text in ("sí", "claro", "jajaja")),
        *((text, Language.FRENCH) for text in ("oui", "non", "mdr")),
    ],
)
def test_a_bare_word_of_assent_or_laughter_is_small_talk(text: str, language: Language) -> None:
    assert understand(text) == SmallTalk(courtesy=Courtesy.CONSENT, language=language)


@pytest.mark.parametrize("text", ["👍", "👍🏽", "❤️", "😂😂 ", ":+1:", "cancel", "Stop!", "abbrechen"])
def test_a_gesture_or_a_word_that_calls_off_is_small_talk(text: str) -> None:
    meant = understand(text)
    assert isinstance(meant, SmallTalk)
    assert meant.courtesy is Courtesy.CONSENT


@pytest.mark.parametrize("text", ["forget that", "Delete that, please", "vergiss das", "borra eso", "oublie ça"])
def test_who_wants_that_forgotten_can_be_told_how(text: str) -> None:
    meant = small_talk(text)
    assert meant is not None
    assert "/undo" in polite(meant, MARCH)
    assert "/forget" in polite(meant, MARCH)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("what day is it today?", "Thu 12 Mar 2026, 18:20"),
        ("what time is it?", "Thu 12 Mar 2026, 18:20"),
        ("welcher Tag ist heute?", "Do. 12. März 2026, 18:20"),
        ("¿qué día es hoy?", "jue 12 mar 2026, 18:20"),
        ("quelle heure est-il ?", "jeu. 12 mars 2026, 18:20"),
    ],
)
def test_who_asks_for_the_day_or_the_hour_hears_what_the_clock_says(text: str, told: str) -> None:
    meant = understand(text)
    assert isinstance(meant, SmallTalk)
    assert polite(meant, MARCH) == told


@pytest.mark.parametrize("text", ["what day is the concert?", "what time is it in Lisbon?", "wie spät war es?"])
def test_who_asks_for_another_hour_is_not_told_this_one(text: str) -> None:
    assert small_talk(text) is None


@pytest.mark.parametrize("text", ["you're wrong", "das stimmt nicht", "te equivocas", "c'est faux"])
def test_who_complains_hears_what_to_do(text: str) -> None:
    meant = understand(text)
    assert isinstance(meant, SmallTalk)
    assert "/search" in polite(meant, MARCH)


@pytest.mark.parametrize(
    "text", ["help", "Help!", "hilfe", "ayuda", "aide", "help, what can you do?", "Hallo, hilfe bitte"]
)
def test_a_cry_for_help_shows_the_help(text: str) -> None:
    assert understand(text) == Command(name="help")


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        *(
            (text, "I am a memory")
            for text in ("who are you?", "What can you do?", "hi, what do you do?", "how does this work")
        ),
        *(
            (text, "Ich bin ein Gedächtnis")
            for text in ("was kannst du?", "Wer bist du?", "Hallo! Was kannst du alles?")
        ),
        *((text, "Soy una memoria") for text in ("¿quién eres?", "¿qué puedes hacer?")),
        *((text, "Je suis une mémoire") for text in ("qui es-tu ?", "tu sais faire quoi ?")),
    ],
)
def test_who_asks_what_we_are_is_told_in_short_and_in_their_language(text: str, begins: str) -> None:
    meant = understand(text)
    assert isinstance(meant, SmallTalk)
    said = spelled(polite(meant, MARCH))
    assert said.startswith(begins)
    assert "/help" in said
    assert len(said) < 280


@pytest.mark.parametrize(
    "text",
    [
        *("Thanks to Ben the roof is fixed", "Help Ben move on Saturday", "Hi from Anna, she is in Lyon"),
        *("Okapi", "okay 4711", "good", "Danke an Ben schicken", "Hola Ana, soy Pablo", "Bonjour Tristesse, Sagan"),
        *("🥚🥛🍞", "undo", "?!", "hello " * 20, "yes, on Friday", "no milk today", "delete that photo of Ben"),
    ],
)
def test_what_says_more_is_no_small_talk(text: str) -> None:
    assert small_talk(text) is None


@pytest.mark.parametrize("text", ["/note thanks", "/note help"])
def test_small_talk_can_be_kept_all_the_same(text: str) -> None:
    assert isinstance(understand(text), Keep)


@pytest.mark.parametrize("language", Language)
def test_every_courtesy_is_answered_on_one_line(language: Language) -> None:
    said = {polite(SmallTalk(courtesy=courtesy, language=language), MARCH) for courtesy in Courtesy}
    assert len(said) >= 4
    assert not any("\n" in line for line in said)


@pytest.mark.parametrize(
    ("note", "language", "part"),
    [
        ("forget the passport number", Language.ENGLISH, "/forget passport number"),
        ("vergiss den PIN", Language.GERMAN, "/forget PIN"),
        ("borra el número de Ana", Language.SPANISH, "/forget número de Ana"),
        ("efface le code", Language.FRENCH, "/forget code"),
        ("find plumber", Language.ENGLISH, "/search plumber"),
        ("suche Klempner", Language.GERMAN, "/search Klempner"),
        ("undo", Language.ENGLISH, "then the number that I name: /undo"),
        ("status", Language.ENGLISH, "/status"),
        ("remind me to call Ben tomorrow", Language.ENGLISH, "not yet"),
        ("can you remind me to call Ben tomorrow", Language.ENGLISH, "not yet"),
        ("erinnere mich an den Zahnarzt", Language.GERMAN, "noch nicht"),
        ("kannst du mich morgen an den Anruf erinnern", Language.GERMAN, "noch nicht"),
        ("recuérdame llamar a Ana", Language.SPANISH, "todavía no"),
        ("rappelle-moi d'appeler Anna", Language.FRENCH, "pas encore"),
        ("and Ben", Language.ENGLISH, "question mark"),
        ("und der Zahnarzt", Language.GERMAN, "Fragezeichen"),
        ("wifi password at jonas place", Language.ENGLISH, "question mark"),
        ("dentist appointment time", Language.ENGLISH, "question mark"),
        ("Telefonnummer vom Klempner", Language.GERMAN, "Fragezeichen"),
        ("contraseña del wifi", Language.SPANISH, "interrogación"),
        ("code de la porte", Language.FRENCH, "interrogation"),
    ],
)
def test_a_note_that_asks_for_something_to_be_done_is_kept_and_told_how(
    note: str, language: Language, part: str
) -> None:
    assert understand(note) == Keep(text=note)
    advice = hint(note)
    assert advice is not None
    assert advice.language is language
    assert part in spelled(advice.text)


@pytest.mark.parametrize(
    "note",
    [
        *("Don't forget the milk", "I forgot my umbrella", "Forget-me-nots in the garden", "vergiss nicht die Milch"),
        *("vergiss die Milch nicht", "Vergiss bitte die Milch nicht!", "Lösch das nie", "vergiss niemals die Milch"),
        *(
            "oublie pas le lait",
            "Oublie jamais le lait",
            "olvida nunca la leche",
            "Forget not the milk",
            "Forget me not",
        ),
        *(
            "Find a new dentist",
            "search for a new flat, max 1200",
            "such einen neuen Zahnarzt",
            "busca piso Pablo, 900",
        ),
        *("milk, eggs, bread", "blue door paint", "call Anna", "change wifi password", "birthday cake for Ben"),
        *("wifi password sunflower", "gate code 4711", "Milch, Eier", "neue Adresse", "pintura azul", "lait, pain"),
        *("Status of the claim: pending", "Anna reminded me of the rent", "milk and bread", "and eggs\nand milk", ""),
    ],
)
def test_other_notes_are_kept_without_a_word_more(note: str) -> None:
    assert hint(note) is None


def test_hardly_a_note_of_the_table_gets_a_hint() -> None:
    notes = [row.text for row in labelled() if row.want == "keep"]
    hinted = [note for note in notes if hint(note)]
    assert len(hinted) <= len(notes) / 25, hinted
