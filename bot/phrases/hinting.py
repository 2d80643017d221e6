"""How a note begins that was meant to be done, not kept: a command without its slash, a wish to be reminded."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from re import Pattern

from bot.phrases.words import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Hinting:
    """Patterns for the beginning of a note in lower case; what follows `forget` and `search` is what is meant.

    `going_on`: a short note that may go on asking ("and Ben"). `valueless`: a whole note that names what has a
    value, and gives none ("wifi password", "dentist appointment time"): by itself it is worth nothing as a note.
    """

    forget: Pattern[str]
    search: Pattern[str]
    remind: Pattern[str]
    going_on: Pattern[str]
    valueless: Pattern[str]


NOT_TO_FORGET = frozenset("not never nicht nie niemals nunca jamás pas jamais".split())
"""With one of these behind "forget", something is to be remembered."""

# What a command is called is the same in every language.
ONE_WORD = frozenset({"undo", "status", "settings", "recent", "export"})

HINTING: Mapping[Language, Hinting] = {
    Language.ENGLISH: Hinting(
        forget=re.compile(
            r"(?:please )?(?:forget|delete|erase) (?:(?:the|my|that|this|notes?|about|what i said about) )*"
        ),
        search=re.compile(
            r"(?:please )?(?:search|find|look up|look for) (?:for )?(?!(?:an?|out|of|party|new)\b)(?:(?:the|my) )?"
        ),
        remind=re.compile(
            r"(?:please )?(?:(?:can|could|will|would) you )?(?:please )?(?:remind me|set a reminder|reminder\b)"
        ),
        going_on=re.compile(r"(?:and|or) (?:the |for |in |on |with )?[\w'-]+(?: [\w'-]+)?\Z"),
        valueless=re.compile(
            r"(?!(?:new|change|reset|set|get|ask|call|check|find|pay|send|buy|update|write|need|share|choose"
            r"|pick|make|book"
            r"|forgot|lost|order|print|confirm|give|add|remember|note|test|learn|clean|dress|bar|source|wrong"
            r"|lucky)\b)"
            r"(?:[\w'-]+ ){1,4}(?:password|passcode|pin|code|number|address|email|birthday|(?<=shoe )size"
            r"|(?<=shirt )size"
            r"|(?:appointment|arrival|departure|opening|closing|check-?in|check-?out|start|pick-?up|boarding"
            r"|meeting) times?"
            r"|(?:opening|office) hours)(?: (?:at|of|for|in) (?:the |my |our )?[\w']+(?: (?:place|house|flat"
            r"|office))?)?\Z"
        ),
    ),
    Language.GERMAN: Hinting(
        forget=re.compile(r"(?:bitte )?(?:vergiss|lösche?|streiche) (?:(?:bitte|das|die|den|mein\w*) )*"),
        search=re.compile(r"(?:bitte )?(?:suche?|finde) (?:nach )?(?!ein)(?:(?:das|die|den|der|mein\w*) )?"),
        remind=re.compile(r"(?:bitte )?(?:kannst du (?:mich|bitte mich).* erinnern|erinnere? mich|erinnerung\b)"),
        going_on=re.compile(r"(?:und|oder) (?:der |die |das |am |im |in |mit |für )?[\w'-]+(?: [\w'-]+)?\Z"),
        valueless=re.compile(
            r"(?!neue)(?:[\w'-]+ ){0,3}(?:[\w-]*(?:passwort|telefonnummer|schuhgröße|öffnungszeiten)"
            r"|[\w-]+(?:nummer|code|pin)"
            r"|(?<= )(?:nummer|adresse|geburtstag))"
            r"(?: (?:bei|von|vom|für|im|in|zum|der|des) (?:der |die |das |dem )?[\w']+)?\Z"
        ),
    ),
    Language.SPANISH: Hinting(
        forget=re.compile(r"(?:por favor )?(?:olvida|borra|elimina) (?:(?:el|la|los|las|lo|de|del|mi|mis) )*"),
        search=re.compile(r"(?:por favor )?(?:busca|buscar|encuentra) (?!una?\b)(?:(?:el|la|los|las|mi|mis) )?"),
        remind=re.compile(r"(?:por favor )?(?:puedes )?(?:recu[eé]rdame|recordarme|avísame)\b"),
        going_on=re.compile(r"(?:y|o) (?:el |la |los |las |en |con |para )?[\w'-]+(?: [\w'-]+)?\Z"),
        valueless=re.compile(
            r"(?:el |la )?(?:contraseña|clave|código|número|dirección|teléfono|precio|talla|cumpleaños|horario)"
            r"(?: (?:wifi|de teléfono|postal))?(?: (?:del?|en|para) (?:la |el |mi |casa de )?[\w']+){1,2}\Z"
        ),
    ),
    Language.FRENCH: Hinting(
        forget=re.compile(r"(?:stp )?(?:oublie|supprime|efface)(?: |-)(?:(?:le|la|les|mon|ma|mes|ce que) |l')*"),
        search=re.compile(r"(?:stp )?(?:cherche|trouve|recherche) (?!une?\b)(?:(?:le|la|les|mon|ma|mes) |l')?"),
        remind=re.compile(r"(?:stp )?(?:peux-tu |tu peux )?(?:me rappeler|rappelle[- ]moi)\b"),
        going_on=re.compile(r"(?:et|ou) (?:le |la |les |l'|en |avec |pour |chez )?[\w'-]+(?: [\w'-]+)?\Z"),
        valueless=re.compile(
            r"(?:le |la |l')?(?:mot de passe|code|numéro|adresse|prix|taille|pointure|anniversaire|horaires?)"
            r"(?: (?:wifi|de téléphone|postal))?(?: (?:de la |de l'|de |du |d'|chez |pour |en )[\w']+){1,2}\Z"
            r"|(?:le |la |l')?(?:mot de passe|code|numéro|adresse|anniversaire) d'\w+\Z"
        ),
    ),
}
