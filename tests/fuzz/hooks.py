"""What schemathesis loads: the check of `judging`, in the place of its own, for which every refusal is a failure."""

from __future__ import annotations

from typing import Any

import schemathesis

from tests.fuzz.judging import Answered, faults_of

LONGEST_DEADLINE_SECONDS = 30.0


def answers_as_promised(_context: Any, response: Any, _case: Any) -> None:
    """Fail with everything the answer breaks."""
    found = faults_of(
        Answered(
            status=response.status_code,
            headers={name.lower(): ", ".join(values) for name, values in response.headers.items()},
            body=response.content,
            seconds=response.elapsed,
        ),
        LONGEST_DEADLINE_SECONDS,
    )
    if found:
        raise AssertionError("; ".join(found))


schemathesis.check(answers_as_promised)
