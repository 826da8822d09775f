"""Examines the departments: each is asked, through its own connector and runner, about a code that nobody has."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from connectors.core.answers import Answer
from connectors.core.connector import Call, Connector
from connectors.core.faults import Fault
from connectors.core.nobody import nobody
from connectors.core.runner import Runner
from connectors.core.settings import ConfigFault
from gateway.cli.findings import Finding, ill, well
from gateway.configuration.loading import Configuration
from gateway.furnishing import build_connectors
from schema.codes import Purpose
from schema.outcomes import Failed

_SECONDS = 5.0


def check_sources(configuration: Configuration) -> list[Finding]:
    """Ask every department once, all at the same time."""
    try:
        connectors = build_connectors(configuration, _now)
    except ConfigFault as error:
        return [ill("departments", fault, "mend agencies.toml") for fault in error.faults]
    with _quiet(logging.getLogger("connectors")):
        return asyncio.run(_ask_all(connectors))


@contextmanager
def _quiet(logger: logging.Logger) -> Iterator[None]:
    """Keep a logger still for a moment: the findings say what it would, and for people."""
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


async def _ask_all(connectors: dict[str, Connector]) -> list[Finding]:
    return list(await asyncio.gather(*(_ask(slug, connector) for slug, connector in connectors.items())))


async def _ask(slug: str, connector: Connector) -> Finding:
    key = nobody(connector.descriptor.keyed_by[0])
    call = Call(
        keys=(key,),
        purpose=Purpose.SUPERVISION,
        request_id="doctor",
        deadline=asyncio.get_running_loop().time() + _SECONDS,
    )
    heard: list[Fault] = []
    async with Runner(connector, clock=_now, hear=heard.append) as runner:
        answers = await runner.ask(call)
    return _finding(slug, answers[key], heard)


def _finding(slug: str, answer: Answer, heard: Sequence[Fault]) -> Finding:
    outcome = answer.outcome
    if isinstance(outcome, Failed):
        advised = next((fault.told for fault in reversed(heard) if fault.advice), None)
        return ill(
            f"department {slug}",
            f"{outcome.failure.value}: {outcome.message}",
            advised or "tell its operator, or check its address and credential",
        )
    return well(f"department {slug}", f"{outcome.kind.value} in {answer.latency_ms:.0f} ms")


def _now() -> datetime:
    return datetime.now(UTC)
