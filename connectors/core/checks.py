"""Checks every outcome passes before it is believed: accounted for, about the subject asked, absence provable."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from connectors.core.connector import Descriptor
from connectors.core.faults import ContractBroken, Defect, MaskedKey, Unaccounted, WrongSubject
from schema.identifiers import Identifier, aliases_of, fault_of
from schema.outcomes import Alias, Failed, Found, NotApplicable, NotFound, Outcome, Withheld
from schema.records import Record

_SHAPE = re.compile(r"[0-9A-Z]{9,18}")
_OTHERS = (Withheld, NotApplicable, Failed)


def checked(key: Identifier, outcomes: Mapping[Identifier, Outcome], descriptor: Descriptor) -> Outcome:
    """Give the outcome for `key` as far as it can be believed; what cannot becomes `Failed`."""
    outcome = outcomes.get(key)
    if type(outcome) is Found:
        return _checked_found(key, outcome, descriptor)
    if type(outcome) is NotFound:
        return MaskedKey().failed() if key.scheme in descriptor.masked else outcome
    if outcome is None:
        return Unaccounted().failed()
    return outcome if isinstance(outcome, _OTHERS) else Defect().failed()


def well_shaped(key: Identifier) -> bool:
    """Tell whether a key is digits and capital letters only: nothing else can be one, nor be sent as one."""
    return _SHAPE.fullmatch(key.value) is not None


def _checked_found(key: Identifier, found: Found, descriptor: Descriptor) -> Outcome:
    records: list[Record] = []
    believed: tuple[Identifier, ...] | None = None  # rows of one answer mostly share their identifiers
    echo: bool | None = True
    for record in found.records:
        if record.kind not in descriptor.kinds:
            return ContractBroken(f"the source delivered a {record.kind.value}, which it does not declare").failed()
        if record.identifiers is not believed:
            believed = record.identifiers
            echo = _echo(believed, key, descriptor)
        if echo is False:
            return WrongSubject().failed()
        if echo:
            records.append(record)
    if not _speaks_of(found.aliases, key):
        return WrongSubject().failed()
    distinct = _distinct(records)
    if distinct is None:
        return ContractBroken("the source delivered two different rows under one key of its own").failed()
    aliases = tuple(alias for alias in found.aliases if _well_formed(alias.identifier))
    if len(distinct) == len(found.records) and len(aliases) == len(found.aliases):
        return found
    left_out = len(found.records) + len(found.aliases) - len(records) - len(aliases)
    return replace(found, records=tuple(distinct), aliases=aliases, rejected=found.rejected + left_out)


def _distinct(records: Sequence[Record]) -> Sequence[Record] | None:
    """Give the records with each row delivered twice once; None if two rows with one id differ."""
    if len({record.id for record in records}) == len(records):
        return records
    by_id: dict[str, Record] = {}
    for record in records:
        if by_id.setdefault(record.id, record) != record:
            return None
    return tuple(by_id.values())


def _echo(identifiers: tuple[Identifier, ...], key: Identifier, descriptor: Descriptor) -> bool | None:
    """Compare a record's own identifiers with the key.

    True: it is the key's, or nothing contradicts; False: another subject's; None: masked, malformed or missing
    where the source declares to carry some. Equal values of the key's scheme decide alone (GB 32100 before GB 11714).
    """
    same_scheme = [item for item in identifiers if item.scheme is key.scheme]
    if any(item.value == key.value for item in same_scheme):
        return True
    if any(_well_formed(item) for item in same_scheme):
        return False
    if same_scheme or not any(_well_formed(item) for item in identifiers):
        return None if identifiers or descriptor.carries else True
    return not _contradicts(identifiers, key)


def _contradicts(identifiers: tuple[Identifier, ...], key: Identifier) -> bool:
    """Tell whether what follows from a record's identifiers differs from what follows from the key."""
    expected = {item.scheme: item.value for item in aliases_of(key)}
    derived = [alias for item in identifiers if _well_formed(item) for alias in aliases_of(item)]
    return any(expected.get(alias.scheme, alias.value) != alias.value for alias in derived)


def _speaks_of(aliases: tuple[Alias, ...], key: Identifier) -> bool:
    own = [alias.identifier.value for alias in aliases if alias.identifier.scheme is key.scheme]
    return not own or key.value in own


def _well_formed(item: Identifier) -> bool:
    return fault_of(item.scheme, item.value) is None
