"""The space of each group, also when the group's id changes."""

from __future__ import annotations

from bot.ids import ChatId, Conversation, SpaceId, group_space
from memory.journal.database import Database


class SqliteHomes:
    """The port Homes: a group that never moved has the space of its address."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, where: Conversation) -> SpaceId:
        query = "SELECT space FROM homes WHERE platform = ? AND account = ? AND chat = ?"
        found = self._database.rows(query, (where.platform, where.account, where.chat))
        return next((SpaceId(space) for (space,) in found), group_space(where))

    def move(self, where: Conversation, to: ChatId) -> None:
        space = self.of(where)
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO homes (platform, account, chat, space) VALUES (?, ?, ?, ?)",
                (where.platform, where.account, to, space),
            )
