""" "What about Anna?", "and her number?", "und am Montag?": the question before, about something else."""

from __future__ import annotations

import re

from bot.following.leaning import Leaning, antecedent, replaced, what, whose
from bot.following.mentions import is_little, names, thing, time_in, words
from bot.languages import Language

MOST_WORDS_ABOUT = 6

_OWNER = re.compile(r"\b(?:the|my|our|his|her|their|your) [\w-]+'s\b", re.IGNORECASE)


def what_about(leaning: Leaning) -> str | None:
    about = re.match(rf"(?:{leaning.follow.about})\s+(?=\S)", leaning.core, re.IGNORECASE)
    if not about and not leaning.connected and not _is_lone_name(leaning):
        return None
    other = leaning.core[about.end() :] if about else leaning.core
    said = [word.lower() for word in words(other)]
    asks = not said or said[0] in leaning.follow.leads or any(word in leaning.follow.verbs for word in said)
    if asks or len(said) > MOST_WORDS_ABOUT:
        return None
    if said[0] in leaning.follow.owners and len(said) > 1:
        name = antecedent(leaning) or whose(leaning)
        return _theirs(other.split()[1:], name, leaning) if name else None
    if len(said) == 1 and said[0] in leaning.follow.persons | leaning.follow.things:
        return leaning.asked
    other = re.sub(rf"\A(?:{leaning.follow.the_one_of})\s*", "", other, flags=re.IGNORECASE)
    if re.search(leaning.follow.complete, other, re.IGNORECASE):
        return other
    return _timed(other, leaning) or _selves(said, leaning) or _belonging(said, leaning) or _about(other, leaning)


def owned(phrase: list[str], name: str, leaning: Leaning) -> str:
    return leaning.follow.possessed.format(name=name, thing=" ".join(phrase))


def _theirs(phrase: list[str], name: str, leaning: Leaning) -> str:
    """ "And her number?"; "and his wife's?" asks for the same of somebody else."""
    theirs = owned(phrase, name, leaning)
    return replaced(leaning.asked, name, theirs) if theirs.endswith("'s") else theirs


def _is_lone_name(leaning: Leaning) -> bool:
    """ "Ben?" after "when is Carla's birthday?"; in German any noun would pass for a name."""
    if leaning.language is Language.GERMAN or not names(leaning.asked, leaning.language):
        return False
    name = leaning.core.removesuffix("'s")
    return name[:1].isupper() and names(leaning.core, leaning.language) == (name,)


def _timed(other: str, leaning: Leaning) -> str | None:
    """ "And on Friday?": then, in the place of the time before."""
    then = time_in(other, leaning.language)
    if not then or len(then.group()) < len(other) - 5:
        return None
    when = time_in(leaning.asked, leaning.language)
    if not when:
        return f"{leaning.asked} {other}"
    return f"{leaning.asked[: when.start()]}{other}{leaning.asked[when.end() :]}"


def _selves(said: list[str], leaning: Leaning) -> str | None:
    """ "And mine?": the asker's own."""
    named = names(leaning.asked, leaning.language)
    if len(said) != 1 or said[0] not in leaning.follow.selves:
        return None
    if not named:
        return leaning.asked
    whole = f"{named[0]}'s"
    return (
        replaced(leaning.asked, whole, "my") if whole in leaning.asked else replaced(leaning.asked, named[0], said[0])
    )


def _belonging(said: list[str], leaning: Leaning) -> str | None:
    """ "And the address?": of whom or what was asked about."""
    kind = [word for word in said if word not in leaning.follow.articles]
    owner = antecedent(leaning) or what(leaning)
    if len(kind) not in {1, 2} or not leaning.follow.belongings.issuperset(kind) or not owner:
        return None
    return owned(kind, owner, leaning)


def _about(other: str, leaning: Leaning) -> str:
    if all(is_little(word, leaning.language) for word in words(other)):
        return leaning.asked
    first, _, rest = other.partition(" ")
    if first.lower() in leaning.follow.prepositions:
        return _beside(first.lower(), rest, other, leaning)
    return _instead(other, leaning)


def _beside(preposition: str, rest: str, other: str, leaning: Leaning) -> str:
    """ "And for the kitchen?", "et pour Ben ?": in the place of what stood behind the same word, or of a name."""
    place = leaning.asked.lower().rfind(f" {preposition} ")
    if place > 0:
        return f"{leaning.asked[:place]} {other}"
    if preposition in leaning.follow.concerning and names(leaning.asked, leaning.language):
        return _instead(rest, leaning)
    return f"{leaning.asked} {other}"


def _instead(other: str, leaning: Leaning) -> str:
    asked, language, follow = leaning.asked, leaning.language, leaning.follow
    article = other.split()[0].lower()
    is_thing = article in follow.articles
    owner = _OWNER.search(asked)
    if owner and (not is_thing or article in follow.owning):
        return replaced(asked, owner.group(), f"{other.removesuffix(chr(39) + 's')}'s")
    old_names = names(asked, language)
    if old_names and (not is_thing or article in follow.owning):
        return replaced(asked, old_names[0], other)
    old = thing(asked, language)
    if old:
        return replaced(asked, old, other)
    return f"{_frame(leaning)} {other}" if is_thing else f"{asked} {other}"


def _frame(leaning: Leaning) -> str:
    """What of the old question asks, without what it asks about."""
    asks = leaning.follow.leads | leaning.follow.verbs
    return " ".join(word for word in leaning.asked.split() if word.lower() in asks)
