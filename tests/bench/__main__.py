"""Runs the small measurements and prints what each part costs beside the plain way: `python -m tests.bench`."""

from __future__ import annotations

import sys
from datetime import date

import uvloop

from gateway.serving import steady_memory
from tests.bench import accessing, asking, committing, execution, ruling
from tests.bench.timing import Line
from tests.rules.making import AS_OF, earlier_pack, pack

EARLIER = date(2025, 11, 24)


async def main() -> None:
    """Measure everything, one after the other."""
    steady_memory()
    lines = [
        await execution.measure(),
        await asking.measure(),
        *[await ruling.measure(count, pack(), AS_OF) for count in (60, 500)],
        *[await ruling.measure(count, earlier_pack(), EARLIER) for count in (60, 500)],
        await ruling.measure_foresight(),
        *await accessing.measure(),
        await committing.measure(1),
        await committing.measure(16),
    ]
    sys.stdout.write("CPU µs of this process; compare the ratios, the numbers are this machine's\n\n")
    sys.stdout.writelines(_shown(line) for line in lines)


def _shown(line: Line) -> str:
    beside, ours = f"{line.beside} {_us(line.beside_us)}", f"{line.ours} {_us(line.ours_us)}"
    return f"{line.work:<38}{beside:<32}{ours:<24}ratio {line.ratio:.2f}\n"


def _us(cost: float) -> str:
    return f"{cost:.1f}" if cost < 10 else f"{cost:.0f}"


if __name__ == "__main__":
    uvloop.run(main())
