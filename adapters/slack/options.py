"""How Slack is reached."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackKeys:
    """The bot's token, and the app's token (we connect) or the signing secret (Slack calls us)."""

    bot: str = field(repr=False)
    app: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackOptions:
    """Where the Web API is, where Slack's calls arrive, and the `commands` that may follow "/satchel".

    `look_every_s`: how often, where Slack calls us, its history is searched for what those calls missed.
    `heartbeat_s`: how often a connection is tried; it is given up when nothing comes back for half as long.
    """

    api: str = "https://slack.com/api/"
    listen: str = "127.0.0.1:8444"
    commands: tuple[str, ...] = ()
    heartbeat_s: float = 10.0
    look_every_s: float = 300.0
