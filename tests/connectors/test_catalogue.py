"""Building connectors from configuration: a folder and an entry suffice, and every fault is told at once."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from connectors.catalogue import build, connector_kind, known_connectors, read_entries
from connectors.core.issuers import Issuers
from connectors.core.settings import ConfigFault, HttpSettings, read_settings
from connectors.exchange.httpx_exchange import HttpxExchange
from connectors.exchange.wiring import Wiring

WIRING = Wiring(exchange=HttpxExchange, clock=lambda: datetime.now(UTC), issuers=Issuers(()))
GOOD = {"slug": "registry", "connector": "registry", "agency": "market-regulation", "url": "http://h:1", "key": "k"}
AGENCIES = ("market-regulation", "court", "tax")


def faults_of(*tables: dict[str, object]) -> str:
    with pytest.raises(ConfigFault) as caught:
        build(read_entries(tables), WIRING, agency_slugs=AGENCIES)
    return str(caught.value)


def test_every_folder_is_a_connector() -> None:
    assert set(known_connectors()) == {
        "registry",
        "tax",
        "court",
        "publicity",
        "ecology",
        "models",
        "serious-lists",
        "customs",
        "cross-reference",
        "transport",
        "commitments",
        "public-interest",
        "member-files",
    }
    for name in known_connectors():
        assert connector_kind(name).settings_type


def test_a_source_is_built_with_its_limits_and_its_origin() -> None:
    built = build(read_entries([GOOD | {"limits": {"concurrency": 3}}]), WIRING, agency_slugs=AGENCIES)
    descriptor = built["registry"].descriptor
    assert (descriptor.slug, descriptor.agency) == ("registry", "market-regulation")
    assert descriptor.origins == {"http://h:1"}
    assert (descriptor.limits.concurrency, descriptor.limits.attempts) == (3, 2)


def test_two_sources_may_share_a_connector() -> None:
    entries = read_entries([GOOD, GOOD | {"slug": "registry-two"}])
    assert list(build(entries, WIRING, agency_slugs=AGENCIES)) == ["registry", "registry-two"]


def test_all_faults_are_told_at_once_with_what_to_write() -> None:
    told = faults_of(
        {"slug": "a", "connector": "registri", "agency": "market-regulation"},
        {"slug": "b", "connector": "registry", "agency": "markt-regulation", "url": "http://h", "kee": "k"},
        {"slug": "c", "connector": "court", "agency": "court", "url": "not a url"},
        {"slug": "d", "connector": "tax", "agency": "tax", "url": "ftp://h", "key": "k"},
        {"slug": "e", "connector": "tax", "agency": "tax", "url": 7, "key": "k", "limits": {"atempts": 1, "rate": 1}},
    )
    for words in (
        "source a.connector: unknown connector `registri`; did you mean `registry`?",
        "source b.agency: unknown agency `markt-regulation`; did you mean `market-regulation`?",
        "source b: unknown setting `kee`; did you mean `key`?",
        "source b: `key` is missing; write key = …",
        "source c: `url` is not a SQLAlchemy URL",
        "source d: is not an http or https address",
        "source e.url: Expected `str`, got `int`",
        "source e.limits: unknown setting `atempts`; did you mean `attempts`?",
    ):
        assert words in told


@pytest.mark.parametrize("value", [0, -1, "many", True])
def test_limits_that_make_no_sense(value: object) -> None:
    assert "registry.limits.concurrency" in faults_of(GOOD | {"limits": {"concurrency": value}})


def test_names_every_entry_needs_and_slugs_that_repeat() -> None:
    with pytest.raises(ConfigFault) as caught:
        read_entries([{"slug": "x"}, GOOD, GOOD])
    assert 'source 1: `connector` is missing; write connector = "…"' in caught.value.faults
    assert "source 3: the slug `registry` is used twice" in caught.value.faults


def test_a_key_does_not_show() -> None:
    settings = read_settings(HttpSettings, {"url": "http://h", "key": "canary"}, where="x")
    assert "canary" not in repr(settings) + repr(read_entries([GOOD | {"key": "canary"}]))
