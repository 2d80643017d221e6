"""Makes a question that leans on the ones before it stand by itself, so that it can be searched. Rules, no model."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.following.answered import answered
from bot.following.going_on import what_about
from bot.following.leaning import Leaning, Topic, replaced, taken_apart
from bot.following.mentions import is_little, names, time_in, words
from bot.following.pronouns import clitic, inverted, pronoun, subjectless
from bot.languages import Language, language_of
from bot.phrases.following import FOLLOWING
from bot.ports import Turn
from bot.spoken import ASKING
from bot.understanding import Ask, understand

# Longer questions carry their own words.
LONGEST_FOLLOW_UP = 160
MOST_WORDS_OF_EVENTS = 6

_CHOOSING = frozenset("what which whose welche welcher welches welchen qué que cuál quel quelle quels quelles".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A question as it would be asked with nothing before it; unchanged where it stands by itself.

    `about`: the words, lower case, that it puts in the place of others ("and the dentist?"): its answer holds one.
    """

    question: str
    about: frozenset[str] = frozenset()


def followed(question: str, turns: Sequence[Turn]) -> Followed:
    """The question, understood from the turns before it."""
    topic: Topic | None = None
    asking = False
    for turn in turns:
        if turn.by == "person":
            meant = understand(turn.text)
            asking = isinstance(meant, Ask)
            topic = Topic(question=_onward(meant.text, topic)) if isinstance(meant, Ask) else topic
        elif topic and asking:
            topic = Topic(question=topic.question, answered=answered(turn.text))
    return Followed(question=_resolved(question, topic), about=_about(question, topic))


def _about(question: str, topic: Topic | None) -> frozenset[str]:
    leaning = _leaning(question, topic)
    made = what_about(leaning) or likewise(leaning) if leaning and not again(leaning) else None
    if leaning is None or made is None:
        return frozenset()
    said = words(leaning.asked.lower())
    told = (word for word in words(leaning.core) if not is_little(word, leaning.language))
    new = frozenset(word.lower().removesuffix("'s") for word in told if word.lower() not in said)
    return frozenset(word for word in new if not time_in(word, leaning.language) and word in made.lower())


def _onward(question: str, topic: Topic | None) -> str:
    """What the next question leans on: "when was that?" goes on about what was asked before it."""
    leaning = _leaning(question, topic)
    return leaning.topic.question if leaning and event(leaning) else _resolved(question, topic)


def _leaning(question: str, topic: Topic | None) -> Leaning | None:
    if topic is None or len(question) > LONGEST_FOLLOW_UP:
        return None
    language = language_of(f"{question} {topic.question}")
    core, connected = taken_apart(question, FOLLOWING[language])
    return Leaning(core=core, connected=connected, topic=topic, language=language)


def _resolved(question: str, topic: Topic | None) -> str:
    leaning = _leaning(question, topic)
    made = next(filter(None, (rule(leaning) for rule in _RULES)), None) if leaning else None
    return f"{made[:1].upper() if question[:1].isupper() else made[:1]}{made[1:]}?" if made else question


def again(leaning: Leaning) -> str | None:
    """ "More?", "and the other one?": the same question again."""
    return leaning.asked if re.fullmatch(leaning.follow.more, leaning.core, re.IGNORECASE) else None


def bare_lead(leaning: Leaning) -> str | None:
    """ "And where?", "who else?", "what colour?": the question before, asked with other words in front."""
    said = [word.lower() for word in words(leaning.core)]
    follow = leaning.follow
    if not said or len(said) > 4 or not any(word in follow.leads | follow.choices for word in said):
        return None
    if all(word in follow.choices | follow.connectors for word in said):
        return f"{leaning.asked}, {leaning.core}"
    strange = [word for word in said if word not in follow.leads | follow.beside | follow.choices]
    chooses = said[0] in _CHOOSING or said[0] in follow.prepositions
    if said[0] in _CHOOSING and len(strange) == 1 and ASKING[leaning.language].finite.fullmatch(strange[0]):
        # "What colour?" leans; "what broke?" has a verb of its own.
        return None
    if not strange or (len(strange) == 1 and said[-1] == strange[0] and chooses and strange[0] not in follow.verbs):
        if strange and leaning.language is not Language.GERMAN and names(leaning.core, leaning.language):
            return None
        return _led_by(leaning.core, leaning)
    return None


def _led_by(lead: str, leaning: Leaning) -> str:
    said = leaning.asked.split()
    follow = leaning.follow
    lower = [word.lower() for word in said]
    if lower[0] in follow.verbs:
        return " ".join([lead, "is" if lower[0].endswith("'s") else lower[0], *said[1:]])
    asks = next((i for i, word in enumerate(lower[:2]) if word in follow.leads), None)
    if asks is None or (asks == 1 and lower[0] not in follow.prepositions):
        return f"{lead}, {leaning.asked}"
    verb = next((i for i, word in enumerate(lower[:5]) if i > asks and word in follow.verbs), asks + 1)
    return " ".join([lead, *said[verb:]])


def likewise(leaning: Leaning) -> str | None:
    """ "And what did Tom say?" after "what did Anna say about the lease?": about the lease as well."""
    own, asked = names(leaning.core, leaning.language), names(leaning.asked, leaning.language)
    if not leaning.connected or len(own) != 1 or not asked:
        return None
    before = replaced(leaning.core, own[0], asked[0]).lower()
    return replaced(leaning.asked, asked[0], own[0]) if leaning.asked.lower().startswith(f"{before} ") else None


def event(leaning: Leaning) -> str | None:
    """ "When was that?", "who said so?": asked with the question before beside it."""
    said = words(leaning.core)
    short = 2 <= len(said) <= MOST_WORDS_OF_EVENTS
    if not short or not re.search(leaning.follow.events, leaning.core, re.IGNORECASE):
        return None
    return f"{leaning.core}, {leaning.asked}"


_RULES: tuple[Callable[[Leaning], str | None], ...] = (
    again,
    bare_lead,
    what_about,
    likewise,
    event,
    inverted,
    pronoun,
    clitic,
    subjectless,
)
