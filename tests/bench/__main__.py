"""`python -m tests.bench`: measure, print one table, write it as Markdown and JSON."""

from __future__ import annotations

import sys

from tests.bench.cli import main

main(sys.argv[1:])
