"""`tally agency record`: one real answer made into a case, without anything of it that must not be kept."""

from __future__ import annotations

import asyncio
import difflib
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from connectors.authoring.explain import shown_body
from connectors.authoring.invented import Invented
from connectors.authoring.reduce import names_in, reduced
from connectors.authoring.scaffold import contract_text
from connectors.contract.bench import bench
from connectors.contract.cases import Case, Exchanged, write_case
from connectors.contract.contract import CONTRACT, Contract, secret_names
from connectors.contract.recording import Recorder
from connectors.core.charset import decode_text
from connectors.core.connector import Call
from connectors.core.runner import Runner
from connectors.declared.http_spec import HttpRequest
from connectors.declared.load import DeclaredKind
from connectors.exchange.aiohttp_exchange import AiohttpExchange
from gateway.cli.authoring.recording_tables import record_tables
from gateway.cli.authoring.target import Target, now, target_of
from gateway.cli.exits import CommandFailed, ExitCode
from gateway.cli.options import config_option
from gateway.cli.printing import plain
from gateway.cli.schemes import identifier_of
from schema.codes import Purpose
from schema.identifiers import Identifier, Scheme
from schema.outcomes import Failed

_SECONDS = 10.0
_SCHEMES = click.Choice([scheme.value for scheme in Scheme], case_sensitive=False)


@click.command("record")
@click.argument("source")
@click.argument("keys", metavar="KEY...", nargs=-1, required=True)
@click.option("--case", "name", required=True, metavar="NAME", help="Name of the case, such as unit-with-penalty.")
@click.option("--title", help="What the case shows.  [default: its name]")
@click.option("--scheme", type=_SCHEMES, help="Scheme of the keys.  [default: the only one they fit]")
@click.option("--set", "given", multiple=True, metavar="NAME=VALUE", help="Setting of the source; may be repeated.")
@click.option("--yes", is_flag=True, help="Write without asking.")
@config_option
def record_case(
    *,
    source: str,
    keys: tuple[str, ...],
    name: str,
    title: str | None,
    scheme: str | None,
    given: tuple[str, ...],
    yes: bool,
    config: Path | None,
) -> None:
    """Ask a source, and keep its answer as a case of the conformance kit.

    Only what the agency file maps is kept, every identifier and name is replaced by an invented one, consistently,
    and credentials are never stored. What will be written is shown before it is; several KEYs make a batch.
    """
    target = target_of(config, source, given)
    kind = target.kind
    if not isinstance(kind, DeclaredKind):
        raise CommandFailed(f"{source} is code", hint="write its cases by hand, see connectors/README.md")
    identifiers = tuple(identifier_of(key, Scheme[scheme.upper()] if scheme else None) for key in keys)
    with tempfile.TemporaryDirectory() as temporary:
        plain_case = Case(name=name, title=title or name.replace("-", " "), keys=identifiers)
        before: tuple[Exchanged, ...] = ()
        if kind.file.kind.http:
            before = asyncio.run(_recorded(target, identifiers))
            case = _invented(kind, plain_case, before)
        else:
            case = record_tables(target, kind, identifiers, plain_case, Path(temporary) / "files")
        case = replace(case, expect=asyncio.run(_expected(target, kind, case)))
        for line in (*_shown(before, case.exchanges), *_shown_rows(case)):
            click.echo(plain(line))
        _keep(kind, case, source, yes=yes)


def _keep(kind: DeclaredKind, case: Case, source: str, *, yes: bool) -> None:
    if any(told["outcome"] == "FAILED" for told in case.expect.values()):
        click.echo("the answer is not usable once it is reduced and invented; nothing was written", err=True)
        raise SystemExit(ExitCode.NEGATIVE)
    if not (yes or click.confirm("write this case?")):
        raise SystemExit(ExitCode.NEGATIVE)
    folder = kind.file.path.parent / "cases"
    write_case(case, folder / case.name)
    if case.files is not None:
        shutil.copytree(case.files, folder / case.name / "files")
    if not (folder / CONTRACT).exists():
        (folder / CONTRACT).write_text(contract_text(source, now()), encoding="utf-8")
    click.echo(f"written: {folder / case.name}")


