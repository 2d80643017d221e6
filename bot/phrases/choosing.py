"""How one chooses among what was shown: "the first", "all of them", "none"."""

from __future__ import annotations

import re
from collections.abc import Mapping

_POLITE = r"please|bitte|por favor|stp|svp|s'il te plaît|s'il vous plaît|thanks|thank you|danke|gracias|merci"
POLITE = re.compile(rf"(?:(?:{_POLITE})[\s,]+)*(?P<said>.*?)(?:[\s,]+(?:{_POLITE}))*", re.DOTALL)
"""What is said without the courtesies around it."""

BEFORE_A_NUMBER = re.compile(
    r"(?:(?:forget|delete|remove|vergiss|lösche?|borra|olvida|elimina|oublie|supprime|efface|number|note|message|no\.?"
    r"|nummer|notiz|nr\.?|número|nota|numéro|n°)\s*)*(?=[#\d])"
)

_ORDINALS = (
    "first 1st|second 2nd|third 3rd|fourth 4th|fifth 5th",
    "erste ersten erster erstes|zweite zweiten zweites|dritte dritten drittes|vierte vierten|fünfte fünften",
    "primera primero|segunda segundo|tercera tercero|cuarta cuarto|quinta quinto",
    "première premier|deuxième second seconde|troisième|quatrième|cinquième",
)
_ENDS = "last letzte letzten letztes última último dernière dernier"
ORDINALS: Mapping[str, int] = {
    **dict.fromkeys(_ENDS.split(), -1),
    **{word: place for row in _ORDINALS for place, words in enumerate(row.split("|")) for word in words.split()},
}
"""The place that each names; -1 is the last."""

BESIDE_AN_ORDINAL = frozenset("the die das der den la el le one note notiz nota".split())

EVERY = frozenset(
    (
        "all",
        "all of them",
        "both",
        "both of them",
        "forget all",
        "delete all",
        "alle",
        "alle davon",
        "beide",
        "todas",
        "todos",
        "ambas",
        "ambos",
        "las dos",
        "los dos",
        "toutes",
        "tous",
        "les deux",
        "tous les deux",
        "toutes les deux",
    )
)
TWO = frozenset(("both", "both of them", "beide", "ambas", "ambos", "las dos", "los dos", "les deux"))
"""Of these, what is said of no more and no fewer than two."""

THIS = frozenset(("yes", "ja", "sí", "si", "oui", "yes this one", "that one", "this one"))
"""What means the one that was shown, where it is one."""

NOTHING = frozenset(
    (
        "no",
        "none",
        "none of them",
        "neither",
        "nothing",
        "cancel",
        "never mind",
        "nevermind",
        "nein",
        "keine",
        "keins",
        "keine davon",
        "keinen",
        "nichts",
        "abbrechen",
        "ninguna",
        "ninguno",
        "nada",
        "cancela",
        "cancelar",
        "non",
        "aucun",
        "aucune",
        "rien",
        "annule",
        "annuler",
        "laisse tomber",
    )
)
