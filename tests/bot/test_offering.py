"""How messages are offered to be forgotten."""

from __future__ import annotations

from bot.ids import EpisodeId, MessageId
from bot.offering import LONGEST_VALUE, which
from bot.ports import Received, Said
from bot.requests import Request
from tests.bot.said import MARCH, key
from tests.builders import ADA, HOME, chat, message, scope, sender


def shown(*seqs: int) -> tuple[list[str], str]:
    """The buttons, and what is said, when messages of these numbers are offered."""
    event = message("/forget lease")
    received = Received(seq=99, event=event, place=1, episode=EpisodeId(key("episode")))
    request = Request(received=received, person=ADA, space=HOME, scope=scope(), now=MARCH)
    reply = which(request, [said(seq) for seq in seqs]).reply
    assert reply is not None
    return [button.value for button in reply.buttons], reply.words


def said(seq: int) -> Said:
    who = sender()
    return Said(
        seq=seq,
        key=key(f"m{seq}"),
        where=chat(),
        message=MessageId(f"m{seq}"),
        space=HOME,
        said_by=who.name,
        sender=who.id,
        said_at=MARCH,
        text="The lease ends",
        kept=True,
    )


def test_one_is_asked_about_by_itself() -> None:
    buttons, words = shown(12)
    assert buttons == ["/forget #12"]
    assert words.startswith("This one? To forget it, send: /forget #12\n\n#12 · ")


def test_of_several_one_or_all_can_be_named() -> None:
    buttons, words = shown(12, 4, 130)
    assert buttons == ["/forget #12", "/forget #4", "/forget #130", "/forget #12 #4 #130"]
    assert words.startswith("Which one? Send its number, as in: /forget #12\nTo forget all 3: /forget #12 #4 #130")


def test_a_button_for_all_is_no_longer_than_a_platform_takes() -> None:
    long = [10**11 + place for place in range(5)]
    buttons, words = shown(*long)
    assert buttons == [f"/forget #{seq}" for seq in long]
    assert " ".join(f"#{seq}" for seq in long) in words
    fits, _ = shown(*long[:4])
    assert len(fits[-1].encode()) <= LONGEST_VALUE < len(f"{fits[-1]} #{long[4]}")
