"""Workbooks written part by part, as no program for spreadsheets would."""

from __future__ import annotations

import io
import struct
import zipfile

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_SHEET = "xl/worksheets/sheet1.xml"


def cell(at: str, text: str = "a") -> str:
    return f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'


def sheet(data: str, *, before: str = "") -> str:
    return f'<?xml version="1.0"?>{before}<worksheet xmlns="{_MAIN}"><sheetData>{data}</sheetData></worksheet>'


def packed(worksheet: str | bytes, **more: str) -> bytes:
    """Give a workbook of one sheet; `more` are further members, by name."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_TYPES}"><Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}"/></Types>',
        )
        archive.writestr("_rels/.rels", _related("officeDocument", "xl/workbook.xml"))
        archive.writestr("xl/_rels/workbook.xml.rels", _related("worksheet", "worksheets/sheet1.xml"))
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
            '<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        archive.writestr(_SHEET, worksheet)
        for name, content in more.items():
            archive.writestr(name, content)
    return body.getvalue()


def understated(workbook: bytes, size: int = 100) -> bytes:
    """Say in the directory of the archive that every member unpacks to a few bytes."""
    body, at = bytearray(workbook), 0
    while (at := body.find(b"PK\x01\x02", at)) != -1:
        body[at + 24 : at + 28] = struct.pack("<I", size)
        at += 4
    return bytes(body)


def _related(kind: str, target: str) -> str:
    inner = f'<Relationship Id="r1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{_RELATIONS}">{inner}</Relationships>'
