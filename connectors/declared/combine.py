"""Several answers about one key from one source, as one outcome."""

from __future__ import annotations

from collections.abc import Sequence

from connectors.core.faults import Unaccounted
from schema.outcomes import Failed, Found, NotFound, Outcome


def combined(outcomes: Sequence[Outcome]) -> Outcome:
    """Join what several requests or tables say of one key: one that failed makes it failed, absence needs all of them.

    The first outcome that is none of Found, NotFound or Failed is given as it is.
    """
    if len(outcomes) == 1:
        return outcomes[0]
    for kind in (Failed, object):
        for outcome in outcomes:
            if isinstance(outcome, kind) and not isinstance(outcome, (Found, NotFound)):
                return outcome
    found = [outcome for outcome in outcomes if isinstance(outcome, Found)]
    if found:
        return Found(
            records=tuple(record for outcome in found for record in outcome.records),
            aliases=tuple(alias for outcome in found for alias in outcome.aliases),
            links=tuple(link for outcome in found for link in outcome.links),
            rejected=sum(outcome.rejected for outcome in found),
        )
    evidence = dict.fromkeys(outcome.evidence for outcome in outcomes if isinstance(outcome, NotFound))
    return NotFound(evidence="; ".join(evidence)) if evidence else Unaccounted().failed()
