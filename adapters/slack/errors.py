"""Slack's errors as ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.errors import AccountRefused, DeliveryError, MaybeSent, NeverSent, RateLimited, Undeliverable

NEVER_LEFT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL)
"""What aiohttp raises before a byte of a request is on its way."""

DEFAULT_WAIT = timedelta(seconds=30)
TOO_MANY, BROKEN, GATEWAY_TIMEOUT = 429, 500, 504

_TOKEN = "Slack does not take the token: correct it with `satchel setup slack`, then start again ({})"  # noqa: S105 -- a sentence
_CLOSED = "Slack says that I am not in this conversation, or that it is gone: invite the bot again ({})"
_BAD_TOKEN = frozenset(
    "invalid_auth not_authed account_inactive token_revoked token_expired not_allowed_token_type".split()
)
_SPEAKING = "chat:write"
"""The scope without which nothing at all can be said."""

_TOLD: Mapping[str, str] = {
    **dict.fromkeys(("channel_not_found", "not_in_channel", "thread_not_found", "user_not_found"), _CLOSED),
    "is_archived": "Slack says that this channel is archived: nobody can write there any more ({})",
    "missing_scope": "the Slack app may not do that: give it the scope in its settings, and install it again ({})",
    "msg_too_long": "Slack says that it is too long for one message ({})",
}
_LIMITED = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
_LATER = frozenset({"service_unavailable", "team_added_to_org", "org_login_required"})
_DOUBTFUL = frozenset({"internal_error", "fatal_error", "request_timeout"})
"""Slack's documentation says of these that it may have done a part of it."""


@contextmanager
def translated() -> Iterator[None]:
    """Raise what the block's calls raise as a DeliveryError."""
    try:
        yield
    except SlackApiError as error:
        raise _answered(error) from error
    except NEVER_LEFT as error:
        raise NeverSent(f"Slack cannot be reached ({type(error).__name__}); I try again") from error
    except (aiohttp.ClientError, TimeoutError) as error:
        raise MaybeSent("Slack did not answer, so nobody knows whether it arrived") from error


def refusal(error: DeliveryError) -> str:
    """Slack's own word for why it refused; nothing where it did not."""
    cause = error.__cause__
    if isinstance(cause, SlackApiError) and isinstance(cause.response, AsyncSlackResponse):
        return str(cause.response.get("error") or "")
    return ""


def was_answered(error: DeliveryError) -> bool:
    """Whether Slack heard it, and stumbled over it itself."""
    return isinstance(error.__cause__, SlackApiError)


def _answered(error: SlackApiError) -> DeliveryError:
    response = error.response
    if not isinstance(response, AsyncSlackResponse):
        return MaybeSent("Slack's answer could not be read, so nobody knows whether it arrived")
    told = str(response.get("error") or "")
    if response.status_code == TOO_MANY or told in _LIMITED:
        return _limited(response.headers)
    if response.status_code == GATEWAY_TIMEOUT or told in _DOUBTFUL:
        return MaybeSent(f"Slack stumbled, so nobody knows whether it arrived ({told or response.status_code})")
    if response.status_code >= BROKEN or told in _LATER:
        return NeverSent(f"Slack is in trouble itself ({told or response.status_code}); I try again")
    needed = response.get("needed")
    shown = f"{told}: {needed}" if needed else told or str(response.status_code)
    if told in _BAD_TOKEN:
        return AccountRefused(_TOKEN.format(shown))
    refused = AccountRefused if told == "missing_scope" and needed == _SPEAKING else Undeliverable
    return refused(_TOLD.get(told, "Slack refused it ({})").format(shown))


def _limited(headers: Mapping[str, str]) -> RateLimited:
    asked = str(headers.get("Retry-After", ""))
    after = timedelta(seconds=min(int(asked), 86_400)) if asked.isdecimal() else DEFAULT_WAIT
    return RateLimited(f"Slack asks to wait {after.total_seconds():.0f} seconds", after)
