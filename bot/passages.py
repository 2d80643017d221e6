"""From hits to what is shown: whether there is an answer at all, without doubles, numbered, as readable quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.bylines import LONGEST_NAME, cited_name
from bot.clearness import only_asks
from bot.ids import Platform
from bot.languages import Language, near_moment, words_for
from bot.quotes import quote, words_of
from bot.records import Hit, Record
from bot.replies import Source
from bot.understanding import Ask, understand

# More than one of a question's two words, by weight: a record that holds the commoner half ("type" of "blood
# type") says nothing of the rarer one. Notes that answered a question held .52 to 1, others at most .5.
ENOUGH_COVERAGE = 0.55
# Static embeddings put the best of hundreds of unrelated short notes at .2 to .45, and paraphrases at .5 and more.
ENOUGH_SIMILARITY = 0.55
# Where words and meaning each say "perhaps", both together say yes.
SOME_COVERAGE = 0.3
SOME_SIMILARITY = 0.45
# One telling word in four: people ask with words of their own ("what did the quiz team lose on?": "quiz night: lost
# on Peru"), and what comes close is worth more than "nothing", as long as it is not called an answer.
PERHAPS_COVERAGE = 0.24
PERHAPS_SIMILARITY = 0.45
# Of what the one said who is asked about, even what only sounds alike is worth a look.
THEIRS_SIMILARITY = 0.2
# What is of the time asked for covers so much of a question by that alone, and more with a word of the rest.
TIME_COVERAGE = 0.5
CLOSEST = 3
# A recorded conversation is a place of its own; our own chat is where the person is.
RECORDED = Platform("import")
# Two texts that share this much of their words say the same (a forward with a typo mended, a resend).
SAME_WORDS = 0.85
# Short texts differ in the one word that matters ("gate code 4711", "gate code 4712").
FEWEST_WORDS_FOR_NEARLY = 8
FEWEST_WORDS_HELD = 3
# "Ben", "Bens"; "dentist", "dentists".
SHORTEST_STEM = 3
LONGEST_ENDING = 2
LONGEST_ASKED = 500
# How soon after a message its answer comes.
NEXT = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A numbered record that an answer may rest on; numbers begin at 1."""

    number: int
    record: Record


def is_found(hit: Hit) -> bool:
    """Whether a hit by itself is reason enough to answer."""
    return hit.on_time is not False and hit.by_asked is not False and _is_close(hit)


def _covered(hit: Hit) -> float:
    """How much of the question it holds, its time included."""
    return max(hit.coverage, TIME_COVERAGE + hit.coverage / 4) if hit.on_time else hit.coverage


def _is_close(hit: Hit) -> bool:
    covered = _covered(hit)
    return (
        covered >= ENOUGH_COVERAGE
        or hit.similarity >= ENOUGH_SIMILARITY
        or (covered >= SOME_COVERAGE and hit.similarity >= SOME_SIMILARITY)
    )


def is_worth_listing(hit: Hit) -> bool:
    """Whether a hit holds anything of what was looked for: a list needs no more."""
    return _covered(hit) > 0 or _is_close(hit)


def may_answer(hit: Hit) -> bool:
    """Whether a hit is close enough to be looked at, by a model or by the person."""
    near = _covered(hit) >= PERHAPS_COVERAGE or hit.similarity >= PERHAPS_SIMILARITY
    return is_found(hit) or near or (hit.by_asked is True and hit.similarity >= THEIRS_SIMILARITY)


