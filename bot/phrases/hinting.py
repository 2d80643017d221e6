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

    `going_on`: a short note that may go on asking ("and Ben").
    """

    forget: Pattern[str]
    search: Pattern[str]
    remind: Pattern[str]
    going_on: Pattern[str]


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
    ),
    Language.GERMAN: Hinting(
        forget=re.compile(r"(?:bitte )?(?:vergiss|lösche?|streiche) (?!nicht)(?:(?:bitte|das|die|den|mein\w*) )*"),
        search=re.compile(r"(?:bitte )?(?:suche?|finde) (?:nach )?(?!ein)(?:(?:das|die|den|der|mein\w*) )?"),
        remind=re.compile(r"(?:bitte )?(?:kannst du (?:mich|bitte mich).* erinnern|erinnere? mich|erinnerung\b)"),
        going_on=re.compile(r"(?:und|oder) (?:der |die |das |am |im |in |mit |für )?[\w'-]+(?: [\w'-]+)?\Z"),
    ),
    Language.SPANISH: Hinting(
        forget=re.compile(r"(?:por favor )?(?:olvida|borra|elimina) (?:(?:el|la|los|las|lo|de|del|mi|mis) )*"),
        search=re.compile(r"(?:por favor )?(?:busca|buscar|encuentra) (?!una?\b)(?:(?:el|la|los|las|mi|mis) )?"),
        remind=re.compile(r"(?:por favor )?(?:puedes )?(?:recu[eé]rdame|recordarme|avísame)\b"),
        going_on=re.compile(r"(?:y|o) (?:el |la |los |las |en |con |para )?[\w'-]+(?: [\w'-]+)?\Z"),
    ),
    Language.FRENCH: Hinting(
        forget=re.compile(r"(?:stp )?(?:oublie|supprime|efface)(?: |-)(?:(?:le|la|les|mon|ma|mes|ce que) |l')*"),
        search=re.compile(r"(?:stp )?(?:cherche|trouve|recherche) (?!une?\b)(?:(?:le|la|les|mon|ma|mes) |l')?"),
        remind=re.compile(r"(?:stp )?(?:peux-tu |tu peux )?(?:me rappeler|rappelle[- ]moi)\b"),
        going_on=re.compile(r"(?:et|ou) (?:le |la |les |l'|en |avec |pour |chez )?[\w'-]+(?: [\w'-]+)?\Z"),
    ),
}
