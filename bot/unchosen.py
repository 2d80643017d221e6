"""What is said where somebody was shown a list to choose from, and what they sent chooses nothing of it. Pure."""

from __future__ import annotations

from bot.choosing import Choice
from bot.naming import command, forgetting
from bot.ports import Offer

LARGEST_MISTAKEN = 99
"""A number above this, and above all that were shown, is rather a note: a code, a year, a price."""

_PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def reads_like_another(chosen: Choice, offer: Offer) -> bool:
    """Whether it is rather a message of its own than a wrong choice."""
    largest = max(LARGEST_MISTAKEN, *offer.seqs)
    return not chosen.marked and any(number > largest for number in chosen.numbers)


def not_chosen(chosen: Choice, offer: Offer) -> str:
    """Why nothing went, and what to send."""
    meant = [offer.seqs[number - 1] for number in sorted(chosen.numbers) if 0 < number <= len(offer.seqs)]
    if not chosen.numbers or chosen.marked or len(meant) < len(chosen.numbers):
        unshown = "I did not show that number. " if chosen.numbers else ""
        return f"{unshown}Nothing was forgotten. Tap, or send its number, as #{offer.seqs[0]}:"
    places = " and ".join(_placed(seq, offer.seqs.index(seq)) for seq in meant)
    numbers = " ".join(f"#{seq}" for seq in meant)
    how = forgetting(meant[0]) if len(meant) == 1 else command("forget", numbers)
    return f"Do you mean {places}? Nothing was forgotten yet. To forget that, send: {how}"


def not_yours(argument: str) -> str:
    """What is said to whoever tapped a button that was shown to somebody else."""
    return f"That button is for who asked for it. If you mean it, too, send: {command('forget', argument)}"


def _placed(seq: int, place: int) -> str:
    return f"#{seq} (the {_PLACES[place]})" if place < len(_PLACES) else f"#{seq}"
