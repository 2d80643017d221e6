"""Whether what sounds like a question is certainly one: "will have to call the bank" is half a note."""

from __future__ import annotations

import re

from bot.sentences import is_marked

MOST_WORDS = 12

_ASKING = re.compile(
    r"(?:what|when|where|who|whom|whose|which|why|how)(?:s|'s|'re)?\b(?! (?:a|an|lovely|nice|great)\b)"
    # "Was Mum's birthday yesterday" is no German.
    r"|was (?:ist|sind|war|waren|hat|habe|haben|hatte|hast|kostet|macht|machen|sagte?|meinte|will|wollte|soll|muss|kann"
    r"|gibt|gab|braucht?|brauchen|weiß)\b"
    r"|(?:wann|wo|wohin|woher|wer|wen|wem|wessen|wie|warum|wieso|weshalb|welche[rsnm]?)\b"
    r"|(?:en |a |de |con |para |por )?(?:qué|cuándo|dónde|adónde|cómo|cuánt[oa]s?|quién(?:es)?|cuál(?:es)?)\b"
    r"|(?:à |de |pour |avec )?(?:quand|où|qui|pourquoi|comment|combien|quel(?:le)?s?|est-ce|qu'est-ce)\b"
    r"|(?:please |bitte )?(?:tell|show|give|remind|find|list) (?:me|us)\b|(?:sag|zeig|gib|such|finde?)e? mir\b"
    r"|(?:dime|muéstrame|dame|búscame)\b|(?:dis|montre|donne|trouve)[- ]moi\b"
    r"|do you (?:know|remember)\b|weißt du\b|sabes\b|tu sais\b|sais-tu\b",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"[^\W\d]\s?:\s+\S")
_TELLING = re.compile(r"[,;:\d]")
_DID_YOU_KNOW = re.compile(
    r"\W*(?:did you know|wusstest du|wussten sie|sabías|sabes que|savais-tu|tu savais)\b", re.IGNORECASE
)


def is_clear(text: str) -> bool:
    """Whether nobody would miss it among their notes: it has its mark, or the words of a question and no facts."""
    if _DID_YOU_KNOW.match(text):
        return False
    plain = text.strip().lstrip("¿¡ ")
    asks = _ASKING.match(plain) and not _TELLING.search(plain) and len(plain.split()) <= MOST_WORDS
    # "What should we name the cat: Momo?" holds its answer.
    return not _LABELLED.search(plain) if is_marked(plain) else bool(asks)
