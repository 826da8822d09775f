"""`tally pack check`: every fault of rule packs at once."""

from __future__ import annotations

from pathlib import Path

import click

from gateway.cli.exits import ExitCode
from gateway.cli.options import config_option
from gateway.cli.pack.target import configured_packs
from gateway.rules.load import PackFaults
from gateway.rules.model import RulePack
from gateway.rules.reading.words import period_words
from schema.measures import BasisConfidence


@click.command("check")
@click.argument("packs", nargs=-1, metavar="[PACK]...")
@config_option
def check_packs(*, packs: tuple[str, ...], config: Path | None) -> None:
    """Check rule packs, all configured ones by default: each fault with file, line and what to write instead.

    Exit code 1 if anything is wrong.
    """
    under = configured_packs(config)
    wrong = False
    for folder in [under.folder(each) for each in packs] or under.folders:
        try:
            click.echo(f"ok    {_said(under.loader.load(folder))}")
        except PackFaults as error:
            wrong = True
            for fault in error.faults:
                click.echo(f"FAIL  {fault}", err=True)
    if wrong:
        raise SystemExit(ExitCode.NEGATIVE)


def _said(pack: RulePack) -> str:
    operative = [line for line in pack.lines if not line.catalogue_only]
    weak = [line for line in operative if any(basis.confidence is BasisConfidence.UNVERIFIED for basis in line.bases)]
    recognising = len(pack.agreements) + len(pack.list_agreements) + len(pack.defaults)
    place = f" in {pack.region}" if pack.region else ""
    return (
        f"{pack.version.id} {pack.version.version}, governs {period_words(pack.governs)}{place}: "
        f"{len(pack.catalogue)} measures, {len(operative)} operative lines ({len(weak)} on an unverified basis), "
        f"{recognising} recognition rules, digest {pack.version.digest[:12]}"
    )
