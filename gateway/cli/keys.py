"""`tally keys`: lists and changes the keys of a state folder, also while a gateway serves from it."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from gateway.cli.exits import CommandFailed
from gateway.cli.options import config_option, state_option
from gateway.cli.places import state_folder
from gateway.cli.stores import store_opened
from gateway.receipts.keys import PublicKey
from gateway.state import MASTER_KEY, PUBLIC_KEYS
from gateway.store.engine import Mode
from gateway.store.master_keys import MasterKey
from gateway.store.rotation import destroy_old_keys, keys_in_use, rotate_master_key


@click.group()
def keys() -> None:
    """List and change keys: the one that signs receipts, and the master keys personal values are under.

    A running gateway takes a new key up with its next answer. `tally receipt keys` prints the public keys.
    """


@keys.command(name="list")
@state_option
@config_option
def listed(*, state: Path | None, config: Path | None) -> None:
    """List signing keys with their validity, and master keys with how many subject keys are under each."""
    folder = state_folder(state, config=config)
    with store_opened(folder, Mode.READ) as store:
        public, master = folder.read_public_keys(), folder.master_keys()()
        with store.reading() as connection:
            used = keys_in_use(connection)
    for key in public.values():
        click.echo(_of_signing(key))
    for each in (master.current, *master.old):
        part = "current" if each is master.current else "old"
        click.echo(_of_master(each, part, used.pop(each.key_id, 0)))
    for key_id, count in used.items():
        place = f"{key_id}, which is not in {MASTER_KEY}" if key_id else "from before master keys had names"
        click.echo(f"subject keys  {count} under a master key {place}")


@keys.command(name="rotate-signing")
@state_option
@config_option
def rotate_signing(*, state: Path | None, config: Path | None) -> None:
    """Sign receipts with a new key from now on. The old public key stays, and ends: what it signed still verifies.

    Give the new public keys to whoever verifies receipts (`tally receipt keys`).
    """
    folder = state_folder(state, config=config)
    with store_opened(folder, Mode.APPEND) as store, store.writing():
        key = folder.rotate_signing_key(datetime.now(UTC))
    click.echo(f"receipts are signed with {key.public.key_id} from now on")
    click.echo(f"give {folder.path / PUBLIC_KEYS} to whoever verifies receipts: `tally receipt keys`", err=True)


@keys.command(name="rotate-master")
@state_option
@config_option
def rotate_master(*, state: Path | None, config: Path | None) -> None:
    """Wrap every subject key under a new master key. Persons keep their pseudonyms; receipts are not touched.

    Broken off anywhere, nothing is lost; run it again and it goes on. The old key stays in the key file, because
    backups made before need it, until `tally keys destroy-old`.
    """
    folder = state_folder(state, config=config)
    with store_opened(folder, Mode.APPEND) as store:
        done = rotate_master_key(store, folder, os.urandom, datetime.now(UTC))
    what = "the rotation begun before was ended" if done.resumed else "a new master key was made"
    click.echo(f"{what}; {done.rewrapped} subject key(s) were wrapped under {done.keys.current.key_id}")
    click.echo(
        f"back up {folder.path / MASTER_KEY} now; `tally keys destroy-old` ends the old key and what only it opens",
        err=True,
    )


@keys.command(name="destroy-old")
@click.option("--yes", is_flag=True, help="Do not ask whether to go on.")
@state_option
@config_option
def destroy_old(*, yes: bool, state: Path | None, config: Path | None) -> None:
    """Take old master keys out of the key file; refused while anything in the store needs one.

    Backups of the database made before the rotation, and what was erased since, then open with nothing but a copy of
    the old key file: destroy those copies too.
    """
    folder = state_folder(state, config=config)
    with store_opened(folder, Mode.APPEND) as store:
        old = folder.master_keys()().old
        if not old:
            raise CommandFailed("there is no old master key", hint="`tally keys rotate-master` makes one")
        if not yes:
            names = ", ".join(key.key_id for key in old)
            click.confirm(f"Backups made under {names} can never be opened again. Go on?", abort=True)
        destroy_old_keys(store, folder)
    click.echo(f"{len(old)} old master key(s) are gone from {folder.path / MASTER_KEY}")


def _of_signing(key: PublicKey) -> str:
    until = f"until {key.not_after:%Y-%m-%dT%H:%M:%SZ}" if key.not_after else "current"
    return f"signing key   {key.key_id}  from {key.not_before:%Y-%m-%dT%H:%M:%SZ}  {until}"


def _of_master(key: MasterKey, part: str, used: int) -> str:
    made = f"from {key.made_at:%Y-%m-%dT%H:%M:%SZ}" if key.made_at else "from before this was noted"
    return f"master key    {key.key_id}  {made}  {part}, {used} subject key(s)"
