"""Whom an entry of the rights log is about and who makes it, as written on the command line."""

from __future__ import annotations

from pathlib import Path

from gateway.cli.exits import CommandFailed
from gateway.cli.places import configured_agencies
from gateway.cli.schemes import identifier_of
from gateway.cli.stores import require_state
from gateway.state import StateFolder
from gateway.store.errors import StoreError
from schema.identifiers import Scheme
from schema.suggest import did_you_mean


def subject_ref_of(folder: StateFolder, subject: str | None, ref: str | None) -> str:
    """Give the ref of a subject named once, by `SCHEME:VALUE` or by its ref; raises `CommandFailed`."""
    if (subject is None) == (ref is None):
        raise CommandFailed("name the record's subject once", hint="give either --subject or --subject-ref")
    if ref is not None:
        return ref
    name, _, value = (subject or "").partition(":")
    schemes = {scheme.value for scheme in Scheme}
    if name not in schemes:
        raise CommandFailed("--subject is not SCHEME:VALUE", hint=did_you_mean(name, schemes))
    require_state(folder)
    identifier = identifier_of(value, Scheme[name])
    try:
        return folder.vault().subject_ref(identifier)
    except StoreError as error:
        raise CommandFailed(error.message, code=error.code.value, hint=error.hint) from error


def check_agency(slug: str, config: Path | None) -> None:
    """Raise `CommandFailed` if no agency of that slug is configured."""
    agencies = configured_agencies(config)
    if slug not in agencies:
        raise CommandFailed(f"no agency {slug!r} is configured", hint=did_you_mean(slug, agencies))
