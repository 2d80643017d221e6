"""How many tokens a text takes at most, guessed without any model's tokenizer."""

from __future__ import annotations

# Tokenizers take 3.5 to 4.5 Latin characters a token and more for code and names; one or more tokens
# a character for Chinese, Japanese, Korean and emoji, and about 1.5 characters a token for other scripts.
# Counted in sixths of a token: 3 Latin characters a token, 1.5 of other scripts, 1 East Asian one.
_LATIN, _OTHER, _EAST_ASIAN = 2, 4, 6
_TOKEN = 6
_LATIN_ENDS = 0x0250
_EAST_ASIAN_BEGINS = 0x2E80
# What a message of a prompt takes beside its text.
TOKENS_A_LINE = 4


def tokens(text: str) -> int:
    """A careful estimate: rather too many."""
    return sum(map(_weight, text)) // _TOKEN + 1


def cut_to(text: str, budget: int) -> str:
    """The longest beginning of `text` that takes at most `budget` tokens by that estimate."""
    total = _TOKEN
    for index, character in enumerate(text):
        total += _weight(character)
        if total > budget * _TOKEN:
            return text[:index]
    return text


def _weight(character: str) -> int:
    code = ord(character)
    if code < _LATIN_ENDS:
        return _LATIN
    return _EAST_ASIAN if code >= _EAST_ASIAN_BEGINS else _OTHER