def found(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits to answer from, best first: none where no hit comes close.

    A close hit brings the others along: the answer itself ("Sure, Thursday at 7") often shares no word
    with the question and stands beside the message that does.
    """
    return tuple(hits) if any(may_answer(hit) for hit in hits) else ()


def about(hits: Sequence[Hit], words: frozenset[str]) -> Sequence[Hit]:
    """The hits that hold one of `words` (lower case), and what others replied to them; all of them where none does.

    "And Ben?" after "when is Carla's birthday?" is not answered by Carla's birthday.
    """
    held = [hit.record for hit in hits if _holds_one(hit.record.text, words)]
    near = [hit for hit in hits if hit.record in held or any(_answers(hit.record, record) for record in held)]
    return near or hits


def _holds_one(text: str, words: frozenset[str]) -> bool:
    return any(_is_form(word, said) for word in words for said in words_of(text))


def _is_form(word: str, other: str) -> bool:
    short, long = sorted((word, other), key=len)
    inflected = len(short) >= SHORTEST_STEM and len(long) - len(short) <= LONGEST_ENDING
    return word == other or (inflected and long.startswith(short))


def others(hits: Sequence[Hit], question: str) -> tuple[Hit, ...]:
    """The hits that say anything else than the question itself, which may have been kept in case it was a note.

    First come those by whom the question asks to have said it.

    Another kept question, which nobody answered, is not found by itself, and left out where what tells comes close.
    """
    asked = words_of(question)
    theirs_first = sorted(hits, key=lambda hit: hit.by_asked is False)
    different = tuple(hit for hit in theirs_first if words_of(hit.record.text) != asked)
    asking = tuple(hit for hit in different if _only_asks(hit.record) and not _is_answered(hit, different))
    telling = _telling_first([hit for hit in different if hit not in asking])
    return telling if any(map(may_answer, telling)) else telling + tuple(map(_doubted, asking))


def _telling_first(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits in their order, but what asks and tells behind every note that only tells, and covers as much."""
    asks = {hit.record.id for hit in hits if _asks_too(hit.record)}
    most = max((hit.coverage for hit in hits if hit.record.id not in asks and is_found(hit)), default=None)
    behind = [hit for hit in hits if hit.record.id in asks and most is not None and hit.coverage <= most]
    return (*(hit for hit in hits if hit not in behind), *behind)


def _is_answered(hit: Hit, hits: Sequence[Hit]) -> bool:
    return any(_answers(other.record, hit.record) for other in hits)


def _doubted(hit: Hit) -> Hit:
    """Close at most."""
    coverage, similarity = min(hit.coverage, PERHAPS_COVERAGE), min(hit.similarity, PERHAPS_SIMILARITY)
    return replace(hit, coverage=coverage, similarity=similarity, on_time=None)


def _only_asks(record: Record) -> bool:
    """Whether it was kept in case it was a note, and is a question: no answer where there is a better one."""
    ours = record.origin.where.platform != RECORDED
    return ours and only_asks(record.text[:LONGEST_ASKED])


def _asks_too(record: Record) -> bool:
    """Whether it was said to us as a question that may tell something as well."""
    ours = record.origin.where.platform != RECORDED
    return ours and isinstance(understand(record.text[:LONGEST_ASKED]), Ask)


def closest(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Where nothing convinces: the few hits that come close, or else that are there."""
    return tuple(filter(may_answer, hits))[:CLOSEST] or tuple(hits[:CLOSEST])


def shown(hits: Sequence[Hit], limit: int) -> tuple[Hit, ...]:
    """The hits to quote to a person, at most `limit`: the convincing ones, and what others replied to them."""
    convincing = [hit.record for hit in hits if is_found(hit)]
    near = [hit for hit in hits if is_found(hit) or any(_answers(hit.record, record) for record in convincing)]
    return tuple(near[:limit])


def _answers(record: Record, other: Record) -> bool:
    """Whether somebody else said it next and soon: one's own notes stand beside each other by chance."""
    soon = 0 < record.place - other.place <= NEXT and record.episode == other.episode
    return soon and record.said_by != other.said_by and _teller(record, other) != _teller(other, record)


def _teller(record: Record, beside: Record) -> str:
    """Who put it there; of two that were passed on, whose words it is."""
    return record.said_by if beside.passed_by or not record.passed_by else record.passed_by


def distinct(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits without those that say what an earlier one says; a longer text replaces the part of it.

    The order is that of the best of each group.
    """
    kept: list[tuple[str, Hit]] = []
    for hit in hits:
        said = _plain(hit.record.text)
        double = next((index for index, (other, _) in enumerate(kept) if _says_the_same(said, other)), None)
        if double is None:
            kept.append((said, hit))
        elif _holds(said, kept[double][0]):
            kept[double] = (said, hit)
    return tuple(hit for _, hit in kept)


def numbered(hits: Sequence[Hit]) -> tuple[Passage, ...]:
    """The hits as passages, numbered from 1."""
    return tuple(Passage(number=number, record=hit.record) for number, hit in enumerate(hits, start=1))


def source(passage: Passage, question: str, now: datetime, language: Language) -> Source:
    """What is shown of a passage below an answer: `Anna, Thu 12 Mar 2026, 18:20 (family): “…”`.

    The moment is as the asker's clock has it.
    """
    record = passage.record
    words, where = words_for(language), record.origin.where
    when = near_moment(record.said_at, now, language)
    place = f" ({quote(where.chat, '', LONGEST_NAME)})" if where.platform == RECORDED else ""
    quoted = words.quotation.format(quote(record.text, question))
    return Source(
        number=passage.number, origin=record.origin, label=f"{cited_name(record, language)}, {when}{place}: {quoted}"
    )


def _says_the_same(one: str, other: str) -> bool:
    return one == other or _holds(one, other) or _holds(other, one) or _nearly(one, other)


def _holds(whole: str, part: str) -> bool:
    """Whether a text holds a shorter one; a lone "yes" is held by much and repeats nothing."""
    return len(whole) > len(part) and f" {part} " in f" {whole} " and len(part.split()) >= FEWEST_WORDS_HELD


def _nearly(first: str, second: str) -> bool:
    one, other = set(first.split()), set(second.split())
    if min(len(one), len(other)) < FEWEST_WORDS_FOR_NEARLY or _figures(first) != _figures(second):
        return False
    return len(one & other) / len(one | other) >= SAME_WORDS


def _figures(text: str) -> list[str]:
    return re.findall(r"\d+", text)


def _plain(text: str) -> str:
    return " ".join(words_of(text))
