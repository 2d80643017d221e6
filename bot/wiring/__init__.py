"""Puts the house together: the one package that knows and constructs every part."""

from bot.wiring.beside import Visit, look_beside
from bot.wiring.house import House, open_house

__all__ = ["House", "Visit", "look_beside", "open_house"]
