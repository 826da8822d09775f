"""The offence a record names and the area it states agree, or the offence is set aside and the conflict shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strawberry import ID

from gateway.joining.offences import settled_offence
from schema.checks import ConflictKind
from schema.codes import Area
from schema.dates import Period
from schema.offences import Offence
from tests.rules.making import AS_OF, entry, pack, penalty

EXTENDED = Offence(
    id=ID("dishonest-research"),
    title="Dishonesty in research (invented for the test)",
    title_zh="科研失信（测试虚构）",
    in_force=Period(starts_on=AS_OF),
    field="research",
)
OFFENCES = {**pack().offences, EXTENDED.id: EXTENDED}
MAKERS = st.sampled_from([penalty, entry])


@pytest.mark.go("GO-09-b")
@given(make=MAKERS, code=st.sampled_from(sorted(OFFENCES)), area=st.none() | st.sampled_from(Area))
def test_a_record_keeps_an_offence_of_its_own_area_only(make: type, code: str, area: Area | None) -> None:
    settled, conflict = settled_offence(make(area=area, offence_code=code), OFFENCES)

    belongs = OFFENCES[code].area
    agrees = area is None or area is belongs
    assert settled.offence_code == (code if agrees else None)
    assert settled.area is (area or belongs)
    assert (conflict is None) is agrees
    if conflict is not None:
        assert (conflict.kind, conflict.records) == (ConflictKind.OFFENCE_DIFFERS, (settled.id,))
        assert code in conflict.message


@pytest.mark.go("GO-09-b")
@given(make=MAKERS, area=st.none() | st.sampled_from(Area))
def test_an_offence_no_pack_knows_is_set_aside_and_shown(make: type, area: Area | None) -> None:
    settled, conflict = settled_offence(make(area=area, offence_code="no-such-offence"), OFFENCES)

    assert (settled.offence_code, settled.area) == (None, area)
    assert conflict is not None
    assert "no-such-offence" in conflict.message


@given(make=MAKERS, area=st.none() | st.sampled_from(Area))
def test_a_record_without_offence_is_as_it_was(make: type, area: Area | None) -> None:
    record = make(area=area)

    assert settled_offence(record, OFFENCES) == (record, None)
