"""`tally rights`: enters objections, their verification, repairs, withdrawals and list exits; tells who asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from gateway.cli.asked import asked
from gateway.cli.options import LegalDay, config_option, state_option
from gateway.cli.places import state_folder
from gateway.cli.rights_entry import enter
from gateway.cli.rights_erasure import erase
from gateway.cli.rights_naming import check_agency, subject_ref_of
from gateway.rights.entries import RightsChange, RightsKind, Standing
from schema.repairs import RepairEvidence


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of the group: the kind of entry it makes, in which capacity by default, and what its help says."""

    kind: RightsKind
    standing: Standing
    help: str

    @property
    def dated(self) -> bool:
        """Tell whether the entry takes effect on a legal day."""
        return self.kind in {RightsKind.REPAIRED, RightsKind.WITHDRAWN, RightsKind.LIST_EXIT}


VERBS = {
    "accept": Verb(
        RightsKind.OBJECTION_ACCEPTED,
        Standing.HANDLER,
        "An objection to RECORD_ID was accepted for handling: every restraint resting on it is suspended from now on.",
    ),
    "correct": Verb(
        RightsKind.VERIFIED_CORRECT,
        Standing.PROVIDER,
        "Verification of RECORD_ID ended: it is correct, and restraints resting on it apply again.",
    ),
    "wrong": Verb(
        RightsKind.VERIFIED_WRONG,
        Standing.PROVIDER,
        "Verification of RECORD_ID ended: it is wrong, and nothing may rest on it any more.",
    ),
    "repair": Verb(RightsKind.REPAIRED, Standing.ISSUER, "The credit repair of RECORD_ID takes effect on a legal day."),
    "withdraw": Verb(
        RightsKind.WITHDRAWN, Standing.ISSUER, "The issuer withdrew RECORD_ID with effect on a legal day."
    ),
    "exit": Verb(RightsKind.LIST_EXIT, Standing.ISSUER, "The subject left the list of RECORD_ID on a legal day."),
}


@click.group()
def rights() -> None:
    """Enter what happened to a record: objection, verification, repair, withdrawal, exit; tell who asked.

    The entry is appended to the rights log of the state folder; a running gateway sees it within a second, and no
    answer committed after it misses it. Entries are never changed; a later one corrects an earlier one.
    """


def _command(name: str, verb: Verb) -> click.Command:
    options: list[Callable[[Any], Any]] = [
        click.argument("record_id"),
        click.option("--subject", metavar="SCHEME:VALUE", help="Subject of the record, such as CREDIT_CODE:9199…."),
        click.option("--subject-ref", metavar="REF", help="Subject of the record as the store names it, instead."),
        click.option("--by", required=True, metavar="AGENCY", help="Slug of the agency that enters it."),
        click.option("--document", metavar="N", help="Number of the document it rests on."),
        click.option(
            "--standing",
            type=click.Choice([standing.value for standing in Standing]),
            default=verb.standing.value,
            show_default=True,
            help="In what capacity the agency acts; the operator answers for it.",
        ),
        state_option,
        config_option,
    ]
    if verb.dated:
        options.append(
            click.option("--effective-on", type=LegalDay(), required=True, help="Legal day it takes effect.")
        )
    if verb.kind is RightsKind.REPAIRED:
        options.append(
            click.option(
                "--evidence",
                type=click.Choice([evidence.value for evidence in RepairEvidence]),
                multiple=True,
                required=True,
                help="What the repair rests on, once for each kind; PUBLIC_SERVICE for natural persons only.",
            )
        )
    if verb.kind is RightsKind.OBJECTION_ACCEPTED:
        options.append(
            click.option("--new-evidence", is_flag=True, help="It brings new evidence against a record found correct.")
        )

    def run(**given: Any) -> None:
        _run(verb, **given)

    command: Any = run
    for option in reversed(options):
        command = option(command)
    return click.command(name, help=verb.help)(command)


for _name, _verb in VERBS.items():
    rights.add_command(_command(_name, _verb))
rights.add_command(erase)
rights.add_command(asked)


def _run(
    verb: Verb,
    *,
    record_id: str,
    subject: str | None,
    subject_ref: str | None,
    by: str,
    document: str | None,
    standing: str,
    state: Path | None,
    config: Path | None,
    effective_on: date | None = None,
    new_evidence: bool = False,
    evidence: tuple[str, ...] = (),
) -> None:
    check_agency(by, config)
    folder = state_folder(state, config=config)
    change = RightsChange(
        at=datetime.now(UTC),
        kind=verb.kind,
        record_id=record_id,
        subject_ref=subject_ref_of(folder, subject, subject_ref),
        by=by,
        effective_on=effective_on,
        document=document,
        new_evidence=new_evidence,
        evidence=tuple(RepairEvidence[code] for code in evidence),
    )
    entry = enter(folder, change, Standing[standing])
    click.echo(f"entered as number {entry.seq}: {entry.kind.value} for {entry.record_id} by {entry.by}")
