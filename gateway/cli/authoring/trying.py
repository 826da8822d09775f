"""`tally agency try`: one question to one source, and with --explain everything that happened on the way."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from pathlib import Path

import click
import msgspec

from connectors.authoring.explain import RequestTold, RowTold, explain, shown_body
from connectors.authoring.spying import SpyMapping
from connectors.contract.outcomes import outcome_to_json
from connectors.contract.recording import Recorder
from connectors.core.connector import Call, Connector
from connectors.core.delivery import Delivery
from connectors.core.runner import Runner
from connectors.declared.http_connector import DeclaredHttpConnector
from connectors.declared.load import DeclaredKind
from connectors.exchange.aiohttp_exchange import AiohttpExchange
from gateway.cli.authoring.target import Target, now, target_of
from gateway.cli.exits import CommandFailed, ExitCode
from gateway.cli.options import config_option
from gateway.cli.printing import plain
from gateway.cli.schemes import identifier_of
from schema.codes import Purpose
from schema.identifiers import Identifier, Scheme, fault_of, masked
from schema.outcomes import Failed, Outcome

_SECONDS = 10.0
_PERSONAL = re.compile(r"(?<![0-9A-Za-z])[0-9]{6}(?:19|20)[0-9]{9}[0-9Xx](?![0-9A-Za-z])")
_SCHEMES = click.Choice([scheme.value for scheme in Scheme], case_sensitive=False)


@click.command("try")
@click.argument("source")
@click.argument("key")
@config_option
@click.option("--scheme", type=_SCHEMES, help="Scheme of the key.  [default: the only one it fits]")
@click.option("--set", "given", multiple=True, metavar="NAME=VALUE", help="Setting of the source; may be repeated.")
@click.option("--explain", is_flag=True, help="Show request, raw answer, each pointer and value, what became of it.")
def try_source(
    *, source: str, key: str, config: Path | None, scheme: str | None, given: tuple[str, ...], explain: bool
) -> None:
    """Ask one source about one key, as the gateway would; nothing is stored.

    SOURCE is a source of agencies.toml, or the name of a connector together with --set url=… and what else it needs.
    Credentials are never shown, personal numbers masked. Exit code 1 if the source gave no usable answer.
    """
    identifier = identifier_of(key, Scheme[scheme.upper()] if scheme else None)
    target = target_of(config, source, given)
    if explain:
        asyncio.run(_explain(target, identifier))
    outcome = asyncio.run(_asked(target.build(), identifier))
    _say(plain_json(outcome))
    if isinstance(outcome, Failed):
        click.echo(f"{outcome.failure.value}: {plain(outcome.message)}", err=True)
        raise SystemExit(ExitCode.NEGATIVE)


def plain_json(outcome: Outcome) -> str:
    """Give an outcome as indented JSON."""
    return msgspec.json.format(msgspec.json.encode(outcome_to_json(outcome)), indent=2).decode()


async def _asked(connector: Connector, key: Identifier) -> Outcome:
    async with Runner(connector, clock=now) as runner:
        return (await runner.ask(_call(key)))[key].outcome


async def _explain(target: Target, key: Identifier) -> None:
    kind = target.kind
    if not isinstance(kind, DeclaredKind):
        raise CommandFailed(f"{target.slug} is code, which cannot be explained", hint="leave out --explain")
    if not kind.file.kind.http:
        spying = DeclaredKind(kind.file, lambda mapped: SpyMapping(mapped, _show_row))
        await _asked(replace(target, kind=spying).build(), key)
        return
    for told in await _explained(target, key):
        _show(told)


async def _explained(target: Target, key: Identifier) -> list[RequestTold]:
    secrets = [value for name, value in target.settings.items() if isinstance(value, str) and name != "url"]
    recorder = Recorder(secrets=secrets)
    connector = target.build(recorder.wrap(AiohttpExchange))
    assert isinstance(connector, DeclaredHttpConnector)
    async with connector:
        delivery = Delivery(target.slug, target.issuers, now())
        return await explain(connector, recorder, key, _call(key), delivery)


def _call(key: Identifier) -> Call:
    deadline = asyncio.get_running_loop().time() + _SECONDS
    return Call(keys=(key,), purpose=Purpose.SUPERVISION, request_id="try", deadline=deadline)


def _show(told: RequestTold) -> None:
    for exchanged in told.exchanges:
        _say(f"→ {plain(exchanged.method)} {plain(exchanged.target)}", bold=True)
        if exchanged.request_body is not None:
            _say(_indented(shown_body(exchanged.request_body, None)))
        _say(f"← {exchanged.status} {plain(exchanged.headers.get('content-type', ''))}", bold=True)
        _say(_indented(shown_body(exchanged.body, exchanged.headers.get("content-type"))))
    for row in told.rows:
        _show_row(row)
    message = f": {told.message}" if told.message else ""
    _say(f"outcome: {told.outcome['outcome']}{plain(message)}", bold=True)
    _say()


def _show_row(row: RowTold) -> None:
    _say(f"{row.kind} row {row.place}: {plain(row.became)}", bold=True)
    width = max((len(item.field) for item in row.fields), default=0)
    for item in row.fields:
        became = plain(item.became) or "-"
        _say(f"  {item.field:<{width}}  {plain(item.pointer)} = {plain(item.raw)} → {became}")


def _say(text: str = "", *, bold: bool = False) -> None:
    """Print, without any whole personal number."""
    click.secho(_PERSONAL.sub(lambda match: _masked(match[0]), text), bold=bold)


def _masked(text: str) -> str:
    value = text.upper()
    if fault_of(Scheme.RESIDENT_IDENTITY, value) is not None:
        return text
    return masked(Identifier(scheme=Scheme.RESIDENT_IDENTITY, value=value)).value


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())
