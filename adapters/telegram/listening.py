"""Asking Telegram for what there is: it is committed, and only then confirmed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from telegram import Bot

from adapters.telegram.albums import album_of
from adapters.telegram.limits import Limits
from adapters.telegram.translate import ALLOWED_UPDATES, Raw
from bot.errors import NeverSent

LONG_POLL_S = 20
"""How long Telegram holds a request open when there is nothing new."""

SPARE_S = 5
"""So much longer we wait for an answer than Telegram may take over it."""

MOST_AT_ONCE = 100
REST_OF_ALBUM_S = 1
MOST_RESTS = 3
"""One album after the other may be sent by a stranger: nobody else waits longer. What is later changes the album."""

POLL = "getUpdates"

RAW_UPDATES = "get_Updates"
"""Spelt so, the library asks for `getUpdates` without a warning that it could also parse them, all or none."""

OnUpdates = Callable[[Sequence[Raw]], Awaitable[None]]


async def poll(bot: Bot, limits: Limits, on_updates: OnUpdates, *, for_ever: bool = True) -> None:
    """Fetch for ever, or until there is no more. An update is confirmed by the request after the one that brought it.

    No place is kept over a restart: Telegram gives again what was not confirmed, and after a week of silence
    its numbers begin anew, so that an old number would make it drop new updates.
    """
    await limits.ask("deleteWebhook", bot.delete_webhook)
    await limits.over(POLL)
    offset: int | None = None
    # The first answer comes at once, so that it is seen early whether we are heard.
    wait_s = 0
    while True:
        updates, wait_s = await _fetched(bot, limits, offset, wait_s), LONG_POLL_S if for_ever else 0
        for _ in range(MOST_RESTS):
            if not updates or len(updates) >= MOST_AT_ONCE or not album_of(updates[-1]):
                break
            # The rest of an album is on its way; nothing of it is confirmed yet, and a long poll would not wait for it.
            await asyncio.sleep(REST_OF_ALBUM_S)
            before, updates = len(updates), await _fetched(bot, limits, offset, 0)
            if len(updates) <= before:
                break
        await on_updates(updates)
        if not (updates or for_ever):
            return
        offset = max(map(number_of, updates)) + 1 if updates else None


async def _fetched(bot: Bot, limits: Limits, offset: int | None, wait_s: int) -> Sequence[Raw]:
    asked = {"timeout": wait_s, "limit": MOST_AT_ONCE, "allowed_updates": list(ALLOWED_UPDATES)}
    if offset is not None:
        asked["offset"] = offset
    told = await limits.ask(
        POLL, lambda: bot.do_api_request(RAW_UPDATES, api_kwargs=asked, read_timeout=wait_s + SPARE_S)
    )
    updates = [each for each in told if isinstance(each, dict)] if isinstance(told, list) else []
    if told and not any(map(number_of, updates)):
        # Nothing of it could be confirmed, and it would come again at once.
        raise NeverSent("Telegram answered what cannot be read; I try again")
    return updates


def number_of(update: Raw) -> int:
    """An update's number; one without a usable number cannot be confirmed by it."""
    number = update.get("update_id")
    return number if isinstance(number, int) else 0
