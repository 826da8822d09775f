"""`webhooks.toml` and the sections `[webhooks]` and `[watches]`: every fault is told, and no secret is."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.manifest import ManifestFaults
from gateway.configuration.settings import Settings, load_settings
from gateway.configuration.webhooks import load_endpoints
from gateway.delivering.pauses import DeliverySettings
from gateway.grants import Grant
from gateway.paths import shipped
from gateway.watches.limits import WatchSettings
from schema.codes import Purpose
from schema.proceedings import ProceedingKind
from tests.configuration.written import faults_in, line_of
from tests.delivering.receiving import OTHER, SECRET

WRITTEN = (shipped("config") / "gateway.toml").read_text(encoding="utf-8")
BEFORE, _, REST = WRITTEN.partition("[webhooks]")
AFTER = REST[REST.index("[rules]") :]
GRANT = Grant(
    client="desk",
    agency="court",
    purposes=frozenset({Purpose.SUPERVISION}),
    matters=frozenset(),
    record_kinds=frozenset(),
    responds=True,
    procedures=frozenset({ProceedingKind.WATCH, ProceedingKind.OBJECTION}),
)
GRANTS = {"desk": GRANT}
SET = {"HOOK": SECRET, "NEXT": OTHER, "SHORT": "whsec_c2hvcnQ=", "BARE": "secret", "BAD": "whsec_!!"}
RIGHT = """
[[endpoint]]
id = "all"
client = "desk"
url = "https://approvals.example/hooks"
secrets = ["${HOOK}", "${NEXT}"]
networks = ["10.20.0.0/16"]

[[endpoint]]
id = "watches"
client = "desk"
url = "http://localhost:9/${file:path}"
secrets = ["${HOOK}"]
kinds = ["WATCH"]
"""
WRONG = """
[[endpoint]]
id = "all"
client = "dsk"
url = "http://approvals.example/"
secrets = ["whsec_written"]

[[endpoint]]
id = "second"
client = "desk"
url = "https://approvals.example/"
secrets = ["${SHORT}"]
kinds = ["REPAIR"]

[[endpoint]]
id = "third"
client = "desk"
url = "https://approvals.example/"
secrets = [
]
ca_file = "missing.pem"

[[endpoint]]
id = "fourth"
client = "desk"
url = "https://approvals.example/"
secrets = ["${BARE}"]
networks = ["0.0.0.0/0"]
"""


def test_an_endpoint_is_sent_what_its_client_may_see_or_part_of_it(tmp_path: Path) -> None:
    path = tmp_path / "webhooks.toml"
    path.write_text(RIGHT, encoding="utf-8")
    (tmp_path / "path").write_text("token\n")
    found = load_endpoints(path, grants=GRANTS, environment=SET)
    assert found["all"].kinds == {ProceedingKind.JOINT_CASE, ProceedingKind.WATCH, ProceedingKind.OBJECTION}
    assert (set(found["watches"].kinds), found["watches"].agency) == ({ProceedingKind.WATCH}, "court")
    assert found["watches"].url == "http://localhost:9/token"
    assert [len(each) for each in found["all"].secrets] == [27, 27]
    assert "token" not in repr(found)


def test_every_fault_is_told_with_what_to_write_and_without_a_secret(tmp_path: Path) -> None:
    faults = faults_in(
        tmp_path / "webhooks.toml", WRONG, lambda path: load_endpoints(path, grants=GRANTS, environment=SET)
    )
    told = {line: fault.problem for line, fault in faults.items()}
    lines = [line_of(WRONG, part) for part in ('"dsk"', '"http://appr', "whsec_written", "SHORT", "REPAIR")]
    lines += [line_of(WRONG, part) for part in ("secrets = [\n", "missing.pem", "BARE", "0.0.0.0/0")]
    assert sorted(told) == sorted(lines)
    assert "names a client 'dsk'" in told[lines[0]]
    assert "written out in the file" in told[lines[2]]
    assert "holds a key of 5 bytes" in told[lines[3]]
    assert "which its client may not see" in told[lines[4]]
    assert "does not begin with whsec_" in told[lines[7]]
    assert not any(secret in str(told) for secret in ("whsec_w", "c2hvcnQ", SET["BARE"] + "'"))


def read(folder: Path, section: str) -> Settings:
    (folder / "gateway.toml").write_text(BEFORE + section + AFTER, encoding="utf-8")
    return load_settings(folder)


def test_what_is_not_written_is_as_usual_and_as_shipped(tmp_path: Path) -> None:
    plain = read(tmp_path, "")
    assert (plain.webhooks.endpoints, plain.webhooks.limits, plain.watches) == (
        None,
        DeliverySettings(),
        WatchSettings(),
    )
    as_shipped = read(tmp_path, "[webhooks]" + REST[: REST.index("[rules]")])
    assert as_shipped.webhooks.endpoints == tmp_path / "webhooks.toml"
    assert (as_shipped.webhooks.limits, as_shipped.watches) == (plain.webhooks.limits, plain.watches)


def test_limits_that_cannot_hold_are_told(tmp_path: Path) -> None:
    faulty = "[webhooks]\nattempts = 0\nseconds = -1\nfirst_pause_seconds = 9\nlongest_pause_seconds = 8\nmore = 1\n"
    with pytest.raises(ManifestFaults) as caught:
        read(tmp_path, faulty + "[watches]\nat_once = 0\nretry_seconds = 0\nlong = 3\n")
    assert len(caught.value.faults) == 7
