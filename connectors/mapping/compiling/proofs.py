"""Identifiers an answer must or may prove."""

from __future__ import annotations

from connectors.core.faults import ContractBroken
from connectors.core.own import identifier
from schema.identifiers import Identifier, Scheme


def proven(scheme: Scheme, text: str) -> Identifier:
    """Give an identifier the source proves; raises `ContractBroken` if it is none."""
    found = identifier(scheme, text)
    if found is None:
        raise ContractBroken(f"the source gave a {scheme.value} that is none")
    return found


def resident_identity(text: str | None) -> Identifier | None:
    """Give a resident identity number; a masked or malformed one is none."""
    return identifier(Scheme.RESIDENT_IDENTITY, text)


def unit_code(text: str | None) -> Identifier | None:
    """Give the credit code of a unit; a masked or malformed one is none."""
    return identifier(Scheme.CREDIT_CODE, text)
