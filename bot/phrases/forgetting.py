"""How one says in plain words what is to be forgotten: "delete my last note", "forget everything about Anna"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from re import Pattern

from bot.phrases.words import Language

_NUMBERS = r"(?P<numbers>#\d{1,9}(?:(?:,|,? (?:and|und|y|et))? #\d{1,9})*)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Patterns for a whole message. `about` names as `what` whom or what it is about, `numbers` which ones."""

    last: Pattern[str]
    every: Pattern[str]
    about: Pattern[str]
    numbers: Pattern[str]


def _wish(opens: str, closes: str, *, last: str, every: str, about: str, numbers: str) -> Wish:
    def whole(wish: str) -> Pattern[str]:
        return re.compile(rf"(?:{opens})(?:{wish})(?:{closes})", re.IGNORECASE)

    return Wish(last=whole(last), every=whole(every), about=whole(about), numbers=whole(numbers))


# What is said between courtesies and "about" of what somebody told us, or of what we know.
_TOLD = (
    r"(?: (?:that )?(?:you (?:know|have|kept|hold|saved|remember)"
    r"|i(?:'ve| have)? (?:ever )?(?:told you|said|wrote|noted|sent you|sent|kept)))"
)
_TOPIC = r"(?:about|concerning|regarding|mentioning|related to)"
_GESAGT = r"(?:gesagt|erzählt|geschrieben|notiert|geschickt)"
_DIJE = r"(?:(?:te )?(?:dije|conté|escribí|anoté|he dicho|he contado|he escrito)|sabes|tienes)"
_DIT = r"(?:tu (?:sais|as)|je t'ai (?:dit|raconté|écrit)|j'ai (?:dit|raconté|écrit|noté))"
_SUR = r"(?:sur |concernant |(?:à propos|au sujet) (?:de |du |des |d'))"

