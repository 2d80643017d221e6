"""What a message means."""

from __future__ import annotations

import pytest

from bot.understanding import Ask, Command, Keep, Nothing, understand
from tests.bot.said import labelled

MEGABYTE = 1_000_000


@pytest.mark.parametrize(("half", "least"), [("seen", 0.98), ("held", 0.95)])
def test_messages_mean_what_a_person_expects(half: str, least: float) -> None:
    rows = [row for row in labelled() if row.set == half]
    wrong = [row.text[:80] for row in rows if type(understand(row.text)).__name__.lower() != row.want]
    assert 1 - len(wrong) / len(rows) >= least, wrong


@pytest.mark.parametrize("language", ["en", "de", "es", "fr", "xx"])
def test_no_language_is_left_behind(language: str) -> None:
    rows = [row for row in labelled() if row.lang == language]
    wrong = [row.text[:80] for row in rows if type(understand(row.text)).__name__.lower() != row.want]
    assert 1 - len(wrong) / len(rows) >= 0.93, wrong


def test_the_table_is_large_and_has_both_halves() -> None:
    rows = list(labelled())
    assert len(rows) >= 400
    assert len({row.text for row in rows}) == len(rows)
    assert min(sum(row.set == half for row in rows) for half in ("seen", "held")) >= 200


def test_a_person_can_force_a_note_and_a_question() -> None:
    assert understand("/note when is the dentist?") == Keep(text="when is the dentist?")
    assert understand("/ask the dentist") == Ask(text="the dentist")
    assert understand("/NOTE@satchel_bot\nmilk\nbread") == Keep(text="milk\nbread")


def test_a_forcing_command_without_words_stays_a_command() -> None:
    assert understand("/note") == Command(name="note")
    assert understand("/ask \u200b ") == Command(name="ask", argument="\u200b")


def test_commands_keep_their_argument_whole() -> None:
    assert understand("/Forget  the old\nlease ") == Command(name="forget", argument="the old\nlease")
    assert understand("/nosuchthing x") == Command(name="nosuchthing", argument="x")


@pytest.mark.parametrize(
    "text",
    [
        "\u2215note milk",
        "/n\u043ete milk",
        "\uff0fnote milk",
        "\u202e/note milk",
        "/usr/bin/env",
        "// comment",
        "/",
        "/" + "n" * 40,
    ],
)
def test_what_only_looks_like_a_command_is_kept(text: str) -> None:
    assert understand(text) == Keep(text=text)


@pytest.mark.parametrize(
    "text", ["", " \n\t", "\u200b\u2060", "@satchel", " <@U1234> ", "@satchel:example.org,", "\x00", "?", "...", "¿?"]
)
def test_nothing_is_nothing(text: str) -> None:
    assert understand(text) == Nothing()


def test_a_mention_before_a_question_is_not_part_of_it() -> None:
    assert understand("@satchel when is the dentist?") == Ask(text="when is the dentist?")
    assert understand("<@U1234> /help me") == Command(name="help", argument="me")


@pytest.mark.parametrize(
    "text",
    [
        *("who won the lottery", "who lost the licence", "which terminal", "who knows a good electrician"),
        *(
            "which gate",
            "whose coat",
            "what kind of paint",
            "what time",
            "who rang at nine",
            "who knows where the key is",
        ),
        *("welches Gleis", "wogegen ist Jonas geimpft", "wer kennt einen guten Zahnarzt", "quel quai"),
    ],
)
def test_what_is_short_and_begins_as_a_question_is_answered_without_its_mark(text: str) -> None:
    assert isinstance(understand(text), Ask)


@pytest.mark.parametrize(
    "text",
    [
        "Where is the ladder? Ben says he gave it back",
        "where are the keys? I lost them",
        "Wo ist die Leiter? Ben meint, er hat sie nicht",
        "¿Dónde está la escalera? Ben dice que la devolvió",
        "Où est l'échelle ? Ben dit qu'il l'a rendue",
    ],
)
def test_a_question_with_what_is_known_of_it_is_answered_and_kept(text: str) -> None:
    assert understand(text) == Ask(text=text, tells=True)


