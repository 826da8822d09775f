"""The cast: subjects made for the scenarios, the same on every seed; their dates follow the town's day."""

from __future__ import annotations

from datetime import date

from connectors.sandbox.cast.associated import associated
from connectors.sandbox.cast.judged import judged
from connectors.sandbox.cast.listed import listed
from connectors.sandbox.cast.masked import masked
from connectors.sandbox.cast.member import CastMember
from connectors.sandbox.cast.models import models
from connectors.sandbox.cast.penalised import penalised, people
from connectors.sandbox.cast.promising import promising
from connectors.sandbox.cast.regions import regions
from connectors.sandbox.cast.sued import sued
from connectors.sandbox.codes import unit_codes
from schema.codes import SubjectKind
from schema.identifiers import Scheme

__all__ = ["CastMember", "build_cast"]


def build_cast(day: date) -> tuple[CastMember, ...]:
    """Make every member of the cast as it stands on `day`."""
    return (
        *models(day),
        *listed(day),
        *penalised(day),
        *people(day),
        *regions(day),
        *masked(day),
        *promising(day),
        *associated(day),
        *sued(day),
        *judged(day),
        _unknown(),
    )


def _unknown() -> CastMember:
    code = unit_codes(SubjectKind.ENTERPRISE, "990900", "TC99LY00", 9999).credit
    return CastMember(
        key="unknown",
        name="",
        scheme=Scheme.CREDIT_CODE,
        value=code,
        purpose="well-formed code that nobody knows",
    )
