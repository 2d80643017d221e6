"""What may go wrong on the way, by method: the next calls of one, or a rule for all."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.peers.slack.record import Call

ANY = "*"


@dataclass(frozen=True, slots=True)
class Drop:
    """The connection dies before anything was done."""


@dataclass(frozen=True, slots=True)
class DropAnswer:
    """It is done, but the connection dies before the answer."""


@dataclass(frozen=True, slots=True)
class HalfClose:
    """It is done, and half of the answer comes."""


@dataclass(frozen=True, slots=True)
class Garbled:
    """It is done, and the answer is no JSON."""

    body: str = '{"ok": tru'


@dataclass(frozen=True, slots=True)
class Status:
    """Slack itself is broken; nothing was done."""

    status: int = 503
    body: str = "upstream connect error"


@dataclass(frozen=True, slots=True)
class Error:
    """Slack refuses with this error."""

    error: str


@dataclass(frozen=True, slots=True)
class Limited:
    """Slack says to wait for so many seconds."""

    seconds: int = 1


@dataclass(slots=True, eq=False)
class Hold:
    """Waits until the test lets it go: before anything is done, or after it with the answer still to come."""

    done_first: bool = False
    reached: bool = False
    released: bool = False


@dataclass(frozen=True, slots=True)
class Delay:
    """Answers after so many real seconds."""

    seconds: float


Fault = Drop | DropAnswer | HalfClose | Garbled | Status | Error | Limited | Hold | Delay


@dataclass(slots=True)
class Faults:
    """`rule` is asked at each call for which nothing is in line."""

    rule: Callable[[Call], Fault | None] = lambda _: None
    _lines: dict[str, deque[Fault]] = field(default_factory=dict)

    def next(self, method: str, *faults: Fault) -> None:
        """The next calls of that method (or of any, "*") meet these, one each."""
        self._lines.setdefault(method, deque()).extend(faults)

    def meet(self, call: Call) -> Fault | None:
        for name in (call.method, ANY):
            if line := self._lines.get(name):
                return line.popleft()
        return self.rule(call)
