"""A real Matrix homeserver for tests: Synapse, a process of its own, on a free port of the loopback.

One server is shared by the whole run (the fixture `synapse`); each test takes fresh users, and so fresh rooms:

    async def test_something(synapse: Homeserver) -> None:
        bot, anna = synapse.register("satchel"), synapse.register("anna")
        ... AsyncClient(synapse.address).restore_login(bot.id, bot.device, bot.token) ...
        synapse.limit(bot, per_second=1, burst=2)  # from now on Synapse answers 429 to more
        synapse.limit(bot, per_second=0)  # and no longer
        synapse.kill(); synapse.start()  # an outage: same folder, same port, nothing acknowledged is lost

A test that wants a server that nobody else sees starts one:

    with homeserver() as server: ...

A start takes 1.5 to 2 s and 120 MB; a user takes 30 ms.
"""

from tests.peers.synapse.homeserver import Homeserver, homeserver
from tests.peers.synapse.users import User

__all__ = ["Homeserver", "User", "homeserver"]
