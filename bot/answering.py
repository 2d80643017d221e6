"""How a question is answered: what memory holds, told by a model or quoted, and always with its sources."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

from bot.citations import check, draft
from bot.content import refuse_naive
from bot.errors import BadQuery, BudgetSpent, ModelError
from bot.following.followups import Followed, followed
from bot.ids import EventKey, PersonId, is_group_space
from bot.incomplete import qualified
from bot.languages import Words, language_of, words_for
from bot.passages import Passage, about, closest, distinct, found, is_found, numbered, others, shown, source
from bot.ports import LanguageModel, Memory, Spend, Turn
from bot.prompts import Composed, Inquiry, compose
from bot.records import Hit, Question, Recalled, Scope, Then
from bot.replies import Source
from bot.writing import OnText, Order, Writer

__all__ = ["Answer", "Answering", "AnsweringOptions", "Asked"]


FOLLOWS_WITHIN = timedelta(hours=1)
"""A question leans on what was said just before it, not on yesterday's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweringOptions:
    """How much is looked at, quoted, sent to a model and written by it (the last two in tokens)."""

    recalled: int = 12
    quoted: int = 5
    prompt_tokens: int = 4000
    answer_tokens: int = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question as it was asked; `asked_at` carries the asker's zone. A model is paid for at `now`.

    `name`: what the asker is called where they ask, "" if unknown.
    """

    text: str
    asked_at: datetime
    person: PersonId
    now: datetime
    name: str = ""

    def __post_init__(self) -> None:
        refuse_naive(self.asked_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is said, the sources apart. `rests_on`: every message whose words went into it."""

    text: str
    by: Literal["model", "passages", "nothing"]
    sources: tuple[Source, ...] = ()
    rests_on: frozenset[EventKey] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """A question with what was found for it."""

    asked: Asked
    inquiry: Inquiry
    words: Words
    recalled: tuple[Hit, ...]
    then: Then | None
    about: frozenset[str]

    @property
    def found(self) -> tuple[Hit, ...]:
        """What comes close by itself; a model may read an answer in the rest too."""
        return found(self.recalled)

    def source(self, passage: Passage) -> Source:
        return source(passage, self.inquiry.standalone, self.asked.asked_at, self.words.language)


