"""`tally check` against a live gateway."""

from __future__ import annotations

import os
import pty
import socket
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from gateway.demo.servers import Gateway
from tests.cli.conftest import KEY, Tally

FOOD = ("--matter", "food-production-licence")


def _code(live: Gateway, key: str) -> str:
    return live.town.cast[key]["value"]


def test_it_says_the_guidance_and_why(ask: Tally, live: Gateway) -> None:
    told = ask(_code(live, "model-clean"), *FOOD)

    assert told.exit_code == 0
    for words in (
        "GREEN_CHANNEL  Integrity model with clean years",
        "because Green channel",
        "ACTIVE  INC-03 Green channel 绿色通道",
        "basis        Guiding Opinions",
        "adopted by   market-regulation",
        "record       RED_LIST_ENTRY",
        "receipt ",
        "purpose ADMINISTRATIVE_LICENCE",
        "case CLI-",
    ):
        assert words in told.stdout


@pytest.mark.go("GO-21-a", "GO-22-f", "GO-24-b")
def test_a_restraint_comes_with_basis_end_implementer_record_and_remedies(ask: Tally, live: Gateway) -> None:
    told = ask(_code(live, "revoked"), *FOOD).stdout

    assert "BARRED  A restraint that bars this matter" in told
    assert "last day" in told
    assert "中华人民共和国食品安全法, art. 135 [SECONDARY]" in told
    assert "implementer  Market regulation department that licenses food production" in told
    assert "record       PENALTY decision:" in told
    assert "remedy       Administrative reconsideration 行政复议" in told


@pytest.mark.go("GO-24-b")
def test_a_basis_that_nobody_verified_says_so(tally: Tally, live: Gateway) -> None:
    told = tally(
        "check",
        _code(live, "fund-listed"),
        "--matter",
        "fiscal-fund-application",
        "--url",
        live.url,
        "--key",
        "sandbox-finance",
    )

    assert "[UNVERIFIED: confirm it]" in told.stdout


@pytest.mark.go("GO-21-c", "GO-22-d")
def test_what_would_change_it_names_record_outcome_and_day(ask: Tally, live: Gateway) -> None:
    told = ask(_code(live, "listed-strict"), *FOOD).stdout
    section = told.partition("What would change it")[2].partition("Evaluations")[0]

    assert "is withdrawn, corrected or repaired: " in section
    assert "ends RES-02-market-regulation-list:decision:" in section
    assert "if nothing else happens until 20" in section


def test_near_misses_evaluations_and_conflicts_are_printed(ask: Tally, live: Gateway) -> None:
    near = ask(_code(live, "model-boundary-in"), *FOOD).stdout
    differs = ask(_code(live, "renamed-unknown"), *FOOD).stdout
    recognised = ask(_code(live, "env-neighbour"), "--matter", "annual-inspection-plan").stdout

    assert "Why not" in near
    assert "FALSE    no bad record" in near
    assert "would change" in near
    assert "NAME_DIFFERS" in differs
    assert "(its name differs)" in differs
    assert "RECOGNISED as GOOD (blue) under environment-990000-from-980000" in recognised


@pytest.mark.go("GO-06-c")
def test_the_inspection_advice_is_printed_with_its_reasons_and_kept_in_the_receipt(
    ask: Tally, tally: Tally, live: Gateway, tmp_path: Path
) -> None:
    receipt = tmp_path / "receipt.json"
    told = ask(_code(live, "inspect-bad"), "--matter", "annual-inspection-plan", "--save", receipt).stdout

    assert "class D: Key supervision 重点监管" in told
    assert "visits       4 a year" in told
    assert "never an order" in told
    assert "样例省信用分级分类监管通知（沙箱虚构） [UNVERIFIED: confirm it]" in told
    assert "Inspection advice" not in ask(_code(live, "model-clean"), *FOOD).stdout
    assert "inspection   class D: Key object of supervision" in tally("receipt", "show", receipt).stdout


def test_what_was_asked_and_how_long_it_took(ask: Tally, live: Gateway) -> None:
    lines = ask(_code(live, "model-clean"), *FOOD).stdout.splitlines()
    (registry,) = [line.split() for line in lines if line.strip().startswith("registry ")]

    assert "required" in registry
    assert "FOUND" in registry
    assert any(word.isdigit() for word in registry[registry.index("FOUND") + 2 :])


def test_what_is_withheld_is_named_and_not_shown(tally: Tally, live: Gateway) -> None:
    told = tally(
        "check",
        _code(live, "revoked"),
        "--matter",
        "public-tender",
        "--url",
        live.url,
        "--key",
        "sandbox-trading-centre",
    )

    assert "PENALTY NOT_GRANTED" in told.stdout
    assert "吊销" not in told.stdout


def test_json_is_the_whole_answer(ask: Tally, live: Gateway) -> None:
    answer = orjson.loads(ask(_code(live, "listed-strict"), *FOOD, "--json", "--case", "2026-7").stdout)

    assert (answer["guidance"], answer["caseNumber"]) == ("STRICT_REVIEW", "2026-7")
    assert answer["receipt"]["document"]


