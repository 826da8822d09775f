"""A third party's package: a small connector, its recorded cases, and pytest run on both in a folder of their own."""

from __future__ import annotations

import msgspec
import pytest

from connectors.contract.cases import Case, Exchanged, label, write_case
from connectors.core.nobody import nobody
from schema.identifiers import Identifier, Scheme
from tests.connectors.acting import OTHER, UNIT

NOBODY = nobody(Scheme.CREDIT_CODE)
NOW = "now = 2026-11-23T04:00:00Z\n"
KEYED = '''
"""Grades of a builders' guild, one unit a request."""

import logging

import msgspec

from connectors.core.accounting import check_echo, check_total
from connectors.core.connector import Descriptor, History, KeyedConnector, Told
from connectors.core.faults import Moved
from connectors.exchange.http import HttpConnector, JsonAnswers
from connectors.exchange.policy import key_in_url
from schema.codes import RecordKind
from schema.dates import period
from schema.identifiers import Identifier, Scheme
from schema.outcomes import Found, NotFound
from schema.records import Evaluation

from datetime import date

LOG = logging.getLogger("guild.connector")


class Row(msgspec.Struct):
    id: str
    unit: str
    grade: str
    day: str


class Answer(msgspec.Struct):
    unit: str | None = None
    total: int | None = None
    rows: list[Row] | None = None


ANSWERS = JsonAnswers(Answer)


class Guild(KeyedConnector, HttpConnector):
    def __init__(self, source, settings, wiring):
        super().__init__(settings, wiring, {"X-Api-Key": settings.key})
        self.key = settings.key
        self.descriptor = Descriptor(
            slug=source.slug,
            agency=source.agency,
            keyed_by=(Scheme.CREDIT_CODE,),
            kinds=frozenset({RecordKind.EVALUATION}),
            fields=frozenset({"construction"}),
            carries=frozenset({Scheme.CREDIT_CODE}),
            history=History.CURRENT,
            origins=self.origins,
            limits=settings.limits,
        )

    async def ask_one(self, key, call):
        reply = await self.reply(key)
        answer = ANSWERS.read(reply)
        check_echo(key, answer.unit)
        check_total(answer.total, len(answer.rows or ()))
        if not answer.rows:
            return Told(NotFound(evidence="a total of 0 with the unit echoed"))
        delivery = self.delivery()
        return Told(Found(records=tuple(self.record(delivery, row) for row in answer.rows)))

    async def reply(self, key):
        return await self.get(f"/grades?unit={key_in_url(key)}")

    def record(self, delivery, row):
        return Evaluation(
            id=delivery.id(row.id),
            identifiers=(Identifier(scheme=Scheme.CREDIT_CODE, value=row.unit),),
            issuer=delivery.issuers.authority("guild", None),
            provenances=delivery.provenances(row.id),
            field="construction",
            scale="guild-2020",
            grade=row.grade,
        )


CONNECTOR = Guild
'''


def answer(unit: Identifier, *rows: str) -> bytes:
    """Write what the guild says of a unit, with the ids of the rows."""
    written = [{"id": row, "unit": unit.value, "grade": "A", "day": "2026-06-30"} for row in rows]
    return msgspec.json.encode({"unit": unit.value, "total": len(written), "rows": written})


def found(unit: Identifier, *rows: str) -> dict[str, object]:
    """Write the outcome of that."""
    return {
        "outcome": "FOUND",
        "records": [
            {
                "id": f"guild_package:CONNECTOR:{row}",
                "kind": "EVALUATION",
                "identifiers": [label(unit)],
                "issuer": {"name": "guild"},
                "provenances": [{"source": "guild_package:CONNECTOR", "source_key": row}],
                "field": "construction",
                "scale": "guild-2020",
                "grade": "A",
            }
            for row in rows
        ],
    }


def exchanged(unit: Identifier, body: bytes) -> Exchanged:
    return Exchanged(
        method="GET", target=f"/grades?unit={unit.value}", headers={"content-type": "application/json"}, body=body
    )


def cases() -> tuple[Case, ...]:
    """Give a unit with two grades, and one without any."""
    nothing = {"outcome": "NOT_FOUND", "evidence": "a total of 0 with the unit echoed"}
    return (
        Case(
            name="graded",
            title="Two grades",
            keys=(UNIT,),
            exchanges=(exchanged(UNIT, answer(UNIT, "G-1", "G-2")),),
            expect={label(UNIT): found(UNIT, "G-1", "G-2")},
        ),
        Case(
            name="nothing",
            title="No grade",
            keys=(OTHER,),
            exchanges=(exchanged(OTHER, answer(OTHER)),),
            expect={label(OTHER): nothing},
        ),
    )


def checked(
    pytester: pytest.Pytester,
    *changes: tuple[str, str],
    source: str = KEYED,
    contract: str = "",
    recorded: tuple[Case, ...] | None = None,
    select: str = "",
) -> pytest.RunResult:
    """Write the package with changes to its source and its cases, and run the kit on its folder."""
    for old, new in changes:
        assert source.count(old) == 1, f"{old!r} does not stand once in the source"
        source = source.replace(old, new)
    package = pytester.mkpydir("guild_package")
    (package / "__init__.py").write_text(source, encoding="utf-8")
    (package / "cases").mkdir()
    (package / "cases" / "contract.toml").write_text(
        f'connector = "guild_package:CONNECTOR"\n{NOW}{contract}', encoding="utf-8"
    )
    for case in cases() if recorded is None else recorded:
        write_case(case, package / "cases" / case.name)
    pytester.syspathinsert()
    chosen = ["-k", select] if select else []
    return pytester.runpytest_inprocess("-p", "no:asyncio", "-W", "error", "-rfEx", *chosen, str(package))
