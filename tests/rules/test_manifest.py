"""TOML with positions: every fault at once, each with file, line and what to write instead."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.manifest import Fault, ManifestFaults, Table, collect, parse_toml
from connectors.manifest.positions import positions
from schema.codes import Severity

TEXT = """\
id = "x" # [not.a.header]
note = '''
[[line]]
'''

[[line]]
id = "a"
has = [
  { kind = "PENALTY", list = ["p", "q"] },
  { kind = "LICENCE" },
]
[line.persons]
"by office" = 1

[[line]]
id = "b"
a.b = "]"
[[line.has]]
kind = "X"
"""


def test_positions_of_every_kind_of_item() -> None:
    lines = parse_toml(TEXT, "f.toml").lines
    expected = {
        ("id",): 1,
        ("note",): 2,
        ("line", 0): 6,
        ("line", 0, "id"): 7,
        ("line", 0, "has", 0, "list", 1): 9,
        ("line", 0, "has", 1, "kind"): 10,
        ("line", 0, "persons"): 12,
        ("line", 0, "persons", "by office"): 13,
        ("line", 1, "id"): 16,
        ("line", 1, "a", "b"): 17,
        ("line", 1, "has", 0, "kind"): 19,
    }
    assert {path: lines[path] for path in expected} == expected


def _paths(value: Any, path: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return {path}.union(*(_paths(inner, (*path, key)) for key, inner in items)) - {()}


_SCALARS = st.sampled_from(["1", "true", '"a # ] }"', "'x = [1]'", "2026-04-01", '"""\n[[no]]\n"""', '"\\""', "1.5"])
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: "[\n" + " # ]\n,".join(items) + "\n]")
        | st.lists(inner.filter(lambda text: "\n" not in text), max_size=3).map(
            lambda items: "{ " + ", ".join(f"k{index} = {item}" for index, item in enumerate(items)) + " }"
        )
    ),
    max_leaves=6,
)


@settings(max_examples=min(60, settings().max_examples))
@given(st.lists(st.tuples(st.sampled_from(["[[a]]", "[[a.b]]", "[a.c]"]), _VALUES), max_size=5))
def test_positions_know_exactly_the_items_tomllib_reads(parts: list[tuple[str, str]]) -> None:
    text = "[[a]]\n" + "".join(f"{head}\nkey = {value}\n" for head, value in parts)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    assert set(positions(text)) == _paths(data)


def test_an_unknown_path_gets_the_line_around_it() -> None:
    source = parse_toml(TEXT, "f.toml")
    assert source.line_of(("line", 1, "missing")) == 15
    assert source.line_of(("nothing",)) == 1


def test_a_syntax_fault_has_its_line() -> None:
    with pytest.raises(ManifestFaults) as refused:
        parse_toml('a = 1\nb = "open\n', "f.toml")
    assert refused.value.faults[0].line == 2
    assert str(refused.value).startswith("f.toml:2: is not TOML")


def test_all_faults_are_noted_at_once_in_reading_order() -> None:
    faults: list[Fault] = []
    root = Table.root(
        parse_toml('nmae = "x"\ncount = "3"\nday = "2026-01-01"\nseverity = "SERIOUSS"\n', "f.toml"), faults
    )
    root.text("name")
    root.integer("count")
    root.day("day")
    root.one_of("severity", Severity)
    root.finish()
    found = [(fault.line, fault.path) for fault in collect(faults)]
    assert found == [(1, ""), (1, "nmae"), (2, "count"), (3, "day"), (4, "severity")]
    assert "did you mean name?" in str(collect(faults)[1])
    assert "did you mean SERIOUS?" in str(collect(faults)[4])


def test_true_is_no_number_and_a_period_may_not_be_reversed() -> None:
    faults: list[Fault] = []
    text = "count = true\ngood = { from = 2026-01-01, to = 2026-01-01 }\nbad = { from = 2026-02-01, to = 2026-01-31 }\n"
    root = Table.root(parse_toml(text, "f.toml"), faults)
    root.integer("count")
    assert root.period("good").last_day == date(2026, 1, 1)
    root.period("bad")
    assert [fault.path for fault in faults] == ["count", "bad.to"]
    assert "reversed" in faults[1].problem