async def _recorded(target: Target, keys: tuple[Identifier, ...]) -> tuple[Exchanged, ...]:
    secrets = [str(target.settings[name]) for name in secret_names(target.kind) if name in target.settings]
    recorder = Recorder(secrets=secrets)
    connector = target.build(recorder.wrap(AiohttpExchange))
    async with Runner(connector, clock=now) as runner:
        deadline = asyncio.get_running_loop().time() + _SECONDS
        call = Call(keys=keys, purpose=Purpose.SUPERVISION, request_id="record", deadline=deadline)
        answers = await runner.ask(call)
    for answer in answers.values():
        if isinstance(answer.outcome, Failed):
            outcome = answer.outcome
            raise CommandFailed(f"the source gave no usable answer: {outcome.message}", code=outcome.failure.value)
    return tuple(recorder.exchanged)


def _invented(kind: DeclaredKind, case: Case, recorded: tuple[Exchanged, ...]) -> Case:
    requests = [_request_of(kind, item) for item in recorded]
    names: dict[str, list[str]] = {}
    for request, item in zip(requests, recorded, strict=True):
        if request is not None:
            for begins, found in names_in(request, item.body, item.headers.get("content-type")):
                names.setdefault(begins, []).append(found)
    invented = Invented(names)
    own = tuple(Identifier(scheme=key.scheme, value=invented.value(key.scheme, key.value)) for key in case.keys)
    made = tuple(_replaced(item, request, invented) for request, item in zip(requests, recorded, strict=True))
    return replace(case, keys=own, exchanges=made)


def _replaced(item: Exchanged, request: HttpRequest | None, invented: Invented) -> Exchanged:
    if request is None:
        return item
    charset = request.charset.value
    body = reduced(request, item.body, item.headers.get("content-type")).decode(charset)
    sent = None if item.request_body is None else invented.replaced(item.request_body.decode()).encode()
    target = invented.replaced(item.target)
    return replace(item, target=target, request_body=sent, body=invented.replaced(body).encode(charset))


def _request_of(kind: DeclaredKind, item: Exchanged) -> HttpRequest | None:
    """Give the request an exchange is of, by method and by how its path begins."""
    if item.credential:
        return None
    fitting = [
        request
        for request in kind.file.requests
        if request.method == item.method and item.target.startswith(request.path.texts[0])
    ]
    return max(fitting, key=lambda request: len(request.path.texts[0]), default=None)


async def _expected(target: Target, kind: DeclaredKind, case: Case) -> dict[str, object]:
    secrets = {name: f"canary-{name}" for name in secret_names(kind)}
    contract = Contract(
        name=target.connector, kind=kind, settings={}, secrets=secrets, now=now(), waivers=(), cases=(case,)
    )
    with tempfile.TemporaryDirectory() as folder:
        async with bench(contract, case, Path(folder)) as made:
            return await made.told()


def _shown_rows(case: Case) -> Iterator[str]:
    """Give what will be written of a database or of files, as it is kept."""
    yield from (case.database or "").splitlines()
    for path in sorted(case.files.iterdir()) if case.files is not None else ():
        yield f"{path.name}:"
        yield from decode_text(path.read_bytes()).splitlines()


def _shown(before: tuple[Exchanged, ...], after: tuple[Exchanged, ...]) -> Iterator[str]:
    for old, new in zip(before, after, strict=True):
        yield f"{new.method} {new.target}"
        left, right = (shown_body(item.body, item.headers.get("content-type")).splitlines() for item in (old, new))
        yield from difflib.unified_diff(left, right, "as it came", "as it is kept", lineterm="", n=1)
