"""`tally repairs`: applies for credit repair or list exit at a running gateway, reviews and decides applications."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import click

from gateway.cli.case_asking import change, changing, give, scheme_option, shared, subject_of
from gateway.cli.gateway_client import GatewayClient
from gateway.cli.options import LegalDay
from gateway.cli.repair_evidence import PIECE, proof_option
from gateway.cli.repair_questions import APPLY, ASK, BRING, DECIDE, REPAIR, REPAIRS, REVIEW, WITHDRAW
from gateway.cli.repair_view import print_repair, print_repairs
from schema.repairs import RepairKind, RepairState


@click.group()
def repairs() -> None:
    """Apply for credit repair or list exit, review applications, and decide them.

    The body that determined the record decides, by a test in three parts: the conduct was corrected, its adverse
    effects were removed, both within the prescribed time. Granted, publication, sharing and measures stop together.
    """


@repairs.command("list")
@click.option("--state", type=click.Choice(list(RepairState)), help="Only those in this state.")
@click.option("--record", metavar="ID", help="Only those about this record.")
@click.option("--subject", metavar="CODE", help="Only those about this subject; `-` reads it from standard input.")
@scheme_option
@click.option("--overdue/--in-time", default=None, help="Only those overdue, or only the others.")
@click.option(
    "--first", type=click.IntRange(min=1), default=20, show_default=True, metavar="N", help="At most so many."
)
@click.option("--after", metavar="ID", help="Go on after this application.")
@shared
def list_(
    *,
    state: str | None,
    record: str | None,
    subject: str | None,
    scheme: str | None,
    overdue: bool | None,
    first: int,
    after: str | None,
    as_json: bool,
    **who: Any,
) -> None:
    """List the applications your agency made or may decide, newest first."""
    asked = subject_of(subject, scheme) if subject else None
    said = {"state": state, "record": record, "subject": asked, "overdue": overdue, "first": first, "after": after}
    give(GatewayClient(**who).ask(REPAIRS, said)["repairs"], print_repairs, as_json=as_json)


@repairs.command()
@click.argument("repair")
@shared
def show(*, repair: str, as_json: bool, **who: Any) -> None:
    """Show REPAIR: its evidence, the test part by part, and its trail."""
    give(GatewayClient(**who).ask(REPAIR, {"repair": repair})["repair"], print_repair, as_json=as_json)


@repairs.command("apply")
@click.argument("code")
@click.argument("record")
@scheme_option
@click.option(
    "--kind",
    type=click.Choice(list(RepairKind)),
    default=RepairKind.REPAIR.value,
    show_default=True,
    help="What is applied for.",
)
@proof_option
@changing
def apply_(
    *,
    code: str,
    record: str,
    scheme: str | None,
    kind: str,
    evidence: tuple[PIECE, ...],
    request_key: str | None,
    as_json: bool,
    **who: Any,
) -> None:
    """Apply for the repair of RECORD of the subject CODE (`-` reads it from standard input)."""
    order = {"kind": kind, "subject": subject_of(code, scheme), "record": record, "evidence": evidence}
    _change(APPLY, {"input": order}, request_key, who, as_json=as_json)


@repairs.command()
@click.argument("repair")
@changing
def review(*, repair: str, request_key: str | None, as_json: bool, **who: Any) -> None:
    """Take REPAIR up for review, as the body that determined the record."""
    _change(REVIEW, {"repair": repair}, request_key, who, as_json=as_json)


@repairs.command()
@click.argument("repair")
@click.option("--what", required=True, metavar="TEXT", help="What is missing, in a few words.")
@changing
def ask(*, repair: str, what: str, request_key: str | None, as_json: bool, **who: Any) -> None:
    """Ask the applicant of REPAIR for more evidence."""
    _change(ASK, {"repair": repair, "what": what}, request_key, who, as_json=as_json)


@repairs.command()
@click.argument("repair")
@proof_option
@changing
def bring(*, repair: str, evidence: tuple[PIECE, ...], request_key: str | None, as_json: bool, **who: Any) -> None:
    """Bring the evidence that was asked for to REPAIR, as its applicant."""
    _change(BRING, {"repair": repair, "evidence": evidence}, request_key, who, as_json=as_json)


@repairs.command()
@click.argument("repair")
@click.option("--document", required=True, metavar="NUMBER", help="Number of the decision.")
@click.option("--corrected-by", multiple=True, type=int, metavar="N", help="Evidence of the correction; repeat it.")
@click.option(
    "--removed-by", multiple=True, type=int, metavar="N", help="Evidence that effects are removed; repeat it."
)
@click.option(
    "--prescribed-until", type=LegalDay(), help="Last day the decision document prescribed; where no rule does."
)
@click.option("--effective-on", required=True, type=LegalDay(), help="Legal day everything stops.")
@changing
def grant(
    *,
    repair: str,
    document: str,
    corrected_by: tuple[int, ...],
    removed_by: tuple[int, ...],
    prescribed_until: date | None,
    effective_on: date,
    request_key: str | None,
    as_json: bool,
    **who: Any,
) -> None:
    """Grant REPAIR, citing by number the evidence that satisfies each part of the test."""
    decision = {
        "granted": True,
        "document": document,
        "correctedBy": corrected_by,
        "effectsRemovedBy": removed_by,
        "prescribedLastDay": prescribed_until,
        "effectiveOn": effective_on,
    }
    _change(DECIDE, {"repair": repair, "decision": decision}, request_key, who, as_json=as_json)


@repairs.command()
@click.argument("repair")
@click.option("--document", required=True, metavar="NUMBER", help="Number of the decision.")
@click.option("--reason", required=True, metavar="TEXT", help="Why it is refused.")
@changing
def refuse(*, repair: str, document: str, reason: str, request_key: str | None, as_json: bool, **who: Any) -> None:
    """Refuse REPAIR with the reason; the remedies are shown with it."""
    decision = {"granted": False, "document": document, "reason": reason}
    _change(DECIDE, {"repair": repair, "decision": decision}, request_key, who, as_json=as_json)


@repairs.command()
@click.argument("repair")
@changing
def withdraw(*, repair: str, request_key: str | None, as_json: bool, **who: Any) -> None:
    """Withdraw REPAIR, which your agency applied for."""
    _change(WITHDRAW, {"repair": repair}, request_key, who, as_json=as_json)


def _change(mutation: str, said: Mapping[str, Any], key: str | None, who: Mapping[str, Any], *, as_json: bool) -> None:
    change(mutation, said, key, who, part="repair", view=print_repair, as_json=as_json)
