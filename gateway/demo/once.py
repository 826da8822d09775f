"""`tally demo --once`: every scenario against live servers, one line each, and then the story."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from gateway.demo.facets import Facet, spoken
from gateway.demo.scenarios import Scenario, load_scenarios
from gateway.demo.stage import Played, Stage


def run_once(
    host: str, port: int, *, broken: str | None, pack: Path | None, scenarios: Iterable[Scenario] | None = None
) -> int:
    """Play scenarios, by default all and the story, print one line each and the count; gives the number that differ."""
    played = tuple(scenarios or load_scenarios())
    worlds = [scenario.world for scenario in played]
    with Stage(host=host, port=port, broken=broken, pack=pack, coming=worlds) as stage:
        results = [_played(stage.play(scenario)) for scenario in played]
        if scenarios is None:
            results += [_told(part.id, part.title, part.facets, ok=part.ok) for part in stage.story()]
    failed = [name for name, ok in results if not ok]
    if failed:
        click.echo(f"differ: {', '.join(failed)}")
    click.echo(f"{len(results) - len(failed)} ok, {len(failed)} FAIL")
    return len(failed)


def _played(played: Played) -> tuple[str, bool]:
    return _told(played.scenario.id, played.scenario.title, played.facets, ok=played.ok)


def _told(name: str, title: str, facets: Sequence[Facet], *, ok: bool) -> tuple[str, bool]:
    expected, actual = spoken(facets, actual=False), spoken(facets, actual=True)
    verdict = click.style("ok", fg="green") if ok else click.style("FAIL", fg="red", bold=True)
    click.echo(f"{name:<4} {title} | expected: {expected} | actual: {actual} | {verdict}")
    return name, ok
