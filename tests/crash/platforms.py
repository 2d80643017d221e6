"""The towns by platform."""

from __future__ import annotations

from collections.abc import Callable

from tests.crash.matrix_town import MatrixTown
from tests.crash.slack_town import SlackTown
from tests.crash.telegram_town import TelegramTown
from tests.crash.towns import Town

TOWNS: dict[str, Callable[[int], Town]] = {"telegram": TelegramTown, "slack": SlackTown, "matrix": MatrixTown}
"""By platform: a town of so many people."""
