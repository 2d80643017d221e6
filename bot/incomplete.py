"""What is said of a search that was not complete."""

from __future__ import annotations

from bot.languages import Language
from bot.phrases.incomplete import INCOMPLETE
from bot.records import Missing, Recalled


def qualified(text: str, recalled: Recalled, language: Language = Language.ENGLISH) -> str:
    """What came of a search, with what kept it from being complete where anything did."""
    lacking = told_incomplete(recalled, language)
    return f"{text}\n{lacking}" if lacking else text


def told_incomplete(recalled: Recalled, language: Language = Language.ENGLISH) -> str:
    """What kept a search from being complete, as a sentence; "" where nothing did."""
    words = INCOMPLETE[language]
    missing = told_missing(recalled.missing, language) if recalled.missing else ""
    unread = words.unread.format(recalled.unread) if recalled.unread else ""
    parts = words.between.join(filter(None, (missing, unread)))
    return words.whole.format(parts) if parts else ""


def told_missing(missing: Missing, language: Language = Language.ENGLISH) -> str:
    """How many messages cannot be found yet, why, and what becomes of them; without a full stop."""
    words = INCOMPLETE[language]
    count = words.at_least.format(missing.messages) if missing.at_least else str(missing.messages)
    told = words.one if count == "1" else words.many.format(count)
    why = f" ({missing.why})" if missing.why else ""
    return f"{told}{why}{words.between}{words.goes_on}"
