"""Whether a question holds its own answer: "who has my ladder Ben", "what's the gate code 4711"."""

from __future__ import annotations

import re

from bot.phrases.asking import Asking

# "Room 512" names the room; "code 4711" is the code, "sunflower42" the password.
LONGEST_NUMBER_OF_A_PLACE = 3
LONGEST_LETTERS_OF_A_PLACE = 3

# Behind these a name is told or asked something, and no answer ("what did the plumber tell Anna").
_HELPERS = frozenset("did do does will would can could should".split())
_BEING = frozenset("is was are were ist war est était es era fue".split())
_WHO = frozenset({"who", "wer", "qui", "quién"})
_WHOM = _WHO | frozenset("whom wem wen quien quiénes".split())
_WHAT = (["what"], ["was"], ["qué"], ["que"])
_NAMED = frozenset({"heißt", "s'appelle", "llama", "called", "name"})
_WORD = re.compile(r"[^\s,;()\"¿]+")
_DOING = re.compile(r"\w+(?:ing|ed)")
_CLOCK = re.compile(r"(?:when|wann|quand|cu[aá]ndo)\b.*\d[:.h]\d\d\Z")
_OWNER = re.compile(r"[\w-]+'s|[A-ZÄÖÜ][\w-]+s")


def answers_itself(clause: str, marked: bool, language: Asking) -> bool:
    """Whether a clause, as written, ends in what it asks for. `marked`: it ends in a question mark."""
    lower = clause.lower().lstrip("¿ ")
    if language.answered.search(lower) or (not marked and language.answered_if_unmarked.search(lower)):
        return True
    if _CLOCK.match(lower):
        return True
    words = _WORD.findall(clause.replace("l'", "la "))
    by_name = not marked or (words[:1] and words[0].lower() in _WHO)
    asks_for_figures = language.links.match(lower) or not (marked and language.polar.match(lower))
    if asks_for_figures and not _is_about_figures(words, marked) and _ends_in_figures(words, language):
        return True
    return bool(by_name and _ends_in_a_name(words, language))


def _is_about_figures(words: list[str], marked: bool) -> bool:
    """Whether a figure at the end is part of what is asked: "to whom do I owe 200 euros", "what costs 29.90"."""
    first = [word.lower() for word in words[:2]]
    of_a_person = not _WHOM.isdisjoint(first) and (marked or not any(map(_is_long, filter(_has_figure, words))))
    return of_a_person or (first[:1] in _WHAT and len(words) >= 3 and _has_figure(words[2]))


def _ends_in_figures(words: list[str], language: Asking) -> bool:
    """A figure at the end, or with its unit, that belongs to no place or time before it."""
    last = max((place for place, word in enumerate(words) if _has_figure(word)), default=-1)
    first = last
    while first > 0 and _has_figure(words[first - 1]):
        first -= 1
    before = [word.lower() for word in words[:first]]
    if last < len(words) - 2 or not before or before[-1] in language.before | language.articles:
        return False
    if not language.links.match(" ".join(before)) and language.finite.fullmatch(before[-1]):
        return False
    return _is_long(words[last]) or not _names_a_place(before[:-1], language)


def _names_a_place(before: list[str], language: Asking) -> bool:
    """Whether what stands before a noun leads to it: "for (gate)", "de la (porte)"."""
    led = before[:-1] if before and before[-1] in language.articles else before
    return bool(led) and led[-1] in language.before


def _is_long(figure: str) -> bool:
    digits = sum(map(str.isdigit, figure))
    return digits > LONGEST_NUMBER_OF_A_PLACE or sum(map(str.isalpha, figure)) > LONGEST_LETTERS_OF_A_PLACE


def _has_figure(word: str) -> bool:
    return any(map(str.isdigit, word))


def _ends_in_a_name(words: list[str], language: Asking) -> bool:
    """A name right behind a thing: "my ladder Ben", "who brings salad Ben"."""
    if len(words) < 4 or not words[-1][0].isupper() or words[-1].isupper():
        return False
    lower = [word.lower() for word in words]
    if words[-2][0].isupper() and not _NAMED.isdisjoint(lower):
        return True
    thing = lower[-2]
    if thing in language.before | language.articles or language.finite.fullmatch(thing):
        return False
    if lower[-3] in language.articles or _OWNER.fullmatch(words[-3]):
        return True
    if _HELPERS & set(lower) or _DOING.fullmatch(thing):
        return False
    # "Who is Martin Brandt" gives him both his names.
    return (lower[0] in _WHO and lower[1] not in _BEING) or lower[-4] in language.articles
