"""A short message as sentences, each with its manner: it asks, it tells, or it only fills."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from bot.phrases.english import ENGLISH
from bot.phrases.french import FRENCH
from bot.phrases.german import GERMAN
from bot.phrases.spanish import SPANISH

GRAMMARS = (ENGLISH, GERMAN, SPANISH, FRENCH)


class Manner(Enum):
    """What a sentence does."""

    ASKS = auto()
    TELLS = auto()
    FILLS = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence without quotations, addresses and ornament: `text` in lower case, `written` with its marks."""

    text: str
    written: str
    manner: Manner


_ASIDE = re.compile(
    r"```.*?(?:```|\Z)|`[^`\n]*`"
    r"|\"[^\"\n]*\"|“[^“”\n]*”|„[^„“”\n]*[“”]|«[^«»\n]*»|‹[^‹›\n]*›|「[^「」\n]*」|(?<![\w'])'[^'\n]{2,}'(?!\w)"
    r"|\bhttps?://\S+|\bwww\.\S+",
    re.DOTALL,
)
_DOUBTED = re.compile(r"\(\s*\?+\s*\)")
_SENTENCE = re.compile(r"[^.!?…。！？؟⸮;\n]+(?:[.!?…。！？؟⸮;]+(?=\S)[^.!?…。！？؟⸮;\n]+)*[.!?…。！？؟⸮;]*")
_SHORTENED = re.compile(
    r"\b(dr|mr|mrs|ms|st|prof|ca|bzw|nr|no|sr|sra|vs|etc|approx|tel|mme|inkl|evtl|usw)\.(?=\s)", re.IGNORECASE
)
# "Am 12. Mai" is one sentence.
_ORDINAL = re.compile(
    r"(?<=\d)\.(?=\s+(?:jan|feb|märz|apr|mai|jun|jul|aug|sep|okt|nov|dez|und\b|bis\b|oder\b|stock|klasse))",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?:\[[^\]\n]{1,30}\]\s*)?(?P<head>[^:：?!\n]{1,50}?)\s?[:：]\s+\S")
_SEARCH = re.compile(r"(?:search|find|suche?|finde|busca|cherche|trouve)\s?:")
_GREEK = re.compile(r"[\u0370-\u03ff]")
_QUESTION_MARKS = "?？؟⸮⁇⁈՞፧\u037e"
_EAST_ASIAN_QUESTION = re.compile(r"(?:か|かな|のか|吗|嗎|呢|까요|나요)\Z")
_ORNAMENT = frozenset({"So", "Sk", "Cf", "Cc", "Cs", "Co", "Cn", "Mn"})


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a short text. Meant for at most a few hundred characters."""
    return tuple(_sentence(written) for written in _split(text))


def _sentence(written: str) -> Sentence:
    text = written.lower().strip("¡¿ ")
    return Sentence(text=text, written=written, manner=_manner(text))


def _split(text: str) -> Iterator[str]:
    plain = _SHORTENED.sub(r"\1", _DOUBTED.sub("", _ASIDE.sub(" x ", text))).replace("’", "'")
    plain = _ORDINAL.sub("", plain)
    for found in _SENTENCE.finditer(_without_ornament(plain)):
        sentence = " ".join(found.group().split()).strip("()*_~\"' ")
        if any(character.isalnum() for character in sentence):
            yield sentence


def _without_ornament(text: str) -> str:
    # The vowel signs of Indian scripts are marks as well, but spacing ones or inside a word: only emoji's go.
    return "".join(
        " " if unicodedata.category(c) in _ORNAMENT - {"Mn"} and c != "\n" else c for c in text if c != "\ufe0f"
    )


def _manner(sentence: str) -> Manner:
    bare = sentence.rstrip(".!…。！ " + _QUESTION_MARKS + ";")
    if is_filling(bare):
        return Manner.FILLS
    marked = is_marked(sentence)
    proper = opened(bare)
    if _SEARCH.match(proper):
        return Manner.ASKS
    label = _LABEL.match(proper)
    if label and not (marked and _asks(label.group("head"))):
        return Manner.TELLS
    if any(grammar.tells.match(part) for grammar in GRAMMARS for part in (bare, proper)):
        return Manner.TELLS
    return Manner.ASKS if marked or _asks(proper) else Manner.TELLS


def is_marked(sentence: str) -> bool:
    """Whether it ends in a question mark, of whatever script."""
    end = sentence.rstrip("!.… ")
    return end.endswith(tuple(_QUESTION_MARKS)) or (end.endswith(";") and bool(_GREEK.search(end)))


def _asks(proper: str) -> bool:
    return any(grammar.asks.match(proper) for grammar in GRAMMARS) or bool(_EAST_ASIAN_QUESTION.search(proper))


def is_filling(clause: str) -> bool:
    """Whether a clause in lower case adds nothing: "please", "thanks"."""
    return any(grammar.closes.match(clause) for grammar in GRAMMARS)


def opened(sentence: str) -> str:
    """The sentence in lower case without up to three greetings and the like before it."""
    for _ in range(3):
        found = next(filter(None, (grammar.opens.match(sentence) for grammar in GRAMMARS)), None)
        if found is None:
            break
        sentence = sentence[found.end() :]
    return sentence
