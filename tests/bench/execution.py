"""What GraphQL execution costs: one subject with sixty licences, by the standard executor and by compiled plan."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from strawberry import ID

from gateway.executor import Engine, QueryLimits, executor_class
from schema.checks import Subject, SubjectIdentifier
from schema.graph import Context, Service, build_schema
from schema.identifiers import Identifier, Scheme
from schema.records import Authority, Licence
from tests.bench.timing import Line, compared

UNIT = Identifier(scheme=Scheme.CREDIT_CODE, value="91990000MA00000001")
QUERY = """{ subject(identifier: {scheme: CREDIT_CODE, value: "91990000MA00000001"}, purpose: SUPERVISION) {
  identifiers { identifier { value } }
  licences { certificateNumber content licenceName decidedOn documentNumber issuer { name } } } }"""
RECORDS = 60


class _Told:
    """A service that has the answer at hand."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject

    async def subjects(self, *_: Any) -> list[Subject]:
        return [self._subject]


async def measure() -> Line:
    """Compare the two executors on the schema served."""
    context = Context(cast("Service", _Told(_subject())), "bench")  # asked for subjects only
    engines = [Engine(build_schema(executor_class(compiled_plans=plans)), QueryLimits()) for plans in (False, True)]

    async def run(engine: Engine) -> None:
        document = engine.document(QUERY)
        answer = await engine.execute(document, document.operation(None), {}, context)
        if answer.errors or len((answer.data or {})["subject"]["licences"]) != RECORDS:
            raise AssertionError(answer.errors)

    standard, plan = await compared(lambda: run(engines[0]), lambda: run(engines[1]), rounds=40)
    return Line(f"execute a query, {RECORDS} records", "standard executor", standard, "compiled plan", plan)


def _subject() -> Subject:
    licences = tuple(
        Licence(
            id=ID(f"publicity:{number}"),
            identifiers=(UNIT,),
            issuer=Authority(name="样例局"),
            decided_on=date(2026, 1, 5),
            document_number=f"样许〔2026〕{number}号",
            licence_name="样例许可证",
            certificate_number=str(number),
            content="样例",
        )
        for number in range(RECORDS)
    )
    return Subject(identifiers=(SubjectIdentifier(identifier=UNIT, sources=()),), records=licences, licences=licences)
