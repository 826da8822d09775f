"""What pytest makes of a contract: each check of each of its cases is a test."""

from __future__ import annotations

import asyncio
import gc
import tempfile
import warnings
from collections.abc import Awaitable, Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from connectors.contract.cases import CaseFault
from connectors.contract.checks import ABILITIES, ALL
from connectors.contract.contract import Contract, Waiver, read_contract
from connectors.core.settings import ConfigFault
from connectors.manifest import ManifestFaults
from schema.suggest import did_you_mean

_MOST_SHOWN = 20
_TURNS = 3  # of the loop, in which transports close


class Broken(Exception):  # noqa: N818 - what a report shows is its text
    """What a connector did and must not; its text is all a report shows."""


class ContractFile(pytest.File):
    """A contract and its cases."""

    def collect(self) -> Iterator[pytest.Item]:
        """Give a test for each check of each case it is for, and one for the abilities declared."""
        try:
            contract = read_contract(self.path)
        except (ManifestFaults, ConfigFault, CaseFault) as error:
            raise self.CollectError(str(error)) from None
        items = [ContractItem.make(self, contract, "abilities", "", lambda folder: ABILITIES(contract, folder))]
        for case in contract.cases:
            for check in ALL:
                if check.applies(contract, case):
                    run = _bound(check.run, contract, case)
                    items.append(ContractItem.make(self, contract, check.name, case.name, run))
        if not contract.cases:
            items.append(ContractItem.make(self, contract, "cases", "", _none))
        idle = [
            waiver for waiver in contract.waivers if not any(waiver.covers(item.check, item.case) for item in items)
        ]
        if idle:
            raise self.CollectError("\n".join(_idle(waiver, {item.check for item in items}) for waiver in idle))
        yield from items


class ContractItem(pytest.Item):
    """One check of one case."""

    check: str
    case: str
    waiver: Waiver | None
    run_check: Callable[[Path], Awaitable[Sequence[str]]]

    @classmethod
    def make(
        cls,
        parent: ContractFile,
        contract: Contract,
        check: str,
        case: str,
        run: Callable[[Path], Awaitable[Sequence[str]]],
    ) -> ContractItem:
        """Make a test."""
        name = f"{contract.name}::{check}" + (f"::{case}" if case else "")
        item: ContractItem = cls.from_parent(parent, name=name)
        item.check, item.case, item.run_check = check, case, run
        item.waiver = contract.waiver_of(check, case)
        return item

    def runtest(self) -> None:
        """Run the check; raises `Broken` with every problem."""
        with tempfile.TemporaryDirectory() as folder, _own_leftovers():
            problems = list(dict.fromkeys(asyncio.run(_whole(self.run_check(Path(folder))))))
        if self.waiver is None:
            if problems:
                raise Broken(_listed(problems))
            return
        if date.today() > self.waiver.until:  # noqa: DTZ011 - the day where the tests run
            raise Broken(f"the waiver ended on {self.waiver.until}: {self.waiver.reason}\n{_listed(problems)}")
        if not problems:
            raise Broken(f"the check passes: remove its waiver ({self.waiver.reason})")
        pytest.xfail(f"waived until {self.waiver.until}: {self.waiver.reason}")

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Show problems as they are, and anything else with its traceback."""
        return str(excinfo.value) if isinstance(excinfo.value, Broken) else super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Say where the test comes from."""
        return self.path, 0, self.name


@contextmanager
def _own_leftovers() -> Iterator[None]:
    """Let sockets that were cut off on purpose be collected here, and not warn in whichever test comes next."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        yield
        gc.collect(1)


async def _whole(run: Awaitable[Sequence[str]]) -> Sequence[str]:
    """Run a check, and end what the connector left running, so that nothing of it shows in another test."""
    try:
        return await run
    finally:
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        for _ in range(_TURNS):
            await asyncio.sleep(0)


async def _none(folder: Path) -> Sequence[str]:  # noqa: ARG001 - a check's signature
    return ["there is no case: record one with `tally agency record`"]


def _bound(run: Any, contract: Contract, case: Any) -> Callable[[Path], Awaitable[Sequence[str]]]:
    return lambda folder: run(contract, case, folder)


def _idle(waiver: Waiver, checks: Collection[str]) -> str:
    hint = did_you_mean(waiver.check, checks)
    return f"the waiver of {waiver.check!r} for the case {waiver.case!r} covers no check ({hint})"


def _listed(problems: Sequence[str]) -> str:
    more = [f"… and {len(problems) - _MOST_SHOWN} more"] if len(problems) > _MOST_SHOWN else []
    return "\n".join([*problems[:_MOST_SHOWN], *more])
