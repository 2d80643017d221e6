"""LiteLLM comes in late, says nothing, and talks to nobody but the configured server."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.peers.openai import Embeds, OpenAiPeer, Refuses, Says

LATE = """
import asyncio, sys
import adapters.models.chat, adapters.models.embeddings
from adapters.models.spec import ModelSpec
spec = ModelSpec.parse("openai/gpt-4o")
asyncio.run(adapters.models.chat.LiteLlmModel([spec]).aclose())
adapters.models.embeddings.LiteLlmEmbedder(spec)
sys.exit(bool({"litellm", "openai", "httpx"} & set(sys.modules)))
"""

# Writes down whom it connects to, or asks names of.
WATCHED = """
import asyncio, json, sys
from adapters.models.chat import LiteLlmModel
from adapters.models.embeddings import LiteLlmEmbedder
from adapters.models.engine import close_blocking_clients
from adapters.models.spec import ModelOptions, ModelSpec
from bot.errors import ModelError
from bot.ports.models import Line, Prompt

chat, embedding, seen = sys.argv[1:]
met = []
def watch(event, details):
    if event == "socket.connect":
        met.append(list(details[1][:2]))
    if event == "socket.getaddrinfo":
        met.append(list(details[:2]))
sys.addaudithook(watch)

async def ask():
    model = LiteLlmModel([ModelSpec.parse(f"openai/llama-3@{chat}")], ModelOptions(retries=0))
    prompt = Prompt(lines=(Line(role="user", text="When?"),), max_tokens=5)
    model.worst_case(prompt)
    await model.complete(prompt)
    [item async for item in model.stream(prompt)]
    for broken in ("nosuch/x", f"openai/x@{chat}"):
        try:
            await LiteLlmModel([ModelSpec.parse(broken)], ModelOptions(retries=0)).complete(prompt)
        except ModelError:
            pass
    await model.aclose()

asyncio.run(ask())
embedder = LiteLlmEmbedder(ModelSpec.parse(f"openai/e@{embedding}"))
embedder.query("When?")
close_blocking_clients()
with open(seen, "w") as file:
    json.dump(met, file)
"""


def test_nothing_is_imported_before_the_first_question() -> None:
    assert subprocess.run([sys.executable, "-c", LATE], check=False).returncode == 0


def test_nothing_is_printed_and_nobody_else_is_called(first: OpenAiPeer, second: OpenAiPeer, tmp_path: Path) -> None:
    first.script(Says(usage=False), Says(usage=False), Refuses(status=401))
    second.script(Embeds())
    seen = tmp_path / "seen.json"

    done = subprocess.run(
        [sys.executable, "-W", "default", "-c", WATCHED, first.address, second.address, str(seen)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    met = {f"http://{host}:{port}/v1" for host, port in json.loads(seen.read_text())}
    assert met == {first.address, second.address}
