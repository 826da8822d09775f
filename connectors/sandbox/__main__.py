"""Starts the town: `python -m connectors.sandbox --state DIR`; `--help` says the rest."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Thread

import orjson
import uvloop

from connectors.sandbox.town import DEFAULT_SEED, Town
from schema.dates import legal_day


def main() -> int:
    """Run the town until it is told to end; exit code 0."""
    asked = _arguments().parse_args()
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)  # answers cut short on purpose are no errors
    uvloop.run(_serve(asked))
    return 0


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m connectors.sandbox", description="A town of invented departments.")
    parser.add_argument("--state", type=Path, required=True, help="folder for town.json, the court's file and the drop")
    parser.add_argument("--day", type=date.fromisoformat, help="the town's day (default: today in Shanghai)")
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED, help="seed of the background subjects")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--with-parent", action="store_true", help="end when standard input ends")
    return parser


async def _serve(asked: argparse.Namespace) -> None:
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    if asked.with_parent:
        _watch(lambda: loop.call_soon_threadsafe(ended.set))
    day = asked.day or legal_day(datetime.now(UTC))
    asked.state.mkdir(parents=True, exist_ok=True)
    async with Town.running(asked.state, day=day, seed=asked.seed, host=asked.host) as town:
        _announce(town, asked.state)
        await ended.wait()


def _watch(end: Callable[[], object]) -> None:
    Thread(target=_end_with_standard_input, args=(end,), daemon=True).start()


def _end_with_standard_input(end: Callable[[], object]) -> None:
    """Wait for the end of the pipe a parent holds; the kernel closes it however the parent dies."""
    while os.read(sys.stdin.fileno(), 4096):
        pass
    end()


def _announce(town: Town, state: Path) -> None:
    partial = state / "town.json.partial"
    partial.write_bytes(orjson.dumps(town.description(), option=orjson.OPT_INDENT_2))
    partial.replace(state / "town.json")
    sys.stdout.write("ready\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
