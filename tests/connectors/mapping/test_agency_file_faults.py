"""Every fault an author can make is told at once, at its line, with what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.declared.agency_file import AgencyFile
from connectors.declared.agency_reading import read_agency_file
from connectors.manifest import Fault, ManifestFaults

GOOD = """kind = "rest"
title = "Penalties"
keyed_by = ["CREDIT_CODE"]
history = "FULL"
null_words = ["无"]
dates = ["YYYY-MM-DD"]

[auth]
kind = "api_key"
header = "X-Api-Key"

[[request]]
path = "/penalties?code={key}"

[request.answer]
echo = "/code"
none = "verified-total"

[[request.record]]
kind = "PENALTY"
rows = "/rows"
total = "/total"
id = "/id"
identifiers = { CREDIT_CODE = "/code" }
issuer = { name = "/authority" }
severity = { at = "/severity", values = "severity", default = "UNKNOWN" }
fine_yuan = { at = "/fine", unit = "wan" }
decided_on = "/day"
"""


def read(folder: Path, text: str) -> AgencyFile:
    file = folder / "penalties" / "agency.toml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return read_agency_file(file)


def faults_of(folder: Path, text: str) -> tuple[Fault, ...]:
    with pytest.raises(ManifestFaults) as caught:
        read(folder, text)
    return caught.value.faults


def test_the_file_the_edits_start_from_is_good(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD).kinds == {"PENALTY"}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('kind = "rest"', 'kind = "ftp"', "'ftp'"),
        ('kind = "rest"', "", "kind is missing"),
        ('title = "Penalties"\n', "", "title is missing"),
        ('title = "Penalties"', 'titel = "Penalties"', "did you mean title or"),
        ('keyed_by = ["CREDIT_CODE"]', "keyed_by = []", 'write keyed_by = ["CREDIT_CODE"]'),
        ('keyed_by = ["CREDIT_CODE"]', 'keyed_by = ["CREDIT_CODES"]', "did you mean CREDIT_CODE"),
        ('keyed_by = ["CREDIT_CODE"]', 'keyed_by = ["CREDIT_CODE"]\nmasked = ["CUSTOMS_CODE"]', "masks CUSTOMS_CODE"),
        ('history = "FULL"', 'history = "SOME"', "known: CURRENT, FULL"),
        ('dates = ["YYYY-MM-DD"]', 'dates = ["DD/MM/YYYY"]', "known: YYYY-M-D"),
        ('dates = ["YYYY-MM-DD"]', 'dates = ["epoch-s", "YYYYMMDD"]', "a number could be either"),
        ('null_words = ["无"]', 'null_words = "无"', "a list of texts"),
        ('header = "X-Api-Key"', 'header = "X-Api-Key"\nquery = "key"', "says twice where the key stands"),
        ('kind = "api_key"', 'kind = "apikey"', "did you mean api_key?"),
        ('path = "/penalties?code={key}"', 'path = "penalties?code={key}"', "write a path below the source's url"),
        ('path = "/penalties?code={key}"', 'path = "//evil.test/{key}"', "write a path below the source's url"),
        ('path = "/penalties?code={key}"', 'path = "/penalties"', "put {key} into the path or the body"),
        ('path = "/penalties?code={key}"', 'path = "/p?code={key}&x={kay}"', "did you mean key"),
        ('path = "/penalties?code={key}"', 'path = "/p?codes={keys}"', "write batch = the most keys"),
        ('path = "/penalties?code={key}"', 'path = "/p/{key}"\nbody = { a = 1 }', 'write method = "POST"'),
        ('path = "/penalties?code={key}"', 'path = "/p/{key}"\nmethod = "DELETE"', "only ever read"),
        ('path = "/penalties?code={key}"', 'path = "/p/{key}"\nschemes = ["CUSTOMS_CODE"]', "no request serves it"),
        ('history = "FULL"', 'history = "FULL"\nbatch = 5', "use {keys}, or leave out batch"),
        (
            'keyed_by = ["CREDIT_CODE"]',
            'keyed_by = ["CREDIT_CODE", "RESIDENT_IDENTITY"]',
            "puts a RESIDENT_IDENTITY into a URL",
        ),
        ('echo = "/code"\n', "", 'no_echo = "why not"'),
        ('none = "verified-total"', 'none = [{ at = "/rows", null = true }]', "which an error page has too"),
        ('none = "verified-total"', 'none = [{ at = "/code" }]', "does not say what must stand there"),
        ('none = "verified-total"', 'none = "verified-total"\nstatuses = [200, 404]', "takes status 404"),
        ('none = "verified-total"', 'none = "verified-total"\nstatuses = [500]', "takes 500 for an answer"),
        ('total = "/total"\n', "", "not every list declares one"),
        ('kind = "PENALTY"', 'kind = "PENALTIES"', "did you mean PENALTY or"),
        ('kind = "PENALTY"', 'kind = "PETITION"', "must never be collected"),
        ('rows = "/rows"\n', "", 'write rows = "/list"'),
        ('rows = "/rows"', 'rows = "rows"', 'write "/rows"'),
        ('id = "/id"', 'id = "/0/id"', "read lists with rows"),
        ('id = "/id"', 'id = "/a~b"', "a tilde is written ~0"),
        ('id = "/id"', "id = 7", "is no pointer"),
        ('id = "/id"\n', "", "id is missing"),
        ('identifiers = { CREDIT_CODE = "/code" }', 'identifiers = { CREDIT_KODE = "/code" }', "CREDIT_KODE"),
        ('issuer = { name = "/authority" }', 'issuer = "/authority"', "write issuer = { name ="),
        ('issuer = { name = "/authority" }', "issuer = {}", "names no issuer"),
        ('issuer = { name = "/authority" }\n', "", "issuer is missing"),
        ('values = "severity", default', 'values = "severty", default', "did you mean severity?"),
        ('default = "UNKNOWN" }', 'default = "UNKNOWEN" }', "did you mean UNKNOWN or"),
        ('severity = { at = "/severity", values = "severity", default = "UNKNOWN" }\n', "", "severity is missing"),
        ('fine_yuan = { at = "/fine", unit = "wan" }', 'fine_yuan = "/fine"', "in which unit the amount is"),
        ('fine_yuan = { at = "/fine", unit = "wan" }', 'fine_yuan = { at = "/fine", unit = "k" }', "known: wan, yuan"),
        ('decided_on = "/day"', 'decided_on = "/day"\nreligion = "/religion"', "religion"),
        ('decided_on = "/day"', 'decided_on = "/person/religion/day"', "must never be collected"),
        ('decided_on = "/day"', 'decided_on = "/day"\npenalty_kinds = "/kinds"', "what stands between several words"),
        ('decided_on = "/day"', 'decided_on = "/day"\ncontnt = "/x"', "did you mean content or"),
        ('decided_on = "/day"', 'decided_on = "/day"\nperiod = { to = "/end" }', "from is missing"),
        ('decided_on = "/day"', 'decided_on = { at = "/day", dats = ["YYYYMMDD"] }', "did you mean dates or"),
    ],
)
def test_one_fault(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert old in GOOD
    told = [str(fault) for fault in faults_of(tmp_path, GOOD.replace(old, new, 1))]
    assert any(words in line for line in told), told


def test_the_line_is_the_one_to_mend(tmp_path: Path) -> None:
    line = 'fine_yuan = { at = "/fine", unit = "wan" }'
    (fault,) = faults_of(tmp_path, GOOD.replace('unit = "wan"', 'unit = "k"'))
    assert (fault.file, fault.line) == ("penalties/agency.toml", GOOD.splitlines().index(line) + 1)


def test_all_faults_at_once_in_the_order_of_the_lines(tmp_path: Path) -> None:
    text = GOOD.replace('history = "FULL"', 'history = "X"').replace('"/rows"', '"rows"').replace('"/day"', "3")
    lines = [fault.line for fault in faults_of(tmp_path, text)]
    assert len(lines) == 3
    assert lines == sorted(lines)


def test_what_is_not_toml_is_told_with_its_line(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path, GOOD + "\nx = = 1\n")
    assert fault.line == len(GOOD.splitlines()) + 2


EVALUATION = """
[[request.record]]
kind = "EVALUATION"
rows = "/rows"
total = "/total"
id = "/id"
identifiers = "key"
issuer = { name = "/authority" }
field = "tax"
grade = "/grade"
"""


@pytest.mark.parametrize(
    ("scale", "words"),
    [
        ("", "a grade means nothing without one"),
        ('scale = { id = "a" }', "lists no grades"),
        ('scale = [{ id = "a", grades = ["A"] }, { id = "b", grades = ["A"] }]', "from when 'b' follows 'a'"),
        ('scale = { id = "a", grades = { "x" = 1 } }', "gives 'x' no grade"),
    ],
)
def test_a_grade_needs_a_scale(tmp_path: Path, scale: str, words: str) -> None:
    assert any(words in str(fault) for fault in faults_of(tmp_path, f"{GOOD}{EVALUATION}{scale}\n"))


@pytest.mark.parametrize(
    ("paging", "words"),
    [
        ('kind = "page"', "put {page} into the path"),
        ('kind = "cursor"\nnext = "/next"', "put {cursor} into the path"),
        ('kind = "link"', "does not know its next page"),
        ('kind = "pages"', "did you mean page"),
    ],
)
def test_paging_says_how_the_next_page_is_had(tmp_path: Path, paging: str, words: str) -> None:
    text = GOOD.replace("[request.answer]", f"[request.paging]\n{paging}\n\n[request.answer]")
    assert any(words in str(fault) for fault in faults_of(tmp_path, text))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (('table = "a"', 'table = "a; DROP"'), "no plain SQL name"),
        (('rows = "n"', 'rows = "n"\nstale_after_days = 7'), "nothing says when the table was loaded"),
        (('fold = "none"', 'fold = "lower"'), "known: none, upper"),
        (('id = "id"', 'id = "/id"'), "without a slash"),
        (("[[request]]", '[auth]\nkind = "bearer"\n[[request]]'), "which a database does not use"),
    ],
)
def test_faults_of_tables(tmp_path: Path, change: tuple[str, str], words: str) -> None:
    text = """
