"""A live gateway before the sandbox, and the command line run against it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gateway.cli.command import main
from gateway.demo.servers import Gateway, variables
from gateway.demo.stage import Stage

KEY = "sandbox-market-regulation"
Tally = Callable[..., Result]


@pytest.fixture(scope="session")
def live() -> Iterator[Gateway]:
    """A running gateway and its town."""
    with Stage() as stage:
        yield stage.gateway()


@pytest.fixture
def tally(monkeypatch: pytest.MonkeyPatch) -> Tally:
    """Run the command line in this process, without settings from outside."""
    for name in ("TALLY_URL", "TALLY_API_KEY", "HOST", "PORT"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str | Path, typed: str | None = None) -> Result:
        return CliRunner().invoke(main, [str(each) for each in arguments], input=typed)

    return run


@pytest.fixture
def ask(tally: Tally, live: Gateway) -> Tally:
    """Run `tally check` as market regulation against the live gateway."""

    def run(*arguments: str | Path, typed: str | None = None) -> Result:
        return tally("check", *arguments, "--url", live.url, "--key", KEY, typed=typed)

    return run


@pytest.fixture
def sandbox_environment(live: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set what `config/agencies.toml` reads to the live town."""
    for name, value in variables(live.town.sources).items():
        monkeypatch.setenv(name, value)


@pytest.fixture(scope="session")
def keys(live: Gateway, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The live gateway's public keys, as `tally receipt keys` prints them."""
    file = tmp_path_factory.mktemp("keys") / "keys.json"
    printed = CliRunner().invoke(main, ["receipt", "keys", "--state", str(live.state)])
    file.write_text(printed.stdout, encoding="utf-8")
    return file


@pytest.fixture(scope="session")
def saved(live: Gateway, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A receipt `tally check --save` wrote, of case 2026-0001."""
    file = tmp_path_factory.mktemp("receipt") / "receipt.json"
    code = live.town.cast["listed-strict"]["value"]
    wanted = ["check", code, "--matter", "food-production-licence", "--case", "2026-0001", "--save", str(file)]
    printed = CliRunner().invoke(main, [*wanted, "--url", live.url, "--key", KEY])
    assert printed.exit_code == 0, printed.stderr
    return file
