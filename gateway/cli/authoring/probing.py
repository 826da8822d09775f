"""`tally agency probe`: whether sources answer as declared, and how fresh what they hold is."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import click

from connectors.core.answers import Answer
from connectors.core.connector import Call, Connector
from connectors.core.faults import Fault
from connectors.core.nobody import nobody
from connectors.core.runner import Runner
from connectors.declared.files_connector import FilesConnector
from connectors.files.content import Content
from gateway.cli.authoring.target import now, read_directory, target_of
from gateway.cli.environment import missing_variables
from gateway.cli.exits import ExitCode
from gateway.cli.options import config_option
from gateway.cli.places import read_settings
from gateway.cli.printing import plain
from schema.codes import Purpose
from schema.identifiers import Identifier
from schema.outcomes import Failed

_SECONDS = 10.0


@click.command("probe")
@click.argument("source", required=False)
@config_option
@click.option("--set", "given", multiple=True, metavar="NAME=VALUE", help="Setting of the source; may be repeated.")
def probe_sources(*, source: str | None, config: Path | None, given: tuple[str, ...]) -> None:
    """Ask one source, or every configured one, about a well-formed key that nobody has, by each of its schemes.

    Says outcome, time, how fresh the data are, and of files what was read when. Exit code 1 if one cannot answer.
    """
    failed = 0
    for name in [source] if source is not None else _configured(config):
        lines, failures = asyncio.run(_probed(target_of(config, name, given).build()))
        failed += failures
        for line in lines:
            click.echo(f"{name}: {line}")
    if failed:
        raise SystemExit(ExitCode.NEGATIVE)


def _configured(config: Path | None) -> Iterator[str]:
    settings = read_settings(config)
    missing = missing_variables(settings.rules.agencies, os.environ)
    for name in read_directory(settings).sources:
        if missing.get(name):
            click.echo(f"{name}: not asked, {', '.join(missing[name])} not set")
        else:
            yield name


async def _probed(connector: Connector) -> tuple[list[str], int]:
    lines: list[str] = []
    failures = 0
    async with Runner(connector, clock=now) as runner:
        for scheme in connector.descriptor.keyed_by:
            key = nobody(scheme)
            answer = await _asked(runner, key)
            masked = scheme in connector.descriptor.masked
            failures += isinstance(answer.outcome, Failed) and not masked
            lines.append(f"{scheme.value} {_said(answer)}")
        if isinstance(connector, FilesConnector):
            lines += await _files(connector)
    return lines, failures


async def _asked(runner: Runner, key: Identifier) -> Answer:
    deadline = asyncio.get_running_loop().time() + _SECONDS
    call = Call(keys=(key,), purpose=Purpose.SUPERVISION, request_id="probe", deadline=deadline)
    return (await runner.ask(call))[key]


def _said(answer: Answer) -> str:
    outcome = answer.outcome
    fresh = "" if answer.data_as_of is None else f", data of {answer.data_as_of:%Y-%m-%d %H:%M} UTC"
    if isinstance(outcome, Failed):
        return f"{outcome.failure.value}: {plain(outcome.message)} ({answer.latency_ms:.0f} ms)"
    return f"{outcome.kind.value} in {answer.latency_ms:.0f} ms{fresh}"


async def _files(connector: FilesConnector) -> list[str]:
    try:
        contents = await connector.contents()
    except Fault as fault:
        return [f"files: {fault.message}"]
    lines = []
    for content in contents:
        if isinstance(content, Content):
            lines += [
                f"file {plain(file.name)}: {file.rows} rows, data of {file.generated:%Y-%m-%d %H:%M} UTC"
                for file in content.files
            ]
            lines += [f"rows that belong to nobody: {content.nobodys}"] if content.nobodys else []
        else:
            lines.append(f"files: {content.message}")
    return lines
