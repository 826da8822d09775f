"""Expected trouble with a source: raised by connectors and exchanges, turned into `Failed` by the runner."""

from __future__ import annotations

from typing import ClassVar

from schema.codes import FailureKind
from schema.outcomes import Failed


class Fault(Exception):  # noqa: N818 - the field's word; its leaves are named for what went wrong
    """Trouble a connector expects; `message` may be shown, `detail` and `advice` are for the operator alone."""

    kind: ClassVar[FailureKind]
    retriable: ClassVar[bool] = False
    trips_breaker: ClassVar[bool] = False
    default: ClassVar[str]

    def __init__(
        self, message: str | None = None, *, detail: str = "", advice: str = "", retry_after: float | None = None
    ) -> None:
        super().__init__(message or self.default)
        self.message = message or self.default
        self.detail = detail
        self.advice = advice
        self.retry_after = retry_after

    @property
    def told(self) -> str:
        """What an operator is told beside the message."""
        return "; ".join(filter(None, (self.detail, self.advice)))

    def failed(self) -> Failed:
        """Give the outcome a user sees."""
        return Failed(failure=self.kind, message=self.message, retry_after=self.retry_after)


class Unreachable(Fault):
    """No connection could be made, or it was lost before an answer."""

    kind = FailureKind.UNREACHABLE
    retriable = True
    trips_breaker = True
    default = "the source could not be reached"


class OffLimits(Unreachable):
    """The source's name leads to addresses its settings do not allow; nothing was sent there."""

    retriable = False
    trips_breaker = False
    default = "the source's name leads to an address the gateway may not reach; the log says which and what to do"


class TimedOut(Fault):
    """No whole answer before the deadline."""

    kind = FailureKind.TIMEOUT
    trips_breaker = True
    default = "the source did not answer before the deadline"


class Rejected(Fault):
    """The source refused our credential or our request."""

    kind = FailureKind.REJECTED
    default = "the source refused the request or the gateway's credential"


class Moved(Fault):
    """The path is gone or redirects; that is never "nothing known"."""

    kind = FailureKind.MOVED
    default = "the source's address is gone or redirects elsewhere"


class Overloaded(Fault):
    """The source asked us to slow down, or our own limit for it was reached."""

    kind = FailureKind.OVERLOADED
    retriable = True
    trips_breaker = True
    default = "the source asked to be asked more slowly"


class Crowded(Overloaded):
    """Our own limit for the source left no room before the deadline; says nothing about the source."""

    retriable = False
    trips_breaker = False
    default = "the gateway's own limit for the source left no room before the deadline"


class UpstreamError(Fault):
    """The source reported an error of its own."""

    kind = FailureKind.UPSTREAM_ERROR
    retriable = True
    trips_breaker = True
    default = "the source reported an error of its own"


class Malformed(Fault):
    """The answer could not be decoded."""

    kind = FailureKind.MALFORMED
    trips_breaker = True
    default = "the source's answer could not be decoded"


class ContractBroken(Fault):
    """The answer decodes and breaks what its agency declares."""

    kind = FailureKind.CONTRACT_BROKEN
    default = "the source's answer breaks its declared format"


class Truncated(Fault):
    """The answer is shorter than the total it declares."""

    kind = FailureKind.TRUNCATED
    retriable = True
    default = "the source delivered fewer rows than it declared"


class TooLarge(Fault):
    """The answer exceeds the size limit."""

    kind = FailureKind.TOO_LARGE
    default = "the source's answer exceeds the size limit"


class WrongSubject(Fault):
    """The answer is about another subject than the one asked."""

    kind = FailureKind.WRONG_SUBJECT
    default = "the source answered about another subject"


class Unaccounted(Fault):
    """The answer neither lists the subject nor says it has nothing."""

    kind = FailureKind.UNACCOUNTED
    default = "the source's answer does not account for the subject"


class MaskedKey(Fault):
    """The source holds masked identifiers, so an empty answer proves nothing."""

    kind = FailureKind.MASKED_KEY
    default = "the source masks such identifiers and cannot prove that it has nothing"


class Stale(Fault):
    """The source's data are older than its agency allows."""

    kind = FailureKind.STALE
    default = "the source's data are older than allowed"


class NoHistory(Fault):
    """The source keeps no history and was asked about a past date."""

    kind = FailureKind.NO_HISTORY
    default = "the source keeps no history and cannot answer about a past date"


class BreakerOpen(Fault):
    """The source failed repeatedly and is not asked for a moment."""

    kind = FailureKind.BREAKER_OPEN
    default = "the source failed repeatedly and is not being asked for a moment"


class Defect(Fault):
    """The connector itself failed; the log has the reason."""

    kind = FailureKind.INTERNAL
    default = "the connector failed; the log has the reason"
