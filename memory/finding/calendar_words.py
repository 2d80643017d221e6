"""Words of time in English, German, Spanish and French, without accents: word -> (kind, value).

Kinds are one letter each: D day by distance from today, M month, W weekday, S season (its first month), U unit,
N number, Y year, t this, l last, n next, a ago.
"""

from types import MappingProxyType
from typing import Final, TypeAlias

Tag: TypeAlias = tuple[str, int]

DAY, WEEK, MONTH, YEAR, WEEKEND = range(5)

_NUMBERED: Final = {
    "M": (
        "january jan januar janner enero janvier janv",
        "february feb februar febrero fevrier fevr",
        "march marz marzo mars",
        "april apr abril avril",
        "may mai mayo",
        "june jun juni junio juin",
        "july jul juli julio juillet juil",
        "august aug agosto aout",
        "september sept sep septiembre septembre",
        "october oct oktober okt octubre octobre",
        "november nov noviembre novembre",
        "december dec dezember dez diciembre dic decembre",
    ),
    "W": (
        "monday mon montag lunes lundi",
        "tuesday tue tues dienstag martes mardi",
        "wednesday wed mittwoch miercoles mercredi",
        "thursday thu thur thurs donnerstag jueves jeudi",
        "friday fri freitag viernes vendredi",
        "saturday samstag sonnabend sabado samedi",
        "sunday sonntag domingo dimanche",
    ),
    "N": (
        "one a ein eine einem einer un una une",
        "two couple zwei dos deux",
        "three few drei tres trois",
        "four vier cuatro quatre",
        "five funf cinco cinq",
        "six sechs seis",
        "seven sieben siete sept",
        "eight acht ocho huit",
        "nine neun nueve neuf",
        "ten zehn diez dix",
        "eleven elf once onze",
        "twelve zwolf doce douze",
    ),
}
_NAMED: Final[dict[Tag, str]] = {
    ("D", 0): "today tonight heute hoy aujourdhui",
    ("D", -1): "yesterday gestern ayer hier",
    ("D", -2): "vorgestern anteayer avanthier",
    ("D", 1): "tomorrow morgen manana demain",
    ("S", 3): "spring fruhling fruhjahr primavera printemps",
    ("S", 6): "summer sommer verano ete",
    ("S", 9): "autumn herbst otono automne",
    ("S", 12): "winter invierno hiver",
    ("U", DAY): "day days tag tage tagen dia dias jour jours",
    ("U", WEEK): "week weeks woche wochen semana semanas semaine semaines",
    ("U", MONTH): "month months monat monate monaten monats mes meses mois",
    ("U", YEAR): "year years jahr jahre jahren jahres ano anos ans annee annees",
    ("U", WEEKEND): "weekend wochenende",
    ("t", 0): "this diese diesen diesem dieser dieses este esta esto ce cet cette",
    ("l", 0): (
        "last past previous letzte letzten letztem letzter letztes vorige vorigen voriges vergangene vergangenen "
        "pasado pasada pasados pasadas ultimo ultima ultimos ultimas dernier derniere derniers dernieres passe passee"
    ),
    ("n", 0): (
        "next coming nachste nachsten nachstem nachster nachstes kommende kommenden kommendes proximo proxima "
        "prochain prochaine"
    ),
    ("a", 0): "ago vor hace",
}

# "sept" is a month far more often than the French seven, so months are written last.
WORDS: Final = MappingProxyType(
    {word: (kind, n) for kind in "WN" for n, words in enumerate(_NUMBERED[kind], kind == "N") for word in words.split()}
    | {word: tag for tag, words in _NAMED.items() for word in words.split()}
    | {word: ("M", n) for n, words in enumerate(_NUMBERED["M"], 1) for word in words.split()}
)

# English verbs too: a month only beside a number, a year, or one of these.
VERBS: Final = frozenset({"may", "march", "mars"})
_BEFORE_MONTH: Final = "in on of since during until till by before after early late mid last this next im ende en de du"
BEFORE_MONTH: Final = frozenset(_BEFORE_MONTH.split())
# Say nothing between two words of time: "7th of May", "el mes de mayo".
_FILLERS: Final = "of de del the den dem der des le la les los las en d im in"
FILLERS: Final = frozenset(_FILLERS.split())
PHRASES: Final = MappingProxyType(
    {
        "il y a": "ago",
        "aujourd'hui": "aujourdhui",
        "avant-hier": "avanthier",
        "week-end": "weekend",
        "fin de semana": "weekend",
        "day before yesterday": "vorgestern",
        "last night": "yesterday",
    }
)
