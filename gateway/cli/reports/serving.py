"""`tally reports serve` and `tally reports key`."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

import click

from connectors.manifest import ManifestFaults
from gateway.cli.exits import CommandFailed
from gateway.cli.options import Folder, NewFolder, host_option, port_option
from gateway.http.server import CannotListen, StartFailed
from gateway.paths import shipped
from gateway.store.errors import StoreError
from gateway.whistleblowing.serving import NoHandler, serve_reports
from gateway.whistleblowing.staff import Member, digest_of, new_key
from gateway.whistleblowing.words import Role


@click.command()
@click.option("--trial", is_flag=True, help="Keep reports in a temporary folder, and print keys made for this run.")
@host_option("reports.toml's")
@port_option("reports.toml's")
@click.option(
    "--config",
    type=Folder,
    envvar="TALLY_REPORTS_CONFIG",
    show_envvar=True,
    metavar="DIR",
    help="Folder of reports.toml.  [default: the one shipped with Tally]",
)
@click.option(
    "--state",
    type=NewFolder,
    metavar="DIR",
    help="Folder of the reports and their master key.  [default: the one reports.toml names]",
)
def serve(*, trial: bool, host: str | None, port: int | None, config: Path | None, state: Path | None) -> None:
    """Serve the channel until Ctrl-C or SIGTERM: the public form at /, the desk of its staff under /desk.

    Nothing is logged of any request. Staff is named in reports.toml; `tally reports key` makes their keys.
    """
    if not trial:
        _serve(config, host, port, state, None)
        return
    if state is not None:
        raise CommandFailed("--trial keeps reports in a temporary folder", hint="leave --state out")
    keys = {new_key(): Member(f"trial-{role.value.lower()}", role) for role in Role}
    with tempfile.TemporaryDirectory(prefix="tally-reports-") as folder:
        for each, member in keys.items():
            click.echo(f"{member.role.value:<8} export TALLY_REPORTS_KEY={each}")
        _serve(config, host, port, Path(folder), keys)


@click.command()
@click.option("--id", "name", required=True, metavar="NAME", help="Who the key is for; audit entries name them so.")
@click.option("--role", type=click.Choice([each.value for each in Role]), required=True, help="What they may do.")
def key(*, name: str, role: str) -> None:
    """Make a key for a member of staff, and print the lines reports.toml takes. The key is shown this once."""
    made = new_key()
    click.echo(f"give {name} this key, and keep no copy: {made}", err=True)
    click.echo(f'[[staff]]\nid = "{name}"\nrole = "{role}"\nkey_sha256 = "{digest_of(made)}"')


def _serve(
    config: Path | None, host: str | None, port: int | None, state: Path | None, keys: Mapping[str, Member] | None
) -> None:
    folder = config or shipped("config") / "reports"
    try:
        serve_reports(folder, host=host, port=port, state=state, keys=keys, on_started=_say)
    except ManifestFaults as error:
        faults = "\n".join(f"  {fault}" for fault in error.faults)
        raise CommandFailed(f"reports.toml in {folder} has {len(error.faults)} fault(s):\n{faults}") from error
    except NoHandler as error:
        hint = "make a key with `tally reports key --id NAME --role HANDLER`, or try it with --trial"
        raise CommandFailed(str(error), hint=hint) from error
    except StoreError as error:
        raise CommandFailed(error.message, code=error.code.value, hint=error.hint) from error
    except (CannotListen, StartFailed) as error:
        raise CommandFailed(str(error)) from error


def _say(host: str, port: int) -> None:
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"serving at http://{shown}:{port}/ (举报 · report)")
