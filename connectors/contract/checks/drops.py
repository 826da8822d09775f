"""Files: missing, short, grown, of another digest, broken, too old; links that lead elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from connectors.contract.bench import bench
from connectors.contract.cases import Case, label
from connectors.contract.checks.check import Check, believed, crashed
from connectors.contract.contract import Contract
from schema.identifiers import Identifier
from schema.outcomes import Failed, Outcome

_YEARS = timedelta(days=3_650)


def _remove(path: Path) -> None:
    path.unlink()


def _shorten(path: Path) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:-1]))


def _grow(path: Path) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines, lines[-1]]))


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _break(path: Path) -> None:
    path.write_bytes(b"\xff\xfe\x00junk" * 100)


def _elsewhere(path: Path) -> None:
    other = path.parent.parent / f"elsewhere-{path.name}"
    path.replace(other)
    path.symlink_to(other)


_CHANGES: Sequence[Callable[[Path], None]] = (_remove, _shorten, _grow, _empty, _break, _elsewhere)


async def _changed(contract: Contract, case: Case, folder: Path) -> Sequence[str]:
    found: list[str] = []
    assert case.files is not None
    names = sorted(path.name for path in case.files.iterdir())
    for change in _CHANGES:
        noticed = False
        for number, name in enumerate(names):
            own = folder / f"{number}{change.__name__}"
            own.mkdir()
            async with bench(contract, case, own) as made:
                assert made.place is not None
                change(made.place / name)
                outcomes = await made.outcomes()
                at = f"{name} {change.__name__.strip('_')}"
                found += [*crashed(outcomes, at), *_turned(case, outcomes, at), *made.problems]
                noticed |= any(isinstance(outcome, Failed) for outcome in outcomes.values())
        if not noticed:
            found.append(f"{change.__name__.strip('_')} of any file: every key was answered all the same")
    return found


def _turned(case: Case, outcomes: Mapping[Identifier, Outcome], at: str) -> Iterable[str]:
    for key, outcome in outcomes.items():
        was = case.expect[label(key)]["outcome"]
        if outcome.kind.value not in {was, "FAILED"}:
            yield f"{at}: {was} became {outcome.kind.value}"


async def _stale(contract: Contract, case: Case, folder: Path) -> Sequence[str]:
    async with bench(replace(contract, now=contract.now + _YEARS), case, folder) as made:
        outcomes = await made.outcomes()
        return [*believed(outcomes, "files ten years old"), *made.problems]


async def _gone(contract: Contract, case: Case, folder: Path) -> Sequence[str]:
    async with bench(contract, case, folder) as made:
        assert made.place is not None
        moved = made.place.with_name("moved")
        made.place.rename(moved)
        outcomes = await made.outcomes()
        found = [*believed(outcomes, "no folder"), *crashed(outcomes, "no folder")]
        moved.rename(made.place)
        again = await made.told()
        return [*found, *([] if again == dict(case.expect) else ["the folder made again is not read"]), *made.problems]


def _dropped(contract: Contract, case: Case) -> bool:  # noqa: ARG001 - a check's signature
    return case.files is not None


DROPS = (
    Check("files-changed", _dropped, _changed),
    Check("files-stale", _dropped, _stale),
    Check("files-gone", _dropped, _gone),
)
