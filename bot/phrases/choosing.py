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

YES = frozenset(("y", "yes", "yep", "yeah", "yup", "ja", "jep", "sí", "si", "oui", "ouais"))
THIS = YES.union(("yes this one", "that one", "this one"))
"""What means the one that was shown, where it is one."""

AGREEING = re.compile(r"(?:yes|yeah|yep|ok|okay|ja|sí|si|vale|oui|d'accord)[\s,.!]+(?=\S)")
DECLINING = re.compile(r"(?:no|nope|nein|non)[\s,.!]+(?=\S)")
"""What may stand before a choice that says the same again."""

_THIS_GOES = (
    "forget it|delete it|forget this|delete this|forget that|delete that|do it|go ahead|vergiss es|lösch es|lösche es"
    "|mach das|bórrala|bórralo|olvídala|olvídalo|hazlo|supprime-le|supprime-la|efface-le|efface-la|oublie-le|oublie-la"
)
AGREED_THIS = frozenset(_THIS_GOES.split("|"))
_EVERY_GOES = (
    "forget them|delete them|forget them all|delete them all|forget all of them|delete all of them|vergiss sie"
    "|everything|forget everything|delete everything|alles|vergiss alles|lösch alles|lösche alles|todo|olvida todo"
    "|borra todo|tout|oublie tout|supprime tout|efface tout"
    "|vergiss sie alle|vergiss alle|lösch sie|lösche sie|lösch sie alle|lösche sie alle|lösch alle|lösche alle"
    "|bórralas|bórralos|bórralas todas|bórralos todos|borra todas|borra todos|olvídalas|olvídalos|supprime-les"
    "|supprime-les tous|supprime-les toutes|efface-les|efface-les tous|efface-les toutes|oublie-les"
)
AGREED_EVERY = frozenset(_EVERY_GOES.split("|"))
"""What means those that were shown where it is said behind a yes; by itself it may mean the last note."""

_IT = r"(?:it|this|that|them|these|those|both|all|everything)"
_ES = r"(?:es|das|sie|ihn|beide|alle|alles)"
KEEPING = re.compile(
    rf"(?:please )?(?:keep|leave) {_IT}(?: (?:all|both|one|ones|of them|notes?))*"
    rf"|(?:don't|do not)(?: (?:forget|delete|erase|remove) (?:any|{_IT})(?: (?:all|of them))*)?"
    rf"|(?:behalte?|lass) {_ES}(?: (?:alle|alles|beide|stehen|so))*|{_ES} behalten"
    rf"|(?:{_ES} )?nicht(?: (?:löschen|vergessen))?|(?:lösche?|vergiss) {_ES} nicht"
    r"|(?:guárda|déja|consérva)(?:l[aeo]s?)(?: (?:todas|todos))?|(?:guarda|deja|conserva) tod[ao]s?"
    r"|(?:no )?(?:l[aeo]s? )?(?:borres|olvides|elimines)(?: (?:nada|ninguna|ninguno))?"
    r"|(?:garde|laisse|conserve)(?:-(?:le|la|les)| tout)(?: (?:tous|toutes))?"
    r"|(?:ne )?(?:(?:le|la|les) |l')?(?:supprime|efface|oublie)(?:-(?:le|la|les))? (?:pas|rien)"
)
"""What means that all stays as it is."""

NOTHING = frozenset(
    (
        "n",
        "no",
        "nope",
        "nah",
        "none",
        "none of them",
        "neither",
        "nothing",
        "cancel",
        "stop",
        "maybe",
        "perhaps",
        "never mind",
        "nevermind",
        "nein",
        "nö",
        "nee",
        "stopp",
        "vielleicht",
        "keine",
        "keins",
        "keine davon",
        "keinen",
        "nichts",
        "abbrechen",
        "quizás",
        "ninguna",
        "ninguno",
        "nada",
        "cancela",
        "cancelar",
        "non",
        "nan",
        "peut-être",
        "aucun",
        "aucune",
        "rien",
        "annule",
        "annuler",
        "laisse tomber",
    )
)