@pytest.mark.parametrize("text", ["who won? Paul did", "Why did it fail? Too much flour.", "Guess who I met? Laura!"])
def test_a_question_that_is_answered_right_behind_is_a_note(text: str) -> None:
    assert understand(text) == Keep(text=text)


def test_a_note_is_kept_as_it_was_written() -> None:
    text = "  @satchel buy\x00 milk \ud800\u202e "
    assert understand(text) == Keep(text=text)


@pytest.mark.parametrize(
    "text",
    [
        "a" * MEGABYTE,
        " " * MEGABYTE,
        "@" * MEGABYTE,
        "e" + "\u0301" * MEGABYTE,
        "what is " * (MEGABYTE // 8),
        "\n" * MEGABYTE + "when is it?",
        "?" * MEGABYTE,
        "```" * (MEGABYTE // 3),
        "\u200b" * MEGABYTE,
    ],
    ids=range(9),
)
def test_a_megabyte_is_understood_as_well(text: str) -> None:
    assert isinstance(understand(text), Keep | Nothing | Ask)


@pytest.mark.parametrize(
    "piece", ["what is ", "so ", "hi ", '"', "(", "[", ": ", "a. ", "? ", "- ", "` ", "what a b c d "]
)
def test_no_short_text_makes_the_rules_run_away(piece: str) -> None:
    assert isinstance(understand((piece * 500)[:499]), Keep | Ask | Nothing)


def test_the_same_text_always_means_the_same() -> None:
    rows = list(labelled())
    assert [understand(row.text) for row in rows] == [understand(row.text) for row in rows]


@pytest.mark.parametrize(
    ("text", "argument"),
    [
        ("last thing I told you", "1"),
        ("what did I just tell you?", "1"),
        ("was hab ich dir zuletzt gesagt?", "1"),
        ("¿cuál fue mi última nota?", "1"),
        ("quelle est la dernière chose que je t'ai dite ?", "1"),
        ("my last three notes", "3"),
        ("Show me the last 5 messages", "5"),
        ("meine letzten drei Notizen", "3"),
        ("mis últimas dos notas", "2"),
        ("mes trois dernières notes", "3"),
        ("list all my notes", ""),
        ("what did we talk about?", ""),
        ("zeig mir meine Notizen", ""),
        ("¿de qué hablamos?", ""),
        ("montre mes notes", ""),
        ("what did we talk about in the last ten minutes", "10 minutes"),
        ("worüber haben wir in der letzten Stunde gesprochen?", "1 hours"),
        ("¿qué te dije en los últimos 20 minutos?", "20 minutes"),
        ("qu'est-ce que j'ai dit dans les deux dernières heures ?", "2 hours"),
    ],
)
def test_who_asks_for_what_was_told_last_gets_it_in_order(text: str, argument: str) -> None:
    assert understand(text) == Command(name="recent", argument=argument)


@pytest.mark.parametrize(
    "text",
    [
        "what did I say today?",
        "what did we talk about in March?",
        "list all my notes on the kitchen",
        "my last note about Ben",
        "what was the last thing Anna told you?",
        "was hast du zuletzt gesehen?",
    ],
)
def test_who_asks_for_more_than_the_last_asks_a_question(text: str) -> None:
    assert not isinstance(understand(text), Command)


@pytest.mark.parametrize(
    "text",
    [
        "what did we find out on that Thursday in November about the cat?",
        "what did Ben say of that evening in Rome?",
        "Tell me a joke",
        "erzähl mir einen Witz",
        "raconte-moi une blague",
        "show my notes about the lease",
    ],
)
def test_what_only_asks_or_requests_is_not_kept(text: str) -> None:
    assert understand(text) == Ask(text=text)


@pytest.mark.parametrize(
    "text",
    [
        "I think I left the umbrella at Yusuf's, or was it the cinema?",
        "did you know that Ben sold the boat to Carla?",
        "did I tell Ben in Rome that I sold the boat?",
    ],
)
def test_what_tells_on_its_way_is_kept_too(text: str) -> None:
    assert understand(text) == Ask(text=text, tells=True)
