"""`tally agency docs`: the page of an agency, written from its file."""

from __future__ import annotations

from pathlib import Path

import click

from connectors.authoring.page import page, page_file
from connectors.declared.load import DeclaredKind
from gateway.cli.authoring.target import catalogue_of, kind_of
from gateway.cli.exits import CommandFailed, ExitCode
from gateway.cli.options import config_option
from gateway.cli.places import read_settings


@click.command("docs")
@click.argument("slug", required=False)
@config_option
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 if a page is not what its file says.")
def document_agencies(*, slug: str | None, config: Path | None, only_check: bool) -> None:
    """Write README.md beside an agency file, or beside every one that is found: what it asks, reads and proves."""
    catalogue = catalogue_of(read_settings(config))
    differing = 0
    for name in [slug] if slug is not None else catalogue.names:
        kind = kind_of(catalogue, name)
        if not isinstance(kind, DeclaredKind):
            if slug is not None:
                raise CommandFailed(f"connector {name} is code", hint="its page is written by its author")
            continue
        written, file = page(kind, name), page_file(kind)
        before = file.read_text(encoding="utf-8") if file.is_file() else None
        if before == written:
            continue
        differing += 1
        if only_check:
            click.echo(f"FAIL  {file} differs: run tally agency docs {name}", err=True)
        else:
            file.write_text(written, encoding="utf-8")
            click.echo(f"written: {file}")
    if only_check and differing:
        raise SystemExit(ExitCode.NEGATIVE)
