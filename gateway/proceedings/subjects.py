"""Whom a proceeding is about: by the name the store gives a subject, and as sealed among its words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from gateway.refs import is_person
from gateway.store.vault import Vault
from schema.identifiers import Identifier, Scheme, aliases_of, masked

_SEALED: Final = "subject"  # among the words of a proceeding


def unit_of(subject_ref: str | None) -> Identifier | None:
    """Give the identifier by which the store names a unit; None for a natural person, whom it names by a pseudonym."""
    if subject_ref is None or is_person(subject_ref):
        return None
    return _read(subject_ref)


def is_about(subject_ref: str, aliases: Collection[Identifier], vault: Vault) -> bool:
    """Tell whether a name in the store is of the subject that has one of the identifiers."""
    unit = unit_of(subject_ref)
    if unit is None:
        return any(vault.subject_ref(each) == subject_ref for each in aliases)
    return not set(aliases_of(unit)).isdisjoint(aliases)


def subject_words(subject: Identifier) -> dict[str, str]:
    """Give the words that keep whom a proceeding is about, to be sealed with the others."""
    return {_SEALED: f"{subject.scheme.value}:{subject.value}"}


def masked_subject(words: Mapping[str, str]) -> Identifier | None:
    """Give whom a proceeding is about, masked where that is a natural person; None if never said, or erased."""
    sealed = words.get(_SEALED)
    return None if sealed is None else masked(_read(sealed))


def _read(written: str) -> Identifier:
    scheme, _, value = written.partition(":")
    return Identifier(scheme=Scheme[scheme], value=value)
