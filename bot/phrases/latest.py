"""How people ask for what was told last, whatever it is about: "my last three notes", "what did I just say?"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from re import Pattern

_COUNTS = (
    "one two three four five six seven eight nine ten|eins zwei drei vier fünf sechs sieben acht neun zehn"
    "|un dos tres cuatro cinco seis siete ocho nueve diez|un deux trois quatre cinq six sept huit neuf dix"
)
NUMBERS = {
    **dict.fromkeys(("una", "une", "ein", "eine"), 1),
    **dict.fromkeys(("few", "paar"), 3),
    "couple": 2,
    **{word: number for row in _COUNTS.split("|") for number, word in enumerate(row.split(), start=1)},
}
HOURS = frozenset("hour hours stunde stunden hora horas heure heures".split())

_MANY = rf"(?P<many>\d{{1,3}}|{'|'.join(NUMBERS)})"
_UNIT = r"(?P<unit>minutes?|mins?|hours?|minuten?|stunden?|minutos?|horas?|heures?)"


def _whole(alternatives: Iterable[str]) -> tuple[Pattern[str], ...]:
    return tuple(re.compile(rf"(?:{each})\Z") for each in alternatives)


_SHOW = r"(?:(?:please )?(?:show|list|read|give|tell)(?: me)? |what (?:is|are|was|were) |what's )?"
_TOLD = (
    r"(?:(?:that )?(?:i|we)(?:'ve| have)? (?:just )?(?:told|said|wrote|written|noted|sent|gave|given)(?: to)?(?: you)?)"
)
_SAY = r"(?:say|said|tell you|told you|tell|told|write|written|note|noted|talk about|talked about|discuss|discussed)"
_SAGT = r"(?:gesagt|erzählt|geschrieben|notiert|besprochen|gesprochen|geredet)"
_WAS = r"(?:was|wovon|worüber|von was) (?:habe?|haben) (?:ich|wir)(?: dir)?"
_DIJE = r"(?:te )?(?:dije|he dicho|conté|he contado|anoté|he anotado|escribí|he escrito|dijimos|hablamos|hemos hablado)"
_DIT = (
    r"(?:(?:est-ce que |est-ce qu')?(?:je (?:t'ai|vous ai)|j'ai|on a|nous avons)"
    r" (?:dit|raconté|noté|écrit|parlé|discuté)"
    r"|avons-nous (?:dit|parlé|discuté)|a-t-on (?:dit|parlé|discuté)|t'ai-je (?:dit|raconté)|ai-je (?:dit|noté|écrit))"
)

WITHIN = _whole(
    (
        rf"what (?:did|have) (?:i|we) {_SAY} (?:in|within|during|over) the (?:last|past) (?:{_MANY} )?{_UNIT}",
        rf"{_WAS} in de[nr] letzten (?:{_MANY} )?{_UNIT} {_SAGT}",
        rf"(?:de )?qué {_DIJE} en (?:los|las|la|el) últim[oa]s? (?:{_MANY} )?{_UNIT}",
        rf"(?:de quoi|qu'|que) ?{_DIT} (?:dans|pendant|ces) (?:les |la )?(?:{_MANY} )?dernières? {_UNIT}",
    )
)
"""What was said in a last stretch of minutes or hours."""

SINGLE = _whole(
    (
        rf"{_SHOW}(?:the |my |our )?(?:very )?(?:last|latest|newest|most recent) (?:note|message|thing)(?: {_TOLD})?",
        rf"what did (?:i|we) (?:just|last) {_SAY}|what did (?:i|we) {_SAY} (?:last|just now)",
        r"what (?:have )?(?:i|we)(?:'ve)? just (?:say|said|told you)",
        (
            r"(?:(?:zeig|zeige|nenn)(?: mir)? |was (?:ist|war) )?(?:meine |unsere |die |das )(?:letzte|neueste)"
            r"(?: notiz| nachricht)?(?:,? was (?:ich|wir)(?: dir)? (?:gesagt|erzählt) (?:habe|hab|haben))?"
        ),
        rf"{_WAS} (?:zuletzt|gerade|eben|gerade eben) {_SAGT}",
        (
            r"(?:(?:cuál (?:es|fue)|muéstrame) )?(?:mi|la|nuestra) última nota"
            rf"|(?:qué (?:es|fue) )?lo último que {_DIJE}|qué acabo de decir(?:te)?"
        ),
        (
            r"(?:(?:quelle est|montre(?:-moi)?) )?(?:ma|la|notre) dernière note"
            rf"|(?:quelle est )?la dernière chose que {_DIT}e?|(?:qu'|que) ?{_DIT} (?:en dernier|à l'instant)"
            r"|qu'est-ce que je viens de (?:te )?dire"
        ),
    )
)
"""The one that was told last."""

SEVERAL = _whole(
    (
        (
            rf"{_SHOW}(?:the |my |our )?(?:last|latest|newest|most recent|recent) (?:{_MANY} )?"
            rf"(?:notes|messages|things|entries)(?: {_TOLD})?"
        ),
        (
            r"(?:please )?(?:show|list|read)(?: me)? (?:all )?(?:of )?(?:my |our |the )?(?:notes|messages|everything)"
            r"(?: please)?"
        ),
        rf"what (?:did|have) (?:i|we) {_SAY}(?: so far| recently| lately| before)?",
        (
            r"(?:(?:zeig|zeige|nenn|liste)(?: mir)? |was (?:sind|waren) )?(?:meine |unsere |die )?(?:letzten|neuesten)"
            rf" (?:{_MANY} )?(?:notizen|nachrichten|einträge|sachen)"
        ),
        r"(?:zeig|zeige|liste|nenn)(?: mir)? (?:alle )?(?:meine |unsere |die )?(?:notizen|nachrichten)",
        rf"{_WAS} (?:bisher |neulich |vorhin )?{_SAGT}",
        (
            r"(?:(?:muéstrame|muestra|enséñame|lista|cuáles son) )?(?:mis|las|nuestras) (?:últimas )?"
            rf"(?:{_MANY} )?(?:últimas )?notas|(?:muéstrame|enséñame|lista) todas (?:mis|las) notas"
        ),
        rf"(?:de )?qué {_DIJE}(?: últimamente| hasta ahora| antes)?",
        (
            r"(?:(?:montre|liste|donne)(?:-moi)? |quelles sont )?(?:mes|les|nos) "
            rf"(?:{_MANY} )?dernières (?:{_MANY.replace('many', 'more')} )?notes"
        ),
        r"(?:montre|liste|donne)(?:-moi)? (?:toutes )?(?:mes|les|nos) notes",
        rf"(?:de quoi|qu'|que) ?{_DIT}(?: récemment| jusqu'ici| tout à l'heure| avant)?",
    )
)
"""Those that were told last."""
