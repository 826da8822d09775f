"""An approval never sees what may no longer be disclosed, whatever day it asks about (section 3, invariant 3)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.case import Case
from gateway.judging import judge
from gateway.rights.state import RightsState
from gateway.rules.packs import RulePacks
from gateway.rules.publicity import may_be_disclosed, regime_on
from gateway.simulation.twice import Bench
from gateway.stages.dossier import Fetched
from gateway.stages.identify import identify
from schema.codes import Severity
from schema.dates import legal_day
from schema.identifiers import Identifier
from schema.records import Record
from tests.joining.invented import SOURCES, UNIT, fetched, found, penalty
from tests.rules.making import KNOWN_AT, asker, earlier_pack, matters, national_pack, pack

TODAY = legal_day(KNOWN_AT)
PACKS = RulePacks([national_pack(), earlier_pack()])
DAYS = st.dates(date(2016, 5, 30), TODAY)


class Naming:
    def subject_ref(self, identifier: Identifier) -> str:
        return f"{identifier.scheme.value}:{identifier.value}"


def seen(answers: Fetched, as_of: date) -> tuple[Record, ...]:
    matter = matters()["food-production-licence"]
    case = Case(
        subject=identify(UNIT.scheme, UNIT.value),
        matter=matter,
        asker=asker().agency,
        purpose=matter.purposes[0],
        case_number="1",
        as_of=as_of,
        today=TODAY,
        known_at=KNOWN_AT,
        pack=PACKS.governing(as_of),
        regimes=PACKS.regimes(TODAY),
    )
    ground = Bench(sources=SOURCES, adoptions=(), vault=Naming())
    return judge(answers, case, RightsState(), ground).dossier.records


@pytest.mark.go("GO-21-c")
@given(DAYS, DAYS, st.sampled_from([Severity.MINOR, Severity.GENERAL, Severity.SERIOUS]))
def test_a_past_day_shows_nothing_that_today_hides(as_of: date, decided_on: date, severity: Severity) -> None:
    record = penalty("publicity", None, decided_on=decided_on, severity=severity)
    shown = seen(fetched(found("publicity", record)), as_of)
    assert bool(shown) is may_be_disclosed(record, TODAY, pack().regimes)


@pytest.mark.go("GO-21-c")
def test_the_regime_of_an_earlier_pack_brings_nothing_back() -> None:
    record = penalty("publicity", None, decided_on=TODAY - timedelta(days=500), severity=Severity.GENERAL)
    assert regime_on(earlier_pack().regimes, TODAY) is None
    assert may_be_disclosed(record, TODAY, earlier_pack().regimes)
    assert seen(fetched(found("publicity", record)), date(2026, 3, 31)) == ()
