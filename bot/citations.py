"""Checks what a model wrote: its citations name passages, and it says something beside them. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.languages import Language, words_for
from bot.links import held_by, settled, without_foreign, without_markup
from bot.quotes import words_of

# Answers are short; what a model writes beyond this is cut before it is looked at.
LONGEST_ANSWER = 20_000

# Letters, digits and pictures: what an answer can consist of.
_TELLING = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Nl", "No", "So"})

_NUMBER = r"(?:\^\s*)?[−-]?\d{1,3}(?:\.\d{1,3})*"
_AND = r"[,;]|and|und|y|et"
_NUMBERS = rf"(?:passages? )?{_NUMBER}(?:\s*(?:{_AND}|[–—-])\s*{_NUMBER}){{0,20}}"
_CITATION = re.compile(rf"(?:(?<![ \t])[ \t]+)?(?:\[\s*({_NUMBERS})\s*\](?!\()|【\s*({_NUMBERS})[^】\n]{{0,20}}】)")
_REPEATED = re.compile(r"(\[\d{1,3}\])(?:[ \t]?\1)+")
_NAMED = re.compile(r"(?:passages? )?\^?\s*(\d{1,3})(?:\s*[–—-]\s*\^?\s*(\d{1,3}))?")
_NOT_HELD = re.compile(
    r"\b(?:(?:notes?|passages?) (?:do not|don't|does not|doesn't) (?:say|mention|contain|hold|include|state|provide"
    r"|give|specify)"
    r"|(?:not|nothing|no information|no mention)\b.{0,40}\b(?:in|about|of)\b.{0,25}\b(?:notes?|passages?)"
    r"|notes? say nothing"
    r"|(?:dazu|darüber) (?:steht|findet sich|finde ich|gibt es) .{0,40}\b(?:nichts|nicht|keine)\b|(?:notizen"
    r"|passagen) .{0,30}\b(?:nichts|nicht|keine)\b"
    r"|(?:notas|pasajes) no (?:dicen|mencionan|contienen|indican)|no (?:aparece|hay nada|se menciona"
    r"|he encontrado)\b.{0,40}\b(?:notas|pasajes)"
    r"|(?:notes|passages) (?:n'en disent rien|ne (?:disent|mentionnent|contiennent|précisent)))",
    re.IGNORECASE,
)

# After "the notes do not hold it" an answer may still go on to what they do hold.
_SAYS_MORE = re.compile(
    r"[.!;]\s+\S.*\w|\b(?:but|however|though|only|aber|jedoch|sondern|nur|pero|sino|solo|mais"
    r"|cependant|seulement)\b",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A model's answer as it may be shown; `cited` are the old numbers in order of appearance.

    The text names them 1, 2, … in that order. `declines`: it says that the notes do not hold the answer.
    """

    text: str
    cited: tuple[int, ...]
    declines: bool


def check(text: str, numbers: Collection[int], known_texts: Sequence[str] = ()) -> Checked:
    """Remove citations of passages that are not in `numbers` and addresses that no known text holds.

    A text that says nothing beside its citations comes out empty, and cites nothing.
    """
    held = held_by(known_texts)
    plain = without_markup(text[:LONGEST_ANSWER], held)
    cited = _in_order(plain, numbers)
    refuses = declines(plain) and not (cited and _SAYS_MORE.search(_CITATION.sub("", plain)))
    places = {} if refuses else {old: new for new, old in enumerate(cited, start=1)}
    shown = _tidy(without_foreign(_renumbered(plain, places), held))
    if not _says_something(shown):
        return Checked(text="", cited=(), declines=False)
    return Checked(text=shown, cited=tuple(places), declines=refuses)


def draft(text: str, numbers: Collection[int], known_texts: Sequence[str] = ()) -> str:
    """What may be shown of an answer that is still being written: nothing that its end would take back.

    Of an answer that so far says that it found nothing, nothing is shown.
    """
    checked = check(settled(text[:LONGEST_ANSWER]), numbers, known_texts)
    return "" if checked.declines else checked.text.rstrip(" \t\n(")


def declines(text: str) -> bool:
    """Whether an answer says that it found nothing."""
    beginning = " ".join(text[:400].split()).replace("’", "'")
    said = " ".join(words_of(beginning))
    own = (phrase for language in Language for phrase in _own_refusals(language))
    return any(" ".join(words_of(phrase)) in said for phrase in own) or bool(_NOT_HELD.search(beginning))


def _own_refusals(language: Language) -> tuple[str, ...]:
    words = words_for(language)
    return words.nothing_held, words.nothing_found, words_for(language, group=True).nothing_found


def _in_order(text: str, numbers: Collection[int]) -> tuple[int, ...]:
    named = (number for found in _CITATION.finditer(text) for number in _named(found.group(1) or found.group(2)))
    return tuple(dict.fromkeys(number for number in named if number in numbers))


def _named(inside: str) -> list[int]:
    """The numbers that `1, 3-5` names; `-1` and `1.5` name none."""
    named: list[int] = []
    for part in re.split(_AND, inside):
        if found := _NAMED.fullmatch(part.strip()):
            begin, end = int(found[1]), int(found[2] or found[1])
            named.extend(range(begin, min(end, begin + 20) + 1))
    return named


def _renumbered(text: str, places: dict[int, int]) -> str:
    def put(found: re.Match[str]) -> str:
        kept = dict.fromkeys(places[number] for number in _named(found.group(1) or found.group(2)) if number in places)
        space = " " if found.group().startswith((" ", "\t")) else ""
        return space + "".join(f"[{number}]" for number in kept)

    return _REPEATED.sub(r"\1", _CITATION.sub(put, text))


def _says_something(text: str) -> bool:
    return any(unicodedata.category(letter) in _TELLING for letter in _CITATION.sub("", text))


def _tidy(text: str) -> str:
    text = re.sub(r"(?<!\S)\(\s*\)|\(\s*\)(?=[.,;:!?]?(?:\s|\Z))", "", text)
    text = re.sub(r"(?<=\S)[ \t]{2,}", " ", text)
    text = re.sub(r"(?<=\S)[ \t]([.,;)])(?=[.,;]?(?:\s|\Z))", r"\1", text)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip()
