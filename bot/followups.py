"""Makes a question that leans on the ones before it stand by itself, so that it can be searched. Rules, no model."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.languages import Language, language_of
from bot.leaning import Leaning, Topic, answered_names, antecedent, first_line, replaced, taken_apart
from bot.mentions import is_little, names, thing, time_in, words
from bot.phrases.following import FOLLOWING
from bot.ports import Turn
from bot.understanding import Ask, understand

# Longer questions carry their own words.
LONGEST_FOLLOW_UP = 160
MOST_WORDS_ABOUT = 6
MOST_WORDS_OF_EVENTS = 6

_IMPERSONAL = re.compile(
    r"\b(?:(?:time|day|date) is it\b|(?:is|was|will|does) it (?:be )?(?:raining|rain|snow\w*|cold|warm|hot|late"
    r"|early|possible|true"
    r"|ok|okay|worth|safe|legal|matter|going)|it(?:'s| is| was) \w+ (?:that|to)|is there|are there|was there"
    r"|how is it going)\b",
    re.IGNORECASE,
)


def standalone(question: str, turns: Sequence[Turn]) -> str:
    """The question as it would be asked with nothing before it; unchanged where it stands by itself."""
    topic: Topic | None = None
    for turn in turns:
        if turn.by == "person":
            meant = understand(turn.text)
            topic = Topic(question=_resolved(meant.text, topic)) if isinstance(meant, Ask) else topic
        elif topic:
            topic = Topic(question=topic.question, answer=first_line(turn.text))
    return _resolved(question, topic)


def _resolved(question: str, topic: Topic | None) -> str:
    if topic is None or len(question) > LONGEST_FOLLOW_UP:
        return question
    language = language_of(f"{question} {topic.question}")
    core, connected = taken_apart(question, FOLLOWING[language])
    leaning = Leaning(core=core, connected=connected, topic=topic, language=language)
    rules: tuple[Callable[[Leaning], str | None], ...] = (
        _again,
        _bare_lead,
        _what_about,
        _likewise,
        _event,
        _pronoun,
        _subjectless,
    )
    made = next(filter(None, (rule(leaning) for rule in rules)), None)
    return f"{made[:1].upper() if question[:1].isupper() else made[:1]}{made[1:]}?" if made else question


def _again(leaning: Leaning) -> str | None:
    """ "More?": the same question again."""
    return leaning.asked if re.fullmatch(leaning.follow.more, leaning.core, re.IGNORECASE) else None


def _bare_lead(leaning: Leaning) -> str | None:
    """ "And where?", "who else?", "what colour?": the question before, asked with other words in front."""
    said = [word.lower() for word in words(leaning.core)]
    follow = leaning.follow
    if not said or len(said) > 4 or not any(word in follow.leads | follow.choices for word in said):
        return None
    if all(word in follow.choices | follow.connectors for word in said):
        return f"{leaning.asked}, {leaning.core}"
    strange = [word for word in said if word not in follow.leads | follow.beside | follow.choices]
    chooses = said[0] in _CHOOSING or said[0] in follow.prepositions
    if not strange or (len(strange) == 1 and said[-1] == strange[0] and chooses and strange[0] not in follow.verbs):
        if strange and leaning.language is not Language.GERMAN and names(leaning.core, leaning.language):
            return None
        return _led_by(leaning.core, leaning)
    return None


_CHOOSING = frozenset("what which whose welche welcher welches welchen qué que cuál quel quelle quels quelles".split())


def _led_by(lead: str, leaning: Leaning) -> str:
    said = leaning.asked.split()
    follow = leaning.follow
    lower = [word.lower() for word in said]
    if lower[0] in follow.verbs:
        return f"{lead} {said[0].lower()} {' '.join(said[1:])}"
    asks = next((i for i, word in enumerate(lower[:2]) if word in follow.leads), None)
    if asks is None or (asks == 1 and lower[0] not in follow.prepositions):
        return f"{lead}, {leaning.asked}"
    verb = next((i for i, word in enumerate(lower[:5]) if i > asks and word in follow.verbs), asks + 1)
    return " ".join([lead, *said[verb:]])


def _what_about(leaning: Leaning) -> str | None:
    """ "What about Anna?", "and her number?", "und am Montag?": the question before, about something else."""
    about = re.match(rf"(?:{leaning.follow.about})\s+(?=\S)", leaning.core, re.IGNORECASE)
    if not about and not leaning.connected:
        return None
    other = leaning.core[about.end() :] if about else leaning.core
    said = [word.lower() for word in words(other)]
    asks = not said or said[0] in leaning.follow.leads or any(word in leaning.follow.verbs for word in said)
    if asks or len(said) > MOST_WORDS_ABOUT:
        return None
    if said[0] in leaning.follow.owners and len(said) > 1:
        return _possessed(other, leaning)
    if len(said) == 1 and said[0] in leaning.follow.persons | leaning.follow.things:
        return leaning.asked
    return _about(other, leaning)


def _about(other: str, leaning: Leaning) -> str:
    asked, language = leaning.asked, leaning.language
    when, other_when = time_in(asked, language), time_in(other, language)
    if other_when and len(other_when.group()) >= len(other) - 5:
        return f"{asked[: when.start()]}{other}{asked[when.end() :]}" if when else f"{asked} {other}"
    first = other.split()[0].lower()
    if first in leaning.follow.prepositions:
        place = asked.lower().rfind(f" {first} ")
        return f"{asked[:place] if place > 0 else asked} {other}"
    is_thing = first in leaning.follow.articles
    old_names = names(asked, language)
    old = thing(asked, language) if is_thing or not old_names else None
    if not is_thing and old_names:
        return replaced(asked, old_names[0], other)
    if old:
        return replaced(asked, old, other)
    return f"{_frame(leaning)} {other}" if is_thing else f"{asked} {other}"


def _frame(leaning: Leaning) -> str:
    """What of the old question asks, without what it asks about."""
    asks = leaning.follow.leads | leaning.follow.verbs
    return " ".join(word for word in leaning.asked.split() if word.lower() in asks)


def _possessed(phrase: str, leaning: Leaning) -> str | None:
    name = antecedent(leaning)
    return _owned(phrase.split()[1:], name, leaning) if name else None


def _owned(what: list[str], name: str, leaning: Leaning) -> str:
    return leaning.follow.possessed.format(name=name, thing=" ".join(what))


def _likewise(leaning: Leaning) -> str | None:
    """ "And what did Tom say?" after "what did Anna say about the lease?": about the lease as well."""
    own, asked = names(leaning.core, leaning.language), names(leaning.asked, leaning.language)
    if not leaning.connected or len(own) != 1 or not asked:
        return None
    before = replaced(leaning.core, own[0], asked[0]).lower()
    return replaced(leaning.asked, asked[0], own[0]) if leaning.asked.lower().startswith(f"{before} ") else None


def _event(leaning: Leaning) -> str | None:
    """ "When was that?": asked with the question before beside it."""
    said = words(leaning.core)
    if len(said) < 2 or len(said) > MOST_WORDS_OF_EVENTS or not re.search(leaning.follow.events, leaning.core):
        return None
    return f"{leaning.core}, {leaning.asked}"


def _pronoun(leaning: Leaning) -> str | None:
    """ "When does she arrive?": the pronoun gives way to whom or what it stands for."""
    said = [word.lower() for word in words(leaning.core)]
    own = names(leaning.core, leaning.language) if any(c.isupper() for c in leaning.core[1:]) else ()
    if leaning.language is not Language.GERMAN and own:
        return None
    if any(word in leaning.follow.persons | leaning.follow.owners for word in said):
        name = antecedent(leaning)
        return _with_name(leaning, name) if name else None
    if any(word in leaning.follow.things for word in said) and not _IMPERSONAL.search(leaning.core):
        return _with_thing(leaning)
    return None


def _with_name(leaning: Leaning, name: str) -> str:
    said = leaning.core.split()
    for index, word in enumerate(said):
        lower = word.lower()
        following = said[index + 1] if index + 1 < len(said) else ""
        owns = lower in leaning.follow.owners and following and not is_little(following, leaning.language)
        if owns and not following[0].isdigit():
            return " ".join([*said[:index], _owned(said[index + 1 : index + 2], name, leaning), *said[index + 2 :]])
        if lower in leaning.follow.persons:
            return " ".join([*said[:index], name, *said[index + 1 :]])
    return leaning.core


def _with_thing(leaning: Leaning) -> str | None:
    answered = answered_names(leaning)
    what = answered[0] if len(answered) == 1 else thing(leaning.asked, leaning.language) or antecedent(leaning)
    if what is None:
        return None
    said = leaning.core.split()
    if said[-1].lower() in {"there", "dort", "allí", "ahí", "là-bas"}:
        return " ".join([*said[:-1], what])
    return " ".join(what if word.lower() in leaning.follow.things else word for word in said)


def _subjectless(leaning: Leaning) -> str | None:
    """ "Y cuándo llega?", "and who paid?": connected, and nothing in it says of whom or what."""
    content = [word for word in words(leaning.core) if not is_little(word, leaning.language)]
    if not leaning.connected or len(content) > 1 or names(leaning.core, leaning.language):
        return None
    what = antecedent(leaning) or thing(leaning.asked, leaning.language)
    return f"{leaning.core} {what}" if what else None
