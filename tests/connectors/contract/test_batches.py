"""A connector that takes several keys at once: none may be left out of the answer, or answered otherwise than alone."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from connectors.contract.cases import Case, Exchanged, label
from tests.connectors.acting import OTHER, UNIT
from tests.connectors.contract.guild import KEYED, NOBODY, checked, found

pytest_plugins = ["pytester"]

_HEAD, _REST = KEYED.split("class Guild(KeyedConnector, HttpConnector):")
_INIT, _ASKING = _REST.split("    async def ask_one(")
_RECORD = "    def record(" + _ASKING.split("    def record(")[1]
BATCHED = (
    _HEAD.replace("from connectors.core.faults import Moved", "from connectors.core.faults import Fault, Unaccounted")
    + """class Answers(msgspec.Struct):
    results: list[Answer]
    absent: list[str]


ALL = JsonAnswers(Answers)


class Guild(HttpConnector):"""
    + _INIT.replace("limits=settings.limits,", "limits=settings.limits,\n            batch_size=10,")
    + """    async def ask(self, call):
        body = msgspec.json.encode({"units": [key.value for key in call.keys]})
        answer = ALL.read(await self.post("/grades", body))
        asked = {key.value for key in call.keys}
        if not asked.issuperset(part.unit for part in answer.results) or not asked.issuperset(answer.absent):
            raise Unaccounted
        parts = {part.unit: part for part in answer.results}
        return {key: self.told(key, parts.get(key.value), answer.absent) for key in call.keys}

    def told(self, key, part, absent):
        if part is None:
            if key.value in absent:
                return NotFound(evidence="listed as absent")
            return Unaccounted().failed()
        try:
            check_total(part.total, len(part.rows or ()))
        except Fault as fault:
            return fault.failed()
        delivery = self.delivery()
        return Found(records=tuple(self.record(delivery, row) for row in part.rows))

"""
    + _RECORD
)
TAKES_LEFT_OUT_FOR_ABSENT = ("if key.value in absent:", "if True:")


def part(unit: object, *rows: str) -> dict[str, object]:
    return {
        "unit": unit,
        "total": len(rows),
        "rows": [{"id": row, "unit": unit, "grade": "A", "day": "2026-06-30"} for row in rows],
    }


def batch() -> Case:
    keys = (UNIT, OTHER, NOBODY)
    body = {"results": [part(UNIT.value, "G-1", "G-2"), part(OTHER.value, "G-3")], "absent": [NOBODY.value]}
    return Case(
        name="batch",
        title="Two units with grades and one without",
        keys=keys,
        exchanges=(
            Exchanged(
                method="POST",
                target="/grades",
                request_body=msgspec.json.encode({"units": [key.value for key in keys]}),
                headers={"content-type": "application/json"},
                body=msgspec.json.encode(body),
            ),
        ),
        expect={
            label(UNIT): found(UNIT, "G-1", "G-2"),
            label(OTHER): found(OTHER, "G-3"),
            label(NOBODY): {"outcome": "NOT_FOUND", "evidence": "listed as absent"},
        },
    )


def alone(row: str = "G-3") -> Case:
    whole = batch()
    return replace(
        whole,
        name="alone",
        keys=(OTHER,),
        exchanges=(
            replace(
                whole.exchanges[0],
                request_body=msgspec.json.encode({"units": [OTHER.value]}),
                body=msgspec.json.encode({"results": [part(OTHER.value, row)], "absent": []}),
            ),
        ),
        expect={label(OTHER): found(OTHER, row)},
    )


def test_a_good_connector_of_batches_passes_every_check(pytester: pytest.Pytester) -> None:
    result = checked(pytester, source=BATCHED, recorded=(batch(), alone()))
    assert set(result.parseoutcomes()) == {"passed"}


def test_a_key_left_out_of_the_answer_is_not_absent(pytester: pytest.Pytester) -> None:
    result = checked(pytester, TAKES_LEFT_OUT_FOR_ABSENT, source=BATCHED, recorded=(batch(),), select="one-less")
    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines(["the answer leaves out a key, which is told as NOT_FOUND, not UNACCOUNTED"])


def test_a_batch_says_what_is_said_of_the_key_alone(pytester: pytest.Pytester) -> None:
    result = checked(pytester, source=BATCHED, recorded=(batch(), alone("G-4")), select="equals-single")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*alone in alone: /records/0/id: expected *G-4', got *G-3'"])


def test_a_batch_nobody_recorded_is_missed(pytester: pytest.Pytester) -> None:
    result = checked(pytester, source=BATCHED, recorded=(alone(),), select="abilities")
    result.stdout.fnmatch_lines(["it declares to take several keys at once, and no case asks it so"])
