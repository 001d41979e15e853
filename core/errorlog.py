"""Errors nobody foresaw: people get a number, the traceback goes to a file of the installation (docs/trust.md V23)."""

import logging
import secrets
from logging.handlers import RotatingFileHandler

from core.config import Settings

LOG = logging.getLogger("houbanpian.errors")
LOG.propagate = False
SIZE, FILES = 5_000_000, 5


def keep_error() -> str:
    """Write the exception being handled into the log; returns the number to tell the system administrator."""
    number = secrets.token_hex(4)
    if not LOG.handlers:
        LOG.addHandler(_handler())
    LOG.exception("reference %s", number)
    return number


def _handler() -> logging.Handler:
    """The log file, or standard error where no file can be written."""
    folder = Settings().data_dir / "var"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            folder / "errors.log", maxBytes=SIZE, backupCount=FILES, encoding="utf-8"
        )
    except OSError:
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    return handler
