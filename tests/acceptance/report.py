"""Pytest plugin: which test shows which requirement (`--requirements`), and no marker names one that does not exist."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from tests.acceptance.requirements import Requirements, requirements

_OPTION = "--requirements"
_PROPERTY = "go"
_HERE = Path(__file__).parent
_WORST_FIRST = ("FAILED", "passed", "skipped")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer the option."""
    parser.addoption(
        _OPTION,
        action="store_true",
        help="run the acceptance tests and every test marked `go`, and print which requirement each shows",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Report if asked to."""
    if config.getoption(_OPTION):
        config.pluginmanager.register(Report(requirements()), "requirements-report")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Refuse markers nobody knows; note the ids of each test where every worker's report carries them."""
    for item in items:
        named = ids_of(item)
        unknown = [name for name in named if name not in requirements().requirement]
        if unknown:
            raise pytest.UsageError(f"{item.nodeid} names {', '.join(unknown)}, which requirements.toml does not know")
        item.user_properties += [(_PROPERTY, name) for name in named]
    if config.getoption(_OPTION):
        chosen = [item for item in items if ids_of(item) or _HERE in item.path.parents]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(chosen)])
        items[:] = chosen


def ids_of(item: pytest.Item) -> tuple[str, ...]:
    """Give the ids a test names, each once."""
    return tuple(dict.fromkeys(name for marker in item.iter_markers("go") for name in marker.args))


class Report:
    """Gathers how the tests of each requirement came out, and prints it last."""

    def __init__(self, wanted: Requirements) -> None:
        self._wanted = wanted
        self._outcomes: dict[str, str] = {}
        self._tests: defaultdict[str, dict[str, None]] = defaultdict(dict)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note one phase of a test: it failed if any phase did, and passed if its call did."""
        for name, value in report.user_properties:
            if name == _PROPERTY:
                self._tests[str(value)][report.nodeid] = None
        said = "FAILED" if report.failed else report.outcome
        if report.when == "call" or said != "passed":
            self._outcomes[report.nodeid] = _worst((self._outcomes.get(report.nodeid), said))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print the table."""
        terminalreporter.section("requirements of the Guiding Opinions")
        for line in self._lines():
            terminalreporter.write_line(line)

    def _lines(self) -> Iterator[str]:
        required = set(self._wanted.required)
        for name, requirement in self._wanted.requirement.items():
            tests = self._tests[name]
            words = [name, requirement.type, f"{self._result(name):<8}", f"{len(tests):>3}", requirement.says]
            if name not in required:
                words.append("[not required]")
            yield " ".join(words)
            if requirement.lacks:
                yield f"{'':9}lacks: {requirement.lacks}"
            yield from (f"{'':9}{test}" for test in folded(tests))
        yield from self._counts(self._wanted.required)

    def _counts(self, required: Sequence[str]) -> Iterator[str]:
        results = {name: self._result(name) for name in required}
        missing = [name for name, result in results.items() if result == "missing"]
        unshown = [name for name, result in results.items() if result not in {"passed", "part", "missing"}]
        tally = Counter(results.values())
        yield f"required: {tally['passed'] + tally['part']} shown, {tally['part']} of them in part, of {len(required)}"
        for word, names in (("missing", missing), ("failed or skipped", unshown)):
            if names:
                yield f"{word}: {' '.join(names)}"

    def _result(self, name: str) -> str:
        result = _worst(self._outcomes.get(test) for test in self._tests[name])
        in_part = result == "passed" and self._wanted.requirement[name].lacks
        return "part" if in_part else result


def folded(tests: Iterable[str]) -> Iterator[str]:
    """Give each test function once, by name, with how many cases it has."""
    for function, cases in sorted(Counter(test.partition("[")[0] for test in tests).items()):
        yield function if cases == 1 else f"{function} × {cases}"


def _worst(outcomes: Iterable[str | None]) -> str:
    said = set(outcomes)
    return next((outcome for outcome in _WORST_FIRST if outcome in said), "missing")
