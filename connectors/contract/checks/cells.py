"""Cells of CSV files, each empty or an unknown word, with the digests of the changed file mended elsewhere."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from connectors.contract.bench import bench
from connectors.contract.cases import Case, label
from connectors.contract.checks.check import Check, crashed
from connectors.contract.contract import Contract
from connectors.contract.mutations import UNKNOWN_WORD
from connectors.core.charset import decode_text
from schema.identifiers import Identifier, normalise
from schema.outcomes import Found, Outcome

_BOM = "\ufeff"
_WORDS = {"empty": "", "unknown-word": UNKNOWN_WORD}


async def _cells(contract: Contract, case: Case, folder: Path) -> Sequence[str]:
    """Ask after each change; nothing may be turned round, and no row of another cell may vanish."""
    assert case.files is not None
    found: list[str] = []
    number = 0
    for path in sorted(case.files.glob("*.csv")):
        for at, body in _changes(path.read_bytes(), {key.value for key in case.keys}):
            own = folder / str(number)
            own.mkdir()
            number += 1
            async with bench(contract, case, own) as made:
                assert made.place is not None
                _put(made.place, path.name, body)
                outcomes = await made.outcomes()
                said = f"{path.name} {at}"
                found += [*crashed(outcomes, said), *_lost(case, outcomes, said), *made.problems]
    return found


def _changes(body: bytes, keys: set[str]) -> Iterator[tuple[str, bytes]]:
    """Change one column of the rows that hold a key, the key itself left alone."""
    text = decode_text(body)
    bom, charset = ("\ufeff" if body.startswith(_BOM.encode()) else ""), _charset(body)
    lines = list(csv.reader(io.StringIO(text)))
    ours = [place for place, row in enumerate(lines) if place and any(normalise(cell) in keys for cell in row)]
    for column, name in enumerate(lines[0] if ours else ()):
        if any(normalise(lines[place][column]) in keys for place in ours):
            continue
        for what, word in _WORDS.items():
            changed = [
                [word if place in ours and at == column else cell for at, cell in enumerate(row)]
                for place, row in enumerate(lines)
            ]
            yield f"{name} {what}", (bom + _written(changed)).encode(charset)


def _charset(body: bytes) -> str:
    try:
        body.decode()
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def _written(lines: Sequence[Sequence[str]]) -> str:
    file = io.StringIO()
    csv.writer(file).writerows(lines)
    return file.getvalue()


def _put(folder: Path, name: str, body: bytes) -> None:
    """Write a file, and its new digest wherever the old one stands."""
    path = folder / name
    old, new = (hashlib.sha256(content).hexdigest().encode() for content in (path.read_bytes(), body))
    path.write_bytes(body)
    for other in folder.iterdir():
        told = other.read_bytes()
        if other != path and old in told:
            other.write_bytes(told.replace(old, new))


def _lost(case: Case, outcomes: Mapping[Identifier, Outcome], at: str) -> Iterator[str]:
    for key, outcome in outcomes.items():
        expected = case.expect[label(key)]
        if outcome.kind.value not in {expected["outcome"], "FAILED"}:
            yield f"{at}: {expected['outcome']} became {outcome.kind.value}"
        if isinstance(outcome, Found):
            before = len(expected.get("records", ())) + expected.get("rejected", 0)
            after = len(outcome.records) + outcome.rejected
            if after < before:
                yield f"{at}: {before - after} of {before} rows vanished without a word"


CELLS = (Check("files-cells", lambda _contract, case: case.files is not None, _cells),)