def test_a_personal_number_may_come_on_standard_input_and_is_masked(ask: Tally, live: Gateway) -> None:
    number = _code(live, "person-zhou")
    told = ask("-", *FOOD, typed=f"{number}\n")

    assert told.exit_code == 0
    assert "RES-17" in told.stdout
    assert "LEGAL_REPRESENTATIVE of 样例省吊照食品有限公司 at the time, directly responsible" in told.stdout
    assert number not in told.output


def test_as_of_and_deadline_reach_the_gateway(ask: Tally, live: Gateway) -> None:
    future = ask(_code(live, "model-clean"), *FOOD, "--as-of", "2999-01-01")
    short = ask(_code(live, "model-clean"), *FOOD, "--deadline-ms", "1")

    assert (future.exit_code, short.exit_code) == (2, 2)
    assert "asOf: 2999-01-01 lies in the future" in future.stderr
    assert "[INVALID_DEADLINE]" in short.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["91990100TC01LY003X", *FOOD], "CREDIT_CODE: the check character (position 18)"),
        (["TC01LY003", *FOOD, "--scheme", "CREDIT_CODE"], "has 9 characters; the scheme has 18"),
        (["12345", *FOOD], "no scheme has 5 characters"),
        (["9901960001", *FOOD, "--as-of", "24.11.2026"], "write it as YYYY-MM-DD"),
        (["91990100TC01LY003R", "--matter", "food-production-license"], "did you mean food-production-licence?"),
        (["91990100TC01LY003R", *FOOD, "--purpose", "SUPERVISION"], "[FORBIDDEN]"),
        (["91990100TC01LY003R", *FOOD, "--case", " "], "[INVALID_CASE_NUMBER]"),
        (["91990100TC01LY003R"], "Missing option '--matter'"),
    ],
)
def test_a_question_that_cannot_be_asked_says_what_to_write(ask: Tally, arguments: list[str], said: str) -> None:
    told = ask(*arguments)

    assert told.exit_code == 2
    assert said in told.stderr
    assert "Traceback" not in told.output


def test_a_value_that_fits_two_schemes_is_not_guessed(ask: Tally) -> None:
    """A 15-digit value with both checks right: registration number and taxpayer number."""
    from schema.identifiers import Scheme, fault_of

    both = next(
        value
        for number in range(10**6)
        if fault_of(Scheme.REGISTRATION_NUMBER, value := f"990100{number:09d}") is None
        and fault_of(Scheme.TAXPAYER_NUMBER, value) is None
    )
    told = ask(both, *FOOD)

    assert told.exit_code == 2
    assert "fits more than one scheme: REGISTRATION_NUMBER, TAXPAYER_NUMBER" in told.stderr
    assert "--scheme" in told.stderr


def test_an_error_of_the_gateway_comes_with_code_place_and_hint(tally: Tally, live: Gateway) -> None:
    unknown = _code(live, "unknown")
    told = tally("check", unknown, *FOOD, "--url", live.url, "--key", KEY)
    nobody = tally("check", unknown, *FOOD, "--url", live.url)

    assert "subject: the registry knows no subject with this CREDIT_CODE [UNKNOWN_SUBJECT]" in told.stderr
    assert "compare it with the certificate" in told.stderr
    assert "[UNAUTHENTICATED]" in nobody.stderr


def test_without_a_gateway_it_says_what_to_run(tally: Tally) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        url = f"http://127.0.0.1:{closed.getsockname()[1]}"
    told = tally("check", "91990100TC01LY003R", *FOOD, "--url", url, "--key", KEY)

    assert told.exit_code == 3
    assert f"no gateway answers at {url}" in told.stderr
    assert "tally serve" in told.stderr


@pytest.mark.parametrize("url", ["nonsense", "http://[", "ftp://127.0.0.1/", ""])
def test_an_unusable_address_is_no_traceback(tally: Tally, url: str) -> None:
    told = tally("check", "91990100TC01LY003R", *FOOD, "--url", url)

    assert told.exit_code == 3
    assert "no gateway answers" in told.stderr


def test_another_server_is_not_taken_for_a_gateway(tally: Tally, live: Gateway) -> None:
    told = tally("check", "91990100TC01LY003R", *FOOD, "--url", live.town.admin)

    assert told.exit_code == 3
    assert "not as a gateway" in told.stderr


def test_colour_only_on_a_terminal(live: Gateway) -> None:
    command = [sys.executable, "-m", "gateway.cli", "check", _code(live, "model-clean"), *FOOD, "--url", live.url]
    environment = {**os.environ, "TALLY_API_KEY": KEY, "TERM": "xterm-256color"}
    piped = subprocess.run(command, capture_output=True, env=environment, check=True).stdout

    assert b"\x1b[" not in piped
    assert b"\x1b[" in _on_terminal(command, environment)


def _on_terminal(command: list[str], environment: dict[str, str]) -> bytes:
    ours, theirs = pty.openpty()
    shown = b""
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, env=environment) as process:
        os.close(theirs)
        while chunk := _read(ours):
            shown += chunk
        assert process.wait(30) == 0
    os.close(ours)
    return shown


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""
