"""Stage 1: what a grant does not name is refused, and said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gateway.grants import EVERYWHERE, Grant
from gateway.stages.authorise import (
    authorise_initiating,
    authorise_joint_cases,
    authorise_matter,
    authorise_purpose,
    authorise_responding,
)
from schema.agencies import Matter
from schema.codes import MatterKind, Purpose, RecordKind
from schema.errors import ErrorCode, Refusal


def matter(slug: str, *purposes: Purpose) -> Matter:
    return Matter(
        id=slug,  # type: ignore[arg-type]
        title=slug,
        title_zh=slug,
        kind=MatterKind.SUPERVISION,
        field="food",
        purposes=purposes,
        required=("registry",),
    )


MATTERS = {
    "inspection": matter("inspection", Purpose.SUPERVISION),
    "licence": matter("licence", Purpose.ADMINISTRATIVE_LICENCE),
    "tender": matter("tender", Purpose.PUBLIC_RESOURCE_TRADING),
}
GRANT = Grant(
    client="c",
    agency="market-regulation",
    purposes=frozenset({Purpose.SUPERVISION, Purpose.ADMINISTRATIVE_LICENCE}),
    matters=frozenset({"inspection", "licence"}),
    record_kinds=frozenset({"PENALTY", "EVALUATION:tax"}),
    regions=frozenset({EVERYWHERE}),
)
NOTHING = Grant(
    client="n", agency="tax", purposes=frozenset(), matters=frozenset(), record_kinds=frozenset(), personal=False
)


def test_a_granted_matter_is_given_for_a_purpose_it_is_decided_for() -> None:
    assert authorise_matter(GRANT, MATTERS, "inspection", Purpose.SUPERVISION) is MATTERS["inspection"]


@pytest.mark.parametrize(
    ("matter_id", "purpose", "code", "where", "hint"),
    [
        ("inspektion", Purpose.SUPERVISION, ErrorCode.UNKNOWN_MATTER, "matter", "did you mean inspection?"),
        ("tender", Purpose.SUPERVISION, ErrorCode.FORBIDDEN, "matter", "it may ask about: inspection, licence"),
        ("inspection", Purpose.FISCAL_FUND, ErrorCode.FORBIDDEN, "purpose", "it may ask for: ADMINISTRATIVE_LICENCE, "),
        ("licence", Purpose.SUPERVISION, ErrorCode.FORBIDDEN, "purpose", "write: ADMINISTRATIVE_LICENCE"),
    ],
)
def test_everything_else_is_refused_with_what_to_write(
    matter_id: str, purpose: Purpose, code: ErrorCode, where: str, hint: str
) -> None:
    with pytest.raises(Refusal) as refused:
        authorise_matter(GRANT, MATTERS, matter_id, purpose)
    assert (refused.value.code, refused.value.where) == (code, where)
    assert hint in (refused.value.hint or "")


@pytest.mark.parametrize("purpose", list(Purpose))
def test_an_empty_grant_covers_nothing(purpose: Purpose) -> None:
    with pytest.raises(Refusal, match=purpose.value) as refused:
        authorise_purpose(NOTHING, purpose)
    assert refused.value.hint == "it may ask for: nothing"
    assert not any(NOTHING.shows(kind) or NOTHING.shows_some(kind) for kind in RecordKind)


def test_a_very_long_matter_is_not_repeated_whole() -> None:
    with pytest.raises(Refusal) as refused:
        authorise_matter(GRANT, MATTERS, "x" * 100_000, Purpose.SUPERVISION)
    assert len(refused.value.message) < 200


def test_evaluations_can_be_granted_by_field() -> None:
    assert GRANT.shows(RecordKind.PENALTY)
    assert GRANT.shows(RecordKind.EVALUATION, "tax")
    assert not GRANT.shows(RecordKind.EVALUATION, "environment")
    assert not GRANT.shows(RecordKind.EVALUATION)
    assert GRANT.shows_some(RecordKind.EVALUATION)
    assert not GRANT.shows_all(RecordKind.EVALUATION)


@pytest.mark.go("GO-15-a")
def test_joint_cases_are_open_to_the_role_that_is_granted_and_to_no_other() -> None:
    initiating, responding = replace(NOTHING, initiates=True), replace(NOTHING, responds=True)
    for authorise, grants in (
        (authorise_initiating, {initiating}),
        (authorise_responding, {responding}),
        (authorise_joint_cases, {initiating, responding}),
    ):
        for grant in (initiating, responding, NOTHING):
            if grant in grants:
                authorise(grant)
                continue
            with pytest.raises(Refusal) as refused:
                authorise(grant)
            assert (refused.value.code, refused.value.where) == (ErrorCode.FORBIDDEN, "Authorization")
            assert "= true" in (refused.value.hint or "")
