"""Whom a proceeding is about, by the name the store gives a subject."""

from __future__ import annotations

from collections.abc import Collection

from gateway.refs import is_person
from gateway.store.vault import Vault
from schema.identifiers import Identifier, Scheme, aliases_of


def unit_of(subject_ref: str | None) -> Identifier | None:
    """Give the identifier by which the store names a unit; None for a natural person, whom it names by a pseudonym."""
    if subject_ref is None or is_person(subject_ref):
        return None
    scheme, _, value = subject_ref.partition(":")
    return Identifier(scheme=Scheme[scheme], value=value)


def is_about(subject_ref: str, aliases: Collection[Identifier], vault: Vault) -> bool:
    """Tell whether a name in the store is of the subject that has one of the identifiers."""
    unit = unit_of(subject_ref)
    if unit is None:
        return any(vault.subject_ref(each) == subject_ref for each in aliases)
    return not set(aliases_of(unit)).isdisjoint(aliases)
