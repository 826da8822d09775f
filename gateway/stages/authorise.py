"""Stage 1, authorise: does the grant cover this purpose and matter, statistics, joint cases? Default deny."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.grants import Grant
from schema.agencies import Matter
from schema.codes import Purpose, RecordKind
from schema.errors import ErrorCode, Refusal
from schema.proceedings import ProceedingKind
from schema.suggest import did_you_mean

_LONGEST_SHOWN = 100


def authorise_purpose(grant: Grant, purpose: Purpose) -> None:
    """Raise `Refusal(FORBIDDEN)` unless the grant covers the purpose."""
    if purpose not in grant.purposes:
        raise Refusal(
            ErrorCode.FORBIDDEN,
            f"this credential may not ask for the purpose {purpose.value}",
            where="purpose",
            hint=f"it may ask for: {_listed(grant.purposes)}",
        )


def authorise_statistics(grant: Grant) -> None:
    """Raise `Refusal(FORBIDDEN)` unless the grant is for statistics."""
    if not grant.statistics:
        raise _not_granted("read statistics", "statistics = true")


def authorise_initiating(grant: Grant) -> None:
    """Raise `Refusal(FORBIDDEN)` unless the grant lets joint cases be opened and ended (GO-15-a)."""
    if not grant.initiates:
        raise _not_granted("open or end joint cases", "initiates = true")


def authorise_responding(grant: Grant) -> None:
    """Raise `Refusal(FORBIDDEN)` unless the grant lets joint cases be responded to (GO-15-a)."""
    if not grant.responds:
        raise _not_granted("respond to joint cases", "responds = true")


def authorise_joint_cases(grant: Grant) -> None:
    """Raise `Refusal(FORBIDDEN)` unless the grant is for joint cases in one role or the other."""
    if not (grant.initiates or grant.responds):
        raise _not_granted("see joint cases", "initiates = true or responds = true")


def authorise_procedure(grant: Grant, kind: ProceedingKind) -> None:
    """Raise `Refusal(FORBIDDEN)` unless the grant is for proceedings of a kind."""
    if kind not in grant.procedures:
        raise _not_granted(f"carry on proceedings of the kind {kind.value}", f'"{kind.value}" among its procedures')


def authorise_news(grant: Grant) -> None:
    """Raise `Refusal(FORBIDDEN)` unless the grant is for proceedings of some kind."""
    if not grant.proceedings:
        raise _not_granted("hear of proceedings", "procedures, initiates = true or responds = true")


def authorise_accesses(grant: Grant) -> None:
    """Raise `Refusal(FORBIDDEN)` unless the grant is for telling subjects who asked about them."""
    if not grant.accesses:
        raise _not_granted("ask who was answered about a subject", "accesses = true")


def authorise_operating(grant: Grant) -> None:
    """Raise `Refusal(FORBIDDEN)` unless the grant is for operating the gateway."""
    if not grant.operates:
        raise _not_granted("see or drop what is kept of answers", "operates = true")


def authorise_search(grant: Grant) -> None:
    """Raise `Refusal(FORBIDDEN)` unless the grant is for searching by name, and shows what is searched."""
    if not (grant.search and grant.shows(RecordKind.REGISTRATION)):
        raise Refusal(
            ErrorCode.FORBIDDEN,
            "this credential may not search by name",
            where="Authorization",
            hint="ask by identifier, or with the credential of a client that has search = true",
        )


def known_matter(matters: Mapping[str, Matter], matter_id: str, where: str = "matter") -> Matter:
    """Give a matter by its id; raises `Refusal(UNKNOWN_MATTER)` for one nobody configured."""
    matter = matters.get(matter_id)
    if matter is None:
        raise Refusal(
            ErrorCode.UNKNOWN_MATTER,
            f"no matter {matter_id[:_LONGEST_SHOWN]!r} is configured",
            where=where,
            hint=did_you_mean(matter_id, matters),
        )
    return matter


def authorise_matter(grant: Grant, matters: Mapping[str, Matter], matter_id: str, purpose: Purpose) -> Matter:
    """Give the matter if the grant covers it for this purpose.

    Raises `Refusal(UNKNOWN_MATTER)` for an id nobody configured, `Refusal(FORBIDDEN)` for one not granted or a
    purpose the matter is not decided for.
    """
    matter = known_matter(matters, matter_id)
    authorise_purpose(grant, purpose)
    if matter_id not in grant.matters:
        raise Refusal(
            ErrorCode.FORBIDDEN,
            f"this credential may not ask about the matter {matter_id!r}",
            where="matter",
            hint=f"it may ask about: {_listed(grant.matters)}",
        )
    if purpose not in matter.purposes:
        raise Refusal(
            ErrorCode.FORBIDDEN,
            f"the matter {matter_id!r} is not decided for the purpose {purpose.value}",
            where="purpose",
            hint=f"for this matter write: {_listed(matter.purposes)}",
        )
    return matter


def _not_granted(what: str, needed: str) -> Refusal:
    return Refusal(
        ErrorCode.FORBIDDEN,
        f"this credential may not {what}",
        where="Authorization",
        hint=f"ask with the credential of a client that has {needed}",
    )


def _listed(names: frozenset[Purpose] | frozenset[str] | tuple[Purpose, ...]) -> str:
    return ", ".join(sorted(names)) or "nothing"
