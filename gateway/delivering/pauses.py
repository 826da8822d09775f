"""When a delivery that failed is tried again, and when it is given up; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from schema.news import DeliveryFault


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverySettings:
    """Limits of deliveries; `seconds` an endpoint may take to answer, `at_once` deliveries to one endpoint.

    After its first failure a delivery pauses `first_pause_seconds`, then twice as long each time, up to
    `longest_pause_seconds`; after so many `attempts` it is given up.
    """

    seconds: float = 15.0
    at_once: int = 4
    attempts: int = 14
    first_pause_seconds: float = 5.0
    longest_pause_seconds: float = 21_600.0

    @property
    def lease(self) -> timedelta:
        """How long one who took a delivery has it; longer than sending it can take."""
        return timedelta(seconds=2 * self.seconds)


def pause_after(
    attempt: int, fault: DeliveryFault, settings: DeliverySettings, *, chance: float, asked: float | None = None
) -> float | None:
    """Give the seconds until the next attempt, None to give up.

    `chance` (0 to 1) spreads what failed together over half the pause. An endpoint may ask for a longer pause, up to
    the longest.
    """
    if fault in {DeliveryFault.GONE, DeliveryFault.REMOVED} or attempt >= settings.attempts:
        return None
    doubled = settings.first_pause_seconds * 2.0 ** min(attempt - 1, 40)
    pause = min(doubled, settings.longest_pause_seconds) * (1 - chance / 2)
    return max(pause, min(asked or 0.0, settings.longest_pause_seconds))