class Answering:
    """Answers questions. No answer without a source: what a model says without one is not shown."""

    def __init__(
        self, memory: Memory, model: LanguageModel | None, spend: Spend | None, options: AnsweringOptions | None = None
    ) -> None:
        self._memory = memory
        self._writer = Writer(model, spend) if model else None
        self._options = options or AnsweringOptions()

    async def answer(self, asked: Asked, scope: Scope, turns: Sequence[Turn], on_text: OnText | None = None) -> Answer:
        """The answer; `on_text` hears the whole of it so far, checked, while a model writes it.

        Raises IndexFault, and ModelError where an embedding model cannot read the question; a language
        model that fails is no error: then the passages themselves are the answer.
        """
        fresh = [turn for turn in turns if asked.asked_at - turn.at <= FOLLOWS_WITHIN]
        follow_up = followed(asked.text, fresh)
        try:
            recalled = await self._recalled(follow_up.question, asked, scope)
            if follow_up.question != asked.text and not any(map(is_found, recalled.hits)):
                # It may not have leaned on what was said before at all.
                by_itself = await self._recalled(asked.text, asked, scope)
                if any(map(is_found, by_itself.hits)):
                    follow_up, recalled = Followed(question=asked.text), _beside(by_itself, recalled)
                else:
                    recalled = _beside(recalled, by_itself)
        except BadQuery:
            return Answer(text=words_for(language_of(asked.text)).no_question, by="nothing")
        question = follow_up.question
        inquiry = Inquiry(question=asked.text, standalone=question, asked_at=asked.asked_at, turns=tuple(fresh))
        case = _Case(
            asked=asked,
            inquiry=inquiry,
            words=words_for(language_of(f"{asked.text} {question}"), group=all(map(is_group_space, scope.spaces))),
            recalled=distinct(recalled.hits),
            then=recalled.then,
            about=follow_up.about,
        )
        answer = await self._told(case, on_text)
        return replace(answer, text=qualified(answer.text, recalled, case.words.language))

    async def _recalled(self, question: str, asked: Asked, scope: Scope) -> Recalled:
        wanted = Question(text=question, asked_at=asked.asked_at, asker=asked.name)
        recalled = await asyncio.to_thread(self._memory.recall, wanted, scope, self._options.recalled)
        return replace(recalled, hits=others(recalled.hits, asked.text))

    async def _told(self, case: _Case, on_text: OnText | None) -> Answer:
        if self._writer is None or not case.recalled:
            return self._quoted(case, case.words.no_model)
        try:
            return await self._written(self._writer, case, on_text)
        except BudgetSpent as fault:
            return self._quoted(case, f"{case.words.budget_spent} ({fault})")
        except ModelError as fault:
            return self._quoted(case, f"{case.words.model_failed} ({fault})")

    async def _written(self, writer: Writer, case: _Case, on_text: OnText | None) -> Answer:
        options, passages = self._options, numbered(case.recalled)
        composed = compose(case.inquiry, passages, options.prompt_tokens, options.answer_tokens)
        known = (case.asked.text, *(passage.record.text for passage in composed.passages))
        numbers = {passage.number for passage in composed.passages}

        async def show(text: str) -> None:
            presentable = draft(text, numbers, known)
            if on_text and presentable:
                await on_text(presentable)

        order = Order(prompt=composed.prompt, person=case.asked.person, at=case.asked.now)
        completion = await writer.write(order, show if on_text else None)
        checked = check(completion.text, numbers, known)
        note = case.words.by_model.format(completion.model)
        if checked.declines:
            text = f"{case.words.nothing_held}\n\n{note}"
            return Answer(text=text, by="model", rests_on=_rests_on(composed))
        if not checked.cited or not checked.text:
            return self._quoted(case, case.words.model_uncited)
        return Answer(
            text=f"{checked.text}\n\n{note}",
            by="model",
            sources=_cited(case, composed.passages, checked.cited),
            rests_on=_rests_on(composed),
        )

    def _quoted(self, case: _Case, note: str) -> Answer:
        if case.then is not None:
            return self._newest(case, case.then, note)
        if not case.found:
            return Answer(text=case.words.nothing_found, by="nothing")
        near = about(case.found, case.about)
        hits = shown(near, self._options.quoted)
        return _of_passages(case, hits or closest(near), note if hits else f"{case.words.closest} {note}")

    def _newest(self, case: _Case, then: Then, note: str) -> Answer:
        """What was said in that time, or by that person, the newest first."""
        hits = case.recalled[: self._options.quoted]
        if not hits:
            return Answer(text=case.words.nothing_then, by="nothing")
        more = then.messages - len(hits)
        told = case.words.more_then.format(f"{more}{'+' if then.at_least else ''}") if more > 0 else ""
        return _of_passages(case, hits, " ".join(filter(None, (note, told))))


def _of_passages(case: _Case, hits: Sequence[Hit], text: str) -> Answer:
    passages = numbered(hits)
    return Answer(
        text=text,
        by="passages",
        sources=tuple(case.source(passage) for passage in passages),
        rests_on=frozenset(passage.record.origin.key for passage in passages),
    )


def _beside(used: Recalled, other: Recalled) -> Recalled:
    """What an answer rests on, where another search had a part in choosing it: told of is what either lacked."""
    return replace(used, missing=used.missing or other.missing, unread=used.unread or other.unread)


def _cited(case: _Case, passages: Sequence[Passage], cited: Sequence[int]) -> tuple[Source, ...]:
    """The sources of an answer under the numbers that its text gives them: 1, 2, … in order."""
    by_number = {passage.number: passage for passage in passages}
    return tuple(case.source(replace(by_number[old], number=new)) for new, old in enumerate(cited, start=1))


def _rests_on(composed: Composed) -> frozenset[EventKey]:
    keys = (passage.record.origin.key for passage in composed.passages)
    return frozenset(keys).union(*(turn.rests_on for turn in composed.turns))
