"""What a connector declares is seen in its cases, and nothing else is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from connectors.contract.bench import Http, build
from connectors.contract.contract import Contract
from connectors.core.connector import Descriptor
from schema.identifiers import Scheme


async def _abilities(contract: Contract, folder: Path) -> Sequence[str]:
    places = (
        {"path": str(folder)} if "path" in contract.kind.settings_type.__dataclass_fields__ else {"url": _url(contract)}
    )
    declared = build(contract, places, Http.AIOHTTP).descriptor
    batched = any(len(case.keys) > 1 for case in contract.cases)
    return [
        *_kinds(contract, declared),
        *_identifiers(contract, declared),
        *_keys(contract, declared),
        *(["it declares to take several keys at once, and no case asks it so"] * (declared.batch_size > 1 > batched)),
    ]


def _url(contract: Contract) -> str:
    return "sqlite:///none" if any(case.database for case in contract.cases) else "http://department.test"


def _kinds(contract: Contract, declared: Descriptor) -> Iterable[str]:
    records = [record for told in _told(contract) for record in told.get("records", ())]
    yield from _compared(
        "kind of record", {kind.value for kind in declared.kinds}, {record["kind"] for record in records}
    )
    yield from _compared("field", set(declared.fields), {record["field"] for record in records if "field" in record})
    links = any(told.get("links") for told in _told(contract))
    if links != declared.links_units:
        yield "it links units, and does not declare it" if links else "it declares to link units, and no case shows it"


def _identifiers(contract: Contract, declared: Descriptor) -> Iterable[str]:
    records = [record for told in _told(contract) for record in told.get("records", ())]
    carried = {text.partition(":")[0] for record in records for text in record.get("identifiers", ())}
    taught = {alias["identifier"].partition(":")[0] for told in _told(contract) for alias in told.get("aliases", ())}
    yield from _compared("identifier its records carry", {scheme.value for scheme in declared.carries}, carried)
    yield from _compared("alias it teaches", {scheme.value for scheme in declared.teaches}, taught)


def _keys(contract: Contract, declared: Descriptor) -> Iterable[str]:
    for scheme in declared.keyed_by:
        seen = {
            told["outcome"]
            for case in contract.cases
            for key, told in case.expect.items()
            if key.partition(":")[0] == scheme.value
        }
        if "FOUND" not in seen:
            yield f"no case finds anything by {scheme.value}"
        if "NOT_FOUND" not in seen and not _cannot(declared, scheme):
            yield f"no case proves absence by {scheme.value}"


def _cannot(declared: Descriptor, scheme: Scheme) -> bool:
    return scheme in declared.masked


def _told(contract: Contract) -> Iterable[Mapping[str, Any]]:
    return [told for case in contract.cases for told in case.expect.values()]


def _compared(what: str, declared: set[str], seen: set[str]) -> Iterable[str]:
    yield from (f"it declares the {what} {name}, and no case shows it" for name in sorted(declared - seen))
    yield from (f"a case shows the {what} {name}, which it does not declare" for name in sorted(seen - declared))


ABILITIES = _abilities
