"""`tally receipt` off line: one changed byte, another key that the file carries, another case."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson
import pytest

from gateway.demo.servers import Gateway
from gateway.receipts.file import parse_receipt, write_receipt
from gateway.receipts.head import sign_head
from gateway.receipts.keys import SigningKey, new_signing_key, public_key_file, read_signing_key
from gateway.receipts.merkle import leaf_hash, tree_root
from tests.cli.conftest import Tally


def test_a_genuine_receipt_of_the_case_verifies(tally: Tally, saved: Path, keys: Path, live: Gateway) -> None:
    subject = f"CREDIT_CODE:{live.town.cast['listed-strict']['value']}"
    expected = ("--case", "2026-0001", "--subject", subject, "--matter", "food-production-licence")
    told = tally("receipt", "verify", saved, "--keys", keys, *expected, "--agency", "market-regulation")

    assert told.exit_code == 0
    assert told.stdout.startswith("GENUINE:")
    assert "STRICT_REVIEW" in told.stdout


def test_one_changed_byte_anywhere_fails(tally: Tally, saved: Path, keys: Path, tmp_path: Path) -> None:
    genuine = saved.read_bytes()
    changed = tmp_path / "changed.json"
    for place in range(0, len(genuine) - 1, len(genuine) // 40):
        changed.write_bytes(genuine[:place] + bytes([genuine[place] ^ 1]) + genuine[place + 1 :])
        told = tally("receipt", "verify", changed, "--keys", keys)
        assert told.exit_code == 1, place
        assert not told.stdout.startswith("GENUINE")


def test_a_receipt_signed_again_with_another_key_is_not_believed(
    tally: Tally, saved: Path, keys: Path, tmp_path: Path
) -> None:
    forged, theirs = _signed_again(saved, tmp_path)
    told = tally("receipt", "verify", forged, "--keys", keys)

    assert (told.exit_code, told.stdout.split(":")[0]) == (1, "UNKNOWN_KEY")
    assert tally("receipt", "verify", forged, "--keys", theirs).exit_code == 0  # the forgery itself is well made


def test_a_receipt_that_carries_its_own_key_is_not_believed(
    tally: Tally, saved: Path, keys: Path, tmp_path: Path
) -> None:
    forged, theirs = _signed_again(saved, tmp_path)
    carrying = {**orjson.loads(forged.read_bytes()), **orjson.loads(theirs.read_bytes())}
    forged.write_bytes(orjson.dumps(carrying, option=orjson.OPT_SORT_KEYS))
    told = tally("receipt", "verify", forged, "--keys", keys)

    assert (told.exit_code, told.stdout.split(":")[0]) == (1, "MALFORMED")


def _signed_again(saved: Path, folder: Path) -> tuple[Path, Path]:
    """Sign the body of a receipt with a key of one's own; give the receipt and the key file."""
    now = datetime.now(UTC)
    key: SigningKey = read_signing_key(new_signing_key(now - timedelta(days=1)))
    body = parse_receipt(saved.read_bytes()).body
    leaves = [leaf_hash(body)]
    head = sign_head(key, writer="w1", sequence=1, size=1, root=tree_root(leaves), previous=None, committed_at=now)
    forged, theirs = folder / "forged.json", folder / "theirs.json"
    forged.write_bytes(write_receipt(body=body, leaves=leaves, leaf_index=0, head=head, openings={}))
    theirs.write_bytes(public_key_file([key.public]))
    return forged, theirs


@pytest.mark.parametrize(
    ("expected", "code"),
    [
        (["--case", "2026-0002"], "OTHER_CASE"),
        (["--subject", "CREDIT_CODE:91990100TC01LY003R"], "OTHER_SUBJECT"),
        (["--matter", "public-tender"], "OTHER_MATTER"),
        (["--agency", "finance"], "OTHER_AGENCY"),
    ],
)
def test_a_replay_for_something_else_fails(
    tally: Tally, saved: Path, keys: Path, expected: list[str], code: str
) -> None:
    told = tally("receipt", "verify", saved, "--keys", keys, *expected)

    assert (told.exit_code, told.stdout.split(":")[0]) == (1, code)


def test_show_prints_what_is_signed_and_that_nothing_was_verified(tally: Tally, saved: Path) -> None:
    told = tally("receipt", "show", saved)
    body = orjson.loads(tally("receipt", "show", saved, "--json").stdout)

    assert told.exit_code == 0
    assert "case number  2026-0001" in told.stdout
    assert "RES-02" in told.stdout
    assert "What would change it" in told.stdout
    assert "TIME_PASSES from 20" in told.stdout
    assert "not verified" in told.stderr
    assert (body["case_number"], body["guidance"]) == ("2026-0001", "STRICT_REVIEW")


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe", b"[1]", b'{"format":"tally-receipt-1"}'])
def test_what_is_no_receipt_says_so(tally: Tally, keys: Path, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "nothing.json"
    file.write_bytes(content)

    shown, verified = tally("receipt", "show", file), tally("receipt", "verify", file, "--keys", keys)
    assert shown.exit_code == 2
    assert "is not a receipt" in shown.stderr
    assert verified.exit_code == 1


def test_keys_that_are_no_keys_say_what_to_give(tally: Tally, saved: Path) -> None:
    told = tally("receipt", "verify", saved, "--keys", saved)

    assert told.exit_code == 2
    assert "JWK Set" in told.stderr
    assert "tally receipt keys" in told.stderr


def test_a_subject_without_scheme_says_how_to_write_it(tally: Tally, saved: Path, keys: Path) -> None:
    told = tally("receipt", "verify", saved, "--keys", keys, "--subject", "91990100TC01LY003R")

    assert told.exit_code == 2
    assert "SCHEME:VALUE" in told.stderr


def test_a_state_folder_without_keys_says_so(tally: Tally, tmp_path: Path) -> None:
    told = tally("receipt", "keys", "--state", tmp_path)

    assert told.exit_code == 2
    assert "there are no keys" in told.stderr


def test_exported_keys_are_public_only(keys: Path) -> None:
    (key,) = orjson.loads(keys.read_bytes())["keys"]

    assert "d" not in key
    assert {"kid", "x", "nbf"} <= key.keys()
