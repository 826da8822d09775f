"""The cast is what the scenarios need it to be."""

from datetime import date, timedelta

import pytest

from connectors.sandbox.cast import CastMember, build_cast
from connectors.sandbox.model import Subject
from schema.codes import Area, PenaltyKind, RecordStatus, Role, Severity
from schema.dates import add_years
from schema.identifiers import Scheme

DAYS = [date(2026, 11, 23), date(2028, 2, 29), date(2027, 1, 10)]
KEYS = [
    "model-clean",
    "model-boundary-out",
    "model-boundary-in",
    "model-boundary-on",
    "revoked",
    "person-zhou",
    "person-wu",
    "person-zheng",
    "person-clean",
    "listed-strict",
    "enforced",
    "enforced-unable",
    "objected",
    "expired",
    "repaired",
    "withdrawn",
    "exited",
    "twin-a",
    "twin-b",
    "renamed-unknown",
    "renamed-former",
    "env-home",
    "env-neighbour",
    "env-far",
    "env-listed",
    "env-red",
    "highway-none",
    "highway-none-penalty",
    "highway-graded",
    "highway-neighbour",
    "tax-m",
    "tax-d",
    "two-blanks",
    "masked-court",
    "customs-aeo",
    "customs-dishonest",
    "no-xref",
    "fund-clean",
    "fund-listed",
    "inspect-good",
    "inspect-bad",
    "commitment-kept",
    "commitment-broken",
    "association-listed",
    "sued-environment",
    "sued-consumers",
    "judged-lost",
    "judged-appealed",
    "unknown",
]


@pytest.fixture(params=DAYS, ids=str)
def day(request: pytest.FixtureRequest) -> date:
    day: date = request.param
    return day


@pytest.fixture
def cast(day: date) -> dict[str, CastMember]:
    return {member.key: member for member in build_cast(day)}


def subject(cast: dict[str, CastMember], key: str) -> Subject:
    found = cast[key].subject
    assert found is not None
    return found


def test_every_key_is_there(cast: dict[str, CastMember]) -> None:
    assert set(KEYS) <= set(cast)


def test_every_enterprise_is_long_registered_graded_and_cross_referenced(
    cast: dict[str, CastMember], day: date
) -> None:
    for key, member in cast.items():
        if member.subject is None:
            continue
        assert member.subject.unit.established < add_years(day, -5), key
        assert member.subject.tax, key
        assert member.subject.unit.has_customs_code is (key != "no-xref"), key


def test_models_are_in_force_and_expire_in_a_year(cast: dict[str, CastMember], day: date) -> None:
    edges = [f"model-boundary-{edge}" for edge in ("out", "in", "on")]
    for key in ("model-clean", *edges, "objected", "inspect-good"):
        (designation,) = subject(cast, key).designations
        assert designation.decided <= day
        assert designation.until == add_years(day, 1)


def test_the_clean_model_has_nothing_bad(cast: dict[str, CastMember], day: date) -> None:
    clean = subject(cast, "model-clean")
    assert not (clean.penalties or clean.listings or clean.enforcements)
    assert clean.customs is not None
    assert clean.customs.grade == "advanced-certified"
    assert clean.tax is not None
    assert {grade.grade for grade in clean.tax} == {"A"}
    (licence,) = clean.licences
    assert licence.until is not None
    assert licence.until > day


@pytest.mark.parametrize(("key", "offset"), [("out", -1), ("on", 0), ("in", 1)])
def test_penalties_stand_round_the_edge_of_three_years(
    cast: dict[str, CastMember], day: date, key: str, offset: int
) -> None:
    (penalty,) = subject(cast, f"model-boundary-{key}").penalties
    assert penalty.decided == add_years(day, -3) + timedelta(days=offset)
    assert penalty.severity is Severity.SERIOUS


def test_the_edge_on_29_february_is_28_february() -> None:
    cast = {member.key: member for member in build_cast(date(2028, 2, 29))}
    assert subject(cast, "model-boundary-on").penalties[0].decided == date(2025, 2, 28)


