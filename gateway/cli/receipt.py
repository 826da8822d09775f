"""`tally receipt`: shows and verifies receipts off line, and exports the public keys that verify them."""

from __future__ import annotations

from pathlib import Path

import click
import orjson

from gateway.cli.exits import CommandFailed, ExitCode
from gateway.cli.options import File, config_option, state_option
from gateway.cli.places import state_folder
from gateway.cli.printing import console
from gateway.cli.receipt_view import print_body, print_verdict
from gateway.cli.schemes import identifier_of
from gateway.receipts.canonical import CanonicalError, decode
from gateway.receipts.file import parse_receipt
from gateway.receipts.keys import KeyFileError, PublicKeys, public_key_file, read_public_keys
from gateway.receipts.personal import unseal
from gateway.receipts.verdict import Unverified
from gateway.receipts.verify import verify as verify_receipt
from schema.identifiers import Identifier, Scheme
from schema.suggest import did_you_mean

RECEIPT_BYTES = 16 * 1024 * 1024


@click.group()
def receipt() -> None:
    """Show and verify receipts, without a gateway and without a network."""


@receipt.command()
@click.argument("file", type=File)
@click.option("--json", "as_json", is_flag=True, help="Print the signed body as JSON.")
def show(*, file: Path, as_json: bool) -> None:
    """Show what FILE says. Nothing is verified by this; use `tally receipt verify`."""
    try:
        parsed = parse_receipt(_bytes(file))
        body = unseal(decode(parsed.body), parsed.openings)
    except (Unverified, CanonicalError) as error:
        raise CommandFailed(
            f"{file} is not a receipt: {error}", hint="give the file `tally check --save` wrote"
        ) from error
    if as_json:
        click.echo(orjson.dumps(body, option=orjson.OPT_INDENT_2).decode())
    else:
        print_body(console(), body)
        click.echo("not verified: anybody can write such a file; run `tally receipt verify`", err=True)


@receipt.command()
@click.argument("file", type=File)
@click.option("--keys", "key_file", type=File, required=True, metavar="KEYS", help="Public keys you trust (JWK Set).")
@click.option("--case", "case_number", metavar="N", help="Case the receipt must have been issued for.")
@click.option("--subject", metavar="SCHEME:VALUE", help="Subject it must be about, such as CREDIT_CODE:9199….")
@click.option("--matter", metavar="ID", help="Matter it must have been issued for.")
@click.option("--agency", metavar="SLUG", help="Agency it must have been issued to.")
def verify(
    *,
    file: Path,
    key_file: Path,
    case_number: str | None,
    subject: str | None,
    matter: str | None,
    agency: str | None,
) -> None:
    """Verify FILE against KEYS and nothing else, and that it is the receipt expected.

    Exit code 1 and a stable code if it is not: one changed byte, another key, another case. Give --case and
    --subject wherever a receipt is relied on: a genuine receipt of another case proves nothing about yours.
    """
    verdict = verify_receipt(
        _bytes(file),
        _keys(key_file),
        expect_case=case_number,
        expect_subject=_subject(subject) if subject else None,
        expect_matter=matter,
        expect_agency=agency,
    )
    print_verdict(console(), verdict)
    if not verdict.ok:
        raise SystemExit(ExitCode.NEGATIVE)


@receipt.command()
@state_option
@config_option
def keys(*, state: Path | None, config: Path | None) -> None:
    """Print this gateway's public keys, old ones included, for whoever verifies its receipts."""
    folder = state_folder(state, config=config)
    try:
        known = folder.read_public_keys()
    except KeyFileError as error:
        raise CommandFailed(f"{folder.public_keys}: {error}") from error
    if not known:
        raise CommandFailed(
            f"there are no keys in {folder.path}", hint="a gateway makes them when it first starts; see --state"
        )
    click.echo(public_key_file(known.values()).decode(), nl=False)


def _bytes(file: Path) -> bytes:
    if file.stat().st_size > RECEIPT_BYTES:
        raise CommandFailed(f"{file} is larger than any receipt ({RECEIPT_BYTES} bytes)")
    return file.read_bytes()


def _keys(file: Path) -> PublicKeys:
    try:
        return read_public_keys(_bytes(file))
    except KeyFileError as error:
        raise CommandFailed(f"{file}: {error}", hint="export them with `tally receipt keys > keys.json`") from error


def _subject(written: str) -> Identifier:
    name, separator, value = written.partition(":")
    schemes = {scheme.value for scheme in Scheme}
    if not separator or name not in schemes:
        raise CommandFailed(
            "--subject is not SCHEME:VALUE", hint=f"such as CREDIT_CODE:9199…; {did_you_mean(name, schemes)}"
        )
    return identifier_of(value, Scheme[name])
