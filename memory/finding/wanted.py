"""Whose words of which time a question wants, put together from what it says and who asks it when. Pure."""

from dataclasses import dataclass
from datetime import datetime

from bot.records import Record
from memory.finding.asked_saying import Saying
from memory.finding.said_by import is_by_asked
from memory.finding.windows import TimeWindow


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """`saying`: None where it asks for nothing that was said; `when`: the time that it names, if any."""

    saying: Saying | None
    when: TimeWindow | None
    asked_at: datetime
    asker: str

    @property
    def now(self) -> float:
        """Seconds since 1970, just behind the moment of asking."""
        return self.asked_at.timestamp() + 1

    @property
    def then(self) -> bool:
        """Whether only what was said in that time is wanted, and not what speaks of it."""
        past = self.when is not None and self.when.start <= self.asked_at
        return past and self.saying is not None and self.saying.then

    @property
    def names_only_when_or_who(self) -> bool:
        if self.saying is None or not self.saying.alone:
            return False
        return self.then or (self.when is None and self.saying.names_who and not self.saying.then)

    def is_by_asked(self, record: Record) -> bool | None:
        """None where nobody is named to have said it."""
        if self.saying is None or not self.saying.names_who:
            return None
        return is_by_asked(record, self.saying, self.asker)