def test_revocation_reaches_only_who_held_the_role_then(cast: dict[str, CastMember], day: date) -> None:
    revoked = subject(cast, "revoked")
    (penalty,) = revoked.penalties
    assert set(penalty.kinds) == {PenaltyKind.FINE, PenaltyKind.REVOKE_LICENCE}
    assert (penalty.severity, penalty.area) == (Severity.SERIOUS, Area.LIFE_AND_HEALTH)
    assert penalty.decided == add_years(day, -2)
    assert penalty.conduct == penalty.decided - timedelta(days=60)
    posts = {post.person.number: post for post in revoked.unit.posts}
    zhou, wu, zheng = (posts[cast[f"person-{name}"].value] for name in ("zhou", "wu", "zheng"))
    assert zhou.until is not None
    assert zhou.since < penalty.conduct < zhou.until < day
    assert wu.role is Role.SENIOR_MANAGER
    assert zheng.since > penalty.decided
    directly = {involved.person.number: involved.directly for involved in penalty.persons}
    assert directly == {zhou.person.number: True, wu.person.number: False}
    assert cast["person-clean"].value not in posts


def test_list_entries_end_as_they_should(cast: dict[str, CastMember], day: date) -> None:
    entries = {key: subject(cast, key).listings[0] for key in ("listed-strict", "expired", "repaired", "exited")}
    assert entries["listed-strict"].decided == day - timedelta(days=200)
    assert entries["listed-strict"].until > day
    assert entries["expired"].until < day
    assert entries["expired"].standing.status is RecordStatus.CURRENT
    assert entries["repaired"].standing.status is RecordStatus.REPAIRED
    assert entries["repaired"].standing.since == day - timedelta(days=30)
    assert entries["exited"].exit_on == day - timedelta(days=10)
    assert entries["exited"].exit_number


def test_twins_share_a_name_and_nothing_else(cast: dict[str, CastMember]) -> None:
    first, second = cast["twin-a"], cast["twin-b"]
    assert first.name == second.name
    assert first.value != second.value
    assert not subject(cast, "twin-a").listings
    assert subject(cast, "twin-b").listings


def test_renamed_entries_carry_an_unknown_and_a_former_name(cast: dict[str, CastMember]) -> None:
    unknown, former = subject(cast, "renamed-unknown"), subject(cast, "renamed-former")
    assert unknown.listings[0].name not in {unknown.unit.name, *(name.name for name in unknown.unit.former)}
    (name,) = former.unit.former
    assert former.listings[0].name == name.name
    assert name.since <= former.listings[0].decided <= name.until


def test_enforcement_says_whether_the_debtor_can_pay(cast: dict[str, CastMember], day: date) -> None:
    able, unable = subject(cast, "enforced").enforcements[0], subject(cast, "enforced-unable").enforcements[0]
    assert (able.able_and_refuses, unable.able_and_refuses) == (True, False)
    assert able.filed == day - timedelta(days=100)


@pytest.mark.parametrize(
    ("key", "grade", "region"),
    [
        ("env-home", "green", "990000"),
        ("env-neighbour", "blue", "980000"),
        ("env-far", "green", "970000"),
        ("env-red", "red", "990000"),
    ],
)
def test_environment_grades_name_their_province(cast: dict[str, CastMember], key: str, grade: str, region: str) -> None:
    (found,) = subject(cast, key).environment
    assert found.issuer is not None
    assert (found.grade, found.issuer.region) == (grade, region)


def test_highway_grades(cast: dict[str, CastMember], day: date) -> None:
    assert not subject(cast, "highway-none").highway
    assert not subject(cast, "highway-none").penalties
    assert not subject(cast, "highway-none-penalty").highway
    assert subject(cast, "highway-none-penalty").penalties[0].severity is Severity.SERIOUS
    assert subject(cast, "highway-none-penalty").penalties[0].decided > add_years(day, -3)
    (national,), (province,) = subject(cast, "highway-graded").highway, subject(cast, "highway-neighbour").highway
    assert (national.grade, national.issuer) == ("AA", None)
    assert province.issuer is not None
    assert (province.grade, province.issuer.region) == ("B", "980000")


def test_two_blanks_differ_in_nothing_that_identifies_a_decision(cast: dict[str, CastMember]) -> None:
    first, second = subject(cast, "two-blanks").penalties
    assert (first.decided, first.issuer) == (second.decided, second.issuer)
    assert first.number is None
    assert second.number == "/"
    assert first.fine != second.fine


def test_persons_are_asked_by_resident_identity(cast: dict[str, CastMember]) -> None:
    for key in ("person-zhou", "person-wu", "person-zheng", "person-clean", "masked-court"):
        assert cast[key].scheme is Scheme.RESIDENT_IDENTITY
    assert cast["masked-court"].value.endswith("12")
