"""How people come into a room, and who sees it uninvited, as the homeserver's own state events tell."""

from __future__ import annotations

from dataclasses import dataclass, field

from adapters.matrix.fields import Raw, part, text

MEMBER = "m.room.member"
JOIN_RULES = "m.room.join_rules"
VISIBILITY = "m.room.history_visibility"
ADMISSION = frozenset({MEMBER, JOIN_RULES, VISIBILITY})
"""What decides who sees a room."""

JOIN = "join"
INVITE = "invite"
_CLOSED = frozenset({INVITE, "knock"})
"""The rules by which nobody comes whom no member let in."""

_SEEN_BY_ALL = "world_readable"


@dataclass(slots=True)
class Door:
    """A room's.

    `inviters`: by whom those were invited who have not come yet; `direct`: whether members were invited to a direct
    chat, so far as that was told.
    """

    inviters: dict[str, str] = field(default_factory=dict)
    direct: dict[str, bool] = field(default_factory=dict)
    join_rule: str = ""
    visibility: str = ""

    @property
    def is_closed(self) -> bool:
        """Whether nobody sees the room whom no member let in; where nothing is known nobody can say so."""
        return self.join_rule in _CLOSED and self.visibility != _SEEN_BY_ALL

    def apply(self, event: Raw) -> None:
        """Take in a state event; anything else changes nothing."""
        content, key = part(event, "content"), text(event, "state_key")
        match event.get("type"):
            case "m.room.member":
                self._note_inviter(key, content, text(event, "sender"))
                self._note_direct(key, event)
            case "m.room.join_rules" if not key:
                self.join_rule = text(content, "join_rule")
            case "m.room.history_visibility" if not key:
                self.visibility = text(content, "history_visibility")

    def _note_inviter(self, user: str, content: Raw, inviter: str) -> None:
        if text(content, "membership") == INVITE:
            self.inviters[user] = inviter
        else:
            self.inviters.pop(user, None)

    def _note_direct(self, user: str, event: Raw) -> None:
        told = invited_directly(event)
        if told is not None:
            self.direct[user] = told
        elif text(part(event, "content"), "membership") != JOIN:
            self.direct.pop(user, None)


def membership_before(event: Raw) -> str:
    """What a member was before this event; nothing where that is not told."""
    return text(_before(event), "membership")


def invited_directly(event: Raw) -> bool | None:
    """Whether somebody came by an invitation to a direct chat, where an event of their membership tells."""
    content, before = part(event, "content"), _before(event)
    now, was = text(content, "membership"), text(before, "membership")
    if now == INVITE:
        return content.get("is_direct") is True
    if now != JOIN or was in ("", JOIN):
        return None
    return was == INVITE and before.get("is_direct") is True


def _before(event: Raw) -> Raw:
    return part(event, "unsigned", "prev_content") or part(event, "prev_content")
