"""What a message means, without a model: a command, a question, a note, small talk, or nothing.

A clear question is asked; what is doubtful is kept, since a note that is kept is not lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.clearness import is_clear
from bot.graphemes import visible
from bot.phrases.given import GIVEN
from bot.phrases.latest import HOURS, NUMBERS, SEVERAL, SINGLE, WITHIN
from bot.sentences import Manner, Sentence, is_marked, opened, sentences
from bot.small_talk import Courtesy, SmallTalk, small_talk
from bot.wishes import to_forget


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """`/name argument`; the name in lower case, whether we know it or not.

    `in_words`: it was said in plain words, and may be meant otherwise.
    """

    name: str
    argument: str = ""
    in_words: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A question, without the mention of us before it. `tells`: it also says something, or may, worth keeping."""

    text: str
    tells: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """A note, as it was written."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    """No words: empty, marks alone ("?"), or only a mention of us."""


Understood = Command | Ask | Keep | SmallTalk | Nothing

# A phone message that asks is short; what is longer is a text that somebody wants to have.
LONGEST_QUESTION = 500
# How much may be told before a question for the whole still to be a question ("I lost the key. Who has the spare?").
LONGEST_PREAMBLE = 90
MOST_LINES = 2

# "What did we talk about in the last ten minutes?"
LONGEST_OF_THE_LATEST = 80

_MARKS_ALONE = re.compile(r"[\s?!.,;:¿¡…？！。]*")
_MENTION = re.compile(r"(?:@[A-Za-z0-9_.:-]{1,80}|<@[A-Za-z0-9]{1,20}>)(?=[\s,:]|\Z)[\s,:]*")
# "@anna has paid" is of Anna, and said to nobody here.
_OF_US = re.compile(r"<@|@(?i:satchel|\w*bot\b)")
_COMMAND = re.compile(r"/([A-Za-z][A-Za-z0-9_]{0,31})(?:@[A-Za-z0-9_]{1,32})?(?:\s+|\Z)")
_LIST_OR_QUOTE = re.compile(r"^\s*(?:[-*•·▪☐☑✓>]|\d{1,2}[.)]|\[[ x]?\])\s|\b1\)\s.*\s2\)\s", re.MULTILINE)
_FORWARD = re.compile(
    r"\s*(?:fwd?|wg|tr|rv|forwarded(?: message| from)?|weitergeleitet\w*|reenviado|transféré)\s*(?::|\n|\Z)",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"^\s*(?:def|class|import|return|function|const|let|var|select|if \() ?.*[({=:*]", re.MULTILINE | re.IGNORECASE
)

_BY_COURTESY = {
    Courtesy.HELP: Command(name="help"),
    Courtesy.FORGETTING: Command(name="forget", in_words=True),
}


def understand(text: str) -> Understood:
    """What a person wants who sends this. Pure, total and linear in the text's length."""
    return _understood(text) if len(text) <= LONGEST_QUESTION else _understand(text)


# Each question is read beside the turns before it, which were read with the questions before.
@lru_cache(maxsize=1024)
def _understood(text: str) -> Understood:
    return _understand(text)


def _understand(text: str) -> Understood:
    bare = _without_mention(text)
    if not visible(bare) or _MARKS_ALONE.fullmatch(bare):
        return Nothing()
    command = _COMMAND.match(bare)
    if command:
        return commanded(command.group(1).lower(), bare[command.end() :].strip())
    talk = small_talk(bare)
    if talk and talk.courtesy in _BY_COURTESY:
        return _BY_COURTESY[talk.courtesy]
    if talk:
        return talk
    gone = to_forget(bare)
    if gone is not None:
        return Command(name="forget", argument=gone, in_words=True)
    asking = bare.strip()
    last = _latest(asking)
    if last is not None:
        return Command(name="recent", argument=last)
    return Ask(text=asking, tells=not is_clear(asking)) if _asks(asking) else Keep(text=text)


def _latest(text: str) -> str | None:
    """What to write behind `/recent` for a message that asks for no more than what was told last; else None."""
    if len(text) > LONGEST_OF_THE_LATEST:
        return None
    bare = opened(" ".join(text.lower().replace("’", "'").strip("¿?!. ").split()))
    if any(pattern.match(bare) for pattern in SINGLE):
        return "1"
    within = next(filter(None, (pattern.match(bare) for pattern in WITHIN)), None)
    if within:
        return f"{_number(within['many'] or '1')} {'hours' if within['unit'] in HOURS else 'minutes'}"
    several = next(filter(None, (pattern.match(bare) for pattern in SEVERAL)), None)
    many = next(filter(None, several.groupdict().values()), None) if several else None
    return None if several is None else str(_number(many)) if many else ""


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else NUMBERS[word]


def _without_mention(text: str) -> str:
    start = text.lstrip()
    mention = _MENTION.match(start)
    if mention is None or not (_OF_US.match(start) or mention.end() == len(start)):
        return start
    return start[mention.end() :]


def commanded(name: str, argument: str) -> Understood:
    """What a command means: `note` and `ask` with words behind them say how those are meant."""
    if visible(argument) and name == "note":
        return Keep(text=argument)
    if visible(argument) and name == "ask":
        return Ask(text=argument)
    return Command(name=name, argument=argument)


def _asks(text: str) -> bool:
    if len(text) > LONGEST_QUESTION or _LIST_OR_QUOTE.search(text) or _FORWARD.match(text) or _CODE.search(text):
        return False
    if sum(1 for line in text.splitlines() if line.strip()) > MOST_LINES:
        return False
    said = [sentence for sentence in sentences(text) if sentence.manner is not Manner.FILLS]
    if not said or all(sentence.manner is Manner.TELLS for sentence in said):
        return False
    if said[-1].manner is Manner.TELLS:
        return _asks_and_tells(said)
    told = [sentence for sentence in said if sentence.manner is Manner.TELLS]
    first_asked = next(index for index, sentence in enumerate(said) if sentence.manner is Manner.ASKS)
    told_before_only = len(told) == first_asked
    return told_before_only and len(told) <= 1 and sum(len(sentence.text) for sentence in told) <= LONGEST_PREAMBLE


def _asks_and_tells(said: Sequence[Sentence]) -> bool:
    """Whether a question comes first, and then what one knows of it: "Where is the ladder? Ben says he gave it back".

    "Who won? Paul." and "Why did it fail? Too much flour." are answered already, and only told.
    """
    if len(said) != 2 or said[0].manner is not Manner.ASKS:
        return False
    asked, told = said
    asks = is_marked(asked.written) and len(asked.text.split()) > 2 and len(told.text) <= LONGEST_PREAMBLE
    return asks and any(language.reports.search(told.text) for language in GIVEN.values())
