"""Finds the scheme of an identifier a user wrote without one; only where exactly one scheme's check fits."""

from __future__ import annotations

import sys

import click

from gateway.cli.exits import CommandFailed
from schema.errors import Refusal
from schema.identifiers import Identifier, Scheme, fault_of, normalise, parse_identifier

scheme_option = click.option(
    "--scheme",
    type=click.Choice([scheme.value for scheme in Scheme]),
    help="Scheme of CODE; needed only where its form fits more than one.",
)


def identifier_of(text: str, scheme: Scheme | None) -> Identifier:
    """Read an identifier, in the scheme given or the only one that fits; raises `CommandFailed`."""
    fitting = schemes_of(text)
    chosen = scheme or (fitting[0] if len(fitting) == 1 else None)
    if chosen is None:
        raise _undecided(text, fitting)
    try:
        return parse_identifier(chosen, text, where="CODE")
    except Refusal as refusal:
        raise CommandFailed(refusal.message, code=refusal.code.value, hint=refusal.hint) from refusal


def typed_identifier(text: str, scheme: str | None) -> Identifier:
    """Read the identifier of an argument; `-` takes it from standard input. Raises `CommandFailed`."""
    typed = sys.stdin.readline().strip() if text == "-" else text
    return identifier_of(typed, Scheme[scheme] if scheme else None)


def schemes_of(text: str) -> tuple[Scheme, ...]:
    """Give the schemes whose length, shape and check digit a value fits."""
    value = normalise(text)
    return tuple(scheme for scheme in Scheme if fault_of(scheme, value) is None)


def _undecided(text: str, fitting: tuple[Scheme, ...]) -> CommandFailed:
    if fitting:
        names = ", ".join(scheme.value for scheme in fitting)
        return CommandFailed(f"the code fits more than one scheme: {names}", hint="say which one with --scheme")
    value = normalise(text)
    faults = [f"{scheme.value}: {fault_of(scheme, value)}" for scheme in Scheme if _near(scheme, value)]
    problem = "; ".join(faults) or f"no scheme has {len(value)} characters"
    return CommandFailed(
        f"the code fits no scheme ({problem})",
        code="INVALID_IDENTIFIER",
        hint="copy it from the certificate, or say what it is with --scheme for the exact fault",
    )


def _near(scheme: Scheme, value: str) -> bool:
    fault = fault_of(scheme, value)
    return fault is not None and not fault.startswith("has ")
