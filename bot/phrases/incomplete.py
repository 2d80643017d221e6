"""What we say where a search was not complete."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.phrases.words import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Incomplete:
    """`whole` takes the parts, joined by `between`; `many` and `at_least` take a number, `unread` a fault's text."""

    whole: str
    between: str
    one: str
    many: str
    at_least: str
    goes_on: str
    unread: str


INCOMPLETE: Mapping[Language, Incomplete] = {
    Language.ENGLISH: Incomplete(
        whole="My search was not complete: {}.",
        between="; ",
        one="1 message cannot be found yet",
        many="{} messages cannot be found yet",
        at_least="at least {}",
        goes_on="nothing of it is lost, and I go on trying",
        unread="I looked for the words of the question alone, not for what it means ({})",
    ),
    Language.GERMAN: Incomplete(
        whole="Meine Suche war nicht vollständig: {}.",
        between="; ",
        one="1 Nachricht ist noch nicht zu finden",
        many="{} Nachrichten sind noch nicht zu finden",
        at_least="mindestens {}",
        goes_on="nichts davon ist verloren, und ich versuche es weiter",
        unread="ich habe nur nach den Wörtern der Frage gesucht, nicht nach ihrem Sinn ({})",
    ),
    Language.SPANISH: Incomplete(
        whole="Mi búsqueda no ha sido completa: {}.",
        between="; ",
        one="1 mensaje aún no se puede encontrar",
        many="{} mensajes aún no se pueden encontrar",
        at_least="al menos {}",
        goes_on="no se ha perdido nada y lo sigo intentando",
        unread="he buscado solo las palabras de la pregunta, no su sentido ({})",
    ),
    Language.FRENCH: Incomplete(
        whole="Ma recherche n'a pas été complète : {}.",
        between=" ; ",
        one="1 message est encore introuvable",
        many="{} messages sont encore introuvables",
        at_least="au moins {}",
        goes_on="rien n'en est perdu, et je continue d'essayer",
        unread="j'ai cherché seulement les mots de la question, pas son sens ({})",
    ),
}
