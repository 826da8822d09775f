"""What asking a source costs: twelve at once through desk, runner, connector and checks, beside twelve bare POSTs."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE

import aiohttp

from connectors.core.issuers import Issuers
from connectors.core.runner import Runner
from connectors.exchange.aiohttp_exchange import AiohttpExchange
from connectors.exchange.wiring import Wiring
from gateway.app import utc_now
from gateway.fetching import Desk, Request
from schema.codes import Purpose
from schema.outcomes import Found
from tests.bench.execution import UNIT
from tests.bench.peers.sources import department as source
from tests.bench.timing import Line, compared

AT_ONCE = 12


async def measure() -> Line:
    """Compare, with the department answering from another process so that its own cost does not count."""
    department = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.answering", stdin=PIPE, stdout=PIPE
    )
    assert department.stdin
    assert department.stdout
    try:
        return await _measured(int(await department.stdout.readline()))
    finally:
        department.stdin.close()
        await department.wait()


async def _measured(port: int) -> Line:
    wiring = Wiring(exchange=AiohttpExchange, clock=utc_now, issuers=Issuers(()))
    runner = Runner(source(1, port - 1, wiring), clock=utc_now)
    address = f"http://127.0.0.1:{port}/d1/subjects:batch"
    async with runner, aiohttp.ClientSession() as session:

        async def bare() -> None:
            async with session.post(address, json={"codes": [UNIT.value]}) as response:
                await response.read()

        async def through(desk: Desk) -> None:
            deadline = asyncio.get_running_loop().time() + 5
            told = await desk.ask(Request(UNIT, Purpose.SUPERVISION, None, deadline, "bench"))
            if told.answer is None or not isinstance(told.answer.outcome, Found):
                raise AssertionError(told)

        desks = [Desk(runner) for _ in range(AT_ONCE)]  # one each: a shared one would make one call of the twelve
        cheap, ours = await compared(
            lambda: asyncio.gather(*(bare() for _ in desks)),
            lambda: asyncio.gather(*(through(desk) for desk in desks)),
            rounds=40,
        )
    return Line("ask a source for 5 records", "bare aiohttp POST", cheap / AT_ONCE, "desk", ours / AT_ONCE)
