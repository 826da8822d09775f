"""The one-stop public query before live departments: what may be public of a unit, to anybody (GO-17-d, GO-08-a)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from gateway.cli.rights_entry import enter
from gateway.demo.servers import Gateway
from gateway.demo.stage import Stage
from gateway.demo.worlds import World
from gateway.rights.entries import RightsChange, RightsKind, Standing
from gateway.state import StateFolder
from gateway.store.engine import Mode, open_store
from gateway.store.tables import access_entry
from schema.repairs import RepairEvidence
from tests.acceptance.public import told


@pytest.fixture(scope="module")
def gateway(stage: Stage) -> Gateway:
    return stage.gateway(World(own="public query"))


@pytest.mark.go("GO-17-d", "GO-08-a", "GO-11-a")
def test_anybody_sees_good_information_and_licences_by_credit_code(gateway: Gateway) -> None:
    found = told(gateway, "model-clean")
    assert (found["complete"], found["subject"]["creditCode"]) == (True, gateway.town.cast["model-clean"]["value"])
    assert [each["kind"] for each in found["records"]] == ["RED_LIST_ENTRY", "COMMITMENT", "LICENCE"]
    model = found["records"][0]
    assert (model["issuer"], model["facts"]["designation"], model["basis"]["article"]) == (
        "样例省文明办",
        "诚信示范企业",
        "(8)",
    )
    assert model["lastDay"] > found["day"]


@pytest.mark.go("GO-17-d", "GO-19-a", "GO-22-f", "GO-26-b")
def test_adverse_records_have_issuer_number_days_basis_and_remedies_and_serious_ones_their_media_basis(
    gateway: Gateway,
) -> None:
    found = told(gateway, "revoked")
    (penalty,) = found["records"]
    assert penalty["kind"] == "PENALTY"
    assert all(penalty[name] for name in ("issuer", "documentNumber", "decidedOn", "lastDay", "basis", "mediaBasis"))
    assert {each["titleZh"] for each in found["remedies"]} == {"信用信息异议申诉", "行政复议", "行政诉讼"}
    assert "周样章" not in str(found)
    (listed,) = told(gateway, "listed-strict")["records"]
    assert (listed["kind"], listed["facts"]["list"]) == ("SERIOUS_DISHONESTY_ENTRY", "市场监督管理严重违法失信名单")


@pytest.mark.go("GO-17-d", "GO-21-b")
@pytest.mark.parametrize("member", ["withdrawn", "withdrawn-stale-copy", "model-boundary-out"])
def test_what_was_withdrawn_or_whose_time_is_over_is_not_shown_whoever_still_has_it(
    gateway: Gateway, member: str
) -> None:
    assert "PENALTY" not in {each["kind"] for each in told(gateway, member)["records"]}


@pytest.mark.go("GO-17-d", "GO-21-b", "GO-22-c")
def test_a_dispute_is_shown_and_what_is_repaired_is_gone(gateway: Gateway) -> None:
    (record,) = told(gateway, "highway-none-penalty")["records"]
    for kind in (RightsKind.OBJECTION_ACCEPTED, RightsKind.REPAIRED):
        repaired = kind is RightsKind.REPAIRED
        change = RightsChange(
            at=datetime.now(UTC),
            kind=kind,
            record_id=record["id"],
            subject_ref=f"CREDIT_CODE:{gateway.town.cast['highway-none-penalty']['value']}",
            by="transport",
            effective_on=gateway.town.day if repaired else None,
            evidence=(RepairEvidence.CORRECTION,) if repaired else (),
        )
        enter(StateFolder(gateway.state), change, Standing.ISSUER)
        found = told(gateway, "highway-none-penalty")
        if repaired:
            assert found["records"] == []
            assert record["documentNumber"] not in str(found)
        else:
            assert found["records"][0]["underVerificationSince"]


@pytest.mark.go("GO-17-d")
def test_the_public_is_counted_and_not_named(gateway: Gateway) -> None:
    told(gateway, "model-clean")
    store = open_store(StateFolder(gateway.state).database_url, Mode.READ)
    with store.reading() as connection:
        entry = access_entry.c
        wanted = select(entry.agency, entry.client, entry.request_id).where(entry.operation == "public_query")
        entries = [tuple(row) for row in connection.execute(wanted)]
    store.close()
    assert entries
    assert set(entries) == {("public", "public", None)}
