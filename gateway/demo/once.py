"""`tally demo --once`: every scenario against live servers, one line each."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from gateway.demo.facets import spoken
from gateway.demo.scenarios import Scenario, load_scenarios
from gateway.demo.stage import Played, Stage


def run_once(
    host: str, port: int, *, broken: str | None, pack: Path | None, scenarios: Iterable[Scenario] | None = None
) -> int:
    """Play scenarios, by default all, print one line each and the count; gives the number that differ."""
    played = tuple(scenarios or load_scenarios())
    worlds = [scenario.world for scenario in played]
    with Stage(host=host, port=port, broken=broken, pack=pack, coming=worlds) as stage:
        results = [_told(stage.play(scenario)) for scenario in played]
    failed = [result.scenario.id for result in results if not result.ok]
    if failed:
        click.echo(f"differ: {', '.join(failed)}")
    click.echo(f"{len(results) - len(failed)} ok, {len(failed)} FAIL")
    return len(failed)


def _told(played: Played) -> Played:
    scenario = played.scenario
    expected, actual = spoken(played.facets, actual=False), spoken(played.facets, actual=True)
    verdict = click.style("ok", fg="green") if played.ok else click.style("FAIL", fg="red", bold=True)
    click.echo(f"{scenario.id:<4} {scenario.title} | expected: {expected} | actual: {actual} | {verdict}")
    return played
