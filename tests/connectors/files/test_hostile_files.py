"""Files that are made to harm: they are refused in little time and memory."""

from __future__ import annotations

import io
import os
import threading
import time
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from connectors.core.faults import ContractBroken, Fault, Malformed, TooLarge, Unreachable
from connectors.declared.files_spec import FileFormat, FileSet, Manifest
from connectors.exchange.folder import read_bounded
from connectors.files.content import read_content
from connectors.files.tables import rows_of
from connectors.files.workbooks import MOST_CELLS
from schema.identifiers import Scheme
from tests.connectors.files.packing import cell, packed, sheet, understated
from tests.connectors.memory import rising

LIMIT = 16 * 1024 * 1024
HEAD = f'<row r="1">{cell("A1", "CODE")}</row>'
ENTITY = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = f'<!DOCTYPE a [<!ENTITY a "{"x" * 1000}"><!ENTITY b "{"&a;" * 1000}"><!ENTITY c "{"&b;" * 1000}">]>'
UNREADABLE: Mapping[str, tuple[bytes, type[Fault]]] = {
    "a cell in the last corner": (packed(sheet(HEAD + f"<row>{cell('XFD1048576')}</row>")), TooLarge),
    "the corner in other quotes": (packed(sheet(HEAD + "<row><c  r = 'XFD1048576'><v>1</v></c></row>")), TooLarge),
    "a cell beyond the last": (packed(sheet(HEAD + f"<row>{cell('A4294967295')}</row>")), Malformed),
    "a place in references": (packed(sheet(HEAD + '<row><c r="&#88;FD1048576"><v>1</v></c></row>')), TooLarge),
    "a place that is none": (packed(sheet(HEAD + '<row><c r="a1"><v>1</v></c></row>')), Malformed),
    "a place twice": (packed(sheet(HEAD + '<row><c r="A1" r="XFD1048576"><v>1</v></c></row>')), Malformed),
    "cells with a prefix": (
        packed(sheet(HEAD + '<x:row xmlns:x="x"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>')),
        TooLarge,
    ),
    "a sheet in another charset": (packed(sheet(HEAD + cell("XFD1048576")).encode("utf-16")), Malformed),
    "a far row of unplaced cells": (packed(sheet(HEAD + '<row r="1048576">' + "<c/>" * 10 + "</row>")), TooLarge),
    "unplaced rows and a far column": (packed(sheet(HEAD + "<row/>" * 400 + f"<row>{cell('XFD2')}</row>")), TooLarge),
    "an external entity": (packed(sheet(HEAD + f"<row>{cell('A2', '&x;')}</row>", before=ENTITY)), Malformed),
    "a billion laughs": (packed(sheet(HEAD + f"<row>{cell('A2', '&c;')}</row>", before=LAUGHS)), Malformed),
    "a sheet that unpacks to too much": (packed(sheet(HEAD + "<!--" + "0" * LIMIT + "-->")), TooLarge),
    "a size that is understated": (understated(packed(sheet(HEAD + "<!--" + "0" * LIMIT + "-->"))), Malformed),
    "a spreadsheet of another kind": (packed(sheet(HEAD), **{"content.xml": "<a/>"}), Malformed),
    "a binary workbook": (packed(sheet(HEAD), **{"xl/workbook.bin": ""}), Malformed),
}


def spec(form: FileFormat, most: int = 100_000) -> FileSet:
    return FileSet(files="*", format=form, key="CODE", least=0, most=most, charset="utf-8-sig")


@pytest.mark.parametrize(("body", "fault"), UNREADABLE.values(), ids=UNREADABLE)
def test_workbooks_that_are_refused(body: bytes, fault: type[Fault]) -> None:
    with rising() as rise:
        started = time.process_time()
        with pytest.raises(fault):
            rows_of(body, spec(FileFormat.XLSX), ["CODE"], limit=LIMIT)
        assert time.process_time() - started < 1.0
    assert rise.megabytes < 60


