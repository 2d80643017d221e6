"""Greetings, thanks and the like: a message of nothing else is small talk."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from bot.languages import Language, moment, words_for
from bot.phrases.small_talk import ABOUT, GESTURES, SMALL_TALK, Courtesy

__all__ = ["Courtesy", "SmallTalk", "polite", "small_talk"]

LONGEST = 80
# "Ok" and "super" are said in every language.
CONSENT = "👍"
_BETWEEN = re.compile(r"[\W_]*(?:(?:satchel|bot)(?!\w)[\W_]*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallTalk:
    """A message that holds nothing to keep or to look for."""

    courtesy: Courtesy
    language: Language


def small_talk(text: str) -> SmallTalk | None:
    """What a message of nothing but courtesies says; None for any other.

    Where one word is at home in several languages, the rest of the message decides, else the first of them.
    """
    if len(text) > LONGEST:
        return None
    plain = text.lower().replace("’", "'")
    if GESTURES.fullmatch(plain.strip()):
        return SmallTalk(courtesy=Courtesy.CONSENT, language=Language.ENGLISH)
    said: list[SmallTalk] = []
    place = _after_marks(plain, 0)
    while place < len(plain):
        found, place = _next(plain, place)
        if not found:
            return None
        said.append(found)
        place = _after_marks(plain, place)
    return min(said, key=lambda one: one.courtesy.value) if said else None


def polite(said: SmallTalk, now: datetime) -> str:
    """What to say to it, briefly and in its language; `now` carries the person's zone."""
    words = words_for(said.language)
    replies = {
        Courtesy.ABOUT: ABOUT[said.language],
        Courtesy.FORGETTING: words.how_to_forget,
        Courtesy.COMPLAINT: words.sorry,
        Courtesy.CLOCK: moment(now, said.language),
        Courtesy.GREETING: words.greeting,
        Courtesy.THANKS: words.welcome,
        Courtesy.FAREWELL: words.farewell,
    }
    return replies.get(said.courtesy, CONSENT)


def _next(plain: str, place: int) -> tuple[SmallTalk | None, int]:
    """The longest courtesy that stands there, and where it ends."""
    best, end = None, place
    for language, courtesies in SMALL_TALK.items():
        for courtesy, pattern in courtesies.items():
            found = pattern.match(plain, place)
            if found and found.end() > end:
                best, end = SmallTalk(courtesy=courtesy, language=language), found.end()
    return best, end


def _after_marks(plain: str, place: int) -> int:
    found = _BETWEEN.match(plain, place)
    return found.end() if found else place
