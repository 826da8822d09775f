"""`tally serve`: runs the gateway."""

from __future__ import annotations

from pathlib import Path

import click

from connectors.core.settings import ConfigFault
from connectors.manifest import ManifestFaults
from gateway.cli.exits import CommandFailed
from gateway.cli.options import config_option, host_option, port_option, state_option
from gateway.cli.places import config_folder, faulty
from gateway.http import CannotListen, StartFailed
from gateway.http.assets import AssetsMissing
from gateway.receipts.keys import KeyFileError
from gateway.serving import serve_forever
from gateway.store.errors import StoreError


@click.command()
@host_option("gateway.toml's")
@port_option("gateway.toml's")
@config_option
@state_option
@click.option("--reload", is_flag=True, help="Read the configuration again when it or a connector folder changes.")
def serve(*, host: str | None, port: int | None, config: Path | None, state: Path | None, reload: bool) -> None:
    """Serve the gateway until Ctrl-C or SIGTERM.

    It starts and stays up while any department is down. SIGHUP, and with --reload every change, has the configuration
    read again: it takes effect without a restart, or all its faults are logged and the old one is kept. Logs are JSON
    lines on standard error.
    """
    folder = config_folder(config)
    try:
        serve_forever(folder, host=host, port=port, state=state, reload=reload, on_started=_say)
    except ManifestFaults as error:
        raise faulty(folder, error) from error
    except ConfigFault as error:
        faults = "\n".join(f"  {fault}" for fault in error.faults)
        raise CommandFailed(f"the configuration in {folder} has {len(error.faults)} fault(s):\n{faults}") from error
    except StoreError as error:
        raise CommandFailed(error.message, code=error.code.value, hint=error.hint) from error
    except (CannotListen, StartFailed, AssetsMissing, KeyFileError) as error:
        raise CommandFailed(str(error)) from error


def _say(host: str, port: int) -> None:
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"serving at http://{shown}:{port}/graphql (GraphiQL in a browser)")
