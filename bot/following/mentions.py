"""Who and what a question names, without a model."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from bot.languages import Language
from bot.phrases.follow import Following
from bot.phrases.following import FOLLOWING
from bot.phrases.function_words import FUNCTION_WORDS

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
# These ask for whoever does it: what follows their verb is not who.
_WHO = frozenset({"who", "wer", "quién", "quien", "qui"})
_OWNED = re.compile(r"['’]s\Z")
_AUXILIARY = frozenset("do does did will can could should would has have had".split())
_INDEFINITE = frozenset("a an ein eine einen un una une".split())
_MOST_WORDS_OF_A_THING = 3


def asks_who(question: str) -> bool:
    """Whether a question asks for a person."""
    return any(word.lower() in _WHO for word in words(question)[:2])


def words(text: str) -> list[str]:
    """The words of a text as written."""
    return _WORD.findall(text)


def is_little(word: str, language: Language) -> bool:
    """Whether a word names nothing: a function word of the language, or a word for asking."""
    lower = word.lower().replace("’", "'")
    return lower in FUNCTION_WORDS[language] or lower in _askers(language)


def names(text: str, language: Language) -> tuple[str, ...]:
    """The names in a question, in order and each once; one typed all in lower case gives at most one."""
    return capitalised(text, language) or _subject(text, language)


def capitalised(text: str, language: Language) -> tuple[str, ...]:
    """The names in a text, in order and each once: runs of capitalised words that are no little words.

    In German, where every noun is capitalised, what follows an article or a noun is none, nor what "von" follows,
    and a name is one word.
    """
    found: list[str] = []
    run: list[str] = []
    before = ""
    for word in [*words(text), ""]:
        if _is_name(word, before, language) and not (run and _ends_run(before, language)):
            run.append(_OWNED.sub("", word))
        else:
            if run:
                found.append(" ".join(run))
            run = [_OWNED.sub("", word)] if _is_name(word, before, language) and language is not Language.GERMAN else []
        before = word
    if language is Language.GERMAN:
        found = [name for name in found if f"{name} von " not in text]
    return tuple(dict.fromkeys(found))


def thing(text: str, language: Language) -> str | None:
    """The last "the …" of a question, else the last "a …": to its end, or one word where more follows it."""
    follow = FOLLOWING[language]
    article = "|".join(sorted(follow.articles))
    places = list(re.finditer(rf"\b(?:{article})\s+(?=[^\W\d_])", text, re.IGNORECASE))
    for place in sorted(places, key=lambda place: (place.group().strip().lower() in _INDEFINITE, -place.start())):
        rest = words(text[place.end() :])
        if rest and rest[0].lower() not in follow.verbs:
            before = words(text[: place.start()])[-1:]
            verb_follows = bool(before) and before[0].lower() in _AUXILIARY
            return text[place.start() : place.end()] + _noun(text[place.end() :], follow, verb_follows=verb_follows)
    return None


def _noun(text: str, follow: Following, *, verb_follows: bool) -> str:
    """Up to a preposition, a verb or the end; one word where neither the one nor the other comes soon."""
    rest = words(text)
    stop = next((i for i, word in enumerate(rest) if word.lower() in follow.prepositions | follow.verbs), len(rest))
    if follow is FOLLOWING[Language.GERMAN]:
        stop = next((i + 1 for i, word in enumerate(rest[:stop]) if word[:1].isupper()), min(stop, 2))
    elif verb_follows and stop > 1 and not (stop < len(rest) and rest[stop].lower() in follow.verbs):
        stop -= 1
    count = stop if stop <= _MOST_WORDS_OF_A_THING else 1
    end = 0
    for found in list(_WORD.finditer(text))[: max(count, 1)]:
        end = found.end()
    return text[:end]


def _ends_run(before: str, language: Language) -> bool:
    return language is Language.GERMAN or _OWNED.search(before) is not None


def _is_name(word: str, before: str, language: Language) -> bool:
    if not word[:1].isupper() or word == "I" or is_little(word, language) or _is_time(word.lower(), language):
        return False
    return language is not Language.GERMAN or _may_be_german_name(before, language)


def _may_be_german_name(before: str, language: Language) -> bool:
    follow = FOLLOWING[language]
    if before[:1].isupper() and not is_little(before, language):
        return False
    return before.lower() not in follow.articles | {
        "im",
        "am",
        "vom",
        "zum",
        "zur",
        "beim",
        "welche",
        "welcher",
        "welches",
        "viel",
    }


def _subject(text: str, language: Language) -> tuple[str, ...]:
    """Who has or does it, in a question typed all in lower case: before "'s", after its verb, or after "of"."""
    asked = words(text)
    if any(word[:1].isupper() for word in asked[1:]):
        return ()
    follow = FOLLOWING[language]
    for before, word in pairwise(["", *asked]):
        if _OWNED.search(word) and before.lower() not in follow.articles and not is_little(word, language):
            return (_OWNED.sub("", word),)
    if asked and asked[0].lower() in _WHO and len(asked) > 3:
        return ()
    for verb, word in pairwise(asked):
        if verb.lower() in follow.verbs and not is_little(word, language) and not _is_time(word.lower(), language):
            return (_OWNED.sub("", word),) if _may_do_it(word.lower(), follow) else ()
    for before, word in pairwise(asked):
        if before.lower() in follow.of and not is_little(word, language) and not _is_time(word.lower(), language):
            return (word,)
    return ()


def _may_do_it(word: str, follow: Following) -> bool:
    return word not in follow.verbs | follow.prepositions and not word.endswith("ing")


def time_in(text: str, language: Language) -> re.Match[str] | None:
    """The first day, month or the like that a text names."""
    return _times(language).search(text)


def _is_time(word: str, language: Language) -> bool:
    return _times(language).fullmatch(word) is not None


@cache
def _times(language: Language) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{FOLLOWING[language].times})\b", re.IGNORECASE)


@cache
def _askers(language: Language) -> frozenset[str]:
    follow = FOLLOWING[language]
    return follow.leads | follow.verbs | follow.articles | follow.connectors | follow.owners | follow.persons