def test_workbooks_that_are_large_or_plain_are_read() -> None:
    wide = packed(sheet(f'<row r="1">{cell("A1", "CODE")}{cell("XFD1", "LAST")}</row>'))
    assert rows_of(wide, spec(FileFormat.XLSX), ["CODE"], limit=LIMIT) == []
    unplaced = "<row><c t='inlineStr'><is><t>CODE</t></is></c><c t='inlineStr'><is><t>B</t></is></c></row>"
    assert len(rows_of(packed(sheet(unplaced * 1_000)), spec(FileFormat.XLSX), ["CODE"], limit=LIMIT)) == 999
    assert MOST_CELLS > 1_048_576  # a column as long as a sheet may be


@pytest.mark.parametrize(
    ("form", "body", "fault"),
    [
        (FileFormat.CSV, b"CODE,A\r\n" + b"x" * LIMIT + b",1\r\n", Malformed),
        (FileFormat.CSV, b'CODE,A\r\n"' + b"x\n" * (LIMIT // 2), Malformed),
        (FileFormat.CSV, b"CODE\n" + b"1\n" * 1_000_000, ContractBroken),
        (FileFormat.JSON_LINES, b'{"other":[' + b"[]," * 1_000_000 + b'[]],"CODE":{}}', Malformed),
        (FileFormat.JSON_LINES, b'{"CODE":' + b"9" * 1_000_000 + b"}", Malformed),
        (FileFormat.JSON_LINES, b"{}\n" * 1_000_000, ContractBroken),
    ],
    ids=["a field", "a quote never closed", "rows", "unread lists", "a number", "empty lines"],
)
def test_texts_of_megabytes(form: FileFormat, body: bytes, fault: type[Fault]) -> None:
    with rising() as rise:
        started = time.process_time()
        with pytest.raises(fault):
            rows_of(body, spec(form), ["CODE"], limit=LIMIT)
        assert time.process_time() - started < 2.0
    assert rise.megabytes < 150


def test_json_lines_give_a_column_wanted_twice_twice() -> None:
    body = b'{"CODE":"a","B":1,"C":[1]}\n\n{"B":true}'
    assert rows_of(body, spec(FileFormat.JSON_LINES), ["CODE", "B", "CODE"], limit=LIMIT) == [
        ("a", 1, "a"),
        (None, True, None),
    ]


def test_a_pipe_or_a_device_is_no_file_and_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero"), Path("/dev/stdin")):
        told: list[BaseException] = []

        def read(path: Path = path, told: list[BaseException] = told) -> None:
            try:
                read_bounded(path, LIMIT)
            except (Fault, OSError) as error:
                told.append(error)

        thread = threading.Thread(target=read, daemon=True)
        thread.start()
        thread.join(2.0)
        assert told, f"{path} is waited for"
        assert isinstance(told[0], (Unreachable, OSError))


@pytest.mark.parametrize("name", ["../secret.csv", "/etc/secret.csv", "inner/secret.csv", "..\\secret.csv"])
def test_a_manifest_names_files_of_its_folder_alone(name: str) -> None:
    manifest = Manifest(file="MANIFEST.csv", name="file", rows="rows")
    wanted = replace(spec(FileFormat.CSV), manifest=manifest)
    asked: list[str] = []

    def read(path: str) -> tuple[bytes, datetime]:
        asked.append(path)
        return f"file,rows\r\n{name},1\r\n".encode(), datetime(2026, 1, 1, tzinfo=UTC)

    with pytest.raises(ContractBroken, match="lists a file it may not"):
        read_content(wanted, frozenset({Scheme.CREDIT_CODE}), (), (), read, limit=LIMIT)
    assert asked == ["MANIFEST.csv"]


def test_an_archive_member_that_is_encrypted_is_malformed() -> None:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", sheet(HEAD))
    locked = bytearray(body.getvalue())
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.find(sign) + at] |= 1
    with pytest.raises(Malformed):
        rows_of(bytes(locked), spec(FileFormat.XLSX), ["CODE"], limit=LIMIT)
