"""What is told of a forgetting: how much is gone, and what was searched to prove it. Pure."""

from __future__ import annotations

from bot.listing import counted
from bot.ports import Erased, Tally


def proof(erased: Erased, which: str = "", what: str = "") -> str:
    """What was done, in words, with what was searched to prove it.

    `which` are the messages' numbers; `what` is what they were called before they went, instead of how many they are.
    """
    what = what or counted(erased.messages, "message", "messages")
    text = f"Forgotten: {what}" + (f" ({which})" if which else "")
    if erased.traces:
        whose = "its" if erased.messages == 1 else "their"
        traces = counted(erased.traces, f"trace of {whose} words is", f"traces of {whose} words are")
        text += f", but {traces} left in other messages or files"
    text += "." + _searched(erased)
    if erased.unreached:
        text += " This may still hold it: " + ", ".join(erased.unreached) + "."
    return text


def all_of(tally: Tally) -> str:
    """All that a person may forget, in the words in which it is announced and then told: `3 messages, 2 of them…`."""
    messages = counted(tally.messages, "message", "messages")
    if tally.messages == 1:
        kept = "kept as a note" if tally.kept else "not kept as a note"
    elif tally.kept == tally.messages:
        kept = "all kept as notes"
    else:
        many = "none" if not tally.kept else f"{tally.kept:,}"
        kept = f"{many} of them kept as {'a note' if tally.kept == 1 else 'notes'}"
    return f"{messages}, {kept}" if tally.messages else messages


def still_shown(answers: int) -> str:
    """What stays in the chat itself, where this many answers of ours showed it."""
    if not answers:
        return ""
    if answers == 1:
        return "\nAn earlier answer of mine in this chat still shows it; delete that there if you can."
    return "\nEarlier answers of mine in this chat still show it; delete them there if you can."


def _searched(erased: Erased) -> str:
    long = erased.messages - erased.short
    files = f"in the {counted(erased.files, 'file', 'files')} I searched"
    clean = long > 0 and erased.files > 0 and not erased.traces
    if not erased.short:
        them = "it" if long == 1 else "them"
        return f" Journal and index were written over, and I found none of {them} {files}." if clean else ""
    few = counted(erased.short, "of them is", "of them are")
    if long <= 0:
        few = "it is" if erased.short == 1 else "they are"
    others = f", and of the other{'' if long == 1 else 's'} I found nothing {files}" if clean else ""
    return f" Journal and index were written over; {few} too short to search files for{others}."