kind = "sql"
title = "T"
keyed_by = ["CREDIT_CODE"]
history = "FULL"
[[request]]
table = "a"
key = "code"
fold = "none"
[request.control]
table = "control"
rows = "n"
[[request.record]]
kind = "LICENCE"
id = "id"
identifiers = "key"
issuer = { name = "authority" }
"""
    read(tmp_path, text)
    assert any(words in str(fault) for fault in faults_of(tmp_path, text.replace(*change, 1)))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (('files = "a_*.csv"', 'files = "../a.csv"'), "names inside the folder"),
        (("rows = { least = 1, most = 9 }", "rows = { least = 9, most = 1 }"), "is reversed"),
        (("rows = { least = 1, most = 9 }\n", ""), "how many rows are to be expected"),
        (("stale_after_days = 7\n", ""), "too old to be believed"),
        (('format = "csv"', 'format = "csv"\ncharset = "klingon"'), "which is no charset"),
        (('format = "csv"', 'format = "csv"\ndelimiter = "||"'), "write one character"),
        (('format = "csv"', 'format = "csv"\ngenerated = "name"'), "how the day stands in the name"),
        (('format = "csv"', 'format = "cvs"'), "did you mean csv"),
    ],
)
def test_faults_of_files(tmp_path: Path, change: tuple[str, str], words: str) -> None:
    text = """
kind = "files"
title = "T"
keyed_by = ["CREDIT_CODE"]
history = "FULL"
[[request]]
files = "a_*.csv"
format = "csv"
key = "CODE"
rows = { least = 1, most = 9 }
stale_after_days = 7
[[request.record]]
kind = "LICENCE"
id = "ID"
identifiers = "key"
issuer = { name = "AUTHORITY" }
"""
    read(tmp_path, text)
    assert any(words in str(fault) for fault in faults_of(tmp_path, text.replace(*change, 1)))
