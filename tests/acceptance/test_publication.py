"""Publication of decisions over HTTP: due, published, collected, withheld by law, taken down, and how late (GO-17)."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

import pytest
from sqlalchemy import select

from gateway.cli.publication_questions import COLLECTED, LATENESS, LIST, OPEN, PUBLISHED, SHOW, TAKE_DOWN, WITHHOLD
from gateway.cli.rights_entry import enter
from gateway.demo.stage import Stage
from gateway.paths import shipped
from gateway.rights.entries import RightsChange, RightsKind, Standing
from gateway.rules.calendar import load_calendars
from gateway.state import StateFolder
from gateway.store.engine import Mode, open_store
from gateway.store.tables import access_entry, event, proceeding, sealed_words
from tests.acceptance.departments import FAR, HOME, INSPECTOR, Departments
from tests.acceptance.public import told

CENTRE, BANK = "sandbox-credit-counter", "sandbox-bank"
PERSON = {"scheme": "RESIDENT_IDENTITY", "value": "990100198001010010"}
PAGE = "https://sthjt.example.gov.cn/xzcf/2026/17.html"
CALENDAR = load_calendars(shipped("config") / "calendars")
numbers = count(1)
DECIDED = date(2026, 10, 20)  # with every working day after it known
DUTIES = """{ publicationDuties {
  id recordKinds holders binding persons workingDays exceptions { id kind } basis { id }
  collections { platform enterprisesOnly collectorFields basis { id } }
} }"""
PENALTIES = """
query ($who: IdentifierInput!) {
  subject(identifier: $who, purpose: SUPERVISION) { penalties { id decidedOn publishedOn issuer { agency } } }
}
"""


@pytest.fixture(scope="module")
def departments(stage: Stage) -> Departments:
    return Departments(stage.gateway())


@pytest.fixture(scope="module", autouse=True)
def unpublished(departments: Departments) -> Any:
    """A decision nobody publishes, opened first so that the gateway has found it overdue when it is asked for."""
    return opened(departments, date(2026, 9, 28))


def decision(who: dict[str, str], decided_on: date, kind: str = "PENALTY") -> dict[str, Any]:
    """Write a decision with a number of its own."""
    number = f"样环罚〔2026〕P{next(numbers)}号"
    return {"subject": who, "decision": {"kind": kind, "documentNumber": number, "decidedOn": str(decided_on)}}


def change(departments: Departments, mutation: str, client: str, **variables: Any) -> Any:
    """Make a change under a new key, and give the publication."""
    said = {"key": f"P-{next(numbers)}", **variables}
    return departments.ask(mutation, client, **said)["change"]["publication"]


def opened(departments: Departments, decided_on: date | None = None, *, client: str = HOME, **other: Any) -> Any:
    """Open the publication of a decision on a member of the cast."""
    who = other.pop("who", None) or departments.who("env-listed")
    order = decision(who, decided_on or DECIDED, **other)
    return change(departments, OPEN, client, input=order)


@pytest.mark.go("GO-17-a", "GO-17-d")
def test_a_decision_is_published_within_seven_working_days_and_then_collected_by_each_platform(
    departments: Departments,
) -> None:
    decided, today = date(2026, 9, 28), departments.gateway.town.day
    made = opened(departments, decided)
    assert (made["state"], made["dueOn"]) == ("DUE", "2026-10-13")
    assert made["nextSteps"] == ["PUBLISHED", "WITHHELD", "TAKEN_DOWN"]
    made = change(departments, PUBLISHED, HOME, publication=made["id"], day="2026-10-13", page=PAGE)
    assert (made["state"], made["publishedOn"], made["page"], made["workingDaysLate"]) == (
        "PUBLISHED",
        "2026-10-13",
        PAGE,
        None,
    )
    first = {"publication": made["id"], "platform": "CREDIT_CHINA", "day": str(today)}
    made = change(departments, COLLECTED, CENTRE, **first)
    assert (made["state"], made["collectedOn"]) == ("PUBLISHED", None)
    second = {"publication": made["id"], "platform": "ENTERPRISE_PUBLICITY_SYSTEM", "day": str(today)}
    made = change(departments, COLLECTED, INSPECTOR, **second)
    assert (made["state"], made["collectedOn"]) == ("COLLECTED", str(today))
    assert departments.ask(SHOW, CENTRE, publication=made["id"])["publication"]["trail"] == made["trail"]
    assert [each["by"] for each in made["trail"]] == ["ecology", "ecology", "credit-centre", "market-regulation"]


@pytest.mark.go("GO-17-d")
def test_only_enterprises_go_to_the_enterprise_publicity_system(departments: Departments) -> None:
    person = opened(departments, who=PERSON, kind="LICENCE")
    assert [each["platform"] for each in person["collections"]] == ["CREDIT_CHINA"]
    assert person["subject"]["value"] == "99**************10"
    made = change(departments, PUBLISHED, HOME, publication=person["id"], day=person["decidedOn"], page=PAGE)
    wrong = {"publication": made["id"], "platform": "ENTERPRISE_PUBLICITY_SYSTEM", "day": made["decidedOn"]}
    error = departments.refused(COLLECTED, CENTRE, key="enterprises-only", **wrong)
    assert (error["where"], error["hint"]) == ("platform", "it is collected by: CREDIT_CHINA")
    made = change(departments, COLLECTED, CENTRE, **{**wrong, "platform": "CREDIT_CHINA"})
    assert made["state"] == "COLLECTED"


@pytest.mark.go("GO-17-b")
def test_a_decision_is_withheld_under_a_law_or_regulation_its_duty_names_and_no_other(departments: Departments) -> None:
    made = opened(departments)
    for basis in ("guofa-2016-33-17", "our-own-wish", ""):
        error = departments.refused(WITHHOLD, HOME, publication=made["id"], basis=basis, key=f"basis {basis}")
        assert (error["code"], error["where"]) == ("INVALID_PROCEEDING", "basis")
    assert departments.ask(SHOW, HOME, publication=made["id"])["publication"]["state"] == "DUE"
    said = {"publication": made["id"], "basis": "government-information-15"}
    made = change(departments, WITHHOLD, HOME, **said)
    assert (made["state"], made["withheldUnder"]["id"], made["workingDaysLate"]) == (
        "WITHHELD",
        "government-information-15",
        None,
    )
    error = departments.refused(WITHHOLD, HOME, key="again", **said)
    assert (error["code"], error["hint"]) == ("ILLEGAL_TRANSITION", "what may follow: PUBLISHED, TAKEN_DOWN")


@pytest.mark.go("GO-17-c", "GO-17-e")
def test_who_must_publish_and_who_is_encouraged_is_data(departments: Departments) -> None:
    duties = {each["id"]: each for each in departments.ask(DUTIES, HOME)["publicationDuties"]}
    double, courts = duties["double-publicity"], duties["enforcement-list"]
    assert (double["recordKinds"], double["holders"], double["binding"], double["persons"], double["workingDays"]) == (
        ["LICENCE", "PENALTY"],
        ["GOVERNMENT"],
        True,
        True,
        7,
    )
    assert {each["kind"] for each in double["exceptions"]} <= {"LAW", "REGULATION"}
    assert [(each["platform"], each["enterprisesOnly"]) for each in double["collections"]] == [
        ("CREDIT_CHINA", False),
        ("ENTERPRISE_PUBLICITY_SYSTEM", True),
    ]
    assert (courts["recordKinds"], courts["holders"], courts["binding"], courts["workingDays"]) == (
        ["ENFORCEMENT_ENTRY"],
        ["COURT"],
        False,
        None,
    )
    who = departments.who("env-listed")
    for kind in ("ENFORCEMENT_ENTRY", "EVALUATION"):
        error = departments.refused(OPEN, HOME, input=decision(who, DECIDED, kind), key=f"not a duty {kind}")
        assert (error["code"], error["where"]) == ("FORBIDDEN", "input")
    assert departments.refused(OPEN, BANK, input=decision(who, DECIDED), key="bank")["code"] == "FORBIDDEN"


@pytest.mark.go("GO-17-b", "GO-17-d", "GO-17-f")
def test_the_days_a_record_states_are_used_and_what_is_withheld_is_not_shown_to_the_public(
    departments: Departments,
) -> None:
    who = departments.who("revoked")
    found = departments.ask(PENALTIES, INSPECTOR, who=who)["subject"]["penalties"]
    record = max((each for each in found if each["publishedOn"]), key=lambda each: str(each["decidedOn"]))
    made = change(departments, OPEN, CENTRE, input={"subject": who, "record": record["id"]})
    assert (made["agency"], made["state"], made["publishedOn"], made["record"]) == (
        record["issuer"]["agency"],
        "PUBLISHED",
        record["publishedOn"],
        record["id"],
    )
    assert [(each["kind"], each["by"]) for each in made["trail"]] == [
        ("DUE", "credit-centre"),
        ("PUBLISHED", "credit-centre"),
    ]
    again = departments.refused(OPEN, INSPECTOR, input={"subject": who, "record": record["id"]}, key="twice")
    assert (again["code"], again["where"]) == ("INVALID_PROCEEDING", "input")
    stranger = departments.refused(OPEN, FAR, input={"subject": who, "record": record["id"]}, key="stranger")
    assert stranger["code"] == "FORBIDDEN"

    assert record["id"] in [each["id"] for each in told(departments.gateway, "revoked")["records"]]
    made = change(departments, WITHHOLD, INSPECTOR, publication=made["id"], basis="government-information-14")
    withheld = told(departments.gateway, "revoked")
    assert (withheld["records"], record["id"] in str(withheld)) == ([], False)
    again = {"publication": made["id"], "day": str(departments.gateway.town.day), "page": PAGE}
    assert change(departments, PUBLISHED, INSPECTOR, **again)["publishedOn"] == record["publishedOn"]
    assert told(departments.gateway, "revoked")["records"]


@pytest.mark.go("GO-17-f")
def test_an_agency_counts_how_its_own_decisions_were_published(departments: Departments) -> None:
    asked = {"from": "2026-03-02", "to": "2026-03-06"}
    assert departments.ask(LATENESS, HOME, **asked)["publicationLateness"]["kinds"] == []
    made = [opened(departments, date(2026, 3, day)) for day in (2, 3, 4, 5, 6)]
    late = {"publication": made[0]["id"], "day": "2026-03-13", "page": PAGE}
    in_time = {"publication": made[1]["id"], "day": "2026-03-04", "page": PAGE}
    for said in (late, in_time):
        change(departments, PUBLISHED, HOME, **said)
    change(departments, WITHHOLD, HOME, publication=made[2]["id"], basis="state-secrets-law")
    ended = {"publication": made[3]["id"], "ground": "WITHDRAWN", "day": "2026-03-09"}
    change(departments, TAKE_DOWN, HOME, **ended)
    found = departments.ask(LATENESS, HOME, **asked)["publicationLateness"]
    assert found == {
        "agency": "ecology",
        "first": "2026-03-02",
        "last": "2026-03-06",
        "kinds": [
            {
                "kind": "PENALTY",
                "publishedInTime": 1,
                "publishedLate": 1,
                "overdue": 1,
                "notYetDue": 0,
                "withheld": 1,
                "endedBefore": 1,
                "collected": 0,
                "mostWorkingDaysLate": 2,
                "meanWorkingDaysLate": 2.0,
            }
        ],
    }
    assert departments.ask(LATENESS, FAR, **asked)["publicationLateness"]["kinds"] == []
    backwards = departments.refused(LATENESS, HOME, **{"from": "2026-03-06", "to": "2026-03-02"})
    assert backwards["where"] == "from"


@pytest.mark.go("GO-17-a", "GO-21-c")
def test_a_publication_ends_when_its_record_is_repaired_and_nobody_has_to_say_so(departments: Departments) -> None:
    made = opened(departments)
    made = change(departments, PUBLISHED, HOME, publication=made["id"], day=made["decidedOn"], page=PAGE)
    change_of_rights = RightsChange(
        at=datetime.now(UTC),
        kind=RightsKind.WITHDRAWN,
        record_id=made["record"],
        subject_ref="CREDIT_CODE:x",
        by="ecology",
        effective_on=departments.gateway.town.day,
    )
    enter(StateFolder(departments.gateway.state), change_of_rights, Standing.ISSUER)
    until = time.monotonic() + 5
    while made["state"] != "TAKEN_DOWN":
        assert time.monotonic() < until
        time.sleep(0.1)
        made = departments.ask(SHOW, HOME, publication=made["id"])["publication"]
    assert (made["ground"], made["takenDownOn"], made["trail"][-1]["by"], made["nextSteps"]) == (
        "WITHDRAWN",
        str(departments.gateway.town.day),
        "gateway",
        [],
    )


@pytest.mark.go("GO-17-a", "GO-24-b")
def test_how_long_a_penalty_is_public_follows_from_its_severity_and_the_regime_of_today(
    departments: Departments,
) -> None:
    found = {}
    for severity in ("MINOR", "GENERAL", "SERIOUS", None):
        order = decision(departments.who("env-listed"), DECIDED)
        order["decision"]["severity"] = severity
        found[severity] = change(departments, OPEN, HOME, input=order)["publicUntil"]
    assert found == {"MINOR": "2027-01-20", "GENERAL": "2027-10-20", "SERIOUS": "2029-10-20", None: None}


@pytest.mark.go("GO-17-a")
@pytest.mark.parametrize(
    ("mutation", "said", "where"),
    [
        (PUBLISHED, {"day": "2099-01-01", "page": PAGE}, "publishedOn"),
        (PUBLISHED, {"day": "2020-01-01", "page": PAGE}, "publishedOn"),
        (PUBLISHED, {"day": "2026-11-01", "page": "javascript:alert(1)"}, "page"),
        (PUBLISHED, {"day": "2026-11-01", "page": "https://user@site.gov.cn/"}, "page"),
        (PUBLISHED, {"day": "2026-11-01", "page": "https://a.gov.cn/990100198001010010"}, "page"),
        (COLLECTED, {"day": "2099-01-01", "platform": "CREDIT_CHINA"}, "collectedOn"),
        (TAKE_DOWN, {"day": "2099-01-01", "ground": "REPAIRED"}, "takenDownOn"),
    ],
)
def test_days_and_pages_that_cannot_be_are_refused(
    departments: Departments, mutation: str, said: dict[str, str], where: str
) -> None:
    made = opened(departments, date(2026, 10, 20))
    error = departments.refused(mutation, HOME, publication=made["id"], key=f"wrong {next(numbers)}", **said)
    assert (error["code"], error["where"]) == ("INVALID_PROCEEDING", where), error["message"]
    assert error["hint"]


@pytest.mark.go("GO-17-a")
def test_the_day_due_of_a_year_without_calendar_is_an_error_and_nothing_is_opened(departments: Departments) -> None:
    order = decision(departments.who("env-listed"), date(2019, 12, 2))
    error = departments.refused(OPEN, HOME, input=order, key="no calendar")
    assert error["code"] == "CALENDAR_UNKNOWN"


@pytest.mark.go("GO-17-a")
def test_steps_that_do_not_follow_or_are_not_ones_own_are_refused(departments: Departments) -> None:
    made = opened(departments)
    day = {"publication": made["id"], "day": made["decidedOn"]}
    error = departments.refused(COLLECTED, CENTRE, platform="CREDIT_CHINA", key="early", **day)
    assert (error["code"], error["hint"]) == ("ILLEGAL_TRANSITION", "nothing more may follow for your agency")
    error = departments.refused(PUBLISHED, CENTRE, page=PAGE, key="not the holder", **day)
    assert error["code"] == "ILLEGAL_TRANSITION"
    for query, said in ((SHOW, {}), (PUBLISHED, {"day": made["decidedOn"], "page": PAGE, "key": "stranger"})):
        hidden = departments.refused(query, FAR, publication=made["id"], **said)
        missing = departments.refused(query, FAR, publication="01a00000-0000-7000-8000-000000000000", **said)
        assert hidden == missing
        assert hidden["code"] == "UNKNOWN_PROCEEDING"


@pytest.mark.go("GO-17-a")
def test_the_same_request_sent_many_times_at_once_is_carried_out_once(departments: Departments) -> None:
    order = decision(departments.who("env-listed"), DECIDED)
    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(lambda _: departments.post(OPEN, HOME, input=order, key="same"), range(5)))
        others = list(pool.map(lambda n: departments.post(OPEN, HOME, input=order, key=f"other {n}"), range(3)))
    assert answers == [answers[0]] * 5
    assert {error["extensions"]["code"] for each in others for error in each["errors"]} == {"INVALID_PROCEEDING"}
    other = decision(departments.who("env-listed"), DECIDED)
    assert departments.refused(OPEN, HOME, input=other, key="same")["code"] == "IDEMPOTENCY_KEY_REUSED"


@pytest.mark.go("GO-17-a", "GO-13-b")
def test_nothing_personal_is_kept_in_the_clear_and_every_access_is_on_record(departments: Departments) -> None:
    made = opened(departments, who=PERSON)
    change(departments, PUBLISHED, HOME, publication=made["id"], day=made["decidedOn"], page=PAGE)
    departments.ask(SHOW, CENTRE, publication=made["id"])
    store = open_store(StateFolder(departments.gateway.state).database_url, Mode.READ)
    with store.reading() as connection:
        kept = str(tuple(connection.execute(select(proceeding).where(proceeding.c.id == made["id"])).one()))
        events = [str(tuple(row)) for row in connection.execute(select(event).where(event.c.case_id == made["id"]))]
        words = [str(tuple(row)) for row in connection.execute(select(sealed_words))]
        entry = access_entry.c
        wanted = select(entry.operation, entry.agency).where(entry.case_number == made["id"]).order_by(entry.id)
        entries = [tuple(row) for row in connection.execute(wanted)]
    store.close()
    for secret in (PERSON["value"], made["documentNumber"], PAGE):
        assert not any(secret in text for text in (kept, *events, *words))
    assert entries == [
        ("publication_open", "ecology"),
        ("publication_publish", "ecology"),
        ("publication_read", "credit-centre"),
    ]


@pytest.mark.go("GO-17-a", "GO-17-f")
def test_what_is_not_published_in_time_is_found_overdue_and_told_with_its_days(
    departments: Departments, unpublished: Any
) -> None:
    made = unpublished
    late = CALENDAR.working_days_between(date(2026, 10, 13), departments.gateway.town.day)
    assert made["workingDaysLate"] == late > 0
    until = time.monotonic() + 25
    while not any(each["kind"] == "OVERDUE" for each in made["trail"]):
        assert time.monotonic() < until
        time.sleep(0.2)
        made = departments.ask(SHOW, HOME, publication=made["id"])["publication"]
    found = departments.ask(LIST, HOME, overdue=True, first=50)["publications"]
    assert made["id"] in [each["id"] for each in found["nodes"]]
    assert made["state"] == "DUE"
    made = change(departments, PUBLISHED, HOME, publication=made["id"], day="2026-10-15", page=PAGE)
    assert made["workingDaysLate"] == 2
