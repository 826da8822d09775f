"""Dirt is the same value in another spelling, and rows to be rejected stay in the background."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from connectors.sandbox.chance import chance
from connectors.sandbox.dirt import epoch_ms, in_wan, written_code, written_date, written_number
from connectors.sandbox.sources.publicity import Publicity
from connectors.sandbox.sources.registry import Registry
from connectors.sandbox.town import DEFAULT_SEED
from connectors.sandbox.world import World, build_world
from schema.codes import SubjectKind
from schema.dates import legal_day
from schema.identifiers import normalise


@pytest.fixture(scope="module")
def world() -> World:
    return build_world(date(2026, 11, 23), DEFAULT_SEED)


def test_dates_are_the_same_day_in_three_spellings() -> None:
    written = {written_date(date(2020, 5, 20), chance("dates", turn)) for turn in range(40)}
    assert written == {"2020-05-20", "2020/5/20", 1589904000000}
    assert legal_day(datetime.fromtimestamp(epoch_ms(date(2020, 5, 20)) / 1000, UTC)) == date(2020, 5, 20)


def test_codes_fold_to_the_same_code() -> None:
    written = {written_code("91990100TC01LY003R", chance("codes", turn)) for turn in range(40)}
    assert len(written) == 4
    assert {normalise(code) for code in written} == {"91990100TC01LY003R"}


def test_numbers_differ_in_brackets_only() -> None:
    written = {written_number("样〔2024〕1号", chance("numbers", turn)) for turn in range(60)}
    assert written == {f"样{pair[0]}2024{pair[1]}1号" for pair in ("〔〕", "[]", "()", "（）", "【】")}


@pytest.mark.parametrize(
    ("yuan", "wan"), [("2000", "0.2"), ("35000.5", "3.50005"), ("0.01", "0.000001"), ("100000", "10")]
)
def test_amounts_are_exact_in_ten_thousand_yuan(yuan: str, wan: str) -> None:
    for turn in range(10):
        assert Decimal(str(in_wan(Decimal(yuan), chance("wan", turn)))) == Decimal(wan)


def test_the_hub_shows_every_kind_of_dirt(world: World) -> None:
    rows = [row for body in Publicity(world)._penalties.known.values() for row in body["rows"]]
    assert any("CF_XDR_GSDJ" in row for row in rows)
    assert any("CF_XDR_GSZC" in row for row in rows)
    assert any(row["CF_CFJGDM"] == "00000000000000000X" for row in rows)
    assert any(row.get("CF_XDR_ZZJG", row.get("CF_XDR_ZDM", "")) == row["CF_XDR_SWDJ"] != "" for row in rows)
    assert any(row["CF_WSH"] in {"", "无", None} for row in rows)
    stamps = [(row["CF_GSJZQ"], row["CF_JDRQ"]) for row in rows]
    assert any(end < decided for end, decided in stamps if isinstance(end, int) and isinstance(decided, int))
    assert any("；" in row["CF_CFLB"] or ";" in row["CF_CFLB"] for row in rows)
    assert any(row["CF_ZT"] == "2" for row in rows)


def test_rows_about_persons_are_on_households_of_the_background_only(world: World) -> None:
    kinds = {subject.code: subject.unit.kind for subject in world.subjects}
    cast = {member.value for member in world.cast}
    known = Publicity(world)._penalties.known
    strays = {code for code, body in known.items() for row in body["rows"] if row["CF_XDR_LB"] == "自然人"}
    assert strays
    assert not strays & cast
    assert {kinds[code] for code in strays} == {SubjectKind.SELF_EMPLOYED}


def test_the_cast_is_always_named_by_its_own_code(world: World) -> None:
    known = Publicity(world)._penalties.known
    for member in world.cast:
        for row in known.get(member.value, {"rows": []})["rows"]:
            assert normalise(row["CF_XDR_SHXYM"]) == member.value


def test_registry_and_hub_report_the_same_decision(world: World) -> None:
    code = next(member.value for member in world.cast if member.key == "revoked")
    (own,) = Registry(world)._units["uscc"].known[code]["data"]["penalties"]
    (copy,) = Publicity(world)._penalties.known[code]["rows"]
    assert own["penDecNo"] != copy["CF_WSH"]
    assert own["sevLevel"] == copy["CF_SXYZCD"] == "3"
    assert own["penBasis"] == copy["CF_YJ"]
