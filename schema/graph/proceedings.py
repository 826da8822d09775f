"""Arguments the queries and mutations of every kind of proceeding share."""

from __future__ import annotations

from typing import Annotated

import strawberry

MOST_PROCEEDINGS = 50

ProceedingId = Annotated[strawberry.ID, strawberry.argument(description="Its id.")]
FirstProceedings = Annotated[int, strawberry.argument(description=f"How many at most, 1 to {MOST_PROCEEDINGS}.")]
