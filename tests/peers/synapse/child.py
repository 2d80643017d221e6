"""Runs in Synapse's own environment: Synapse, which ends when whoever started it is gone.

The one argument is the path of the settings. Standard input is held open by the parent.
"""

from __future__ import annotations

import os
import runpy
import sys
from threading import Thread


def end_with_parent() -> None:
    while os.read(0, 1):
        pass
    os._exit(0)


if __name__ == "__main__":
    Thread(target=end_with_parent, daemon=True).start()
    sys.argv[1:] = ["--config-path", sys.argv[1]]
    runpy.run_module("synapse.app.homeserver", run_name="__main__")
