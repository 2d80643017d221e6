"""Whether what asks is certainly nothing but a question: "will have to call the bank" is half a note.

What is in doubt is kept, since a fact that is lost is worse than a question that is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import dropwhile

from bot.given import takes_for_granted
from bot.mere_names import only_names
from bot.own_answers import answers_itself
from bot.phrases.asking import Asking
from bot.phrases.asking_elsewhere import ELSEWHERE, TAGS
from bot.sentences import Manner, Sentence, is_filling, is_marked, opened, sentences
from bot.spoken import spoken

# What asks without a question mark is short.
MOST_WORDS_UNMARKED = 12

_MARKS = " ?¡!.…？؟⸮()\"'"
# A comma, a dash, a colon, the Spanish mark before what is asked, and what goes on to say something of its own;
# "8:15" and "4,5" are whole.
_CLAUSE = re.compile(
    r"\s*(?:[,;:](?!\d)|\s[-–—]+\s|[(–—]|(?=¿))\s*"
    r"|\s+(?:but|because|weil|aber|sondern|parce que|parce qu'|mais|pero|porque)\s+"
    r"|\s+(?=(?:and (?:i'|i (?:have|am|was|got)|it'?s |he'?s |she'?s |we're|there'?s|the \w+ (?:is|has))"
    r"|und (?:ich|wir|er|es) (?:hab|bin|ist|hat|war)|et (?:c'est|j'ai|il y|elle a|il a)|y (?:es|está|tengo|he|hay)) ?)",
    re.IGNORECASE,
)
_PLEASE = re.compile(r"(?:please|pls|bitte|s'il te plaît|stp|por favor|porfa)\W*\Z")
_EQUALS = re.compile(r"=|->|→|⇒")
_AND = re.compile(r"\A(?:and|but|or|so|und|aber|oder|et|mais|ou|y|pero|o) (?=\w+ )")
_CHOICE = re.compile(r"(?:.*\W)?(?:or|oder|ou|o)\W")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A sentence taken to be in `language`, which is one of those that it may be in; `marked` as a question."""

    language: Asking
    languages: tuple[Asking, ...]
    marked: bool


def is_clear(text: str) -> bool:
    """Whether nobody would miss it among their notes: each of its sentences only asks, and shows that it asks."""
    return _all(text, shown=False)


def only_asks(text: str) -> bool:
    """Whether it tells nothing, a question with or without its mark."""
    return _all(text, shown=True)


def _all(text: str, *, shown: bool) -> bool:
    said = [sentence for sentence in sentences(text) if sentence.manner is not Manner.FILLS]
    return bool(said) and all(_only_asks(sentence, shown) for sentence in said)


def _only_asks(sentence: Sentence, shown: bool) -> bool:
    if sentence.manner is not Manner.ASKS or _EQUALS.search(sentence.text):
        return False
    if takes_for_granted(sentence.written):
        return False
    marked = is_marked(sentence.written) or bool(_PLEASE.search(sentence.text))
    if not (marked or shown) and len(sentence.text.split()) > MOST_WORDS_UNMARKED:
        return False
    if marked and ELSEWHERE.match(sentence.text.rstrip(_MARKS + ";")):
        return True
    clauses, languages = _clauses(sentence.written), spoken(sentence.written)
    return any(
        _certain(clauses, Reading(language=language, languages=languages, marked=marked or shown))
        and not any(answers_itself(clause, marked, language) for clause in clauses)
        for language in languages
    )


def _clauses(written: str) -> list[str]:
    """The clauses as written, without those that only fill and the greetings before the first."""
    parts = [part.strip(_MARKS) for part in _CLAUSE.split(written)]
    said = [part for part in parts if part and (part.lower() in TAGS or not is_filling(part.lower()))]
    clauses = list(dropwhile(lambda part: part.lower() in TAGS, said))
    return [clauses[0][len(clauses[0]) - len(opened(clauses[0].lower())) :], *clauses[1:]] if clauses else []


def _certain(clauses: list[str], reading: Reading) -> bool:
    return bool(clauses) and _asks(clauses[0], reading) and all(_goes_on(clause, reading) for clause in clauses[1:])


def _goes_on(clause: str, reading: Reading) -> bool:
    lower = _bare(clause)
    if lower in TAGS:
        return False
    if reading.language.links.match(lower):
        return True
    chooses = _CHOICE.match(lower) and not any(map(str.isdigit, lower)) and not reading.language.finite.search(lower)
    return bool(chooses) or (not only_names(lower, reading.languages) and _asks(clause, reading))


def _asks(clause: str, reading: Reading) -> bool:
    lower, language = _bare(clause), reading.language
    if language.tells.match(lower):
        return False
    framed = language.frames.match(lower)
    if framed:
        about = lower[framed.end() :].strip()
        return not about or bool(language.links.match(about)) or only_names(about, reading.languages)
    if language.questions.match(_AND.sub("", lower)) or language.named.match(clause):
        return True
    return reading.marked and (bool(language.polar.match(clause.lower())) or only_names(lower, reading.languages))


def _bare(clause: str) -> str:
    """A clause in lower case, without the mark that begins it in Spanish."""
    return clause.lower().lstrip("¿ ")
