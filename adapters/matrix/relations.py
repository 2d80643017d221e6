"""What an event says that it is about. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from adapters.matrix.fields import Raw, part, text

_FALLBACK = ("> <", "> * <")


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The events that one refers to, by their ids; empty where it does not."""

    replaces: str = ""
    thread: str = ""
    reply_to: str = ""
    reacts_to: str = ""
    shown: str = ""

    @property
    def earlier(self) -> tuple[str, ...]:
        """The events that must be known to understand this one."""
        return tuple(filter(None, (self.replaces, self.thread, self.reply_to)))


def about(event: Raw) -> About:
    """A reply within a thread that is there for old programs only counts as none."""
    relation = part(event, "content", "m.relates_to")
    target, answered = text(relation, "event_id"), text(part(relation, "m.in_reply_to"), "event_id")
    match relation.get("rel_type"):
        case "m.replace":
            return About(replaces=target)
        case "m.annotation":
            return About(reacts_to=target, shown=text(relation, "key"))
        case "m.thread":
            return About(thread=target, reply_to="" if relation.get("is_falling_back") is True else answered)
        case _:
            return About(reply_to=answered)


def unquoted(body: str) -> str:
    """A reply's words without the lines of what it replies to, which old programs put before them."""
    if not body.startswith(_FALLBACK):
        return body
    lines = body.split("\n")
    own = next((place for place, line in enumerate(lines) if not line.startswith(">")), len(lines))
    return "\n".join(lines[own:]).removeprefix("\n")
