"""The addresses of Slack's that are no methods: private files, and answers to a command or a tap."""

from __future__ import annotations

from dataclasses import dataclass, replace

from aiohttp import web

from tests.peers.slack import blocks
from tests.peers.slack.arguments import Args, Refused
from tests.peers.slack.faults import Drop, Status
from tests.peers.slack.mrkdwn import normalised
from tests.peers.slack.record import Call, Ephemeral, Errand, Post
from tests.peers.slack.values import JsonObject, JsonValue, loaded, mapping
from tests.peers.slack.web_api import BOT_TOKEN, WebApi, cut
from tests.peers.slack.world import World

MOST_RESPONSES = 5
LOGIN = "<!DOCTYPE html><html><head><title>Sign in | Slack</title></head><body>Sign in to Peer</body></html>"
DOWNLOAD, UPLOAD, RESPOND = "files.download", "files.upload", "response_url"


@dataclass(slots=True)
class Desk:
    """Calls here are recorded and may go wrong as "files.download", "files.upload" and "response_url"."""

    api: WebApi

    @property
    def world(self) -> World:
        return self.api.world

    async def file(self, request: web.Request) -> web.StreamResponse:
        """The bytes, for the bot's token alone; whoever else comes is asked to sign in, with a good status."""
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        found = self.world.files.get(request.match_info["file"])
        stopped = self._met(request, DOWNLOAD, {"file": request.match_info["file"]}, token)
        if stopped is not None:
            return stopped
        if token != BOT_TOKEN or self.api.token_error or "files:read" not in self.world.scopes:
            return web.Response(text=LOGIN, content_type="text/html")
        if found is None:
            return web.Response(status=404, text="not found")
        return web.Response(body=found[1], content_type=str(found[0]["mimetype"]))

    async def receive(self, request: web.Request) -> web.StreamResponse:
        """The bytes of a file that the bot sends, at the address that it asked for."""
        file = request.match_info["file"]
        stopped = self._met(request, UPLOAD, {"file": file}, "")
        if stopped is not None:
            return stopped
        content = await request.read()
        with self.world.changes:
            if file not in self.world.files:
                return web.Response(status=404, text="not found")
            self.world.files[file] = (self.world.files[file][0], content)
        return web.Response(text=f"OK - {len(content)}")

    async def respond(self, request: web.Request) -> web.StreamResponse:
        """A response_url: five answers within half an hour."""
        try:
            said = dict(mapping(loaded(await request.text())))
        except ValueError:
            return web.Response(status=400, text="invalid_payload")
        stopped = self._met(request, RESPOND, said, "")
        if stopped is not None:
            return stopped
        with self.world.changes:
            errand = self.world.responses.get(request.path)
            if errand is None or errand.used >= MOST_RESPONSES or self.world.stage.now() > errand.until:
                return web.json_response({"ok": False, "error": "used_url" if errand else "expired_url"}, status=404)
            errand.used += 1
            try:
                self._say(errand, Args(said))
            except Refused as refused:
                return web.json_response({"ok": False, "error": refused.error}, status=400)
        return web.Response(text="ok")

    def _met(self, request: web.Request, method: str, args: JsonObject, token: str) -> web.Response | None:
        call = Call(method=method, args=args, token=token, moment=self.world.stage.now())
        with self.world.changes:
            self.world.bot.calls.append(call)
        match self.api.faults.meet(call):
            case Drop():
                return cut(request)
            case Status(status=status, body=body):
                return web.Response(status=status, text=body)
        return None

    def _say(self, errand: Errand, args: Args) -> None:
        if args.flag("delete_original"):
            return self._take_back(errand.on)
        text = normalised(args.text("text"))
        drawn = blocks.checked(args.structure("blocks", "invalid_blocks"))
        if not text and not drawn:
            raise Refused("no_text")
        if args.flag("replace_original") and errand.on is not None:
            return self._replace(errand.on, text, drawn)
        if args.text("response_type") == "in_channel":
            return self._post(errand, text, drawn, args)
        shown = Ephemeral(channel=errand.channel, user=errand.user, versions=[text], blocks=drawn, via=RESPOND)
        self.world.bot.ephemerals.append(shown)
        return None

    def _take_back(self, on: Post | Ephemeral | None) -> None:
        if on is None:
            raise Refused("cant_delete_message")
        on.deleted = True
        if isinstance(on, Post):
            self.world.bot.deletes.append((on.channel, on.ts))
            self.world.delete(self.world.space.channels[on.channel].messages[on.ts])

    def _replace(self, on: Post | Ephemeral, text: str, drawn: JsonValue) -> None:
        on.versions.append(text)
        on.blocks = drawn
        if isinstance(on, Post):
            message = self.world.space.channels[on.channel].messages[on.ts]
            self.world.change(message, replace(message, text=text, blocks=drawn))

    def _post(self, errand: Errand, text: str, drawn: JsonValue, args: Args) -> None:
        """A response seen by all is a message of the bot's, but one without metadata."""
        channel = self.world.space.channels[errand.channel]
        message = replace(self.world.bots_own(channel, text), blocks=drawn, thread=args.text("thread_ts") or None)
        self.world.post(message, args.values)
