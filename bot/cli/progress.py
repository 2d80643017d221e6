"""Progress bars on standard error, where a person sees it."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from bot.cli.orders import current_order
from bot.cli.root import notices


class Bar:
    """A bar that appears when it is first told of progress and goes when all is done."""

    def __init__(self, what: str) -> None:
        self._what = what
        columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
        self._progress = Progress(*columns, console=notices, transient=True, disable=not notices.is_terminal)
        self._task = self._progress.add_task(what, total=None)

    def __call__(self, done: int, of: int) -> None:
        """`done` of `of` is done; the units are the caller's."""
        if order := current_order():
            order.tell("progress", (self._what, done, of))
            return
        self._progress.update(self._task, completed=done, total=max(of, 1))
        if done >= of:
            self._progress.stop()
        elif not self._progress.live.is_started:
            self._progress.start()

    def stop(self) -> None:
        """Take the bar away."""
        self._progress.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()
