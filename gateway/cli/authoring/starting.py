"""`tally agency new`: a folder with an agency file that passes `check` as it is."""

from __future__ import annotations

import re
from pathlib import Path

import click
import msgspec

from connectors.authoring.scaffold import contract_text, scaffold
from connectors.catalogue import agencies_folder
from connectors.core.charset import decode_text
from connectors.core.faults import Malformed
from connectors.declared.agency_file import SourceKind
from connectors.declared.agency_reading import FILE_NAME, read_agency_file
from connectors.manifest import ManifestFaults
from gateway.cli.authoring.target import catalogue_of, now
from gateway.cli.exits import CommandFailed
from gateway.cli.options import File, NewFolder, config_option
from gateway.cli.places import read_settings

_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_KINDS = click.Choice([kind.value for kind in SourceKind])


@click.command("new")
@click.argument("slug")
@click.option("--kind", required=True, type=_KINDS, help="How the source is reached.")
@click.option("--from", "example", type=File, metavar="FILE", help="A JSON answer its pointers are suggested from.")
@click.option(
    "--into",
    type=NewFolder,
    metavar="DIR",
    help="Folder of connectors.  [default: the first rules.connectors of gateway.toml, else the repository's]",
)
@config_option
def new_agency(*, slug: str, kind: str, example: Path | None, into: Path | None, config: Path | None) -> None:
    """Make the folder of a new agency: an agency file to fill in, and a place for its recorded cases.

    SLUG is the connector's name, such as social-security. What the example suggests is marked in the file.
    """
    if not _SLUG.fullmatch(slug):
        raise CommandFailed(
            f"{slug!r} is no name of a connector", hint="write lower case words with hyphens: fire-safety"
        )
    settings = read_settings(config)
    taken = catalogue_of(settings)
    if slug in taken.names:
        raise CommandFailed(f"{slug} is there already, in {taken.place(slug).where}", hint="choose another name")
    parent = into or next(iter(settings.rules.connectors), agencies_folder())
    folder = parent / slug
    if folder.exists():
        raise CommandFailed(f"{folder} is there already", hint="choose another name, or remove it")
    text = scaffold(slug, SourceKind(kind), example=None if example is None else _example(example, kind))
    (folder / "cases").mkdir(parents=True)
    (folder / FILE_NAME).write_text(text, encoding="utf-8")
    (folder / "cases" / "contract.toml").write_text(contract_text(slug, now()), encoding="utf-8")
    _check(folder / FILE_NAME)
    click.echo(f"written: {folder / FILE_NAME}")
    for line in _next(slug, parent in settings.rules.connectors or parent == agencies_folder()):
        click.echo(line)


def _example(path: Path, kind: str) -> object:
    if kind not in {SourceKind.REST.value, SourceKind.GRAPHQL.value}:
        raise CommandFailed(f"--from reads JSON answers, and a source of kind {kind} gives none", hint="leave it out")
    try:
        return msgspec.json.decode(decode_text(path.read_bytes()))
    except (msgspec.DecodeError, Malformed) as error:
        raise CommandFailed(f"{path} is not JSON", hint="save one answer of the source as it came") from error


def _check(path: Path) -> None:
    try:
        read_agency_file(path)
    except ManifestFaults as error:
        raise CommandFailed(
            f"the example suggests a file that needs a hand:\n{error}", hint=f"mend {path}, then: tally agency check"
        ) from error


def _next(slug: str, found: bool) -> list[str]:  # noqa: FBT001 - private
    lines = [] if found else ['name the folder in gateway.toml: [rules] connectors = ["…"]']
    return [
        *lines,
        f"next: edit it, then   tally agency check {slug}",
        f"      ask the source  tally agency try {slug} KEY --set url=… --explain",
        f'      switch it on    [[source]] slug, agency, connector = "{slug}" in config/agencies.toml',
    ]
