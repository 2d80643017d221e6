"""Plain words that want something forgotten, and what only sounds like them."""

from __future__ import annotations

import pytest

from bot.understanding import Ask, Command, Keep, understand

LAST = (
    "forget that",
    "Delete that, please",
    "delete my last note",
    "Please delete the last note.",
    "can you delete my last note?",
    "Could you please forget that?",
    "no, forget that",
    "forget what I just said",
    "erase my last message",
    "Forget about it",
    "remove the last thing I told you",
    "vergiss das",
    "lösch meine letzte Notiz",
    "Lösche bitte die letzte Nachricht!",
    "vergiss, was ich gerade gesagt habe",
    "Kannst du das bitte wieder vergessen?",
    "könntest du meine letzte Notiz löschen",
    "borra eso",
    "olvida mi última nota",
    "Olvídate de eso",
    "bórralo",
    "¿Puedes borrar mi última nota?",
    "olvida lo que acabo de decir",
    "por favor, borra el último mensaje",
    "oublie ça",
    "supprime ma dernière note",
    "Oublie ce que je viens de dire",
    "peux-tu effacer ma dernière note ?",
    "efface mon dernier message stp",
)


@pytest.mark.parametrize("text", LAST)
def test_the_last_note_is_meant(text: str) -> None:
    assert understand(text) == Command(name="forget", in_words=True)


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("forget everything about anna", "anna"),
        ("Forget everything about Anna's birthday, please", "Anna's birthday"),
        ("please delete all my notes about the lease", "the lease"),
        ("delete my note about the lease", "the lease"),
        ("Forget what I told you about Tom", "Tom"),
        ("forget everything you know about me", "everything"),
        ("can you forget everything I said about Tom?", "Tom"),
        ("delete everything", "everything"),
        ("erase all my notes", "everything"),
        ("forget #12", "#12"),
        ("delete note #12, please", "#12"),
        ("forget #1 and #4", "#1 #4"),
        ("vergiss alles über Anna", "Anna"),
        ("Vergiss alles, was ich dir über Anna gesagt habe", "Anna"),
        ("vergiss was ich über den Mietvertrag geschrieben habe", "den Mietvertrag"),
        ("lösche meine Notizen zum Mietvertrag", "Mietvertrag"),
        ("Kannst du alles über Anna löschen?", "Anna"),
        ("vergiss alles über mich", "everything"),
        ("lösch alle meine Notizen", "everything"),
        ("olvida todo sobre Ana", "Ana"),
        ("borra todo lo que sabes de Ana", "Ana"),
        ("elimina mis notas sobre el contrato", "el contrato"),
        ("olvida todo lo que te dije", "everything"),
        ("borra todas mis notas", "everything"),
        ("oublie tout sur Anna", "Anna"),
        ("oublie ce que je t'ai dit à propos du bail", "bail"),
        ("supprime mes notes sur le bail", "le bail"),
        ("Oublie tout ce que tu sais sur moi", "everything"),
        ("efface toutes mes notes", "everything"),
    ],
)
def test_what_they_are_about_is_meant(text: str, about: str) -> None:
    assert understand(text) == Command(name="forget", argument=about, in_words=True)


@pytest.mark.parametrize(
    "text",
    [
        "forget the milk and buy oat",
        "I forgot my keys",
        "Don't forget to call Anna",
        "Never forget that",
        "Forget me not",
        "forget that Anna is coming",
        "Delete the old files on the server",
        "Delete the last note from the fridge door",
        "remove the last screw",
        "Remove everything on the kitchen table by Friday",
        "delete my last note tomorrow",
        "Forget everything about the diet and eat",
        "forget everything about the meeting, call Ben",
        "Forget everything you know about cooking: just boil eggs",
        "Tell Ben to delete my last note",
        "Anna wants me to forget everything about Tom",
        "delete all the photos of Tom",
        "Delete 3 rows",
        "delete everything\nbuy milk",
        "vergiss das Brot nicht",
        "Vergiss es nicht",
        "vergiss nicht, Anna anzurufen",
        "Ich habe das vergessen",
        "Lösche alles zu Hause von der Tafel",
        "Lösch die Notiz an der Tür",
        "vergiss alles über Anna nicht",
        "No olvides eso",
        "olvidé las llaves",
        "No borres mi última nota",
        "Borra la pizarra",
        "borra la nota de la nevera",
        "olvida todo de una vez",
        "n'oublie pas ça",
        "oublie pas ma dernière note",
        "J'ai oublié ça",
        "supprime la note sur le frigo",
        "Efface le tableau",
        "oublie tout sur Anna et appelle Ben",
    ],
)
def test_what_says_anything_else_is_a_note(text: str) -> None:
    assert understand(text) == Keep(text=text)


@pytest.mark.parametrize("text", ["kannst du das?", "did you forget that?", "how do I delete a note?"])
def test_a_question_is_no_wish(text: str) -> None:
    assert isinstance(understand(text), Ask | Keep)


def test_a_command_is_no_plain_word() -> None:
    assert understand("/forget everything yes") == Command(name="forget", argument="everything yes")
    assert understand("/note forget everything about anna") == Keep(text="forget everything about anna")
