"""`tally rights asked`: tells a subject who was answered about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click
import orjson
from rich.text import Text

from gateway.accesses.told import refs_of, told
from gateway.cli.options import config_option, state_option
from gateway.cli.places import configured_agencies, state_folder
from gateway.cli.printing import console, line, show
from gateway.cli.schemes import scheme_option, typed_identifier
from gateway.cli.stores import store_opened
from gateway.store.accesses import accesses_of
from gateway.store.engine import Mode
from schema.accesses import Access


@click.command()
@click.argument("code")
@scheme_option
@click.option("--json", "as_json", is_flag=True, help="Print the entries as JSON.")
@state_option
@config_option
def asked(*, code: str, scheme: str | None, as_json: bool, state: Path | None, config: Path | None) -> None:
    """Print every answer about the subject of CODE that left this gateway, the latest first.

    That is what the subject may be told at its request: the day, what was answered, the agency, its purpose and
    matter, and the receipt; never the officer or the case. Reading it here leaves no entry; the `accesses` query does.
    `-` reads CODE from standard input, so that a personal number does not stay in the shell's history.
    """
    subject = typed_identifier(code, scheme)
    agencies = configured_agencies(config)
    folder = state_folder(state, config=config)
    with store_opened(folder, Mode.READ) as store, store.reading() as connection:
        page = accesses_of(connection, refs_of(subject, folder.vault()))
    entries = [told(row, agencies) for row in page.rows]
    if as_json:
        click.echo(orjson.dumps([_tree(entry) for entry in entries], option=orjson.OPT_INDENT_2).decode())
    else:
        show(console(), _lines(entries))


def _lines(entries: Iterable[Access]) -> Iterator[Text]:
    found = False
    for each in entries:
        found = True
        receipt = f"receipt {each.receipt}" if each.receipt else None
        agency = f"{each.agency} ({each.agency_name})"
        yield line(each.on, each.operation.value, agency, each.purpose, each.matter, receipt, indent=0)
    if not found:
        yield line("nobody was answered about this subject", indent=0)


def _tree(entry: Access) -> dict[str, Any]:
    return {
        "id": entry.id,
        "on": entry.on,
        "operation": entry.operation.value,
        "agency": entry.agency,
        "agencyName": entry.agency_name,
        "purpose": entry.purpose.value if entry.purpose else None,
        "matter": entry.matter,
        "receipt": entry.receipt,
    }
