"""`tally publications`: decisions to be published, reported published and collected, withheld by law, taken down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

import click

from gateway.cli.case_asking import change, changing, give, scheme_option, shared, subject_of
from gateway.cli.exits import CommandFailed
from gateway.cli.gateway_client import GatewayClient
from gateway.cli.options import LegalDay
from gateway.cli.publication_questions import (
    COLLECTED,
    LATENESS,
    LIST,
    OPEN,
    PUBLISHED,
    SHOW,
    TAKE_DOWN,
    WITHHOLD,
)
from gateway.cli.publication_view import print_lateness, print_publication, print_publications
from schema.publications import CollectionPlatform, PublicationState, TakeDownGround

_KINDS = ("PENALTY", "LICENCE", "ENFORCEMENT_ENTRY", "JUDGMENT")
_SEVERITIES = ("MINOR", "GENERAL", "SERIOUS")
_change = partial(change, part="publication", view=print_publication)


@click.group()
def publications() -> None:
    """See to it that decisions are published in time (双公示): licences and penalties within seven working days.

    A decision is DUE until its department reports it published, and COLLECTED once every platform has it. It is
    WITHHELD only under a law or regulation the rule pack names, and TAKEN_DOWN when it may be public no longer.
    """


@publications.command("list")
@click.option("--state", type=click.Choice(list(PublicationState)), help="Only those in this state.")
@click.option("--subject", metavar="CODE", help="Only those about this subject; `-` reads it from standard input.")
@scheme_option
@click.option("--overdue", is_flag=True, help="Only those found overdue.")
@click.option(
    "--first", type=click.IntRange(min=1), default=20, show_default=True, metavar="N", help="At most so many."
)
@click.option("--after", metavar="ID", help="Go on after this publication.")
@shared
def list_(
    *,
    state: str | None,
    subject: str | None,
    scheme: str | None,
    overdue: bool,
    first: int,
    after: str | None,
    as_json: bool,
    **who: Any,
) -> None:
    """List the publications your agency takes part in, newest first."""
    asked = {
        "state": state,
        "subject": subject_of(subject, scheme) if subject else None,
        "overdue": overdue or None,
        "first": first,
        "after": after,
    }
    give(GatewayClient(**who).ask(LIST, asked)["publications"], print_publications, as_json=as_json)


@publications.command()
@click.argument("publication")
@shared
def show(*, publication: str, as_json: bool, **who: Any) -> None:
    """Show PUBLICATION: its days, its duty, and its trail."""
    give(
        GatewayClient(**who).ask(SHOW, {"publication": publication})["publication"], print_publication, as_json=as_json
    )


@publications.command("open")
@click.argument("code")
@scheme_option
@click.option("--record", metavar="ID", help="A record found at the departments, by the id a check gives it.")
@click.option("--kind", type=click.Choice(_KINDS), default=_KINDS[0], show_default=True, help="What was decided.")
@click.option("--document", metavar="NUMBER", help="Number of the decision document.")
@click.option("--decided-on", type=LegalDay(), help="Legal day of the decision.")
@click.option("--severity", type=click.Choice(_SEVERITIES), help="How serious your agency found the conduct.")
@changing
def open_(
    *,
    code: str,
    scheme: str | None,
    record: str | None,
    kind: str,
    document: str | None,
    decided_on: date | None,
    severity: str | None,
    request_key: str | None,
    as_json: bool,
    **who: Any,
) -> None:
    """Open the publication of a decision on the subject CODE (`-` reads it from standard input).

    Name a decision of your agency with --document and --decided-on, or a record that was found with --record.
    """
    about: Mapping[str, Any] = {"record": record}
    if record is None:
        if document is None or decided_on is None:
            raise CommandFailed("no decision is named", hint="give --document and --decided-on, or --record")
        decision = {"kind": kind, "documentNumber": document, "decidedOn": decided_on, "severity": severity}
        about = {"decision": decision}
    _change(OPEN, {"input": {"subject": subject_of(code, scheme), **about}}, request_key, who, as_json=as_json)


@publications.command()
@click.argument("publication")
@click.option("--on", "day", required=True, type=LegalDay(), help="Legal day it was published.")
@click.option("--page", required=True, metavar="URL", help="Public web page it was published on.")
@changing
def published(*, publication: str, day: date, page: str, request_key: str | None, as_json: bool, **who: Any) -> None:
    """Report that your agency published PUBLICATION."""
    said = {"publication": publication, "day": day, "page": page}
    _change(PUBLISHED, said, request_key, who, as_json=as_json)


@publications.command()
@click.argument("publication")
@click.argument("platform", type=click.Choice(list(CollectionPlatform)))
@click.option("--on", "day", required=True, type=LegalDay(), help="Legal day it was collected.")
@changing
def collected(
    *, publication: str, platform: str, day: date, request_key: str | None, as_json: bool, **who: Any
) -> None:
    """Report that PLATFORM collected PUBLICATION."""
    said = {"publication": publication, "platform": platform, "day": day}
    _change(COLLECTED, said, request_key, who, as_json=as_json)


@publications.command()
@click.argument("publication")
@click.argument("basis")
@changing
def withhold(*, publication: str, basis: str, request_key: str | None, as_json: bool, **who: Any) -> None:
    """Withhold PUBLICATION under BASIS, the id of a law or regulation among the exceptions of its duty."""
    _change(WITHHOLD, {"publication": publication, "basis": basis}, request_key, who, as_json=as_json)


@publications.command("take-down")
@click.argument("publication")
@click.argument("ground", type=click.Choice(list(TakeDownGround)))
@click.option("--on", "day", required=True, type=LegalDay(), help="Legal day it was taken down.")
@changing
def take_down(*, publication: str, ground: str, day: date, request_key: str | None, as_json: bool, **who: Any) -> None:
    """Report that your agency no longer publishes PUBLICATION."""
    said = {"publication": publication, "ground": ground, "day": day}
    _change(TAKE_DOWN, said, request_key, who, as_json=as_json)


@publications.command()
@click.option("--from", "first", required=True, type=LegalDay(), help="First day of decisions counted.")
@click.option("--to", "last", required=True, type=LegalDay(), help="Last day of decisions counted.")
@shared
def lateness(*, first: date, last: date, as_json: bool, **who: Any) -> None:
    """Count how your agency's own decisions of some days were published."""
    found = GatewayClient(**who).ask(LATENESS, {"from": first, "to": last})["publicationLateness"]
    give(found, print_lateness, as_json=as_json)
