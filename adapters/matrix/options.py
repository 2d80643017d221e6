"""How Matrix is reached."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixOptions:
    """The homeserver's address, the bot's user there, and the folder that its login and its keys lie in.

    `password` is needed to log in once, and again when the login was ended from elsewhere. `commands` are the
    names that may follow "!satchel".
    """

    homeserver: str
    user: str
    folder: Path
    password: str | None = field(default=None, repr=False)
    commands: tuple[str, ...] = ()
