"""What we know of how people go on asking in one language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """One language's words for it, in lower case.

    `leads` ask; `beside` may stand beside them in a bare follow-up; `choices` choose among what was named.
    `about` begins "what about …"; `more` asks for the same again. `persons` and `owners` stand for
    somebody named before (`plural`: for several), `things` for something, `clitics` too, inside other words;
    `events` for all that was asked; `selves` for the asker. `possessed` says whose something is, `of` parts it
    from its owner, `owning` are the articles that do; `belongings` are what anybody and anything has.
    `the_one_of` stands before a name ("el de Ben"), `concerning` too; `complete` says by itself what it is about.
    """

    connectors: frozenset[str]
    leads: frozenset[str]
    beside: frozenset[str]
    choices: frozenset[str]
    verbs: frozenset[str]
    articles: frozenset[str]
    owning: frozenset[str]
    of: frozenset[str]
    prepositions: frozenset[str]
    concerning: frozenset[str]
    belongings: frozenset[str]
    selves: frozenset[str]
    persons: frozenset[str]
    plural: frozenset[str]
    owners: frozenset[str]
    things: frozenset[str]
    about: str
    more: str
    times: str
    events: str
    possessed: str
    the_one_of: str
    complete: str
    clitics: str
    joins: str
