"""FORMATS.md says everything the sources write."""

from datetime import date
from pathlib import Path

import connectors.sandbox
from connectors.sandbox.cast import build_cast
from connectors.sandbox.faults import Mode
from connectors.sandbox.sources.commitments import Commitments
from connectors.sandbox.sources.court import _COLUMNS
from connectors.sandbox.sources.ecology import SDL
from connectors.sandbox.sources.member_files import MemberFiles
from connectors.sandbox.sources.models import COLUMNS
from connectors.sandbox.sources.public_interest import PublicInterestRegister
from connectors.sandbox.sources.publicity import Publicity
from connectors.sandbox.sources.registry import Registry
from connectors.sandbox.sources.serious_lists import SeriousLists
from connectors.sandbox.town import DEFAULT_SEED, HTTP_SOURCES
from connectors.sandbox.words import (
    COMMITMENT_KIND,
    COMMITMENT_STATE,
    COURT_CASE_KIND,
    CRIMINAL_OUTCOMES,
    CUSTOMS,
    ENTITY_TYPE,
    ENVIRONMENT,
    JUDGMENT_EFFECTS,
    JUDGMENT_OUTCOMES,
    LIST_NAME,
    MODEL_SOURCE,
    PARTY_ROLES,
    PENALTY_KIND,
    PUBLIC_ACTION_RESULTS,
    PUBLIC_INTEREST,
    ROLE,
)
from connectors.sandbox.world import build_world

PAGE = Path(connectors.sandbox.__file__).with_name("FORMATS.md").read_text(encoding="utf-8")
WORLD = build_world(date(2026, 11, 23), DEFAULT_SEED)


def test_every_source_path_and_mode_is_on_the_page() -> None:
    for kind in HTTP_SOURCES:
        source = kind(WORLD)
        assert f"| {source.slug} |" in PAGE
        for route in source.routes():
            assert route.path.replace("{kind}", "{type}") in PAGE
    for mode in Mode:
        assert f"| {mode.value} |" in PAGE


def test_every_column_is_on_the_page() -> None:
    revoked = next(member.value for member in build_cast(WORLD.day) if member.key == "revoked")
    registry = Registry(WORLD)._units["uscc"].known[revoked]
    data = registry["data"]
    hub = Publicity(WORLD)
    entry = next(iter(SeriousLists(WORLD)._known.values()))["entries"][0]
    penalty = data["penalties"][0]
    cases = PublicInterestRegister(WORLD)._ledger.known.values()
    sued = next(each for each in cases if each["actions"]["rows"])
    judged = next(each for each in cases if each["judgments"]["rows"])
    promised = next(iter(Commitments(WORLD)._ledger.known.values()))
    files = MemberFiles(WORLD)._ledger.known.values()
    member = next(each for each in files if each["misconduct"]["rows"])
    rows = [registry, data, data["names"][0], data["officers"][0], penalty, penalty["persons"][0]]
    rows += [
        sued,
        sued["actions"]["rows"][0],
        judged["judgments"]["rows"][0],
        promised,
        promised["list"][0],
        member,
        member["grades"]["rows"][0],
        member["misconduct"]["rows"][0],
    ]
    for row in (*rows, entry, hub._penalties.known[revoked]["rows"][0], hub._licences.known[revoked]["rows"][0]):
        missing = [name for name in row if name.removeprefix("XK_").removeprefix("CF_") not in PAGE]
        assert not missing
    for name in [*COLUMNS, *_COLUMNS.replace("{key}", "zzjgdm").split(", ")]:
        assert name in PAGE


def test_every_word_is_on_the_page() -> None:
    for table in (
        COMMITMENT_KIND,
        COMMITMENT_STATE,
        PENALTY_KIND,
        PUBLIC_INTEREST,
        dict(enumerate(PUBLIC_ACTION_RESULTS)),
        COURT_CASE_KIND,
        dict(enumerate((*PARTY_ROLES, *JUDGMENT_OUTCOMES, *CRIMINAL_OUTCOMES, *JUDGMENT_EFFECTS))),
        ROLE,
        ENTITY_TYPE,
        MODEL_SOURCE,
        CUSTOMS,
        {code: code for code in LIST_NAME},
    ):
        for word in table.values():
            assert word in PAGE, word
    for spellings in ENVIRONMENT.values():
        assert "/".join(spellings) in PAGE


def test_the_schema_is_on_the_page() -> None:
    assert [line for line in SDL.split() if line not in PAGE] == []
