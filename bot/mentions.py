"""Who and what a question names, without a model."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from bot.languages import Language
from bot.phrases.following import FOLLOWING, Following
from bot.phrases.function_words import FUNCTION_WORDS

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
# These ask for whoever does it: what follows their verb is not who.
_WHO = frozenset({"who", "wer", "quién", "quien", "qui"})
_OWNED = re.compile(r"['’]s\Z")


def words(text: str) -> list[str]:
    """The words of a text as written."""
    return _WORD.findall(text)


def is_little(word: str, language: Language) -> bool:
    """Whether a word names nothing: a function word of the language, or a word for asking."""
    lower = word.lower().replace("’", "'")
    return lower in FUNCTION_WORDS[language] or lower in _askers(language)


def names(text: str, language: Language) -> tuple[str, ...]:
    """The names in a text, in order and each once: runs of capitalised words that are no little words.

    In German, where every noun is capitalised, what follows an article is none, and a name is one word.
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
    return tuple(dict.fromkeys(found)) or _subject(text, language)


def thing(text: str, language: Language) -> str | None:
    """The last "the …" of a question: to its end, or one word where more follows it."""
    follow = FOLLOWING[language]
    article = "|".join(sorted(follow.articles))
    places = list(re.finditer(rf"\b(?:{article})\s+(?=[^\W\d_])", text, re.IGNORECASE))
    for place in reversed(places):
        rest = words(text[place.end() :])
        if rest and rest[0].lower() not in follow.verbs:
            return text[place.start() : place.end()] + _noun(rest, text[place.end() :], follow)
    return None


def _noun(rest: list[str], text: str, follow: Following) -> str:
    """Up to a preposition, a verb or the end; one word where neither the one nor the other comes soon."""
    stop = next((i for i, word in enumerate(rest) if word.lower() in follow.prepositions | follow.verbs), len(rest))
    count = stop if stop <= 2 else 1
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
    """Who does it, in a question typed all in lower case: the word after its verb."""
    asked = words(text)
    if any(word[:1].isupper() for word in asked[1:]):
        return ()
    follow = FOLLOWING[language]
    if asked and asked[0].lower() in _WHO and len(asked) > 3:
        return ()
    for verb, word in pairwise(asked):
        if verb.lower() in follow.verbs and not is_little(word, language) and not _is_time(word.lower(), language):
            return (_OWNED.sub("", word),) if _may_do_it(word.lower(), follow) else ()
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
