"""What of our own answer a follow-up may lean on: its first line where a model wrote it, else what it quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.languages import Language, words_for

LONGEST_LINE = 200

_CITATION = re.compile(r"\s*\[\d+\]")
_QUOTED = re.compile(r"^\s*\[\d+\] [^\n]*?: [“„«]\s?(?P<text>[^\n]*?)\s?[”“»]\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """`told`: the first line in a model's words. `quoted`: the passages, where they are the whole answer."""

    told: str = ""
    quoted: tuple[str, ...] = ()


def answered(reply: str) -> Answered:
    """A reply as it was spoken, taken apart. What was only "closest" is no answer and lends nothing."""
    line = reply.strip().partition("\n")[0]
    if _begins_with(line, "closest", "nothing_found", "nothing_held", "no_question"):
        return Answered()
    if _begins_with(line, "no_model", "model_failed", "model_uncited", "budget_spent"):
        return Answered(quoted=tuple(found["text"] for found in _QUOTED.finditer(reply)))
    if line.startswith("[") or len(line) > LONGEST_LINE:
        return Answered()
    return Answered(told=_CITATION.sub("", line))


def _begins_with(line: str, *phrases: str) -> bool:
    words = [words_for(language, group=group) for language in Language for group in (False, True)]
    return line.startswith(tuple(getattr(each, phrase) for each in words for phrase in phrases))
