"""What a mapping means: the same content as JSON, XML and table rows gives the same records; each form of a value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.core.delivery import Delivery
from connectors.core.faults import ContractBroken, Fault
from connectors.core.issuers import Issuers
from connectors.declared.agency_reading import read_agency_file
from connectors.declared.http_question import compiled
from connectors.declared.outcomes import Believed, outcome_of
from connectors.exchange.exchange import Reply
from connectors.mapping.compiling.tables import TableMapping
from schema.codes import PenaltyKind, RecordStatus, Severity
from schema.outcomes import Found
from schema.records import Penalty, Record
from tests.connectors.acting import NOW, UNIT

DELIVERY = Delivery("made", Issuers(()), NOW)
HEAD = """title = "Penalties"
keyed_by = ["CREDIT_CODE"]
history = "FULL"
null_words = ["无", "1900-01-01"]
dates = ["YYYY-MM-DD", "YYYY/M/D"]
no_end = 2099-12-31
"""
FIELDS = """
identifiers = "key"
issuer = { name = "@authority" }
decided_on = "@day"
period = { from = "@day", to = "@end" }
severity = { at = "@severity", values = "severity", default = "UNKNOWN" }
status = { at = "@state", values = { 1 = "CURRENT", 3 = "REPAIRED" }, default = "CURRENT" }
fine_yuan = { at = "@fine", unit = "wan" }
penalty_kinds = { at = "@kinds", values = "penalty-kind", split = ";、" }
document_number = ["@number", "@old_number"]
legal_basis = { join = ["@law", "@article"], with = " " }
public_until = "@public"
content = "@content"
"""
JSON = f"""kind = "rest"
{HEAD}
[[request]]
path = "/x/{{key}}"
[request.answer]
echo = "/code"
[[request.record]]
kind = "PENALTY"
rows = "/rows"
total = "/total"
id = "/id"
{FIELDS.replace("@", "/")}"""
XML = f"""kind = "rest"
format = "xml"
{HEAD}
[[request]]
path = "/x/{{key}}"
[request.answer]
echo = "/code"
[[request.record]]
kind = "PENALTY"
rows = "/rows/row"
total = "/rows/@total"
id = "/@id"
{FIELDS.replace("@", "/")}"""
SQL = f"""kind = "sql"
{HEAD}
[[request]]
table = "penalties"
key = "code"
[[request.record]]
kind = "PENALTY"
id = "id"
{FIELDS.replace("@", "")}"""
NAMES = ("authority", "day", "end", "severity", "state", "fine", "kinds", "number", "old_number", "law", "article")
MORE = ("public", "content")

DAYS = st.dates(date(1990, 1, 1), date(2098, 1, 1)).map(date.isoformat)
TEXTS = st.sampled_from(["样例省厅", "a & b", "<x>", "无", " 留白 ", ""])
VALUES: Mapping[str, st.SearchStrategy[str | None]] = {
    "authority": st.just("样例省厅"),
    "day": DAYS | st.just("2026/1/5"),
    "end": DAYS | st.sampled_from(["2099-12-31", "1900-01-01", ""]),
    "severity": st.sampled_from(["1", "2", "3", "无", ""]),
    "state": st.sampled_from(["1", "3", ""]),
    "fine": st.sampled_from(["12.5", "0", "无", ""]),
    "kinds": st.sampled_from(["罚款", "罚款;警告", "警告、没收违法所得", ""]),
    "number": TEXTS,
    "old_number": TEXTS,
    "law": TEXTS,
    "article": TEXTS,
    "public": DAYS | st.just(""),
    "content": TEXTS,
}
ROW = st.fixed_dictionaries({}, optional=VALUES).map(lambda row: {"authority": "样例省厅", **row})
ROWS = st.lists(ROW, min_size=1, max_size=4)
Rows = Sequence[Mapping[str, str | None]]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    """The three agency files, read and compiled."""
    made: dict[str, Any] = {}
    for name, text in (("json", JSON), ("xml", XML), ("sql", SQL)):
        file = tmp_path_factory.mktemp(name) / "agency.toml"
        file.write_text(text, encoding="utf-8")
        found = read_agency_file(file)
        made[name] = TableMapping(found.tables[0].mapped) if name == "sql" else compiled(found.requests[0])
    return made


def through(made: Any, body: bytes) -> Found | str:
    reader, decode = made
    try:
        told = outcome_of(Believed(reader, ""), UNIT, (decode(Reply(200, {}, body)),), DELIVERY)
    except Fault as fault:
        return fault.kind.value
    assert isinstance(told, Found)
    return told


def as_json(files: Mapping[str, Any], rows: Rows) -> Found | str:
    items = [{"id": str(place), **row} for place, row in enumerate(rows)]
    return through(files["json"], msgspec.json.encode({"code": UNIT.value, "total": len(rows), "rows": items}))


def as_xml(files: Mapping[str, Any], rows: Rows) -> Found | str:
    inner = "".join(f'<row id="{place}">{_elements(row)}</row>' for place, row in enumerate(rows))
    body = f'<answer><code>{UNIT.value}</code><rows total="{len(rows)}">{inner}</rows></answer>'
    return through(files["xml"], body.encode())


def _elements(row: Mapping[str, str | None]) -> str:
    return "".join(f"<{name}>{escape(value or '')}</{name}>" for name, value in row.items())


def as_table(files: Mapping[str, Any], rows: Rows) -> Found | str:
    mapping: TableMapping = files["sql"]
    items = [{"id": place, **row} for place, row in enumerate(rows)]
    try:
        return mapping.found(DELIVERY, UNIT, [tuple(item.get(name) for name in mapping.columns) for item in items])
    except Fault as fault:
        return fault.kind.value


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS)
def test_the_same_rows_give_the_same_records_however_they_come(files: Mapping[str, Any], rows: Rows) -> None:
    assert as_json(files, rows) == as_xml(files, rows) == as_table(files, rows)


def one(files: Mapping[str, Any], **row: str | None) -> Penalty:
    found = as_json(files, [{"authority": "厅", **row}])
    assert isinstance(found, Found), found
    (record,) = found.records
    assert isinstance(record, Penalty)
    return record


def test_what_nothing_becomes(files: Mapping[str, Any]) -> None:
    record = one(files, severity="无", state=None, fine="", kinds="", number="无", end="2099-12-31", day="2026-01-05")
    assert (record.severity, record.status) == (Severity.UNKNOWN, RecordStatus.CURRENT)
    assert (record.fine_yuan, record.penalty_kinds, record.document_number) == (None, (), None)
    assert record.period is not None
    assert record.period.last_day is None


def test_the_first_pointer_that_holds_something_counts(files: Mapping[str, Any]) -> None:
    assert one(files, number="无", old_number="旧1号").document_number == "旧1号"
    assert one(files, number="1号", old_number="旧1号").document_number == "1号"


def test_parts_are_joined_where_they_are(files: Mapping[str, Any]) -> None:
    assert one(files, law="食品安全法", article="第124条").legal_basis == "食品安全法 第124条"
    assert one(files, law="无", article="第124条").legal_basis == "第124条"


def test_an_end_of_publicity_before_the_decision_says_nothing(files: Mapping[str, Any]) -> None:
    assert one(files, day="2026-05-01", public="2026-04-30").public_until is None
    assert one(files, day="2026-05-01", public="2027-04-30").public_until == date(2027, 4, 30)


def test_several_words_and_units(files: Mapping[str, Any]) -> None:
    record = one(files, kinds="罚款;警告;罚款", fine="12.5")
    assert record.penalty_kinds == (PenaltyKind.FINE, PenaltyKind.WARNING)
    assert str(record.fine_yuan) == "125000.00"


@pytest.mark.parametrize(
    "row", [{"severity": "九"}, {"state": "9"}, {"fine": "x"}, {"day": "05.01.2026"}, {"kinds": "撤职"}]
)
def test_what_is_not_declared_breaks_the_contract(files: Mapping[str, Any], row: Mapping[str, str]) -> None:
    assert as_json(files, [{"authority": "厅", **row}]) == ContractBroken.kind.value
    assert as_table(files, [{"authority": "厅", **row}]) == ContractBroken.kind.value


@pytest.mark.parametrize("name", [*NAMES, *MORE])
@pytest.mark.parametrize("value", [[], {}, True, 1.5, 10**30])
def test_another_type_breaks_the_contract_or_is_read_and_never_crashes(
    files: Mapping[str, Any], name: str, value: Any
) -> None:
    found = as_json(files, [{"authority": "厅", name: value}])
    assert found == ContractBroken.kind.value or isinstance(found, (Found, str))
    assert found != "INTERNAL"


def read(folder: Path, text: str, body: Any) -> tuple[Record, ...]:
    (folder / "agency.toml").write_text(text, encoding="utf-8")
    found = through(compiled(read_agency_file(folder / "agency.toml").requests[0]), msgspec.json.encode(body))
    assert isinstance(found, Found), found
    return found.records


def test_cases_constants_and_values_from_the_answer(tmp_path: Path) -> None:
    text = JSON.replace(
        'issuer = { name = "/authority" }',
        'issuer = { name = { answer = "/office" }, region = { by = "/scope", cases = { nation = { is = "CN" }, '
        'province = "/region" } } }',
    ).replace('content = "/content"', 'content = { is = "见决定书" }')
    rows = [{"id": "1", "scope": "nation"}, {"id": "2", "scope": "province", "region": "990000"}]
    national, provincial = read(tmp_path, text, {"code": UNIT.value, "office": "某厅", "total": 2, "rows": rows})
    assert (national.issuer.name, national.issuer.region) == ("某厅", "CN")
    assert provincial.issuer.region == "990000"
    assert isinstance(national, Penalty)
    assert national.content == "见决定书"


def test_rows_that_are_skipped_and_keys_with_a_prefix(tmp_path: Path) -> None:
    text = JSON.replace("[[request.record]]", '[[request.record]]\nskip = { at = "/whose", is = ["自然人"] }').replace(
        'path = "/x/{key}"', 'path = "/x/{key}"\nid_prefix = "cf:"'
    )
    rows = [{"id": 1, "authority": "厅", "whose": "自然人"}, {"id": 2, "authority": "厅", "whose": "法人"}]
    (record,) = read(tmp_path, text, {"code": UNIT.value, "total": 2, "rows": rows})
    assert record.id == "made:cf:2"


def test_a_list_that_may_be_absent_is_declared(tmp_path: Path) -> None:
    found = 'echo = "/code"\nfound = { at = "/state", is = ["known"] }\n'
    text = JSON.replace('total = "/total"\n', "optional = true\n").replace('echo = "/code"\n', found)
    assert read(tmp_path, text, {"code": UNIT.value, "state": "known"}) == ()
    with pytest.raises(AssertionError, match="UNACCOUNTED"):
        read(tmp_path, JSON.replace('total = "/total"\n', ""), {"code": UNIT.value})


@pytest.mark.parametrize("rows", [{"total": 0, "rows": []}, {"total": "0"}])
def test_an_empty_list_is_nothing_only_where_the_file_says_so(tmp_path: Path, rows: dict[str, Any]) -> None:
    with pytest.raises(AssertionError, match="UNACCOUNTED"):
        read(tmp_path, JSON, {"code": UNIT.value, **rows})
