"""Integrity models: five sources, issuer and document kept; sector records by kind of subject; associations' grades."""

from __future__ import annotations

import csv
import hashlib
import io
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from connectors.catalogue import connector_kind
from connectors.core.connector import SourceRef
from connectors.core.runner import Runner
from connectors.core.settings import read_settings
from connectors.declared.load import declared_kind
from connectors.mapping.standard import TABLES
from schema.codes import ModelSource, RecordKind
from schema.evaluations import RecognitionStatus
from schema.measures import Guidance
from schema.outcomes import Found
from schema.records import Evaluation, Record, RedListEntry
from tests.acceptance.asking import Question
from tests.connectors.acting import NOW, UNIT, call, now
from tests.connectors.agencies.recorded import WIRING
from tests.rules.making import decided, dossier, model, rate

LICENCE = "food-production-licence"
ASSOCIATION = ("样例省建筑业协会", "51990000TA17LY003A")
DEPARTMENT = ("样例省文明办", "11990000TA06LY000C")
COLUMNS = (
    *("ID", "NAME", "CODE", "DATA_SOURCE", "CATEGORY", "COMMENT_YEAR", "IDENTIFICATION_NO", "IDENTIFICATION_DATE"),
    *("IDENTIFICATION_DEPT", "IDENTIFICATION_DEPT_CODE", "FILE_NAME", "EXPIRATION_DATE", "STATE", "STATE_DATE"),
)
MEMBERS = """
kind = "files"
title = "Members' evaluations of the builders' association"
keyed_by = ["CREDIT_CODE"]
history = "FULL"

[[request]]
files = "members_*.csv"
format = "csv"
key = "CODE"
rows = { least = 1, most = 9 }
stale_after_days = 7
complete = "every member is exported each night"

[[request.record]]
kind = "EVALUATION"
id = "ID"
identifiers = "key"
issuer = { name = "BY", code = "BY_CODE" }
field = "highway-construction"
scale = { id = "highway-2009", grades = ["AA", "A", "B", "C", "D"] }
grade = "GRADE"
decided_on = "DAY"
reference_only = { is = true }
"""


def _designated(number: int, source: str, issuer: tuple[str, str]) -> Sequence[str]:
    document = f"样信〔2026〕{number}号"
    return (
        *(f"H-{number}", "样例", UNIT.value, "平台", source, "2026", document, "2026-05-20"),
        *(*issuer, "诚信典型", "2030-01-01", "1", ""),
    )


