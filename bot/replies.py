"""What the core says, and what an adapter makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.content import Attachment
from bot.ids import MessageId
from bot.naming import spelled
from bot.records import Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A passage that an answer rests on; `number` is how the text names it: [1].

    `label` says who, when, where and what, in the asker's language and zone; the adapter adds the
    number. `link` is where the message can be opened, on whichever platform it lies, or None.
    """

    number: int
    origin: Origin
    label: str
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """Something to tap; `value` comes back with the tap, and means what it would mean if it were typed."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One answer; the adapter decides how many messages it takes, and lists the sources below the text.

    `formatted`: the text is our small Markdown subset, as a model wrote it; otherwise it is shown as it stands, but
    for the commands that it names (`bot.naming`), which each adapter shows as they are typed there.
    `acknowledges` marks a mere "kept": a platform with reactions shows one instead of words.
    `private`: it holds what was said to us alone, for one person's eyes. An adapter whose rooms can gain members
    writes that into each part's body and looks again at `send`: it raises Undeliverable, in words, rather than show
    the part, or put it into a draft's place, where the room is private no more.
    """

    text: str
    sources: tuple[Source, ...] = ()
    buttons: tuple[Button, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    in_reply_to: MessageId | None = None
    silent: bool = False
    formatted: bool = False
    acknowledges: bool = False
    private: bool = False

    @property
    def words(self) -> str:
        """The text as mere words, its commands as they are called."""
        return self.text if self.formatted else spelled(self.text)


def spoken(reply: Reply) -> str:
    """All the words of a reply, as the conversation remembers them."""
    return "\n".join((reply.words, *(f"[{source.number}] {source.label}" for source in reply.sources)))


class PartKind(StrEnum):
    """What an adapter does with a part."""

    TEXT = "text"
    EDIT = "edit"
    REACTION = "reaction"
    DELETION = "deletion"
    FILE = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One platform message as its adapter rendered it; `body` is the adapter's to read.

    `target` is the message that an edit, a reaction or a deletion is about. `may_repeat`: an
    earlier try may have arrived, and the platform cannot tell; the person is told so.
    """

    kind: PartKind
    body: str
    target: MessageId | None = None
    may_repeat: bool = False
