"""Words of time in English, German, Spanish and French, without accents: word -> (kind, value).

Kinds are one letter each: D day by distance from today, M month, W weekday, P weekday in the plural, S season (its
first month), H holiday, U unit, N number, O ordinal, Y year, t this, l last, n next, a ago, B the one before last, p
part of a stretch (0 its beginning, 1 middle, 2 end), s since, e after, b before, V German "vor" (before or ago), c
from the one to the other, o may stand between two words of time.
"""

from types import MappingProxyType
from typing import Final, TypeAlias

Tag: TypeAlias = tuple[str, int]

DAY, WEEK, MONTH, YEAR, WEEKEND = range(5)
CHRISTMAS, NEW_YEAR, EASTER = range(3)

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
    "P": (
        "mondays montagen lundis",
        "tuesdays dienstagen mardis",
        "wednesdays mittwochen mercredis",
        "thursdays donnerstagen jeudis",
        "fridays freitagen vendredis",
        "saturdays samstagen sonnabenden sabados samedis",
        "sundays sonntagen domingos dimanches",
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
    "O": (
        "first erste ersten erstem erster erstes primer primero primera premier premiere",
        "second zweite zweiten zweitem zweiter zweites segundo segunda deuxieme seconde",
        "third dritte dritten drittem dritter drittes tercer tercero tercera troisieme",
        "fourth vierte vierten viertem vierter viertes cuarto cuarta quatrieme",
        "fifth funfte funften funftem funfter funftes quinto quinta cinquieme",
    ),
}
_NAMED: Final[dict[Tag, str]] = {
    ("D", 0): "today tonight heute hoy aujourdhui",
    ("D", -1): "yesterday gestern ayer anoche hier",
    ("D", -2): "vorgestern anteayer avanthier",
    ("D", 1): "tomorrow morgen manana demain",
    ("D", 2): "ubermorgen",
    ("S", 3): "spring fruhling fruhjahr primavera printemps",
    ("S", 6): "summer sommer verano ete",
    ("S", 9): "autumn fall herbst otono automne",
    ("S", 12): "winter invierno hiver",
    ("H", CHRISTMAS): "christmas xmas weihnachten navidad navidades noel",
    ("H", NEW_YEAR): "silvester neujahr nochevieja reveillon",
    ("H", EASTER): "easter ostern pascua paques",
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
    ("a", 0): "ago hace",
    ("B", 0): "vorletzte vorletzten vorletztem vorletzter vorletztes antepasado antepasada penultimo penultima",
    ("p", 0): "early anfang principios inicios comienzos debut",
    ("p", 1): "mid mitte mediados",
    ("p", 2): "late ende finales fin",
    ("q", 0): "beginning start middle end",
    ("s", 0): "since seit desde depuis",
    ("e", 0): "after nach despues apres",
    ("b", 0): "before bevor antes avant",
    ("V", 0): "vor",
    ("c", 0): "and to till und bis y al hasta et au",
    ("o", 0): "on at over am an ubers el du zum",
}

# "sept" is a month far more often than the French seven, so months are written last.
WORDS: Final = MappingProxyType(
    {
        word: (kind, n)
        for kind in "WPNO"
        for n, words in enumerate(_NUMBERED[kind], kind in "NO")
        for word in words.split()
    }
    | {word: tag for tag, words in _NAMED.items() for word in words.split()}
    | {word: ("M", n) for n, words in enumerate(_NUMBERED["M"], 1) for word in words.split()}
)

# English verbs too: a month only beside a number, a year, or one of these.
VERBS: Final = frozenset({"may", "march", "mars"})
_BEFORE_MONTH: Final = (
    "in on of since during until till by before after early late mid anfang mitte ende last this next im en de du from "
    "between debut fin depuis avant apres entre"
)
BEFORE_MONTH: Final = frozenset(_BEFORE_MONTH.split())
# French for "my" as well: a time only behind one of these.
ONLY_AFTER: Final = MappingProxyType(
    {
        "mon": frozenset("on by last next this since until till before after from and to every".split()),
        "mes": frozenset("el un este del al de cada ultimo proximo pasado hace desde".split()),
    }
)
# French yesterday, German here: none where all other words are of that language.
ELSEWHERE: Final = MappingProxyType({"hier": "german"})
# What stands before a day and month without a year ("am 12.3."); elsewhere that is a figure.
BEFORE_DATE: Final = frozenset("am vom zum den dem bis seit vor nach le du au".split())
# Say nothing between two words of time: "7th of May", "el mes de mayo".
_FILLERS: Final = "of de del the den dem der des le la les los las l en d im in"
FILLERS: Final = frozenset(_FILLERS.split())
PHRASES: Final = MappingProxyType(
    {
        "il y a": "ago",
        "aujourd'hui": "aujourdhui",
        "avant-hier": "avanthier",
        "apres-demain": "ubermorgen",
        "week-end": "weekend",
        "fin de semana": "weekend",
        "day before yesterday": "vorgestern",
        "day after tomorrow": "ubermorgen",
        "pasado manana": "ubermorgen",
        "last night": "yesterday",
        "letzte nacht": "yesterday",
        "avant-dernier": "vorletzte",
        "avant-derniere": "vorletzte",
        "semana santa": "easter",
        "new year": "silvester",
        "new year's": "silvester",
        "new year's eve": "silvester",
        "ano nuevo": "silvester",
        "nouvel an": "silvester",
        "half a year": "six months",
        "einem halben jahr": "six months",
        "medio ano": "six months",
    }
    # "Mañana" and "Morgen" are the morning as well.
    | dict.fromkeys(("am morgen", "por la manana", "de la manana"), "")
    | dict.fromkeys(("month of", "mes de", "mois de"), "")
    | dict.fromkeys(
        (
            *("this morning", "this afternoon", "this evening", "ce matin", "cet apres-midi", "ce soir"),
            *("esta manana", "esta tarde", "esta noche"),
        ),
        "today",
    )
    | dict.fromkeys(("beginning of", "start of"), "anfang")
    | {
        "mi-": "mitte ",
        "a fines de": "ende",
        "middle of": "mitte",
        "end of": "ende",
        "au debut": "anfang",
        "au milieu": "mitte",
    }
    # These are people too, and what is theirs is no time.
    | dict.fromkeys(("april's", "may's", "june's", "august's", "noel's", "autumn's", "summer's"), "x")
)
