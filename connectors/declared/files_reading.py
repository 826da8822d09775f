"""`[[request]]` of an agency file of kind files."""

from __future__ import annotations

import codecs
from datetime import datetime

from connectors.declared.files_spec import FileFormat, FileSet, Generated, Manifest
from connectors.manifest import Table

_SUPERSETS = {"gbk": "gb18030", "gb2312": "gb18030"}


def read_file_set(table: Table) -> FileSet:
    """Read the files of a request; its other keys are the caller's, who finishes it. Every fault is noted."""
    form = table.one_of("format", FileFormat)
    manifest = table.table("manifest")
    least, most = _range(table)
    named = table.optional_text("name_date")
    found = FileSet(
        files=_pattern(table),
        format=form,
        key=table.text("key"),
        least=least,
        most=most,
        charset=_charset(table) if form is not FileFormat.XLSX else "utf-8",
        delimiter=_delimiter(table) if form is FileFormat.CSV else ",",
        sheet=table.optional_text("sheet") if form is FileFormat.XLSX else None,
        header_row=table.integer("header_row", 1, at_least=1) if form is not FileFormat.JSON_LINES else 1,
        latest=table.flag("latest"),
        generated=Generated.NAME if named else table.one_of("generated", Generated, Generated.MTIME),
        name_date=named,
        stale_after_days=table.optional_integer("stale_after_days", at_least=1),
        manifest=_manifest(manifest) if manifest is not None else None,
        complete=table.optional_text("complete"),
    )
    _check(table, found)
    return found


def _check(table: Table, found: FileSet) -> None:
    if found.generated is Generated.NAME and found.name_date is None:
        table.fault(
            "does not say how the day stands in the name", 'write name_date = "frHon_%Y%m%d.csv"', key="generated"
        )
    if found.name_date is not None:
        try:
            datetime.strptime(datetime(2026, 1, 2).strftime(found.name_date), found.name_date)  # noqa: DTZ001, DTZ007
        except ValueError:
            table.fault(f"is {found.name_date!r}", "write it as strptime does: frHon_%Y%m%d.csv", key="name_date")
    if found.generated is Generated.MANIFEST and (found.manifest is None or found.manifest.generated is None):
        table.fault(
            "rests on a manifest that does not say it", 'write [request.manifest] generated = "…"', key="generated"
        )
    if found.stale_after_days is None:
        table.fault("does not say when the files are too old to be believed", "write stale_after_days = 7")


def _manifest(table: Table) -> Manifest:
    found = Manifest(
        file=_plain_name(table, "file"),
        name=table.text("name"),
        rows=table.text("rows"),
        sha256=table.optional_text("sha256"),
        generated=table.optional_text("generated"),
    )
    table.finish()
    return found


def _range(table: Table) -> tuple[int, int]:
    inner = table.table("rows")
    if inner is None:
        table.fault("does not say how many rows are to be expected", "write rows = { least = 1, most = 100000 }")
        return 0, 0
    least, most = inner.integer("least"), inner.integer("most", at_least=1)
    inner.finish()
    if most < least:
        inner.fault(f"is reversed: most is {most}, least {least}", "exchange them", key="most")
    return least, most


def _pattern(table: Table) -> str:
    written = table.text("files")
    if ".." in written.split("/"):
        table.fault(f"is {written!r}", 'write names inside the folder, such as "frHon_*.csv"', key="files")
    return written


def _plain_name(table: Table, key: str) -> str:
    written = table.text(key)
    if "/" in written or "\\" in written or written in {".", ".."}:
        table.fault(f"is {written!r}", "write a name without folders", key=key)
    return written


def _charset(table: Table) -> str:
    written = table.text("charset", "utf-8")
    try:
        name = codecs.lookup(written).name
    except LookupError:
        table.fault(f"is {written!r}, which is no charset", 'write "utf-8" or "gb18030"', key="charset")
        return "utf-8"
    return "utf-8-sig" if name == "utf-8" else _SUPERSETS.get(name, name)


def _delimiter(table: Table) -> str:
    written = table.text("delimiter", ",") if table.written("delimiter") != "\t" else "\t"
    if len(written) != 1:
        table.fault(f"is {written!r}", "write one character", key="delimiter")
        return ","
    return written
