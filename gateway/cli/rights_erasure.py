"""`tally rights erase`: erases what is known of a subject, and leaves a trail of it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from gateway.cli.options import config_option, state_option
from gateway.cli.places import state_folder
from gateway.cli.rights_naming import check_agency, subject_ref_of
from gateway.cli.stores import store_opened
from gateway.rights.erasure import Erasure, ErasureGround
from gateway.store.engine import Mode
from gateway.store.erasure import Erased
from gateway.store.erasure import erase as erase_subject

_WHAT = (
    "Every personal value and piece of evidence kept about the subject is destroyed. Receipts still verify, and "
    "nobody can open them. This cannot be undone. Go on?"
)


@click.command()
@click.option("--subject", metavar="SCHEME:VALUE", help="Subject, such as RESIDENT_IDENTITY:99…; - asks for it.")
@click.option("--subject-ref", metavar="REF", help="Subject as the store names it, instead.")
@click.option("--by", required=True, metavar="AGENCY", help="Slug of the agency that orders it.")
@click.option(
    "--ground",
    type=click.Choice([ground.value for ground in ErasureGround]),
    required=True,
    help="Why: the case of article 47 of the Personal Information Protection Law.",
)
@click.option("--document", metavar="N", help="Number of the document it rests on.")
@click.option("--yes", is_flag=True, help="Do not ask whether to go on.")
@state_option
@config_option
def erase(
    *,
    subject: str | None,
    subject_ref: str | None,
    by: str,
    ground: str,
    document: str | None,
    yes: bool,
    state: Path | None,
    config: Path | None,
) -> None:
    """Erase what is known of a subject: its key is destroyed, and with it every personal value and piece of evidence.

    Receipts, access entries and the audit of the chain stay, under a pseudonym that tells nobody who it is; a line in
    the store says when, by whom and on which ground it was erased. It works while a gateway serves; a later question
    about the subject begins anew. Receipt files given out and backups made before are beyond its reach. Write
    `--subject -` to type the number unseen, and keep it out of the shell's history.
    """
    check_agency(by, config)
    folder = state_folder(state, config=config)
    if subject == "-":
        subject = click.prompt("subject, as SCHEME:VALUE", hide_input=True)
    ref = subject_ref_of(folder, subject, subject_ref)
    if not yes:
        click.confirm(_WHAT, abort=True)
    order = Erasure(at=datetime.now(UTC), subject_ref=ref, by=by, ground=ErasureGround[ground], document=document)
    with store_opened(folder, Mode.APPEND) as store:
        _tell(erase_subject(store, order), store.database.lingering)


def _tell(erased: Erased, lingering: str) -> None:
    click.echo(f"entered as erasure {erased.seq}: {erased.receipts} receipt(s), {erased.evidence} piece(s) of evidence")
    if not erased.key:
        click.echo("nothing personal was kept about this subject", err=True)
    if not erased.overwritten:
        click.echo(lingering, err=True)
