"""What people say to a bot that is neither worth keeping nor asked of their notes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum, auto
from re import Pattern

from bot.phrases.words import FORGET, HELP, Language


class Courtesy(Enum):
    """What is said, in the order of what is answered first."""

    HELP = auto()
    ABOUT = auto()
    FORGETTING = auto()
    COMPLAINT = auto()
    CLOCK = auto()
    THANKS = auto()
    GREETING = auto()
    FAREWELL = auto()
    CONSENT = auto()


GESTURES = re.compile(
    r"(?:[\U0001f600-\U0001f64f\U0001f44b-\U0001f450\U0001f91a-\U0001f91f\U0001f923\U0001f970\u2764\u270c]"
    r"[\ufe0f\U0001f3fb-\U0001f3ff]*\s*|:(?:\+1|-1|thumbsup|thumbsdown|ok_hand|pray|heart|joy|smile):\s*)+"
)
"""Faces, hands and hearts, of which some message consists."""


ABOUT: Mapping[Language, str] = {
    Language.ENGLISH: (
        f"I am a memory: tell me things and I keep them, ask and I show the message each answer rests on. "
        f"{FORGET} takes out what is not to stay. {HELP} shows all that I do."
    ),
    Language.GERMAN: (
        f"Ich bin ein Gedächtnis: Erzähl mir etwas und ich behalte es, frag und ich zeige die Nachricht, auf der die "
        f"Antwort beruht. {FORGET} löscht, was nicht bleiben soll. {HELP} zeigt alles, was ich kann (auf Englisch)."
    ),
    Language.SPANISH: (
        f"Soy una memoria: cuéntame algo y lo guardo, pregunta y te enseño el mensaje en que se basa la respuesta. "
        f"{FORGET} borra lo que no deba quedar. {HELP} muestra todo lo que hago (en inglés)."
    ),
    Language.FRENCH: (
        f"Je suis une mémoire : raconte-moi quelque chose et je le garde, demande et je montre le message sur lequel "
        f"repose la réponse. {FORGET} efface ce qui ne doit pas rester. {HELP} montre tout ce que je fais (en anglais)."
    ),
}
"""What we are, in short."""


def _said(*alternatives: str) -> Pattern[str]:
    return re.compile(rf"(?:{'|'.join(alternatives)})(?!\w)")


SMALL_TALK: Mapping[Language, Mapping[Courtesy, Pattern[str]]] = {
    Language.ENGLISH: {
        Courtesy.HELP: _said(
            r"help(?: me)?(?: please)?",
        ),
        Courtesy.ABOUT: _said(
            r"what (?:can|do) you do|what are you|who are you|what can i (?:do|ask)(?: here)?",
            r"how do (?:i use (?:this|you)|you work)|how does this work",
        ),
        Courtesy.FORGETTING: _said(
            r"(?:please )?(?:forget|delete|remove|erase|cancel|discard|scratch) (?:that|this|it)(?: one)?(?: again)?"
            r"(?: please)?"
        ),
        Courtesy.COMPLAINT: _said(
            r"(?:no )?(?:you'?re|you are|that'?s|that is|this is) (?:wrong|not (?:right|true|it)|incorrect|nonsense)"
            r"|that'?s not what i (?:asked|meant|said|wanted)|wrong"
        ),
        Courtesy.CLOCK: _said(
            r"(?:what|which) (?:day|date|weekday) (?:is (?:it|today)|do we have)(?: today| now)?",
            r"what(?:'?s| is) (?:the (?:date|day|time)|today'?s date)(?: today| now| please)?",
            r"what time is it(?: now| please)?",
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
            r"ok(?:ay)?|k|alright|all right|got it|i see|understood|sounds good|great|cool|nice|perfect|well done",
            r"yes(?: please)?|yep|yeah|yup|no|nope|nah|lol|rofl|(?:ha){2,9}h?|wow|aha|of course|never ?mind",
            r"exactly|please|cancel|stop",
        ),
    },
    Language.GERMAN: {
        Courtesy.HELP: _said(
            r"hilfe|hilf mir(?: bitte)?",
        ),
        Courtesy.ABOUT: _said(
            r"was kannst du(?: alles| denn)?|wer bist du|was bist du|wie funktionier(?:st du|t das hier)",
        ),
        Courtesy.FORGETTING: _said(
            r"(?:bitte )?(?:vergiss|lösche?|streiche?|entferne?) (?:das|es|dies)(?: (?:bitte|wieder))*"
        ),
        Courtesy.COMPLAINT: _said(
            r"(?:nein )?das (?:ist|war) (?:falsch|nicht richtig|unsinn|quatsch)|(?:das )?stimmt nicht|falsch"
            r"|das (?:hab|habe) ich nicht (?:gefragt|gemeint|gesagt)|du irrst dich"
        ),
        Courtesy.CLOCK: _said(
            r"(?:welcher (?:wochen)?tag|der wievielte|welches datum) (?:ist|haben wir)(?: heute| denn)*",
            r"(?:den wievielten|was für einen tag|welchen tag) haben wir(?: heute)?",
            r"wie spät (?:ist es|haben wir es)(?: jetzt| gerade)?|wie ?viel uhr (?:ist es|haben wir)",
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
        Courtesy.CONSENT: _said(
            r"ok(?:ay)?|alles klar|in ordnung|verstanden|prima|super|perfekt|toll|gut|passt",
            r"ja(?: bitte)?|jep|jo|nein|nö|nee|doch|genau|klar|ach so|stimmt|egal|schon gut|bitte|abbrechen|stopp",
        ),
    },
    Language.SPANISH: {
        Courtesy.HELP: _said(
            r"ayuda|ay[uú]dame",
        ),
        Courtesy.ABOUT: _said(
            r"qu[eé] (?:puedes|sabes) hacer|qui[eé]n eres|qu[eé] eres|c[oó]mo funciona(?:s| esto)",
        ),
        Courtesy.FORGETTING: _said(
            r"(?:por favor )?(?:olvida|borra|elimina|quita) (?:eso|esto)(?: por favor)?",
            r"olv[ií]dalo|b[oó]rralo|elim[ií]nalo",
        ),
        Courtesy.COMPLAINT: _said(
            r"(?:no )?(?:eso )?(?:est[aá] mal|es falso|no es (?:cierto|verdad|as[ií]))|te equivocas"
            r"|no es lo que (?:pregunt[eé]|quer[ií]a|dije)"
        ),
        Courtesy.CLOCK: _said(
            r"qu[eé] (?:d[ií]a|fecha) (?:es|tenemos)(?: hoy)?|a qu[eé] (?:d[ií]a )?estamos(?: hoy)?",
            r"qu[eé] hora es(?: ya)?",
        ),
        Courtesy.THANKS: _said(r"(?:muchas |mil )?gracias(?: de antemano| por todo)?"),
        Courtesy.GREETING: _said(
            r"(?:hola|buenas (?:tardes|noches)|buenas|buenos d[ií]as)(?: de nuevo)?|qu[eé] tal(?: est[aá]s)?"
            r"|c[oó]mo est[aá]s"
        ),
        Courtesy.FAREWELL: _said(r"adi[oó]s|chao|hasta (?:luego|pronto|mañana)|nos vemos|salir"),
        Courtesy.CONSENT: _said(
            r"ok(?:ay)?|vale|de acuerdo|entendido|perfecto|genial|estupendo|muy bien|bien|súper|super",
            r"s[ií](?: por favor)?|no|claro|por supuesto|exacto|(?:ja){2,9}|da igual|por favor",
        ),
    },
    Language.FRENCH: {
        Courtesy.HELP: _said(
            r"aide(?:[- ]moi)?|à l'aide",
        ),
        Courtesy.ABOUT: _said(
            r"qu'est-ce que tu (?:peux|sais) faire|que (?:peux|sais)-tu faire|tu (?:peux|sais) faire quoi",
            r"qui es-tu|tu es qui|comment tu (?:marches|fonctionnes)",
        ),
        Courtesy.FORGETTING: _said(
            r"(?:oublie|supprime|efface)(?:[- ](?:ça|cela|ceci|le|la))(?: (?:stp|svp|s'il te plaît))?"
        ),
        Courtesy.COMPLAINT: _said(
            r"(?:non )?c'est (?:faux|pas (?:ça|vrai|juste))|ce n'est pas (?:ça|vrai|juste|ce que j'ai demandé)"
            r"|tu te trompes"
        ),
        Courtesy.CLOCK: _said(
            r"(?:quel jour|quelle date|le combien) (?:sommes[- ]nous|est[- ]on|on est)(?: aujourd'hui)?",
            r"on est (?:quel jour|le combien)(?: aujourd'hui)?|quelle heure (?:est[- ]il|il est)|il est quelle heure",
        ),
        Courtesy.THANKS: _said(r"(?:un grand )?merci(?: beaucoup| bien| d'avance| à toi)?"),
        Courtesy.GREETING: _said(
            r"(?:salut|bonjour|bonsoir|coucou)(?: à tous)?|(?:comment )?ça va|comment (?:vas-tu|tu vas)"
        ),
        Courtesy.FAREWELL: _said(r"au revoir|bonne nuit|à (?:bientôt|demain|plus(?: tard)?)|ciao|quitter"),
        Courtesy.CONSENT: _said(
            r"ok(?:ay)?|d'accord|entendu|compris|parfait|super|génial|très bien|ça marche",
            r"oui(?: merci)?|ouais|non|nan|mdr|exact|bien sûr|tant pis|si|stp|s'il te plaît",
        ),
    },
}
