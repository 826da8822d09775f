"""Tries a pack over the receipts a gateway keeps: reads each with its evidence and the rights log of its position."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from cryptography.exceptions import InvalidTag
from sqlalchemy import Connection

from gateway.adopting.kept import read_rules
from gateway.answers.evidence import restored
from gateway.cli.exits import CommandFailed
from gateway.cli.pack.configured import configured
from gateway.cli.receipt import RECEIPT_BYTES
from gateway.receipts.canonical import CanonicalError, decode
from gateway.receipts.file import parse_receipt
from gateway.receipts.personal import unseal
from gateway.receipts.verdict import Unverified
from gateway.rights.entries import RightsEntry
from gateway.rights.state import RightsState
from gateway.rules.packs import RulePacks
from gateway.rules.trial import Trial
from gateway.simulation.comparison import CaseName, NotJudged, Result, Simulation, simulation
from gateway.simulation.kept import KeptCheck, Unjudgeable, read_check
from gateway.simulation.receipts import Setting, judged_again
from gateway.simulation.twice import Bench
from gateway.state import MASTER_KEY, StateFolder
from gateway.store.engine import Mode, Store, open_store
from gateway.store.errors import StoreError
from gateway.store.receipts import find_evidence, find_evidence_at, find_receipt, receipt_ids
from gateway.store.rights_log import read_after
from gateway.store.submission import StoredReceipt
from gateway.store.vault import Vault


def over_receipts(trial: Trial, folder: Path, state: StateFolder, files: Path | None) -> Simulation:
    """Try a pack over the receipts of a store, or those of them whose files are in a folder; `CommandFailed`."""
    configuration, connectors = configured(folder, os.environ)
    store, vault = _opened(state)
    try:
        with store.reading() as connection:
            setting = Setting(
                agencies=configuration.directory.agencies,
                matters=configuration.matters,
                packs=configuration.packs.packs,
                trial=RulePacks(trial.packs),
                bench=Bench(
                    sources={slug: connector.descriptor for slug, connector in connectors.items()},
                    adoptions=(*configuration.adoptions, *read_rules(connection, vault)),
                    social=configuration.directory.social,
                    vault=vault,
                ),
            )
            results = tuple(_Shelf(connection, vault, setting).results(files))
    finally:
        store.close()
    return simulation(tuple(pack.version for pack in setting.packs), trial.new.version, results)


def _opened(state: StateFolder) -> tuple[Store, Vault]:
    """Open what is there; a verb that only reads makes neither store nor key."""
    try:
        store = open_store(state.database_url, Mode.READ)
        try:
            return store, _vault(state)
        except BaseException:
            store.close()
            raise
    except StoreError as error:
        message = str(error).removesuffix(f"; {error.hint}")
        raise CommandFailed(message, code=error.code.value, hint=error.hint) from error


def _vault(state: StateFolder) -> Vault:
    if not (state.path / MASTER_KEY).exists():
        raise CommandFailed(f"there is no master key in {state.path}", hint="name the gateway's folder with --state")
    return state.vault()


class _Shelf:
    """The receipts of one store, in one read transaction."""

    def __init__(self, connection: Connection, vault: Vault, setting: Setting) -> None:
        self._connection = connection
        self._vault = vault
        self._setting = setting
        self._log: Sequence[RightsEntry] = read_after(connection, 0)

    def results(self, files: Path | None) -> Iterator[Result]:
        if files is None:
            for receipt_id in receipt_ids(self._connection):
                yield self._result(receipt_id)
            return
        for file in sorted(each for each in files.iterdir() if each.is_file()):
            yield self._of_file(file)

    def _of_file(self, file: Path) -> Result:
        try:
            if file.stat().st_size > RECEIPT_BYTES:
                return _not_judged(file.name, "the file is larger than any receipt")
            body = parse_receipt(file.read_bytes()).body
            receipt_id = read_check(decode(body)).id
        except (Unverified, CanonicalError, Unjudgeable):
            return _not_judged(file.name, "the file is not a receipt that can be read")
        return self._result(receipt_id, body)

    def _result(self, receipt_id: str, body: bytes | None = None) -> Result:
        try:
            stored = find_receipt(self._connection, receipt_id, self._vault)
            if stored is None:
                return _not_judged(receipt_id, "this store does not have it; another gateway's may")
            if body is not None and body != stored.body:
                return _not_judged(receipt_id, "the file says something else than the receipt kept under its id")
            kept = read_check(unseal(decode(stored.body), stored.openings))
            return judged_again(kept, self._contents(kept, stored), self._rights(kept), self._setting)
        except Unjudgeable as reason:
            return _not_judged(receipt_id, str(reason))
        except StoreError as error:
            return _not_judged(receipt_id, error.message)
        except InvalidTag:
            return _not_judged(receipt_id, "what is sealed for it was changed, or is under another key")

    def _contents(self, kept: KeptCheck, stored: StoredReceipt) -> list[bytes | None]:
        return [
            self._content(item.sha256, stored.subject_ref) if isinstance(item.sha256, str) else None
            for item in kept.evidence
        ]

    def _content(self, digest: str, subject_ref: str) -> bytes | None:
        content = find_evidence(self._connection, digest, subject_ref, self._vault)
        return None if content is None else restored(content, self._person)

    def _person(self, address: str, ref: str) -> bytes | None:
        return find_evidence_at(self._connection, address, ref, self._vault)

    def _rights(self, kept: KeptCheck) -> RightsState:
        return RightsState().advanced(_up_to(self._log, kept.rights_position))


def _up_to(log: Iterable[RightsEntry], position: int) -> list[RightsEntry]:
    return [entry for entry in log if entry.seq <= position]


def _not_judged(name: str, reason: str) -> NotJudged:
    return NotJudged(case=CaseName(receipt=name, subject="", matter="", agency=""), reason=reason)
