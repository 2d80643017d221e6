"""Puts the house together: the one package that knows and constructs every part."""

from bot.wiring.house import House, open_house

__all__ = ["House", "open_house"]
