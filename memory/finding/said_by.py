"""Whether a message is by whom a question asks to have said it. Pure."""

from bot.ids import PERSONS, Platform
from bot.records import Record, Trust
from memory.finding.asked_saying import Saying
from memory.finding.sparse import words_of

# What the owner is called who has set no name.
_UNNAMED = "you"
_RECORDED = Platform("import")


def is_by_asked(record: Record, saying: Saying, asker: str) -> bool:
    """Said by them, or speaking of them: "Ben says he gave it back" tells what Ben said."""
    if saying.by_asker:
        return _is_own(record, asker)
    return not saying.by.isdisjoint(words_of(record.said_by)) or not saying.by.isdisjoint(words_of(record.text))


def _is_own(record: Record, asker: str) -> bool:
    """Under whatever name they wrote it: in their private space others' words are recorded, or were passed on."""
    if record.trust is not Trust.OWN:
        return False
    private = record.space.startswith(PERSONS)
    if private and record.origin.where.platform != _RECORDED:
        return True
    # In a group anybody may call themselves what we call the owner.
    return private if record.said_by == _UNNAMED else record.said_by == asker and bool(asker)
