"""What people say to a bot that is neither worth keeping nor asked of their notes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum, auto
from re import Pattern

from bot.phrases.words import Language


class Courtesy(Enum):
    """What is said, in the order of what is answered first."""

    HELP = auto()
    THANKS = auto()
    GREETING = auto()
    FAREWELL = auto()
    CONSENT = auto()


def _said(*alternatives: str) -> Pattern[str]:
    return re.compile(rf"(?:{'|'.join(alternatives)})(?!\w)")


SMALL_TALK: Mapping[Language, Mapping[Courtesy, Pattern[str]]] = {
    Language.ENGLISH: {
        Courtesy.HELP: _said(
            r"help(?: me)?(?: please)?|what (?:can|do) you do|what are you|who are you",
            r"how do (?:i use (?:this|you)|you work)|how does this work",
        ),
        Courtesy.THANKS: _said(
            r"(?:many )?(?:thanks|thank you|thankyou|thx|ty|cheers)(?: a lot| so much| in advance| again| very much)?"
        ),
        Courtesy.GREETING: _said(
            r"(?:hi|hello|hey|hiya|howdy|good (?:morning|evening|afternoon))(?: there| again| all| everyone)?",
            r"how are (?:you|things)(?: doing)?(?: today)?|nice to meet you|what'?s up|how's it going",
        ),
        Courtesy.FAREWELL: _said(
            r"bye(?:[ -]?bye)?|good ?bye|good night|see you(?: later| soon| tomorrow)?|exit|quit|ciao"
        ),
        Courtesy.CONSENT: _said(
            r"ok(?:ay)?|k|alright|all right|got it|i see|understood|sounds good|great|cool|nice|perfect|well done"
        ),
    },
    Language.GERMAN: {
        Courtesy.HELP: _said(
            r"hilfe|hilf mir(?: bitte)?|was kannst du(?: alles| denn)?|wer bist du|was bist du",
            r"wie funktionier(?:st du|t das hier)",
        ),
        Courtesy.THANKS: _said(
            r"(?:vielen |lieben |herzlichen |besten |tausend )?dank(?:e)?(?: dir| schön| sehr| im voraus)?|dankeschön"
        ),
        Courtesy.GREETING: _said(
            r"(?:hallo|hi|hey|moin(?: moin)?|servus|grüß (?:gott|dich)|guten (?:morgen|tag|abend))"
            r"(?: zusammen| nochmal)?",
            r"wie geht(?:'?s| es)(?: dir)?(?: heute)?",
        ),
        Courtesy.FAREWELL: _said(
            r"tschüss?|tschau|ciao|gute nacht|auf wiedersehen|bis (?:bald|später|dann|morgen)|beenden"
        ),
        Courtesy.CONSENT: _said(r"ok(?:ay)?|alles klar|in ordnung|verstanden|prima|super|perfekt|toll|gut|passt"),
    },
    Language.SPANISH: {
        Courtesy.HELP: _said(
            r"ayuda|ay[uú]dame|qu[eé] (?:puedes|sabes) hacer|qui[eé]n eres|qu[eé] eres|c[oó]mo funciona(?:s| esto)"
        ),
        Courtesy.THANKS: _said(r"(?:muchas |mil )?gracias(?: de antemano| por todo)?"),
        Courtesy.GREETING: _said(
            r"(?:hola|buenas (?:tardes|noches)|buenas|buenos d[ií]as)(?: de nuevo)?|qu[eé] tal(?: est[aá]s)?"
            r"|c[oó]mo est[aá]s"
        ),
        Courtesy.FAREWELL: _said(r"adi[oó]s|chao|hasta (?:luego|pronto|mañana)|nos vemos|salir"),
        Courtesy.CONSENT: _said(
            r"ok(?:ay)?|vale|de acuerdo|entendido|perfecto|genial|estupendo|muy bien|bien|súper|super"
        ),
    },
    Language.FRENCH: {
        Courtesy.HELP: _said(
            r"aide(?:[- ]moi)?|à l'aide|qu'est-ce que tu (?:peux|sais) faire|que (?:peux|sais)-tu faire"
            r"|tu (?:peux|sais) faire quoi|qui es-tu|tu es qui|comment tu (?:marches|fonctionnes)"
        ),
        Courtesy.THANKS: _said(r"(?:un grand )?merci(?: beaucoup| bien| d'avance| à toi)?"),
        Courtesy.GREETING: _said(
            r"(?:salut|bonjour|bonsoir|coucou)(?: à tous)?|(?:comment )?ça va|comment (?:vas-tu|tu vas)"
        ),
        Courtesy.FAREWELL: _said(r"au revoir|bonne nuit|à (?:bientôt|demain|plus(?: tard)?)|ciao|quitter"),
        Courtesy.CONSENT: _said(r"ok(?:ay)?|d'accord|entendu|compris|parfait|super|génial|très bien|ça marche"),
    },
}
