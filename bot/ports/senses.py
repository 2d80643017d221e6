"""Reading what is not text: pages, documents, sounds; and where their bytes are kept.

All block for seconds and are called off the lanes, from the journal's work. What they return is
stored before it has an effect, since it cannot be computed again identically.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A fetched page; `address` is the canonical one, `text` its main text."""

    address: str
    title: str
    text: str
    author: str | None = None
    published: datetime | None = None
    language: str | None = None


class PageReader(Protocol):
    """Fetches a page safely (no private address, bounded size and time). Raises BadInput or DeliveryError."""

    def read(self, address: str) -> Page: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDocument:
    """A file's text by page (one page where it has none)."""

    pages: tuple[str, ...]
    title: str | None = None


class DocumentReader(Protocol):
    """Reads a file within limits of memory and time. Raises BadInput for what is broken or hostile."""

    def read(self, path: Path, media_type: str | None) -> ReadDocument: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """A sound file."""

    path: Path
    media_type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What was said in a clip: no text for silence."""

    text: str
    language: str | None
    duration: timedelta


class Transcriber(Protocol):
    """Hears a clip. Raises BadInput for what is no sound, ModelUnavailable when it cannot now."""

    def hear(self, clip: Clip) -> Heard: ...


class MediaStore(Protocol):
    """Bytes by their content's hash (SHA-256, hex), fsynced before the call returns. Idempotent."""

    def put(self, data: bytes) -> str: ...

    def path(self, digest: str) -> Path | None: ...

    def purge(self, digest: str) -> None: ...
