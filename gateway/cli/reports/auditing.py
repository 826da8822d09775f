"""What auditors do: `tally reports audit`."""

from __future__ import annotations

import click

from gateway.cli.exits import CommandFailed, ExitCode
from gateway.cli.printing import console, line, show
from gateway.cli.reports.client import DeskClient, desk_options
from gateway.whistleblowing.trail import AuditEntry, Head, faults_of


class HeadType(click.ParamType[Head]):
    """A head as `tally reports audit` prints it."""

    name = "N:DIGEST"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Head:
        """Read the head."""
        if isinstance(value, Head):
            return value
        number, _, digest = str(value).partition(":")
        if not (number.isdecimal() and digest):
            self.fail(f"{value!r} is no head; write it as `tally reports audit` printed it", param, ctx)
        return Head(int(number), digest)


@click.command()
@click.option("--head", "heads", type=HeadType(), multiple=True, help="Head noted earlier, which must still be there.")
@desk_options
def audit(*, heads: tuple[Head, ...], url: str, key: str | None) -> None:
    """Print who did what to which report, verify that nothing was changed, and end with the head to note elsewhere.

    Exits 1 if an entry was changed or is missing. Whoever has the whole machine can write the audit anew; a head noted
    elsewhere and given with --head shows that too.
    """
    found = DeskClient(url=url, key=key).get("audit")["entries"]
    entries = tuple(AuditEntry(**each) for each in found)
    show(
        console(),
        (line(each.seq, each.at, each.who, each.deed, each.report_id, each.detail, indent=0) for each in entries),
    )
    faults = faults_of(entries, heads)
    if faults:
        raise CommandFailed("the audit is not whole: " + "; ".join(faults), exit_code=ExitCode.NEGATIVE)
    click.echo(f"head {entries[-1].seq}:{entries[-1].digest}")