def _csv(rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _drop(folder: Path, *rows: Sequence[str]) -> None:
    units, persons = _csv([COLUMNS, *rows]).encode("gb18030"), _csv([COLUMNS]).encode()
    manifest = [("file", "rows", "sha256", "generated")]
    for name, count, content in (("frHon_20261122.csv", len(rows), units), ("zrrHon_20261122.csv", 0, persons)):
        (folder / name).write_bytes(content)
        manifest.append((name, str(count), hashlib.sha256(content).hexdigest(), "2026-11-22 22:00:00"))
    (folder / "MANIFEST.csv").write_text(_csv(manifest), encoding="utf-8")


async def _read(folder: Path, connector: str | Path) -> tuple[Record, ...]:
    """Ask a connector, a shipped one or an agency file, about the unit."""
    kind = connector_kind(connector) if isinstance(connector, str) else declared_kind(connector)
    settings = read_settings(kind.settings_type, {"path": str(folder)}, where="source")
    async with Runner(kind(SourceRef("source", "agency"), settings, WIRING), clock=now) as runner:
        answer = (await runner.ask(call(UNIT)))[UNIT]
    assert isinstance(answer.outcome, Found), answer.outcome
    return answer.outcome.records


@pytest.mark.go("GO-03-a")
async def test_each_of_the_five_sources_is_read_from_a_departments_files(tmp_path: Path) -> None:
    words = list(TABLES["model-source"])
    _drop(tmp_path, *(_designated(number, word, DEPARTMENT) for number, word in enumerate(words)))

    found = await _read(tmp_path, "models")

    assert [record.model_source for record in found if isinstance(record, RedListEntry)] == list(ModelSource)
    assert len(words) == 5


@pytest.mark.go("GO-03-a", "GO-04-a")
@pytest.mark.parametrize("source", ModelSource)
def test_a_model_of_any_source_opens_the_green_channel(source: ModelSource) -> None:
    assert decided(dossier(model(model_source=source)), LICENCE).guidance is Guidance.GREEN_CHANNEL


@pytest.mark.go("GO-03-a")
def test_the_sources_are_a_published_code_list(question: Question) -> None:
    assert len(question.codes("ModelSource")) == 5


@pytest.mark.go("GO-03-b")
@pytest.mark.parametrize("issuer", [DEPARTMENT, ASSOCIATION], ids=["department", "social-organisation"])
async def test_issuer_and_document_of_a_designation_are_kept(tmp_path: Path, issuer: tuple[str, str]) -> None:
    _drop(tmp_path, _designated(7, "行业协会商会推荐", issuer))

    (found,) = await _read(tmp_path, "models")

    assert (found.issuer.name, found.issuer.code) == issuer
    assert found.document_number == "样信〔2026〕7号"


@pytest.mark.go("GO-03-b")
def test_an_answer_shows_who_designated_a_model_and_by_which_document(question: Question) -> None:
    parts = "redListEntries { issuer { name code agency } documentNumber designation modelSource decidedOn }"

    (found,) = question.about("model-clean", parts, "ADMINISTRATIVE_LICENCE")["redListEntries"]

    assert found["issuer"] == {"name": DEPARTMENT[0], "code": DEPARTMENT[1], "agency": "civility-office"}
    assert found["documentNumber"].startswith("样文明")
    assert (found["designation"], found["modelSource"]) == ("诚信示范企业", "CLASSIFIED_SUPERVISION")


@pytest.mark.go("GO-03-d")
def test_records_of_supervision_and_service_are_told_by_sector_and_kind_of_subject(question: Question) -> None:
    parts = "kind licences { issuer { agency } } penalties { issuer { agency } } evaluations { field }"

    served = question.about("model-clean", parts, "SUPERVISION")
    supervised = question.about("revoked", parts, "SUPERVISION")
    somebody = question.about("person-zhou", parts, "SUPERVISION")

    assert [subject["kind"] for subject in (served, supervised, somebody)] == [
        *("ENTERPRISE", "ENTERPRISE", "NATURAL_PERSON")
    ]
    assert served["licences"] == [{"issuer": {"agency": "market-regulation"}}]
    assert {"tax", "customs"} <= {evaluation["field"] for evaluation in served["evaluations"]}
    assert supervised["penalties"] == [{"issuer": {"agency": "market-regulation"}}]
    assert (somebody["licences"], somebody["penalties"], somebody["evaluations"]) == ([], [], [])


@pytest.mark.go("GO-03-f", "GO-19-b")
async def test_an_associations_evaluation_is_shown_and_counts_as_no_departments(tmp_path: Path) -> None:
    file, folder = tmp_path / "agency.toml", tmp_path / "drop"
    folder.mkdir()
    file.write_text(MEMBERS, encoding="utf-8")
    rows = [("ID", "CODE", "BY", "BY_CODE", "GRADE", "DAY"), ("E-1", UNIT.value, *ASSOCIATION, "AA", "2026-05-01")]
    (folder / "members_20261122.csv").write_text(_csv(rows), encoding="utf-8")
    os.utime(folder / "members_20261122.csv", (NOW.timestamp(), NOW.timestamp()))

    (found,) = await _read(folder, file)

    assert isinstance(found, Evaluation)
    assert (found.kind, found.issuer.code, found.reference_only) == (RecordKind.EVALUATION, ASSOCIATION[1], True)
    rated = [each for each in rate(dossier(found), "public-tender") if each.evaluation is found]
    assert [(each.status, each.recognised_as) for each in rated] == [(RecognitionStatus.NOT_RECOGNISED, None)]
    assert "social body" in rated[0].reason
