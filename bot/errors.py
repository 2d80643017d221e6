"""Every error that may cross a seam.

    SatchelError
    ├── BadInput                what was given cannot be used
    │   ├── BadSetting
    │   └── BadQuery
    ├── DataFolderError         the data folder cannot be used
    │   ├── FolderInUse
    │   ├── FolderIsNewer
    │   ├── FolderNotWritable
    │   ├── FolderFull
    │   └── StoreDamaged
    ├── IndexFault              what finds things cannot be used now
    │   ├── IndexUnreachable    (retry)
    │   └── WrongDimension
    ├── ModelError              the language or embedding model did not serve
    │   ├── ModelUnavailable    (retry)
    │   ├── ModelRefused
    │   └── BudgetSpent
    └── DeliveryError           a platform did not take a message
        ├── NeverSent           (retry)
        ├── AccountRefused      (retry)
        ├── RateLimited         (retry, after a given time)
        ├── MaybeSent
        └── Undeliverable

`str(error)` is what to tell the user: what is wrong and what to do next.
"""

from __future__ import annotations

from datetime import timedelta


class SatchelError(Exception):
    """The root. `retry`: whether the same call may succeed later, unchanged."""

    retry = False


class BadInput(SatchelError):
    """What was given cannot be used."""


class BadSetting(BadInput):
    """A setting is wrong; the message names it."""


class BadQuery(BadInput):
    """A search that asks for nothing."""


class DataFolderError(SatchelError):
    """The data folder cannot be used."""


class FolderInUse(DataFolderError):
    """Another process works in this data folder: `holder` names it."""

    def __init__(self, message: str, holder: str = "another process") -> None:
        super().__init__(message)
        self.holder = holder


class FolderIsNewer(DataFolderError):
    """The data was written by a newer version."""


class FolderNotWritable(DataFolderError):
    """The folder, or a file in it, cannot be written."""


class FolderFull(DataFolderError):
    """No space is left on the device."""

    retry = True


class StoreDamaged(DataFolderError):
    """A file of ours cannot be read; the message says which and how it is mended."""


class IndexFault(SatchelError):
    """What finds things cannot be used now."""


class IndexUnreachable(IndexFault):
    """The Qdrant server does not answer."""

    retry = True


class WrongDimension(IndexFault):
    """A vector of another length than the index holds."""


class ModelError(SatchelError):
    """A model did not serve."""


class ModelUnavailable(ModelError):
    """No model answered: down, slow, rate-limited or not reachable."""

    retry = True


class ModelRefused(ModelError):
    """A model answered that it will not or cannot: a bad key, an unknown name, too long a prompt."""


class BudgetSpent(ModelError):
    """The spend cap is reached; the message says which and until when."""


class DeliveryError(SatchelError):
    """A platform did not take a message."""


class NeverSent(DeliveryError):
    """It certainly did not arrive: the connection was never made, or the platform said so."""

    retry = True


class AccountRefused(DeliveryError):
    """The platform does not take us any more, whatever the message: it waits until the account is set right."""

    retry = True


class RateLimited(DeliveryError):
    """The platform asks to wait; `after` says how long."""

    retry = True

    def __init__(self, message: str, after: timedelta) -> None:
        super().__init__(message)
        self.after = after


class MaybeSent(DeliveryError):
    """Nobody knows whether it arrived."""


class Undeliverable(DeliveryError):
    """It will never arrive: forbidden, gone, refused."""


def told(error: SatchelError | OSError) -> str:
    """What to tell of an error at a command line."""
    if isinstance(error, SatchelError):
        return str(error)
    return f"{error.filename or 'the system'}: {error.strerror or error}; nothing that was kept is lost"
