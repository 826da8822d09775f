"""What an adoption that was decided here means to the rules: one rule, or two once it was withdrawn. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gateway.adopting.model import AdoptionCase, AdoptionDetails
from gateway.rules.adoptions import AdoptionRule
from schema.adoptions import AdoptionState
from schema.dates import Period, period


def rules_of(found: AdoptionCase) -> Iterator[AdoptionRule]:
    """Give the rules: as it was adopted, until its withdrawal was known, and from then on as that left it.

    So a check is judged by what was known when it was made, and its receipt can be judged again at any time.
    """
    content, withdrawal = found.content, withdrawal_of(found)
    adopted = AdoptionRule(
        agency=found.opened_by,
        document=content.document,
        in_force=period(content.starts_on),
        memorandum=content.memorandum,
        measures=frozenset(content.measures),
        lines=frozenset(content.lines),
        matters=frozenset(content.matters),
        known_from=content.known_from,
        known_until=None if withdrawal is None else withdrawal.known_from,
    )
    yield adopted
    left = in_force(found)
    if withdrawal is not None and left is not None:
        yield replace(adopted, in_force=left, known_from=withdrawal.known_from, known_until=None)


def withdrawal_of(found: AdoptionCase) -> AdoptionDetails | None:
    """Give what the withdrawal said; None while there is none."""
    return found.trail[-1].details if found.state is AdoptionState.WITHDRAWN else None


def in_force(found: AdoptionCase) -> Period | None:
    """Give when an adoption is in force, as it stands; None if it was withdrawn before its first day."""
    starts_on, withdrawal = found.content.starts_on, withdrawal_of(found)
    ends_before = None if withdrawal is None else withdrawal.ends_before
    return None if ends_before is not None and ends_before <= starts_on else period(starts_on, ends_before)
