"""The time that a question speaks of, as a person at their desk means it."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from memory.finding.asked_when import TimeWindow, asked_time

# A Sunday.
NOW = datetime(2026, 11, 22, 17, 0, tzinfo=ZoneInfo("Europe/Berlin"))
TODAY = date(2026, 11, 22)


def time_window(question: str, now: datetime) -> TimeWindow | None:
    asked = asked_time(question, now)
    return asked.window if asked else None


def _asked(question: str) -> tuple[date, date] | None:
    """The first and the last day."""
    window = time_window(question, NOW)
    return (window.start.date(), date.fromordinal(window.end.date().toordinal() - 1)) if window else None


def _day(question: str) -> date | None:
    asked = _asked(question)
    return asked[0] if asked and asked[0] == asked[1] else None


@pytest.mark.parametrize(
    ("day", "questions"),
    [
        (date(2026, 11, 12), "the Thursday before last; vorletzten Donnerstag; el jueves antepasado"),
        (date(2026, 11, 12), "l'avant-dernier jeudi; a week ago Thursday; Thursday a week ago"),
        (date(2026, 11, 12), "am Donnerstag vor einer Woche; vor einer Woche am Donnerstag; jeudi il y a une semaine"),
        (
            date(2026, 11, 12),
            "last week Thursday; Thursday last week; on Thursday of last week; letzte Woche Donnerstag",
        ),
        (date(2026, 11, 12), "el jueves de la semana pasada; jeudi de la semaine dernière; Donnerstag letzte Woche"),
        (date(2026, 11, 5), "Thursday the week before last; Donnerstag vorletzter Woche"),
        (date(2026, 11, 13), "two Fridays ago; hace dos viernes; il y a deux vendredis; vor zwei Freitagen"),
        (date(2026, 10, 27), "three weeks ago on Tuesday; on Tuesday three weeks ago; vor drei Wochen am Dienstag"),
        (date(2026, 10, 27), "hace tres semanas el martes; mardi il y a trois semaines"),
        (date(2026, 11, 16), "on Monday; was war am Montagmorgen; Montag morgen; qué hice el lunes por la mañana"),
        (TODAY, "what did I say this morning; qué hice esta mañana; ce soir; this afternoon"),
        (date(2026, 11, 21), "yesterday; qui est venu hier; gestern Abend; anoche; last night"),
        (date(2026, 11, 24), "pasado mañana; übermorgen; après-demain; the day after tomorrow"),
        (date(2026, 4, 30), "last thursday in april; the last Thursday of April; letzter Donnerstag im April"),
        (date(2026, 4, 30), "am letzten Donnerstag im April; le dernier jeudi d'avril; el último jueves de abril"),
        (date(2024, 4, 25), "the last Thursday in April 2024; am letzten Donnerstag im April 2024"),
        (date(2025, 4, 24), "the last Thursday in April last year; le dernier jeudi d'avril de l'année dernière"),
        (date(2026, 4, 23), "vorletzter Donnerstag im April; l'avant-dernier jeudi d'avril"),
        (date(2026, 5, 4), "the first Monday in May; am ersten Montag im Mai; le premier lundi de mai"),
        (date(2026, 5, 4), "el primer lunes de mayo; the 1st Monday in May; le 1er lundi de mai"),
        (date(2026, 3, 8), "the second Sunday of March; am zweiten Sonntag im März; le 2e dimanche de mars"),
        (date(2026, 3, 8), "le deuxième dimanche de mars; el segundo domingo de marzo"),
        (date(2026, 10, 30), "the last Friday of last month; am letzten Freitag des letzten Monats"),
        (date(2026, 10, 30), "le dernier vendredi du mois dernier; el último viernes del mes pasado"),
        (date(2026, 10, 31), "the last day of October; am letzten Tag im Oktober; le dernier jour d'octobre"),
        (date(2026, 10, 31), "el último día de octubre"),
        (date(2025, 12, 31), "the last day of last year; am letzten Tag des letzten Jahres"),
        # This year's is still to come.
        (date(2025, 11, 30), "the last Sunday in November; am letzten Sonntag im November"),
        (date(2026, 11, 30), "the last Monday of this month; the last Monday in November 2026"),
        (date(2027, 5, 3), "the first Monday of next May; am ersten Montag im nächsten Mai"),
        (date(2024, 2, 29), "29 Feb; on February 29; am 29. Februar; le 29 février; el 29 de febrero"),
        (date(2026, 3, 12), "am 12.3.; 12.3.2026; March 12; le 12 mars; el 12 de marzo; on 2026-03-12"),
    ],
)
def test_a_day_is_found_however_it_is_said(day: date, questions: str) -> None:
    assert {question: _day(question) for question in questions.split("; ")} == dict.fromkeys(questions.split("; "), day)


@pytest.mark.parametrize(
    ("first", "last", "questions"),
    [
        (date(2026, 5, 3), date(2026, 5, 9), "between 3 and 9 May; 3-9 May; May 3 to 9; vom 3. bis 9. Mai"),
        (date(2026, 5, 3), date(2026, 5, 9), "vom 3.5. bis 9.5.; entre el 3 y el 9 de mayo; du 3 au 9 mai"),
        (date(2026, 5, 3), date(2026, 6, 9), "between 3 May and 9 June; vom 3. Mai bis zum 9. Juni"),
        (date(2025, 11, 1), date(2026, 2, 28), "between November and February; von November bis Februar"),
        (
            date(2026, 11, 16),
            date(2026, 11, 20),
            "from Monday to Friday; zwischen Montag und Freitag; de lundi au vendredi",
        ),
        (date(2020, 1, 1), date(2022, 12, 31), "between 2020 and 2022; entre 2020 et 2022"),
        (date(2026, 3, 1), date(2026, 3, 11), "at the beginning of March; in early March; Anfang März; début mars"),
        (date(2026, 3, 1), date(2026, 3, 11), "a principios de marzo; au début du mois de mars"),
        (
            date(2026, 5, 21),
            date(2026, 5, 31),
            "end of May; late May; Ende Mai; a finales de mayo; a fines de mayo; fin mai",
        ),
        (
            date(2026, 6, 11),
            date(2026, 6, 21),
            "mid June; in the middle of June; Mitte Juni; mi-juin; à la mi-juin; a mediados de junio",
        ),
        (date(2026, 10, 21), date(2026, 10, 31), "at the end of last month; Ende letzten Monats"),
        (date(2026, 11, 16), TODAY, "since Monday; seit Montag; desde el lunes; depuis lundi"),
        (date(2026, 3, 1), TODAY, "since March; seit März; desde marzo; depuis mars"),
        (date(2026, 6, 6), TODAY, "after 5 June; nach dem 5. Juni; después del 5 de junio; après le 5 juin"),
        (date(2025, 10, 25), date(2025, 12, 23), "before Christmas; vor Weihnachten; antes de Navidad; avant Noël"),
        (
            date(2025, 12, 17),
            date(2025, 12, 23),
            "the week before Christmas; die Woche vor Weihnachten; la semaine avant Noël",
        ),
        (date(2025, 12, 24), date(2025, 12, 26), "at Christmas; an Weihnachten; en Navidad; à Noël; last Christmas"),
        (date(2026, 4, 3), date(2026, 4, 6), "at Easter; zu Ostern; en Pascua; à Pâques"),
        (date(2024, 3, 29), date(2024, 4, 1), "Easter 2024"),
        (date(2026, 11, 2), date(2026, 11, 8), "the week before last; vorletzte Woche; la semana antepasada"),
        (
            date(2025, 5, 1),
            date(2025, 5, 31),
            "last year in May; in May last year; letztes Jahr im Mai; en mayo del año pasado",
        ),
        (date(2026, 11, 21), TODAY, "over the weekend; am Wochenende; übers Wochenende"),
        (date(2026, 5, 1), date(2026, 5, 31), "half a year ago; vor einem halben Jahr; hace medio año"),
        (date(2026, 3, 1), date(2026, 3, 31), "Monday morning in March; Montagmorgen im März; lundi matin en mars"),
        (date(2026, 3, 1), date(2026, 3, 31), "un lunes por la mañana de marzo; Montag Abend im März"),
        (date(2026, 6, 6), date(2026, 6, 7), "the first weekend of June; am ersten Wochenende im Juni"),
        (date(2026, 6, 6), date(2026, 6, 7), "le premier week-end de juin; el primer fin de semana de junio"),
        (date(2026, 4, 24), date(2026, 4, 30), "the last week of April; in der letzten Woche im April"),
        (date(2025, 9, 1), date(2025, 11, 30), "last fall; last autumn; letzten Herbst"),
    ],
)
def test_a_stretch_of_days_is_found_however_it_is_said(first: date, last: date, questions: str) -> None:
    said = questions.split("; ")
    assert {question: _asked(question) for question in said} == dict.fromkeys(said, (first, last))


@pytest.mark.parametrize(
    "question",
    [
        *("what may I bring", "and may I go", "march on then", "what did he march for"),
        *("the sun is out", "where is my sun hat", "wait a second", "who lives on the second floor", "un second avis"),
        *("quand est mon rendez-vous", "montre-moi mes dernières notes", "mon anniversaire", "wer wohnt hier"),
        *("When is June's birthday?", "where is April's key", "is it 3.5. or 4", "the bank and the pharmacy"),
        *("vor dem Haus", "after lunch", "what comes before that", "how far is it from 3 to 9", "what did he say last"),
        *(
            "who paid for the weekend trip",
            "who paid the fines",
            "mi semana",
            "on Fridays",
            "la mar",
            "le mars",
            "il y a du pain",
            "what is at the end of the road",
        ),
        *("31 June", "between 31 and 32 May", "since 31 June", "9999 years before Christmas", "in 99999999999 days"),
        *("1e9 days ago", "2.5 weeks ago", "vor 1,5 Tagen", "il y a 1e9 jours", "hace 1e9 días"),
        *("the fifth Monday in May 2026", "29 Feb 2025", "the first floor", "la segunda puerta", "das erste Mal"),
    ],
)
def test_no_time_is_found_where_none_is_said(question: str) -> None:
    assert asked_time(question, NOW) is None


def test_a_time_is_read_against_the_askers_clock() -> None:
    wednesday = NOW.replace(day=25)
    assert time_window("from Monday to Friday", wednesday) == time_window("from Monday to Friday", NOW)
    assert time_window("at Christmas", NOW.replace(month=12, day=25)) != time_window("at Christmas", NOW)
    window = time_window("over the weekend", wednesday)
    assert window is not None
    assert (window.start.date(), window.start.utcoffset()) == (date(2026, 11, 21), NOW.utcoffset())


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("what did Ben say the Thursday before last about the lease", {"thursday", "before", "last"}),
        ("was war Ende letzten Monats mit dem Vertrag", {"ende", "letzten", "monats"}),
        # Of a time to come nothing is said yet: its words can only stand in what speaks of it.
        ("what do I have to do tomorrow", set()),
        ("when does the lease end", set()),
        ("does the lease end in June", set()),
    ],
)
def test_only_words_that_count_from_today_are_left_out_of_the_search(question: str, words: set[str]) -> None:
    asked = asked_time(question, NOW)
    assert (asked.words if asked else frozenset()) == words


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("what did Ben say last week about the lease", set()),
        ("what did Ben say on 12 March 2025 about the lease", {"12", "march", "2025"}),
        ("was war Ende März mit dem Vertrag", {"märz"}),
        ("what do I have to do next week", {"next", "week"}),
    ],
)
def test_the_words_of_time_that_are_looked_for_are_told(question: str, words: set[str]) -> None:
    asked = asked_time(question, NOW)
    assert asked is not None
    assert asked.sought == words


@pytest.mark.parametrize(
    "piece", ["3 to ", "last ", "week before ", "since ", "of May ", "12.3. ", "N-", "\ud800", "year's "]
)
def test_no_question_makes_the_shapes_run_away(piece: str) -> None:
    window = time_window(piece * 500, NOW)
    assert window is None or window.start < window.end


@pytest.mark.parametrize(
    "question",
    [
        "what happened that Thursday when Jonas dropped something?",
        "a Thursday in the rain, we lost something",
        "which Friday was the accident?",
        "an welchem Donnerstag war das?",
        "quel jeudi était-ce ?",
    ],
)
def test_any_such_day_is_no_time_of_its_own(question: str) -> None:
    assert asked_time(question, NOW) is None


def test_any_such_day_of_a_month_is_the_months() -> None:
    assert _asked("what did we do some Thursday in April?") == _asked("what did we do in April?")


def test_one_day_of_a_month_may_also_be_the_next_years() -> None:
    asked = asked_time("when is the last Thursday in April?", NOW)
    assert asked is not None
    assert [window.start.date() for window in asked.times] == [date(2026, 4, 30), date(2027, 4, 29)]
    assert asked.words == {"last", "thursday"}
    assert asked.sought == {"april"}


def test_thousands_may_be_set_apart() -> None:
    assert _asked("what did I say 1,000 days ago") == (date(2024, 2, 26), date(2024, 2, 26))
