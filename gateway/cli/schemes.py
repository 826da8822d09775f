"""Finds the scheme of an identifier a user wrote without one; only where exactly one scheme's check fits."""

from __future__ import annotations

import sys

from gateway.cli.exits import CommandFailed
from schema.errors import Refusal
from schema.identifiers import Identifier, Scheme, fault_of, normalise, parse_identifier


def typed(code: str) -> str:
    """Give a code as written, or for `-` the line typed, so that a personal number stays out of the shell's history."""
    return sys.stdin.readline().strip() if code == "-" else code


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
