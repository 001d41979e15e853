"""Entry of `python -m core`."""

import sys

from core.cli.app import run

sys.exit(run(sys.argv[1:]))
