"""What an HTTP status means for an answer: nothing but 200 is one (RFC 9110, RFC 6585)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime

from connectors.core.faults import ContractBroken, Fault, Moved, Overloaded, Rejected, TimedOut, TooLarge, UpstreamError

_BY_STATUS: dict[int, type[Fault]] = {
    401: Rejected,
    403: Rejected,
    404: Moved,
    407: Rejected,
    408: TimedOut,
    410: Moved,
    413: TooLarge,
    429: Overloaded,
    503: Overloaded,
    504: TimedOut,
}
_BY_CLASS: dict[int, type[Fault]] = {2: ContractBroken, 4: Rejected, 5: UpstreamError}

_REDIRECTED = "the source redirects elsewhere, and no redirect is followed"
_ADDRESS = "write the right address as `url` in its [[source]], or the right path in its agency file"
_HOST = re.compile(r"https?://[A-Za-z0-9.\-\[\]:]{1,100}(?=[/?#]|$)")


def fault_of_status(status: int, headers: Mapping[str, str], now: datetime) -> Fault | None:
    """Give the fault a status stands for, or None for 200.

    `headers` have lower-case names; `now` resolves a `Retry-After` that is a date (RFC 9110, 10.2.3).
    """
    if status == 200:
        return None
    if 300 <= status < 400:
        to = _host_of(headers.get("location", ""))
        return Moved(_REDIRECTED, detail=f"status {status}" + (f" to {to}" if to else ""), advice=_ADDRESS)
    fault = _BY_STATUS.get(status) or _BY_CLASS.get(status // 100, ContractBroken)
    pause = retry_after(headers.get("retry-after"), now) if status in {429, 503} else None
    return fault(detail=f"status {status}", retry_after=pause)


def retry_after(value: str | None, now: datetime) -> float | None:
    """Read `Retry-After` as seconds from `now`; None if it is absent or not readable."""
    if value is None:
        return None
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(text) if len(text) < 10 else None
    try:
        moment = parsedate_to_datetime(text)
        return max(0.0, (moment - now).total_seconds())
    except (TypeError, ValueError):
        return None


def _host_of(location: str) -> str | None:
    """Give scheme, host and port of a `Location`; the rest may hold credentials."""
    found = _HOST.match(location)
    return found[0] if found else None
