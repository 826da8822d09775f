"""`tally rights` while a gateway serves from the same state."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

from gateway.demo.servers import Gateway
from tests.cli.conftest import Tally
from tests.joining.invented import UNIT

REPAIR = ["repair", "r", "--by", "court", "--effective-on", "2026-01-01", "--subject-ref"]


@pytest.fixture
def listed(ask: Tally, live: Gateway) -> tuple[str, str]:
    """Record id and subject of an entry on the serious list."""
    code = live.town.cast["objected"]["value"]
    return _answer(ask, code)["subject"]["seriousDishonestyEntries"][0]["id"], f"CREDIT_CODE:{code}"


def _answer(ask: Tally, code: str) -> Any:
    return orjson.loads(ask(code, "--matter", "food-production-licence", "--json").stdout)


def _statuses(ask: Tally, subject: str) -> dict[str, str]:
    answer = _answer(ask, subject.partition(":")[2])
    return {measure["measure"]["id"]: measure["status"] for measure in answer["measures"]}


@pytest.mark.go("GO-22-a", "GO-22-c", "GO-22-d")
def test_an_objection_suspends_at_once_and_its_end_restores(
    tally: Tally, ask: Tally, live: Gateway, listed: tuple[str, str]
) -> None:
    record, subject = listed
    about = (record, "--subject", subject, "--state", live.state)

    accepted = tally("rights", "accept", *about, "--by", "credit-centre", "--document", "异字〔2026〕1号")
    assert accepted.exit_code == 0, accepted.stderr
    assert f"OBJECTION_ACCEPTED for {record}" in accepted.stdout
    assert _statuses(ask, subject)["RES-02"] == "SUSPENDED"

    assert tally("rights", "correct", *about, "--by", "credit-office").exit_code == 0
    assert _statuses(ask, subject)["RES-02"] == "ACTIVE"

    tally("rights", "accept", *about, "--by", "credit-centre")
    assert _statuses(ask, subject)["RES-02"] == "ACTIVE"  # verified correct, and no new evidence

    tally("rights", "accept", *about, "--by", "credit-centre", "--new-evidence")
    assert _statuses(ask, subject)["RES-02"] == "SUSPENDED"
    tally("rights", "correct", *about, "--by", "credit-office")


def test_a_subject_may_be_named_by_its_ref(tally: Tally, live: Gateway) -> None:
    told = tally(
        "rights", "accept", "decision:0", "--subject-ref", "CREDIT_CODE:X", "--by", "court", "--state", live.state
    )

    assert told.exit_code == 0


@pytest.mark.go("GO-21-d")
def test_a_person_repairs_through_public_service(tally: Tally, live: Gateway) -> None:
    person = live.town.cast["person-clean"]["value"]
    about = ("decision:0", "--subject", f"RESIDENT_IDENTITY:{person}", "--state", live.state)
    evidence = ("--evidence", "PUBLIC_SERVICE", "--evidence", "COMMITMENT")

    told = tally("rights", "repair", *about, "--by", "court", "--effective-on", "2026-01-01", *evidence)

    assert told.exit_code == 0, told.stderr
    assert "REPAIRED for decision:0" in told.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["accept", "r", "--by", "court"], "name the record's subject once"),
        (["accept", "r", "--by", "court", "--subject-ref", "a", "--subject", "b"], "name the record's subject once"),
        (["accept", "r", "--by", "curt", "--subject-ref", "a"], "did you mean court"),
        (["accept", " ", "--by", "court", "--subject-ref", "a"], "[INVALID_ENTRY]"),
        (["accept", "r", "--by", "court", "--subject", "CODE:1"], "SCHEME:VALUE"),
        (["accept", "r", "--by", "court", "--subject", "CREDIT_CODE:1"], "[INVALID_IDENTIFIER]"),
        (["correct", "r", "--by", "court", "--subject-ref", "a", "--standing", "HANDLER"], "[NOT_ENTITLED]"),
        (["repair", "r", "--by", "court", "--subject-ref", "a"], "Missing option '--effective-on'"),
        ([*REPAIR, "CREDIT_CODE:X"], "Missing option '--evidence'"),
        ([*REPAIR, "CREDIT_CODE:X", "--evidence", "SERVICE"], "PUBLIC_SERVICE"),
        ([*REPAIR, "CREDIT_CODE:X", "--evidence", "PUBLIC_SERVICE"], "natural persons only"),
        (["accept", "r", "--by", "court", "--subject-ref", "a", "--effective-on", "2026-01-01"], "No such option"),
    ],
)
def test_an_entry_that_cannot_be_made_says_what_to_write(
    tally: Tally, live: Gateway, arguments: list[str], said: str
) -> None:
    told = tally("rights", *arguments, "--state", live.state)

    assert told.exit_code == 2
    assert said in told.stderr
    assert "Traceback" not in told.output


def test_a_state_folder_that_is_not_there_is_not_made(tally: Tally, tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    told = tally("rights", "accept", "r", "--by", "court", "--subject-ref", "a", "--state", nowhere)

    assert told.exit_code == 2
    assert "there is no state folder" in told.stderr
    assert not nowhere.exists()


@pytest.mark.parametrize("member", ["model-clean", "person-clean"])
def test_a_subject_is_told_who_asked(tally: Tally, ask: Tally, live: Gateway, member: str) -> None:
    code = live.town.cast[member]["value"]
    answer = orjson.loads(ask(code, "--matter", "food-production-licence", "--case", "OURS-7", "--json").stdout)

    told = tally("rights", "asked", "-", "--state", live.state, typed=f"{code}\n")

    assert told.exit_code == 0, told.stderr
    latest = told.stdout.splitlines()[0]
    for said in ("CHECK", "market-regulation (Sample Province", "ADMINISTRATIVE_LICENCE", "food-production-licence"):
        assert said in latest
    assert latest.endswith(f"receipt {answer['receipt']['id']}")
    assert not any(word in told.stdout for word in ("OURS-7", "sandbox-market-regulation", code))
    entry, *_ = orjson.loads(tally("rights", "asked", code, "--json", "--state", live.state).stdout)
    assert (entry["operation"], entry["receipt"]) == ("CHECK", answer["receipt"]["id"])
    assert set(entry) == {"id", "on", "operation", "agency", "agencyName", "purpose", "matter", "receipt"}


def test_a_subject_nobody_asked_about_is_told_so(tally: Tally, live: Gateway, tmp_path: Path) -> None:
    told = tally("rights", "asked", UNIT.value, "--state", live.state)
    assert told.stdout == "nobody was answered about this subject\n"
    assert tally("rights", "asked", UNIT.value, "--state", tmp_path / "nowhere").exit_code == 2
    assert "INVALID_IDENTIFIER" in tally("rights", "asked", "91", "--state", live.state).stderr
