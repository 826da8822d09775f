"""`tally demo`: town and gateway stay up until told to end. Loads little, so that they are up soon."""

from __future__ import annotations

import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType

import click

from gateway.demo.admin import Faults
from gateway.demo.pasting import lines_to_paste
from gateway.demo.servers import gateway_starting, put_before, town_running
from gateway.demo.worlds import World

_LOOK_SECONDS = 0.5


def stay_up(host: str, port: int, *, broken: str | None, pack: Path | None) -> None:
    """Start everything, print addresses, keys and queries, and stay until Ctrl-C or SIGTERM; raises `CannotStart`."""
    with _stopping_quietly(), ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tally-demo-")))
        state, world = folder / "gateway", World()
        child = stack.enter_context(gateway_starting(state, world, host=host, port=port, pack=pack))
        town = stack.enter_context(town_running(folder / "town", world))
        Faults(town, broken)
        for line in lines_to_paste(put_before(child, town, state)):
            click.echo(line)
        while True:
            time.sleep(_LOOK_SECONDS)
            child.check_running()
            town.child.check_running()


@contextmanager
def _stopping_quietly() -> Iterator[None]:
    """Let SIGTERM and Ctrl-C end the block in order, and count as the normal end."""
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    except KeyboardInterrupt:
        click.echo("\nended, with everything that was started", err=True)
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
