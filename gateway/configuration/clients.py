"""Clients, their grants and the issuers of their tokens: `clients.toml`. No secret is in it."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from connectors.manifest import Fault, ManifestFaults, Table, read_toml
from connectors.manifest.table import unique
from gateway.access.clients import Clients
from gateway.configuration.issuers import read_issuers
from gateway.configuration.proofs import Proofs
from gateway.grants import EVERYWHERE, Grant
from gateway.manner import Manner
from gateway.rules.regions import NATIONAL, is_division
from schema.codes import Purpose, RecordKind
from schema.proceedings import ProceedingKind


def load_clients(path: Path, *, agencies: Collection[str], matters: Collection[str], api_keys: bool) -> Clients:
    """Read clients and issuers; raises `ManifestFaults` with everything wrong. `api_keys` allows API keys."""
    faults: list[Fault] = []
    root = Table.root(read_toml(path), faults)
    proofs = Proofs(issuers=read_issuers(root, path.parent), api_keys=api_keys)
    manners: dict[str, Manner] = {}
    unique(root.tables("client"), lambda table: _client(table, agencies, matters, proofs, manners))
    root.finish()
    if faults:
        raise ManifestFaults(faults)
    return Clients(
        issuers=proofs.issuers,
        by_key=proofs.by_key,
        by_token=proofs.by_token,
        by_certificate=proofs.by_certificate,
        manners=manners,
    )


def _check_kind(table: Table, written: str) -> None:
    kind, colon, field = written.partition(":")
    known = table.known("record_kinds", kind, [item.value for item in RecordKind], "a record kind")
    if known and colon and (kind != RecordKind.EVALUATION.value or not field):
        table.fault(
            f"is {written!r}; only evaluations are narrowed to a field",
            f'write "{kind}", or "EVALUATION:tax" for the evaluations of a field',
            key="record_kinds",
        )


def _search(table: Table, kinds: Collection[str]) -> bool:
    search = table.flag("search")
    if search and RecordKind.REGISTRATION.value not in kinds and not table.flag("statistics"):
        hint = f'add "{RecordKind.REGISTRATION.value}" to record_kinds, or leave search out'
        table.fault("lets registrations be searched that it does not show", hint, key="search")
    return search


def _procedures(table: Table) -> frozenset[ProceedingKind]:
    """Read the kinds of proceeding the client carries on; joint cases have keys of their own."""
    found = frozenset(table.some_of("procedures", ProceedingKind))
    if ProceedingKind.JOINT_CASE in found:
        table.fault(
            "names JOINT_CASE, which is granted by role", "write initiates = true or responds = true", key="procedures"
        )
    return found


def _regions(table: Table, *, required: bool) -> frozenset[str]:
    """Read the divisions whose issuers' records are shown; everywhere has to be said."""
    if required and not table.has("regions"):
        table.fault(
            "does not say whose records it shows",
            f'write regions = ["990000"], the divisions (GB/T 2260) of the issuers, or ["{EVERYWHERE}"] for every one',
            key="regions",
        )
    regions = table.texts("regions")
    for place, region in enumerate(regions):
        if region != EVERYWHERE and not is_division(region):
            _fault_region(table, place, region)
    if EVERYWHERE in regions and len(regions) > 1:
        table.fault(
            f"names divisions beside {EVERYWHERE!r}, which covers them", "write one or the other", key="regions"
        )
    return frozenset(regions)


def _fault_region(table: Table, place: int, region: str) -> None:
    hint = 'write six digits, such as "990000" for a province with all divisions within it'
    if region == NATIONAL:
        hint = "leave it out: records of national issuers are always shown"
    problem = f"is {region!r}, which is no administrative division (GB/T 2260)"
    table.faults.append(table.source.fault((*table.path, "regions", place), problem, hint))


def _check_statistics(table: Table) -> None:
    """Note what a client that reads aggregates may not have beside them (GO-27-b)."""
    if table.flag("statistics"):
        for key in (
            *("purposes", "matters", "record_kinds", "regions", "personal"),
            *("initiates", "responds", "accesses", "search", "operates", "procedures"),
        ):
            if table.written(key):
                table.fault(
                    "is granted to a client with statistics = true, which reads aggregates and nothing else",
                    f"leave {key} out, or give its agency another client for it",
                    key=key,
                )


def _client(
    table: Table,
    agencies: Collection[str],
    matters: Collection[str],
    proofs: Proofs,
    manners: dict[str, Manner],
) -> tuple[str, Grant]:
    client, agency = table.text("id"), table.text("agency")
    table.known("agency", agency, agencies, "an agency")
    granted = table.texts("matters")
    for matter in granted:
        table.known("matters", matter, matters, "a matter")
    kinds = table.texts("record_kinds")
    for kind in kinds:
        _check_kind(table, kind)
    _check_statistics(table)
    grant = Grant(
        client=client,
        agency=agency,
        purposes=frozenset(table.some_of("purposes", Purpose)),
        matters=frozenset(granted),
        record_kinds=frozenset(kinds),
        regions=_regions(table, required=bool(kinds) and not table.flag("statistics")),
        personal=table.flag("personal"),
        statistics=table.flag("statistics"),
        initiates=table.flag("initiates"),
        responds=table.flag("responds"),
        accesses=table.flag("accesses"),
        search=_search(table, kinds),
        operates=table.flag("operates"),
        procedures=_procedures(table),
    )
    manners[client] = Manner(introspection=table.flag("introspection"), any_operation=table.flag("any_operation"))
    proofs.read(table, grant)
    return client, grant
