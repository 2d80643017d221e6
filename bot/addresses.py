"""What chat programs make clickable in plain text: one run of characters without spaces, judged whole. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from bot.toplevel import TOP_LEVEL

# What a reader does not see, and the marks of emphasis, which a program takes out before it looks for addresses.
_PASSED_OVER = frozenset("*~`\\\u200c\u200d")
_LEADING = "(*_~`'’"
_TRAILING = ").,;:!?*_~`'’"

# Programs open these without the two slashes that betray any other.
_SCHEMES = frozenset(
    "about bitcoin blob callto chrome data ethereum facetime facetime-audio file ftp ftps geo git gopher http https"
    " imap intent irc ircs itms itms-apps javascript lightning magnet mailto matrix mms mmsto msteams nostr payto rtsp"
    " sftp shortcuts sip sips skype slack sms smsto spotify ssh steam tel telnet tg urn vbscript viber view-source vnc"
    " webcal whatsapp ws wss xmpp zoommtg zoomus".split()
)
_SCHEME = re.compile(r"(?<![\w+.-])([a-z][a-z0-9+.-]{1,30}):(?=[^:])", re.IGNORECASE)
_APART = re.compile(r"[^\w.-]+|\.{2,}")
_NUMBER = re.compile(r"0x[0-9a-f]+|\d+")
_GOES_ON = re.compile(r"[/?#=&%]|:\d")
_SURELY = re.compile(
    r"://|(?<![\w.-])(?:www\.\w|localhost[:/])|[^\s@]@[\w-]+\.\w|[@#!][^\s:@#!]+:[\w-]+\.\w", re.IGNORECASE
)
_BEFORE_THE_PATH = re.compile(r"\A[^/?#]*(?://[^/?#]*)?")
_TITLES = frozenset("dipl dr fr hr ing mr mrs ms nr prof sr st str".split())


def reading(run: str) -> str:
    """A run as a program reads it: plain letters for wide ones, without what a reader does not see."""
    if run.isascii() and _PASSED_OVER.isdisjoint(run):
        return run
    wide = unicodedata.normalize("NFKC", run)
    return "".join(each for each in wide if each not in _PASSED_OVER and unicodedata.category(each) != "Mn")


def core_of(read: str) -> tuple[str, str, str]:
    """What stands before a possible address, the address, and what stands behind it."""
    rest = read.lstrip(_LEADING)
    core = rest.rstrip(_TRAILING)
    return read[: len(read) - len(rest)], core, rest[len(core) :]


def addresses(core: str) -> frozenset[str]:
    """Every address that the core of a run holds, in the form in which addresses are compared."""
    return frozenset({*_wholes(core), *map(_comparable, hosts(core))})


def is_held(core: str, held: frozenset[str]) -> bool:
    """Whether all that is an address in the core of a run is among those that are `held`."""
    wholes = _wholes(core)
    return wholes <= held if wholes else all(_comparable(host) in held for host in hosts(core))


def hosts(core: str) -> list[str]:
    """The names of machines in the core of a run."""
    if "." not in core:
        return []
    names = (name.strip(".-_") for name in _APART.split(core))
    return [name for name in names if _is_host(name.casefold().split("."))]


def as_sentences(core: str, held: Iterable[str]) -> str | None:
    """`core` with a space put where one was forgotten ("June.It ends"); None where that is not what it is."""
    if _wholes(core):
        return None
    for host in hosts(core):
        first, _, last = host.partition(".")
        if _comparable(host) in held or (first.casefold() in _TITLES and last.istitle()):
            continue
        if "." in last or not last[:1].isupper():
            return None
        core = core.replace(host, f"{first}. {last}")
    return core


def _wholes(core: str) -> frozenset[str]:
    """The core itself where all of it is one address: a name alone is none."""
    whole = _SURELY.search(core) or any(map(_opens, _SCHEME.finditer(core)))
    return frozenset({_comparable(core)} if whole or (_GOES_ON.search(core) and hosts(core)) else ())


def _opens(found: re.Match[str]) -> bool:
    """Whether what follows a scheme is opened: an unknown one may be a word ("reader:innen")."""
    scheme, core, rest = found[1].casefold(), found.string, found.end()
    if scheme in _SCHEMES or scheme.startswith(("ms-", "web+")) or core.startswith("/", rest):
        return True
    asks = core.find("?", rest)
    return core.find("@", rest) >= 0 or (asks >= 0 and core.find("=", asks) >= 0)


def _is_host(labels: list[str]) -> bool:
    if len(labels) < 2:
        return False
    if all(map(_NUMBER.fullmatch, labels)):
        return any(label.startswith("0x") for label in labels) or (
            len(labels) == 4 and all(len(label) < 4 and int(label) < 256 for label in labels)
        )
    ends = (label.replace("_", "") for label in labels[1:])
    return any(end in TOP_LEVEL or end.startswith("xn--") for end in ends)


def _comparable(address: str) -> str:
    """The same letters for the same place: names of machines are read without regard to case."""
    return _BEFORE_THE_PATH.sub(lambda found: found.group().casefold(), address)
