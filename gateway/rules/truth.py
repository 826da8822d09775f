"""Three-valued logic (Kleene): UNKNOWN grants no incentive, no recognition and no restraint."""

from __future__ import annotations

from collections.abc import Iterable

from schema.measures import Truth


def all_of(truths: Iterable[Truth]) -> Truth:
    """Give FALSE if one is FALSE, else UNKNOWN if one is UNKNOWN, else TRUE."""
    so_far = Truth.TRUE
    for truth in truths:
        if truth is Truth.FALSE:
            return truth
        if truth is Truth.UNKNOWN:
            so_far = truth
    return so_far


def any_of(truths: Iterable[Truth]) -> Truth:
    """Give TRUE if one is TRUE, else UNKNOWN if one is UNKNOWN, else FALSE."""
    seen = set(truths)
    if Truth.TRUE in seen:
        return Truth.TRUE
    return Truth.UNKNOWN if Truth.UNKNOWN in seen else Truth.FALSE


def negated(truth: Truth) -> Truth:
    """Exchange TRUE and FALSE; UNKNOWN stays."""
    return {Truth.TRUE: Truth.FALSE, Truth.FALSE: Truth.TRUE}.get(truth, Truth.UNKNOWN)


def known(*, holds: bool | None) -> Truth:
    """Give the truth of something that may not be known (None)."""
    if holds is None:
        return Truth.UNKNOWN
    return Truth.TRUE if holds else Truth.FALSE
