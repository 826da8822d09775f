"""Runs the fuzzers against a gateway served for them: `make fuzz`, or `python -m tests.fuzz [EXAMPLES [SEED]]`.

EXAMPLES is how many each fuzzer tries; the SEED of a run is printed, so that it can be repeated.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from hypothesis import HealthCheck, seed, settings

from gateway.demo.servers import town_running
from gateway.demo.worlds import World
from tests.fuzz.frames import frames
from tests.fuzz.requests import FUZZERS, Caller, Fuzz
from tests.serving.served import INSPECTOR, Served, serving

_ROOT = Path(__file__).resolve().parents[2]
_PACKAGES = _ROOT / ".venv" / "fuzz"
_USUAL_EXAMPLES = 1_000
_FEWER_BY = 10  # schemathesis tries so many on each of the query's fields


def main(arguments: Sequence[str]) -> int:
    """Run every fuzzer, then look through the log; 1 if anything was found."""
    examples = int(arguments[0]) if arguments else _USUAL_EXAMPLES
    seeded = int(arguments[1]) if len(arguments) > 1 else random.randrange(2**32)
    sys.stdout.write(f"fuzz: {examples} examples each; repeat with ARGS='{examples} {seeded}'\n")
    with (
        tempfile.TemporaryDirectory() as folder,
        town_running(Path(folder) / "town", World()) as town,
        serving(Path(folder), town) as served,
    ):
        found = [name for name, run in _runs(served, examples, seeded) if not _passed(name, run)]
        traces = [line for line in served.log().splitlines() if "Traceback" in line]
    sys.stdout.writelines(f"in the log: {line[:2_000]}\n" for line in traces)
    sys.stdout.write(f"fuzz: found something by {', '.join(found)}\n" if found else "fuzz: nothing found\n")
    return int(bool(found or traces))


def _runs(served: Served, examples: int, seeded: int) -> Iterator[tuple[str, Fuzz]]:
    profile = settings(
        max_examples=examples,
        database=None,
        deadline=None,
        derandomize=False,
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )
    caller = Caller(served.url, INSPECTOR)
    fuzzers = {name: fuzzer(caller) for name, fuzzer in FUZZERS.items()}
    for name, fuzz in {**fuzzers, "frames": frames(served.url, INSPECTOR)}.items():
        yield name, seed(seeded)(profile(fuzz))
    yield "schemathesis", partial(_schemathesis, served.url, max(examples // _FEWER_BY, 1), seeded)


def _schemathesis(url: str, examples: int, seeded: int) -> None:
    command = [sys.executable, "-m", "schemathesis.cli", "run", url, "--checks", "answers_as_promised"]
    options = [f"--max-examples={examples}", f"--seed={seeded}", f"--header=Authorization: Bearer {INSPECTOR}"]
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [*command, *options, "--suppress-health-check=all", "--request-timeout=60", "--no-color"],
            cwd=folder,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join((str(_ROOT), str(_PACKAGES))),
                "SCHEMATHESIS_HOOKS": "tests.fuzz.hooks",
                "HYPOTHESIS_STORAGE_DIRECTORY": folder,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stdout[-20_000:]


def _passed(name: str, run: Callable[[], None]) -> bool:
    started = time.monotonic()
    try:
        run()
    except Exception:  # noqa: BLE001 - whatever a fuzzer meets is a find
        traceback.print_exc(file=sys.stdout)
        return False
    sys.stdout.write(f"{name:<14}{time.monotonic() - started:>8.1f} s\n")
    sys.stdout.flush()
    return True


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
