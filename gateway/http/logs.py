"""Logging as JSON lines to stderr: time, level, logger, message, request id, facts, and the traceback if any."""

from __future__ import annotations

import logging
import re
import sys
from datetime import UTC, datetime
from typing import Any, Final, TextIO

import orjson

from gateway.http.request_id import current_request_id

_OWN_ATTRIBUTES: Final = {*vars(logging.makeLogRecord({})), "message", "asctime", "taskName", "color_message"}
_TALKATIVE: Final = (
    "httpx",
    "httpcore",
    "aiohttp",
    "sqlalchemy",
    "aiosqlite",
    "asyncpg",
    "psycopg",
)  # of URLs and values
_PERSONAL: Final = re.compile(r"(?<![0-9A-Za-z])(\d{6})\d{8}(?:\d{3}[0-9Xx]|\d)(?![0-9A-Za-z])")


class JsonLines(logging.Formatter):
    """Formats a record as one JSON object; personal numbers in any text are masked."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the line of `record`."""
        facts = {name: value for name, value in vars(record).items() if name not in _OWN_ATTRIBUTES}
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "requestId": current_request_id(),
            **facts,
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        shown = {name: mask_personal(value) if isinstance(value, str) else value for name, value in line.items()}
        return orjson.dumps(shown, default=lambda value: mask_personal(str(value))).decode()


def mask_personal(text: str) -> str:
    """Mask what has the form of a resident identity number (18 or 15 digits), keeping the division code."""
    return _PERSONAL.sub(r"\1********", text)


def configure_logging(level: str = "INFO", stream: TextIO | None = None) -> None:
    """Send all logging to `stream` (stderr) as JSON lines, replacing handlers set before."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
    logging.getLogger("uvicorn.access").disabled = True
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
