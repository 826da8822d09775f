"""Examines the store: whether it opens in this version, and whether its database keeps what was acknowledged."""

from __future__ import annotations

from collections.abc import Iterator

from gateway.cli.findings import Finding, ill, well
from gateway.state import StateFolder
from gateway.store.engine import Mode, open_store
from gateway.store.errors import StoreError
from gateway.store.receipts import count_chains


def check_store(folder: StateFolder) -> Iterator[Finding]:
    """Give one finding for the store, or one for each setting of its database that endangers it."""
    try:
        store = open_store(folder.database_url, Mode.READ)
        try:
            with store.reading() as connection:
                hazards = list(store.database.hazards(connection))
                chains = count_chains(connection)
        finally:
            store.close()
    except StoreError as error:
        yield ill("store", error.message, error.hint)
        return
    yield from (ill("store", hazard.seen, hazard.remedy) for hazard in hazards)
    if not hazards:
        yield well("store", f"opens; {chains} chain(s) of receipts in {store.database.place}")
