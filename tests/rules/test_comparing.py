"""A pack in words, and what differs between two."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from gateway.rules.comparing import Change, changes
from gateway.rules.described import described
from gateway.rules.model import ListScope
from schema.declare import revised
from schema.measures import Effect
from tests.rules.making import earlier_pack, pack


def test_a_pack_does_not_differ_from_itself() -> None:
    for each in (pack(), earlier_pack()):
        assert changes(described(each), described(each)) == ()


@given(st.data())
def test_a_line_that_goes_comes_or_changes_is_told_and_nothing_else(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(pack().lines) - 1))
    chosen = pack().lines[place]
    others = (*pack().lines[:place], *pack().lines[place + 1 :])
    whole, less = described(pack()), described(replace(pack(), lines=others))
    (went,) = changes(whole, less)
    assert (went.part, went.id, went.came, went.went) == ("line", chosen.id, False, True)
    (came,) = changes(less, whole)
    assert (came.id, came.came, came.went) == (chosen.id, True, False)
    effect = data.draw(st.sampled_from(sorted(set(Effect) - {chosen.effect})))
    other = replace(pack(), lines=(*others, replace(chosen, effect=effect)))
    assert changes(whole, described(other)) == (
        Change("line", chosen.id, {"effect": (chosen.effect.value, effect.value)}),
    )


def test_every_part_of_a_pack_is_described() -> None:
    parts = described(pack())
    assert {part: len(items) for part, items in parts.items()} == {
        "pack": 1,
        "line": len(pack().lines),
        "measure": 65,
        "agreement": len(pack().agreements) + len(pack().defaults),
        "regime": 3,
        "scale": len(pack().scales),
        "list agreement": len(pack().list_agreements),
        "record kind": sum(map(len, pack().record_kinds.values())),
        "offence": len(pack().offences),
        "list": len(pack().lists),
        "inspection class": len(pack().inspection),
        "remedy": len(pack().remedies),
        "objection": 1,
        "repair": len(pack().repairs),
        "rectification": 1,
        "basis": len(pack().bases),
    }
    assert all(facts for items in parts.values() for facts in items.values())


def test_agreements_and_the_scope_of_lists_are_shown_and_compared() -> None:
    whole = described(pack())
    agreed = whole["list agreement"]["environment-list-990000-980000-other-way"]
    assert (agreed["from"], agreed["recognisers"], agreed["lists"]) == ("region:990000", "region:980000", "environment")
    assert whole["list"]["environment"]["counts"] == "in the region of the issuer"
    assert whole["list"]["market-regulation"]["counts"] == "everywhere"
    first, *others = pack().list_agreements
    lists = {name: replace(rule, scope=ListScope.NATIONAL) for name, rule in pack().lists.items()}
    other = described(
        replace(pack(), list_agreements=(revised(first, matters=("public-tender",)), *others), lists=lists)
    )
    assert changes(whole, other) == (
        Change("list agreement", first.id, {"matters": ("", "public-tender")}),
        Change("list", "environment", {"counts": ("in the region of the issuer", "everywhere")}),
    )
