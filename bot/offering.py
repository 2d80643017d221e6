"""Replies that forget nothing: what is not there, and messages of which a person may choose which ones go. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.incomplete import qualified, told_incomplete
from bot.listing import forgetting_buttons, listed
from bot.naming import command, forgetting
from bot.phrases.words import FORGET
from bot.ports import Said
from bot.records import Recalled
from bot.replies import Button, Reply
from bot.requests import Request, Response
from bot.sure import initials, ownership

MAY_BE_MORE = f"There may be more: {FORGET} with other words looks for them."
IF_A_NOTE = f"I kept no note of what you wrote; to keep it, send it behind {command('note')}."
LONGEST_VALUE = 64
"""Bytes: the most that every platform's buttons can say."""


def said(request: Request, text: str, *buttons: Button) -> Response:
    """An answer that rests on no message."""
    return Response(space=request.space, reply=Reply(text=text, buttons=buttons), unsaid=True)


def which(request: Request, found: Sequence[Said], recalled: Recalled | None = None) -> Response:
    """Ask which of these is meant, though it be one; `recalled` is the search that found them, if one did."""
    recalled = recalled or Recalled()
    if not found:
        incomplete = told_incomplete(recalled)
        nothing = "I found nothing like that" + ("." if incomplete else ", so there is nothing to forget.")
        return said(request, qualified(nothing, recalled))
    more = f"\n{MAY_BE_MORE}" if sum(hit.coverage > 0 for hit in recalled.hits) > len(found) else ""
    text = qualified(f"{_question(found)}\n\n{listed(found, request.now)}{more}", recalled)
    return _offered(request, text, found)


def or_a_note(offered: Response) -> Response:
    """The same to somebody who may have meant to tell something."""
    assert offered.reply is not None
    return replace(offered, reply=replace(offered.reply, text=f"{offered.reply.text}\n{IF_A_NOTE}"))


def by_number(request: Request, last: Sequence[Said], why: str) -> Response:
    """Forget nothing, say why, and name the note that might be meant."""
    if not last:
        return said(request, why)
    text = f"{why}\n\nYour last note is the one below. To forget it, send: {forgetting(last[0].seq)}"
    return _offered(request, f"{text}\n\n{listed(last, request.now)}", last[:1])


def again(request: Request, found: Sequence[Said], why: str, asker: str = "") -> Response:
    """Say why nothing was chosen of these, and offer them anew; `asker`: whose offer it stays."""
    return _offered(request, f"{why}\n\n{listed(found, request.now)}", found, asker)


def _offered(request: Request, text: str, found: Sequence[Said], asker: str = "") -> Response:
    keys = frozenset(each.key for each in found)
    # What others see, they could tap: each button says whose it is.
    mark = "" if request.is_private else ownership(asker or initials(request))
    marked = (replace(button, value=button.value + mark) for button in (*forgetting_buttons(found), *_all_of(found)))
    buttons = tuple(button for button in marked if len(button.value.encode()) <= LONGEST_VALUE)
    return Response(space=request.space, reply=Reply(text=text, buttons=buttons), unsaid=True, rests_on=keys)


def _question(found: Sequence[Said]) -> str:
    if len(found) == 1:
        return f"This one? To forget it, send: {forgetting(found[0].seq)}"
    every = f"\nTo forget all {len(found)}: {command('forget', _numbers(found))}"
    return f"Which one? Send its number, as in: {forgetting(found[0].seq)}{every}"


def _all_of(found: Sequence[Said]) -> tuple[Button, ...]:
    if len(found) < 2:
        return ()
    return (Button(label=f"Forget all {len(found)}", value=f"/forget {_numbers(found)}"),)


def _numbers(found: Sequence[Said]) -> str:
    return " ".join(f"#{each.seq}" for each in found)