WISHES: Mapping[Language, Wish] = {
    Language.ENGLISH: _wish(
        r"(?:(?:ok|okay|hey|hi|no|oh|actually|sorry|please|now|satchel)[,!]? ){0,3}"
        r"(?:(?:can|could|would|will) you (?:please )?|i (?:want|need) you to )?(?:please )?"
        r"(?:forget|delete|erase|remove|discard) ",
        r"(?:,? (?:again|please|now|for good|for ever|forever|from your memory|from my notes))*",
        last=(
            r"(?:my|the|that|this) (?:very )?(?:last|latest|previous|newest|most recent)"
            r" (?:note|message|entry|one|thing)(?: i (?:sent|wrote|told you|said))?|(?:that|this|the) (?:note|message)"
            r"|what i(?:'ve| have)? (?:just )?(?:said|told you|wrote|sent you|sent|noted)(?: last| just now)?"
            r"|(?:about )?(?:that|this|it)(?: one)?"
        ),
        every=(
            rf"(?:everything|all){_TOLD}?(?: about me)?|all (?:of )?(?:my|our|the|your) (?:notes|messages|data)"
            r"|all (?:notes|messages)|all of it|my data"
        ),
        about=(
            rf"(?:(?:everything|anything|all|whatever){_TOLD}?|(?:what|the things){_TOLD}"
            rf"|(?:all (?:of )?)?(?:my|the|your|any|all|every) notes?) {_TOPIC} (?P<what>.+?)"
        ),
        numbers=rf"(?:(?:the |my )?(?:notes?|messages?|numbers?) )?{_NUMBERS}",
    ),
    Language.GERMAN: _wish(
        r"(?:(?:ok|okay|hey|nein|ach|bitte|satchel)[,!]? ){0,3}"
        r"(?:(?:kannst|könntest|würdest) du (?=.* (?:vergessen|löschen|entfernen|streichen)\b)"
        r"|(?:vergiss|lösche?|entferne?|streiche?),? )(?:bitte |mal |doch ){0,2}",
        r"(?:,? (?:bitte|wieder|mal|gleich|endgültig|für immer|vergessen|löschen|entfernen|streichen))*",
        last=(
            r"(?:meine|die|diese) (?:letzte|vorige|vorherige|neueste|jüngste) (?:notiz|nachricht|mitteilung)"
            r"|(?:diese|die) (?:notiz|nachricht)|(?:den|meinen) letzten eintrag|das letzte|das|dies|es"
            rf"|was ich (?:dir )?(?:gerade |eben |zuletzt )?{_GESAGT} hab(?:e)?"
        ),
        every=(
            r"alles(?: über mich)?|alles,? was (?:du (?:über mich |von mir )?(?:weißt|hast)|ich (?:dir )?(?:je )?"
            rf"{_GESAGT} hab(?:e)?)|alle (?:meine )?(?:notizen|nachrichten|daten)|(?:alle )?meine daten"
        ),
        about=(
            r"alles über (?P<what>.+?)"
            rf"|(?:alles|das),? was ich (?:dir )?(?:je )?über (?P<told>.+?) {_GESAGT} hab(?:e)?"
            rf"|was ich (?:dir )?über (?P<said>.+?) {_GESAGT} hab(?:e)?"
            r"|alles,? was du über (?P<known>.+?) (?:weißt|hast)"
            r"|(?:alle )?(?:meine|die|deine|alle) notiz(?:en)? (?:über|zu|zum|zur) (?P<noted>.+?)"
        ),
        numbers=rf"(?:(?:die |meine )?(?:notiz(?:en)?|nachricht(?:en)?|nummern?) )?{_NUMBERS}",
    ),
    Language.SPANISH: _wish(
        r"(?:(?:ok|vale|oye|no|por favor|satchel)[,!]? ){0,3}(?:(?:puedes|podrías|puede) (?:por favor )?"
        r"(?:olvidar|borrar|eliminar|quitar) |(?:olvida|olvide|olv[ií]date de|borra|borre|elimina|elimine) )"
        r"(?:por favor )?",
        r"(?:,? (?:por favor|ya|otra vez|de nuevo|para siempre))*",
        last=(
            r"(?:mi|la|esa|esta) (?:[uú]ltima|anterior) (?:nota|anotación|entrada)"
            r"|(?:mi|la) (?:nota|anotación) anterior|(?:mi|el) (?:[uú]ltimo|anterior) mensaje"
            r"|(?:esa|esta) nota|(?:ese|este) mensaje"
            r"|lo [uú]ltimo(?: que (?:te )?(?:dije|escribí|anoté|conté))?"
            r"|lo que (?:te )?(?:acabo de (?:decir|escribir|anotar|contar)(?:te)?|dije|conté|escribí)|eso|esto"
        ),
        every=(
            rf"todo(?: lo que {_DIJE})?(?: (?:sobre|de) mí)?|todas (?:las|mis) notas|(?:todos )?mis datos"
            r"|todos mis mensajes"
        ),
        about=(
            rf"(?:todo|(?:todas )?mis notas|todas las notas|mi nota|(?:todo )?lo que {_DIJE}) (?:sobre|acerca de)"
            rf" (?P<what>.+?)|(?:todo )?lo que {_DIJE} de (?P<told>.+?)"
        ),
        numbers=rf"(?:(?:la |mi |las |mis )?(?:notas?|números?) )?{_NUMBERS}",
    ),
    Language.FRENCH: _wish(
        r"(?:(?:ok|hé|non|stp|svp|s'il te plaît|satchel)[,!]? ){0,3}(?:(?:peux-tu|pourrais-tu|tu peux|tu pourrais"
        r"|pouvez-vous) (?:oublier|supprimer|effacer|enlever) |(?:oublie|oubliez|supprime|supprimez|efface|effacez) )",
        r"(?:,? (?:stp|svp|s'il te plaît|s'il vous plaît|encore|maintenant|pour toujours|définitivement))*",
        last=(
            r"(?:ma|la|cette) dernière (?:note|entrée)|(?:ma|la) note précédente|(?:mon|le|ce) dernier message"
            r"|cette note|ce message"
            r"|ce que je (?:viens de (?:te )?(?:dire|noter|écrire|raconter)|t'ai (?:dit|écrit|raconté))"
            r"|ce que j'ai (?:dit|écrit|noté)|ça|cela|ceci"
        ),
        every=(
            rf"tout(?: ce que {_DIT})?(?: (?:sur|de) moi)?|toutes (?:les|mes) notes|tous mes messages"
            r"|(?:toutes )?mes données"
        ),
        about=rf"(?:tout|(?:tout )?ce que {_DIT}|toutes (?:les|mes) notes|mes notes|ma note) {_SUR}(?P<what>.+?)",
        numbers=rf"(?:(?:la |ma |les |mes )?(?:notes?|numéros?) )?{_NUMBERS}",
    ),
}

THE_LAST = frozenset(
    (
        "last latest newest recent previous just said told wrote sent"
        " letzte letzten vorige vorherige neueste jüngste gerade eben zuletzt gesagt erzählt geschrieben notiert"
        " última ultima último ultimo anterior acabo dije conté escribí"
        " dernière dernier précédente viens dit écrit noté raconté"
    ).split()
)
"""Words that mean the last note, and not what an answer has just shown."""

ONESELF = frozenset("me myself us mich mir uns mí mi moi nous".split())
"""What, behind "about", means all of it."""

MORE_IS_SAID = frozenset(
    (
        "and or but because when while if until till unless so then than tomorrow tonight later before after by not"
        " und oder aber weil wenn falls bis damit dann nicht nie niemals morgen später bevor nachdem"
        " y e o u pero porque cuando si hasta luego antes después no nunca mañana"
        " et ou mais parce quand si jusque pas jamais plus demain avant après"
    ).split()
)
"""Words with which a message says more than whom or what it is about, or the contrary."""
